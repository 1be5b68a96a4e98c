//! How a query is read, which clause leaves nothing, and what might have been meant.

use serde_json::Value;

use crate::env::Env;

/// The sample corpus, indexed once for all lines of a test.
fn indexed() -> Env {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus", "--quiet"]);
    env
}

/// Compares with the lines of the table of clauses.
#[track_caller]
fn check_clauses(arguments: &[&str], expected: &[&str]) {
    let ran = indexed().run(&[&["explain"], arguments].concat());
    let (_, table) = ran.out.split_once("\n\n").unwrap();
    assert_eq!(table.lines().collect::<Vec<_>>(), expected, "{arguments:?}");
}

/// Compares with the lines of "did you mean" of a query.
#[track_caller]
fn check_suggestions(env: &Env, query: &str, expected: &[&str]) {
    let ran = env.run(&["query", query, "sample_corpus"]);
    assert_eq!(ran.status, 1, "{query}: {ran:?}");
    let lines: Vec<&str> = ran.err.lines().filter(|line| line.contains("no article")).collect();
    assert_eq!(lines, expected, "{query}");
}

#[test]
fn leaving_out_the_clause_that_finds_nothing_is_counted() {
    check_clauses(
        &["crimea talks zanzibar", "sample_corpus"],
        &[
            "crimea            36 articles",
            "talks             15",
            "zanzibar           0  ← finds nothing",
            "together           0",
            "without zanzibar  12",
        ],
    );
}

#[test]
fn each_clause_without_which_something_is_found_is_counted() {
    check_clauses(
        &["crimea talks NOT (crimea OR minsk)", "sample_corpus"],
        &[
            "crimea                         36 articles",
            "talks                          15",
            "NOT (crimea OR minsk)          74",
            "together                        0",
            "without crimea                  3",
            "without NOT (crimea OR minsk)  12",
        ],
    );
}

#[test]
fn two_clauses_that_find_nothing_are_both_named_and_neither_is_the_cause_alone() {
    check_clauses(
        &["crimea zanzibar xyzzy", "sample_corpus"],
        &[
            "crimea    36 articles",
            "zanzibar   0  ← finds nothing",
            "xyzzy      0  ← finds nothing",
            "together   0",
        ],
    );
}

#[test]
fn the_parts_of_a_field_are_clauses() {
    check_clauses(
        &["title:(crimea AND bridge)", "sample_corpus"],
        &["title:crimea  21 articles", "title:bridge   3", "together       3"],
    );
}

#[test]
fn dates_and_a_part_of_the_archive_are_clauses_too() {
    check_clauses(
        &["crimea OR kyiv", "sample_corpus", "--until", "1850"],
        &[
            "crimea                     36 articles",
            "kyiv                       22",
            "date:..1850-12-31           0  ← finds nothing",
            "together                    0",
            "without date:..1850-12-31  36",
        ],
    );
    check_clauses(
        &[
            "crimea",
            "sample_corpus/courier",
            "--since",
            "2025-04",
            "--until",
            "2025-04",
        ],
        &[
            "crimea                    36 articles",
            "date:2025-04              15",
            "in sample_corpus/courier   9",
            "together                   4",
        ],
    );
}

#[test]
fn explain_counts_what_query_counts() {
    let env = indexed();
    for (query, options) in [
        ("crimea kyiv", &[][..]),
        ("crimea kyiv", &["--any"]),
        ("crimea OR kyiv", &["--literal"]),
        ("crimea", &["--since", "2022"]),
        ("crimea NOT kyiv", &["--until", "2020-06"]),
    ] {
        for archive in ["sample_corpus", "sample_corpus/lantern"] {
            let counted = env.run(&[&["query", query, archive, "--count"], options].concat());
            let explained = env.run(&[&["explain", query, archive, "--format", "json"], options].concat());
            let record: Value = serde_json::from_str(&explained.out).unwrap();
            assert_eq!(
                counted.out.trim(),
                record["found"].to_string(),
                "{query} {options:?} {archive}"
            );
        }
    }
}

#[test]
fn a_misspelled_word_is_answered_with_words_of_the_index() {
    let env = indexed();
    for (query, expected) in [
        (
            "zelenksy",
            "no article holds \"zelenksy\"; did you mean zelensky (27 articles)?",
        ),
        ("kyvi", "no article holds \"kyvi\"; did you mean kyiv (22 articles)?"),
        (
            "peacetalks",
            "no article holds \"peacetalks\"; did you mean \"peace talks\" (2 articles)?",
        ),
        (
            "seperatists AND crimea",
            "no article holds \"seperatists\"; did you mean separatist (2 articles)?",
        ),
        (
            "Криу",
            "no article holds \"Криу\"; did you mean крим (36 articles) or криму (1)?",
        ),
        (
            "person:zelenksy",
            "no article holds \"zelenksy\" in the field `person`; did you mean zelensky (27 articles)?",
        ),
    ] {
        check_suggestions(&env, query, &[expected]);
    }
}

#[test]
fn nothing_is_suggested_for_patterns_numbers_excluded_words_and_words_that_are_there() {
    let env = indexed();
    for query in ["zelenksy*", "20255", "=zelenksyandmore", "zanzibar", "path:zelenksy"] {
        check_suggestions(&env, query, &[]);
    }
    check_suggestions(&env, "crimea NOT zelenksy NOT crimea", &[]);
    let found = env.run(&["query", "crimea OR zelenksy", "sample_corpus"]);
    assert!(!found.err.contains("did you mean"), "{found:?}");
}

#[test]
fn a_long_text_of_unknown_words_is_answered_for_a_few_of_them() {
    let env = indexed();
    let words: Vec<String> = ('a'..='z').map(|letter| format!("zelenks{letter}")).collect();
    let ran = env.run(&["query", "--any", &words.join(" "), "sample_corpus"]);
    assert_eq!(ran.err.matches("did you mean").count(), 4, "{ran:?}");
    let long = "x".repeat(10_000);
    check_suggestions(&env, &long, &[]);
}

#[test]
fn suggestions_are_in_every_record() {
    let env = indexed();
    let word = serde_json::json!([{
        "typed": "zelenksy", "field": null,
        "words": [{"word": "zelensky", "articles": 27}],
    }]);
    for command in [
        &["query", "zelenksy", "sample_corpus", "--format", "json"][..],
        &["explain", "zelenksy", "sample_corpus", "--json"],
    ] {
        let record: Value = serde_json::from_str(&env.run(command).out).unwrap();
        assert_eq!(record["suggestions"], word, "{command:?}");
    }
    let found = env.out(&["query", "zelensky", "sample_corpus", "--format", "json"]);
    let found: Value = serde_json::from_str(&found).unwrap();
    assert_eq!(found["suggestions"], serde_json::json!([]));
}

#[test]
fn times_are_told_only_where_they_are_asked_for() {
    let env = indexed();
    let plain = env.run(&["explain", "crimea", "sample_corpus"]);
    assert_eq!(plain.err, "");
    let timed = env.run(&["explain", "crimea", "sample_corpus", "--timings"]);
    assert_eq!(timed.out, plain.out);
    let stages: Vec<&str> = timed
        .err
        .split(" · ")
        .filter_map(|stage| stage.split(' ').next())
        .collect();
    assert_eq!(stages, ["read", "expand", "search"]);
    let json = |options: &[&str]| -> Value {
        let fixed = ["explain", "crimea", "sample_corpus", "--format", "json"];
        let ran = env.run(&[&fixed[..], options].concat());
        assert_eq!(ran.err, "");
        serde_json::from_str(&ran.out).unwrap()
    };
    assert_eq!(json(&[]).get("timings_ms"), None);
    assert!(json(&["--timings"])["timings_ms"]["search"].is_number());
}

#[test]
fn snippets_and_timeout_take_numbers() {
    let env = indexed();
    let snippets = |options: &[&str]| -> usize {
        let fixed = [
            "query",
            "crimea talks",
            "sample_corpus",
            "--limit",
            "1",
            "--format",
            "jsonl",
            "--snippet-length",
            "80",
        ];
        let hit: Value = serde_json::from_str(&env.out(&[&fixed[..], options].concat())).unwrap();
        hit["snippets"].as_array().unwrap().len()
    };
    assert_eq!(snippets(&[]), 1);
    assert_eq!(snippets(&["--snippets", "3"]), 3);
    assert_eq!(snippets(&["--snippets", "0"]), 0);
    assert_eq!(snippets(&["--no-snippets"]), 0);
    assert_eq!(snippets(&["--timeout", "0"]), 1);
    assert_eq!(snippets(&["--timeout", "7.5"]), 1);
    for seconds in ["-1", "soon", "nan", "1e99"] {
        for command in ["query", "explain"] {
            let timeout = format!("--timeout={seconds}");
            let error = env.error(&[command, "crimea", "sample_corpus", &timeout]);
            assert!(
                error.contains("expected a number of seconds such as 10 or 0.5"),
                "{seconds}: {error}"
            );
        }
    }
    let error = env.error(&["explain", "crimea", "sample_corpus", "--timeout=0.000000001"]);
    assert!(error.contains("longer than 0.000000001 s"), "{error}");
}

#[test]
fn a_passage_shows_the_word_that_few_articles_hold() {
    let text = "Crimea, Crimea, Crimea. Nobody saw it. A truce at last.";
    let env = Env::new(&[
        ("archive/a.txt", text),
        ("archive/b.txt", "Crimea."),
        ("archive/c.txt", "Crimea and more."),
    ]);
    let fixed = [
        "query",
        "crimea OR truce",
        "archive",
        "--format",
        "jsonl",
        "--limit",
        "1",
    ];
    let hit = env.out(&[&fixed[..], &["--snippet-length", "25"]].concat());
    let hit: Value = serde_json::from_str(&hit).unwrap();
    assert_eq!(hit["snippets"][0]["text"], "A truce at last.");
}

#[test]
fn show_marks_the_whole_article() {
    let env = indexed();
    let id = env.out(&[
        "query",
        "crimea zelensky",
        "sample_corpus",
        "--limit",
        "1",
        "--show",
        "ids",
        "-q",
    ]);
    let shown = env.out(&[
        "show",
        id.trim(),
        "sample_corpus",
        "--query",
        "crimea zelensky",
        "--format",
        "json",
    ]);
    let article: Value = serde_json::from_str(&shown).unwrap();
    let body = article["body"].as_str().unwrap();
    let marked: Vec<String> = article["highlights"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["field"] == "body")
        .map(|found| {
            let at = |key: &str| found[key].as_u64().unwrap() as usize;
            body[at("start")..at("end")].to_lowercase()
        })
        .collect();
    let words = body.to_lowercase();
    let expected = words.matches("crimea").count() + words.matches("zelensky").count();
    assert!(expected > 4, "{body}");
    assert_eq!(marked.len(), expected, "{marked:?}");
    assert!(
        marked.iter().all(|word| word == "crimea" || word == "zelensky"),
        "{marked:?}"
    );
    let error = env.error(&["show", id.trim(), "sample_corpus", "--query", "persn:x"]);
    assert!(error.contains("there is no field `persn`"), "{error}");
}
