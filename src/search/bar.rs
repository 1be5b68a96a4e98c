//! [`Bar`]: the score that an article needs to be one of the best.

use std::sync::atomic::{AtomicU32, Ordering};

use tantivy::Score;

/// The score below which an article is found and counted, but not kept: that of the worst of the kept ones, once
/// there are as many as are asked for. Collectors raise it; a scorer that knows beforehand that an article stays
/// below need not find out by how much. A search has one for all its segments.
#[derive(Debug, Default)]
pub struct Bar(AtomicU32);

impl Bar {
    /// Raises the bar to a score, if it is not above it already. Scores are never negative.
    pub fn raise(&self, score: Score) {
        // The bits of such numbers are in the order of the numbers.
        self.0.fetch_max(score.max(0.0).to_bits(), Ordering::Relaxed);
    }

    /// Where it is; 0 at the beginning.
    pub fn height(&self) -> Score {
        Score::from_bits(self.0.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_only_rises() {
        let bar = Bar::default();
        for (score, height) in [(-1.0, 0.0), (0.5, 0.5), (12.25, 12.25), (3.0, 12.25)] {
            bar.raise(score);
            assert_eq!(bar.height(), height);
        }
    }
}
