//! `first50(a)`: a part at the head of the text.

use super::{Binding, Operator, Place, Status, is_numbered};

/// `first50(a)`
pub const FIRST: Operator = Operator {
    written: &["first50(a)"],
    meaning: "among the first so many words of the body",
    place: Place::Call,
    binding: Binding::Part,
    status: Status::NotYet("`title:(…)` looks in the headline, `body:(…)` in the text"),
    is: |text| is_numbered(text, &["FIRST"]),
};
