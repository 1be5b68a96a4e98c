//! Operators that are signs and not words: quotes, `=`, wildcards, weights, `+`.

use super::{Binding, Operator, Place, never};

/// `"peace talks"`
pub const PHRASE: Operator = Operator {
    written: &["\"peace talks\""],
    meaning: "these words next to each other, as typed",
    place: Place::Sign,
    binding: Binding::Part,
    read: never,
};

/// `=talks`
pub const EXACT: Operator = Operator {
    written: &["=talks"],
    meaning: "this word as typed, without others of its stem",
    place: Place::Sign,
    binding: Binding::Part,
    read: never,
};

/// `negotiat*`, `wom?n`
pub const PATTERN: Operator = Operator {
    written: &["negotiat*", "*stan", "wom?n", "negotiat!"],
    meaning: "every word of the pattern: * and a final ! any run of letters, ? one letter or digit",
    place: Place::Sign,
    binding: Binding::Part,
    read: never,
};

/// `word^2`
pub const WEIGHT: Operator = Operator {
    written: &["crimea^2", "(a OR b)^0.5"],
    meaning: "counts so many times as much in the order of the results",
    place: Place::Sign,
    binding: Binding::Part,
    read: never,
};

/// `+a`
pub const REQUIRED: Operator = Operator {
    written: &["+a"],
    meaning: "required even where words side by side mean OR",
    place: Place::Sign,
    binding: Binding::Not,
    read: never,
};
