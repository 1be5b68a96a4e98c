//! "Did you mean": words of the index that are spelled nearly as a word that no article holds.
//!
//! ```text
//! zelenksy      zelensky 20           two neighbours swapped
//! peacetalks    "peace talks" 2       a space left out
//! ```
//! A short word is given one edit, a longer one two: a letter put in, left out or changed, or two
//! neighbours swapped. The nearest words come first, of those the ones in the most articles.

use std::cmp::Reverse;
use std::ops::RangeInclusive;
use std::sync::Arc;

use tantivy::collector::Count;
use tantivy::schema::Field as IndexField;
use tantivy::{Searcher, Term};

use super::SearchError;
use super::compile::compile;
use super::expand::{MAX_WORDS_OF_PATTERN, expand};
use super::fields::word_fields;
use super::node::{Leaf, LeafKind, Node};
use super::spellings::NameOptions;
use super::watch::Watch;
use super::word_set::WordSet;
use crate::index::OpenIndex;
use crate::index::dictionary::{self, Limits, WordAutomaton};
use crate::query::{Expr, ExprKind, Field};
use crate::words::fold;

/// Most suggestions for a word.
pub const MOST_SUGGESTIONS: usize = 3;

/// Words of a query for which suggestions are looked for: a long pasted text would take long, and
/// nobody would read them.
const MOST_WORDS: usize = 4;

/// Letters of a word that is given only one edit, at most. With two, `kyiv` would be `kin`.
const MOST_LETTERS_OF_SHORT_WORD: usize = 4;

/// Shorter words are near to too many others, longer ones are no words.
const LETTERS: RangeInclusive<usize> = 3..=40;

/// Nearly spelled words whose articles are counted.
const MOST_COUNTED: usize = 16;

/// Letters of each half of a word that is read as two.
const LEAST_LETTERS_OF_HALF: usize = 2;

/// A word of a query that no article holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// The word as typed.
    pub typed: String,
    /// The field that it was looked for in; `None` for headline and body.
    pub field: Option<Field>,
    /// What might have been meant, the best first; at most [`MOST_SUGGESTIONS`], at least one.
    pub suggestions: Vec<Suggestion>,
}

/// What might have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// A word of the index, or two in quotes.
    pub word: String,
    /// Number of articles that it finds.
    pub articles: u64,
}

/// Which words of a query to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All.
    All,
    /// Not those behind NOT, which cannot be why a query finds nothing.
    Required,
}

/// Returns the words of a query that no article of the index holds and that some word of it is
/// near to. Patterns and names, and fields that are no running text, are left out.
///
/// # Errors
/// As [`super::search`].
pub fn unknown_words(
    root: &Expr,
    scope: Scope,
    index: &OpenIndex,
    searcher: &Searcher,
    watch: &Arc<Watch>,
    names: &NameOptions,
) -> Result<Vec<UnknownWord>, SearchError> {
    let mut asked = Vec::new();
    add_words(root, None, scope, &mut asked);
    let dictionary = Dictionary {
        index,
        searcher,
        watch,
        names,
    };
    let mut unknown: Vec<UnknownWord> = Vec::new();
    let mut looked_at = 0;
    for word in asked {
        let is_repeated = |other: &UnknownWord| other.typed == word.text && other.field == word.field;
        if unknown.iter().any(is_repeated) || !LETTERS.contains(&word.text.chars().count()) || is_number(&word.text) {
            continue;
        }
        if looked_at == MOST_WORDS {
            break;
        }
        if dictionary.resolve(&word, word.text.clone())?.articles > 0 {
            continue;
        }
        looked_at += 1;
        let suggestions = dictionary.suggestions(&word)?;
        if !suggestions.is_empty() {
            unknown.push(UnknownWord {
                typed: word.text,
                field: word.field,
                suggestions,
            });
        }
    }
    // What was counted after the time was up may be too low.
    match watch.is_over() {
        true => Ok(Vec::new()),
        false => Ok(unknown),
    }
}

/// A word of a query.
struct AskedWord {
    text: String,
    exact: bool,
    field: Option<Field>,
}

fn add_words(expr: &Expr, field: Option<Field>, scope: Scope, found: &mut Vec<AskedWord>) {
    let exact = |text: &String| AskedWord {
        text: text.clone(),
        exact: true,
        field,
    };
    match &expr.kind {
        // In these a word is a code or part of an address.
        ExprKind::In(Field::Lang | Field::Url | Field::Path | Field::Id, _) => {}
        ExprKind::In(inner, part) => add_words(part, Some(*inner), scope, found),
        ExprKind::Word { text, exact: is_exact } => found.push(AskedWord {
            exact: *is_exact,
            ..exact(text)
        }),
        ExprKind::Phrase { words } | ExprKind::Window { words, .. } => found.extend(words.iter().map(exact)),
        ExprKind::Near(near) => {
            add_words(&near.left, field, scope, found);
            if !near.negated || scope == Scope::All {
                add_words(&near.right, field, scope, found);
            }
        }
        ExprKind::Not(part) => {
            if scope == Scope::All {
                add_words(part, field, scope, found);
            }
        }
        ExprKind::AtLeast { part, .. }
        | ExprKind::First { part, .. }
        | ExprKind::Required(part)
        | ExprKind::Boost(part, _) => add_words(part, field, scope, found),
        ExprKind::And(parts) | ExprKind::Or(parts) => {
            parts.iter().for_each(|part| add_words(part, field, scope, found));
        }
        ExprKind::All
        | ExprKind::Pattern { .. }
        | ExprKind::Fuzzy { .. }
        | ExprKind::Regex { .. }
        | ExprKind::Caps { .. }
        | ExprKind::Whole { .. }
        | ExprKind::Empty(_)
        | ExprKind::Published(_)
        | ExprKind::WordCount(_)
        | ExprKind::Copies(_)
        | ExprKind::Story(_) => {}
    }
}

fn is_number(text: &str) -> bool {
    text.chars().all(char::is_numeric)
}

/// A word that might have been meant, by how near it is and in how many articles.
struct Candidate {
    distance: u8,
    articles: u64,
    word: String,
    /// The index words that it stands for; `None` for two words.
    set: Option<Arc<WordSet>>,
}

struct Dictionary<'a> {
    index: &'a OpenIndex,
    searcher: &'a Searcher,
    watch: &'a Arc<Watch>,
    names: &'a NameOptions,
}

impl Dictionary<'_> {
    fn suggestions(&self, asked: &AskedWord) -> Result<Vec<Suggestion>, SearchError> {
        let folded = fold(&asked.text);
        let fields = word_fields(asked.field, &self.index.fields);
        let mut candidates = Vec::new();
        for (distance, word) in self.nearly_spelled(&folded, &fields)? {
            candidates.push(Candidate {
                distance,
                ..self.resolve(asked, word)?
            });
        }
        candidates.extend(self.two_words(asked, &folded, &fields)?);
        candidates.sort_by(|one, other| {
            let order = (one.distance, Reverse(one.articles));
            order
                .cmp(&(other.distance, Reverse(other.articles)))
                .then_with(|| one.word.cmp(&other.word))
        });
        let mut kept: Vec<Candidate> = Vec::new();
        for candidate in candidates {
            // Words of the same stem and spellings of one name find the same articles: the nearest of
            // them will do.
            let is_member = |set: &Arc<WordSet>| set.terms.iter().any(|term| term.text == candidate.word);
            let is_repeated = kept.iter().any(|kept| kept.set.as_ref().is_some_and(is_member));
            if candidate.articles > 0 && !is_repeated && kept.len() < MOST_SUGGESTIONS {
                kept.push(candidate);
            }
        }
        let suggestion = |candidate: Candidate| Suggestion {
            word: candidate.word,
            articles: candidate.articles,
        };
        Ok(kept.into_iter().map(suggestion).collect())
    }

    /// What a word finds if it is typed in the place of the one that was asked for.
    fn resolve(&self, asked: &AskedWord, word: String) -> Result<Candidate, SearchError> {
        let node = self.expand(
            asked.field,
            ExprKind::Word {
                text: word.clone(),
                exact: asked.exact,
            },
        )?;
        let set = match &node {
            Node::Leaf(Leaf {
                kind: LeafKind::Words(set),
                ..
            }) => Some(Arc::clone(set)),
            _ => None,
        };
        Ok(Candidate {
            distance: 0,
            articles: self.count(&node)?,
            word,
            set,
        })
    }

    fn expand(&self, field: Option<Field>, kind: ExprKind) -> Result<Node, SearchError> {
        let part = Expr { kind, span: 0..0 };
        let whole = match field {
            Some(field) => Expr {
                kind: ExprKind::In(field, Box::new(part)),
                span: 0..0,
            },
            None => part,
        };
        Ok(expand(&whole, self.index, self.searcher, self.watch, self.names)?.node)
    }

    fn count(&self, node: &Node) -> Result<u64, SearchError> {
        Ok(self
            .searcher
            .search(&compile(node, &self.index.fields, self.watch), &Count)? as u64)
    }

    /// The nearest and most frequent index words, with their distance.
    fn nearly_spelled(&self, folded: &str, fields: &[IndexField]) -> Result<Vec<(u8, String)>, SearchError> {
        let edits = match folded.chars().count() <= MOST_LETTERS_OF_SHORT_WORD {
            true => 1,
            false => 2,
        };
        let limits = Limits {
            most_words: MAX_WORDS_OF_PATTERN,
            deadline: self.watch.deadline(),
        };
        let mut words: Vec<(u8, Reverse<u64>, String)> = Vec::new();
        for distance in 1..=edits {
            let Ok(automaton) = WordAutomaton::levenshtein(folded, distance) else {
                continue;
            };
            // A suggestion is not worth an error.
            let Ok(found) = dictionary::words(&self.index.tables, self.searcher, fields, &automaton, &limits) else {
                continue;
            };
            for word in found.words {
                if words.iter().all(|(_, _, known)| *known != word.text) {
                    words.push((distance, Reverse(word.doc_freq), word.text));
                }
            }
        }
        words.sort();
        words.truncate(MOST_COUNTED);
        Ok(words.into_iter().map(|(distance, _, word)| (distance, word)).collect())
    }

    /// The word read as two that stand side by side in some article.
    fn two_words(&self, asked: &AskedWord, folded: &str, fields: &[IndexField]) -> Result<Vec<Candidate>, SearchError> {
        let places: Vec<usize> = folded.char_indices().map(|(at, _)| at).collect();
        let Some(last) = places.len().checked_sub(LEAST_LETTERS_OF_HALF) else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for place in places.get(LEAST_LETTERS_OF_HALF..=last).unwrap_or_default() {
            let (one, other) = folded.split_at(*place);
            if !self.is_word(one, fields)? || !self.is_word(other, fields)? {
                continue;
            }
            let words = vec![one.to_owned(), other.to_owned()];
            let node = self.expand(asked.field, ExprKind::Phrase { words })?;
            found.push(Candidate {
                distance: 1,
                articles: self.count(&node)?,
                word: format!("\"{one} {other}\""),
                set: None,
            });
        }
        Ok(found)
    }

    fn is_word(&self, word: &str, fields: &[IndexField]) -> tantivy::Result<bool> {
        for field in fields {
            if self.searcher.doc_freq(&Term::from_field_text(*field, word))? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
