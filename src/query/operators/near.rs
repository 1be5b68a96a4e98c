//! `a NEAR/5 b`: two parts near each other. Without a number it is read in capitals only, since
//! `near` is a common word.

use super::{Binding, Connective, Operator, Place, number_behind, number_behind_slash};
use crate::query::Within;

/// Steps of NEAR, PRE and ONEAR without a number, as in ProQuest.
pub(super) const STEPS_ALONE: u32 = 10;

/// `a NEAR/5 b`
pub const NEAR: Operator = Operator {
    written: &["a NEAR/5 b", "a w/5 b", "a /5 b"],
    meaning: "at most so many steps apart, in any order; NEAR alone: 10",
    place: Place::Between,
    binding: Binding::Proximity,
    read: |text| {
        let steps = match text {
            "NEAR" => Some(STEPS_ALONE),
            _ => number_behind_slash(text, &["NEAR", "W", "N", ""]).or_else(|| number_behind(text, &["NEAR"])?),
        };
        steps.map(|steps| Connective::Near {
            within: Within::Steps(steps),
            ordered: false,
        })
    },
};
