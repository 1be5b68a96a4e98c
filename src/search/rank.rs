//! Ranking: the constants, and statistics that do not depend on how the index came about.
//!
//! BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009)
//! with k1 = 1.2 and b = 0.75 as fixed in Tantivy, summed over the words of the query and over
//! headline and body.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Searcher, Term};

use crate::index::Fields;

/// How much more a word in the headline counts than one in the body. Robertson, Zaragoza and
/// Taylor ("Simple BM25 Extension to Multiple Weighted Fields", 2004) find titles worth a few
/// times the body; the headline's shorter length already raises its BM25 here.
pub const HEADLINE_WEIGHT: Score = 1.5;

/// Scores are multiples of 1/16384. Sums of such numbers below 1,024 are exact in 32-bit floats,
/// so a score does not depend on the order in which its parts are added, and with it not on the
/// number of threads or segments.
const SCORE_STEPS: Score = 16_384.0;

/// Returns the nearest score on the grid that sums exactly.
pub fn round_score(score: Score) -> Score {
    (score * SCORE_STEPS).round() / SCORE_STEPS
}

/// Counts of the articles that are there. Tantivy's own counts include replaced articles until
/// their segment is merged, so that an answer's order would depend on when that happens.
pub struct Statistics<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
}

impl<'a> Statistics<'a> {
    /// The statistics of what a searcher sees.
    pub fn new(searcher: &'a Searcher, fields: &'a Fields) -> Statistics<'a> {
        Statistics { searcher, fields }
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    /// Exact for headline and body. In other fields the length of a name says nothing: they count
    /// as one word an article.
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let column = match field {
            _ if field == self.fields.body => "words",
            _ if field == self.fields.headline => "headline_words",
            _ => return self.total_num_docs(),
        };
        let mut words = 0;
        for segment in self.searcher.segment_readers() {
            let counts = segment.fast_fields().u64(column)?;
            words += segment
                .doc_ids_alive()
                .filter_map(|document| counts.first(document))
                .sum::<u64>();
        }
        Ok(words)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut count = 0;
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(term.field())?;
            count += match segment.alive_bitset() {
                None => inverted.doc_freq(term)?,
                Some(alive) => inverted
                    .read_postings(term, IndexRecordOption::Basic)?
                    .map_or(0, |postings| postings.doc_freq_given_deletes(alive)),
            };
        }
        Ok(u64::from(count))
    }
}
