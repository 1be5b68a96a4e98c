//! A set of index terms searched and scored as one word.
//!
//! The documents of a set of several terms are gathered once, not term by term: frequencies are
//! added, and the document frequency is that of the union.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{BooleanWeight, EnableScoring, Explanation, Occur, Query, Scorer, SumCombiner, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

use super::rank::{Bm25, RankedField, idf};
use crate::words::DEFAULT_LANGUAGE;

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
    /// Articles in one of these languages, by code. Articles of no known language count as
    /// [`DEFAULT_LANGUAGE`].
    Only(Vec<String>),
}

impl Languages {
    /// True if articles in this language are meant.
    pub fn contain(&self, code: &str) -> bool {
        match self {
            Languages::All => true,
            Languages::Only(codes) => codes.iter().any(|own| own == code),
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
        let mut weights: Vec<WordSetWeight> = Vec::new();
        let only_ranked = match scoring.is_scoring_enabled() {
            true => self.only_ranked.as_slice(),
            false => &[],
        };
        let fields = || self.fields.iter().chain(only_ranked);
        for field in fields() {
            weights.push(WordSetWeight {
                field: field.field,
                set: Arc::clone(&self.set),
                gathered: HashMap::new(),
                bm25: None,
            });
        }
        if let EnableScoring::Enabled {
            searcher,
            statistics_provider,
        } = scoring
        {
            let articles = statistics_provider.total_num_docs()?.max(1);
            let mut doc_freq = 0;
            for weight in &mut weights {
                doc_freq = doc_freq.max(weight.gather_all(searcher)?);
            }
            for (weight, field) in weights.iter_mut().zip(fields()) {
                let words = statistics_provider.total_num_tokens(field.field)?;
                let average_words = words as Score / articles as Score;
                weight.bm25 = Some(Bm25::in_field(field, idf(doc_freq, articles), average_words));
            }
        }
        let mut parts: Vec<(Occur, Box<dyn Weight>)> = Vec::new();
        for weight in weights {
            parts.push((Occur::Should, Box::new(weight)));
        }
        Ok(match parts.len() {
            1 => parts.remove(0).1,
            _ => Box::new(BooleanWeight::with_minimum_number_should_match(
                parts,
                1,
                scoring.is_scoring_enabled(),
                Box::new(SumCombiner::default),
            )),
        })
    }
}

struct WordSetWeight {
    field: Field,
    set: Arc<WordSet>,
    /// Filled when scores are asked for, since the document frequency needs them all.
    gathered: HashMap<SegmentId, Documents>,
    bm25: Option<Bm25>,
}

/// The documents of a set in one segment, with how often each holds a word of the set.
#[derive(Clone)]
enum Documents {
    /// Of one term: read as they are needed.
    One(Box<SegmentPostings>),
    /// Of several: in the order of their numbers, gathered.
    Several(Arc<Vec<(DocId, u32)>>),
}

impl Documents {
    fn count_alive(&self, segment: &SegmentReader) -> u64 {
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

impl WordSetWeight {
    /// Gathers every segment's documents and returns the number of living ones.
    fn gather_all(&mut self, searcher: &Searcher) -> tantivy::Result<u64> {
        let mut count = 0;
        for segment in searcher.segment_readers() {
            let documents = self.gather(segment)?;
            count += documents.count_alive(segment);
            self.gathered.insert(segment.segment_id(), documents);
        }
        Ok(count)
    }

    fn gather(&self, segment: &SegmentReader) -> tantivy::Result<Documents> {
        let inverted = segment.inverted_index(self.field)?;
        let mut lists = Vec::new();
        for term in &self.set.terms {
            let key = Term::from_field_text(self.field, &term.text);
            if let Some(postings) = inverted.read_postings(&key, IndexRecordOption::WithFreqs)? {
                lists.push((postings, LanguageFilter::new(segment, &term.languages)?));
            }
        }
        if lists.len() == 1
            && let Some((postings, LanguageFilter::None)) = lists.first()
        {
            return Ok(Documents::One(Box::new(postings.clone())));
        }
        let postings_in_all: u64 = lists.iter().map(|(postings, _)| u64::from(postings.doc_freq())).sum();
        let gathered = match postings_in_all > u64::from(segment.max_doc() / DENSE_SHARE) {
            true => gather_dense(lists, segment.max_doc()),
            false => gather_sparse(lists),
        };
        Ok(Documents::Several(Arc::new(gathered)))
    }

    fn scorer_of(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<WordSetScorer> {
        let documents = match self.gathered.get(&segment.segment_id()) {
            Some(documents) => documents.clone(),
            None => self.gather(segment)?,
        };
        let ranking = match &self.bm25 {
            Some(bm25) => Some((bm25.times(boost), segment.get_fieldnorms_reader(self.field)?)),
            None => None,
        };
        Ok(match documents {
            Documents::One(postings) => WordSetScorer::One { postings, ranking },
            Documents::Several(documents) => WordSetScorer::Several {
                documents,
                at: 0,
                ranking,
            },
        })
    }
}

impl Weight for WordSetWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(self.scorer_of(segment, boost)?))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer_of(segment, 1.0)?;
        if scorer.doc() > document || scorer.seek(document) != document {
            return Err(TantivyError::InvalidArgument(format!(
                "document {document} does not match"
            )));
        }
        Ok(Explanation::new(
            "a set of words scored as one word (BM25)",
            scorer.score(),
        ))
    }
}

/// Returns how many articles hold a word of a set in a field.
///
/// # Errors
/// Whatever reading the index gives.
pub fn articles_that_hold(searcher: &Searcher, field: Field, set: &Arc<WordSet>) -> tantivy::Result<u64> {
    let mut weight = WordSetWeight {
        field,
        set: Arc::clone(set),
        gathered: HashMap::new(),
        bm25: None,
    };
    weight.gather_all(searcher)
}

/// One document in so many, above which counting in an array of all documents is quicker than
/// sorting.
const DENSE_SHARE: u32 = 32;

fn gather_dense(lists: Vec<(SegmentPostings, LanguageFilter)>, max_doc: u32) -> Vec<(DocId, u32)> {
    let mut frequencies = vec![0u32; max_doc as usize];
    for (mut postings, filter) in lists {
        let mut document = postings.doc();
        while document != TERMINATED {
            if filter.passes(document) {
                frequencies[document as usize] += postings.term_freq();
            }
            document = postings.advance();
        }
    }
    (0..max_doc)
        .zip(frequencies)
        .filter(|(_, frequency)| *frequency > 0)
        .collect()
}

fn gather_sparse(lists: Vec<(SegmentPostings, LanguageFilter)>) -> Vec<(DocId, u32)> {
    let mut found: Vec<(DocId, u32)> = Vec::new();
    for (mut postings, filter) in lists {
        let mut document = postings.doc();
        while document != TERMINATED {
            if filter.passes(document) {
                found.push((document, postings.term_freq()));
            }
            document = postings.advance();
        }
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

/// Keeps the documents of some languages.
pub enum LanguageFilter {
    None,
    Nothing,
    ByOrdinal {
        column: tantivy::columnar::StrColumn,
        /// By ordinal of the language in the segment.
        passes: Vec<bool>,
        default_passes: bool,
    },
}

impl LanguageFilter {
    /// The filter of a segment.
    ///
    /// # Errors
    /// Whatever reading the segment gives.
    pub fn new(segment: &SegmentReader, languages: &Languages) -> tantivy::Result<LanguageFilter> {
        if *languages == Languages::All {
            return Ok(LanguageFilter::None);
        }
        let default_passes = languages.contain(DEFAULT_LANGUAGE);
        let Some(column) = segment.fast_fields().str("lang")? else {
            return Ok(match default_passes {
                true => LanguageFilter::None,
                false => LanguageFilter::Nothing,
            });
        };
        let mut passes = Vec::new();
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            passes.push(languages.contain(&String::from_utf8_lossy(stream.key())));
        }
        if default_passes && passes.iter().all(|passes| *passes) {
            return Ok(LanguageFilter::None);
        }
        drop(stream);
        Ok(LanguageFilter::ByOrdinal {
            column,
            passes,
            default_passes,
        })
    }

    /// True for a document in one of the languages.
    pub fn passes(&self, document: DocId) -> bool {
        match self {
            LanguageFilter::None => true,
            LanguageFilter::Nothing => false,
            LanguageFilter::ByOrdinal {
                column,
                passes,
                default_passes,
            } => match column.ords().first(document) {
                Some(ordinal) => passes.get(ordinal as usize).copied().unwrap_or(false),
                None => *default_passes,
            },
        }
    }
}

type Ranking = Option<(Bm25, FieldNormReader)>;

enum WordSetScorer {
    One {
        postings: Box<SegmentPostings>,
        ranking: Ranking,
    },
    Several {
        documents: Arc<Vec<(DocId, u32)>>,
        at: usize,
        ranking: Ranking,
    },
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
        match ranking {
            Some((bm25, fieldnorms)) => bm25.score(fieldnorms.fieldnorm_id(document), frequency as Score),
            None => 0.0,
        }
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
}
