//! AND, OR, NOT.

use super::{Binding, Connective, Operator, Place, is_one_of};

/// `a AND b`
pub const AND: Operator = Operator {
    written: &["a AND b", "a && b", "a b"],
    meaning: "both; also a AND NOT b, a BUT NOT b",
    place: Place::Between,
    binding: Binding::And,
    read: |text| is_one_of(text, &["AND", "&&"]).then_some(Connective::And),
};

/// `a OR b`
pub const OR: Operator = Operator {
    written: &["a OR b", "a || b"],
    meaning: "either or both",
    place: Place::Between,
    binding: Binding::Or,
    read: |text| is_one_of(text, &["OR", "||"]).then_some(Connective::Or),
};

/// `NOT a`
pub const NOT: Operator = Operator {
    written: &["NOT a", "-a", "!a"],
    meaning: "articles without it",
    place: Place::Before,
    binding: Binding::Not,
    read: |text| is_one_of(text, &["NOT"]).then_some(Connective::Not),
};
