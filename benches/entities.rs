//! How fast names are recognised, on one core, beside cutting the text into tokens alone and beside
//! indexing the same text with plain Tantivy; and what part of the work of `dateline index` it is.
//!
//! ```text
//! DATELINE_DATA=/path/to/data cargo bench --bench entities
//! ```
//!
//! Reads `news/congress_press.jsonl.gz` and `reuters21578/*.sgm` under `DATELINE_DATA`, as `dateline` reads
//! them. Everything is on: both passes, all rules. Plain Tantivy indexes headline and text with positions and
//! stores them, in one thread, and its processor time counts with that of its writer; so does that of
//! `dateline index`, which reads the same articles from a file of JSON Lines. Linux only. Prints the load of
//! the machine where it tells.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use dateline::article::Article;
use dateline::enrich::entities::recognise::tokens::tokenize;
use dateline::enrich::entities::recognise::{Recogniser, built_in};
use dateline::enrich::entities::set_entities;
use dateline::index::{self, BuildOptions, Input, Progress};
use dateline::ingest::{ReadOptions, read_file};
use tantivy::schema::{STORED, Schema, TEXT};
use tantivy::{Index, IndexWriter, doc};

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

    let folder = tempfile::tempdir().unwrap();
    let plain = cpu_of(|| plain_tantivy(articles, &folder.path().join("plain")));
    let lines: Vec<String> = articles.iter().map(json_line).collect();
    let archive = folder.path().join("articles.jsonl");
    std::fs::write(&archive, lines.join("\n")).unwrap();
    let ours = cpu_of(|| {
        let input = Input::Paths(vec![archive.clone()]);
        let stop = AtomicBool::new(false);
        let folder = folder.path().join("ours");
        index::build(
            &folder,
            input,
            &BuildOptions::default(),
            &Progress::default(),
            &stop,
            || false,
        )
        .unwrap();
    });
    let mut copies = articles.to_vec();
    let entities = cpu_of(|| copies.iter_mut().for_each(set_entities));
    println!("  plain Tantivy {:6.1} MB/s", megabytes / plain);
    println!(
        "  of the {ours:.2} s of dateline index, {:.0} % are names and what they name ({entities:.2} s)",
        100.0 * entities / ours
    );
}

fn json_line(article: &Article) -> String {
    let headline = article.headline.as_ref().map(|headline| headline.text.as_str());
    serde_json::json!({ "title": headline, "body": article.body }).to_string()
}

fn plain_tantivy(articles: &[Article], folder: &Path) {
    let mut schema = Schema::builder();
    let headline = schema.add_text_field("headline", TEXT | STORED);
    let body = schema.add_text_field("body", TEXT | STORED);
    std::fs::create_dir(folder).unwrap();
    let index = Index::create_in_dir(folder, schema.build()).unwrap();
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 128 << 20).unwrap();
    for article in articles {
        let text = article.headline.as_ref().map_or("", |headline| headline.text.as_str());
        let document = doc!(headline => text, body => article.body.as_str());
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

/// Seconds of user and system time of this process, all threads, for some work.
fn cpu_of(work: impl FnOnce()) -> f64 {
    let before = cpu_seconds();
    work();
    cpu_seconds() - before
}

/// User and system time of this process with all its threads.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("this bench needs Linux");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    // Fields 14 and 15 of proc(5), counted here from behind the name; 100 ticks a second.
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}
