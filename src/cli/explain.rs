//! `dateline explain QUERY`: how a query is read, what its words stand for, what each clause
//! finds.
//! ```text
//! read as   crimea AND zelensky
//!             crimea    crimea 31
//!             zelensky  zelensky 20
//! crimea                  31 articles
//! zelensky                20
//! together                16
//! ```

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::query::{parse_query, pointed};
use super::{Context, Outcome, locate, terminal};
use crate::output::{write_explanation, write_explanation_json};
use crate::search::explain;

/// Arguments of `dateline explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The query
    #[arg(allow_hyphen_values = true)]
    query: String,

    /// The archive; it must have an index
    path: Option<PathBuf>,

    /// Words side by side mean OR instead of AND
    #[arg(long)]
    any: bool,

    /// Read the query as plain words: no operators, no fields
    #[arg(short = 'F', long)]
    literal: bool,

    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Explains a query.
pub fn run(arguments: &ExplainArguments, context: &Context) -> Result<Outcome> {
    let query = parse_query(&arguments.query, arguments.any, arguments.literal)?;
    let (located, _) = locate::for_searching(context.index.as_deref(), arguments.path.as_deref())?;
    let index = locate::open_here(&located.folder)?;
    let explanation = explain(&index, &query).map_err(|error| pointed(error, &query))?;
    let mut out = terminal::stdout();
    match arguments.json {
        true => write_explanation_json(&explanation, &mut out)?,
        false => write_explanation(&explanation, &terminal::style(context.color), &mut out)?,
    }
    out.flush()?;
    Ok(match explanation.found {
        0 => Outcome::Nothing,
        _ => Outcome::Found,
    })
}
