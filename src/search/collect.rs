//! Collecting the best articles of an answer, and exact counts.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Cardinality, Column};
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::bar::Bar;

/// The order of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The highest score first; equal scores by date, the latest first, then by id.
    #[default]
    Relevance,
    /// The latest first, undated articles last; equal dates by id.
    Newest,
    /// The earliest first, undated articles last; equal dates by id.
    Oldest,
}

/// Sorts first what an answer shows first. The order is total, so an answer never depends on how
/// the index came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order {
    score: Reverse<Ordered>,
    /// See [`date_key`].
    date: i64,
    id: u64,
}

impl Order {
    /// The score; 0 where the order does not ask for it.
    pub fn score(&self) -> Score {
        self.score.0.0
    }
}

/// A score that is no NaN, in its order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ordered(Score);

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// The best articles, best first, and how many there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collected {
    /// The best articles with their scores, best first.
    pub best: Vec<(Score, DocAddress)>,
    /// Number of articles found.
    pub found: u64,
    /// How many of them have no date.
    pub undated: u64,
}

/// Collects the first `limit` articles of an order, and counts all.
pub struct Best {
    /// Raised to the score of the worst article that is kept.
    pub bar: Arc<Bar>,
    /// The order.
    pub sort: Sort,
    /// Number of articles to keep.
    pub limit: usize,
}

impl Collector for Best {
    type Fruit = Collected;
    type Child = SegmentBest;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentBest> {
        Ok(SegmentBest {
            ordinal,
            bar: Arc::clone(&self.bar),
            sort: self.sort,
            limit: self.limit,
            dates: segment.fast_fields().i64("published_first")?,
            ids: segment.fast_fields().u64("id")?,
            kept: BinaryHeap::new(),
            found: 0,
            undated: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance && self.limit > 0
    }

    /// Where nothing is kept and every article of a segment has a date, a count is all there is to
    /// know.
    fn collect_segment(
        &self,
        weight: &dyn Weight,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentFruit> {
        let mut best = self.for_segment(ordinal, segment)?;
        if self.limit == 0 && best.dates.get_cardinality() == Cardinality::Full {
            best.found = u64::from(weight.count(segment)?);
            return Ok(best.harvest());
        }
        let alive = segment.alive_bitset();
        let is_alive = |document: DocId| alive.is_none_or(|alive| alive.is_alive(document));
        if self.requires_scoring() {
            weight.for_each(segment, &mut |document, score| {
                if is_alive(document) {
                    best.collect(document, score);
                }
            })?;
        } else {
            weight.for_each_no_score(segment, &mut |documents| {
                for document in documents.iter().copied().filter(|document| is_alive(*document)) {
                    best.collect(document, 0.0);
                }
            })?;
        }
        Ok(best.harvest())
    }

    fn merge_fruits(&self, segments: Vec<SegmentFruit>) -> tantivy::Result<Collected> {
        let mut kept: Vec<Kept> = Vec::new();
        let mut collected = Collected::default();
        for segment in segments {
            collected.found += segment.found;
            collected.undated += segment.undated;
            kept.extend(segment.kept);
        }
        kept.sort_unstable();
        kept.truncate(self.limit);
        collected.best = kept
            .into_iter()
            .map(|(order, address)| (order.score(), address))
            .collect();
        Ok(collected)
    }
}

/// A collected article.
pub type Kept = (Order, DocAddress);

/// What one segment gives to [`Best`].
pub struct SegmentFruit {
    /// The best articles of the segment.
    pub kept: Vec<Kept>,
    /// Number of articles found.
    pub found: u64,
    /// How many of them have no date.
    pub undated: u64,
}

/// Collects one segment for [`Best`].
pub struct SegmentBest {
    ordinal: SegmentOrdinal,
    bar: Arc<Bar>,
    sort: Sort,
    limit: usize,
    dates: Column<i64>,
    ids: Column<u64>,
    /// The worst of the kept ones on top.
    kept: BinaryHeap<Kept>,
    found: u64,
    undated: u64,
}

impl SegmentBest {
    /// Counts an article that somebody else keeps.
    pub fn count(&mut self, date: Option<i64>) {
        self.found += 1;
        self.undated += u64::from(date.is_none());
    }

    /// The order.
    pub fn sort(&self) -> Sort {
        self.sort
    }
}

impl SegmentCollector for SegmentBest {
    type Fruit = SegmentFruit;

    fn collect(&mut self, document: DocId, score: Score) {
        let date = self.dates.first(document);
        self.count(date);
        if self.limit == 0 {
            return;
        }
        let is_full = self.kept.len() == self.limit;
        if let Some((worst, _)) = self.kept.peek()
            && is_full
            && Ordered(score) < worst.score.0
        {
            return;
        }
        let order = order_of(self.sort, score, date, self.ids.first(document).unwrap_or_default());
        if is_full {
            match self.kept.peek() {
                Some((worst, _)) if order < *worst => self.kept.pop(),
                _ => return,
            };
        }
        self.kept.push((order, DocAddress::new(self.ordinal, document)));
        if let Some((worst, _)) = self.kept.peek()
            && self.kept.len() == self.limit
        {
            self.bar.raise(worst.score());
        }
    }

    fn harvest(self) -> SegmentFruit {
        SegmentFruit {
            kept: self.kept.into_vec(),
            found: self.found,
            undated: self.undated,
        }
    }
}

/// Where an article stands in an order, by its first minute and its id.
pub fn order_of(sort: Sort, score: Score, first_minute: Option<i64>, id: u64) -> Order {
    Order {
        score: Reverse(Ordered(score)),
        date: date_key(sort, first_minute),
        id,
    }
}

/// Lower for what comes first; undated articles come last.
fn date_key(sort: Sort, first_minute: Option<i64>) -> i64 {
    match (sort, first_minute) {
        (_, None) => i64::MAX,
        (Sort::Oldest, Some(minute)) => minute,
        (Sort::Relevance | Sort::Newest, Some(minute)) => -minute,
    }
}
