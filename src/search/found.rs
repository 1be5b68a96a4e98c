//! Every article of an answer, for what is counted over all of them: timelines, facets, first and
//! last. No stored article is read for that.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::query::{EnableScoring, Query as TantivyQuery};
use tantivy::{DocId, Searcher};

use super::grouping::note_of_unknown;
use super::node::Node;
use super::spellings::{OtherSpellings, other_spellings};
use super::watch::{Watch, Watched};
use super::{SearchError, SearchOptions, compile, expand, restrict};
use crate::index::stories::Stories;
use crate::index::{ArticleId, OpenIndex};
use crate::query::{Expr, Query};

/// All articles that a query finds.
pub struct Found {
    /// What the documents are numbers of.
    pub searcher: Searcher,
    /// The query with its words resolved.
    pub node: Node,
    /// The other spellings of words and names that were looked for as well.
    pub spellings: Vec<OtherSpellings>,
    /// Documents for each segment, in their order.
    pub documents: Vec<Vec<DocId>>,
    /// What to tell of stories, where each counts once: that some articles are not grouped yet.
    pub note: Option<String>,
    /// Ends what takes too long.
    pub watch: Arc<Watch>,
}

impl Found {
    /// The notes on a query, and that on stories.
    pub fn notes(&self, query: Option<&Query>) -> Vec<String> {
        let of_query = query.into_iter().flat_map(|query| &query.notes);
        of_query
            .map(|note| note.text.clone())
            .chain(self.note.clone())
            .collect()
    }

    /// Number of articles.
    pub fn articles(&self) -> u64 {
        self.documents.iter().map(|documents| documents.len() as u64).sum()
    }

    /// The articles that have copies in the index, whether found or not, each with the number of its
    /// story, for each segment.
    ///
    /// # Errors
    /// Whatever reading the column of ids gives.
    pub fn in_stories(&self, stories: &Stories) -> tantivy::Result<Vec<Vec<(DocId, u32)>>> {
        let mut all = Vec::new();
        for (segment, documents) in self.searcher.segment_readers().iter().zip(&self.documents) {
            let ids = segment.fast_fields().u64("id")?;
            let in_story = |document: &DocId| {
                let id = ArticleId(ids.first(*document)?);
                Some((*document, stories.story_of(id)?))
            };
            all.push(documents.iter().filter_map(in_story).collect());
        }
        Ok(all)
    }
}

/// Finds all articles of a query; without one, all articles of the index. Of the options those
/// count that leave articles out.
///
/// # Errors
/// As [`super::search`].
pub fn find_all(index: &OpenIndex, root: Option<&Expr>, options: &SearchOptions) -> Result<Found, SearchError> {
    let searcher = index.reader.searcher();
    let watch = Arc::new(Watch::new(options.timeout));
    let (node, spellings) = match root {
        Some(root) => {
            let expand::Expanded { node, spelled } = expand::expand(root, index, &searcher, &watch, &options.names)?;
            (node, other_spellings(&spelled, index, &searcher)?)
        }
        None => (Node::All, Vec::new()),
    };
    let query = Watched {
        query: restrict(compile::compile(&node, &index.fields, &watch), index, options),
        watch: Arc::clone(&watch),
    };
    let weight = query.weight(EnableScoring::disabled_from_searcher(&searcher))?;
    let mut documents = Vec::new();
    for segment in searcher.segment_readers() {
        let alive = segment.alive_bitset();
        let mut found = Vec::new();
        weight.for_each_no_score(segment, &mut |block| match alive {
            None => found.extend_from_slice(block),
            Some(alive) => found.extend(block.iter().copied().filter(|document| alive.is_alive(*document))),
        })?;
        documents.push(found);
    }
    watch.check()?;
    let note = match options.once_per_story {
        true => {
            let stories = index.stories(&searcher)?;
            keep_first_of_stories(&mut documents, &searcher, &stories)?;
            note_of_unknown(&stories)
        }
        false => None,
    };
    Ok(Found {
        note,
        searcher,
        node,
        spellings,
        documents,
        watch,
    })
}

/// Leaves of each story the earliest article: undated ones last, equal dates by id.
fn keep_first_of_stories(
    documents: &mut [Vec<DocId>],
    searcher: &Searcher,
    stories: &Stories,
) -> Result<(), SearchError> {
    let mut firsts: HashMap<u32, (bool, Option<i64>, u64)> = HashMap::new();
    for keeps in [false, true] {
        for (segment, documents) in searcher.segment_readers().iter().zip(documents.iter_mut()) {
            let ids = segment.fast_fields().u64("id")?;
            let dates = segment.fast_fields().i64("published_first")?;
            documents.retain(|document| {
                let id = ids.first(*document).unwrap_or_default();
                let Some(story) = stories.story_of(ArticleId(id)) else {
                    return true;
                };
                let date = dates.first(*document);
                let place = (date.is_none(), date, id);
                let first = firsts.entry(story).or_insert(place);
                if !keeps {
                    *first = (*first).min(place);
                }
                !keeps || *first == place
            });
        }
    }
    Ok(())
}
