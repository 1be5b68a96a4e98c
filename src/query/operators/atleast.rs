//! `atleast5(a)`: a part that an article has so many times.

use super::{Binding, Connective, Operator, Place, number_behind};

/// `atleast5(a)`
pub const ATLEAST: Operator = Operator {
    written: &["atleast5(a)", "atl5(a)"],
    meaning: "at least so many times in the article",
    place: Place::Call,
    binding: Binding::Part,
    read: |text| number_behind(text, &["ATLEAST", "ATL"]).map(Connective::AtLeast),
};
