//! Flags, streams and exit statuses.

use std::io::{Read, Write};
use std::process::Stdio;

use crate::env::{Env, ran};

/// An article of the shape that started this project: no headline, the date in the first line.
const SEED: &str = " date 2025-04-25 Meanwhile, the Ukrainian president asked his allies for more pressure.\n\n\
    Zelensky has again rejected the idea of recognising Crimea as part of Russia.\n";

#[test]
fn one_text_file_is_indexed_into_a_named_folder_and_found() {
    let env = Env::new(&[("article.txt", SEED)]);
    env.out(&["index", "article.txt", "--index", "seed.index"]);
    let query = ["query", "Crimea AND Zelensky", "--index", "seed.index"];
    let out = env.out(&[&query[..], &["--format", "jsonl"]].concat());
    let hit: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(hit["published"]["value"], "2025-04-25");
    assert_eq!(hit["headline"]["derived"], true);
    let colored = env.out(&[&query[..], &["--color", "always"]].concat());
    let passage = colored.lines().find(|line| line.contains("recognising")).unwrap();
    let marked: Vec<&str> = passage
        .split("\u{1b}[")
        .filter_map(|part| part.split_once("31m"))
        .map(|(_, text)| text)
        .collect();
    assert_eq!(marked, ["Zelensky", "Crimea"], "{passage:?}");
}

#[test]
fn a_folder_without_an_index_is_indexed_once() {
    let env = Env::new(&[("archive/a.txt", SEED)]);
    let first = env.run(&["query", "crimea", "archive"]);
    assert_eq!(first.status, 0);
    assert!(first.err.contains("indexing archive (once)"), "{first:?}");
    let second = env.run(&["query", "crimea", "archive"]);
    assert_eq!(second.out, first.out);
    assert!(!second.err.contains("indexing"), "{second:?}");
}

#[test]
fn the_index_is_found_from_inside_the_archive() {
    let env = Env::new(&[("archive/deep/er/a.txt", SEED)]);
    env.out(&["index", "archive"]);
    let mut command = env.command(&["query", "crimea", "--show", "paths"]);
    let inside = ran(command.current_dir(env.path("archive/deep")).output().unwrap());
    assert_eq!((inside.out.as_str(), inside.status), ("er/a.txt\n", 0), "{inside:?}");
    let outside = env.error(&["query", "crimea"]);
    assert!(outside.contains("no index here or in a folder above"), "{outside}");
}

#[test]
fn the_exit_status_tells_found_from_not_found_and_from_errors() {
    let env = Env::new(&[("archive/a.txt", SEED)]);
    assert_eq!(env.run(&["query", "crimea", "archive"]).status, 0);
    assert_eq!(env.run(&["query", "easter", "archive"]).status, 1);
    assert_eq!(env.run(&["query", "persn:x", "archive"]).status, 2);
    assert_eq!(env.run(&["query", "crimea", "nowhere/"]).status, 2);
    assert_eq!(env.run(&["query", "--no-such-flag", "crimea"]).status, 2);
}

#[test]
fn a_mistake_in_the_query_is_pointed_at_before_anything_is_indexed() {
    let env = Env::new(&[("archive/a.txt", SEED)]);
    let error = env.error(&["query", "persn:zelensky AND crimea", "archive"]);
    let expected =
        "error: there is no field `persn`\n  persn:zelensky AND crimea\n  ^^^^^\nhint: did you mean `person`?";
    assert!(error.starts_with(expected), "{error}");
    assert!(!env.path("archive/.dateline").exists());
}

#[test]
fn loose_words_are_told_how_to_quote() {
    let env = Env::new(&[("archive/a.txt", SEED)]);
    let error = env.error(&["query", "crimea", "zelensky"]);
    assert!(error.contains("`zelensky` is no file or folder"), "{error}");
    assert!(error.contains("  dateline query 'crimea zelensky'\n"), "{error}");
    let error = env.error(&["query", "crimea", "zelensky", "archive"]);
    assert!(
        error.contains("  dateline query 'crimea zelensky' archive\n"),
        "{error}"
    );
}

#[test]
fn standard_input_is_indexed_with_a_format() {
    let env = Env::new(&[]);
    let error = env.error(&["index", "-", "--index", "i"]);
    assert!(error.contains("add --format"), "{error}");
    let mut child = env
        .command(&["index", "-", "--format", "jsonl", "--index", "i"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"{\"id\": 1, \"body\": \"Crimea\"}\n{\"id\": 2, \"body\": \"Kyiv\"}\n")
        .unwrap();
    let indexed = ran(child.wait_with_output().unwrap());
    assert!(indexed.err.starts_with("added 2"), "{indexed:?}");
    let count = || env.run(&["query", "--count", "*", "--index", "i"]).out;
    assert_eq!(count(), "2\n");

    // A second stream adds to the first, and the same text twice is one article.
    for _ in 0..2 {
        let mut child = env
            .command(&["index", "-", "--format", "text", "--index", "i", "--quiet"])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(b"Moscow answered.").unwrap();
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(count(), "3\n");
}

#[test]
fn count_paths_ids_and_limits() {
    let env = Env::new(&[]);
    env.write(
        "archive/a.jsonl",
        b"{\"id\":\"x-1\",\"body\":\"crimea\"}\n{\"id\":\"x-2\",\"body\":\"crimea crimea\"}\n",
    );
    env.write(
        "archive/b b.txt",
        b"Crimea is a peninsula and this text goes on for some more words.",
    );
    assert_eq!(env.out(&["query", "crimea", "archive", "--count"]), "3\n");
    let paths = env.out(&["query", "crimea", "archive", "--show", "paths"]);
    assert_eq!(paths, "archive/a.jsonl\narchive/b b.txt\n");
    let nul = env.out(&["query", "crimea", "archive", "--show", "paths", "--print0"]);
    assert_eq!(nul, "archive/a.jsonl\0archive/b b.txt\0");
    let ids = env.out(&[
        "query",
        "id:x-1 OR id:x-2",
        "archive",
        "--show",
        "ids",
        "--sort",
        "oldest",
    ]);
    assert_eq!(ids.lines().count(), 2);
    let second = env.run(&[
        "query", "crimea", "archive", "--limit", "1", "--offset", "1", "--show", "ids",
    ]);
    assert_eq!(second.out.lines().count(), 1);
    assert!(second.err.contains("3 articles"), "{second:?}");
    assert!(second.err.contains("number 2 printed"), "{second:?}");
}

#[test]
fn since_and_until_take_days_months_and_years() {
    let env = Env::with_sample_corpus();
    let count = |options: &[&str]| {
        let fixed = ["query", "*", "sample_corpus", "--count", "--quiet"];
        env.run(&[&fixed[..], options].concat())
            .out
            .trim()
            .parse::<u64>()
            .unwrap()
    };
    assert_eq!(count(&["--since", "2025"]), env.count("date>=2025", "sample_corpus"));
    assert_eq!(
        count(&["--until", "2014-03"]),
        env.count("date<=2014-03", "sample_corpus")
    );
    assert_eq!(count(&["--since", "2025-04", "--until", "2025-04"]), 15);
    let error = env.error(&["query", "*", "sample_corpus", "--since", "soon"]);
    assert!(error.contains("--since soon: expected a day, month or year"), "{error}");
}

#[test]
fn a_closed_pipe_is_silent() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    let mut child = env
        .command(&[
            "query",
            "*",
            "sample_corpus",
            "--limit",
            "1000",
            "--format",
            "jsonl",
            "--quiet",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    drop(child.stdout.take());
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
}

#[test]
fn an_article_never_steers_the_terminal() {
    let evil = "Crimea \u{1b}[2J\u{1b}]0;owned\u{7} and \u{202e}backwards\u{202c} with \u{9b}31m";
    let env = Env::new(&[("archive/a\u{1b}[31m.txt", evil)]);
    for arguments in [
        &["query", "crimea", "archive"][..],
        &["query", "crimea", "archive", "--format", "csv"],
        &["query", "crimea", "archive", "--format", "json"],
        &["query", "crimea", "archive", "--format", "markdown"],
        &["show", "archive/a\u{1b}[31m.txt", "archive"],
        &["explain", "crimea", "archive"],
        &["info", "archive"],
    ] {
        let ran = env.run(arguments);
        assert_eq!(ran.status, 0, "{arguments:?} {ran:?}");
        let raw = |letter: char| (letter.is_control() && letter != '\n') || ('\u{202a}'..='\u{202e}').contains(&letter);
        assert!(
            !ran.out.replace("\r\n", "\n").contains(raw),
            "{arguments:?}: {:?}",
            ran.out
        );
    }
}

#[test]
fn color_obeys_the_flag_and_a_pipe_has_none() {
    let env = Env::new(&[("archive/a.txt", SEED)]);
    let has_color = |arguments: &[&str]| env.out(arguments).contains('\u{1b}');
    assert!(!has_color(&["query", "crimea", "archive"]));
    assert!(has_color(&["query", "crimea", "archive", "--color", "always"]));
    assert!(!has_color(&["query", "crimea", "archive", "--color", "never"]));
}

#[test]
fn show_prints_the_whole_article_with_unknown_keys() {
    let env = Env::new(&[(
        "archive/a.json",
        r#"{"id": "x", "title": "Talks", "body": "Crimea.", "edition": "late", "desk": {"name": "World"}}"#,
    )]);
    env.out(&["index", "archive"]);
    let shown = env.out(&["show", "x", "archive"]);
    for part in ["Talks", "Crimea.", "edition", "late", "World"] {
        assert!(shown.contains(part), "{shown}");
    }
    let unknown = env.run(&["show", "nothing", "archive"]);
    assert_eq!(unknown.status, 1);
    assert!(
        unknown.err.contains("no article has the id or path `nothing`"),
        "{unknown:?}"
    );
}

#[test]
fn explain_gives_the_reading_the_words_and_the_clause_that_finds_nothing() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    let explained = env.run(&["explain", "crimea and talks and zanzibar", "sample_corpus"]);
    assert_eq!(explained.status, 1);
    let out = explained.out;
    assert!(out.starts_with("read as   crimea AND talks AND zanzibar\n"), "{out}");
    assert!(out.contains("talks 13 · talk 9"), "{out}");
    assert!(out.contains("zanzibar           0  ← finds nothing"), "{out}");
    let json = env.run(&["explain", "crimea", "sample_corpus", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&json["v"], &json["found"]), (&1.into(), &36.into()));
}

#[test]
fn info_says_what_the_index_holds() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    let info: serde_json::Value = serde_json::from_str(&env.out(&["info", "sample_corpus", "--json"])).unwrap();
    for (key, expected) in [
        ("v", 1),
        ("articles", 110),
        ("files", 72),
        ("undated", 8),
        ("refused", 1),
        ("schema", 5),
    ] {
        assert_eq!(info[key], expected, "{key}");
    }
    assert_eq!(info["first_day"], "1871-05-06");
    let text = env.out(&["info", "sample_corpus"]);
    assert!(text.contains("110 in 72 files"), "{text}");
}

#[test]
fn help_completions_and_the_manual_are_printed() {
    let env = Env::new(&[]);
    let help = env.out(&["help", "query"]);
    assert_eq!(help, include_str!("../../src/docs/query.md"));
    assert!(env.out(&["completions", "bash"]).contains("dateline"));
    assert!(env.out(&["man"]).starts_with(".ie"));
    assert!(env.out(&["query", "--help"]).contains("--snippet-length"));
}

#[test]
fn a_note_that_two_queries_of_a_timeline_share_is_said_once() {
    let env = Env::new(&[("archive/a.txt", SEED)]);
    env.out(&["index", "archive"]);
    let read_anew = "crimea and moscow";
    let drawn = env.run(&["timeline", read_anew, "archive", "--compare", read_anew]);
    let notes: Vec<&str> = drawn.err.lines().filter(|line| line.starts_with("note: ")).collect();
    let mut each_once = notes.clone();
    each_once.sort_unstable();
    each_once.dedup();
    assert!(!notes.is_empty() && notes.len() == each_once.len(), "{drawn:?}");
}
