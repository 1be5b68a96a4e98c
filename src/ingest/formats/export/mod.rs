//! What news databases export as text: Nexis, Factiva, ProQuest. And what is common to them and
//! to plain texts that stand in one file: records of lines.

pub(super) mod factiva;
mod factiva_plain;
pub(super) mod nexis;
pub(super) mod proquest;
#[cfg(test)]
mod tests;

use serde_json::Value;

use super::super::error::{RecordError, RecordFault, SourceError};
use super::super::lines::{LineRead, read_line};
use super::super::source::{EmitRecord, Input, ReadOptions};
use crate::article::Article;

/// Where a line stands among records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// In one.
    Inside,
    /// It is the last of its own.
    After,
    /// Between two: it belongs to none.
    Between,
}

/// Reads records of lines. `cut` is given each line without white space at its ends; `article_of`
/// the text of a record, with `\n` for line ends, and gives `None` for what is none, such as the
/// cover of an export.
///
/// # Errors
/// Whatever reading gives.
pub(super) fn read_records(
    input: &mut Input<'_>,
    options: &ReadOptions,
    cut: &dyn Fn(&[u8]) -> Cut,
    article_of: &dyn Fn(&str) -> Result<Option<Article>, RecordFault>,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let limit_bytes = options.limits.max_record_bytes;
    let mut line = Vec::new();
    let mut line_number = 0;
    let mut record = 0;
    let mut now = Gathered::default();
    loop {
        let found = read_line(&mut *input.reader, &mut line, limit_bytes)?;
        line_number += 1;
        let place = match found {
            LineRead::End => Cut::Between,
            LineRead::TooLong => Cut::Inside,
            LineRead::Line => cut(line.trim_ascii()),
        };
        if place == Cut::Inside || place == Cut::After {
            now.add(&line, line_number, limit_bytes, found == LineRead::TooLong);
        }
        if place != Cut::Inside {
            let done = std::mem::take(&mut now);
            if let Some(outcome) = done.outcome(input, limit_bytes, article_of) {
                record += 1;
                let outcome = outcome.map_err(|reason| RecordError {
                    record,
                    line: Some(done.first_line),
                    reason,
                });
                if emit(record, outcome).is_break() {
                    return Ok(());
                }
            }
        }
        if found == LineRead::End {
            return Ok(());
        }
    }
}

/// The lines of a record so far.
#[derive(Default)]
struct Gathered {
    bytes: Vec<u8>,
    first_line: u64,
    is_too_long: bool,
}

impl Gathered {
    fn add(&mut self, line: &[u8], number: u64, limit_bytes: u64, is_too_long: bool) {
        if self.bytes.is_empty() && !self.is_too_long {
            if line.trim_ascii().is_empty() && !is_too_long {
                return;
            }
            self.first_line = number;
        }
        self.is_too_long |= is_too_long || (self.bytes.len() + line.len()) as u64 >= limit_bytes;
        if self.is_too_long {
            self.bytes = Vec::new();
            return;
        }
        self.bytes.extend_from_slice(line);
        self.bytes.push(b'\n');
    }

    fn outcome(
        &self,
        input: &mut Input<'_>,
        limit_bytes: u64,
        article_of: &dyn Fn(&str) -> Result<Option<Article>, RecordFault>,
    ) -> Option<Result<Article, RecordFault>> {
        if self.is_too_long {
            let what = "record";
            return Some(Err(RecordFault::TooLong { what, limit_bytes }));
        }
        if self.bytes.is_empty() {
            return None;
        }
        input.decoder.declare(super::super::decode::declared_in(&self.bytes));
        let (text, problem) = input.decoder.decode(&self.bytes);
        match article_of(&text.replace('\r', "\n")) {
            Ok(None) => None,
            Ok(Some(mut article)) => {
                article.problems.extend(problem);
                Some(Ok(article))
            }
            Err(fault) => Some(Err(fault)),
        }
    }
}

/// A label in capitals and what field it is, by a name that fields go by. What has no name is
/// kept under its label.
pub(super) struct Label {
    pub label: &'static str,
    pub name: Option<&'static str>,
}

const fn label(label: &'static str, name: &'static str) -> Label {
    Label {
        label,
        name: Some(name),
    }
}

const fn other(label: &'static str) -> Label {
    Label { label, name: None }
}

/// The entries of a list with a figure behind each: `ELECTIONS (90%); MINISTERS (88%)`.
fn entries(list: &str) -> Value {
    let without_figure = |entry: &str| {
        let entry = entry.trim();
        let bare = entry.strip_suffix("%)").and_then(|entry| entry.rsplit_once('('));
        bare.map_or(entry, |(name, _)| name.trim()).to_owned()
    };
    list.split([';', '\n'])
        .map(without_figure)
        .filter(|entry| !entry.is_empty())
        .collect()
}

/// True if the field of a name is a list.
fn is_list(name: &str) -> bool {
    matches!(name, "topics" | "people" | "places" | "orgs")
}

/// The lines of the head of a source.
fn head_lines(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii)
}

/// The paragraphs of a text: blocks between blank lines.
fn blocks(text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let blocks = lines.split(|line| line.is_empty());
    blocks.filter(|block| !block.is_empty()).map(<[&str]>::to_vec).collect()
}
