//! A document of an answer as a [`Hit`]: the stored article with its matches and passages.

use tantivy::{DocAddress, Score, Searcher, TantivyDocument};

use super::matches::Match;
use super::node::Node;
use super::{Hit, SearchError, SearchOptions, leaves, matches, snippet};
use crate::index::{OpenIndex, from_document};

/// What the hits of one answer are made with.
pub struct View<'a> {
    /// The index.
    pub index: &'a OpenIndex,
    /// What the documents are numbers of.
    pub searcher: &'a Searcher,
    /// The query.
    pub node: &'a Node,
    /// See [`rarities`].
    pub rarities: &'a [f32],
    /// How many passages, and how long.
    pub options: &'a SearchOptions,
}

/// The rarity of each leaf of a query; empty where no passages are asked for.
///
/// # Errors
/// Whatever reading the index gives.
pub fn rarities(
    node: &Node,
    index: &OpenIndex,
    searcher: &Searcher,
    options: &SearchOptions,
) -> tantivy::Result<Vec<f32>> {
    match options.passages.min(options.snippet_chars) {
        0 => Ok(Vec::new()),
        _ => leaves::rarities(node, index, searcher),
    }
}

impl View<'_> {
    /// Reads the article of a document.
    ///
    /// # Errors
    /// Whatever reading the index gives, and [`SearchError::TooManyPairs`].
    pub fn hit(&self, rank: u64, score: Score, address: DocAddress) -> Result<Hit, SearchError> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let mut article = from_document(&document, &self.index.fields);
        let matches = matches::matches(self.node, &article)?.unwrap_or_default();
        let passages = snippet::best_passages(
            &article.article.body,
            &matches.body,
            &|leaf| self.rarities.get(leaf).copied().unwrap_or_default(),
            self.options.snippet_chars,
            self.options.passages,
        );
        article.path = self.index.shown_path(&article.path);
        let ranges = |matches: Vec<Match>| matches.into_iter().map(|one| one.range).collect();
        Ok(Hit {
            rank,
            score,
            story: None,
            headline_matches: ranges(matches.headline),
            body_matches: ranges(matches.body),
            passages,
            article,
        })
    }
}
