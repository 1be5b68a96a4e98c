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

use tantivy::Term;
use tantivy::collector::Count;
use tantivy::query::{PhraseQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

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
        let holds = |word: &String| -> tantivy::Result<bool> {
            for field in &fields {
                if self.searcher.doc_freq(&Term::from_field_text(*field, word))? > 0 {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        for word in std::mem::take(&mut others.words) {
            if holds(&word)? {
                others.words.insert(word);
            }
        }
        let mut rows: Vec<(Vec<String>, usize)> = Vec::new();
        for row in std::mem::take(&mut others.rows) {
            let mut is_held = true;
            for word in &row {
                is_held = is_held && holds(word)?;
            }
            let mut found = 0;
            for field in fields.iter().filter(|_| is_held) {
                let terms = row.iter().map(|word| Term::from_field_text(*field, word)).collect();
                found += self.searcher.search(&PhraseQuery::new(terms), &Count)?;
            }
            if found > 0 {
                rows.push((row, found));
            }
        }
        // One that stands in another in all its articles says nothing more.
        let is_part = |(row, found): &(Vec<String>, usize)| {
            let holds = |(other, times): &(Vec<String>, usize)| {
                times == found && other.len() > row.len() && other.windows(row.len()).any(|part| part == row)
            };
            rows.iter().any(holds)
        };
        let whole = rows.iter().filter(|row| !is_part(row));
        others.rows = whole.map(|(row, _)| row.clone()).collect();
        let wholes = field
            .map(|field| name_fields(field, &self.index.fields))
            .unwrap_or_default();
        for name in std::mem::take(&mut others.wholes) {
            let mut found = 0;
            for field in &wholes {
                let term = Term::from_field_text(field.whole, &name);
                found += self
                    .searcher
                    .search(&TermQuery::new(term, IndexRecordOption::Basic), &Count)?;
            }
            if found > 0 {
                others.wholes.insert(name);
            }
        }
        Ok(())
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
        if is_in_text && place.names.iter().any(|name| name.is_ordinary) {
            continue;
        }
        for other in place
            .names
            .iter()
            .filter(|other| !is_in_text || is_safe_in_text(name, &other.text))
        {
            others.add_place(other, is_in_text);
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
