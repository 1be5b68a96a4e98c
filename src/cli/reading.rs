//! How files are read: the flags that `index` and `inspect` share.

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::article::DateOrder;
use crate::ingest::{FORMATS, Format, KeyMap, ReadOptions, format_named};

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
