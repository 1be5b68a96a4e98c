//! How much was written when: the articles of a query by day, week, month, quarter, year or decade,
//! beside all articles of the same time.
//!
//! `bucket` knows the calendar, `counts` reads the dates of an answer from two columns, `peaks` says
//! what stands out. Dates compare by containment as everywhere: an article counts in a period if the
//! whole of its date lies inside. One dated to a month or year that no period holds is spread
//! nowhere; it has a line of its own.

mod bucket;
mod counts;
mod peaks;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub use bucket::{Bucket, Unit};
pub(super) use counts::{DateCounts, day_of_minute};
pub use peaks::{MOST_PEAKS, peaks};

use super::found::find_all;
use super::spellings::OtherSpellings;
use super::{SearchError, SearchOptions};
use crate::index::OpenIndex;
use crate::query::{DateRange, Query};

/// Most lines of a timeline: more than a person reads and less than a page of a browser bears.
pub const MOST_LINES: u64 = 10_000;

/// Most queries of one timeline: more curves than this cannot be told apart.
pub const MOST_SERIES: usize = 6;

/// What a timeline is to show.
#[derive(Clone, Debug, Default)]
pub struct TimelineOptions {
    /// How long its periods are; `None` chooses by the span of the dates.
    pub by: Option<Unit>,
    /// The query whose articles are the whole that shares are of; `None` for all articles.
    pub against: Option<Query>,
    /// Which articles count at all: `dates`, `under` and `timeout` (for each of the queries).
    pub search: SearchOptions,
}

/// Numbers of articles over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// How long its periods are.
    pub by: Unit,
    /// The queries, in their order.
    pub series: Vec<Series>,
    /// The query whose articles are the whole; `None` for all articles.
    pub against: Option<Series>,
    /// The periods from the first to the last with an article, or as far as was asked for, without a
    /// gap; then the dates that no period holds, then the undated articles.
    /// None if no article was found.
    pub lines: Vec<Line>,
    /// True if each story counts once.
    pub once_per_story: bool,
    /// Number of articles that the shares are of, with and without a date.
    pub all: u64,
    /// When the index was last written, seconds since 1970.
    pub committed_at: i64,
}

/// A query of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The query as typed.
    pub query: String,
    /// The query as it was read, in full brackets.
    pub read_as: String,
    /// Remarks on how it was read.
    pub notes: Vec<String>,
    /// The other spellings of words and names that were looked for as well.
    pub spellings: Vec<OtherSpellings>,
    /// Number of articles found, exact.
    pub found: u64,
    /// How many of them have no date.
    pub undated: u64,
}

/// What a line counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The articles of a period.
    Bucket(Bucket),
    /// The articles dated to just this month or year, of which the period is not known.
    Within {
        /// The first day of it.
        first: Date,
        /// The last day of it.
        last: Date,
    },
    /// The articles without a date.
    Undated,
}

/// A line of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it counts.
    pub when: When,
    /// Number of all articles there, or of those of the query that shares are of.
    pub all: u64,
    /// A count for each of the queries.
    pub counts: Vec<LineCount>,
}

/// The articles of one query on a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineCount {
    /// Number of articles.
    pub articles: u64,
    /// The day with the most of them, the first of equal ones; `None` if none is dated to a day.
    pub busiest: Option<(Date, u64)>,
    /// True if the period stands out: see [`MOST_PEAKS`].
    pub is_peak: bool,
}

impl Line {
    /// The share of a count in all articles of the line, 1 for all of them. `None` if there are none.
    /// More than 1 where the whole is a query that does not find all of what is counted.
    pub fn share(&self, count: &LineCount) -> Option<f64> {
        (self.all > 0).then(|| count.articles as f64 / self.all as f64)
    }
}

/// Counts the articles of some queries over time.
///
/// # Errors
/// As [`super::search`]; [`SearchError::TooManyLines`] if the periods are too short for the span of
/// the dates, [`SearchError::TooManySeries`].
pub fn timeline(index: &OpenIndex, queries: &[Query], options: &TimelineOptions) -> Result<Timeline, SearchError> {
    if queries.len() > MOST_SERIES {
        return Err(SearchError::TooManySeries { found: queries.len() });
    }
    let mut series = Vec::new();
    let mut counted = Vec::new();
    for query in queries {
        let (head, counts) = count(index, query, options)?;
        series.push(head);
        counted.push(counts);
    }
    let (against, whole) = match &options.against {
        Some(query) => {
            let (head, counts) = count(index, query, options)?;
            (Some(head), counts)
        }
        None => (None, DateCounts::of(&find_all(index, None, &options.search)?)?),
    };
    let by = options.by.unwrap_or_else(|| chosen(&counted, options.search.dates));
    Ok(Timeline {
        by,
        series,
        against,
        lines: lines(by, options.search.dates, &counted, &whole)?,
        all: whole.dated() + whole.undated,
        once_per_story: options.search.once_per_story,
        committed_at: index.facts.committed_at,
    })
}

fn count(index: &OpenIndex, query: &Query, options: &TimelineOptions) -> Result<(Series, DateCounts), SearchError> {
    let found = find_all(index, Some(&query.root), &options.search)?;
    let counts = DateCounts::of(&found)?;
    let series = Series {
        query: query.text.clone(),
        read_as: query.root.to_string(),
        notes: found.notes(Some(query)),
        found: found.articles(),
        spellings: found.spellings,
        undated: counts.undated,
    };
    Ok((series, counts))
}

/// Longest span in days for which a unit is chosen: a timeline of about 60 lines at most.
const LONGEST_SPANS: [(Unit, i64); 5] = [
    (Unit::Day, 45),
    (Unit::Week, 26 * 7),
    (Unit::Month, 5 * 366),
    (Unit::Quarter, 15 * 366),
    (Unit::Year, 100 * 366),
];

/// The shortest unit that suits the span of the dates, as far as they were found or asked for, and
/// that holds the dates of at least half of the articles.
fn chosen(counted: &[DateCounts], asked: Option<DateRange>) -> Unit {
    let periods = || counted.iter().flat_map(DateCounts::periods);
    let first = asked
        .and_then(|dates| dates.first)
        .or_else(|| periods().map(|(first, _, _)| first).min());
    let last = asked
        .and_then(|dates| dates.last)
        .or_else(|| periods().map(|(_, last, _)| last).max());
    let (Some(first), Some(last)) = (first, last) else {
        return Unit::Month;
    };
    let days = last.duration_since(first).as_hours() / 24 + 1;
    let dated: u64 = counted.iter().map(DateCounts::dated).sum();
    let holds = |unit: Unit| -> u64 {
        let held = periods().filter(|(first, last, _)| unit.bucket(*first) == unit.bucket(*last));
        held.map(|(_, _, count)| count).sum()
    };
    let suits = LONGEST_SPANS.into_iter().filter(|(_, longest)| days <= *longest);
    let mut suits = suits.map(|(unit, _)| unit);
    suits.find(|unit| holds(*unit) * 2 >= dated).unwrap_or(Unit::Decade)
}

/// The counts of one answer by line.
#[derive(Default)]
struct ByLine {
    buckets: BTreeMap<Bucket, LineCount>,
    within: BTreeMap<(Date, Date), u64>,
}

impl ByLine {
    fn new(by: Unit, counts: &DateCounts) -> ByLine {
        let mut lines = ByLine::default();
        for (first, last, count) in counts.periods() {
            let bucket = by.bucket(first);
            if bucket != by.bucket(last) {
                lines.within.insert((first, last), count);
                continue;
            }
            let line = lines.buckets.entry(bucket).or_default();
            line.articles += count;
            // Days come in their order, so that the first of equal ones stays.
            if first == last && line.busiest.is_none_or(|(_, most)| count > most) {
                line.busiest = Some((first, count));
            }
        }
        lines
    }

    fn of(&self, when: When, undated: u64) -> LineCount {
        let only = |articles: u64| LineCount {
            articles,
            ..LineCount::default()
        };
        match when {
            When::Bucket(bucket) => self.buckets.get(&bucket).cloned().unwrap_or_default(),
            When::Within { first, last } => only(self.within.get(&(first, last)).copied().unwrap_or_default()),
            When::Undated => only(undated),
        }
    }
}

fn lines(
    by: Unit,
    asked: Option<DateRange>,
    counted: &[DateCounts],
    whole: &DateCounts,
) -> Result<Vec<Line>, SearchError> {
    let by_line: Vec<ByLine> = counted.iter().map(|counts| ByLine::new(by, counts)).collect();
    let mut all_when = Vec::new();
    let buckets = || by_line.iter().flat_map(|lines| lines.buckets.keys().copied());
    if let (Some(first), Some(last)) = (buckets().min(), buckets().max()) {
        let first = asked.and_then(|dates| dates.first).unwrap_or(first.first_day());
        let last = asked.and_then(|dates| dates.last).unwrap_or(last.last_day());
        let number_of = |unit: Unit| unit.bucket(last).number - unit.bucket(first).number + 1;
        let lines = u64::try_from(number_of(by)).unwrap_or_default();
        if lines > MOST_LINES {
            let fits = |unit: &Unit| *unit > by && number_of(*unit) <= MOST_LINES as i64;
            return Err(SearchError::TooManyLines {
                by,
                lines,
                fits: Unit::ALL.into_iter().find(fits).unwrap_or(Unit::Decade),
            });
        }
        let numbers = by.bucket(first).number..=by.bucket(last).number;
        all_when.extend(numbers.map(|number| When::Bucket(Bucket { unit: by, number })));
    }
    let within: BTreeSet<(Date, Date)> = by_line.iter().flat_map(|lines| lines.within.keys().copied()).collect();
    all_when.extend(within.into_iter().map(|(first, last)| When::Within { first, last }));
    if counted.iter().any(|counts| counts.undated > 0) {
        all_when.push(When::Undated);
    }
    let whole_by_line = ByLine::new(by, whole);
    let line = |when: When| Line {
        when,
        all: whole_by_line.of(when, whole.undated).articles,
        counts: by_line
            .iter()
            .zip(counted)
            .map(|(lines, counts)| lines.of(when, counts.undated))
            .collect(),
    };
    let mut lines: Vec<Line> = all_when.into_iter().map(line).collect();
    mark_peaks(&mut lines, counted.len());
    Ok(lines)
}

fn mark_peaks(lines: &mut [Line], series: usize) {
    let number = lines
        .iter()
        .take_while(|line| matches!(line.when, When::Bucket(_)))
        .count();
    for at in 0..series {
        let of_series = |line: &Line| line.counts.get(at).map_or(0, |count| count.articles);
        let counts: Vec<(f64, u64)> = lines[..number]
            .iter()
            .map(of_series)
            .map(|count| (count as f64, count))
            .collect();
        for (line, is_peak) in lines.iter_mut().zip(peaks(&counts)) {
            if let Some(count) = line.counts.get_mut(at) {
                count.is_peak = is_peak;
            }
        }
    }
}
