//! [`Clause`]: a part of a query that asks where words stand, ready to be evaluated in any text.

use std::sync::Arc;

use super::node::Leaf;
use super::spans::Part;
use super::word_set::WordSet;
use crate::query::Field;

/// A part of a query that asks where words stand.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The clause as it was read.
    pub written: String,
    /// The field; `None` for headline and body.
    pub field: Option<Field>,
    /// What is asked of the places.
    pub part: Part,
    /// How many spans with different first words an article must have.
    pub least: u32,
    /// The word sets of the part, by number.
    pub slots: Vec<Slot>,
    /// The leaves of the part, for those who want to say what each stands for.
    pub leaves: Vec<Leaf>,
}

/// A set of words, and how they must be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The words as the index holds them.
    pub set: Arc<WordSet>,
    /// The word with exactly the case and accents that it must have, in NFC.
    pub printed: Option<String>,
}

/// Number of spans with different first words; `spans` are in order.
pub fn distinct_firsts(spans: &[super::spans::Span]) -> u32 {
    spans.chunk_by(|one, other| one.first == other.first).count() as u32
}
