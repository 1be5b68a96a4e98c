//! Every article of an answer, for what is counted over all of them. No stored article is read for
//! that.

use std::sync::Arc;

use tantivy::query::{EnableScoring, Query as TantivyQuery};
use tantivy::{DocId, Searcher};

use super::node::Node;
use super::watch::{Watch, Watched};
use super::{SearchError, SearchOptions, compile, expand, restrict};
use crate::index::OpenIndex;
use crate::query::Expr;

/// All articles that a query finds.
pub struct Found {
    /// What the documents are numbers of.
    pub searcher: Searcher,
    /// Documents for each segment, in their order.
    pub documents: Vec<Vec<DocId>>,
    /// Ends what takes too long.
    pub watch: Arc<Watch>,
}

impl Found {
    /// Number of articles.
    pub fn articles(&self) -> u64 {
        self.documents.iter().map(|documents| documents.len() as u64).sum()
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
    let node = match root {
        Some(root) => expand::expand(root, index, &searcher, &watch)?,
        None => Node::All,
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
    Ok(Found {
        searcher,
        documents,
        watch,
    })
}
