//! `zelensky~`: words that are spelled nearly so.

use super::{Binding, Operator, Place, Status};

/// `zelensky~`
pub const FUZZY: Operator = Operator {
    written: &["zelensky~", "zelensky~2"],
    meaning: "words within 1 or 2 edits",
    place: Place::Sign,
    binding: Binding::Part,
    status: Status::NotYet("a wildcard reaches many spellings: `zelensk*`"),
    is: is_fuzzy,
};

/// True for a word with `~`, `~2` or `~0.8` behind it. `10~20` is a range of numbers.
fn is_fuzzy(text: &str) -> bool {
    match text.rsplit_once('~') {
        Some((word, edits)) => {
            let is_edits = edits.len() <= 1 || edits.starts_with("0.");
            let has_word = word.chars().any(crate::words::is_word_char);
            has_word && is_edits && edits.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
        }
        None => false,
    }
}
