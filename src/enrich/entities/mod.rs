//! The people, places and organisations of an article.
//!
//! `recognise` finds the names in an English text by a model, `gazetteer` those in other languages by lists;
//! `resolve` says which of them name the same.

mod gazetteer;
pub mod recognise;
mod resolve;

use crate::article::Article;

/// The language of the model.
const MODEL_LANGUAGE: &str = "en";

/// Sets [`entities`](Article::entities), as [`enrich`](super::enrich) does after the dateline, whose place
/// and agency count, and the language; before a headline is derived, which would name everything twice.
pub fn set_entities(article: &mut Article) {
    let other_language = article.lang.as_ref().filter(|lang| lang.code != MODEL_LANGUAGE);
    let headline = article.headline.as_ref().map(|headline| headline.text.as_str());
    let mentions = match other_language {
        None => recognise::mentions(headline, &article.body),
        Some(lang) => gazetteer::mentions(article, &lang.code),
    };
    article.entities = resolve::entities(article, &mentions);
}
