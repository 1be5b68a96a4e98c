//! From the tree of a query to the articles that it finds.
//!
//! `expand` resolves the leaves against the index, `compile` makes Tantivy's query of it (with
//! `word_set` and `placed`, our own), `collect` keeps the best articles and counts, `matches` finds
//! the reasons in each, and `snippet` the passages to show. `spans` decides about places for both
//! sides. The answer is a [`Page`].
//!
//! What is counted over all articles of an answer goes through `found`: `timeline`, `facets`, and
//! `ends`, the first and the last of them, and `entities`, who is named in them, and with whom.

mod bar;
mod clause;
mod collect;
mod compile;
mod ends;
mod entities;
mod expand;
mod explain;
mod facets;
mod fields;
mod found;
mod grouping;
mod hit;
mod leaves;
mod lookup;
mod matches;
mod node;
mod page;
mod placed;
mod rank;
mod similar;
mod snippet;
mod spans;
mod spellings;
mod story;
mod stream;
mod suggest;
mod timeline;
mod watch;
mod word_set;

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tantivy::query::{BooleanQuery, ConstScoreQuery, Query as TantivyQuery};

pub use collect::Sort;
pub use ends::{End, EndGroup, Ends, EndsBy, EndsOptions, ends};
pub use entities::{
    Canonical, Companion, EntityCount, EntityDate, EntityGroup, EntityList, EntityOptions, EntityOrder, EntityPair,
    MOST_PAIRED, MOST_SUGGESTED_FROM, Together, entities, log_likelihood, suggest_names,
};
pub use expand::{MAX_WORDS_OF_PATTERN, MAX_WORDS_OF_PLACED};
pub use explain::{ClauseExplanation, Explanation, LeafExplanation, Timings, explain};
pub use facets::{DEFAULT_FACETS, FACETS, Facet, FacetEntry, FacetValue, Facets, UnknownFacet, facet_named, facets};
pub use grouping::{Grouping, HitStory, Lead};
pub use lookup::{Lookup, MOST_LISTED, find_articles, marks};
pub use matches::Match;
pub use page::{Hit, Page, Passage};
pub use rank::{HEADLINE_WEIGHT, LEAD_WEIGHT};
pub use similar::{Likeness, likeness};
pub use snippet::best_passages;
pub use spans::MAX_PAIRS_PER_TEXT;
pub use spellings::{MOST_SPELLINGS, NameOptions, OtherSpellings};
pub use story::{Story, StoryArticle, copies_of, story_of};
pub use stream::{AnswerHead, stream};
pub use suggest::{MOST_SUGGESTIONS, Suggestion, UnknownWord};
pub use timeline::{
    Bucket, Line, LineCount, MOST_LINES, MOST_PEAKS, MOST_SERIES, Series, Timeline, TimelineOptions, Unit, When, peaks,
    timeline,
};

use crate::index::{IndexError, OpenIndex};
use crate::query::{DateRange, Query};
use bar::Bar;
use collect::Best;
use hit::View;
use rank::Statistics;
use watch::{Watch, Watched};

/// Number of hits of a page unless asked otherwise.
pub const DEFAULT_LIMIT: usize = 10;

/// Number of passages of a hit unless asked otherwise.
pub const DEFAULT_PASSAGES: usize = 1;

/// Length of a passage in characters unless asked otherwise: three lines of a terminal.
pub const DEFAULT_SNIPPET_CHARS: usize = 240;

/// What a search is to answer.
#[derive(Clone, Debug)]
pub struct SearchOptions {
    /// Number of hits on the page. 0 only counts.
    pub limit: usize,
    /// Number of hits to leave out before them.
    pub offset: usize,
    /// Their order.
    pub sort: Sort,
    /// Most passages of each hit; 0 for none.
    pub passages: usize,
    /// Length of a passage in characters; 0 for none.
    pub snippet_chars: usize,
    /// Facets to count over all articles found, [`DEFAULT_LIMIT`] values of each.
    pub facets: Vec<&'static FacetEntry>,
    /// Makes one hit of the articles of a story; without it each article is one.
    pub group: Option<Grouping>,
    /// Where articles are counted over a whole answer, each story counts once, as the earliest of its articles
    /// there; [`search`] itself takes no notice.
    pub once_per_story: bool,
    /// Only articles whose date lies inside.
    pub dates: Option<DateRange>,
    /// Only articles from this file or folder, as a path in the manifest.
    pub under: Option<String>,
    /// How names are looked for.
    pub names: NameOptions,
    /// Time after which the search is given up; `None` for no limit.
    pub timeout: Option<Duration>,
}

impl Default for SearchOptions {
    fn default() -> Self {
        SearchOptions {
            limit: DEFAULT_LIMIT,
            offset: 0,
            sort: Sort::default(),
            passages: DEFAULT_PASSAGES,
            snippet_chars: DEFAULT_SNIPPET_CHARS,
            facets: Vec::new(),
            group: None,
            once_per_story: false,
            dates: None,
            under: None,
            names: NameOptions::default(),
            timeout: None,
        }
    }
}

/// Why a search gives no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// A pattern stands for more words than can be searched.
    #[error("`{pattern}` stands for {words} words of this index, and {most} are the most {}: write more of its letters",
        if *most == MAX_WORDS_OF_PLACED { "beside another part" } else { "that are searched" })]
    TooManyWords {
        /// Where it stands, in bytes of the query.
        span: Range<usize>,
        /// The pattern as typed.
        pattern: String,
        /// Number of words that match it.
        words: usize,
        /// Most words that it may stand for: [`MAX_WORDS_OF_PATTERN`] or [`MAX_WORDS_OF_PLACED`].
        most: usize,
    },
    /// A regular expression cannot be searched.
    #[error("`{regex}` is no regular expression that can be searched: {reason}")]
    BadRegex {
        /// Where it stands, in bytes of the query.
        span: Range<usize>,
        /// The expression as typed.
        regex: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A part that stands at no places, where one is needed. Only in a tree that no parser made.
    #[error("`{part}` stands at no places, which proximity and counting ask for")]
    NotPlaced {
        /// Where it stands, in bytes of the query.
        span: Range<usize>,
        /// The part as read.
        part: String,
    },
    /// A proximity has too many pairs in one text.
    #[error(
        "`{clause}` has more than {MAX_PAIRS_PER_TEXT} pairs in one article: ask for fewer steps, or for rarer words"
    )]
    TooManyPairs {
        /// The clause as read.
        clause: String,
    },
    /// The search took longer than it may.
    #[error("the search took longer than {} s: ask for rarer words, or allow more time", timeout.as_secs_f64())]
    TookLong {
        /// How long it may take.
        timeout: Duration,
    },
    /// The periods of a timeline are too short for the span of its dates.
    #[error("by {} this timeline has {lines} lines, and {MOST_LINES} are the most: take a longer period, such as {}, or fewer years", by.name(), fits.name())]
    TooManyLines {
        /// The periods that were asked for.
        by: Unit,
        /// How many there would be.
        lines: u64,
        /// The shortest that would be few enough.
        fits: Unit,
    },
    /// A timeline has too many queries.
    #[error("expected at most {MOST_SERIES} queries in one timeline, found {found}")]
    TooManySeries {
        /// How many there are.
        found: usize,
    },
    /// Spellings are asked for, and the query has no word that stands for some.
    #[error("no word of the query stands for words of the index, so that there are no spellings to tell apart")]
    NoSpellings,
    /// The index cannot be read.
    #[error(transparent)]
    Index(#[from] IndexError),
}

impl From<std::io::Error> for SearchError {
    fn from(error: std::io::Error) -> Self {
        tantivy::TantivyError::from(error).into()
    }
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        SearchError::Index(IndexError::Search(error))
    }
}

/// Answers a query.
///
/// # Errors
/// [`SearchError`], of which all but [`SearchError::Index`] are the user's to mend.
pub fn search(index: &OpenIndex, query: &Query, options: &SearchOptions) -> Result<Page, SearchError> {
    let started = Instant::now();
    let searcher = index.reader.searcher();
    let watch = Arc::new(Watch::new(options.timeout));
    let expand::Expanded { node, spelled } = expand::expand(&query.root, index, &searcher, &watch, &options.names)?;
    let bar = Arc::new(Bar::default());
    let query_of = |node| match &options.group {
        // The score of an article that stands for its story is shown, even if another one's has won.
        Some(group) if group.lead != Lead::Best => compile::compile(node, &index.fields, &watch),
        _ => compile::compile_whole(node, &index.fields, &watch, &bar),
    };
    let compiled = Watched {
        query: restrict(query_of(&node), index, options),
        watch: Arc::clone(&watch),
    };
    let best = Best {
        bar: Arc::clone(&bar),
        sort: options.sort,
        limit: match options.limit {
            0 => 0,
            limit => limit.saturating_add(options.offset).min(searcher.num_docs() as usize),
        },
    };
    let statistics = Statistics::new(&searcher, index);
    let (collected, stories) = match options.group.as_ref().filter(|_| options.limit > 0) {
        None => {
            let collected = searcher.search_with_statistics_provider(&compiled, &best, &statistics)?;
            (grouping::ungrouped(collected), None)
        }
        Some(group) => {
            let stories = index.stories(&searcher)?;
            let collector = grouping::BestStories {
                best,
                lead: group.lead.clone(),
                stories: Arc::clone(&stories),
            };
            let collected = searcher.search_with_statistics_provider(&compiled, &collector, &statistics)?;
            (collected, Some((stories, group.expand)))
        }
    };
    watch.check()?;
    let rarities = hit::rarities(&node, index, &searcher, options)?;
    let view = View {
        index,
        searcher: &searcher,
        node: &node,
        rarities: &rarities,
        options,
    };
    let mut hits = Vec::new();
    for (rank, (score, address, group)) in (1..).zip(collected.best).skip(options.offset) {
        let mut hit = view.hit(rank, score, address)?;
        if let (Some(group), Some((stories, expand))) = (group, &stories) {
            hit.story = Some(grouping::story_of_hit(&group, stories, *expand, index, &searcher)?);
        }
        hits.push(hit);
    }
    let unknown_words = match collected.found {
        0 if options.limit > 0 => suggest::unknown_words(
            &query.root,
            suggest::Scope::Required,
            index,
            &searcher,
            &watch,
            &options.names,
        )?,
        _ => Vec::new(),
    };
    let unknown_stories = stories
        .as_ref()
        .and_then(|(stories, _)| grouping::note_of_unknown(stories));
    let notes = query.notes.iter().map(|note| note.text.clone());
    Ok(Page {
        read_as: query.root.to_string(),
        notes: notes.chain(unknown_stories).collect(),
        found: collected.found,
        undated: collected.undated,
        stories: stories.is_some().then_some(collected.stories),
        offset: options.offset as u64,
        hits,
        facets: facets::facets_of_page(index, query, options)?,
        unknown_words,
        spellings: match options.limit {
            0 => Vec::new(),
            _ => spellings::other_spellings(&spelled, index, &searcher)?,
        },
        took: started.elapsed(),
    })
}

/// Adds what the options ask for besides the query. It takes no part in the ranking.
fn restrict(query: Box<dyn TantivyQuery>, index: &OpenIndex, options: &SearchOptions) -> Box<dyn TantivyQuery> {
    let mut parts = vec![query];
    if let Some(dates) = options.dates {
        parts.push(compile::dates(dates, &index.fields));
    }
    if let Some(under) = &options.under {
        parts.push(Box::new(ConstScoreQuery::new(
            compile::under(under, &index.fields),
            0.0,
        )));
    }
    match parts.len() {
        1 => parts.remove(0),
        _ => Box::new(BooleanQuery::intersection(parts)),
    }
}
