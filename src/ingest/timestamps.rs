//! Dates that a source gives as a number.

use jiff::Timestamp;

/// From this many on, a number counts milliseconds since 1970, not seconds: it would be the year
/// 5138 in seconds, and is 1973 in milliseconds.
const FIRST_MILLISECONDS: i64 = 100_000_000_000;

/// The same for microseconds and nanoseconds, a thousand times as many each.
const FIRST_MICROSECONDS: i64 = FIRST_MILLISECONDS * 1000;
const FIRST_NANOSECONDS: i64 = FIRST_MICROSECONDS * 1000;

/// Fewer seconds than this lie before March 1973, and are more often a day or a year.
const FIRST_SECONDS: i64 = 100_000_000;

/// Writes a number as the date that it stands for.
///
/// Eight digits that are a day, such as 20250425, are that day. Nine digits or more count from
/// 1970 in UTC: seconds, from 12 digits on milliseconds, from 15 on microseconds, from 18 on
/// nanoseconds. Any other number, a year above all, is left as it is: `None`.
///
/// ```
/// use dateline::ingest::date_of_number;
///
/// assert_eq!(date_of_number("1745582400").as_deref(), Some("2025-04-25T12:00:00Z"));
/// assert_eq!(date_of_number("1745582400000").as_deref(), Some("2025-04-25T12:00:00Z"));
/// assert_eq!(date_of_number("20250425").as_deref(), Some("2025-04-25"));
/// assert_eq!(date_of_number("2025"), None);
/// ```
pub fn date_of_number(digits: &str) -> Option<String> {
    // Fractions of a second are below what is kept of a date.
    let whole = digits.split('.').next()?;
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    if whole.len() == 8
        && let Some(day) = day_of_digits(number)
    {
        return Some(day.to_string());
    }
    let instant = match number {
        FIRST_NANOSECONDS.. => Timestamp::from_nanosecond(i128::from(number)),
        FIRST_MICROSECONDS.. => Timestamp::from_microsecond(number),
        FIRST_MILLISECONDS.. => Timestamp::from_millisecond(number),
        FIRST_SECONDS.. => Timestamp::from_second(number),
        _ => return None,
    };
    let second = instant.ok()?.as_second();
    Some(Timestamp::from_second(second).ok()?.to_string())
}

fn day_of_digits(number: i64) -> Option<jiff::civil::Date> {
    let year = i16::try_from(number / 10_000).ok()?;
    let month = i8::try_from(number / 100 % 100).ok()?;
    let day = i8::try_from(number % 100).ok()?;
    let is_plausible = (1500..2500).contains(&year);
    is_plausible
        .then(|| jiff::civil::Date::new(year, month, day).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(digits: &str, expected: Option<&str>) {
        assert_eq!(date_of_number(digits).as_deref(), expected);
    }

    #[test]
    fn seconds_and_milliseconds_are_told_apart_by_size() {
        check("1000000000", Some("2001-09-09T01:46:40Z"));
        check("1000000000.75", Some("2001-09-09T01:46:40Z"));
        check("1000000000999", Some("2001-09-09T01:46:40Z"));
        check("1000000000000000", Some("2001-09-09T01:46:40Z"));
        check("1000000000000000000", Some("2001-09-09T01:46:40Z"));
    }

    #[test]
    fn years_and_days_are_no_instants() {
        check("1987", None);
        check("198703", None);
        check("19870331", Some("1987-03-31"));
        check("20251341", None);
        check("-1", None);
        check("99999999999999999999999", None);
        check("soon", None);
        check("", None);
    }
}
