//! The set of index words that a word, a pattern, a nearly spelled word or a regular expression
//! stands for.

use std::collections::BTreeSet;

use super::{Expander, not_placed};
use crate::index::dictionary::{self, DictionaryError, DictionaryWords, Limits, WordAutomaton};
use crate::query::{Expr, ExprKind, Field};
use crate::search::SearchError;
use crate::search::fields::word_fields;
use crate::search::word_set::{Languages, SetTerm, WordSet};
use crate::words::Stemmer;

impl Expander<'_> {
    /// All words of headline and body that have the stem of `word` in some language of the index,
    /// each for the articles in the languages in which it has.
    pub(super) fn family(&self, word: &str) -> Result<WordSet, SearchError> {
        let mut words = BTreeSet::from([word.to_owned()]);
        for language in &self.languages {
            let stemmer = Stemmer::for_language(language);
            if stemmer.is_identity() {
                continue;
            }
            let stem = stemmer.stem(word);
            words.extend(self.index.tables.words_of_stem(self.searcher, language, &stem)?);
            words.insert(stem.into_owned());
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
                _ => Languages::Only(self.index.tables.language_choice(codes)),
            };
            terms.push(SetTerm { text, languages });
        }
        Ok(WordSet { terms })
    }

    /// The set of a pattern, a nearly spelled word or a regular expression in a field's words.
    /// `most` is how many words it may have.
    pub(super) fn wide_set(&self, expr: &Expr, field: Option<Field>, most: usize) -> Result<WordSet, SearchError> {
        let automaton = match &expr.kind {
            ExprKind::Pattern { text } => WordAutomaton::pattern(text),
            ExprKind::Fuzzy { text, edits } => WordAutomaton::levenshtein(text, *edits),
            ExprKind::Regex { text } => WordAutomaton::regex(text),
            _ => return Err(not_placed(expr)),
        };
        let automaton = automaton.map_err(|error| SearchError::BadRegex {
            span: expr.span.clone(),
            regex: expr.to_string(),
            reason: error.to_string(),
        })?;
        let limits = Limits {
            most_words: most,
            deadline: self.watch.deadline(),
        };
        let fields = word_fields(field, &self.index.fields);
        let found = match dictionary::words(&self.index.tables, self.searcher, &fields, &automaton, &limits) {
            Ok(found) => found,
            Err(DictionaryError::Index(error)) => return Err(error.into()),
            Err(DictionaryError::TimedOut) => {
                self.watch.stop_for_time();
                self.watch.check()?;
                DictionaryWords::default()
            }
        };
        if found.count > most {
            return Err(SearchError::TooManyWords {
                span: expr.span.clone(),
                pattern: expr.to_string(),
                words: found.count,
                most,
            });
        }
        Ok(WordSet {
            terms: found.words.iter().map(|word| SetTerm::everywhere(&word.text)).collect(),
        })
    }
}
