//! `caps(Turkey)`: a word as it is printed.

use super::{Binding, Operator, Place, Status, is_one_of};

/// `caps(Turkey)`
pub const CAPS: Operator = Operator {
    written: &["caps(Turkey)"],
    meaning: "printed with exactly this case and these accents",
    place: Place::Call,
    binding: Binding::Part,
    status: Status::NotYet("case and accents are not looked at"),
    is: |text| is_one_of(text, &["CAPS", "ALLCAPS", "NOCAPS"]),
};
