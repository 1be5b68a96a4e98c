//! Words and names with their other spellings as nodes and parts: one set of words where each spelling
//! is a word, a clause where one of them is several.
//!
//! ```text
//! person:zelensky                {zelensky zelenskyy зеленський}
//! person:"volodymyr zelensky"    {volodymyr володимир} {zelensky зеленський} side by side
//! imf, with a names file         {imf}, or "international monetary fund"
//! ```

use std::collections::BTreeSet;
use std::sync::Arc;

use super::names::Others;
use super::placed::Parts;
use super::{Expander, is_running_text, one_word};
use crate::query::{Expr, ExprKind, Field};
use crate::search::SearchError;
use crate::search::node::{LeafKind, Node};
use crate::search::spans::Part;
use crate::search::word_set::WordSet;
use crate::words::fold;

/// Longest name of the names file that is looked for among words side by side.
const MOST_WORDS_OF_NAME: usize = 8;

impl Expander<'_> {
    /// A word, or words side by side, of a name with its other spellings.
    pub(super) fn name(&mut self, expr: &Expr, typed: &[String], field: Option<Field>) -> Result<Node, SearchError> {
        let spellings = self.spellings(typed, field)?;
        self.note_spellings(expr, field, &spellings.listed());
        let plain = match typed {
            [word] => LeafKind::Words(Arc::new(Self::widened(
                one_word(word.clone()),
                &spellings.of_whole.words,
            ))),
            _ => LeafKind::Phrase(typed.to_vec()),
        };
        let has_other_forms = match typed {
            [_] => !spellings.of_whole.rows.is_empty(),
            _ => !spellings.listed().without_wholes().is_empty(),
        };
        let mut optional = vec![match has_other_forms {
            false => self.leaf(expr, field, plain),
            true => {
                let mut parts = Parts::default();
                let part = self.spellings_part(expr, typed, field, &spellings, &mut parts);
                self.clause_of(expr, field, 1, part, parts)
            }
        }];
        for whole in spellings.of_whole.wholes {
            optional.push(self.leaf(expr, field, LeafKind::Whole(whole)));
        }
        let name = typed.join(" ");
        if self.is_corrected_to(&name, field) {
            optional.push(self.leaf(expr, Some(Field::Entity), LeafKind::Whole(name)));
        }
        Ok(any_of(optional))
    }

    /// A word, or words side by side, of a name inside a clause.
    pub(super) fn name_part(
        &mut self,
        expr: &Expr,
        typed: &[String],
        field: Option<Field>,
        parts: &mut Parts,
    ) -> Result<Part, SearchError> {
        let mut spellings = self.spellings(typed, field)?;
        // What must be a whole name stands near nothing.
        spellings.of_whole.wholes.clear();
        self.note_spellings(expr, field, &spellings.listed());
        Ok(self.spellings_part(expr, typed, field, &spellings, parts))
    }

    fn spellings(&self, typed: &[String], field: Option<Field>) -> Result<NameSpellings, SearchError> {
        let mut of_words = Vec::new();
        if typed.len() > 1 {
            for word in typed {
                // Only a word stands in the place of a word.
                of_words.push(self.others(std::slice::from_ref(word), field)?.words);
            }
        }
        Ok(NameSpellings {
            of_whole: self.others(typed, field)?,
            of_words,
        })
    }

    /// Typed words side by side, each in its spellings, or any other spelling of the whole.
    fn spellings_part(
        &mut self,
        expr: &Expr,
        typed: &[String],
        field: Option<Field>,
        spellings: &NameSpellings,
        parts: &mut Parts,
    ) -> Part {
        let of_whole = &spellings.of_whole;
        let mut sides = Vec::new();
        let leaf = match typed {
            [word] => {
                let set = Self::widened(one_word(word.clone()), &of_whole.words);
                let (slot, leaf) = self.word_slot(expr, field, set, parts);
                sides.push(Part::Word { slot, leaf });
                leaf
            }
            _ => {
                let leaf = self.phrase_leaf(expr, typed, field, parts);
                let none = BTreeSet::new();
                let slots = typed.iter().enumerate().map(|(number, word)| {
                    let others = spellings.of_words.get(number).unwrap_or(&none);
                    parts.slot(Self::widened(one_word(word.clone()), others), None)
                });
                let slots = slots.collect();
                sides.push(Part::Phrase { slots, leaf });
                if !of_whole.words.is_empty() {
                    let set = Self::widened(WordSet::default(), &of_whole.words);
                    let slot = parts.slot(set, None);
                    sides.push(Part::Word { slot, leaf });
                }
                leaf
            }
        };
        sides.extend(row_parts(&of_whole.rows, leaf, parts));
        any_part(sides)
    }

    /// A word of headline and text: its family by stem, and its other spellings.
    pub(super) fn text_word(
        &mut self,
        expr: &Expr,
        word: &str,
        field: Option<Field>,
        parts: &mut Parts,
    ) -> Result<Part, SearchError> {
        let others = self.others(&[word.to_owned()], field)?;
        self.note_spellings(expr, field, &others);
        let set = Self::widened(self.family(word)?, &others.words);
        let (slot, leaf) = self.word_slot(expr, field, set, parts);
        let mut sides = vec![Part::Word { slot, leaf }];
        sides.extend(row_parts(&others.rows, leaf, parts));
        Ok(any_part(sides))
    }

    /// The parts of an AND in headline and text, with the names of the names file that several of
    /// them make up: `volodymyr zelensky` is both words, or any other spelling of that name.
    pub(super) fn all_of(&mut self, parts: &[Expr], field: Option<Field>) -> Result<Vec<Node>, SearchError> {
        let mut nodes = Vec::new();
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            let Some(typed) = self.name_of_file(parts.get(at..).unwrap_or_default(), field) else {
                nodes.push(self.node(part, field)?);
                at += 1;
                continue;
            };
            let words = parts.get(at..at + typed.len()).unwrap_or_default();
            at += typed.len();
            let both: Result<Vec<Node>, SearchError> = words.iter().map(|part| self.node(part, field)).collect();
            let mut optional = vec![Node::And(both?)];
            let whole = Expr {
                kind: ExprKind::Phrase { words: typed.clone() },
                span: words.first().map_or(0, |word| word.span.start)..words.last().map_or(0, |word| word.span.end),
            };
            let others = self.others(&typed, field)?;
            self.note_spellings(&whole, field, &others);
            let mut clause = Parts::default();
            if !others.is_empty() {
                let leaf = self.phrase_leaf(&whole, &typed, field, &mut clause);
                let mut sides = Vec::new();
                if !others.words.is_empty() {
                    let slot = clause.slot(Self::widened(WordSet::default(), &others.words), None);
                    sides.push(Part::Word { slot, leaf });
                }
                sides.extend(row_parts(&others.rows, leaf, &mut clause));
                let clause = self.clause_of(&whole, field, 1, any_part(sides), clause);
                optional.push(clause);
            }
            nodes.push(any_of(optional));
        }
        Ok(nodes)
    }

    /// The longest name of the names file that the first parts make up, of at least two words.
    fn name_of_file(&self, parts: &[Expr], field: Option<Field>) -> Option<Vec<String>> {
        if self.names.file.is_empty() || !is_running_text(field) {
            return None;
        }
        let mut typed = Vec::new();
        let mut longest = None;
        for part in parts.iter().take(MOST_WORDS_OF_NAME) {
            let ExprKind::Word { text, exact: false } = &part.kind else {
                break;
            };
            typed.push(fold(text));
            if typed.len() > 1 && self.names.file.line_of(&typed.join(" ")).is_some() {
                longest = Some(typed.clone());
            }
        }
        longest
    }
}

/// The other spellings of a name of one or several words.
struct NameSpellings {
    /// Of the whole.
    of_whole: Others,
    /// Of each word, if there are several.
    of_words: Vec<BTreeSet<String>>,
}

impl NameSpellings {
    /// All of them, to be told.
    fn listed(&self) -> Others {
        let mut all = self.of_whole.clone();
        all.words.extend(self.of_words.iter().flatten().cloned());
        all
    }
}

fn row_parts(rows: &BTreeSet<Vec<String>>, leaf: usize, parts: &mut Parts) -> Vec<Part> {
    let mut phrases = Vec::new();
    for row in rows {
        let slots = parts.words(row);
        phrases.push(Part::Phrase { slots, leaf });
    }
    phrases
}

fn any_part(mut sides: Vec<Part>) -> Part {
    match sides.len() {
        1 => sides.remove(0),
        _ => Part::Any(sides),
    }
}

fn any_of(mut optional: Vec<Node>) -> Node {
    match optional.len() {
        1 => optional.remove(0),
        _ => Node::Or {
            required: Vec::new(),
            optional,
        },
    }
}
