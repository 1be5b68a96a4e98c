//! Factiva, exported as text: with the codes of its fields, or without (`factiva_plain`).
//!
//! ```text
//! HD  Council Votes on Harbour
//! BY  By Jane Doe
//! PD  4 May 2021
//! SN  The Elbufer Courier
//! LP  The council has voted.
//! TD  The rest of the text, its paragraphs apart.
//! NS  gcom : Society | gpol : Domestic Politics
//! AN  Document ELBC000020210505eh5400001
//! ```

use serde_json::Value;

use super::super::super::clean::clean;
use super::super::super::detect::Likeness;
use super::super::super::error::{RecordFault, SourceError};
use super::super::super::fields::fill;
use super::super::super::keys::KeyMap;
use super::super::super::source::{EmitRecord, Input, ReadOptions};
use super::factiva_plain::article_of_plain;
use super::{Cut, Label, head_lines, is_list, label, other, read_records};
use crate::article::{Article, DateOrigin, GivenDate, Precision};

const CODES: &[Label] = &[
    label("HD", "headline"),
    label("BY", "byline"),
    label("PD", "date"),
    label("SN", "source"),
    label("SE", "section"),
    label("LA", "language"),
    label("AN", "id"),
    label("CO", "orgs"),
    label("NS", "topics"),
    label("RE", "places"),
    label("LP", "lead"),
    label("TD", "text"),
    other("ET"),
    other("WC"),
    other("SC"),
    other("CY"),
    other("IN"),
    other("CR"),
    other("CLM"),
    other("ED"),
    other("PG"),
    other("VOL"),
    other("ART"),
    other("CX"),
    other("CT"),
    other("RF"),
    other("NGC"),
    other("GC"),
    other("IPC"),
    other("IPD"),
    other("PUB"),
    other("RST"),
    other("DLN"),
];

pub(in super::super) fn looks_like(head: &[u8], _: bool) -> Likeness {
    let (mut codes, mut words, mut ends) = (0, false, false);
    for line in head_lines(head) {
        let text = std::str::from_utf8(line).unwrap_or_default();
        let code = coded(text).map(|(label, _)| label.label);
        codes |= match code {
            Some("HD") => 1,
            Some("PD") => 2,
            Some("SN" | "SC") => 4,
            _ => 0,
        };
        words |= is_word_count(text);
        ends |= document_id(text).is_some();
    }
    Likeness::certain_if(codes == 7 || (words && ends))
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let cut = |line: &[u8]| {
        let text = std::str::from_utf8(line).unwrap_or_default();
        let id = match coded(text) {
            Some((label, value)) if label.label == "AN" => value,
            _ => text,
        };
        match document_id(id) {
            Some(_) => Cut::After,
            None => Cut::Inside,
        }
    };
    let article_of = |text: &str| match text
        .lines()
        .any(|line| coded(line).is_some_and(|(label, _)| label.label == "HD"))
    {
        true => article_of_codes(text, &options.keys),
        false => article_of_plain(text, &options.keys),
    };
    read_records(input, options, &cut, &article_of, emit)
}

/// The number in `Document ELBC000020210505eh5400001`.
pub(super) fn document_id(line: &str) -> Option<&str> {
    let id = line.trim().strip_prefix("Document ")?.trim();
    let has_day = id.as_bytes().windows(8).any(|part| part.iter().all(u8::is_ascii_digit));
    let is_one = (20..=40).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_one && has_day && id.starts_with(|letter: char| letter.is_ascii_uppercase())).then_some(id)
}

/// `412 words`
pub(super) fn is_word_count(line: &str) -> bool {
    let number = line.trim().strip_suffix(" words");
    number.is_some_and(|number| {
        number.starts_with(|letter: char| letter.is_ascii_digit())
            && number
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
    })
}

/// A line that begins with a code: two blanks or a tab behind it, or nothing.
fn coded(line: &str) -> Option<(&'static Label, &str)> {
    let name = line.get(..line.find([' ', '\t']).unwrap_or(line.len()))?;
    let rest = line.get(name.len()..)?;
    let is_apart = rest.is_empty() || rest.starts_with("  ") || rest.starts_with('\t') || rest.trim().is_empty();
    let found = CODES.iter().find(|code| code.label == name).filter(|_| is_apart)?;
    Some((found, rest.trim()))
}

fn article_of_codes(text: &str, keys: &KeyMap) -> Result<Option<Article>, RecordFault> {
    let mut found: Vec<(&'static Label, String)> = Vec::new();
    for line in text.lines() {
        match (coded(line), found.last_mut()) {
            (Some((label, value)), _) => found.push((label, value.to_owned())),
            (None, Some((_, value))) => {
                value.push('\n');
                value.push_str(line.trim());
            }
            // Above the first field there is no text.
            (None, None) => {}
        }
    }
    let mut article = Article {
        body: body(&mut found),
        ..Article::default()
    };
    let time = found
        .iter()
        .find(|(code, _)| code.label == "ET")
        .map(|(_, time)| clean(time));
    let mut fields = Vec::new();
    for (code, value) in found {
        let value = clean(&value);
        match code.name {
            Some("date") => article.given_dates.push(date(&value, time.as_deref())),
            Some("id") => fields.push(("id".to_owned(), Value::from(document_id(&value).unwrap_or(&value)))),
            Some(name) if is_list(name) => fields.push((name.to_owned(), names(&value))),
            Some(name) => fields.push((name.to_owned(), Value::from(value))),
            None => fields.push((code.label.to_owned(), Value::from(value))),
        }
    }
    fill(&mut article, &mut fields, keys, DateOrigin::Field);
    match article.body.is_empty() && article.headline.is_none() {
        true => Err(RecordFault::HeadersOnly),
        false => Ok(Some(article)),
    }
}

/// The lead and the rest of the text.
fn body(found: &mut Vec<(&'static Label, String)>) -> String {
    let is_text = |code: &Label| matches!(code.name, Some("lead" | "text"));
    let parts: Vec<String> = found
        .iter()
        .filter(|(code, _)| is_text(code))
        .map(|(_, text)| clean(text))
        .collect();
    found.retain(|(code, _)| !is_text(code));
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// The day, with the time where both can be read.
pub(super) fn date(day: &str, time: Option<&str>) -> GivenDate {
    let given = |raw: String| GivenDate {
        raw,
        origin: DateOrigin::Field,
    };
    let both = time.map(|time| given(format!("{day} {time}")));
    let both = both.filter(|both| both.read().is_some_and(|read| read.precision == Precision::Minute));
    both.unwrap_or_else(|| given(day.to_owned()))
}

/// The names in `gcom : Society | gpol : Domestic Politics`.
fn names(list: &str) -> Value {
    let name = |entry: &str| {
        let entry = entry.split_once(':').map_or(entry, |(_, name)| name);
        entry.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    list.split('|').map(name).filter(|name| !name.is_empty()).collect()
}
