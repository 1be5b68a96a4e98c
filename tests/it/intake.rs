//! What `formats`, `inspect` and `index --dry-run` say about files before they are indexed.

use dateline::article::DateOrigin;
use dateline::ingest::{FORMATS, Limits, PACKED_ENDINGS};
use serde_json::Value;

use crate::env::Env;

#[test]
fn every_format_is_listed_with_its_endings_and_fields() {
    let env = Env::new(&[]);
    let text = env.out(&["formats"]);
    let lines: Vec<Value> = env
        .out(&["formats", "--json"])
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), FORMATS.len());
    for (format, line) in FORMATS.iter().zip(lines) {
        assert!(text.contains(format.about), "{}", format.name);
        assert!(text.contains(&format.fills.join(" ")), "{}", format.name);
        assert_eq!(line["name"], format.name);
        assert_eq!(line["endings"], serde_json::json!(format.endings));
    }
    assert!(text.ends_with("Any of them may be packed: .gz .zst .bz2 .xz .zip .tar, also one in another.\n"));
}

#[test]
fn an_article_is_shown_as_it_would_be_indexed_with_all_its_dates() {
    let env = Env::new(&[
        (
            "wire/2024-05-03-rain.txt",
            "Date: 4 May 2024\n\nRain over Lisbon\n\nLISBON, May 3 (Reuters) - It rained.\n",
        ),
        ("two.jsonl", "{\"title\": \"A\", \"date\": \"soon\"}\n{\"body\":\n"),
    ]);
    let shown = env.out(&["inspect", "wire/2024-05-03-rain.txt"]);
    assert!(shown.starts_with("Rain over Lisbon\n"), "{shown}");
    let dates = "\ndates    2024-05-04               taken from a header line: 4 May 2024\n\
                 \x20        2024-05-03                     from the file name: 2024-05-03\n";
    assert!(shown.ends_with(dates), "{shown}");
    let json = env.out(&["inspect", "wire/2024-05-03-rain.txt", "--output", "json"]);
    let record: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(record["agency"], "Reuters");
    assert_eq!(record["published"]["origin"], "header");

    let shown = env.out(&["inspect", "two.jsonl"]);
    assert!(shown.ends_with("\ndates    unreadable                     from a field of the source: soon\nproblems unreadable date `soon`\n"), "{shown}");
    let error = env.error(&["inspect", "two.jsonl", "--record", "2"]);
    assert!(error.contains("two.jsonl:2: refused: not JSON"), "{error}");
    let error = env.error(&["inspect", "two.jsonl", "--record", "3"]);
    assert!(
        error.contains("two.jsonl: there is no record 3; the last one is 2"),
        "{error}"
    );
    let error = env.error(&["inspect", "nowhere.txt"]);
    assert!(
        error.contains("nowhere.txt: cannot open: no such file or folder"),
        "{error}"
    );
    assert!(!env.path(".dateline").exists() && !env.path("wire/.dateline").exists());
}

#[test]
fn a_dry_run_says_what_would_be_read_and_writes_nothing() {
    let env = Env::new(&[
        ("a/bad.jsonl", "{\"body\":\n"),
        ("a/photo.png", "\u{89}PNG\r\n"),
        ("a/rain.txt", "Date: 2024-05-04\n\nRain over Lisbon\n\nIt rained.\n"),
        ("a/two.jsonl", "{\"title\": \"A\"}\n{\"title\": \"B\"}\n"),
    ]);
    env.write("a/photo.png", b"\x89PNG\r\n\x1a\n");
    let ran = env.run(&["index", "a", "--dry-run"]);
    assert_eq!(
        ran.out,
        "a/bad.jsonl  json\n    first record refused: not JSON: a text without its closing quote at column 9\n\
         a/photo.png  refused: binary file, not text (PNG image)\n\
         a/rain.txt  text\n    4 May 2024  Rain over Lisbon\n\
         a/two.jsonl  jsonl\n    undated  A\n"
    );
    assert!(
        ran.err
            .contains("json 1 · jsonl 1 · text 1 · refused 1  (nothing was written)"),
        "{}",
        ran.err
    );
    assert_eq!(ran.status, 0);
    assert!(!env.path("a/.dateline").exists());
    let error = env.error(&["index", "-", "--format", "text", "--dry-run"]);
    assert!(error.contains("dateline inspect -"), "{error}");
}

#[test]
fn the_page_on_intake_names_every_format_origin_and_limit() {
    let page = include_str!("../../src/docs/intake.md");
    let names = FORMATS.iter().map(|format| format.name);
    let origins = DateOrigin::ALL.iter().map(|origin| origin.name());
    for name in names.chain(origins) {
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
    for ending in PACKED_ENDINGS {
        assert!(page.contains(&format!("`.{ending}`")), "{ending}");
    }
    // The README counts them.
    assert_eq!(FORMATS.len(), 30);
    assert!(include_str!("../../README.md").contains("reads thirty formats"));
    let limits = Limits::default();
    assert_eq!(
        (limits.max_record_bytes, limits.max_expansion_ratio, limits.max_nesting),
        (64 << 20, 500, 5)
    );
    for written in ["at most 64 MiB", "five-hundredfold", "five\ndeep"] {
        assert!(page.contains(written), "{written}");
    }
}
