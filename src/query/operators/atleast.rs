//! `atleast5(a)`: a part that an article has so many times.

use super::{Binding, Operator, Place, Status, is_numbered};

/// `atleast5(a)`
pub const ATLEAST: Operator = Operator {
    written: &["atleast5(a)"],
    meaning: "at least so many times in the article",
    place: Place::Call,
    binding: Binding::Part,
    status: Status::NotYet("without it every article with the word is found, those that name it most come first"),
    is: |text| is_numbered(text, &["ATLEAST", "ATL"]),
};
