//! Titles, articles and possessives off; nationalities, days, pronouns and bare titles away.

use std::sync::LazyLock;

use super::Name;
use crate::article::EntityKind;
use crate::enrich::entities::recognise::document::Document;
use crate::enrich::entities::recognise::lexicon::list;
use crate::enrich::entities::recognise::tokens::Token;
use crate::enrich::entities::recognise::words::hash_of;

/// Words that are no name when they stand alone, in small letters and in order.
const NEVER: &[&str] = &[
    "a",
    "all",
    "an",
    "and",
    "april",
    "as",
    "at",
    "both",
    "but",
    "by",
    "christian",
    "christians",
    "christmas",
    "december",
    "democrat",
    "democrats",
    "easter",
    "eid",
    "father",
    "february",
    "for",
    "friday",
    "from",
    "god",
    "hanukkah",
    "he",
    "her",
    "his",
    "how",
    "i",
    "if",
    "in",
    "internet",
    "islam",
    "it",
    "its",
    "january",
    "jewish",
    "jews",
    "july",
    "june",
    "madam",
    "march",
    "mass",
    "monday",
    "most",
    "mother",
    "muslim",
    "muslims",
    "my",
    "no",
    "not",
    "november",
    "october",
    "of",
    "on",
    "one",
    "our",
    "passover",
    "ramadan",
    "republican",
    "republicans",
    "saturday",
    "september",
    "she",
    "so",
    "some",
    "sunday",
    "thanksgiving",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "thursday",
    "to",
    "tuesday",
    "two",
    "was",
    "we",
    "wednesday",
    "what",
    "when",
    "where",
    "who",
    "why",
    "yes",
    "you",
    "your",
];

/// Words before a title, in order: `Vice President`, `Prime Minister`.
const BEFORE_TITLES: &[&str] = &[
    "acting", "chief", "defence", "defense", "deputy", "finance", "foreign", "former", "interior", "major", "prime",
    "vice",
];

/// Titles that are on no list of the model, in order.
const TITLES: &[&str] = &[
    "aunt",
    "bundeskanzler",
    "councillor",
    "councilman",
    "countess",
    "datin",
    "dato",
    "datuk",
    "deacon",
    "duchess",
    "encik",
    "governor-general",
    "herr",
    "lawmaker",
    "lieutenant-colonel",
    "madam",
    "madame",
    "maestro",
    "miss",
    "monsignor",
    "mullah",
    "premier",
    "puan",
    "superintendent",
    "supt",
    "tunku",
    "uncle",
    "vice-chancellor",
    "vice-president",
];

/// Trims each name, and drops those of which nothing is left.
pub(super) fn apply(document: &Document, names: &mut Vec<Name>) {
    let mut at = 0;
    while let Some(name) = names.get_mut(at) {
        if let Some(country) = split_country(document, name) {
            names.insert(at, country);
        } else {
            trim(document, name);
        }
        at += 1;
    }
    names.retain(|name| name.start < name.end && !is_never(document, *name));
}

/// Takes a country in the genitive off the name of a body: `China's Foreign Ministry`.
fn split_country(document: &Document, name: &mut Name) -> Option<Name> {
    let is_genitive = |token: usize| matches!(document.tokens[token].of(&document.text), "'s" | "’s");
    let is_country = document.words[name.start].lists & list::COUNTRY != 0;
    if name.kind == EntityKind::Person || name.len() < 3 || !is_country || !is_genitive(name.start + 1) {
        return None;
    }
    let country = Name {
        start: name.start,
        end: name.start + 1,
        kind: EntityKind::Place,
    };
    name.start += 2;
    Some(country)
}

/// Words in small letters, and which hashes they have: most words need not be compared with any.
struct WordList {
    words: &'static [&'static str],
    /// One bit for each value of the top bits of a hash.
    hashes: [u64; 64],
}

impl WordList {
    /// Bytes of the longest word on any list.
    const MOST_BYTES: usize = 20;

    fn new(words: &'static [&'static str]) -> WordList {
        let mut hashes = [0; 64];
        for word in words {
            let hash = hash_of(word.as_bytes());
            hashes[(hash >> 58) as usize] |= 1 << (hash >> 52 & 63);
        }
        WordList { words, hashes }
    }

    /// True if a token is on the list; a full stop at its end does not count.
    fn has(&self, document: &Document, token: usize) -> bool {
        let printed = document.tokens[token].of(&document.text);
        let hash = document.words[token].lower;
        let (word, has_stop) = match printed.strip_suffix('.') {
            Some(word) => (word, true),
            None => (printed, false),
        };
        if !has_stop && self.hashes[(hash >> 58) as usize] >> (hash >> 52 & 63) & 1 == 0 {
            return false;
        }
        let mut lower = [0; Self::MOST_BYTES];
        let Some(lower) = lower.get_mut(..word.len()) else {
            return false;
        };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        self.words
            .binary_search_by(|listed| listed.as_bytes().cmp(lower))
            .is_ok()
    }
}

static NEVER_NAMES: LazyLock<WordList> = LazyLock::new(|| WordList::new(NEVER));
static MORE_TITLES: LazyLock<WordList> = LazyLock::new(|| WordList::new(TITLES));
static HALF_TITLES: LazyLock<WordList> = LazyLock::new(|| WordList::new(BEFORE_TITLES));

fn trim(document: &Document, name: &mut Name) {
    let printed = |token: usize| document.tokens[token].of(&document.text);
    let is_capital = |token: usize| document.tokens[token].has(Token::CAPITAL);
    while name.start < name.end && !is_capital(name.end - 1) {
        // A number or a small word may end a name, a sign or a possessive does not.
        let is_word = document.tokens[name.end - 1].has(Token::WORD) && document.tokens[name.end - 1].bytes() > 1;
        if is_word {
            break;
        }
        name.end -= 1;
    }
    while name.start < name.end && !document.tokens[name.start].has(Token::WORD) {
        name.start += 1;
    }
    if name.len() > 1 && name.kind != EntityKind::Person && matches!(printed(name.start), "the" | "The" | "THE") {
        let behind = printed(name.start + 1);
        if !behind.eq_ignore_ascii_case("hague") {
            name.start += 1;
        }
    }
    if name.kind == EntityKind::Person {
        while name.len() > 1 && is_title(document, name) {
            name.start += 1;
        }
    }
}

/// True if the first word of a person's name is a title, or a word that belongs to the title behind it.
fn is_title(document: &Document, name: &Name) -> bool {
    let lists = |token: usize| document.words[token].lists;
    if lists(name.start) & list::TITLE != 0 || MORE_TITLES.has(document, name.start) {
        return true;
    }
    name.len() > 2 && lists(name.start + 1) & list::TITLE != 0 && HALF_TITLES.has(document, name.start)
}

fn is_never(document: &Document, name: Name) -> bool {
    if name.len() > 1 {
        return false;
    }
    let lists = document.words[name.start].lists;
    let people = list::FIRST_NAME | list::LAST_NAME;
    let places = list::COUNTRY | list::BIG_CITY | list::REGION | list::STATE | list::CITY;
    let is_nationality = lists & list::DEMONYM != 0
        && match name.kind {
            EntityKind::Person => lists & people == 0,
            EntityKind::Place => lists & (places & !list::CITY) == 0,
            EntityKind::Org => lists & (people | places) == 0,
        };
    let is_bare_title = name.kind == EntityKind::Person && lists & list::TITLE != 0 && lists & people == 0;
    is_nationality || is_bare_title || NEVER_NAMES.has(document, name.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        assert!(NEVER.is_sorted() && TITLES.is_sorted() && BEFORE_TITLES.is_sorted());
    }
}
