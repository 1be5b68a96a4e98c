//! The model file: magic, version, digests, and tables that are read where they lie.
//!
//! ```text
//! 8 bytes   DLNAMES\n
//! u32       version
//! u128      digest of the training texts (XXH3 of all of them)
//! u64       digest of all that follows (XXH3)
//! u32 × 7   bytes of each section
//! sections  transitions, filter, frequent features, other features, clusters, words, phrases
//! ```
//!
//! The frequent features lie together, so that they stay in a processor's cache. The filter has two bits
//! for each of 2^20 values of a feature's hash: one for each table that may hold it.
//!
//! All numbers are little-endian. `train_entities`, an example of this project, writes it.

use xxhash_rust::xxh3::xxh3_64;

use super::lexicon::{Lexicon, LexiconBytes};
use super::table::{Table, write_table};
use super::tags::{LANES, TAGS};
use super::viterbi::{Scores, Transitions};

/// The version that this program writes and reads.
///
/// 1: the first.
pub const VERSION: u32 = 1;

/// What a model file begins with.
const MAGIC: &[u8; 8] = b"DLNAMES\n";

const SECTIONS: usize = 7;

/// Where the digest of the content stands, and where the content begins.
const CONTENT_DIGEST_AT: usize = 28;
const CONTENT_AT: usize = 36;

/// Bytes of the filter.
const FILTER_BYTES: usize = 1 << 18;

/// Features that lie together: their weights are half of a second-level cache at most.
const FREQUENT_FEATURES: usize = 1 << 15;

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
    filter: &'a [u8],
    frequent: Table<'a>,
    others: Table<'a>,
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
        let [transitions, filter, frequent, others, clusters, words, phrases] = sections;
        (rest.is_empty() && filter.len() == FILTER_BYTES).then_some(Model {
            lexicon: Lexicon::open(clusters, words, phrases)?,
            transitions: Transitions::read(transitions)?,
            inputs,
            filter,
            frequent: Table::open(frequent)?,
            others: Table::open(others)?,
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

    /// Adds the weights of the features that the model has. The lanes behind the tags get rubbish.
    #[inline]
    pub fn add(&self, features: &mut Features, scores: &mut Scores) {
        // Without a branch on what cannot be foretold: most features are none of the model's.
        let Features {
            hashes,
            count,
            likely: [first, second],
            rows,
        } = features;
        let (mut in_first, mut in_second) = (0, 0);
        for feature in hashes.iter().take(*count) {
            let bits = self.filter.get(filter_byte(*feature)).copied().unwrap_or(0) >> filter_shift(*feature);
            first[in_first % MOST_FEATURES] = *feature;
            in_first += usize::from(bits & 1);
            second[in_second % MOST_FEATURES] = *feature;
            in_second += usize::from(bits >> 1 & 1);
        }
        add_rows(&self.frequent, first.get(..in_first).unwrap_or(&[]), rows, scores);
        add_rows(&self.others, second.get(..in_second).unwrap_or(&[]), rows, scores);
    }
}

/// Features that are looked up together: those of some tokens.
const BATCH: usize = 512;

/// Features of several tokens, gathered before they are looked up, so that what a processor waits for is
/// asked for at once.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Each with the number of its scores.
    features: Vec<(u64, u32)>,
    /// Room for the look-up: those that each table may hold, and where they are found.
    likely: [Vec<(u64, u32)>; 2],
    rows: Vec<(u32, u32)>,
}

impl Batch {
    /// Takes one more feature, of the scores with that number.
    #[inline]
    pub fn push(&mut self, feature: u64, scores: usize) {
        self.features.push((feature, scores as u32));
    }

    /// True if it is worth while to look up what has been gathered.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.features.len() >= BATCH
    }
}

impl Model<'_> {
    /// Adds the weights of the features of a batch to their scores, and empties it.
    pub fn add_batch(&self, batch: &mut Batch, scores: &mut [Scores]) {
        let Batch { features, likely, rows } = batch;
        let [first, second] = likely;
        for room in [&mut *first, &mut *second] {
            room.resize(room.len().max(features.len()), (0, 0));
        }
        rows.resize(rows.len().max(features.len()), (0, 0));
        let (mut in_first, mut in_second) = (0, 0);
        for feature in features.iter() {
            let bits = self.filter.get(filter_byte(feature.0)).copied().unwrap_or(0) >> filter_shift(feature.0);
            if let Some(slot) = first.get_mut(in_first) {
                *slot = *feature;
            }
            in_first += usize::from(bits & 1);
            if let Some(slot) = second.get_mut(in_second) {
                *slot = *feature;
            }
            in_second += usize::from(bits >> 1 & 1);
        }
        features.clear();
        for (table, likely) in [
            (&self.frequent, first.get(..in_first)),
            (&self.others, second.get(..in_second)),
        ] {
            let mut found = 0;
            for (feature, owner) in likely.unwrap_or_default() {
                let (row, is_found) = table.row_number(*feature);
                if let Some(slot) = rows.get_mut(found) {
                    *slot = (row as u32, *owner);
                }
                found += usize::from(is_found);
            }
            for (row, owner) in rows.iter().take(found) {
                let weights = table.row_at::<LANES>(*row as usize).unwrap_or(&[0; LANES]);
                if let Some(scores) = scores.get_mut(*owner as usize) {
                    let sums = *scores;
                    *scores = std::array::from_fn(|lane| sums[lane].wrapping_add(i16::from(weights[lane] as i8)));
                }
            }
        }
    }
}

/// Adds the weights of the features that a table has.
#[inline]
fn add_rows(table: &Table<'_>, features: &[u64], rows: &mut [u32; MOST_FEATURES], scores: &mut Scores) {
    let mut found = 0;
    for feature in features {
        let (row, is_found) = table.row_number(*feature);
        rows[found % MOST_FEATURES] = row as u32;
        found += usize::from(is_found);
    }
    let mut sums = *scores;
    for row in rows.iter().take(found) {
        let weights = table.row_at::<LANES>(*row as usize).unwrap_or(&[0; LANES]);
        sums = std::array::from_fn(|lane| sums[lane].wrapping_add(i16::from(weights[lane] as i8)));
    }
    *scores = sums;
}

/// Most features that are added at once.
pub const MOST_FEATURES: usize = 128;

/// Features of a token, gathered before they are looked up.
#[derive(Clone, Debug)]
pub struct Features {
    hashes: [u64; MOST_FEATURES],
    count: usize,
    /// Room for the look-up: those that each table may hold, and where they are found.
    likely: [[u64; MOST_FEATURES]; 2],
    rows: [u32; MOST_FEATURES],
}

impl Default for Features {
    fn default() -> Features {
        Features {
            hashes: [0; MOST_FEATURES],
            count: 0,
            likely: [[0; MOST_FEATURES]; 2],
            rows: [0; MOST_FEATURES],
        }
    }
}

impl Features {
    /// Forgets all.
    #[inline]
    pub fn clear(&mut self) {
        self.count = 0;
    }

    /// Takes one more. Beyond the most that there is room for, none is taken; no token has so many.
    #[inline]
    pub fn push(&mut self, feature: u64) {
        if let Some(slot) = self.hashes.get_mut(self.count) {
            *slot = feature;
            self.count += 1;
        }
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
    (feature >> 14 & 3) as u32 * 2
}

/// Writes a model: the weights of features by their hash, the most frequent first, what follows what (by first and second tag),
/// the tables of the lexicon, the digest of the training texts.
pub fn write_model(
    features: &[(u64, [i8; TAGS])],
    transitions: &[[i16; TAGS]; TAGS],
    lexicon: &LexiconBytes,
    inputs: u128,
) -> Vec<u8> {
    let mut filter = vec![0_u8; FILTER_BYTES];
    let (frequent, others) = features.split_at(features.len().min(FREQUENT_FEATURES));
    let [frequent, others] = [(0, frequent), (1, others)].map(|(bit, features)| {
        for (feature, _) in features {
            filter[filter_byte(*feature)] |= 1 << (filter_shift(*feature) + bit);
        }
        let row = |(feature, weights): &(u64, [i8; TAGS])| (*feature, weights.map(|weight| weight as u8).to_vec());
        write_table(&mut features.iter().map(row).collect(), TAGS)
    });
    let transitions: Vec<u8> = transitions
        .iter()
        .flatten()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    let sections = [
        &transitions,
        &filter,
        &frequent,
        &others,
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
        let mut features = Features::default();
        features.push(hash_of(b"one"));
        features.push(hash_of(b"two"));
        model.add(&mut features, &mut scores);
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
        check(&other, "expected a model of version 1, found version 9");
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
