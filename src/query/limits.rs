//! What a query may cost: its length, its nesting, its words. Each limit has its reason.

use super::Expr;
use super::error::{QueryError, QueryErrorKind};

/// Longest text of a query, in bytes. A long list of names fits; a file given by mistake does not.
pub const MAX_QUERY_BYTES: usize = 64 * 1024;

/// Deepest nesting of brackets, NOT, fields, weights and proximity; a chain of proximity is as deep
/// as it is long. People nest five deep; reading, printing
/// and searching a tree recurse, and a hundred levels are read in a quarter of a megabyte of stack.
pub const MAX_DEPTH: usize = 100;

/// Most words, patterns, dates and names in a query, those of phrases included. Each of them is
/// looked up in every segment of an index, and together they must answer before a person notices.
pub const MAX_WORDS: usize = 1_000;

/// Largest number in `w/5`, `"a b"~5`, `atleast5(a)` and `first50(a)`. Few articles are so long; over
/// it AND finds the same articles, and no sum of positions comes near the end of its type.
pub const MAX_REACH: u32 = 10_000;

/// Longest regular expression, in letters: a list of a hundred names fits. An automaton is built
/// from it, whose size grows with it.
pub const MAX_REGEX_LETTERS: usize = 1_000;

/// Smallest weight of `word^0.01`: under it, a part no longer changes the order of the results.
pub const MIN_WEIGHT: f32 = 0.01;

/// Largest weight of `word^100`: over it, the other words of a query no longer count.
pub const MAX_WEIGHT: f32 = 100.0;

/// Refuses a text that is too long.
pub(super) fn check_length(text: &str) -> Result<(), QueryError> {
    if text.len() <= MAX_QUERY_BYTES {
        return Ok(());
    }
    let beyond = text
        .char_indices()
        .find(|(at, letter)| at + letter.len_utf8() > MAX_QUERY_BYTES);
    let (start, end) = beyond.map_or((0, 0), |(at, letter)| (at, at + letter.len_utf8()));
    let kind = QueryErrorKind::TooLong { bytes: text.len() };
    Err(QueryError::new(start..end, kind).hint("search for the words that matter most"))
}

/// Refuses a tree that is too deep, pointing at the part that is.
pub(super) fn check_depth(root: &Expr) -> Result<(), QueryError> {
    match too_deep(root, MAX_DEPTH) {
        None => Ok(()),
        Some(part) => Err(deep(part.span.clone())),
    }
}

/// The error for a part that is nested too deep.
pub(super) fn deep(span: std::ops::Range<usize>) -> QueryError {
    QueryError::new(span, QueryErrorKind::TooDeep).hint("split it into two searches")
}

fn too_deep(expr: &Expr, levels_left: usize) -> Option<&Expr> {
    let parts = expr.kind.parts();
    if parts.is_empty() {
        return None;
    }
    match levels_left {
        0 => Some(expr),
        _ => parts.into_iter().find_map(|part| too_deep(part, levels_left - 1)),
    }
}
