//! The other spellings of a word or name: by the names file of the archive, the built-in tables of
//! name parts and of places. Only what the archive holds is taken.
//!
//! ```text
//! person:zelensky                  zelensky zelenskyy zelenskiy зеленський       table of name parts
//! person:"volodymyr zelensky"      each word through its groups, in this order
//! place:"united states"            also the whole names us, u s, usa, america    table of places
//! zelenskyy                        also "volodymyr zelensky"                     names file
//! ```
//! In headline and text the built-in tables are used with care: no group that holds an ordinary word,
//! and no word of fewer than five letters, unless it is in another script.

use std::collections::BTreeSet;

use tantivy::query::{EnableScoring, PhraseQuery, Query as _};
use tantivy::{TERMINATED, Term, schema};

use super::{Expander, is_running_text};
use crate::article::EntityKind;
use crate::query::{Expr, Field};
use crate::search::SearchError;
use crate::search::fields::{entity_kinds, name_fields, word_fields};
use crate::search::spellings::Spelled;
use crate::search::word_set::{Languages, SetTerm, WordSet};
use crate::words::is_unspaced_letter;
use crate::words::names::{PlaceName, groups_of, places_named, places_of_demonym};

/// Letters of a word that has other spellings in running text, and of these, unless they are in
/// another script.
const LEAST_LETTERS: usize = 5;

/// The same for related words, which somebody asked for: `iran` is one, `us` is none.
const LEAST_LETTERS_OF_RELATED: usize = 4;

/// The other spellings of a word or name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Others {
    /// Index words.
    pub words: BTreeSet<String>,
    /// Several index words side by side.
    pub rows: BTreeSet<Vec<String>>,
    /// Names that must be the whole name of the field, folded.
    pub wholes: BTreeSet<String>,
}

impl Others {
    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.rows.is_empty() && self.wholes.is_empty()
    }

    /// Those that stand at places.
    pub(super) fn without_wholes(mut self) -> Others {
        self.wholes.clear();
        self
    }

    /// Takes a spelling that may be a part of a name.
    fn add(&mut self, folded: &str) {
        let row: Vec<String> = crate::words::words(folded).map(|word| word.text.to_owned()).collect();
        match row.as_slice() {
            [] => {}
            [word] => {
                self.words.insert(word.clone());
            }
            _ => {
                self.rows.insert(row);
            }
        }
    }

    /// Takes a spelling where the ordinary ones must be the whole name.
    fn add_place(&mut self, name: &PlaceName, is_in_text: bool) {
        let is_one_word = !name.text.contains(' ');
        match is_in_text || (is_one_word && !name.is_ordinary) {
            true => self.add(&name.text),
            false => {
                self.wholes.insert(name.text.clone());
            }
        }
    }
}

impl Expander<'_> {
    /// The other spellings of typed words that the archive holds in a field. One word is a word or
    /// part of a name, several are a phrase.
    pub(super) fn others(&self, typed: &[String], field: Option<Field>) -> Result<Others, SearchError> {
        let kinds = entity_kinds(field);
        let is_in_text = is_running_text(field);
        let mut others = Others::default();
        if !is_in_text && kinds.is_empty() {
            return Ok(others);
        }
        let name = typed.join(" ");
        self.by_file(&name, kinds, &mut others);
        if let Some(word) = as_printed(typed) {
            if is_in_text {
                by_table_in_text(&word, &mut others);
            } else if kinds.contains(&EntityKind::Person) {
                by_table(&word, &mut others);
            }
        }
        if is_in_text || kinds.contains(&EntityKind::Place) {
            by_places(&name, is_in_text, &mut others);
            if self.names.related {
                related(&name, is_in_text, &mut others);
            }
        }
        others.words.retain(|word| typed != [word.as_str()]);
        others.rows.retain(|row| row != typed);
        others.wholes.remove(&name);
        self.keep_held(&mut others, field)?;
        Ok(others)
    }

    /// The other names of a line of the names file, if the line is about such names.
    fn by_file(&self, name: &str, kinds: &[EntityKind], others: &mut Others) {
        let line = self.names.file.line_of(name);
        let is_meant = |kind: EntityKind| kinds.is_empty() || kinds.contains(&kind);
        for folded in line
            .filter(|line| line.kind.is_none_or(is_meant))
            .iter()
            .flat_map(|line| &line.folded)
        {
            others.add(folded);
        }
    }

    /// True if the names file says that a name is of a kind that the field asks for, whatever it was
    /// taken for.
    pub(super) fn is_corrected_to(&self, name: &str, field: Option<Field>) -> bool {
        let kind = self.names.file.line_of(name).and_then(|line| line.kind);
        kind.is_some_and(|kind| entity_kinds(field) == [kind])
    }

    fn keep_held(&self, others: &mut Others, field: Option<Field>) -> Result<(), SearchError> {
        let fields = word_fields(field, &self.index.fields);
        let holds = |fields: &[schema::Field], text: &str| -> tantivy::Result<bool> {
            for field in fields {
                if self.searcher.doc_freq(&Term::from_field_text(*field, text))? > 0 {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        for word in std::mem::take(&mut others.words) {
            if holds(&fields, &word)? {
                others.words.insert(word);
            }
        }
        for row in std::mem::take(&mut others.rows) {
            let mut is_held = true;
            for word in &row {
                is_held = is_held && holds(&fields, word)?;
            }
            if is_held && self.holds_phrase(&fields, &row)? {
                others.rows.insert(row);
            }
        }
        let whole_fields = field.map(|field| name_fields(field, &self.index.fields));
        let whole_fields: Vec<schema::Field> = whole_fields.iter().flatten().map(|field| field.whole).collect();
        for name in std::mem::take(&mut others.wholes) {
            if holds(&whole_fields, &name)? {
                others.wholes.insert(name);
            }
        }
        Ok(())
    }

    /// True if words stand side by side in a field of some article. Looks no further than the first.
    fn holds_phrase(&self, fields: &[schema::Field], row: &[String]) -> tantivy::Result<bool> {
        for field in fields {
            let terms = row.iter().map(|word| Term::from_field_text(*field, word)).collect();
            let weight = PhraseQuery::new(terms).weight(EnableScoring::disabled_from_searcher(self.searcher))?;
            for segment in self.searcher.segment_readers() {
                if weight.scorer(segment, 1.0)?.doc() != TERMINATED {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// A set with some words more, which count in every language.
    pub(super) fn widened(set: WordSet, words: &BTreeSet<String>) -> WordSet {
        if words.is_empty() {
            return set;
        }
        let mut terms: Vec<SetTerm> = set
            .terms
            .into_iter()
            .map(|term| match words.contains(&term.text) {
                true => SetTerm {
                    languages: Languages::All,
                    ..term
                },
                false => term,
            })
            .collect();
        for word in words {
            if let Err(at) = terms.binary_search_by(|term| term.text.as_str().cmp(word)) {
                terms.insert(at, SetTerm::everywhere(word));
            }
        }
        WordSet { terms }
    }

    /// Remembers other spellings, to be told with the answer.
    pub(super) fn note_spellings(&mut self, expr: &Expr, field: Option<Field>, others: &Others) {
        if others.is_empty() {
            return;
        }
        let mut rows: Vec<Vec<String>> = others.words.iter().map(|word| vec![word.clone()]).collect();
        rows.extend(others.rows.iter().cloned());
        self.spelled.push(Spelled {
            typed: expr.clone(),
            field,
            rows,
            wholes: others.wholes.iter().cloned().collect(),
        });
    }
}

/// Words that the tokenizer cuts a name part into, as the table has them: with an apostrophe, or
/// without spaces.
fn as_printed(typed: &[String]) -> Option<String> {
    match typed {
        [word] => Some(word.clone()),
        _ if typed.iter().all(|word| word.chars().all(is_unspaced_letter)) => Some(typed.concat()),
        [one, other] => Some(format!("{one}'{other}")),
        _ => None,
    }
}

/// Groups of the table, for a field that holds names.
fn by_table(word: &str, others: &mut Others) {
    for member in groups_of(word).iter().flat_map(|group| &group.members) {
        others.add(&member.text);
    }
}

/// Groups of the table, for running text.
fn by_table_in_text(word: &str, others: &mut Others) {
    for group in groups_of(word) {
        if group.members.iter().any(|member| member.is_ordinary) {
            continue;
        }
        for member in group
            .members
            .iter()
            .filter(|member| is_safe_in_text(word, &member.text))
        {
            others.add(&member.text);
        }
    }
}

/// True if both are long enough, or in two scripts.
fn is_safe_in_text(word: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).count();
    script(word) != script(other) || letters(word).min(letters(other)) >= LEAST_LETTERS
}

/// The script of a word's first letter, as far as it tells one from another.
fn script(word: &str) -> u32 {
    match word.chars().find(|letter| letter.is_alphabetic()).map(u32::from) {
        None => 0,
        Some(0..=0x24f | 0x1e00..=0x1eff) => 1,
        Some(0x370..=0x3ff | 0x1f00..=0x1fff) => 2,
        Some(0x400..=0x52f) => 3,
        Some(0x3040..=0x30ff | 0x3400..=0x9fff) => 4,
        Some(0xac00..=0xd7a3) => 5,
        Some(letter) => 6 + (letter >> 7),
    }
}

fn by_places(name: &str, is_in_text: bool, others: &mut Others) {
    for place in places_named(name) {
        let typed = place.names.iter().find(|typed| typed.text == name);
        let is_safe = |other: &&PlaceName| !other.is_ordinary && is_safe_in_text(name, &other.text);
        match is_in_text {
            true if typed.is_some_and(|typed| typed.is_ordinary) => {}
            true => {
                for other in place.names.iter().filter(is_safe) {
                    others.add_place(other, true);
                }
            }
            false => {
                for other in &place.names {
                    others.add_place(other, false);
                }
            }
        }
    }
}

/// The places that a word is of; in running text also what is of a place.
fn related(name: &str, is_in_text: bool, others: &mut Others) {
    let is_safe =
        |name: &&PlaceName| !is_in_text || (!name.is_ordinary && name.text.chars().count() >= LEAST_LETTERS_OF_RELATED);
    for place in places_of_demonym(name) {
        for other in place.names.iter().filter(is_safe) {
            others.add_place(other, is_in_text);
        }
    }
    if is_in_text {
        for place in places_named(name).into_iter().chain(places_of_demonym(name)) {
            for demonym in place.demonyms.iter().filter(is_safe) {
                others.add(&demonym.text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_in_text(word: &str, expected: &[&str]) {
        let mut others = Others::default();
        by_table_in_text(word, &mut others);
        by_places(word, true, &mut others);
        for other in expected {
            let row: Vec<String> = other.split(' ').map(str::to_owned).collect();
            assert!(
                others.words.contains(*other) || others.rows.contains(&row),
                "{word}: {others:?}"
            );
        }
        if expected.is_empty() {
            assert_eq!(others, Others::default(), "{word}");
        }
    }

    #[test]
    fn short_and_ordinary_words_of_running_text_have_no_other_spellings() {
        for word in [
            "one", "may", "yen", "german", "tin", "rose", "us", "turkey", "chad", "jordan", "georgia", "poles",
        ] {
            check_in_text(word, &[]);
        }
        check_in_text("zelensky", &["zelenskyy", "зеленський", "ゼ レ ン ス キ ー"]);
        check_in_text("burma", &["myanmar"]);
        check_in_text("czechia", &["czech republic"]);
        check_in_text("britain", &["united kingdom"]);
    }

    #[test]
    fn a_word_of_four_letters_has_other_spellings_only_in_other_scripts() {
        let mut others = Others::default();
        by_places("kyiv", true, &mut others);
        assert_eq!(others.words, BTreeSet::from(["киів".to_owned(), "киев".to_owned()]));
        assert!(is_safe_in_text("putin", "poutine") && is_safe_in_text("xi", "习"));
        assert!(!is_safe_in_text("putin", "puti") && !is_safe_in_text("kiev", "kyjiw"));
    }

    #[test]
    fn what_is_related_is_no_word_that_everybody_uses() {
        let mut others = Others::default();
        related("american", true, &mut others);
        assert!(
            !others.words.contains("us") && !others.words.contains("america"),
            "{others:?}"
        );
        let mut others = Others::default();
        related("poland", true, &mut others);
        assert!(others.is_empty(), "{others:?}");
        let mut others = Others::default();
        related("crimean", true, &mut others);
        assert!(others.words.contains("crimea"));
    }
}
