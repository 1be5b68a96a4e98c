//! The model file: magic, version, digests, and tables that are read where they lie.
//!
//! ```text
//! 8 bytes   DLNAMES\n
//! u32       version
//! u128      digest of the training texts (XXH3 of all of them)
//! u64       digest of all that follows (XXH3)
//! u32 × 7   bytes of each section
//! sections  frequent features, other features, filter, transitions, clusters, words, phrases
//! ```
//!
//! The frequent features lie together, so that they stay in a processor's cache. The filter has a bit for each of
//! 2^20 values of a feature's hash: whether the other features may hold it. Head and lengths are 64 bytes, so that
//! features begin with a line of the cache if the file does.
//!
//! All numbers are little-endian. `train_entities`, an example of this project, writes it.

use xxhash_rust::xxh3::xxh3_64;

use super::lexicon::{Lexicon, LexiconBytes};
use super::tags::TAGS;
use super::viterbi::{Scores, Transitions};
use super::weights::{Row, Weights, write_all, write_first};

/// The version that this program writes and reads.
///
/// 1: the first. 2: features in lines of 64 bytes, fewer features that join words.
pub const VERSION: u32 = 2;

/// What a model file begins with.
const MAGIC: &[u8; 8] = b"DLNAMES\n";

const SECTIONS: usize = 7;

/// Where the digest of the content stands, and where the content begins.
const CONTENT_DIGEST_AT: usize = 28;
const CONTENT_AT: usize = 36;

/// Bytes of the filter.
const FILTER_BYTES: usize = 1 << 17;

/// Lines of the features that come most often: half of a second-level cache.
const FREQUENT_LINES: usize = 1 << 13;

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ModelError {
    /// It is something else.
    #[error("expected a model of names, found other bytes")]
    Magic,
    /// Another version of the program wrote it.
    #[error("expected a model of version {VERSION}, found version {0}")]
    Version(u32),
    /// It is cut off, or parts of it are no tables.
    #[error("expected a whole model, found {0} bytes that do not fit together")]
    Damaged(usize),
    /// A byte of it was changed.
    #[error("expected the digest {expected:016x}, found {found:016x}")]
    Digest {
        /// What the file says.
        expected: u64,
        /// What its bytes give.
        found: u64,
    },
}

/// An opened model.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    /// Clusters and lists.
    pub lexicon: Lexicon<'a>,
    /// What follows what.
    pub transitions: Transitions,
    /// Digest of the training texts.
    pub inputs: u128,
    filter: &'a [u8; FILTER_BYTES],
    frequent: Weights<'a>,
    others: Weights<'a>,
    bytes: &'a [u8],
}

impl<'a> Model<'a> {
    /// Opens a model. Nothing is read but the head.
    ///
    /// # Errors
    ///
    /// It is no model, of another version, or its sections do not fit.
    pub fn open(bytes: &'a [u8]) -> Result<Model<'a>, ModelError> {
        let damaged = ModelError::Damaged(bytes.len());
        if bytes.get(..MAGIC.len()) != Some(MAGIC) {
            return Err(ModelError::Magic);
        }
        let number = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        match number(8) {
            Some(VERSION) => {}
            Some(other) => return Err(ModelError::Version(other)),
            None => return Err(damaged),
        }
        Self::open_content(bytes).ok_or(damaged)
    }

    fn open_content(bytes: &'a [u8]) -> Option<Model<'a>> {
        let inputs = u128::from_le_bytes(*bytes.get(12..)?.first_chunk()?);
        let (lengths, mut rest) = bytes.get(CONTENT_AT..)?.split_at_checked(SECTIONS * 4)?;
        let mut sections = [&[][..]; SECTIONS];
        for (section, length) in sections.iter_mut().zip(lengths.chunks_exact(4)) {
            let length = u32::from_le_bytes(*length.first_chunk()?) as usize;
            (*section, rest) = rest.split_at_checked(length)?;
        }
        let [frequent, others, filter, transitions, clusters, words, phrases] = sections;
        rest.is_empty().then_some(Model {
            lexicon: Lexicon::open(clusters, words, phrases)?,
            transitions: Transitions::read(transitions)?,
            inputs,
            filter: filter.try_into().ok()?,
            frequent: Weights::open(frequent)?,
            others: Weights::open(others)?,
            bytes,
        })
    }

    /// Looks at every byte.
    ///
    /// # Errors
    ///
    /// The digest is not that of the file.
    pub fn verify(&self) -> Result<(), ModelError> {
        let digest = self
            .bytes
            .get(CONTENT_DIGEST_AT..CONTENT_AT)
            .and_then(|digest| digest.first_chunk());
        let expected = digest.map_or(0, |digest| u64::from_le_bytes(*digest));
        let found = xxh3_64(self.bytes.get(CONTENT_AT..).unwrap_or(&[]));
        if expected == found {
            Ok(())
        } else {
            Err(ModelError::Digest { expected, found })
        }
    }

    /// Number of features.
    pub fn features(&self) -> usize {
        self.frequent.len() + self.others.len()
    }

    /// Bytes of the whole.
    pub fn size_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// True if the feature may be among the others; so are about 1 in 10 that are none of the model's.
    #[inline]
    fn is_likely(&self, feature: u64) -> bool {
        self.filter[filter_byte(feature)] >> filter_shift(feature) & 1 == 1
    }
}

/// Most features that are added at once. No token has so many.
pub const MOST_FEATURES: usize = 128;

/// Features of a token, gathered before they are looked up.
#[derive(Debug)]
pub struct Features<'a> {
    hashes: &'a mut [u64; MOST_FEATURES],
    count: usize,
}

impl<'a> Features<'a> {
    /// None yet. What stands in the room does not matter.
    #[inline]
    pub fn new(room: &'a mut [u64; MOST_FEATURES]) -> Features<'a> {
        Features { hashes: room, count: 0 }
    }

    /// Takes one more. Beyond the most that there is room for, none is taken.
    #[inline]
    pub fn push(&mut self, feature: u64) {
        if let Some(slot) = self.hashes.get_mut(self.count) {
            *slot = feature;
            self.count += 1;
        }
    }

    fn hashes(&self) -> &[u64] {
        self.hashes.get(..self.count).unwrap_or(&[])
    }
}

/// Features that are looked up together: those of some tokens.
const BATCH: usize = 256;

/// Rare features of several tokens, gathered before they are looked up, so that what a processor waits for is
/// asked for at once.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Each with the number of its scores. Only the first `count` are meant.
    features: Vec<(u64, u32)>,
    count: usize,
}

impl Batch {
    /// True if it is worth while to look up what has been gathered.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.count >= BATCH
    }
}

impl Model<'_> {
    /// Adds the weights of features. The lanes behind the tags get rubbish. `room` is empty, before and afterwards.
    pub fn add(&self, features: &Features<'_>, room: &mut Batch, scores: &mut Scores) {
        self.add_frequent(features, room, scores, 0);
        self.add_batch(room, std::slice::from_mut(scores));
    }

    /// Adds the weights of the frequent ones of the features, and puts the others into the batch, for the scores with
    /// that number.
    #[inline]
    pub fn add_frequent(&self, features: &Features<'_>, batch: &mut Batch, scores: &mut Scores, number: usize) {
        let features = features.hashes();
        // All lines are asked for before the first is waited for.
        let seen = features
            .iter()
            .fold(0, |seen, feature| seen ^ self.frequent.touch_first(*feature));
        std::hint::black_box(seen);
        let mut count = batch.count;
        let room = count + MOST_FEATURES;
        if batch.features.len() < room {
            batch.features.resize(room, (0, 0));
        }
        let others = &mut batch.features[..];
        let mut sums = *scores;
        // Without a branch on what cannot be foretold: most features are none of the model's.
        for feature in features {
            self.frequent.add_first(*feature, &mut sums);
            if let Some(slot) = others.get_mut(count) {
                *slot = (*feature, number as u32);
            }
            count += usize::from(self.is_likely(*feature));
        }
        batch.count = count;
        *scores = sums;
    }

    /// Adds the weights of the features of a batch to their scores, and empties it.
    pub fn add_batch(&self, batch: &mut Batch, scores: &mut [Scores]) {
        let features = batch.features.get(..batch.count).unwrap_or(&[]);
        let seen = features
            .iter()
            .fold(0, |seen, (feature, _)| seen ^ self.others.touch_both(*feature));
        std::hint::black_box(seen);
        for (feature, owner) in features {
            if let Some(scores) = scores.get_mut(*owner as usize) {
                let mut sums = *scores;
                self.others.add_both(*feature, &mut sums);
                *scores = sums;
            }
        }
        batch.count = 0;
    }
}

/// Which byte of the filter tells of a feature.
#[inline]
fn filter_byte(feature: u64) -> usize {
    (feature >> 16) as usize & (FILTER_BYTES - 1)
}

/// Where in its byte a feature's two bits stand.
#[inline]
fn filter_shift(feature: u64) -> u32 {
    (feature >> 13 & 7) as u32
}

/// Writes a model: the weights of features, the most frequent first, what follows what (by first and second tag), the
/// tables of the lexicon, the digest of the training texts.
pub fn write_model(
    features: &[Row],
    transitions: &[[i16; TAGS]; TAGS],
    lexicon: &LexiconBytes,
    inputs: u128,
) -> Vec<u8> {
    let mut filter = vec![0_u8; FILTER_BYTES];
    let (frequent, others) = write_first(features, FREQUENT_LINES);
    for (feature, _) in &others {
        filter[filter_byte(*feature)] |= 1 << filter_shift(*feature);
    }
    let others = write_all(&others);
    let transitions: Vec<u8> = transitions
        .iter()
        .flatten()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    let sections = [
        &frequent,
        &others,
        &filter,
        &transitions,
        &lexicon.clusters,
        &lexicon.words,
        &lexicon.phrases,
    ];
    let mut content = Vec::new();
    for section in sections {
        content.extend((section.len() as u32).to_le_bytes());
    }
    for section in sections {
        content.extend(section);
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(inputs.to_le_bytes());
    bytes.extend(xxh3_64(&content).to_le_bytes());
    bytes.extend(content);
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::tags::LANES;
    use super::super::words::hash_of;
    use super::*;

    fn small_model() -> Vec<u8> {
        let lexicon = super::super::lexicon::write_lexicon(&[], &[]);
        write_model(&[(hash_of(b"one"), [3; TAGS])], &[[0; TAGS]; TAGS], &lexicon, 5)
    }

    #[test]
    fn a_model_comes_back_as_it_was_written() {
        let bytes = small_model();
        let model = Model::open(&bytes).expect("a model");
        assert_eq!((model.verify(), model.inputs, model.features()), (Ok(()), 5, 1));
        let mut scores = [1; LANES];
        let mut room = [0; MOST_FEATURES];
        let mut features = Features::new(&mut room);
        features.push(hash_of(b"one"));
        features.push(hash_of(b"two"));
        model.add(&features, &mut Batch::default(), &mut scores);
        assert_eq!(scores[..TAGS], [4; TAGS]);
    }

    #[test]
    fn what_is_no_model_is_refused_and_says_why() {
        let whole = small_model();
        let check = |bytes: &[u8], expected: &str| {
            let error = Model::open(bytes)
                .and_then(|model| model.verify())
                .expect_err("a damaged model");
            assert_eq!(error.to_string(), expected);
        };
        check(b"PK", "expected a model of names, found other bytes");
        let mut other = whole.clone();
        other[8] = 9;
        check(&other, "expected a model of version 2, found version 9");
        let cut = &whole[..whole.len() - 1];
        let found = format!(
            "expected a whole model, found {} bytes that do not fit together",
            cut.len()
        );
        check(cut, &found);
        let mut changed = whole;
        changed[CONTENT_AT + 4 * SECTIONS] ^= 1;
        let error = Model::open(&changed)
            .and_then(|model| model.verify())
            .expect_err("a changed model");
        assert!(matches!(error, ModelError::Digest { .. }));
    }
}
