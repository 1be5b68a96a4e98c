//! The matches of a query in a stored article: whether it holds, and which words are the reason.
//!
//! A match is marked only where it is part of the reason: of an OR those sides that hold, of a
//! NOT nothing, of a proximity the words of those pairs that are near.
//!
//! ```text
//! query     (crimea AND truce) OR kyiv
//! article   Talks on Crimea were held in Kyiv.
//! marked                                ^^^^     the left side does not hold: no truce
//!
//! query     crimea w/2 kyiv
//! article   Crimea, and Kyiv. Crimea was not mentioned.
//! marked    ^^^^^^      ^^^^  ^^^^^^
//! ```

use std::ops::Range;

use super::SearchError;
use super::clause::{Clause, Slot, distinct_firsts};
use super::compile::{first_minute, last_minute};
use super::fields::{filled_names, texts};
use super::node::{Leaf, LeafKind, Node};
use super::placed::is_printed;
use super::spans::{Evaluator, Text, TooManyPairs, Witness};
use super::word_set::WordSet;
use crate::index::{StoredArticle, fold_name};
use crate::query::Field;
use crate::words::{Boundaries, DEFAULT_LANGUAGE, boundaries, fold_into, words};

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
///
/// # Errors
/// [`SearchError::TooManyPairs`].
pub fn matches(node: &Node, stored: &StoredArticle) -> Result<Option<Matches>, SearchError> {
    let article = Article::new(stored);
    let Some(mut found) = evaluate(node, &article)? else {
        return Ok(None);
    };
    tidy(&mut found.headline);
    tidy(&mut found.body);
    Ok(Some(found))
}

/// Returns how many spans with different first words a clause has in the names of its field.
///
/// # Errors
/// [`TooManyPairs`].
pub fn spans_in_names(clause: &Clause, stored: &StoredArticle, evaluator: &mut Evaluator) -> Result<u32, TooManyPairs> {
    let language = language(stored);
    let mut times = 0;
    for name in clause.field.map(|field| texts(field, stored)).unwrap_or_default() {
        let tokens = tokens(name);
        let places = places(&clause.slots, &tokens, language);
        let mut spans = Vec::new();
        evaluator.spans(&clause.part, &one_unit(&places), &mut spans)?;
        times += distinct_firsts(&spans);
    }
    Ok(times)
}

/// The headline as far as it is searched: not a derived one.
fn headline(stored: &StoredArticle) -> &str {
    match &stored.article.headline {
        Some(headline) if !headline.derived => &headline.text,
        _ => "",
    }
}

fn language(stored: &StoredArticle) -> &str {
    stored
        .article
        .lang
        .as_ref()
        .map_or(DEFAULT_LANGUAGE, |lang| lang.code.as_str())
}

struct Article<'a> {
    stored: &'a StoredArticle,
    headline: Vec<Token<'a>>,
    body: Vec<Token<'a>>,
    bounds: std::cell::OnceCell<Boundaries>,
    language: &'a str,
}

impl Article<'_> {
    fn new(stored: &StoredArticle) -> Article<'_> {
        Article {
            stored,
            headline: tokens(headline(stored)),
            body: tokens(&stored.article.body),
            bounds: std::cell::OnceCell::new(),
            language: language(stored),
        }
    }

    fn bounds(&self) -> &Boundaries {
        self.bounds.get_or_init(|| boundaries(&self.stored.article.body))
    }

    /// Number of words of the first paragraph.
    fn lead_words(&self) -> u32 {
        self.bounds().paragraphs.get(1).copied().unwrap_or(u32::MAX)
    }

    /// The words of the body that a field takes in, if it looks at the body.
    fn body_of(&self, field: Option<Field>) -> Option<&[Token<'_>]> {
        match field {
            None | Some(Field::Body) => Some(&self.body),
            Some(Field::Lead) => {
                let end = (self.lead_words() as usize).min(self.body.len());
                self.body.get(..end)
            }
            Some(_) => None,
        }
    }

    fn headline_of(&self, field: Option<Field>) -> Option<&[Token<'_>]> {
        match field {
            None | Some(Field::Title | Field::Lead) => Some(&self.headline),
            Some(_) => None,
        }
    }
}

struct Token<'a> {
    printed: &'a str,
    folded: String,
    range: Range<usize>,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut buffer = String::new();
    words(text)
        .map(|word| {
            fold_into(word.text, &mut buffer);
            Token {
                printed: word.text,
                folded: buffer.clone(),
                range: word.start..word.end,
            }
        })
        .collect()
}

fn evaluate(node: &Node, article: &Article<'_>) -> Result<Option<Matches>, SearchError> {
    Ok(match node {
        Node::All => Some(Matches::default()),
        Node::Leaf(leaf) => evaluate_leaf(leaf, article),
        Node::Placed(clause) => {
            let outcome = evaluate_clause(clause, article);
            outcome.map_err(|TooManyPairs| SearchError::TooManyPairs {
                clause: clause.written.clone(),
            })?
        }
        Node::Boost(part, _) => evaluate(part, article)?,
        Node::Not(part) => match evaluate(part, article)? {
            Some(_) => None,
            None => Some(Matches::default()),
        },
        Node::And(parts) => {
            let mut found = Matches::default();
            for part in parts {
                match evaluate(part, article)? {
                    Some(matches) => found.add(matches),
                    None => return Ok(None),
                }
            }
            Some(found)
        }
        Node::Or { required, optional } => {
            let mut found = Matches::default();
            for part in required {
                match evaluate(part, article)? {
                    Some(matches) => found.add(matches),
                    None => return Ok(None),
                }
            }
            let mut any = !required.is_empty();
            for part in optional {
                if let Some(matches) = evaluate(part, article)? {
                    any = true;
                    found.add(matches);
                }
            }
            any.then_some(found)
        }
    })
}

fn evaluate_clause(clause: &Clause, article: &Article<'_>) -> Result<Option<Matches>, TooManyPairs> {
    let mut evaluator = Evaluator::default();
    let mut found = Matches::default();
    let mut times = 0;
    let (headline, body) = (article.headline_of(clause.field), article.body_of(clause.field));
    if headline.is_none() && body.is_none() {
        let times = spans_in_names(clause, article.stored, &mut evaluator)?;
        return Ok((times >= clause.least).then_some(found));
    }
    if let Some(tokens) = headline {
        let places = places(&clause.slots, tokens, article.language);
        let text = Text {
            is_body: false,
            ..one_unit(&places)
        };
        found.headline = witnessed(clause, &text, tokens, &mut evaluator, &mut times)?;
    }
    if let Some(tokens) = body {
        let places = places(&clause.slots, tokens, article.language);
        let mut text = one_unit(&places);
        if clause.part.asks_for_bounds() {
            text.sentences = &article.bounds().sentences;
            text.paragraphs = &article.bounds().paragraphs;
        }
        found.body = witnessed(clause, &text, tokens, &mut evaluator, &mut times)?;
    }
    Ok((times >= clause.least).then_some(found))
}

/// The words that make a clause hold in a text; adds to `times` how often it does.
fn witnessed(
    clause: &Clause,
    text: &Text<'_>,
    tokens: &[Token<'_>],
    evaluator: &mut Evaluator,
    times: &mut u32,
) -> Result<Vec<Match>, TooManyPairs> {
    let mut spans = Vec::new();
    evaluator.spans(&clause.part, text, &mut spans)?;
    *times += distinct_firsts(&spans);
    let mut witnesses: Vec<Witness> = Vec::new();
    evaluator.witnesses(&clause.part, text, &spans, &mut witnesses)?;
    let range_of = |witness: &Witness| {
        let first = tokens.get(witness.span.first as usize)?;
        let last = tokens.get(witness.span.last as usize)?;
        Some(Match {
            range: first.range.start..last.range.end,
            leaf: witness.leaf,
        })
    };
    Ok(witnesses.iter().filter_map(range_of).collect())
}

/// For each slot the positions of its words in a text.
fn places(slots: &[Slot], tokens: &[Token<'_>], language: &str) -> Vec<Vec<u32>> {
    let is_member = |slot: &Slot, token: &Token<'_>| {
        contains(&slot.set, &token.folded, language)
            && slot.printed.as_ref().is_none_or(|word| is_printed(token.printed, word))
    };
    let places_of = |slot: &Slot| -> Vec<u32> {
        (0..)
            .zip(tokens)
            .filter(|(_, token)| is_member(slot, token))
            .map(|(place, _)| place)
            .collect()
    };
    slots.iter().map(places_of).collect()
}

/// A text that is one sentence and one paragraph.
fn one_unit(places: &[Vec<u32>]) -> Text<'_> {
    Text {
        places,
        sentences: &[],
        paragraphs: &[],
        is_body: true,
    }
}

fn evaluate_leaf(leaf: &Leaf, article: &Article<'_>) -> Option<Matches> {
    let holds = match &leaf.kind {
        LeafKind::Words(set) => {
            let find = |tokens: &[Token<'_>]| -> Vec<Range<usize>> {
                let member = |token: &&Token<'_>| contains(set, &token.folded, article.language);
                tokens.iter().filter(member).map(|token| token.range.clone()).collect()
            };
            return found_in(leaf, article, find);
        }
        LeafKind::Phrase(phrase) => {
            let find = |tokens: &[Token<'_>]| -> Vec<Range<usize>> {
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
        LeafKind::Ids { ids, others } => ids.binary_search(&article.stored.id).is_ok() != *others,
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
fn found_in(leaf: &Leaf, article: &Article<'_>, find: impl Fn(&[Token<'_>]) -> Vec<Range<usize>>) -> Option<Matches> {
    let in_text = |tokens: &[Token<'_>]| -> Vec<Match> {
        let of_leaf = |range| Match {
            range,
            leaf: leaf.number,
        };
        find(tokens).into_iter().map(of_leaf).collect()
    };
    let (headline, body) = (article.headline_of(leaf.field), article.body_of(leaf.field));
    let found = Matches {
        headline: headline.map(in_text).unwrap_or_default(),
        body: body.map(in_text).unwrap_or_default(),
    };
    let holds = match leaf.field {
        Some(field) if headline.is_none() && body.is_none() => texts(field, article.stored)
            .iter()
            .any(|text| !find(&tokens(text)).is_empty()),
        _ => !found.headline.is_empty() || !found.body.is_empty(),
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
