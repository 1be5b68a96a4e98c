//! The set of index words that a word, a pattern, a nearly spelled word or a regular expression
//! stands for.

use std::collections::BTreeSet;

use super::Expander;
use crate::index::dictionary::{self, Words};
use crate::index::stems;
use crate::query::{Expr, Field};
use crate::search::SearchError;
use crate::search::fields::word_fields;
use crate::search::word_set::{Languages, SetTerm, WordSet};
use crate::words::{Stemmer, fold};

impl Expander<'_> {
    /// All words of headline and body that have the stem of `word` in some language of the index,
    /// each for the articles in the languages in which it has.
    pub(super) fn family(&self, word: &str) -> Result<WordSet, SearchError> {
        let mut words = BTreeSet::from([word.to_owned()]);
        for segment in self.searcher.segment_readers() {
            for language in stems::languages(segment)? {
                let stemmer = Stemmer::for_language(&language);
                if stemmer.is_identity() {
                    continue;
                }
                let stem = stemmer.stem(word);
                let table = self.index.stem_table(segment, &language)?;
                table.words_of(&stem, |member| {
                    words.insert(member.to_owned());
                });
                words.insert(stem.into_owned());
            }
        }
        let stemmers: Vec<(&String, Stemmer)> = self
            .languages
            .iter()
            .map(|code| (code, Stemmer::for_language(code)))
            .collect();
        let mut terms = Vec::new();
        for text in words {
            let codes: Vec<String> = stemmers
                .iter()
                .filter(|(_, stemmer)| stemmer.stem(&text) == stemmer.stem(word))
                .map(|(code, _)| (*code).clone())
                .collect();
            let languages = match codes.len() {
                0 => continue,
                all if all == stemmers.len() => Languages::All,
                _ => Languages::Only(codes),
            };
            terms.push(SetTerm { text, languages });
        }
        Ok(WordSet { terms })
    }

    /// All words of the field's index that match a pattern; `most` is how many there may be.
    pub(super) fn pattern(
        &self,
        expr: &Expr,
        pattern: &str,
        field: Option<Field>,
        most: usize,
    ) -> Result<WordSet, SearchError> {
        let regex = pattern_to_regex(pattern);
        let automaton = dictionary::regex(&regex).map_err(|reason| bad_regex(expr, &reason))?;
        self.words(expr, field, most, &automaton)
    }

    /// All words of the field's index that match a regular expression.
    pub(super) fn regex(
        &self,
        expr: &Expr,
        regex: &str,
        field: Option<Field>,
        most: usize,
    ) -> Result<WordSet, SearchError> {
        let automaton = dictionary::regex(&fold_regex(regex)).map_err(|reason| bad_regex(expr, &reason))?;
        self.words(expr, field, most, &automaton)
    }

    /// All words of the field's index that are spelled nearly so.
    pub(super) fn fuzzy(
        &self,
        expr: &Expr,
        word: &str,
        edits: u8,
        field: Option<Field>,
        most: usize,
    ) -> Result<WordSet, SearchError> {
        self.words(expr, field, most, &dictionary::nearly(&fold(word), edits))
    }

    fn words(
        &self,
        expr: &Expr,
        field: Option<Field>,
        most: usize,
        automaton: &(impl tantivy_fst::Automaton<State: Clone> + Sync),
    ) -> Result<WordSet, SearchError> {
        let fields = word_fields(field, &self.index.fields);
        let found = dictionary::walk(self.searcher, &fields, automaton, most, &|| self.watch.is_over())?;
        self.watch.check()?;
        match found {
            Words::All(words) => Ok(WordSet {
                terms: words.iter().map(|word| SetTerm::everywhere(word)).collect(),
            }),
            Words::TooMany(words) => Err(SearchError::TooManyWords {
                span: expr.span.clone(),
                pattern: expr.to_string(),
                words,
                most,
            }),
        }
    }
}

fn bad_regex(expr: &Expr, reason: &str) -> SearchError {
    SearchError::BadRegex {
        span: expr.span.clone(),
        regex: expr.to_string(),
        reason: reason.to_owned(),
    }
}

/// The regular expression of a pattern over folded words: `*` and a final `!` are any run, `?` is
/// one character.
fn pattern_to_regex(pattern: &str) -> String {
    let mut regex = String::new();
    let mut literal = String::new();
    for letter in pattern.chars() {
        let wild = match letter {
            '*' | '!' => ".*",
            '?' => ".",
            _ => {
                literal.push(letter);
                continue;
            }
        };
        regex.push_str(&fold(&literal));
        literal.clear();
        regex.push_str(wild);
    }
    regex.push_str(&fold(&literal));
    regex
}

/// A regular expression over folded words: its letters are folded where one letter gives one
/// letter, those behind a backslash stay as they are.
fn fold_regex(regex: &str) -> String {
    let mut folded = String::with_capacity(regex.len());
    let mut letters = regex.chars();
    while let Some(letter) = letters.next() {
        if letter == '\\' {
            folded.push(letter);
            folded.extend(letters.next());
            continue;
        }
        let small = fold(letter.encode_utf8(&mut [0; 4]));
        let mut of_letter = small.chars();
        match (of_letter.next(), of_letter.next()) {
            (Some(one), None) => folded.push(one),
            _ => folded.push(letter),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_folded_words() {
        assert_eq!(pattern_to_regex("Negociat*"), "negociat.*");
        assert_eq!(pattern_to_regex("*stÄn"), ".*stan");
        assert_eq!(pattern_to_regex("wom?n!"), "wom.n.*");
    }

    #[test]
    fn a_regular_expression_is_folded_letter_by_letter() {
        assert_eq!(fold_regex("Zelens(K|É)y"), "zelens(k|e)y");
        assert_eq!(fold_regex(r"\W\D[A-ZÜ]+"), r"\W\D[a-zu]+");
    }
}
