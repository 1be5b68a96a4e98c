//! [`Watch`]: ends a search that takes too long or too much work, and remembers why.
//!
//! Tantivy's scorers cannot fail. They end early instead, and who asked looks here.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use super::SearchError;
use super::word_set::seek_forward;

/// Documents between two looks at the clock: looking at each would cost as much as finding it.
const DOCUMENTS_BETWEEN_LOOKS: u32 = 256;

/// Ends a search that takes too long or too much work.
#[derive(Debug, Default)]
pub struct Watch {
    limit: Option<(Instant, Duration)>,
    stopped: OnceLock<Stopped>,
}

/// Why a search was ended.
#[derive(Clone, Debug)]
pub enum Stopped {
    /// It took longer than this.
    TookLong(Duration),
    /// A clause has too many pairs in one text; holds the clause.
    TooManyPairs(String),
    /// The index cannot be read.
    Unreadable(TantivyError),
}

impl Watch {
    /// Ends a search that goes on for longer than `timeout` from now.
    pub fn new(timeout: Option<Duration>) -> Watch {
        Watch {
            limit: timeout.map(|timeout| (Instant::now() + timeout, timeout)),
            stopped: OnceLock::new(),
        }
    }

    /// Ends the search.
    pub fn stop(&self, why: Stopped) {
        // The first reason counts.
        self.stopped.set(why).ok();
    }

    /// Ends the search because its time is up.
    pub fn stop_for_time(&self) {
        if let Some((_, timeout)) = self.limit {
            self.stop(Stopped::TookLong(timeout));
        }
    }

    /// True if the search is to end. Looks at the clock.
    pub fn is_over(&self) -> bool {
        if self.stopped.get().is_some() {
            return true;
        }
        match self.limit {
            Some((deadline, _)) if Instant::now() >= deadline => {
                self.stop_for_time();
                true
            }
            _ => false,
        }
    }

    /// The instant at which the search ends.
    pub fn deadline(&self) -> Option<Instant> {
        self.limit.map(|(deadline, _)| deadline)
    }

    /// Reports why the search was ended, if it was.
    ///
    /// # Errors
    /// [`SearchError::TookLong`], [`SearchError::TooManyPairs`], or what reading the index gave.
    pub fn check(&self) -> Result<(), SearchError> {
        match self.stopped.get() {
            None => Ok(()),
            Some(Stopped::TookLong(timeout)) => Err(SearchError::TookLong { timeout: *timeout }),
            Some(Stopped::TooManyPairs(clause)) => Err(SearchError::TooManyPairs { clause: clause.clone() }),
            Some(Stopped::Unreadable(error)) => Err(error.clone().into()),
        }
    }
}

/// A query that ends when its watch says so.
#[derive(Debug)]
pub struct Watched {
    /// The query.
    pub query: Box<dyn Query>,
    /// The watch.
    pub watch: std::sync::Arc<Watch>,
}

impl Clone for Watched {
    fn clone(&self) -> Self {
        Watched {
            query: self.query.box_clone(),
            watch: self.watch.clone(),
        }
    }
}

impl Query for Watched {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(WatchedWeight {
            weight: self.query.weight(scoring)?,
            watch: self.watch.clone(),
        }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct WatchedWeight {
    weight: Box<dyn Weight>,
    watch: std::sync::Arc<Watch>,
}

impl Weight for WatchedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(WatchedScorer {
            scorer: self.weight.scorer(segment, boost)?,
            watch: self.watch.clone(),
            until_look: DOCUMENTS_BETWEEN_LOOKS,
            is_over: false,
        }))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(segment, document)
    }

    /// Not interrupted: what can take long looks at the watch itself, and the rest reads lists as
    /// fast as Tantivy can.
    fn count(&self, segment: &SegmentReader) -> tantivy::Result<u32> {
        match self.watch.is_over() {
            true => Ok(0),
            false => self.weight.count(segment),
        }
    }
}

struct WatchedScorer {
    scorer: Box<dyn Scorer>,
    watch: std::sync::Arc<Watch>,
    until_look: u32,
    is_over: bool,
}

impl WatchedScorer {
    fn looked(&mut self, document: DocId) -> DocId {
        self.until_look = self.until_look.saturating_sub(1);
        if self.until_look == 0 {
            self.until_look = DOCUMENTS_BETWEEN_LOOKS;
            self.is_over = self.watch.is_over();
        }
        match self.is_over {
            true => TERMINATED,
            false => document,
        }
    }
}

impl DocSet for WatchedScorer {
    fn advance(&mut self) -> DocId {
        let document = self.scorer.advance();
        self.looked(document)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let document = seek_forward(self.scorer.as_mut(), target);
        self.looked(document)
    }

    fn doc(&self) -> DocId {
        match self.is_over {
            true => TERMINATED,
            false => self.scorer.doc(),
        }
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }

    fn cost(&self) -> u64 {
        self.scorer.cost()
    }
}

impl Scorer for WatchedScorer {
    fn score(&mut self) -> Score {
        self.scorer.score()
    }
}
