//! `dateline formats`: what is read, by which file endings it goes, and which fields it fills.
//! ```text
//! text       .txt .text
//!            plain text, with header lines such as `Date: 2025-04-25` before it
//!            title body date updated …
//! ```

use std::io::Write;

use anyhow::Result;
use clap::Args;
use serde_json::json;

use super::{Context, Outcome, terminal};
use crate::ingest::{FORMATS, PACKED_ENDINGS};

/// Arguments of `dateline formats`.
#[derive(Debug, Args)]
pub struct FormatsArguments {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// Prints the list.
pub fn run(arguments: &FormatsArguments, _context: &Context) -> Result<Outcome> {
    let mut out = terminal::stdout();
    let width = FORMATS.iter().map(|format| format.name.len()).max().unwrap_or(0);
    for format in FORMATS {
        if arguments.json {
            let line = json!({
                "name": format.name,
                "about": format.about,
                "endings": format.endings,
                "fills": format.fills,
            });
            writeln!(out, "{line}")?;
            continue;
        }
        let endings: Vec<String> = format.endings.iter().map(|ending| format!(".{ending}")).collect();
        let endings = match endings.is_empty() {
            true => "told by its first bytes".to_owned(),
            false => endings.join(" "),
        };
        writeln!(out, "{:width$}  {endings}", format.name)?;
        writeln!(out, "{:width$}  {}", "", format.about)?;
        writeln!(out, "{:width$}  {}\n", "", format.fills.join(" "))?;
    }
    if !arguments.json {
        let packed: Vec<String> = PACKED_ENDINGS.iter().map(|ending| format!(".{ending}")).collect();
        writeln!(
            out,
            "Any of them may be packed: {}, also one in another.",
            packed.join(" ")
        )?;
    }
    out.flush()?;
    Ok(Outcome::Found)
}
