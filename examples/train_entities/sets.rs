//! The training texts: which files, and how much each counts.

use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

use super::corpus::{Marked, read_news, read_tagged, with_headline};

/// Tagged sentences under the data folder, and how much they count: newswire most, tweets least.
const TAGGED: &[(&str, f32)] = &[
    ("gmb_train", 2.0),
    ("ewt_train", 1.0),
    ("wikigold", 1.0),
    ("redocred_dev", 1.0),
    ("redocred_test", 1.0),
    ("btc", 0.3),
    ("gum_strict", 1.0),
    ("crossner_politics", 1.0),
];

/// The project's own marked news that are trained on.
pub const NEWS_FOLDER: &str = "tests/news/train";

/// How much they count.
const NEWS_WEIGHT: f32 = 2.0;

/// Training texts with the digest of their files.
pub struct Texts {
    /// The texts of each file.
    pub sets: Vec<(String, Vec<Marked>)>,
    /// Digest of all files, of clusters and lists too.
    pub digest: u128,
}

/// The files of a folder with an ending, in the order of their names.
pub fn files(folder: &Path, ending: &str) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|own| own == ending) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Reads all training texts: tagged sentences under `data`, marked news under `news`.
pub fn read_texts(data: &Path, news: &Path) -> std::io::Result<Texts> {
    let mut digest = Xxh3::new();
    let mut sets = Vec::new();
    for (name, weight) in TAGGED {
        let path = data.join(format!("{name}.conll"));
        digest.update(&std::fs::read(&path)?);
        sets.push(((*name).to_owned(), weighted(read_tagged(&path)?, *weight)));
    }
    if news.is_dir() {
        let mut all = Vec::new();
        for path in files(news, "txt")? {
            digest.update(&std::fs::read(&path)?);
            all.extend(read_news(&path)?);
        }
        sets.push(("news".to_owned(), weighted(all, NEWS_WEIGHT)));
    }
    for name in ["clusters.tsv", "gaz.tsv"] {
        digest.update(&std::fs::read(data.join(name))?);
    }
    Ok(Texts {
        sets,
        digest: digest.digest128(),
    })
}

fn weighted(texts: Vec<Marked>, weight: f32) -> Vec<Marked> {
    texts.into_iter().map(|text| Marked { weight, ..text }).collect()
}

/// The texts, and some of them a second time with a headline.
pub fn with_headlines(texts: &[Marked]) -> Vec<Marked> {
    let headed = texts
        .iter()
        .enumerate()
        .filter_map(|(number, text)| with_headline(text, number));
    texts.iter().cloned().chain(headed).collect()
}
