//! Text to tokens: words, numbers, signs, and where sentences begin.
//!
//! Not the words of the index: here `U.S.` is one token, `Putin’s` is two, and `Sana'a`, `O'Brien`,
//! `Ki-moon` are one, since a name begins and ends at a token.

mod bytes;
mod lists;
#[cfg(test)]
mod tests;

use self::bytes::{CLASSES, Class, GOES_ON, WORD_BYTES, letters_of_eight};
use self::lists::{ABBREVIATIONS, COMPOUND_ENDINGS, is_contraction};

/// A word, a number or a sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// Where it begins, in bytes.
    pub start: u32,
    /// Where it ends, in bytes.
    pub end: u32,
    /// What is seen at a glance: a sum of the constants of [`Token`].
    pub marks: u8,
}

impl Token {
    /// It has a capital letter.
    pub const CAPITAL: u8 = 1;
    /// It has a small letter.
    pub const SMALL: u8 = 2;
    /// It begins a sentence, a line of a list, a paragraph.
    pub const SENTENCE: u8 = 4;
    /// It is the first word of its sentence, or a sign before it.
    pub const FIRST_WORD: u8 = 8;
    /// It is a word or a number, not a sign.
    pub const WORD: u8 = 16;
    /// It begins with a small letter of a to z.
    pub const SMALL_FIRST: u8 = 32;

    /// True if it has the mark.
    #[inline]
    pub fn has(self, mark: u8) -> bool {
        self.marks & mark != 0
    }

    /// The token's own text. Empty if it is not of this text.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Its length in bytes.
    #[inline]
    pub fn bytes(self) -> usize {
        (self.end - self.start) as usize
    }
}

/// A line that is shorter is not broken for want of room: what follows begins anew, as in tables.
const SHORT_LINE_BYTES: usize = 50;

/// A line that is longer is a paragraph of its own: nobody breaks lines at such a width.
const LONG_LINE_BYTES: usize = 120;

/// Cuts a text into tokens. They do not overlap and stand in the order of the text.
pub fn tokenize(text: &str, tokens: &mut Vec<Token>) {
    tokens.clear();
    let mut cutter = Cutter {
        text,
        bytes: text.as_bytes(),
        tokens,
        sentence: true,
        first_word: true,
        is_ended: false,
    };
    cutter.run();
}

struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    tokens: &'a mut Vec<Token>,
    /// The next token begins a sentence.
    sentence: bool,
    /// No word of the sentence has come yet.
    first_word: bool,
    /// A full stop stands before, and closing quotes may follow.
    is_ended: bool,
}

/// One letter or sign: what it is, and its length in bytes.
struct Letter {
    class: Class,
    bytes: usize,
}

impl Cutter<'_> {
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    #[inline]
    fn class(&self, at: usize) -> Class {
        CLASSES[usize::from(self.byte(at))]
    }

    /// The letter or sign at a place, beyond ASCII too. Words of scripts without case are small.
    #[inline]
    fn letter(&self, at: usize) -> Letter {
        match self.class(at) {
            Class::Wide => self.wide_letter(at),
            class => Letter { class, bytes: 1 },
        }
    }

    fn wide_letter(&self, at: usize) -> Letter {
        let Some(letter) = self.text.get(at..).and_then(|rest| rest.chars().next()) else {
            return Letter {
                class: Class::Space,
                bytes: 1,
            };
        };
        let is_mark = ('\u{300}'..='\u{36f}').contains(&letter);
        let class = if letter.is_uppercase() {
            Class::Capital
        } else if letter.is_numeric() {
            Class::Digit
        } else if letter.is_alphabetic() || is_mark {
            Class::Small
        } else if letter.is_whitespace() || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}') {
            Class::Space
        } else {
            Class::Sign
        };
        Letter {
            class,
            bytes: letter.len_utf8(),
        }
    }

    fn run(&mut self) {
        let mut at = 0;
        let mut line_start = 0;
        let mut newlines = 0;
        while let Some(&byte) = self.bytes.get(at) {
            if byte == b' ' {
                at += 1;
                continue;
            }
            if WORD_BYTES[usize::from(byte)] != 0 {
                at = self.word(at);
                newlines = 0;
                continue;
            }
            let letter = self.letter(at);
            match letter.class {
                Class::Space => {
                    at += letter.bytes;
                    continue;
                }
                Class::Newline => {
                    newlines += 1;
                    let line_bytes = at - line_start;
                    let is_indented =
                        matches!(self.byte(at + 1), b'\t') || self.bytes.get(at + 1..at + 3) == Some(b"  ");
                    if newlines > 1 || is_indented || !(SHORT_LINE_BYTES..=LONG_LINE_BYTES).contains(&line_bytes) {
                        self.begin_sentence();
                    }
                    at += 1;
                    line_start = at;
                    continue;
                }
                Class::Small | Class::Capital | Class::Digit => at = self.word(at),
                Class::Sign | Class::Wide => at = self.sign(at, letter.bytes),
            }
            newlines = 0;
        }
    }

    fn begin_sentence(&mut self) {
        self.sentence = true;
        self.first_word = true;
        self.is_ended = false;
    }

    #[inline(always)]
    fn push(&mut self, start: usize, end: usize, marks: u8) {
        if self.is_ended {
            self.is_ended = false;
            let is_closer = marks & Token::WORD == 0
                && self.tokens.last().is_some_and(|last| last.end as usize == start)
                && matches!(
                    self.text.get(start..end),
                    Some("\"" | "'" | "”" | "’" | ")" | "]" | "''" | "»")
                );
            if is_closer {
                self.is_ended = true;
            } else if marks & Token::SMALL_FIRST == 0 {
                self.begin_sentence();
            }
        }
        let mut marks = marks;
        if self.sentence {
            marks |= Token::SENTENCE;
        }
        if self.first_word {
            marks |= Token::FIRST_WORD;
        }
        self.sentence = false;
        if marks & Token::WORD != 0 {
            self.first_word = false;
        }
        self.tokens.push(Token {
            start: start as u32,
            end: end as u32,
            marks,
        });
    }

    /// A sign at `start`. Returns where it ends.
    fn sign(&mut self, start: usize, bytes: usize) -> usize {
        let sign = self.byte(start);
        let mut end = start + bytes;
        if matches!(sign, b'\'' | b'`' | b'.' | b'-' | b'_' | b'*' | b'=') {
            while self.bytes.get(end) == Some(&sign) {
                end += 1;
            }
        }
        if end == start + bytes
            && let Some(after) = self.apostrophe(start)
        {
            let letters = self.letters_end(after);
            if is_contraction(&self.text[after..letters]) {
                end = letters;
            }
        }
        self.push(start, end, 0);
        if end == start + bytes && matches!(sign, b'.' | b'!' | b'?') {
            self.is_ended = true;
        }
        end
    }

    /// Where an apostrophe at `at` ends, printed or typed. None if there is none.
    fn apostrophe(&self, at: usize) -> Option<usize> {
        match self.byte(at) {
            b'\'' | b'`' => Some(at + 1),
            0xE2 => {
                let is_one = matches!(self.bytes.get(at..at + 3), Some([0xE2, 0x80, 0x98 | 0x99]));
                is_one.then_some(at + 3)
            }
            0xCA => {
                // ʻ and ʼ, as in transliterated names.
                let is_one = matches!(self.bytes.get(at..at + 2), Some([0xCA, 0xBB | 0xBC | 0xBE | 0xBF]));
                is_one.then_some(at + 2)
            }
            _ => None,
        }
    }

    /// Where the letters from `at` on end.
    fn letters_end(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            let letter = self.letter(end);
            if !matches!(letter.class, Class::Small | Class::Capital) || self.apostrophe(end).is_some() {
                return end;
            }
            end += letter.bytes;
        }
    }

    /// A word or number at `start`. Returns where it ends.
    fn word(&mut self, start: usize) -> usize {
        let mut marks = Token::WORD;
        if self.class(start) == Class::Small {
            marks |= Token::SMALL_FIRST;
        }
        let mut end = start;
        loop {
            // Eight bytes at a time while there are eight.
            while let Some(eight) = self.bytes.get(end..).and_then(|rest| rest.first_chunk()) {
                let (bytes, mark) = letters_of_eight(u64::from_le_bytes(*eight));
                marks |= mark;
                end += bytes;
                if bytes < 8 {
                    break;
                }
            }
            while let Some(byte) = self.bytes.get(end) {
                let mark = WORD_BYTES[usize::from(*byte)];
                if mark == 0 {
                    break;
                }
                marks |= mark;
                end += 1;
            }
            match self.class(end) {
                // The most frequent ending.
                Class::Space | Class::Newline => break,
                Class::Wide if self.apostrophe(end).is_none() => {
                    let letter = self.letter(end);
                    match letter.class {
                        Class::Small => marks |= Token::SMALL,
                        Class::Capital => marks |= Token::CAPITAL,
                        Class::Digit => {}
                        Class::Space | Class::Newline | Class::Sign | Class::Wide => break,
                    }
                    end += letter.bytes;
                }
                Class::Small | Class::Capital | Class::Digit | Class::Sign | Class::Wide => {
                    match self.joined(start, end, marks) {
                        Joined::Through(next) => end = next,
                        Joined::Last(next) => {
                            end = next;
                            break;
                        }
                        Joined::No => break,
                    }
                }
            }
        }
        marks &= !GOES_ON;
        self.push(start, end.max(start + 1), marks);
        end.max(start + 1)
    }

    /// Whether the sign at `at` belongs to the word from `start` on.
    fn joined(&self, start: usize, at: usize, marks: u8) -> Joined {
        // The most frequent ones first.
        let sign = self.byte(at);
        if sign == b',' && self.class(at + 1) != Class::Digit {
            return Joined::No;
        }
        if let Some(after) = self.apostrophe(at) {
            return self.joined_by_apostrophe(start, at, after, marks);
        }
        let has_capital = marks & Token::CAPITAL != 0;
        let next = self.letter(at + 1).class;
        let is_letter = matches!(next, Class::Small | Class::Capital);
        match sign {
            b'-' => self.joined_by_hyphen(start, at, marks),
            b'.' => self.joined_by_stop(start, at, has_capital),
            b',' if next == Class::Digit && self.class(at - 1) == Class::Digit => Joined::Through(at + 1),
            b'&' if next == Class::Capital && has_capital && at - start <= 3 => Joined::Through(at + 1),
            b'_' | b'@' if is_letter || next == Class::Digit => Joined::Through(at + 1),
            _ => Joined::No,
        }
    }

    fn joined_by_apostrophe(&self, start: usize, at: usize, after: usize, marks: u8) -> Joined {
        let right = &self.text[after..self.letters_end(after)];
        if right.is_empty() || is_contraction(right) {
            return Joined::No;
        }
        let is_capital_right = right.starts_with(char::is_uppercase);
        let is_short_left = at - start <= 3;
        let is_all_capital = marks & Token::SMALL == 0;
        // O'Brien, d'Ivoire; SANA'A; Sana'a. Not 'he said'.
        let joins = if is_capital_right {
            is_short_left || is_all_capital
        } else {
            marks & Token::CAPITAL != 0
        };
        if joins { Joined::Through(after) } else { Joined::No }
    }

    fn joined_by_hyphen(&self, start: usize, at: usize, marks: u8) -> Joined {
        let has_capital = marks & Token::CAPITAL != 0;
        match self.letter(at + 1).class {
            // Al-Qaida, Jean-Claude. Not U.S.-Cuban.
            Class::Capital if self.byte(at - 1) != b'.' => Joined::Through(at + 1),
            Class::Small if !has_capital => Joined::Through(at + 1),
            // Ki-moon, Jong-un. Not Rome-based, US-led.
            Class::Small => {
                let right = &self.text[at + 1..self.letters_end(at + 1)];
                let is_syllable = at - start <= 6
                    && marks & Token::SMALL != 0
                    && right.len() <= 6
                    && right.bytes().all(|byte| byte.is_ascii_lowercase())
                    && !self.text[start..at].contains('-')
                    && !COMPOUND_ENDINGS.contains(&right);
                if is_syllable {
                    Joined::Through(at + 1)
                } else {
                    Joined::No
                }
            }
            Class::Capital | Class::Digit | Class::Space | Class::Newline | Class::Sign | Class::Wide => Joined::No,
        }
    }

    fn joined_by_stop(&self, start: usize, at: usize, has_capital: bool) -> Joined {
        let piece_start = self.bytes[start..at]
            .iter()
            .rposition(|&byte| byte == b'.')
            .map_or(start, |place| start + place + 1);
        let next = self.letter(at + 1).class;
        let is_word_next = matches!(next, Class::Small | Class::Capital | Class::Digit);
        let piece = &self.bytes[piece_start..at];
        if let [initial] = piece {
            match CLASSES[usize::from(*initial)] {
                // U.S., J.K., an initial.
                Class::Capital if next == Class::Capital => return Joined::Through(at + 1),
                Class::Capital => return Joined::Last(at + 1),
                // p.m., a.k.a.
                Class::Small if at - start <= 4 && (piece_start > start || next == Class::Small) => {
                    return if is_word_next {
                        Joined::Through(at + 1)
                    } else {
                        Joined::Last(at + 1)
                    };
                }
                Class::Small | Class::Digit | Class::Space | Class::Newline | Class::Sign | Class::Wide => {}
            }
        }
        if next == Class::Digit && self.class(at - 1) == Class::Digit {
            return Joined::Through(at + 1);
        }
        if has_capital && at - start <= 6 && ABBREVIATIONS.contains(&&self.text[start..at]) {
            return Joined::Last(at + 1);
        }
        let is_domain = next == Class::Small
            && ["com", "org", "net"]
                .iter()
                .any(|ending| self.text[at + 1..].starts_with(ending));
        if is_domain { Joined::Through(at + 1) } else { Joined::No }
    }
}

enum Joined {
    /// The word goes on at this place.
    Through(usize),
    /// The sign is the last of the word, which ends here.
    Last(usize),
    No,
}
