//! Timelines, facets, first and last agree with a scan of the stored articles, whatever the segments
//! and whatever was replaced or removed.

mod archive;
mod scan;

use dateline::query::{ParseOptions, Query, parse};
use dateline::search::{SearchOptions, TimelineOptions, Unit, facet_named, facets, timeline};
use proptest::prelude::*;
use tempfile::TempDir;

use archive::{Doc, QUERIES, index_of, some_rounds, stored};
use scan::{check_ends, check_facets, check_terms, check_timeline, label_of_line};

fn query(text: &str) -> Query {
    parse(text, &ParseOptions::new(jiff::civil::date(2025, 5, 1))).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 30, ..ProptestConfig::default() })]

    #[test]
    fn every_count_is_that_of_a_scan(rounds in some_rounds()) {
        let folder = TempDir::new().unwrap();
        let index = index_of(folder.path(), &rounds);
        let articles = stored(&index);
        for (text, holds) in QUERIES {
            for unit in Unit::ALL {
                let options = TimelineOptions { by: Some(unit), ..TimelineOptions::default() };
                check_timeline(&timeline(&index, &[query(text)], &options).unwrap(), &articles, holds);
            }
            check_facets(&index, &articles, text, holds);
            check_ends(&index, &articles, text, holds);
        }
        check_terms(&index, &articles);
    }
}

fn doc(body: usize, date: Option<&str>, source: Option<usize>) -> Doc {
    Doc {
        body,
        date: date.map(str::to_owned),
        source,
        people: Vec::new(),
        found: Vec::new(),
    }
}

#[test]
fn the_indexes_of_these_tests_have_several_segments_and_deleted_articles() {
    let folder = TempDir::new().unwrap();
    let (one, other) = (doc(0, Some("2020-02-10"), Some(0)), doc(2, None, None));
    let first = vec![
        Some(vec![one.clone(); 5]),
        Some(vec![other.clone(); 5]),
        Some(vec![one.clone()]),
    ];
    let second = vec![None, Some(vec![one; 5]), Some(vec![])];
    let third = vec![None, None, Some(vec![other])];
    let index = index_of(folder.path(), &vec![first, second, third]);
    let searcher = index.reader.searcher();
    let segments = searcher.segment_readers();
    assert!(segments.len() > 1, "{} segments", segments.len());
    assert!(segments.iter().any(|segment| segment.num_deleted_docs() > 0));
    assert_eq!(index.stories(&searcher).unwrap().count(), 1);
}

#[test]
fn words_that_no_article_holds_have_no_spellings_and_are_no_error() {
    for docs in [Vec::new(), vec![doc(4, Some("2020-02-10"), None)]] {
        let folder = TempDir::new().unwrap();
        let index = index_of(folder.path(), &vec![vec![Some(docs)]]);
        check_terms(&index, &stored(&index));
    }
}

#[test]
fn shares_are_of_another_query_if_asked_for_and_dates_limit_both() {
    let folder = TempDir::new().unwrap();
    let docs = vec![
        doc(0, Some("2020-02-10"), None),
        doc(2, Some("2020-02-11"), None),
        doc(2, Some("2020-03-01"), None),
        doc(4, Some("2020-04-01"), None),
        doc(0, Some("2020"), None),
    ];
    let index = index_of(folder.path(), &vec![vec![Some(docs)]]);
    let mut options = TimelineOptions {
        by: Some(Unit::Month),
        against: Some(query("crimea OR kyiv")),
        ..TimelineOptions::default()
    };
    let lines = |options: &TimelineOptions| -> Vec<(String, Vec<u64>, u64)> {
        let timeline = timeline(&index, &[query("crimea"), query("kyiv")], options).unwrap();
        let line = |line: &dateline::search::Line| {
            let counts = line.counts.iter().map(|count| count.articles).collect();
            (label_of_line(line.when), counts, line.all)
        };
        timeline.lines.iter().map(line).collect()
    };
    let line = |label: &str, counts: [u64; 2], all: u64| (label.to_owned(), counts.to_vec(), all);
    assert_eq!(
        lines(&options),
        [
            line("2020-02", [1, 1], 2),
            line("2020-03", [0, 1], 1),
            line("only 2020-01-01 to 2020-12-31", [1, 0], 1)
        ]
    );
    options.search.dates = Some(dateline::query::DateRange {
        first: Some(jiff::civil::date(2020, 2, 11)),
        last: Some(jiff::civil::date(2020, 4, 30)),
    });
    assert_eq!(
        lines(&options),
        [
            line("2020-02", [0, 1], 1),
            line("2020-03", [0, 1], 1),
            line("2020-04", [0, 0], 0)
        ]
    );
}

#[test]
fn the_period_is_chosen_by_the_span_and_holds_most_dates() {
    for (dates, expected) in [
        (vec!["2020-02-10", "2020-02-20"], Unit::Day),
        (vec!["2020-02-10", "2020-05-20"], Unit::Week),
        (vec!["2020-02-10", "2023-05-20"], Unit::Month),
        (vec!["2012-02-10", "2023-05-20"], Unit::Quarter),
        (vec!["1950-02-10", "2023-05-20"], Unit::Year),
        (vec!["1871-02-10", "2023-05-20"], Unit::Decade),
        // Where most are dated to a month, a day or a week would hold few.
        (vec!["2020-02", "2020-02", "2020-02-10"], Unit::Month),
        (vec!["2020", "2020", "2020-02-10"], Unit::Year),
        (vec![], Unit::Month),
    ] {
        let folder = TempDir::new().unwrap();
        let docs = dates.iter().map(|date| doc(0, Some(date), None)).collect();
        let index = index_of(folder.path(), &vec![vec![Some(docs), Some(vec![doc(0, None, None)])]]);
        let chosen = timeline(&index, &[query("*")], &TimelineOptions::default()).unwrap().by;
        assert_eq!(chosen, expected, "{dates:?}");
    }
}

#[test]
fn facets_can_be_found_by_the_count_beside_them() {
    let folder = TempDir::new().unwrap();
    let mut people = doc(0, None, Some(1));
    people.people = vec![0, 1, 3];
    let docs = vec![
        people,
        doc(0, None, Some(0)),
        doc(0, None, Some(0)),
        doc(2, None, Some(2)),
    ];
    let index = index_of(folder.path(), &vec![vec![Some(docs)]]);
    let asked = [facet_named("source").unwrap(), facet_named("person").unwrap()];
    for facet in facets(&index, &query("crimea"), &asked, &SearchOptions::default())
        .unwrap()
        .facets
    {
        assert!(!facet.values.is_empty());
        for value in facet.values {
            let narrowed = query(&format!("crimea AND {}=\"{}\"", facet.name, value.value));
            let found = dateline::search::search(&index, &narrowed, &SearchOptions::default())
                .unwrap()
                .found;
            assert_eq!(found, value.articles, "{}={}", facet.name, value.value);
        }
    }
}
