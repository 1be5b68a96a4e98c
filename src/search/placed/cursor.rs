//! The documents that hold a word of a set, and where in each of them the words stand.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::WITH_POSITIONS;
use crate::index::LanguageDocuments;
use crate::search::word_set::{WordSet, seek_forward};

/// The documents of a word set in one field of a segment, in order.
pub struct Cursor {
    lists: Lists,
    cost: u64,
}

enum Lists {
    /// No word of the set is there.
    None,
    /// One word, as most sets have.
    One(Box<List>),
    /// Several.
    Several {
        lists: Vec<List>,
        /// The next document of each list that has one, the lowest on top.
        next: BinaryHeap<Reverse<(DocId, usize)>>,
        /// The lists that stand at the document whose places are read.
        here: Vec<usize>,
    },
}

/// The documents of one term in the languages in which it counts.
struct List {
    postings: SegmentPostings,
    documents: LanguageDocuments,
}

impl List {
    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        let mut document = seek_forward(&mut self.postings, target);
        while document != TERMINATED && !self.documents.contain(document) {
            document = self.postings.advance();
        }
        document
    }
}

impl Cursor {
    /// Opens the postings of a set.
    ///
    /// # Errors
    /// Whatever reading the segment gives.
    pub fn open(segment: &SegmentReader, field: Field, set: &WordSet) -> tantivy::Result<Cursor> {
        let inverted = segment.inverted_index(field)?;
        let mut lists = Vec::new();
        let mut cost = 0;
        for term in &set.terms {
            let key = Term::from_field_text(field, &term.text);
            if let Some(postings) = inverted.read_postings(&key, WITH_POSITIONS)? {
                cost += u64::from(postings.doc_freq());
                let documents = term.languages.documents(segment)?;
                let mut list = List { postings, documents };
                if list.seek(0) != TERMINATED {
                    lists.push(list);
                }
            }
        }
        let lists = match lists.len() {
            0 => Lists::None,
            1 => Lists::One(Box::new(lists.remove(0))),
            _ => Lists::Several {
                next: (0..)
                    .zip(&lists)
                    .map(|(number, list)| Reverse((list.postings.doc(), number)))
                    .collect(),
                lists,
                here: Vec::new(),
            },
        };
        Ok(Cursor { lists, cost })
    }

    /// Number of postings to be read at most.
    pub fn cost(&self) -> u64 {
        self.cost
    }

    /// Goes to the first document not below `target`, never back.
    pub fn seek(&mut self, target: DocId) -> DocId {
        match &mut self.lists {
            Lists::None => TERMINATED,
            Lists::One(list) => list.seek(target),
            Lists::Several { lists, next, .. } => seek_several(lists, next, target),
        }
    }

    /// Fills `places` with the positions at which words of the set stand in a document, ascending.
    /// None if the cursor, once moved forward to it, does not stand there.
    pub fn places(&mut self, document: DocId, places: &mut Vec<u32>) {
        places.clear();
        match &mut self.lists {
            Lists::None => {}
            Lists::One(list) => {
                if list.seek(document) == document {
                    list.postings.append_positions_with_offset(0, places);
                }
            }
            Lists::Several { lists, next, here } => {
                if seek_several(lists, next, document) != document {
                    return;
                }
                here.clear();
                while let Some(top) = next.peek_mut() {
                    let Reverse((other, list)) = *top;
                    if other != document {
                        break;
                    }
                    PeekMut::pop(top);
                    here.push(list);
                }
                for number in here.iter() {
                    if let Some(list) = lists.get_mut(*number) {
                        list.postings.append_positions_with_offset(0, places);
                    }
                }
                if here.len() > 1 {
                    places.sort_unstable();
                }
                next.extend(here.iter().map(|list| Reverse((document, *list))));
            }
        }
    }
}

fn seek_several(lists: &mut [List], next: &mut BinaryHeap<Reverse<(DocId, usize)>>, target: DocId) -> DocId {
    loop {
        let Some(mut top) = next.peek_mut() else {
            return TERMINATED;
        };
        let Reverse((document, list)) = *top;
        if document >= target {
            return document;
        }
        match lists.get_mut(list).map_or(TERMINATED, |list| list.seek(target)) {
            TERMINATED => {
                PeekMut::pop(top);
            }
            document => *top = Reverse((document, list)),
        }
    }
}
