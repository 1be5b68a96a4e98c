//! Tokens to a tree, by recursive descent: OR, AND and words side by side, NOT, proximity
//! (`parser_near`), parts; what stands behind a field or a call is read in `parser_field` and
//! `parser_call`.
//!
//! Brackets are balanced before, so that nothing here has to ask whether they are. Every step down
//! is counted, so that no text can exhaust the stack.

use std::ops::Range;

use super::brackets::balanced;
use super::error::{QueryError, QueryErrorKind, quoted};
use super::leaf::{leaf, quotation, too_many_words, weight_in_words, window};
use super::limits::{MAX_DEPTH, MAX_WORDS, deep};
use super::operators::{Connective, Place, find_operator, is_plain_word};
use super::token::{Sign, Token, TokenKind};
use super::{Expr, ExprKind, Note, ParseOptions};

/// Makes the tree of a text's tokens.
pub(super) fn tree(
    text: &str,
    tokens: Vec<Token>,
    options: &ParseOptions,
    notes: &mut Vec<Note>,
) -> Result<Expr, QueryError> {
    let mut parser = Parser {
        text,
        tokens: balanced(tokens, notes),
        at: 0,
        depth: 0,
        words: 0,
        options,
        notes,
    };
    match parser.alternatives()? {
        Some(root) => Ok(root),
        None => Err(no_word(text)),
    }
}

fn no_word(text: &str) -> QueryError {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(start);
    QueryError::new(start..end, QueryErrorKind::NoWord).hint("`*` finds every article")
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    /// Number of the next token.
    pub(super) at: usize,
    pub(super) depth: usize,
    words: usize,
    pub(super) options: &'a ParseOptions,
    pub(super) notes: &'a mut Vec<Note>,
}

/// A part of a list, and how it is joined to the one before.
struct Joined {
    expr: Expr,
    is_written: bool,
    /// True for words side by side without brackets.
    is_side_by_side: bool,
}

impl Parser<'_> {
    /// `a OR b`, up to the end of the brackets. Nothing inside is `None`.
    fn alternatives(&mut self) -> Result<Option<Expr>, QueryError> {
        let mut parts: Vec<Joined> = Vec::new();
        let mut is_written = false;
        while self.is_more() {
            let (expr, is_side_by_side) = self.conjunction()?;
            parts.push(Joined {
                expr,
                is_written,
                is_side_by_side,
            });
            is_written = matches!(self.between()?, Some(Connective::Or));
            if is_written {
                self.at += 1;
            }
        }
        self.note_on_precedence(&parts);
        Ok(match self.options.any {
            true => any_of(parts),
            false => list(parts.into_iter().map(|part| part.expr).collect(), ExprKind::Or),
        })
    }

    /// `a AND b`, `a b`, and whether words stood side by side.
    fn conjunction(&mut self) -> Result<(Expr, bool), QueryError> {
        let mut parts = vec![self.negation()?];
        let mut is_side_by_side = false;
        loop {
            match self.between()? {
                Some(Connective::And) => self.at += 1,
                None if !self.options.any && self.is_more() => is_side_by_side = true,
                Some(
                    Connective::Or
                    | Connective::Not
                    | Connective::Near { .. }
                    | Connective::Caps
                    | Connective::AtLeast(_)
                    | Connective::First(_),
                )
                | None => break,
            }
            parts.push(self.negation()?);
        }
        match list(parts, ExprKind::And) {
            Some(expr) => Ok((expr, is_side_by_side)),
            None => Err(no_word(self.text)),
        }
    }

    /// `NOT a`
    pub(super) fn negation(&mut self) -> Result<Expr, QueryError> {
        let mut starts = Vec::new();
        while self.operator(Place::Before).is_some() && !self.is_last() {
            self.note_small_letters("NOT");
            starts.push(self.span(self.at).start);
            self.at += 1;
            self.enter()?;
        }
        let mut expr = self.proximity()?;
        for start in starts.into_iter().rev() {
            self.depth -= 1;
            expr = not(expr, start);
        }
        Ok(expr)
    }

    /// A part with the weight behind it, and the sign of its value: `title:-a` is `-title:a`.
    pub(super) fn weighted_part(&mut self) -> Result<(Expr, Option<Sign>), QueryError> {
        let mut sign = None;
        let part = match self.kind(self.at) {
            Some(TokenKind::Field(entry, relation)) => {
                let (entry, relation) = (*entry, *relation);
                let start = self.span(self.at).start;
                self.at += 1;
                sign = self.sign();
                self.field(entry, relation, start)
            }
            Some(TokenKind::Open) => self.group(),
            _ => self.simple(),
        };
        part.map(|part| (self.weighted(part), sign))
    }

    /// `a^2`, as often as it is written.
    fn weighted(&mut self, mut expr: Expr) -> Expr {
        while let Some(TokenKind::Weight(weight)) = self.kind(self.at) {
            let span = expr.span.start..self.span(self.at).end;
            let kind = ExprKind::Boost(Box::new(expr), *weight);
            expr = Expr { kind, span };
            self.at += 1;
        }
        expr
    }

    pub(super) fn sign(&mut self) -> Option<Sign> {
        match self.kind(self.at) {
            Some(TokenKind::Sign(sign)) => {
                let sign = *sign;
                self.at += 1;
                Some(sign)
            }
            _ => None,
        }
    }

    /// A word, a quotation, an operator with its brackets.
    pub(super) fn simple(&mut self) -> Result<Expr, QueryError> {
        match self.kind(self.at) {
            Some(TokenKind::Call(connective)) => self.call(*connective),
            Some(TokenKind::Exact) => self.exact(),
            _ => self.word(),
        }
    }

    /// A word, a quotation, a regular expression.
    fn word(&mut self) -> Result<Expr, QueryError> {
        let span = self.span(self.at);
        let kind = match self.kind(self.at).cloned() {
            Some(TokenKind::Text { text, bare }) => {
                if bare {
                    self.refuse_stray_operator(&text)?;
                }
                leaf(&text, span.clone(), self.notes)?
            }
            Some(TokenKind::Quoted(text)) => quotation(&text, span.clone(), self.notes)?,
            Some(TokenKind::Window { text, slack }) => window(&text, slack, span.clone(), self.notes)?,
            Some(TokenKind::Regex(text)) => ExprKind::Regex { text },
            _ => {
                let operator = self.at.checked_sub(1).map_or(self.text, |at| &self.text[self.span(at)]);
                let kind = QueryErrorKind::NothingOnTheRight {
                    operator: quoted(operator),
                };
                return Err(QueryError::new(span, kind));
            }
        };
        self.at += 1;
        self.leaf(kind, span)
    }

    /// `=talks`; a quotation is exact anyway.
    fn exact(&mut self) -> Result<Expr, QueryError> {
        let sign = self.span(self.at);
        self.at += 1;
        if !matches!(
            self.kind(self.at),
            Some(TokenKind::Text { .. } | TokenKind::Quoted(_) | TokenKind::Window { .. })
        ) {
            let error = QueryError::new(sign, QueryErrorKind::ExactBeforePart);
            return Err(match self.kind(self.at) {
                Some(TokenKind::Field(entry, _)) => error.hint(format!("such as {}:=talks", entry.name())),
                _ => error.hint("such as =talks"),
            });
        }
        let notes_before = self.notes.len();
        let mut expr = self.simple()?;
        expr.span.start = sign.start;
        if let ExprKind::Word { exact, .. } = &mut expr.kind {
            if *exact {
                // `=or` is meant as the word: no need to say so.
                self.notes.truncate(notes_before);
            }
            *exact = true;
        }
        Ok(expr)
    }

    /// `(…)`
    fn group(&mut self) -> Result<Expr, QueryError> {
        self.at += 1;
        self.enter()?;
        self.at -= 1;
        let inside = self.inside_brackets();
        self.leave();
        inside
    }

    /// What stands in brackets. Directly behind a field or an operator they are no level of their
    /// own.
    pub(super) fn inside_brackets(&mut self) -> Result<Expr, QueryError> {
        let open = self.span(self.at);
        self.at += 1;
        let inside = self.alternatives()?;
        let span = open.start..self.span(self.at).end;
        self.at += 1;
        bracketed(inside, span)
    }

    /// Counts a leaf against the limit of words.
    pub(super) fn leaf(&mut self, kind: ExprKind, span: Range<usize>) -> Result<Expr, QueryError> {
        self.words += weight_in_words(&kind);
        match self.words > MAX_WORDS {
            true => Err(too_many_words(span)),
            false => Ok(Expr { kind, span }),
        }
    }

    /// One level down.
    pub(super) fn enter(&mut self) -> Result<(), QueryError> {
        self.depth += 1;
        match self.depth > MAX_DEPTH {
            true => Err(deep(self.span(self.at.saturating_sub(1)))),
            false => Ok(()),
        }
    }

    /// One level up.
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// What joins the part before and the part that follows, if it is written. Of `BUT NOT` only
    /// the first word is meant here.
    fn between(&mut self) -> Result<Option<Connective>, QueryError> {
        if self.is_but_not() {
            self.note_small_letters("BUT");
            return Ok(Some(Connective::And));
        }
        let connective = match self.operator(Place::Between) {
            // What is left of proximity here is a word: nothing stands behind it.
            None | Some(Connective::Near { .. }) => return Ok(None),
            Some(connective) => connective,
        };
        let written = self.text[self.span(self.at)].to_owned();
        match (is_plain_word(&written), self.is_last()) {
            (true, true) => Ok(None),
            (false, true) => {
                let kind = QueryErrorKind::NothingOnTheRight { operator: written };
                Err(QueryError::new(self.span(self.at), kind))
            }
            (is_word, false) => {
                if is_word {
                    self.note_small_letters(&written.to_uppercase());
                }
                Ok(Some(connective))
            }
        }
    }

    /// Where a part is expected, an operator is a word at the beginning and the end of the query or
    /// of brackets (`Eugene, OR`), and an error elsewhere.
    fn refuse_stray_operator(&self, text: &str) -> Result<(), QueryError> {
        let before = self.operator(Place::Before);
        if before.is_none() && self.operator(Place::Between).is_none() {
            return Ok(());
        }
        let is_word = is_plain_word(text);
        if is_word && (self.is_first() || self.is_last()) {
            return Ok(());
        }
        let operator = text.to_owned();
        let error = QueryError::new(self.span(self.at), QueryErrorKind::NothingOnTheLeft { operator });
        Err(match is_word {
            true => error.hint(format!("for the word itself, quote it: \"{text}\"")),
            false if text.contains('/') => error.hint(format!("for the text itself, quote it: \"{text}\"")),
            false => error,
        })
    }

    fn is_but_not(&self) -> bool {
        let is_word = |at: usize, word: &str| matches!(self.kind(at), Some(TokenKind::Text { text, bare: true }) if text.eq_ignore_ascii_case(word));
        is_word(self.at, "but") && is_word(self.at + 1, "not") && !self.ends_at(self.at + 2)
    }

    /// The operator that the next token is, wherever it stands.
    pub(super) fn operator(&self, place: Place) -> Option<Connective> {
        match self.kind(self.at) {
            Some(TokenKind::Text { text, bare: true }) => find_operator(text, place),
            _ => None,
        }
    }

    pub(super) fn kind(&self, at: usize) -> Option<&TokenKind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    /// Where a token stands; behind the last one is the end of the text.
    pub(super) fn span(&self, at: usize) -> Range<usize> {
        match self.tokens.get(at) {
            Some(token) => token.span.clone(),
            None => self.text.len()..self.text.len(),
        }
    }

    pub(super) fn ends_at(&self, at: usize) -> bool {
        matches!(self.kind(at), None | Some(TokenKind::Close))
    }

    fn is_more(&self) -> bool {
        !self.ends_at(self.at)
    }

    fn is_first(&self) -> bool {
        self.at == 0 || matches!(self.kind(self.at - 1), Some(TokenKind::Open))
    }

    pub(super) fn is_last(&self) -> bool {
        self.ends_at(self.at + 1)
    }

    pub(super) fn note_small_letters(&mut self, operator: &str) {
        let span = self.span(self.at);
        let written = &self.text[span.clone()];
        if written != operator {
            let text = format!(
                "`{}` in small letters is read as the operator {operator}",
                written.to_lowercase()
            );
            self.notes.push(Note { span, text });
        }
    }

    /// `a OR b c`: that words side by side hold together more tightly surprises many.
    fn note_on_precedence(&mut self, parts: &[Joined]) {
        let tight = parts.iter().find(|part| part.is_side_by_side);
        if let Some(tight) = tight.filter(|_| parts.len() > 1) {
            self.notes.push(Note {
                span: tight.expr.span.clone(),
                text: format!(
                    "words side by side join before OR: `{}` is one side of it",
                    quoted(&self.text[tight.expr.span.clone()])
                ),
            });
        }
    }
}

/// Words side by side that mean OR. What is excluded there is excluded from all of them: `a b -c`
/// is `(a OR b) AND NOT c`; a written OR keeps its meaning.
fn any_of(parts: Vec<Joined>) -> Option<Expr> {
    let is_side: Vec<bool> = (0..parts.len())
        .map(|number| match (number, parts.get(1)) {
            (0, next) => next.is_some_and(|next| !next.is_written),
            _ => !parts[number].is_written,
        })
        .collect();
    let (excluded, wanted): (Vec<_>, Vec<_>) = parts
        .into_iter()
        .zip(is_side)
        .map(|(part, is_side)| (part.expr, is_side))
        .partition(|(expr, is_side)| *is_side && matches!(expr.kind, ExprKind::Not(_)));
    let exprs = |parts: Vec<(Expr, bool)>| parts.into_iter().map(|(expr, _)| expr);
    let wanted = list(exprs(wanted).collect(), ExprKind::Or);
    list(wanted.into_iter().chain(exprs(excluded)).collect(), ExprKind::And)
}

/// Several parts as one; a single one as it is.
fn list(mut parts: Vec<Expr>, kind: fn(Vec<Expr>) -> ExprKind) -> Option<Expr> {
    let start = parts.iter().map(|part| part.span.start).min()?;
    let end = parts.iter().map(|part| part.span.end).max()?;
    match parts.len() {
        1 => parts.pop(),
        _ => Some(Expr {
            kind: kind(parts),
            span: start..end,
        }),
    }
}

fn bracketed(inside: Option<Expr>, span: Range<usize>) -> Result<Expr, QueryError> {
    match inside {
        Some(expr) => Ok(Expr {
            span,
            ..unrequired(expr)
        }),
        None => {
            let hint = "leave the brackets out, or put words between them";
            Err(QueryError::new(span, QueryErrorKind::EmptyBrackets).hint(hint))
        }
    }
}

pub(super) fn required(expr: Expr, start: usize) -> Expr {
    Expr {
        span: start..expr.span.end,
        kind: ExprKind::Required(Box::new(unrequired(expr))),
    }
}

pub(super) fn not(expr: Expr, start: usize) -> Expr {
    Expr {
        span: start..expr.span.end,
        kind: ExprKind::Not(Box::new(unrequired(expr))),
    }
}

/// `+` says something only in a list; inside NOT, brackets and fields it goes without saying.
pub(super) fn unrequired(expr: Expr) -> Expr {
    match expr.kind {
        ExprKind::Required(part) => *part,
        _ => expr,
    }
}
