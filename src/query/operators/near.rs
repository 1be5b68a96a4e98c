//! `a NEAR/5 b`: two parts near each other. Without a number it is read in capitals only, since
//! `near` is a common word.

use super::{Binding, Operator, Place, Status, is_numbered, is_steps};

/// `a NEAR/5 b`
pub const NEAR: Operator = Operator {
    written: &["a NEAR/5 b", "a w/5 b", "a /5 b"],
    meaning: "at most so many steps apart, in any order; NEAR alone: 10",
    place: Place::Between,
    binding: Binding::Proximity,
    status: Status::NotYet("`a AND b` finds both words anywhere, `\"a b\"` side by side"),
    is: |text| text == "NEAR" || is_steps(text, &["NEAR", "W", "N", ""]) || is_numbered(text, &["NEAR"]),
};
