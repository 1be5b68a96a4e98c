//! A day of the year as datelines print it, mostly without its year: `April 25`, `3 MAR.`,
//! `Jun 30 2022`.

use super::Precision;
use super::forms::{YEARS, day_of, month, month_day, printed_date, skip_article, skip_joining_word, skip_ordinal};
use super::forms::{skip_weekday, skip_year_word};
use super::names;
use super::scan::{Cursor, folded_name};

/// The leap year that stands for the year that is not printed: it has every day.
const LEAP_YEAR: i16 = 2000;

/// Bytes that a weekday and a month take at most before the first digit: `понедельник, 25 сентября`.
const MAX_BYTES_TO_DIGIT: usize = 40;

/// A day of the year, with its year where one is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayOfYear {
    /// 1500 to 2200.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31; a day that the month has in a leap year at least.
    pub day: i8,
}

/// Reads the day at the head of a text and returns it with the number of bytes that it takes, white
/// space before it included. A weekday before it is passed over. The month is a name, unless the day
/// is printed with its year.
///
/// ```
/// use dateline::article::{DayOfYear, read_day_prefix};
/// let april = DayOfYear { year: None, month: 4, day: 25 };
/// assert_eq!(read_day_prefix("April 25 (Reuters) -"), Some((april, 8)));
/// assert_eq!(read_day_prefix("12 mars 2024 (AFP)").expect("a day").0.year, Some(2024));
/// assert_eq!(read_day_prefix("April (Reuters) -"), None);
/// ```
pub fn read_day_prefix(text: &str) -> Option<(DayOfYear, usize)> {
    let mut cursor = Cursor::new(text);
    cursor.spaces_of_line();
    if !may_begin(cursor) {
        return None;
    }
    let mut with_year = cursor;
    if may_have_year(cursor)
        && let Some(printed) = printed_date(&mut with_year)
        && printed.precision == Precision::Day
        && YEARS.contains(&printed.day.year())
    {
        let day = DayOfYear {
            year: Some(printed.day.year()),
            month: printed.day.month(),
            day: printed.day.day(),
        };
        skip_year_word(&mut with_year);
        return Some((day, with_year.position()));
    }
    // `MAR 5`: only what is no month can be a weekday.
    let mut ahead = cursor;
    let (month, day) = day_of_month(&mut ahead).or_else(|| {
        ahead = cursor;
        skip_weekday(&mut ahead);
        skip_article(&mut ahead);
        day_of_month(&mut ahead)
    })?;
    // `April 25th` ends a word, `April 2500` and `March 10:30` are other numbers.
    let goes_on = ['.', ':', '-', '/', '%'].iter().any(|mark| ahead.digit_behind(*mark));
    if goes_on || !ahead.at_word_end() {
        return None;
    }
    let day = day_of(LEAP_YEAR, month, day)?;
    let day = DayOfYear {
        year: None,
        month: day.month(),
        day: day.day(),
    };
    Some((day, ahead.position()))
}

/// False for most texts that are no day, without trying the forms: this is asked at every word.
fn may_begin(cursor: Cursor) -> bool {
    let has_digit = cursor
        .rest()
        .bytes()
        .take(MAX_BYTES_TO_DIGIT)
        .any(|byte| byte.is_ascii_digit());
    let mut ahead = cursor;
    has_digit
        && match ahead.word() {
            Some(word) => {
                let name = folded_name(word);
                names::month(&name).is_some() || names::is_weekday(&name) || names::is_article(&name)
            }
            None => cursor.at_digit(),
        }
}

/// False where one short number stands alone: most datelines print no year, and each form of a date
/// with one would be tried in vain.
fn may_have_year(cursor: Cursor) -> bool {
    /// A weekday, a month and the words between them, in the longest letters.
    const MAX_BYTES: usize = 100;
    let bytes = cursor.rest().as_bytes();
    let near = &bytes[..bytes.len().min(MAX_BYTES)];
    let mut numbers = near
        .chunk_by(|one, other| one.is_ascii_digit() == other.is_ascii_digit())
        .filter(|run| run.first().is_some_and(u8::is_ascii_digit));
    let first = numbers.next().map_or(0, <[u8]>::len);
    first > 2 || numbers.next().is_some()
}

/// A day and its month in either order.
fn day_of_month(cursor: &mut Cursor) -> Option<(i16, i16)> {
    let start = *cursor;
    month_day(cursor).or_else(|| {
        *cursor = start;
        day_month(cursor)
    })
}

/// `25 April`, `25. April`, `25 de abril`, `1er mars`, `3 MAR.`.
fn day_month(cursor: &mut Cursor) -> Option<(i16, i16)> {
    let day = cursor.number(1..=2)?;
    skip_ordinal(cursor);
    cursor.spaces_of_line();
    skip_joining_word(cursor);
    let month = month(cursor)?;
    cursor.take('.');
    Some((month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        let found = read_day_prefix(text).map(|(day, length)| {
            let year = day.year.map_or(String::new(), |year| format!("{year}-"));
            (format!("{year}{:02}-{:02}", day.month, day.day), &text[..length])
        });
        let found = found.as_ref().map(|(day, taken)| (day.as_str(), *taken));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_day_without_a_year_is_read_in_each_order() {
        check("April 25 (Reuters) -", Some(("04-25", "April 25")));
        check("Oct. 3 (Xinhua) --", Some(("10-03", "Oct. 3")));
        check("Sept 3rd -", Some(("09-03", "Sept 3rd")));
        check("15 October -", Some(("10-15", "15 October")));
        check("3 MAR. (ANSA) -", Some(("03-03", "3 MAR.")));
        check("12 mars (AFP) -", Some(("03-12", "12 mars")));
        check("1er mars (AFP) -", Some(("03-01", "1er mars")));
        check("3. Mai (dpa) -", Some(("05-03", "3. Mai")));
        check("5 de abril (EFE) -", Some(("04-05", "5 de abril")));
        check("3 мая. /ТАСС/", Some(("05-03", "3 мая.")));
        check("Friday, April 25 -", Some(("04-25", "Friday, April 25")));
        check("MAR 5 -", Some(("03-05", "MAR 5")));
        check("Feb 29 -", Some(("02-29", "Feb 29")));
    }

    #[test]
    fn a_printed_year_is_kept() {
        check("Jun 30 2022 (IPS) -", Some(("2022-06-30", "Jun 30 2022")));
        check("December 22, 2013) —", Some(("2013-12-22", "December 22, 2013")));
        check("10 juil 2024 (AFP)", Some(("2024-07-10", "10 juil 2024")));
        check("12/05/2012 -", None);
        check("25.04.2025 -", Some(("2025-04-25", "25.04.2025")));
    }

    #[test]
    fn other_numbers_are_no_days() {
        check("April 2500", None);
        check("March 10:30", None);
        check("April 31 -", None);
        check("April 2025 -", None);
        check("2025 -", None);
        check("May we ask", None);
        check("5 people", None);
    }
}
