//! Answers grouped by story, beside a grouping of the whole ungrouped answer by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use dateline::index::{self, ArticleId, BuildOptions, Input, OpenIndex, Progress, StoredArticle, fold_name};
use dateline::query::{ParseOptions, parse};
use dateline::search::{Grouping, Hit, Lead, SearchOptions, Sort, search};
use jiff::civil::date;

use crate::env::Env;

/// The sample corpus in several segments, and copies of two of its articles with dates and sources of
/// their own.
fn archive(env: &Env) -> OpenIndex {
    let folder = env.path("index");
    let text = "The harbour board of Lower Elbe said on Tuesday that it would close the old lock for two years, \
                while a new gate is built. Barges on their way to Crimea street must take the canal. Talks with the \
                skippers go on, and nobody expects them to end before the winter sets in on the river.";
    for number in 0..7u32 {
        let source = ["The Courier", "Kelder Chronicle", "the courier"][number as usize % 3];
        let more = "It was cold. ".repeat(number as usize % 3);
        let day = if number == 3 {
            String::new()
        } else {
            format!("2024-03-{:02}", 20 - number)
        };
        let line = serde_json::json!({
            "id": format!("copy-{number}"), "title": format!("Lock {number}"), "date": day,
            "source": source, "body": format!("{text} {more}"),
        });
        env.write(
            &format!("sample_corpus/copies-{number}.jsonl"),
            line.to_string().as_bytes(),
        );
        build(&folder, &env.path("sample_corpus"));
    }
    index::open(&folder).unwrap()
}

fn build(folder: &Path, archive: &Path) {
    let input = Input::Paths(vec![archive.to_owned()]);
    let stop = AtomicBool::new(false);
    index::build(
        folder,
        input,
        &BuildOptions::default(),
        &Progress::default(),
        &stop,
        || false,
    )
    .unwrap();
}

/// What stands for a story: the article, the other articles.
type Expected = (ArticleId, BTreeSet<ArticleId>, usize);

fn lead_of<'a>(members: &[&'a Hit], lead: &Lead) -> &'a Hit {
    let minute = |hit: &Hit| hit.article.article.published.as_ref().map(|date| date.first_minute());
    let rank = |hit: &Hit| match lead {
        Lead::Best => 0,
        Lead::First => minute(hit).unwrap_or(i64::MAX),
        Lead::Newest => minute(hit).map_or(i64::MAX, |minute| -minute),
        Lead::Longest => -(hit.article.words as i64),
        Lead::Source(name) => {
            let source = hit.article.article.source.as_deref().map(fold_name);
            i64::from(source != Some(fold_name(name)))
        }
    };
    // Of equals the first in the order of the answer.
    members.iter().min_by_key(|hit| rank(hit)).unwrap()
}

#[test]
fn stories_of_an_answer_are_those_of_the_whole_answer_grouped_by_hand() {
    let env = Env::with_sample_corpus();
    let index = archive(&env);
    let stories = index.stories(&index.reader.searcher()).unwrap();
    let leads = [
        Lead::Best,
        Lead::First,
        Lead::Newest,
        Lead::Longest,
        Lead::Source("THE COURIER".to_owned()),
    ];
    let mut with_copies = 0;
    for text in ["*", "crimea", "talks", "lock OR zelensky", "source:courier", "nowhere"] {
        let query = parse(text, &ParseOptions::new(date(2025, 4, 25))).unwrap();
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            let all = SearchOptions {
                limit: 1_000,
                sort,
                passages: 0,
                ..SearchOptions::default()
            };
            let whole = search(&index, &query, &all).unwrap();
            assert_eq!(whole.stories, None);
            // In the order in which the first of each story stands.
            let mut order: Vec<ArticleId> = Vec::new();
            let mut members: BTreeMap<ArticleId, Vec<&Hit>> = BTreeMap::new();
            for hit in &whole.hits {
                let id = hit.article.id;
                let key = stories.story_of(id).map_or(id, |story| stories.key(story));
                let of_story = members.entry(key).or_default();
                if of_story.is_empty() {
                    order.push(key);
                }
                of_story.push(hit);
            }
            for lead in &leads {
                let expected: Vec<Expected> = order
                    .iter()
                    .map(|key| {
                        let members = &members[key];
                        let lead = lead_of(members, lead);
                        let others: Vec<&StoredArticle> = members
                            .iter()
                            .map(|hit| &hit.article)
                            .filter(|other| other.id != lead.article.id)
                            .collect();
                        let sources: BTreeSet<String> = others
                            .iter()
                            .filter_map(|other| other.article.source.as_deref().map(fold_name))
                            .collect();
                        (
                            lead.article.id,
                            others.iter().map(|other| other.id).collect(),
                            sources.len(),
                        )
                    })
                    .collect();
                for (limit, offset) in [(1, 0), (7, 0), (5, 3), (1_000, 0), (3, 999)] {
                    let group = Grouping {
                        lead: lead.clone(),
                        expand: true,
                    };
                    let options = SearchOptions {
                        limit,
                        offset,
                        group: Some(group),
                        ..all.clone()
                    };
                    let page = search(&index, &query, &options).unwrap();
                    assert_eq!((page.found, page.undated), (whole.found, whole.undated), "{text}");
                    assert_eq!(page.stories, Some(order.len() as u64), "{text}");
                    let found: Vec<Expected> = page
                        .hits
                        .iter()
                        .map(|hit| {
                            let story = hit.story.as_ref();
                            let others: BTreeSet<ArticleId> = story
                                .iter()
                                .flat_map(|story| &story.others)
                                .map(|other| other.id)
                                .collect();
                            assert_eq!(others.len() as u64, story.map_or(0, |story| story.copies));
                            with_copies += usize::from(!others.is_empty());
                            (hit.article.id, others, story.map_or(0, |story| story.sources as usize))
                        })
                        .collect();
                    let part: Vec<Expected> = expected.iter().skip(offset).take(limit).cloned().collect();
                    assert_eq!(found, part, "{text} {sort:?} {lead:?} {limit} {offset}");
                    let ranks: Vec<u64> = page.hits.iter().map(|hit| hit.rank).collect();
                    assert_eq!(ranks, (1 + offset as u64..).take(part.len()).collect::<Vec<_>>());
                }
            }
        }
    }
    assert!(with_copies > 100, "{with_copies}");
}

#[test]
fn the_command_groups_unless_told_not_to() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    let query = ["query", "date:2025-04-25 crimea", "sample_corpus", "--no-snippets"];
    let run = |more: &[&str]| env.run(&[&query[..], more].concat());
    let grouped = run(&[]);
    assert!(grouped.out.contains("\n    and 3 copies in 3 sources\n"), "{grouped:?}");
    assert!(grouped.err.contains("5 articles (2 stories) in "), "{grouped:?}");
    let expanded = run(&["--expand"]);
    let copy = "    + 25 Apr 2025   Northern Wire\n      d0bc2314  sample_corpus/wire/2025-04-25-crimea-talks.txt\n";
    assert!(expanded.out.contains(copy), "{expanded:?}");
    let apart = run(&["--no-group"]);
    assert!(
        !apart.out.contains("copies") && apart.err.contains("5 articles in "),
        "{apart:?}"
    );
    assert_eq!(apart.out.matches("sample_corpus/").count(), 5);
    // A list of paths leaves nothing out, and a count is one of articles.
    assert_eq!(run(&["--show", "ids", "--limit", "10"]).out.lines().count(), 5);
    assert_eq!(env.count("date:2025-04-25 crimea", "sample_corpus"), 5);
    let northern = run(&["--lead", "source:northern wire", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&northern.out).unwrap();
    assert_eq!(json["stories"], 2);
    assert_eq!(json["hits"][0]["source"], "Northern Wire");
    assert_eq!(json["hits"][0]["story"]["copies"], 3);
    let error = env.error(&["query", "crimea", "sample_corpus", "--lead", "oldest"]);
    assert!(
        error.contains("expected best, first, newest, longest or source:NAME"),
        "{error}"
    );
}

#[test]
fn stories_and_copies_are_searched_as_the_groups_say() {
    let env = Env::with_sample_corpus();
    let index = archive(&env);
    let stories = index.stories(&index.reader.searcher()).unwrap();
    let found = |text: &str| -> BTreeSet<ArticleId> {
        let query = parse(text, &ParseOptions::new(date(2025, 4, 25))).unwrap();
        let options = SearchOptions {
            limit: 1_000,
            passages: 0,
            ..SearchOptions::default()
        };
        search(&index, &query, &options)
            .unwrap()
            .hits
            .iter()
            .map(|hit| hit.article.id)
            .collect()
    };
    let all = found("*");
    let copies = |id: &ArticleId| stories.story_of(*id).map_or(0, |story| stories.articles_in(story) - 1);
    let where_copies = |is_inside: &dyn Fn(u32) -> bool| -> BTreeSet<ArticleId> {
        all.iter().copied().filter(|id| is_inside(copies(id))).collect()
    };
    for (text, expected) in [
        ("copies>0", where_copies(&|copies| copies > 0)),
        ("copies>5", where_copies(&|copies| copies > 5)),
        ("copies:0", where_copies(&|copies| copies == 0)),
        ("copies<3", where_copies(&|copies| copies < 3)),
        ("copies:1..5", where_copies(&|copies| (1..=5).contains(&copies))),
        ("copies>1000", BTreeSet::new()),
        ("NOT copies>0", where_copies(&|copies| copies == 0)),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
    assert!(!where_copies(&|copies| copies > 5).is_empty());
    for id in &all {
        let story: BTreeSet<ArticleId> = match stories.story_of(*id) {
            None => BTreeSet::from([*id]),
            Some(story) => stories
                .members(|other| other == story)
                .into_iter()
                .map(|(id, _)| id)
                .collect(),
        };
        assert_eq!(found(&format!("story:{id}")), story);
    }
    // A key is found when its article has gone, too; a key of nothing finds nothing.
    let key = stories.key(0);
    assert!(found(&format!("story:{key}")).len() > 1);
    assert_eq!(found("story:0000000000000001"), BTreeSet::new());
}

#[test]
fn a_story_is_listed_in_the_order_of_time_with_what_differs() {
    let env = Env::new(&[]);
    let line = |id: u32, date: &str, body: &str| {
        serde_json::json!({"id": format!("n{id}"), "title": format!("Lock {id}"), "date": date, "body": body})
            .to_string()
    };
    let first = "The harbour board of Lower Elbe said on Tuesday that it would close the old lock for two years. \
                 A new gate is being built meanwhile by forty divers. Barges must take the canal around the town.";
    let lines = [
        line(1, "2024-03-05", first),
        line(
            2,
            "2024-03-04",
            &format!("{first} Nobody expects the winter to be mild."),
        ),
        line(
            3,
            "",
            &first.replace("A new gate is being built meanwhile by forty divers. ", ""),
        ),
        line(
            4,
            "2024-03-04",
            "The council met on Monday and spoke of nothing but the price of salt and of the bells.",
        ),
    ];
    env.write("archive/a.jsonl", lines.join("\n").as_bytes());
    env.out(&["index", "archive"]);
    let json: serde_json::Value =
        serde_json::from_str(&env.out(&["story", "n1", "archive", "--format", "json"])).unwrap();
    let articles = json["articles"].as_array().unwrap();
    let headlines: Vec<&str> = articles
        .iter()
        .map(|part| part["headline"]["text"].as_str().unwrap())
        .collect();
    assert_eq!(headlines, ["Lock 2", "Lock 1", "Lock 3"]);
    assert_eq!(
        (&articles[0]["shared"], &articles[0]["added"]),
        (&1.0.into(), &serde_json::json!([]))
    );
    assert_eq!(articles[1]["shared"], 1.0);
    assert_eq!(
        articles[1]["dropped"],
        serde_json::json!(["Nobody expects the winter to be mild."])
    );
    assert_eq!(
        articles[2]["dropped"][0],
        "A new gate is being built meanwhile by forty divers."
    );
    let text = env.out(&["story", "n3", "archive"]);
    assert!(
        text.contains("\n 2  Lock 1\n    5 Mar 2024\n    100 % of it stands in the first, "),
        "{text}"
    );
    assert!(
        text.contains("\n    - Nobody expects the winter to be mild.\n"),
        "{text}"
    );
    // An article without a copy is a story of its own.
    let alone = env.out(&["story", "n4", "archive"]);
    assert!(alone.contains(" · 1 article, no copies\n\n 1  Lock 4\n"), "{alone}");
    assert_eq!(env.run(&["story", "n9", "archive"]).status, 1);
}

#[test]
fn a_timeline_of_stories_counts_the_earliest_of_each() {
    let env = Env::with_sample_corpus();
    drop(archive(&env));
    let index = ["--index", "index"];
    for query in ["*", "crimea", "lock OR talks"] {
        let all = [
            &[
                "query",
                query,
                "--no-group",
                "--format",
                "jsonl",
                "--limit",
                "1000",
                "--quiet",
                "--no-snippets",
            ],
            &index[..],
        ];
        let hits: Vec<serde_json::Value> = env
            .out(&all.concat())
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        // The earliest of each story, by hand.
        let keys = [
            &[
                "query", query, "--expand", "--lead", "first", "--format", "jsonl", "--limit", "1000", "--quiet",
            ],
            &index[..],
        ];
        let mut by_year: BTreeMap<String, u64> = BTreeMap::new();
        let mut stories = 0;
        for line in env.out(&keys.concat()).lines() {
            let hit: serde_json::Value = serde_json::from_str(line).unwrap();
            let year = hit["published"]["value"]
                .as_str()
                .map_or("undated", |value| &value[..4])
                .to_owned();
            *by_year.entry(year).or_default() += 1;
            stories += 1;
        }
        assert!(stories < hits.len(), "{query}");
        let counted = [
            &[
                "timeline",
                query,
                "--by",
                "year",
                "--stories",
                "--format",
                "json",
                "--quiet",
            ],
            &index[..],
        ];
        let counted: serde_json::Value = serde_json::from_str(&env.out(&counted.concat())).unwrap();
        assert_eq!(
            (&counted["counted"], &counted["series"][0]["found"]),
            (&"stories".into(), &stories.into())
        );
        for line in counted["lines"].as_array().unwrap() {
            let label = line["label"].as_str().unwrap();
            assert_eq!(
                line["counts"][0]["articles"],
                by_year.get(label).copied().unwrap_or(0),
                "{query} {label}"
            );
        }
    }
    let text = env.out(&[&["timeline", "crimea", "--stories", "--quiet"], &index[..]].concat());
    assert!(
        text.lines()
            .next()
            .unwrap()
            .ends_with(" stories · share of all stories"),
        "{text}"
    );
}
