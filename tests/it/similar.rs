//! `dateline similar`: more like one article of the archive, or like a file.

use dateline::article::{Article, Entity, EntityKind};
use dateline::query::{ParseOptions, parse};
use dateline::search::likeness;
use jiff::civil::date;
use proptest::prelude::*;

use crate::env::Env;

/// The files of the articles that are like one, the most alike first.
fn files(env: &Env, arguments: &[&str]) -> Vec<String> {
    let all = [
        &["similar"],
        arguments,
        &["sample_corpus", "--format", "jsonl", "--quiet"],
    ]
    .concat();
    let out = env.out(&all);
    let records = out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    records
        .map(|record| record["path"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn copies_of_a_wire_come_first_and_the_article_itself_not_at_all() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    let own = "sample_corpus/wire/2025-04-25-crimea-talks.txt";
    let found = files(&env, &[own]);
    assert_eq!(found.len(), 10);
    let copies = [
        "sample_corpus/gazette.jsonl",
        "sample_corpus/courier/2025/2025-04-25-wire-crimea.txt",
    ];
    assert_eq!(found[..2], copies);
    assert!(!found.contains(&own.to_owned()), "{found:?}");
    // The same article as a file that the archive does not hold finds its like, and itself first.
    let text = std::fs::read(env.path(own)).unwrap();
    env.write("elsewhere.txt", &text);
    let outside = files(&env, &["elsewhere.txt", "--limit", "2"]);
    assert_eq!(outside, [own, found[0].as_str()]);
    assert_eq!(files(&env, &[own, "--limit", "3", "--since", "2025-04-26"]).len(), 3);
}

#[test]
fn the_answer_says_by_what_and_nothing_is_told_as_such() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    let ran = env.run(&[
        "similar",
        "sample_corpus/lantern/2018-05-15-kerch-bridge.md",
        "sample_corpus",
    ]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.err
            .starts_with("alike by Crimea · Vladimir Putin · Kerch Strait · "),
        "{ran:?}"
    );
    env.write("strange.txt", b"Xyzzyq qwrtpl.");
    let ran = env.run(&["similar", "strange.txt", "sample_corpus"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err, "the article shares no rare word with another one\n");
    let ran = env.run(&["similar", "nowhere.txt", "sample_corpus"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (1, "no article has the id or path `nowhere.txt`\n")
    );
    let error = env.error(&["similar", "strange.txt", "sample_corpus", "--record", "7"]);
    assert!(
        error.contains("strange.txt: there is no record 7; the last one is 1"),
        "{error}"
    );
}

#[test]
fn copies_of_a_file_that_the_archive_does_not_hold_are_found() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    let wire = std::fs::read_to_string(env.path("sample_corpus/wire/2025-04-25-crimea-talks.txt")).unwrap();
    env.write("draft.txt", wire.replace("within days", "soon, one hopes").as_bytes());
    let json = env.out(&["similar", "draft.txt", "sample_corpus", "--copies", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let articles = json["articles"].as_array().unwrap();
    assert_eq!(articles[0]["path"], "draft.txt");
    let paths: Vec<&str> = articles[1..]
        .iter()
        .map(|copy| copy["path"].as_str().unwrap())
        .collect();
    assert!(
        paths.contains(&"sample_corpus/wire/2025-04-25-crimea-talks.txt"),
        "{paths:?}"
    );
    assert!(
        paths.contains(&"sample_corpus/dispatch/metro-dispatch.jsonl"),
        "{paths:?}"
    );
    let stored = |path: &str| articles.iter().find(|copy| copy["path"] == path).unwrap();
    let wire = stored("sample_corpus/wire/2025-04-25-crimea-talks.txt");
    assert!(wire["added"].to_string().contains("within days"), "{wire}");
    env.write("other.txt", b"Nothing here was ever printed elsewhere, said a man of the board who counts the lamps along the quay every single evening and writes the number down.");
    let none = env.run(&["similar", "other.txt", "sample_corpus", "--copies"]);
    assert_eq!(none.status, 1);
    assert!(none.out.contains(" · 1 article, no copies\n"), "{none:?}");
    assert!(
        env.error(&["similar", "draft.txt", "sample_corpus", "--copies", "--format", "csv"])
            .contains("text or json")
    );
}

#[test]
fn any_article_gives_a_query_that_is_read_without_a_remark() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    let index = dateline::index::open(&env.path("sample_corpus/.dateline")).unwrap();
    proptest!(ProptestConfig::with_cases(200), |(
        body in "(crimea|and|NOT|near|bridge|talks|\\PC{1,6}| |\n){0,60}",
        names in proptest::collection::vec("\\PC{0,20}", 0..5),
    )| {
        let entity = |name: &String| Entity {
            kind: EntityKind::Person,
            name: name.clone(),
            spellings: Vec::new(),
            first: None,
            is_given: true,
            salience: 90,
        };
        let article = Article { body, entities: names.iter().map(entity).collect(), ..Article::default() };
        if let Some(text) = likeness(&index, &article).unwrap().to_query(None) {
            let query = parse(&text, &ParseOptions::new(date(2025, 4, 25)));
            prop_assert!(query.as_ref().is_ok_and(|query| query.notes.is_empty()), "{text}\n{query:?}");
        }
    });
}
