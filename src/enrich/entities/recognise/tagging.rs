//! A text to tags: the scores of its tokens, the best tags, the votes, the best tags again.

use super::document::{Document, Nearness};
use super::features::{
    OFFSETS, Vote, for_each_context_feature, for_each_own_vote_feature, for_each_word_feature, joined_vote_features,
    neighbour_vote_features,
};
use super::model::{Batch, Features, Model};
use super::tags::LANES;
use super::tokens::Token;
use super::viterbi::Scores;
use super::votes::Votes;
use super::words::{Affixes, Shape, Word, hash_at, mix, set_lower};

/// Words whose scores are kept: a power of two. Nineteen of twenty words are found here.
const KEPT_WORDS: usize = 1 << 15;

/// Tokens whose words are asked for together.
const BLOCK: usize = 32;

/// Of a kept word's hash, the bits that are used for something else.
const MADE: u64 = 0xFF;

/// A word with the sums of its own features at each distance: three lines of a processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Kept {
    /// Hash of the word as printed; in the last bits, one for each distance whose sum has been made. 0 if the
    /// slot is free.
    key: u64,
    word: Word,
    scores: [Scores; OFFSETS],
}

/// Room for the tagging of one text after the other.
#[derive(Debug, Default)]
pub struct Tagger {
    kept: Vec<Kept>,
    /// The keys of the words of a block.
    keys: [u64; BLOCK],
    outside: [Scores; OFFSETS],
    room: Room,
    /// Scores of each token, with two in front and two behind that count for nothing.
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
    fn of(&mut self, model: &Model<'_>, vote: Vote, on: VoteOn) -> &Scores {
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
            let mut features = Features::default();
            match on {
                VoteOn::Token(shape) => for_each_own_vote_feature(vote, shape, |feature| features.push(feature)),
                VoteOn::Before => features.push(neighbour_vote_features([vote, 0])[0]),
                VoteOn::Behind => features.push(neighbour_vote_features([0, vote])[1]),
            }
            *slot = (key, [0; LANES]);
            model.add(&mut features, &mut slot.1);
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

    /// The sum of the word's own features at an offset. Rare words are wanted at one or two only.
    #[inline]
    fn at(&mut self, model: &Model<'_>, offset: usize, printed: &str, room: &mut Room) -> &Scores {
        if self.key >> offset & 1 == 0 {
            self.key |= 1 << offset;
            let affixes = if offset.abs_diff(OFFSETS / 2) < 2 {
                set_lower(printed, &mut room.lower);
                Affixes::of(printed, &room.lower)
            } else {
                // Features at this distance do not ask for them.
                Affixes::default()
            };
            room.features.clear();
            for_each_word_feature(&self.word, &affixes, offset, |feature| room.features.push(feature));
            model.add(&mut room.features, &mut self.scores[offset]);
        }
        &self.scores[offset]
    }
}

/// Room to work in.
#[derive(Debug, Default)]
struct Room {
    lower: String,
    features: Features,
    batch: Batch,
}

impl Tagger {
    /// Sets the tags of the document's [text](Document::text), after one pass. Always with the same
    /// model.
    pub fn first_pass(&mut self, model: &Model<'_>, document: &mut Document) {
        if self.kept.is_empty() {
            let mut outside = Kept::new(0, Word::OUTSIDE);
            self.outside = std::array::from_fn(|offset| *outside.at(model, offset, "", &mut self.room));
            self.kept = vec![Kept::new(0, Word::OUTSIDE); KEPT_WORDS];
        }
        document.begin();
        self.tags.clear();
        self.tags.resize(document.tokens.len(), 0);
        self.clear_scores(document);
        self.add_words(model, document);
        document.finish(&model.lexicon);
        self.add_contexts(model, document);
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
        self.choose(model, document);
    }

    /// Adds what the votes on the token before, the token, and the one behind are worth.
    #[inline]
    fn add_votes(&mut self, model: &Model<'_>, document: &Document, token: usize, [before, vote, after]: [Vote; 3]) {
        let shape = document.words[token].shape;
        let scores = &mut self.scores[token + 2];
        self.room.features.clear();
        if vote != 0 {
            let own = self.kept_votes.of(model, vote, VoteOn::Token(shape));
            add(scores, own);
            let around = [-1, 1].map(|distance| document.word_at(token, distance));
            for feature in joined_vote_features(vote, around) {
                self.room.features.push(feature);
            }
        }
        for (vote, on) in [(before, VoteOn::Before), (after, VoteOn::Behind)] {
            if vote != 0 {
                add(scores, self.kept_votes.of(model, vote, on));
            }
        }
        model.add(&mut self.room.features, scores);
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

    /// Those near to windows only.
    fn clear_scores(&mut self, document: &Document) {
        let count = document.tokens.len() + OFFSETS - 1;
        if self.scores.len() < count {
            self.scores.resize(count, [0; LANES]);
        }
        for &(start, end) in &document.windows {
            let end = (end as usize + OFFSETS - 1).min(count);
            self.scores[start as usize..end].fill([0; LANES]);
        }
    }

    /// Looks the words up and adds their own features to all tokens that they are near to.
    fn add_words(&mut self, model: &Model<'_>, document: &mut Document) {
        for token in 0..document.tokens.len() {
            if token % BLOCK == 0 {
                self.ask_for_words(document, token);
            }
            if document.nearness[token] == Nearness::Far {
                document.pass(token);
                continue;
            }
            let key = self.keys[token % BLOCK];
            let slot = &mut self.kept[slot_of(key)];
            let printed = document.tokens[token].of(&document.text);
            if slot.key & !MADE != key {
                *slot = Kept::new(key, model.lexicon.word(printed, &mut self.room.lower));
            }
            let word = slot.word;
            let sentence = document.sentences[token];
            // The word is at offset `offset` of the token that stands 2 - offset behind it.
            for offset in 0..OFFSETS {
                let other = (token + 2).wrapping_sub(offset);
                let is_wanted = document.nearness.get(other) == Some(&Nearness::Inside);
                if is_wanted && document.sentences.get(other) == Some(&sentence) {
                    add(
                        &mut self.scores[other + 2],
                        slot.at(model, offset, printed, &mut self.room),
                    );
                }
            }
            document.set_word(token, word);
        }
    }

    /// Reads a little of each slot that the next words are kept in. What is not in the cache comes while
    /// the others are asked for, not one after the other.
    fn ask_for_words(&mut self, document: &Document, start: usize) {
        let end = (start + BLOCK).min(document.tokens.len());
        let mut seen = 0;
        for ((key, token), nearness) in self
            .keys
            .iter_mut()
            .zip(&document.tokens[start..end])
            .zip(&document.nearness[start..end])
        {
            if *nearness != Nearness::Far {
                let hash = hash_at(&document.text, token.start as usize, token.end as usize);
                *key = (hash & !MADE).max(MADE + 1);
                let kept = &self.kept[slot_of(*key)];
                seen ^= kept.key as i16 ^ kept.scores[2][0];
            }
        }
        std::hint::black_box(seen);
    }

    fn add_contexts(&mut self, model: &Model<'_>, document: &Document) {
        let sentence_of = |token: usize| document.sentences.get(token);
        for &(start, end) in &document.windows {
            for token in start as usize..end as usize {
                let scores = &mut self.scores[token + 2];
                let own = sentence_of(token);
                for (offset, outside) in self.outside.iter().enumerate() {
                    if sentence_of((token + offset).wrapping_sub(2)) != own {
                        add(scores, outside);
                    }
                }
                if document.tokens[token].has(Token::CAPITAL) {
                    scores[0] = scores[0].wrapping_sub(OUTSIDE_PENALTY);
                }
                let context = document.context(token);
                for_each_context_feature(&context, |feature| self.room.batch.push(feature, token + 2));
                if self.room.batch.is_full() {
                    model.add_batch(&mut self.room.batch, &mut self.scores);
                }
            }
        }
        model.add_batch(&mut self.room.batch, &mut self.scores);
    }

    fn choose(&mut self, model: &Model<'_>, document: &Document) {
        for &(start, end) in &document.windows {
            let (start, end) = (start as usize, end as usize);
            model.transitions.best_tags(
                &self.scores[start + 2..end + 2],
                &mut self.reached,
                &mut self.tags[start..end],
            );
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
