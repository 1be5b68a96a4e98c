//! Ranking: BM25, its constants, and statistics that do not depend on how the index came about.
//!
//! BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond"
//! (2009): for each word of the query and each field,
//!
//! ```text
//! weight × idf × (k1 + 1) × frequency ÷ (frequency + k1 × (1 − b + b × length ÷ average length))
//! ```
//!
//! summed over the words, over headline, lead and body. A word is as rare in each of these fields
//! as in the one that holds it most often: headlines are few words, so that by their own count even
//! a plain word is rare there and would outweigh the words that matter. The constants are the usual
//! ones, chosen on the mean of five test collections; `benches/ranking.rs` measures them.
//!
//! A field's length is Tantivy's, in one byte: exact to 40 words, above that within an eighth.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Searcher, Term};

use super::spans::Span;
use crate::index::{Fields, OpenIndex};

/// How soon further occurrences of a word stop to count: the k1 of BM25, between 1.2 and 2.0 in
/// the literature.
pub const SATURATION: Score = 1.2;

/// How much the length of a text counts: the b of BM25, 0 for not at all, 1 for in full, 0.75 in
/// most of the literature.
pub const LENGTH_EFFECT: Score = 0.75;

/// How much the length of a headline counts. Headlines differ in length by the habits of their
/// desks, less by what they are about; Robertson, Zaragoza and Taylor ("Simple BM25 Extension to
/// Multiple Weighted Fields", 2004) therefore give each field a b of its own.
pub const HEADLINE_LENGTH_EFFECT: Score = 0.5;

/// How much a word in the headline counts beside one in the body. In a text of few words one
/// occurrence scores higher already, so that 1 puts articles about a thing before those that mention
/// it; between 1 and 1.5 the measures hardly change, at 2 they fall.
pub const HEADLINE_WEIGHT: Score = 1.0;

/// How much a word in the first paragraph counts besides what it counts in the body. News puts the
/// story into the first paragraph (the inverted pyramid). The test collections are abstracts, which
/// have no lead and lose by it, more with every step up: hence the low weight.
pub const LEAD_WEIGHT: Score = 0.1;

/// How soon a word that the query repeats stops to count more: the k3 of BM25, 7 or 8 in Okapi's
/// runs at TREC (Robertson and others, "Okapi at TREC-3", 1995).
const REPEAT_SATURATION: Score = 8.0;

/// The rarity of a word that every article holds. Above nothing, so that the articles of an archive
/// about one thing are still ranked by how often they name it.
const LEAST_IDF: Score = 0.05;

/// Scores are multiples of 1/16384. Sums of such numbers below 1,024 are exact in 32-bit floats,
/// so a score does not depend on the order in which its parts are added, and with it not on the
/// number of threads or segments.
const SCORE_STEPS: Score = 16_384.0;

/// Returns the nearest score on the grid that sums exactly.
pub fn round_score(score: Score) -> Score {
    (score * SCORE_STEPS).round() / SCORE_STEPS
}

/// A field with its part in a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankedField {
    /// The field.
    pub field: Field,
    /// Factor of its score.
    pub weight: Score,
    /// How much its length counts, see [`LENGTH_EFFECT`].
    pub length_effect: Score,
}

impl RankedField {
    /// A field of the index with its part in a score.
    pub fn new(field: Field, fields: &Fields) -> RankedField {
        let (weight, length_effect) = match field {
            _ if field == fields.headline => (HEADLINE_WEIGHT, HEADLINE_LENGTH_EFFECT),
            _ if field == fields.lead => (LEAD_WEIGHT, LENGTH_EFFECT),
            _ => (1.0, LENGTH_EFFECT),
        };
        RankedField {
            field,
            weight,
            length_effect,
        }
    }
}

/// Returns how much a word tells that so many of all articles hold: the usual logarithm, times the
/// share of the articles that do not hold it. The factor leaves rare words as they are and damps the
/// commonest, which a question in ordinary language is full of.
pub fn idf(doc_freq: u64, articles: u64) -> Score {
    let articles = articles.max(doc_freq).max(1) as f64;
    let holding = doc_freq as f64;
    let rarity = (1.0 + (articles - holding + 0.5) / (holding + 0.5)).ln();
    ((rarity * (1.0 - holding / articles)) as Score).max(LEAST_IDF)
}

/// Returns the factor of a word that stands so many times in a query.
pub fn weight_of_repeats(times: usize) -> Score {
    let times = times as Score;
    times * (REPEAT_SATURATION + 1.0) / (times + REPEAT_SATURATION)
}

/// The score of one word, or of what counts as one, in one field.
#[derive(Clone, Debug)]
pub struct Bm25 {
    /// What the score comes near to as the frequency rises.
    most: Score,
    /// The same on the grid.
    ceiling: Score,
    /// The frequency at which it reaches half of that, by the byte of the field's length.
    half_at: Arc<[Score; 256]>,
}

impl Bm25 {
    #[cfg(test)]
    fn with_idf(idf: Score, average_words: Score) -> Bm25 {
        Bm25::with_length_effect(idf, average_words, LENGTH_EFFECT)
    }

    /// The score in a certain field, its weight included.
    pub fn in_field(field: &RankedField, idf: Score, average_words: Score) -> Bm25 {
        Bm25::with_length_effect(idf, average_words, field.length_effect).times(field.weight)
    }

    fn with_length_effect(idf: Score, average_words: Score, length_effect: Score) -> Bm25 {
        let average_words = average_words.max(1.0);
        let half_at = std::array::from_fn(|id| {
            let words = FieldNormReader::id_to_fieldnorm(id as u8) as Score;
            SATURATION * (1.0 - length_effect + length_effect * words / average_words)
        });
        Bm25 {
            most: idf * (SATURATION + 1.0),
            ceiling: round_score(idf * (SATURATION + 1.0)),
            half_at: Arc::new(half_at),
        }
    }

    /// The same, so many times as much.
    pub fn times(&self, factor: Score) -> Bm25 {
        Bm25 {
            most: self.most * factor,
            ceiling: round_score(self.most * factor),
            half_at: Arc::clone(&self.half_at),
        }
    }

    /// What no score comes beyond, however often the word stands there.
    pub fn ceiling(&self) -> Score {
        self.ceiling
    }

    /// The score in a text, on the grid of [`round_score`]. The length is Tantivy's byte for it; the
    /// frequency need not be whole, since a loose match can count for less than one.
    pub fn score(&self, fieldnorm_id: u8, frequency: Score) -> Score {
        if frequency <= 0.0 {
            return 0.0;
        }
        round_score(self.most * frequency / (frequency + self.half_at[usize::from(fieldnorm_id)]))
    }
}

/// Words by which a span may be longer than its part before it counts half. The form of the
/// saturation is that of Lucene's interval scores and its sloppy phrases, 1 / (1 + distance); the
/// scale keeps parts in one sentence from counting next to nothing.
const HALF_TIGHT_WORDS: f32 = 8.0;

/// Returns what the spans of a part count together as a frequency. `shortest` has one for each first
/// word: one of the shortest possible length counts 1, longer ones less; one that ends in the lead of
/// an article counts more.
pub fn tightness(shortest: &[Span], least_words: u32, lead_words: u32) -> f32 {
    let mut sum = 0.0;
    for span in shortest {
        let words = span.last - span.first + 1;
        let spare = words.saturating_sub(least_words) as f32;
        let in_lead = match span.last < lead_words {
            true => 1.0 + LEAD_WEIGHT,
            false => 1.0,
        };
        sum += in_lead * HALF_TIGHT_WORDS / (HALF_TIGHT_WORDS + spare);
    }
    sum
}

/// Counts of the articles that are there. Tantivy's own counts include replaced articles until
/// their segment is merged, so that an answer's order would depend on when that happens.
pub struct Statistics<'a> {
    searcher: &'a Searcher,
    index: &'a OpenIndex,
}

impl<'a> Statistics<'a> {
    /// The statistics of what a searcher sees.
    pub fn new(searcher: &'a Searcher, index: &'a OpenIndex) -> Statistics<'a> {
        Statistics { searcher, index }
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    /// Exact for headline, lead and body. In other fields the length of a name says nothing: they count
    /// as one word an article.
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let fields = &self.index.fields;
        let column = match field {
            _ if field == fields.body => "words",
            _ if field == fields.headline => "headline_words",
            _ if field == fields.lead => "lead_words",
            _ => return self.total_num_docs(),
        };
        self.index.tables.sum(self.searcher, column)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rarer_word_tells_more_and_the_commonest_still_something() {
        let rarities: Vec<Score> = [1, 10, 100, 500, 900].map(|doc_freq| idf(doc_freq, 1_000)).to_vec();
        assert!(
            rarities.is_sorted_by(|rarer, commoner| rarer > commoner),
            "{rarities:?}"
        );
        assert_eq!(idf(1_000, 1_000), LEAST_IDF);
        assert!(idf(0, 0).is_finite());
    }

    #[test]
    fn a_score_rises_with_the_frequency_and_falls_with_the_length() {
        let bm25 = Bm25::with_idf(idf(5, 1_000), 300.0);
        assert!(bm25.score(40, 2.0) > bm25.score(40, 1.0));
        assert!(bm25.score(40, 1.0) > bm25.score(40, 0.5));
        assert!(bm25.score(20, 1.0) > bm25.score(60, 1.0));
        assert_eq!(bm25.score(40, 0.0), 0.0);
    }

    #[test]
    fn without_damping_it_is_the_formula_of_the_paper() {
        // 9 words are stored exactly; an average of 9 makes the length drop out.
        let bm25 = Bm25::with_idf(2.0, 9.0);
        assert_eq!(bm25.score(9, 3.0), round_score(2.0 * 2.2 * 3.0 / (3.0 + 1.2)));
        assert_eq!(bm25.times(0.5).score(9, 3.0), round_score(2.2 * 3.0 / (3.0 + 1.2)));
    }

    #[test]
    fn scores_lie_on_the_grid_on_which_sums_are_exact() {
        let bm25 = Bm25::with_idf(idf(7, 12_345), 71.3);
        for frequency in 1..50u8 {
            let steps = bm25.score(frequency.wrapping_mul(5), Score::from(frequency)) * SCORE_STEPS;
            assert_eq!(steps, steps.round());
        }
    }

    #[test]
    fn a_repeated_word_counts_more_but_never_so_many_times() {
        assert_eq!(weight_of_repeats(1), 1.0);
        assert_eq!(weight_of_repeats(2), 1.8);
        assert!(weight_of_repeats(1_000) < 9.0);
    }
}
