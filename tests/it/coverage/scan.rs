//! What a scan of the stored articles says, compared with the answers.

use std::collections::{BTreeMap, BTreeSet};

use dateline::article::{EntityKind, Precision, Published};
use dateline::index::{OpenIndex, StoredArticle};
use dateline::search::{End, Ends, EndsBy, EndsOptions, FACETS, SearchOptions, Timeline, Unit, When, ends, facets};
use jiff::civil::Date;

use super::archive::Holds;
use super::query;

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

pub fn label_of_line(when: When) -> String {
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

pub fn check_timeline(timeline: &Timeline, articles: &[StoredArticle], holds: Holds) {
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

/// Whether the article has copies, and the number of its story or its own id.
type StoryName = (bool, u64);

/// The articles that have a value, however they print it.
#[derive(Default)]
struct Holders {
    articles: u64,
    stories: BTreeSet<StoryName>,
    spellings: BTreeMap<String, u64>,
}

/// Each value as most articles print it, with its numbers of articles and of stories, and the articles without
/// any. `story` names the story of an
/// article.
fn counted_values(
    name: &str,
    articles: &[StoredArticle],
    holds: Holds,
    story: &dyn Fn(&StoredArticle) -> StoryName,
) -> (BTreeSet<(String, u64, u64)>, u64) {
    let mut by_name: BTreeMap<String, Holders> = BTreeMap::new();
    let mut without = 0;
    for stored in found(articles, holds) {
        let printed: BTreeSet<String> = values(name, stored).into_iter().collect();
        without += u64::from(printed.is_empty());
        let folded: BTreeSet<String> = printed.iter().map(|value| value.to_lowercase()).collect();
        for value in folded {
            let holders = by_name.entry(value).or_default();
            holders.articles += 1;
            holders.stories.insert(story(stored));
        }
        for value in printed {
            let holders = by_name.entry(value.to_lowercase()).or_default();
            *holders.spellings.entry(value).or_default() += 1;
        }
    }
    let most_printed = |holders: Holders| {
        let most = *holders.spellings.values().max().unwrap();
        let mut spellings = holders.spellings.into_iter();
        let spelling = spellings.find(|(_, count)| *count == most).unwrap().0;
        (spelling, holders.articles, holders.stories.len() as u64)
    };
    (by_name.into_values().map(most_printed).collect(), without)
}

pub fn check_facets(index: &OpenIndex, articles: &[StoredArticle], text: &str, holds: Holds) {
    let all: Vec<_> = FACETS.iter().collect();
    let options = SearchOptions {
        limit: 1_000,
        ..SearchOptions::default()
    };
    let answer = facets(index, &query(text), &all, &options).unwrap();
    assert_eq!(answer.found, found(articles, holds).count() as u64);
    let stories = index.stories(&index.reader.searcher()).unwrap();
    let story = |stored: &StoredArticle| match stories.story_of(stored.id) {
        Some(story) => (true, u64::from(story)),
        None => (false, stored.id.0),
    };
    let all_stories: BTreeSet<_> = found(articles, holds).map(story).collect();
    assert_eq!(answer.stories, all_stories.len() as u64, "{text}");
    for facet in &answer.facets {
        let (expected, without) = counted_values(facet.name, articles, holds, &story);
        let shown: BTreeSet<(String, u64, u64)> = facet
            .values
            .iter()
            .map(|value| (value.value.clone(), value.articles, value.stories))
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

pub fn check_ends(index: &OpenIndex, articles: &[StoredArticle], text: &str, holds: Holds) {
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

pub fn check_terms(index: &OpenIndex, articles: &[StoredArticle]) {
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
