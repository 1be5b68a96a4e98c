//! The answer as one JSON document, on one line: see [`wire`](super::wire).
//! ```text
//! {"v":1,"query":"crimea","read_as":"crimea","notes":[],"found":12,…,"hits":[{"v":1,"rank":1,…},…]}
//! ```
//! Strings are exact. Characters that must not reach a terminal are written as `\u202e`, which
//! every reader of JSON takes for the character itself.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::{Matches, Output, Style, is_unsafe, wire};
use crate::index::StoredArticle;
use crate::search::Page;

/// One document.
pub(super) const OUTPUT: Output = Output {
    name: "json",
    about: "one JSON document with the query, the counts and the articles",
    file_ending: "json",
    write,
    write_article,
};

fn write(page: &Page, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    write_record(&wire::page_record(page, style), out)
}

/// Writes one article with its body, on one line.
pub(super) fn write_article(
    article: &StoredArticle,
    matches: Matches<'_>,
    _style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_record(&wire::article_record(article, matches), out)
}

/// Writes one record and a line feed.
pub(super) fn write_record(record: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    record.serialize(&mut Serializer::with_formatter(&mut *out, SafeAndStable))?;
    out.write_all(b"\n")
}

/// Compact JSON, with unsafe characters escaped and scores of a fixed length.
struct SafeAndStable;

impl Formatter for SafeAndStable {
    /// The score is the only `f32` of a record: four decimals are the same on every machine.
    fn write_f32<W: ?Sized + Write>(&mut self, out: &mut W, value: f32) -> io::Result<()> {
        write!(out, "{value:.4}")
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, letter)) = rest.char_indices().find(|(_, letter)| is_unsafe(*letter)) {
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + letter.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::output::sample;

    fn read_back(text: &str) -> Value {
        serde_json::from_str(text).expect("what is written is JSON")
    }

    #[test]
    fn a_document_has_the_counts_and_the_hits() {
        let style = Style {
            query: "crimea and zelensky".to_owned(),
            ..Style::default()
        };
        assert_eq!(
            sample::written(write, &sample::page(vec![sample::undated()]), &style),
            concat!(
                r#"{"v":1,"query":"crimea and zelensky","read_as":"crimea AND zelensky","#,
                r#""notes":["`and` was read as an operator"],"found":12,"undated":2,"stories":null,"offset":0,"hits":["#,
                r#"{"v":1,"rank":2,"score":3.0000,"id":"00000000000000ff","source_id":null,"#,
                r#""headline":{"text":"Ferries to Crimea stopped…","derived":true},"published":null,"updated":null,"crawled":null,"source":null,"#,
                r#""byline":[],"section":null,"lang":null,"url":null,"path":"wire/april.jsonl","member":null,"record":12,"#,
                r#""format":"jsonl","people":[],"places":[],"orgs":[],"entities":[],"topics":[],"dateline":null,"dateline_places":[],"dateline_date":null,"agency":null,"words":11,"#,
                r#""extra":{},"story":null,"snippets":[{"text":"Ferries to Crimea stopped,","#,
                r#""html":"Ferries to <mark>Crimea</mark> stopped,","start":0,"end":26,"start_char":0,"#,
                r#""end_char":26,"cut_before":false,"cut_after":true}],"#,
                r#""highlights":[{"field":"headline","start":11,"end":17,"start_char":11,"end_char":17},"#,
                r#"{"field":"body","start":11,"end":17,"start_char":11,"end_char":17}]}],"suggestions":[],"spellings":[]}"#,
                "\n"
            )
        );
    }

    #[test]
    fn numbers_of_the_source_keep_all_their_digits() {
        let text = sample::written(write, &sample::page(vec![sample::crimea()]), &Style::default());
        assert!(
            text.contains(r#""score":12.3457,"#) && text.contains(r#""rating":0.123456789"#),
            "{text}"
        );
    }

    #[test]
    fn unsafe_characters_are_escaped_and_read_back_exactly() {
        let nasty = "a\u{1b}[2J\u{7f}\u{9b}\u{202e}\u{2028}\u{e0041}\"\\é";
        let mut hit = sample::hit(nasty, nasty, "é");
        hit.article.article.extra.insert(nasty.to_owned(), Value::from(nasty));
        let text = sample::written(write, &sample::page(vec![hit]), &Style::default());
        assert!(!text.trim_end_matches('\n').contains(is_unsafe), "{text:?}");
        assert!(text.contains("\\u202e") && text.contains("\\udb40\\udc41"), "{text}");
        let hit = &read_back(&text)["hits"][0];
        assert_eq!(hit["headline"]["text"], nasty);
        assert_eq!(hit["extra"][nasty], nasty);
    }

    #[test]
    fn a_score_that_is_no_number_is_null() {
        let mut hit = sample::undated();
        hit.score = f32::NAN;
        let text = sample::written(write, &sample::page(vec![hit]), &Style::default());
        assert!(read_back(&text)["hits"][0]["score"].is_null());
    }

    #[test]
    fn time_and_bodies_are_written_only_where_asked_for() {
        let page = sample::page(vec![sample::undated()]);
        let usual = read_back(&sample::written(write, &page, &Style::default()));
        assert!(usual.get("took_ms").is_none() && usual["hits"][0].get("body").is_none());
        let style = Style {
            took: true,
            bodies: true,
            ..Style::default()
        };
        let full = read_back(&sample::written(write, &page, &style));
        assert_eq!(full["took_ms"], 4);
        assert_eq!(full["hits"][0]["body"], page.hits[0].article.article.body);
    }

    #[test]
    fn an_article_has_its_body_and_no_rank() {
        let hit = sample::undated();
        let mut out = Vec::new();
        write_article(&hit.article, Matches::default(), &Style::default(), &mut out)
            .expect("a vector takes all that is written");
        let article = read_back(&String::from_utf8_lossy(&out));
        assert_eq!(article["v"], 1);
        assert_eq!(article["body"], hit.article.article.body);
        assert!(article.get("rank").is_none() && article.get("score").is_none());
    }
}
