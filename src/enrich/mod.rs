//! An article to a fuller one: what the source left out and the article itself shows.
//!
//! Pure functions of the article and its [`Context`]: no clock, no files, no settings. What the
//! source stated is never overwritten. `dateline` reads the dateline at the head of the text, `dates`
//! finds the date of publication, `language` names the language, `entities` finds people, places and
//! organisations, `headline` lets the first sentence stand in for a missing headline, `signature` samples
//! the text so that copies know each other.

mod dateline;
mod dates;
pub mod entities;
mod headline;
mod language;
mod signature;

use jiff::civil::Date;

pub use dates::DateFound;
pub use signature::{
    LEAST_CONTAINMENT, LEAST_RESEMBLANCE, LEAST_SHINGLES, Likeness, MOST_LEVEL, SHINGLE_WORDS, Signature, are_copies,
    compared_text, count_shared, shingle_set, shingles, signature,
};

use crate::article::{Article, DateOrder, DateOrigin};

/// What is known of an article besides itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The path of its file, from the archive's own folder on. Empty for a stream.
    pub path: &'a str,
    /// The day on which it is read. No date of publication lies more than a week behind it. Without
    /// it any date will do.
    pub today: Option<Date>,
    /// The day on which the file was last changed: only where that may be taken as a guess for the
    /// date of an article that has no other.
    pub file_day: Option<Date>,
    /// How a date of two readings is read: `04/05/2025`. Without it it is not.
    pub date_order: Option<DateOrder>,
}

/// Fills what the source left out: [`dateline`](Article::dateline) with its places, its day and the
/// agency, [`published`](Article::published) with its problems, [`lang`](Article::lang),
/// [`entities`](Article::entities) and [`headline`](Article::headline). A second time changes nothing.
///
/// ```
/// use dateline::article::Article;
/// use dateline::enrich::{Context, enrich};
/// let mut article = Article {
///     body: "KYIV, April 25 (Reuters) - Snow fell. It was the first of the year and nobody was ready for it.".to_owned(),
///     ..Article::default()
/// };
/// enrich(&mut article, &Context { path: "wire/2025-04-25.txt", ..Context::default() });
/// assert_eq!(article.published.expect("a date").to_iso(), "2025-04-25");
/// assert_eq!(article.dateline_places, ["Kyiv"]);
/// assert_eq!(article.agency.as_deref(), Some("Reuters"));
/// assert_eq!(article.entities.first().map(|entity| entity.name.as_str()), Some("Kyiv"));
/// assert_eq!(article.lang.expect("a language").code, "en");
/// ```
pub fn enrich(article: &mut Article, context: &Context<'_>) {
    if article.is_enriched {
        return;
    }
    article.is_enriched = true;
    let day = dateline::set_dateline(article);
    let date = day
        .as_ref()
        .and_then(|(day, raw)| dates::date_of_dateline(*day, raw, article, context));
    dates::set_published(article, context, date.as_ref());
    if article.dateline_date.is_none() {
        // A guess is nothing to be near to.
        let published = article.published.as_ref();
        let near = published.filter(|published| published.origin < DateOrigin::Dateline);
        article.dateline_date = match (near, day) {
            (Some(near), Some((day, raw))) => dates::date_near(day, &raw, near),
            _ => date,
        };
    }
    // Before the headline, which may be a piece of the body afterwards.
    language::set_language(article);
    entities::set_entities(article);
    headline::set_headline(article);
}

/// Returns every date of publication that an article shows before it is enriched, the most
/// trustworthy first: what [`enrich`] chooses from. An article that is enriched shows its own only.
pub fn dates_found(article: &Article, context: &Context<'_>) -> Vec<DateFound> {
    if article.is_enriched {
        let published = article.published.iter();
        return published.map(DateFound::of).collect();
    }
    let mut article = article.clone();
    let day = dateline::set_dateline(&mut article);
    let date = day.and_then(|(day, raw)| dates::date_of_dateline(day, &raw, &article, context));
    dates::found(&article, context, date.as_ref())
}

/// Returns the beginning of a text, at most so many bytes of it.
fn head_of(text: &str, max_bytes: usize) -> &str {
    let mut end = max_bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
