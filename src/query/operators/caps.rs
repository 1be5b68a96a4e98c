//! `caps(Turkey)`: a word as it is printed.

use super::{Binding, Connective, Operator, Place, is_one_of};

/// `caps(Turkey)`
pub const CAPS: Operator = Operator {
    written: &["caps(Turkey)", "caps(\"White House\")"],
    meaning: "printed with exactly this case and these accents",
    place: Place::Call,
    binding: Binding::Part,
    read: |text| is_one_of(text, &["CAPS"]).then_some(Connective::Caps),
};

/// True for what Nexis and Westlaw have for words in capitals and in small letters. `caps()` here
/// looks at each letter, so that these are hints only.
pub(in crate::query) fn is_caps_elsewhere(name: &str) -> bool {
    is_one_of(name, &["ALLCAPS", "NOCAPS"])
}
