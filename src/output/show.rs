//! One whole article, for people:
//! ```text
//! Zelensky rejects recognising Crimea as Russian
//!
//! published  25 Apr 2025 · to the day · from a header line, as “2025-04-25”
//! source     The Courier
//! file       pages/courier/2025-04-25-crimea.html:1
//! id         3f2a91c45d6e7f80
//!
//! Zelensky has repeatedly rejected …
//! ```
//! What the source does not say has no line.

use std::io::{self, Write};

use serde_json::Value;

use super::body::body_lines;
use super::marks::Marked;
use super::names::headline;
use super::paint::{Tone, paint};
use super::wrap::{columns, wrap};
use super::{MIN_WIDTH, Matches, Style, grouped};
use crate::article::{Article, DateOrigin, Entity, EntityKind, Precision, Published, offset_to_iso};
use crate::index::StoredArticle;

/// The longest label that moves the values of all lines to the right.
const MAX_LABEL_COLUMNS: usize = 16;

/// A line about the article.
struct Row {
    label: String,
    value: String,
    /// False for what is copied whole: addresses, files, ids.
    may_be_wrapped: bool,
}

/// Writes a whole article: headline, what is known of it, body.
pub(super) fn write_article(
    article: &StoredArticle,
    matches: Matches<'_>,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let width = style.width.max(MIN_WIDTH);
    let stated = article.article.headline.as_ref();
    let title = headline(stated, matches.headline);
    let tone = match stated {
        Some(headline) if !headline.derived => Tone::Bold,
        _ => Tone::Dim,
    };
    for range in wrap(title.text(), width) {
        paint(&title.part(range), tone, style, out)?;
        writeln!(out)?;
    }
    writeln!(out)?;
    write_rows(&rows(article), width, style, out)?;
    let lines = body_lines(&article.article.body, matches.body, width);
    if !lines.is_empty() {
        writeln!(out)?;
    }
    for line in lines {
        paint(&line, Tone::Plain, style, out)?;
        writeln!(out)?;
    }
    Ok(())
}

fn rows(stored: &StoredArticle) -> Vec<Row> {
    let article = &stored.article;
    let mut rows = Vec::new();
    let mut row = |label: &str, value: String, may_be_wrapped: bool| {
        let label = Marked::plain(label).on_one_line().sanitized().text().to_owned();
        let value = Marked::plain(&value).on_one_line().sanitized().text().to_owned();
        if !value.is_empty() {
            rows.push(Row {
                label,
                value,
                may_be_wrapped,
            });
        }
    };
    row(
        "published",
        article
            .published
            .as_ref()
            .map_or("undated".to_owned(), published_in_words),
        true,
    );
    row("updated", date_in_words(article.updated.as_ref()), true);
    row("crawled", date_in_words(article.crawled.as_ref()), true);
    row("source", article.source.clone().unwrap_or_default(), true);
    row("byline", names(&article.byline), true);
    row("section", article.section.clone().unwrap_or_default(), true);
    row("dateline", article.dateline.clone().unwrap_or_default(), true);
    row("filed from", names(&article.dateline_places), true);
    row("filed on", date_in_words(article.dateline_date.as_ref()), true);
    row("agency", article.agency.clone().unwrap_or_default(), true);
    row("language", language_in_words(article), true);
    row("url", article.url.clone().unwrap_or_default(), false);
    row("file", format!("{}:{}", stored.path, stored.record), false);
    row("member", article.member.clone().unwrap_or_default(), false);
    row("format", stored.format.clone(), true);
    row("id", stored.id.to_string(), false);
    row("source's id", article.id.clone().unwrap_or_default(), false);
    row("words", grouped(stored.words), true);
    row("people", entities(EntityKind::Person, &article.people, article), true);
    row("places", entities(EntityKind::Place, &article.places, article), true);
    row("orgs", entities(EntityKind::Org, &article.orgs, article), true);
    row("topics", names(&article.topics), true);
    for (key, value) in &article.extra {
        match value {
            Value::String(text) => row(key, text.clone(), true),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                row(key, value.to_string(), true);
            }
        }
    }
    rows
}

/// The entities of a kind, those that the article is most about first: how often each is named, if more
/// than once, and how else it is spelled. `Volodymyr Zelensky ×7 (Zelensky, Zelenskyy)`.
fn entities(kind: EntityKind, given: &[String], article: &Article) -> String {
    let in_words = |entity: &Entity| {
        let mut text = entity.name.clone();
        if entity.mentions() > 1 {
            text.push_str(&format!(" ×{}", entity.mentions()));
        }
        let others = entity.spellings.iter().map(|spelling| spelling.text.as_str());
        let others: Vec<&str> = others.filter(|spelling| *spelling != entity.name).collect();
        if !others.is_empty() {
            text.push_str(&format!(" ({})", others.join(", ")));
        }
        text
    };
    let of_kind: Vec<String> = article
        .entities
        .iter()
        .filter(|entity| entity.kind == kind)
        .map(in_words)
        .collect();
    match of_kind.is_empty() {
        true => names(given),
        false => names(&of_kind),
    }
}

fn names(names: &[String]) -> String {
    names.join(" · ")
}

fn language_in_words(article: &Article) -> String {
    match &article.lang {
        Some(language) if language.given => language.code.clone(),
        Some(language) => format!("{} (recognised from the text)", language.code),
        None => String::new(),
    }
}

fn date_in_words(date: Option<&Published>) -> String {
    date.map_or(String::new(), published_in_words)
}

fn published_in_words(published: &Published) -> String {
    let precision = match published.precision {
        Precision::Year => "to the year",
        Precision::Month => "to the month",
        Precision::Day => "to the day",
        Precision::Minute => "to the minute",
    };
    let offset = match (published.precision, published.offset_minutes) {
        (Precision::Minute, Some(minutes)) => format!(" {}", offset_to_iso(minutes)),
        _ => String::new(),
    };
    let origin = origin_in_words(published.origin);
    let printed = match published.raw.trim() {
        "" => String::new(),
        raw => format!(", as “{raw}”"),
    };
    format!("{}{offset} · {precision} · {origin}{printed}", published.to_human())
}

fn write_rows(rows: &[Row], width: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let label_width = rows
        .iter()
        .map(|row| columns(&row.label))
        .filter(|label| *label <= MAX_LABEL_COLUMNS)
        .max();
    // On a narrow terminal the values would have no room beside their labels.
    let indent = label_width.unwrap_or_default() + 2;
    let indent = if indent * 2 > width { 2 } else { indent };
    for row in rows {
        let label = columns(&row.label);
        paint(&Marked::plain(&row.label), Tone::Dim, style, out)?;
        match label + 2 <= indent {
            true => write!(out, "{:gap$}", "", gap = indent - label)?,
            false => write!(out, "\n{:indent$}", "")?,
        }
        let room = if row.may_be_wrapped { width - indent } else { usize::MAX };
        for (at, range) in wrap(&row.value, room).into_iter().enumerate() {
            if at > 0 {
                write!(out, "{:indent$}", "")?;
            }
            writeln!(out, "{}", &row.value[range])?;
        }
    }
    Ok(())
}

/// Returns where a date was found, for people.
pub fn origin_in_words(origin: DateOrigin) -> &'static str {
    match origin {
        DateOrigin::Field => "from a field of the source",
        DateOrigin::JsonLd => "from the JSON-LD of the page",
        DateOrigin::Meta => "from a meta element of the page",
        DateOrigin::TimeElement => "from a time element of the page",
        DateOrigin::Header => "from a header line",
        DateOrigin::Url => "from the address",
        DateOrigin::Path => "from the file name",
        DateOrigin::Dateline => "from the dateline",
        DateOrigin::Lead => "from the first sentences",
        DateOrigin::FileTime => "a guess from the time of the file",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{is_unsafe, sample};
    use crate::search::Hit;

    fn shown(hit: &Hit, width: usize, color: bool) -> String {
        let matches = Matches {
            headline: &hit.headline_matches,
            body: &hit.body_matches,
        };
        let style = Style {
            width,
            color,
            ..Style::default()
        };
        let mut out = Vec::new();
        write_article(&hit.article, matches, &style, &mut out).expect("a vector takes all that is written");
        String::from_utf8(out).expect("what is written is UTF-8")
    }

    #[track_caller]
    fn check(hit: &Hit, width: usize, color: bool, expected: &str) {
        assert_eq!(shown(hit, width, color).replace('\x1b', "␛"), expected);
    }

    #[test]
    fn an_article_is_shown_with_all_that_is_known_of_it() {
        check(
            &sample::crimea(),
            80,
            false,
            "\
Zelensky rejects recognising Crimea

published    25 Apr 2025 · to the day · from a header line, as “2025-04-25”
updated      26 Apr 2025 08:30 +03:00 · to the minute · from a field of the
             source, as “2025-04-26T08:30+03:00”
crawled      1 May 2025 · to the day · from a field of the source, as “20250501”
source       The Courier
byline       Olena Hrytsenko · Tom Reed
section      World
dateline     KYIV, April 25 (Reuters) -
filed from   Kyiv
filed on     25 Apr 2025 · to the day · from the dateline, as “April 25”
agency       Reuters
language     en (recognised from the text)
url          https://courier.example/2025/crimea
file         pages/courier/2025-04-25-crimea.html:1
member       pages/crimea.html
format       text
id           3f2a91c45d6e7f80
source's id  courier-7
words        27
people       Volodymyr Zelensky ×2 (Zelensky) · Donald Trump
places       Crimea ×2 · Kyiv · Moscow
orgs         Kremlin
topics       war
desk         World
rating       0.123456789

Moscow waited.

Zelensky has repeatedly rejected the idea of recognising Crimea as part of
Russia, telling reporters in Kyiv on Friday that only Ukrainians decide. Talks
go on.
",
        );
    }

    #[test]
    fn what_is_not_known_has_no_line_save_the_date() {
        check(
            &sample::undated(),
            40,
            true,
            "\
␛[2m[Ferries to ␛[0m␛[1;31mCrimea␛[0m␛[2m stopped…]␛[0m

␛[2mpublished␛[0m  undated
␛[2mfile␛[0m       wire/april.jsonl:12
␛[2mformat␛[0m     jsonl
␛[2mid␛[0m         00000000000000ff
␛[2mwords␛[0m      11

Ferries to ␛[1;31mCrimea␛[0m stopped, said a man
who gave no name.
",
        );
    }

    #[test]
    fn a_narrow_terminal_has_values_below_their_labels() {
        check(
            &sample::undated(),
            20,
            false,
            "\
[Ferries to Crimea
stopped…]

published
  undated
file
  wire/april.jsonl:12
format
  jsonl
id
  00000000000000ff
words
  11

Ferries to Crimea
stopped, said a man
who gave no name.
",
        );
    }

    #[test]
    fn a_time_is_shown_with_its_offset() {
        let mut hit = sample::crimea();
        let published = hit.article.article.published.as_mut().expect("the sample is dated");
        published.precision = Precision::Minute;
        published.offset_minutes = Some(180);
        published.raw = String::new();
        assert!(shown(&hit, 80, false).contains("25 Apr 2025 00:00 +03:00 · to the minute · from a header line\n"));
    }

    #[test]
    fn keys_and_values_of_the_source_are_sanitized() {
        let mut hit = sample::crimea();
        let article = &mut hit.article.article;
        article
            .extra
            .insert("k\u{1b}[2J".to_owned(), serde_json::json!({"a\u{9b}": ["\u{202e}"]}));
        article.extra.insert(
            "a key that is far too long for a label".to_owned(),
            serde_json::json!("x\u{7}"),
        );
        article.url = Some("https://a\u{1b}b".to_owned());
        article.body.push_str("\u{1b}c");
        let text = shown(&hit, 80, false);
        assert!(!text.replace('\n', "").contains(is_unsafe));
        assert!(
            text.contains("k<U+001B>[2J  {\"a<U+009B>\":[\"<U+202E>\"]}\n"),
            "{text}"
        );
        assert!(
            text.contains("a key that is far too long for a label\n              x<U+0007>\n"),
            "{text}"
        );
    }
}
