//! Nexis, Nexis Uni and LexisNexis, exported as text.
//!
//! ```text
//!                  1 of 50 DOCUMENTS          or: Document 1 of 50
//!                  The Elbufer Courier
//!                  May 4, 2021 Tuesday
//! Council Votes on Harbour                    or above the name of the paper
//! BYLINE: By JANE DOE                         or: Byline: Jane Doe
//! LENGTH: 412 words
//! BODY:                                       not in all
//! The text.
//! SUBJECT: HARBORS (90%); COUNCILS (88%)
//! LOAD-DATE: May 5, 2021                      when it came to Nexis, no date of publication
//! ```

use serde_json::Value;

use super::super::super::clean::{clean, clean_line};
use super::super::super::detect::Likeness;
use super::super::super::error::{RecordFault, SourceError};
use super::super::super::fields::{fill, keep_extra};
use super::super::super::keys::KeyMap;
use super::super::super::source::{EmitRecord, Input, ReadOptions};
use super::{Cut, Label, blocks, entries, head_lines, is_list, label, other, read_records};
use crate::article::{Article, DateOrigin, GivenDate, Headline, read_date};

const LABELS: &[Label] = &[
    label("BYLINE", "byline"),
    label("HEADLINE", "headline"),
    label("SECTION", "section"),
    label("DATELINE", "dateline"),
    label("URL", "url"),
    label("LANGUAGE", "language"),
    label("SUBJECT", "topics"),
    label("PERSON", "people"),
    label("ORGANIZATION", "orgs"),
    label("COMPANY", "orgs"),
    label("GEOGRAPHIC", "places"),
    label("CITY", "places"),
    label("STATE", "places"),
    label("COUNTRY", "places"),
    other("LENGTH"),
    other("LOAD-DATE"),
    other("HIGHLIGHT"),
    other("GRAPHIC"),
    other("SERIES"),
    other("NOTES"),
    other("CORRECTION-DATE"),
    other("CORRECTION"),
    other("DOCUMENT-TYPE"),
    other("PUBLICATION-TYPE"),
    other("JOURNAL-CODE"),
    other("PUB-TYPE"),
    other("ACC-NO"),
    other("ISSN"),
    other("TICKER"),
    other("INDUSTRY"),
    other("CATEGORY"),
    other("DISTRIBUTION"),
    other("TYPE"),
];

/// A longer line is no line of the head.
const MAX_DATE_CHARS: usize = 60;

pub(in super::super) fn looks_like(head: &[u8], _: bool) -> Likeness {
    let mut counts = false;
    let mut labels = 0;
    for line in head_lines(head) {
        counts |= is_count(line);
        let text = std::str::from_utf8(line).unwrap_or_default();
        labels += usize::from(
            ["LENGTH", "LOAD-DATE", "BYLINE", "PUBLICATION-TYPE"]
                .iter()
                .any(|name| labelled(text, true).is_some_and(|(label, _)| label.label == *name)),
        );
        if (counts || line == b"End of Document") && labels >= 2 {
            return Likeness::Certain;
        }
    }
    Likeness::None
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let cut = |line: &[u8]| match line {
        b"End of Document" => Cut::Between,
        line if is_count(line) => Cut::Between,
        _ => Cut::Inside,
    };
    read_records(input, options, &cut, &|text| article_of(text, &options.keys), emit)
}

/// `1 of 50 DOCUMENTS`, `Document 1 of 50`.
fn is_count(line: &[u8]) -> bool {
    let text = std::str::from_utf8(line).unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        [first, of, second, name] if of.eq_ignore_ascii_case("of") => {
            is_number(first) && is_number(second) && matches!(*name, "DOCUMENTS" | "DOCUMENT")
        }
        [name, first, of, second] if of.eq_ignore_ascii_case("of") => {
            name.eq_ignore_ascii_case("document") && is_number(first) && is_number(second)
        }
        _ => false,
    }
}

/// A line that begins with a label: in capitals, or as Nexis Uni writes it.
fn labelled(line: &str, any_case: bool) -> Option<(&'static Label, &str)> {
    let (name, value) = line.split_once(':')?;
    let found = LABELS.iter().find(|label| match any_case {
        true => label.label.eq_ignore_ascii_case(name),
        false => label.label == name,
    })?;
    Some((found, value.trim()))
}

#[derive(PartialEq)]
enum Where {
    Head,
    Body,
    /// Behind the text, where Nexis Uni writes `Classification`.
    Tail,
}

fn article_of(text: &str, keys: &KeyMap) -> Result<Option<Article>, RecordFault> {
    let mut article = Article::default();
    let (mut head, mut body, mut rights) = (Vec::new(), Vec::new(), Vec::new());
    let mut fields: Vec<(&'static Label, String)> = Vec::new();
    let mut place = Where::Head;
    let mut has_label = false;
    for block in blocks(text) {
        let first = block.first().copied().unwrap_or_default();
        match first.trim_end_matches(':') {
            "Classification" => place = Where::Tail,
            "Body" | "BODY" => {
                place = Where::Body;
                // The text may begin in the same block.
                let rest = block.get(1..).unwrap_or_default().join("\n");
                body.extend((!rest.is_empty()).then_some(rest));
            }
            _ if labelled(first, place != Where::Body).is_some() => {
                has_label = true;
                if let Some(text) = add_fields(&block, place != Where::Body, &mut fields) {
                    place = Where::Body;
                    body.push(text);
                }
            }
            first if place != Where::Body && is_rights(first) => rights.push(block.join(" ")),
            _ if has_label || place == Where::Body => body.push(block.join("\n")),
            _ => head.push(block),
        }
    }
    if body.last().is_some_and(|last| is_rights(last)) {
        rights.extend(body.pop());
    }
    if !has_label && body.is_empty() {
        // The cover, or a list of what is in the export.
        return Ok(None);
    }
    let mut named: Vec<(String, Value)> = Vec::new();
    for (label, value) in fields {
        named.push(match label.name {
            Some(name) if is_list(name) => (name.to_owned(), entries(&value)),
            Some(name) => (name.to_owned(), Value::from(value)),
            None => (label.label.to_owned(), Value::from(value)),
        });
    }
    fill(&mut article, &mut named, keys, DateOrigin::Header);
    read_head(&head, &mut article);
    keep_extra(
        &mut article.extra,
        "COPYRIGHT",
        Value::from(rights.join("\n").replace('\n', " ")),
    );
    article.body = clean(&body.join("\n\n"));
    match article.body.is_empty() && article.headline.is_none() {
        true => Err(RecordFault::HeadersOnly),
        false => Ok(Some(article)),
    }
}

fn is_rights(line: &str) -> bool {
    line.starts_with("Copyright ") || line.starts_with("All Rights Reserved") || line.starts_with('©')
}

/// Adds the fields of a block. What follows `Body` in it is text.
fn add_fields(block: &[&str], any_case: bool, fields: &mut Vec<(&'static Label, String)>) -> Option<String> {
    for (at, line) in block.iter().enumerate() {
        match labelled(line, any_case) {
            Some((label, value)) => fields.push((label, value.to_owned())),
            None if line.trim_end_matches(':').eq_ignore_ascii_case("body") => {
                return block.get(at + 1..).map(|rest| rest.join("\n"));
            }
            None => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push('\n');
                    value.push_str(line);
                }
            }
        }
    }
    None
}

/// The lines above the labels: the paper, the day, the edition, the headline above or below.
fn read_head(head: &[Vec<&str>], article: &mut Article) {
    let is_date = |line: &&&str| line.chars().count() <= MAX_DATE_CHARS && read_date(line).is_some();
    let dated = head.iter().position(|block| block.iter().any(|line| is_date(&line)));
    let Some(dated) = dated else {
        let headline = head.concat().join(" ");
        set_headline(&headline, article);
        return;
    };
    let (above, rest) = head.split_at(dated);
    let block = rest.first().cloned().unwrap_or_default();
    let at = block.iter().position(|line| is_date(&line)).unwrap_or_default();
    let (before, from) = block.split_at(at);
    let mut above: Vec<&str> = above.concat().into_iter().chain(before.iter().copied()).collect();
    if let Some(paper) = above.pop() {
        article.source = article.source.take().or(Some(clean(paper)));
    }
    if let Some((day, edition)) = from.split_first() {
        let raw = clean(day);
        let origin = DateOrigin::Header;
        article.given_dates.insert(0, GivenDate { raw, origin });
        keep_extra(&mut article.extra, "EDITION", Value::from(edition.join(" ")));
    }
    let mut below = rest.get(1..).unwrap_or_default().concat();
    if above.is_empty() && article.headline.is_none() {
        above = std::mem::take(&mut below);
    }
    set_headline(&above.join(" "), article);
    keep_extra(&mut article.extra, "HEAD", Value::from(below.join(" ")));
}

fn set_headline(text: &str, article: &mut Article) {
    let Some(text) = clean_line(text) else {
        return;
    };
    if article.headline.is_none() {
        article.headline = Some(Headline { text, derived: false });
    } else {
        keep_extra(&mut article.extra, "HEAD", Value::from(text));
    }
}
