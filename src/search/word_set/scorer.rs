//! Going through the documents of a word set, with scores and without.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::super::rank::Bm25;
use super::gather::{Documents, Members};

/// What makes a score of a frequency.
pub type Ranking = (Bm25, FieldNormReader);

/// Goes through the documents of a set with their scores.
pub enum WordSetScorer {
    /// Of one term.
    One {
        postings: Box<SegmentPostings>,
        ranking: Ranking,
    },
    /// Of several.
    Several {
        documents: Arc<Vec<(DocId, u32)>>,
        at: usize,
        ranking: Ranking,
    },
}

impl WordSetScorer {
    /// Stands at the first document.
    pub fn new(documents: Documents, ranking: Ranking) -> WordSetScorer {
        match documents {
            Documents::One(postings) => WordSetScorer::One { postings, ranking },
            Documents::Several(documents) => WordSetScorer::Several {
                documents,
                at: 0,
                ranking,
            },
        }
    }
}

impl DocSet for WordSetScorer {
    fn advance(&mut self) -> DocId {
        match self {
            WordSetScorer::One { postings, .. } => postings.advance(),
            WordSetScorer::Several { documents, at, .. } => {
                *at = (*at + 1).min(documents.len());
                self.doc()
            }
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            WordSetScorer::One { postings, .. } => seek_forward(postings.as_mut(), target),
            WordSetScorer::Several { documents, at, .. } => {
                *at += first_at_least(&documents[*at..], target);
                self.doc()
            }
        }
    }

    fn doc(&self) -> DocId {
        match self {
            WordSetScorer::One { postings, .. } => postings.doc(),
            WordSetScorer::Several { documents, at, .. } => {
                documents.get(*at).map_or(TERMINATED, |(document, _)| *document)
            }
        }
    }

    fn size_hint(&self) -> u32 {
        match self {
            WordSetScorer::One { postings, .. } => postings.size_hint(),
            WordSetScorer::Several { documents, .. } => documents.len() as u32,
        }
    }
}

/// Tantivy's unions ask for a document that lies behind; its own lists then panic in debug builds.
pub fn seek_forward<D: DocSet + ?Sized>(documents: &mut D, target: DocId) -> DocId {
    match documents.doc() {
        document if document >= target => document,
        _ => documents.seek(target),
    }
}

/// Index of the first document that is not below `target`, found by doubling steps.
fn first_at_least(documents: &[(DocId, u32)], target: DocId) -> usize {
    let mut reach = 1;
    while reach < documents.len() && documents[reach].0 < target {
        reach *= 2;
    }
    let from = reach / 2;
    let to = (reach + 1).min(documents.len());
    from + documents[from..to].partition_point(|(document, _)| *document < target)
}

impl Scorer for WordSetScorer {
    fn score(&mut self) -> Score {
        let document = self.doc();
        let (frequency, ranking) = match self {
            WordSetScorer::One { postings, ranking } => (postings.term_freq(), ranking),
            WordSetScorer::Several { documents, at, ranking } => {
                (documents.get(*at).map_or(0, |(_, frequency)| *frequency), ranking)
            }
        };
        let (bm25, fieldnorms) = ranking;
        bm25.score(fieldnorms.fieldnorm_id(document), frequency as Score)
    }
}

/// Goes through the documents of a set without scores.
pub struct MemberScorer {
    members: Members,
    /// The bits of the number at which it stands, from its own upwards.
    left: u64,
    /// Where it stands, [`TERMINATED`] behind the last.
    document: DocId,
    count: u32,
}

impl MemberScorer {
    /// Stands at the first document.
    pub fn new(members: Members) -> MemberScorer {
        let count = members.bits.iter().map(|bits| bits.count_ones()).sum();
        let mut scorer = MemberScorer {
            left: members.bits.first().copied().unwrap_or_default(),
            members,
            document: 0,
            count,
        };
        scorer.find(0);
        scorer
    }

    /// How many of them are not deleted.
    pub fn count_alive(mut self, segment: &SegmentReader) -> u64 {
        u64::from(match segment.alive_bitset() {
            None => self.count,
            Some(alive) => self.count(alive),
        })
    }

    /// Goes to the first document in what is `left` of a number of bits, or in those behind it.
    fn find(&mut self, mut number: usize) {
        while self.left == 0 {
            number += 1;
            match self.members.bits.get(number) {
                Some(bits) => self.left = *bits,
                None => {
                    self.document = TERMINATED;
                    return;
                }
            }
        }
        self.document = number as DocId * 64 + self.left.trailing_zeros();
    }
}

impl DocSet for MemberScorer {
    fn advance(&mut self) -> DocId {
        if self.document != TERMINATED {
            self.left &= self.left - 1;
            self.find(self.document as usize / 64);
        }
        self.document
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target > self.document {
            let number = target as usize / 64;
            let bits = self.members.bits.get(number).copied().unwrap_or_default();
            self.left = bits & (u64::MAX << (target % 64));
            self.find(number);
        }
        self.document
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.count
    }

    /// Asked before the first step only, as Tantivy does.
    fn count_including_deleted(&mut self) -> u32 {
        let from_here = self.document as usize / 64;
        let behind = self.members.bits.iter().skip(from_here + 1);
        let count = self.left.count_ones() + behind.map(|bits| bits.count_ones()).sum::<u32>();
        self.document = TERMINATED;
        self.left = 0;
        count
    }
}

impl Scorer for MemberScorer {
    fn score(&mut self) -> Score {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeking_finds_the_first_document_not_below() {
        let documents: Vec<(DocId, u32)> = [1, 4, 5, 9, 30].map(|document| (document, 1)).to_vec();
        for target in 0..40 {
            let expected = documents.iter().position(|(document, _)| *document >= target);
            assert_eq!(first_at_least(&documents, target), expected.unwrap_or(documents.len()));
        }
        assert_eq!(first_at_least(&[], 3), 0);
    }

    #[test]
    fn members_are_walked_sought_and_counted_like_a_list() {
        let list = [0, 1, 63, 64, 130, 200, 319];
        let scorer = || {
            let mut bits = vec![0u64; 5];
            for document in list {
                bits[document as usize / 64] |= 1 << (document % 64);
            }
            MemberScorer::new(Members { bits })
        };
        let mut walked = Vec::new();
        let mut members = scorer();
        while members.doc() != TERMINATED {
            walked.push(members.doc());
            members.advance();
        }
        assert_eq!(walked, list);
        assert_eq!(members.advance(), TERMINATED);
        for start in 0..list.len() {
            for target in 0..400 {
                let mut members = scorer();
                assert_eq!(members.seek(list[start]), list[start]);
                let expected = list[start..].iter().copied().find(|document| *document >= target);
                assert_eq!(members.seek(target), expected.unwrap_or(TERMINATED));
                let left = list[start..].iter().filter(|document| **document >= target).count();
                assert_eq!(members.count_including_deleted() as usize, left, "{start} {target}");
            }
        }
        let mut none = MemberScorer::new(Members { bits: vec![0; 3] });
        assert_eq!((none.doc(), none.count_including_deleted()), (TERMINATED, 0));
    }
}
