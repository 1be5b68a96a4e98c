//! Proximity: `a w/5 b`, `a PRE/s b`, `a NOT w/5 b`, read from the left.
//!
//! A chain is a tree as deep as it is long, so that its operators count against the depth of a
//! query.

use super::error::{QueryError, QueryErrorKind, quoted};
use super::limits::MAX_REACH;
use super::operators::{Connective, Place, find_operator, is_plain_word};
use super::parser::{Parser, not, required, unrequired};
use super::token::{Sign, TokenKind};
use super::{Expr, Near, Note, Within, placed};

/// A proximity operator as it is written.
struct Link {
    within: Within,
    ordered: bool,
    negated: bool,
    /// With NOT, if that stands before it.
    written: String,
    /// The first token behind it.
    end: usize,
}

impl Parser<'_> {
    /// A part, or a chain of them with proximity between. A sign before it holds for the whole.
    pub(super) fn proximity(&mut self) -> Result<Expr, QueryError> {
        // This function stands on the stack once for each level; the chain has one of its own.
        let first = self.at;
        let outer = self.sign();
        let (expr, inner) = self.weighted_part()?;
        self.chain(expr, first, [outer, inner])
    }

    /// The operators behind a part and what follows them. `first` is the part's first token.
    fn chain(&mut self, mut expr: Expr, first: usize, signs: [Option<Sign>; 2]) -> Result<Expr, QueryError> {
        let depth = self.depth;
        while let Some(link) = self.link()? {
            if link.negated {
                self.note_small_letters("NOT");
            }
            self.at = link.end;
            self.enter()?;
            let right = self.right_side()?;
            expr = self.near(expr, right, link)?;
        }
        if self.depth > depth {
            self.depth = depth;
            self.note_on_neighbours(first, &expr);
        }
        let start = self.span(first).start;
        Ok(match signs {
            [None, None] | [Some(Sign::Not), Some(Sign::Not)] => expr,
            [Some(Sign::Not), _] | [_, Some(Sign::Not)] => not(expr, start),
            [Some(Sign::Required), _] | [_, Some(Sign::Required)] => required(expr, start),
        })
    }

    fn near(&mut self, left: Expr, right: Expr, link: Link) -> Result<Expr, QueryError> {
        let span = left.span.start..right.span.end;
        let near = Near {
            left,
            right,
            within: link.within,
            ordered: link.ordered,
            negated: link.negated,
        };
        let kind = placed::near(near, &link.written)?;
        if link.within == Within::Steps(0) {
            let text = match link.ordered {
                true => format!("`{}` finds nothing: neighbours are 1 apart", link.written),
                false => format!(
                    "`{}` finds parts that overlap only: neighbours are 1 apart",
                    link.written
                ),
            };
            let span = span.clone();
            self.notes.push(Note { span, text });
        }
        Ok(Expr { kind, span })
    }

    /// What stands behind a proximity operator. NOT and `-` are read here too, so that an error can
    /// say what was meant.
    fn right_side(&mut self) -> Result<Expr, QueryError> {
        if self.operator(Place::Before).is_some() && !self.is_last() {
            return self.negation();
        }
        let start = self.span(self.at).start;
        let outer = self.sign();
        let (expr, inner) = self.weighted_part()?;
        Ok(match outer.or(inner) {
            Some(Sign::Not) => not(expr, start),
            Some(Sign::Required) | None => unrequired(expr),
        })
    }

    /// The proximity operator that stands here, with NOT before it. One that could be an ordinary
    /// word is a word if nothing follows it.
    fn link(&self) -> Result<Option<Link>, QueryError> {
        let negated = self.operator(Place::Before).is_some();
        let at = self.at + usize::from(negated);
        let Some(TokenKind::Text { text, bare: true }) = self.kind(at) else {
            return Ok(None);
        };
        let Some(Connective::Near { within, ordered }) = find_operator(text, Place::Between) else {
            return Ok(None);
        };
        let span = self.span(self.at).start..self.span(at).end;
        let written = match negated {
            true => format!("NOT {}", quoted(text)),
            false => quoted(text),
        };
        match within {
            _ if self.ends_at(at + 1) && is_plain_word(text) => return Ok(None),
            _ if self.ends_at(at + 1) => {
                let hint = format!("for the text itself, quote it: \"{written}\"");
                let kind = QueryErrorKind::NothingOnTheRight { operator: written };
                return Err(QueryError::new(span, kind).hint(hint));
            }
            Within::Steps(steps) if steps > MAX_REACH => {
                let kind = QueryErrorKind::BadReach { least: 0, written };
                let hint = "`a AND b` finds both anywhere in an article";
                return Err(QueryError::new(span, kind).hint(hint));
            }
            Within::Steps(_) | Within::Sentence | Within::Paragraph => {}
        }
        Ok(Some(Link {
            within,
            ordered,
            negated,
            written,
            end: at + 1,
        }))
    }

    /// `peace talks w/5 moscow`: that the operator joins `talks` alone surprises many.
    fn note_on_neighbours(&mut self, first: usize, expr: &Expr) {
        let before = first.checked_sub(1).is_some_and(|at| self.is_word_at(at));
        if before || self.is_word_at(self.at) {
            let whole = quoted(&self.text[expr.span.clone()]);
            self.notes.push(Note {
                span: expr.span.clone(),
                text: format!("proximity joins only the parts next to it: `{whole}` is one part"),
            });
        }
    }

    fn is_word_at(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(TokenKind::Text { text, bare: true }) => {
                let is_operator = |place| find_operator(text, place).is_some();
                !is_operator(Place::Between) && !is_operator(Place::Before) && !text.eq_ignore_ascii_case("but")
            }
            _ => false,
        }
    }
}
