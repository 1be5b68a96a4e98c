//! AND, OR, NOT.

use super::{Binding, Connective, Operator, Place, Status, is_one_of};

/// `a AND b`
pub const AND: Operator = Operator {
    written: &["a AND b", "a && b", "a b"],
    meaning: "both; also a AND NOT b, a BUT NOT b",
    place: Place::Between,
    binding: Binding::And,
    status: Status::Built(Some(Connective::And)),
    is: |text| is_one_of(text, &["AND", "&&"]),
};

/// `a OR b`
pub const OR: Operator = Operator {
    written: &["a OR b", "a || b"],
    meaning: "either or both",
    place: Place::Between,
    binding: Binding::Or,
    status: Status::Built(Some(Connective::Or)),
    is: |text| is_one_of(text, &["OR", "||"]),
};

/// `NOT a`
pub const NOT: Operator = Operator {
    written: &["NOT a", "-a", "!a"],
    meaning: "articles without it",
    place: Place::Before,
    binding: Binding::Not,
    status: Status::Built(Some(Connective::Not)),
    is: |text| is_one_of(text, &["NOT"]),
};
