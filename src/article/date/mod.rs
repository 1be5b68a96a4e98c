//! Dates as news prints them: a value, how precise it is, and where it was found.
//!
//! The types stand here. `published` puts them on a scale and into text, `read` is the way in
//! from print: `forms` knows how days are printed, `clock` times and zones, `names` the months of
//! each language, `scan` the steps through a text; `day` reads the days of datelines,
//! `numbers` those in names and paths, `url` those in addresses.

mod clock;
mod day;
mod forms;
mod names;
mod numbers;
mod published;
mod read;
mod scan;
#[cfg(test)]
mod tests;
mod url;

use jiff::civil::DateTime;

pub use day::{DayOfYear, read_day_prefix};
pub(crate) use numbers::{day_in_name, day_of_folders, month_in_name};
pub use published::offset_to_iso;
pub use read::{read_date, read_date_in, read_date_prefix, read_timestamp};
pub(crate) use url::date_in_url;

/// When an article was published, as far as that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The civil date and time as printed, in the zone of the source. Parts finer than
    /// [`precision`](Self::precision) are at their first value: a month is its first day, a day
    /// its midnight.
    pub at: DateTime,
    /// How much of [`at`](Self::at) is known.
    pub precision: Precision,
    /// Minutes east of UTC, where the source states it.
    pub offset_minutes: Option<i16>,
    /// Where the date was found.
    pub origin: DateOrigin,
    /// The date as printed.
    pub raw: String,
}

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The year.
    Year,
    /// The month of a year.
    Month,
    /// The day.
    Day,
    /// The minute.
    Minute,
}

/// Where a date was found, the most trustworthy first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateOrigin {
    /// A field of a structured format: JSON, CSV, SGML, XML, front matter.
    Field,
    /// JSON-LD in a web page.
    JsonLd,
    /// A `meta` element or an `itemprop` of a web page.
    Meta,
    /// A `time` element of a web page.
    TimeElement,
    /// A header line before a plain text.
    Header,
    /// The address of the article.
    Url,
    /// The name of the file, or of a folder above it.
    Path,
    /// The dateline at the head of the text.
    Dateline,
    /// A full date in the first sentences.
    Lead,
    /// The time of the file on the disk: a guess.
    FileTime,
}

/// Which number comes first where nothing else tells: `04/05/2025`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 4 May.
    DayFirst,
    /// April 5.
    MonthFirst,
}

/// A date that a source states, not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenDate {
    /// The date as printed.
    pub raw: String,
    /// Where it stands.
    pub origin: DateOrigin,
}

/// What could be read of a printed date.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The civil date and time, as in [`Published::at`].
    pub at: DateTime,
    /// How much of it was printed and could be read.
    pub precision: Precision,
    /// Minutes east of UTC, where printed.
    pub offset_minutes: Option<i16>,
    /// True if a time of day was printed that could not be read.
    pub time_unreadable: bool,
}
