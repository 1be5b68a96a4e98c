//! Plain text: one article, or as many as a line between them makes. Header lines, then a headline if there is one, then the text.
//!
//! ```text
//! Date: 2025-04-25            header lines, see `text_headers`
//! Source: The Courier
//!
//! Envoy meets Putin           a line without a full stop, and a blank one below: the headline
//! By Jane Doe                 short, directly below the headline: the byline
//!
//! The text begins here.
//! ```

use super::super::RecordFault;
use super::super::clean::clean;
use super::super::decode::declared_in;
use super::super::error::SourceError;
use super::super::fields::fill;
use super::super::keys::KeyMap;
use super::super::names::{authors, without_by};
use super::super::one_record::read_one_record;
use super::super::source::{EmitRecord, Input, ReadOptions};
use super::export::{Cut, read_records};
use super::text_headers::read_headers;
use crate::article::{Article, DateOrigin, Headline, join_lines};

/// A longer first line is a paragraph. Headlines of the Reuters collection, the longest around,
/// have at most 150 letters.
const MAX_HEADLINE_CHARS: usize = 200;

/// A longer line that begins with "By" is a sentence.
const MAX_BYLINE_CHARS: usize = 80;

pub(super) fn read(input: &mut Input<'_>, options: &ReadOptions, emit: &mut EmitRecord<'_>) -> Result<(), SourceError> {
    if let Some(separator) = &options.separator {
        let cut = |line: &[u8]| match line == separator.trim().as_bytes() {
            true => Cut::Between,
            false => Cut::Inside,
        };
        let article_of = |text: &str| article_of_text(text, &options.keys).map(Some);
        return read_records(input, options, &cut, &article_of, emit);
    }
    let limit_bytes = options.limits.max_record_bytes;
    read_one_record(input, "text", limit_bytes, emit, |bytes, decoder| {
        decoder.declare(declared_in(&bytes));
        let (text, problem) = decoder.decode(&bytes);
        let article = article_of_text(&text, &options.keys).map_err(|reason| (reason, None))?;
        Ok((article, problem))
    })
}

fn article_of_text(text: &str, keys: &KeyMap) -> Result<Article, RecordFault> {
    // Made one before lines are looked at.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut headers = read_headers(&text, keys);
    let mut article = Article::default();
    fill(&mut article, &mut headers.fields, keys, DateOrigin::Header);
    let rest = take_headline(&headers.text, &mut article);
    let rest = take_byline(rest, &mut article);
    article.body = clean(rest);
    match article.body.is_empty() {
        true => Err(RecordFault::HeadersOnly),
        false => Ok(article),
    }
}

/// Takes the headline off a text, or one that repeats the headline of the header lines.
fn take_headline<'text>(text: &'text str, article: &mut Article) -> &'text str {
    let Some((line, rest)) = first_line(text) else {
        return text;
    };
    let (next, _) = rest.split_once('\n').unwrap_or((rest, ""));
    let is_apart = next.trim().is_empty() || byline_on(next).is_some();
    if !is_apart || rest.trim().is_empty() {
        return text;
    }
    let headline = clean(&join_lines(line));
    match &article.headline {
        Some(given) if given.text == headline => rest,
        None if may_be_headline(&headline) => {
            article.headline = Some(Headline {
                text: headline,
                derived: false,
            });
            rest
        }
        _ => text,
    }
}

/// A headline has words, is not long, and does not end like a sentence or a part of one.
fn may_be_headline(line: &str) -> bool {
    const ENDS_OF_SENTENCES: &[char] = &[
        '.', '?', '!', ':', ';', ',', '…', '"', '”', '“', '’', '\'', '»', '«', '。', '！', '？', '」',
    ];
    line.chars().count() <= MAX_HEADLINE_CHARS
        && !line.ends_with(ENDS_OF_SENTENCES)
        && line.contains(char::is_alphabetic)
}

/// Takes a byline off a text that has a headline above it.
fn take_byline<'text>(text: &'text str, article: &mut Article) -> &'text str {
    if article.headline.is_none() || !article.byline.is_empty() {
        return text;
    }
    match first_line(text).and_then(|(line, rest)| Some((byline_on(line)?, rest))) {
        Some((names, rest)) if !rest.trim().is_empty() => {
            article.byline = names;
            rest
        }
        _ => text,
    }
}

/// The authors that a line names, if it is nothing else than a byline.
fn byline_on(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let names = without_by(line);
    let is_byline = names.len() < line.len()
        && line.chars().count() <= MAX_BYLINE_CHARS
        && names.starts_with(char::is_uppercase)
        && !line.ends_with(['.', ',', ':', ';', '?', '!']);
    is_byline.then(|| authors(&clean(names)))
}

/// The first line that is not blank, and what follows it.
fn first_line(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter.is_control());
    match text.is_empty() {
        true => None,
        false => Some(text.split_once('\n').unwrap_or((text, ""))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{check_format, check_format_limited};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        check_format("text", text.as_bytes(), expected);
    }

    #[test]
    fn header_lines_fill_the_article() {
        check(
            "Date: Fri, 25 Apr 2025\nHeadline: A ferry\nAuthor: Jane Doe and John Roe\nTopics: sea, ships\nEdition: late\n\nText.\n",
            "1 [A ferry] Text. (Fri, 25 Apr 2025) by Jane Doe | John Roe #sea #ships {\"Edition\":\"late\"}",
        );
    }

    #[test]
    fn a_date_may_share_its_line_with_the_text() {
        check(
            " date 2025-04-25 Meanwhile, the president spoke.\n\nMore.\n",
            "1 Meanwhile, the president spoke.¶¶More. (2025-04-25)",
        );
        check("date 2025-04-25\nText.", "1 Text. (2025-04-25)");
        check(
            "Date: 2025-04-25 Meanwhile, the president spoke of it.",
            "1 Meanwhile, the president spoke of it. (2025-04-25)",
        );
    }

    #[test]
    fn text_that_begins_like_a_header_is_text() {
        check("Date palms are grown here.", "1 Date palms are grown here.");
        check(
            "Correction: the ferry sails at six.",
            "1 Correction: the ferry sails at six.",
        );
        check(
            "Zelensky: we stay.\nPutin: we too.",
            "1 Zelensky: we stay.¶Putin: we too.",
        );
        check(
            "Date: palms are what the farmers of the oasis grow, and sell.",
            "1 Date: palms are what the farmers of the oasis grow, and sell.",
        );
    }

    #[test]
    fn a_short_first_line_apart_is_the_headline() {
        check("A ferry sails\n\nText.", "1 [A ferry sails] Text.");
        check("\n\nA ferry sails\r\n\r\nText.", "1 [A ferry sails] Text.");
        check("A ferry sails.\n\nText.", "1 A ferry sails.¶¶Text.");
        check("A ferry sails\nText.", "1 A ferry sails¶Text.");
        check("A ferry sails\n\n", "1 A ferry sails");
        check("Title: A ferry\n\nA ferry\n\nText.", "1 [A ferry] Text.");
        check("12 - 34\n\nText.", "1 12 - 34¶¶Text.");
    }

    #[test]
    fn a_byline_below_the_headline_is_taken() {
        check(
            "A ferry sails\nBy Jane Doe\n\nText.",
            "1 [A ferry sails] Text. by Jane Doe",
        );
        check(
            "A ferry sails\n\nBy Jane Doe\n\nText.",
            "1 [A ferry sails] Text. by Jane Doe",
        );
        check(
            "A ferry sails\n\nBy noon it was gone",
            "1 [A ferry sails] By noon it was gone",
        );
        check(
            "A ferry sails\n\nBy Monday it was gone.\n\nText.",
            "1 [A ferry sails] By Monday it was gone.¶¶Text.",
        );
    }

    #[test]
    fn headers_without_text_are_refused() {
        check("Title: A ferry\nDate: 2025-04-25\n", "1 ! no text: header lines only");
    }

    #[test]
    fn other_encodings_are_read_and_marked() {
        check_format(
            "text",
            b"The caf\xe9\n\nIt is \x93open\x94 again.",
            "1 [The café] It is “open” again. (read as windows-1252: no valid UTF-8 at byte 7)",
        );
        check_format(
            "text",
            b"Charset: iso-8859-2\nTitle: A\n\nWa\xb3\xeasa.",
            "1 [A] Wałęsa. {\"Charset\":\"iso-8859-2\"} (read as ISO-8859-2: no valid UTF-8 at byte 32)",
        );
        check_format("text", b"\xff\xfeK\0r\0y\0m\0", "1 Krym");
        check_format("text", b"\xef\xbb\xbfTitle: A\n\nText.", "1 [A] Text.");
    }

    #[test]
    fn a_text_over_the_limit_is_refused() {
        check_format_limited(
            "text",
            "x ".repeat(4096).as_bytes(),
            1024,
            "1 ! text is longer than 1 KiB; it was skipped",
        );
    }
}
