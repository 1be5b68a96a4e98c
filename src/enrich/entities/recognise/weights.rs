//! Weights of features, where a look-up touches one line of a processor's cache.
//!
//! A line of 64 bytes has four prints of 16 bits, four rows of 13 weights, and four zeros. The top half of a feature's
//! hash chooses its line, the low half another where that is full; the low 16 bits are its print. A feature that is not here is taken for
//! one that is with a chance of about 1 in 16,000 a line, which does no harm.

use super::table::equal_of_four;
use super::tags::{LANES, TAGS};
use super::viterbi::Scores;

/// Bytes of a line.
const LINE_BYTES: usize = 64;

/// Rows of a line, whose prints come first.
const ROWS: usize = 4;

/// A feature has two.
const FEWEST_LINES: usize = 2;

/// Where the weights begin.
const WEIGHTS_AT: usize = 2 * ROWS;

/// Weights as they lie in the model file.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    lines: &'a [[u8; LINE_BYTES]],
}

/// A feature and its weights, in 1/32 of a log-odd.
pub type Row = (u64, [i8; TAGS]);

impl<'a> Weights<'a> {
    /// Opens a table. Returns None if it does not consist of lines, or of fewer than two.
    pub fn open(bytes: &'a [u8]) -> Option<Weights<'a>> {
        let (lines, rest) = bytes.as_chunks();
        (rest.is_empty() && lines.len() >= FEWEST_LINES).then_some(Weights { lines })
    }

    /// Number of features.
    pub fn len(&self) -> usize {
        let free = |line: &[u8; LINE_BYTES]| {
            line.as_chunks()
                .0
                .iter()
                .take(ROWS)
                .filter(|print| **print == [0; 2])
                .count()
        };
        self.lines.iter().map(|line| ROWS - free(line)).sum()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline]
    fn first(&self, feature: u64) -> &'a [u8; LINE_BYTES] {
        &self.lines[first_line(feature, self.lines.len())]
    }

    #[inline]
    fn second(&self, feature: u64) -> &'a [u8; LINE_BYTES] {
        &self.lines[second_line(feature, self.lines.len())]
    }

    /// Reads a little of a feature's first line, so that it comes into the cache.
    #[inline]
    pub fn touch_first(&self, feature: u64) -> u8 {
        self.first(feature)[0]
    }

    /// The same of both lines.
    #[inline]
    pub fn touch_both(&self, feature: u64) -> u8 {
        self.first(feature)[0] ^ self.second(feature)[0]
    }

    /// Adds the weights of a feature, if its first line has them. The lanes behind the tags get rubbish.
    #[inline]
    pub fn add_first(&self, feature: u64, scores: &mut Scores) {
        add_from(self.first(feature), feature, scores);
    }

    /// The same of both lines.
    #[inline]
    pub fn add_both(&self, feature: u64, scores: &mut Scores) {
        add_from(self.first(feature), feature, scores);
        add_from(self.second(feature), feature, scores);
    }
}

#[inline]
fn add_from(line: &[u8; LINE_BYTES], feature: u64, scores: &mut Scores) {
    let (prints, _) = line.as_chunks::<8>();
    let found = equal_of_four(u64::from_le_bytes(prints[0]), print_of(feature));
    // Without a branch on what cannot be foretold.
    let place = (found.trailing_zeros() / 16) as usize % ROWS;
    let row: &[u8; LANES] = line[WEIGHTS_AT + TAGS * place..].first_chunk().unwrap_or(&[0; LANES]);
    let factor = -i16::from(found != 0);
    let sums = *scores;
    *scores = std::array::from_fn(|lane| sums[lane].wrapping_add(i16::from(row[lane] as i8) & factor));
}

#[inline]
fn first_line(feature: u64, lines: usize) -> usize {
    scaled((feature >> 32) as u32, lines)
}

/// Never the first one.
#[inline]
fn second_line(feature: u64, lines: usize) -> usize {
    let other = scaled(feature as u32, lines - 1);
    other + usize::from(other >= first_line(feature, lines))
}

/// A number below a bound from one of 32 bits (Lemire, ACM TOMACS 2019).
#[inline]
fn scaled(number: u32, bound: usize) -> usize {
    ((u64::from(number) * bound as u64) >> 32) as usize
}

/// Never 0, which stands where a row is free.
#[inline]
fn print_of(feature: u64) -> u16 {
    (feature as u16).max(1)
}

/// The rows of each line.
type Lines = Vec<Vec<Row>>;

fn to_bytes(lines: &Lines) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(lines.len() * LINE_BYTES);
    for rows in lines {
        let mut line = [0; LINE_BYTES];
        for (place, (feature, weights)) in rows.iter().enumerate() {
            line[2 * place..2 * place + 2].copy_from_slice(&print_of(*feature).to_le_bytes());
            let at = WEIGHTS_AT + TAGS * place;
            line[at..at + TAGS].copy_from_slice(&weights.map(|weight| weight as u8));
        }
        bytes.extend(line);
    }
    bytes
}

/// Writes the first features that find room in their first lines, and gives back the others.
pub fn write_first(features: &[Row], lines: usize) -> (Vec<u8>, Vec<Row>) {
    let mut written: Lines = vec![Vec::new(); lines];
    let mut others = Vec::new();
    for row in features {
        let line = &mut written[first_line(row.0, lines)];
        if line.len() < ROWS { &mut *line } else { &mut others }.push(*row);
    }
    (to_bytes(&written), others)
}

/// Writes all features, into about as few lines as hold them.
pub fn write_all(features: &[Row]) -> Vec<u8> {
    let mut lines = (features.len() / ROWS).max(FEWEST_LINES);
    loop {
        if let Some(written) = place_all(features, lines) {
            return to_bytes(&written);
        }
        lines += lines / 50 + 1;
    }
}

/// Gives each feature room in one of its two lines; what is in the way moves to its other line (cuckoo hashing,
/// Pagh and Rodler 2004). None if there is no room.
fn place_all(features: &[Row], lines: usize) -> Option<Lines> {
    /// Moves for one feature, after which it is given up.
    const MOST_MOVES: usize = 500;
    let mut written: Lines = vec![Vec::new(); lines];
    for row in features {
        let mut homeless = *row;
        let mut left = None;
        let mut is_placed = false;
        for moves in 0..MOST_MOVES {
            let (first, second) = (first_line(homeless.0, lines), second_line(homeless.0, lines));
            if let Some(free) = [first, second].into_iter().find(|line| written[*line].len() < ROWS) {
                written[free].push(homeless);
                is_placed = true;
                break;
            }
            let line = if left == Some(first) { second } else { first };
            std::mem::swap(&mut written[line][moves % ROWS], &mut homeless);
            left = Some(line);
        }
        if !is_placed {
            return None;
        }
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn check(bytes: &[u8], expected: &BTreeMap<u64, [i8; TAGS]>, add: impl Fn(Weights<'_>, u64, &mut Scores)) {
        let weights = Weights::open(bytes).expect("whole lines");
        assert_eq!(weights.len(), expected.len());
        let mut strays = 0;
        for (feature, row) in expected {
            let mut scores = [7; LANES];
            add(weights, *feature, &mut scores);
            let wanted: Vec<i16> = row.iter().map(|weight| i16::from(*weight) + 7).collect();
            // Another feature of the line may look the same in 16 bits.
            strays += usize::from(scores[..TAGS] != wanted);
        }
        // A quarter of a stray is to be expected among 2,000.
        assert!(strays <= 8, "{strays}");
    }

    proptest! {
        #[test]
        fn every_feature_adds_its_weights(
            rows in proptest::collection::btree_map(any::<u64>(), any::<[i8; TAGS]>(), 0..2_000),
            lines in FEWEST_LINES..400,
        ) {
            let features: Vec<Row> = rows.iter().map(|(feature, row)| (*feature, *row)).collect();
            check(&write_all(&features), &rows, |weights, feature, scores| weights.add_both(feature, scores));

            let (bytes, others) = write_first(&features, lines);
            let mut first = rows.clone();
            first.retain(|feature, _| others.iter().all(|other| other.0 != *feature));
            check(&bytes, &first, |weights, feature, scores| weights.add_first(feature, scores));
        }

        #[test]
        fn lines_are_nearly_full(features in proptest::collection::btree_set(any::<u64>(), 1_000..3_000)) {
            let features: Vec<Row> = features.into_iter().map(|feature| (feature, [1; TAGS])).collect();
            let bytes = write_all(&features);
            prop_assert!(bytes.len() < features.len() * LINE_BYTES / ROWS * 10 / 9, "{} for {}", bytes.len(), features.len());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300), feature: u64) {
            if let Some(weights) = Weights::open(&bytes) {
                let mut scores = [0; LANES];
                weights.add_first(feature, &mut scores);
                weights.add_both(feature, &mut scores);
            }
        }
    }
}
