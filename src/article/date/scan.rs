//! A place in a text that a date is read from, and the steps forward from it.
//!
//! Everything is bounded: no step looks further than a word or a number of a date can reach, save
//! over white space.

use unicode_normalization::UnicodeNormalization;

/// The longest word, in bytes, that can be the name of a month, a weekday or a zone.
const LONGEST_NAME_BYTES: usize = 32;

/// The longest remark behind a time, in bytes: `(Moscow Standard Time)`, `[Europe/Kyiv]`.
const LONGEST_REMARK_BYTES: usize = 64;

/// A place in a text. A copy of it is a way back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Cursor<'a> {
        Cursor { text, at: 0 }
    }

    /// The number of bytes behind the cursor. It lies on a character boundary.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next character, not taken.
    pub(super) fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The byte that is `ahead` bytes away, not taken.
    pub(super) fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    /// True if a digit is next.
    pub(super) fn at_digit(&self) -> bool {
        self.byte(0).is_some_and(|byte| byte.is_ascii_digit())
    }

    /// True if this mark is next, and a digit behind it.
    pub(super) fn digit_behind(&self, mark: char) -> bool {
        self.rest()
            .strip_prefix(mark)
            .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
    }

    /// True if a word or a number ends here.
    pub(super) fn at_word_end(&self) -> bool {
        !self.next().is_some_and(char::is_alphanumeric)
    }

    /// True if only white space is left.
    pub(super) fn at_end(&self) -> bool {
        self.rest().trim_start().is_empty()
    }

    /// True if nothing but spaces stands before the end of the line.
    pub(super) fn at_line_end(&self) -> bool {
        let rest = self.rest().trim_start_matches([' ', '\t', '\u{a0}', '\r']);
        rest.is_empty() || rest.starts_with('\n')
    }

    /// Takes white space and returns true if there was any.
    pub(super) fn spaces(&mut self) -> bool {
        let rest = self.rest();
        let space = rest.len() - rest.trim_start().len();
        self.at += space;
        space > 0
    }

    /// Takes white space that does not end the line and returns true if there was any.
    pub(super) fn spaces_of_line(&mut self) -> bool {
        let rest = self.rest();
        let space = rest.len()
            - rest
                .trim_start_matches(|letter: char| letter.is_whitespace() && letter != '\n')
                .len();
        self.at += space;
        space > 0
    }

    /// Takes the next character if it is one of these, and returns it.
    pub(super) fn one_of(&mut self, letters: &[char]) -> Option<char> {
        let letter = self.next().filter(|letter| letters.contains(letter))?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    /// Takes this character and returns true, or leaves the cursor where it is.
    pub(super) fn take(&mut self, letter: char) -> bool {
        self.one_of(&[letter]).is_some()
    }

    /// Takes the first of these literal texts that stands here.
    pub(super) fn literal(&mut self, texts: &[&str]) -> bool {
        match texts.iter().find(|text| self.rest().starts_with(**text)) {
            Some(text) => {
                self.at += text.len();
                true
            }
            None => false,
        }
    }

    /// The length of the run of digits here, counted up to 15.
    pub(super) fn digits_ahead(&self) -> usize {
        self.rest().bytes().take(15).take_while(u8::is_ascii_digit).count()
    }

    /// Takes a number of exactly `length` digits; more digits may follow.
    pub(super) fn fixed(&mut self, length: usize) -> Option<i16> {
        let digits = self.rest().get(..length)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number = digits.parse().ok()?;
        self.at += length;
        Some(number)
    }

    /// Takes a whole run of digits whose length lies in the range.
    pub(super) fn number(&mut self, lengths: std::ops::RangeInclusive<usize>) -> Option<i16> {
        let length = self.digits_ahead();
        match lengths.contains(&length) {
            true => self.fixed(length),
            false => None,
        }
    }

    /// Takes all digits, however many.
    pub(super) fn skip_digits(&mut self) {
        self.skip_while(|letter| letter.is_ascii_digit());
    }

    /// Takes characters as long as they fit.
    pub(super) fn skip_while(&mut self, fits: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(fits).len();
    }

    /// Takes a run of letters and apostrophes as printed, or nothing if it is none or too long
    /// for a name.
    pub(super) fn word(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let letters = rest
            .char_indices()
            .take(LONGEST_NAME_BYTES + 1)
            .take_while(|(_, letter)| is_letter(*letter));
        let end = letters.last().map_or(0, |(at, letter)| at + letter.len_utf8());
        if end == 0 || end > LONGEST_NAME_BYTES {
            return None;
        }
        self.at += end;
        Some(&rest[..end])
    }

    /// Takes a remark in brackets: `(CEST)`, `[Europe/Kyiv]`.
    pub(super) fn remark(&mut self) -> bool {
        let close = match self.byte(0) {
            Some(b'(') => ')',
            Some(b'[') => ']',
            _ => return false,
        };
        let end = self
            .rest()
            .char_indices()
            .take(LONGEST_REMARK_BYTES)
            .find(|(_, letter)| *letter == close);
        match end {
            Some((at, _)) => {
                self.at += at + 1;
                true
            }
            None => false,
        }
    }
}

fn is_letter(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '\'' | '’' | '\u{300}'..='\u{36f}')
}

/// Returns the name in small letters, without accents and apostrophes, as the tables of names
/// have them. The Cyrillic `й` stays a letter of its own.
pub(super) fn folded_name(name: &str) -> String {
    if name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return name.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(name.len());
    for letter in name.nfc().flat_map(char::to_lowercase) {
        match letter {
            'й' => folded.push(letter),
            '\'' | '’' => {}
            _ => folded.extend(
                std::iter::once(letter)
                    .nfd()
                    .filter(|part| !('\u{300}'..='\u{36f}').contains(part)),
            ),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_as_the_tables_have_them() {
        assert_eq!(folded_name("MÄRZ"), "marz");
        assert_eq!(folded_name("fe\u{301}vrier"), "fevrier");
        assert_eq!(folded_name("Травень"), "травень");
        assert_eq!(folded_name("п’ятниця"), "пятниця");
    }

    #[test]
    fn an_endless_word_is_no_name() {
        assert_eq!(Cursor::new(&"a".repeat(1_000)).word(), None);
        assert_eq!(Cursor::new(&"д".repeat(1_000)).word(), None);
    }

    #[test]
    fn remarks_end_within_their_limit() {
        assert!(Cursor::new("(Moscow Standard Time) x").remark());
        assert!(!Cursor::new("(Moscow").remark());
        assert!(!Cursor::new(&format!("({})", "x".repeat(100))).remark());
    }
}
