//! Counts agree with a plain Tantivy index over the same texts, with stems off: the queries are in
//! Lucene's signs, see [`crate::peer`].

use std::sync::atomic::AtomicBool;

use dateline::index::{self, BuildOptions, Input, Progress};
use dateline::query::{ParseOptions, parse};
use dateline::search::{SearchOptions, search};

use crate::env::Env;
use crate::peer::{Plain, as_ours, clauses};

/// Each of the queries finds something, and both engines find the same number.
#[track_caller]
fn check(queries: &[&str]) {
    for (query, ours, plain) in counted(queries) {
        assert_eq!(ours, plain, "{query}");
        assert_ne!(ours, 0, "{query}");
    }
}

/// The number of articles of the sample corpus by dateline and by plain Tantivy.
fn counted<'a>(queries: &[&'a str]) -> Vec<(&'a str, u64, u64)> {
    let env = Env::with_sample_corpus();
    let folder = env.path("index");
    let input = Input::Paths(vec![env.path("sample_corpus")]);
    let stop = AtomicBool::new(false);
    let options = BuildOptions::default();
    index::build(&folder, input, &options, &Progress::default(), &stop, || true).unwrap();
    let index = index::open(&folder).unwrap();
    let plain = Plain::of_bodies(&index);
    let reading = ParseOptions {
        any: true,
        ..ParseOptions::new(jiff::civil::date(2025, 5, 1))
    };
    let only_count = SearchOptions {
        limit: 0,
        ..SearchOptions::default()
    };
    let count = |text: &&'a str| {
        let clauses = clauses(text);
        let query = parse(&as_ours(&clauses), &reading).unwrap();
        let ours = search(&index, &query, &only_count).unwrap().found;
        (*text, ours, plain.count(&clauses))
    };
    queries.iter().map(count).collect()
}

#[test]
fn unions_agree() {
    check(&[
        "crimea",
        "the",
        "crimea zelensky",
        "bridge canal dam",
        "talks talk",
        "talks talks",
        "truce ceasefire pause",
        "ceasefire \"direct talks\"",
        "\"air base\" \"road bridge\"",
        "tariffs rates inflation euro",
        "lighthouse orchard goal",
        "zelensky zelenskyy zelenskiy зеленський",
        "gotze götze GÖTZE",
        "2014 1954 1944",
        "to be or not to be",
        "which sides of the strait did the first trains cross in december",
    ]);
}

#[test]
fn intersections_agree() {
    check(&[
        "+crimea +zelensky",
        "+crimea +bridge",
        "+the +of +and",
        "+crimea +crimea",
        "+putin +treaty +kremlin",
        "+peninsula +referendum +invalid",
        "+ceasefire +unconditional",
        "+trump +putin +alaska",
        "+bank +rates +percent",
        "+\"kerch strait\" +bridge",
        "+\"president volodymyr zelensky\" +\"in kyiv\"",
        "+not +or",
    ]);
}

#[test]
fn words_without_a_sign_beside_a_plus_change_no_count() {
    check(&[
        "+crimea bridge",
        "bridge +crimea",
        "+ceasefire full unconditional",
        "envoy +talks moscow",
        "+\"peace plan\" washington published",
    ]);
}

#[test]
fn phrases_agree() {
    check(&[
        "\"peace plan\"",
        "\"direct talks\"",
        "\"kerch strait\"",
        "\"the bridge\"",
        "\"of the\"",
        "\"united nations general assembly\"",
        "\"full and unconditional ceasefire\"",
        "\"will not recognise crimea as russian\"",
        "\"his country's position\"",
        "\"Volodymyr Zelensky\"",
        "\"30-hour pause\"",
        "\"2.25 percent\"",
        "\"by military means\"",
        "\"an end to the war\"",
    ]);
}

#[test]
fn negations_agree() {
    check(&[
        "+crimea -zelensky",
        "+zelensky -crimea",
        "+crimea -zelensky -putin",
        "+crimea -bridge -canal -tatars",
        "+the -crimea",
        "+president -trump -putin -zelensky",
        "+crimea -\"peace plan\"",
        "+\"kerch strait\" -explosion",
        "+talks -\"direct talks\" -truce",
        "+ceasefire +moscow -alaska",
        "+percent -bank",
    ]);
}

#[test]
fn nothing_is_found_by_both_where_nothing_is() {
    for (query, ours, plain) in counted(&[
        "xyzzy",
        "+crimea +xyzzy",
        "\"bridge the\"",
        "\"strait kerch\"",
        "+crimea -crimea",
        "+xyzzy crimea",
    ]) {
        assert_eq!((ours, plain), (0, 0), "{query}");
    }
}
