//! Text as it is stored: line ends are `\n`, and there are no control characters in it.
//!
//! What a control character stood for (a printer's instruction, a wire's frame) is lost on a
//! reader, and on a terminal it does harm. Nothing else is changed: U+FFFD and the marks of
//! writing direction stay, and `output` deals with those.

use crate::article::join_lines;

/// Returns the text without white space and control characters at its ends, with `\n` for every
/// line end, and with one space for each run of control characters inside.
///
/// ```
/// use dateline::ingest::clean;
///
/// assert_eq!(clean("\u{2}One\r\nTwo\rThree\tFour.\u{5}\u{1e}Five\u{3}\n"), "One\nTwo\nThree\tFour. Five");
/// ```
pub fn clean(text: &str) -> String {
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control() || letter == '\u{feff}');
    if is_clean(text) {
        return text.to_owned();
    }
    let mut clean = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                clean.push('\n');
            }
            // A page of a printed text ends like a line; U+0085 is the line end of mainframes.
            '\u{b}' | '\u{c}' | '\u{85}' => clean.push('\n'),
            '\n' | '\t' => clean.push(letter),
            letter if letter.is_control() => {
                while letters.next_if(|&next| is_removed(next)).is_some() {}
                clean.push(' ');
            }
            letter => clean.push(letter),
        }
    }
    clean
}

/// Returns the text [`clean`] and on one line; `None` if nothing is left of it.
pub(crate) fn clean_line(text: &str) -> Option<String> {
    let line = join_lines(&clean(text));
    (!line.is_empty()).then_some(line)
}

/// Whole chunks are looked at without a way out in between, which compilers turn into a few
/// instructions: most texts are clean, and all of every text is looked at.
fn is_clean(text: &str) -> bool {
    let mut chunks = text.as_bytes().chunks(64);
    !chunks.any(|chunk| chunk.iter().fold(false, |found, &byte| found | may_need_work(byte)))
}

fn is_removed(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\r' | '\n' | '\t' | '\u{b}' | '\u{c}' | '\u{85}')
}

/// True for bytes that only texts with something to clean have: the control characters of ASCII,
/// and the first byte of those from U+0080 to U+009F (and of harmless neighbours).
fn may_need_work(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\n' && byte != b'\t') || byte == 0x7f || byte == 0xc2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn line_ends_become_line_feeds() {
        assert_eq!(clean("a\r\nb\rc\nd\r\r\ne\u{85}f\u{c}g"), "a\nb\nc\nd\n\ne\nf\ng");
    }

    #[test]
    fn controls_are_removed_at_the_ends_and_one_space_inside() {
        assert_eq!(clean("\u{5}\u{5} a\u{0}\u{1}b \u{3}"), "a b");
        assert_eq!(clean("a\u{9b}31mb"), "a 31mb");
    }

    #[test]
    fn the_replacement_character_stays() {
        assert_eq!(clean("\u{fffd}a\u{fffd}"), "\u{fffd}a\u{fffd}");
    }

    proptest! {
        #[test]
        fn nothing_but_line_feeds_and_tabs_is_left_of_the_controls(text in any::<String>()) {
            let clean = clean(&text);
            prop_assert!(!clean.contains(is_removed));
            prop_assert!(!clean.contains('\r'));
            prop_assert_eq!(super::clean(&clean), clean);
        }
    }
}
