//! `a /p b`: two parts in one paragraph. SAME is read in capitals only, since `same` is a common
//! word.

use super::{Binding, Connective, Operator, Place, order_before_unit};
use crate::query::Within;

/// `a /p b`
pub const PARAGRAPH: Operator = Operator {
    written: &["a /p b", "a w/p b", "a SAME b", "a PRE/p b"],
    meaning: "in one paragraph; with PRE in that order",
    place: Place::Between,
    binding: Binding::Proximity,
    read: |text| {
        let ordered = match text {
            "SAME" => Some(false),
            _ => order_before_unit(text, &["P", "PARA"]),
        };
        ordered.map(|ordered| Connective::Near {
            within: Within::Paragraph,
            ordered,
        })
    },
};
