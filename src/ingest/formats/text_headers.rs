//! Header lines before a plain text: `Date: 2025-04-25`, `Title: …`, `date 2025-04-25`.
//!
//! A header line is a name that [`KeyMap`] knows, a colon and a value. The block ends at a blank
//! line or at the first line of another shape. Lines whose name is unknown belong to it only in
//! the company of known ones: text too has lines such as `Correction: …`.

use std::borrow::Cow;

use serde_json::Value;

use super::super::keys::{Field, KeyMap, normalised};
use crate::article::{Precision, read_date, read_date_prefix};

/// The header lines of a text, and the text without them.
#[derive(Debug, PartialEq)]
pub(super) struct Headers<'text> {
    /// Names and values, in their order.
    pub fields: Vec<(String, Value)>,
    /// The text behind them.
    pub text: Cow<'text, str>,
}

/// Names under which the text itself may begin on a header line.
const TEXT_NAMES: &[&str] = &["text", "body", "content"];

/// A name of more words than this is a sentence that happens to hold a colon.
const MAX_NAME_WORDS: usize = 3;
const MAX_NAME_BYTES: usize = 40;

/// A longer value that is no date shows that its line is no date line.
const MAX_UNREADABLE_DATE_BYTES: usize = 40;

/// A line of the block.
struct HeaderLine<'text> {
    name: &'text str,
    value: &'text str,
    field: Option<Field>,
    /// The whole line.
    line: &'text str,
    /// Where the line after it begins.
    end: usize,
}

/// What ends the block.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    /// A blank line, or the end of the text.
    Blank,
    /// A line of the text, from its beginning on.
    Text,
    /// Text on the last header line itself, from this offset on.
    SameLine(usize),
}

/// Reads the header lines. Line ends are `\n`.
pub(super) fn read_headers<'text>(text: &'text str, keys: &KeyMap) -> Headers<'text> {
    let (mut lines, ending) = block(text, keys);
    if ending == Ending::Text {
        // What follows the last known line without a blank line may be text as well.
        let known = lines
            .iter()
            .rposition(|line| line.field.is_some())
            .map_or(0, |last| last + 1);
        lines.truncate(known);
    }
    let first_known = lines.iter().position(|line| line.field.is_some());
    let (Some(first_known), Some(last)) = (first_known, lines.last()) else {
        return Headers {
            fields: Vec::new(),
            text: Cow::Borrowed(text),
        };
    };
    let rest = match ending {
        Ending::SameLine(start) => &text[start..],
        Ending::Blank | Ending::Text => &text[last.end..],
    };
    let has_headline = lines.iter().any(|line| line.field == Some(Field::Headline));
    // `Exclusive: minister resigns` above the header lines is a headline, not a header.
    let text_lines = if has_headline { 0 } else { first_known };
    let fields = lines.iter().skip(text_lines);
    let fields = fields
        .map(|line| (line.name.to_owned(), Value::from(line.value)))
        .collect();
    let above: Vec<&str> = lines.iter().take(text_lines).map(|line| line.line).collect();
    let text = match above.is_empty() {
        true => Cow::Borrowed(rest),
        false => Cow::Owned(format!("{}\n\n{rest}", above.join("\n"))),
    };
    Headers { fields, text }
}

/// The lines at the beginning that have the shape of header lines.
fn block<'text>(text: &'text str, keys: &KeyMap) -> (Vec<HeaderLine<'text>>, Ending) {
    let mut lines: Vec<HeaderLine> = Vec::new();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        if line.trim().is_empty() {
            match lines.is_empty() {
                true => continue,
                false => return (lines, Ending::Blank),
            }
        }
        let Some((name, value)) = name_and_value(line) else {
            match dated_line(line) {
                Some((raw, rest)) => {
                    lines.push(HeaderLine {
                        name: "date",
                        value: raw,
                        field: Some(Field::Date),
                        line,
                        end,
                    });
                    match rest.is_empty() {
                        true => continue,
                        false => return (lines, Ending::SameLine(offset_of(text, rest))),
                    }
                }
                None => return (lines, Ending::Text),
            }
        };
        let field = keys.look_up(name).map(|(field, _)| field);
        match field {
            Some(Field::Body) if !lines.is_empty() && TEXT_NAMES.contains(&normalised(name).as_str()) => {
                return (lines, Ending::SameLine(offset_of(text, value)));
            }
            Some(Field::Body) => lines.push(HeaderLine {
                name,
                value,
                field: None,
                line,
                end,
            }),
            Some(Field::Date) if read_date(value).is_none() => match date_and_text(value) {
                Some((raw, rest)) => {
                    lines.push(HeaderLine {
                        name,
                        value: raw,
                        field,
                        line,
                        end,
                    });
                    return (lines, Ending::SameLine(offset_of(text, rest)));
                }
                None if value.len() > MAX_UNREADABLE_DATE_BYTES => return (lines, Ending::Text),
                None => lines.push(HeaderLine {
                    name,
                    value,
                    field,
                    line,
                    end,
                }),
            },
            field => lines.push(HeaderLine {
                name,
                value,
                field,
                line,
                end,
            }),
        }
    }
    (lines, Ending::Blank)
}

/// Where a part of a text begins in it.
fn offset_of(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

/// The name and the value of a line such as `Title: A ferry sails`.
fn name_and_value(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim().split_once(':')?;
    let is_value = value.is_empty() || value.starts_with([' ', '\t']);
    let is_name = name.len() <= MAX_NAME_BYTES
        && name.starts_with(char::is_alphabetic)
        && name
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
        && name.split_whitespace().count() <= MAX_NAME_WORDS;
    (is_name && is_value).then(|| (name, value.trim()))
}

/// The date of a line such as `date 2025-04-25`, which has no colon, and what follows it.
fn dated_line(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let (name, value) = line.split_at_checked("date".len())?;
    let is_date_line = name.eq_ignore_ascii_case("date") && value.starts_with([' ', '\t']);
    let value = value.trim_start();
    match is_date_line {
        true if read_date(value).is_some() => Some((value, &value[value.len()..])),
        true => date_and_text(value),
        false => None,
    }
}

/// A day at the head of a value, and the running text behind it. A year or a month alone may be
/// a part of the text.
fn date_and_text(value: &str) -> Option<(&str, &str)> {
    let (reading, length) = read_date_prefix(value)?;
    let (raw, rest) = value.split_at_checked(length)?;
    let (raw, rest) = (raw.trim_end(), rest.trim_start());
    let is_apart = value[length..].starts_with(|letter: char| !letter.is_alphanumeric());
    (reading.precision >= Precision::Day && is_apart && !rest.is_empty()).then_some((raw, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, names: &[&str], rest: &str) {
        let headers = read_headers(text, &KeyMap::default());
        let found: Vec<&str> = headers.fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((found.as_slice(), headers.text.as_ref()), (names, rest));
    }

    #[test]
    fn the_block_ends_at_a_blank_line_or_at_the_text() {
        check(
            "Title: A\nSource: B\n\nPlace: text.",
            &["Title", "Source"],
            "\nPlace: text.",
        );
        check("Title: A\nThe text.", &["Title"], "The text.");
        check("\n\nTitle: A", &["Title"], "");
    }

    #[test]
    fn unknown_names_count_only_among_known_ones() {
        check("Title: A\nEdition: late\n\nText", &["Title", "Edition"], "\nText");
        check(
            "Title: A\nEdition: late\nDate: 2025-04-25\nText",
            &["Title", "Edition", "Date"],
            "Text",
        );
        check("Title: A\nWarning: storms.\nText", &["Title"], "Warning: storms.\nText");
        check("Warning: storms.\n\nText", &[], "Warning: storms.\n\nText");
        check("Edition: late\nTitle: A\n\nText", &["Edition", "Title"], "\nText");
    }

    #[test]
    fn an_unknown_name_above_the_known_ones_is_the_headline() {
        check(
            "Exclusive: minister resigns\nBy: Jane Doe\n\nText",
            &["By"],
            "Exclusive: minister resigns\n\n\n\nText",
        );
    }

    #[test]
    fn the_text_may_begin_on_a_header_line() {
        check("Title: A\nText: It began\nhere.", &["Title"], "It began\nhere.");
        check("Text: It began\nhere.", &[], "Text: It began\nhere.");
    }

    #[test]
    fn sentences_and_addresses_are_no_headers() {
        check(
            "He said: no.\nhttps://example.org",
            &[],
            "He said: no.\nhttps://example.org",
        );
        check(
            "The source of it all: the river",
            &[],
            "The source of it all: the river",
        );
        check("Source:the river", &[], "Source:the river");
    }
}
