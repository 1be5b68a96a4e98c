//! What of an article may not reach a terminal as it is, and what is shown instead.
//!
//! An article is somebody else's text. A control character in it could move the cursor, set the
//! window's title or paste a command; a bidirectional override could make a text read other than
//! it is. Text, CSV and Markdown show such characters in the notation of `less`: `<U+001B>`. JSON
//! keeps them exactly, written as `\u001b`, which is the same string to every reader of JSON.
//!
//! Joiners (U+200C, U+200D) and variation selectors stay: Persian, Indic scripts and emoji need
//! them. The flags of England, Scotland and Wales do not survive, being spelled in tag characters.

use std::borrow::Cow;
use std::fmt::Write;

/// Returns true for a character that could change what a terminal does or how the text around it
/// is read: C0 and C1 controls, DEL, bidirectional controls, line and paragraph separators,
/// deprecated format characters, interlinear annotation, tags.
///
/// ```
/// use dateline::output::is_unsafe;
///
/// assert!(is_unsafe('\u{1b}') && is_unsafe('\u{9b}') && is_unsafe('\u{202e}') && is_unsafe('\n'));
/// assert!(!is_unsafe('é') && !is_unsafe('م') && !is_unsafe('\u{200d}'));
/// ```
pub fn is_unsafe(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{061c}' | '\u{200e}' | '\u{200f}' // Marks of direction.
            | '\u{2028}' | '\u{2029}' // Separators of lines and paragraphs.
            | '\u{202a}'..='\u{202e}' // Embeddings and overrides.
            | '\u{2066}'..='\u{206f}' // Isolates and the deprecated format characters.
            | '\u{fff9}'..='\u{fffb}' // Interlinear annotation.
            | '\u{e0000}'..='\u{e007f}') // Tags: invisible text.
}

/// Returns a text that is safe to print on a line of a terminal: tabs and line breaks are spaces,
/// every other [unsafe](is_unsafe) character is shown by its number.
///
/// ```
/// use dateline::output::sanitize;
///
/// assert_eq!(sanitize("calm"), "calm");
/// assert_eq!(sanitize("a\tb\u{1b}[31m"), "a b<U+001B>[31m");
/// ```
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        push_safe(letter, &mut safe);
    }
    Cow::Owned(safe)
}

/// Appends one character, or what is shown instead of it.
pub(super) fn push_safe(letter: char, out: &mut String) {
    if !is_unsafe(letter) {
        out.push(letter);
    } else if letter.is_whitespace() {
        out.push(' ');
    } else {
        write!(out, "<U+{:04X}>", u32::from(letter)).expect("a string takes all that is written");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(sanitize(text), expected);
    }

    #[test]
    fn white_space_controls_become_spaces() {
        check("a\tb\nc\rd\u{b}e\u{c}f\u{85}g\u{2028}h\u{2029}i", "a b c d e f g h i");
    }

    #[test]
    fn controls_are_shown_by_their_number() {
        check("\u{1b}]0;title\u{7}", "<U+001B>]0;title<U+0007>");
        check("\0\u{7f}\u{9b}2J", "<U+0000><U+007F><U+009B>2J");
    }

    #[test]
    fn bidirectional_controls_and_tags_are_shown_by_their_number() {
        check(
            "a\u{202e}b\u{2069}\u{200f}\u{61c}",
            "a<U+202E>b<U+2069><U+200F><U+061C>",
        );
        check("x\u{e0041}\u{fff9}", "x<U+E0041><U+FFF9>");
    }

    #[test]
    fn scripts_joiners_and_emoji_stay_as_they_are() {
        for text in ["Зеленський", "שלום", "می‌خواهم", "👩‍👩‍👧", "☀️", "e\u{301}", "\u{a0}"]
        {
            check(text, text);
        }
    }

    /// The list of the safety rule, written a second time on purpose.
    fn forbidden(letter: char) -> bool {
        let number = u32::from(letter);
        number < 0x20
            || (0x7f..=0x9f).contains(&number)
            || [0x61c, 0x200e, 0x200f, 0x2028, 0x2029].contains(&number)
            || (0x202a..=0x202e).contains(&number)
            || (0x2066..=0x2069).contains(&number)
            || (0xe0000..=0xe007f).contains(&number)
    }

    proptest! {
        #[test]
        fn no_forbidden_character_survives(
            text in "(?s)(.|[\u{0}-\u{20}\u{7f}-\u{9f}\u{200e}-\u{202f}\u{2060}-\u{206f}\u{61c}\u{e0000}-\u{e007f}]){0,40}"
        ) {
            let safe = sanitize(&text);
            prop_assert!(!safe.contains(forbidden));
            prop_assert_eq!(sanitize(&safe), safe.as_ref());
        }
    }
}
