//! Expansion: the words of a query to sets of index terms.
//!
//! `sets` finds the words of one set, `names` the other spellings of a name, `spelled` makes nodes of them, `codes` resolves fields that hold no running text, `placed`
//! makes clauses of the parts that ask where words stand.

mod codes;
mod names;
mod placed;
mod sets;
mod spelled;
mod stories;

use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::Searcher;

use super::SearchError;
use super::fields::entity_kinds;
use super::node::{Leaf, LeafKind, Node};
use super::spellings::{NameOptions, Spelled};
use super::watch::Watch;
use super::word_set::{SetTerm, WordSet};
use crate::index::{OpenIndex, fold_name};
use crate::query::{Expr, ExprKind, Field};
use crate::words::fold;

pub(super) use codes::id_range;

/// Most words that a pattern, a nearly spelled word or a regular expression may stand for. Every
/// one of them has a posting list to be read.
pub const MAX_WORDS_OF_PATTERN: usize = 65_536;

/// Most words that it may stand for inside proximity, where each is also asked for its places.
pub const MAX_WORDS_OF_PLACED: usize = 4_096;

/// A query whose leaves are resolved.
pub struct Expanded {
    /// The tree.
    pub node: Node,
    /// The words and names that stand for other spellings as well.
    pub spelled: Vec<Spelled>,
}

/// Resolves every leaf of a query against an index.
///
/// # Errors
/// [`SearchError::TooManyWords`] for a pattern that stands for too many words,
/// [`SearchError::BadRegex`], [`SearchError::NotPlaced`], [`SearchError::TookLong`], and whatever
/// reading the index gives.
pub fn expand(
    root: &Expr,
    index: &OpenIndex,
    searcher: &Searcher,
    watch: &Watch,
    names: &NameOptions,
) -> Result<Expanded, SearchError> {
    let mut expander = Expander {
        index,
        searcher,
        watch,
        names,
        languages: index.tables.languages(searcher)?,
        leaves: 0,
        spelled: Vec::new(),
    };
    let node = expander.node(root, None)?;
    Ok(Expanded {
        node,
        spelled: expander.spelled,
    })
}

struct Expander<'a> {
    index: &'a OpenIndex,
    searcher: &'a Searcher,
    watch: &'a Watch,
    names: &'a NameOptions,
    languages: BTreeSet<String>,
    leaves: usize,
    spelled: Vec<Spelled>,
}

impl Expander<'_> {
    fn node(&mut self, expr: &Expr, field: Option<Field>) -> Result<Node, SearchError> {
        let kind = match &expr.kind {
            ExprKind::All => return Ok(Node::All),
            ExprKind::And(parts) => return Ok(Node::And(self.all_of(parts, field)?)),
            ExprKind::Or(parts) => {
                let (required, optional): (Vec<_>, Vec<_>) = parts
                    .iter()
                    .partition(|part| matches!(part.kind, ExprKind::Required(_)));
                return Ok(Node::Or {
                    required: self.nodes(required, field)?,
                    optional: self.nodes(optional, field)?,
                });
            }
            ExprKind::Not(part) => return Ok(Node::Not(Box::new(self.node(part, field)?))),
            ExprKind::Required(part) => return self.node(part, field),
            ExprKind::Boost(part, factor) => return Ok(Node::Boost(Box::new(self.node(part, field)?), *factor)),
            ExprKind::In(Field::Lang, part) => return Ok(self.language(expr, part)),
            ExprKind::In(inner, part) => return self.node(part, Some(*inner)),
            ExprKind::Word { .. } if field == Some(Field::Lead) => return self.clause(expr, expr, field, 1),
            ExprKind::Word { text, exact: false } if holds_names(field) => {
                return self.name(expr, &[fold(text)], field);
            }
            ExprKind::Phrase { words } if holds_names(field) => {
                let typed: Vec<String> = words.iter().map(|word| fold(word)).collect();
                return self.name(expr, &typed, field);
            }
            ExprKind::Word { text, exact: false } if is_running_text(field) => {
                let word = fold(text);
                let others = self.others(std::slice::from_ref(&word), field)?;
                if !others.rows.is_empty() {
                    return self.clause(expr, expr, field, 1);
                }
                self.note_spellings(expr, field, &others);
                LeafKind::Words(Arc::new(Self::widened(self.family(&word)?, &others.words)))
            }
            ExprKind::Word { text, .. } => {
                let set = one_word(fold(text));
                if field == Some(Field::Id)
                    && let Some(ids) = id_range(text)
                {
                    return Ok(self.id_or_words(expr, ids, set));
                }
                LeafKind::Words(Arc::new(set))
            }
            ExprKind::Pattern { .. } | ExprKind::Fuzzy { .. } | ExprKind::Regex { .. }
                if field != Some(Field::Lead) =>
            {
                LeafKind::Words(Arc::new(self.wide_set(expr, field, MAX_WORDS_OF_PATTERN)?))
            }
            ExprKind::Phrase { words } if field == Some(Field::Path) => {
                return Ok(self.path(expr, words.iter().map(|word| fold(word)).collect()));
            }
            ExprKind::Phrase { words } if !is_running_text(field) => {
                LeafKind::Phrase(words.iter().map(|word| fold(word)).collect())
            }
            ExprKind::Pattern { .. }
            | ExprKind::Fuzzy { .. }
            | ExprKind::Regex { .. }
            | ExprKind::Phrase { .. }
            | ExprKind::Caps { .. }
            | ExprKind::Window { .. }
            | ExprKind::Near(_)
            | ExprKind::First { .. } => return self.clause(expr, expr, field, 1),
            ExprKind::AtLeast { times, part } => return self.clause(expr, part, field, *times),
            ExprKind::Whole {
                field: Field::Path,
                name,
            } => {
                let stored = match std::path::Path::new(name).exists() {
                    true => self.index.stored_path(name),
                    false => name.clone(),
                };
                return Ok(self.leaf(expr, Some(Field::Path), LeafKind::Whole(stored)));
            }
            ExprKind::Whole { field, name } => {
                return Ok(self.leaf(expr, Some(*field), LeafKind::Whole(fold_name(name))));
            }
            ExprKind::Empty(field) => {
                return Ok(Node::Not(Box::new(self.leaf(expr, Some(*field), LeafKind::Filled))));
            }
            ExprKind::Published(range) => LeafKind::Published(*range),
            ExprKind::WordCount(range) => LeafKind::WordCount(*range),
            ExprKind::Copies(range) => self.copies(*range)?,
            ExprKind::Story(key) => return self.story(expr, key),
        };
        Ok(self.leaf(expr, field, kind))
    }

    fn nodes<'e>(
        &mut self,
        parts: impl IntoIterator<Item = &'e Expr>,
        field: Option<Field>,
    ) -> Result<Vec<Node>, SearchError> {
        parts.into_iter().map(|part| self.node(part, field)).collect()
    }

    fn leaf(&mut self, expr: &Expr, field: Option<Field>, kind: LeafKind) -> Node {
        let number = self.leaves;
        self.leaves += 1;
        Node::Leaf(Leaf {
            number,
            span: expr.span.clone(),
            field,
            kind,
        })
    }
}

fn one_word(text: String) -> WordSet {
    WordSet {
        terms: vec![SetTerm::everywhere(&text)],
    }
}

/// Words are looked for by stem in headline and body only; names have no stems.
fn is_running_text(field: Option<Field>) -> bool {
    matches!(field, None | Some(Field::Title | Field::Body | Field::Lead))
}

/// Names of people, places and organisations are looked for in all their spellings.
fn holds_names(field: Option<Field>) -> bool {
    !entity_kinds(field).is_empty()
}

fn not_placed(expr: &Expr) -> SearchError {
    SearchError::NotPlaced {
        span: expr.span.clone(),
        part: expr.to_string(),
    }
}
