//! The evaluator over stored text: whether an article matches a query, and which of its words
//! are the reason.
//!
//! A match is marked only where it is part of the reason: of an OR those sides that hold, of a
//! NOT nothing.
//!
//! ```text
//! query     (crimea AND truce) OR kyiv
//! article   Talks on Crimea were held in Kyiv.
//! marked                                ^^^^     the left side does not hold: no truce
//! ```

use std::ops::Range;

use super::compile::{first_minute, last_minute};
use super::fields::{filled_names, texts};
use super::node::{Leaf, LeafKind, Node};
use super::word_set::WordSet;
use crate::index::{StoredArticle, fold_name};
use crate::query::Field;
use crate::words::{DEFAULT_LANGUAGE, fold_into, words};

/// The words of headline and body that a query found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// Matches in the headline, by position, not overlapping.
    pub headline: Vec<Match>,
    /// Matches in the body, by position, not overlapping.
    pub body: Vec<Match>,
}

/// One match in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Number of the leaf that it is a match of.
    pub leaf: usize,
}

/// Returns the matches of a query in an article, or `None` if the article does not match.
pub fn matches(node: &Node, stored: &StoredArticle) -> Option<Matches> {
    let article = Article {
        stored,
        headline: tokens(headline(stored)),
        body: tokens(&stored.article.body),
        language: stored
            .article
            .lang
            .as_ref()
            .map_or(DEFAULT_LANGUAGE, |lang| lang.code.as_str()),
    };
    let mut found = evaluate(node, &article)?;
    tidy(&mut found.headline);
    tidy(&mut found.body);
    Some(found)
}

/// The headline as far as it is searched: not a derived one.
fn headline(stored: &StoredArticle) -> &str {
    match &stored.article.headline {
        Some(headline) if !headline.derived => &headline.text,
        _ => "",
    }
}

struct Article<'a> {
    stored: &'a StoredArticle,
    headline: Vec<Token>,
    body: Vec<Token>,
    language: &'a str,
}

struct Token {
    folded: String,
    range: Range<usize>,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut buffer = String::new();
    words(text)
        .map(|word| {
            fold_into(word.text, &mut buffer);
            Token {
                folded: buffer.clone(),
                range: word.start..word.end,
            }
        })
        .collect()
}

fn evaluate(node: &Node, article: &Article<'_>) -> Option<Matches> {
    match node {
        Node::All => Some(Matches::default()),
        Node::Leaf(leaf) => evaluate_leaf(leaf, article),
        Node::Boost(part, _) => evaluate(part, article),
        Node::Not(part) => match evaluate(part, article) {
            Some(_) => None,
            None => Some(Matches::default()),
        },
        Node::And(parts) => {
            let mut found = Matches::default();
            for part in parts {
                found.add(evaluate(part, article)?);
            }
            Some(found)
        }
        Node::Or { required, optional } => {
            let mut found = Matches::default();
            for part in required {
                found.add(evaluate(part, article)?);
            }
            let mut any = !required.is_empty();
            for part in optional {
                if let Some(matches) = evaluate(part, article) {
                    any = true;
                    found.add(matches);
                }
            }
            any.then_some(found)
        }
    }
}

fn evaluate_leaf(leaf: &Leaf, article: &Article<'_>) -> Option<Matches> {
    let holds = match &leaf.kind {
        LeafKind::Words(set) => {
            let find = |tokens: &[Token]| -> Vec<Range<usize>> {
                let member = |token: &&Token| contains(set, &token.folded, article.language);
                tokens.iter().filter(member).map(|token| token.range.clone()).collect()
            };
            return found_in(leaf, article, find);
        }
        LeafKind::Phrase(phrase) => {
            let find = |tokens: &[Token]| -> Vec<Range<usize>> {
                tokens
                    .windows(phrase.len())
                    .filter(|window| window.iter().zip(phrase).all(|(token, word)| token.folded == *word))
                    .filter_map(|window| Some(window.first()?.range.start..window.last()?.range.end))
                    .collect()
            };
            return found_in(leaf, article, find);
        }
        LeafKind::Whole(path) if leaf.field == Some(Field::Path) => article.stored.path == *path,
        LeafKind::Whole(name) => leaf.field.is_some_and(|field| {
            let has_name = |text: &&str| fold_name(text) == *name;
            texts(field, article.stored).iter().any(has_name)
        }),
        LeafKind::Filled => leaf.field.is_some_and(|field| is_filled(field, article.stored)),
        LeafKind::Published(range) => article.stored.article.published.as_ref().is_some_and(|published| {
            range
                .first
                .is_none_or(|first| published.first_minute() >= first_minute(first))
                && range
                    .last
                    .is_none_or(|last| published.last_minute() <= last_minute(last))
        }),
        LeafKind::WordCount(range) => {
            range.least.is_none_or(|least| article.stored.words >= least)
                && range.most.is_none_or(|most| article.stored.words <= most)
        }
        LeafKind::IdRange(ids) => ids.contains(&article.stored.id.0),
    };
    holds.then(Matches::default)
}

fn is_filled(field: Field, stored: &StoredArticle) -> bool {
    match field {
        Field::Date => stored.article.published.is_some(),
        _ => texts(field, stored).iter().any(|text| !text.is_empty()) && !filled_names(field).is_empty(),
    }
}

/// Looks for a leaf in the texts of its field. Matches in headline and body are kept, those in
/// other fields only decide.
fn found_in(leaf: &Leaf, article: &Article<'_>, find: impl Fn(&[Token]) -> Vec<Range<usize>>) -> Option<Matches> {
    let in_text = |tokens: &[Token]| -> Vec<Match> {
        let of_leaf = |range| Match {
            range,
            leaf: leaf.number,
        };
        find(tokens).into_iter().map(of_leaf).collect()
    };
    let mut found = Matches::default();
    if matches!(leaf.field, None | Some(Field::Title)) {
        found.headline = in_text(&article.headline);
    }
    if matches!(leaf.field, None | Some(Field::Body)) {
        found.body = in_text(&article.body);
    }
    let holds = match leaf.field {
        None | Some(Field::Title | Field::Body) => !found.headline.is_empty() || !found.body.is_empty(),
        Some(field) => texts(field, article.stored)
            .iter()
            .any(|text| !find(&tokens(text)).is_empty()),
    };
    holds.then_some(found)
}

fn contains(set: &WordSet, folded: &str, language: &str) -> bool {
    set.terms
        .binary_search_by(|term| term.text.as_str().cmp(folded))
        .is_ok_and(|at| set.terms[at].languages.contain(language))
}

impl Matches {
    fn add(&mut self, other: Matches) {
        self.headline.extend(other.headline);
        self.body.extend(other.body);
    }
}

/// Sorts matches by position and merges those that overlap, so that they can be marked.
fn tidy(found: &mut Vec<Match>) {
    found.sort_by_key(|one| (one.range.start, std::cmp::Reverse(one.range.end)));
    found.dedup_by(|next, kept| {
        let overlaps = next.range.start < kept.range.end;
        if overlaps {
            kept.range.end = kept.range.end.max(next.range.end);
        }
        overlaps
    });
}
