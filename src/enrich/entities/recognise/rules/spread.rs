//! Names carried over the article: a spelling is mostly of one kind, a surname is that of its person,
//! a name in a headline is the one of the text.

use super::{Name, insert, is_free};
use crate::article::EntityKind;
use crate::enrich::entities::recognise::document::Document;
use crate::enrich::entities::recognise::lexicon::list;
use crate::enrich::entities::recognise::names::Names;
use crate::enrich::entities::recognise::tags::kind_number;
use crate::enrich::entities::recognise::tokens::Token;
use crate::enrich::entities::recognise::words::mix;

/// Words of the longest name that is carried over to other places.
const MOST_WORDS: usize = 5;

/// What an article's spellings were taken for. One is used for many articles.
#[derive(Debug, Default)]
pub struct Spread {
    spellings: Names,
    /// How often each spelling is a person, place, organisation.
    counts: Vec<[u16; 3]>,
    surnames: Names,
    /// How often each surname stands behind a given name.
    surname_counts: Vec<u16>,
    /// The first words of spellings.
    first_words: Names,
    found: Vec<Name>,
}

/// The hash of a name in small letters.
fn spelling(document: &Document, start: usize, end: usize) -> u64 {
    let words = &document.words[start..end];
    words
        .iter()
        .fold(words.len() as u64, |hash, word| mix(hash, word.lower))
}

/// The token of a person's surname, if the name has a given name before it.
fn surname(document: &Document, name: Name) -> Option<usize> {
    let is_suffix = |token: usize| {
        matches!(
            document.tokens[token].of(&document.text),
            "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV" | "JR." | "JR" | "SR."
        )
    };
    let last = (name.start + 1..name.end).rev().find(|token| !is_suffix(*token))?;
    let has_letters = document.tokens[last].has(Token::CAPITAL) && document.tokens[last].bytes() > 2;
    has_letters.then_some(last)
}

impl Spread {
    /// Carries the names over.
    pub(super) fn apply(&mut self, document: &Document, names: &mut Vec<Name>) {
        self.count(document, names);
        for name in names.iter_mut() {
            if let Some(kind) = self.better_kind(document, *name) {
                name.kind = kind;
            }
        }
        self.add(document, names);
    }

    fn count(&mut self, document: &Document, names: &[Name]) {
        self.spellings.clear();
        self.counts.clear();
        self.surnames.clear();
        self.surname_counts.clear();
        self.first_words.clear();
        for name in names {
            let number = self.spellings.number(spelling(document, name.start, name.end)) as usize;
            if number >= self.counts.len() {
                self.counts.resize(number + 1, [0; 3]);
            }
            self.first_words.number(document.words[name.start].lower);
            let count = &mut self.counts[number][usize::from(kind_number(name.kind))];
            *count = count.saturating_add(1);
            if name.kind == EntityKind::Person
                && let Some(token) = surname(document, *name)
            {
                let number = self.surnames.number(document.words[token].lower) as usize;
                if number >= self.surname_counts.len() {
                    self.surname_counts.resize(number + 1, 0);
                }
                self.surname_counts[number] = self.surname_counts[number].saturating_add(1);
            }
        }
    }

    /// How often the article has a word as a surname behind a given name.
    fn as_surname(&self, document: &Document, token: usize) -> u16 {
        let number = self.surnames.find(document.words[token].lower);
        number
            .and_then(|number| self.surname_counts.get(number as usize))
            .copied()
            .unwrap_or(0)
    }

    /// How often a spelling is what.
    fn as_kinds(&self, document: &Document, start: usize, end: usize) -> [u16; 3] {
        let number = self.spellings.find(spelling(document, start, end));
        number
            .and_then(|number| self.counts.get(number as usize))
            .copied()
            .unwrap_or_default()
    }

    /// The kind that the spelling has more often than the one that it has here.
    fn better_kind(&self, document: &Document, name: Name) -> Option<EntityKind> {
        let mut counts = self.as_kinds(document, name.start, name.end);
        if name.len() == 1 {
            counts[0] = counts[0].saturating_add(self.as_surname(document, name.start));
        }
        let own = counts[usize::from(kind_number(name.kind))];
        let most = counts.into_iter().max().unwrap_or(0);
        let best = counts.iter().position(|count| *count == most)?;
        if most > own {
            EntityKind::ALL.get(best).copied()
        } else {
            None
        }
    }

    /// Adds names that the model left out where the article has them elsewhere.
    fn add(&mut self, document: &Document, names: &mut Vec<Name>) {
        self.found.clear();
        self.found.extend_from_slice(names);
        let found = &self.found;
        let mut next = 0;
        for &(start, end) in &document.windows {
            let (mut token, end) = (start as usize, end as usize);
            while token < end {
                while found.get(next).is_some_and(|name| name.end <= token) {
                    next += 1;
                }
                if let Some(name) = found.get(next).filter(|name| name.start <= token) {
                    token = name.end;
                    continue;
                }
                token += match self.name_at(document, found, token, end) {
                    Some(name) => {
                        insert(names, name);
                        name.len()
                    }
                    None => 1,
                };
            }
        }
    }

    /// A name of the article at a token that belongs to none of those found.
    fn name_at(&self, document: &Document, names: &[Name], token: usize, window_end: usize) -> Option<Name> {
        let marks = document.tokens[token];
        if !marks.has(Token::CAPITAL) {
            return None;
        }
        let name = |end: usize, kind: EntityKind| Name {
            start: token,
            end,
            kind,
        };
        if self.first_words.find(document.words[token].lower).is_some() {
            let ends = (token + 2..=(token + MOST_WORDS).min(window_end)).rev();
            for end in ends.filter(|end| is_free(names, token, *end)) {
                if let Some(kind) = kind_of(self.as_kinds(document, token, end), 1) {
                    return Some(name(end, kind));
                }
            }
        }
        let styled = document.styles[token] != 0;
        if self.as_surname(document, token) > 0
            && (styled || !marks.has(Token::FIRST_WORD) || !self.is_word(document, token))
        {
            return Some(name(token + 1, EntityKind::Person));
        }
        // A single word may be an ordinary one.
        let is_alone = !is_capital(document, token.wrapping_sub(1)) && !is_capital(document, token + 1);
        if styled || (is_alone && !marks.has(Token::FIRST_WORD)) {
            let kind = kind_of(self.as_kinds(document, token, token + 1), if styled { 1 } else { 2 })?;
            return Some(name(token + 1, kind));
        }
        None
    }

    /// True if a word at the head of a sentence is an ordinary one as well.
    fn is_word(&self, document: &Document, token: usize) -> bool {
        document.is_seen_small(document.words[token].lower)
            || document.words[token].lists & (list::TITLE | list::ORG_WORD) != 0
    }
}

fn is_capital(document: &Document, token: usize) -> bool {
    document
        .tokens
        .get(token)
        .is_some_and(|token| token.has(Token::CAPITAL))
}

/// The most frequent kind, if it is frequent enough.
fn kind_of(counts: [u16; 3], least: u16) -> Option<EntityKind> {
    let most = counts.into_iter().max().unwrap_or(0);
    let best = counts.iter().position(|count| *count == most)?;
    if most >= least {
        EntityKind::ALL.get(best).copied()
    } else {
        None
    }
}
