//! The word table: all words of headline and body of a segment in the order of their bytes, to be
//! read from the first to the last.
//!
//! Tantivy's dictionary is a graph, made for going to one word. A pattern such as `*stan` has to look
//! at every word, and the graph then costs a jump in memory for nearly every letter. Remembering
//! which places of the graph lead nowhere does not help: measured, 29 million letters are gone
//! through for 4 million words, and 1 % of the places are met again. Here a word says how many of
//! its first letters are those of the word before, and then its others; so an automaton goes on
//! from where the two words part, and the words lie one behind the other. `*stan` over 4 million words
//! in 8 segments takes 80 ms so; 350 ms through the graph with memory, 1,090 ms through Tantivy's own
//! stream on one thread (`benches/expansion.rs`).
//!
//! ```text
//! words    64 a block, each: shared letters, other letters, the others   (numbers as LEB128)
//! blocks   where each block begins, 8 bytes each; its first word shares nothing
//! footer   number of blocks, 8 bytes
//! ```

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use tantivy::SegmentReader;
use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};

use super::automaton::{DEAD, WordAutomaton};
use super::schema::Fields;

/// Version of the table's form, part of its file name.
///
/// 1: first version (dateline 0.1).
const TABLE_VERSION: u32 = 1;

/// More make the table smaller, and going to a word longer.
const WORDS_A_BLOCK: usize = 64;

/// Bytes of a block's place, and of the number of blocks.
const NUMBER_BYTES: usize = 8;

/// Words between two looks at the clock: some tens of microseconds.
const WORDS_PER_LOOK: u32 = 4_096;

/// The word table of one segment.
pub struct WordTable {
    bytes: OwnedBytes,
    /// Where the words end and the list of blocks begins.
    words_end: usize,
    blocks: usize,
}

impl WordTable {
    /// Opens the table of a segment, or makes it in memory if it is missing or damaged.
    ///
    /// # Errors
    /// Whatever reading the segment's words gives.
    pub fn of_segment(folder: &Path, segment: &SegmentReader, fields: &Fields) -> tantivy::Result<WordTable> {
        if let Some(table) = read(folder, &name(segment)).and_then(WordTable::open) {
            return Ok(table);
        }
        let built = WordTable::open(OwnedBytes::new(build(segment, fields)?));
        Ok(built.expect("what has just been built has its footer"))
    }

    fn open(bytes: OwnedBytes) -> Option<WordTable> {
        let footer = bytes.len().checked_sub(NUMBER_BYTES)?;
        let blocks = usize::try_from(number_at(&bytes, footer)?).ok()?;
        let words_end = footer.checked_sub(blocks.checked_mul(NUMBER_BYTES)?)?;
        Some(WordTable {
            bytes,
            words_end,
            blocks,
        })
    }

    /// Calls `found` with every word.
    pub fn for_each(&self, mut found: impl FnMut(&str)) {
        let mut word = Vec::new();
        let mut at = 0;
        while let Some((shared, others, next)) = entry(&self.bytes[..self.words_end], at) {
            word.truncate(shared);
            word.extend_from_slice(others);
            at = next;
            if let Ok(word) = std::str::from_utf8(&word) {
                found(word);
            }
        }
    }

    /// The words that begin with some bytes and that an automaton accepts, in order. `first` is at
    /// least one byte.
    pub fn scan<'a>(&'a self, first: &'a [u8], automaton: &'a WordAutomaton, stop: &'a Stop) -> Scan<'a> {
        let is_before = |block: usize| self.first_word(block).is_some_and(|word| word < first);
        let is_behind = |word: &[u8]| word > first && !word.starts_with(first);
        let is_not_behind = |block: usize| self.first_word(block).is_none_or(|word| !is_behind(word));
        // The last block that begins before them may hold some behind its first word.
        let from = partition_point(self.blocks, is_before).saturating_sub(1);
        let to = partition_point(self.blocks, is_not_behind);
        Scan {
            bytes: &self.bytes[..self.block(to)],
            at: self.block(from),
            first,
            automaton,
            stop,
            seen: 0,
            word: Vec::new(),
            states: vec![automaton.start_state()],
            dead_from: usize::MAX,
        }
    }

    /// Where a block begins; where the words end for the one behind the last.
    fn block(&self, number: usize) -> usize {
        let listed = match number < self.blocks {
            true => number_at(&self.bytes, self.words_end + number * NUMBER_BYTES),
            false => None,
        };
        let place = listed.and_then(|place| usize::try_from(place).ok());
        place.unwrap_or(self.words_end).min(self.words_end)
    }

    fn first_word(&self, block: usize) -> Option<&[u8]> {
        entry(&self.bytes[..self.words_end], self.block(block)).map(|(_, word, _)| word)
    }
}

/// How many of the numbers from 0 it is true of, which are the first ones.
fn partition_point(numbers: usize, is_true: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut to) = (0, numbers);
    while from < to {
        let middle = from + (to - from) / 2;
        match is_true(middle) {
            true => from = middle + 1,
            false => to = middle,
        }
    }
    from
}

/// Tells all scans of a search when to stop.
pub struct Stop {
    /// When to stop.
    pub deadline: Option<Instant>,
    /// True once one of them has stopped.
    pub has_stopped: AtomicBool,
}

impl Stop {
    /// True if it is time to stop.
    pub fn is_due(&self) -> bool {
        if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            self.has_stopped.store(true, Ordering::Relaxed);
        }
        self.has_stopped.load(Ordering::Relaxed)
    }
}

/// A way through a table that stops at the words that an automaton accepts.
pub struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    first: &'a [u8],
    automaton: &'a WordAutomaton,
    stop: &'a Stop,
    seen: u32,
    /// The last word, up to where nothing can come of it.
    word: Vec<u8>,
    /// The state before each of its letters and behind the last.
    states: Vec<u32>,
    /// From so many letters on nothing can come of it.
    dead_from: usize,
}

impl Scan<'_> {
    /// The word at which the scan stands.
    pub fn word(&self) -> &[u8] {
        &self.word
    }

    /// Goes to the next word. Returns false if there is none, or when it is time to stop.
    pub fn advance(&mut self) -> bool {
        while let Some((shared, others, next)) = entry(self.bytes, self.at) {
            self.at = next;
            self.seen += 1;
            if self.seen.is_multiple_of(WORDS_PER_LOOK) && self.stop.is_due() {
                return false;
            }
            if shared >= self.dead_from {
                continue;
            }
            self.word.truncate(shared);
            self.states.truncate(shared + 1);
            let mut state = self.states.last().copied().unwrap_or(DEAD);
            self.dead_from = usize::MAX;
            for &letter in others {
                let depth = self.word.len();
                let is_asked = self.first.get(depth).is_none_or(|first| *first == letter);
                state = if is_asked {
                    self.automaton.step(state, letter)
                } else {
                    DEAD
                };
                if state == DEAD {
                    self.dead_from = depth + 1;
                    break;
                }
                self.word.push(letter);
                self.states.push(state);
            }
            if state != DEAD && self.word.len() >= self.first.len() && self.automaton.is_match_state(state) {
                return true;
            }
        }
        false
    }
}

/// The entry at a place: letters shared with the word before, the others, and where the next is.
#[inline]
fn entry(bytes: &[u8], at: usize) -> Option<(usize, &[u8], usize)> {
    let (shared, at) = short_number(bytes, at)?;
    let (others, at) = short_number(bytes, at)?;
    let end = at + others;
    Some((shared, bytes.get(at..end)?, end))
}

/// Reads a number as LEB128, nearly always of one byte. Words have at most
/// [`MAX_WORD_BYTES`](crate::words::MAX_WORD_BYTES), so two are enough.
#[inline]
fn short_number(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let low = usize::from(*bytes.get(at)?);
    if low < 0x80 {
        return Some((low, at + 1));
    }
    let high = usize::from(*bytes.get(at + 1)?);
    Some((low & 0x7F | high << 7, at + 2))
}

fn write_short_number(number: usize, bytes: &mut Vec<u8>) {
    if number < 0x80 {
        bytes.push(number as u8);
    } else {
        bytes.push((number & 0x7F | 0x80) as u8);
        bytes.push((number >> 7) as u8);
    }
}

fn number_at(bytes: &[u8], at: usize) -> Option<u64> {
    let number = bytes.get(at..at.checked_add(NUMBER_BYTES)?)?;
    number.try_into().ok().map(u64::from_le_bytes)
}

/// The file of a segment's table.
pub fn name(segment: &SegmentReader) -> PathBuf {
    PathBuf::from(format!("words.{}.v{TABLE_VERSION}", segment.segment_id().uuid_string()))
}

/// Maps a file into memory. `None` if it is missing.
pub fn read(folder: &Path, name: &Path) -> Option<OwnedBytes> {
    let directory = MmapDirectory::open(folder).ok()?;
    directory.open_read(name).ok()?.read_bytes().ok()
}

/// Makes the table of a segment.
///
/// # Errors
/// Whatever reading the segment's words gives.
pub fn build(segment: &SegmentReader, fields: &Fields) -> tantivy::Result<Vec<u8>> {
    let headline = segment.inverted_index(fields.headline)?;
    let body = segment.inverted_index(fields.body)?;
    let (mut headline, mut body) = (headline.terms().stream()?, body.terms().stream()?);
    let (mut more_headline, mut more_body) = (headline.advance(), body.advance());
    let mut builder = Builder::default();
    while more_headline || more_body {
        let is_of_body = more_body && (!more_headline || body.key() <= headline.key());
        let is_of_headline = more_headline && (!more_body || headline.key() <= body.key());
        builder.push(if is_of_body { body.key() } else { headline.key() });
        if is_of_body {
            more_body = body.advance();
        }
        if is_of_headline {
            more_headline = headline.advance();
        }
    }
    Ok(builder.finish())
}

#[derive(Default)]
struct Builder {
    bytes: Vec<u8>,
    blocks: Vec<u64>,
    words: usize,
    last: Vec<u8>,
}

impl Builder {
    fn push(&mut self, word: &[u8]) {
        let mut shared = 0;
        if self.words.is_multiple_of(WORDS_A_BLOCK) {
            self.blocks.push(self.bytes.len() as u64);
        } else {
            let pairs = self.last.iter().zip(word);
            shared = pairs.take_while(|(before, letter)| before == letter).count();
        }
        write_short_number(shared, &mut self.bytes);
        write_short_number(word.len() - shared, &mut self.bytes);
        self.bytes.extend_from_slice(&word[shared..]);
        self.last.clear();
        self.last.extend_from_slice(word);
        self.words += 1;
    }

    fn finish(mut self) -> Vec<u8> {
        for place in &self.blocks {
            self.bytes.extend_from_slice(&place.to_le_bytes());
        }
        self.bytes.extend_from_slice(&(self.blocks.len() as u64).to_le_bytes());
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::btree_set;
    use proptest::prelude::*;

    use super::*;

    fn table(words: impl IntoIterator<Item = impl AsRef<str>>) -> WordTable {
        let mut builder = Builder::default();
        for word in words {
            builder.push(word.as_ref().as_bytes());
        }
        WordTable::open(OwnedBytes::new(builder.finish())).expect("it is whole")
    }

    fn scan(table: &WordTable, first: &str, automaton: &WordAutomaton) -> Vec<String> {
        let stop = Stop {
            deadline: None,
            has_stopped: AtomicBool::new(false),
        };
        let mut scan = table.scan(first.as_bytes(), automaton, &stop);
        let mut found = Vec::new();
        while scan.advance() {
            found.push(String::from_utf8_lossy(scan.word()).into_owned());
        }
        found
    }

    #[test]
    fn the_longest_words_are_kept() {
        let words = ["é".repeat(500), "é".repeat(500) + "a"];
        let mut found = Vec::new();
        table(&words).for_each(|word| found.push(word.to_owned()));
        assert_eq!(found, words);
    }

    #[test]
    fn a_damaged_table_gives_other_words_or_none_but_no_panic() {
        let whole = table(["a", "ab", "b"]).bytes.to_vec();
        let any = WordAutomaton::pattern("*").expect("it is small");
        let mut damaged: Vec<Vec<u8>> = (0..whole.len()).map(|end| whole[..end].to_vec()).collect();
        for at in 0..whole.len() {
            for value in [0, 1, 0x7F, 0x80, 0xFF] {
                damaged.push(whole.clone());
                damaged.last_mut().expect("it has just been added")[at] = value;
            }
        }
        for bytes in damaged {
            if let Some(table) = WordTable::open(OwnedBytes::new(bytes)) {
                assert!(scan(&table, "a", &any).len() <= whole.len());
                table.for_each(|word| assert!(word.len() <= whole.len()));
            }
        }
    }

    #[test]
    fn a_scan_stops_when_its_time_is_up() {
        let table = table((0..10_000).map(|number| format!("{number:05}")));
        let stop = Stop {
            deadline: Some(Instant::now()),
            has_stopped: AtomicBool::new(false),
        };
        let automaton = WordAutomaton::pattern("*x").expect("it is small");
        assert!(!table.scan(b"0", &automaton, &stop).advance());
        assert!(stop.has_stopped.into_inner());
    }

    proptest! {
        #[test]
        fn a_scan_finds_what_a_look_at_every_word_finds(
            words in btree_set("[ab]{1,7}|[a-c][é\u{4e00}]{1,3}", 0..400),
            first in "[ab]{1,2}|c|é",
            pattern in "[ab?*]{1,4}",
        ) {
            let automaton = WordAutomaton::pattern(&pattern).expect("it is small");
            let expected: Vec<String> = words
                .iter()
                .filter(|word| word.starts_with(&first) && automaton.matches(word))
                .cloned()
                .collect();
            prop_assert_eq!(scan(&table(&words), &first, &automaton), expected);
        }
    }
}
