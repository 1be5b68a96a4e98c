//! [`WordAutomaton`]: which words a pattern, a nearly spelled word or a regular expression means,
//! as an automaton over the bytes of folded words.
//!
//! All three become one table of states, in which nothing leads to a state from which no word can be
//! reached. So whoever looks at words leaves one as soon as nothing can come of it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::OnceLock;

use levenshtein_automata::{Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};
use unicode_normalization::UnicodeNormalization;

use crate::words::fold;

/// Most edits that [`WordAutomaton::levenshtein`] counts. Three already mean half of all short
/// words.
pub const MOST_EDITS: u8 = 2;

/// Longest word with edits, in letters. The automaton grows by up to 68 states a letter (Schulz
/// and Mihov, "Fast String Correction with Levenshtein-Automata", 2002).
pub const MOST_FUZZY_LETTERS: usize = 64;

/// Most memory for making an automaton of an expression. `\w{20}` takes more, and seconds.
const MOST_BYTES: usize = 4 << 20;

/// Most states of an automaton, of 1 KiB each.
const MOST_STATES: usize = 8_192;

/// From this state no word can be reached.
pub(super) const DEAD: u32 = 0;

/// Why there is no automaton for a pattern or an expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AutomatonError {
    /// The text is no regular expression.
    #[error("not a regular expression: {0}")]
    Syntax(String),
    /// The automaton would be too large.
    #[error("this stands for too many forms of a word: use fewer of ?, {{n}}, \\w and the like, or name the letters")]
    TooLarge,
    /// The word is too long for edits.
    #[error("expected at most {MOST_FUZZY_LETTERS} letters before ~, found {0}")]
    LongWord(usize),
}

/// A set of folded words, as a deterministic automaton over their bytes.
#[derive(Clone, Debug)]
pub struct WordAutomaton {
    /// Where each byte leads from each state, 256 numbers a state.
    next: Vec<u32>,
    is_match: Vec<bool>,
    start: u32,
}

impl WordAutomaton {
    /// The words within some edits of a word: each a letter put in, left out, replaced by another
    /// or swapped with its neighbour (optimal string alignment: no part is edited twice). The
    /// word is folded. More than [`MOST_EDITS`] count as so many.
    ///
    /// # Errors
    /// [`AutomatonError::LongWord`].
    pub fn levenshtein(word: &str, edits: u8) -> Result<WordAutomaton, AutomatonError> {
        static BUILDERS: [OnceLock<LevenshteinAutomatonBuilder>; MOST_EDITS as usize + 1] =
            [const { OnceLock::new() }; MOST_EDITS as usize + 1];
        let word = fold(word);
        let letters = word.chars().count();
        if letters > MOST_FUZZY_LETTERS {
            return Err(AutomatonError::LongWord(letters));
        }
        let edits = edits.min(MOST_EDITS);
        let builder = BUILDERS[usize::from(edits)].get_or_init(|| LevenshteinAutomatonBuilder::new(edits, true));
        let dfa = builder.build_dfa(&word);
        WordAutomaton::from_dfa(
            dfa.initial_state(),
            |state, byte| Some(dfa.transition(state, byte)).filter(|next| *next != SINK_STATE),
            |state| matches!(dfa.distance(state), Distance::Exact(_)),
        )
    }

    /// The words of a pattern: `*` and `!` are any run of letters, the empty one too; `?` is one
    /// letter or digit with its marks; all else is folded.
    ///
    /// # Errors
    /// [`AutomatonError::TooLarge`].
    pub fn pattern(text: &str) -> Result<WordAutomaton, AutomatonError> {
        // In a run of bytes no letter needs to be told from the next, which saves states.
        const RUN: &str = r"(?s-u:.)*";
        const LETTER: &str = r"\P{M}\p{M}*";
        let mut expression = String::new();
        let mut literal = String::new();
        for letter in text.chars().map(Some).chain([None]) {
            let wild = match letter {
                Some('*' | '!') => RUN,
                Some('?') => LETTER,
                Some(letter) => {
                    literal.push(letter);
                    continue;
                }
                None => "",
            };
            for letter in fold(&literal).chars() {
                if letter.is_ascii_punctuation() {
                    expression.push('\\');
                }
                expression.push(letter);
            }
            literal.clear();
            expression.push_str(wild);
        }
        WordAutomaton::of_expression(&expression)
    }

    /// The words that a regular expression matches from their first letter to their last. Letters
    /// of the expression are folded where one letter gives one letter; escapes such as `\W` stay.
    ///
    /// # Errors
    /// [`AutomatonError::Syntax`] and [`AutomatonError::TooLarge`].
    pub fn regex(text: &str) -> Result<WordAutomaton, AutomatonError> {
        WordAutomaton::of_expression(&fold_expression(text))
    }

    fn of_expression(expression: &str) -> Result<WordAutomaton, AutomatonError> {
        let tree = syntax::parse_with(expression, &syntax::Config::new().utf8(false))
            .map_err(|error| AutomatonError::Syntax(last_line(&error.to_string())))?;
        let nfa = thompson::Compiler::new()
            .configure(
                thompson::Config::new()
                    .utf8(false)
                    .nfa_size_limit(Some(MOST_BYTES))
                    .which_captures(WhichCaptures::None),
            )
            .build_from_hir(&tree)
            .map_err(|_| AutomatonError::TooLarge)?;
        let config = dense::Config::new()
            .start_kind(StartKind::Anchored)
            .match_kind(MatchKind::All)
            .dfa_size_limit(Some(MOST_BYTES))
            .determinize_size_limit(Some(MOST_BYTES));
        let dfa = dense::Builder::new().configure(config).build_from_nfa(&nfa);
        let dfa = dfa.map_err(|error| match error.is_size_limit_exceeded() {
            true => AutomatonError::TooLarge,
            false => AutomatonError::Syntax(r"\b and \B are not known inside a word".to_owned()),
        })?;
        let Ok(start) = dfa.start_state_forward(&Input::new("").anchored(Anchored::Yes)) else {
            return Err(AutomatonError::TooLarge);
        };
        WordAutomaton::from_dfa(
            start,
            |state, byte| {
                Some(dfa.next_state(state, byte)).filter(|next| !dfa.is_dead_state(*next) && !dfa.is_quit_state(*next))
            },
            // A match shows one step late.
            |state| dfa.is_match_state(dfa.next_eoi_state(state)),
        )
    }

    fn from_dfa<S: Copy + Eq + Hash>(
        start: S,
        next: impl Fn(S, u8) -> Option<S>,
        is_match: impl Fn(S) -> bool,
    ) -> Result<WordAutomaton, AutomatonError> {
        let mut automaton = WordAutomaton {
            next: vec![DEAD; 256],
            is_match: vec![false],
            start: 1,
        };
        let mut numbers = HashMap::from([(start, automaton.start)]);
        let mut states = vec![start];
        let mut done = 0;
        while let Some(&state) = states.get(done) {
            done += 1;
            automaton.is_match.push(is_match(state));
            for byte in 0..=u8::MAX {
                let number = next(state, byte).map_or(DEAD, |next| {
                    *numbers.entry(next).or_insert_with(|| {
                        states.push(next);
                        states.len() as u32
                    })
                });
                automaton.next.push(number);
            }
            if states.len() > MOST_STATES {
                return Err(AutomatonError::TooLarge);
            }
        }
        automaton.cut_dead_ends();
        Ok(automaton)
    }

    /// Leads to [`DEAD`] what leads to no word.
    fn cut_dead_ends(&mut self) {
        let mut leads_on = self.is_match.clone();
        loop {
            let mut has_changed = false;
            for (state, row) in self.next.chunks_exact(256).enumerate().rev() {
                if !leads_on[state] && row.iter().any(|next| leads_on[*next as usize]) {
                    leads_on[state] = true;
                    has_changed = true;
                }
            }
            if !has_changed {
                break;
            }
        }
        for next in self.next.iter_mut().chain([&mut self.start]) {
            if !leads_on[*next as usize] {
                *next = DEAD;
            }
        }
    }

    /// The bytes with which every word of the set begins.
    pub(super) fn first_bytes(&self) -> Vec<u8> {
        let mut first = Vec::new();
        let mut state = self.start;
        // States are as many at most as bytes on the way to the first fork or word.
        while !self.is_match_state(state) && first.len() < self.is_match.len() {
            let mut ways = self.next_bytes(state);
            let (Some(byte), None) = (ways.next(), ways.next()) else {
                break;
            };
            first.push(byte);
            state = self.step(state, byte);
        }
        first
    }

    /// The bytes that lead on from a state.
    pub(super) fn next_bytes(&self, state: u32) -> impl Iterator<Item = u8> {
        (0..=u8::MAX).filter(move |byte| self.step(state, *byte) != DEAD)
    }

    /// True if a folded word is one of the set.
    pub fn matches(&self, folded: &str) -> bool {
        let last = folded.bytes().fold(self.start, |state, byte| self.step(state, byte));
        self.is_match[last as usize]
    }

    pub(super) fn start_state(&self) -> u32 {
        self.start
    }

    #[inline]
    pub(super) fn step(&self, state: u32, byte: u8) -> u32 {
        self.next[state as usize * 256 + usize::from(byte)]
    }

    #[inline]
    pub(super) fn is_match_state(&self, state: u32) -> bool {
        self.is_match[state as usize]
    }
}

impl tantivy_fst::Automaton for WordAutomaton {
    type State = u32;

    fn start(&self) -> u32 {
        self.start
    }

    fn is_match(&self, state: &u32) -> bool {
        self.is_match_state(*state)
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != DEAD
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.step(*state, byte)
    }
}

/// The parser draws the expression; its last line says what is wrong.
fn last_line(error: &str) -> String {
    let line = error.lines().last().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

/// Folds the letters of an expression, not those of its escapes, flags and names.
fn fold_expression(text: &str) -> String {
    let composed: Vec<char> = text.nfc().collect();
    let mut folded = String::with_capacity(text.len());
    let mut rest = composed.as_slice();
    while let Some((letter, behind)) = rest.split_first() {
        let kept = kept_letters(rest).min(rest.len());
        if kept > 0 {
            folded.extend(&rest[..kept]);
            rest = &rest[kept..];
            continue;
        }
        rest = behind;
        let plain = fold(letter.encode_utf8(&mut [0; 4]));
        let mut letters = plain.chars();
        match (letters.next(), letters.next()) {
            (None, _) => {}
            (Some(plain), None) => folded.push(plain),
            _ => folded.extend(letter.to_lowercase()),
        }
    }
    folded
}

/// How many characters at the head of an expression are no letters to be folded, but an escape,
/// flags, or the name of a group or class. 0 if the first is to be folded.
fn kept_letters(expression: &[char]) -> usize {
    let up_to = |end: char| {
        let found = expression.iter().position(|letter| *letter == end);
        found.map_or(expression.len(), |at| at + 1)
    };
    match expression {
        ['\\', 'p' | 'P' | 'x' | 'u' | 'U', '{', ..] => up_to('}'),
        ['\\', 'p' | 'P', _, ..] => 3,
        ['\\', _, ..] => 2,
        ['(', '?', 'P', '<', ..] | ['(', '?', '<', ..] => up_to('>'),
        ['(', '?', flags @ ..] => 2 + flags.iter().take_while(|flag| flag.is_ascii_alphabetic()).count(),
        ['[', ':', ..] => up_to(']'),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(automaton: Result<WordAutomaton, AutomatonError>, matching: &[&str], others: &[&str]) {
        let automaton = automaton.expect("it is small enough");
        for word in matching {
            assert!(automaton.matches(word), "{word}");
        }
        for word in others {
            assert!(!automaton.matches(word), "{word}");
        }
    }

    #[test]
    fn a_pattern_is_of_runs_and_single_letters() {
        check(
            WordAutomaton::pattern("Negoti*"),
            &["negoti", "negotiated"],
            &["negot", "renegotiate"],
        );
        check(
            WordAutomaton::pattern("*stÄn"),
            &["stan", "pakistan", "кstan"],
            &["stand", "sta"],
        );
        check(
            WordAutomaton::pattern("wom?n!"),
            &["women", "womans", "womйn"],
            &["womn", "wommen"],
        );
        check(WordAutomaton::pattern("*"), &["", "a", "कि"], &[]);
        check(WordAutomaton::pattern("a.c*"), &["a.c"], &["abc"]);
    }

    #[test]
    fn a_single_letter_has_its_marks() {
        check(WordAutomaton::pattern("??"), &["ab", "किता", "й1"], &["कि", "a", "abc"]);
    }

    #[test]
    fn an_expression_is_folded_but_not_its_escapes() {
        check(
            WordAutomaton::regex("Zelensk(yy?|[IÝ])"),
            &["zelensky", "zelenskyy", "zelenski"],
            &["zelensk", "azelensky"],
        );
        check(WordAutomaton::regex(r"\W|A\D\pL\p{Lu}?"), &["abc", "-"], &["ab1", "w"]);
        check(WordAutomaton::regex(r"(?P<Ä>É)[[:alpha:]]"), &["eb"], &["e1"]);
        check(WordAutomaton::regex("^(19|20)\\d\\d$"), &["1990"], &["1890", "19900"]);
        check(WordAutomaton::regex("e\u{301}|ß"), &["e"], &["ss", ""]);
    }

    #[test]
    fn what_is_wrong_with_an_expression_is_said_in_a_line() {
        let error = |text: &str| WordAutomaton::regex(text).expect_err("it is wrong").to_string();
        assert_eq!(error("(a"), "not a regular expression: unclosed group");
        assert_eq!(
            error(r"a\b"),
            r"not a regular expression: \b and \B are not known inside a word"
        );
        assert_eq!(error(r"\w{400}"), AutomatonError::TooLarge.to_string());
        assert_eq!(error(r"[ab]*a[ab]{15}"), AutomatonError::TooLarge.to_string());
        assert_eq!(
            WordAutomaton::levenshtein(&"a".repeat(65), 1)
                .expect_err("it is long")
                .to_string(),
            "expected at most 64 letters before ~, found 65"
        );
    }

    /// Edits by the table of all beginnings of both words.
    fn edits(one: &str, other: &str) -> usize {
        let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
        let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
        for i in 0..=one.len() {
            for j in 0..=other.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let replaced = table[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
                    replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1)
                };
                if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                    table[i][j] = table[i][j].min(table[i - 2][j - 2] + 1);
                }
            }
        }
        table[one.len()][other.len()]
    }

    #[test]
    fn no_part_of_a_word_is_edited_twice() {
        assert_eq!(edits("ca", "abc"), 3);
        check(
            WordAutomaton::levenshtein("CÁ", 2),
            &["ca", "ac", "a", "cat", "acb", ""],
            &["abc", "abcd"],
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn edits_are_those_of_optimal_string_alignment(
            word in "[abж]{0,6}", other in "[abж]{0,6}", most in 0u8..=2,
        ) {
            let automaton = WordAutomaton::levenshtein(&word, most).expect("it is short");
            prop_assert_eq!(automaton.matches(&other), edits(&word, &other) <= usize::from(most));
        }

        #[test]
        fn any_expression_is_read_or_refused(text in "[aÉ(|)\\[\\]*+?{},1\\\\pWw<>:^-]{0,12}") {
            WordAutomaton::regex(&text).ok();
        }
    }
}
