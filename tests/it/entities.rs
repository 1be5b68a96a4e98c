//! `dateline entities`, and the numbers behind it against a scan of every stored article.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use dateline::article::EntityKind;
use dateline::index::{self, BuildOptions, Input, OpenIndex, Progress, StoredArticle, fold_name};
use dateline::query::{ParseOptions, Query, parse};
use dateline::search::{
    Canonical, EntityList, EntityOptions, EntityOrder, SearchOptions, entities, log_likelihood, search,
};

use crate::env::Env;

/// An exported record, which is taken as it is, with these people, places and organisations, each
/// list divided by semicolons.
fn record(id: &str, date: &str, names: [&str; 3], body: &str) -> String {
    let mut entities = Vec::new();
    for (kind, names) in EntityKind::ALL.into_iter().zip(names) {
        for name in names.split(';').map(str::trim).filter(|name| !name.is_empty()) {
            entities.push(serde_json::json!({
                "kind": kind.name(), "name": name, "given": false, "salience": 9,
                "first": [false, 0], "spellings": [[name, 1]],
            }));
        }
    }
    let mut record = serde_json::json!({
        "dateline_export": 1, "id": id, "headline": {"text": format!("About {id}"), "derived": false},
        "entities": entities, "body": body,
    });
    if !date.is_empty() {
        record["published"] = serde_json::json!({"value": date, "origin": "field", "raw": date});
    }
    format!("{record}\n")
}

fn build(folder: &Path, archive: &Path) {
    let stop = AtomicBool::new(false);
    let input = Input::Paths(vec![archive.to_owned()]);
    let options = BuildOptions::default();
    index::build(folder, input, &options, &Progress::default(), &stop, || true).unwrap();
}

/// An archive of several segments, with articles that were changed and others that were removed.
fn archive(env: &Env) -> OpenIndex {
    let folder = env.path("index");
    let first = [
        record(
            "a1",
            "2014-03-01",
            ["Ann Lee; Bo Chan", "Oslo", "Northern Wire"],
            "snow alpha",
        ),
        record("a2", "2015", ["ANN LEE", "Oslo; Bergen", ""], "snow"),
        record("a3", "", ["Cy Dahl", "", "Northern Wire"], "snow rain"),
    ];
    env.write("archive/first.jsonl", first.concat().as_bytes());
    env.write(
        "archive/gone.jsonl",
        record("g", "1999-01-01", ["Ann Lee; Gone Man", "Oslo", ""], "snow").as_bytes(),
    );
    // Keeps the first segment, of which all else goes.
    let kept = record("k", "2010", ["", "", ""], "snow");
    env.write("archive/kept.jsonl", kept.as_bytes());
    build(&folder, &env.path("archive"));
    let mut second = String::new();
    for number in 0..40 {
        let people = match number % 4 {
            0 => "Ann Lee; Bo Chan",
            1 => "Ann Lée",
            2 => "Cy Dahl; Bo Chan",
            _ => "",
        };
        let places = if number % 3 == 0 { "Oslo" } else { "Bergen; Ann Lee" };
        let date = format!("2020-{:02}-{:02}", 1 + number % 12, 1 + number % 28);
        let body = if number % 2 == 0 { "snow" } else { "rain" };
        second.push_str(&record(&format!("b{number}"), &date, [people, places, ""], body));
    }
    env.write("archive/second.jsonl", second.as_bytes());
    build(&folder, &env.path("archive"));
    env.remove("archive/gone.jsonl");
    let changed = [
        record(
            "a1",
            "2014-03-02",
            ["Ann Lee; Di Eng", "Oslo", "Northern Wire"],
            "snow alpha",
        ),
        record("a2", "2015", ["ANN LEE", "Bergen", ""], "snow"),
        record("a3", "", ["Cy Dahl", "", "Northern Wire"], "snow rain"),
    ];
    env.write("archive/first.jsonl", changed.concat().as_bytes());
    env.write(
        "archive/third.jsonl",
        record("c", "2021-05-05", ["Bo Chan", "Oslo", "Ann Lee"], "snow").as_bytes(),
    );
    build(&folder, &env.path("archive"));
    index::open(&folder).unwrap()
}

fn query(text: &str) -> Query {
    parse(text, &ParseOptions::new(jiff::civil::date(2025, 5, 1))).unwrap()
}

type Key = (EntityKind, String);

/// The names of an article, and the first and the last minute of its date.
type Scanned = (BTreeSet<Key>, Option<(i64, i64)>);

/// The entities of each article that a query finds, read from the stored articles.
fn scan(index: &OpenIndex, text: Option<&str>, canonical: Canonical<'_>) -> Vec<Scanned> {
    let ids: Option<BTreeSet<String>> = text.map(|text| {
        let options = SearchOptions {
            limit: 10_000,
            ..SearchOptions::default()
        };
        let page = search(index, &query(text), &options).unwrap();
        page.hits.iter().map(|hit| hit.article.id.to_string()).collect()
    });
    let mut found = Vec::new();
    let mut give = |stored: StoredArticle| {
        if ids.as_ref().is_none_or(|ids| ids.contains(&stored.id.to_string())) {
            let entities = stored.article.entities.iter();
            let names = entities.filter_map(|entity| canonical(entity.kind, &entity.name));
            let published = stored.article.published.as_ref();
            let dates = published.map(|published| (published.first_minute(), published.last_minute()));
            found.push((names.map(|(kind, name)| (kind, fold_name(&name))).collect(), dates));
        }
        ControlFlow::Continue(())
    };
    index::each_article(index, |_| true, &mut give).unwrap();
    found
}

fn as_it_is(kind: EntityKind, name: &str) -> Option<(EntityKind, String)> {
    Some((kind, name.to_owned()))
}

/// Every number of a list is that of the scan.
#[track_caller]
fn check(index: &OpenIndex, text: Option<&str>, with: Option<&str>, canonical: Canonical<'_>) -> EntityList {
    let options = EntityOptions {
        limit: 1_000,
        with: with.map(str::to_owned),
        pairs: true,
        ..EntityOptions::default()
    };
    let parsed = text.map(query);
    let list = entities(index, parsed.as_ref(), &options, &SearchOptions::default(), canonical).unwrap();
    let articles = scan(index, text, canonical);
    assert_eq!(list.found, articles.len() as u64);
    let count = |keys: &[&Key]| {
        let has_all = |(names, _): &&Scanned| keys.iter().all(|key| names.contains(*key));
        articles.iter().filter(has_all).count() as u64
    };
    let is_with = |(_, name): &Key| with.is_some_and(|with| *name == fold_name(with));
    let with_articles = articles.iter().filter(|(names, _)| names.iter().any(is_with)).count() as u64;
    let mut expected: BTreeMap<Key, u64> = BTreeMap::new();
    for (names, _) in &articles {
        let appears = with.is_none() || names.iter().any(is_with);
        for key in names.iter().filter(|key| appears && !is_with(key)) {
            *expected.entry(key.clone()).or_default() += 1;
        }
    }
    let mut listed: BTreeMap<Key, u64> = BTreeMap::new();
    for entity in list.groups.iter().flat_map(|group| &group.entities) {
        let key = (entity.kind, fold_name(&entity.name));
        let together = entity.together.map(|together| together.articles);
        assert_eq!(entity.articles, count(&[&key]), "{key:?}");
        if let Some(together) = entity.together {
            let expected = log_likelihood(together.articles, entity.articles, with_articles, list.found);
            assert_eq!(together.log_likelihood, expected);
        }
        let dates = || {
            articles
                .iter()
                .filter(|(names, _)| names.contains(&key))
                .filter_map(|(_, dates)| *dates)
        };
        let day = |minute: i64| jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(minute.div_euclid(1_440));
        let first = dates().min();
        let last = dates().max_by_key(|(from, to)| (*from, -*to));
        assert_eq!(
            entity.first.map(|date| (date.first_day, date.last_day)),
            first.map(|(from, to)| (day(from), day(to)))
        );
        assert_eq!(
            entity.last.map(|date| (date.first_day, date.last_day)),
            last.map(|(from, to)| (day(from), day(to)))
        );
        assert!(listed.insert(key, together.unwrap_or(entity.articles)).is_none());
    }
    assert_eq!(listed, expected, "{text:?} with {with:?}");
    for group in &list.groups {
        assert_eq!(group.distinct, group.entities.len() as u64);
    }
    if let Some(companion) = &list.with {
        assert_eq!(companion.articles, with_articles);
    }
    let nodes: Vec<Key> = list
        .entities()
        .map(|entity| (entity.kind, fold_name(&entity.name)))
        .collect();
    let mut pairs = 0;
    for (one, first) in nodes.iter().enumerate() {
        for (other, second) in nodes.iter().enumerate().skip(one + 1) {
            let together = count(&[first, second]);
            let listed = list.pairs.iter().find(|pair| (pair.one, pair.other) == (one, other));
            assert_eq!(
                listed.map_or(0, |pair| pair.together.articles),
                together,
                "{first:?} {second:?}"
            );
            if let Some(pair) = listed {
                let expected = log_likelihood(together, count(&[first]), count(&[second]), list.found);
                assert_eq!(pair.together.log_likelihood, expected);
            }
            pairs += usize::from(together > 0);
        }
    }
    assert_eq!(list.pairs.len(), pairs);
    list
}

#[test]
fn every_number_is_that_of_a_scan_of_all_articles() {
    let env = Env::new(&[]);
    let index = archive(&env);
    assert!(index.reader.searcher().segment_readers().len() > 1, "several segments");
    let deleted: u32 = index
        .reader
        .searcher()
        .segment_readers()
        .iter()
        .map(|segment| segment.num_deleted_docs())
        .sum();
    assert!(deleted > 0, "articles that were replaced");
    for text in [
        None,
        Some("snow"),
        Some("rain AND NOT snow"),
        Some("alpha"),
        Some("nowhere"),
    ] {
        for with in [None, Some("Ann Lee"), Some("oslo"), Some("nobody")] {
            check(&index, text, with, &as_it_is);
        }
    }
}

#[test]
fn names_are_one_in_every_case_and_accent_and_are_shown_as_most_print_them() {
    let env = Env::new(&[]);
    let list = check(&archive(&env), None, None, &as_it_is);
    let of = |kind: EntityKind| -> Vec<String> {
        let group = list.groups.iter().find(|group| group.kind == kind).unwrap();
        group
            .entities
            .iter()
            .map(|entity| format!("{} {}", entity.name, entity.articles))
            .collect()
    };
    assert_eq!(
        of(EntityKind::Person),
        ["Ann Lee 22", "Bo Chan 21", "Cy Dahl 11", "Di Eng 1"]
    );
    assert_eq!(of(EntityKind::Place), ["Bergen 27", "Ann Lee 26", "Oslo 16"]);
    assert_eq!(of(EntityKind::Org), ["Northern Wire 2", "Ann Lee 1"]);
}

#[test]
fn the_caller_says_under_which_name_and_kind_a_name_counts() {
    let env = Env::new(&[]);
    let index = archive(&env);
    let canonical = |kind: EntityKind, name: &str| match (kind, name) {
        (EntityKind::Person, "Cy Dahl") => Some((EntityKind::Person, "Bo Chan".to_owned())),
        (EntityKind::Place | EntityKind::Org, "Ann Lee") => Some((EntityKind::Person, name.to_owned())),
        (_, "Bergen") => None,
        _ => Some((kind, name.to_owned())),
    };
    let list = check(&index, None, None, &canonical);
    assert!(
        list.entities()
            .all(|entity| !["Bergen", "Cy Dahl"].contains(&entity.name.as_str()))
    );
    for with in ["Cy Dahl", "Bergen"] {
        let options = EntityOptions {
            with: Some(with.to_owned()),
            ..EntityOptions::default()
        };
        let list = entities(&index, None, &options, &SearchOptions::default(), &canonical).unwrap();
        let names: Vec<String> = list
            .with
            .unwrap()
            .entities
            .into_iter()
            .map(|entity| entity.name)
            .collect();
        assert_eq!(
            names,
            if with == "Cy Dahl" {
                vec!["Bo Chan".to_owned()]
            } else {
                Vec::new()
            }
        );
    }
}

#[test]
fn a_list_is_cut_behind_its_limit_in_each_order() {
    let env = Env::new(&[]);
    let index = archive(&env);
    let names = |order: EntityOrder, limit: usize, with: Option<&str>| -> Vec<String> {
        let options = EntityOptions {
            kinds: vec![EntityKind::Person],
            limit,
            order,
            with: with.map(str::to_owned),
            pairs: false,
        };
        let list = entities(&index, None, &options, &SearchOptions::default(), &as_it_is).unwrap();
        list.groups
            .into_iter()
            .flat_map(|group| group.entities)
            .map(|entity| entity.name)
            .collect()
    };
    assert_eq!(names(EntityOrder::Articles, 2, None), ["Ann Lee", "Bo Chan"]);
    assert_eq!(
        names(EntityOrder::Name, 9, None),
        ["Ann Lee", "Bo Chan", "Cy Dahl", "Di Eng"]
    );
    assert_eq!(
        names(EntityOrder::Articles, 9, Some("Oslo")),
        ["Ann Lee", "Bo Chan", "Cy Dahl", "Di Eng"]
    );
    assert_eq!(names(EntityOrder::Likelihood, 1, Some("Northern Wire")), ["Di Eng"]);
    assert_eq!(names(EntityOrder::Articles, 0, None), Vec::<String>::new());
}

#[test]
fn the_command_lists_and_says_what_it_took_for_the_archive() {
    let env = Env::new(&[]);
    archive(&env);
    let index = env.path("index");
    let index = index.to_str().unwrap();
    let ran = env.run(&["entities", "--index", index, "--type", "people,org", "-n", "2"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.out,
        "45 articles\n\
         \n\
         people           articles  first       last\n  \
           Ann Lee              22  2014-03-02  2020-10-22\n  \
           Bo Chan              21  2020-01-01  2021-05-05\n  \
           2 more\n\
         \n\
         organisations    articles  first       last\n  \
           Northern Wire         2  2014-03-02  2014-03-02\n  \
           Ann Lee               1  2021-05-05  2021-05-05\n"
    );
    let ran = env.run(&[
        "entities", "archive", "--index", index, "--type", "org", "--format", "csv",
    ]);
    assert_eq!(
        ran.err,
        "note: `archive` is taken for the archive, all articles of which count\n"
    );
    assert_eq!(ran.out.lines().count(), 3);
    let ran = env.run(&["entities", "alpha", "--index", index, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&json["query"], &json["found"]), (&"alpha".into(), &1.into()));
}

#[test]
fn a_name_that_no_article_has_is_told_with_those_that_were_meant() {
    let env = Env::new(&[]);
    archive(&env);
    let index = env.path("index");
    let index = index.to_str().unwrap();
    let ran = env.run(&["entities", "--index", index, "--with", "chan"]);
    assert_eq!(ran.status, 1);
    assert_eq!(
        ran.err,
        "no article found names `chan` as a person, place or organisation\nhint: there are `Bo Chan`\n"
    );
    let graph = env.out(&["entities", "--index", index, "--with", "Bo Chan", "--format", "graphml"]);
    assert!(
        graph.contains("<data key=\"name\">Bo Chan</data>") && graph.contains("<edge source=\"n0\" target=\"n1\">")
    );
    for (arguments, error) in [
        (
            ["--type", "animal"],
            "there is no type `animal`; there are person, place, org",
        ),
        (
            ["--format", "papyrus"],
            "there is no format `papyrus`; there are table, json, csv, graphml, gexf",
        ),
        (
            ["--sort", "likelihood"],
            "--sort likelihood is beside another name: add --with NAME",
        ),
    ] {
        let ran = env.run(&["entities", "--index", index, arguments[0], arguments[1]]);
        assert_eq!(ran.status, 2);
        assert!(ran.err.contains(error), "{}", ran.err);
    }
    let ran = env.run(&["entities", "--index", index, "--format", "gexf", "-n", "1001"]);
    assert!(
        ran.err.contains("expected at most 1000 names of each type in a graph"),
        "{}",
        ran.err
    );
}
