//! How files are read: the flags that `index` and `inspect` share, and one record of a file.

use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::article::{Article, DateOrder};
use crate::index::STREAM_PATH;
use crate::ingest::{FORMATS, Format, KeyMap, ReadOptions, RecordError, format_named, read_file, read_stream};

/// How files are read.
#[derive(Debug, Args)]
pub struct ReadingArguments {
    /// Format of what is read, instead of detecting it; needed for -, where zip and tar stand for
    /// whatever is in them
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,

    /// Other names for fields, such as title=kopfzeile,body=inhalt
    #[arg(long, value_name = "FIELD=KEY,…")]
    map: Vec<String>,

    /// The line between two articles of one plain text file, such as '***'
    #[arg(long, value_name = "LINE", allow_hyphen_values = true)]
    separator: Option<String>,

    /// How to read dates such as 04/05/2025; without it they are not read
    #[arg(long, value_name = "ORDER")]
    date_order: Option<NumberOrder>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum NumberOrder {
    /// Day, month, year
    Dmy,
    /// Month, day, year
    Mdy,
}

/// Reads a record of a file, or of standard input for `-`, and the name of its format.
pub fn read_record(file: &Path, wanted: u64, options: &ReadOptions) -> Result<(&'static str, Article)> {
    let mut found: Option<(&'static str, Result<Article, String>)> = None;
    let mut last = 0;
    let emit = &mut |format: &'static str, record: u64, outcome: Result<Article, RecordError>| {
        last = record;
        if record < wanted {
            return ControlFlow::Continue(());
        }
        // Record numbers may leave gaps.
        if record == wanted {
            found = Some((format, outcome.map_err(|error| error.to_string())));
        }
        ControlFlow::Break(())
    };
    let name = file.to_string_lossy();
    let read = match name.as_ref() {
        "-" => read_stream(io::stdin().lock(), STREAM_PATH, options, emit),
        path => read_file(file, path, options, emit),
    };
    let path = if name == "-" { STREAM_PATH } else { &name };
    match (found, read) {
        (Some((format, Ok(article))), _) => Ok((format, article)),
        (Some((_, Err(reason))), _) => bail!("{path}:{wanted}: refused: {reason}"),
        (None, Err(error)) => bail!("{path}: {error}"),
        (None, Ok(_)) => bail!("{path}: there is no record {wanted}; the last one is {last}"),
    }
}

impl ReadingArguments {
    /// The options of reading.
    pub fn options(&self) -> Result<ReadOptions> {
        Ok(ReadOptions {
            format: match self.format.as_deref() {
                // The format of each member is found out.
                None | Some("zip" | "tar") => None,
                Some(name) => Some(format_of(name)?),
            },
            keys: KeyMap::parse(&self.map.join(","))?,
            separator: self.separator.clone(),
            ..ReadOptions::default()
        })
    }

    /// Which of two numbers in a date is the day.
    pub fn date_order(&self) -> Option<DateOrder> {
        self.date_order.map(|order| match order {
            NumberOrder::Dmy => DateOrder::DayFirst,
            NumberOrder::Mdy => DateOrder::MonthFirst,
        })
    }
}

/// The names of the input formats.
pub fn format_names() -> String {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    names.join(", ")
}

fn format_of(name: &str) -> Result<&'static Format> {
    match format_named(name) {
        Some(format) => Ok(format),
        None => bail!("there is no format `{name}`; there are {}", format_names()),
    }
}
