//! The records that programs read: the only types of output that derive serde. They are
//! described in `src/docs/output.md` and `src/docs/coverage.md`; every change there and here goes with [`WIRE_VERSION`].
//!
//! One rule for all: every key is always there. What is not known is `null`, a list without
//! entries is `[]`. Only `body`, `facets`, `took_ms` and `timings_ms` are left out unless they are asked for.

use serde::Serialize;
use serde_json::{Map, Value};

pub use super::ends::ends_record;
pub use super::entities::entities_record;
pub use super::explain::explanation_record;
pub use super::facets::facets_record;
pub use super::record::{article_record, hit_record, page_record};
pub use super::story::story_record;
pub use super::timeline::timeline_record;
pub use super::wire_coverage::{
    BusiestRecord, CountRecord, EndGroupRecord, EndsRecord, FacetRecord, FacetsRecord, LineRecord, SeriesRecord,
    TimelineRecord, ValueRecord,
};
pub use super::wire_entities::{CompanionRecord, EntitiesRecord, EntityCountRecord, EntityGroupRecord};

/// Version of the records. It grows when a key goes or changes its meaning; a new key leaves it.
///
/// 1: first version (dateline 0.1). Since then new keys only: `updated`, `crawled`,
///    `dateline_places`, `dateline_date`, `agency`, `member`, `entities`, `spellings`, `facets`,
///    `stories`, `story` and the records of `wire_coverage` and `wire_entities`.
pub const WIRE_VERSION: u32 = 1;

/// The answer to a query as one document.
#[derive(Clone, Debug, Serialize)]
pub struct PageRecord<'a> {
    /// [`WIRE_VERSION`].
    pub v: u32,
    /// The query as typed.
    pub query: &'a str,
    /// The query as it was read, in full brackets.
    pub read_as: &'a str,
    /// Remarks on how it was read.
    pub notes: &'a [String],
    /// Number of articles found.
    pub found: u64,
    /// How many of them have no date.
    pub undated: u64,
    /// Number of stories found; `null` if the answer is not grouped.
    pub stories: Option<u64>,
    /// Rank of the first hit, counted from 0.
    pub offset: u64,
    /// Milliseconds from the text of the query to the page, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub took_ms: Option<u64>,
    /// The articles.
    pub hits: Vec<HitRecord<'a>>,
    /// The facets, if asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<FacetRecord<'a>>,
    /// If there are none, words that no article holds and what might have been meant.
    pub suggestions: Vec<SuggestionRecord<'a>>,
    /// Words and names that were looked for in other spellings as well.
    pub spellings: Vec<SpellingsRecord<'a>>,
}

/// A word or name that was looked for in other spellings as well.
#[derive(Clone, Debug, Serialize)]
pub struct SpellingsRecord<'a> {
    /// As typed.
    pub typed: &'a str,
    /// The field that it was looked for in; `None` for headline and body.
    pub field: Option<&'static str>,
    /// How to ask for it without the others.
    pub alone: &'a str,
    /// The most frequent other spellings, folded, with the articles that hold each, at most ten.
    pub words: Vec<WordRecord<'a>>,
    /// Number of further spellings.
    pub more_words: usize,
}

/// A word that no article holds.
#[derive(Clone, Debug, Serialize)]
pub struct SuggestionRecord<'a> {
    /// The word as typed.
    pub typed: &'a str,
    /// The field that it was looked for in; `None` for headline and body.
    pub field: Option<&'static str>,
    /// What might have been meant, the best first.
    pub words: Vec<WordRecord<'a>>,
}

/// A word of the index, or two in quotes.
#[derive(Clone, Debug, Serialize)]
pub struct WordRecord<'a> {
    /// The word.
    pub word: &'a str,
    /// Number of articles.
    pub articles: u64,
}

/// How a query was read.
#[derive(Clone, Debug, Serialize)]
pub struct ExplanationRecord<'a> {
    /// [`WIRE_VERSION`].
    pub v: u32,
    /// The query as typed.
    pub query: &'a str,
    /// The query as it was read, in full brackets.
    pub read_as: &'a str,
    /// Remarks on how it was read.
    pub notes: &'a [String],
    /// Each word or pattern with its index words.
    pub leaves: Vec<LeafRecord<'a>>,
    /// Words that no article holds and what might have been meant.
    pub suggestions: Vec<SuggestionRecord<'a>>,
    /// Each clause with its number of articles.
    pub clauses: Vec<ClauseRecord<'a>>,
    /// Number of articles found.
    pub found: u64,
    /// Milliseconds a stage, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timings_ms: Option<TimingsRecord>,
}

/// A word or pattern of a query with its index words.
#[derive(Clone, Debug, Serialize)]
pub struct LeafRecord<'a> {
    /// As typed.
    pub typed: &'a str,
    /// The most frequent index words with the articles that hold them, at most ten.
    pub words: Vec<WordRecord<'a>>,
    /// Number of further index words.
    pub more_words: usize,
}

/// A clause of a query.
#[derive(Clone, Debug, Serialize)]
pub struct ClauseRecord<'a> {
    /// The clause as read.
    pub clause: &'a str,
    /// Articles that it finds by itself.
    pub articles: u64,
    /// Articles found if it alone is left out, where the whole finds nothing.
    pub without: Option<u64>,
}

/// Milliseconds a stage.
#[derive(Clone, Debug, Serialize)]
pub struct TimingsRecord {
    /// The text to a tree.
    pub read: f64,
    /// The words of the tree to index words.
    pub expand: f64,
    /// Counting the articles.
    pub search: f64,
}

/// An article found.
#[derive(Clone, Debug, Serialize)]
pub struct HitRecord<'a> {
    /// [`WIRE_VERSION`].
    pub v: u32,
    /// Its place in the answer, counted from 1.
    pub rank: u64,
    /// The relevance, printed with four decimals.
    pub score: f32,
    /// The article.
    #[serde(flatten)]
    pub article: ArticleFields<'a>,
    /// Its story; `null` if the archive has no copy of it, or the answer is not grouped.
    pub story: Option<StoryRecord<'a>>,
    /// The passages that show most of the query.
    pub snippets: Vec<SnippetRecord>,
    /// Every match.
    pub highlights: Vec<HighlightRecord>,
}

/// The story of a hit.
#[derive(Clone, Debug, Serialize)]
pub struct StoryRecord<'a> {
    /// Its key: `story:KEY` finds all of it.
    pub key: String,
    /// Number of other articles of the story in the answer.
    pub copies: u64,
    /// Number of sources that these name.
    pub sources: u64,
    /// The others, the earliest first, if asked for.
    pub others: Vec<CopyRecord<'a>>,
}

/// An article of a story beside the hit.
#[derive(Clone, Debug, Serialize)]
pub struct CopyRecord<'a> {
    /// The id in every index: 16 hexadecimal digits.
    pub id: String,
    /// The headline.
    pub headline: Option<HeadlineRecord<'a>>,
    /// The date of publication.
    pub published: Option<PublishedRecord<'a>>,
    /// The publication or outlet.
    pub source: Option<&'a str>,
    /// The file.
    pub path: &'a str,
    /// Number of the record in the file, counted from 1.
    pub record: u64,
}

/// A story with all its articles.
#[derive(Clone, Debug, Serialize)]
pub struct WholeStoryRecord<'a> {
    /// [`WIRE_VERSION`].
    pub v: u32,
    /// Its key.
    pub key: String,
    /// Its articles, the earliest first, undated ones last.
    pub articles: Vec<StoryArticleRecord<'a>>,
}

/// An article of a story, measured against the first.
#[derive(Clone, Debug, Serialize)]
pub struct StoryArticleRecord<'a> {
    /// The article.
    #[serde(flatten)]
    pub article: CopyRecord<'a>,
    /// Words in the body.
    pub words: u64,
    /// How much of its text stands in the first, from 0 to 1.
    pub shared: f64,
    /// How much of the first stands in it.
    pub shared_of_first: f64,
    /// Its sentences that the first has not.
    pub added: &'a [String],
    /// Sentences of the first that it has not.
    pub dropped: &'a [String],
}

/// One whole article.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleRecord<'a> {
    /// [`WIRE_VERSION`].
    pub v: u32,
    /// The article.
    #[serde(flatten)]
    pub article: ArticleFields<'a>,
    /// Every match, if a query was given.
    pub highlights: Vec<HighlightRecord>,
}

/// A person, place or organisation of an article.
#[derive(Clone, Debug, Serialize)]
pub struct EntityRecord<'a> {
    /// `person`, `place` or `org`.
    pub kind: &'static str,
    /// Its name: the fullest spelling of the article.
    pub name: &'a str,
    /// True if a field of the source names it.
    pub given: bool,
    /// How much the article is about it, 0 to 255.
    pub salience: u8,
    /// How often headline and body name it.
    pub mentions: u32,
    /// Where first; `null` if only a field of the source does.
    pub first: Option<PositionRecord>,
    /// In which spellings, the most frequent first.
    pub spellings: Vec<SpellingRecord<'a>>,
}

/// A place in a text.
#[derive(Clone, Debug, Serialize)]
pub struct PositionRecord {
    /// `headline` or `body`.
    pub field: &'static str,
    /// In bytes.
    pub start: usize,
}

/// A spelling of a name.
#[derive(Clone, Debug, Serialize)]
pub struct SpellingRecord<'a> {
    /// As printed.
    pub text: &'a str,
    /// How often.
    pub mentions: u32,
}

/// The keys of an article, in a [`HitRecord`] and an [`ArticleRecord`] alike.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleFields<'a> {
    /// The id in every index: 16 hexadecimal digits.
    pub id: String,
    /// The source's own id.
    pub source_id: Option<&'a str>,
    /// The headline.
    pub headline: Option<HeadlineRecord<'a>>,
    /// The date of publication.
    pub published: Option<PublishedRecord<'a>>,
    /// When the article was last changed.
    pub updated: Option<PublishedRecord<'a>>,
    /// When a crawler fetched the article.
    pub crawled: Option<PublishedRecord<'a>>,
    /// The publication or outlet.
    pub source: Option<&'a str>,
    /// The authors.
    pub byline: &'a [String],
    /// The section or desk.
    pub section: Option<&'a str>,
    /// The language.
    pub lang: Option<LanguageRecord<'a>>,
    /// The canonical address.
    pub url: Option<&'a str>,
    /// The file.
    pub path: &'a str,
    /// The path inside the file, where that is a container.
    pub member: Option<&'a str>,
    /// Number of the record in the file, counted from 1.
    pub record: u64,
    /// Name of the input format.
    pub format: &'a str,
    /// People that the source names.
    pub people: &'a [String],
    /// Places that the source names.
    pub places: &'a [String],
    /// Organisations that the source names.
    pub orgs: &'a [String],
    /// People, places and organisations, given or found in the text, each once: by kind, those that the
    /// article is most about first.
    pub entities: Vec<EntityRecord<'a>>,
    /// Subjects that the source names.
    pub topics: &'a [String],
    /// The dateline as printed.
    pub dateline: Option<&'a str>,
    /// The places that it names.
    pub dateline_places: &'a [String],
    /// The day that it names.
    pub dateline_date: Option<PublishedRecord<'a>>,
    /// The news agency.
    pub agency: Option<&'a str>,
    /// Number of words in the body.
    pub words: u64,
    /// Fields of the source that have no key here.
    pub extra: &'a Map<String, Value>,
    /// The running text, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<&'a str>,
}

/// A headline.
#[derive(Clone, Debug, Serialize)]
pub struct HeadlineRecord<'a> {
    /// The text.
    pub text: &'a str,
    /// True if the source had none and the first sentence stands in.
    pub derived: bool,
}

/// A date: of publication, change, crawl or dateline.
#[derive(Clone, Debug, Serialize)]
pub struct PublishedRecord<'a> {
    /// ISO 8601, no finer than `precision`.
    pub value: String,
    /// `year`, `month`, `day` or `minute`.
    pub precision: &'static str,
    /// Minutes east of UTC, where the source states it.
    pub offset_minutes: Option<i16>,
    /// Where the date was found: the name of a [`DateOrigin`](crate::article::DateOrigin).
    pub origin: &'static str,
    /// The date as printed.
    pub raw: &'a str,
}

/// A language.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageRecord<'a> {
    /// ISO 639-1, or the source's own word.
    pub code: &'a str,
    /// True if the source states it, false if it was recognised from the text.
    pub given: bool,
}

/// A passage of the body.
#[derive(Clone, Debug, Serialize)]
pub struct SnippetRecord {
    /// The passage on one line.
    pub text: String,
    /// The same, escaped for HTML, with each match in `<mark>…</mark>`.
    pub html: String,
    /// Where it begins in the body, in bytes of UTF-8.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Where it begins in the body, in Unicode scalar values.
    pub start_char: usize,
    /// Where it ends.
    pub end_char: usize,
    /// True if it begins inside a sentence.
    pub cut_before: bool,
    /// True if it ends inside a sentence.
    pub cut_after: bool,
}

/// A match, as a range of the full text of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HighlightRecord {
    /// `headline` or `body`.
    pub field: &'static str,
    /// Where it begins, in bytes of UTF-8.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Where it begins, in Unicode scalar values.
    pub start_char: usize,
    /// Where it ends.
    pub end_char: usize,
}
