//! `zelensky~`: words that are spelled nearly so.

use super::{Binding, Operator, Place, never};

/// `zelensky~`
pub const FUZZY: Operator = Operator {
    written: &["zelensky~", "zelensky~2"],
    meaning: "words within 1 or 2 edits",
    place: Place::Sign,
    binding: Binding::Part,
    read: never,
};

/// The word and the edits of a run such as `zelensky~2`; the edits may be missing or wrong. A run of
/// digits is a number and no word: `10~20` is a range, `500~` is about 500.
pub(in crate::query) fn word_and_edits(run: &str) -> Option<(&str, &str)> {
    let (word, edits) = run.rsplit_once('~')?;
    let is_edits = edits.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let is_word = word.contains(char::is_alphabetic) && !word.ends_with('~');
    (is_word && is_edits).then_some((word, edits))
}
