//! What a source gives, as one line a record; and the promises that hold for every format.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use flate2::write::GzEncoder;
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::article::Article;

/// Reads bytes in a format and compares the records with their short forms, a line each: number,
/// `[headline]`, body with `¶` for its line ends, `(dates)`, `{dateline}`, `by` authors,
/// `@source`, `<language>`, lists, `#topics`, `id=`, extra fields, `(problems)`; or `!` and the
/// reason of a refusal.
#[track_caller]
pub(super) fn check_format(format: &str, bytes: &[u8], expected: &str) {
    check_format_limited(format, bytes, Limits::default().max_record_bytes, expected);
}

/// [`check_format`] with another limit for a record.
#[track_caller]
pub(super) fn check_format_limited(format: &str, bytes: &[u8], max_record_bytes: u64, expected: &str) {
    let limits = Limits {
        max_record_bytes,
        ..Limits::default()
    };
    let options = ReadOptions {
        format: format_named(format),
        limits,
        ..ReadOptions::default()
    };
    let (records, outcome) = read(bytes, "-", &options);
    assert_eq!(records.join("\n"), expected);
    let summary = outcome.unwrap();
    assert_eq!((summary.format, summary.records), (format, records.len() as u64));
}

/// Reads bytes in a format that cannot be read at all, and compares the reason.
#[track_caller]
pub(super) fn check_source_error(format: &str, bytes: &[u8], expected: &str) {
    let options = ReadOptions {
        format: format_named(format),
        ..ReadOptions::default()
    };
    let (_, outcome) = read(bytes, "-", &options);
    assert_eq!(outcome.unwrap_err().to_string(), expected);
}

fn read(bytes: &[u8], name: &str, options: &ReadOptions) -> (Vec<String>, Result<ReadSummary, SourceError>) {
    let mut records = Vec::new();
    let outcome = read_stream(bytes, name, options, &mut |_, record, outcome| {
        records.push(match outcome {
            Ok(article) => format!("{record} {}", short(&article)),
            Err(error) => {
                assert_eq!(error.record, record);
                format!("{record} ! {error}")
            }
        });
        ControlFlow::Continue(())
    });
    (records, outcome)
}

fn short(article: &Article) -> String {
    let mut parts = Vec::new();
    parts.extend(article.headline.as_ref().map(|headline| format!("[{}]", headline.text)));
    parts.push(article.body.replace('\n', "¶"));
    let list = |before: &str, list: &[String]| (!list.is_empty()).then(|| format!("{before}{}", list.join(" | ")));
    parts.extend(article.given_dates.iter().map(|date| format!("({})", date.raw)));
    parts.extend(article.dateline.as_ref().map(|dateline| format!("{{{dateline}}}")));
    parts.extend(list("by ", &article.byline));
    parts.extend(article.source.as_ref().map(|source| format!("@{source}")));
    parts.extend(article.lang.as_ref().map(|lang| format!("<{}>", lang.code)));
    parts.extend(list("people=", &article.people));
    parts.extend(list("places=", &article.places));
    parts.extend(list("orgs=", &article.orgs));
    parts.extend(article.topics.iter().map(|topic| format!("#{topic}")));
    parts.extend(article.id.as_ref().map(|id| format!("id={id}")));
    parts.extend((!article.extra.is_empty()).then(|| Value::Object(article.extra.clone()).to_string()));
    parts.extend(article.problems.iter().map(|problem| format!("({problem})")));
    parts.join(" ")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Reads a named source without further options.
#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &str) {
    let (mut lines, outcome) = read(bytes, name, &ReadOptions::default());
    lines.push(match outcome {
        Ok(summary) => format!("{} {}", summary.format, summary.records),
        Err(error) => format!("! {error}"),
    });
    assert_eq!(lines.join("\n"), expected);
}

#[test]
fn compressed_sources_are_read_by_their_inner_name() {
    let lines = b"{\"body\": \"One.\"}\n{\"body\": \"Two.\"}\n";
    check("a.jsonl.gz", &gzip(lines), "1 One.\n2 Two.\njsonl 2");
    check(
        "a.jsonl.zst",
        &zstd::encode_all(lines.as_slice(), 3).unwrap(),
        "1 One.\n2 Two.\njsonl 2",
    );
    check("a.jsonl", &gzip(lines), "1 One.\n2 Two.\njsonl 2");
    check("a.txt.gz", b"Plain after all.", "1 Plain after all.\ntext 1");
}

#[test]
fn a_truncated_gzip_keeps_the_records_before_the_break() {
    // Random letters, so that the file is long after compression too.
    let mut state = 1u64;
    let mut letter = || {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        char::from(b'a' + (state >> 33) as u8 % 26)
    };
    let line = |letter: &mut dyn FnMut() -> char| {
        format!(
            "{{\"body\": \"{}\"}}\n",
            (0..1000).map(|_| letter()).collect::<String>()
        )
    };
    let lines: String = (0..400).map(|_| line(&mut letter)).collect();
    let bytes = gzip(lines.as_bytes());
    let (records, outcome) = read(&bytes[..bytes.len() / 2], "a.jsonl.gz", &ReadOptions::default());
    assert!(records.len() > 150 && records.len() < 250, "{}", records.len());
    assert_eq!(
        outcome.unwrap_err().to_string(),
        format!("gzip data ends early, after {} records", records.len())
    );
    check("a.jsonl.gz", &bytes[..5], "! gzip data ends early, after 0 records");
}

#[test]
fn damaged_zstd_is_an_error_of_the_source() {
    let mut bytes = zstd::encode_all(b"Some text, long enough.".as_slice(), 3).unwrap();
    bytes.truncate(bytes.len() - 4);
    check("a.txt.zst", &bytes, "! zstd data ends early, after 0 records");
    let (_, outcome) = read(b"\x28\xb5\x2f\xfd garbage", "a.txt.zst", &ReadOptions::default());
    assert!(outcome.unwrap_err().to_string().starts_with("zstd data is damaged: "));
}

#[test]
fn what_holds_no_text_is_refused_whatever_format_is_asked_for() {
    check("a.txt", b"", "! empty file");
    check("a.jsonl", b"\n \n", "! empty file");
    check("a.txt", b"\xef\xbb\xbf\n", "! empty file");
    check("a.txt.gz", &gzip(b""), "! empty file");
    check("a.txt", b"a\0b", "! binary file, not text");
    check(
        "a.txt.gz",
        &gzip(b"\x89PNG\r\n\x1a\n"),
        "! binary file, not text (PNG image)",
    );
    check_source_error("text", b"%PDF-1.4", "binary file, not text (PDF)");
    check_source_error("csv", b"", "empty file");
}

#[test]
fn utf16_is_read_in_every_format() {
    let utf16 = |text: &str| -> Vec<u8> {
        format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect()
    };
    check("a.txt", &utf16("Київ\n\nТекст."), "1 [Київ] Текст.\ntext 1");
    check(
        "a.jsonl",
        &utf16("{\"body\": \"Київ\"}\n{}\n"),
        "1 Київ\n2 ! no text: none of the keys body, text, content, article, articleBody, maintext, … holds any\njsonl 2",
    );
    check("a.csv", &utf16("title;text\nA;Київ\n"), "1 [A] Київ\ncsv 1");
    check("a.txt", &utf16(""), "! empty file");
}

#[test]
fn a_name_map_holds_for_every_format_with_names() {
    let keys = KeyMap::parse("title=kopfzeile,body=inhalt,date=tag").unwrap();
    let options = ReadOptions {
        keys,
        ..ReadOptions::default()
    };
    for (name, text) in [
        (
            "a.jsonl",
            "{\"Kopfzeile\": \"A\", \"inhalt\": \"One.\", \"tag\": \"2025\"}",
        ),
        (
            "a.json",
            "[{\"Kopfzeile\": \"A\", \"inhalt\": \"One.\", \"tag\": \"2025\"}]",
        ),
        ("a.csv", "kopfzeile,tag,inhalt\nA,2025,One.\n"),
        ("a.md", "---\nkopfzeile: A\ntag: 2025\n---\nOne."),
        ("a.txt", "Kopfzeile: A\nTag: 2025\n\nOne."),
    ] {
        let (records, _) = read(text.as_bytes(), name, &options);
        assert_eq!(records, ["1 [A] One. (2025)"], "{name}");
    }
}

#[test]
fn reading_stops_when_it_is_told_to() {
    for (name, text) in [
        ("a.jsonl", "{\"body\": \"One.\"}\n{\"body\": \"Two.\"}\n".to_owned()),
        ("a.json", "[{\"body\": \"One.\"},{\"body\": \"Two.\"}]".to_owned()),
        (
            "a.json",
            "{\"articles\": [{\"body\": \"One.\"},{\"body\": \"Two.\"}]}".to_owned(),
        ),
        ("a.csv", "title,text\nA,One.\nB,Two.\n".to_owned()),
        ("a.sgm", "<REUTERS><TEXT>One.</TEXT></REUTERS>\n".repeat(2)),
    ] {
        let mut count = 0;
        let summary = read_stream(text.as_bytes(), name, &ReadOptions::default(), &mut |_, _, _| {
            count += 1;
            ControlFlow::Break(())
        });
        assert_eq!((count, summary.unwrap().records), (1, 1), "{name}");
    }
}

#[test]
fn files_are_opened_counted_and_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl.gz");
    let bytes = gzip(b"{\"body\": \"One.\"}\n");
    fs::write(&path, &bytes).unwrap();
    let options = ReadOptions::default();
    let mut quiet = |_, _, _: Result<Article, RecordError>| ControlFlow::Continue(());
    let summary = read_file(&path, "a.jsonl.gz", &options, &mut quiet).unwrap();
    assert_eq!(
        summary,
        ReadSummary {
            format: "jsonl",
            records: 1
        }
    );
    assert_eq!(options.bytes_read.load(Ordering::Relaxed), bytes.len() as u64);
    let mut error = |path: &str| {
        read_file(&folder.path().join(path), path, &options, &mut quiet)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(error("none.txt"), "cannot open: no such file or folder");
    assert_eq!(
        error("a.jsonl.gz/none.txt"),
        "cannot open: a part of its path is not a folder"
    );
    assert_eq!(error(""), "cannot open: it is a folder");
}

/// Gives one byte at a time, as a slow pipe may.
struct Slow<'a>(&'a [u8]);

impl std::io::Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.0.len().min(buffer.len()).min(1);
        buffer[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}

#[test]
fn a_slow_pipe_gives_the_same_as_a_file() {
    for (name, bytes) in [
        ("a.jsonl.gz", gzip(b"{\"body\": \"One.\"}\n{\"body\": \"Two.\"}\n")),
        ("a.csv", b"title,text\nA,One.\nB,\"Two\nlines.\"\n".to_vec()),
        ("a.json", b"[{\"body\": \"One.\"},\n{\"body\": \"Two.\"}]".to_vec()),
        ("a.txt", b"\xff\xfeK\0r\0y\0m\0".to_vec()),
    ] {
        let mut slow = Vec::new();
        read_stream(
            Slow(&bytes),
            name,
            &ReadOptions::default(),
            &mut |_, record, outcome| {
                slow.push(format!("{record} {}", short(&outcome.unwrap())));
                ControlFlow::Continue(())
            },
        )
        .unwrap();
        assert_eq!(slow, read(&bytes, name, &ReadOptions::default()).0, "{name}");
    }
}

proptest! {
    #[test]
    fn any_bytes_give_articles_or_reasons(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "[-{}\\[\\]\",:;<>/A-Ctitlebodyé \n\r]{0,120}".prop_map(String::into_bytes),
            "(<REUTERS>|</REUTERS>|<TEXT>|</TEXT>|<BODY>|</BODY>|<TITLE>|</TITLE>|&lt;|x|\n){0,20}".prop_map(String::into_bytes),
        ],
        format in 0usize..FORMATS.len(),
    ) {
        let options = ReadOptions { format: FORMATS.get(format), ..ReadOptions::default() };
        let mut last = 0;
        let outcome = read_stream(bytes.as_slice(), "-", &options, &mut |_, record, outcome| {
            assert!(record > last, "numbers rise");
            last = record;
            if let Ok(article) = outcome {
                let may_be_empty = FORMATS[format].name == "reuters21578";
                assert!(may_be_empty || !article.body.is_empty() || article.headline.is_some());
                let is_control = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
                assert!(!article.body.contains(is_control));
                assert!(!article.headline.is_some_and(|headline| headline.text.contains(char::is_control)));
            }
            ControlFlow::Continue(())
        });
        let is_broken = matches!(outcome, Err(SourceError::Broken { .. }));
        prop_assert!(!is_broken);
    }
}
