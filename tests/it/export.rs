//! What `dateline export` writes is the archive: indexed again, it answers alike.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::env::Env;

/// The records of an export, without what says where each was read.
fn records(export: &str) -> Vec<Value> {
    let parsed = export.lines().map(|line| serde_json::from_str(line).unwrap());
    let mut records: Vec<Value> = parsed.collect();
    for record in &mut records {
        let record = record.as_object_mut().unwrap();
        for key in ["path", "record"] {
            assert!(record.remove(key).is_some());
        }
    }
    records.sort_by_key(Value::to_string);
    records
}

#[test]
fn an_exported_archive_indexed_again_is_the_same_and_answers_alike() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus", "--quiet"]);
    let export = env.out(&["export", "sample_corpus"]);
    // A day in its name says when it was exported, not when any article was published.
    env.write("copy/all-2024-05-06.jsonl", export.as_bytes());
    env.out(&["index", "copy", "--quiet"]);
    let again = env.out(&["export", "copy"]);
    assert_eq!(records(&again), records(&export));
    assert_eq!(env.out(&["export", "copy"]), again, "two exports are the same bytes");

    for query in [
        "crimea AND zelensky",
        "title:bridge",
        "date:2025-04",
        "byline:none",
        "\"peace talks\"",
        "lang:german OR lang:french",
        "ceasefire w/5 ukraine",
    ] {
        let answer = |archive: &str| -> BTreeMap<String, String> {
            let json = env.out(&["query", query, archive, "--format", "json", "--limit", "100"]);
            let page: Value = serde_json::from_str(&json).unwrap();
            let hits = page["hits"].as_array().unwrap();
            let of_hit = |hit: &Value| {
                (
                    hit["headline"].to_string(),
                    format!("{} {}", hit["score"], hit["highlights"]),
                )
            };
            hits.iter().map(of_hit).collect()
        };
        let expected = answer("sample_corpus");
        assert!(!expected.is_empty(), "{query}");
        assert_eq!(answer("copy"), expected, "{query}");
    }
}

#[test]
fn a_part_of_an_archive_is_exported_and_an_empty_one_is_told_by_the_status() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus", "--quiet"]);
    let all = env.out(&["export", "sample_corpus"]);
    let part = env.out(&["export", "sample_corpus/lantern"]);
    let is_in_part = |line: &&str| line.contains("\"path\":\"sample_corpus/lantern/");
    let expected: String = all.lines().filter(is_in_part).map(|line| format!("{line}\n")).collect();
    assert!(part.lines().count() > 3);
    assert_eq!(part, expected);
    let env = Env::new(&[("empty/x.txt", "")]);
    env.run(&["index", "empty"]);
    assert_eq!(env.run(&["export", "empty"]).status, 1);
}

#[test]
fn refused_files_are_read_again_when_asked_for() {
    let env = Env::new(&[
        ("a/good.txt", "Good words."),
        ("a/bad.jsonl", "{\"body\": \"A\"}\n{\"body\":\n"),
    ]);
    let first = env.run(&["index", "a"]);
    assert!(first.err.contains("refused 1"), "{}", first.err);
    let second = env.run(&["index", "a"]);
    assert!(!second.err.contains("refused"), "{}", second.err);
    let retried = env.run(&["index", "a", "--retry-refused"]);
    assert!(retried.err.contains("refused 1"), "{}", retried.err);
    assert!(retried.err.contains("unchanged 1"), "{}", retried.err);
}
