//! How well names are recognised: precision, recall and F1 for each kind, on texts that are not trained on.
//!
//! ```text
//! DATELINE_DATA=/path/to/data cargo bench --bench recognition
//! ```
//!
//! Reads `ner-train/*.conll`, `clusters.tsv`, `gaz.tsv` and `formats/trec_like_sgml_ieer` under
//! `DATELINE_DATA`, and the project's own `tests/news`. WikiGold is in the training texts, so it is
//! measured by fifths: five models, each trained without one. About five minutes.
//!
//! A mention is right if its span and its kind are just those marked.

#![allow(clippy::unwrap_used, clippy::print_stdout, dead_code, missing_docs)]

#[path = "../examples/train_entities/corpus.rs"]
mod corpus;
#[path = "../examples/train_entities/crf.rs"]
mod crf;
#[path = "../examples/train_entities/lists.rs"]
mod lists;
#[path = "../examples/train_entities/measure.rs"]
mod measure;
#[path = "../examples/train_entities/newswire.rs"]
mod newswire;
#[path = "../examples/train_entities/sets.rs"]
mod sets;
#[path = "../examples/train_entities/training.rs"]
mod training;

use std::path::{Path, PathBuf};

use dateline::enrich::entities::recognise::model::Model;
use dateline::enrich::entities::recognise::{Recogniser, built_in};

use corpus::Marked;
use measure::{Score, parts};

const FIFTHS: usize = 5;

fn main() {
    let Some(data) = std::env::var_os("DATELINE_DATA").map(PathBuf::from) else {
        println!("skipped: DATELINE_DATA is not set; it names a folder that holds ner-train and formats");
        return;
    };
    let tagged = data.join("ner-train");
    let newswire = data.join("formats/trec_like_sgml_ieer");
    if !tagged.is_dir() || !newswire.is_dir() {
        println!("skipped: {} or {} is not there", tagged.display(), newswire.display());
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    println!(
        "precision, recall, F1 in percent     all           |     persons       |      places       |   organisations   | spans"
    );
    let built_in = built_in();
    let show = |name: &str, texts: &[Marked]| println!("{name:24} {}", score(built_in, texts).line());
    show(
        "GMB held out",
        &corpus::read_tagged(&tagged.join("gmb_test.conll")).unwrap(),
    );
    show(
        "EWT held out",
        &corpus::read_tagged(&tagged.join("ewt_dev.conll")).unwrap(),
    );
    show("IE-ER newswire 1998", &read_newswire(&newswire));
    show("own news, blind", &read_own(&root.join("tests/news/blind")));
    println!("{:24} {}", "WikiGold by fifths", wikigold(&tagged, root).line());
}

fn score(model: Model<'_>, texts: &[Marked]) -> Score {
    let mut recogniser = Recogniser::new(model);
    let mut score = Score::default();
    for text in texts {
        let (headline, body) = parts(text);
        score.add(text, &recogniser.mentions(headline, body));
    }
    score
}

fn read_own(folder: &Path) -> Vec<Marked> {
    let files = sets::files(folder, "txt").unwrap();
    files.iter().flat_map(|path| corpus::read_news(path).unwrap()).collect()
}

fn read_newswire(folder: &Path) -> Vec<Marked> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let articles = paths.iter().filter(|path| !path.ends_with("README"));
    articles.flat_map(|path| newswire::read_ieer(path).unwrap()).collect()
}

/// Trains without each fifth of WikiGold and adds the scores up.
fn wikigold(tagged: &Path, root: &Path) -> Score {
    let texts = sets::read_texts(tagged, &root.join(sets::NEWS_FOLDER)).unwrap();
    let lexicon = lists::read_lexicon(tagged).unwrap();
    let mut total = Score::default();
    for fifth in 0..FIFTHS {
        let mut trained = Vec::new();
        let mut held_out = Vec::new();
        for (name, texts) in &texts.sets {
            for (number, text) in texts.iter().enumerate() {
                let is_held_out = name == "wikigold" && number % FIFTHS == fifth;
                if is_held_out { &mut held_out } else { &mut trained }.push(text.clone());
            }
        }
        let trained = sets::with_headlines(&trained);
        let plan = training::Plan::default();
        let bytes = training::train_model(&trained, &lexicon, texts.digest, &plan, &mut |_| ());
        total.join(&score(Model::open(&bytes).unwrap(), &held_out));
    }
    total
}
