//! Which documents can hold a part at all: those that hold its words.

use tantivy::{DocId, TERMINATED};

use super::cursor::Cursor;
use crate::search::spans::Part;

/// Finds the documents that hold the words of a part, the cheapest words first.
#[derive(Debug)]
pub enum Filter {
    /// Documents of a slot.
    Slot(usize),
    /// Documents that all have, the cheapest first.
    All(Vec<Filter>),
    /// Documents that any has.
    Any(Vec<Filter>),
    /// No document.
    Nothing,
}

impl Filter {
    /// The filter of a part over the cursors of its slots.
    pub fn of(part: &Part, cursors: &[Cursor], is_body: bool) -> Filter {
        match part {
            Part::Word { slot, .. } => Filter::Slot(*slot),
            Part::Phrase { slots, .. } => all(slots.iter().map(|slot| Filter::Slot(*slot)).collect(), cursors),
            Part::Window { words, .. } => all(words.iter().map(|(slot, _)| Filter::Slot(*slot)).collect(), cursors),
            Part::Any(parts) => Filter::Any(parts.iter().map(|part| Filter::of(part, cursors, is_body)).collect()),
            Part::Near(near) if near.negated => Filter::of(&near.left, cursors, is_body),
            Part::Near(near) => {
                let sides = [&near.left, &near.right];
                all(
                    sides
                        .map(|side| Filter::of(side, cursors, is_body))
                        .into_iter()
                        .collect(),
                    cursors,
                )
            }
            Part::First { part, .. } if is_body => Filter::of(part, cursors, is_body),
            Part::First { .. } => Filter::Nothing,
        }
    }

    /// The first document not below `target`.
    pub fn seek(&self, cursors: &mut [Cursor], target: DocId) -> DocId {
        match self {
            Filter::Nothing => TERMINATED,
            Filter::Slot(slot) => cursors.get_mut(*slot).map_or(TERMINATED, |cursor| cursor.seek(target)),
            Filter::Any(filters) => filters
                .iter()
                .map(|filter| filter.seek(cursors, target))
                .min()
                .unwrap_or(TERMINATED),
            Filter::All(filters) => {
                let mut target = target;
                // Each filter from the cheapest on is asked again when a later one goes beyond it.
                'again: loop {
                    let mut agreed = None;
                    for filter in filters {
                        let document = filter.seek(cursors, target);
                        if document != target {
                            target = document;
                            if target == TERMINATED {
                                return TERMINATED;
                            }
                            // The first one sets the target, and the others are to agree with it.
                            if agreed.is_some() {
                                continue 'again;
                            }
                        }
                        agreed = Some(document);
                    }
                    return target;
                }
            }
        }
    }

    /// Number of documents to be looked at, about.
    pub fn cost(&self, cursors: &[Cursor]) -> u64 {
        match self {
            Filter::Nothing => 0,
            Filter::Slot(slot) => cursors.get(*slot).map_or(0, Cursor::cost),
            Filter::All(filters) => filters.iter().map(|filter| filter.cost(cursors)).min().unwrap_or(0),
            Filter::Any(filters) => filters.iter().map(|filter| filter.cost(cursors)).sum(),
        }
    }
}

fn all(parts: Vec<Filter>, cursors: &[Cursor]) -> Filter {
    let mut flat = Vec::new();
    for part in parts {
        match part {
            Filter::All(parts) => flat.extend(parts),
            part => flat.push(part),
        }
    }
    flat.sort_by_key(|filter| filter.cost(cursors));
    Filter::All(flat)
}
