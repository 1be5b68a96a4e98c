//! What proximity and word sets cost beside what they are made of.
//!
//! ```text
//! DATELINE_DATA=/path/to/data cargo bench --bench proximity
//! ```
//!
//! Indexes `news/congress_press.jsonl.gz` under `DATELINE_DATA` into a temporary folder and counts
//! the articles of queries in one process, warm, many times. A proximity is compared with the AND
//! of the same words; a word by its stem with plain Tantivy's union of the same posting lists, of
//! which the time that finding those words takes is not a part.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use dateline::index::{self, BuildOptions, Input, OpenIndex, Progress};
use dateline::query::{ParseOptions, parse};
use dateline::search::{SearchOptions, explain, search};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{TantivyDocument, Term};

const RUNS: usize = 31;

/// Common words of the archive.
const PAIRS: &[(&str, &str)] = &[
    ("health", "care"),
    ("president", "congress"),
    ("house", "senate"),
    ("the", "of"),
];

const WORDS: &[&str] = &["health", "support", "vote", "border"];

fn main() {
    let Some(data) = std::env::var_os("DATELINE_DATA") else {
        println!("skipped: DATELINE_DATA is not set; it names a folder that holds news/congress_press.jsonl.gz");
        return;
    };
    let archive = PathBuf::from(data).join("news/congress_press.jsonl.gz");
    if !archive.is_file() {
        println!("skipped: {} is no file", archive.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let input = Input::Paths(vec![archive]);
    let stop = AtomicBool::new(false);
    index::build(
        &path,
        input,
        &BuildOptions::default(),
        &Progress::default(),
        &stop,
        || false,
    )
    .unwrap();
    let index = index::open(&path).unwrap();

    println!("median of {RUNS} runs in ms; with the best article, without passages");
    println!("{:>10} {:>10} {:>10} {:>6}  words", "AND", "NEAR/5", "/s", "ratio");
    for (one, other) in PAIRS {
        let and = query_time(&index, &format!("={one} AND ={other}"));
        let near = query_time(&index, &format!("={one} NEAR/5 ={other}"));
        let sentence = query_time(&index, &format!("={one} /s ={other}"));
        let words = format!("={one} ={other}");
        println!("{and:10.2} {near:10.2} {sentence:10.2} {:6.2}  {words}", near / and);
        let and = query_time(&index, &format!("{one} AND {other}"));
        let near = query_time(&index, &format!("{one} NEAR/5 {other}"));
        let sentence = query_time(&index, &format!("{one} /s {other}"));
        let words = format!("{one} {other} (by stem)");
        println!("{and:10.2} {near:10.2} {sentence:10.2} {:6.2}  {words}", near / and);
    }

    println!("\nA word by its stem beside plain Tantivy's union of the same lists, read (counted) and ranked");
    println!(
        "(the best ten, fetched, and their number; ours with their matches). `expand` is what finding the words of the stem takes."
    );
    println!(
        "{:>10} {:>10} {:>10} {:>6}  {:>10} {:>10} {:>6}",
        "Tantivy", "dateline", "expand", "ratio", "Tantivy", "dateline", "ratio"
    );
    for word in WORDS {
        let plain = union_of_family(&index, word);
        let searcher = index.reader.searcher();
        let read = median(|| searcher.search(&plain, &Count).unwrap());
        let best = || TopDocs::with_limit(10).order_by_score();
        let ranked = median(|| {
            let (best, found) = searcher.search(&plain, &(best(), Count)).unwrap();
            let articles = best.iter().map(|(_, at)| searcher.doc::<TantivyDocument>(*at).unwrap());
            (articles.collect::<Vec<_>>(), found)
        });
        let ours = |limit| {
            let text = format!("body:{word}");
            let query = parse(&text, &ParseOptions::new(jiff::civil::date(2025, 1, 1))).unwrap();
            let options = SearchOptions {
                limit,
                passages: 0,
                ..SearchOptions::default()
            };
            median(|| search(&index, &query, &options).unwrap().found)
        };
        let expand = expansion_time(&index, word);
        let (ours_read, ours_ranked) = (ours(0), ours(10));
        println!(
            "{read:10.3} {ours_read:10.3} {expand:10.3} {:6.2}  {ranked:10.3} {ours_ranked:10.3} {:6.2}  {word}",
            (ours_read - expand) / read,
            ours_ranked / ranked
        );
    }
}

fn query_time(index: &OpenIndex, text: &str) -> f64 {
    let query = parse(text, &ParseOptions::new(jiff::civil::date(2025, 1, 1))).unwrap();
    let options = SearchOptions {
        passages: 0,
        limit: 1,
        ..SearchOptions::default()
    };
    median(|| search(index, &query, &options).unwrap().found)
}

/// The words that a word stands for, as a union of plain term queries.
fn union_of_family(index: &OpenIndex, word: &str) -> Box<dyn Query> {
    let query = parse(
        &format!("body:{word}"),
        &ParseOptions::new(jiff::civil::date(2025, 1, 1)),
    )
    .unwrap();
    let explanation = explain(index, &query, &SearchOptions::default()).unwrap();
    let leaf = explanation.leaves.first().unwrap();
    assert_eq!(leaf.more, 0, "{word}");
    let term = |(text, _): &(String, u64)| -> Box<dyn Query> {
        let term = Term::from_field_text(index.fields.body, text);
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
    };
    Box::new(BooleanQuery::union(leaf.words.iter().map(term).collect()))
}

fn median<T>(work: impl Fn() -> T) -> f64 {
    work();
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            std::hint::black_box(work());
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

/// The median time of finding the words of a word's stem, as `explain` times it.
fn expansion_time(index: &OpenIndex, word: &str) -> f64 {
    let options = ParseOptions::new(jiff::civil::date(2025, 1, 1));
    let query = parse(&format!("body:{word}"), &options).unwrap();
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let explanation = explain(index, &query, &SearchOptions::default()).unwrap();
            explanation.took.expand.as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}
