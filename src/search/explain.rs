//! How a query was read, what each of its words stands for, and which clause empties the answer.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, Query as TantivyQuery};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::fields::word_fields;
use super::leaves::leaves;
use super::node::{Leaf, LeafKind, Node};
use super::rank::RankedField;
use super::spellings::{NameOptions, OtherSpellings, other_spellings};
use super::suggest::{Scope, UnknownWord, unknown_words};
use super::watch::{Watch, Watched};
use super::word_set::{Languages, SetTerm, WordSet, WordSetQuery};
use super::{SearchError, SearchOptions, compile, expand};
use crate::index::{Fields, OpenIndex};
use crate::query::{Expr, ExprKind, Query};

/// Words of a set that are listed; of the rest the number is given.
const WORDS_LISTED: usize = 10;

/// Clauses that are left out one by one, at most: each time the others are searched.
const MOST_CLAUSES_LEFT_OUT: usize = 32;

/// How a query was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The query in full brackets.
    pub read_as: String,
    /// Remarks on how it was read, one sentence each.
    pub notes: Vec<String>,
    /// Each word or pattern with its index words.
    pub leaves: Vec<LeafExplanation>,
    /// Words that no article holds, with those that might have been meant.
    pub unknown_words: Vec<UnknownWord>,
    /// Each clause with its number of articles; one clause if the query has but one. The limits of
    /// date and place that a search has besides its query are clauses too.
    pub clauses: Vec<ClauseExplanation>,
    /// Number of articles that the whole query finds.
    pub found: u64,
    /// How long that took.
    pub took: Timings,
}

/// A word or pattern with its index words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafExplanation {
    /// As typed.
    pub typed: String,
    /// Its most frequent index words with the number of articles that hold each; at most ten. The
    /// words of a phrase in their order, also those that no article holds. Behind them the other
    /// spellings of a name that are no members of one set: several words, and whole names.
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
    /// Number of articles found if it alone is left out: known where the whole finds nothing, all
    /// its clauses are required, and there are 2 to 32 of them.
    pub without: Option<u64>,
}

/// Times from a query's text to its articles. They differ from run to run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timings {
    /// The text to a tree. [`explain`] is given the tree and leaves this at zero.
    pub read: Duration,
    /// The words of the tree to index words.
    pub expand: Duration,
    /// Counting the articles that the whole query finds.
    pub search: Duration,
}

/// Explains a query against an index. Of the options those count that leave articles out.
///
/// # Errors
/// As [`super::search`].
pub fn explain(index: &OpenIndex, query: &Query, options: &SearchOptions) -> Result<Explanation, SearchError> {
    let searcher = index.reader.searcher();
    let watch = Arc::new(Watch::new(options.timeout));
    let explainer = Explainer {
        index,
        searcher: &searcher,
        watch: Arc::clone(&watch),
        names: &options.names,
        filters: filters(index, options),
    };
    let started = Instant::now();
    let expand::Expanded { node: root, spelled } =
        expand::expand(&query.root, index, &searcher, &watch, &options.names)?;
    let expanded = Instant::now();
    let found = explainer.count(std::slice::from_ref(&root), None)?;
    let took = Timings {
        read: Duration::ZERO,
        expand: expanded - started,
        search: expanded.elapsed(),
    };
    let spellings = other_spellings(&spelled, index, &searcher)?;
    let mut explained = Vec::new();
    for leaf in leaves(&root) {
        if let Some(mut leaf_explained) = explain_leaf(leaf, index, &searcher, &query.text)? {
            let of_leaf = |other: &&OtherSpellings| other.span == leaf.span && other.field == leaf.field;
            for (word, articles) in spellings.iter().filter(of_leaf).flat_map(|other| &other.words) {
                // A set of words has shown its members.
                if leaf_explained.words.iter().all(|(shown, _)| shown != word) {
                    leaf_explained.words.push((word.clone(), *articles));
                }
            }
            explained.push(leaf_explained);
        }
    }
    Ok(Explanation {
        read_as: query.root.to_string(),
        notes: query.notes.iter().map(|note| note.text.clone()).collect(),
        leaves: explained,
        unknown_words: unknown_words(&query.root, Scope::All, index, &searcher, &watch, &options.names)?,
        clauses: explainer.clauses(&query.root, found)?,
        found,
        took,
    })
}

/// What leaves articles out besides the query.
struct Filter {
    written: String,
    query: Box<dyn TantivyQuery>,
}

fn filters(index: &OpenIndex, options: &SearchOptions) -> Vec<Filter> {
    let dates = options.dates.map(|range| Filter {
        written: format!("date:{range}"),
        query: compile::dates(range, &index.fields),
    });
    let under = options.under.as_deref().map(|path| Filter {
        written: format!("in {}", index.shown_path(path)),
        query: compile::under(path, &index.fields),
    });
    dates.into_iter().chain(under).collect()
}

struct Explainer<'a> {
    index: &'a OpenIndex,
    searcher: &'a Searcher,
    watch: Arc<Watch>,
    names: &'a NameOptions,
    filters: Vec<Filter>,
}

impl Explainer<'_> {
    /// Counts the articles that hold all of some parts and pass the filters, all but one of them
    /// if it is named.
    fn count(&self, parts: &[Node], left_out: Option<usize>) -> Result<u64, SearchError> {
        let node = match parts {
            [part] => part.clone(),
            [] => Node::All,
            parts => Node::And(parts.to_vec()),
        };
        let mut queries = vec![compile::compile(&node, &self.index.fields, &self.watch)];
        for (number, filter) in self.filters.iter().enumerate() {
            if Some(number) != left_out {
                queries.push(filter.query.box_clone());
            }
        }
        self.count_all_of(queries)
    }

    fn count_all_of(&self, queries: Vec<Box<dyn TantivyQuery>>) -> Result<u64, SearchError> {
        let query = Watched {
            query: Box::new(BooleanQuery::intersection(queries)),
            watch: Arc::clone(&self.watch),
        };
        let found = self.searcher.search(&query, &Count)? as u64;
        self.watch.check()?;
        Ok(found)
    }

    /// The clauses of the query, then the filters.
    fn clauses(&self, root: &Expr, found: u64) -> Result<Vec<ClauseExplanation>, SearchError> {
        let (parts, are_required) = clauses_of(root);
        let mut clauses = Vec::new();
        let mut nodes = Vec::new();
        for part in &parts {
            let node = expand::expand(part, self.index, self.searcher, &self.watch, self.names)?.node;
            clauses.push(ClauseExplanation {
                clause: part.to_string(),
                found: self.count_all_of(vec![compile::compile(&node, &self.index.fields, &self.watch)])?,
                without: None,
            });
            nodes.push(node);
        }
        for filter in &self.filters {
            clauses.push(ClauseExplanation {
                clause: filter.written.clone(),
                found: self.count_all_of(vec![filter.query.box_clone()])?,
                without: None,
            });
        }
        // Of an OR no part is required, but the filters are.
        let is_asked_for = found == 0 && (2..=MOST_CLAUSES_LEFT_OUT).contains(&clauses.len());
        if !is_asked_for || (!are_required && self.filters.is_empty()) {
            return Ok(clauses);
        }
        if !are_required {
            nodes = vec![expand::expand(root, self.index, self.searcher, &self.watch, self.names)?.node];
        }
        for (number, clause) in clauses.iter_mut().enumerate() {
            clause.without = match number.checked_sub(parts.len()) {
                Some(filter) => Some(self.count(&nodes, Some(filter))?),
                None if are_required => {
                    let mut others = nodes.clone();
                    others.remove(number);
                    Some(self.count(&others, None)?)
                }
                None => None,
            };
        }
        Ok(clauses)
    }
}

/// The clauses of a query, and whether an article must match all of them.
fn clauses_of(root: &Expr) -> (Vec<Expr>, bool) {
    match &root.kind {
        ExprKind::And(parts) => (parts.clone(), true),
        ExprKind::Or(parts) => (parts.clone(), false),
        ExprKind::In(field, part) => {
            let (parts, are_required) = clauses_of(part);
            let in_field = |part: Expr| Expr {
                span: part.span.clone(),
                kind: ExprKind::In(*field, Box::new(part)),
            };
            (parts.into_iter().map(in_field).collect(), are_required)
        }
        _ => (vec![root.clone()], true),
    }
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
        | LeafKind::Ids { .. }
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
        if postings > 0 || !is_set {
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
    Ok(searcher.search(
        &WordSetQuery {
            fields,
            only_ranked: Vec::new(),
            set,
        },
        &Count,
    )? as u64)
}
