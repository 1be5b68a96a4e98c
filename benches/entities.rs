//! How fast names are recognised, on one core, beside cutting the text into tokens alone.
//!
//! ```text
//! DATELINE_DATA=/path/to/data cargo bench --bench entities
//! ```
//!
//! Reads `news/congress_press.jsonl.gz` and `reuters21578/*.sgm` under `DATELINE_DATA`, as `dateline` reads
//! them. Everything is on: both passes, all rules. Prints the load of the machine where it tells.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dateline::article::Article;
use dateline::enrich::entities::recognise::tokens::tokenize;
use dateline::enrich::entities::recognise::{Recogniser, built_in};
use dateline::ingest::{ReadOptions, read_file};

const RUNS: usize = 5;

/// Enough to measure, of the larger set.
const MOST_BYTES: usize = 20_000_000;

fn main() {
    let Some(data) = std::env::var_os("DATELINE_DATA").map(PathBuf::from) else {
        println!("skipped: DATELINE_DATA is not set; it names a folder that holds news and reuters21578");
        return;
    };
    let sets = [
        ("wires of 1987", data.join("reuters21578")),
        ("press releases", data.join("news/congress_press.jsonl.gz")),
    ];
    for (name, path) in sets {
        if path.exists() {
            measure(name, &read(&path));
        } else {
            println!("skipped: {} is not there", path.display());
        }
    }
    if let Ok(load) = std::fs::read_to_string("/proc/loadavg") {
        println!("load of the machine: {}", load.trim());
    }
}

fn read(path: &Path) -> Vec<Article> {
    let mut articles = Vec::new();
    let mut bytes = 0;
    let paths = if path.is_dir() {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        paths
    } else {
        vec![path.to_owned()]
    };
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        read_file(&path, &name, &ReadOptions::default(), &mut |_, _, outcome| {
            if let Ok(article) = outcome {
                bytes += article.body.len();
                articles.push(article);
            }
            if bytes < MOST_BYTES {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })
        .unwrap();
        if bytes >= MOST_BYTES {
            break;
        }
    }
    articles
}

fn measure(name: &str, articles: &[Article]) {
    let headline = |article: &Article| article.headline.as_ref().map_or(0, |headline| headline.text.len());
    let bytes: usize = articles
        .iter()
        .map(|article| article.body.len() + headline(article))
        .sum();
    let megabytes = bytes as f64 / 1e6;
    let mut tokens = Vec::new();
    let mut recogniser = Recogniser::new(built_in());
    let mut best = [f64::MAX; 2];
    let (mut count, mut mentions) = (0, 0);
    for _ in 0..RUNS {
        let started = Instant::now();
        count = 0;
        for article in articles {
            tokenize(&article.body, &mut tokens);
            count += tokens.len();
        }
        best[0] = best[0].min(started.elapsed().as_secs_f64());
        let started = Instant::now();
        mentions = 0;
        for article in articles {
            let headline = article.headline.as_ref().map(|headline| headline.text.as_str());
            mentions += recogniser.mentions(headline, &article.body).len();
        }
        best[1] = best[1].min(started.elapsed().as_secs_f64());
    }
    println!(
        "{name}: {} articles, {megabytes:.1} MB, {count} tokens, {mentions} mentions; best of {RUNS} runs",
        articles.len()
    );
    println!("  tokens alone  {:6.1} MB/s", megabytes / best[0]);
    println!("  names         {:6.1} MB/s", megabytes / best[1]);
}
