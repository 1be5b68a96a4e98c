//! `dateline index --dry-run`: which files would be read, in which format, and the first article
//! of each. Nothing is written.
//! ```text
//! wire/2025-04-25.txt  text
//!     25 Apr 2025  Rain over Lisbon
//! photos/a.png  refused: binary file, not text (PNG image)
//! ```

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Outcome, terminal};
use crate::article::Article;
use crate::enrich::{self, enrich};
use crate::index::BuildOptions;
use crate::ingest::{self, RecordError, read_file, walk};
use crate::output::{grouped, sanitize};

/// Goes through the files and prints a line or two for each.
pub fn dry_run(paths: &[PathBuf], index_folder: &Path, options: &BuildOptions) -> Result<Outcome> {
    let mut files = options.walk.clone();
    files.skip.push(index_folder.to_owned());
    let mut out = terminal::stdout();
    let mut formats: BTreeMap<&'static str, u64> = BTreeMap::new();
    let mut refused = 0u64;
    for found in walk(paths, &files) {
        let file = match found {
            Ok(found) => found.path,
            Err(error) => {
                refused += 1;
                writeln!(
                    out,
                    "{}  refused: {}",
                    sanitize(&error.path.to_string_lossy()),
                    sanitize(&error.reason)
                )?;
                continue;
            }
        };
        let path = file.to_string_lossy();
        let mut first: Option<(&'static str, Result<Article, RecordError>)> = None;
        let outcome = read_file(&file, &path, &options.read, &mut |format, _, outcome| {
            first = Some((format, outcome));
            ControlFlow::Break(())
        });
        let shown = sanitize(&path);
        match (first, outcome) {
            (Some((format, outcome)), _) => {
                *formats.entry(format).or_default() += 1;
                writeln!(out, "{shown}  {format}")?;
                match outcome {
                    Ok(mut article) => {
                        let context = enrich::Context {
                            path: &path,
                            today: options.today,
                            file_day: None,
                            date_order: options.date_order,
                        };
                        enrich(&mut article, &context);
                        writeln!(out, "    {}", in_a_line(&article))?;
                    }
                    Err(error) => writeln!(out, "    first record refused: {}", sanitize(&error.to_string()))?,
                }
            }
            (None, Ok(summary)) => {
                *formats.entry(summary.format).or_default() += 1;
                writeln!(out, "{shown}  {}, no articles", summary.format)?;
            }
            (None, Err(error)) => {
                refused += 1;
                writeln!(out, "{shown}  refused: {}", sanitize(&error.to_string()))?;
            }
        }
    }
    out.flush()?;
    let mut counts: Vec<(u64, &str)> = formats.into_iter().map(|(name, count)| (count, name)).collect();
    counts.sort_by_key(|(count, name)| (std::cmp::Reverse(*count), *name));
    let mut counts: Vec<String> = counts
        .into_iter()
        .map(|(count, name)| format!("{name} {}", grouped(count)))
        .collect();
    if refused > 0 {
        counts.push(format!("refused {}", grouped(refused)));
    }
    let summary = match counts.is_empty() {
        true => "no files".to_owned(),
        false => counts.join(" · "),
    };
    terminal::say(&format!("{summary}  (nothing was written)"));
    Ok(match summary.as_str() {
        "no files" => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

/// Date and headline.
fn in_a_line(article: &Article) -> String {
    let date = article
        .published
        .as_ref()
        .map_or("undated".to_owned(), |date| date.to_human());
    let headline = article.headline.as_ref().map_or("", |headline| headline.text.as_str());
    format!("{date}  {}", sanitize(&ingest::clean(headline)))
}
