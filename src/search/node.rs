//! The tree of a query with every leaf resolved against one index. The compiler makes Tantivy's
//! query of it, the evaluator finds its matches in a stored article.

use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use super::clause::Clause;
use super::word_set::WordSet;
use crate::index::ArticleId;
use crate::query::{DateRange, Field, NumberRange};

/// A part of a query, ready to be searched.
#[derive(Clone, Debug)]
pub enum Node {
    /// Every article.
    All,
    /// One thing to look for.
    Leaf(Leaf),
    /// Words that stand in a certain way.
    Placed(Arc<Clause>),
    /// All of them.
    And(Vec<Node>),
    /// All of the required ones and, if there are none, at least one of the others.
    Or {
        /// Parts written with `+`.
        required: Vec<Node>,
        /// The other parts.
        optional: Vec<Node>,
    },
    /// Articles without it.
    Not(Box<Node>),
    /// Counts so many times as much in the ranking.
    Boost(Box<Node>, f32),
}

/// One thing to look for.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Number of the leaf in the query, counted from 0.
    pub number: usize,
    /// Where it stands, in bytes of the query's text.
    pub span: Range<usize>,
    /// The field; `None` for headline and body.
    pub field: Option<Field>,
    /// What to look for.
    pub kind: LeafKind,
}

/// What a leaf looks for.
#[derive(Clone, Debug)]
pub enum LeafKind {
    /// Any word of a set.
    Words(Arc<WordSet>),
    /// Folded words next to each other, in a field of names. In running text such a leaf is one of
    /// a clause, which may ask for other than neighbours.
    Phrase(Vec<String>),
    /// A whole name, folded.
    Whole(String),
    /// The field is not empty.
    Filled,
    /// The whole of the article's date lies inside.
    Published(DateRange),
    /// The number of words in the body lies inside.
    WordCount(NumberRange),
    /// dateline's own id is one of these; with `others`, none of them.
    Ids {
        /// Ascending.
        ids: Arc<Vec<ArticleId>>,
        /// True for all articles but these.
        others: bool,
    },
    /// dateline's own id lies inside: the ids that begin with the typed digits.
    IdRange(RangeInclusive<u64>),
}
