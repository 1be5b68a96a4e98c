//! Newswire as test collections hold it: SGML without a schema, `<DOC>` after `<DOC>`.
//!
//! TIPSTER and TREC (AP, WSJ, FT, LA Times), AQUAINT, Gigaword, IE-ER and MUC, CLEF. They share
//! the outer element and little else, so every element in capitals is a field of its name, and
//! those that mean the same are read as one:
//!
//! ```text
//! <DOC id="…">  <DOCNO>  <DATE_TIME> or <DATE>, <DD>, <PUBDATE>  <HEADLINE> or <HEAD>, <HL>, <TI>
//! <BYLINE>  <DATELINE>  <TEXT>, with <P> or without
//! ```
//!
//! People, places and organisations that are marked in the text become names of the article.

mod documents;

use memchr::memmem::find;
use serde_json::Value;

use super::super::clean::clean;
use super::super::detect::Likeness;
use super::super::entities::decode_entities;
use super::super::error::{RecordError, RecordFault, SourceError};
use super::super::fields::keep_extra;
use super::super::names::{distinct, list_entries};
use super::super::source::{EmitRecord, Input, ReadOptions};
use super::agency::document::limit_bytes;
use super::agency::fields::{add, add_date, add_reporters, clean_line, set, set_headline};
use super::elements::{Element, ElementName, Elements};
use crate::article::Article;
use documents::{Document, Kind, Part, parts_of};

const DOC: ElementName = ElementName {
    open: "<DOC",
    close: "</DOC>",
    shown: "<DOC>",
    next: "the next <DOC>",
    has_cdata: false,
};

pub(super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    let holds = |what: &[u8]| find(head, what).is_some();
    let is_document = holds(b"<DOC>") || holds(b"<DOC ");
    let is_numbered = holds(b"<DOCNO>") || holds(b"<DOCID>") || holds(b"<DOC id=") || holds(b"<TEXT>");
    Likeness::certain_if(head.trim_ascii_start().starts_with(b"<") && is_document && is_numbered)
}

pub(super) fn read(input: &mut Input<'_>, options: &ReadOptions, emit: &mut EmitRecord<'_>) -> Result<(), SourceError> {
    let mut elements = Elements::new(&mut *input.reader, DOC, limit_bytes(options));
    let mut record = 0;
    while let Some(element) = elements.next_element()? {
        record += 1;
        let outcome = match element {
            Element::Whole(bytes) => {
                let (text, problem) = input.decoder.decode(bytes);
                article_of_document(&parts_of(&text)).map(|mut article| {
                    article.problems.extend(problem);
                    article
                })
            }
            Element::Refused(reason) => Err(reason),
        };
        let outcome = outcome.map_err(|reason| RecordError {
            record,
            line: Some(elements.line_of_element()),
            reason,
        });
        if emit(record, outcome).is_break() {
            break;
        }
    }
    Ok(())
}

/// What an element is, by its name.
enum Field {
    Id,
    Headline,
    Date,
    Byline,
    Dateline,
    Source,
    Section,
    Topics,
    Body,
    /// It holds others, and says nothing itself.
    Frame,
    Other,
}

fn field_of(name: &str) -> Field {
    match name {
        "DOCNO" | "DOCID" => Field::Id,
        "HEADLINE" | "HEAD" | "HL" | "TI" | "TTL" | "TITLE" | "H3" => Field::Headline,
        "DATE_TIME" | "DATETIME" | "DATE" | "PUBDATE" | "DD" | "DATE1" => Field::Date,
        "BYLINE" | "AU" | "AUTHOR" => Field::Byline,
        "DATELINE" => Field::Dateline,
        "SO" | "PUB" | "SOURCE" => Field::Source,
        "SECTION" => Field::Section,
        "SUBJECT" | "KEYWORDS" | "KEYWORD" => Field::Topics,
        "TEXT" | "LP" | "LEADPARA" => Field::Body,
        "DOC" | "BODY" => Field::Frame,
        _ => Field::Other,
    }
}

fn article_of_document(document: &Document) -> Result<Article, RecordFault> {
    let mut article = Article::default();
    for (name, value) in &document.attributes {
        match name.as_str() {
            "id" => set(&mut article.id, Some(value)),
            name => keep_extra(&mut article.extra, name, Value::from(value.as_str())),
        }
    }
    let mut bodies: Vec<String> = Vec::new();
    // Text that stands in no field of its own.
    let mut loose: Vec<String> = Vec::new();
    for part in &document.parts {
        read_part(&mut article, part, &mut bodies, &mut loose);
    }
    match bodies.is_empty() {
        true => article.body = loose.join("\n\n"),
        false => {
            article.body = bodies.join("\n\n");
            for text in loose {
                keep_extra(&mut article.extra, "text outside of TEXT", Value::from(text));
            }
        }
    }
    for (kind, name) in &document.names {
        let list = match kind {
            Kind::Person => &mut article.people,
            Kind::Place => &mut article.places,
            Kind::Organisation => &mut article.orgs,
        };
        add(list, Some(&plain(name)));
    }
    let id = article.id.clone().unwrap_or_default();
    let (agency, day) = (agency_of_id(&id), day_of_id(&id));
    if article.given_dates.is_empty() {
        add_date(&mut article, day.as_deref());
    }
    set(&mut article.agency, agency.filter(|_| article.source.is_none()));
    set(&mut article.source, agency);
    match article.body.is_empty() && article.headline.is_none() {
        true => Err(RecordFault::NotAnArticle {
            what: "a <DOC> with neither headline nor text".to_owned(),
        }),
        false => Ok(article),
    }
}

fn read_part(article: &mut Article, part: &Part, bodies: &mut Vec<String>, loose: &mut Vec<String>) {
    let text = text_of(&part.text);
    if text.is_empty() {
        return;
    }
    let line = clean_line(&text);
    let mut keep = |text: String| keep_extra(&mut article.extra, &part.name, Value::from(text));
    match field_of(&part.name) {
        Field::Body => bodies.push(text),
        Field::Frame => loose.push(text),
        Field::Other => keep(text),
        Field::Id if article.id.is_some() => keep(text),
        Field::Headline if article.headline.is_some() => keep(text),
        Field::Dateline if article.dateline.is_some() => keep(text),
        Field::Source if article.source.is_some() => keep(text),
        Field::Section if article.section.is_some() => keep(text),
        Field::Id => set(&mut article.id, line.as_deref()),
        Field::Headline => set_headline(article, line.as_deref()),
        Field::Dateline => set(&mut article.dateline, line.as_deref()),
        Field::Source => set(&mut article.source, line.as_deref()),
        Field::Section => set(&mut article.section, line.as_deref()),
        Field::Byline => add_reporters(article, &text),
        Field::Topics => {
            let earlier = std::mem::take(&mut article.topics);
            article.topics = distinct(earlier.into_iter().chain(list_entries(&text)));
        }
        Field::Date => {
            let printed = line.unwrap_or_default();
            let date = date_in(&printed);
            if date != printed {
                keep(printed);
            }
            add_date(article, Some(&date));
        }
    }
}

/// The text with its references resolved, and without those of typesetters: rules and quads of
/// the New York Times.
fn plain(text: &str) -> String {
    const SPACES: &[&str] = &["&LR;", "&UR;", "&QL;", "&QC;", "&QR;"];
    let mut text = text.replace("&AMP;", "&amp;");
    for reference in SPACES {
        text = text.replace(reference, " ");
    }
    decode_entities(&text).into_owned()
}

/// No more than one blank line stands between two paragraphs.
fn text_of(text: &str) -> String {
    let text = clean(&plain(text));
    let mut kept = String::with_capacity(text.len());
    let mut blank_lines = 0;
    for line in text.lines() {
        match line.trim().is_empty() {
            true => blank_lines += 1,
            false => {
                if !kept.is_empty() {
                    kept.push_str(if blank_lines > 0 { "\n\n" } else { "\n" });
                }
                blank_lines = 0;
                kept.push_str(line.trim_end());
            }
        }
    }
    kept
}

/// A date as it can be read: these collections write the month first (`04/03/1998`), years of
/// the twentieth century with two digits (`910514`), and the edition behind the day.
fn date_in(printed: &str) -> String {
    let first = printed.split(' ').next().unwrap_or_default();
    let parts: Vec<&str> = first.split('/').collect();
    let is_number = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if let [month, day, year] = parts.as_slice()
        && parts.iter().all(is_number)
    {
        let year = if year.len() == 2 {
            format!("19{year}")
        } else {
            (*year).to_owned()
        };
        let time = printed.strip_prefix(first).unwrap_or_default();
        return format!("{year:0>4}-{month:0>2}-{day:0>2}{time}");
    }
    if let Some(day) = day_of_digits(first) {
        return day;
    }
    // `January 1, 1989, Sunday, Home Edition`
    let mut commas = printed.match_indices(", ").map(|(at, _)| at);
    match (commas.next(), commas.next()) {
        (Some(_), Some(second)) => printed[..second].to_owned(),
        _ => printed.to_owned(),
    }
}

/// The day in the number of a document: `APW19980314.0391`, `AP880212-0001`,
/// `APW_ENG_20101231.0001`.
fn day_of_id(id: &str) -> Option<String> {
    let digits = id.trim_start_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    let end = digits
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(digits.len());
    let begins_with_letters = digits.len() < id.len();
    begins_with_letters.then(|| day_of_digits(&digits[..end]))?
}

/// `19980314`, or `980314` for the same.
fn day_of_digits(digits: &str) -> Option<String> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = match digits.len() {
        6 => format!("19{digits}"),
        8 => digits.to_owned(),
        _ => return None,
    };
    let year: i16 = digits.get(..4)?.parse().ok()?;
    let (month, day) = (digits.get(4..6)?.parse().ok()?, digits.get(6..8)?.parse().ok()?);
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    (1900..2100).contains(&year).then(|| date.to_string())
}

/// The sender that the first letters of a document's number stand for, in the collections of
/// NIST and the LDC.
fn agency_of_id(id: &str) -> Option<&'static str> {
    const SENDERS: &[(&str, &str)] = &[
        ("AFP", "AFP"),
        ("AP", "AP"),
        ("APW", "AP"),
        ("CNA", "CNA"),
        ("FT", "Financial Times"),
        ("LA", "Los Angeles Times"),
        ("LTW", "Los Angeles Times-Washington Post"),
        ("NYT", "New York Times"),
        ("REU", "Reuters"),
        ("REUTE", "Reuters"),
        ("SJMN", "San Jose Mercury News"),
        ("WSJ", "Wall Street Journal"),
        ("XIE", "Xinhua"),
        ("XIN", "Xinhua"),
    ];
    let letters = &id[..id.find(|letter: char| !letter.is_ascii_uppercase()).unwrap_or(id.len())];
    SENDERS
        .iter()
        .find(|(known, _)| *known == letters)
        .map(|&(_, name)| name)
}

#[cfg(test)]
mod tests;
