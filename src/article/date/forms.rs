//! The forms in which days are printed, and which part of the text is the day.
//!
//! Nothing is guessed. `04/05/2025` means April to some and May to others and is not read; with
//! full stops the day comes first everywhere (`04.05.2025`), unless the second part is over 12.

use jiff::civil::Date;

use super::Precision;
use super::clock::{Clock, Tie, TimeOfDay, clock, skip_zone_of_day, time_behind_day};
use super::names;
use super::scan::{Cursor, folded_name};

/// The years that a date of publication may have: from before the first newspaper to well behind
/// the last. What is outside is no year but some other number.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1500..=2200;

/// Years of two digits from here on belong to the 20th century, those below to the 21st.
const TWO_DIGIT_YEAR_PIVOT: i16 = 50;

/// All forms. The first that fits a text is taken, so that longer ones stand before the shorter
/// ones that they begin with.
const FORMS: &[fn(&mut Cursor) -> Option<Printed>] = &[
    compact,
    year_month_day,
    year_month,
    east_asian,
    year_alone,
    numbers,
    day_month_year_joined,
    day_month_year,
    month_day_year,
    month_day_time_year,
    month_year,
    time_before_day,
];

/// A day, month or year as printed, and the time if it stands inside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printed {
    /// The first day of what is printed.
    pub day: Date,
    /// How much is printed: [`Precision::Minute`] is never among it.
    pub precision: Precision,
    /// The time of day.
    pub time: TimeOfDay,
    /// True for `26-FEB-1987 15:01:01.79`, the form of archives that add remarks to their dates.
    pub is_archive_form: bool,
}

/// Takes a date with its time, a weekday before it included.
pub(super) fn printed_date(cursor: &mut Cursor) -> Option<Printed> {
    let form_here = |cursor: &mut Cursor| {
        FORMS.iter().find_map(|form| {
            let mut ahead = *cursor;
            let printed = form(&mut ahead)?;
            *cursor = ahead;
            Some(printed)
        })
    };
    // `mar 25 mars 2025`: only what is no month can be a weekday.
    form_here(cursor).or_else(|| {
        skip_weekday(cursor);
        skip_article(cursor);
        form_here(cursor)
    })
}

/// Takes a weekday and what ties it to the date.
pub(super) fn skip_weekday(cursor: &mut Cursor) {
    let mut ahead = *cursor;
    if weekday(&mut ahead) {
        let full_stop = ahead.take('.');
        let comma = ahead.take(',');
        if ahead.spaces() || full_stop || comma {
            *cursor = ahead;
        }
    }
}

/// Takes a weekday and returns true if there is one.
pub(super) fn weekday(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let found = ahead.word().is_some_and(|word| names::is_weekday(&folded_name(word)));
    if found {
        *cursor = ahead;
        cursor.literal(&["-feira", "-FEIRA", "-Feira"]);
    }
    found
}

/// Takes the article before a day: `the 25th of April`, `le 25 avril`.
pub(super) fn skip_article(cursor: &mut Cursor) {
    let mut ahead = *cursor;
    let found = ahead.word().is_some_and(|word| names::is_article(&folded_name(word)));
    if found && ahead.spaces() {
        *cursor = ahead;
    }
}

fn year(cursor: &mut Cursor) -> Option<i16> {
    cursor.number(4..=4).filter(|year| YEARS.contains(year))
}

pub(super) fn day_of(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day, with the time that may stand behind it.
fn with_time(cursor: &mut Cursor, day: Date, tie: Tie) -> Option<Printed> {
    let time = time_behind_day(cursor, tie);
    if time == TimeOfDay::None {
        if tie == Tie::LetterT {
            skip_zone_of_day(cursor);
        }
        let goes_on = ['.', '/'].iter().any(|mark| cursor.digit_behind(*mark));
        if goes_on || !cursor.at_word_end() {
            return None;
        }
    }
    Some(Printed {
        day,
        precision: Precision::Day,
        time,
        is_archive_form: false,
    })
}

/// A month or a year, which no number may continue: `2025-26` is no year, `1987.5` neither.
fn without_time(cursor: &mut Cursor, day: Date, precision: Precision) -> Option<Printed> {
    let goes_on = ['-', '.', '/', ':', ','].iter().any(|mark| cursor.digit_behind(*mark));
    if goes_on || !cursor.at_word_end() {
        return None;
    }
    Some(Printed {
        day,
        precision,
        time: TimeOfDay::None,
        is_archive_form: false,
    })
}

/// `20250425`, `20250425T101500Z`, `202504251015`, `20250425101500`.
fn compact(cursor: &mut Cursor) -> Option<Printed> {
    let digits = cursor.digits_ahead();
    if !matches!(digits, 8 | 12 | 14) {
        return None;
    }
    let year = cursor.fixed(4).filter(|year| YEARS.contains(year))?;
    let (month, day) = (cursor.fixed(2)?, cursor.fixed(2)?);
    let day = day_of(year, month, day)?;
    if digits == 8 {
        return with_time(cursor, day, Tie::LetterT);
    }
    let mut ahead = *cursor;
    let numbers = [
        ahead.fixed(2)?,
        ahead.fixed(2)?,
        if digits == 14 { ahead.fixed(2)? } else { 0 },
    ];
    let time = match (numbers, clock(cursor, true)) {
        ([0..=23, 0..=59, 0..=60], Some(read)) => TimeOfDay::Read(read),
        _ => {
            *cursor = ahead;
            TimeOfDay::Unreadable
        }
    };
    Some(Printed {
        day,
        precision: Precision::Day,
        time,
        is_archive_form: false,
    })
}

/// `2025-04-25`, `2025/4/25`, `2025.04.25`, and `2025:04:25` of cameras, each with a time.
fn year_month_day(cursor: &mut Cursor) -> Option<Printed> {
    let year = year(cursor)?;
    let separator = cursor.one_of(&['-', '/', '.', ':'])?;
    let month = cursor.number(1..=2)?;
    if !cursor.take(separator) {
        return None;
    }
    let day = day_of(year, month, cursor.number(1..=2)?)?;
    with_time(cursor, day, Tie::LetterT)
}

/// `2025-04`.
fn year_month(cursor: &mut Cursor) -> Option<Printed> {
    let year = year(cursor)?;
    if !cursor.take('-') {
        return None;
    }
    let first = day_of(year, cursor.number(2..=2)?, 1)?;
    without_time(cursor, first, Precision::Month)
}

/// `2025`.
fn year_alone(cursor: &mut Cursor) -> Option<Printed> {
    let first = day_of(year(cursor)?, 1, 1)?;
    without_time(cursor, first, Precision::Year)
}

/// `2025年4月25日 10:15`, `2025년 4월 25일`, and the month alone.
fn east_asian(cursor: &mut Cursor) -> Option<Printed> {
    let year = year(cursor)?;
    cursor.one_of(&['年', '년'])?;
    cursor.spaces_of_line();
    let month = cursor.number(1..=2)?;
    cursor.one_of(&['月', '월'])?;
    let mut ahead = *cursor;
    ahead.spaces_of_line();
    let day = ahead
        .number(1..=2)
        .filter(|_| ahead.one_of(&['日', '号', '일']).is_some());
    match day {
        Some(day) => {
            *cursor = ahead;
            let day = day_of(year, month, day)?;
            // These scripts put no space between words, so that any letter may follow.
            let time = time_behind_day(cursor, Tie::Nothing);
            Some(Printed {
                day,
                precision: Precision::Day,
                time,
                is_archive_form: false,
            })
        }
        None => {
            let day = day_of(year, month, 1)?;
            Some(Printed {
                day,
                precision: Precision::Month,
                time: TimeOfDay::None,
                is_archive_form: false,
            })
        }
    }
}

/// `25.04.2025`, `25/04/2025`, `04/25/2025`, `25-04-2025`, `25. 4. 2025`.
fn numbers(cursor: &mut Cursor) -> Option<Printed> {
    let first = cursor.number(1..=2)?;
    let separator = cursor.one_of(&['.', '/', '-'])?;
    let spaced = separator == '.' && cursor.spaces_of_line();
    let second = cursor.number(1..=2)?;
    if !cursor.take(separator) {
        return None;
    }
    if spaced {
        cursor.spaces_of_line();
    }
    let year = year(cursor)?;
    let day = match (separator, first, second) {
        (_, _, 13..) => day_of(year, first, second)?,
        (_, 13.., _) | ('.', _, _) => day_of(year, second, first)?,
        _ if first == second => day_of(year, second, first)?,
        _ => return None,
    };
    with_time(cursor, day, Tie::Separated)
}

/// `26-FEB-1987 15:01:01.79`, `26-FEB-87`, and `26/Feb/1987:15:01:01 +0000` of web servers.
fn day_month_year_joined(cursor: &mut Cursor) -> Option<Printed> {
    let day = cursor.number(1..=2)?;
    let separator = cursor.one_of(&['-', '/'])?;
    let month = month(cursor)?;
    if !cursor.take(separator) {
        return None;
    }
    let year = match cursor.digits_ahead() {
        2 if separator == '-' => two_digit_year(cursor)?,
        _ => year(cursor)?,
    };
    let day = day_of(year, month, day)?;
    let printed = with_time(cursor, day, Tie::Separated)?;
    Some(Printed {
        is_archive_form: separator == '-',
        ..printed
    })
}

/// `25 April 2025`, `25th of April, 2025`, `25. April 2025`, `25 de abril de 2025`, and with a time
/// behind it `25 Apr 25`.
fn day_month_year(cursor: &mut Cursor) -> Option<Printed> {
    let day = cursor.number(1..=2)?;
    skip_ordinal(cursor);
    cursor.spaces_of_line();
    skip_joining_word(cursor);
    let month = month(cursor)?;
    cursor.take('.');
    cursor.take(',');
    if !cursor.spaces_of_line() {
        return None;
    }
    skip_joining_word(cursor);
    let year = match cursor.digits_ahead() {
        2 => {
            let year = two_digit_year(cursor)?;
            let mut ahead = *cursor;
            ahead.spaces_of_line();
            if !ahead.at_digit() || ahead.byte(ahead.digits_ahead()) != Some(b':') {
                return None;
            }
            year
        }
        _ => year(cursor)?,
    };
    let day = day_of(year, month, day)?;
    skip_year_word(cursor);
    with_time(cursor, day, Tie::Separated)
}

/// `April 25, 2025`, `Apr. 25th 2025`, `Apr-25-2025`.
fn month_day_year(cursor: &mut Cursor) -> Option<Printed> {
    let (month, day) = month_day(cursor)?;
    let comma = cursor.take(',');
    if !(cursor.spaces_of_line() || comma || cursor.take('-')) {
        return None;
    }
    let day = day_of(year(cursor)?, month, day)?;
    with_time(cursor, day, Tie::Separated)
}

/// `Apr 25 10:15:00 2025`, `Apr 25 10:15:00 +0300 2025`.
fn month_day_time_year(cursor: &mut Cursor) -> Option<Printed> {
    let (month, day) = month_day(cursor)?;
    cursor.take(',');
    if !cursor.spaces_of_line() || cursor.byte(cursor.digits_ahead()) != Some(b':') {
        return None;
    }
    let time = TimeOfDay::Read(clock(cursor, false)?);
    cursor.take(',');
    if !cursor.spaces_of_line() {
        return None;
    }
    let day = day_of(year(cursor)?, month, day)?;
    let printed = without_time(cursor, day, Precision::Day)?;
    Some(Printed { time, ..printed })
}

/// `April 2025`, `Apr. 2025`, `abril de 2025`, `Apr-2025`.
fn month_year(cursor: &mut Cursor) -> Option<Printed> {
    let month = month(cursor)?;
    cursor.take('.');
    cursor.take(',');
    if !(cursor.spaces_of_line() || cursor.one_of(&['-', '/']).is_some()) {
        return None;
    }
    skip_joining_word(cursor);
    let first = day_of(year(cursor)?, month, 1)?;
    skip_year_word(cursor);
    without_time(cursor, first, Precision::Month)
}

/// `10:15, 25 April 2025`, `10:15 25.04.2025`.
fn time_before_day(cursor: &mut Cursor) -> Option<Printed> {
    let separator = cursor.byte(cursor.digits_ahead())?;
    if separator != b':' {
        return None;
    }
    let read: Clock = clock(cursor, false)?;
    let comma = cursor.take(',');
    if !cursor.spaces_of_line() && !comma {
        return None;
    }
    skip_weekday(cursor);
    let days: [fn(&mut Cursor) -> Option<Printed>; 4] = [year_month_day, numbers, day_month_year, month_day_year];
    let printed = days.into_iter().find_map(|form| {
        let mut ahead = *cursor;
        let printed = form(&mut ahead).filter(|printed| printed.time == TimeOfDay::None)?;
        *cursor = ahead;
        Some(printed)
    })?;
    Some(Printed {
        time: TimeOfDay::Read(read),
        ..printed
    })
}

pub(super) fn month_day(cursor: &mut Cursor) -> Option<(i16, i16)> {
    let month = month(cursor)?;
    cursor.take('.');
    if !(cursor.spaces_of_line() || cursor.take('-')) {
        return None;
    }
    let day = cursor.number(1..=2)?;
    skip_ordinal(cursor);
    Some((month, day))
}

pub(super) fn month(cursor: &mut Cursor) -> Option<i16> {
    names::month(&folded_name(cursor.word()?)).map(i16::from)
}

fn two_digit_year(cursor: &mut Cursor) -> Option<i16> {
    let year = cursor.number(2..=2)?;
    Some(if year < TWO_DIGIT_YEAR_PIVOT {
        2000 + year
    } else {
        1900 + year
    })
}

pub(super) fn skip_ordinal(cursor: &mut Cursor) {
    let mut ahead = *cursor;
    let found = ahead.literal(&["st", "nd", "rd", "th", "ST", "ND", "RD", "TH", "er", "º", "°"]);
    if found && ahead.at_word_end() {
        *cursor = ahead;
    }
    cursor.take('.');
}

pub(super) fn skip_joining_word(cursor: &mut Cursor) {
    let mut ahead = *cursor;
    let found = ahead
        .word()
        .is_some_and(|word| names::is_joining_word(&folded_name(word)));
    if found && ahead.spaces_of_line() {
        *cursor = ahead;
    }
}

pub(super) fn skip_year_word(cursor: &mut Cursor) {
    let mut ahead = *cursor;
    ahead.spaces_of_line();
    if ahead.word().is_some_and(|word| names::is_year_word(&folded_name(word))) {
        ahead.take('.');
        *cursor = ahead;
    }
}
