//! `/zelens(k|s)y/`: words of a regular expression. The lexer finds it by its slashes.

use super::{Binding, Operator, Place, Status, never};

/// `/zelens(k|s)y/`
pub const REGEX: Operator = Operator {
    written: &["/zelens(k|s)y{1,2}/"],
    meaning: "words that match the regular expression, whole",
    place: Place::Sign,
    binding: Binding::Part,
    status: Status::NotYet("`*` and `?` stand for any run and for one letter: `zelens?y*`"),
    is: never,
};
