//! `dateline query QUERY --all`: every article of an answer, and how it was found.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context as _, Result};

use super::query::pointed;
use super::terminal;
use crate::index::OpenIndex;
use crate::output::{AnswerOrigin, AnswerOutput, also_matched, grouped, sanitize, write_answer_record};
use crate::query::Query;
use crate::search::{AnswerHead, Hit, SearchError, SearchOptions, stream};

/// What is asked besides the query.
pub struct Wanted<'a> {
    /// How to write the articles.
    pub output: &'static AnswerOutput,
    /// How the answer is found.
    pub origin: AnswerOrigin,
    /// A file for the head.
    pub record: Option<&'a Path>,
    /// Say nothing on standard error.
    pub quiet: bool,
}

/// An error of the search, or one of writing.
enum Ended {
    Search(SearchError),
    Writing(anyhow::Error),
}

impl From<SearchError> for Ended {
    fn from(error: SearchError) -> Self {
        Ended::Search(error)
    }
}

impl From<std::io::Error> for Ended {
    fn from(error: std::io::Error) -> Self {
        Ended::Writing(error.into())
    }
}

/// Writes the articles. Returns how many there are.
pub fn write_all(index: &OpenIndex, query: &Query, options: &SearchOptions, wanted: &Wanted<'_>) -> Result<u64> {
    let out = std::cell::RefCell::new(terminal::stdout());
    let Wanted { output, origin, .. } = wanted;
    let begin = |head: &AnswerHead| -> Result<(), Ended> {
        if let Some(path) = wanted.record {
            write_record(head, origin, path).map_err(Ended::Writing)?;
        }
        (output.begin)(head, origin, &mut *out.borrow_mut())?;
        Ok(())
    };
    let give = |hit: Hit| -> Result<(), Ended> {
        (output.hit)(&hit, &mut *out.borrow_mut())?;
        Ok(())
    };
    let head = stream(index, query, options, begin, give).map_err(|ended| match ended {
        Ended::Search(error) => pointed(error, query),
        Ended::Writing(error) => error,
    })?;
    (output.end)(&mut *out.borrow_mut())?;
    out.borrow_mut().flush()?;
    if !wanted.quiet {
        say(&head, wanted);
    }
    Ok(head.found)
}

fn write_record(head: &AnswerHead, origin: &AnswerOrigin, path: &Path) -> Result<()> {
    let cannot = || format!("cannot write the record to {}", path.display());
    let mut file = BufWriter::new(File::create(path).with_context(cannot)?);
    write_answer_record(head, origin, &mut file).with_context(cannot)?;
    file.flush().with_context(cannot)
}

fn say(head: &AnswerHead, wanted: &Wanted<'_>) {
    for note in &head.notes {
        terminal::say(&format!("note: {note}"));
    }
    for spellings in &head.spellings {
        terminal::say(&format!("note: {}", sanitize(&also_matched(spellings))));
    }
    if !wanted.output.has_head && wanted.record.is_none() {
        terminal::say("note: how this was found stands in no file of this format; --record FILE writes it");
    }
    let articles = if head.found == 1 { "article" } else { "articles" };
    terminal::say(&format!("{} {articles} written", grouped(head.found)));
}
