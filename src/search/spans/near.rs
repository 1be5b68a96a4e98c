//! Which pairs of spans are near each other.

use super::{MAX_PAIRS_PER_TEXT, Span, Text, TooManyPairs};
use crate::query::Within;

/// Which pairs of spans are near.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// How near.
    pub within: Within,
    /// True if the left span must end before the right one begins.
    pub ordered: bool,
}

/// Where to look after a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// At the next pair.
    Pair,
    /// At the pairs of the next left span.
    Left,
    /// At no other pair.
    Stop,
}

/// Pairs that may still be looked at in a text.
#[derive(Debug)]
pub struct Budget(u32);

impl Budget {
    /// All of [`MAX_PAIRS_PER_TEXT`].
    pub fn full() -> Budget {
        Budget(MAX_PAIRS_PER_TEXT)
    }

    /// Takes one pair from what is left.
    pub fn spend(&mut self) -> Result<(), TooManyPairs> {
        self.0 = self.0.checked_sub(1).ok_or(TooManyPairs)?;
        Ok(())
    }
}

impl Rule {
    /// True if the rule asks where sentences or paragraphs begin.
    pub fn asks_for_bounds(&self) -> bool {
        match self.within {
            Within::Steps(_) => false,
            Within::Sentence | Within::Paragraph => true,
        }
    }

    /// Calls `found` with every pair of different spans that is near, in the order of the left
    /// ones, and goes on as it answers. Both lists are in order.
    pub fn pairs(
        self,
        left: &[Span],
        right: &[Span],
        text: &Text<'_>,
        budget: &mut Budget,
        mut found: impl FnMut(Span, Span) -> Next,
    ) -> Result<(), TooManyPairs> {
        let longest = right.iter().map(|span| span.last - span.first).max().unwrap_or(0);
        // The reaches of one left span after the other begin further on, but for spans in each other.
        let (mut from, mut first_before) = (0, 0);
        for one in left {
            let Some(reach) = self.reach(*one, longest, text) else {
                continue;
            };
            if reach.first < first_before {
                from = 0;
            }
            first_before = reach.first;
            from += first_at_least(&right[from..], reach.first);
            for other in right[from..].iter().take_while(|other| other.first <= reach.last) {
                budget.spend()?;
                if one == other || !self.is_near(*one, *other, reach) {
                    continue;
                }
                match found(*one, *other) {
                    Next::Pair => {}
                    Next::Left => break,
                    Next::Stop => return Ok(()),
                }
            }
        }
        Ok(())
    }

    /// Calls `found` with the shortest pair of each first word, for words near words by position,
    /// in order: the word with the next one of the other side. One walk along both lists, for as long as
    /// `found` answers true.
    ///
    /// ```text
    /// left      2       5          12
    /// right         4       7   9           within 3: 2 4, 4 5, 5 7, 9 12; in order: 2 4, 5 7
    /// ```
    pub fn shortest_pairs_of_words(
        self,
        steps: u32,
        left: &[u32],
        right: &[u32],
        mut found: impl FnMut(u32, u32) -> bool,
    ) {
        let (mut left, mut right) = (left, right);
        let mut goes_on = true;
        let mut offer = |first: u32, last: u32| {
            if last - first <= steps {
                goes_on = found(first, last);
            }
            goes_on
        };
        while let ([one, after_one @ ..], [other, after_other @ ..]) = (left, right) {
            if one < other {
                if !offer(*one, *other) {
                    return;
                }
                left = after_one;
            } else if other < one {
                if !self.ordered && !offer(*other, *one) {
                    return;
                }
                right = after_other;
            } else {
                // A word of both sides: the next of either is the other one.
                let next = match self.ordered {
                    true => after_other.first(),
                    false => after_one.first().into_iter().chain(after_other.first()).min(),
                };
                if next.is_some_and(|next| !offer(*one, *next)) {
                    return;
                }
                (left, right) = (after_one, after_other);
            }
        }
    }

    /// The positions among which a right span begins that may be near a left one; `None` if there
    /// can be none.
    fn reach(self, one: Span, longest: u32, text: &Text<'_>) -> Option<Span> {
        let (first, last) = match self.within {
            Within::Steps(steps) => (
                one.first.saturating_sub(steps).saturating_sub(longest),
                one.last.saturating_add(steps),
            ),
            Within::Sentence => unit_around(text.sentences, one)?,
            Within::Paragraph => unit_around(text.paragraphs, one)?,
        };
        let first = match self.ordered {
            true => first.max(one.last.checked_add(1)?),
            false => first,
        };
        (first <= last).then_some(Span { first, last })
    }

    /// The right span begins inside the reach; what is left to ask is where it ends.
    fn is_near(self, one: Span, other: Span, reach: Span) -> bool {
        match self.within {
            Within::Steps(steps) => other.last >= one.first || one.first - other.last <= steps,
            Within::Sentence | Within::Paragraph => other.last <= reach.last,
        }
    }
}

/// How many spans begin before a position: the near ones are looked at first.
fn first_at_least(spans: &[Span], first: u32) -> usize {
    /// Beyond so many, halving is quicker.
    const LOOKED_AT: usize = 8;
    match spans.iter().take(LOOKED_AT).position(|span| span.first >= first) {
        Some(at) => at,
        None => spans.partition_point(|span| span.first < first),
    }
}

/// First and last position of the sentence or paragraph in which a span lies as a whole.
fn unit_around(starts: &[u32], span: Span) -> Option<(u32, u32)> {
    let next = starts.partition_point(|start| *start <= span.first);
    let first = next.checked_sub(1).and_then(|at| starts.get(at)).copied().unwrap_or(0);
    let last = starts.get(next).map_or(u32::MAX, |start| start - 1);
    (span.last <= last).then_some((first, last))
}
