//! How an article is named to a reader: its headline, its file, the beginning of its id.

use std::ops::Range;

use super::marks::Marked;
use crate::article::{Article, DateOrigin, Entity, Headline, Published};
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

/// Returns the date of publication as people read it. What was guessed from the time of the file
/// says so.
pub(super) fn date(published: Option<&Published>) -> String {
    match published {
        None => "undated".to_owned(),
        Some(published) if published.origin == DateOrigin::FileTime => format!("{} (guess)", published.to_human()),
        Some(published) => published.to_human(),
    }
}

/// Returns the names of an article, those that it is most about first, people before places and
/// organisations.
pub(super) fn names_by_salience(article: &Article) -> Vec<&str> {
    if article.entities.is_empty() {
        let given = [&article.people, &article.places, &article.orgs];
        return given.into_iter().flatten().map(String::as_str).collect();
    }
    let mut entities: Vec<&Entity> = article.entities.iter().collect();
    entities.sort_by_key(|entity| std::cmp::Reverse(entity.salience));
    entities.into_iter().map(|entity| entity.name.as_str()).collect()
}

/// Returns the file, and the number of the record if it is not the first: `wire.jsonl:12`.
/// Not sanitized.
pub(super) fn file_and_record(article: &StoredArticle) -> String {
    match article.record {
        0 | 1 => article.path.clone(),
        record => format!("{}:{record}", article.path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guessed_date_says_so() {
        let published = |origin| Published::from_iso("2025-04-25", origin, "");
        assert_eq!(date(published(DateOrigin::Path).as_ref()), "25 Apr 2025");
        assert_eq!(date(published(DateOrigin::FileTime).as_ref()), "25 Apr 2025 (guess)");
        assert_eq!(date(None), "undated");
    }
}
