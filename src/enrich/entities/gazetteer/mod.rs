//! The names of texts in languages for which there is no model: what lists know, and nothing else.
//!
//! - what fields of the source name, where it stands in the text
//! - a name behind a title: `Präsident Wolodymyr Selenskyj`, `M. Dupont`
//! - a given name of the lists with a family name behind it; in German, where every noun has a capital,
//!   with one of the lists; and two parts of names of the table of spellings
//! - countries, capitals and regions under their names in any language
//! - bodies and agencies known by their capitals
//! - the family name alone of somebody found so
//!
//! A name must have a capital, so that scripts without capitals give only what fields name.

#[cfg(test)]
mod tests;
mod titles;

use std::collections::HashSet;
use std::ops::Range;

use self::titles::{is_abbreviated, is_article, is_org, is_particle, titles_of};
use super::recognise::built_in;
use super::recognise::lexicon::{Lexicon, list};
use crate::article::{Article, EntityKind, Mention, TextPart};
use crate::words::names::{groups_of, places_named};
use crate::words::{Word, fold_name, words};

/// Words of the longest name of a list, and of a person's behind a title.
const MOST_WORDS: usize = 5;

/// Fewest letters of a name of one word behind a title, and of a family name that stands alone.
const LEAST_LETTERS: usize = 3;

/// The names of an article in another language than English, in the order of its text; they do not overlap.
pub(super) fn mentions(article: &Article, language: &str) -> Vec<Mention> {
    let headline = article.headline.as_ref().map_or("", |headline| headline.text.as_str());
    let mut texts: Vec<Text<'_>> = [(TextPart::Headline, headline), (TextPart::Body, article.body.as_str())]
        .into_iter()
        // In capitals nothing tells a name.
        .filter(|(_, text)| text.contains(char::is_lowercase))
        .map(|(part, text)| Text::of(part, text))
        .collect();
    let given = [
        (EntityKind::Person, &article.people),
        (EntityKind::Place, &article.places),
        (EntityKind::Org, &article.orgs),
    ];
    let mut lists = Lists {
        language,
        lexicon: built_in().lexicon,
        lower: String::new(),
        surnames: HashSet::new(),
    };
    for text in &mut texts {
        for (kind, names) in given {
            names.iter().for_each(|name| text.find_given(kind, name));
        }
    }
    for name in &article.people {
        lists.add_surname(&fold_name(name));
    }
    texts.iter_mut().for_each(|text| text.find_people(&mut lists));
    texts.iter_mut().for_each(|text| text.find_listed(&lists));
    let mut mentions: Vec<Mention> = texts.into_iter().flat_map(Text::into_mentions).collect();
    mentions.sort_by_key(|mention| (mention.part, mention.span.start));
    mentions
}

/// What is known, and who was found.
struct Lists<'a> {
    language: &'a str,
    lexicon: Lexicon<'static>,
    lower: String,
    /// Folded.
    surnames: HashSet<String>,
}

impl Lists<'_> {
    /// True if the word stands on one of the lists.
    fn is_on(&mut self, word: &str, lists: u16) -> bool {
        self.lexicon.word(word, &mut self.lower).lists & lists != 0
    }

    /// Takes the last word of a folded name of several words.
    fn add_surname(&mut self, folded: &str) {
        if let Some((_, last)) = folded.rsplit_once(' ')
            && last.chars().count() >= LEAST_LETTERS
        {
            self.surnames.insert(last.to_owned());
        }
    }
}

/// A text and what was found in it.
struct Text<'a> {
    part: TextPart,
    text: &'a str,
    words: Vec<Word<'a>>,
    /// The kind of the name that each word is in.
    is_taken: Vec<bool>,
    /// First and end word of each name.
    found: Vec<(Range<usize>, EntityKind)>,
}

impl<'a> Text<'a> {
    fn of(part: TextPart, text: &'a str) -> Text<'a> {
        let words: Vec<Word<'a>> = words(text).collect();
        Text {
            part,
            text,
            is_taken: vec![false; words.len()],
            words,
            found: Vec::new(),
        }
    }

    fn into_mentions(self) -> impl Iterator<Item = Mention> {
        let Text { part, words, found, .. } = self;
        found.into_iter().filter_map(move |(of_words, kind)| {
            let first = words.get(of_words.start)?;
            let last = words.get(of_words.end.checked_sub(1)?)?;
            Some(Mention {
                part,
                span: first.start..last.end,
                kind,
            })
        })
    }

    fn word(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| word.text)
    }

    /// What stands between a word and the next.
    fn gap(&self, at: usize) -> &'a str {
        let ends = self.words.get(at).zip(self.words.get(at + 1));
        ends.and_then(|(one, next)| self.text.get(one.end..next.start))
            .unwrap_or("\n\n")
    }

    fn is_capitalised(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// Notes a name unless a word of it is in another one.
    fn take(&mut self, of_words: Range<usize>, kind: EntityKind) -> bool {
        let Some(taken) = self.is_taken.get_mut(of_words.clone()) else {
            return false;
        };
        if taken.iter().any(|is_taken| *is_taken) {
            return false;
        }
        taken.fill(true);
        self.found.push((of_words, kind));
        true
    }

    /// Finds a name that a field states.
    fn find_given(&mut self, kind: EntityKind, name: &str) {
        let wanted: Vec<&str> = words(name).map(|word| word.text).collect();
        if wanted.is_empty() {
            return;
        }
        let starts: Vec<usize> = (0..self.words.len().saturating_sub(wanted.len() - 1))
            .filter(|start| (*start..).zip(&wanted).all(|(at, word)| self.word(at) == *word))
            .filter(|start| (*start..*start + wanted.len() - 1).all(|at| is_inside_name(self.gap(at))))
            .collect();
        for start in starts {
            self.take(start..start + wanted.len(), kind);
        }
    }

    /// Finds people behind titles and by their given names.
    fn find_people(&mut self, lists: &mut Lists<'_>) {
        let titles = titles_of(lists.language);
        let mut at = 0;
        while at < self.words.len() {
            let start = titles.and_then(|titles| self.behind_title(at, titles));
            let end = match start {
                Some(start) => self.end_of_name(start),
                None => self.end_of_full_name(at, lists),
            };
            let start = start.unwrap_or(at);
            let is_long = end > start + 1 || self.word(start).chars().count() >= LEAST_LETTERS;
            if end > start && is_long && self.take(start..end, EntityKind::Person) {
                let name = self.words.get(start).zip(self.words.get(end - 1));
                let name = name.and_then(|(first, last)| self.text.get(first.start..last.end));
                lists.add_surname(&fold_name(name.unwrap_or_default()));
            }
            at = end.max(at + 1);
        }
    }

    /// The word behind a title, or behind several, if a name may begin there.
    fn behind_title(&self, at: usize, titles: &HashSet<String>) -> Option<usize> {
        let mut next = at;
        while next < at + MOST_WORDS {
            let title = fold_name(self.word(next));
            let is_title = titles.contains(&title);
            if !is_title {
                break;
            }
            let gap = self.gap(next);
            if gap != " " && !(is_abbreviated(&title) && matches!(gap, ". " | ".\u{a0}" | "\u{a0}")) {
                return None;
            }
            next += 1;
        }
        (next > at && self.is_capitalised(next) && places_named(&fold_name(self.word(next))).is_empty()).then_some(next)
    }

    /// Where a name ends that begins with a capitalised word.
    fn end_of_name(&self, start: usize) -> usize {
        let mut end = start + 1;
        let mut at = start;
        while at + 1 < (start + MOST_WORDS).min(self.words.len()) {
            let is_initial = self.word(at).chars().nth(1).is_none();
            if !(is_inside_name(self.gap(at)) || is_initial && self.gap(at) == ". ") {
                break;
            }
            at += 1;
            if self.is_capitalised(at) && !self.is_shouted(at) {
                end = at + 1;
            } else if !is_particle(self.word(at)) {
                break;
            }
        }
        end
    }

    /// True for an acronym, which is no part of a person's name.
    fn is_shouted(&self, at: usize) -> bool {
        let word = self.word(at);
        word.chars().nth(1).is_some() && !word.contains(char::is_lowercase)
    }

    /// Where the name of a person ends that begins with a given name; the beginning if none does. What has an
    /// article is a thing: la Maison Blanche.
    fn end_of_full_name(&self, start: usize, lists: &mut Lists<'_>) -> usize {
        const NO_FIRST: u16 = list::COUNTRY | list::DEMONYM | list::TITLE;
        let first = self.word(start);
        let may_begin = self.is_capitalised(start) && self.is_capitalised(start + 1) && !self.is_shouted(start);
        let end = self.end_of_name(start);
        if !may_begin || end < start + 2 || lists.is_on(first, NO_FIRST) {
            return start;
        }
        let last = self.word(end - 1);
        let has_article =
            start > 0 && self.gap(start - 1).len() < 3 && is_article(self.word(start - 1), lists.language);
        let is_by_lists = !has_article
            && lists.is_on(first, list::FIRST_NAME)
            && (lists.language != "de" || lists.is_on(last, list::LAST_NAME));
        match is_by_lists || (is_part_of_name(first) && is_part_of_name(last)) {
            true => end,
            false => start,
        }
    }

    /// Finds places and bodies of the lists, and the family names of people who were found.
    fn find_listed(&mut self, lists: &Lists<'_>) {
        for at in 0..self.words.len() {
            if !self.is_capitalised(at) || self.is_taken.get(at) == Some(&true) {
                continue;
            }
            if let Some(end) = self.end_of_place(at) {
                self.take(at..end, EntityKind::Place);
            } else if is_org(self.word(at)) {
                self.take(at..at + 1, EntityKind::Org);
            } else if lists.surnames.contains(&fold_name(self.word(at))) {
                self.take(at..at + 1, EntityKind::Person);
            }
        }
    }

    /// Where the longest name of a place ends that begins at a word.
    fn end_of_place(&self, start: usize) -> Option<usize> {
        let mut last = start;
        while last + 1 < (start + MOST_WORDS).min(self.words.len()) && is_inside_name(self.gap(last)) {
            last += 1;
        }
        let first = self.words.get(start)?;
        (start..=last).rev().find_map(|last| {
            // A name ends with a capitalised word.
            let name = self.words.get(last).filter(|_| self.is_capitalised(last))?;
            let folded = fold_name(self.text.get(first.start..name.end)?);
            let is_it = |name: &crate::words::names::PlaceName| name.text == folded && !name.is_ordinary;
            let places = places_named(&folded);
            places
                .iter()
                .flat_map(|place| &place.names)
                .any(is_it)
                .then_some(last + 1)
        })
    }
}

/// True for a word that the table of spellings knows as a part of names and as nothing else.
fn is_part_of_name(word: &str) -> bool {
    let folded = fold_name(word);
    let groups = groups_of(&folded);
    let members = groups.iter().flat_map(|group| &group.members);
    let mut own = members.filter(|member| member.text == folded).peekable();
    own.peek().is_some() && own.all(|member| !member.is_ordinary)
}

/// True for what may stand between two words of one name.
fn is_inside_name(gap: &str) -> bool {
    matches!(gap, " " | "-" | "\u{a0}" | "\n" | "'" | "’")
}
