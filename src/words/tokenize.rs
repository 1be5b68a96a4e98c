//! Where words begin and end.
//!
//! A word is a run of letters and digits, as Tantivy's own default tokenizer cuts it, together
//! with the combining marks on them. Everything else separates: `U.S.` is two words, `don't` is
//! `don` and `t`. No word is dropped, whatever its length.

use unicode_normalization::char::is_combining_mark;

/// Longest word that is indexed whole, in bytes of its folded form; of a longer one the first
/// so many bytes are indexed. Tantivy itself drops terms of more than 65,530 bytes.
pub const MAX_WORD_BYTES: usize = 1_000;

/// A word and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as printed.
    pub text: &'a str,
    /// Byte offset of its first byte in the text.
    pub start: usize,
    /// Byte offset just behind its last byte.
    pub end: usize,
    /// Its number in the text, counted from 0.
    pub position: usize,
}

/// The words of a text, in order.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    offset: usize,
    position: usize,
}

/// Returns the words of a text, in order.
///
/// ```
/// let printed: Vec<&str> = dateline::words::words("U.S. envoys don't").map(|word| word.text).collect();
/// assert_eq!(printed, ["U", "S", "envoys", "don", "t"]);
/// ```
pub fn words(text: &str) -> Words<'_> {
    Words {
        text,
        offset: 0,
        position: 0,
    }
}

/// True for a character that belongs to a word: a letter, a digit or a combining mark.
pub fn is_word_char(letter: char) -> bool {
    if letter.is_ascii() {
        letter.is_ascii_alphanumeric()
    } else {
        letter.is_alphanumeric() || is_combining_mark(letter)
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        let start = self.offset + skip_while(&self.text[self.offset..], false);
        let end = start + skip_while(&self.text[start..], true);
        self.offset = end;
        if start == end {
            return None;
        }
        let word = Word {
            text: &self.text[start..end],
            start,
            end,
            position: self.position,
        };
        self.position += 1;
        Some(word)
    }
}

/// Bytes at the head of `text` whose characters all are (or all are not) of words.
fn skip_while(text: &str, of_word: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() != of_word {
                return at;
            }
            at += 1;
        } else {
            let Some(letter) = text[at..].chars().next() else {
                break;
            };
            if is_word_char(letter) != of_word {
                return at;
            }
            at += letter.len_utf8();
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).map(|word| word.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_are_runs_of_letters_digits_and_marks() {
        check("", &[]);
        check("...", &[]);
        check("Zelensky's 30-day truce.", &["Zelensky", "s", "30", "day", "truce"]);
        check("U.S. $20.04", &["U", "S", "20", "04"]);
        check("Re\u{301}mi, Зеленський", &["Re\u{301}mi", "Зеленський"]);
        check("قُرْآن", &["قُرْآن"]);
    }

    proptest! {
        #[test]
        fn words_and_what_lies_between_give_the_text_back(text in any::<String>()) {
            let mut rebuilt = String::new();
            let mut end = 0;
            for (number, word) in words(&text).enumerate() {
                prop_assert_eq!(word.position, number);
                prop_assert!(text[end..word.start].chars().all(|letter| !is_word_char(letter)));
                prop_assert!(word.text.chars().all(is_word_char));
                rebuilt.push_str(&text[end..word.start]);
                rebuilt.push_str(word.text);
                end = word.end;
            }
            rebuilt.push_str(&text[end..]);
            prop_assert_eq!(rebuilt, text);
        }
    }
}
