//! How well the text and the facts of web pages are found, and how fast.
//!
//! ```text
//! DATELINE_DATA=/path/to/data cargo bench --bench html
//! cargo bench --bench html -- /path/to/pages
//! ```
//!
//! Reads `formats/html_fundus` under `DATELINE_DATA`, or another folder: pages, and beside them
//! `gold.jsonl` with a line for each: `id` (its path), `body`, and where known `title`, `date`,
//! `people`. The body is compared by runs of four words as multisets: precision and recall are
//! means over pages, F1 is made of these means, as in the benchmark of article extraction by
//! Zyte. The day is that which the page states, in its own zone.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dateline::article::{Article, Headline};
use dateline::enrich::{Context, enrich};
use dateline::ingest::{ReadOptions, read_file};
use serde_json::Value;

/// Pages below this are named.
const GOOD: f64 = 0.8;

fn main() {
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"))
        .map(PathBuf::from);
    let folder = folder.or_else(|| Some(PathBuf::from(std::env::var_os("DATELINE_DATA")?).join("formats/html_fundus")));
    let Some(folder) = folder else {
        println!("skipped: DATELINE_DATA is not set; it names a folder that holds formats/html_fundus");
        return;
    };
    let Ok(gold) = std::fs::read_to_string(folder.join("gold.jsonl")) else {
        println!("skipped: {} is not there", folder.join("gold.jsonl").display());
        return;
    };
    let gold: Vec<Value> = gold.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // What is set up once, such as expressions and lists of words, is no part of the time a page takes.
    if let Some(page) = gold.first() {
        let _ = read_page(&folder, &text(page, "id"));
    }
    let (began, spent) = (Instant::now(), cpu_seconds());
    let read: Vec<Result<Article, String>> = gold.iter().map(|page| read_page(&folder, &text(page, "id"))).collect();
    let seconds = began.elapsed().as_secs_f64();
    let cpu_now = cpu_seconds();
    let refused = read.iter().filter(|outcome| outcome.is_err()).count();
    let pages = gold.len() as f64;
    println!("{pages} pages, {refused} refused, {:.0} a second", pages / seconds);
    if let (Some(before), Some(after)) = (spent, cpu_now) {
        println!("{:.0} pages a second of a core's time", pages / (after - before));
    }
    bodies(&gold, &read);
    facts(&gold, &read);
}

/// Seconds of a core that this process has taken, as Linux counts them; other programs do not
/// count.
fn cpu_seconds() -> Option<f64> {
    /// What Linux counts in, whatever the machine.
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name in brackets may hold spaces.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let ticks: u64 = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    Some(ticks as f64 / TICKS_A_SECOND)
}

fn read_page(folder: &Path, id: &str) -> Result<Article, String> {
    let mut found = Err("no record".to_owned());
    let outcome = read_file(&folder.join(id), id, &ReadOptions::default(), &mut |_, _, outcome| {
        found = outcome.map_err(|error| error.to_string()).map(|mut article| {
            // As it is indexed, but for the name of the file, which may have the day in it.
            enrich(&mut article, &Context::default());
            article
        });
        ControlFlow::Break(())
    });
    outcome.map_err(|error| error.to_string()).and(found)
}

fn text(page: &Value, key: &str) -> String {
    page[key].as_str().unwrap_or_default().to_owned()
}

/// Precision, recall and F1 of the bodies, and the pages that are far off.
fn bodies(gold: &[Value], read: &[Result<Article, String>]) {
    let mut precisions = Vec::new();
    let mut recalls = Vec::new();
    let mut bad = Vec::new();
    for (page, outcome) in gold.iter().zip(read) {
        let body = text(page, "body");
        let expected = runs(&body);
        let found = runs(outcome.as_ref().map_or("", |article| article.body.as_str()));
        let both: usize = expected
            .iter()
            .map(|(run, count)| *count.min(found.get(run).unwrap_or(&0)))
            .sum();
        let (expected, found) = (expected.values().sum::<usize>(), found.values().sum::<usize>());
        let precision = both as f64 / found.max(1) as f64;
        let recall = both as f64 / expected.max(1) as f64;
        if found > 0 {
            precisions.push(precision);
        }
        if expected > 0 {
            recalls.push(recall);
        }
        let f1 = f1(precision, recall);
        if f1 < GOOD {
            let why = outcome.as_ref().err().cloned().unwrap_or_default();
            bad.push((
                f1,
                format!(
                    "  {f1:.2}  precision {precision:.2}  recall {recall:.2}  {} {why}",
                    text(page, "id")
                ),
            ));
        }
    }
    let (precision, recall) = (mean(&precisions), mean(&recalls));
    println!(
        "body       F1 {:.4}  precision {precision:.4}  recall {recall:.4}",
        f1(precision, recall)
    );
    bad.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    for (_, line) in bad {
        println!("{line}");
    }
}

/// How often the day, the headline and the authors are right.
fn facts(gold: &[Value], read: &[Result<Article, String>]) {
    let mut days = (0, 0);
    let mut headlines = (0, 0);
    let mut authors = (0, 0, 0);
    let mut wrong = Vec::new();
    for (page, outcome) in gold.iter().zip(read) {
        let article = outcome.as_ref().ok();
        let id = text(page, "id");
        if let Some(day) = text(page, "date").get(..10) {
            let found = article.and_then(|article| article.published.as_ref());
            let found = found.map(|date| date.at.date().to_string()).unwrap_or_default();
            days = (days.0 + usize::from(found == day), days.1 + 1);
            if found != day {
                wrong.push(format!("  day {day}, found {found:10}  {id}"));
            }
        }
        let headline = normalised(&text(page, "title"));
        if !headline.is_empty() {
            let stated = |headline: &&Headline| !headline.derived;
            let found = article
                .and_then(|article| article.headline.as_ref().filter(stated))
                .map(|headline| normalised(&headline.text));
            let found = found.unwrap_or_default();
            headlines = (headlines.0 + usize::from(found == headline), headlines.1 + 1);
            if found != headline {
                wrong.push(format!("  headline `{headline}`, found `{found}`  {id}"));
            }
        }
        let names: Vec<String> = page["people"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(normalised)
            .collect();
        let found: Vec<String> = article
            .map(|article| article.byline.iter().map(|name| normalised(name)).collect())
            .unwrap_or_default();
        let right = found.iter().filter(|name| names.contains(name)).count();
        authors = (authors.0 + right, authors.1 + found.len(), authors.2 + names.len());
        if right < found.len().max(names.len()) {
            wrong.push(format!("  authors {names:?}, found {found:?}  {id}"));
        }
    }
    let percent = |(right, all): (usize, usize)| 100.0 * right as f64 / all.max(1) as f64;
    println!("day        {:.1} % of {}", percent(days), days.1);
    println!("headline   {:.1} % of {}", percent(headlines), headlines.1);
    let precision = authors.0 as f64 / authors.1.max(1) as f64;
    let recall = authors.0 as f64 / authors.2.max(1) as f64;
    println!(
        "authors    F1 {:.4}  precision {precision:.4}  recall {recall:.4}",
        f1(precision, recall)
    );
    wrong.sort();
    for line in wrong {
        println!("{line}");
    }
}

/// Runs of four words with their counts; fewer words are one run.
fn runs(text: &str) -> HashMap<Vec<&str>, usize> {
    const RUN: usize = 4;
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let mut runs: HashMap<Vec<&str>, usize> = HashMap::new();
    if words.is_empty() {
        return runs;
    }
    for run in words.windows(RUN.min(words.len())) {
        *runs.entry(run.to_vec()).or_default() += 1;
    }
    runs
}

/// Letters and digits in small letters, one space between words.
fn normalised(text: &str) -> String {
    let words = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn f1(precision: f64, recall: f64) -> f64 {
    match precision + recall > 0.0 {
        true => 2.0 * precision * recall / (precision + recall),
        false => 0.0,
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
