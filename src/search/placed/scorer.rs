//! Goes through the documents of a segment in which a clause holds.

use std::sync::Arc;

use tantivy::query::Scorer;
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyDocument, TantivyError};

use super::PlacedQuery;
use super::fields::{OpenField, TextKind};
use crate::index::{Fields, from_document};
use crate::search::bar::Bar;
use crate::search::clause::Clause;
use crate::search::matches::spans_in_names;
use crate::search::rank::tightness;
use crate::search::spans::{Evaluator, Span, TooManyPairs};
use crate::search::watch::{Stopped, Watch};

/// Documents between two looks at the clock while none matches.
const DOCUMENTS_BETWEEN_LOOKS: u32 = 64;

/// The documents of a segment in which a clause holds.
pub struct PlacedScorer {
    clause: Arc<Clause>,
    index_fields: Arc<Fields>,
    watch: Arc<Watch>,
    /// What a score must come up to, where one match is enough for a document to be found.
    bar: Option<Arc<Bar>>,
    fields: Vec<OpenField>,
    /// For fields of names, unless positions tell enough: two names are never neighbours in them.
    store: Option<StoreReader>,
    evaluator: Evaluator,
    spans: Vec<Span>,
    document: DocId,
    /// How often and how tightly the clause holds in each field of the document.
    frequencies: Vec<f32>,
}

impl PlacedScorer {
    /// Goes to the first document.
    ///
    /// # Errors
    /// Whatever reading the segment gives.
    pub fn new(query: &PlacedQuery, segment: &SegmentReader, fields: Vec<OpenField>) -> tantivy::Result<PlacedScorer> {
        let is_of_neighbours =
            query.clause.part.is_of_neighbours() && query.clause.slots.iter().all(|slot| slot.printed.is_none());
        let has_names = !is_of_neighbours && fields.iter().any(|field| field.kind == TextKind::Names);
        let mut scorer = PlacedScorer {
            clause: query.clause.clone(),
            index_fields: query.fields.clone(),
            watch: query.watch.clone(),
            bar: query.bar.clone().filter(|_| query.clause.least == 1),
            frequencies: vec![0.0; fields.len()],
            fields,
            store: match has_names {
                true => Some(segment.get_store_reader(1)?),
                false => None,
            },
            evaluator: Evaluator::default(),
            spans: Vec::new(),
            document: 0,
        };
        scorer.go_to(0);
        Ok(scorer)
    }

    /// Goes to the first document not below `target` in which the clause holds.
    fn go_to(&mut self, target: DocId) -> DocId {
        let mut target = target;
        let mut until_look = DOCUMENTS_BETWEEN_LOOKS;
        loop {
            let candidate = self.fields.iter_mut().map(|field| field.seek(target)).min();
            self.document = candidate.unwrap_or(TERMINATED);
            if self.document == TERMINATED {
                return TERMINATED;
            }
            match self.holds() {
                Ok(true) => return self.document,
                Ok(false) => target = self.document + 1,
                Err(why) => {
                    self.watch.stop(why);
                    self.document = TERMINATED;
                    return TERMINATED;
                }
            }
            until_look -= 1;
            if until_look == 0 {
                until_look = DOCUMENTS_BETWEEN_LOOKS;
                if self.watch.is_over() {
                    self.document = TERMINATED;
                    return TERMINATED;
                }
            }
        }
    }

    /// True if the clause holds in the document.
    fn holds(&mut self) -> Result<bool, Stopped> {
        let document = self.document;
        if let Some(store) = &self.store {
            let stored: TantivyDocument = store.get(document).map_err(unreadable)?;
            let article = from_document(&stored, &self.index_fields);
            let times = spans_in_names(&self.clause, &article, &mut self.evaluator)
                .map_err(|TooManyPairs| Stopped::TooManyPairs(self.clause.written.clone()))?;
            self.frequencies.fill(times as f32);
            return Ok(times >= self.clause.least);
        }
        let bar = self.bar.as_ref().map(|bar| bar.height());
        // What the score can come to at most, given the fields that were looked at.
        let mut ceiling: Score = match bar {
            Some(_) => self.fields.iter().map(|field| field.ceiling(document)).sum(),
            None => 0.0,
        };
        let mut times = 0;
        for (field, frequency) in self.fields.iter_mut().zip(&mut self.frequencies) {
            *frequency = 0.0;
            // Below the bar it only matters whether the document is found.
            let is_below = bar.is_some_and(|bar| ceiling < bar);
            let only_once = is_below || (self.clause.least == 1 && field.ranking.is_none());
            if (only_once && times > 0) || field.seek(document) != document {
                continue;
            }
            let text = field.text(document).map_err(unreadable)?;
            let too_many = |TooManyPairs| Stopped::TooManyPairs(self.clause.written.clone());
            if only_once {
                times += u32::from(self.evaluator.any(&self.clause.part, &text).map_err(too_many)?);
                continue;
            }
            let outcome = self.evaluator.shortest_spans(&self.clause.part, &text, &mut self.spans);
            outcome.map_err(too_many)?;
            ceiling -= field.ceiling(document);
            if self.spans.is_empty() {
                continue;
            }
            times += self.spans.len() as u32;
            let lead_words = field.lead_words(document);
            *frequency = match field.kind {
                TextKind::Names => self.spans.len() as f32,
                TextKind::Headline | TextKind::Body | TextKind::Lead => {
                    tightness(&self.spans, self.clause.part.least_words(), lead_words)
                }
            };
            ceiling += field.score(document, *frequency);
        }
        Ok(times >= self.clause.least)
    }
}

fn unreadable(error: TantivyError) -> Stopped {
    Stopped::Unreadable(error)
}

impl DocSet for PlacedScorer {
    fn advance(&mut self) -> DocId {
        match self.document {
            TERMINATED => TERMINATED,
            document => self.go_to(document + 1),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self.document >= target {
            true => self.document,
            false => self.go_to(target),
        }
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.cost().min(u64::from(u32::MAX)) as u32
    }

    fn cost(&self) -> u64 {
        self.fields.iter().map(OpenField::cost).sum()
    }
}

impl Scorer for PlacedScorer {
    fn score(&mut self) -> Score {
        let document = self.document;
        let frequencies = self.fields.iter().zip(&self.frequencies);
        frequencies
            .map(|(field, frequency)| field.score(document, *frequency))
            .sum()
    }
}
