//! Ranking: the constants, and statistics that do not depend on how the index came about.
//!
//! BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009)
//! with k1 = 1.2 and b = 0.75 as fixed in Tantivy, summed over the words of the query and over
//! headline and body.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Searcher, Term};

use super::spans::Span;
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

/// Words by which a span may be longer than its part before it counts half. The form of the
/// saturation is that of Lucene's interval scores and its sloppy phrases, 1 / (1 + distance); the
/// scale keeps parts in one sentence from counting next to nothing.
const HALF_TIGHT_WORDS: f32 = 8.0;

/// Returns what the spans of a part count together as a frequency. Of spans with the same first
/// word the shortest counts; one of the shortest possible length counts 1, longer ones less; one
/// that ends in the lead of an article counts more.
pub fn tightness(spans: &[Span], least_words: u32, lead_words: u32) -> f32 {
    let mut sum = 0.0;
    for group in spans.chunk_by(|one, other| one.first == other.first) {
        let Some(shortest) = group.first() else {
            continue;
        };
        let words = shortest.last - shortest.first + 1;
        let spare = words.saturating_sub(least_words) as f32;
        let in_lead = match shortest.last < lead_words {
            true => 1.0 + LEAD_WEIGHT,
            false => 1.0,
        };
        sum += in_lead * HALF_TIGHT_WORDS / (HALF_TIGHT_WORDS + spare);
    }
    sum
}

/// BM25.
#[derive(Clone, Debug)]
pub struct Bm25 {
    factor: Score,
    norms: Box<[Score; 256]>,
}

impl Bm25 {
    pub fn idf(holders: u64, articles: u64) -> Score {
        let holders = holders as Score;
        (1.0 + (articles as Score - holders + 0.5) / (holders + 0.5)).ln()
    }

    pub fn new(holders: u64, articles: u64, average_words: Score) -> Bm25 {
        Bm25::with_idf(Bm25::idf(holders, articles), average_words)
    }

    pub fn with_idf(idf: Score, average_words: Score) -> Bm25 {
        let mut norms = [0.0; 256];
        for (id, norm) in (0..=255u8).zip(&mut norms) {
            let words = FieldNormReader::id_to_fieldnorm(id) as Score;
            *norm = 1.2 * (1.0 - 0.75 + 0.75 * words / average_words);
        }
        Bm25 { factor: idf * 2.2, norms: Box::new(norms) }
    }

    pub fn boosted_by(&self, boost: Score) -> Bm25 {
        Bm25 { factor: self.factor * boost, norms: self.norms.clone() }
    }

    pub fn score(&self, fieldnorm_id: u8, frequency: f32) -> Score {
        self.factor * frequency / (frequency + self.norms[usize::from(fieldnorm_id)])
    }
}

pub const LEAD_WEIGHT: Score = 0.5;
