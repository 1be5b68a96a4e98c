//! How an article is named to a reader: its headline, its file, the beginning of its id.

use std::ops::Range;

use super::marks::Marked;
use crate::article::Headline;
use crate::index::{ArticleId, StoredArticle};

/// Digits of an id that are printed to be typed again. 8 hexadecimal digits are ambiguous for one
/// article in 4,000 among a million.
const SHORT_ID_DIGITS: usize = 8;

/// Returns the beginning of an id.
pub(super) fn short_id(id: ArticleId) -> String {
    let mut digits = id.to_string();
    digits.truncate(SHORT_ID_DIGITS);
    digits
}

/// Returns the headline, safe and on one line. One that stands in for a missing headline has
/// square brackets, as in a library's catalogue.
pub(super) fn headline(headline: Option<&Headline>, matches: &[Range<usize>]) -> Marked {
    let text = headline.map_or("", |headline| &headline.text);
    let line = Marked::cut(text, 0..text.len(), matches).on_one_line().sanitized();
    match headline {
        _ if line.text().is_empty() => Marked::plain("[no headline]"),
        Some(headline) if headline.derived => line.between("[", "]"),
        _ => line,
    }
}

/// Returns the file, and the number of the record if it is not the first: `wire.jsonl:12`.
/// Not sanitized.
pub(super) fn file_and_record(article: &StoredArticle) -> String {
    match article.record {
        0 | 1 => article.path.clone(),
        record => format!("{}:{record}", article.path),
    }
}
