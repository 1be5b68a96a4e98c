//! The date that stands on a line of its own before a text, as press releases and saved web pages
//! have it: `April 29, 2022`, `FOR IMMEDIATE RELEASE: Friday, April 29, 2022`, `Posted on 29.4.2022`.
//!
//! A date inside a sentence is what the sentence is about: a birthday, a hearing next week. Of 26,745
//! press releases that state their date, 1,900 have a day on a line of its own among their first
//! lines, and nine in ten of them are the day of publication; of the days inside sentences it is two
//! in ten, and of those with their weekday four in ten. So only whole lines are read.

use super::sources::dated;
use crate::article::{DateOrder, DateOrigin, Precision, Published, read_date_in};

/// Lines that are looked at. A release has its address, its contact and the word "release" first.
const LINES: usize = 6;

/// Bytes that are looked at.
const HEAD_BYTES: usize = 1_000;

/// A longer line is a sentence.
const MAX_LINE_BYTES: usize = 90;

/// What may stand before the date on its line, in small letters, without the colon.
const LABELS: &[&str] = &[
    // English.
    "published",
    "published on",
    "published at",
    "posted",
    "posted on",
    "posted at",
    "released",
    "release date",
    "for immediate release",
    "immediate release",
    "for release",
    "press release",
    "news release",
    "dated",
    "issued",
    "first published",
    "publication date",
    // German, French, Spanish, Italian, Portuguese, Dutch, Russian.
    "veröffentlicht",
    "veröffentlicht am",
    "erschienen am",
    "pressemitteilung",
    "stand",
    "publié le",
    "publie le",
    "mis en ligne le",
    "communiqué de presse",
    "publicado",
    "publicado el",
    "publicado em",
    "publicada em",
    "pubblicato",
    "pubblicato il",
    "gepubliceerd",
    "gepubliceerd op",
    "geplaatst op",
    "опубликовано",
    "дата публикации",
];

/// Returns the day on a line of its own among the first lines of a body.
pub(super) fn date_of(body: &str, order: Option<DateOrder>) -> Option<Published> {
    let head = super::super::head_of(body, HEAD_BYTES);
    let lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(LINES).find_map(|line| date_of_line(line, order))
}

fn date_of_line(line: &str, order: Option<DateOrder>) -> Option<Published> {
    if line.len() > MAX_LINE_BYTES {
        return None;
    }
    let raw = without_label(line);
    let reading = read_date_in(raw, order)?;
    // Eight digits alone are a number, and a time before a day is that of an event.
    let is_day = reading.precision >= Precision::Day;
    let is_printed = raw.contains(|letter: char| !letter.is_ascii_digit());
    (is_day && is_printed).then(|| dated(reading, DateOrigin::Lead, raw))
}

/// The line behind `Posted on` or `FOR IMMEDIATE RELEASE:`, without brackets.
fn without_label(line: &str) -> &str {
    let line = match (line.strip_prefix('('), line.strip_suffix(')')) {
        (Some(_), Some(_)) => line[1..line.len() - 1].trim(),
        _ => line,
    };
    let is_label_end = |(at, letter): &(usize, char)| {
        let before = line[..*at].trim_end_matches(|letter: char| letter.is_whitespace() || ":–—-,|".contains(letter));
        let is_place = !letter.is_alphabetic() || line[..*at].ends_with(char::is_whitespace);
        is_place && LABELS.contains(&before.to_lowercase().as_str())
    };
    // The longest label: `published on` before `published`.
    match line.char_indices().rev().find(is_label_end) {
        Some((at, _)) => {
            line[at..].trim_start_matches(|letter: char| letter.is_whitespace() || ":–—-,|".contains(letter))
        }
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: Option<&str>) {
        let found = date_of(body, None).map(|date| date.to_iso());
        assert_eq!(found.as_deref(), expected, "{body}");
    }

    #[test]
    fn a_day_on_a_line_of_its_own_is_read() {
        check("April 29, 2022\n\nThe mayor spoke.", Some("2022-04-29"));
        check(
            "Town Hall\n\nFriday, 29 April 2022\nThe mayor spoke.",
            Some("2022-04-29"),
        );
        check("(29.4.2022)\nThe mayor spoke.", Some("2022-04-29"));
        check("29 avril 2022\n\nLe maire a parlé.", Some("2022-04-29"));
        check("29 апреля 2022 г.\n\nМэр выступил.", Some("2022-04-29"));
        check(
            "JANUARY 21, 2022 12:34 AM\n\nThe mayor spoke.",
            Some("2022-01-21T00:34"),
        );
    }

    #[test]
    fn a_label_may_stand_before_it() {
        check("FOR IMMEDIATE RELEASE: April 29, 2022\n\nText", Some("2022-04-29"));
        check("FOR IMMEDIATE RELEASE - April 29, 2022\n\nText", Some("2022-04-29"));
        check("Posted on 29.04.2022\n\nText", Some("2022-04-29"));
        check("Published: 2022-04-29\n\nText", Some("2022-04-29"));
        check("Publié le 29 avril 2022\n\nTexte", Some("2022-04-29"));
        check("Veröffentlicht am 29. April 2022\n\nText", Some("2022-04-29"));
    }

    #[test]
    fn a_day_inside_a_sentence_is_what_the_sentence_is_about() {
        check("She was born on 6 June 1944 in Caen.", None);
        check("On Friday, April 29, 2022, the mayor will speak.", None);
        check("April 29, 2022 was a cold day.", None);
        check("When: Friday, April 29, 2022\nWhere: Town Hall", None);
        check("Deadline: April 29, 2022", None);
    }

    #[test]
    fn what_has_two_readings_or_is_no_day_is_not_read() {
        check("04/05/2022\n\nText", None);
        check("13/05/2022\n\nText", Some("2022-05-13"));
        let found = date_of("04/05/2022\n\nText", Some(DateOrder::MonthFirst)).map(|date| date.to_iso());
        assert_eq!(found.as_deref(), Some("2022-04-05"));
        check("April 2022\n\nText", None);
        check("20220429\n\nText", None);
    }

    #[test]
    fn only_the_first_lines_are_read() {
        check(&format!("{}April 29, 2022\n", "Line of text.\n".repeat(LINES)), None);
    }
}
