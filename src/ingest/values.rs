//! What a JSON value says where a name, a list or a text is expected, and whether it says more
//! than that.

use serde_json::{Map, Value};

use super::clean::clean;
use super::html_text::html_to_text;
use super::names::{authors, list_entries, without_by};
use crate::article::join_lines;

/// Keys of an object that stands where a name is expected, the best first: JSON-LD, WordPress,
/// MongoDB and XML converters write such objects.
const NAME_KEYS: &[&str] = &[
    "name",
    "title",
    "headline",
    "label",
    "term",
    "value",
    "rendered",
    "text",
    "@value",
    "#text",
    "$t",
    "url",
    "href",
    "@id",
    "$oid",
    "$date",
    "$numberLong",
    "id",
];

/// Keys of an object that stands where running text is expected.
const TEXT_KEYS: &[&str] = &[
    "text",
    "plain",
    "body",
    "content",
    "value",
    "rendered",
    "@value",
    "#text",
    "$t",
    "paragraphs",
    "html",
];

/// Keys of an object whose text is HTML: WordPress writes `{"content": {"rendered": "<p>…"}}`.
const MARKED_UP: &[&str] = &["rendered", "html"];

/// How much of a value found a place in the article.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// All of it.
    Whole,
    /// A part, or nothing: the value is kept as it is.
    Partly,
}

/// The authors that a value names.
pub(crate) fn authors_of(value: &Value) -> (Vec<String>, Kept) {
    match value {
        Value::String(printed) => (authors(&clean(printed)), Kept::Whole),
        Value::Array(names) if names.len() == 1 => names.first().map(authors_of).unwrap_or((Vec::new(), Kept::Whole)),
        // Several entries are separated already: "Ministry of Trade and Industry" is one.
        several => {
            let (names, kept) = entries_of(several);
            (names.iter().map(|name| without_by(name).to_owned()).collect(), kept)
        }
    }
}

/// The entries of a value that stands for several things.
pub(crate) fn entries_of(value: &Value) -> (Vec<String>, Kept) {
    match value {
        Value::String(entries) => (list_entries(&clean(entries)), Kept::Whole),
        Value::Array(values) => {
            let texts: Vec<(String, Kept)> = values.iter().filter_map(one_text).collect();
            let kept = match texts.iter().all(|(_, kept)| *kept == Kept::Whole) {
                true => Kept::Whole,
                false => Kept::Partly,
            };
            (texts.into_iter().map(|(text, _)| join_lines(&text)).collect(), kept)
        }
        value => match one_text(value) {
            Some((text, kept)) => (vec![join_lines(&text)], kept),
            None => (Vec::new(), Kept::Partly),
        },
    }
}

/// The text of a value that stands for one thing. Of an array the first that has any.
pub(crate) fn one_text(value: &Value) -> Option<(String, Kept)> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(clean(text))
            .filter(|text| !text.is_empty())
            .map(|text| (text, Kept::Whole)),
        Value::Bool(_) | Value::Number(_) => Some((value.to_string(), Kept::Whole)),
        Value::Array(values) => {
            let (text, kept) = values.iter().find_map(one_text)?;
            Some((text, if values.len() == 1 { kept } else { Kept::Partly }))
        }
        Value::Object(object) => of_object(object, NAME_KEYS, one_text),
    }
}

/// The running text of a value. The entries of an array are paragraphs.
pub(crate) fn running_text(value: &Value) -> Option<(String, Kept)> {
    match value {
        Value::Array(values) => {
            let parts: Vec<(String, Kept)> = values.iter().filter_map(running_text).collect();
            let kept = match parts.iter().all(|(_, kept)| *kept == Kept::Whole) {
                true => Kept::Whole,
                false => Kept::Partly,
            };
            let parts: Vec<String> = parts.into_iter().map(|(text, _)| text).collect();
            (!parts.is_empty()).then(|| (parts.join("\n\n"), kept))
        }
        Value::Object(object) => of_object(object, TEXT_KEYS, running_text),
        value => one_text(value),
    }
}

type Reader = fn(&Value) -> Option<(String, Kept)>;

fn of_object(object: &Map<String, Value>, keys: &[&str], read: Reader) -> Option<(String, Kept)> {
    let (key, (text, kept)) = keys.iter().find_map(|key| Some((key, read(object.get(*key)?)?)))?;
    let text = match MARKED_UP.contains(key) {
        true => html_to_text(&text),
        false => text,
    };
    let says_more = object.iter().any(|(other, value)| {
        other != key && other != "@type" && !matches!(value, Value::Null) && value.as_str() != Some("")
    });
    Some((text, if says_more { Kept::Partly } else { kept }))
}
