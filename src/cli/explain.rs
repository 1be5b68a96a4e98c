//! `dateline explain QUERY`: how a query is read, what its words stand for, what each clause
//! finds, and which one leaves nothing.
//! ```text
//! read as   crimea AND zelensky
//!             crimea    crimea 31
//!             zelensky  zelensky 20
//!
//! crimea    31 articles
//! zelensky  20
//! together  16
//! ```

use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::names::NamesArguments;
use super::query::{dates, parse_query, pointed, seconds, under};
use super::{Context, Outcome, locate, terminal};
use crate::output::{Style, timings, write_explanation, write_explanation_json};
use crate::search::{SearchOptions, explain};

/// Arguments of `dateline explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The query
    #[arg(allow_hyphen_values = true)]
    query: String,

    /// The archive; it must have an index
    path: Option<PathBuf>,

    /// Only articles of this day, month or year, or later ones
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// Only articles of this day, month or year, or earlier ones
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    /// Words side by side mean OR instead of AND
    #[arg(long)]
    any: bool,

    /// Read the query as plain words: no operators, no fields
    #[arg(short = 'F', long)]
    literal: bool,

    #[command(flatten)]
    names: NamesArguments,

    /// How to print the explanation
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ExplanationFormat,

    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,

    /// Give up if it takes longer; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    timeout: Duration,

    /// Say how long it took to read the query, to expand its words and to search
    #[arg(long)]
    timings: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExplanationFormat {
    /// For reading on a terminal
    Text,
    /// One JSON object
    Json,
}

/// Explains a query.
pub fn run(arguments: &ExplainArguments, context: &Context) -> Result<Outcome> {
    let started = Instant::now();
    let query = parse_query(&arguments.query, arguments.any, arguments.literal)?;
    let read = started.elapsed();
    let dates = dates(arguments.since.as_deref(), arguments.until.as_deref())?;
    let (located, part) = locate::for_searching(context.index.as_deref(), arguments.path.as_deref())?;
    let names = arguments.names.options(&located.folder)?;
    let index = locate::open_here(&located.folder)?;
    let options = SearchOptions {
        names,
        dates,
        timeout: Some(arguments.timeout).filter(|timeout| !timeout.is_zero()),
        under: part.as_deref().map(|part| under(&index, part)).transpose()?,
        ..SearchOptions::default()
    };
    let mut explanation = explain(&index, &query, &options).map_err(|error| pointed(error, &query))?;
    explanation.took.read = read;
    let style = Style {
        query: arguments.query.clone(),
        took: arguments.timings,
        ..terminal::style(context.color)
    };
    let mut out = terminal::stdout();
    match arguments.json || arguments.format == ExplanationFormat::Json {
        true => write_explanation_json(&explanation, &style, &mut out)?,
        false => {
            write_explanation(&explanation, &style, &mut out)?;
            if arguments.timings {
                out.flush()?;
                terminal::say(&timings(&explanation.took));
            }
        }
    }
    out.flush()?;
    Ok(match explanation.found {
        0 => Outcome::Nothing,
        _ => Outcome::Found,
    })
}
