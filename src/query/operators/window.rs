//! `"a b c"~5`: the words of a phrase in a window. The lexer finds it by the sign behind a quote.

use super::{Binding, Operator, Place, never};

/// `"a b c"~5`
pub const WINDOW: Operator = Operator {
    written: &["\"a b c\"~5"],
    meaning: "all the words of the phrase, in any order, within a window of their number plus 5",
    place: Place::Sign,
    binding: Binding::Part,
    read: never,
};
