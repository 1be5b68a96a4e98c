//! What a source states, put into an article: cleaned, each value once, nothing empty.

use serde_json::{Map, Value};

use super::super::super::clean::clean;
pub(in super::super) use super::super::super::clean::clean_line;
use super::super::super::error::RecordFault;
use super::super::super::fields::keep_extra;
use super::super::super::languages::language_code;
use super::super::super::names::{authors, distinct};
use super::super::super::xml::Element;
use super::document::Outcome;
use crate::article::{Article, DateOrigin, GivenDate, Headline, Language};

/// Entries of a list, and fields without a place, beyond which a document is no article. They are
/// compared with each other, so that a million of them would take hours.
const MAX_ENTRIES: usize = 5_000;
const MAX_OTHERS: usize = 1_000;
const MAX_DATES: usize = 100;

/// Sets a field that is not set yet.
pub(in super::super) fn set(place: &mut Option<String>, value: Option<&str>) {
    if place.is_none() {
        *place = value.and_then(clean_line);
    }
}

/// Adds an entry to a list of names.
pub(in super::super) fn add(list: &mut Vec<String>, value: Option<&str>) {
    if list.len() < MAX_ENTRIES
        && let Some(value) = value.and_then(clean_line)
        && !list.contains(&value)
    {
        list.push(value);
    }
}

/// Sets the headline if there is none yet.
pub(in super::super) fn set_headline(article: &mut Article, text: Option<&str>) {
    if article.headline.is_none() {
        let headline = text.and_then(clean_line);
        article.headline = headline.map(|text| Headline { text, derived: false });
    }
}

/// Sets the language if there is none yet.
pub(in super::super) fn set_language(article: &mut Article, tag: Option<&str>) {
    if article.lang.is_none() {
        let tag = tag
            .and_then(clean_line)
            .filter(|tag| tag != "x-default" && tag != "und");
        article.lang = tag.map(|tag| Language {
            code: language_code(&tag),
            given: true,
        });
    }
}

/// Adds the authors of a printed byline.
pub(in super::super) fn add_byline(article: &mut Article, byline: Option<&str>) {
    if article.byline.len() >= MAX_OTHERS {
        return;
    }
    let names = byline.and_then(clean_line).map(|byline| authors(&byline));
    let earlier = std::mem::take(&mut article.byline);
    article.byline = distinct(earlier.into_iter().chain(names.unwrap_or_default()));
}

/// Words that stand in titles of reporters and names of agencies, not in names of people.
const NO_NAMES: &[&str] = &[
    "writer",
    "writers",
    "correspondent",
    "correspondents",
    "editor",
    "editors",
    "reporter",
    "reporters",
    "staff",
    "press",
    "agency",
    "news",
    "newspaper",
    "reuters",
    "afp",
    "dpa",
    "ap",
    "aap",
    "pa",
    "desk",
    "media",
    "tribune",
    "times",
    "post",
    "union-tribune",
    "herald",
    "university",
];

/// "By" in the languages of agencies.
const LEAD_INS: &[(&str, &str)] = &[
    ("fr", "par "),
    ("de", "von "),
    ("es", "por "),
    ("pt", "por "),
    ("it", "di "),
    ("nl", "door "),
    ("no", "av "),
    ("nb", "av "),
    ("sv", "av "),
    ("da", "af "),
];

/// Adds the authors of a byline as an agency prints it: `By Jane Doe, Press Association` and
/// `John Roe, Science Correspondent` name one each. What is left out of it is kept. The language
/// is to be set before.
pub(in super::super) fn add_reporters(article: &mut Article, byline: &str) {
    let Some(byline) = clean_line(byline) else {
        return;
    };
    let is_sender = |part: &str| {
        let senders = [article.agency.as_deref(), article.source.as_deref()];
        senders.iter().flatten().any(|sender| sender.eq_ignore_ascii_case(part))
    };
    let is_title = |part: &str| {
        let mut words = part.split_whitespace();
        words.any(|word| NO_NAMES.contains(&word.to_lowercase().as_str())) || is_sender(part)
    };
    let mut parts = byline.split(", ");
    let mut names: Vec<&str> = parts.by_ref().take_while(|part| !is_title(part)).collect();
    if names.is_empty() {
        // An agency alone is the author that is stated, a title below a name none.
        if !article.byline.is_empty() {
            return keep(article, "byline", Some(&byline));
        }
        names.extend(byline.split(", ").next());
    }
    if names.len() < byline.split(", ").count() {
        keep(article, "byline", Some(&byline));
    }
    let names = names.join(", ");
    let language = article.lang.as_ref().map(|lang| lang.code.as_str());
    let lead_in = LEAD_INS.iter().find(|(code, _)| Some(*code) == language);
    let name = lead_in.and_then(|(_, lead_in)| {
        let (begin, name) = names.split_at_checked(lead_in.len())?;
        // `Di Stefano` is a name.
        (begin.to_lowercase() == *lead_in && name.contains(' ')).then_some(name)
    });
    add_byline(article, Some(name.unwrap_or(&names)));
}

/// Adds a date of publication, less to be trusted than those before it.
pub(in super::super) fn add_date(article: &mut Article, raw: Option<&str>) {
    if article.given_dates.len() < MAX_DATES
        && let Some(raw) = raw.and_then(clean_line)
        && !article.given_dates.iter().any(|given| given.raw == raw)
    {
        article.given_dates.push(GivenDate {
            raw,
            origin: DateOrigin::Field,
        });
    }
}

/// Sets the time of the last change, if it lies behind the first date of publication.
pub(in super::super) fn set_updated(article: &mut Article, raw: Option<&str>) {
    let read = |raw: &str| {
        let given = GivenDate {
            raw: raw.to_owned(),
            origin: DateOrigin::Field,
        };
        given.read()
    };
    let Some(updated) = raw.and_then(clean_line).and_then(|raw| read(&raw)) else {
        return;
    };
    let first = article.given_dates.first().and_then(GivenDate::read);
    if first.is_none_or(|first| first.last_minute() < updated.first_minute()) {
        article.updated = Some(updated);
    }
}

/// Keeps a text that has no field.
pub(in super::super) fn keep(article: &mut Article, name: &str, value: Option<&str>) {
    if let Some(value) = value.and_then(clean_line) {
        keep_value(article, name, Value::from(value));
    }
}

/// Keeps a list of texts that have no field.
pub(in super::super) fn keep_list(article: &mut Article, name: &str, values: impl IntoIterator<Item = String>) {
    let values = distinct(values.into_iter().take(MAX_ENTRIES));
    keep_value(article, name, Value::from(values));
}

/// Keeps a value that has no field.
pub(in super::super) fn keep_value(article: &mut Article, name: &str, value: Value) {
    if article.extra.len() < MAX_OTHERS {
        keep_extra(&mut article.extra, name, value);
    }
}

/// Keeps the elements directly in one that have no field, by their names, save those named: what
/// they say, or their attributes where they say nothing.
pub(in super::super) fn keep_others(article: &mut Article, element: &Element, known: &[&str]) {
    let mut others: Map<String, Value> = Map::new();
    for child in element.children().filter(|child| !known.contains(&child.local())) {
        let value = match child.line() {
            Some(line) => Value::from(line),
            None => attributes_of(child),
        };
        if matches!(&value, Value::Object(object) if object.is_empty()) {
            continue;
        }
        match others.get_mut(child.local()) {
            Some(Value::Array(list)) => list.push(value),
            Some(first) => *first = Value::from(vec![first.take(), value]),
            None => {
                others.insert(child.local().to_owned(), value);
            }
        }
    }
    for (name, value) in others {
        keep_value(article, &name, value);
    }
}

/// The attributes of an element. The only one stands for itself.
fn attributes_of(element: &Element) -> Value {
    let said = element
        .attributes
        .iter()
        .filter(|(name, value)| !name.starts_with("xmlns") && !value.trim().is_empty());
    let said: Vec<&(String, String)> = said.collect();
    match said.as_slice() {
        [(_, value)] => Value::from(value.as_str()),
        several => Value::Object(
            several
                .iter()
                .map(|(name, value)| (name.clone(), Value::from(value.as_str())))
                .collect(),
        ),
    }
}

/// Sets the text if there is none yet. It may be made of names and titles, which are no text by themselves.
pub(in super::super) fn set_body(article: &mut Article, text: String) {
    if article.body.is_empty() {
        article.body = clean(&text);
    }
}

/// The article, unless there is nothing to read in it.
pub(in super::super) fn finished(article: Article, what: &str) -> Outcome {
    match article.body.is_empty() && article.headline.is_none() {
        true => Err(RecordFault::NotAnArticle {
            what: format!("{what} with neither headline nor text"),
        }),
        false => Ok(article),
    }
}
