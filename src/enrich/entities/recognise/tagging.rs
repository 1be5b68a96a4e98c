//! A text to tags: the scores of its tokens, the best tags, the votes, the best tags again.

use super::document::{Document, Nearness};
use super::features::{
    OFFSETS, Vote, for_each_context_feature, for_each_own_vote_feature, for_each_word_feature, joined_vote_features,
    neighbour_vote_features,
};
use super::model::{Batch, Features, MOST_FEATURES, Model};
use super::tags::LANES;
use super::tokens::Token;
use super::viterbi::Scores;
use super::votes::Votes;
use super::words::{Affixes, Shape, Word, hash_at, mix, set_lower};

/// Words whose scores are kept: a power of two. More than nineteen of twenty words are found here.
const KEPT_WORDS: usize = 1 << 16;

/// Tokens whose words are asked for together.
const BLOCK: usize = 32;

/// Of a kept word's hash, the bits that are used for something else.
const MADE: u64 = 0xFF;

/// A word with the sums of its own features at each distance: two lines of a processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Kept {
    /// Hash of the word as printed; in the last bits, one for each distance whose sum has been made. 0 if the
    /// slot is free.
    key: u64,
    word: Word,
    /// In halves and eight bits, [`HALVES`]: what is beyond them settles the matter as well as they do.
    scores: [[i8; LANES]; OFFSETS],
}

/// What the kept sums are multiplied with.
const HALVES: i16 = 2;

/// Room for the tagging of one text after the other.
#[derive(Debug, Default)]
pub struct Tagger {
    kept: Vec<Kept>,
    /// The key of each token that is near to a window.
    keys: Vec<u64>,
    outside: [[i8; LANES]; OFFSETS],
    room: Room,
    /// Scores of each token.
    scores: Vec<Scores>,
    reached: Vec<Scores>,
    /// The tag of each token.
    pub tags: Vec<u8>,
    kept_votes: KeptVotes,
    votes: Votes,
    ballot: Vec<Vote>,
}

/// On which token a vote was taken.
#[derive(Clone, Copy, Debug)]
enum VoteOn {
    Before,
    Token(Shape),
    Behind,
}

/// Votes whose scores are kept: a power of two. There are some hundred different ones.
const KEPT_VOTES: usize = 1 << 11;

/// The sums of the features of a vote that depend on nothing else.
#[derive(Debug, Default)]
struct KeptVotes {
    /// The hash of the vote and its token, 0 if the slot is free.
    slots: Vec<(u64, Scores)>,
}

impl KeptVotes {
    #[inline]
    fn of(&mut self, model: &Model<'_>, vote: Vote, on: VoteOn, room: &mut Room) -> &Scores {
        let place = match on {
            VoteOn::Token(shape) => shape as u64,
            VoteOn::Before => 100,
            VoteOn::Behind => 101,
        };
        let key = mix(vote, place).max(1);
        if self.slots.is_empty() {
            self.slots = vec![(0, [0; LANES]); KEPT_VOTES];
        }
        let slot = &mut self.slots[(key >> 40) as usize % KEPT_VOTES];
        if slot.0 != key {
            let mut features = Features::new(&mut room.hashes);
            match on {
                VoteOn::Token(shape) => for_each_own_vote_feature(vote, shape, |feature| features.push(feature)),
                VoteOn::Before => features.push(neighbour_vote_features([vote, 0])[0]),
                VoteOn::Behind => features.push(neighbour_vote_features([0, vote])[1]),
            }
            *slot = (key, [0; LANES]);
            model.add(&features, &mut room.others, &mut slot.1);
        }
        &slot.1
    }
}

impl Kept {
    fn new(key: u64, word: Word) -> Kept {
        Kept {
            key,
            word,
            scores: [[0; LANES]; OFFSETS],
        }
    }

    /// Makes the sum of the word's own features at an offset. Rare words are wanted at one or two only.
    #[inline(never)]
    fn make(&mut self, model: &Model<'_>, offset: usize, printed: &str, room: &mut Room) {
        self.key |= 1 << offset;
        let distance = offset.abs_diff(OFFSETS / 2);
        if distance < 2 {
            set_lower(printed, &mut room.lower);
        }
        let affixes = match distance {
            0 => Affixes::of(printed, &room.lower),
            1 => Affixes::of_ending(&room.lower),
            // Features at this distance do not ask for them.
            _ => Affixes::default(),
        };
        let mut features = Features::new(&mut room.hashes);
        for_each_word_feature(&self.word, &affixes, offset, |feature| features.push(feature));
        let mut sums = [0; LANES];
        model.add(&features, &mut room.others, &mut sums);
        self.scores[offset] = sums.map(|sum| (sum / HALVES).clamp(i16::from(i8::MIN), i16::from(i8::MAX)) as i8);
    }
}

/// Room to work in.
#[derive(Debug)]
struct Room {
    lower: String,
    hashes: [u64; MOST_FEATURES],
    /// Of several tokens.
    batch: Batch,
    /// Of one sum.
    others: Batch,
}

impl Default for Room {
    fn default() -> Room {
        Room {
            lower: String::new(),
            hashes: [0; MOST_FEATURES],
            batch: Batch::default(),
            others: Batch::default(),
        }
    }
}

impl Tagger {
    /// Sets the tags of the document's [text](Document::text), after one pass. Always with the same
    /// model.
    pub fn first_pass(&mut self, model: &Model<'_>, document: &mut Document) {
        if self.kept.is_empty() {
            let mut outside = Kept::new(0, Word::OUTSIDE);
            for offset in 0..OFFSETS {
                outside.make(model, offset, "", &mut self.room);
            }
            self.outside = outside.scores;
            self.kept = vec![Kept::new(0, Word::OUTSIDE); KEPT_WORDS];
        }
        document.begin();
        self.tags.clear();
        self.tags.resize(document.tokens.len(), 0);
        self.set_words(model, document);
        document.finish(&model.lexicon);
        self.add_features(model, document);
        self.choose(model, document);
    }

    /// Sets the tags again, by the votes of the first pass.
    pub fn second_pass(&mut self, model: &Model<'_>, document: &Document) {
        self.votes.count(document, &self.tags);
        if self.ballot.len() < document.tokens.len() {
            self.ballot.resize(document.tokens.len(), 0);
        }
        for &(start, end) in &document.windows {
            let near = (start as usize).saturating_sub(1)..(end as usize + 1).min(document.tokens.len());
            for token in near {
                self.ballot[token] = self.votes.of(document, &self.tags, token);
            }
        }
        for &(start, end) in &document.windows {
            for token in start as usize..end as usize {
                let around = [-1, 0, 1].map(|distance| ballot_at(&self.ballot, document, token, distance));
                self.add_votes(model, document, token, around);
            }
        }
        model.add_batch(&mut self.room.batch, &mut self.scores);
        self.choose(model, document);
    }

    /// Adds what the votes on the token before, the token, and the one behind are worth.
    #[inline]
    fn add_votes(&mut self, model: &Model<'_>, document: &Document, token: usize, [before, vote, after]: [Vote; 3]) {
        let shape = document.words[token].shape;
        let scores = &mut self.scores[token];
        let mut sums = *scores;
        for (vote, on) in [
            (vote, VoteOn::Token(shape)),
            (before, VoteOn::Before),
            (after, VoteOn::Behind),
        ] {
            if vote != 0 {
                add(&mut sums, self.kept_votes.of(model, vote, on, &mut self.room));
            }
        }
        if vote != 0 {
            let around = [-1, 1].map(|distance| document.word_at(token, distance));
            let mut features = Features::new(&mut self.room.hashes);
            for feature in joined_vote_features(vote, around) {
                features.push(feature);
            }
            model.add_frequent(&features, &mut self.room.batch, &mut sums, token);
        }
        *scores = sums;
        if self.room.batch.is_full() {
            model.add_batch(&mut self.room.batch, &mut self.scores);
        }
    }

    /// The votes of the first pass, one for each token.
    pub fn ballot(&mut self, document: &Document) -> Vec<Vote> {
        self.votes.count(document, &self.tags);
        (0..document.tokens.len())
            .map(|token| {
                if document.nearness[token] != Nearness::Far {
                    self.votes.of(document, &self.tags, token)
                } else {
                    0
                }
            })
            .collect()
    }

    /// Looks up the words of all tokens that are near to a window.
    fn set_words(&mut self, model: &Model<'_>, document: &mut Document) {
        let count = document.tokens.len();
        if self.keys.len() < count {
            self.keys.resize(count, 0);
        }
        for start in (0..count).step_by(BLOCK) {
            let end = (start + BLOCK).min(count);
            self.ask_for_words(document, start..end);
            for token in start..end {
                if document.nearness[token] == Nearness::Far {
                    document.pass(token);
                    continue;
                }
                let key = self.keys[token];
                let slot = &mut self.kept[slot_of(key)];
                if slot.key & !MADE != key {
                    let printed = document.tokens[token].of(&document.text);
                    *slot = Kept::new(key, model.lexicon.word(printed, &mut self.room.lower));
                }
                document.set_word(token, slot.word);
            }
        }
    }

    /// Reads a little of each slot that the next words are kept in. What is not in the cache comes while
    /// the others are asked for, not one after the other.
    fn ask_for_words(&mut self, document: &Document, tokens: std::ops::Range<usize>) {
        let mut asked = [0; BLOCK];
        let mut count = 0;
        for ((key, token), nearness) in self.keys[tokens.clone()]
            .iter_mut()
            .zip(&document.tokens[tokens.clone()])
            .zip(&document.nearness[tokens])
        {
            if *nearness != Nearness::Far {
                let hash = hash_at(&document.text, token.start as usize, token.end as usize);
                *key = (hash & !MADE).max(MADE + 1);
                asked[count % BLOCK] = slot_of(*key);
                count += 1;
            }
        }
        let seen = asked.iter().take(count).fold(0, |seen, slot| {
            let kept = &self.kept[*slot];
            seen ^ kept.key as i8 ^ kept.scores[OFFSETS - 1][0]
        });
        std::hint::black_box(seen);
    }

    /// Adds up the features of every token of a window.
    fn add_features(&mut self, model: &Model<'_>, document: &Document) {
        if self.scores.len() < document.tokens.len() {
            self.scores.resize(document.tokens.len(), [0; LANES]);
        }
        for &(start, end) in &document.windows {
            for token in start as usize..end as usize {
                let mut sums = self.word_scores(model, document, token);
                if document.tokens[token].has(Token::CAPITAL) {
                    sums[0] = sums[0].wrapping_sub(OUTSIDE_PENALTY);
                }
                let context = document.context(token);
                let mut features = Features::new(&mut self.room.hashes);
                for_each_context_feature(&context, |feature| features.push(feature));
                model.add_frequent(&features, &mut self.room.batch, &mut sums, token);
                self.scores[token] = sums;
                if self.room.batch.is_full() {
                    model.add_batch(&mut self.room.batch, &mut self.scores);
                }
            }
        }
        model.add_batch(&mut self.room.batch, &mut self.scores);
    }

    /// The sum of the features of the single words around a token of a window.
    #[inline]
    fn word_scores(&mut self, model: &Model<'_>, document: &Document, token: usize) -> Scores {
        let sentence = document.sentences[token];
        let mut sums = [0; LANES];
        for offset in 0..OFFSETS {
            let other = (token + offset).wrapping_sub(OFFSETS / 2);
            if document.sentences.get(other) != Some(&sentence) {
                add_halves(&mut sums, &self.outside[offset]);
                continue;
            }
            let key = self.keys[other];
            let slot = &mut self.kept[slot_of(key)];
            let made = 1 << offset;
            if slot.key & (!MADE | made) != key | made {
                if slot.key & !MADE != key {
                    *slot = Kept::new(key, document.words[other]);
                }
                let printed = document.tokens[other].of(&document.text);
                slot.make(model, offset, printed, &mut self.room);
            }
            add_halves(&mut sums, &slot.scores[offset]);
        }
        sums
    }

    fn choose(&mut self, model: &Model<'_>, document: &Document) {
        for &(start, end) in &document.windows {
            let (start, end) = (start as usize, end as usize);
            model
                .transitions
                .best_tags(&self.scores[start..end], &mut self.reached, &mut self.tags[start..end]);
        }
    }
}

/// What a word with a capital loses if it is to be no name, in 1/32 of a log-odd: a name missed is
/// worse for a search than one too many.
const OUTSIDE_PENALTY: i16 = 8;

/// Where a word is kept.
#[inline]
fn slot_of(key: u64) -> usize {
    (key >> 20) as usize % KEPT_WORDS
}

#[inline]
fn add_halves(scores: &mut Scores, own: &[i8; LANES]) {
    let sum = *scores;
    *scores = std::array::from_fn(|lane| sum[lane].wrapping_add(i16::from(own[lane]) * HALVES));
}

#[inline]
fn add(scores: &mut Scores, own: &Scores) {
    // Read whole and written whole, which makes it two vector additions.
    let (sum, own) = (*scores, *own);
    *scores = std::array::from_fn(|lane| sum[lane].wrapping_add(own[lane]));
}

#[inline]
fn ballot_at(ballot: &[Vote], document: &Document, token: usize, distance: isize) -> Vote {
    token
        .checked_add_signed(distance)
        .filter(|other| document.sentences.get(*other) == Some(&document.sentences[token]))
        .map_or(0, |other| ballot[other])
}
