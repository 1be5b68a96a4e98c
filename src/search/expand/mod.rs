//! Expansion: the words of a query to sets of index terms.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use tantivy::Searcher;
use tantivy_fst::Regex;

use super::SearchError;
use super::fields::word_fields;
use super::node::{Leaf, LeafKind, Node};
use super::word_set::{Languages, SetTerm, WordSet};
use crate::index::{OpenIndex, fold_name, stems};
use crate::ingest::language_code;
use crate::query::{Expr, ExprKind, Field};
use crate::words::{Stemmer, fold};

/// Most words that a pattern may stand for. Every one of them has a posting list to be read.
pub const MAX_WORDS_OF_PATTERN: usize = 65_536;

/// Resolves every leaf of a query against an index.
///
/// # Errors
/// [`SearchError::TooManyWords`] for a pattern that stands for more than
/// [`MAX_WORDS_OF_PATTERN`] words, and whatever reading the index gives.
pub fn expand(root: &Expr, index: &OpenIndex, searcher: &Searcher) -> Result<Node, SearchError> {
    let mut expander = Expander {
        index,
        searcher,
        languages: languages(searcher)?,
        leaves: 0,
    };
    expander.node(root, None)
}

/// The languages of the articles that a searcher sees, by code.
fn languages(searcher: &Searcher) -> tantivy::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for segment in searcher.segment_readers() {
        found.extend(stems::languages(segment)?);
    }
    Ok(found)
}

struct Expander<'a> {
    index: &'a OpenIndex,
    searcher: &'a Searcher,
    languages: BTreeSet<String>,
    leaves: usize,
}

impl Expander<'_> {
    fn node(&mut self, expr: &Expr, field: Option<Field>) -> Result<Node, SearchError> {
        let kind = match &expr.kind {
            ExprKind::All => return Ok(Node::All),
            ExprKind::And(parts) => return Ok(Node::And(self.nodes(parts, field)?)),
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
            ExprKind::Word { text, exact } => {
                let set = match *exact || !has_stems(field) {
                    true => one_word(fold(text)),
                    false => self.family(&fold(text))?,
                };
                if field == Some(Field::Id)
                    && let Some(ids) = id_range(text)
                {
                    return Ok(self.id_or_words(expr, ids, set));
                }
                LeafKind::Words(Arc::new(set))
            }
            ExprKind::Pattern { text } => LeafKind::Words(Arc::new(self.pattern(expr, text, field)?)),
            ExprKind::Fuzzy { .. }
            | ExprKind::Regex { .. }
            | ExprKind::Caps { .. }
            | ExprKind::Window { .. }
            | ExprKind::Near(_)
            | ExprKind::AtLeast { .. }
            | ExprKind::First { .. } => {
                return Err(tantivy::TantivyError::InvalidArgument(format!("`{expr}` cannot be searched yet")).into());
            }
            ExprKind::Phrase { words } => {
                let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
                if field == Some(Field::Path) {
                    return Ok(self.path(expr, words));
                }
                LeafKind::Phrase(words)
            }
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

    /// `lang:en`, `lang:en-US`, `lang:english` are all the code `en`. A pattern is taken as such.
    fn language(&mut self, expr: &Expr, part: &Expr) -> Node {
        let stated = match &part.kind {
            ExprKind::Word { text, .. } => text.clone(),
            ExprKind::Phrase { words } => words.join("-"),
            ExprKind::Pattern { text } => {
                let matching = self.languages.iter().filter(|code| matches_pattern(text, code));
                let set = WordSet {
                    terms: matching.map(|code| SetTerm::everywhere(code)).collect(),
                };
                return self.leaf(expr, Some(Field::Lang), LeafKind::Words(Arc::new(set)));
            }
            ExprKind::And(parts) => {
                let nodes = parts.iter().map(|part| self.language(part, part)).collect();
                return Node::And(nodes);
            }
            ExprKind::Or(parts) => {
                let optional = parts.iter().map(|part| self.language(part, part)).collect();
                return Node::Or {
                    required: Vec::new(),
                    optional,
                };
            }
            ExprKind::Not(part) => return Node::Not(Box::new(self.language(part, part))),
            ExprKind::Required(part) | ExprKind::Boost(part, _) => return self.language(part, part),
            // Nothing else is a name of a language.
            ExprKind::All
            | ExprKind::In(..)
            | ExprKind::Fuzzy { .. }
            | ExprKind::Regex { .. }
            | ExprKind::Caps { .. }
            | ExprKind::Window { .. }
            | ExprKind::Near(_)
            | ExprKind::AtLeast { .. }
            | ExprKind::First { .. }
            | ExprKind::Whole { .. }
            | ExprKind::Empty(_)
            | ExprKind::Published(_)
            | ExprKind::WordCount(_) => String::new(),
        };
        let set = one_word(language_code(&stated));
        self.leaf(expr, Some(Field::Lang), LeafKind::Words(Arc::new(set)))
    }

    /// A path as it is printed begins with the archive's own, which is in no kept path.
    fn path(&mut self, expr: &Expr, words: Vec<String>) -> Node {
        let archive = self
            .index
            .archive()
            .map(|archive| archive.canonicalize().unwrap_or(archive));
        let archive: Vec<String> = archive
            .iter()
            .flat_map(|archive| {
                crate::words::words(&archive.to_string_lossy())
                    .map(|word| fold(word.text))
                    .collect::<Vec<_>>()
            })
            .collect();
        let below = (1..=archive.len().min(words.len()))
            .rev()
            .find(|length| words.starts_with(&archive[archive.len() - length..]))
            .map_or(&[][..], |length| &words[length..]);
        let below = match below {
            [] => None,
            [word] => Some(LeafKind::Words(Arc::new(one_word(word.clone())))),
            words => Some(LeafKind::Phrase(words.to_vec())),
        };
        let whole = self.leaf(expr, Some(Field::Path), LeafKind::Phrase(words.clone()));
        match below {
            None => whole,
            Some(below) => {
                let below = self.leaf(expr, Some(Field::Path), below);
                Node::Or {
                    required: Vec::new(),
                    optional: vec![whole, below],
                }
            }
        }
    }

    /// `id:3f2a` is a source's id `3f2a` or a dateline id that begins so.
    fn id_or_words(&mut self, expr: &Expr, ids: RangeInclusive<u64>, set: WordSet) -> Node {
        let field = Some(Field::Id);
        Node::Or {
            required: Vec::new(),
            optional: vec![
                self.leaf(expr, field, LeafKind::IdRange(ids)),
                self.leaf(expr, field, LeafKind::Words(Arc::new(set))),
            ],
        }
    }

    /// All words of headline and body that have the stem of `word` in some language of the index,
    /// each for the articles in the languages in which it has.
    fn family(&self, word: &str) -> Result<WordSet, SearchError> {
        let mut words = BTreeSet::from([word.to_owned()]);
        for segment in self.searcher.segment_readers() {
            for language in stems::languages(segment)? {
                let stemmer = Stemmer::for_language(&language);
                if stemmer.is_identity() {
                    continue;
                }
                let stem = stemmer.stem(word);
                let table = stems::table(&self.index.folder, segment, &language, &self.index.fields)?;
                table.words_of(&stem, |member| {
                    words.insert(member.to_owned());
                });
                words.insert(stem.into_owned());
            }
        }
        let stemmers: Vec<(&String, Stemmer)> = self
            .languages
            .iter()
            .map(|code| (code, Stemmer::for_language(code)))
            .collect();
        let mut terms = Vec::new();
        for text in words {
            let codes: Vec<String> = stemmers
                .iter()
                .filter(|(_, stemmer)| stemmer.stem(&text) == stemmer.stem(word))
                .map(|(code, _)| (*code).clone())
                .collect();
            let languages = match codes.len() {
                0 => continue,
                all if all == stemmers.len() => Languages::All,
                _ => Languages::Only(codes),
            };
            terms.push(SetTerm { text, languages });
        }
        Ok(WordSet { terms })
    }

    /// All words of the field's index that match a pattern.
    fn pattern(&self, expr: &Expr, pattern: &str, field: Option<Field>) -> Result<WordSet, SearchError> {
        let regex = Regex::new(&pattern_to_regex(pattern))
            .map_err(|error| tantivy::TantivyError::InvalidArgument(format!("pattern `{pattern}`: {error}")))?;
        let mut words: BTreeMap<Vec<u8>, ()> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            for index_field in word_fields(field, &self.index.fields) {
                let inverted = segment.inverted_index(index_field)?;
                let mut stream = inverted.terms().search(&regex).into_stream()?;
                while stream.advance() {
                    words.insert(stream.key().to_vec(), ());
                }
            }
        }
        if words.len() > MAX_WORDS_OF_PATTERN {
            return Err(SearchError::TooManyWords {
                span: expr.span.clone(),
                pattern: pattern.to_owned(),
                words: words.len(),
            });
        }
        let terms = words
            .into_keys()
            .filter_map(|word| String::from_utf8(word).ok())
            .map(|text| SetTerm::everywhere(&text))
            .collect();
        Ok(WordSet { terms })
    }
}

fn one_word(text: String) -> WordSet {
    WordSet {
        terms: vec![SetTerm::everywhere(&text)],
    }
}

/// Words are looked for by stem in headline and body only; names have no stems.
fn has_stems(field: Option<Field>) -> bool {
    matches!(field, None | Some(Field::Title | Field::Body))
}

/// The regular expression of a pattern over folded words: `*` and a final `!` are any run, `?` is
/// one character.
fn pattern_to_regex(pattern: &str) -> String {
    let mut regex = String::new();
    let mut literal = String::new();
    for letter in pattern.chars() {
        let wild = match letter {
            '*' | '!' => ".*",
            '?' => ".",
            _ => {
                literal.push(letter);
                continue;
            }
        };
        regex.push_str(&fold(&literal));
        literal.clear();
        regex.push_str(wild);
    }
    regex.push_str(&fold(&literal));
    regex
}

/// True if a text matches a pattern of `*` and `?`.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    let Some(letter) = pattern.chars().next() else {
        return text.is_empty();
    };
    let rest = &pattern[letter.len_utf8()..];
    let mut tail = text.chars();
    match letter {
        '*' => (0..=text.len()).any(|at| text.get(at..).is_some_and(|tail| matches_pattern(rest, tail))),
        '?' => tail.next().is_some() && matches_pattern(rest, tail.as_str()),
        _ => tail.next() == Some(letter) && matches_pattern(rest, tail.as_str()),
    }
}

/// The ids that begin with some hexadecimal digits.
pub(super) fn id_range(digits: &str) -> Option<RangeInclusive<u64>> {
    if digits.is_empty() || digits.len() > 16 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let prefix = u64::from_str_radix(digits, 16).ok()?;
    let free_bits = 64 - 4 * digits.len() as u32;
    let first = prefix.checked_shl(free_bits).unwrap_or(0);
    let last = first | (u64::MAX.checked_shr(64 - free_bits).unwrap_or(0));
    Some(first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_folded_words() {
        assert_eq!(pattern_to_regex("Negociat*"), "negociat.*");
        assert_eq!(pattern_to_regex("*stÄn"), ".*stan");
        assert_eq!(pattern_to_regex("wom?n!"), "wom.n.*");
    }

    #[test]
    fn digits_name_the_ids_that_begin_with_them() {
        assert_eq!(id_range("f"), Some(0xf << 60..=u64::MAX));
        assert_eq!(id_range("00000000000000ff"), Some(255..=255));
        assert_eq!(id_range("xyz"), None);
    }
}
