//! A text made ready for the model: tokens, the windows in which names may stand, what is known of each
//! word there.

use super::features::{
    Context, OFFSETS, Vote, for_each_context_feature, for_each_vote_feature, for_each_word_feature, situation,
};
use super::lexicon::{Lexicon, MOST_PHRASE_WORDS};
use super::names::Names;
use super::tokens::{Token, tokenize};
use super::words::{Affixes, Word, hash_at, is_connector, is_never_alone};

/// Tokens of the longest window. In capitals a whole page would be one.
const MOST_WINDOW_TOKENS: usize = 60;

/// Connectors side by side that a window may hold: `of the`, `, de la`.
const MOST_CONNECTORS: usize = 3;

/// Bits, and words of 64, in which the words seen in small letters are marked.
const SEEN_WORDS: usize = 1_024;

/// A text, its tokens and their words. One is used for many texts, so that nothing is allocated.
#[derive(Debug, Default)]
pub struct Document {
    /// The text.
    pub text: String,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// For each token, the number of its sentence.
    pub sentences: Vec<u32>,
    /// For each token, what its sentence looks like: bits of [`situation`].
    pub styles: Vec<u8>,
    /// First and end token of each stretch in which names may stand.
    pub windows: Vec<(u32, u32)>,
    /// For each token, how near it is to a window.
    pub nearness: Vec<Nearness>,
    /// For each token that is near, its word.
    pub words: Vec<Word>,
    /// For each token that is near, the lists of the name of several words that it is in: two bits a list,
    /// the first for its first word.
    pub phrases: Vec<u16>,
    /// For each token that is near, the number of its spelling among those with a capital; [`Names::NONE`] for others.
    pub names: Vec<u32>,
    /// The spellings with a capital.
    pub spellings: Names,
    /// For each such spelling, whether it stands with a capital inside a plain sentence.
    seen_capital: Vec<bool>,
    seen_small: Vec<u64>,
}

/// How near a token is to a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// Farther than its features reach.
    Far,
    /// Within two tokens.
    Near,
    /// Inside.
    Inside,
}

impl Document {
    /// Cuts [`text`](Self::text) into tokens and finds the windows. Afterwards each token that
    /// is not [`Far`](Nearness::Far) wants its word by [`set_word`](Self::set_word), in order, and the
    /// whole [`finish`](Self::finish).
    pub fn begin(&mut self) {
        tokenize(&self.text, &mut self.tokens);
        let count = self.tokens.len();
        self.set_sentences();
        self.set_windows();
        self.nearness.clear();
        self.nearness.resize(count, Nearness::Far);
        for &(start, end) in &self.windows {
            let (start, end) = (start as usize, end as usize);
            // What lies before belongs to the window before, or to none.
            for place in (start.saturating_sub(2)..start).chain(end..(end + 2).min(count)) {
                if self.nearness[place] == Nearness::Far {
                    self.nearness[place] = Nearness::Near;
                }
            }
            self.nearness[start..end].fill(Nearness::Inside);
        }
        // Only what is near is read, and `set_word` sets all of that.
        if self.words.len() < count {
            self.words.resize(count, Word::OUTSIDE);
            self.names.resize(count, Names::NONE);
            self.phrases.resize(count, 0);
        }
        self.spellings.clear();
        self.seen_capital.clear();
        self.seen_small.clear();
        self.seen_small.resize(SEEN_WORDS, 0);
    }

    fn set_sentences(&mut self) {
        self.sentences.clear();
        self.styles.clear();
        let count = self.tokens.len();
        self.sentences.resize(count, 0);
        self.styles.resize(count, 0);
        let mut start = 0;
        let mut number = 0;
        let mut words = SentenceWords::default();
        for (place, (token, sentence)) in self.tokens.iter().zip(&mut self.sentences).enumerate() {
            if place > start && token.has(Token::SENTENCE) {
                self.styles[start..place].fill(words.style(&self.text, &self.tokens[start..place]));
                words = SentenceWords::default();
                start = place;
                number += 1;
            }
            *sentence = number;
            words.add(*token);
        }
        self.styles[start..].fill(words.style(&self.text, &self.tokens[start..]));
    }

    fn set_windows(&mut self) {
        self.windows.clear();
        let tokens = &self.tokens;
        let mut start = 0;
        while start < tokens.len() {
            if !tokens[start].has(Token::CAPITAL) {
                start += 1;
                continue;
            }
            let mut end = start + 1;
            let mut connectors = 0;
            for (place, token) in tokens.iter().enumerate().skip(start + 1) {
                if token.has(Token::SENTENCE) {
                    break;
                }
                if token.has(Token::CAPITAL) {
                    end = place + 1;
                    connectors = 0;
                    if end - start >= MOST_WINDOW_TOKENS {
                        break;
                    }
                } else if connectors < MOST_CONNECTORS && is_connector(&self.text, *token) {
                    connectors += 1;
                } else {
                    break;
                }
            }
            if end > start + 1 || !is_never_alone(tokens[start].of(&self.text)) {
                self.windows.push((start as u32, end as u32));
            }
            start = end;
        }
    }

    /// Notes the word of a token that is near a window.
    #[inline]
    pub fn set_word(&mut self, token: usize, word: Word) {
        let marks = self.tokens[token];
        self.words[token] = word;
        self.names[token] = Names::NONE;
        self.phrases[token] = 0;
        if marks.has(Token::CAPITAL) {
            let name = self.spellings.number(word.lower);
            self.names[token] = name;
            if name as usize == self.seen_capital.len() {
                self.seen_capital.push(false);
            }
            if self.styles[token] == 0 && !marks.has(Token::FIRST_WORD) {
                self.seen_capital[name as usize] = true;
            }
        } else if marks.has(Token::SMALL_FIRST) {
            self.set_seen_small(token, word.lower);
        }
    }

    /// Notes a token that is not near any window.
    #[inline]
    pub fn pass(&mut self, token: usize) {
        let marks = self.tokens[token];
        if marks.has(Token::SMALL_FIRST) {
            self.set_seen_small(token, hash_at(&self.text, marks.start as usize, marks.end as usize));
        }
    }

    #[inline]
    fn set_seen_small(&mut self, token: usize, lower: u64) {
        if self.styles[token] == 0 {
            self.seen_small[(lower >> 54) as usize % SEEN_WORDS] |= 1 << (lower >> 48 & 63);
        }
    }

    /// True if the text has the word in small letters too; sometimes if it has not.
    pub fn is_seen_small(&self, lower: u64) -> bool {
        self.seen_small[(lower >> 54) as usize % SEEN_WORDS] >> (lower >> 48 & 63) & 1 == 1
    }

    /// Marks the names of several words that the lists hold.
    pub fn finish(&mut self, lexicon: &Lexicon<'_>) {
        for window in 0..self.windows.len() {
            let (start, end) = self.windows[window];
            let mut place = start as usize;
            while place < end as usize {
                place = self.mark_phrase(lexicon, place).max(place + 1);
            }
        }
    }

    /// Marks the longest listed name that begins at a token. Returns where it ends, 0 if there is none.
    fn mark_phrase(&mut self, lexicon: &Lexicon<'_>, start: usize) -> usize {
        if !self.words[start].begins_phrase || !self.tokens[start].has(Token::CAPITAL) {
            return 0;
        }
        let sentence = self.sentences[start];
        let mut state = 0;
        let mut found = (0, 0);
        let last = (start + MOST_PHRASE_WORDS).min(self.tokens.len());
        for place in start..last {
            if self.sentences[place] != sentence || self.nearness[place] == Nearness::Far {
                break;
            }
            match lexicon.phrase(&mut state, self.words[place].lower) {
                Some(0) => {}
                Some(lists) => found = (place + 1, lists),
                None => break,
            }
        }
        let (end, lists) = found;
        for place in start..end {
            for bit in (0..12).filter(|bit| lists >> bit & 1 == 1) {
                // The first six lists, and that of organisations.
                let pair = if bit == 11 { 6 } else { bit };
                if pair < 7 {
                    self.phrases[place] |= 1 << (2 * pair + u16::from(place > start));
                }
            }
        }
        end
    }

    /// Makes a whole text ready, each word looked up in the lexicon.
    pub fn read(text: &str, lexicon: &Lexicon<'_>) -> Document {
        let mut document = Document {
            text: text.to_owned(),
            ..Document::default()
        };
        let mut lower = String::new();
        document.begin();
        for token in 0..document.tokens.len() {
            if document.nearness[token] != Nearness::Far {
                let word = lexicon.word(document.tokens[token].of(&document.text), &mut lower);
                document.set_word(token, word);
            } else {
                document.pass(token);
            }
        }
        document.finish(lexicon);
        document
    }

    /// The token at a distance, if it stands in the same sentence.
    #[inline]
    fn neighbour(&self, token: usize, distance: isize) -> Option<usize> {
        let other = token.checked_add_signed(distance)?;
        (self.sentences.get(other)? == &self.sentences[token]).then_some(other)
    }

    /// The word at a distance, [`Word::OUTSIDE`] beyond the sentence.
    #[inline]
    pub fn word_at(&self, token: usize, distance: isize) -> &Word {
        static OUTSIDE: Word = Word::OUTSIDE;
        self.neighbour(token, distance)
            .map_or(&OUTSIDE, |other| &self.words[other])
    }

    /// What stands around a token of a window.
    #[inline]
    pub fn context(&self, token: usize) -> Context<'_> {
        let mut words = [self.word_at(token, -2); OFFSETS];
        for (slot, distance) in words.iter_mut().zip(-2..) {
            *slot = self.word_at(token, distance);
        }
        let phrases = [-1, 0, 1].map(|distance| self.neighbour(token, distance).map_or(0, |other| self.phrases[other]));
        Context {
            words,
            phrases,
            situation: self.situation(token),
        }
    }

    fn situation(&self, token: usize) -> u8 {
        let marks = self.tokens[token];
        let style = self.styles[token];
        let is_first = marks.has(Token::FIRST_WORD);
        let mut bits = style | if is_first { situation::FIRST } else { 0 };
        if marks.has(Token::CAPITAL) {
            if self.is_seen_small(self.words[token].lower) {
                bits |= situation::SEEN_SMALL;
            }
            let name = self.names[token] as usize;
            if (is_first || style != 0) && self.seen_capital.get(name) == Some(&true) {
                bits |= situation::SEEN_CAPITAL;
            }
        }
        bits
    }

    /// Gives every feature of a token of a window, those of the votes only if they are given: one for
    /// each token.
    pub fn for_each_feature(
        &self,
        lexicon: &Lexicon<'_>,
        token: usize,
        votes: Option<&[Vote]>,
        mut feature: impl FnMut(u64),
    ) {
        let mut lower = String::new();
        for (offset, distance) in (0..OFFSETS).zip(-2..) {
            let (word, affixes) = match self.neighbour(token, distance) {
                Some(other) => lexicon.word_with_affixes(self.tokens[other].of(&self.text), &mut lower),
                None => (Word::OUTSIDE, Affixes::default()),
            };
            for_each_word_feature(&word, &affixes, offset, &mut feature);
        }
        for_each_context_feature(&self.context(token), &mut feature);
        if let Some(votes) = votes {
            let around = [-1, 0, 1].map(|distance| self.neighbour(token, distance).map_or(0, |other| votes[other]));
            let words = [-1, 0, 1].map(|distance| self.word_at(token, distance));
            for_each_vote_feature(around, words, feature);
        }
    }
}

/// True for words that titles leave small.
fn is_little_word(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "and"
            | "for"
            | "with"
            | "from"
            | "over"
            | "into"
            | "off"
            | "out"
            | "after"
            | "amid"
            | "that"
            | "but"
            | "nor"
            | "via"
            | "not"
            | "its"
            | "than"
            | "are"
            | "was"
            | "his"
            | "her"
            | "upon"
    )
}

/// How many words of a sentence are written how.
#[derive(Debug, Default)]
struct SentenceWords {
    capitals: u32,
    capitalised: u32,
    long_capitalised: u32,
    long_small: u32,
}

impl SentenceWords {
    #[inline]
    fn add(&mut self, token: Token) {
        let cases = cases_of(token);
        let is_long = token.bytes() > 3;
        self.capitals += u32::from(cases == CAPITALS);
        self.capitalised += u32::from(cases == CAPITALISED);
        self.long_capitalised += u32::from(cases == CAPITALISED && is_long);
        self.long_small += u32::from(cases == SMALL && is_long);
    }

    /// What the sentence looks like: [`situation::ALL_CAPITALS`], [`situation::TITLE_CASE`] or 0.
    fn style(&self, text: &str, tokens: &[Token]) -> u8 {
        if self.capitals >= 2 && self.capitals > 2 * (self.long_capitalised + self.long_small) {
            situation::ALL_CAPITALS
        } else if self.is_title(text, tokens) {
            situation::TITLE_CASE
        } else {
            0
        }
    }

    /// True if there are at least eight words with a capital for each without that titles do not leave small.
    fn is_title(&self, text: &str, tokens: &[Token]) -> bool {
        let capitalised = self.capitals + self.capitalised;
        if capitalised < 3 {
            return false;
        }
        let is_small =
            |token: &&Token| cases_of(**token) == SMALL && token.bytes() > 2 && !is_little_word(token.of(text));
        let most = capitalised as usize / 8;
        tokens.iter().filter(is_small).nth(most).is_none()
    }
}

const CAPITALS: u8 = Token::WORD | Token::CAPITAL;
const SMALL: u8 = Token::WORD | Token::SMALL;
const CAPITALISED: u8 = Token::WORD | Token::CAPITAL | Token::SMALL;

/// Which letters a word of two bytes and more has; 0 for others.
#[inline]
fn cases_of(token: Token) -> u8 {
    if token.bytes() > 1 {
        token.marks & CAPITALISED
    } else {
        0
    }
}
