//! A set of index terms searched and scored as one word.
//!
//! The documents of a set of several terms are gathered once, not term by term (`gather`):
//! frequencies are added, and the document frequency is that of the union. Where no scores are
//! asked for, a bit a document is all that is gathered.

mod gather;
mod scorer;

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{BooleanWeight, EnableScoring, Explanation, Occur, Query, Scorer, SumCombiner, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TantivyError};

use super::rank::{Bm25, RankedField, idf};
use crate::index::{LanguageChoice, LanguageDocuments};
use gather::{Documents, Members};
pub use scorer::seek_forward;
use scorer::{MemberScorer, WordSetScorer};

/// Index terms that count as one word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordSet {
    /// The terms, each once, in the order of their bytes.
    pub terms: Vec<SetTerm>,
}

/// A term of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetTerm {
    /// The folded word.
    pub text: String,
    /// The articles in which it counts.
    pub languages: Languages,
}

impl SetTerm {
    /// A folded word that counts in articles of every language.
    pub fn everywhere(text: &str) -> SetTerm {
        SetTerm {
            text: text.to_owned(),
            languages: Languages::All,
        }
    }
}

/// The articles, by language, in which a term belongs to its set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Languages {
    /// All articles.
    All,
    /// Articles in one of these languages.
    Only(Arc<LanguageChoice>),
}

impl Languages {
    /// True if articles in this language are meant.
    pub fn contain(&self, code: &str) -> bool {
        match self {
            Languages::All => true,
            Languages::Only(choice) => choice.contains(code),
        }
    }

    /// The documents of a segment that are meant.
    ///
    /// # Errors
    /// Whatever reading the segment gives.
    pub fn documents(&self, segment: &SegmentReader) -> tantivy::Result<LanguageDocuments> {
        match self {
            Languages::All => Ok(LanguageDocuments::All),
            Languages::Only(choice) => choice.documents(segment),
        }
    }
}

/// Finds the documents in which any of some fields holds a word of a set.
#[derive(Clone, Debug)]
pub struct WordSetQuery {
    /// The fields, indexed with frequencies; at least one.
    pub fields: Vec<RankedField>,
    /// Fields that hold no word which the others do not hold: read for scores only.
    pub only_ranked: Vec<RankedField>,
    /// The terms.
    pub set: Arc<WordSet>,
}

impl Query for WordSetQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let EnableScoring::Enabled {
            searcher,
            statistics_provider,
        } = scoring
        else {
            return Ok(Box::new(MemberWeight {
                fields: self.fields.iter().map(|field| field.field).collect(),
                set: Arc::clone(&self.set),
            }));
        };
        let fields: Vec<&RankedField> = self.fields.iter().chain(&self.only_ranked).collect();
        let articles = statistics_provider.total_num_docs()?.max(1);
        let mut doc_freq = 0;
        let mut gathered = Vec::new();
        for field in &fields {
            let (documents, holders) = gather_all(searcher, field.field, &self.set)?;
            doc_freq = doc_freq.max(holders);
            gathered.push(documents);
        }
        let mut parts: Vec<(Occur, Box<dyn Weight>)> = Vec::new();
        for (field, gathered) in fields.into_iter().zip(gathered) {
            let words = statistics_provider.total_num_tokens(field.field)?;
            let weight = WordSetWeight {
                field: field.field,
                gathered,
                bm25: Bm25::in_field(field, idf(doc_freq, articles), words as Score / articles as Score),
            };
            parts.push((Occur::Should, Box::new(weight)));
        }
        Ok(match parts.len() {
            1 => parts.remove(0).1,
            _ => Box::new(BooleanWeight::with_minimum_number_should_match(
                parts,
                1,
                true,
                Box::new(SumCombiner::default),
            )),
        })
    }
}

/// Scores the documents of a set in one field.
struct WordSetWeight {
    field: Field,
    gathered: HashMap<SegmentId, Documents>,
    bm25: Bm25,
}

/// Gathers every segment's documents, and counts the living ones.
fn gather_all(
    searcher: &Searcher,
    field: Field,
    set: &WordSet,
) -> tantivy::Result<(HashMap<SegmentId, Documents>, u64)> {
    let mut gathered = HashMap::new();
    let mut count = 0;
    for segment in searcher.segment_readers() {
        let documents = Documents::gather(segment, field, set)?;
        count += documents.count_alive(segment);
        gathered.insert(segment.segment_id(), documents);
    }
    Ok((gathered, count))
}

impl WordSetWeight {
    fn scorer_of(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<WordSetScorer> {
        let documents = self.gathered.get(&segment.segment_id());
        let documents = documents.cloned().unwrap_or(Documents::Several(Arc::default()));
        let ranking = (self.bm25.times(boost), segment.get_fieldnorms_reader(self.field)?);
        Ok(WordSetScorer::new(documents, ranking))
    }
}

impl Weight for WordSetWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(self.scorer_of(segment, boost)?))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        explain_as("a set of words scored as one word (BM25)", self, segment, document)
    }
}

/// Finds the documents of a set, without scores.
struct MemberWeight {
    fields: Vec<Field>,
    set: Arc<WordSet>,
}

impl Weight for MemberWeight {
    fn scorer(&self, segment: &SegmentReader, _boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let members = Members::gather(segment, &self.fields, &self.set)?;
        Ok(Box::new(MemberScorer::new(members)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        explain_as("a set of words, without a score", self, segment, document)
    }
}

fn explain_as(
    what: &'static str,
    weight: &dyn Weight,
    segment: &SegmentReader,
    document: DocId,
) -> tantivy::Result<Explanation> {
    let mut scorer = weight.scorer(segment, 1.0)?;
    if scorer.doc() > document || scorer.seek(document) != document {
        return Err(TantivyError::InvalidArgument(format!(
            "document {document} does not match"
        )));
    }
    Ok(Explanation::new(what, scorer.score()))
}

/// Returns how many articles hold a word of a set in a field.
///
/// # Errors
/// Whatever reading the index gives.
pub fn articles_that_hold(searcher: &Searcher, field: Field, set: &WordSet) -> tantivy::Result<u64> {
    let mut count = 0;
    for segment in searcher.segment_readers() {
        count += match set.terms.as_slice() {
            // Its number is known without reading its list.
            [_] => Documents::gather(segment, field, set)?.count_alive(segment),
            _ => MemberScorer::new(Members::gather(segment, &[field], set)?).count_alive(segment),
        };
    }
    Ok(count)
}
