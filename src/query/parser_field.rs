//! The value of a field to a part of the tree.

use super::dates::{DateError, DateReading, read_dates};
use super::error::{QueryError, QueryErrorKind, found};
use super::fields::{FieldEntry, FieldKind};
use super::leaf::note_wildcard;
use super::numbers::read_numbers;
use super::parser::{Parser, unrequired};
use super::placed::check_in_field;
use super::token::{Relation, TokenKind};
use super::{Expr, ExprKind, Field, Note, NumberRange};
use crate::words::is_word_char;

/// Words behind a date without quotes that could belong to it: `date:25 april 2025`.
const MOST_WORDS_OF_A_DATE: usize = 3;

/// Digits of a key of a story.
const MOST_DIGITS: usize = 16;

impl Parser<'_> {
    /// Reads what stands behind a field. The field began at `start`.
    pub(super) fn field(&mut self, entry: &FieldEntry, relation: Relation, start: usize) -> Result<Expr, QueryError> {
        // This function stands on the stack once for each level; what it calls to read a value does
        // not.
        self.enter()?;
        let part = match (entry.kind, self.kind(self.at)) {
            (FieldKind::Names(field) | FieldKind::Text(field), Some(TokenKind::Open)) => {
                self.inside_brackets().and_then(|part| in_field(field, part))
            }
            (FieldKind::Names(field) | FieldKind::Text(field), Some(TokenKind::Call(connective))) => {
                self.call(*connective).and_then(|part| in_field(field, part))
            }
            _ => self.value_of(entry, relation),
        };
        self.leave();
        part.map(|mut part| {
            part.span.start = start;
            part
        })
    }

    fn value_of(&mut self, entry: &FieldEntry, relation: Relation) -> Result<Expr, QueryError> {
        match entry.kind {
            FieldKind::Date => self.date(relation),
            FieldKind::After => self.date(Relation::Above),
            FieldKind::Before => self.date(Relation::Below),
            FieldKind::Number(field) => self.number(field, relation),
            FieldKind::Names(field) if relation == Relation::Is => self.whole_name(entry, field),
            FieldKind::Names(field) | FieldKind::Text(field) => self.word_in(field),
            FieldKind::Copies => self.copies(relation),
            FieldKind::Story => self.story(),
        }
    }

    fn word_in(&mut self, field: Field) -> Result<Expr, QueryError> {
        if let Some(TokenKind::Text { text, .. }) = self.kind(self.at)
            && is_none(text)
        {
            let span = self.span(self.at);
            self.at += 1;
            return self.leaf(ExprKind::Empty(field), span);
        }
        let part = self.simple()?;
        in_field(field, part)
    }

    fn whole_name(&mut self, entry: &FieldEntry, field: Field) -> Result<Expr, QueryError> {
        let span = self.span(self.at);
        let name = match self.kind(self.at) {
            Some(TokenKind::Text { text, .. }) if is_none(text) => {
                self.at += 1;
                return self.leaf(ExprKind::Empty(field), span);
            }
            Some(TokenKind::Text { text, .. }) => text.trim_end_matches([',', ';']),
            Some(TokenKind::Quoted(text)) => text.as_str(),
            _ => "",
        };
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !name.contains(is_word_char) {
            let field = entry.name().to_owned();
            let hint = format!("such as {}=\"Volodymyr Zelensky\"", entry.name());
            return Err(QueryError::new(span, QueryErrorKind::EmptyField { field }).hint(hint));
        }
        note_wildcard(&name, &span, None, self.notes);
        self.at += 1;
        self.leaf(ExprKind::Whole { field, name }, span)
    }

    fn date(&mut self, relation: Relation) -> Result<Expr, QueryError> {
        let span = self.span(self.at);
        let text = self.value();
        if let Some(expr) = self.none_or_any(&text, Field::Date, relation) {
            return expr;
        }
        let today = self.options.today;
        match read_dates(&text, relation, today) {
            Ok(DateReading { range, note }) => {
                self.at += 1;
                self.notes.extend(note.map(|text| Note {
                    span: span.clone(),
                    text,
                }));
                self.leaf(ExprKind::Published(range), span)
            }
            Err(DateError { kind, hint }) => {
                let hint = match self.words_of_date(&text, relation) {
                    Some(whole) => format!("quote a date of several words: \"{whole}\""),
                    None => hint,
                };
                Err(QueryError::new(span, kind).hint(hint))
            }
        }
    }

    /// The words from a bad date on that would be a date together: `date:last week`.
    fn words_of_date(&self, text: &str, relation: Relation) -> Option<String> {
        let mut whole = text.to_owned();
        for at in self.at + 1..=self.at + MOST_WORDS_OF_A_DATE {
            let Some(TokenKind::Text { text, .. }) = self.kind(at) else {
                return None;
            };
            whole.push(' ');
            whole.push_str(text);
            if read_dates(&whole, relation, self.options.today).is_ok() {
                return Some(whole);
            }
        }
        None
    }

    fn number(&mut self, field: Field, relation: Relation) -> Result<Expr, QueryError> {
        let text = self.value();
        if let Some(expr) = self.none_or_any(&text, field, relation) {
            return expr;
        }
        self.numbers(relation, "such as words>500 or words:200..800", ExprKind::WordCount)
    }

    fn copies(&mut self, relation: Relation) -> Result<Expr, QueryError> {
        self.numbers(relation, "such as copies>5 or copies:0", ExprKind::Copies)
    }

    fn numbers(
        &mut self,
        relation: Relation,
        hint: &str,
        kind: fn(NumberRange) -> ExprKind,
    ) -> Result<Expr, QueryError> {
        let span = self.span(self.at);
        let reading =
            read_numbers(&self.value(), relation).map_err(|error| QueryError::new(span.clone(), error).hint(hint))?;
        self.at += 1;
        self.notes.extend(reading.note.map(|text| Note {
            span: span.clone(),
            text,
        }));
        self.leaf(kind(reading.range), span)
    }

    fn story(&mut self) -> Result<Expr, QueryError> {
        let span = self.span(self.at);
        let key = self.value().to_lowercase();
        let is_key = key.len() <= MOST_DIGITS && !key.is_empty() && key.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !is_key {
            let hint = format!(
                "keys have up to {MOST_DIGITS} digits of 0-9 and a-f; to search for the text itself, quote it: \"story:{key}\""
            );
            let kind = QueryErrorKind::BadStory { found: found(&key) };
            return Err(QueryError::new(span, kind).hint(hint));
        }
        self.at += 1;
        self.leaf(ExprKind::Story(key), span)
    }

    /// `date:none`, and `date:*` for every article that has one.
    fn none_or_any(&mut self, text: &str, field: Field, relation: Relation) -> Option<Result<Expr, QueryError>> {
        let span = self.span(self.at);
        let is_any = matches!(text, "*" | "[* TO *]");
        if !matches!(relation, Relation::Has | Relation::Is) || !(is_none(text) || is_any) {
            return None;
        }
        self.at += 1;
        Some(self.leaf(ExprKind::Empty(field), span).map(|empty| match is_any {
            true => not_empty(field, empty.span),
            false => empty,
        }))
    }

    fn value(&self) -> String {
        match self.kind(self.at) {
            Some(TokenKind::Value(text)) => text.clone(),
            _ => String::new(),
        }
    }
}

fn is_none(text: &str) -> bool {
    text.eq_ignore_ascii_case("none")
}

/// A part, looked for in a field.
fn in_field(field: Field, part: Expr) -> Result<Expr, QueryError> {
    let part = unrequired(part);
    check_in_field(field, &part)?;
    let span = part.span.clone();
    Ok(match part.kind {
        ExprKind::All => not_empty(field, span),
        _ => Expr {
            kind: ExprKind::In(field, Box::new(part)),
            span,
        },
    })
}

/// `field:*`: articles in which the field is not empty.
fn not_empty(field: Field, span: std::ops::Range<usize>) -> Expr {
    let empty = Expr {
        kind: ExprKind::Empty(field),
        span: span.clone(),
    };
    Expr {
        kind: ExprKind::Not(Box::new(empty)),
        span,
    }
}
