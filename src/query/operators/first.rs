//! `first50(a)`: a part at the head of the text.

use super::{Binding, Connective, Operator, Place, number_behind};

/// `first50(a)`
pub const FIRST: Operator = Operator {
    written: &["first50(a)"],
    meaning: "among the first so many words of the body",
    place: Place::Call,
    binding: Binding::Part,
    read: |text| number_behind(text, &["FIRST"]).map(Connective::First),
};
