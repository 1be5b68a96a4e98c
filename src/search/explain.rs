//! How a query was read, what each of its words stands for, and which clause empties the answer.

use std::sync::Arc;

use tantivy::collector::Count;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::fields::word_fields;
use super::node::{Leaf, LeafKind, Node};
use super::rank::RankedField;
use super::word_set::{Languages, SetTerm, WordSet, WordSetQuery};
use super::{SearchError, compile, expand};
use crate::index::{Fields, OpenIndex};
use crate::query::{Expr, ExprKind, Query};

/// Words of a set that are listed; of the rest the number is given.
const WORDS_LISTED: usize = 10;

/// How a query was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The query in full brackets.
    pub read_as: String,
    /// Remarks on how it was read, one sentence each.
    pub notes: Vec<String>,
    /// Each word or pattern with its index words.
    pub leaves: Vec<LeafExplanation>,
    /// Each clause with its number of articles; one clause if the query has but one.
    pub clauses: Vec<ClauseExplanation>,
    /// Number of articles that the whole query finds.
    pub found: u64,
}

/// A word or pattern with its index words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafExplanation {
    /// As typed.
    pub typed: String,
    /// Its most frequent index words with the number of articles that hold each; at most ten.
    pub words: Vec<(String, u64)>,
    /// Number of further index words.
    pub more: usize,
}

/// A clause with its number of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseExplanation {
    /// The clause as read.
    pub clause: String,
    /// Number of articles that it finds by itself.
    pub found: u64,
}

/// Explains a query against an index.
///
/// # Errors
/// As [`super::search`].
pub fn explain(index: &OpenIndex, query: &Query) -> Result<Explanation, SearchError> {
    let searcher = index.reader.searcher();
    let root = expand::expand(&query.root, index, &searcher)?;
    let mut leaves = Vec::new();
    explain_leaves(&root, index, &searcher, &query.text, &mut leaves)?;
    let mut clauses = Vec::new();
    for clause in clauses_of(&query.root) {
        let node = expand::expand(clause, index, &searcher)?;
        clauses.push(ClauseExplanation {
            clause: clause.to_string(),
            found: count(&node, index, &searcher)?,
        });
    }
    Ok(Explanation {
        read_as: query.root.to_string(),
        notes: query.notes.iter().map(|note| note.text.clone()).collect(),
        leaves,
        clauses,
        found: count(&root, index, &searcher)?,
    })
}

fn clauses_of(root: &Expr) -> Vec<&Expr> {
    match &root.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().collect(),
        _ => vec![root],
    }
}

fn count(node: &Node, index: &OpenIndex, searcher: &Searcher) -> Result<u64, SearchError> {
    let query = compile::compile(node, &index.fields);
    Ok(searcher.search(&query, &Count)? as u64)
}

fn explain_leaves(
    node: &Node,
    index: &OpenIndex,
    searcher: &Searcher,
    text: &str,
    found: &mut Vec<LeafExplanation>,
) -> Result<(), SearchError> {
    match node {
        Node::All => {}
        Node::Leaf(leaf) => found.extend(explain_leaf(leaf, index, searcher, text)?),
        Node::Not(part) | Node::Boost(part, _) => explain_leaves(part, index, searcher, text, found)?,
        Node::And(parts) => {
            for part in parts {
                explain_leaves(part, index, searcher, text, found)?;
            }
        }
        Node::Or { required, optional } => {
            for part in required.iter().chain(optional) {
                explain_leaves(part, index, searcher, text, found)?;
            }
        }
    }
    Ok(())
}

fn explain_leaf(
    leaf: &Leaf,
    index: &OpenIndex,
    searcher: &Searcher,
    text: &str,
) -> Result<Option<LeafExplanation>, SearchError> {
    let (terms, is_set) = match &leaf.kind {
        LeafKind::Words(set) => (set.terms.clone(), true),
        LeafKind::Phrase(words) => (words.iter().map(|word| SetTerm::everywhere(word)).collect(), false),
        LeafKind::Whole(_)
        | LeafKind::Filled
        | LeafKind::Published(_)
        | LeafKind::WordCount(_)
        | LeafKind::IdRange(_) => return Ok(None),
    };
    let fields = word_fields(leaf.field, &index.fields);
    let mut ranked: Vec<(u64, SetTerm)> = Vec::new();
    for term in terms {
        // Counting articles exactly is slow for tens of thousands of words, so that postings say
        // which words are frequent. Of a word that counts in some languages only they say nothing.
        let postings = match term.languages {
            Languages::All => {
                let of_field = |field: &Field| searcher.doc_freq(&Term::from_field_text(*field, &term.text));
                fields.iter().map(of_field).sum::<tantivy::Result<u64>>()?
            }
            Languages::Only(_) => articles_with(&term, &fields, &index.fields, searcher)?,
        };
        if postings > 0 {
            ranked.push((postings, term));
        }
    }
    if is_set {
        ranked.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.text.cmp(&other.1.text)));
    }
    let more = ranked.len().saturating_sub(WORDS_LISTED);
    ranked.truncate(WORDS_LISTED);
    let mut counted = Vec::new();
    for (_, term) in ranked {
        let articles = articles_with(&term, &fields, &index.fields, searcher)?;
        counted.push((term.text, articles));
    }
    if is_set {
        counted.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    }
    Ok(Some(LeafExplanation {
        typed: text.get(leaf.span.clone()).unwrap_or_default().to_owned(),
        words: counted,
        more,
    }))
}

/// Number of articles that hold a term in any of these fields, in the languages in which it counts.
fn articles_with(term: &SetTerm, fields: &[Field], index_fields: &Fields, searcher: &Searcher) -> tantivy::Result<u64> {
    let set = Arc::new(WordSet {
        terms: vec![term.clone()],
    });
    let fields = fields
        .iter()
        .map(|field| RankedField::new(*field, index_fields))
        .collect();
    Ok(searcher.search(&WordSetQuery { fields, set }, &Count)? as u64)
}
