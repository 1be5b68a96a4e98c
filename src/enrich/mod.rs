//! An article to a fuller one: what the source left out and the article itself shows.
//!
//! Pure functions of the article: no clock, no files, no settings. What the source stated is
//! never overwritten. `published` reads the stated dates, `language` names the language,
//! `headline` lets the first sentence stand in for a missing headline.

mod headline;
mod language;
mod published;

use crate::article::Article;

/// Fills what the source left out: [`published`](Article::published) with its problems,
/// [`lang`](Article::lang) and [`headline`](Article::headline). A second time changes nothing.
///
/// ```
/// use dateline::article::{Article, DateOrigin, GivenDate};
/// let mut article = Article {
///     body: "Snow fell in Kyiv. It was the first of the year and nobody in the city was ready for it.".to_owned(),
///     given_dates: vec![GivenDate { raw: "25 April 2025".to_owned(), origin: DateOrigin::Header }],
///     ..Article::default()
/// };
/// dateline::enrich::enrich(&mut article);
/// assert_eq!(article.published.expect("a date").to_iso(), "2025-04-25");
/// assert_eq!(article.headline.expect("a headline").text, "Snow fell in Kyiv.");
/// assert_eq!(article.lang.expect("a language").code, "en");
/// ```
pub fn enrich(article: &mut Article) {
    published::set_published(article);
    // Before the headline, which may be a piece of the body afterwards.
    language::set_language(article);
    headline::set_headline(article);
}

/// Returns the beginning of a text, at most so many bytes of it.
fn head_of(text: &str, max_bytes: usize) -> &str {
    let mut end = max_bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
