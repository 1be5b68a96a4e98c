//! Fields in the text: `person:zelensky`, `date>=2025-04`, and what only looks like one.
//!
//! A known name with `:` and no space behind it is a field; so is a known name of a date or number
//! before `<`, `>` or `=`. An unknown name with `:` is a mistyped field if a letter, a quote or a
//! bracket follows; it is ordinary text if a space (`Re: budget`), a digit (`localhost:8080`), a
//! slash (`https://…`), a backslash (`C:\temp`) or other punctuation (`std::io`) does. Names are of
//! ASCII letters, at least two of them.

use std::ops::Range;

use super::Field;
use super::error::{QueryError, QueryErrorKind, found, quoted};
use super::fields::{FieldEntry, FieldKind, find_field, is_likely_field, meant_field};
use super::lexer::Lexer;
use super::token::{Relation, TokenKind};

/// Names with a colon that are addresses of other kinds and no fields.
const SCHEMES: &[&str] = &["mailto", "tel", "urn", "doi", "isbn", "http", "https", "ftp", "file"];

impl Lexer<'_> {
    /// Reads a field and its value, if one stands here. The value in brackets is left to the parser.
    pub(super) fn field(&mut self) -> Result<bool, QueryError> {
        let start = self.at;
        if self.call(None)? {
            return Ok(true);
        }
        let end = self.name_end(start, |letter| letter.is_ascii_alphabetic() || letter == '_');
        let name = self.spelled(start..end);
        match find_field(&name) {
            Some(entry) => self.known_field(entry, start..end),
            None => self.refuse_unknown_field(&name, start..end).map(|()| false),
        }
    }

    /// Where a name ends that begins here; it may hold one full stop inside.
    pub(super) fn name_end(&self, start: usize, belongs: impl Fn(char) -> bool) -> usize {
        if !self.letter(start).is_some_and(|letter| letter.is_ascii_alphabetic()) {
            return start;
        }
        let end = self.until(start, |_, letter| !belongs(letter));
        let has_more =
            self.letter(end) == Some('.') && self.letter(end + 1).is_some_and(|letter| letter.is_ascii_alphabetic());
        match has_more {
            true => self.until(end + 1, |_, letter| !belongs(letter)),
            false => end,
        }
    }

    /// The relation written at a place and where it ends. Text may stand for itself behind a
    /// colon (`title:=talks`), a date and a number may not (`date:>=2025`).
    fn relation(&self, at: usize, is_compared: bool) -> Option<(Relation, usize)> {
        let has_colon = self.letter(at) == Some(':');
        if has_colon && !is_compared {
            return Some((Relation::Has, at + 1));
        }
        let at = at + usize::from(has_colon);
        Some(match (self.letter(at), self.letter(at + 1)) {
            (Some('>'), Some('=')) | (Some('='), Some('>')) => (Relation::AtLeast, at + 2),
            (Some('<'), Some('=')) | (Some('='), Some('<')) => (Relation::AtMost, at + 2),
            (Some('≥'), _) => (Relation::AtLeast, at + 1),
            (Some('≤'), _) => (Relation::AtMost, at + 1),
            (Some('>'), _) => (Relation::Above, at + 1),
            (Some('<'), _) => (Relation::Below, at + 1),
            (Some('='), _) => (Relation::Is, at + 1),
            _ if has_colon => (Relation::Has, at),
            _ => return None,
        })
    }

    pub(super) fn skip_spaces(&self, at: usize) -> usize {
        self.until(at, |_, letter| !letter.is_whitespace())
    }

    fn known_field(&mut self, entry: &'static FieldEntry, name: Range<usize>) -> Result<bool, QueryError> {
        let is_compared = !matches!(entry.kind, FieldKind::Text(_) | FieldKind::Names(_));
        let behind_space = self.skip_spaces(name.end);
        let Some((relation, mut value)) = self
            .relation(name.end, is_compared)
            .or_else(|| self.spaced_relation(behind_space, is_compared))
        else {
            return Ok(false);
        };
        if relation != Relation::Has {
            let behind = self.skip_spaces(value);
            if is_compared || self.opens_quote(behind) {
                value = behind;
            }
        }
        let is_missing = self
            .letter(value)
            .is_none_or(|letter| letter == ')' || letter.is_whitespace());
        if is_missing && (relation == Relation::Has || !is_compared) {
            if relation == Relation::Has {
                let written = self.spelled(name.start..value);
                let text =
                    format!("`{written}` with nothing directly behind it is read as a word and not as the field");
                self.note(name.start..value, text);
            }
            return Ok(false);
        }
        if relation == Relation::Has && self.letter(value) == Some('/') && self.letter(value + 1) == Some('/') {
            return Ok(false);
        }
        self.refuse_relation(entry, relation, name.start..value)?;
        self.push(TokenKind::Field(entry, relation), name.start, value);
        match entry.kind {
            FieldKind::Text(field) | FieldKind::Names(field) => self.words_of_field(entry, field, relation)?,
            _ => self.value(entry)?,
        }
        Ok(true)
    }

    /// `words > 500`, `person = "Volodymyr Zelensky"`
    fn spaced_relation(&self, at: usize, is_compared: bool) -> Option<(Relation, usize)> {
        if self.letter(at) == Some(':') {
            return None;
        }
        let (relation, end) = self.relation(at, is_compared)?;
        let is_meant = is_compared || (relation == Relation::Is && self.opens_quote(self.skip_spaces(end)));
        is_meant.then_some((relation, end))
    }

    fn refuse_relation(&self, entry: &FieldEntry, relation: Relation, range: Range<usize>) -> Result<(), QueryError> {
        let field = entry.name().to_owned();
        let span = self.span(range.clone());
        let (kind, hint) = match (entry.kind, relation) {
            (_, Relation::Has) => return Ok(()),
            (
                FieldKind::Date | FieldKind::Number(_) | FieldKind::Names(_) | FieldKind::Text(Field::Lang),
                Relation::Is,
            ) => return Ok(()),
            (FieldKind::Date | FieldKind::Number(_) | FieldKind::Copies, _) | (FieldKind::Story, Relation::Is) => {
                return Ok(());
            }
            (FieldKind::Text(_), Relation::Is) => (
                QueryErrorKind::NoWholeNames { field: field.clone() },
                format!("for a phrase in it write {field}:\"…\""),
            ),
            (FieldKind::Text(_) | FieldKind::Names(_) | FieldKind::Story, _) => (
                QueryErrorKind::NotComparable { field: field.clone() },
                format!("write {field}:…, or compare date or words"),
            ),
            (FieldKind::After | FieldKind::Before, _) => (
                QueryErrorKind::BadDate {
                    found: found(&self.spelled(range)),
                },
                format!("write {field}:2025-04"),
            ),
        };
        Err(QueryError::new(span, kind).hint(hint))
    }

    fn words_of_field(&mut self, entry: &FieldEntry, field: Field, relation: Relation) -> Result<(), QueryError> {
        let start = self.at;
        let is_place = matches!(field, Field::Url | Field::Path | Field::Id);
        if relation == Relation::Has {
            if matches!(self.letter(start), Some('[' | '{')) {
                let kind = QueryErrorKind::NoRange {
                    field: entry.name().to_owned(),
                };
                let hint = format!("write {}:(…) for several words", entry.name());
                return Err(QueryError::new(self.span(start..start + 1), kind).hint(hint));
            }
            self.signs()?;
            if !is_place {
                if self.regex()? || self.call(Some(entry))? {
                    return Ok(());
                }
                self.refuse_field_behind(entry)?;
            }
        }
        if self.opens_quote(self.at) {
            return self.quotation();
        }
        if self.letter(self.at) == Some('(') {
            return Ok(());
        }
        let tokens = self.tokens.len();
        if !self.is_boundary(self.at) {
            self.text(false)?;
        }
        if self.tokens.len() == tokens {
            let kind = QueryErrorKind::EmptyField {
                field: entry.name().to_owned(),
            };
            return Err(QueryError::new(self.span(start..self.at), kind).hint(format!("such as {}", entry.example)));
        }
        Ok(())
    }

    fn refuse_field_behind(&self, outer: &FieldEntry) -> Result<(), QueryError> {
        let end = self.name_end(self.at, |letter| letter.is_ascii_alphabetic());
        let name = self.spelled(self.at..end);
        let has_value = self.letter(end) == Some(':') && !self.is_boundary(end + 1);
        match find_field(&name).filter(|_| has_value) {
            None => Ok(()),
            Some(inner) => {
                let kind = QueryErrorKind::FieldBehindField {
                    outer: outer.name().to_owned(),
                    inner: inner.name().to_owned(),
                };
                let hint = format!("write {}:… AND {}:…", outer.name(), inner.name());
                Err(QueryError::new(self.span(self.at..end), kind).hint(hint))
            }
        }
    }

    /// The value of a date or a number: one run, a quotation, or a range in brackets.
    fn value(&mut self, entry: &FieldEntry) -> Result<(), QueryError> {
        let start = self.at;
        if self.opens_quote(start) {
            let inside = self.quoted_range(start)?;
            let text = self.spelled(inside.clone());
            self.push(TokenKind::Value(text), start, inside.end + 1);
            return self.behind_part();
        }
        let end = match self.letter(start) {
            Some('(') => {
                let kind = QueryErrorKind::OneValue {
                    field: entry.name().to_owned(),
                };
                let hint = format!("write {0}:… OR {0}:…", entry.name());
                return Err(QueryError::new(self.span(start..start + 1), kind).hint(hint));
            }
            Some('[' | '{') => {
                let close = self.until(start, |_, letter| matches!(letter, ']' | '}'));
                if close == self.letters.len() {
                    let hint = format!("such as {}:[… TO …]", entry.name());
                    return Err(QueryError::new(self.span(start..start + 1), QueryErrorKind::UnclosedRange).hint(hint));
                }
                close + 1
            }
            _ => self.until(start, |at, letter| self.is_boundary(at) || letter == '^'),
        };
        let text = self.spelled(start..end);
        let text = text.trim_end_matches([',', ';']).to_owned();
        self.push(TokenKind::Value(text), start, end);
        self.behind_part()
    }

    fn refuse_unknown_field(&self, name: &str, range: Range<usize>) -> Result<(), QueryError> {
        let Some((relation, value)) = self.relation(range.end, true) else {
            return Ok(());
        };
        let Some(next) = self.letter(value).filter(|_| name.len() > 1) else {
            return Ok(());
        };
        let is_likely = is_likely_field(name);
        let opens = self.opens_quote(value);
        let is_meant = match self.letter(range.end) == Some(':') {
            true => {
                next.is_alphabetic()
                    || opens
                    || matches!(next, '(' | '[' | '{' | '*' | '?')
                    || (is_likely && next.is_alphanumeric())
            }
            false => (opens && relation == Relation::Is) || (is_likely && (opens || next.is_alphanumeric())),
        };
        if !is_meant || SCHEMES.iter().any(|scheme| scheme.eq_ignore_ascii_case(name)) {
            return Ok(());
        }
        let mean = match meant_field(name).map(|entry| (entry.name(), entry.kind)) {
            // `after` and `before` leave out the day that they name; these words do not.
            None if is_likely && ["since", "from"].contains(&&*name.to_lowercase()) => {
                "did you mean `date>=`? ".to_owned()
            }
            None if is_likely && ["until", "till"].contains(&&*name.to_lowercase()) => {
                "did you mean `date<=`? ".to_owned()
            }
            Some((here, _)) => format!("did you mean `{here}`? "),
            None => String::new(),
        };
        let run_end = self.until(value, |at, _| self.is_boundary(at));
        let itself = match run_end > value {
            true => format!("quote it: \"{}\"", quoted(&self.spelled(range.start..run_end))),
            false => "leave out the colon".to_owned(),
        };
        let hint = format!("{mean}To search for the text itself, {itself}");
        let hint = match mean.is_empty() {
            true => hint.replacen("To", "to", 1),
            false => hint,
        };
        let kind = QueryErrorKind::UnknownField { name: quoted(name) };
        Err(QueryError::new(self.span(range), kind).hint(hint))
    }
}
