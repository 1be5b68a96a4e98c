//! How good the order of the results is, beside plain Tantivy, by test collections with judgments.
//!
//! ```text
//! DATELINE_DATA=/path/to/data cargo bench --bench ranking
//! ```
//!
//! Reads `ir/<name>/docs.jsonl`, `queries.tsv` (id, tab, text) and `qrels.txt` (query, 0, article,
//! grade) under `DATELINE_DATA`. Both engines take the same queries as words of which any may
//! match, and the same code judges their first thousand articles:
//!
//! - plain Tantivy: title and body in one field, tokenizer `en_stem`, its BM25 as it comes;
//! - dateline: its own build of the file, `--any --literal`.
//!
//! Measures are averaged over the queries that have a relevant article (grade above
//! 0): average precision; nDCG at 10 with 2^grade − 1 as gain and 1 ÷ log2(rank + 1) as discount
//! (Burges and others, "Learning to rank using gradient descent", 2005; only Cranfield has more than
//! one grade); precision at 10; recall at 100.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use dateline::index::{self, BuildOptions, Input, Progress};
use dateline::query::{ParseOptions, parse};
use dateline::search::{SearchOptions, search};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::{Index, IndexWriter, TantivyDocument, Term};
use tempfile::TempDir;

const COLLECTIONS: [&str; 5] = ["cranfield", "cisi", "medline", "npl", "lisa"];

/// Articles that are judged.
const DEPTH: usize = 1_000;

/// One collection: its articles, and its queries with the grades of the relevant articles.
struct Collection {
    docs: Vec<serde_json::Value>,
    queries: Vec<(String, HashMap<String, f64>)>,
}

#[derive(Clone, Copy, Default)]
struct Measures {
    average_precision: f64,
    ndcg_10: f64,
    precision_10: f64,
    recall_100: f64,
}

fn main() {
    let Some(data) = std::env::var_os("DATELINE_DATA") else {
        println!("skipped: DATELINE_DATA is not set; it names a folder that holds ir/<collection>/docs.jsonl");
        return;
    };
    let folder = PathBuf::from(data).join("ir");
    if !folder.is_dir() {
        println!("skipped: {} is no folder", folder.display());
        return;
    }
    println!(
        "{:<10} {:<9} {:>6} {:>8} {:>6} {:>11}",
        "", "", "MAP", "nDCG@10", "P@10", "recall@100"
    );
    let mut all: [Vec<Measures>; 2] = [Vec::new(), Vec::new()];
    for name in COLLECTIONS {
        let collection = read(&folder.join(name));
        let rows = [
            plain(&collection),
            ours(&folder.join(name).join("docs.jsonl"), &collection),
        ];
        for ((engine, answers), all) in ["Tantivy", "dateline"].into_iter().zip(rows).zip(&mut all) {
            let judged = collection.queries.iter().zip(&answers);
            let measures = mean(judged.map(|((_, grades), found)| judge(found, grades)).collect());
            print_row(name, engine, measures);
            all.push(measures);
        }
    }
    for (engine, measures) in ["Tantivy", "dateline"].into_iter().zip(all) {
        print_row("mean", engine, mean(measures));
    }
}

fn print_row(collection: &str, engine: &str, measures: Measures) {
    println!(
        "{collection:<10} {engine:<9} {:>6.3} {:>8.4} {:>6.3} {:>11.3}",
        measures.average_precision, measures.ndcg_10, measures.precision_10, measures.recall_100
    );
}

fn read(folder: &Path) -> Collection {
    let text = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let mut grades: BTreeMap<String, HashMap<String, f64>> = BTreeMap::new();
    for line in text("qrels.txt").lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let grade: f64 = fields[3].parse().unwrap();
        if grade > 0.0 {
            let of_query = grades.entry(fields[0].to_owned()).or_default();
            of_query.insert(fields[2].to_owned(), grade);
        }
    }
    let queries = text("queries.tsv")
        .lines()
        .filter_map(|line| {
            let (id, query) = line.split_once('\t').unwrap();
            grades.remove(id).map(|grades| (query.to_owned(), grades))
        })
        .collect();
    let docs = text("docs.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    Collection { docs, queries }
}

/// The ids that plain Tantivy finds, best first, for each query.
fn plain(collection: &Collection) -> Vec<Vec<String>> {
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED);
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqs);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    let index = Index::create_in_ram(schema.build());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 64 << 20).unwrap();
    for doc in &collection.docs {
        let field = |name: &str| doc[name].as_str().unwrap();
        let mut document = TantivyDocument::new();
        document.add_text(id, field("id"));
        document.add_text(text, format!("{}\n{}", field("title"), field("body")));
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    let searcher = index.reader().unwrap().searcher();
    let mut tokenizer = index.tokenizer_for_field(text).unwrap();
    let mut answers = Vec::new();
    for (query, _) in &collection.queries {
        let mut words: Vec<Box<dyn Query>> = Vec::new();
        tokenizer.token_stream(query).process(&mut |token| {
            let term = Term::from_field_text(text, &token.text);
            words.push(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)));
        });
        let best = searcher
            .search(
                &BooleanQuery::union(words),
                &TopDocs::with_limit(DEPTH).order_by_score(),
            )
            .unwrap();
        let id_of = |address| {
            let document: TantivyDocument = searcher.doc(address).unwrap();
            document.get_first(id).unwrap().as_str().unwrap().to_owned()
        };
        answers.push(best.into_iter().map(|(_, address)| id_of(address)).collect());
    }
    answers
}

/// The ids that dateline finds, best first, for each query.
fn ours(docs: &Path, collection: &Collection) -> Vec<Vec<String>> {
    let folder = TempDir::new().unwrap();
    let index_folder = folder.path().join("index");
    let input = Input::Paths(vec![docs.to_owned()]);
    let stop = AtomicBool::new(false);
    let options = BuildOptions::default();
    let summary = index::build(&index_folder, input, &options, &Progress::default(), &stop, || true).unwrap();
    // Cranfield has two articles without any text.
    assert_eq!(summary.changes.added + summary.refused, collection.docs.len() as u64);
    let index = index::open(&index_folder).unwrap();
    let reading = ParseOptions {
        any: true,
        literal: true,
        ..ParseOptions::new(jiff::civil::date(2025, 5, 1))
    };
    let options = SearchOptions {
        limit: DEPTH,
        snippet_chars: 0,
        ..SearchOptions::default()
    };
    let mut answers = Vec::new();
    for (query, _) in &collection.queries {
        let page = search(&index, &parse(query, &reading).unwrap(), &options).unwrap();
        answers.push(
            page.hits
                .into_iter()
                .map(|hit| hit.article.article.id.unwrap())
                .collect(),
        );
    }
    answers
}

fn judge(found: &[String], grades: &HashMap<String, f64>) -> Measures {
    let relevant = grades.len() as f64;
    let discounted = |grade: f64, rank: usize| (grade.exp2() - 1.0) / ((rank + 1) as f64).log2();
    let mut measures = Measures::default();
    let mut relevant_so_far = 0.0;
    for (rank, id) in (1..).zip(found) {
        let Some(grade) = grades.get(id) else {
            continue;
        };
        relevant_so_far += 1.0;
        measures.average_precision += relevant_so_far / rank as f64 / relevant;
        if rank <= 10 {
            measures.ndcg_10 += discounted(*grade, rank);
            measures.precision_10 += 0.1;
        }
        if rank <= 100 {
            measures.recall_100 += 1.0 / relevant;
        }
    }
    let mut best: Vec<f64> = grades.values().copied().collect();
    best.sort_by(|one, other| other.total_cmp(one));
    let ideal: f64 = (1..=10).zip(best).map(|(rank, grade)| discounted(grade, rank)).sum();
    measures.ndcg_10 /= ideal;
    measures
}

fn mean(all: Vec<Measures>) -> Measures {
    let share = 1.0 / all.len() as f64;
    all.iter().fold(Measures::default(), |sum, one| Measures {
        average_precision: sum.average_precision + share * one.average_precision,
        ndcg_10: sum.ndcg_10 + share * one.ndcg_10,
        precision_10: sum.precision_10 + share * one.precision_10,
        recall_100: sum.recall_100 + share * one.recall_100,
    })
}
