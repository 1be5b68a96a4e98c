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
    lists: Vec<List>,
    /// The next document of each list that has one, the lowest on top.
    next: BinaryHeap<Reverse<(DocId, usize)>>,
    cost: u64,
}

/// The documents of one term in the languages in which it counts.
struct List {
    postings: SegmentPostings,
    documents: LanguageDocuments,
}

impl List {
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
        let mut cursor = Cursor {
            lists: Vec::new(),
            next: BinaryHeap::new(),
            cost: 0,
        };
        for term in &set.terms {
            let key = Term::from_field_text(field, &term.text);
            if let Some(postings) = inverted.read_postings(&key, WITH_POSITIONS)? {
                cursor.cost += u64::from(postings.doc_freq());
                let documents = term.languages.documents(segment)?;
                let mut list = List { postings, documents };
                let document = list.seek(0);
                if document != TERMINATED {
                    cursor.next.push(Reverse((document, cursor.lists.len())));
                    cursor.lists.push(list);
                }
            }
        }
        Ok(cursor)
    }

    /// Number of postings to be read at most.
    pub fn cost(&self) -> u64 {
        self.cost
    }

    /// Goes to the first document not below `target`, never back.
    pub fn seek(&mut self, target: DocId) -> DocId {
        loop {
            let Some(mut top) = self.next.peek_mut() else {
                return TERMINATED;
            };
            let Reverse((document, list)) = *top;
            if document >= target {
                return document;
            }
            match self.lists.get_mut(list).map_or(TERMINATED, |list| list.seek(target)) {
                TERMINATED => {
                    PeekMut::pop(top);
                }
                document => *top = Reverse((document, list)),
            }
        }
    }

    /// Fills `places` with the positions at which words of the set stand in a document, ascending.
    /// None if the cursor, once moved forward to it, does not stand there.
    pub fn places(&mut self, document: DocId, places: &mut Vec<u32>) {
        places.clear();
        if self.seek(document) != document {
            return;
        }
        let mut here = Vec::new();
        while let Some(top) = self.next.peek_mut() {
            let Reverse((other, list)) = *top;
            if other != document {
                break;
            }
            PeekMut::pop(top);
            here.push(list);
        }
        for number in &here {
            if let Some(list) = self.lists.get_mut(*number) {
                list.postings.append_positions_with_offset(0, places);
            }
        }
        if here.len() > 1 {
            places.sort_unstable();
        }
        self.next.extend(here.into_iter().map(|list| Reverse((document, list))));
    }
}
