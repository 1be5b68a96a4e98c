//! `dateline query --all`: every article of the answer, and how it was found.

use serde_json::Value;

use crate::env::Env;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_whole_answer_is_all_of_its_pages() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    for sort in ["relevance", "newest", "oldest"] {
        for query in ["*", "crimea AND talks", "title:bridge date:2018..2022"] {
            let all = env.out(&["query", query, "sample_corpus", "--all", "--sort", sort, "--quiet"]);
            let mut pages = String::new();
            let mut offset = 0;
            loop {
                let number = offset.to_string();
                let page = ["query", query, "sample_corpus", "--no-group", "--sort", sort, "--quiet"];
                let more = ["--format", "jsonl", "--limit", "7", "--offset", &number];
                let page = env.run(&[&page[..], &more].concat()).out;
                if page.is_empty() {
                    break;
                }
                pages.push_str(&page);
                offset += 7;
            }
            let (head, hits) = all.split_once('\n').unwrap();
            assert_eq!(hits, pages, "{query} {sort}");
            let head: Value = serde_json::from_str(head).unwrap();
            assert_eq!(head["found"], lines(hits).len(), "{query}");
            assert_eq!(head["sort"], sort);
        }
    }
}

#[test]
fn every_format_has_every_article_and_the_record_says_how() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    env.write("names.txt", b"Crimea = Krym\n");
    for (format, begins) in [
        ("jsonl", "{\"v\":1,"),
        ("ris", "TY  - NEWS"),
        ("bibtex", "@article{"),
        ("csl", "{\"id\":"),
        ("html", "<article id="),
    ] {
        let arguments = [
            "query",
            "crimea",
            "sample_corpus",
            "--all",
            "--format",
            format,
            "--since",
            "2014",
        ];
        let more = ["--record", "record.json", "--names", "names.txt"];
        let ran = env.run(&[&arguments[..], &more].concat());
        assert_eq!(ran.status, 0, "{ran:?}");
        let articles = ran
            .out
            .lines()
            .filter(|line| line.trim_start_matches([',', '[']).starts_with(begins))
            .count();
        assert_eq!(articles, 35, "{format}: {}", ran.out);
        assert!(ran.err.ends_with("35 articles written\n"), "{ran:?}");
        let record: Value = serde_json::from_slice(&std::fs::read(env.path("record.json")).unwrap()).unwrap();
        assert_eq!(
            (&record["query"], &record["found"], &record["since"]),
            (&"crimea".into(), &35.into(), &"2014".into())
        );
        assert_eq!(
            (&record["names_file"], &record["generation"]),
            (&"names.txt".into(), &1.into())
        );
        assert_eq!(record["spellings"][0]["typed"], "crimea");
    }
    let csv = env.out(&[
        "query",
        "crimea",
        "sample_corpus",
        "--all",
        "--format",
        "csv",
        "--quiet",
    ]);
    let mut rows = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 36);
    let told = env
        .run(&["query", "crimea", "sample_corpus", "--all", "--format", "ris"])
        .err;
    assert!(
        told.contains("note: how this was found stands in no file of this format; --record FILE writes it"),
        "{told}"
    );
}

#[test]
fn what_cannot_be_is_told() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    let error = |more: &[&str]| env.error(&[&["query", "crimea", "sample_corpus"], more].concat());
    assert!(error(&["--all", "--format", "text"]).contains("--format jsonl, csv, ris"));
    assert!(error(&["--format", "ris"]).contains("this format is for whole answers: add --all"));
    assert!(error(&["--all", "--limit", "5"]).contains("--limit"));
    assert!(error(&["--record", "x.json"]).contains("--all"));
    assert!(error(&["--format", "endnote"]).contains("text, json, jsonl, csv, markdown, ris, bibtex, csl, html"));
    assert!(error(&["--all", "--record", "no/such/folder/x"]).contains("cannot write the record to no/such/folder/x"));
    let none = env.run(&[
        "query",
        "nowhereatall",
        "sample_corpus",
        "--all",
        "--format",
        "csl",
        "--quiet",
    ]);
    assert_eq!((none.status, none.out.as_str()), (1, "[\n\n]\n"));
}
