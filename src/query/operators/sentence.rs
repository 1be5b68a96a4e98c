//! `a /s b`: two parts in one sentence.

use super::{Binding, Connective, Operator, Place, order_before_unit};
use crate::query::Within;

/// `a /s b`
pub const SENTENCE: Operator = Operator {
    written: &["a /s b", "a w/s b", "a PRE/s b"],
    meaning: "in one sentence; with PRE in that order",
    place: Place::Between,
    binding: Binding::Proximity,
    read: |text| {
        order_before_unit(text, &["S", "SENT"]).map(|ordered| Connective::Near {
            within: Within::Sentence,
            ordered,
        })
    },
};
