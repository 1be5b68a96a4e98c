//! What an article knows better than the model: rules over the names that it found.
//!
//! In this order. `credits` reads places and agency of a dateline; `trim` takes titles, articles and
//! possessives off and drops what is never a name; `spread` carries names over the whole article, the
//! kind that a spelling mostly has and persons to their surnames; `known` adds countries, capitals and
//! agencies that the model left out.

mod credits;
mod known;
mod spread;
mod trim;

use super::document::Document;
use crate::article::EntityKind;

pub(super) use self::spread::Spread;

/// A name by its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its first token.
    pub start: usize,
    /// The token behind its last.
    pub end: usize,
    /// What it is.
    pub kind: EntityKind,
}

impl Name {
    /// Number of tokens.
    pub fn len(self) -> usize {
        self.end - self.start
    }
}

/// Mends the names of a document. They are in order and never overlap, before and afterwards.
pub(super) fn apply(document: &Document, names: &mut Vec<Name>, spread: &mut Spread) {
    credits::apply(document, names);
    trim::apply(document, names);
    spread.apply(document, names);
    known::apply(document, names);
}

/// True if no name covers any of the tokens. `names` are in order.
fn is_free(names: &[Name], start: usize, end: usize) -> bool {
    let next = names.partition_point(|name| name.end <= start);
    names.get(next).is_none_or(|name| name.start >= end)
}

/// Puts a name in its place, unless another covers it in part.
fn insert(names: &mut Vec<Name>, name: Name) {
    if is_free(names, name.start, name.end) {
        let place = names.partition_point(|other| other.start < name.start);
        names.insert(place, name);
    }
}
