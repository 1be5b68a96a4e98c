//! What is read as a date and what is not, a line each.

#![allow(clippy::unwrap_used)]

use super::names::all_months;
use super::*;

/// A date in the words of these tests: `2025`, `2025-04`, `2025-04-25`, `2025-04-25T10:15+03:00`;
/// `!` behind it if a time could not be read; `-` for no date.
fn in_words(reading: Option<Reading>) -> String {
    let Some(reading) = reading else {
        return "-".to_owned();
    };
    let Reading {
        at,
        precision,
        offset_minutes,
        time_unreadable,
    } = reading;
    let published = Published {
        at,
        precision,
        offset_minutes,
        origin: DateOrigin::Field,
        raw: String::new(),
    };
    let mark = if time_unreadable { "!" } else { "" };
    format!("{}{mark}", published.to_iso())
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(in_words(read_date(text)), expected, "{text}");
}

#[track_caller]
fn check_all(texts: &[&str], expected: &str) {
    for text in texts {
        check(text, expected);
    }
}

#[track_caller]
fn check_prefix(text: &str, expected: &str, taken: &str) {
    let (reading, length) = match read_date_prefix(text) {
        Some((reading, length)) => (Some(reading), length),
        None => (None, 0),
    };
    assert_eq!((in_words(reading).as_str(), &text[..length]), (expected, taken));
}

#[test]
fn iso_dates_are_read_with_their_precision() {
    check("2025", "2025");
    check("2025-04", "2025-04");
    check_all(
        &[
            "2025-04-25",
            "2025-4-25",
            "2025/04/25",
            "2025.04.25",
            "2025:04:25",
            "20250425",
            " 2025-04-25\n",
        ],
        "2025-04-25",
    );
    check_all(&["2025-04-25Z", "2025-04-25+03:00", "2025-04-25-05:00"], "2025-04-25");
}

#[test]
fn iso_times_are_read_with_their_offset() {
    check_all(
        &[
            "2025-04-25T10:15:00Z",
            "2025-04-25t10:15z",
            "20250425T101500Z",
            "20250425T1015Z",
            "2025-04-25 10:15 UTC",
        ],
        "2025-04-25T10:15Z",
    );
    check_all(
        &[
            "2025-04-25T10:15:59.123456+03:00",
            "2025-04-25 10:15:00 +0300",
            "2025-04-25T10:15+03",
            "2025-04-25T10:15:00,5+03:00[Europe/Kyiv]",
            "2025-04-25 10:15:00 +0300 MSK",
            "20250425T101500+0300",
        ],
        "2025-04-25T10:15+03:00",
    );
    check_all(
        &[
            "2025-04-25 10:15",
            "2025-04-25T10:15:00",
            "20250425101500",
            "202504251015",
        ],
        "2025-04-25T10:15",
    );
    check("2019-11-04 13:30:00 -0500", "2019-11-04T13:30-05:00");
    check("2014-01-01 0:00:00 -0400", "2014-01-01T00:00-04:00");
    check("2016-12-31T23:59:60Z", "2016-12-31T23:59Z");
}

#[test]
fn mail_dates_are_read_with_named_zones() {
    check_all(
        &[
            "Fri, 25 Apr 2025 10:15:00 +0300",
            "25 Apr 2025 10:15 +0300",
            "Fri, 25 Apr 25 10:15:00 +0300 (MSK)",
            "Fri,25 Apr 2025 10:15:00 MSK",
            "Fri Apr 25 2025 10:15:00 GMT+0300 (Moscow Standard Time)",
            "Fri Apr 25 10:15:00 +0300 2025",
            "ven, 25 avr 2025 10:15:00 +0300",
        ],
        "2025-04-25T10:15+03:00",
    );
    check("Fri, 25 Apr 2025 10:15:00 EDT", "2025-04-25T10:15-04:00");
    check("Fri, 25 Apr 2025 10:15 GMT", "2025-04-25T10:15Z");
    check("Fri, 25 Apr 2025 10:15 (CET)", "2025-04-25T10:15+01:00");
    check("Wed, 1 Oct 97 10:15:00 PST", "1997-10-01T10:15-08:00");
    check("Sat, Dec 31 2005 13:00:00 PM", "2005-12-31T13:00");
}

#[test]
fn a_zone_without_a_fixed_offset_leaves_the_time_as_printed() {
    check("April 25, 2025 10:15 a.m. ET", "2025-04-25T10:15");
    check("Fri, 25 Apr 2025 10:15:00 XYZT", "2025-04-25T10:15");
}

#[test]
fn archive_dates_are_read_whatever_stands_behind_their_time() {
    check("26-FEB-1987 15:01:01.79", "1987-02-26T15:01");
    check(" 2-MAR-1987 16:45:14.92\t\t\tRM V", "1987-03-02T16:45");
    check("27-MAR-1987 14:04:26.14\u{5}\u{5}\u{5}F", "1987-03-27T14:04");
    check(
        "5-APR-1987  12:00:00.0    # date added by guesswork",
        "1987-04-05T12:00",
    );
    check("26-FEB-1987 15:01:01.79   x", "1987-02-26T15:01");
    check("26-FEB-1987", "1987-02-26");
    check("26-FEB-1987 x", "-");
    check("26-FEB-1987 15:01:01.79x", "-");
}

#[test]
fn an_unreadable_time_leaves_the_day() {
    check("31-MAR-1987 605:12:19.12", "1987-03-31!");
    check_all(
        &[
            "2025-04-25 24:00",
            "2025-04-25 25:61",
            "2025-04-25T25:61:00Z",
            "2025-04-25T10Z",
            "2025-04-25T10:15:00+99:00",
            "2025-04-25 10:15:00 +9900",
            "2025-04-25T10:15:00+00:0",
            "April 25, 2025, 10:75 a.m. EST",
            "20250425T9999Z",
            "20250425999999",
        ],
        "2025-04-25!",
    );
}

#[test]
fn english_dates_are_read_as_newspapers_print_them() {
    check_all(
        &[
            "April 25, 2025",
            "april 25 2025",
            "Apr. 25, 2025",
            "APRIL 25TH, 2025.",
            "25 April 2025",
            "25th April 2025",
            "25th of April, 2025",
            "Friday, April 25, 2025",
            "Friday the 25th of April 2025",
            "April 25, 2025 (Friday)",
            "25 April 2025, Friday",
            "25-Apr-2025",
            "Apr-25-2025",
        ],
        "2025-04-25",
    );
    check("Sept. 5, 2014", "2014-09-05");
    check_all(&["April 2025", "Apr. 2025", "April, 2025", "Apr-2025"], "2025-04");
    check("Friday, April 25, 2025 10:15 a.m. EST", "2025-04-25T10:15-05:00");
    check("Friday 25 April 2025 10.15 BST", "2025-04-25T10:15+01:00");
    check_all(
        &[
            "April 25, 2025 at 10 p.m.",
            "April 25, 2025, 10:00pm",
            "25 April 2025 - 22.00",
            "25/Apr/2025:22:00:00",
        ],
        "2025-04-25T22:00",
    );
    check_all(
        &["April 25, 2025 12:15 AM", "00:15, 25 April 2025", "0:15 25.04.2025"],
        "2025-04-25T00:15",
    );
    check("April 25, 2025 12:15 PM", "2025-04-25T12:15");
}

#[test]
fn dates_of_other_languages_are_read() {
    check_all(
        &[
            "25. April 2025",
            "Freitag, den 25. April 2025",
            "25 avril 2025",
            "vendredi 25 avril 2025",
            "le 25 avril 2025",
            "25 de abril de 2025",
            "sexta-feira, 25 de abril de 2025",
            "venerdì 25 aprile 2025",
            "vrijdag 25 april 2025",
            "25 апреля 2025 г.",
            "25 апреля 2025 года",
            "25 квітня 2025 року",
            "П’ятниця, 25 квітня 2025",
            "2025年4月25日",
            "2025년 4월 25일",
        ],
        "2025-04-25",
    );
    check_all(
        &[
            "1er mars 2025",
            "1. März 2025",
            "1º marzo 2025",
            "sábado, 1 de março de 2025",
        ],
        "2025-03-01",
    );
    check_all(
        &["mar 25 mars 2025", "mar, 25 mars 2025", "mar. 25 mars 2025"],
        "2025-03-25",
    );
    check_all(
        &["abril de 2025", "Апрель 2025", "квітень 2025", "2025年4月"],
        "2025-04",
    );
    check_all(
        &[
            "25. April 2025, 10.15 Uhr",
            "25 avril 2025 à 10h15",
            "25.04.2025 в 10:15",
            "2025年4月25日10:15",
        ],
        "2025-04-25T10:15",
    );
}

#[test]
fn every_name_of_a_month_is_read() {
    for (number, name) in all_months() {
        check(&format!("5 {name} 2014"), &format!("2014-{number:02}-05"));
        check(&format!("{}. 2014", name.to_uppercase()), &format!("2014-{number:02}"));
    }
}

#[test]
fn numbers_are_read_only_where_they_have_one_meaning() {
    check_all(
        &[
            "25.04.2025",
            "25/04/2025",
            "04/25/2025",
            "25-04-2025",
            "25. 4. 2025",
            "04.25.2025",
        ],
        "2025-04-25",
    );
    check_all(&["05.04.2025", "5.4.2025"], "2025-04-05");
    check_all(&["05/05/2025", "5-5-2025"], "2025-05-05");
    check_all(&["04/05/2025", "4-5-2025", "25/04/25", "13/13/2025", "0/0/2025"], "-");
    check("03/14/1998 10:36:00", "1998-03-14T10:36");
}

#[test]
fn what_is_no_day_is_no_date() {
    check_all(
        &[
            "30 February 2025",
            "2025-02-30",
            "29.02.2025",
            "20250431",
            "February 29, 2025",
            "2025-13",
        ],
        "-",
    );
    check("29.02.2024", "2024-02-29");
    check_all(
        &["1499", "2201", "0000-00-00", "0001-01-01", "1 Jan 0001", "9999-12-31"],
        "-",
    );
    check("1500", "1500");
    check("2200-12-31", "2200-12-31");
}

#[test]
fn text_around_a_date_makes_it_no_date() {
    check_all(
        &[
            "2025 was a good year",
            "2025-04-25 Meanwhile",
            "2025-26",
            "2025-115",
            "2025-W17-5",
            "2025-04-25 to 2025-04-30",
            "April 25-26, 2025",
            "25 April 2025 and later",
            "2025-04-25 12",
            "25 Apr 25",
            "1745576100",
            "1745576100000",
            "today",
            "Date palms are old",
            "",
            " ",
            "May",
            "n/a",
        ],
        "-",
    );
}

#[test]
fn a_date_at_the_head_of_a_text_ends_where_the_text_begins() {
    check_prefix("2025-04-25 Meanwhile, Ukrainian President", "2025-04-25", "2025-04-25");
    check_prefix(" 2025-04-25, Kyiv", "2025-04-25", " 2025-04-25");
    check_prefix("2025-04-25-crimea.html", "2025-04-25", "2025-04-25");
    check_prefix("2025-04-25\n10:15 is no time here", "2025-04-25", "2025-04-25");
    check_prefix("2025-04-25 10:15 Meanwhile", "2025-04-25T10:15", "2025-04-25 10:15");
    check_prefix(
        "April 25, 2025 10 a.m. EST Meanwhile",
        "2025-04-25T10:00-05:00",
        "April 25, 2025 10 a.m. EST",
    );
    check_prefix("April 25, 2025 at 10 Downing Street", "2025-04-25", "April 25, 2025");
    check_prefix("25 April 2025 10.15 percent", "2025-04-25", "25 April 2025");
    check_prefix("25 апреля 2025 года Киев", "2025-04-25", "25 апреля 2025 года");
    check_prefix(
        "25 April 2025 10:15 est une date",
        "2025-04-25T10:15",
        "25 April 2025 10:15",
    );
    check_prefix("April 2025: what happened", "2025-04", "April 2025");
    check_prefix("2025\nThe year", "2025", "2025");
    check_prefix("2000 people fled", "-", "");
    check_prefix("2025-04-25abc", "-", "");
    check_prefix("May I come in", "-", "");
}

#[test]
fn timestamps_are_seconds_or_milliseconds_by_their_size() {
    let check = |number: i64, expected: &str| assert_eq!(in_words(read_timestamp(number)), expected, "{number}");
    check(1_745_576_100, "2025-04-25T10:15Z");
    check(1_745_576_159, "2025-04-25T10:15Z");
    check(1_745_576_100_999, "2025-04-25T10:15Z");
    check(-1_000_000_000, "1938-04-24T22:13Z");
    for number in [0, -1, 2_025, 20_250_425, 99_999_999_999, i64::MAX, i64::MIN] {
        check(number, "-");
    }
}

mod properties {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// The forms of a day, in jiff's notation.
    const DAY_FORMS: &[&str] = &[
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%Y%m%d",
        "%d.%m.%Y",
        "%B %-d, %Y",
        "%b. %-d, %Y",
        "%-d %B %Y",
        "%-dth of %B, %Y",
        "%A, %B %-d, %Y",
        "%a, %d %b %Y",
        "%d-%b-%Y",
        "%Y年%-m月%-d日",
        "%-d. %B %Y",
    ];

    /// The forms of a time behind a day.
    const TIME_FORMS: &[&str] = &["%H:%M", "%H:%M:%S", "%H:%M:%S.79", "%-I:%M %p", "%-I:%M:%S%P"];

    const ZONE_FORMS: &[(&str, Option<i16>)] = &[
        ("", None),
        (" UTC", Some(0)),
        (" EST", Some(-300)),
        (" +0530", Some(330)),
        ("-03:30", Some(-210)),
        (" GMT+2", Some(120)),
    ];

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            read_date(&text);
            if let Some((_, length)) = read_date_prefix(&text) {
                prop_assert!(text.is_char_boundary(length));
            }
        }

        #[test]
        fn anything_that_looks_like_a_date_is_read_or_refused(
            text in "((20|19|3)?[0-9]{1,3}|[ ,.:/T+–-]{1,2}|Apr|mai|я|年|a\\.m\\.|EST|GMT|th|Fri|de){1,9}",
        ) {
            let whole = read_date(&text);
            let prefix = read_date_prefix(&text);
            if let Some((_, length)) = &prefix {
                prop_assert!(text.is_char_boundary(*length) && *length <= text.len());
            }
            // A year with a comma behind it is a whole date, but no head of a text.
            if let Some(whole) = whole.filter(|whole| whole.precision != Precision::Year) {
                prop_assert_eq!(whole, prefix.unwrap().0);
            }
        }

        #[test]
        fn every_printed_form_of_a_date_reads_back(
            day in (1500i16..=2200, 1i8..=12, 1i8..=31), (hour, minute) in (0i8..24, 0i8..60),
            day_form in 0..DAY_FORMS.len(), time_form in 0..TIME_FORMS.len(), zone_form in 0..ZONE_FORMS.len(),
            has_time in proptest::bool::ANY, tail in "( Kyiv|, Kyiv|: Kyiv|\n2025)?",
        ) {
            let Ok(day) = jiff::civil::Date::new(day.0, day.1, day.2) else { return Ok(()) };
            let mut expected = Reading {
                at: day.at(0, 0, 0, 0), precision: Precision::Day, offset_minutes: None, time_unreadable: false,
            };
            let mut text = day.strftime(DAY_FORMS[day_form]).to_string();
            if has_time {
                let (zone, offset_minutes) = ZONE_FORMS[zone_form];
                expected.at = day.at(hour, minute, 0, 0);
                expected.precision = Precision::Minute;
                expected.offset_minutes = offset_minutes;
                text.push_str(&expected.at.strftime(&format!(" {}{zone}", TIME_FORMS[time_form])).to_string());
            }
            prop_assert_eq!(read_date(&text), Some(expected.clone()), "{}", text);
            prop_assert_eq!(read_date(&format!("  {text} \n")), Some(expected.clone()), "{}", text);
            let length = text.len();
            text.push_str(&tail);
            prop_assert_eq!(read_date_prefix(&text), Some((expected, length)), "{}", text);
        }

        #[test]
        fn months_and_years_read_back(year in 1500i16..=2200, month in 1i8..=12) {
            let first = date(year, month, 1);
            for form in ["%Y-%m", "%B %Y", "%b. %Y", "%b-%Y", "%Y年%-m月"] {
                let reading = read_date(&first.strftime(form).to_string()).unwrap();
                prop_assert_eq!((reading.at.date(), reading.precision), (first, Precision::Month));
            }
            let reading = read_date(&year.to_string()).unwrap();
            prop_assert_eq!((reading.at.date(), reading.precision), (date(year, 1, 1), Precision::Year));
        }
    }
}
