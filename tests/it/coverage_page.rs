//! `dateline timeline`, `facets`, `first` and `last` as commands, and the examples of their page.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use dateline::index::{self, BuildOptions, Input, Progress};
use dateline::output::{Drawn, Style, timeline_output_named};
use dateline::query::{ParseOptions, parse};
use dateline::search::{TimelineOptions, Unit, timeline};

use crate::env::Env;

/// The words of a command line, as a shell cuts them.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut in_quotes = false;
    for letter in line.chars() {
        match letter {
            '\'' => in_quotes = !in_quotes,
            ' ' if !in_quotes => words.push(String::new()),
            letter => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

#[test]
fn every_example_of_the_pages_on_coverage_and_stories_finds_something() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    let pages = [
        include_str!("../../src/docs/coverage.md"),
        include_str!("../../src/docs/stories.md"),
    ];
    let examples: Vec<&str> = pages
        .iter()
        .flat_map(|page| page.lines())
        .filter_map(|line| line.strip_prefix("    dateline "))
        .collect();
    assert!(examples.len() > 25, "{}", examples.len());
    for example in examples {
        // What stands behind wide space is a remark.
        let words = words(example.split("   ").next().unwrap_or_default());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran = env.command(&words).output().unwrap();
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        // A picture of pixels needs a font of the machine.
        let has_no_font = said.contains("no font found on this machine");
        assert!(ran.status.success() || has_no_font, "{example}: {said}");
        assert!(!ran.stdout.is_empty() || has_no_font, "{example}");
    }
}

/// The chart of a query on the sample corpus, as a terminal of this width shows it.
fn chart(query: &str, by: Unit, width: usize) -> String {
    let folder = tempfile::tempdir().unwrap();
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample_corpus");
    let (options, progress) = (BuildOptions::default(), Progress::default());
    let input = Input::Paths(vec![corpus]);
    index::build(
        folder.path(),
        input,
        &options,
        &progress,
        &AtomicBool::new(false),
        || true,
    )
    .unwrap();
    let index = index::open(folder.path()).unwrap();
    let query = parse(query, &ParseOptions::new(jiff::civil::date(2025, 5, 1))).unwrap();
    let options = TimelineOptions {
        by: Some(by),
        ..TimelineOptions::default()
    };
    let counted = timeline(&index, &[query], &options).unwrap();
    let style = Style {
        width,
        ..Style::default()
    };
    let mut out = Vec::new();
    let text = timeline_output_named("text").unwrap();
    (text.write)(&counted, &Drawn::default(), &style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[track_caller]
fn check_chart(width: usize, expected: &str) {
    let found = chart("crimea", Unit::Month, width);
    assert_eq!(found, expected, "\n{found}");
}

#[test]
fn crimea_by_month_on_eighty_columns() {
    check_chart(80, include_str!("charts/crimea-80.txt"));
    let env = Env::with_sample_corpus();
    let printed = env.out(&["timeline", "crimea", "--by", "month", "sample_corpus", "--quiet"]);
    assert_eq!(printed, include_str!("charts/crimea-80.txt"));
}

#[test]
fn crimea_by_month_on_forty_columns() {
    check_chart(40, include_str!("charts/crimea-40.txt"));
}

#[test]
fn mistakes_are_told_before_anything_is_indexed() {
    let env = Env::with_sample_corpus();
    for (arguments, expected) in [
        (
            &["timeline", "crimea", "sample_corpus", "--by", "fortnight"][..],
            "there is no period `fortnight`; there are day, week, month, quarter, year, decade",
        ),
        (
            &["timeline", "crimea", "sample_corpus", "--format", "papyrus"],
            "there is no format `papyrus` for timelines; there are text, json, csv, svg,",
        ),
        (
            &["timeline", "crimea", "sample_corpus", "--compare", "persn:x"],
            "there is no field `persn`",
        ),
        (
            &["facets", "crimea", "sample_corpus", "--by", "source,sorce"],
            "there is no facet `sorce`: did you mean `source`? there are source, section,",
        ),
        (
            &["query", "crimea", "sample_corpus", "--facets", "--format", "csv"],
            "--facets goes with --format text or json; `dateline facets` has csv",
        ),
    ] {
        let error = env.error(arguments);
        assert!(error.contains(expected), "{arguments:?}: {error}");
        assert!(!env.path("sample_corpus/.dateline").exists(), "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_answered_says_why() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    for (arguments, expected) in [
        (
            &["timeline", "*", "sample_corpus", "--by", "day"][..],
            "error: by day this timeline has 56451 lines, and 10000 are the most: take a longer period, such as week, \
             or fewer years\n",
        ),
        (
            &["first", "date:2025", "sample_corpus", "--by", "term"],
            "error: no word of the query stands for words of the index",
        ),
    ] {
        let error = env.error(arguments);
        assert!(error.starts_with(expected), "{arguments:?}: {error}");
    }
    let seven = [
        "--compare",
        "a",
        "--compare",
        "b",
        "--compare",
        "c",
        "--compare",
        "d",
        "--compare",
        "e",
        "--compare",
        "f",
    ];
    let error = env.error(&[&["timeline", "crimea", "sample_corpus"], &seven[..]].concat());
    assert_eq!(error, "error: expected at most 6 queries in one timeline, found 7\n");
}

#[test]
fn nothing_found_and_an_empty_archive_end_with_status_1() {
    let env = Env::new(&[
        ("archive/a.txt", "Date: 2025-04-25\n\nTalks on Crimea."),
        ("empty/nothing.bin", "\u{0}"),
    ]);
    for command in ["timeline", "facets", "first", "last"] {
        let ran = env.run(&[command, "zanzibar", "archive"]);
        assert_eq!(ran.status, 1, "{ran:?}");
        let ran = env.run(&[command, "*", "empty"]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.err.contains("the index in empty/.dateline holds no articles"),
            "{ran:?}"
        );
    }
    let ran = env.run(&["timeline", "zanzibar", "archive", "--quiet"]);
    assert_eq!(ran.out, "zanzibar · 0 articles · share of all articles\n");
}

#[test]
fn facets_stand_behind_the_articles_of_a_query() {
    let env = Env::with_sample_corpus();
    let arguments = [
        "query",
        "crimea",
        "sample_corpus",
        "--limit",
        "1",
        "--quiet",
        "--no-snippets",
    ];
    let text = env.out(&[&arguments[..], &["--facets=source,lang"]].concat());
    let (_, facets) = text.split_once("\n\n").unwrap();
    assert!(facets.starts_with("source\n  The Courier         7\n"), "{facets}");
    assert!(
        facets.ends_with("\nlang\n  en                 35 in 30 stories\n  uk                  1\n"),
        "{facets}"
    );
    let json = env.out(&[&arguments[..], &["--facets", "--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["facets"].as_array().unwrap().len(), 8);
    assert_eq!(json["facets"][0]["values"][0]["articles"], 7);
    assert_eq!(json["facets"][6]["values"][0]["stories"], 30);
    let without = env.out(&[&arguments[..], &["--format", "json"]].concat());
    assert!(!without.contains("\"facets\""), "{without}");
}

#[test]
fn the_first_article_says_what_else_may_be_first() {
    let lines = [
        r#"{"id": 1, "title": "One", "date": "2024-03-05", "source": "The Courier", "body": "Crimea."}"#,
        r#"{"id": 2, "title": "Two", "date": "2024-03-05", "source": "The Lantern", "body": "Crimea."}"#,
        r#"{"id": 3, "title": "Three", "date": "2024", "source": "The Courier", "body": "Crimea."}"#,
        r#"{"id": 4, "title": "Four", "date": "2024-06-01", "body": "Crimea."}"#,
        r#"{"id": 5, "title": "Five", "body": "Crimea."}"#,
    ];
    let env = Env::new(&[("archive/a.jsonl", &lines.join("\n"))]);
    let first = env.run(&["first", "crimea", "archive", "--limit", "5"]);
    let expected = "1 other has the same date, 1 that is dated less closely may be earlier\n";
    assert!(first.out.starts_with("first of 5 articles\n"), "{first:?}");
    assert!(first.out.ends_with(expected), "{first:?}");
    assert!(
        first
            .err
            .ends_with("5 articles · 1 of them undated, which are neither first nor last\n"),
        "{first:?}"
    );
    let by_source = env.out(&["last", "crimea", "archive", "--by", "source", "--format", "json"]);
    let by_source: serde_json::Value = serde_json::from_str(&by_source).unwrap();
    let group = |group: &serde_json::Value| {
        let headline = group["hit"]["headline"]["text"].as_str().unwrap_or_default().to_owned();
        (
            group["name"].as_str().map(str::to_owned),
            group["articles"].as_u64().unwrap(),
            headline,
        )
    };
    let groups: Vec<_> = by_source["groups"].as_array().unwrap().iter().map(group).collect();
    assert_eq!(groups[0], (None, 2, "Four".to_owned()));
    assert_eq!(groups.len(), 3);
    // 5 March begins later than the year.
    assert!(
        groups.contains(&(Some("The Courier".to_owned()), 2, "One".to_owned())),
        "{groups:?}"
    );
    let csv = env.out(&["first", "crimea", "archive", "--by", "source", "--format", "csv"]);
    assert!(csv.starts_with("name,articles,same_date,unsure,id,"), "{csv}");
    assert_eq!(csv.lines().count(), 4);
}

#[test]
fn an_article_never_steers_the_terminal_through_facets_and_charts() {
    let lines = r#"{"id": 1, "title": "\u001b[2J", "date": "2024-03-05", "source": "\u001b]0;owned\u0007 \u202eevil", "body": "Crimea."}"#;
    let env = Env::new(&[("archive/a.jsonl", lines)]);
    for arguments in [
        &["facets", "crimea", "archive"][..],
        &["facets", "crimea", "archive", "--format", "json"],
        &["facets", "crimea", "archive", "--format", "csv"],
        &["first", "crimea", "archive", "--by", "source"],
        &["timeline", "crimea OR \"\u{202e}x\"", "archive"],
        &["timeline", "crimea OR \"\u{202e}x\"", "archive", "--format", "svg"],
        &["timeline", "crimea OR \"\u{202e}x\"", "archive", "--format", "html"],
        &["timeline", "crimea OR \"\u{202e}x\"", "archive", "--format", "csv"],
    ] {
        let out = env.out(arguments).replace("\r\n", "\n");
        let raw = |letter: char| (letter.is_control() && letter != '\n') || ('\u{202a}'..='\u{202e}').contains(&letter);
        assert!(!out.contains(raw), "{arguments:?}: {out:?}");
    }
}
