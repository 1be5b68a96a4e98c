//! Operators before brackets: `caps(Turkey)`, `atleast5(a)`, `first50(a)`.

use std::ops::Range;

use super::error::{QueryError, QueryErrorKind, quoted};
use super::leaf::quotation;
use super::limits::MAX_REACH;
use super::operators::Connective;
use super::parser::Parser;
use super::token::TokenKind;
use super::{Expr, ExprKind, placed};
use crate::words::words;

impl Parser<'_> {
    /// Reads an operator and the brackets behind it.
    pub(super) fn call(&mut self, connective: Connective) -> Result<Expr, QueryError> {
        let name = self.span(self.at);
        self.at += 1;
        if connective == Connective::Caps {
            return self.caps(name.start);
        }
        self.enter()?;
        let part = self.inside_brackets();
        self.leave();
        part.and_then(|part| self.counted(connective, name, part))
    }

    /// `atleast5(a)`, `first50(a)`
    fn counted(&self, connective: Connective, name: Range<usize>, part: Expr) -> Result<Expr, QueryError> {
        let written = &self.text[name.clone()];
        let span = name.start..part.span.end;
        let kind = match connective {
            Connective::AtLeast(times) => {
                let times = reach(times, written, "atleast5(…)", name)?;
                placed::counted(part, written, &|part| ExprKind::AtLeast {
                    times,
                    part: Box::new(part),
                })?
            }
            Connective::First(words) => {
                let words = reach(words, written, "first50(…)", name)?;
                placed::counted(part, written, &|part| ExprKind::First {
                    words,
                    part: Box::new(part),
                })?
            }
            // No other operator counts.
            Connective::Caps | Connective::And | Connective::Or | Connective::Not | Connective::Near { .. } => {
                part.kind
            }
        };
        Ok(Expr { kind, span })
    }

    /// `(Turkey)`, `("White House")`: nothing between these brackets but words has a meaning.
    fn caps(&mut self, start: usize) -> Result<Expr, QueryError> {
        let open = self.span(self.at);
        self.at += 1;
        let first = self.at;
        while !matches!(self.kind(self.at), None | Some(TokenKind::Close)) {
            self.at += 1;
        }
        let inside = self.span(first).start..self.span(self.at.saturating_sub(1).max(first)).end;
        let span = open.start..self.span(self.at).end;
        let found = match (self.at - first, self.kind(first).cloned()) {
            (0, _) => {
                let hint = "such as caps(Turkey) or caps(\"White House\")";
                return Err(QueryError::new(span, QueryErrorKind::EmptyBrackets).hint(hint));
            }
            (1, Some(TokenKind::Text { text, .. })) if !text.contains(['*', '?', '!', '~']) => {
                words(&text).map(|word| word.text.to_owned()).collect()
            }
            (1, Some(TokenKind::Quoted(text))) => match quotation(&text, inside.clone(), self.notes)? {
                ExprKind::Word { text, .. } => vec![text],
                ExprKind::Phrase { words } => words,
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        self.at += 1;
        match found.is_empty() {
            true => Err(self.bad_caps(inside, first)),
            false => self.leaf(ExprKind::Caps { words: found }, start..span.end),
        }
    }

    fn bad_caps(&self, inside: Range<usize>, first: usize) -> QueryError {
        let text = &self.text[inside.clone()];
        let tokens = &self.tokens[first..self.at.saturating_sub(1).max(first)];
        let is_words = tokens.iter().all(|token| matches!(token.kind, TokenKind::Text { .. }));
        let sides: Vec<&str> = text.split(" OR ").map(str::trim).collect();
        let is_word = |side: &&str| words(side).count() == 1 && !side.contains(['*', '?', '!', '~']);
        let hint = match tokens {
            [_, .., last] if matches!(last.kind, TokenKind::Weight(_)) => {
                "put the weight behind the bracket: caps(Turkey)^2".to_owned()
            }
            [_] => "patterns and words nearly spelled are compared without case: leave out caps()".to_owned(),
            _ if sides.len() > 1 && sides.iter().all(is_word) => {
                let sides: Vec<String> = sides.iter().map(|side| format!("caps({side})")).collect();
                format!("write {}", quoted(&sides.join(" OR ")))
            }
            _ if is_words && !text.contains(['*', '?', '!', '~', '"']) => format!("write caps(\"{}\")", quoted(text)),
            _ => "such as caps(Turkey) OR caps(\"White House\")".to_owned(),
        };
        let found = format!("`{}`", quoted(text));
        QueryError::new(inside, QueryErrorKind::BadCaps { found }).hint(hint)
    }
}

/// The number of an operator, if it is one that can be counted to.
fn reach(number: Option<u32>, written: &str, example: &str, span: Range<usize>) -> Result<u32, QueryError> {
    match number {
        Some(number) if (1..=MAX_REACH).contains(&number) => Ok(number),
        _ => {
            let written = format!("{}(…)", quoted(written));
            let kind = QueryErrorKind::BadReach { least: 1, written };
            let hint = match number {
                Some(_) => format!("such as {example}"),
                None => format!("such as {example}; for the word itself put a space before the bracket"),
            };
            Err(QueryError::new(span, kind).hint(hint))
        }
    }
}
