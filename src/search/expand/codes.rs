//! Fields that hold codes and addresses: languages, paths, ids.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::{Expander, one_word};
use crate::ingest::language_code;
use crate::query::{Expr, ExprKind, Field};
use crate::search::node::{LeafKind, Node};
use crate::search::word_set::{SetTerm, WordSet};
use crate::words::fold;

impl Expander<'_> {
    /// `lang:en`, `lang:en-US`, `lang:english` are all the code `en`. A pattern is taken as such.
    pub(super) fn language(&mut self, expr: &Expr, part: &Expr) -> Node {
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
            | ExprKind::WordCount(_)
            | ExprKind::Copies(_)
            | ExprKind::Story(_) => String::new(),
        };
        let set = one_word(language_code(&stated));
        self.leaf(expr, Some(Field::Lang), LeafKind::Words(Arc::new(set)))
    }

    /// A path as it is printed begins with the archive's own, which is in no kept path.
    pub(super) fn path(&mut self, expr: &Expr, words: Vec<String>) -> Node {
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
    pub(super) fn id_or_words(&mut self, expr: &Expr, ids: RangeInclusive<u64>, set: WordSet) -> Node {
        let field = Some(Field::Id);
        Node::Or {
            required: Vec::new(),
            optional: vec![
                self.leaf(expr, field, LeafKind::IdRange(ids)),
                self.leaf(expr, field, LeafKind::Words(Arc::new(set))),
            ],
        }
    }
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
pub fn id_range(digits: &str) -> Option<RangeInclusive<u64>> {
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
    fn digits_name_the_ids_that_begin_with_them() {
        assert_eq!(id_range("f"), Some(0xf << 60..=u64::MAX));
        assert_eq!(id_range("00000000000000ff"), Some(255..=255));
        assert_eq!(id_range("xyz"), None);
    }
}
