//! Names directly before a bracket: `caps(…)`, `atleast5(…)`, `hlead(…)`, and what only looks like
//! one: `colour(s)`.

use std::ops::Range;

use super::error::{QueryError, QueryErrorKind, quoted};
use super::fields::{FieldEntry, FieldKind, find_field, is_likely_field, meant_field};
use super::lexer::Lexer;
use super::operators::{Place, find_operator, is_caps_elsewhere, is_operator_word};
use super::token::{Relation, TokenKind};

/// Names that Nexis and others write before a bracket, and the field here. All of them hold running
/// text, so that a query that was written for another system means the same.
const CALLED_FIELDS: &[(&str, &str)] = &[
    ("hlead", "lead"),
    ("lead", "lead"),
    ("headline", "title"),
    ("title", "title"),
    ("body", "body"),
];

impl Lexer<'_> {
    /// Reads a name before a bracket, if one stands here that means something there. `outer` is
    /// the field that it stands directly behind.
    pub(super) fn call(&mut self, outer: Option<&FieldEntry>) -> Result<bool, QueryError> {
        let start = self.at;
        let end = self.name_end(start, |letter| letter.is_ascii_alphanumeric() || letter == '_');
        let name = self.spelled(start..end);
        let touches = self.letter(end) == Some('(');
        let has_number = name.ends_with(|letter: char| letter.is_ascii_digit());
        let is_before_bracket = touches || (has_number && self.letter(self.skip_spaces(end)) == Some('('));
        if let Some(connective) = find_operator(&name, Place::Call).filter(|_| is_before_bracket) {
            self.push(TokenKind::Call(connective), start, end);
            return Ok(true);
        }
        if !touches || is_operator_word(&name) {
            return Ok(false);
        }
        if is_caps_elsewhere(&name) {
            let kind = QueryErrorKind::UnknownOperator { name };
            let hint = "caps(US) finds the word in capitals only, caps(us) in small letters only";
            return Err(QueryError::new(self.span(start..end), kind).hint(hint));
        }
        if outer.is_none()
            && let Some(entry) = called_field(&name)
        {
            let written = entry.name();
            let text =
                format!("`{name}(` is read as `{written}:(`: for the word itself put a space before the bracket");
            self.note(start..end + 1, text);
            self.push(TokenKind::Field(entry, Relation::Has), start, end);
            return Ok(true);
        }
        self.refuse_call(name, start..end)?;
        Ok(false)
    }

    /// A field without its colon is an error; the bracket behind another word begins a part of its
    /// own.
    fn refuse_call(&mut self, name: String, range: Range<usize>) -> Result<(), QueryError> {
        let span = self.span(range.clone());
        if let Some(entry) = find_field(&name) {
            let kind = QueryErrorKind::FieldWithoutColon {
                name: entry.name().to_owned(),
            };
            let hint = format!("write {}, or put a space before the bracket", in_brackets(entry));
            return Err(QueryError::new(span, kind).hint(hint));
        }
        if let Some(entry) = meant_field(&name).filter(|_| is_likely_field(&name)) {
            let hint = format!(
                "did you mean {}? For the word itself put a space before the bracket",
                in_brackets(entry)
            );
            return Err(QueryError::new(span, QueryErrorKind::UnknownCall { name }).hint(hint));
        }
        let text = format!("`{}(` is read as if a space stood before the bracket", quoted(&name));
        self.note(range.start..range.end + 1, text);
        Ok(())
    }
}

fn called_field(name: &str) -> Option<&'static FieldEntry> {
    CALLED_FIELDS
        .iter()
        .find(|(called, _)| called.eq_ignore_ascii_case(name))
        .and_then(|(_, here)| find_field(here))
}

/// How a field is written with a value of several words, or the value that it takes.
fn in_brackets(entry: &FieldEntry) -> String {
    match entry.kind {
        FieldKind::Text(_) | FieldKind::Names(_) => format!("{}:(…)", entry.name()),
        FieldKind::Date
        | FieldKind::After
        | FieldKind::Before
        | FieldKind::Number(_)
        | FieldKind::Copies
        | FieldKind::Story => entry.example.to_owned(),
    }
}
