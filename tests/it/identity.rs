//! The same article is one article: changed, vanished, unchanged and doubled files.

use crate::env::Env;

fn article(id: &str, body: &str) -> String {
    format!("{{\"id\": \"{id}\", \"date\": \"2025-04-25\", \"body\": \"{body}\"}}\n")
}

#[track_caller]
fn check_summary(env: &Env, expected: &str) {
    let ran = env.run(&["index", "archive"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let line = ran.err.lines().next().unwrap_or_default();
    let counts = line.split("  in ").next().unwrap();
    assert_eq!(counts, expected, "{ran:?}");
}

#[test]
fn a_second_run_over_an_unchanged_archive_reads_nothing() {
    let env = Env::new(&[("archive/a.txt", "Kyiv spoke."), ("archive/b.txt", "Moscow spoke.")]);
    check_summary(&env, "added 2");
    let before = std::fs::read(env.path("archive/.dateline/meta.json")).unwrap();
    check_summary(&env, "unchanged 2");
    assert_eq!(std::fs::read(env.path("archive/.dateline/meta.json")).unwrap(), before);
}

#[test]
fn a_changed_file_has_its_articles_replaced_and_a_vanished_one_removed() {
    let env = Env::new(&[]);
    env.write(
        "archive/a.jsonl",
        [article("1", "one"), article("2", "two")].concat().as_bytes(),
    );
    env.write("archive/b.txt", b"Moscow spoke.");
    check_summary(&env, "added 3");
    env.write(
        "archive/a.jsonl",
        [article("2", "two again"), article("3", "three")].concat().as_bytes(),
    );
    check_summary(&env, "added 1 · replaced 1 · unchanged 1 · removed 1");
    assert_eq!(env.count("again", "archive"), 1);
    assert_eq!(env.count("one", "archive"), 0);
    env.remove("archive/b.txt");
    check_summary(&env, "unchanged 2 · removed 1");
    assert_eq!(env.count("*", "archive"), 2);
}

#[test]
fn the_same_id_in_two_files_is_one_article_and_comes_back_when_the_winner_goes() {
    let env = Env::new(&[]);
    env.write("archive/a.jsonl", article("1", "from the first file").as_bytes());
    env.write("archive/b.jsonl", article("1", "from the second file").as_bytes());
    check_summary(&env, "added 1 · replaced 1");
    assert_eq!(env.count("*", "archive"), 1);
    assert_eq!(env.count("second", "archive"), 1);
    check_summary(&env, "unchanged 1");
    env.remove("archive/b.jsonl");
    check_summary(&env, "added 1 · removed 1");
    assert_eq!(env.count("first", "archive"), 1);
}

#[test]
fn the_same_id_twice_in_one_file_keeps_the_later_record() {
    let env = Env::new(&[]);
    env.write(
        "archive/a.jsonl",
        [article("1", "early"), article("1", "late")].concat().as_bytes(),
    );
    check_summary(&env, "added 1 · replaced 1");
    assert_eq!(env.count("late", "archive"), 1);
    assert_eq!(env.count("early", "archive"), 0);
    check_summary(&env, "unchanged 1");
}

#[test]
fn two_sources_may_use_the_same_id() {
    let env = Env::new(&[]);
    env.write("archive/a.jsonl", br#"{"id": 1, "source": "Courier", "body": "one"}"#);
    env.write("archive/b.jsonl", br#"{"id": 1, "source": "Gazette", "body": "other"}"#);
    check_summary(&env, "added 2");
}

#[test]
fn an_archive_can_be_moved_with_its_index() {
    let env = Env::new(&[("archive/a.txt", "Kyiv spoke.")]);
    check_summary(&env, "added 1");
    std::fs::rename(env.path("archive"), env.path("moved")).unwrap();
    assert_eq!(env.out(&["query", "kyiv", "moved", "--show", "paths"]), "moved/a.txt\n");
    let ran = env.run(&["index", "moved"]);
    assert!(ran.err.starts_with("unchanged 1"), "{ran:?}");
}

#[test]
fn a_lost_manifest_means_that_every_file_is_read_again() {
    let env = Env::new(&[("archive/a.txt", "Kyiv spoke."), ("archive/b.txt", "Moscow spoke.")]);
    check_summary(&env, "added 2");
    env.remove("archive/.dateline/manifest.1.jsonl");
    check_summary(&env, "replaced 2");
    assert_eq!(env.count("*", "archive"), 2);
}

#[test]
fn a_rebuilt_index_answers_as_before() {
    let env = Env::with_sample_corpus();
    let query = ["query", "crimea", "sample_corpus", "--quiet", "--format", "json"];
    let before = env.out(&query);
    let ran = env.run(&["index", "sample_corpus", "--rebuild"]);
    assert!(ran.err.contains("added 110"), "{ran:?}");
    assert_eq!(env.out(&query), before);
}

#[test]
fn a_part_of_an_archive_is_searched_in_the_index_of_the_whole() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    assert_eq!(env.count("*", "sample_corpus/lantern"), 8);
    assert!(!env.path("sample_corpus/lantern/.dateline").exists());
}
