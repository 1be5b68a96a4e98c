//! What is part of the language and not built yet: named, with a hint, and never read as words.

use super::check_pointed;

/// The hint says what to write instead and, unless it could be no ordinary text, how to search for
/// `itself`.
#[track_caller]
fn check(text: &str, written: &str, instead: &str, itself: &str) {
    let hint = match itself {
        "" => instead.to_owned(),
        _ => format!("{instead}; to search for the text itself, quote it: \"{itself}\""),
    };
    check_pointed(text, written, &format!("`{written}` is not understood yet"), &hint);
}

#[test]
fn fields_without_data() {
    check("copies>5", "copies>", "leave it out: every copy is found", "copies>5");
}
