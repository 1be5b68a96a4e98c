//! The one evaluator of everything that stands at places: from the positions of words to the spans
//! of a part, and back to the words that make it match.
//!
//! It runs over postings when an index is searched and over the words of a stored text when
//! matches are marked. So what is marked is what was found.
//!
//! # Spans
//!
//! A span is a run of words of one text, from its first to its last position, both inclusive.
//! Texts are headline, body, and each name of a field of names; no span leaves its text.
//!
//! ```text
//! position    0     1      2   3      4    5
//!             Talks on     the Crimean truce broke
//! talks       [0,0]
//! "the crimean"            [2      3]
//! talks w/3 crimean
//!             [0                   3]                the hull of the pair
//! ```
//!
//! | part | its spans |
//! |---|---|
//! | a word of any kind | one word, wherever a word of its set stands |
//! | a phrase | from its first to its last word |
//! | `a OR b` | those of a and those of b |
//! | `a w/n b`, `a PRE/n b` | the hull of every pair that is near enough (and in order) |
//! | `a /s b`, `a /p b` | the hull of every pair inside one sentence, one paragraph |
//! | `a NOT w/n b` | those spans of a that are in no such pair |
//! | `"a b c"~k` | every run that begins and ends with one of the words and holds each of them at a place of its own, of at most k words more than the phrase |
//! | `first50(a)` | those of a that end among the first 50 words of the body |
//!
//! Steps are counted from word to word: neighbours are 1 apart, spans that overlap are 0 apart.
//!
//! ```text
//! a x x b        a and b are 3 apart
//! [a  [c  a] c]  "a c a" and "c a c" overlap: 0 apart
//! ```
//!
//! The two spans of a pair are different: `talks w/5 talks` needs the word at two places. In order
//! means that a ends before b begins.
//!
//! # Every pair, not the shortest only
//!
//! Lucene's intervals give the minimal intervals only, after Clarke, Cormack and Burkowski ("An
//! Algebra for Structured Text Search and a Framework for its Implementation", 1995) and Vigna
//! and Boldi ("Efficient Optimally Lazy Algorithms for Minimal-Interval Semantics", 2016). That is
//! quick, and for an operator inside another it loses matches that a reader sees:
//!
//! ```text
//! (a w/9 b) w/2 c
//! a b x x x x b c       minimal: [a b], and c is 6 steps away; the pair [a … b] reaches to c
//! ```
//!
//! So a proximity offers every pair here, and the work on one text is bounded by
//! [`MAX_PAIRS_PER_TEXT`].

mod evaluate;
mod near;
#[cfg(test)]
mod tests;
mod window;

pub use evaluate::{Evaluator, Witness};
pub use near::Rule;

/// Most pairs of spans that are looked at in one text for one clause. A newspaper page has some
/// thousand words; only proximity over thousands of steps inside proximity, or a paragraph of
/// megabytes, comes near.
pub const MAX_PAIRS_PER_TEXT: u32 = 1_000_000;

/// A run of words of one text, by position, both ends inclusive. In order of the first word, then
/// of the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Position of the first word.
    pub first: u32,
    /// Position of the last word.
    pub last: u32,
}

/// A part that stands at places. Slots are numbers of the word sets of a clause.
#[derive(Clone, Debug)]
pub enum Part {
    /// A word of a set.
    Word {
        /// The set.
        slot: usize,
        /// Number of the leaf in the query.
        leaf: usize,
    },
    /// Words next to each other; at least two.
    Phrase {
        /// The set of each word.
        slots: Vec<usize>,
        /// Number of the leaf in the query.
        leaf: usize,
    },
    /// Any of them.
    Any(Vec<Part>),
    /// Pairs of parts.
    Near(Box<Near>),
    /// All the words in a window.
    Window {
        /// Each different word with how often it is asked for.
        words: Vec<(usize, u32)>,
        /// Words of the window at most.
        length: u32,
        /// Number of the leaf in the query.
        leaf: usize,
    },
    /// As a whole among the first words of the body.
    First {
        /// How many words.
        words: u32,
        /// The part.
        part: Box<Part>,
    },
}

/// Two parts, one near the other.
#[derive(Clone, Debug)]
pub struct Near {
    /// The part before the operator.
    pub left: Part,
    /// The part behind it.
    pub right: Part,
    /// Which pairs are near.
    pub rule: Rule,
    /// True for the left parts that are in no pair.
    pub negated: bool,
}

/// What the evaluator needs to know of one text.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// For each slot the positions of its words, ascending, each once.
    pub places: &'a [Vec<u32>],
    /// Positions at which sentences begin, ascending. Before the first of them, and without any,
    /// the text is one sentence.
    pub sentences: &'a [u32],
    /// The same of paragraphs.
    pub paragraphs: &'a [u32],
    /// True for the body.
    pub is_body: bool,
}

/// There are more than [`MAX_PAIRS_PER_TEXT`] pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyPairs;

impl Part {
    /// Words that the shortest span of the part has.
    pub fn least_words(&self) -> u32 {
        match self {
            Part::Word { .. } => 1,
            Part::Phrase { slots, .. } => slots.len() as u32,
            Part::Any(parts) => parts.iter().map(Part::least_words).min().unwrap_or(1),
            Part::Near(near) if near.negated => near.left.least_words(),
            Part::Near(near) => near.left.least_words() + near.right.least_words(),
            Part::Window { words, .. } => words.iter().map(|(_, times)| times).sum(),
            Part::First { part, .. } => part.least_words(),
        }
    }

    /// True if the words of each of its spans are next to each other.
    pub fn is_of_neighbours(&self) -> bool {
        match self {
            Part::Word { .. } | Part::Phrase { .. } => true,
            Part::Any(parts) => parts.iter().all(Part::is_of_neighbours),
            Part::Near(_) | Part::Window { .. } | Part::First { .. } => false,
        }
    }

    /// True if the part asks where sentences or paragraphs begin.
    pub fn asks_for_bounds(&self) -> bool {
        match self {
            Part::Word { .. } | Part::Phrase { .. } | Part::Window { .. } => false,
            Part::Any(parts) => parts.iter().any(Part::asks_for_bounds),
            Part::Near(near) => {
                near.rule.asks_for_bounds() || near.left.asks_for_bounds() || near.right.asks_for_bounds()
            }
            Part::First { part, .. } => part.asks_for_bounds(),
        }
    }
}
