//! Which signatures are alike: some of them, the batch, against all, which pass by once.
//!
//! The hashes of a batch stand in one sorted list with a directory of their first bits, so that a hash
//! that passes by is mostly seen to be none of them by one look into memory. Memory depends on the size of
//! a batch, not on that of the archive.
//!
//! A hash that many texts share is a piece of boilerplate: a standing last paragraph, a form. It leads to
//! [`MOST_LISTED`] texts only, those with the smallest ids, so that nothing grows with the square of its
//! copies. Copies are found by their rarer hashes; texts that are nothing but boilerplate by those few
//! that stand for all.

use super::union::UnionFind;
use crate::enrich::{Likeness, MOST_LEVEL, Signature};

/// Signatures that are compared with all others at once: some 150 MB of them and their lists.
pub const BATCH: usize = 1 << 17;

/// Most texts to which one hash leads.
const MOST_LISTED: usize = 256;

/// A pair is looked at whole when it shares half of what the sample of the shorter text has: copies share
/// three quarters and more, less than half of a sample only by an odd chance.
const LEAST_PART: f64 = 0.5;

/// A signature of an article with those that have the very same.
pub struct Signed {
    /// Number of the article among all of the index.
    pub node: u32,
    /// Its id.
    pub id: u64,
    /// The signature.
    pub signature: Signature,
    kept: [u32; MOST_LEVEL as usize + 1],
}

impl Signed {
    /// The signature of an article.
    pub fn new(node: u32, id: u64, signature: Signature) -> Signed {
        Signed {
            node,
            id,
            kept: signature.kept_at_levels(),
            signature,
        }
    }
}

/// What two articles are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Copies of each other.
    Copies,
    /// Perhaps: their texts decide.
    Unsure,
}

/// Some signatures with the list of their hashes.
pub struct Batch {
    signed: Vec<Signed>,
    /// Each hash with the place of its signature, by hash, then by id.
    hashes: Vec<(u32, u32)>,
    /// Where the hashes with these first bits begin, and the end of all.
    directory: Vec<u32>,
    /// Bits of a hash behind its first.
    shift: u32,
}

impl Batch {
    /// A batch of signatures.
    pub fn new(mut signed: Vec<Signed>) -> Batch {
        signed.sort_unstable_by_key(|signed| signed.id);
        let mut all = Vec::new();
        for (place, signed) in (0..).zip(&signed) {
            all.extend(signed.signature.hashes.iter().map(|hash| (*hash, place)));
        }
        all.sort_unstable();
        // Twice as many entries as hashes: most of them are empty.
        let bits = (2 * all.len().max(2)).ilog2().clamp(8, 24) + 1;
        let shift = u32::BITS - bits;
        let mut directory = vec![0u32; (1 << bits) + 1];
        for (hash, _) in &all {
            directory[(hash >> shift) as usize + 1] += 1;
        }
        for at in 1..directory.len() {
            directory[at] += directory[at - 1];
        }
        Batch {
            signed,
            hashes: all,
            directory,
            shift,
        }
    }

    /// The signatures that hold a hash, by their places; true with them if there are more.
    fn with_hash(&self, hash: u32) -> (&[(u32, u32)], bool) {
        let at = (hash >> self.shift) as usize;
        let around = &self.hashes[self.directory[at] as usize..self.directory[at + 1] as usize];
        if around.is_empty() {
            return (around, false);
        }
        let from = around.partition_point(|(known, _)| *known < hash);
        let length = around[from..].partition_point(|(known, _)| *known == hash);
        let listed = length.min(MOST_LISTED);
        (&around[from..from + listed], length > listed)
    }

    /// Gives what an article that passes by is to those of the batch, unless they are in one set
    /// already. `scratch` is for the places that its hashes lead to.
    pub fn compare(
        &self,
        passing: &Signed,
        sets: &mut UnionFind,
        scratch: &mut Vec<u32>,
        mut give: impl FnMut(&mut UnionFind, u32, Relation),
    ) {
        scratch.clear();
        let mut boilerplate = 0u32;
        for hash in &passing.signature.hashes {
            let (listed, is_cut) = self.with_hash(*hash);
            boilerplate += u32::from(is_cut);
            scratch.extend(listed.iter().map(|(_, place)| *place));
        }
        scratch.sort_unstable();
        for same in scratch.chunk_by(|one, other| one == other) {
            let Some(known) = same.first().and_then(|place| self.signed.get(*place as usize)) else {
                continue;
            };
            if known.node == passing.node {
                continue;
            }
            let level = usize::from(known.signature.level.max(passing.signature.level));
            let kept = match known.signature.shingles <= passing.signature.shingles {
                true => known.kept[level],
                false => passing.kept[level],
            };
            // What is shared of boilerplate was perhaps not listed.
            let seen = same.len() as u32 + boilerplate;
            if f64::from(seen) < LEAST_PART * f64::from(kept) || sets.find(known.node) == sets.find(passing.node) {
                continue;
            }
            match known.signature.likeness(&passing.signature) {
                Likeness::Copy => give(sets, known.node, Relation::Copies),
                Likeness::Unsure => give(sets, known.node, Relation::Unsure),
                Likeness::Different => {}
            }
        }
    }
}
