//! The recogniser of names against marked news, and its training.

#[path = "../../examples/train_entities/corpus.rs"]
#[allow(dead_code)]
mod corpus;
#[path = "../../examples/train_entities/crf.rs"]
mod crf;
#[path = "../../examples/train_entities/measure.rs"]
#[allow(dead_code)]
mod measure;
#[path = "../../examples/train_entities/training.rs"]
mod training;

use std::path::Path;

use dateline::enrich::entities::recognise::lexicon::{list, write_lexicon};
use dateline::enrich::entities::recognise::mentions;
use dateline::enrich::entities::recognise::model::Model;

use corpus::{Marked, read_news};
use measure::{Score, parts};
use training::{Plan, train_model};

fn news(name: &str) -> Vec<Marked> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/news");
    read_news(&folder.join(name)).unwrap()
}

#[test]
fn names_in_news_that_were_not_trained_on_are_found() {
    let mut score = Score::default();
    for text in &news("blind/1.txt") {
        let (headline, body) = parts(text);
        score.add(text, &mentions(headline, body));
    }
    assert!(score.f1() >= FLOOR_F1, "{}", score.line());
    assert!(score.span_f1() >= FLOOR_SPAN_F1, "{}", score.line());
}

/// A little below what the model had when it was committed.
const FLOOR_F1: f64 = 84.0;
const FLOOR_SPAN_F1: f64 = 90.0;

#[test]
fn the_same_texts_give_the_same_model() {
    let texts = news("train/a1.txt");
    let some = &texts[..8];
    let lexicon = write_lexicon(&[("minister", [3, 2, 1])], &[(vec!["peru".to_owned()], list::COUNTRY)]);
    let mut plan = Plan::default();
    plan.last.starts = 2;
    plan.last.rounds = 3;
    plan.votes.rounds = 2;
    let train = || train_model(some, &lexicon, 7, &plan, &mut |_| ());
    let bytes = train();
    assert_eq!(train(), bytes);
    let model = Model::open(&bytes).unwrap();
    assert_eq!((model.verify(), model.inputs), (Ok(()), 7));
    assert!(model.features() > 100, "{}", model.features());
}
