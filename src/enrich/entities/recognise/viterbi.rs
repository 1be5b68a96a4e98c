//! The best row of tags for a window, in 16-bit numbers.

use super::tags::{LANES, TAGS, may_follow};

/// Scores of the tags of one token.
pub type Scores = [i16; LANES];

/// A score that nothing reaches by chance: a forbidden tag.
const FORBIDDEN: i16 = -15_000;

/// Scores beyond these are brought back to 0, so that a long window cannot overflow.
const COMFORTABLE: std::ops::RangeInclusive<i16> = -3_000..=6_000;

/// After so many tokens that is looked at.
const REBASED_TOKENS: usize = 4;

/// The tags before which a name has ended.
const ENDED: &[u8] = &[0, 3, 4, 7, 8, 11, 12];

/// The tags that may stand before a tag.
fn before(tag: usize) -> &'static [u8] {
    match tag {
        2 | 3 => &[1, 2],
        6 | 7 => &[5, 6],
        10 | 11 => &[9, 10],
        _ => ENDED,
    }
}

/// What it is worth that one tag follows another.
#[derive(Clone, Copy, Debug)]
pub struct Transitions {
    /// By the first tag, then the second.
    rows: [Scores; LANES],
}

impl Transitions {
    /// Reads them from little-endian numbers, tag by tag. Pairs that cannot be are forbidden whatever
    /// stands there. Returns None if the length is not 13 × 13 × 2 bytes.
    pub fn read(bytes: &[u8]) -> Option<Transitions> {
        if bytes.len() != TAGS * TAGS * 2 {
            return None;
        }
        let mut rows = [[FORBIDDEN; LANES]; LANES];
        for (place, number) in bytes.chunks_exact(2).enumerate() {
            let (first, second) = (place / TAGS, place % TAGS);
            if may_follow(first, second) {
                rows[first][second] = i16::from_le_bytes([number[0], number[1]]).clamp(-5_000, 5_000);
            }
        }
        Some(Transitions { rows })
    }

    /// Finds the best tags for the scores of a window's tokens. `reached` is room to work in.
    pub fn best_tags(&self, scores: &[Scores], reached: &mut Vec<Scores>, tags: &mut [u8]) {
        reached.clear();
        let Some(first) = scores.first() else {
            return;
        };
        let mut row = [FORBIDDEN; LANES];
        for (slot, (own, step)) in row.iter_mut().zip(first.iter().zip(&self.rows[0])) {
            *slot = own.saturating_add(*step).max(FORBIDDEN);
        }
        reached.push(row);
        for own in &scores[1..] {
            let mut best = [FORBIDDEN; LANES];
            // Forbidden steps stay far below all others, so that nothing need be asked.
            for (before, rows) in row.iter().zip(&self.rows).take(TAGS) {
                best = std::array::from_fn(|tag| best[tag].max(before.saturating_add(rows[tag])));
            }
            for (slot, (best, own)) in row.iter_mut().zip(best.iter().zip(own)) {
                *slot = best.saturating_add(*own).max(FORBIDDEN);
            }
            let is_due = reached.len().is_multiple_of(REBASED_TOKENS);
            let top = if is_due {
                row[..TAGS].iter().copied().max().unwrap_or(0)
            } else {
                0
            };
            if !COMFORTABLE.contains(&top) {
                for slot in &mut row {
                    *slot = slot.saturating_sub(top).max(FORBIDDEN);
                }
            }
            reached.push(row);
        }
        self.walk_back(reached, tags);
    }

    fn walk_back(&self, reached: &[Scores], tags: &mut [u8]) {
        let mut next = 0;
        for (place, row) in reached.iter().enumerate().rev() {
            let mut best = (i16::MIN, 0);
            for &tag in before(next) {
                let tag = usize::from(tag);
                let score = row[tag].saturating_add(self.rows[tag][next]);
                if score > best.0 {
                    best = (score, tag);
                }
            }
            next = best.1;
            if let Some(slot) = tags.get_mut(place) {
                *slot = next as u8;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tags::is_open;
    use super::*;

    #[test]
    fn the_tags_before_a_tag_are_those_that_it_may_follow() {
        for tag in 0..TAGS {
            let allowed: Vec<u8> = (0..TAGS)
                .filter(|first| may_follow(*first, tag))
                .map(|first| first as u8)
                .collect();
            assert_eq!(before(tag), allowed);
        }
    }

    /// The best score by trying every row of tags.
    fn by_trying(transitions: &Transitions, scores: &[Scores], before: usize) -> i32 {
        let Some((own, rest)) = scores.split_first() else {
            return if is_open(before) {
                -1_000_000
            } else {
                i32::from(transitions.rows[before][0])
            };
        };
        (0..TAGS)
            .filter(|&tag| may_follow(before, tag))
            .map(|tag| {
                i32::from(transitions.rows[before][tag]) + i32::from(own[tag]) + by_trying(transitions, rest, tag)
            })
            .max()
            .unwrap_or(-1_000_000)
    }

    proptest! {
        #[test]
        fn no_row_of_tags_is_better(
            numbers in proptest::collection::vec(-200_i16..200, TAGS * TAGS),
            scores in proptest::collection::vec(any::<[i8; LANES]>(), 1..5),
        ) {
            let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
            let transitions = Transitions::read(&bytes).expect("13 × 13 numbers");
            let scores: Vec<Scores> = scores.iter().map(|row| row.map(i16::from)).collect();
            let mut tags = vec![0; scores.len()];
            transitions.best_tags(&scores, &mut Vec::new(), &mut tags);
            let mut total = 0;
            let mut before = 0;
            for (own, &tag) in scores.iter().zip(&tags) {
                let tag = usize::from(tag);
                prop_assert!(may_follow(before, tag));
                total += i32::from(transitions.rows[before][tag]) + i32::from(own[tag]);
                before = tag;
            }
            prop_assert!(!is_open(before));
            total += i32::from(transitions.rows[before][0]);
            prop_assert_eq!(total, by_trying(&transitions, &scores, 0));
        }
    }
}
