//! [`Page`]: what a search answers, before it is printed in any form.

use std::ops::Range;
use std::time::Duration;

use super::facets::Facet;
use super::grouping::HitStory;
use super::spellings::OtherSpellings;
use super::suggest::UnknownWord;
use crate::index::StoredArticle;

/// The answer to a query: some of the articles found, and how many there are.
#[derive(Clone, Debug)]
pub struct Page {
    /// The query as it was read, in full brackets.
    pub read_as: String,
    /// Remarks on how the query was read, one sentence each.
    pub notes: Vec<String>,
    /// Number of articles found, exact.
    pub found: u64,
    /// How many of them have no date.
    pub undated: u64,
    /// Number of stories found, where the answer is grouped: an article without a copy is one.
    pub stories: Option<u64>,
    /// Rank of the first hit of this page, counted from 0.
    pub offset: u64,
    /// The articles, best first.
    pub hits: Vec<Hit>,
    /// The facets that were asked for.
    pub facets: Vec<Facet>,
    /// If no article was found, the words that none holds, with those that might have been meant.
    pub unknown_words: Vec<UnknownWord>,
    /// The other spellings of words and names that the search looked for as well; none if the page was
    /// to have no hits.
    pub spellings: Vec<OtherSpellings>,
    /// Time from the text of the query to this page.
    pub took: Duration,
}

/// One article found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its place in the whole answer, counted from 1.
    pub rank: u64,
    /// The relevance; larger is better, comparable within one answer only.
    pub score: f32,
    /// The article as stored.
    pub article: StoredArticle,
    /// Its story, where the answer is grouped and the archive has copies of the article.
    pub story: Option<HitStory>,
    /// Every match in the headline, in order, not overlapping: byte ranges of the headline.
    pub headline_matches: Vec<Range<usize>>,
    /// Every match in the body, in order, not overlapping: byte ranges of the body.
    pub body_matches: Vec<Range<usize>>,
    /// The passages of the body that show most of the query, in the order of the text, not
    /// overlapping; empty if not asked for.
    pub passages: Vec<Passage>,
}

/// A passage of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The passage, in bytes of the body.
    pub range: Range<usize>,
    /// True if it begins inside a sentence.
    pub cut_before: bool,
    /// True if it ends inside a sentence.
    pub cut_after: bool,
}
