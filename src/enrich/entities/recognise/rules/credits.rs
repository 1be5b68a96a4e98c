//! Datelines and wire credits: `KYIV, April 25 (Reuters) -`, `PORT SUDAN (AP) --`.
//!
//! What stands before the dash at the head of a paragraph is places and an agency, whatever the
//! model made of it.

use super::{Name, insert};
use crate::article::EntityKind;
use crate::enrich::entities::recognise::document::Document;
use crate::enrich::entities::recognise::features::situation;
use crate::enrich::entities::recognise::tokens::Token;

/// Tokens before the dash.
const MOST_TOKENS: usize = 20;

/// Datelines stand near the head of a text.
const FIRST_TOKENS: usize = 200;

/// Marks places and agency of each dateline.
pub(super) fn apply(document: &Document, names: &mut Vec<Name>) {
    let reach = document.tokens.iter().take(FIRST_TOKENS + MOST_TOKENS);
    let Some(first_open) = reach.clone().position(|token| is_open(document, *token)) else {
        return;
    };
    let first = first_open.saturating_sub(MOST_TOKENS);
    for (start, token) in reach.enumerate().take(FIRST_TOKENS).skip(first) {
        if token.has(Token::SENTENCE)
            && (token.has(Token::CAPITAL) || token.of(&document.text) == "(")
            && let Some((open, close)) = credit(document, start)
        {
            mark(document, names, start, open, close);
        }
    }
}

fn is_open(document: &Document, token: Token) -> bool {
    token.bytes() == 1 && document.text.as_bytes().get(token.start as usize) == Some(&b'(')
}

fn printed(document: &Document, token: usize) -> &str {
    document.tokens.get(token).map_or("", |token| token.of(&document.text))
}

/// The brackets around an agency that a dash follows, in the line that begins at a token.
fn credit(document: &Document, start: usize) -> Option<(usize, usize)> {
    let end = (start + MOST_TOKENS).min(document.tokens.len());
    let open = (start..end).find(|token| is_open(document, document.tokens[*token]))?;
    let close = (open + 1..(open + 5).min(end)).find(|token| printed(document, *token) == ")")?;
    let is_dash = matches!(
        printed(document, close + 1),
        "-" | "--" | "_" | "—" | "–" | ".-" | "---"
    );
    let has_letters = (open + 1..close).all(|token| document.tokens[token].has(Token::WORD));
    let is_agency = document.tokens[open + 1].has(Token::CAPITAL) || printed(document, open + 1) == "dpa";
    (is_dash && has_letters && is_agency && close > open + 1).then_some((open, close))
}

fn mark(document: &Document, names: &mut Vec<Name>, start: usize, open: usize, close: usize) {
    let shouts = |token: usize| {
        let marks = document.tokens[token];
        marks.has(Token::CAPITAL) && !marks.has(Token::SMALL) && marks.bytes() > 1
    };
    names.retain(|name| name.end <= open || name.start > close);
    insert(
        names,
        Name {
            start: open + 1,
            end: close,
            kind: EntityKind::Org,
        },
    );
    // The first place: the words in capitals at the head.
    let end = (start..open).find(|token| !shouts(*token)).unwrap_or(open);
    if end > start && document.styles[start] & situation::ALL_CAPITALS == 0 {
        names.retain(|name| name.end <= start || name.start >= end);
        insert(
            names,
            Name {
                start,
                end,
                kind: EntityKind::Place,
            },
        );
    }
}
