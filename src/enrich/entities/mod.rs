//! The people, places and organisations of an article.
//!
//! `recognise` finds the names in the text, `resolve` says which of them name the same. The model of
//! names is of English news, so that texts of other languages keep what their fields and their
//! datelines name.

pub mod recognise;
mod resolve;

use crate::article::Article;

/// The language of the model.
const MODEL_LANGUAGE: &str = "en";

/// Sets [`entities`](Article::entities), as [`enrich`](super::enrich) does after the dateline, whose place
/// and agency count, and the language; before a headline is derived, which would name everything twice.
pub fn set_entities(article: &mut Article) {
    let is_read = article.lang.as_ref().is_none_or(|lang| lang.code == MODEL_LANGUAGE);
    let headline = article.headline.as_ref().map(|headline| headline.text.as_str());
    let mentions = match is_read {
        true => recognise::mentions(headline, &article.body),
        false => Vec::new(),
    };
    article.entities = resolve::entities(article, &mentions);
}
