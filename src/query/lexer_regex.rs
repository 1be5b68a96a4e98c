//! Regular expressions in the text: `/zelens(k|s)y/`, and paths that only look like one.
//!
//! An expression begins a run with a slash and ends at the next slash that no backslash stands
//! before, if a space, a bracket, a weight or the end follows there. It may hold brackets and
//! quotes, but no space. A run with more slashes is ordinary text: `/usr/bin/`.

use super::error::{QueryError, QueryErrorKind};
use super::lexer::Lexer;
use super::limits::MAX_REGEX_LETTERS;
use super::regex::fault_of_regex;
use super::token::TokenKind;
use crate::words::is_word_char;

impl Lexer<'_> {
    /// Reads a regular expression, if one stands here.
    pub(super) fn regex(&mut self) -> Result<bool, QueryError> {
        let start = self.at;
        let Some(end) = self.end_of_regex(start) else {
            return Ok(false);
        };
        let text = self.spelled(start + 1..end);
        let letters: Vec<char> = text.chars().collect();
        if letters.len() > MAX_REGEX_LETTERS {
            let kind = QueryErrorKind::RegexTooLong { letters: letters.len() };
            let hint = "write it as several, joined with OR";
            return Err(QueryError::new(self.span(start..end + 1), kind).hint(hint));
        }
        if let Some(fault) = fault_of_regex(&letters) {
            let place = self.span(start + 1 + fault.place.start..start + 1 + fault.place.end);
            let kind = QueryErrorKind::BadRegex { fault: fault.fault };
            return Err(QueryError::new(place, kind).hint(fault.hint));
        }
        self.push(TokenKind::Regex(text), start, end + 1);
        self.behind_part()?;
        Ok(true)
    }

    /// Where the closing slash of an expression stands that begins at `start`.
    pub(super) fn end_of_regex(&self, start: usize) -> Option<usize> {
        if self.letter(start) != Some('/') {
            return None;
        }
        let mut end = start + 1;
        loop {
            match self.letter(end)? {
                '/' => break,
                '\\' => end += 2,
                letter if letter.is_whitespace() => return None,
                _ => end += 1,
            }
        }
        let says_something = |letter: char| is_word_char(letter) || matches!(letter, '.' | '[' | '\\');
        let is_expression = self.spelled(start + 1..end).contains(says_something);
        let behind = self.until(end + 1, |_, letter| !matches!(letter, ',' | ';'));
        let ends = match self.letter(behind) {
            None | Some('(' | ')') => true,
            Some('^') => behind == end + 1,
            Some(letter) => letter.is_whitespace(),
        };
        (is_expression && ends).then_some(end)
    }
}
