//! `a /s b`: two parts in one sentence.

use super::{Binding, Operator, Place, Status, is_unit};

/// `a /s b`
pub const SENTENCE: Operator = Operator {
    written: &["a /s b", "a w/s b", "a PRE/s b"],
    meaning: "in one sentence; with PRE in that order",
    place: Place::Between,
    binding: Binding::Proximity,
    status: Status::NotYet("`a AND b` finds both words anywhere, `\"a b\"` side by side"),
    is: |text| is_unit(text, &["", "W", "PRE", "NEAR", "ONEAR"], &["S", "SENT"]),
};
