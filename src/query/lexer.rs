//! Text to tokens: brackets, quotes, signs, fields, runs of characters.
//!
//! A run is everything up to the next space, bracket or quote. What a run means is decided later,
//! by `leaf`; here it is only cut where a sign of the language divides it: `a&&b`, `crimea^2`.
//! Signs are signs at the beginning of a run only: `-easter` is NOT, `multi-agent` is not.

use std::ops::Range;

use super::Note;
use super::error::{QueryError, QueryErrorKind, quoted};
use super::leaf::is_address;
use super::letters::{Letter, closing_quotes, is_hebrew, letters, span, spelled};
use super::limits::{MAX_REACH, MAX_WEIGHT, MIN_WEIGHT};
use super::operators::word_and_edits;
use super::token::{Sign, Token, TokenKind};
use crate::words::{is_word_char, words};

/// Punctuation that stands alone between spaces in ordinary text; it is left out without a note.
const QUIET: &[char] = &[
    ',', ';', '.', ':', '…', '–', '—', '\'', '’', '‘', '·', '•', '¿', '¡', '、', '。',
];

/// Signs that a searcher may have meant to say something. When they fall off a word, a note says so.
const TELLING: &[char] = &[
    '+', '#', '@', '$', '€', '£', '¥', '%', '&', '=', '<', '>', '|', '\\', '^', '~', '§',
];

/// Letters of a run among which the `://` of an address is looked for.
const LONGEST_SCHEME: usize = 16;

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str, notes: &mut Vec<Note>) -> Result<Vec<Token>, QueryError> {
    let mut lexer = Lexer {
        letters: letters(text),
        at: 0,
        text_end: text.len(),
        tokens: Vec::new(),
        notes,
    };
    lexer.read()?;
    let tokens = lexer.tokens;
    note_single_quotes(&tokens, notes);
    Ok(tokens)
}

pub(super) struct Lexer<'a> {
    pub(super) letters: Vec<Letter>,
    /// Number of the next letter.
    pub(super) at: usize,
    /// Where the text ends, in bytes.
    text_end: usize,
    pub(super) tokens: Vec<Token>,
    pub(super) notes: &'a mut Vec<Note>,
}

impl Lexer<'_> {
    fn read(&mut self) -> Result<(), QueryError> {
        while let Some(letter) = self.letter(self.at) {
            match letter {
                _ if letter.is_whitespace() => self.at += 1,
                '(' => self.push(TokenKind::Open, self.at, self.at + 1),
                ')' => {
                    self.push(TokenKind::Close, self.at, self.at + 1);
                    self.behind_part()?;
                }
                _ if self.opens_quote(self.at) => self.quotation()?,
                _ => self.run()?,
            }
        }
        Ok(())
    }

    /// The letter of a number, counted from 0.
    pub(super) fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|letter| letter.letter)
    }

    pub(super) fn spelled(&self, range: Range<usize>) -> String {
        spelled(&self.letters[range])
    }

    /// The place in the text of some letters.
    pub(super) fn span(&self, range: Range<usize>) -> Range<usize> {
        let otherwise = self
            .letters
            .get(range.start)
            .map_or(self.text_end, |letter| letter.start);
        span(&self.letters[range], otherwise)
    }

    /// Adds a token of the letters from `start` to `end` and goes on behind it.
    pub(super) fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        let span = self.span(start..end);
        self.tokens.push(Token { kind, span });
        self.at = end;
    }

    pub(super) fn note(&mut self, range: Range<usize>, text: String) {
        let span = self.span(range);
        self.notes.push(Note { span, text });
    }

    /// Number of the first letter from `at` on for which `ends` holds.
    pub(super) fn until(&self, at: usize, ends: impl Fn(usize, char) -> bool) -> usize {
        (at..self.letters.len())
            .find(|at| self.letter(*at).is_none_or(|letter| ends(*at, letter)))
            .unwrap_or(self.letters.len())
    }

    fn before(&self) -> Option<char> {
        self.at.checked_sub(1).and_then(|at| self.letter(at))
    }

    /// True for the end of a run: a space, a bracket, a quote.
    pub(super) fn is_boundary(&self, at: usize) -> bool {
        match self.letter(at) {
            None | Some('(' | ')') => true,
            Some(letter) => letter.is_whitespace() || self.opens_quote(at),
        }
    }

    /// True for a quote that can open. A straight one behind a digit is a sign of inches (`12" gun`)
    /// unless a word follows; one between Hebrew letters is part of the word.
    pub(super) fn opens_quote(&self, at: usize) -> bool {
        let Some(letter) = self.letter(at).filter(|letter| closing_quotes(*letter).is_some()) else {
            return false;
        };
        let before = at.checked_sub(1).and_then(|at| self.letter(at));
        let behind = self.letter(at + 1);
        let is_inches = matches!(letter, '"' | '″' | '”')
            && before.is_some_and(|before| before.is_ascii_digit())
            && !behind.is_some_and(is_word_char);
        !is_inches && !self.is_within_hebrew(at)
    }

    fn is_within_hebrew(&self, at: usize) -> bool {
        let is_hebrew = |letter: Option<char>| letter.is_some_and(is_hebrew);
        is_hebrew(at.checked_sub(1).and_then(|at| self.letter(at))) && is_hebrew(self.letter(at + 1))
    }

    /// Returns the numbers of the letters between quotes, the opening one at `at`.
    pub(super) fn quoted_range(&self, at: usize) -> Result<Range<usize>, QueryError> {
        let closing = self.letter(at).and_then(closing_quotes).unwrap_or_default();
        let end = self.until(at + 1, |at, letter| {
            closing.contains(&letter) && !self.is_within_hebrew(at)
        });
        if end < self.letters.len() {
            return Ok(at + 1..end);
        }
        let first_word = self.until(at + 1, |_, letter| is_word_char(letter));
        let end = self.until(first_word, |_, letter| !is_word_char(letter));
        let word = quoted(&self.spelled(first_word..end));
        let hint = match word.is_empty() {
            true => "close it, or leave it out".to_owned(),
            false => format!("close it, such as \"{word}\", or leave it out"),
        };
        Err(QueryError::new(self.span(at..at + 1), QueryErrorKind::UnclosedQuote).hint(hint))
    }

    pub(super) fn quotation(&mut self) -> Result<(), QueryError> {
        let inside = self.quoted_range(self.at)?;
        let text = self.spelled(inside.clone());
        self.push(TokenKind::Quoted(text), inside.start - 1, inside.end + 1);
        self.behind_part()
    }

    /// What may touch the end of a quotation, a bracket or a value: a weight, or punctuation.
    pub(super) fn behind_part(&mut self) -> Result<(), QueryError> {
        let end = self.until(self.at, |at, _| self.is_boundary(at));
        let run = self.spelled(self.at..end);
        if run.starts_with('^') {
            return self.weight();
        }
        if run.starts_with('*') {
            let kind = QueryErrorKind::WildcardBehindPart;
            let hint = "write the pattern as a word of its own, such as negotiat*";
            return Err(QueryError::new(self.span(self.at..self.at + 1), kind).hint(hint));
        }
        if run.starts_with('~') {
            return self.slack();
        }
        if !run.contains(is_word_char) {
            self.at = end;
        }
        Ok(())
    }

    /// `~5` behind a quotation.
    fn slack(&mut self) -> Result<(), QueryError> {
        let end = self.until(self.at, |at, letter| letter == '^' || self.is_boundary(at));
        let run = self.spelled(self.at..end);
        let run = run.trim_end_matches([',', ';', '.', ':']);
        let span = self.span(self.at..self.at + run.chars().count());
        let Some(Token {
            kind: kind @ TokenKind::Quoted(_),
            span: quotation,
        }) = self.tokens.last_mut()
        else {
            let written = quoted(run);
            let error = QueryError::new(span, QueryErrorKind::TildeBehindPart { written });
            return Err(error.hint("such as zelensky~ or \"peace talks\"~5"));
        };
        let slack = run
            .get(1..)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok())
            .filter(|slack| *slack <= MAX_REACH);
        let Some(slack) = slack else {
            let written = format!("\"…\"{}", quoted(run));
            let error = QueryError::new(span, QueryErrorKind::BadReach { least: 0, written });
            return Err(error.hint("such as \"peace talks\"~5"));
        };
        if let TokenKind::Quoted(text) = kind {
            let text = std::mem::take(text);
            *kind = TokenKind::Window { text, slack };
            quotation.end = span.end;
        }
        self.at = end;
        self.behind_part()
    }

    /// `^2`
    fn weight(&mut self) -> Result<(), QueryError> {
        let end = self.until(self.at, |at, _| self.is_boundary(at));
        let written = self.spelled(self.at + 1..end);
        let number = written.trim_end_matches([',', ';']);
        let is_plain = number.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
        let weight = number
            .parse()
            .ok()
            .filter(|_| is_plain)
            .filter(|weight| (MIN_WEIGHT..=MAX_WEIGHT).contains(weight));
        match weight {
            Some(weight) => self.push(TokenKind::Weight(weight), self.at, end),
            None => {
                let found = super::error::found(&written);
                let kind = QueryErrorKind::BadWeight { found };
                let hint = "a part with ^2 counts twice as much in the order of the results";
                return Err(QueryError::new(self.span(self.at..end), kind).hint(hint));
            }
        }
        Ok(())
    }

    /// Everything that begins with neither space nor bracket nor quote.
    fn run(&mut self) -> Result<(), QueryError> {
        let begins = self
            .before()
            .is_none_or(|before| before.is_whitespace() || before == '(');
        if begins {
            self.signs()?;
            if self.regex()? {
                return Ok(());
            }
        }
        if self.is_boundary(self.at) || self.field()? {
            return Ok(());
        }
        self.text(!matches!(self.tokens.last(), Some(token) if is_sign(token) && token.span.end == self.letters[self.at].start))
    }

    /// `+`, `-`, `!` and `=` at the beginning of a run or of a field's value.
    pub(super) fn signs(&mut self) -> Result<(), QueryError> {
        let is_sign = |letter: char| matches!(letter, '+' | '-' | '!' | '−' | '–');
        let end = self.until(self.at, |_, letter| !is_sign(letter));
        let run_end = self.until(end, |at, _| self.is_boundary(at));
        let opens = self
            .letter(run_end)
            .is_some_and(|letter| letter != ')' && !letter.is_whitespace());
        let means_something = self
            .spelled(end..run_end)
            .contains(|letter| is_word_char(letter) || letter == '*');
        if !means_something && !opens && self.end_of_regex(end).is_none() {
            return Ok(());
        }
        match (end - self.at, self.letter(self.at)) {
            (0, _) => {}
            (1, Some('+')) => self.push(TokenKind::Sign(Sign::Required), self.at, end),
            (1, Some(sign)) => {
                self.note_on_minus(sign, end..run_end);
                self.push(TokenKind::Sign(Sign::Not), self.at, end);
            }
            _ => {
                let signs = self.spelled(self.at..end);
                self.note(
                    self.at..end,
                    format!("`{signs}` is read as punctuation: one sign alone says something"),
                );
                self.at = end;
            }
        }
        let exact_end = self.until(self.at, |_, letter| letter != '=');
        if exact_end > self.at {
            match self.letter(exact_end) {
                Some('(') => {
                    let kind = QueryErrorKind::ExactBeforePart;
                    return Err(QueryError::new(self.span(self.at..exact_end), kind).hint("such as =talks"));
                }
                _ => self.push(TokenKind::Exact, self.at, exact_end),
            }
        }
        Ok(())
    }

    fn note_on_minus(&mut self, sign: char, run: Range<usize>) {
        let written = quoted(&self.spelled(run.clone()));
        let span = run.start - 1..run.end;
        if sign == '–' {
            self.note(
                span,
                format!("`–{written}` is read as NOT {written}: put a space behind a dash"),
            );
        } else if sign != '!' && written.starts_with(|letter: char| letter.is_ascii_digit()) {
            self.note(
                span,
                format!("`{sign}{written}` is read as NOT {written}: for the number leave out the sign"),
            );
        }
    }

    /// A run of characters, cut at `&&`, `||` and `^`. `bare` says whether it may be an operator.
    pub(super) fn text(&mut self, bare: bool) -> Result<(), QueryError> {
        let start = self.at;
        let head = self.until(start, |at, letter| {
            at == start + LONGEST_SCHEME || letter.is_whitespace()
        });
        if is_address(&self.spelled(start..head)) && self.until(start, |at, _| self.is_boundary(at)) >= start + 3 {
            let end = self.end_of_address(start);
            let text = self.spelled(start..end);
            // The signs of an address may stand behind a bracket that closes before them.
            if is_address(&text) && text.contains(is_word_char) {
                self.push(TokenKind::Text { text, bare }, start, end);
                return Ok(());
            }
        }
        if let Some(sign @ ('&' | '|')) = self.letter(start)
            && self.letter(start + 1) == Some(sign)
        {
            let end = self.until(start, |_, letter| letter != sign);
            let text = [sign, sign].iter().collect();
            self.push(TokenKind::Text { text, bare: true }, start, end);
            return Ok(());
        }
        let end = self.end_of_text(start);
        let text = self.spelled(start..end);
        let is_all = text.contains('*') && text.chars().all(|letter| letter == '*' || QUIET.contains(&letter));
        if !is_all && !text.contains(is_word_char) {
            self.leave_out(text, start..end);
            return Ok(());
        }
        self.note_telling(&text, start..end);
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        self.push(TokenKind::Text { text, bare }, start, end);
        if self.letter(end) == Some('^') {
            self.weight()?;
            if is_number {
                let text = format!("`{}` is the number with a weight", self.spelled(start..self.at));
                self.note(start..self.at, text);
            }
        }
        Ok(())
    }

    /// Where a run ends or is cut. A `^` without a word before it is punctuation.
    fn end_of_text(&self, start: usize) -> usize {
        let mut is_part = false;
        let mut at = start;
        while !self.is_boundary(at) {
            match self.letter(at) {
                Some('^') if is_part => break,
                Some(sign @ ('&' | '|')) if self.letter(at + 1) == Some(sign) => break,
                letter => is_part |= letter.is_some_and(|letter| is_word_char(letter) || letter == '*'),
            }
            at += 1;
        }
        at
    }

    /// Where the address of a page ends that begins here. Brackets that close in it are part of it:
    /// `https://example.org/wiki/Crimea_(city)`.
    fn end_of_address(&self, start: usize) -> usize {
        let mut depth = 0;
        let mut end = start;
        while let Some(letter) = self.letter(end) {
            match letter {
                '(' => depth += 1,
                ')' if depth == 0 => break,
                ')' => depth -= 1,
                _ if letter.is_whitespace() || self.opens_quote(end) => break,
                _ => {}
            }
            end += 1;
        }
        end
    }

    /// Punctuation without a word.
    fn leave_out(&mut self, text: String, range: Range<usize>) {
        let touches = self
            .letter(range.end)
            .is_some_and(|letter| letter != ')' && !letter.is_whitespace());
        let is_quiet = text.chars().all(|letter| QUIET.contains(&letter));
        self.at = range.end;
        if !is_quiet && !touches {
            self.note(
                range,
                format!("`{}` holds no letter or digit and is left out", quoted(&text)),
            );
        }
    }

    /// Says that signs fall off a word: `C++` is searched as `C`.
    fn note_telling(&mut self, text: &str, range: Range<usize>) {
        let text = word_and_edits(text).map_or(text, |(word, _)| word);
        let core = text.trim_matches(|letter| !is_word_char(letter) && !matches!(letter, '*' | '?' | '!'));
        let lost = text.replacen(core, "", 1);
        if lost.contains(TELLING) {
            let left: Vec<&str> = match core.contains(['*', '?', '!']) {
                true => vec![core],
                false => words(core).map(|word| word.text).collect(),
            };
            let (text, left) = (quoted(text), quoted(&left.join(" ")));
            self.note(
                range,
                format!("`{text}` is searched as `{left}`: signs are no part of words"),
            );
        }
    }
}

fn is_sign(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Sign(_) | TokenKind::Exact)
}

/// `'peace talks'` is no phrase: a single quote is an apostrophe too often.
fn note_single_quotes(tokens: &[Token], notes: &mut Vec<Note>) {
    let text = |token: &Token| match &token.kind {
        TokenKind::Text { text, .. } => text.clone(),
        _ => String::new(),
    };
    let is_apostrophe = |letter: char| matches!(letter, '\'' | '‘' | '’' | '‚' | '‛');
    let Some(first) = tokens.iter().position(|token| text(token).starts_with(is_apostrophe)) else {
        return;
    };
    let closes = |token: &&Token| text(token).trim_end_matches(QUIET_ENDINGS).ends_with(is_apostrophe);
    if let Some(last) = tokens[first + 1..].iter().find(closes) {
        notes.push(Note {
            span: tokens[first].span.start..last.span.end,
            text: "single quotes make no phrase: use double ones".to_owned(),
        });
    }
}

/// Punctuation that may follow a closing quote.
const QUIET_ENDINGS: &[char] = &[',', ';', '.', ':', '!', '?'];
