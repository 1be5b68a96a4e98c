//! One date as somebody types it: a day, a month, a year, or words such as "last week".

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// Days from and to, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) first: Date,
    pub(super) last: Date,
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoPeriod {
    /// It has the form of a date, and no calendar has it.
    NoSuchDay,
    /// It is something else.
    NotADate,
    /// It is something else, and this says what to write.
    Better(String),
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a date.
///
/// | written | days |
/// |---|---|
/// | `2025-04-25`, `2025/4/25`, `20250425`, `25 april 2025`, `Apr 25, 2025` | the day |
/// | `2025-04`, `april 2025` | the month |
/// | `2025` | the year |
/// | `today`, `yesterday` | the day |
/// | `this week`, `last week` | the calendar week from Monday; `month` and `year` likewise |
/// | `past 30 days`, `last 30 days` | so many days, the last of them today |
/// | `past 2 weeks`, `past month`, `past year` | as far back from today |
pub(super) fn period(text: &str, today: Date) -> Result<Period, NoPeriod> {
    let text = text.trim().to_lowercase();
    if let Some(found) = numeric(&text) {
        return found;
    }
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '_' | ',' | '.'))
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        ["today"] => Ok(one_day(today)),
        ["yesterday"] => today.yesterday().map(one_day).map_err(|_| NoPeriod::NoSuchDay),
        ["last", "day"] => today.yesterday().map(one_day).map_err(|_| NoPeriod::NoSuchDay),
        [which @ ("this" | "last"), unit] => calendar_unit(which, unit, today),
        ["past", unit] => running(1, unit, today),
        ["past" | "last", number, unit] => running(number.parse().map_err(|_| NoPeriod::NotADate)?, unit, today),
        [day_word, month_word, year_word] if month(month_word).is_some() => day(year_word, month_word, day_word),
        [month_word, day_word, year_word] if month(month_word).is_some() => day(year_word, month_word, day_word),
        [month_word, year_word] if month(month_word).is_some() => {
            whole_month(year(year_word)?, month(month_word).unwrap_or(1))
        }
        [word] if month(word).is_some() => Err(NoPeriod::Better(format!("name the year too: \"{word} 2025\""))),
        _ => Err(NoPeriod::NotADate),
    }
}

/// Dates of digits, the year first.
fn numeric(text: &str) -> Option<Result<Period, NoPeriod>> {
    if let Some((date, _)) = text.split_once(['t', ' '])
        && date.len() == 10
        && matches!(numeric(date), Some(Ok(_)))
    {
        return Some(Err(NoPeriod::Better(format!(
            "times of day are not searched: write {date}"
        ))));
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    if !parts
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let numbers: Vec<i16> = parts.iter().map(|part| part.parse().unwrap_or(i16::MAX)).collect();
    Some(match (lengths.as_slice(), numbers.as_slice()) {
        ([4], [year]) => whole_year(*year),
        ([8], _) => compact(text),
        ([4, 1..=2], [year, month]) => whole_month(*year, *month),
        ([4, 1..=2, 1..=2], [year, month, day]) => one_date(*year, *month, *day),
        ([4, 4], [from, to]) => Err(NoPeriod::Better(format!("for a range write {from}..{to}"))),
        ([1..=2, 1..=2, 4], [first, second, year]) => Err(NoPeriod::Better(year_first(*year, *first, *second))),
        _ => Err(NoPeriod::NotADate),
    })
}

/// `25/04/2025` and `04/25/2025`: which number is the month is known only if one is over 12.
fn year_first(year: i16, first: i16, second: i16) -> String {
    let (day, month) = match (first, second) {
        (day @ 13.., month) => (day, month),
        (month, day @ 13..) => (day, month),
        (first, second) if first == second => (first, second),
        _ => {
            return format!(
                "write the year first, then the month: {year}-{first:02}-{second:02} or {year}-{second:02}-{first:02}"
            );
        }
    };
    format!("write the year first: {year}-{month:02}-{day:02}")
}

fn compact(digits: &str) -> Result<Period, NoPeriod> {
    let part = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse().ok()).unwrap_or(0);
    one_date(part(0..4), part(4..6), part(6..8))
}

fn one_day(day: Date) -> Period {
    Period { first: day, last: day }
}

fn date(year: i16, month: i16, day: i16) -> Result<Date, NoPeriod> {
    let small = |number: i16| i8::try_from(number).map_err(|_| NoPeriod::NoSuchDay);
    match year {
        1..=9999 => Date::new(year, small(month)?, small(day)?).map_err(|_| NoPeriod::NoSuchDay),
        _ => Err(NoPeriod::NoSuchDay),
    }
}

fn one_date(year: i16, month: i16, day: i16) -> Result<Period, NoPeriod> {
    date(year, month, day).map(one_day)
}

fn whole_month(year: i16, month: i16) -> Result<Period, NoPeriod> {
    let first = date(year, month, 1)?;
    Ok(Period {
        first,
        last: first.last_of_month(),
    })
}

fn whole_year(year: i16) -> Result<Period, NoPeriod> {
    let first = date(year, 1, 1)?;
    Ok(Period {
        first,
        last: first.last_of_year(),
    })
}

fn year(word: &str) -> Result<i16, NoPeriod> {
    match word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
        true => word.parse().map_err(|_| NoPeriod::NotADate),
        false => Err(NoPeriod::NotADate),
    }
}

/// The number of a month by its name or the first three letters of it (`sept` too).
fn month(word: &str) -> Option<i16> {
    let is_named = |name: &&str| {
        *name == word || (word.len() == 3 && name.starts_with(word)) || (word == "sept" && *name == "september")
    };
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| is_named(name))
        .map(|(number, _)| number)
}

/// `25 april 2025`, with the day as `25` or `25th`.
fn day(year_word: &str, month_word: &str, day_word: &str) -> Result<Period, NoPeriod> {
    let digits = day_word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    if !matches!(&day_word[digits.len()..], "" | "st" | "nd" | "rd" | "th") {
        return Err(NoPeriod::NotADate);
    }
    let day = digits.parse().map_err(|_| NoPeriod::NotADate)?;
    one_date(year(year_word)?, month(month_word).unwrap_or(0), day)
}

/// The calendar week, month or year that a day lies in, or the one before.
fn calendar_unit(which: &str, unit: &str, today: Date) -> Result<Period, NoPeriod> {
    let back = i64::from(which == "last");
    let moved = |span: Span| today.checked_sub(span).map_err(|_| NoPeriod::NoSuchDay);
    match unit {
        "week" => {
            let day = moved((back * 7).days())?;
            let since_monday = day.weekday().since(Weekday::Monday);
            let first = day
                .checked_sub(i64::from(since_monday).days())
                .map_err(|_| NoPeriod::NoSuchDay)?;
            let last = first.checked_add(6.days()).map_err(|_| NoPeriod::NoSuchDay)?;
            Ok(Period { first, last })
        }
        "month" => {
            let day = moved(back.months())?;
            whole_month(day.year(), i16::from(day.month()))
        }
        "year" => whole_year(moved(back.years())?.year()),
        _ => Err(NoPeriod::NotADate),
    }
}

/// So many units that end today.
fn running(number: u32, unit: &str, today: Date) -> Result<Period, NoPeriod> {
    let number = i64::from(number);
    let span = match unit {
        _ if number == 0 => return Err(NoPeriod::NotADate),
        "day" | "days" => Span::new().try_days(number),
        "week" | "weeks" => Span::new().try_weeks(number),
        "month" | "months" => Span::new().try_months(number),
        "year" | "years" => Span::new().try_years(number),
        _ => return Err(NoPeriod::NotADate),
    };
    let before = span
        .and_then(|span| today.checked_sub(span))
        .map_err(|_| NoPeriod::NoSuchDay)?;
    let first = before.tomorrow().map_err(|_| NoPeriod::NoSuchDay)?;
    if first.year() < 1 {
        return Err(NoPeriod::NoSuchDay);
    }
    Ok(Period { first, last: today })
}
