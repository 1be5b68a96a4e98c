//! A whole answer as a stream: what a methods section needs at its head, then an article after the other.
//!
//! One table of formats, a file a format. Where a format has no place for the head, or its readers would take
//! it for an article, the head stands beside it.

mod bibtex;
mod csl;
mod html;
mod ris;
mod tables;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use serde::Serialize;

use super::json::write_record;
use super::record::spellings_records;
use super::wire::SpellingsRecord;
use crate::article::Published;
use crate::search::{AnswerHead, Hit};

/// Version of the head of an answer.
///
/// 1: first version (dateline 0.1).
pub const ANSWER_VERSION: u32 = 1;

/// How an answer was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerOrigin {
    /// The query as typed.
    pub query: String,
    /// The day of the search, as ISO 8601, since relative dates in a query are read by it.
    pub day: String,
    /// The index folder, as the user names it.
    pub index: String,
    /// The last commit of the index.
    pub generation: u64,
    /// Version of its schema.
    pub schema: u32,
    /// The first and the last day that were asked for, as typed.
    pub since: Option<String>,
    /// See [`since`](Self::since).
    pub until: Option<String>,
    /// The part of the archive that was searched, if not all of it.
    pub under: Option<String>,
    /// `relevance`, `newest` or `oldest`.
    pub sort: String,
    /// The names file, if one was used.
    pub names_file: Option<String>,
    /// True if places were looked for under the words for what is of them, too.
    pub related: bool,
}

/// How an answer was found and what it holds: the first line of `jsonl`, and the file of `--record`.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerRecord<'a> {
    /// [`ANSWER_VERSION`].
    pub dateline_answer: u32,
    /// Version of the program.
    pub dateline: &'static str,
    /// The query as typed.
    pub query: &'a str,
    /// The query as it was read, in full brackets.
    pub read_as: &'a str,
    /// Remarks on how it was read.
    pub notes: &'a [String],
    /// Words and names that were looked for in other spellings as well.
    pub spellings: Vec<SpellingsRecord<'a>>,
    /// The day of the search.
    pub day: &'a str,
    /// The index folder.
    pub index: &'a str,
    /// The last commit of the index.
    pub generation: u64,
    /// Version of its schema.
    pub schema: u32,
    /// The first day that was asked for.
    pub since: Option<&'a str>,
    /// The last day that was asked for.
    pub until: Option<&'a str>,
    /// The part of the archive that was searched; `null` for all of it.
    pub under: Option<&'a str>,
    /// `relevance`, `newest` or `oldest`.
    pub sort: &'a str,
    /// `none`: each copy stands for itself.
    pub grouping: &'static str,
    /// The names file, if one was used.
    pub names_file: Option<&'a str>,
    /// True for `--related`.
    pub related: bool,
    /// Number of articles found.
    pub found: u64,
    /// How many of them have no date.
    pub undated: u64,
}

/// Returns the head of an answer as a record.
pub fn answer_record<'a>(head: &'a AnswerHead, origin: &'a AnswerOrigin) -> AnswerRecord<'a> {
    AnswerRecord {
        dateline_answer: ANSWER_VERSION,
        dateline: env!("CARGO_PKG_VERSION"),
        query: &origin.query,
        read_as: &head.read_as,
        notes: &head.notes,
        spellings: spellings_records(&head.spellings),
        day: &origin.day,
        index: &origin.index,
        generation: origin.generation,
        schema: origin.schema,
        since: origin.since.as_deref(),
        until: origin.until.as_deref(),
        under: origin.under.as_deref(),
        sort: &origin.sort,
        grouping: "none",
        names_file: origin.names_file.as_deref(),
        related: origin.related,
        found: head.found,
        undated: head.undated,
    }
}

/// Writes the head of an answer as a line of JSON.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_answer_record(head: &AnswerHead, origin: &AnswerOrigin, out: &mut dyn Write) -> io::Result<()> {
    write_record(&answer_record(head, origin), out)
}

/// A format of whole answers.
#[derive(Clone, Copy, Debug)]
pub struct AnswerOutput {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in a line without a full stop.
    pub about: &'static str,
    /// True if the head stands in it.
    pub has_head: bool,
    /// Writes what stands before the articles.
    pub begin: BeginAnswer,
    /// Writes an article.
    pub hit: WriteHit,
    /// Writes what stands behind the articles.
    pub end: EndAnswer,
}

/// Writes what stands before the articles.
pub type BeginAnswer = fn(&AnswerHead, &AnswerOrigin, &mut dyn Write) -> io::Result<()>;

/// Writes an article.
pub type WriteHit = fn(&Hit, &mut dyn Write) -> io::Result<()>;

/// Writes what stands behind the articles.
pub type EndAnswer = fn(&mut dyn Write) -> io::Result<()>;

/// Every format of whole answers; the first is the one that is written unless another is asked for.
pub const ANSWER_OUTPUTS: &[AnswerOutput] = &[
    tables::JSONL,
    tables::CSV,
    ris::OUTPUT,
    bibtex::OUTPUT,
    csl::OUTPUT,
    tables::MARKDOWN,
    html::OUTPUT,
];

/// Returns the format with a name.
pub fn answer_output_named(name: &str) -> Option<&'static AnswerOutput> {
    ANSWER_OUTPUTS.iter().find(|output| output.name == name)
}

fn nothing_before(_head: &AnswerHead, _origin: &AnswerOrigin, _out: &mut dyn Write) -> io::Result<()> {
    Ok(())
}

fn nothing_behind(_out: &mut dyn Write) -> io::Result<()> {
    Ok(())
}

/// The head in words, a name and a value each.
fn head_in_words(head: &AnswerHead, origin: &AnswerOrigin) -> Vec<(&'static str, String)> {
    let mut words = vec![("Query", origin.query.clone()), ("Read as", head.read_as.clone())];
    words.extend(head.notes.iter().map(|note| ("Note", note.clone())));
    words.extend(
        head.spellings
            .iter()
            .map(|spellings| ("Note", super::also_matched(spellings))),
    );
    words.push((
        "Found",
        match head.undated {
            0 => format!("{} articles", head.found),
            undated => format!("{} articles, {undated} of them undated", head.found),
        },
    ));
    let dates = match (&origin.since, &origin.until) {
        (None, None) => None,
        (Some(since), None) => Some(format!("since {since}")),
        (None, Some(until)) => Some(format!("until {until}")),
        (Some(since), Some(until)) => Some(format!("since {since}, until {until}")),
    };
    words.extend(dates.map(|dates| ("Dates", dates)));
    words.extend(origin.under.clone().map(|under| ("Part", under)));
    words.push(("Order", origin.sort.clone()));
    words.push(("Copies", "each stands for itself".to_owned()));
    words.extend(origin.names_file.clone().map(|file| ("Names file", file)));
    if origin.related {
        words.push(("Places", "also the words for what is of them".to_owned()));
    }
    words.push((
        "Index",
        format!(
            "{}, commit {}, schema {}",
            origin.index, origin.generation, origin.schema
        ),
    ));
    words.push((
        "Searched",
        format!("{} with dateline {}", origin.day, env!("CARGO_PKG_VERSION")),
    ));
    words
}

/// Year, month and day of a date, as far as they are known.
fn date_parts(published: &Published) -> Vec<i64> {
    let iso = published.to_iso();
    let day = iso.split('T').next().unwrap_or_default();
    day.split('-').filter_map(|part| part.parse().ok()).collect()
}
