//! Our own Tantivy query for clauses that ask where words stand: it finds the documents that hold
//! the words, reads their positions, and asks the evaluator.

mod cursor;
mod fields;
mod filter;
mod printed;
mod scorer;

use std::sync::Arc;

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TantivyError, Term};

use super::bar::Bar;
use super::clause::Clause;
use super::rank::{Bm25, idf};
use super::spans::Part;
use super::watch::Watch;
use super::word_set::articles_that_hold;
use crate::index::Fields;
use fields::{SearchedField, searched_fields};
pub use printed::is_printed;
use scorer::PlacedScorer;

/// Finds the documents in which a clause holds.
#[derive(Clone)]
pub struct PlacedQuery {
    /// The clause.
    pub clause: Arc<Clause>,
    /// The fields of the index.
    pub fields: Arc<Fields>,
    /// Stops a search that takes too long or too much.
    pub watch: Arc<Watch>,
    /// What a score must come up to, if the scores are asked for and this is the whole query.
    pub bar: Option<Arc<Bar>>,
}

impl std::fmt::Debug for PlacedQuery {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "PlacedQuery({})", self.clause.written)
    }
}

impl Query for PlacedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let searched = searched_fields(self.clause.field, &self.fields);
        let mut rankings = vec![None; searched.len()];
        if let EnableScoring::Enabled {
            searcher,
            statistics_provider,
        } = scoring
        {
            let articles = statistics_provider.total_num_docs()?.max(1);
            // A word is as rare in each field as in the one that holds it most often.
            let mut rarities = Vec::new();
            for slot in &self.clause.slots {
                let mut holders = 0;
                for field in &searched {
                    holders = holders.max(articles_that_hold(searcher, field.ranked.field, &slot.set)?);
                }
                rarities.push(idf(holders, articles));
            }
            let rarity = rarity(&self.clause.part, &rarities);
            for (field, ranking) in searched.iter().zip(&mut rankings) {
                let words = statistics_provider.total_num_tokens(field.ranked.field)?;
                let average_words = words as Score / articles as Score;
                *ranking = Some(Bm25::in_field(&field.ranked, rarity, average_words));
            }
        }
        Ok(Box::new(PlacedWeight {
            query: self.clone(),
            searched,
            rankings,
        }))
    }

    fn query_terms<'a>(&'a self, _visitor: &mut dyn FnMut(&'a Term, bool)) {}
}

/// How rare a part is: the sum over its words, as Tantivy and Lucene have it for a phrase; of
/// several that may stand in for each other the least.
fn rarity(part: &Part, of_slots: &[Score]) -> Score {
    let of_slot = |slot: &usize| of_slots.get(*slot).copied().unwrap_or_default();
    match part {
        Part::Word { slot, .. } => of_slot(slot),
        Part::Phrase { slots, .. } => slots.iter().map(of_slot).sum(),
        Part::Window { words, .. } => words.iter().map(|(slot, times)| of_slot(slot) * *times as Score).sum(),
        Part::Any(parts) => parts
            .iter()
            .map(|part| rarity(part, of_slots))
            .min_by(Score::total_cmp)
            .unwrap_or_default(),
        Part::Near(near) if near.negated => rarity(&near.left, of_slots),
        Part::Near(near) => rarity(&near.left, of_slots) + rarity(&near.right, of_slots),
        Part::First { part, .. } => rarity(part, of_slots),
    }
}

struct PlacedWeight {
    query: PlacedQuery,
    searched: Vec<SearchedField>,
    /// By searched field; `None` where no scores are asked for.
    rankings: Vec<Option<Bm25>>,
}

impl Weight for PlacedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut fields = Vec::new();
        for (searched, ranking) in self.searched.iter().zip(&self.rankings) {
            let ranking = ranking.as_ref().map(|bm25| bm25.times(boost));
            fields.push(searched.open(segment, &self.query.clause, &self.query.fields, ranking)?);
        }
        Ok(Box::new(PlacedScorer::new(&self.query, segment, fields)?))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut query = self.query.clone();
        query.bar = None;
        let weight = PlacedWeight {
            query,
            searched: self.searched.clone(),
            rankings: self.rankings.clone(),
        };
        let mut scorer = weight.scorer(segment, 1.0)?;
        if scorer.doc() > document || scorer.seek(document) != document {
            return Err(TantivyError::InvalidArgument(format!(
                "document {document} does not match"
            )));
        }
        Ok(Explanation::new("words that stand as asked (BM25)", scorer.score()))
    }
}

/// What postings are opened for.
const WITH_POSITIONS: IndexRecordOption = IndexRecordOption::WithFreqsAndPositions;
