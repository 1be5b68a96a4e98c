//! `a NOT w/5 b`: a part that has no other so near. The parser finds it by NOT before a proximity.

use super::{Binding, Operator, Place, Status, never};

/// `a NOT w/5 b`
pub const NOT_WITHIN: Operator = Operator {
    written: &["a NOT w/5 b"],
    meaning: "an a that has no b so near; also with /s and /p",
    place: Place::Between,
    binding: Binding::Proximity,
    status: Status::NotYet("`a AND NOT b` leaves out every article with b"),
    is: never,
};
