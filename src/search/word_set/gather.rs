//! The documents of a word set in one segment, read list by list, a block of postings at a time.

use std::sync::Arc;

use tantivy::postings::{BlockSegmentPostings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, Term};

use super::{Languages, WordSet};
use crate::index::LanguageDocuments;

/// One document in so many, above which counting in an array of all documents is quicker than
/// sorting.
const DENSE_SHARE: u32 = 32;

/// The documents of a set in one segment, with how often each holds a word of the set.
#[derive(Clone)]
pub enum Documents {
    /// Of one term: read as they are needed.
    One(Box<SegmentPostings>),
    /// Of several: in the order of their numbers, gathered.
    Several(Arc<Vec<(DocId, u32)>>),
}

impl Documents {
    /// Reads the documents of a set in a field.
    ///
    /// # Errors
    /// Whatever reading the segment gives.
    pub fn gather(segment: &SegmentReader, field: Field, set: &WordSet) -> tantivy::Result<Documents> {
        let inverted = segment.inverted_index(field)?;
        let mut lists = Vec::new();
        for term in &set.terms {
            let key = Term::from_field_text(field, &term.text);
            if let Some(info) = inverted.get_term_info(&key)? {
                lists.push((info, term.languages.documents(segment)?));
            }
        }
        if let [(info, LanguageDocuments::All)] = lists.as_slice() {
            let postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
            return Ok(Documents::One(Box::new(postings)));
        }
        let mut opened = Vec::new();
        for (info, documents) in &lists {
            let blocks = inverted.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
            opened.push((blocks, documents));
        }
        let postings_in_all: u64 = lists.iter().map(|(info, _)| u64::from(info.doc_freq)).sum();
        let gathered = match postings_in_all > u64::from(segment.max_doc() / DENSE_SHARE) {
            true => gather_dense(opened, segment.max_doc()),
            false => gather_sparse(opened),
        };
        Ok(Documents::Several(Arc::new(gathered)))
    }

    /// How many of them are not deleted.
    pub fn count_alive(&self, segment: &SegmentReader) -> u64 {
        let count = match (self, segment.alive_bitset()) {
            (Documents::One(postings), None) => postings.doc_freq() as usize,
            (Documents::One(postings), Some(alive)) => postings.doc_freq_given_deletes(alive) as usize,
            (Documents::Several(documents), None) => documents.len(),
            (Documents::Several(documents), Some(alive)) => documents
                .iter()
                .filter(|(document, _)| alive.is_alive(*document))
                .count(),
        };
        count as u64
    }
}

type Lists<'a> = Vec<(BlockSegmentPostings, &'a LanguageDocuments)>;

fn gather_dense(lists: Lists<'_>, max_doc: u32) -> Vec<(DocId, u32)> {
    let mut frequencies = vec![0u32; max_doc as usize];
    for (blocks, meant) in lists {
        each_block(blocks, |documents, in_each| {
            for (document, frequency) in documents.iter().zip(in_each) {
                if meant.contain(*document)
                    && let Some(sum) = frequencies.get_mut(*document as usize)
                {
                    *sum += frequency;
                }
            }
        });
    }
    (0..max_doc)
        .zip(frequencies)
        .filter(|(_, frequency)| *frequency > 0)
        .collect()
}

fn gather_sparse(lists: Lists<'_>) -> Vec<(DocId, u32)> {
    let mut found: Vec<(DocId, u32)> = Vec::new();
    for (blocks, meant) in lists {
        each_block(blocks, |documents, in_each| {
            let counted = documents.iter().copied().zip(in_each.iter().copied());
            found.extend(counted.filter(|(document, _)| meant.contain(*document)));
        });
    }
    found.sort_unstable_by_key(|(document, _)| *document);
    found.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 += next.1;
        }
        is_same
    });
    found
}

/// Gives the documents of each block with their frequencies, which are none where they were not
/// asked for.
fn each_block(mut blocks: BlockSegmentPostings, mut take: impl FnMut(&[DocId], &[u32])) {
    while blocks.block_len() > 0 {
        take(blocks.docs(), blocks.freqs());
        blocks.advance();
    }
}

/// The documents of a set in any of some fields of one segment, deleted ones among them: bit
/// `d % 64` of number `d / 64`.
pub struct Members {
    /// The bits.
    pub bits: Vec<u64>,
}

impl Members {
    /// Reads the documents of a set in some fields.
    ///
    /// # Errors
    /// Whatever reading the segment gives.
    pub fn gather(segment: &SegmentReader, fields: &[Field], set: &WordSet) -> tantivy::Result<Members> {
        let mut bits = vec![0u64; segment.max_doc().div_ceil(64) as usize];
        // Words of the same languages stand together, so that each choice is asked once.
        let mut choices: Vec<&Languages> = Vec::new();
        for term in &set.terms {
            if !choices.contains(&&term.languages) {
                choices.push(&term.languages);
            }
        }
        for choice in choices {
            let terms = || set.terms.iter().filter(|term| term.languages == *choice);
            match choice.documents(segment)? {
                LanguageDocuments::All => {
                    for term in terms() {
                        set_bits(segment, fields, &term.text, &mut bits)?;
                    }
                }
                LanguageDocuments::Bits(meant) => {
                    let mut of_choice = vec![0u64; bits.len()];
                    for term in terms() {
                        set_bits(segment, fields, &term.text, &mut of_choice)?;
                    }
                    for ((bits, of_choice), meant) in bits.iter_mut().zip(&of_choice).zip(meant.iter()) {
                        *bits |= of_choice & meant;
                    }
                }
            }
        }
        Ok(Members { bits })
    }
}

fn set_bits(segment: &SegmentReader, fields: &[Field], word: &str, bits: &mut [u64]) -> tantivy::Result<()> {
    for field in fields {
        let inverted = segment.inverted_index(*field)?;
        let key = Term::from_field_text(*field, word);
        if let Some(blocks) = inverted.read_block_postings(&key, IndexRecordOption::Basic)? {
            each_block(blocks, |documents, _| {
                for document in documents {
                    if let Some(bits) = bits.get_mut(*document as usize / 64) {
                        *bits |= 1 << (document % 64);
                    }
                }
            });
        }
    }
    Ok(())
}
