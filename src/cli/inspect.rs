//! `dateline inspect FILE`: one article as it would be indexed, and where its date comes from. No
//! index is needed, and none is written.
//! ```text
//! Rain over Lisbon
//! …
//! dates    2025-04-25  taken    from a header line      25 April 2025
//!          2025-04-26           from the file name      2025-04-26
//! ```

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use jiff::ZonedDateTime;

use super::query::output_format;
use super::reading::{ReadingArguments, read_record};
use super::{Context, Outcome, terminal};
use crate::article::Article;
use crate::enrich::{self, DateFound, dates_found, enrich};
use crate::index::{Place, STREAM_PATH, StoredArticle, article_id};
use crate::output::{Matches, Output, origin_in_words, sanitize};
use crate::words::words;

/// Arguments of `dateline inspect`.
#[derive(Debug, Args)]
pub struct InspectArguments {
    /// The file, or - for standard input
    file: PathBuf,

    /// Which of its records, counted from 1
    #[arg(long, value_name = "N", default_value_t = 1)]
    record: u64,

    #[command(flatten)]
    reading: ReadingArguments,

    /// How to print the article
    #[arg(long, value_name = "AS", default_value = "text", value_parser = output_format)]
    output: &'static Output,
}

/// Prints the article.
pub fn run(arguments: &InspectArguments, context: &Context) -> Result<Outcome> {
    let options = arguments.reading.options()?;
    let name = arguments.file.to_string_lossy();
    let path = match name.as_ref() {
        "-" => STREAM_PATH,
        path => path,
    };
    let (format, mut article) = read_record(&arguments.file, arguments.record, &options)?;
    let enriching = enrich::Context {
        path: if path == STREAM_PATH { "" } else { path },
        today: Some(ZonedDateTime::now().date()),
        file_day: None,
        date_order: arguments.reading.date_order(),
    };
    let dates = dates_found(&article, &enriching);
    enrich(&mut article, &enriching);
    let place = Place {
        path,
        record: arguments.record,
        format,
        is_signed: false,
    };
    let problems: Vec<String> = article.problems.iter().map(ToString::to_string).collect();
    let stored = StoredArticle {
        id: article_id(&article, place),
        path: path.to_owned(),
        record: arguments.record,
        format: format.to_owned(),
        words: words(&article.body).count() as u64,
        article,
    };
    let mut out = terminal::stdout();
    (arguments.output.write_article)(&stored, Matches::default(), &terminal::style(context.color), &mut out)?;
    out.flush()?;
    // What only this command tells is talk where the article is data.
    if arguments.output.name == "text" {
        write!(out, "{}", in_words(&stored.article, &dates, &problems))?;
        out.flush()?;
    }
    Ok(Outcome::Found)
}

/// The dates that the article was dated from, and what could not be read.
fn in_words(article: &Article, dates: &[DateFound], problems: &[String]) -> String {
    let mut text = String::new();
    let mut is_taken = false;
    for (number, found) in dates.iter().enumerate() {
        let iso = found
            .date
            .as_ref()
            .map_or("unreadable".to_owned(), |date| date.to_iso());
        let takes = !is_taken && found.date.is_some() && found.date == article.published;
        is_taken |= takes;
        let label = if number == 0 { "dates" } else { "" };
        let taken = if takes { "taken" } else { "" };
        let origin = origin_in_words(found.origin);
        let line = format!("{label:<9}{iso:<23}  {taken:<6}{origin}: {}", sanitize(&found.raw));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    for (number, problem) in problems.iter().enumerate() {
        let label = if number == 0 { "problems" } else { "" };
        text.push_str(&format!("{label:<9}{}\n", sanitize(problem)));
    }
    match text.is_empty() {
        true => text,
        false => format!("\n{text}"),
    }
}
