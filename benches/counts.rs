//! Whether counts agree with a plain Tantivy index, query by query, and what counting costs.
//!
//! ```text
//! DATELINE_DATA=/path/to/data cargo bench --bench counts
//! ```
//!
//! Reads `reuters21578/*.sgm` and `queries/search-benchmark-game.jsonl` under `DATELINE_DATA`. Both
//! engines look at the same bodies, cut by the same tokenizer, with no stems. Tantivy gets queries
//! built by hand, dateline parses text.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

#[path = "../tests/it/peer.rs"]
mod peer;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use dateline::index::{self, BuildOptions, Input, Progress};
use dateline::query::{ParseOptions, parse};
use dateline::search::{SearchOptions, search};

const RUNS: usize = 5;

fn main() {
    let Some(data) = std::env::var_os("DATELINE_DATA") else {
        println!("skipped: DATELINE_DATA is not set; it names a folder that holds reuters21578/*.sgm and queries/");
        return;
    };
    let articles = PathBuf::from(&data).join("reuters21578");
    let queries = PathBuf::from(&data).join("queries/search-benchmark-game.jsonl");
    if !articles.is_dir() || !queries.is_file() {
        println!("skipped: {} or {} is not there", articles.display(), queries.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let index_folder = folder.path().join("index");
    let input = Input::Paths(vec![articles]);
    let stop = AtomicBool::new(false);
    let options = BuildOptions::default();
    index::build(&index_folder, input, &options, &Progress::default(), &stop, || true).unwrap();
    let index = index::open(&index_folder).unwrap();
    let plain = peer::Plain::of_bodies(&index);
    let reading = ParseOptions {
        any: true,
        ..ParseOptions::new(jiff::civil::date(2025, 5, 1))
    };
    let only_count = SearchOptions {
        limit: 0,
        ..SearchOptions::default()
    };

    let queries: Vec<String> = std::fs::read_to_string(queries)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|line| line["query"].as_str().unwrap().to_owned())
        .collect();
    let mut spent: [Vec<Duration>; 2] = [Vec::new(), Vec::new()];
    let mut agreeing = 0;
    let mut found = 0;
    for run in 0..RUNS {
        let mut total = [Duration::ZERO; 2];
        for text in &queries {
            let started = Instant::now();
            let clauses = peer::clauses(text);
            let expected = plain.count(&clauses);
            total[0] += started.elapsed();

            let ours = peer::as_ours(&clauses);
            let started = Instant::now();
            let query = parse(&ours, &reading).unwrap();
            let counted = search(&index, &query, &only_count).unwrap().found;
            total[1] += started.elapsed();

            if run == 0 && counted == expected {
                agreeing += 1;
                found += u64::from(counted > 0);
            } else if run == 0 {
                println!("differs: {text}: Tantivy {expected}, dateline {counted} for {ours}");
            }
        }
        for (spent, total) in spent.iter_mut().zip(total) {
            spent.push(total);
        }
    }
    println!(
        "{agreeing} of {} counts agree; {found} of them are above 0",
        queries.len()
    );
    let [plain, ours] = spent.map(|mut times| {
        times.sort();
        times[RUNS / 2].as_secs_f64() * 1000.0
    });
    println!("all queries, median of {RUNS} runs");
    println!("  plain Tantivy  {plain:7.1} ms");
    println!("  dateline       {ours:7.1} ms   ratio {:.2}", ours / plain);
}
