//! Which articles are copies of each other: beside every pair counted out, and what it costs.
//!
//! ```text
//! DATELINE_DATA=/path/to/data cargo bench --bench stories
//! ```
//!
//! Reads `news/congress_press.jsonl.gz` and `reuters21578/*.sgm` under `DATELINE_DATA`.
//!
//! - pairs: all shingles of all texts, and for every pair that shares one, the exact number that it
//!   shares. Nothing of the index is used but the stored texts; the shingles are kept as text.
//! - stories: how many, which are the largest, how many of those pairs stand in one story, and how many
//!   of two articles of one story are such a pair.
//! - grouping: the first ten of an answer of 100,000 invented articles, half of them copies, with and without
//!   stories, in one process and warm. Needs no data.
//! - CPU: the same archive indexed with and without stories in processes of their own, one after the
//!   other, several times, as Linux counts it.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use dateline::index::stories::{self, Stories};
use dateline::index::{self, ArticleId, BuildOptions, Input, OpenIndex, Progress};
use dateline::query::{ParseOptions, parse};
use dateline::search::{Grouping, SearchOptions, search};
use dateline::words::{fold, words};
use xxhash_rust::xxh3::xxh3_64;

const RUNS: usize = 5;
const THREADS: usize = 2;
const LARGEST: usize = 10;

/// Articles of the answer that is grouped.
const ANSWER: usize = 100_000;

/// An article as the counting sees it.
struct Counted {
    id: ArticleId,
    headline: String,
    shingles: usize,
}

type Pairs = HashSet<(ArticleId, ArticleId)>;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|word| word == "--as") {
        let folder = tempfile::tempdir().unwrap();
        build(
            &folder.path().join("index"),
            Path::new(&arguments[at + 2]),
            arguments[at + 1] == "with",
        );
        println!("{}", cpu_seconds());
        return;
    }
    grouping();
    let Some(data) = std::env::var_os("DATELINE_DATA").map(PathBuf::from) else {
        println!("skipped: DATELINE_DATA is not set; it names a folder that holds news/ and reuters21578/");
        return;
    };
    for archive in ["news/congress_press.jsonl.gz", "reuters21578"] {
        let path = data.join(archive);
        if !path.exists() {
            println!("skipped: {} is not there", path.display());
            continue;
        }
        println!("{archive}");
        judge(&path);
        cost(&path);
    }
}

fn build(folder: &Path, archive: &Path, stories: bool) {
    let options = BuildOptions {
        jobs: THREADS,
        stories,
        ..BuildOptions::default()
    };
    let input = Input::Paths(vec![archive.to_owned()]);
    index::build(
        folder,
        input,
        &options,
        &Progress::default(),
        &AtomicBool::new(false),
        || false,
    )
    .unwrap();
}

/// What grouping adds to the time of a search.
fn grouping() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("invented.jsonl");
    let mut lines = String::new();
    for number in 0..ANSWER {
        // Every second article is a copy; a story has some eight of them.
        let text = if number % 2 == 0 { number } else { number / 16 };
        let words: Vec<String> = (0..40)
            .map(|word| {
                format!(
                    "w{:x}",
                    xxh3_64(&[text, word].map(usize::to_le_bytes).concat()) % 50_000
                )
            })
            .collect();
        let source = number % 97;
        lines.push_str(&format!(
            "{{\"id\": {number}, \"source\": \"Paper {source}\", \"body\": \"Crimea {}\"}}\n",
            words.join(" ")
        ));
    }
    std::fs::write(&archive, lines).unwrap();
    let path = folder.path().join("index");
    build(&path, &archive, true);
    let index = index::open(&path).unwrap();
    let query = parse("crimea", &ParseOptions::new(jiff::civil::date(2025, 4, 25))).unwrap();
    let time = |group: Option<Grouping>| -> (f64, Option<u64>) {
        let options = SearchOptions {
            group,
            ..SearchOptions::default()
        };
        let mut milliseconds = Vec::new();
        let mut stories = None;
        for _ in 0..21 {
            let started = Instant::now();
            let page = search(&index, &query, &options).unwrap();
            milliseconds.push(started.elapsed().as_secs_f64() * 1e3);
            assert_eq!(page.found, ANSWER as u64);
            stories = page.stories;
        }
        milliseconds.sort_by(f64::total_cmp);
        (milliseconds[10], stories)
    };
    let (apart, _) = time(None);
    let (grouped, stories) = time(Some(Grouping::default()));
    println!(
        "grouping an answer of {ANSWER} articles to {} stories: {grouped:.1} ms, {apart:.1} ms without, {:+.1} ms",
        stories.unwrap_or_default(),
        grouped - apart
    );
}

fn judge(archive: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    build(&path, archive, true);
    let index = index::open(&path).unwrap();
    let (articles, exact) = count_out(&index);
    let searcher = index.reader.searcher();
    let started = Instant::now();
    let found: Pairs = stories::similar_pairs(&searcher, &index.fields)
        .unwrap()
        .into_iter()
        .collect();
    let right = found.intersection(&exact).count();
    println!(
        "  {} articles, {} pairs of copies counted out, {} found in {:.1} s: precision {:.4}, recall {:.4}",
        articles.len(),
        exact.len(),
        found.len(),
        started.elapsed().as_secs_f64(),
        right as f64 / found.len() as f64,
        right as f64 / exact.len() as f64,
    );
    let stories = stories::open(&path, &searcher, &index.fields, index.facts.generation).unwrap();
    let in_one_story = |(one, other): &&(ArticleId, ArticleId)| {
        stories.story_of(*one).is_some() && stories.story_of(*one) == stories.story_of(*other)
    };
    let together = exact.iter().filter(in_one_story).count();
    let sizes = (0..stories.count()).map(|story| u64::from(stories.articles_in(story)));
    let all_pairs: u64 = sizes.clone().map(|size| size * (size - 1) / 2).sum();
    println!(
        "  {} stories with {} articles; {:.4} of the pairs stand in one story, {:.4} of two articles of a story are a pair",
        stories.count(),
        sizes.sum::<u64>(),
        together as f64 / exact.len() as f64,
        together as f64 / all_pairs as f64,
    );
    print_largest(&stories, &articles);
}

fn print_largest(stories: &Stories, articles: &[Counted]) {
    let by_id: HashMap<ArticleId, &Counted> = articles.iter().map(|article| (article.id, article)).collect();
    let mut order: Vec<u32> = (0..stories.count()).collect();
    order.sort_by_key(|story| std::cmp::Reverse(stories.articles_in(*story)));
    for story in order.into_iter().take(LARGEST) {
        let members = stories.members(|number| number == story);
        let mut lengths: Vec<usize> = members.iter().map(|(id, _)| by_id[id].shingles).collect();
        lengths.sort_unstable();
        let shown: String = by_id[&members[0].0].headline.chars().take(80).collect();
        let last: String = by_id[&members[members.len() - 1].0].headline.chars().take(80).collect();
        println!(
            "    {:>4} articles of {} to {} shingles: {shown} … {last}",
            members.len(),
            lengths[0],
            lengths[lengths.len() - 1]
        );
    }
}

/// The text that is compared, cut and folded, without the help of the code under test.
fn shingles_of(body: &str, dateline: Option<&str>) -> HashSet<u64> {
    let body = body.trim_start();
    let text = dateline
        .and_then(|dateline| body.strip_prefix(dateline.trim()))
        .unwrap_or(body);
    let folded: Vec<String> = words(text).map(|word| fold(word.text)).collect();
    folded.windows(5).map(|run| xxh3_64(run.join(" ").as_bytes())).collect()
}

/// Every pair that shares a shingle, counted; those that the thresholds make copies.
fn count_out(index: &OpenIndex) -> (Vec<Counted>, Pairs) {
    let mut articles = Vec::new();
    let mut postings: Vec<(u64, u32)> = Vec::new();
    index::each_article(
        index,
        |_| true,
        |stored| {
            let article = &stored.article;
            let shingles = shingles_of(&article.body, article.dateline.as_deref());
            postings.extend(shingles.iter().map(|shingle| (*shingle, articles.len() as u32)));
            articles.push(Counted {
                id: stored.id,
                headline: article
                    .headline
                    .as_ref()
                    .map_or(String::new(), |headline| headline.text.clone()),
                shingles: shingles.len(),
            });
            std::ops::ControlFlow::Continue(())
        },
    )
    .unwrap();
    postings.sort_unstable();
    let mut lists_of: Vec<Vec<&[(u64, u32)]>> = vec![Vec::new(); articles.len()];
    for list in postings
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|list| list.len() > 1)
    {
        for (_, article) in list {
            lists_of[*article as usize].push(list);
        }
    }
    let mut pairs = Pairs::new();
    let mut counts = vec![0u32; articles.len()];
    for (number, lists) in lists_of.iter().enumerate() {
        counts[..number].fill(0);
        for list in lists {
            for (_, other) in list.iter().take_while(|(_, other)| (*other as usize) < number) {
                counts[*other as usize] += 1;
            }
        }
        for (other, shared) in counts[..number].iter().enumerate().filter(|(_, shared)| **shared > 0) {
            let (own, others) = (articles[number].shingles, articles[other].shingles);
            // The least length is a promise of its own.
            if own.min(others) < 20 {
                continue;
            }
            let shared = f64::from(*shared);
            let resemblance = shared / ((own + others) as f64 - shared);
            let containment = shared / own.min(others) as f64;
            if resemblance >= 0.6 || containment >= 0.8 {
                let (one, other) = (articles[number].id, articles[other].id);
                pairs.insert((one.min(other), one.max(other)));
            }
        }
    }
    (articles, pairs)
}

fn cost(archive: &Path) {
    let measure = |who: &str| -> f64 {
        let program = std::env::current_exe().unwrap();
        let output = Command::new(program).args(["--as", who]).arg(archive).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()
    };
    let (mut with, mut without, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let (one, other) = (measure("without"), measure("with"));
        // The first run warms the file cache.
        if run > 0 {
            without.push(one);
            with.push(other);
            ratios.push(other / one);
        }
    }
    println!(
        "  CPU seconds of indexing, median of {RUNS} runs: {:.2} without, {:.2} with stories; {:+.1} % ({:+.1} to {:+.1})",
        median(&mut without),
        median(&mut with),
        100.0 * (median(&mut ratios) - 1.0),
        100.0 * (ratios[0] - 1.0),
        100.0 * (ratios[RUNS - 1] - 1.0),
    );
}

fn median(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// User and system time of this process with all its threads.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("this bench needs Linux");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    // Fields 14 and 15 of proc(5), counted here from behind the name; 100 ticks a second.
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}
