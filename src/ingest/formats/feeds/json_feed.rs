//! JSON Feed, 1.0 and 1.1.
//!
//! A feed that is no valid JSON is read item by item, so that one fault costs one item.

use std::io::Cursor;
use std::ops::ControlFlow;

use memchr::memmem;
use serde_json::{Map, Value};

use super::super::super::detect::Likeness;
use super::super::super::error::{RecordError, RecordFault, SourceError};
use super::super::super::html_text::html_to_text;
use super::super::super::source::{EmitRecord, Input, Limits, ReadOptions, read_whole};
use super::super::super::values::{entries_of, one_text};
use super::super::json::{article_of_value, fault_in};
use super::super::json_values::{RawValue, RawValues};
use super::draft::{Draft, Shared};
use super::links::is_web_address;
use super::values::{line, persons, plain_text};
use crate::article::{Article, Problem};

pub(in super::super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    let is_object = head.trim_ascii_start().starts_with(b"{");
    let names_version = || memmem::find_iter(head, b"jsonfeed.org").any(|at| is_version(&head[..at]));
    Likeness::certain_if(is_object && names_version())
}

/// True if the address that follows is the value of `"version"`. Slashes may be escaped.
fn is_version(before: &[u8]) -> bool {
    let from = before.len().saturating_sub(40);
    let before: Vec<u8> = before.get(from..).unwrap_or_default().to_vec();
    memmem::find(&before, b"\"version\"").is_some_and(|at| {
        let between =
            String::from_utf8_lossy(&before[at + b"\"version\"".len()..]).replace(['\\', ' ', '\n', '\r', '\t'], "");
        matches!(
            between.as_str(),
            ":\"https://" | ":\"http://" | ":\"https://www." | ":\"http://www."
        )
    })
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let limit_bytes = options.limits.max_document_bytes;
    let mut record = 0;
    let mut give = |outcome: Result<Article, RecordFault>, line: Option<u64>| {
        record += 1;
        emit(record, outcome.map_err(|reason| RecordError { record, line, reason }))
    };
    let Some(bytes) = read_whole(input, limit_bytes)? else {
        let what = "feed";
        let _ = give(Err(RecordFault::TooLong { what, limit_bytes }), None);
        return Ok(());
    };
    let (text, problem) = input.decoder.decode(&bytes);
    let _ = match serde_json::from_str(&text) {
        Ok(Value::Object(feed)) => whole_feed(feed, options, &problem, &mut give),
        Ok(_) => give(Err(RecordFault::NotAnObject("another value")), None),
        Err(error) => broken_feed(&text, &error, options, &problem, &mut give),
    };
    Ok(())
}

type Give<'a> = dyn FnMut(Result<Article, RecordFault>, Option<u64>) -> ControlFlow<()> + 'a;

fn whole_feed(
    mut feed: Map<String, Value>,
    options: &ReadOptions,
    problem: &Option<Problem>,
    give: &mut Give<'_>,
) -> ControlFlow<()> {
    let items = match feed.shift_remove("items") {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    let shared = shared_by_all(feed);
    for item in items {
        give(article_of_item(item, &shared, options, problem), None)?;
    }
    ControlFlow::Continue(())
}

/// Reads what stands before the items as far as it is good, and each item by itself.
fn broken_feed(
    text: &str,
    error: &serde_json::Error,
    options: &ReadOptions,
    problem: &Option<Problem>,
    give: &mut Give<'_>,
) -> ControlFlow<()> {
    let Some(start) = start_of_items(text) else {
        return give(Err(fault_in(error, 1)), Some(error.line() as u64));
    };
    let before = format!("{}]}}", &text[..=start]);
    let shared = match serde_json::from_str(&before) {
        Ok(Value::Object(mut feed)) => {
            feed.shift_remove("items");
            shared_by_all(feed)
        }
        _ => Shared::default(),
    };
    let lines_before = memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count() as u64;
    let mut items = Cursor::new(&text.as_bytes()[start..]);
    let limits = Limits {
        max_record_bytes: options.limits.max_record_bytes,
        ..Limits::default()
    };
    let mut values = RawValues::new(&mut items, limits);
    // Reading from memory does not fail.
    while let Ok(Some(raw)) = values.next_value() {
        match raw {
            RawValue::Whole { start, .. } if !start.is_in_array => break,
            RawValue::Whole { bytes, start } => {
                let line = lines_before + start.line;
                let item = serde_json::from_slice(bytes).map_err(|error| {
                    let line = line + (error.line() as u64).saturating_sub(1);
                    (fault_in(&error, if error.line() <= 1 { start.column } else { 1 }), line)
                });
                match item {
                    Ok(item) => give(article_of_item(item, &shared, options, problem), None)?,
                    Err((reason, line)) => give(Err(reason), Some(line))?,
                }
            }
            RawValue::Refused { reason, line } => give(Err(reason), Some(lines_before + line))?,
        }
    }
    ControlFlow::Continue(())
}

/// Where the bracket of `"items": [` stands.
fn start_of_items(text: &str) -> Option<usize> {
    const NAME: &str = "\"items\"";
    text.match_indices(NAME).find_map(|(at, _)| {
        let behind = &text[at + NAME.len()..];
        let list = behind.trim_start().strip_prefix(':')?.trim_start();
        list.starts_with('[').then(|| text.len() - list.len())
    })
}

fn shared_by_all(feed: Map<String, Value>) -> Shared {
    let mut shared = Shared::default();
    for (name, value) in feed {
        match name.as_str() {
            "title" if value.is_string() => shared.source = value.as_str().and_then(line),
            "language" if value.is_string() => shared.lang = value.as_str().map(str::to_owned),
            "author" | "authors" => {
                shared.byline.extend(names(&value));
                shared.about.insert(name, value);
            }
            _ => {
                shared.about.insert(name, value);
            }
        }
    }
    shared.byline = super::super::super::names::distinct(std::mem::take(&mut shared.byline).into_iter());
    let address = |name: &str| shared.about.get(name).and_then(Value::as_str).map(str::to_owned);
    shared.base = address("home_page_url").or_else(|| address("feed_url"));
    shared
}

fn article_of_item(
    item: Value,
    shared: &Shared,
    options: &ReadOptions,
    problem: &Option<Problem>,
) -> Result<Article, RecordFault> {
    let item = match item {
        Value::Object(item) => item,
        // Says what it is instead.
        other => return article_of_value(other, &options.keys),
    };
    let mut draft = Draft::default();
    for (name, value) in item {
        take(&mut draft, &name, value);
        draft.found.push(name);
    }
    let mut article = draft.finish(shared)?;
    article.problems.extend(problem.clone());
    Ok(article)
}

fn take(draft: &mut Draft, name: &str, value: Value) {
    let text = || one_text(&value).map(|(text, _)| text);
    match (name, &value) {
        ("title", Value::String(title)) => draft.headline = line(title),
        ("content_html", Value::String(html)) => draft.text(name, html_to_text(html)),
        ("content_text" | "summary", Value::String(text)) => draft.text(name, plain_text(text)),
        ("url", Value::String(url)) => draft.urls.push((0, url.clone())),
        // What a link blog writes about: its own page is the better address.
        ("external_url", Value::String(_)) => draft.keep(name, value),
        ("id", Value::String(_) | Value::Number(_)) => {
            if let Some(id) = text() {
                if is_web_address(&id) {
                    draft.urls.push((2, id.clone()));
                }
                draft.ids.push((0, id));
            }
        }
        ("date_published", Value::String(_)) => draft.dates.extend(text().map(|date| (0, date))),
        ("date_modified", Value::String(_)) => draft.updated = text(),
        ("author" | "authors", _) => {
            draft.byline.extend(names(&value));
            let says_more = |author: &Value| author.as_object().is_some_and(|author| author.len() > 1);
            let list = value.as_array().map_or(std::slice::from_ref(&value), Vec::as_slice);
            if list.iter().any(says_more) {
                draft.keep(name, value);
            }
        }
        ("tags", _) => draft.topics.extend(entries_of(&value).0),
        ("language", Value::String(language)) => draft.lang = Some(language.clone()),
        _ => draft.keep(name, value),
    }
}

/// The names in `{"name": …}` or a list of such.
fn names(authors: &Value) -> Vec<String> {
    let list = authors.as_array().map_or(std::slice::from_ref(authors), Vec::as_slice);
    let name = |author: &Value| match author {
        Value::Object(object) => object.get("name").and_then(Value::as_str).map(str::to_owned),
        Value::String(name) => Some(name.clone()),
        _ => None,
    };
    list.iter().filter_map(name).flat_map(|name| persons(&name)).collect()
}
