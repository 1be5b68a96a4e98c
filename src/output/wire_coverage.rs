//! The records of what is counted over whole answers: timelines, facets, first and last. They are
//! part of [`wire`](super::wire) and described in `src/docs/coverage.md`.

use serde::Serialize;

use super::wire::{HitRecord, SpellingsRecord};

/// Numbers of articles over time.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineRecord<'a> {
    /// [`WIRE_VERSION`](super::wire::WIRE_VERSION).
    pub v: u32,
    /// How long the periods are: `day`, `week`, `month`, `quarter`, `year` or `decade`.
    pub by: &'static str,
    /// `articles`, or `stories` where each story counts once.
    pub counted: &'static str,
    /// The queries, in their order.
    pub series: Vec<SeriesRecord<'a>>,
    /// The query whose articles are the whole that shares are of; `None` for all articles.
    pub against: Option<SeriesRecord<'a>>,
    /// Number of articles of the whole, with and without a date.
    pub all: u64,
    /// The periods, then the dates that no period holds, then the undated articles.
    pub lines: Vec<LineRecord>,
}

/// A query of a timeline.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesRecord<'a> {
    /// The query as typed.
    pub query: &'a str,
    /// The query as it was read, in full brackets.
    pub read_as: &'a str,
    /// Remarks on how it was read.
    pub notes: &'a [String],
    /// Words and names that were looked for in other spellings as well.
    pub spellings: Vec<SpellingsRecord<'a>>,
    /// Number of articles found.
    pub found: u64,
    /// How many of them have no date.
    pub undated: u64,
}

/// A line of a timeline.
#[derive(Clone, Debug, Serialize)]
pub struct LineRecord {
    /// `bucket`, `within` (a month or year, and no closer) or `undated`.
    pub kind: &'static str,
    /// `2025-02-12`, `2025-W07`, `2025-02`, `2025-Q1`, `2025`, `2020s`; `2024, month unknown`,
    /// `2024-05, day unknown`; `undated`.
    pub label: String,
    /// The first day.
    pub first: Option<String>,
    /// The last day.
    pub last: Option<String>,
    /// Number of articles of the whole there.
    pub all: u64,
    /// A count for each query.
    pub counts: Vec<CountRecord>,
}

/// The articles of one query on a line.
#[derive(Clone, Debug, Serialize)]
pub struct CountRecord {
    /// Number of articles.
    pub articles: u64,
    /// The share in `all`, 1 for all of them, with six decimals; `None` where `all` is 0.
    pub share: Option<f64>,
    /// The day with most of them; `None` if none is dated to a day.
    pub busiest: Option<BusiestRecord>,
    /// True if the period stands out.
    pub is_peak: bool,
}

/// A day with its number of articles.
#[derive(Clone, Debug, Serialize)]
pub struct BusiestRecord {
    /// The day.
    pub day: String,
    /// Number of articles.
    pub articles: u64,
}

/// The facets of an answer.
#[derive(Clone, Debug, Serialize)]
pub struct FacetsRecord<'a> {
    /// [`WIRE_VERSION`](super::wire::WIRE_VERSION).
    pub v: u32,
    /// The query as typed.
    pub query: &'a str,
    /// The query as it was read, in full brackets.
    pub read_as: &'a str,
    /// Remarks on how it was read.
    pub notes: &'a [String],
    /// Words and names that were looked for in other spellings as well.
    pub spellings: Vec<SpellingsRecord<'a>>,
    /// Number of articles found.
    pub found: u64,
    /// Number of stories among them.
    pub stories: u64,
    /// The facets, in the order in which they were asked for.
    pub facets: Vec<FacetRecord<'a>>,
}

/// The values of one facet.
#[derive(Clone, Debug, Serialize)]
pub struct FacetRecord<'a> {
    /// Its name, such as `source`.
    pub name: &'static str,
    /// The values with most articles, those first.
    pub values: Vec<ValueRecord<'a>>,
    /// Number of values, also those that are not among these.
    pub distinct: u64,
    /// Number of articles without a value.
    pub without: u64,
}

/// A value with its number of articles.
#[derive(Clone, Debug, Serialize)]
pub struct ValueRecord<'a> {
    /// The value as most articles print it.
    pub value: &'a str,
    /// Number of articles.
    pub articles: u64,
    /// Number of stories among them.
    pub stories: u64,
}

/// The first or last articles of an answer.
#[derive(Clone, Debug, Serialize)]
pub struct EndsRecord<'a> {
    /// [`WIRE_VERSION`](super::wire::WIRE_VERSION).
    pub v: u32,
    /// `first` or `last`.
    pub end: &'static str,
    /// `all`, `source` or `term`.
    pub by: &'static str,
    /// The query as typed.
    pub query: &'a str,
    /// The query as it was read, in full brackets.
    pub read_as: &'a str,
    /// Remarks on how it was read.
    pub notes: &'a [String],
    /// Words and names that were looked for in other spellings as well.
    pub spellings: Vec<SpellingsRecord<'a>>,
    /// Number of articles found.
    pub found: u64,
    /// How many of them have no date.
    pub undated: u64,
    /// One for the whole answer, for each source or for each spelling.
    pub groups: Vec<EndGroupRecord<'a>>,
    /// Number of groups with a dated article, also those that are not among these.
    pub groups_found: u64,
}

/// The first or last article of some.
#[derive(Clone, Debug, Serialize)]
pub struct EndGroupRecord<'a> {
    /// The source or the spelling; `None` for the whole answer and for articles without a source.
    pub name: Option<&'a str>,
    /// Number of articles in the group.
    pub articles: u64,
    /// How many others have the very same date.
    pub same_date: u64,
    /// How many others are dated less closely and may be earlier (later).
    pub unsure: u64,
    /// The article.
    pub hit: HitRecord<'a>,
}
