//! The examples of the page on the query language, run on the sample corpus.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use dateline::index::{self, BuildOptions, Input, Progress};
use dateline::query::{ParseOptions, parse};
use dateline::search::{SearchOptions, search};

/// The examples that no article there matches.
const FIND_NOTHING: &[&str] = &[];

/// Indented lines, the query divided from its explanation by two spaces; lines that go on an
/// explanation are indented further, and names of fields end in a colon.
fn examples(page: &str) -> Vec<&str> {
    let indented = page.lines().filter_map(|line| line.strip_prefix("    "));
    indented
        .filter(|line| !line.starts_with(' ') && !line.starts_with("dateline "))
        .map(|line| line.split("  ").next().unwrap().trim_end())
        .filter(|query| !query.ends_with(':'))
        .collect()
}

#[test]
fn every_example_of_the_help_page_runs_and_nearly_all_find_something() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus");
    let input = Input::Paths(vec![corpus]);
    let (options, progress) = (BuildOptions::default(), Progress::default());
    index::build(&path, input, &options, &progress, &AtomicBool::new(false), || false).unwrap();
    let index = index::open(&path).unwrap();
    // A day within the sample corpus, on which "last week" and its like find articles.
    let reading = ParseOptions::new(jiff::civil::date(2025, 4, 26));
    let examples = examples(include_str!("../../src/docs/query.md"));
    assert!(examples.len() > 75, "{}", examples.len());
    let mut empty = Vec::new();
    for example in examples {
        let query = parse(example, &reading).unwrap();
        let page = search(&index, &query, &SearchOptions::default()).unwrap();
        // What the postings found, the stored text shows.
        for hit in &page.hits {
            let marks = hit.headline_matches.len() + hit.body_matches.len();
            assert!(
                marks > 0 || !example.contains("w/") || example.contains("NOT"),
                "{example}"
            );
        }
        if page.found == 0 {
            empty.push(example);
        }
    }
    assert_eq!(empty, FIND_NOTHING);
}
