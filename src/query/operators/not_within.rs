//! `a NOT w/5 b`: a part that has no other so near. The parser finds it by NOT before a proximity.

use super::{Binding, Operator, Place, never};

/// `a NOT w/5 b`
pub const NOT_WITHIN: Operator = Operator {
    written: &["a NOT w/5 b", "a NOT PRE/5 b", "a NOT /s b", "a NOT /p b"],
    meaning: "an a that has no b so near",
    place: Place::Between,
    binding: Binding::Proximity,
    read: never,
};
