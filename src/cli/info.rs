//! `dateline info`: what an index holds.
//! ```text
//! index      sample_corpus/.dateline
//! articles   67 in 39 files, 9,650 words
//! dates      2014-03-18 to 2025-11-24, 4 undated
//! formats    text 18 · markdown 14 · …
//! languages  en 64 · de 1 · fr 1 · uk 1
//! refused    1, and 2 read in part (dateline refused --problems)
//! size       412 KiB in 2 segments
//! written    2025-04-25 10:15:00 by dateline 0.1.0 (schema 1, manifest 1, commit 1)
//! ```

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use indicatif::HumanBytes;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};

use super::{Context, Outcome, locate, terminal};
use crate::index::{Info, info};
use crate::output::{grouped, sanitize};

/// Arguments of `dateline info`.
#[derive(Debug, Args)]
pub struct InfoArguments {
    /// The archive
    path: Option<PathBuf>,

    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Prints what the index holds.
pub fn run(arguments: &InfoArguments, context: &Context) -> Result<Outcome> {
    let (located, _) = locate::for_searching(context.index.as_deref(), arguments.path.as_deref())?;
    let index = locate::open_here(&located.folder)?;
    let info = info(&index)?;
    let folder = located.folder.display().to_string();
    let mut out = terminal::stdout();
    match arguments.json {
        true => writeln!(out, "{}", as_json(&folder, &info))?,
        false => write!(out, "{}", as_text(&folder, &info))?,
    }
    out.flush()?;
    Ok(match info.articles {
        0 => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

fn as_text(folder: &str, info: &Info) -> String {
    let mut rows = vec![
        ("index", sanitize(folder).into_owned()),
        (
            "articles",
            format!(
                "{} in {}, {} words",
                grouped(info.articles),
                counted(info.files, "file"),
                grouped(info.words)
            ),
        ),
    ];
    let undated = match info.undated {
        0 => String::new(),
        undated => format!(", {} undated", grouped(undated)),
    };
    rows.push(match dates(info) {
        Some((first, last)) => ("dates", format!("{first} to {last}{undated}")),
        None => ("dates", format!("none{undated}")),
    });
    rows.push(("formats", listed(&info.formats, "?")));
    rows.push(("languages", listed(&info.languages, "not recognised")));
    if info.refused + info.problems > 0 {
        let (refused, problems) = (grouped(info.refused), grouped(info.problems));
        rows.push((
            "refused",
            format!("{refused}, and {problems} read in part (dateline refused --problems)"),
        ));
    }
    rows.push((
        "size",
        format!(
            "{} in {}",
            HumanBytes(info.bytes),
            counted(info.segments as u64, "segment")
        ),
    ));
    let facts = &info.facts;
    let when = Timestamp::from_second(facts.committed_at).unwrap_or_default();
    rows.push((
        "written",
        format!(
            "{when} by dateline {} (schema {}, manifest {}, commit {})",
            facts.dateline, facts.schema, facts.manifest, facts.generation
        ),
    ));
    rows.into_iter()
        .map(|(name, value)| format!("{name:<9}  {value}\n"))
        .collect()
}

fn counted(number: u64, unit: &str) -> String {
    match number {
        1 => format!("1 {unit}"),
        _ => format!("{} {unit}s", grouped(number)),
    }
}

fn listed(counts: &std::collections::BTreeMap<String, u64>, unnamed: &str) -> String {
    let mut counts: Vec<(&String, &u64)> = counts.iter().collect();
    counts.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), name.as_str()));
    let in_words = |(name, count): (&String, &u64)| match name.as_str() {
        "" => format!("{unnamed} {}", grouped(*count)),
        name => format!("{} {}", sanitize(name), grouped(*count)),
    };
    counts.into_iter().map(in_words).collect::<Vec<_>>().join(" · ")
}

/// The days of the first and last minute of all dates.
fn dates(info: &Info) -> Option<(String, String)> {
    let (first, last) = info.dates?;
    let epoch = date(1970, 1, 1).at(0, 0, 0, 0);
    let day = |minutes: i64| {
        let moment = epoch.checked_add(SignedDuration::from_mins(minutes)).ok()?;
        Some(moment.date().to_string())
    };
    Some((day(first)?, day(last)?))
}

fn as_json(folder: &str, info: &Info) -> serde_json::Value {
    let dates = dates(info);
    serde_json::json!({
        "v": 1,
        "index": folder,
        "articles": info.articles,
        "words": info.words,
        "files": info.files,
        "first_day": dates.as_ref().map(|(first, _)| first),
        "last_day": dates.as_ref().map(|(_, last)| last),
        "undated": info.undated,
        "formats": info.formats,
        "languages": info.languages,
        "refused": info.refused,
        "problems": info.problems,
        "bytes": info.bytes,
        "segments": info.segments,
        "written_by": info.facts.dateline,
        "schema": info.facts.schema,
        "manifest": info.facts.manifest,
        "generation": info.facts.generation,
        "committed_at": info.facts.committed_at,
    })
}
