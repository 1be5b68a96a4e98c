//! What indexing costs beside a plain Tantivy program with the same fields.
//!
//! ```text
//! DATELINE_DATA=/path/to/data cargo bench --bench indexing
//! ```
//!
//! Reads `reuters21578/*.sgm` under `DATELINE_DATA`. Both programs run in processes of their own,
//! one after the other, several times; each prints its CPU seconds (user and system) and its peak
//! memory as Linux counts them. The plain program cuts the same fields out of the same files by
//! searching for their tags, and indexes them with Tantivy's own tokenizers and the same settings,
//! the words of the lead once more among them. It leaves the fields of marks empty: finding
//! sentences and printed case and indexing where they are is part of what is measured.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;

use dateline::index::{self, BuildOptions, Input, Progress};
use tantivy::schema::Field;
use tantivy::store::Compressor;
use tantivy::tokenizer::{RawTokenizer, TextAnalyzer};
use tantivy::{DateTime, Index, IndexSettings, IndexWriter, TantivyDocument};

const RUNS: usize = 5;
const THREADS: usize = 2;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|word| word == "--as") {
        Some(at) => run_as(&arguments[at + 1], Path::new(&arguments[at + 2])),
        None => compare(),
    }
}

fn compare() {
    let Some(data) = std::env::var_os("DATELINE_DATA") else {
        println!("skipped: DATELINE_DATA is not set; it names a folder that holds reuters21578/*.sgm");
        return;
    };
    let articles = PathBuf::from(data).join("reuters21578");
    if !articles.is_dir() {
        println!("skipped: {} is no folder", articles.display());
        return;
    }
    let measure = |who: &str| -> (f64, f64) {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--as", who])
            .arg(&articles)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let mut numbers = text.split_whitespace().map(|number| number.parse::<f64>().unwrap());
        (numbers.next().unwrap(), numbers.next().unwrap())
    };
    let mut ratios = Vec::new();
    let mut seconds = (Vec::new(), Vec::new());
    let mut memory = (0.0f64, 0.0f64);
    for run in 0..=RUNS {
        let (plain, ours) = (measure("plain"), measure("dateline"));
        memory = (memory.0.max(plain.1), memory.1.max(ours.1));
        // The first run warms the file cache.
        if run > 0 {
            ratios.push(ours.0 / plain.0);
            seconds.0.push(plain.0);
            seconds.1.push(ours.0);
        }
    }
    println!("CPU seconds, median of {RUNS} runs, {THREADS} threads");
    println!(
        "  plain Tantivy  {:.2} s   peak memory {:.0} MB",
        median(&mut seconds.0),
        memory.0
    );
    println!(
        "  dateline       {:.2} s   peak memory {:.0} MB",
        median(&mut seconds.1),
        memory.1
    );
    let middle = median(&mut ratios);
    println!(
        "  ratio          {middle:.2}   ({:.2} to {:.2})",
        ratios[0],
        ratios[RUNS - 1]
    );
}

fn median(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

fn run_as(who: &str, articles: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let count = match who {
        "plain" => plain(articles, folder.path()),
        _ => ours(articles, folder.path()),
    };
    assert_eq!(count, 21_578);
    println!("{} {}", cpu_seconds(), peak_megabytes());
}

/// User and system time of this process with all its threads.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("this bench needs Linux");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    // Fields 14 and 15 of proc(5), counted here from behind the name; 100 ticks a second.
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("this bench needs Linux");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1000.0
}

fn ours(articles: &Path, folder: &Path) -> u64 {
    let options = BuildOptions {
        jobs: THREADS,
        ..BuildOptions::default()
    };
    let input = Input::Paths(vec![articles.to_owned()]);
    let stop = AtomicBool::new(false);
    let index = folder.join("index");
    index::build(&index, input, &options, &Progress::default(), &stop, || false)
        .unwrap()
        .changes
        .added
}

fn plain(articles: &Path, folder: &Path) -> u64 {
    let (schema, fields) = index::schema();
    let settings = IndexSettings {
        docstore_compression: Compressor::Lz4,
        docstore_blocksize: 32 << 10,
        ..IndexSettings::default()
    };
    let index = Index::builder()
        .schema(schema)
        .settings(settings)
        .create_in_dir(folder)
        .unwrap();
    index
        .tokenizers()
        .register("dateline_name", TextAnalyzer::from(RawTokenizer::default()));
    for unused in ["dateline_marks", "dateline_headline_marks"] {
        index
            .tokenizers()
            .register(unused, TextAnalyzer::from(RawTokenizer::default()));
    }
    let mut writer: IndexWriter = index.writer_with_num_threads(THREADS, 128 << 20).unwrap();
    let mut files: Vec<PathBuf> = std::fs::read_dir(articles)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "sgm"));
    files.sort();
    let mut count = 0;
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let path = path.to_string_lossy();
        for record in text.split("<REUTERS").skip(1) {
            count += 1;
            writer
                .add_document(plain_document(record, &path, count, &fields))
                .unwrap();
        }
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    count
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let start = text.find(from)? + from.len();
    let length = text[start..].find(to)?;
    Some(&text[start..start + length])
}

fn plain_document(record: &str, path: &str, number: u64, fields: &index::Fields) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    let mut both = |field: index::NameField, text: &str| {
        document.add_text(field.whole, text);
        document.add_text(field.words, text);
    };
    both(fields.source_id, between(record, "NEWID=\"", "\"").unwrap());
    both(fields.source, "Reuters");
    if let Some(dateline) = between(record, "<DATELINE>", "</DATELINE>") {
        both(fields.dateline, dateline.trim());
    }
    let lists = [
        ("TOPICS", fields.topics),
        ("PLACES", fields.places),
        ("PEOPLE", fields.people),
        ("ORGS", fields.orgs),
    ];
    for (tag, field) in lists {
        let list = between(record, &format!("<{tag}>"), &format!("</{tag}>")).unwrap_or_default();
        for item in list.split("<D>").skip(1) {
            both(field, item.trim_end_matches("</D>"));
        }
    }
    let date = between(record, "<DATE>", "</DATE>").unwrap_or_default();
    let mut text = |field: Field, text: &str| document.add_text(field, text);
    text(fields.path, path);
    text(fields.path_words, path);
    text(fields.format, "reuters21578");
    text(fields.lang, "en");
    text(fields.lang_given, "yes");
    text(fields.published_iso, date);
    text(fields.published_raw, date);
    text(fields.published_origin, "field");
    text(
        fields.extra,
        "{\"OLDID\":\"1\",\"LEWISSPLIT\":\"TRAIN\",\"CGISPLIT\":\"TRAINING-SET\",\"TOPICS\":\"YES\"}",
    );
    for name in ["title", "date", "body", "dateline", "source", "id", "lang"] {
        text(fields.filled, name);
    }
    if let Some(title) = between(record, "<TITLE>", "</TITLE>") {
        text(fields.headline, title);
    }
    let body = between(record, "<BODY>", "</BODY>").or_else(|| between(record, "<TEXT", "</TEXT>"));
    let body = body.unwrap_or_default();
    let lead = body.find("\n ").map_or(body, |end| &body[..end]);
    text(fields.lead, lead);
    text(fields.body, body);
    let minute = 9_000_000 + number as i64;
    document.add_u64(fields.id, number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    document.add_u64(fields.record, number);
    document.add_u64(fields.words, body.len() as u64 / 6);
    document.add_u64(fields.lead_words, lead.len() as u64 / 6);
    document.add_u64(fields.headline_words, 5);
    document.add_date(fields.published, DateTime::from_timestamp_secs(minute * 60));
    document.add_i64(fields.published_first, minute);
    document.add_i64(fields.published_last, minute);
    document
}
