//! The signature of a text: a sample of its runs of five words, by which copies know each other.
//!
//! Two texts are compared by their sets of shingles, runs of [`SHINGLE_WORDS`] folded words: their
//! resemblance (Jaccard: shared by all) and how much of the shorter one the longer contains. Both are
//! Broder's ("On the resemblance and containment of documents", 1997), and so is the sample: a shingle
//! is kept if its hash is a multiple of 2, 4, 8 or [16](MOST_LEVEL), so that two texts keep the same
//! ones of what they share. How many are kept depends on the length, so that a short text keeps all and
//! most texts some 32 to 64. A sample of minima (MinHash, SimHash) would be smaller, and does not tell
//! that a trimmed text stands in a longer one.

use std::cmp::Ordering;

use xxhash_rust::xxh3::xxh3_64;

use crate::article::Article;
use crate::words::{fold_into, words};

/// Words in a shingle.
pub const SHINGLE_WORDS: usize = 5;

/// Fewest different shingles of a text that has a signature: 24 words. Shorter texts are alike by
/// chance and by form, such as "Blah blah blah." and market reports of two numbers.
pub const LEAST_SHINGLES: u32 = 20;

/// Resemblance of copies: shared shingles as a part of those of both.
pub const LEAST_RESEMBLANCE: f64 = 0.6;

/// Shared shingles as a part of those of the shorter text, where one is a part of the other.
pub const LEAST_CONTAINMENT: f64 = 0.8;

/// The most that is sampled away: one of 2^4 shingles is kept.
pub const MOST_LEVEL: u8 = 4;

/// A text is sampled by half as long as so many shingles are left.
const LEAST_KEPT: usize = 32;

/// Multiplies the hash of a run when it moves on a word: odd, with as many ones as zeros.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// How many standard deviations a sample must lie beside the threshold to decide: of pairs that lie at
/// the very threshold one in forty is then decided wrong, of others next to none.
const SURE_DEVIATIONS: f64 = 2.0;

/// A sample of the shingles of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Hashes that are no multiple of 2 to this power are left out.
    pub level: u8,
    /// Number of different shingles of the whole text, estimated where runs come again.
    pub shingles: u32,
    /// The hashes that are kept, ascending, each once.
    pub hashes: Vec<u32>,
}

/// What two signatures say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// One text is a copy of the other.
    Copy,
    /// It is none.
    Different,
    /// The samples are too small or too near to the threshold: the texts themselves decide.
    Unsure,
}

/// The part of an article that is compared: the running text without its dateline, in which copies
/// differ. The headline is no part of it.
pub fn compared_text(article: &Article) -> &str {
    let body = article.body.trim_start();
    let dateline = article.dateline.as_deref().map_or("", str::trim);
    match body.strip_prefix(dateline) {
        Some(rest) => rest,
        None => body,
    }
}

/// Returns the hash of each shingle of a text, in its order.
///
/// ```
/// use dateline::enrich::shingles;
/// let one = shingles("The bridge across the strait was closed for an hour.");
/// let other = shingles("Police said the bridge, across the STRAIT, was open.");
/// assert_eq!(one.len(), 6);
/// assert_eq!(one[..2], other[2..4]);
/// ```
pub fn shingles(text: &str) -> Vec<u32> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut folded = String::new();
    let mut last_words = [0u64; SHINGLE_WORDS];
    let mut run = 0u64;
    let base_of_first = BASE.wrapping_pow(SHINGLE_WORDS as u32);
    for (number, word) in words(text).enumerate() {
        fold_into(word.text, &mut folded);
        let hash = xxh3_64(folded.as_bytes());
        let slot = &mut last_words[number % SHINGLE_WORDS];
        run = run
            .wrapping_mul(BASE)
            .wrapping_add(hash)
            .wrapping_sub(slot.wrapping_mul(base_of_first));
        *slot = hash;
        if number + 1 >= SHINGLE_WORDS {
            found.push(mixed(run));
        }
    }
    found
}

/// Returns the different shingles of a text, ascending.
pub fn shingle_set(text: &str) -> Vec<u32> {
    let mut set = shingles(text);
    set.sort_unstable();
    set.dedup();
    set
}

/// Spreads a sum over all bits, the last ones among them, by which is sampled (the end of MurmurHash3).
fn mixed(run: u64) -> u32 {
    let mut bits = run ^ run >> 33;
    bits = bits.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    bits ^= bits >> 33;
    (bits >> 16) as u32
}

/// Returns the signature of a text; `None` if it has fewer than [`LEAST_SHINGLES`].
pub fn signature(text: &str) -> Option<Signature> {
    let all = shingles(text);
    let mut level = 0;
    while level < MOST_LEVEL && all.len() >> (level + 1) >= LEAST_KEPT {
        level += 1;
    }
    let mut hashes: Vec<u32> = all.iter().copied().filter(|hash| is_of_level(*hash, level)).collect();
    let kept = hashes.len().max(1);
    hashes.sort_unstable();
    hashes.dedup();
    let shingles = (all.len() * hashes.len() / kept) as u32;
    (shingles >= LEAST_SHINGLES).then_some(Signature {
        level,
        shingles,
        hashes,
    })
}

fn is_of_level(hash: u32, level: u8) -> bool {
    hash.trailing_zeros() >= u32::from(level)
}

/// The part of the shorter text that must stand in the other, from 0.75 to 0.8, as both rules in one:
/// resemblance ≥ r is the same as shared ≥ r ÷ (1 + r) × (shorter + longer). It rises from 0.75 for texts
/// of one length to 0.8 where one is an eighth longer, and stays there.
fn least_shared(shorter: u32, longer: u32) -> f64 {
    let of_both = LEAST_RESEMBLANCE / (1.0 + LEAST_RESEMBLANCE);
    let by_resemblance = of_both * (1.0 + f64::from(longer) / f64::from(shorter.max(1)));
    by_resemblance.min(LEAST_CONTAINMENT)
}

impl Signature {
    /// How many of its hashes are left at each level from 0 to [`MOST_LEVEL`]; all up to its own.
    pub fn kept_at_levels(&self) -> [u32; MOST_LEVEL as usize + 1] {
        std::array::from_fn(|level| {
            let kept = self.hashes.iter().filter(|hash| is_of_level(**hash, level as u8));
            kept.count() as u32
        })
    }

    /// Compares two samples.
    pub fn likeness(&self, other: &Signature) -> Likeness {
        let (shorter, longer) = match self.shingles <= other.shingles {
            true => (self, other),
            false => (other, self),
        };
        let level = shorter.level.max(longer.level);
        let kept = shorter.hashes.iter().filter(|hash| is_of_level(**hash, level));
        let kept = kept.count() as f64;
        let shared = count_shared(&shorter.hashes, &longer.hashes) as f64;
        let least = least_shared(shorter.shingles, longer.shingles);
        if level == 0 {
            return match shared >= least * kept {
                true => Likeness::Copy,
                false => Likeness::Different,
            };
        }
        let deviation = (kept * least * (1.0 - least)).sqrt();
        let beside = shared - kept * least;
        if beside >= SURE_DEVIATIONS * deviation && kept > 0.0 {
            Likeness::Copy
        } else if beside <= -SURE_DEVIATIONS * deviation && kept > 0.0 {
            Likeness::Different
        } else {
            Likeness::Unsure
        }
    }

    /// Returns the signature as the index holds it: the level, then the number of shingles and the
    /// hashes, little end first, four bytes each.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(5 + 4 * self.hashes.len());
        bytes.push(self.level);
        bytes.extend_from_slice(&self.shingles.to_le_bytes());
        for hash in &self.hashes {
            bytes.extend_from_slice(&hash.to_le_bytes());
        }
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) gives; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Signature> {
        let (level, rest) = bytes.split_first()?;
        let (numbers, rest) = rest.as_chunks::<4>();
        let (shingles, hashes) = numbers.split_first()?;
        let signature = Signature {
            level: *level,
            shingles: u32::from_le_bytes(*shingles),
            hashes: hashes.iter().map(|hash| u32::from_le_bytes(*hash)).collect(),
        };
        (rest.is_empty() && signature.level <= MOST_LEVEL).then_some(signature)
    }
}

/// True if two sets of shingles, each ascending, are those of copies.
///
/// ```
/// use dateline::enrich::{are_copies, shingle_set};
/// let text = "Snow fell on the city and on the hills around it, and the trains stood still.";
/// assert!(are_copies(&shingle_set(text), &shingle_set(&format!("{text} More on page nine of this paper."))));
/// ```
pub fn are_copies(one: &[u32], other: &[u32]) -> bool {
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    let shared = count_shared(one, other);
    shorter > 0 && shared as f64 >= least_shared(shorter as u32, longer as u32) * shorter as f64
}

/// How many numbers stand in both lists, each ascending.
pub fn count_shared(one: &[u32], other: &[u32]) -> usize {
    let (mut at_one, mut at_other, mut shared) = (0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(at_one), other.get(at_other)) {
        match left.cmp(right) {
            Ordering::Less => at_one += 1,
            Ordering::Greater => at_other += 1,
            Ordering::Equal => {
                shared += 1;
                at_one += 1;
                at_other += 1;
            }
        }
    }
    shared
}
