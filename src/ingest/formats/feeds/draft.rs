//! What the fields of an item say, gathered, and put together to an article when all are known:
//! feeds state the same thing in several fields, in any order.

use serde_json::{Map, Value};

use super::super::super::error::RecordFault;
use super::super::super::fields::keep_extra;
use super::super::super::languages::language_code;
use super::super::super::names::distinct;
use super::links::absolute;
use super::values::add_value;
use crate::article::{Article, DateOrigin, GivenDate, Headline, Language, join_lines};

/// What a feed says about all its items.
#[derive(Default)]
pub(super) struct Shared {
    /// Its title.
    pub source: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// Its authors, who wrote what names no other.
    pub byline: Vec<String>,
    /// The address that others stand relative to.
    pub base: Option<String>,
    /// All else.
    pub about: Map<String, Value>,
}

/// An item as far as its fields have been read. Where a field has a rank, the lowest is taken.
#[derive(Default)]
pub(super) struct Draft {
    /// The headline.
    pub headline: Option<String>,
    /// Texts under the names of their fields: the longest is the body.
    pub texts: Vec<(String, String)>,
    /// Texts that stand in where there is no other, such as the words below a picture.
    pub spare_texts: Vec<String>,
    /// Dates of publication, as printed.
    pub dates: Vec<(usize, String)>,
    /// The date of the last change, as printed.
    pub updated: Option<String>,
    /// The authors.
    pub byline: Vec<String>,
    /// Who is named otherwise, where no author is.
    pub spare_byline: Vec<String>,
    /// Addresses.
    pub urls: Vec<(usize, String)>,
    /// Identifiers.
    pub ids: Vec<(usize, String)>,
    /// Subjects.
    pub topics: Vec<String>,
    /// The section.
    pub section: Option<String>,
    /// The publication that the item came from, if it is not the feed's.
    pub source: Option<String>,
    /// The language.
    pub lang: Option<String>,
    /// The address that the item's own stand relative to.
    pub base: Option<String>,
    /// What has no place above, under the names of the fields.
    pub extra: Map<String, Value>,
    /// The names of the fields that there were.
    pub found: Vec<String>,
}

impl Draft {
    /// Takes a text under the name of its field; empty ones say nothing.
    pub fn text(&mut self, name: &str, text: String) {
        if !text.is_empty() {
            self.texts.push((name.to_owned(), text));
        }
    }

    /// Keeps a value that has no place in an article.
    pub fn keep(&mut self, name: &str, value: Value) {
        add_value(&mut self.extra, name, value);
    }

    /// Fills a place, or keeps the value where the place is taken by another.
    pub fn set(&mut self, place: fn(&mut Draft) -> &mut Option<String>, name: &str, value: Option<String>) {
        let Some(value) = value else {
            return;
        };
        match place(self) {
            Some(earlier) if *earlier == value => {}
            Some(_) => self.keep(name, Value::from(value)),
            place => *place = Some(value),
        }
    }

    /// Makes the article.
    ///
    /// # Errors
    /// [`RecordFault::NoText`] if there is neither a text nor a headline.
    pub fn finish(mut self, shared: &Shared) -> Result<Article, RecordFault> {
        let mut article = Article {
            body: self.take_body(),
            ..Article::default()
        };
        article.headline = self.headline.take().map(|text| Headline { text, derived: false });
        if article.body.is_empty() && article.headline.is_none() {
            return Err(RecordFault::NoText {
                looked_for: ["title", "content", "description", "summary"]
                    .map(str::to_owned)
                    .to_vec(),
                found: distinct(self.found.into_iter()),
            });
        }
        let base = match (&self.base, &shared.base) {
            (Some(base), outer) => Some(absolute(base, outer.as_deref())),
            (None, outer) => outer.clone(),
        };
        self.take_dates(&mut article);
        article.url = first(&mut self.urls).map(|url| absolute(&url, base.as_deref()));
        article.id = first(&mut self.ids);
        for (_, url) in std::mem::take(&mut self.urls) {
            let url = absolute(&url, base.as_deref());
            if article.url.as_ref() != Some(&url) {
                self.keep("link", Value::from(url));
            }
        }
        for (_, id) in std::mem::take(&mut self.ids) {
            if article.id.as_ref() != Some(&id) && article.url.as_ref() != Some(&id) {
                self.keep("identifier", Value::from(id));
            }
        }
        let by = [self.byline, self.spare_byline, shared.byline.clone()];
        article.byline = distinct(
            by.into_iter()
                .find(|names| !names.is_empty())
                .unwrap_or_default()
                .into_iter(),
        );
        article.topics = distinct(self.topics.into_iter());
        article.section = self.section;
        article.source = self.source.or_else(|| shared.source.clone());
        let lang = self.lang.or_else(|| shared.lang.clone());
        article.lang = lang.map(|lang| Language {
            code: language_code(&lang),
            given: true,
        });
        for (name, value) in self.extra {
            keep_extra(&mut article.extra, &name, value);
        }
        keep_extra(&mut article.extra, "feed", Value::Object(shared.about.clone()));
        Ok(article)
    }

    /// The longest text. Another is kept if it says something else.
    fn take_body(&mut self) -> String {
        let mut texts = std::mem::take(&mut self.texts);
        if texts.is_empty() {
            let longest = self.spare_texts.iter().max_by_key(|text| text.chars().count());
            return longest.cloned().unwrap_or_default();
        }
        // Of two that are as long, the first.
        let longest = texts
            .iter()
            .enumerate()
            .rev()
            .max_by_key(|(_, (_, text))| text.chars().count());
        let at = longest.map_or(0, |(at, _)| at);
        let (_, body) = texts.remove(at);
        let words = join_lines(&body);
        for (name, text) in texts {
            // Many are the first words of the body, cut with an ellipsis.
            let beginning = join_lines(&text);
            let beginning = beginning.trim_end_matches(['.', '…', '[', ']', ' ']);
            if !words.contains(beginning) {
                self.keep(&name, Value::from(text));
            }
        }
        body
    }

    /// A feed that states only when an item was changed last means the day it came out: Atom
    /// demands that date and no other, and most programs write no second one.
    fn take_dates(&mut self, article: &mut Article) {
        let origin = DateOrigin::Field;
        let mut dates = std::mem::take(&mut self.dates);
        dates.sort_by_key(|&(rank, _)| rank);
        if let Some(raw) = self.updated.take() {
            let given = GivenDate { raw, origin };
            if dates.is_empty() {
                dates.push((0, given.raw.clone()));
            }
            article.updated = given.read();
            if article.updated.is_none() {
                self.keep("updated", Value::from(given.raw));
            }
        }
        for (_, raw) in dates {
            if !article.given_dates.iter().any(|given| given.raw == raw) {
                article.given_dates.push(GivenDate { raw, origin });
            }
        }
    }
}

/// Takes out the entry of the lowest rank.
fn first(ranked: &mut Vec<(usize, String)>) -> Option<String> {
    ranked.sort_by_key(|&(rank, _)| rank);
    (!ranked.is_empty()).then(|| ranked.remove(0).1)
}
