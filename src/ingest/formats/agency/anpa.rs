//! ANPA 1312, the text wire of American agencies since 1979: the AP above all.
//!
//! ```text
//! SYN SYN SOH W2870 US asian                    number, selector
//! r a DC3 DC1 BC-US--Mill     11-13 1049        priority, category, slug, day, words
//! STX ^BC-US--Mill Hires,466<                   slug
//! ^Mill hires forty <                           headline; `^` begins a line, `<` and `=` end it
//! ^AP Photo XNP101<
//! ^Eds: With AP Photos.<
//! ^By JANE DOE=
//! ^Associated Press=
//!     MARROWBY, England (AP) _ The mill …       the text: paragraphs are indented
//!     ETX AP-WF-11-13-13 1509GMT<               when it was filed
//! EOT
//! ```
//!
//! The numbers of messages begin anew each day, so they are no ids.

use super::super::super::detect::Likeness;
use super::super::super::error::{RecordFault, SourceError};
use super::super::super::source::{EmitRecord, Input, ReadOptions};
use super::document::Outcome;
use super::fields::{add_date, add_reporters, clean_line, keep, set, set_headline};
use super::wire::{Message, header_in, lines_of, pairs_of_digits, read_messages, year_of};
use crate::article::Article;

pub(in super::super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    // DC1 to DC4 tell typesetters which machine is meant; IPTC 7901 has none.
    let is_for_typesetters = |header: &[u8]| header.iter().any(|byte| (0x11..=0x14).contains(byte));
    Likeness::certain_if(header_in(head).is_some_and(is_for_typesetters))
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    // The wire has seven bits; what has more came later, from a program of the West.
    input.decoder.declare(Some(encoding_rs::WINDOWS_1252));
    read_messages(input, options, emit, article_of)
}

/// The letters of the categories, as the AP and the wires that follow it use them.
const CATEGORIES: &[(&str, &str)] = &[
    ("a", "domestic"),
    ("b", "special events"),
    ("c", "features"),
    ("d", "food"),
    ("e", "entertainment"),
    ("f", "business"),
    ("i", "international"),
    ("k", "commentary"),
    ("l", "lifestyle"),
    ("n", "state and regional"),
    ("o", "weather"),
    ("p", "politics"),
    ("q", "sports results"),
    ("s", "sports"),
    ("t", "travel"),
    ("v", "advisory"),
    ("w", "Washington"),
];

fn article_of(message: &Message<'_>) -> Outcome {
    let mut article = Article::default();
    read_header(&mut article, message.header);
    let (agency, filed) = filed(message.trailer);
    add_date(&mut article, filed.as_deref());
    keep(&mut article, "filed", Some(message.trailer).filter(|_| filed.is_none()));
    read_text(&mut article, message.text);
    set(&mut article.agency, agency);
    set(&mut article.source, agency);
    match article.body.is_empty() && article.headline.is_none() {
        true => Err(RecordFault::NotAnArticle {
            what: "a message with neither headline nor text".to_owned(),
        }),
        false => Ok(article),
    }
}

fn read_header(article: &mut Article, header: &str) {
    let lines = lines_of(header);
    let mut lines = lines.iter().filter_map(|line| clean_line(line));
    keep(article, "transmission", lines.next().as_deref());
    let Some(second) = lines.next() else {
        return;
    };
    let mut words = second.split(' ');
    keep(article, "priority", words.next());
    let category = words.next().unwrap_or_default().to_lowercase();
    let name = CATEGORIES.iter().find(|(letter, _)| *letter == category);
    match name {
        Some((_, name)) => set(&mut article.section, Some(name)),
        None => keep(article, "category", Some(&category)),
    }
}

/// What a line of the text is by its marks.
enum Line<'a> {
    /// Between `^` and `<`.
    Head(&'a str),
    /// Between `^` and `=`.
    Centred(&'a str),
    /// The first line of a paragraph.
    Paragraph(&'a str),
    /// It goes on.
    More(&'a str),
    Blank,
}

fn line_in(line: &str) -> Line<'_> {
    let is_indented = line.starts_with(' ');
    let text = line.trim();
    let Some(text) = text.strip_prefix('^') else {
        return match (text.trim_end_matches(['<', '=']).trim(), is_indented) {
            ("", _) => Line::Blank,
            (text, true) => Line::Paragraph(text),
            (text, false) => Line::More(text),
        };
    };
    let inside = text.trim_end_matches(['<', '=', ' ']).trim_matches(['^', ' ']);
    match text.chars().next_back() {
        _ if inside.is_empty() => Line::Blank,
        Some('<') => Line::Head(inside),
        Some('=') => Line::Centred(inside),
        _ => Line::Paragraph(inside),
    }
}

fn read_text(article: &mut Article, text: &str) {
    let mut body = String::new();
    let mut centred: Vec<String> = Vec::new();
    let lines = lines_of(text);
    let mut slug_is_read = false;
    let mut after_byline = false;
    let mut after_blank = false;
    for line in &lines {
        let is_after_byline = std::mem::take(&mut after_byline);
        let is_after_blank = std::mem::take(&mut after_blank);
        match line_in(line) {
            Line::Blank => after_blank = true,
            Line::Head(head) if body.is_empty() && !slug_is_read => {
                slug_is_read = true;
                // What stands before it tells machines where to sort it.
                let slug = head.rsplit('^').next();
                keep(article, "slug", slug);
            }
            Line::Head(head) if body.is_empty() => read_head_line(article, head),
            Line::Centred(byline) if body.is_empty() && byline.starts_with("By ") => {
                add_reporters(article, byline);
                after_byline = true;
            }
            Line::Centred(title) if is_after_byline => keep(article, "byline title", Some(title)),
            Line::Centred(text) => {
                if body.is_empty() {
                    centred.push(text.to_owned());
                }
                add_paragraph(&mut body, text, "\n\n");
            }
            Line::Head(text) | Line::Paragraph(text) => add_paragraph(&mut body, text, "\n\n"),
            Line::More(text) => add_paragraph(&mut body, text, if is_after_blank { "\n\n" } else { "\n" }),
        }
    }
    // A table has a title in the middle of the line where others have a headline.
    if article.headline.is_none()
        && let Some(title) = centred.first()
    {
        set_headline(article, Some(title));
        body = body
            .strip_prefix(title.as_str())
            .unwrap_or(&body)
            .trim_start()
            .to_owned();
    }
    article.body = body;
}

fn add_paragraph(body: &mut String, text: &str, between: &str) {
    if !body.is_empty() {
        body.push_str(between);
    }
    body.push_str(text);
}

fn read_head_line(article: &mut Article, line: &str) {
    let begins = |starts: &[&str]| {
        starts
            .iter()
            .any(|start| line.trim_start_matches('(').starts_with(start))
    };
    match line {
        _ if begins(&["Eds:", "EDS:", "Editors:", "EDITOR'S NOTE", "Editor's note"]) => {
            keep(article, "note", Some(line))
        }
        _ if begins(&[
            "AP Photo",
            "AP Graphic",
            "AP Video",
            "Photo",
            "Graphic",
            "With AP Photo",
        ]) =>
        {
            keep(article, "photos", Some(line));
        }
        _ if article.headline.is_none() => set_headline(article, Some(line)),
        _ => keep(article, "summary", Some(line)),
    }
}

/// The agency and the time in `AP-WF-11-13-13 1509GMT<`.
fn filed(trailer: &str) -> (Option<&str>, Option<String>) {
    let trailer = trailer.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control() || letter == '<');
    let mut parts = trailer.split('-');
    let agency = parts
        .next()
        .filter(|agency| !agency.is_empty() && agency.bytes().all(|byte| byte.is_ascii_uppercase()));
    let rest: Vec<&str> = parts.collect();
    let date = match rest.as_slice() {
        [.., month, day, year_and_time] => date_in(month, day, year_and_time),
        _ => None,
    };
    (agency, date)
}

fn date_in(month: &str, day: &str, year_and_time: &str) -> Option<String> {
    let (year, time) = year_and_time.split_once(' ').unwrap_or((year_and_time, ""));
    let number = |digits: &str| pairs_of_digits(&format!("{digits:0>2}"))?.first().copied();
    let (year, month, day) = (year_of(number(year)?), number(month)?, number(day)?);
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    let (clock, zone) = time.trim().split_at_checked(4).unwrap_or_default();
    let clock = match pairs_of_digits(clock).as_deref() {
        Some([hour, minute]) if *hour < 24 && *minute < 60 => format!("T{hour:02}:{minute:02}"),
        _ => return Some(date.to_string()),
    };
    let offset = match zone.trim_end_matches('<').trim() {
        "GMT" => "Z",
        "EST" | "CDT" => "-05:00",
        "EDT" => "-04:00",
        _ => "",
    };
    let offset = if zone.starts_with("CDT") { "-05:00" } else { offset };
    Some(format!("{date}{clock}{offset}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::super::tests::{check_format, check_format_limited};
    use super::*;

    const MESSAGE: &str = "\u{16}\u{16}\u{1}W2870\u{1f}asian\r\nr i\u{13}\u{11} BC-EU--Mill     11-13 1049\r\n\
        \u{2}^BC-EU--Mill Hires,466<\r\n^Mill hires forty <\r\n^AP Photo XNP101<\r\n^Eds: With AP Photos.<\r\n\
        ^By JANE DOE and JOHN ROE=\r\n^Associated Press=\r\n\
        \t   MARROWBY, England (AP) _ The mill hires.\r\n\t   ``Good,'' said Lee. \r\n \r\n\t   ___\r\n\r\n\
        \t   \u{3}AP-WF-11-13-13 1509GMT<\r\n\r\n\u{c}\r\n\u{4}";

    #[test]
    fn messages_are_articles() {
        let table = "\u{1}s0284\u{1f}-----\r\nr s\u{14}\u{12} BC-Table     08-18 \r\n\u{2}^BC--Table<\r\n^Wild Card Glance=\r\n\
            ^All Times EDT=\r\n\u{8}Tampa\u{10} Bay\u{1f}\u{1e} 73\r\n\u{8}Cleveland\u{1f}\u{1e} 71\r\n\u{3}AP-WF-08-18-19 2017GMT<";
        check_format(
            "anpa",
            format!("{MESSAGE}\r\n{table}").as_bytes(),
            "1 [Mill hires forty] MARROWBY, England (AP) _ The mill hires.¶¶``Good,'' said Lee.¶¶___ (2013-11-13T15:09Z) \
             by JANE DOE | JOHN ROE @AP {\"transmission\":\"W2870 asian\",\"priority\":\"r\",\"slug\":\"BC-EU--Mill Hires,466\",\
             \"photos\":\"AP Photo XNP101\",\"note\":\"Eds: With AP Photos.\",\"byline title\":\"Associated Press\"}\n\
             2 [Wild Card Glance] All Times EDT¶Tampa  Bay  73¶Cleveland  71 (2019-08-18T20:17Z) @AP \
             {\"transmission\":\"s0284 -----\",\"priority\":\"r\",\"slug\":\"BC--Table\"}",
        );
    }

    #[test]
    fn messages_without_text_and_too_long_ones_are_refused() {
        check_format_limited(
            "anpa",
            format!("\u{1}{}\u{1}x\u{2}y", "x".repeat(2000)).as_bytes(),
            1024,
            "1 ! message is longer than 1 KiB; it was skipped\n2 y {\"transmission\":\"x\"}",
        );
        check_format(
            "anpa",
            b"\x01transmission\x02\x03",
            "1 ! expected an article, found a message with neither headline nor text",
        );
        check_format(
            "anpa",
            b"words",
            "1 ! expected an article, found a message without the mark at which its text begins (STX)",
        );
    }

    #[test]
    fn the_time_of_filing_is_read_with_its_zone() {
        assert_eq!(
            filed("AP-NR-02-12-88 2344EST<").1.as_deref(),
            Some("1988-02-12T23:44-05:00")
        );
        assert_eq!(
            filed("AP-NY-4-05-99 1510CDT").1.as_deref(),
            Some("1999-04-05T15:10-05:00")
        );
        assert_eq!(filed("AP-NY-13-45-99").1, None);
    }

    proptest! {
        #[test]
        fn any_message_is_read(text in "[\\x01-\\x05\\x11\\x14^<=\n A-C0-9é-]{0,60}") {
            let trailer = text.as_str();
            let _ = article_of(&Message { header: &text, text: &text, trailer });
        }
    }
}
