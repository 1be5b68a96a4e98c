//! How long a cold query process takes: start, open, search, ten passages, print.
//!
//! ```text
//! DATELINE_DATA=/path/to/data cargo bench --bench query
//! ```
//!
//! Indexes `news/congress_press.jsonl.gz` under `DATELINE_DATA` into a temporary folder, then
//! starts `dateline query` many times. The peer in the same run is `dateline --version`: what a
//! process costs that does nothing.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const RUNS: usize = 31;

const QUERIES: &[&str] = &[
    "crimea AND zelensky",
    "veterans health care",
    "\"climate change\" AND senat*",
    "title:budget OR (deficit NOT tax)",
    "the",
    "date:2019 AND border",
];

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
    let index = folder.path().join("index");
    let started = Instant::now();
    run(&[
        "index".as_ref(),
        archive.as_path(),
        "--index".as_ref(),
        &index,
        "--quiet".as_ref(),
    ]);
    println!("indexed in {:.1} s", started.elapsed().as_secs_f64());
    println!("median of {RUNS} processes, in ms");
    let nothing = median(|| run(&["--version".as_ref()]));
    println!("  {nothing:6.1}  (nothing: --version)");
    for query in QUERIES {
        let arguments: [&Path; 5] = [
            "query".as_ref(),
            query.as_ref(),
            "--index".as_ref(),
            &index,
            "--format=json".as_ref(),
        ];
        let took = median(|| run(&arguments));
        println!("  {took:6.1}  {query}");
    }
}

fn run(arguments: &[&Path]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let status = command
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.code().is_some_and(|code| code < 2), "{arguments:?}");
}

fn median(work: impl Fn()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}
