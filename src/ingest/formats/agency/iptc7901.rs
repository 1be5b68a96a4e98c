//! IPTC 7901, the text wire of European agencies: dpa, AFP, PA and others.
//!
//! ```text
//! SOH eca062 4 i 211 ccccb   dpa 061       source and number, priority, category, words, agency
//! Germany-politics/                        slug
//! STX 1ST LEAD                             what kind of a version it is
//! Coalition talks could fail               headline; ` =` ends it
//! By Jane Doe, dpa =
//!
//!    Berlin (dpa) - Negotiations …         the text
//! # Notebook                               what is not for publication
//! ETX 131137 GMT Nov 13                    day, hour, minute, month, year
//! EOT
//! ```
//!
//! The numbers of messages begin anew each day, so they are no ids.

use super::super::super::clean::clean;
use super::super::super::detect::Likeness;
use super::super::super::error::{RecordFault, SourceError};
use super::super::super::source::{EmitRecord, Input, ReadOptions};
use super::document::Outcome;
use super::fields::{add_date, add_reporters, clean_line, keep, keep_list, set, set_headline};
use super::wire::{Message, header_in, lines_of, pairs_of_digits, read_messages, year_of};
use crate::article::Article;

pub(in super::super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    let is_numbered = |header: &[u8]| {
        let first = header
            .split(|byte| byte.is_ascii_whitespace())
            .next()
            .unwrap_or_default();
        let is_code = first.iter().all(u8::is_ascii_alphanumeric) && first.first().is_some_and(u8::is_ascii_alphabetic);
        is_code && first.last().is_some_and(u8::is_ascii_digit)
    };
    Likeness::certain_if(header_in(head).is_some_and(is_numbered))
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    read_messages(input, options, emit, article_of)
}

fn article_of(message: &Message<'_>) -> Outcome {
    let mut article = Article::default();
    read_header(&mut article, message.header);
    let filed = filed(message.trailer);
    add_date(&mut article, filed.as_deref());
    keep(&mut article, "filed", Some(message.trailer).filter(|_| filed.is_none()));
    let lines = lines_of(message.text);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let body = read_headlines(&mut article, &lines);
    let (body, notebook) = body.split_at(start_of_notebook(body));
    keep(&mut article, "notebook", clean_line(&notebook.join("\n")).as_deref());
    let body = without_sign_off(body, &mut article);
    article.body = clean(&joined(body));
    match article.body.is_empty() && article.headline.is_none() {
        true => Err(RecordFault::NotAnArticle {
            what: "a message with neither headline nor text".to_owned(),
        }),
        false => Ok(article),
    }
}

/// The lines of a text. A paragraph behind a blank line needs no indentation.
fn joined(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut is_after_blank = true;
    for line in lines {
        text.push_str(if is_after_blank { line.trim_start() } else { line });
        text.push('\n');
        is_after_blank = line.trim().is_empty();
    }
    text
}

fn read_header(article: &mut Article, header: &str) {
    let lines = lines_of(header);
    let mut lines = lines.iter().filter_map(|line| clean_line(line));
    let first = lines.next().unwrap_or_default();
    let words: Vec<&str> = first.split(' ').collect();
    keep(article, "transmission", words.first().copied());
    keep(article, "priority", words.get(1).copied());
    keep(article, "category", words.get(2).copied());
    // The agency stands before its own number, at the end.
    if let [.., agency, number] = words.as_slice()
        && words.len() > 5
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        set(&mut article.agency, Some(agency));
        set(&mut article.source, Some(agency));
    }
    keep(article, "slug", lines.next().as_deref());
}

/// A headline is not longer than this.
const MAX_HEAD_LINES: usize = 8;

/// Reads the lines up to the one that ends with `=`, and returns those behind it.
fn read_headlines<'a>(article: &mut Article, lines: &'a [&'a str]) -> &'a [&'a str] {
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let (_, lines) = lines.split_at(first);
    let ends = |line: &&str| line.trim_end().ends_with('=');
    let Some(end) = lines.iter().take(MAX_HEAD_LINES).position(ends) else {
        return lines;
    };
    let (head, body) = lines.split_at(end + 1);
    let mut headline: Vec<&str> = Vec::new();
    let mut marks: Vec<String> = Vec::new();
    for line in head {
        let line = line.trim_matches(['=', ' ']);
        if line.starts_with("By ") && !headline.is_empty() {
            add_reporters(article, line);
        } else if headline.is_empty() && is_mark_of_version(line) {
            marks.push(line.to_owned());
        } else if !line.is_empty() {
            headline.push(line);
        }
    }
    match headline.is_empty() {
        true => set_headline(article, marks.pop().as_deref()),
        false => set_headline(article, Some(&headline.join(" "))),
    }
    keep_list(article, "version", marks);
    body
}

/// `1ST LEAD`, `EXTRA`, `REFILE`, `(Achtung)`: a headline has small letters, and more words.
fn is_mark_of_version(line: &str) -> bool {
    let is_in_brackets = line.starts_with('(') && line.ends_with(')');
    let in_capitals = line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase);
    is_in_brackets || (in_capitals && line.split_whitespace().count() <= 3)
}

/// Where the part begins that is for newsrooms only.
fn start_of_notebook(lines: &[&str]) -> usize {
    let begins = |line: &&str| {
        let line = line.trim().to_lowercase();
        let heading = line.strip_prefix('#').map(str::trim_start);
        heading.is_some_and(|heading| heading.ends_with("notebook") || heading.ends_with("notizblock"))
            || line.starts_with("the following information is not")
            || line.starts_with("die folgenden informationen sind nicht")
    };
    let start = lines.iter().position(begins).unwrap_or(lines.len());
    // Stars stand above it.
    let before = lines.get(..start).unwrap_or_default();
    let is_rule = |line: &&&str| line.trim_matches(['*', ' ']).is_empty();
    match start < lines.len() {
        true => start - before.iter().rev().take_while(is_rule).count(),
        false => start,
    }
}

/// Takes off the last line if it holds the initials of who wrote and edited: `dpa wsz jln npr`.
fn without_sign_off<'a>(lines: &'a [&'a str], article: &mut Article) -> &'a [&'a str] {
    let Some(last) = lines.iter().rposition(|line| !line.trim().is_empty()) else {
        return lines;
    };
    let (before, end) = lines.split_at(last);
    let line = end.first().copied().unwrap_or_default().trim();
    let agency = article
        .agency
        .as_deref()
        .map(|agency| agency.split('-').next().unwrap_or(agency));
    let is_initials = |word: &str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_sign_off = line.split(' ').next() == agency && line.split(' ').all(is_initials);
    match is_sign_off && !line.is_empty() {
        true => {
            keep(article, "sign-off", Some(line));
            before
        }
        false => lines,
    }
}

/// The time in `131137 GMT Nov 13`, as a date is printed: `13 Nov 2013 11:37 GMT`.
fn filed(trailer: &str) -> Option<String> {
    let trailer = clean_line(trailer)?;
    let words: Vec<&str> = trailer.split(' ').collect();
    let (digits, zone, month, year) = match words.as_slice() {
        [digits, month, year, ..] if year.len() == 2 => (*digits, "", *month, *year),
        [digits, zone, month, year, ..] => (*digits, *zone, *month, *year),
        _ => return None,
    };
    let pairs = pairs_of_digits(digits)?;
    let [day, hour, minute] = pairs.as_slice() else {
        return None;
    };
    let year = match year.len() {
        2 => year_of(*pairs_of_digits(year)?.first()?),
        _ => year.parse().ok()?,
    };
    let time = format!("{day} {month} {year} {hour:02}:{minute:02} {zone}");
    Some(time.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::super::tests::check_format;
    use super::*;
    use crate::article::read_date;

    #[track_caller]
    fn check(message: &str, expected: &str) {
        check_format("iptc7901", message.as_bytes(), expected);
    }

    #[test]
    fn a_message_is_an_article() {
        check(
            "\u{1}eca062 4 i 211 ccccb   dpa 061\r\n\nKent-mills/\r\n\u{2}REFILE\r\n1ST LEAD\r\nMill hires forty in\r\nMarrowby\r\n\
             By Jane Doe, dpa =\r\n\n   Marrowby (dpa) - The mill\r\nhires.\r\n\n   \"Good,\" said Lee.\r\n\n* * * *\r\n\
             The following information is not for publication\r\n\n## Contacts\r\n- Reporting by: Jane Doe\r\n\ndpa wsz jln\r\n\r\n\
             \u{3}131137 GMT Nov 13 \r\n\u{7f}\r\n\u{7f}\u{4}\
             \u{1}eca0124 3 i 93  dpa 1888\r\nYemen/\r\n\u{2}Fair opens =\r\n\nOne.\r\n\ndpa grj rmo\r\n\u{3}071341 Okt 15\r\n",
            "1 [Mill hires forty in Marrowby] Marrowby (dpa) - The mill¶hires.¶¶\"Good,\" said Lee. (13 Nov 2013 11:37 GMT) \
             by Jane Doe @dpa {\"transmission\":\"eca062\",\"priority\":\"4\",\"category\":\"i\",\"slug\":\"Kent-mills/\",\
             \"byline\":\"By Jane Doe, dpa\",\"version\":[\"REFILE\",\"1ST LEAD\"],\"notebook\":\"* * * * The following \
             information is not for publication ## Contacts - Reporting by: Jane Doe dpa wsz jln\"}\n\
             2 [Fair opens] One. (7 Okt 2015 13:41) @dpa {\"transmission\":\"eca0124\",\"priority\":\"3\",\"category\":\"i\",\
             \"slug\":\"Yemen/\",\"sign-off\":\"dpa grj rmo\"}",
        );
    }

    #[test]
    fn a_text_without_a_marked_headline_is_all_text() {
        check(
            "\u{1}abc0001 4 i 9\r\n\u{2}One.\r\nTwo.\u{3}",
            "1 One.¶Two. {\"transmission\":\"abc0001\",\"priority\":\"4\",\"category\":\"i\"}",
        );
        check(
            "\u{1}abc0001 4 i 9\r\n\u{2}(Achtung)\r\nImpressum =\r\n\u{3}soon",
            "1 [Impressum]  {\"transmission\":\"abc0001\",\"priority\":\"4\",\"category\":\"i\",\"filed\":\"soon\",\
             \"version\":[\"(Achtung)\"]}",
        );
    }

    #[test]
    fn the_time_of_filing_is_a_date() {
        for (trailer, expected) in [
            ("131137 GMT Nov 13", "13 Nov 2013 11:37 GMT"),
            ("211259 Nov 18", "21 Nov 2018 12:59"),
            ("071341 GMT Okt 15", "7 Okt 2015 13:41 GMT"),
        ] {
            let filed = filed(trailer);
            assert_eq!(filed.as_deref(), Some(expected));
            assert!(filed.as_deref().and_then(read_date).is_some(), "{expected}");
        }
        assert_eq!(filed("soon"), None);
    }

    proptest! {
        #[test]
        fn any_message_is_read(text in "[\\x01-\\x05#*=\n A-Ca-c0-9é]{0,60}") {
            let _ = article_of(&Message { header: &text, text: &text, trailer: &text });
        }
    }
}
