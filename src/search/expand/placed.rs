//! Parts that ask where words stand, to clauses for the evaluator.

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::{Expander, MAX_WORDS_OF_PLACED, not_placed, one_word};
use crate::query::{Expr, ExprKind, Field};
use crate::search::SearchError;
use crate::search::clause::{Clause, Slot};
use crate::search::node::{Leaf, LeafKind, Node};
use crate::search::spans::{Near, Part, Rule};
use crate::search::word_set::WordSet;
use crate::words::fold;

/// The slots and leaves of a clause that is being made.
#[derive(Default)]
struct Parts {
    slots: Vec<Slot>,
    leaves: Vec<Leaf>,
}

impl Parts {
    /// The number of a slot; equal ones are one.
    fn slot(&mut self, set: WordSet, printed: Option<String>) -> usize {
        let slot = Slot {
            set: Arc::new(set),
            printed,
        };
        match self.slots.iter().position(|known| *known == slot) {
            Some(number) => number,
            None => {
                self.slots.push(slot);
                self.slots.len() - 1
            }
        }
    }

    fn words(&mut self, words: &[String]) -> Vec<usize> {
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
        Ok(Node::Placed(Arc::new(Clause {
            written: match field {
                Some(field) => format!("{}:({whole})", field.name()),
                None => whole.to_string(),
            },
            field,
            part,
            least,
            slots: parts.slots,
            leaves: parts.leaves,
        })))
    }

    fn part(&mut self, expr: &Expr, field: Option<Field>, parts: &mut Parts) -> Result<Part, SearchError> {
        Ok(match &expr.kind {
            ExprKind::Word { text, exact } => {
                let set = self.word(text, *exact, field)?;
                self.one_slot(expr.span.clone(), field, set, parts)
            }
            ExprKind::Pattern { .. } | ExprKind::Fuzzy { .. } | ExprKind::Regex { .. } => {
                let set = self.wide_set(expr, field, MAX_WORDS_OF_PLACED)?;
                self.one_slot(expr.span.clone(), field, set, parts)
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
                let mut counted: Vec<(usize, u32)> = Vec::new();
                for slot in parts.words(words) {
                    match counted.iter_mut().find(|(known, _)| *known == slot) {
                        Some((_, times)) => *times += 1,
                        None => counted.push((slot, 1)),
                    }
                }
                Part::Window {
                    words: counted,
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
            | ExprKind::AtLeast { .. }
            | ExprKind::Boost(..) => return Err(not_placed(expr)),
        })
    }

    fn one_slot(&mut self, span: Range<usize>, field: Option<Field>, set: WordSet, parts: &mut Parts) -> Part {
        let slot = parts.slot(set, None);
        let set = parts
            .slots
            .get(slot)
            .map(|slot| Arc::clone(&slot.set))
            .unwrap_or_default();
        let leaf = self.placed_leaf(span, field, LeafKind::Words(set), parts);
        Part::Word { slot, leaf }
    }

    fn phrase_leaf(&mut self, expr: &Expr, words: &[String], field: Option<Field>, parts: &mut Parts) -> usize {
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
