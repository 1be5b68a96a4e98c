//! `dateline first QUERY [PATH]` and `dateline last QUERY [PATH]`: the earliest and the latest
//! article, of all, of each source, of each spelling.

use std::io::Write;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::asking::AskingArguments;
use super::query::pointed;
use super::{Context, Outcome, terminal};
use crate::output::{Style, grouped, write_ends, write_ends_csv, write_ends_json};
use crate::search::{DEFAULT_LIMIT, End, Ends, EndsBy, EndsOptions, SearchOptions, ends};

/// Arguments of `dateline first` and `dateline last`.
#[derive(Debug, Args)]
pub struct EndsArguments {
    /// The query
    #[arg(allow_hyphen_values = true)]
    query: String,

    #[command(flatten)]
    asking: AskingArguments,

    /// One for each source, or for each spelling of the query's words
    #[arg(long, value_name = "WHAT")]
    by: Option<By>,

    /// Number of sources or spellings to print
    #[arg(short = 'n', long, value_name = "N", default_value_t = DEFAULT_LIMIT)]
    limit: usize,

    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: EndsFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    /// The publication
    Source,
    /// The word of the index
    Term,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum EndsFormat {
    /// For reading on a terminal
    Text,
    /// One JSON document
    Json,
    /// A table for spreadsheets
    Csv,
}

/// Finds and prints.
pub fn run(arguments: &EndsArguments, end: End, context: &Context) -> Result<Outcome> {
    let asking = &arguments.asking;
    let query = asking.query(&arguments.query)?;
    let (index, search) = asking.open(context)?;
    let options = EndsOptions {
        end,
        by: match arguments.by {
            None => EndsBy::All,
            Some(By::Source) => EndsBy::Source,
            Some(By::Term) => EndsBy::Term,
        },
        search: SearchOptions {
            limit: arguments.limit,
            ..search
        },
    };
    let found = ends(&index, &query, &options).map_err(|error| pointed(error, &query))?;
    let style = Style {
        query: arguments.query.clone(),
        ..terminal::style(context.color)
    };
    let mut out = terminal::stdout();
    match arguments.format {
        EndsFormat::Text => write_ends(&found, &style, &mut out)?,
        EndsFormat::Json => write_ends_json(&found, &style, &mut out)?,
        EndsFormat::Csv => write_ends_csv(&found, &mut out)?,
    }
    out.flush()?;
    asking.say_notes(&found.notes);
    asking.say_spellings(&found.spellings);
    asking.say_if_empty(&index);
    if !asking.quiet {
        terminal::say(&last_line(&found));
    }
    Ok(match found.groups_found {
        0 => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

fn last_line(found: &Ends) -> String {
    let articles = match found.found {
        1 => "1 article".to_owned(),
        number => format!("{} articles", grouped(number)),
    };
    match found.undated {
        0 => articles,
        undated => format!(
            "{articles} · {} of them undated, which are neither first nor last",
            grouped(undated)
        ),
    }
}
