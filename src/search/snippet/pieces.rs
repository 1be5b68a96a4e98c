//! A text in the pieces that passages are made of, its characters counted, and the places where
//! it may be cut: only between grapheme clusters, so that no accent, no flag and no joined emoji
//! is torn apart.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use super::Match;
use crate::article::sentences;

/// Sentences are looked for so many times the length of a passage around a match. A character has
/// at most 4 bytes, so that no passage with the match reaches the end of what was looked at.
const REACH: usize = 8;

/// Text around a match in which sentences are looked for at least, in bytes.
const LEAST_REACH: usize = 160;

/// A sentence, or what is left of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the text, between grapheme clusters, not empty.
    pub range: Range<usize>,
    /// False if something of the sentence stands before it.
    pub begins_sentence: bool,
    /// False if something of the sentence stands behind it.
    pub ends_sentence: bool,
}

/// The sentences around the matches, in order. Sentences over whose end a match reaches, such as a
/// phrase, are one piece.
pub fn pieces(text: &str, found: &[Match], max_chars: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut matches = found.iter().peekable();
    let mut reached = 0;
    for sentence in sentences_near(text, found, max_chars) {
        let last_end = pieces.last().map_or(0, |last| last.range.end);
        while let Some(one) = matches.next_if(|one| one.range.start < last_end) {
            reached = reached.max(one.range.end);
        }
        let start = boundary_below(text, sentence.start).max(last_end);
        let end = boundary_above(text, sentence.end);
        if start >= end {
            continue;
        }
        match pieces.last_mut() {
            Some(last) if reached > start => last.range.end = end,
            _ => pieces.push(Piece {
                range: start..end,
                begins_sentence: true,
                ends_sentence: true,
            }),
        }
    }
    pieces
}

/// Finding sentences is the slow part, so only those around the matches are looked for in a long
/// text: from a paragraph's beginning at most so many bytes before a match.
fn sentences_near(text: &str, found: &[Match], max_chars: usize) -> Vec<Range<usize>> {
    let reach = max_chars.saturating_mul(REACH).max(LEAST_REACH);
    let mut windows: Vec<Range<usize>> = Vec::new();
    for one in found {
        let searched = windows.last().map_or(0, |last| last.end);
        let end = char_below(text, one.range.end.saturating_add(reach));
        let start = match one.range.start <= searched {
            true => searched,
            false => paragraph_start(text, searched, one.range.start, reach),
        };
        match windows.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => windows.push(start..end),
        }
    }
    if windows.is_empty() {
        windows.push(0..char_below(text, reach));
    }
    let mut all = Vec::new();
    for window in windows {
        let offset = window.start;
        for sentence in sentences(&text[window]) {
            all.push(sentence.start + offset..sentence.end + offset);
        }
    }
    all
}

/// Beginning of the paragraph or, failing that within `reach` bytes, of some word; not below
/// `least`.
fn paragraph_start(text: &str, least: usize, at: usize, reach: usize) -> usize {
    let from = char_below(text, at.saturating_sub(reach)).max(least);
    match text[from..at].rfind("\n\n") {
        Some(blank) => from + blank + 2,
        None if from == least => from,
        None => from + text[from..at].find(char::is_whitespace).unwrap_or(0),
    }
}

/// A range without the white space at its ends; `None` if nothing is left. The ends of the range
/// must lie between clusters, and so do those of the result.
pub fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = &text[range.clone()];
    let start = range.end - part.trim_start().len();
    let end = range.start + part.trim_end().len();
    // White space may carry an accent, and then belongs to it.
    (start < end).then(|| boundary_below(text, start)..boundary_above(text, end))
}

/// The nearest place between two clusters at or below an offset.
pub fn boundary_below(text: &str, offset: usize) -> usize {
    let mut at = char_below(text, offset);
    while !is_boundary(text, at) {
        at = char_below(text, at - 1);
    }
    at
}

/// The nearest place between two clusters at or above an offset.
pub fn boundary_above(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) || !is_boundary(text, at) {
        at += 1;
    }
    at
}

/// The nearest place between two characters at or below an offset.
fn char_below(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The ends of the text are boundaries.
fn is_boundary(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true)
        .is_boundary(text, 0)
        .unwrap_or(true)
}

/// Counts the characters between two places of a text without walking all that lies between them.
pub struct Chars<'a> {
    bytes: &'a [u8],
    /// Number of characters before each block of the text.
    before: Vec<usize>,
}

/// Bytes of a block of [`Chars`].
const BLOCK: usize = 128;

impl<'a> Chars<'a> {
    /// Counts the characters of a text.
    pub fn new(text: &'a str) -> Chars<'a> {
        let bytes = text.as_bytes();
        let mut counted = 0;
        let mut before = Vec::with_capacity(bytes.len() / BLOCK + 1);
        for block in bytes.chunks(BLOCK) {
            before.push(counted);
            counted += count_starts(block);
        }
        before.push(counted);
        Chars { bytes, before }
    }

    /// Number of characters in a range that begins and ends between characters.
    pub fn count(&self, range: &Range<usize>) -> usize {
        self.count_before(range.end) - self.count_before(range.start)
    }

    fn count_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        self.before[block] + count_starts(&self.bytes[block * BLOCK..at])
    }
}

/// Number of bytes that begin a character.
fn count_starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}
