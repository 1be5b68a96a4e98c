//! `a /p b`: two parts in one paragraph. SAME is read in capitals only, since `same` is a common
//! word.

use super::{Binding, Operator, Place, Status, is_unit};

/// `a /p b`
pub const PARAGRAPH: Operator = Operator {
    written: &["a /p b", "a w/p b", "a SAME b", "a PRE/p b"],
    meaning: "in one paragraph; with PRE in that order",
    place: Place::Between,
    binding: Binding::Proximity,
    status: Status::NotYet("`a AND b` finds both words anywhere, `\"a b\"` side by side"),
    is: |text| text == "SAME" || is_unit(text, &["", "W", "PRE", "NEAR", "ONEAR"], &["P", "PARA"]),
};
