//! `a PRE/5 b`: two parts near each other, in this order. Without a number it is read in capitals
//! only.

use super::{Binding, Operator, Place, Status, is_numbered, is_steps};

/// `a PRE/5 b`
pub const PRE: Operator = Operator {
    written: &["a PRE/5 b", "a ADJ5 b", "a ONEAR/5 b"],
    meaning: "at most so many steps apart, a first",
    place: Place::Between,
    binding: Binding::Proximity,
    status: Status::NotYet("`a AND b` finds both words anywhere, `\"a b\"` side by side"),
    is: |text| {
        matches!(text, "PRE" | "ADJ" | "ONEAR")
            || is_steps(text, &["PRE", "ONEAR", "ADJ", "P"])
            || is_numbered(text, &["ADJ", "ONEAR"])
    },
};
