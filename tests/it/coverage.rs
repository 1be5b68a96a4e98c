//! Timelines, facets, first and last agree with a scan of the stored articles, whatever the segments
//! and whatever was replaced or removed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use dateline::article::{EntityKind, Precision, Published};
use dateline::index::{self, BuildOptions, Input, OpenIndex, Progress, StoredArticle};
use dateline::query::{ParseOptions, Query, parse};
use dateline::search::{
    End, Ends, EndsBy, EndsOptions, FACETS, SearchOptions, Timeline, TimelineOptions, Unit, When, ends, facet_named,
    facets, timeline,
};
use jiff::civil::Date;
use proptest::prelude::*;
use tempfile::TempDir;

const BODIES: [&str; 5] = [
    "Crimea and the bridge",
    "the Crimean Bridge, again: bridges",
    "talks in Kyiv",
    "no talk of Crimea",
    "harvest",
];

/// Queries, and what they find in a body in small letters.
type Holds = fn(&str) -> bool;
const QUERIES: [(&str, Holds); 5] = [
    ("*", |_| true),
    ("crimea", |body| body.contains("crimea ") || body.ends_with("crimea")),
    ("talk*", |body| body.contains("talk")),
    ("NOT crimea", |body| {
        !(body.contains("crimea ") || body.ends_with("crimea"))
    }),
    ("bridge OR kyiv", |body| {
        body.contains("bridge") || body.contains("kyiv")
    }),
];

const SOURCES: [&str; 4] = ["The Courier", "THE COURIER", "Northern Wire", "The Lantern"];
const PEOPLE: [&str; 4] = ["Ada Lovelace", "ADA LOVELACE", "ada lovelace", "Émile Zola"];

/// An article as its file has it.
#[derive(Clone, Debug)]
struct Doc {
    body: usize,
    date: Option<String>,
    source: Option<usize>,
    /// Names that the source gives.
    people: Vec<usize>,
    /// Names of entities, given or found: where there are any they count instead.
    found: Vec<usize>,
}

impl Doc {
    /// The article as a line of an export, of which nothing more is made out.
    fn record(&self, id: usize) -> serde_json::Value {
        let people: Vec<&str> = self.people.iter().map(|person| PEOPLE[*person]).collect();
        let entity = |person: &usize| {
            let name = PEOPLE[*person];
            serde_json::json!({"kind": "person", "name": name, "given": false, "salience": 1, "spellings": [[name, 1]]})
        };
        let mut record = serde_json::json!({
            "dateline_export": 1, "id": id.to_string(), "body": BODIES[self.body], "people": people,
            "lang": {"code": "en", "given": true},
            "entities": self.found.iter().map(entity).collect::<Vec<_>>(),
        });
        if let Some(source) = self.source {
            record["source"] = SOURCES[source].into();
        }
        if let Some(date) = &self.date {
            record["published"] = serde_json::json!({"value": date, "origin": "field", "raw": date});
        }
        record
    }
}

fn some_date() -> impl Strategy<Value = String> {
    let parts = (2019i16..2021, 1i8..=12, 1i8..=28, 0i8..24, 0usize..6);
    parts.prop_map(|(year, month, day, hour, precision)| match precision {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        2 => format!("{year}-{month:02}-{day:02}T{hour:02}:15"),
        // Days that often meet.
        3 => format!("2020-02-{:02}", day % 3 + 10),
        _ => format!("{year}-{month:02}-{day:02}"),
    })
}

fn some_doc() -> impl Strategy<Value = Doc> {
    let date = prop_oneof![1 => Just(None), 6 => some_date().prop_map(Some)];
    let source = proptest::option::of(0..SOURCES.len());
    let people = proptest::collection::vec(0..PEOPLE.len(), 0..4);
    let found = proptest::collection::vec(0..PEOPLE.len(), 0..3);
    (0..BODIES.len(), date, source, people, found).prop_map(|(body, date, source, people, found)| Doc {
        body,
        date,
        source,
        people,
        found,
    })
}

/// Files of articles, written and indexed one round after the other. `None` leaves a file as it was, so
/// that its articles stay in their segment; a file without articles is removed.
type Rounds = Vec<Vec<Option<Vec<Doc>>>>;

fn some_rounds() -> impl Strategy<Value = Rounds> {
    let file = proptest::option::of(proptest::collection::vec(some_doc(), 0..7));
    proptest::collection::vec(proptest::collection::vec(file, 5), 2..5)
}

fn index_of(folder: &Path, rounds: &Rounds) -> OpenIndex {
    let archive = folder.join("archive");
    std::fs::create_dir(&archive).unwrap();
    let index_folder = folder.join("index");
    for files in rounds {
        for (number, docs) in files.iter().enumerate() {
            let Some(docs) = docs else {
                continue;
            };
            let path = archive.join(format!("{number}.jsonl"));
            let lines: String = (0..)
                .zip(docs)
                .map(|(at, doc)| format!("{}\n", doc.record(number * 100 + at)))
                .collect();
            match lines.is_empty() {
                true => std::fs::remove_file(&path).unwrap_or_default(),
                false => std::fs::write(&path, lines).unwrap(),
            }
        }
        let input = Input::Paths(vec![archive.clone()]);
        let stop = AtomicBool::new(false);
        index::build(
            &index_folder,
            input,
            &BuildOptions::default(),
            &Progress::default(),
            &stop,
            || true,
        )
        .unwrap();
    }
    index::open(&index_folder).unwrap()
}

fn stored(index: &OpenIndex) -> Vec<StoredArticle> {
    let mut articles = Vec::new();
    index::each_article(
        index,
        |_| true,
        |article| {
            articles.push(article);
            ControlFlow::Continue(())
        },
    )
    .unwrap();
    articles
}

fn query(text: &str) -> Query {
    parse(text, &ParseOptions::new(jiff::civil::date(2025, 5, 1))).unwrap()
}

/// The first and the last day of a date, by its precision alone.
fn days(published: &Published) -> (Date, Date) {
    let day = published.at.date();
    match published.precision {
        Precision::Year => (
            Date::new(day.year(), 1, 1).unwrap(),
            Date::new(day.year(), 12, 31).unwrap(),
        ),
        Precision::Month => (day.first_of_month(), day.last_of_month()),
        Precision::Day | Precision::Minute => (day, day),
    }
}

/// What a period that a day lies in is called.
fn label(unit: Unit, day: Date) -> String {
    let (year, month) = (day.year(), day.month());
    match unit {
        Unit::Day => format!("{year}-{month:02}-{:02}", day.day()),
        Unit::Week => format!("{}-W{:02}", day.iso_week_date().year(), day.iso_week_date().week()),
        Unit::Month => format!("{year}-{month:02}"),
        Unit::Quarter => format!("{year}-Q{}", (month + 2) / 3),
        Unit::Year => format!("{year}"),
        Unit::Decade => format!("{}0s", year / 10),
    }
}

fn label_of(unit: Unit, published: Option<&Published>) -> String {
    let Some(published) = published else {
        return "undated".to_owned();
    };
    let (first, last) = days(published);
    match label(unit, first) == label(unit, last) {
        true => label(unit, first),
        false => format!("only {first} to {last}"),
    }
}

fn label_of_line(when: When) -> String {
    match when {
        When::Bucket(bucket) => bucket.label(),
        When::Within { first, last } => format!("only {first} to {last}"),
        When::Undated => "undated".to_owned(),
    }
}

/// Counts that are not zero, by label.
fn counted<'a>(unit: Unit, articles: impl Iterator<Item = &'a StoredArticle>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for article in articles {
        *counts
            .entry(label_of(unit, article.article.published.as_ref()))
            .or_default() += 1;
    }
    counts
}

fn found(articles: &[StoredArticle], holds: Holds) -> impl Iterator<Item = &StoredArticle> {
    articles
        .iter()
        .filter(move |stored| holds(&stored.article.body.to_lowercase()))
}

fn check_timeline(timeline: &Timeline, articles: &[StoredArticle], holds: Holds) {
    let unit = timeline.by;
    let expected = counted(unit, found(articles, holds));
    let all = counted(unit, articles.iter());
    let mut seen = BTreeMap::new();
    for line in &timeline.lines {
        let label = label_of_line(line.when);
        assert_eq!(line.all, all.get(&label).copied().unwrap_or(0), "all of {label}");
        let [count] = line.counts.as_slice() else {
            panic!("one query has one count");
        };
        if count.articles > 0 {
            assert_eq!(seen.insert(label.clone(), count.articles), None, "{label} stands twice");
        }
        let days = counted(
            Unit::Day,
            found(articles, holds).filter(|stored| {
                let published = stored.article.published.as_ref();
                let is_day = published.is_some_and(|published| days(published).0 == days(published).1);
                is_day && label_of(unit, published) == label && matches!(line.when, When::Bucket(_))
            }),
        );
        let most = days.values().max().copied();
        let busiest = most.and_then(|most| days.iter().find(|(_, count)| **count == most));
        let shown = count.busiest.map(|(day, count)| (day.to_string(), count));
        assert_eq!(shown, busiest.map(|(day, count)| (day.clone(), *count)), "{label}");
    }
    assert_eq!(seen, expected, "by {}", unit.name());
    let buckets: Vec<_> = timeline
        .lines
        .iter()
        .filter_map(|line| match line.when {
            When::Bucket(bucket) => Some(bucket),
            When::Within { .. } | When::Undated => None,
        })
        .collect();
    for pair in buckets.windows(2) {
        assert_eq!(pair[0].last_day().tomorrow().unwrap(), pair[1].first_day());
    }
}

/// The names of the entities of a kind, if there are any.
fn entities(kind: EntityKind, stored: &StoredArticle) -> Option<Vec<String>> {
    let of_kind = stored.article.entities.iter().filter(|entity| entity.kind == kind);
    let names: Vec<String> = of_kind.map(|entity| entity.name.clone()).collect();
    (!names.is_empty()).then_some(names)
}

fn values(name: &str, stored: &StoredArticle) -> Vec<String> {
    let article = &stored.article;
    match name {
        "source" => article.source.iter().cloned().collect(),
        "section" => article.section.iter().cloned().collect(),
        "person" => entities(EntityKind::Person, stored).unwrap_or(article.people.clone()),
        "place" => entities(EntityKind::Place, stored).unwrap_or(article.places.clone()),
        "org" => entities(EntityKind::Org, stored).unwrap_or(article.orgs.clone()),
        "topic" => article.topics.clone(),
        "byline" => article.byline.clone(),
        "agency" => article.agency.iter().cloned().collect(),
        "lang" => article.lang.iter().map(|lang| lang.code.clone()).collect(),
        "year" => article
            .published
            .iter()
            .map(|date| date.at.year().to_string())
            .collect(),
        "format" => vec![stored.format.clone()],
        name => panic!("{name} is no facet that this test knows"),
    }
}

/// Each value as most articles print it, with the number of articles that print it in any way.
fn counted_values(name: &str, articles: &[StoredArticle], holds: Holds) -> (BTreeSet<(String, u64)>, u64) {
    let mut by_name: BTreeMap<String, (u64, BTreeMap<String, u64>)> = BTreeMap::new();
    let mut without = 0;
    for stored in found(articles, holds) {
        let printed: BTreeSet<String> = values(name, stored).into_iter().collect();
        without += u64::from(printed.is_empty());
        let folded: BTreeSet<String> = printed.iter().map(|value| value.to_lowercase()).collect();
        for value in folded {
            by_name.entry(value).or_default().0 += 1;
        }
        for value in printed {
            *by_name
                .entry(value.to_lowercase())
                .or_default()
                .1
                .entry(value)
                .or_default() += 1;
        }
    }
    let most_printed = |(count, spellings): (u64, BTreeMap<String, u64>)| {
        let most = *spellings.values().max().unwrap();
        let spelling = spellings.into_iter().find(|(_, count)| *count == most).unwrap().0;
        (spelling, count)
    };
    (by_name.into_values().map(most_printed).collect(), without)
}

fn check_facets(index: &OpenIndex, articles: &[StoredArticle], text: &str, holds: Holds) {
    let all: Vec<_> = FACETS.iter().collect();
    let options = SearchOptions {
        limit: 1_000,
        ..SearchOptions::default()
    };
    let answer = facets(index, &query(text), &all, &options).unwrap();
    assert_eq!(answer.found, found(articles, holds).count() as u64);
    for facet in &answer.facets {
        let (expected, without) = counted_values(facet.name, articles, holds);
        let shown: BTreeSet<(String, u64)> = facet
            .values
            .iter()
            .map(|value| (value.value.clone(), value.articles))
            .collect();
        assert_eq!(shown, expected, "{text} by {}", facet.name);
        assert_eq!(
            (facet.without, facet.distinct),
            (without, expected.len() as u64),
            "{text} by {}",
            facet.name
        );
        let order = |value: &dateline::search::FacetValue| (std::cmp::Reverse(value.articles), value.value.clone());
        assert!(facet.values.is_sorted_by_key(order), "{:?}", facet.values);
    }
}

/// The first or last of some articles.
fn end_of<'a>(end: End, articles: impl Iterator<Item = &'a StoredArticle>) -> Option<&'a StoredArticle> {
    let dated = articles.filter_map(|stored| Some((stored.article.published.as_ref()?, stored)));
    let key = |(published, stored): &(&Published, &StoredArticle)| {
        let (first, last) = (published.first_minute(), published.last_minute());
        match end {
            End::First => (last, -first, stored.id.0),
            End::Last => (-first, last, stored.id.0),
        }
    };
    dated.min_by_key(key).map(|(_, stored)| stored)
}

fn check_ends(index: &OpenIndex, articles: &[StoredArticle], text: &str, holds: Holds) {
    for end in [End::First, End::Last] {
        let answer = |by: EndsBy| -> Ends {
            let search = SearchOptions {
                limit: 100,
                ..SearchOptions::default()
            };
            ends(index, &query(text), &EndsOptions { end, by, search }).unwrap()
        };
        let of_all = answer(EndsBy::All);
        let shown: Vec<u64> = of_all.groups.iter().map(|group| group.hit.article.id.0).collect();
        let expected: Vec<u64> = end_of(end, found(articles, holds))
            .iter()
            .map(|stored| stored.id.0)
            .collect();
        assert_eq!(shown, expected, "{end:?} of {text}");
        for group in &of_all.groups {
            let winner = group.hit.article.article.published.clone().unwrap();
            let others = || {
                let dates = found(articles, holds).filter(|stored| stored.id != group.hit.article.id);
                dates.filter_map(|stored| stored.article.published.as_ref())
            };
            let minutes = |date: &Published| (date.first_minute(), date.last_minute());
            let same_date = others().filter(|date| minutes(date) == minutes(&winner)).count();
            let unsure = others().filter(|date| match end {
                End::First => date.first_minute() < winner.first_minute(),
                End::Last => date.last_minute() > winner.last_minute(),
            });
            assert_eq!(
                (group.same_date, group.unsure),
                (same_date as u64, unsure.count() as u64),
                "{text}"
            );
        }
        let mut by_source: BTreeMap<Option<String>, Vec<&StoredArticle>> = BTreeMap::new();
        for stored in found(articles, holds) {
            let source = stored.article.source.as_ref().map(|source| source.to_lowercase());
            by_source.entry(source).or_default().push(stored);
        }
        let expected: BTreeSet<(u64, u64)> = by_source
            .values()
            .filter_map(|stored| Some((end_of(end, stored.iter().copied())?.id.0, stored.len() as u64)))
            .collect();
        let groups = answer(EndsBy::Source).groups;
        let shown: BTreeSet<(u64, u64)> = groups
            .iter()
            .map(|group| (group.hit.article.id.0, group.articles))
            .collect();
        assert_eq!(shown, expected, "{end:?} of {text} by source");
    }
}

fn check_terms(index: &OpenIndex, articles: &[StoredArticle]) {
    let options = EndsOptions {
        end: End::First,
        by: EndsBy::Term,
        search: SearchOptions::default(),
    };
    let answer = ends(index, &query("talk* AND NOT kyiv OR bridge"), &options).unwrap();
    let words_of = |stored: &StoredArticle| -> BTreeSet<String> {
        let body = stored.article.body.to_lowercase();
        body.split(|letter: char| !letter.is_alphabetic())
            .map(str::to_owned)
            .collect()
    };
    let is_found = |words: &BTreeSet<String>| {
        let has = |word: &str| words.contains(word);
        ((has("talk") || has("talks")) && !has("kyiv")) || has("bridge") || has("bridges")
    };
    let mut expected = BTreeMap::new();
    for term in ["talk", "talks", "bridge", "bridges"] {
        let holders: Vec<&StoredArticle> = articles
            .iter()
            .filter(|stored| is_found(&words_of(stored)) && words_of(stored).contains(term))
            .collect();
        if let Some(first) = end_of(End::First, holders.iter().copied()) {
            expected.insert(term.to_owned(), (first.id.0, holders.len() as u64));
        }
    }
    let group =
        |group: &dateline::search::EndGroup| (group.name.clone().unwrap(), (group.hit.article.id.0, group.articles));
    assert_eq!(answer.groups.iter().map(group).collect::<BTreeMap<_, _>>(), expected);
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
