//! Parts that ask where words stand, to clauses for the evaluator.

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::{Expander, MAX_WORDS_OF_PLACED, holds_names, is_running_text, not_placed, one_word};
use crate::query::{Expr, ExprKind, Field};
use crate::search::SearchError;
use crate::search::clause::{Clause, Slot};
use crate::search::node::{Leaf, LeafKind, Node};
use crate::search::spans::{Near, Part, Rule};
use crate::search::word_set::WordSet;
use crate::words::fold;

/// The slots and leaves of a clause that is being made.
#[derive(Default)]
pub(super) struct Parts {
    slots: Vec<Slot>,
    leaves: Vec<Leaf>,
}

impl Parts {
    /// The number of a new slot. Equal sets have slots of their own: each is gone through at its own
    /// pace.
    pub(super) fn slot(&mut self, set: WordSet, printed: Option<String>) -> usize {
        self.slots.push(Slot {
            set: Arc::new(set),
            printed,
        });
        self.slots.len() - 1
    }

    /// A slot for each of some words, as typed.
    pub(super) fn words(&mut self, words: &[String]) -> Vec<usize> {
        words.iter().map(|word| self.slot(one_word(fold(word)), None)).collect()
    }
}

impl Expander<'_> {
    /// The clause of a part that stands at places; `whole` is how it was written with its count.
    pub(super) fn clause(
        &mut self,
        whole: &Expr,
        placed: &Expr,
        field: Option<Field>,
        least: u32,
    ) -> Result<Node, SearchError> {
        if matches!(
            field,
            Some(Field::Lang | Field::Path | Field::Id | Field::Date | Field::Words)
        ) {
            return Err(not_placed(whole));
        }
        let mut parts = Parts::default();
        let part = self.part(placed, field, &mut parts)?;
        Ok(self.clause_of(whole, field, least, part, parts))
    }

    /// The clause of a part whose slots and leaves are known.
    pub(super) fn clause_of(&self, whole: &Expr, field: Option<Field>, least: u32, part: Part, parts: Parts) -> Node {
        Node::Placed(Arc::new(Clause {
            written: match field {
                Some(field) => format!("{}:({whole})", field.name()),
                None => whole.to_string(),
            },
            field,
            part,
            least,
            slots: parts.slots,
            leaves: parts.leaves,
        }))
    }

    fn part(&mut self, expr: &Expr, field: Option<Field>, parts: &mut Parts) -> Result<Part, SearchError> {
        Ok(match &expr.kind {
            ExprKind::Word { text, exact: false } if is_running_text(field) => {
                self.text_word(expr, &fold(text), field, parts)?
            }
            ExprKind::Word { text, exact: false } if holds_names(field) => {
                self.name_part(expr, &[fold(text)], field, parts)?
            }
            ExprKind::Phrase { words } if holds_names(field) => {
                let typed: Vec<String> = words.iter().map(|word| fold(word)).collect();
                self.name_part(expr, &typed, field, parts)?
            }
            ExprKind::Word { text, .. } => self.one_slot(expr, field, one_word(fold(text)), parts),
            ExprKind::Pattern { .. } | ExprKind::Fuzzy { .. } | ExprKind::Regex { .. } => {
                let set = self.wide_set(expr, field, MAX_WORDS_OF_PLACED)?;
                self.one_slot(expr, field, set, parts)
            }
            ExprKind::Phrase { words } => Part::Phrase {
                leaf: self.phrase_leaf(expr, words, field, parts),
                slots: parts.words(words),
            },
            ExprKind::Caps { words } => {
                let leaf = self.phrase_leaf(expr, words, field, parts);
                let slots: Vec<usize> = words
                    .iter()
                    .map(|word| parts.slot(one_word(fold(word)), Some(word.nfc().collect())))
                    .collect();
                match slots.as_slice() {
                    [slot] => Part::Word { slot: *slot, leaf },
                    _ => Part::Phrase { slots, leaf },
                }
            }
            ExprKind::Window { words, slack } => {
                let leaf = self.phrase_leaf(expr, words, field, parts);
                let mut counted: Vec<(String, usize, u32)> = Vec::new();
                for word in words.iter().map(|word| fold(word)) {
                    match counted.iter_mut().find(|(known, ..)| *known == word) {
                        Some((.., times)) => *times += 1,
                        None => {
                            let slot = parts.slot(one_word(word.clone()), None);
                            counted.push((word, slot, 1));
                        }
                    }
                }
                Part::Window {
                    words: counted.into_iter().map(|(_, slot, times)| (slot, times)).collect(),
                    length: slack.saturating_add(words.len() as u32),
                    leaf,
                }
            }
            ExprKind::Near(near) => Part::Near(Box::new(Near {
                left: self.part(&near.left, field, parts)?,
                right: self.part(&near.right, field, parts)?,
                rule: Rule {
                    within: near.within,
                    ordered: near.ordered,
                },
                negated: near.negated,
            })),
            ExprKind::First { words, part } => Part::First {
                words: *words,
                part: Box::new(self.part(part, field, parts)?),
            },
            ExprKind::Or(sides) => {
                let sides: Result<Vec<Part>, SearchError> =
                    sides.iter().map(|side| self.part(side, field, parts)).collect();
                Part::Any(sides?)
            }
            // The parser lets none of these in.
            ExprKind::All
            | ExprKind::And(_)
            | ExprKind::Not(_)
            | ExprKind::Required(_)
            | ExprKind::In(..)
            | ExprKind::Whole { .. }
            | ExprKind::Empty(_)
            | ExprKind::Published(_)
            | ExprKind::WordCount(_)
            | ExprKind::Copies(_)
            | ExprKind::Story(_)
            | ExprKind::AtLeast { .. }
            | ExprKind::Boost(..) => return Err(not_placed(expr)),
        })
    }

    fn one_slot(&mut self, expr: &Expr, field: Option<Field>, set: WordSet, parts: &mut Parts) -> Part {
        let (slot, leaf) = self.word_slot(expr, field, set, parts);
        Part::Word { slot, leaf }
    }

    /// The numbers of a new slot and of its leaf.
    pub(super) fn word_slot(
        &mut self,
        expr: &Expr,
        field: Option<Field>,
        set: WordSet,
        parts: &mut Parts,
    ) -> (usize, usize) {
        let slot = parts.slot(set, None);
        let set = parts
            .slots
            .get(slot)
            .map(|slot| Arc::clone(&slot.set))
            .unwrap_or_default();
        let leaf = self.placed_leaf(expr.span.clone(), field, LeafKind::Words(set), parts);
        (slot, leaf)
    }

    pub(super) fn phrase_leaf(
        &mut self,
        expr: &Expr,
        words: &[String],
        field: Option<Field>,
        parts: &mut Parts,
    ) -> usize {
        let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
        self.placed_leaf(expr.span.clone(), field, LeafKind::Phrase(folded), parts)
    }

    fn placed_leaf(&mut self, span: Range<usize>, field: Option<Field>, kind: LeafKind, parts: &mut Parts) -> usize {
        let number = self.leaves;
        self.leaves += 1;
        parts.leaves.push(Leaf {
            number,
            span,
            field,
            kind,
        });
        number
    }
}
