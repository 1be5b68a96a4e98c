//! `dateline export`: every article of an index with all its fields, a line of JSON each, to be
//! read by other programs or indexed again.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::query::under;
use super::{Context, Outcome, locate, terminal};
use crate::index::{each_article, is_under};
use crate::ingest::ExportRecord;

/// Arguments of `dateline export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// The archive, or a folder or file of it; it must have an index
    path: Option<PathBuf>,

    /// How to write the articles
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    format: ExportFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// One JSON object a line, which dateline indexes again as it was
    Jsonl,
}

/// Writes the articles, in the order of the files.
pub fn run(arguments: &ExportArguments, context: &Context) -> Result<Outcome> {
    let (located, part) = locate::for_searching(context.index.as_deref(), arguments.path.as_deref())?;
    let index = locate::open_here(&located.folder)?;
    let under = part.as_deref().map(|part| under(&index, part)).transpose()?;
    let is_taken = |path: &str| under.as_deref().is_none_or(|folder| is_under(path, folder));
    let ExportFormat::Jsonl = arguments.format;
    let mut out = terminal::stdout();
    let mut outcome = Outcome::Nothing;
    let mut written: Result<()> = Ok(());
    each_article(&index, is_taken, |stored| {
        outcome = Outcome::Found;
        let record = ExportRecord::of(&stored.article, &stored.path, stored.record);
        written = serde_json::to_writer(&mut out, &record)
            .map_err(std::io::Error::from)
            .and_then(|()| out.write_all(b"\n"))
            .map_err(Into::into);
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    written?;
    out.flush()?;
    Ok(outcome)
}
