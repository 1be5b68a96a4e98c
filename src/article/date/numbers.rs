//! Days written in numbers inside names: `2025-04-25`, `20250425`, and as folders `2025/04/25`.
//!
//! A name is full of numbers that only look so. A day stands apart from other digits, has the same
//! mark between its parts and a date that the calendar has; a week (`2025-W17`) is none.

use std::ops::Range;

use jiff::civil::Date;

use super::{Precision, read_date};

/// The years that a paper may have. From what a number says more must not be read: one identifier of
/// eight digits in five hundred is a day of these years.
const YEARS: Range<i16> = 1500..2101;

/// A day in a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DayInName {
    pub(crate) day: Date,
    /// Where it stands.
    pub(crate) range: Range<usize>,
}

/// Returns the first day in a name.
pub(crate) fn day_in_name(name: &str) -> Option<DayInName> {
    runs(name).find_map(|run| compact_day(name, &run).or_else(|| divided_day(name, &run)))
}

/// Returns the first month in a name, `1916-01`, with its place. `2010-11` may be a season and is none.
pub(crate) fn month_in_name(name: &str) -> Option<(Date, Range<usize>)> {
    runs(name).find_map(|year_run| {
        let year = number(name, &year_run, 4..=4).filter(|year| YEARS.contains(year))?;
        let mark = mark_at(name, year_run.end)?;
        let month_run = run_at(name, year_run.end + 1)?;
        let month = number(name, &month_run, 2..=2)?;
        let is_apart = !follows_number(name, year_run.start) && !goes_on(name, month_run.end, Some(mark));
        let is_season = month == (year + 1) % 100;
        let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
        (is_apart && !is_season).then_some((first, year_run.start..month_run.end))
    })
}

/// Returns the day or month that neighbouring folders make: `2025/04/25`, `2025/apr/25`, `2025/04`,
/// with its print. The last such in the path counts.
pub(crate) fn day_of_folders(parts: &[&str]) -> Option<(Date, Precision, String)> {
    (0..parts.len()).rev().find_map(|at| {
        let year = whole_number(parts.get(at)?, 4..=4).filter(|year| YEARS.contains(year))?;
        let month_part = parts.get(at + 1)?;
        let month = whole_number(month_part, 1..=2).or_else(|| month_named(month_part))?;
        let month = i8::try_from(month).ok()?;
        let day = parts.get(at + 2).and_then(|part| whole_number(part, 1..=2));
        if let Some(day) = day.and_then(|day| Date::new(year, month, i8::try_from(day).ok()?).ok()) {
            return Some((day, Precision::Day, parts.get(at..at + 3)?.join("/")));
        }
        let first = Date::new(year, month, 1).ok()?;
        Some((first, Precision::Month, parts.get(at..at + 2)?.join("/")))
    })
}

/// Short names in other languages are ordinary folders too: `mag`, `out`, `set`.
fn month_named(part: &str) -> Option<i16> {
    const ENGLISH: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
    let is_english = || ENGLISH.split(' ').any(|name| part.eq_ignore_ascii_case(name));
    let is_name = part.chars().all(char::is_alphabetic) && (part.len() > 3 || is_english());
    if !is_name {
        return None;
    }
    let month = read_date(&format!("{part} 2000")).filter(|reading| reading.precision == Precision::Month)?;
    Some(i16::from(month.at.month()))
}

fn whole_number(part: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && lengths.contains(&part.len()))
        .then(|| part.parse().ok())
        .flatten()
}

/// `20250425`: eight digits behind anything but a digit or a small letter (`APW19980314` is a day,
/// `sn20190312` a number) and before anything but a digit or a letter.
fn compact_day(name: &str, run: &Range<usize>) -> Option<DayInName> {
    let digits = name.get(run.clone()).filter(|digits| digits.len() == 8)?;
    let before = name[..run.start].chars().next_back();
    if before.is_some_and(|letter| letter.is_alphabetic() && !letter.is_uppercase()) || goes_on(name, run.end, None) {
        return None;
    }
    let part = |range: Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let day = day_of(part(0..4)?, part(4..6)?, part(6..8)?)?;
    Some(DayInName {
        day,
        range: run.clone(),
    })
}

/// `2025-04-25`, `1987_02_26`, `1620.12.02`.
fn divided_day(name: &str, year_run: &Range<usize>) -> Option<DayInName> {
    let year = number(name, year_run, 4..=4)?;
    let mark = mark_at(name, year_run.end)?;
    let month_run = run_at(name, year_run.end + 1)?;
    let month = number(name, &month_run, 1..=2)?;
    if mark_at(name, month_run.end)? != mark {
        return None;
    }
    let day_run = run_at(name, month_run.end + 1)?;
    let day = number(name, &day_run, 1..=2)?;
    if follows_number(name, year_run.start) || goes_on(name, day_run.end, None) {
        return None;
    }
    Some(DayInName {
        day: day_of(year, month, day)?,
        range: year_run.start..day_run.end,
    })
}

fn day_of(year: i16, month: i16, day: i16) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The runs of digits of a name.
fn runs(name: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + name.get(at..)?.find(|letter: char| letter.is_ascii_digit())?;
        let run = run_at(name, start)?;
        at = run.end;
        Some(run)
    })
}

fn run_at(name: &str, start: usize) -> Option<Range<usize>> {
    let digits = name.get(start..)?.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then_some(start..start + digits)
}

fn number(name: &str, run: &Range<usize>, lengths: std::ops::RangeInclusive<usize>) -> Option<i16> {
    name.get(run.clone())
        .filter(|digits| lengths.contains(&digits.len()))?
        .parse()
        .ok()
}

/// The mark between two parts of a day.
fn mark_at(name: &str, at: usize) -> Option<u8> {
    name.as_bytes()
        .get(at)
        .copied()
        .filter(|mark| matches!(mark, b'-' | b'_' | b'.'))
}

/// True if a letter stands directly before this place, or a number with a mark: `555-2025-04-25`.
fn follows_number(name: &str, start: usize) -> bool {
    let before = &name[..start];
    match before.chars().next_back() {
        None => false,
        Some(letter) if letter.is_alphabetic() => true,
        Some('-' | '.') => before[..before.len() - 1].ends_with(|letter: char| letter.is_ascii_digit()),
        Some(_) => false,
    }
}

/// True if a letter stands directly behind this place, or a number behind this mark. The `T` before a
/// time of day is none.
fn goes_on(name: &str, end: usize, mark: Option<u8>) -> bool {
    let rest = &name.as_bytes()[end..];
    match rest {
        [b'T', digit, ..] if digit.is_ascii_digit() => false,
        [first, digit, ..] if Some(*first) == mark && digit.is_ascii_digit() => true,
        _ => name[end..].starts_with(char::is_alphanumeric),
    }
}
