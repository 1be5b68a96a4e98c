//! `dateline refused`: the records that could not be read, with the reasons.
//! ```text
//! gazette.jsonl:5: not JSON: …
//! ```

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::{Context, Outcome, locate, terminal};
use crate::index::manifest::{FileEntry, Refusal};
use crate::output::sanitize;

/// Arguments of `dateline refused`.
#[derive(Debug, Args)]
pub struct RefusedArguments {
    /// The archive
    path: Option<PathBuf>,

    /// List articles too of which a part, such as the date, could not be read
    #[arg(long)]
    problems: bool,

    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// Prints the list.
pub fn run(arguments: &RefusedArguments, context: &Context) -> Result<Outcome> {
    let (located, _) = locate::for_searching(context.index.as_deref(), arguments.path.as_deref())?;
    let index = locate::open_here(&located.folder)?;
    let mut out = terminal::stdout();
    let mut outcome = Outcome::Nothing;
    for (stored, entry) in &index.manifest()?.files {
        let path = index.shown_path(stored);
        for (kind, refusal) in listed(entry, arguments.problems) {
            outcome = Outcome::Found;
            match arguments.json {
                true => writeln!(out, "{}", as_json(kind, &path, refusal))?,
                false => writeln!(out, "{}", as_text(&path, refusal))?,
            }
        }
        let not_kept = entry.refused.saturating_sub(entry.refusals.len() as u64);
        if not_kept > 0 && !arguments.json {
            writeln!(out, "{}: {not_kept} more records refused", sanitize(&path))?;
        }
    }
    out.flush()?;
    Ok(outcome)
}

fn listed(entry: &FileEntry, problems: bool) -> impl Iterator<Item = (&'static str, &Refusal)> {
    let refusals = entry.refusals.iter().map(|refusal| ("refused", refusal));
    let problems = entry.problems.iter().filter(move |_| problems);
    refusals.chain(problems.map(|problem| ("problem", problem)))
}

fn as_text(path: &str, refusal: &Refusal) -> String {
    let path = sanitize(path);
    let reason = sanitize(&refusal.reason);
    match refusal.record {
        0 => format!("{path}: {reason}"),
        record => format!("{path}:{record}: {reason}"),
    }
}

fn as_json(kind: &str, path: &str, refusal: &Refusal) -> serde_json::Value {
    serde_json::json!({ "v": 1, "kind": kind, "path": path, "record": refusal.record, "reason": refusal.reason })
}
