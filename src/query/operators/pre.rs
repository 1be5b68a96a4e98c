//! `a PRE/5 b`: two parts near each other, in this order. Without a number it is read in capitals
//! only.

use super::near::STEPS_ALONE;
use super::{Binding, Connective, Operator, Place, number_behind, number_behind_slash};
use crate::query::Within;

/// `a PRE/5 b`
pub const PRE: Operator = Operator {
    written: &["a PRE/5 b", "a ADJ5 b", "a ONEAR/5 b"],
    meaning: "at most so many steps apart, a first; PRE and ONEAR alone: 10, ADJ alone: 1",
    place: Place::Between,
    binding: Binding::Proximity,
    read: |text| {
        let steps = match text {
            "PRE" | "ONEAR" => Some(STEPS_ALONE),
            "ADJ" => Some(1),
            _ => number_behind_slash(text, &["PRE", "ONEAR", "ADJ", "P"])
                .or_else(|| number_behind(text, &["ADJ", "ONEAR"])?),
        };
        steps.map(|steps| Connective::Near {
            within: Within::Steps(steps),
            ordered: true,
        })
    },
};
