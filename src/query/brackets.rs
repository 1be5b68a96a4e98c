//! Brackets without a partner, mended before the parser sees them.
//!
//! Ordinary text has such brackets (`a) first`, `(unclosed`), and where they would stand is plain.
//! A note says what was done.

use std::ops::Range;

use super::Note;
use super::token::{Token, TokenKind};

/// Closes brackets that are open at the end and leaves out those that close nothing.
pub(super) fn balanced(tokens: Vec<Token>, notes: &mut Vec<Note>) -> Vec<Token> {
    let mut open: Vec<Range<usize>> = Vec::new();
    let mut kept = Vec::with_capacity(tokens.len());
    let end = tokens.last().map_or(0, |token| token.span.end);
    for token in tokens {
        match token.kind {
            TokenKind::Open => open.push(token.span.clone()),
            TokenKind::Close if open.pop().is_none() => {
                notes.push(Note {
                    span: token.span,
                    text: "`)` closes nothing and is left out".to_owned(),
                });
                continue;
            }
            _ => {}
        }
        kept.push(token);
    }
    if let Some(first) = open.first() {
        notes.push(Note {
            span: first.clone(),
            text: "`(` is never closed and is read as if it ended with the query".to_owned(),
        });
    }
    kept.extend(open.iter().map(|_| Token {
        kind: TokenKind::Close,
        span: end..end,
    }));
    kept
}
