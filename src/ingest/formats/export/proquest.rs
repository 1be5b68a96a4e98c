//! ProQuest, exported as text: records between lines of underscores.
//!
//! ```text
//! ____________________________________________________________
//! Document 1 of 3
//! Title: Council Votes on Harbour
//! Author: Doe, Jane
//! Full text: The council has voted.
//!
//! The rest of the text.
//! Subject: Councils; Harbors
//! Publication title: The Elbufer Courier; Elbufer
//! Publication date: May 4, 2021
//! ProQuest document ID: 2520000001
//! ```

use serde_json::Value;

use super::super::super::clean::clean;
use super::super::super::detect::Likeness;
use super::super::super::error::{RecordFault, SourceError};
use super::super::super::fields::fill;
use super::super::super::keys::KeyMap;
use super::super::super::source::{EmitRecord, Input, ReadOptions};
use super::{Cut, Label, entries, head_lines, is_list, label, other, read_records};
use crate::article::{Article, DateOrigin};

const LABELS: &[Label] = &[
    label("Title", "headline"),
    label("Author", "byline"),
    label("Full text", "text"),
    label("Abstract", "abstract"),
    label("Publication title", "source"),
    label("Publication date", "publication_date"),
    label("Section", "section"),
    label("Dateline", "dateline"),
    label("Subject", "topics"),
    label("Location", "places"),
    label("People", "people"),
    label("Company / organization", "orgs"),
    label("Company/organization", "orgs"),
    label("Language of publication", "language"),
    label("Document URL", "url"),
    label("ProQuest document ID", "id"),
    other("Publication info"),
    other("Publication year"),
    other("Publication subject"),
    other("Publisher"),
    other("Place of publication"),
    other("Country of publication"),
    other("Source type"),
    other("Source attribution"),
    other("Document type"),
    other("Document feature"),
    other("Classification"),
    other("Identifier / keyword"),
    other("Links"),
    other("Pages"),
    other("First page"),
    other("Last page"),
    other("Start page"),
    other("Number of pages"),
    other("Column"),
    other("Edition"),
    other("Volume"),
    other("Issue"),
    other("ISSN"),
    other("e-ISSN"),
    other("ISBN"),
    other("Accession number"),
    other("Credit"),
    other("Copyright"),
    other("Last updated"),
    other("Database"),
    other("Alternate title"),
    other("Caption"),
];

/// Underscores that make a line one between records.
const LINE_BYTES: usize = 20;

pub(in super::super) fn looks_like(head: &[u8], _: bool) -> Likeness {
    let (mut between, mut labels) = (false, 0);
    for line in head_lines(head) {
        between |= is_between(line);
        let text = std::str::from_utf8(line).unwrap_or_default();
        labels |= match labelled(text).map(|(label, _)| label.label) {
            Some("Title") => 1,
            Some("Publication title" | "Publication info") => 2,
            Some("ProQuest document ID") => 4,
            _ => 0,
        };
        labels |= if text.starts_with("Report Information from ProQuest") {
            6
        } else {
            0
        };
        if between && labels == 7 {
            return Likeness::Certain;
        }
    }
    // The first text may be longer than the head.
    Likeness::certain_if(between && labels & 1 == 1 && head_lines(head).any(|line| line.starts_with(b"Full text:")))
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let cut = |line: &[u8]| match is_between(line) {
        true => Cut::Between,
        false => Cut::Inside,
    };
    read_records(input, options, &cut, &|text| article_of(text, &options.keys), emit)
}

fn is_between(line: &[u8]) -> bool {
    line.len() >= LINE_BYTES && line.iter().all(|&byte| byte == b'_')
}

fn labelled(line: &str) -> Option<(&'static Label, &str)> {
    let (name, value) = line.split_once(':')?;
    let found = LABELS
        .iter()
        .find(|label| label.label.eq_ignore_ascii_case(name.trim()))?;
    Some((found, value.trim()))
}

fn article_of(text: &str, keys: &KeyMap) -> Result<Option<Article>, RecordFault> {
    let mut found: Vec<(&'static Label, String)> = Vec::new();
    let mut is_first_of_block = true;
    for line in text.lines() {
        let in_text = found.last().is_some_and(|(label, _)| label.label == "Full text");
        // In a text, `Location: the pier` is a label at the head of a paragraph only.
        let label = labelled(line.trim()).filter(|_| !in_text || is_first_of_block);
        is_first_of_block = line.trim().is_empty();
        match (label, found.last_mut()) {
            (Some((label, value)), _) => found.push((label, value.to_owned())),
            (None, Some((_, value))) => {
                value.push('\n');
                value.push_str(line.trim());
            }
            // `Document 1 of 3`.
            (None, None) => {}
        }
    }
    let has = |name: &str| found.iter().any(|(label, _)| label.label == name);
    // The cover has labels too, and so has what ProQuest writes at the end.
    if !has("Title") && !has("Full text") {
        return Ok(None);
    }
    let fields = found.into_iter().filter(|(_, value)| !clean(value).is_empty());
    let mut fields: Vec<(String, Value)> = fields
        .map(|(label, value)| match label.name {
            Some(name) if is_list(name) => (name.to_owned(), entries(&value)),
            // `The Elbufer Courier; Elbufer` names the place too.
            Some("source") => (
                "source".to_owned(),
                Value::from(value.split(';').next().unwrap_or_default()),
            ),
            Some(name) => (name.to_owned(), Value::from(value)),
            None => (label.label.to_owned(), Value::from(value)),
        })
        .collect();
    let mut article = Article::default();
    fill(&mut article, &mut fields, keys, DateOrigin::Field);
    match article.body.is_empty() && article.headline.is_none() {
        true => Err(RecordFault::HeadersOnly),
        false => Ok(Some(article)),
    }
}
