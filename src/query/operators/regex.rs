//! `/zelens(k|s)y/`: words of a regular expression. The lexer finds it by its slashes.

use super::{Binding, Operator, Place, never};

/// `/zelens(k|s)y/`
pub const REGEX: Operator = Operator {
    written: &["/zelens(k|s)y{1,2}/"],
    meaning: "words that match the regular expression, whole",
    place: Place::Sign,
    binding: Binding::Part,
    read: never,
};
