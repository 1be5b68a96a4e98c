//! The features of a token: what the model has learnt a weight for, each a hash.
//!
//! Three sets. Those of one word at a distance of up to two from the token depend on nothing else, so
//! their sum is kept for each word. Those of the context join several words. Those of the votes say
//! what the rest of the article made of the same word; they come with the second pass.

use super::words::{Affixes, Shape, Word, mix};

/// Distances at which single words have features: -2 to 2.
pub const OFFSETS: usize = 5;

/// What stands around a token.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The words from two before to two behind; [`Word::OUTSIDE`] beyond the sentence.
    pub words: [&'a Word; OFFSETS],
    /// The lists of names of several words that cover the token before, the token, the one behind.
    pub phrases: [u16; 3],
    /// Whether it is the first word, what its sentence looks like, how it stands elsewhere:
    /// [`situation`].
    pub situation: u8,
}

/// Bits of [`Context::situation`].
pub mod situation {
    /// The first word of a sentence.
    pub const FIRST: u8 = 1;
    /// The sentence is in capitals.
    pub const ALL_CAPITALS: u8 = 2;
    /// The sentence has its words capitalised, as headlines have.
    pub const TITLE_CASE: u8 = 4;
    /// The article has the word in small letters too.
    pub const SEEN_SMALL: u8 = 8;
    /// The article has the word with a capital inside a plain sentence too.
    pub const SEEN_CAPITAL: u8 = 16;
}

/// Gives the features of a word at an offset of 0 to 4 for a distance of -2 to 2.
#[inline]
pub fn for_each_word_feature(word: &Word, affixes: &Affixes, offset: usize, mut feature: impl FnMut(u64)) {
    let salted = |salt: u64, value: u64| mix(salt * 8 + offset as u64 + 1, value);
    let distance = offset.abs_diff(2);
    let shape = word.shape as u64;
    feature(salted(1, word.lower));
    feature(salted(2, shape));
    let [fine, middle, coarse] = word.clusters.map(u64::from);
    if fine > 0 {
        if distance < 2 {
            feature(salted(3, fine));
        }
        feature(salted(4, middle));
        feature(salted(5, coarse));
    } else {
        feature(salted(5, 999 + shape));
    }
    match distance {
        0 => {
            feature(salted(6, affixes.printed));
            for hash in affixes.first.into_iter().filter(|hash| *hash != 0) {
                feature(salted(7, hash));
            }
            for hash in affixes.last.into_iter().filter(|hash| *hash != 0) {
                feature(salted(8, hash));
            }
        }
        1 if affixes.last[2] != 0 => feature(salted(8, affixes.last[2])),
        _ => {}
    }
    if distance < 2 && word.lists != 0 {
        feature(salted(9, u64::from(word.lists)));
        if distance == 0 {
            feature(mix(salted(13, u64::from(word.lists)), shape));
        }
        for_each_bit(word.lists, |bit| feature(salted(10, bit)));
    }
}

/// Gives the features that join several words.
#[inline]
pub fn for_each_context_feature(context: &Context<'_>, mut feature: impl FnMut(u64)) {
    let [before2, before, word, after, _] = context.words;
    let joined = |salt: u64, first: u64, second: u64| mix(mix(salt + 1_000, first), second);
    let shape = |word: &Word| word.shape as u64;
    let middle = |word: &Word| u64::from(word.clusters[1]);
    let lists = |word: &Word| u64::from(word.lists);

    feature(joined(1, before.lower, word.lower));
    feature(joined(2, word.lower, after.lower));
    feature(joined(3, shape(before) << 8 | shape(after), shape(word)));
    feature(joined(4, before.lower, shape(word)));
    feature(joined(6, before2.lower, before.lower));
    feature(joined(8, middle(before), middle(word)));

    let situation = u64::from(context.situation);
    feature(joined(12, situation, shape(word)));
    if situation != 0 {
        feature(joined(13, situation, word.lower));
        feature(joined(14, situation, middle(word)));
        feature(joined(21, situation, lists(word)));
    }

    for (place, phrases) in context.phrases.into_iter().enumerate() {
        if phrases != 0 {
            feature(joined(15, place as u64, u64::from(phrases)));
            for_each_bit(phrases, |bit| feature(joined(16, place as u64, bit)));
        }
    }
}

/// What the other places of a word in the article were taken for, in a few bits; 0 for a token without
/// a capital.
pub type Vote = u64;

/// Gives the features of the vote on a token that depend on nothing but its shape, so that their sum can
/// be kept.
#[inline]
pub fn for_each_own_vote_feature(vote: Vote, shape: Shape, mut feature: impl FnMut(u64)) {
    feature(mix(5_001, vote));
    feature(mix(mix(5_002, vote), shape as u64));
    for place in 0..4 {
        let part = vote >> (4 * place) & 15;
        if part != 0 {
            feature(mix(mix(5_004, place), part));
        }
    }
}

/// The features of the votes on the tokens before and behind.
pub fn neighbour_vote_features([before, after]: [Vote; 2]) -> [u64; 2] {
    [mix(5_006, before), mix(5_007, after)]
}

/// The features that join the vote on a token with the words before and behind.
#[inline]
pub fn joined_vote_features(vote: Vote, [before, after]: [&Word; 2]) -> [u64; 2] {
    [
        mix(mix(5_003, vote), before.lower),
        mix(mix(5_005, vote), u64::from(after.clusters[1])),
    ]
}

/// Gives every feature of the votes on the token before, the token, and the one behind.
pub fn for_each_vote_feature(votes: [Vote; 3], words: [&Word; 3], mut feature: impl FnMut(u64)) {
    let [before, vote, after] = votes;
    if vote != 0 {
        for_each_own_vote_feature(vote, words[1].shape, &mut feature);
        let joined = joined_vote_features(vote, [words[0], words[2]]);
        joined.into_iter().for_each(&mut feature);
    }
    let neighbours = neighbour_vote_features([before, after]);
    for (hash, _) in neighbours
        .into_iter()
        .zip([before, after])
        .filter(|(_, vote)| *vote != 0)
    {
        feature(hash);
    }
}

#[inline]
fn for_each_bit(bits: u16, mut found: impl FnMut(u64)) {
    let mut rest = bits;
    while rest != 0 {
        found(u64::from(rest.trailing_zeros()));
        rest &= rest - 1;
    }
}
