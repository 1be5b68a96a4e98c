//! The characters of a query as a person sees them.
//!
//! Text that is pasted from a page or a letter carries marks that nobody sees: directions, soft
//! hyphens, joiners of lines. They are left out here, once, so that no later station trips over
//! them. Joiners of letters (U+200C, U+200D) stay: they cut words in the archive too.

use std::ops::Range;

/// A character and its place in the text, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub(super) letter: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Quotes that belong together: those that open, and those that close any of them, the usual
/// first. So `“…"` and
/// the German `„…“` are whole, and French and Danish guillemets point either way.
const QUOTES: &[(&[char], &[char])] = &[
    (&['"', '“', '”', '„', '‟', '″', '＂'], &['"', '“', '”', '″', '＂']),
    (&['«', '»'], &['»', '«']),
    (&['‹', '›'], &['›', '‹']),
    (&['「'], &['」']),
    (&['『'], &['』']),
];

/// Returns the characters of a text, without those that cannot be seen.
pub(super) fn letters(text: &str) -> Vec<Letter> {
    text.char_indices()
        .filter(|(_, letter)| !is_invisible(*letter))
        .map(|(start, letter)| Letter {
            letter: plain(letter),
            start,
            end: start + letter.len_utf8(),
        })
        .collect()
}

/// Returns the text that some letters spell.
pub(super) fn spelled(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.letter).collect()
}

/// Returns the place of some letters, which is empty at `otherwise` if there are none.
pub(super) fn span(letters: &[Letter], otherwise: usize) -> Range<usize> {
    match (letters.first(), letters.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => otherwise..otherwise,
    }
}

/// Returns the quotes that close a quote, if `letter` is one that opens.
pub(super) fn closing_quotes(letter: char) -> Option<&'static [char]> {
    QUOTES
        .iter()
        .find(|(opening, _)| opening.contains(&letter))
        .map(|(_, closing)| *closing)
}

/// Returns a pair of quotes that can stand around a text. No text that was read from quotes holds
/// the ones that close them, so that it always finds a pair.
pub(super) fn quotes_for(text: &str) -> (char, char) {
    let free = QUOTES.iter().find(|(_, closing)| !text.contains(*closing));
    match free {
        Some(([open, ..], [close, ..])) => (*open, *close),
        _ => ('"', '"'),
    }
}

/// Hebrew writes its abbreviations with a quote between letters: `צה"ל`.
pub(super) fn is_hebrew(letter: char) -> bool {
    matches!(letter, '\u{0590}'..='\u{05FF}')
}

fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{00AD}' // Soft hyphen.
        | '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' // Directions.
        | '\u{2060}'..='\u{2064}' | '\u{FEFF}' // Joiners of lines, invisible signs, the mark of byte order.
    )
}

/// Full-width signs of Chinese and Japanese keyboards are their plain ones. The zero-width space is
/// a space.
fn plain(letter: char) -> char {
    match letter {
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '\u{200B}' => ' ',
        _ => letter,
    }
}
