//! How much of a text stands in another, by runs of words: what extractors give is compared so with
//! the page and with each other.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

/// Words in a run.
const RUN: usize = 4;

/// The runs of words of a text, and its short lines whole.
#[derive(Debug, Default)]
pub(super) struct Shingles {
    runs: HashSet<u64, Mixed>,
    lines: HashSet<u64, Mixed>,
}

/// What is kept is mixed already, and nobody who makes pages gains by two runs in one place.
type Mixed = BuildHasherDefault<AsItIs>;

/// Takes a number for its own hash.
#[derive(Clone, Copy, Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Shingles {
    /// Takes the words of a text that is one block.
    pub fn add(&mut self, words: &[u64]) {
        self.lines.insert(joined(words));
        self.runs.extend(words.windows(RUN).map(joined));
    }

    /// The share of a text that stands here. A text of less than a run must be a line here.
    pub fn share(&self, words: &[u64]) -> f64 {
        if words.len() < RUN {
            return match self.lines.contains(&joined(words)) {
                true => 1.0,
                false => 0.0,
            };
        }
        let found = words
            .windows(RUN)
            .filter(|run| self.runs.contains(&joined(run)))
            .count();
        found as f64 / (words.len() + 1 - RUN) as f64
    }
}

impl<'text> FromIterator<&'text str> for Shingles {
    fn from_iter<I: IntoIterator<Item = &'text str>>(blocks: I) -> Shingles {
        let mut shingles = Shingles::default();
        for block in blocks {
            shingles.add(&words(block));
        }
        shingles
    }
}

fn joined(words: &[u64]) -> u64 {
    words.iter().fold(words.len() as u64, |hash, word| {
        hash.rotate_left(5).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word
    })
}

/// A number for each word of a text; a letter of a script without spaces is one.
pub(super) fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut end = |word: &mut String| {
        if !word.is_empty() {
            words.push(xxh3_64(word.as_bytes()));
            word.clear();
        }
    };
    for letter in text.chars() {
        match letter {
            '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' if !is_mark(letter) => {
                end(&mut word);
                word.push(letter);
                end(&mut word);
            }
            letter if letter.is_ascii_alphanumeric() => word.push(letter.to_ascii_lowercase()),
            letter if letter.is_alphanumeric() => word.extend(letter.to_lowercase()),
            _ => end(&mut word),
        }
    }
    end(&mut word);
    words
}

fn is_mark(letter: char) -> bool {
    !letter.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_counts_runs_of_words() {
        let shingles: Shingles = ["The old harbour of the town was opened.", "Read more"]
            .into_iter()
            .collect();
        let share = |text| shingles.share(&words(text));
        assert_eq!(share("the OLD harbour, of the town was opened"), 1.0);
        assert_eq!(share("read more!"), 1.0);
        assert_eq!(share("the old"), 0.0);
        assert_eq!(share("A new harbour of the town was closed"), 0.4);
        assert_eq!(words("港が開いた").len(), 5);
    }
}
