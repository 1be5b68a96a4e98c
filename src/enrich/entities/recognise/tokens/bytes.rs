//! What each byte is to a token, one by one and eight at a time.

use super::Token;

/// What a byte is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Space,
    Newline,
    Small,
    Capital,
    Digit,
    Sign,
    /// Part of a letter or sign beyond ASCII.
    Wide,
}

pub(super) const CLASSES: [Class; 256] = {
    let mut classes = [Class::Sign; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'\n' => Class::Newline,
            0..=b' ' => Class::Space,
            b'a'..=b'z' => Class::Small,
            b'A'..=b'Z' => Class::Capital,
            b'0'..=b'9' => Class::Digit,
            128..=255 => Class::Wide,
            _ => Class::Sign,
        };
        byte += 1;
    }
    classes
};

/// For each byte that goes on a word whatever stands around it, the mark that it leaves, and [`GOES_ON`].
pub(super) const WORD_BYTES: [u8; 256] = {
    let mut marks = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        marks[byte] = match CLASSES[byte] {
            Class::Small => Token::SMALL | GOES_ON,
            Class::Capital => Token::CAPITAL | GOES_ON,
            Class::Digit => GOES_ON,
            Class::Space | Class::Newline | Class::Sign | Class::Wide => 0,
        };
        byte += 1;
    }
    marks
};

/// A mark that no token has.
pub(super) const GOES_ON: u8 = 128;

/// How many of eight bytes, the first in the lowest bits, go on a word whatever stands around it, and the marks that
/// they leave: [`WORD_BYTES`] without its look-ups. A byte below 128 is at least `low` if adding 128 - `low` raises
/// its highest bit.
#[inline]
pub(super) fn letters_of_eight(bytes: u64) -> (usize, u8) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = ONES << 7;
    let plain = bytes & !TOPS;
    let is_from = |bytes: u64, low: u8| bytes + ONES * u64::from(128 - low);
    let is_between = |bytes: u64, low: u8, high: u8| is_from(bytes, low) & !is_from(bytes, high + 1);
    let letters = is_between(plain | ONES << 5, b'a', b'z') & !bytes & TOPS;
    let digits = is_between(plain, b'0', b'9') & !bytes & TOPS;
    let others = !(letters | digits) & TOPS;
    // All bits below the first that does not go on.
    let before = (others & others.wrapping_neg()).wrapping_sub(1);
    let is_small = bytes << 2;
    let small = u8::from(letters & is_small & before != 0) * Token::SMALL;
    let capital = u8::from(letters & !is_small & before != 0) * Token::CAPITAL;
    (others.trailing_zeros() as usize / 8, small | capital)
}
