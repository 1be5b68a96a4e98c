//! From a printed date to a [`Reading`].
//!
//! Three rules stand above all forms: nothing is guessed (`04/05/2025` is not read), nothing is
//! filled in (no date becomes 1970 or today), and a day whose time makes no sense keeps its day.

use jiff::SignedDuration;
use jiff::civil::{DateTime, date};

use super::clock::TimeOfDay;
use super::forms::{Printed, YEARS, printed_date, weekday};
use super::scan::Cursor;
use super::{DateOrder, Precision, Reading};

/// Numbers below this are no Unix time: seconds would lie in the first three years from 1970,
/// where in practice only zeros, years and small counters are found.
const LEAST_TIMESTAMP: u64 = 100_000_000;

/// Numbers from here on are milliseconds: as seconds they would lie behind the year 5138.
const LEAST_MILLISECONDS: u64 = 100_000_000_000;

/// Reads a whole text as a date: RFC 3339, ISO 8601 and its compact form, RFC 2822, and dates as
/// newspapers print them in English, German, French, Spanish, Italian, Portuguese, Dutch, Russian
/// and Ukrainian, with a weekday, a time of day and a zone.
///
/// White space around the date is left out, and a full stop, comma, semicolon or weekday behind
/// it. Any other text behind it makes it no date, with one exception: archives note all kinds of
/// marks behind `26-FEB-1987 15:01:01.79`, which are ignored. A weekday that contradicts the day
/// is ignored. Seconds are read and dropped.
///
/// `None` for a day that no calendar has, for years outside 1500 to 2200, and for what can be read
/// in two ways: `04/05/2025`. Years of two digits are read in `26-FEB-87` and before a time
/// (`26 Feb 87 15:01`) only: 50 to 99 are of the 20th century.
///
/// ```
/// use dateline::article::{Precision, read_date};
/// let reading = read_date("Friday, April 25, 2025 10:15 a.m. EST").expect("a date");
/// assert_eq!(reading.at.to_string(), "2025-04-25T10:15:00");
/// assert_eq!(reading.offset_minutes, Some(-300));
/// assert_eq!(read_date("April 2025").expect("a month").precision, Precision::Month);
/// assert_eq!(read_date("2025 was a good year"), None);
/// assert_eq!(read_date("04/05/2025"), None);
/// ```
pub fn read_date(text: &str) -> Option<Reading> {
    let mut cursor = Cursor::new(text);
    cursor.spaces();
    let printed = printed_date(&mut cursor)?;
    let remarks_follow = printed.is_archive_form && printed.time != TimeOfDay::None && cursor.at_word_end();
    if !remarks_follow {
        skip_weekday_behind(&mut cursor);
        cursor.one_of(&['.', ',', ';']);
        if !cursor.at_end() {
            return None;
        }
    }
    Some(reading(&printed))
}

/// Reads a date as [`read_date`] does, and with an order also what has two readings.
///
/// ```
/// use dateline::article::{DateOrder, read_date, read_date_in};
/// let reading = read_date_in("04/05/2025 10:15", Some(DateOrder::DayFirst)).expect("a date");
/// assert_eq!(reading.at.to_string(), "2025-05-04T10:15:00");
/// assert_eq!(read_date_in("04/05/2025", None), None);
/// // What has one reading keeps it.
/// assert_eq!(read_date_in("04/25/2025", Some(DateOrder::DayFirst)), read_date("04/25/2025"));
/// ```
pub fn read_date_in(text: &str, order: Option<DateOrder>) -> Option<Reading> {
    read_date(text).or_else(|| read_date(&year_first(text, order?)?))
}

/// `04/05/2025 10:15` as `2025-05-04 10:15` or `2025-04-05 10:15`.
fn year_first(text: &str, order: DateOrder) -> Option<String> {
    let mut cursor = Cursor::new(text);
    cursor.spaces();
    let first = cursor.number(1..=2)?;
    let separator = cursor.one_of(&['/', '-'])?;
    let second = cursor.number(1..=2)?;
    if !cursor.take(separator) {
        return None;
    }
    let year = cursor.number(4..=4)?;
    let (day, month) = match order {
        DateOrder::DayFirst => (first, second),
        DateOrder::MonthFirst => (second, first),
    };
    Some(format!("{year:04}-{month:02}-{day:02}{}", cursor.rest()))
}

/// Reads the date at the head of a text and returns it with the number of bytes that it takes,
/// white space before it included. The forms are those of [`read_date`]; a year alone is a date
/// only if the line ends behind it, since `2000 people fled` begins with a number.
///
/// ```
/// let (reading, length) = dateline::article::read_date_prefix("2025-04-25 Meanwhile, in Kyiv").expect("a date");
/// assert_eq!((reading.at.day(), length), (25, 10));
/// ```
pub fn read_date_prefix(text: &str) -> Option<(Reading, usize)> {
    let mut cursor = Cursor::new(text);
    cursor.spaces();
    let printed = printed_date(&mut cursor)?;
    if printed.precision == Precision::Year && !cursor.at_line_end() {
        return None;
    }
    Some((reading(&printed), cursor.position()))
}

/// Reads a number that a source gives as a time: seconds or milliseconds since 1970-01-01 UTC,
/// told apart by their size (from 100,000,000,000 on they are milliseconds). Only for fields that
/// are numbers by their type, as in JSON; first try their digits with [`read_date`], since
/// `2025` and `20250425` are dates.
///
/// `None` for numbers nearer to 1970 than 100,000,000: what is found there is no time.
///
/// ```
/// use dateline::article::read_timestamp;
/// let seconds = read_timestamp(1_745_576_100).expect("seconds");
/// assert_eq!(seconds.at.to_string(), "2025-04-25T10:15:00");
/// assert_eq!(read_timestamp(1_745_576_100_000), Some(seconds));
/// assert_eq!(read_timestamp(0), None);
/// ```
pub fn read_timestamp(number: i64) -> Option<Reading> {
    let size = number.unsigned_abs();
    if size < LEAST_TIMESTAMP {
        return None;
    }
    let seconds = if size < LEAST_MILLISECONDS {
        number
    } else {
        number.div_euclid(1_000)
    };
    let minutes = SignedDuration::from_secs(seconds.div_euclid(60) * 60);
    let at = date(1970, 1, 1).at(0, 0, 0, 0).checked_add(minutes).ok()?;
    YEARS.contains(&at.year()).then_some(Reading {
        at,
        precision: Precision::Minute,
        offset_minutes: Some(0),
        time_unreadable: false,
    })
}

fn reading(printed: &Printed) -> Reading {
    let midnight = DateTime::from(printed.day);
    let (at, precision, offset_minutes) = match printed.time {
        TimeOfDay::None | TimeOfDay::Unreadable => (midnight, printed.precision, None),
        TimeOfDay::Read(clock) => (
            printed.day.at(clock.hour, clock.minute, 0, 0),
            Precision::Minute,
            clock.offset_minutes,
        ),
    };
    Reading {
        at,
        precision,
        offset_minutes,
        time_unreadable: printed.time == TimeOfDay::Unreadable,
    }
}

/// Takes `, Friday` or ` (Friday)`.
fn skip_weekday_behind(cursor: &mut Cursor) {
    let mut ahead = *cursor;
    ahead.take(',');
    ahead.spaces();
    let bracket = ahead.take('(');
    if weekday(&mut ahead) && ahead.at_word_end() && (!bracket || ahead.take(')')) {
        *cursor = ahead;
    }
}
