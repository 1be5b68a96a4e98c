//! The whole answer to a query, one article after the other.
//!
//! In memory are a score and an address for each article found, some 40 bytes while they are sorted, and one
//! article at a time.

use std::sync::Arc;

use super::collect::Best;
use super::hit::{self, View};
use super::rank::Statistics;
use super::spellings::{OtherSpellings, other_spellings};
use super::watch::{Watch, Watched};
use super::{Hit, SearchError, SearchOptions, compile, expand, restrict};
use crate::index::OpenIndex;
use crate::query::Query;

/// What is known of an answer before its articles.
#[derive(Clone, Debug)]
pub struct AnswerHead {
    /// The query as it was read, in full brackets.
    pub read_as: String,
    /// Remarks on how it was read, one sentence each.
    pub notes: Vec<String>,
    /// Number of articles found, exact.
    pub found: u64,
    /// How many of them have no date.
    pub undated: u64,
    /// The other spellings of words and names that were looked for as well.
    pub spellings: Vec<OtherSpellings>,
}

/// Gives the head of an answer, then every article of it in its order, from one state of the index. Of the
/// options limit, offset, facets and grouping do not count; the timeout is that of the search, not of what
/// is done with the articles.
///
/// # Errors
/// As [`search`](super::search), and whatever `begin` and `give` return, which ends the stream.
pub fn stream<E: From<SearchError>>(
    index: &OpenIndex,
    query: &Query,
    options: &SearchOptions,
    begin: impl FnOnce(&AnswerHead) -> Result<(), E>,
    mut give: impl FnMut(Hit) -> Result<(), E>,
) -> Result<AnswerHead, E> {
    let searcher = index.reader.searcher();
    let watch = Arc::new(Watch::new(options.timeout));
    let expand::Expanded { node, spelled } = expand::expand(&query.root, index, &searcher, &watch, &options.names)?;
    let compiled = Watched {
        query: restrict(compile::compile(&node, &index.fields, &watch), index, options),
        watch: Arc::clone(&watch),
    };
    let best = Best {
        bar: Arc::default(),
        sort: options.sort,
        limit: usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX),
    };
    let statistics = Statistics::new(&searcher, index);
    let collected = searcher
        .search_with_statistics_provider(&compiled, &best, &statistics)
        .map_err(SearchError::from)?;
    watch.check()?;
    let rarities = hit::rarities(&node, index, &searcher, options).map_err(SearchError::from)?;
    let head = AnswerHead {
        read_as: query.root.to_string(),
        notes: query.notes.iter().map(|note| note.text.clone()).collect(),
        found: collected.found,
        undated: collected.undated,
        spellings: other_spellings(&spelled, index, &searcher).map_err(SearchError::from)?,
    };
    begin(&head)?;
    let view = View {
        index,
        searcher: &searcher,
        node: &node,
        rarities: &rarities,
        options,
    };
    for (rank, (score, address)) in (1..).zip(collected.best) {
        give(view.hit(rank, score, address)?)?;
    }
    Ok(head)
}
