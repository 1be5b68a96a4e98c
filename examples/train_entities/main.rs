//! Trains the recogniser of names and writes its model.
//!
//! ```text
//! cargo run --release --example train_entities -- DATA [--news FOLDER] [--out FILE]
//! ```
//!
//! `DATA` holds tagged sentences (`*.conll`), `clusters.tsv` and `gaz.tsv`; the project's own marked news
//! stand in `tests/news/train`. One thread, less than a minute; the same texts give the same bytes on
//! machines of one kind. Without `--out` the model that the program is built with is replaced.
//! `benches/recognition.rs` measures it.

#![allow(clippy::print_stderr, missing_docs)]

mod corpus;
mod crf;
mod lists;
mod sets;
mod training;

use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let data = arguments
        .next()
        .ok_or("expected a folder of training data, found nothing")?;
    let data = PathBuf::from(data);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = root.join("src/enrich/entities/recognise/names.model");
    let mut news = root.join(sets::NEWS_FOLDER);
    while let Some(option) = arguments.next() {
        let value = arguments
            .next()
            .ok_or_else(|| format!("expected a value behind {option}, found nothing"))?;
        match option.as_str() {
            "--out" => out = PathBuf::from(value),
            "--news" => news = PathBuf::from(value),
            other => return Err(format!("expected --news or --out, found `{other}`").into()),
        }
    }
    let started = Instant::now();
    let mut say = |text: &str| eprintln!("{:6.1} s  {text}", started.elapsed().as_secs_f64());
    let texts = sets::read_texts(&data, &news)?;
    let all: Vec<_> = texts.sets.into_iter().flat_map(|set| set.1).collect();
    let all = sets::with_headlines(&all);
    let lexicon = lists::read_lexicon(&data)?;
    let plan = training::Plan::default();
    let bytes = training::train_model(&all, &lexicon, texts.digest, &plan, &mut say);
    std::fs::write(&out, &bytes)?;
    say(&format!("{} written", out.display()));
    Ok(())
}
