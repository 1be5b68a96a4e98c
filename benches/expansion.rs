//! What it costs to find the words that a word of a query stands for, among millions.
//!
//! ```text
//! cargo bench --bench expansion
//! ```
//!
//! Makes an index of 4 million different words in 8 segments in a temporary folder, always the
//! same: the forms of made-up stems, most of them misread as by a scanner, with names, compounds
//! and numbers. Each line is the median of several runs in one process, with the number of words
//! found. The peer walks the same dictionaries in the same run with the same automaton, but with
//! Tantivy's own streams on one thread, and counts the different words. For the family of a word,
//! the peer stems what begins with the first three letters, as an index without stem tables must.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::collections::HashSet;
use std::path::Path;
use std::time::Instant;

use dateline::index::dictionary::{self, Limits, WordAutomaton};
use dateline::index::{self, Facts, OpenIndex};
use dateline::words::Stemmer;
use tantivy::indexer::NoMergePolicy;
use tantivy::{IndexWriter, Searcher, TantivyDocument};

const SEGMENTS: usize = 8;
const WORDS: usize = 4_000_000;
/// Words of the common vocabulary; each segment has most of them.
const COMMON: usize = 120_000;
const WORDS_AN_ARTICLE: usize = 1_000;
const RUNS: usize = 15;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let started = Instant::now();
    let words = make_index(folder.path());
    let index = index::open(folder.path()).unwrap();
    let searcher = index.reader.searcher();
    println!(
        "{words} words in {} segments, made in {:.0} s",
        searcher.segment_readers().len(),
        started.elapsed().as_secs_f64()
    );
    println!("median of {RUNS} runs, in ms");
    println!("                     dateline   Tantivy's stream   ratio     words");
    family(&index, &searcher, "negotiating");
    walk(&index, &searcher, "negoti*", || WordAutomaton::pattern("negoti*"));
    walk(&index, &searcher, "*stan", || WordAutomaton::pattern("*stan"));
    walk(&index, &searcher, "*egot*", || WordAutomaton::pattern("*egot*"));
    walk(&index, &searcher, "ne?otia?ion*", || {
        WordAutomaton::pattern("ne?otia?ion*")
    });
    walk(&index, &searcher, "zelenski~", || {
        WordAutomaton::levenshtein("zelenski", 1)
    });
    walk(&index, &searcher, "zelenski~2", || {
        WordAutomaton::levenshtein("zelenski", 2)
    });
    walk(&index, &searcher, "/.*(ov|ev)(sk|st)[iy]+/", || {
        WordAutomaton::regex(".*(ov|ev)(sk|st)[iy]+")
    });
    walk(&index, &searcher, "/\\w{4}\\d+\\w*/", || {
        WordAutomaton::regex(r"\w{4}\d+\w*")
    });
    walk(&index, &searcher, "s* (too many)", || WordAutomaton::pattern("s*"));
}

fn line(name: &str, ours: f64, plain: f64, words: usize) {
    println!("{name:<20} {ours:9.3}  {plain:17.3}  {:6.3}  {words:8}", ours / plain);
}

fn family(index: &OpenIndex, searcher: &Searcher, word: &str) {
    let stemmer = Stemmer::for_language("en");
    let stem = stemmer.stem(word).into_owned();
    let mut found = 0;
    let ours = median(|| found = index.tables.words_of_stem(searcher, "en", &stem).unwrap().len());
    let plain = median(|| {
        let mut words: HashSet<String> = HashSet::new();
        for segment in searcher.segment_readers() {
            for field in [index.fields.headline, index.fields.body] {
                let inverted = segment.inverted_index(field).unwrap();
                let range = inverted.terms().range().ge(&stem[..3]).lt(format!("{}{{", &stem[..3]));
                let mut stream = range.into_stream().unwrap();
                while stream.advance() {
                    let word = std::str::from_utf8(stream.key()).unwrap();
                    if stemmer.stem(word) == stem && word != stem {
                        words.insert(word.to_owned());
                    }
                }
            }
        }
        assert_eq!(words.len(), found);
    });
    line(&format!("family of {word}")[..20], ours, plain, found);
}

fn walk<E: std::fmt::Debug>(
    index: &OpenIndex,
    searcher: &Searcher,
    name: &str,
    automaton: impl Fn() -> Result<WordAutomaton, E>,
) {
    let fields = [index.fields.headline, index.fields.body];
    let limits = Limits {
        most_words: 65_536,
        deadline: None,
    };
    let mut found = 0;
    let ours = median(|| {
        let automaton = automaton().unwrap();
        found = dictionary::words(&index.tables, searcher, &fields, &automaton, &limits)
            .unwrap()
            .count;
    });
    let plain = median(|| {
        let automaton = automaton().unwrap();
        let mut words: HashSet<Vec<u8>> = HashSet::new();
        for segment in searcher.segment_readers() {
            for field in fields {
                let inverted = segment.inverted_index(field).unwrap();
                let mut stream = inverted.terms().search(&automaton).into_stream().unwrap();
                while stream.advance() {
                    words.insert(stream.key().to_vec());
                }
            }
        }
        assert_eq!(words.len(), found);
    });
    line(name, ours, plain, found);
}

fn median(mut work: impl FnMut()) -> f64 {
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

/// Makes the index and returns its number of different words.
fn make_index(folder: &Path) -> usize {
    let made = index::open_or_create(folder).unwrap();
    let mut writer: IndexWriter = made.index.writer_with_num_threads(1, 1 << 30).unwrap();
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let mut dice = Dice(1);
    let common = common_words(&mut dice);
    let mut seen: HashSet<String> = common.iter().cloned().collect();
    for segment in 1..=SEGMENTS {
        let mut words: Vec<String> = common.iter().filter(|_| dice.below(10) < 7).cloned().collect();
        let own = (WORDS - COMMON) * segment / SEGMENTS + COMMON;
        while seen.len() < own {
            let word = rare_word(&common, &mut dice);
            if seen.insert(word.clone()) {
                words.push(word);
            }
        }
        dice.shuffle(&mut words);
        for (number, article) in words.chunks(WORDS_AN_ARTICLE).enumerate() {
            let mut document = TantivyDocument::new();
            document.add_u64(made.fields.id, (segment * 1_000_000 + number) as u64);
            document.add_text(made.fields.headline, article[..8].join(" "));
            document.add_text(made.fields.body, article.join(" "));
            writer.add_document(document).unwrap();
        }
        let mut prepared = writer.prepare_commit().unwrap();
        let facts = Facts {
            generation: segment as u64,
            ..Facts::none()
        };
        prepared.set_payload(&serde_json::to_string(&facts).unwrap());
        prepared.commit().unwrap();
    }
    writer.wait_merging_threads().unwrap();
    made.reader.reload().unwrap();
    index::update_tables(folder, made.reader.searcher().segment_readers(), &made.fields).unwrap();
    seen.len()
}

const ONSETS: &[&str] = &[
    "b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "pr", "qu",
    "r", "s", "sh", "sp", "st", "str", "t", "th", "tr", "v", "w", "z", "",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ai", "ea", "ou", "io", "a", "e", "i", "o"];
const CODAS: &[&str] = &[
    "", "", "", "", "n", "r", "l", "s", "t", "m", "nd", "ng", "ck", "st", "rt", "x", "p",
];
const ENDINGS: &[&str] = &[
    "", "s", "ed", "ing", "er", "ers", "ly", "ation", "ations", "able", "ness", "ment", "ments", "ive", "al",
];
const NAMES: &[&str] = &[
    "stan", "ov", "ova", "ovsky", "evsky", "enko", "son", "sen", "berg", "mann", "ez", "ski", "ian", "ville", "ton",
];

fn syllables(count: usize, dice: &mut Dice) -> String {
    (0..count)
        .map(|_| [dice.one_of(ONSETS), dice.one_of(VOWELS), dice.one_of(CODAS)].concat())
        .collect()
}

fn common_words(dice: &mut Dice) -> Vec<String> {
    let mut words: HashSet<String> = HashSet::new();
    let mut in_order = Vec::new();
    let known = ["negoti", "zelensk", "govern"].map(str::to_owned);
    let mut stems = known.into_iter().chain(std::iter::repeat_with(String::new));
    while in_order.len() < COMMON {
        let stem = stems.next().unwrap();
        let stem = match stem.is_empty() {
            true => {
                let count = 1 + dice.below(3);
                syllables(count, dice)
            }
            false => stem,
        };
        for ending in ENDINGS {
            let word = format!("{stem}{ending}");
            if dice.below(3) > 0 && words.insert(word.clone()) {
                in_order.push(word);
            }
        }
    }
    in_order.truncate(COMMON);
    in_order
}

fn rare_word(common: &[String], dice: &mut Dice) -> String {
    let one = &common[dice.below(common.len())];
    match dice.below(20) {
        0..12 => misread(one, dice),
        12..15 => format!("{one}{}", common[dice.below(common.len())]),
        15..19 => {
            let count = 1 + dice.below(3);
            syllables(count, dice) + dice.one_of(NAMES)
        }
        _ => dice.below(1 << 30).to_string(),
    }
}

fn misread(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    for _ in 0..1 + dice.below(2) {
        let at = dice.below(letters.len() + 1);
        let letter = char::from(b"abcdefghijklmnopqrstuvwxyz01"[dice.below(28)]);
        match dice.below(4) {
            0 => letters.insert(at, letter),
            1 if at < letters.len() && letters.len() > 2 => {
                letters.remove(at);
            }
            _ if at < letters.len() => letters[at] = letter,
            _ => letters.push(letter),
        }
    }
    letters.into_iter().collect()
}

/// Always the same numbers: SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom
/// Number Generators", 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) % bound as u64) as usize
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    fn shuffle(&mut self, words: &mut [String]) {
        for last in (1..words.len()).rev() {
            words.swap(last, self.below(last + 1));
        }
    }
}
