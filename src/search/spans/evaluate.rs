//! From the places of words to the spans of a part, and from spans to the words that make them.

use super::near::{Budget, Next};
use super::window::windows;
use super::{MAX_PAIRS_PER_TEXT, Near, Part, Span, Text, TooManyPairs};
use crate::query::Within;

/// A word, or a run of neighbours, that takes part in a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Witness {
    /// Where it stands.
    pub span: Span,
    /// Number of the leaf in the query that it is a match of.
    pub leaf: usize,
}

/// Finds the spans of parts. Keeps its buffers, so that one evaluator for many texts allocates
/// little.
#[derive(Debug, Default)]
pub struct Evaluator {
    free: Vec<Vec<Span>>,
}

impl Evaluator {
    /// Fills `found` with the spans of a part in a text, in order, each once.
    ///
    /// # Errors
    /// [`TooManyPairs`] where the work is more than [`super::MAX_PAIRS_PER_TEXT`] pairs.
    pub fn spans(&mut self, part: &Part, text: &Text<'_>, found: &mut Vec<Span>) -> Result<(), TooManyPairs> {
        self.evaluate(part, text, &mut Budget::full(), found)
    }

    /// Fills `found` with the shortest span of each first word, in order.
    ///
    /// # Errors
    /// As [`spans`](Self::spans).
    pub fn shortest_spans(&mut self, part: &Part, text: &Text<'_>, found: &mut Vec<Span>) -> Result<(), TooManyPairs> {
        if let Part::Near(near) = part
            && let Some((steps, left, right)) = words_near_words(near, text)
        {
            found.clear();
            let push = |first, last| {
                found.push(Span { first, last });
                true
            };
            near.rule.shortest_pairs_of_words(steps, left, right, push);
            return Ok(());
        }
        self.spans(part, text, found)?;
        found.dedup_by_key(|span| span.first);
        Ok(())
    }

    /// True if a part has a span in a text. Looks no further than the first pair of the outermost
    /// proximity.
    ///
    /// # Errors
    /// As [`spans`](Self::spans).
    pub fn any(&mut self, part: &Part, text: &Text<'_>) -> Result<bool, TooManyPairs> {
        let mut budget = Budget::full();
        if let Part::Near(near) = part
            && !near.negated
        {
            let mut any = false;
            if let Some((steps, left, right)) = words_near_words(near, text) {
                near.rule.shortest_pairs_of_words(steps, left, right, |_, _| {
                    any = true;
                    false
                });
                return Ok(any);
            }
            self.with_sides(near, text, &mut budget, |left, right, budget| {
                near.rule.pairs(left, right, text, budget, |_, _| {
                    any = true;
                    Next::Stop
                })
            })?;
            return Ok(any);
        }
        let mut found = self.take();
        let outcome = self.evaluate(part, text, &mut budget, &mut found);
        let any = !found.is_empty();
        self.give(found);
        outcome.map(|()| any)
    }

    /// Adds the words that make some spans of a part. `needed` are spans of the part, in order.
    ///
    /// # Errors
    /// As [`spans`](Self::spans).
    pub fn witnesses(
        &mut self,
        part: &Part,
        text: &Text<'_>,
        needed: &[Span],
        found: &mut Vec<Witness>,
    ) -> Result<(), TooManyPairs> {
        if needed.is_empty() {
            return Ok(());
        }
        match part {
            Part::Word { leaf, .. } | Part::Phrase { leaf, .. } => {
                found.extend(needed.iter().map(|span| Witness {
                    span: *span,
                    leaf: *leaf,
                }));
            }
            Part::Any(parts) => {
                for part in parts {
                    let mut spans = self.take();
                    self.spans(part, text, &mut spans)?;
                    spans.retain(|span| needed.binary_search(span).is_ok());
                    self.witnesses(part, text, &spans, found)?;
                    self.give(spans);
                }
            }
            Part::Near(near) if near.negated => self.witnesses(&near.left, text, needed, found)?,
            Part::Near(near) => self.witnesses_of_pairs(near, text, needed, found)?,
            Part::Window { words, leaf, .. } => {
                for span in needed {
                    for (slot, _) in words {
                        let places = text.places.get(*slot).map_or(&[][..], Vec::as_slice);
                        let from = places.partition_point(|place| *place < span.first);
                        let to = places.partition_point(|place| *place <= span.last);
                        let inside = places.get(from..to).unwrap_or_default();
                        // A word that is there once more lies in the match as well.
                        found.extend(inside.iter().map(|place| Witness {
                            span: one_word(*place),
                            leaf: *leaf,
                        }));
                    }
                }
                found.sort_unstable();
                found.dedup();
            }
            Part::First { part, .. } => self.witnesses(part, text, needed, found)?,
        }
        Ok(())
    }

    fn witnesses_of_pairs(
        &mut self,
        near: &Near,
        text: &Text<'_>,
        needed: &[Span],
        found: &mut Vec<Witness>,
    ) -> Result<(), TooManyPairs> {
        let (mut of_left, mut of_right) = (self.take(), self.take());
        self.with_sides(near, text, &mut Budget::full(), |left, right, budget| {
            near.rule.pairs(left, right, text, budget, |one, other| {
                if needed.binary_search(&hull(one, other)).is_ok() {
                    of_left.push(one);
                    of_right.push(other);
                }
                Next::Pair
            })
        })?;
        tidy(&mut of_left);
        tidy(&mut of_right);
        self.witnesses(&near.left, text, &of_left, found)?;
        self.witnesses(&near.right, text, &of_right, found)?;
        self.give(of_left);
        self.give(of_right);
        Ok(())
    }

    fn evaluate(
        &mut self,
        part: &Part,
        text: &Text<'_>,
        budget: &mut Budget,
        found: &mut Vec<Span>,
    ) -> Result<(), TooManyPairs> {
        found.clear();
        match part {
            Part::Word { slot, .. } => {
                let places = text.places.get(*slot).map_or(&[][..], Vec::as_slice);
                found.extend(places.iter().map(|place| one_word(*place)));
            }
            Part::Phrase { slots, .. } => phrases(slots, text, found),
            Part::Any(parts) => {
                let mut spans = self.take();
                for part in parts {
                    self.evaluate(part, text, budget, &mut spans)?;
                    found.extend_from_slice(&spans);
                }
                self.give(spans);
                tidy(found);
            }
            Part::Near(near) => self.with_sides(near, text, budget, |left, right, budget| match near.negated {
                false => {
                    near.rule.pairs(left, right, text, budget, |one, other| {
                        found.push(hull(one, other));
                        Next::Pair
                    })?;
                    tidy(found);
                    Ok(())
                }
                true => {
                    let mut alone = left.iter().copied().peekable();
                    near.rule.pairs(left, right, text, budget, |one, _| {
                        found.extend(std::iter::from_fn(|| alone.next_if(|other| *other < one)));
                        alone.next();
                        Next::Left
                    })?;
                    found.extend(alone);
                    Ok(())
                }
            })?,
            Part::Window { words, length, .. } => windows(words, *length, text, budget, found)?,
            Part::First { words, part } => {
                if text.is_body {
                    self.evaluate(part, text, budget, found)?;
                    found.retain(|span| span.last < *words);
                }
            }
        }
        Ok(())
    }

    /// Calls `work` with the spans of both sides.
    fn with_sides(
        &mut self,
        near: &Near,
        text: &Text<'_>,
        budget: &mut Budget,
        work: impl FnOnce(&[Span], &[Span], &mut Budget) -> Result<(), TooManyPairs>,
    ) -> Result<(), TooManyPairs> {
        let (mut left, mut right) = (self.take(), self.take());
        self.evaluate(&near.left, text, budget, &mut left)?;
        if !left.is_empty() {
            self.evaluate(&near.right, text, budget, &mut right)?;
            work(&left, &right, budget)?;
        }
        self.give(left);
        self.give(right);
        Ok(())
    }

    fn take(&mut self) -> Vec<Span> {
        self.free.pop().unwrap_or_default()
    }

    fn give(&mut self, mut buffer: Vec<Span>) {
        buffer.clear();
        self.free.push(buffer);
    }
}

/// The steps and the places of both sides, if these are words and no more of them than may be paired.
fn words_near_words<'a>(near: &Near, text: &Text<'a>) -> Option<(u32, &'a [u32], &'a [u32])> {
    let places = |part: &Part| match part {
        Part::Word { slot, .. } => text.places.get(*slot).map(Vec::as_slice),
        _ => None,
    };
    let (left, right) = (places(&near.left)?, places(&near.right)?);
    let may_be_paired = left.len().saturating_mul(right.len()) <= MAX_PAIRS_PER_TEXT as usize;
    match near.rule.within {
        Within::Steps(steps) if !near.negated && may_be_paired => Some((steps, left, right)),
        _ => None,
    }
}

fn phrases(slots: &[usize], text: &Text<'_>, found: &mut Vec<Span>) {
    let places = |slot: &usize| text.places.get(*slot).map_or(&[][..], Vec::as_slice);
    let Some((first, others)) = slots.split_first() else {
        return;
    };
    let last_offset = others.len() as u32;
    let follows = |start: u32| {
        (1..)
            .zip(others)
            .all(|(offset, slot)| places(slot).binary_search(&(start + offset)).is_ok())
    };
    found.extend(places(first).iter().filter(|start| follows(**start)).map(|start| Span {
        first: *start,
        last: *start + last_offset,
    }));
}

fn one_word(place: u32) -> Span {
    Span {
        first: place,
        last: place,
    }
}

fn hull(one: Span, other: Span) -> Span {
    Span {
        first: one.first.min(other.first),
        last: one.last.max(other.last),
    }
}

fn tidy(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup();
}
