//! Copies stand in one story, whatever the order of the articles, the threads, the commits and the runs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use dateline::index::{self, ArticleId, BuildOptions, Input, Progress, stories};
use proptest::prelude::*;
use tempfile::TempDir;

/// Articles by their ids in the source, with what the archive says of each.
type Articles = BTreeMap<usize, serde_json::Value>;

fn article(number: usize, headline: &str, body: &str) -> serde_json::Value {
    serde_json::json!({"id": number, "title": headline, "date": "2025-04-25", "body": body})
}

/// An archive that grows by runs.
struct Archive {
    folder: TempDir,
    options: BuildOptions,
}

impl Archive {
    fn new(jobs: usize, commit_every: Duration) -> Archive {
        Archive {
            folder: TempDir::new().unwrap(),
            options: BuildOptions {
                jobs,
                commit_every,
                ..BuildOptions::default()
            },
        }
    }

    fn index_folder(&self) -> std::path::PathBuf {
        self.folder.path().join(".dateline")
    }

    /// Writes a file of these articles and brings the index up to date.
    fn run<'a>(&self, file: &str, articles: impl IntoIterator<Item = &'a serde_json::Value>) {
        let lines: String = articles.into_iter().map(|article| format!("{article}\n")).collect();
        std::fs::write(self.folder.path().join(file), lines).unwrap();
        self.update();
    }

    /// Removes a file and brings the index up to date.
    fn remove(&self, file: &str) {
        std::fs::remove_file(self.folder.path().join(file)).unwrap();
        self.update();
    }

    fn update(&self) {
        let input = Input::Paths(vec![self.folder.path().to_owned()]);
        let stop = AtomicBool::new(false);
        index::build(
            &self.index_folder(),
            input,
            &self.options,
            &Progress::default(),
            &stop,
            || false,
        )
        .unwrap();
    }

    /// The stories by key, as the numbers of their articles.
    fn stories(&self) -> BTreeMap<ArticleId, BTreeSet<usize>> {
        stories_of(&self.index_folder())
    }

    fn groups(&self) -> BTreeSet<BTreeSet<usize>> {
        self.stories().into_values().collect()
    }
}

fn stories_of(folder: &Path) -> BTreeMap<ArticleId, BTreeSet<usize>> {
    let index = index::open(folder).unwrap();
    let searcher = index.reader.searcher();
    let stories = stories::open(folder, &searcher, &index.fields, index.facts.generation).unwrap();
    assert_eq!(stories.unknown_articles, 0);
    let mut numbers: BTreeMap<ArticleId, usize> = BTreeMap::new();
    let give = |article: index::StoredArticle| {
        numbers.insert(article.id, article.article.id.unwrap().parse().unwrap());
        std::ops::ControlFlow::Continue(())
    };
    index::each_article(&index, |_| true, give).unwrap();
    let mut found: BTreeMap<ArticleId, BTreeSet<usize>> = BTreeMap::new();
    for (id, story) in stories.members(|_| true) {
        found.entry(stories.key(story)).or_default().insert(numbers[&id]);
        assert_eq!(stories.story_of(id), Some(story));
        assert_eq!(stories.story_with_key(stories.key(story)), Some(story));
    }
    for (key, articles) in &found {
        let story = stories.story_with_key(*key).unwrap();
        assert_eq!(stories.articles_in(story) as usize, articles.len());
        assert!(articles.len() > 1);
    }
    assert_eq!(found.len(), stories.count() as usize);
    found
}

/// The runs of five words of a text, as text.
fn runs(body: &str) -> BTreeSet<Vec<String>> {
    let words: Vec<String> = body
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.windows(5).map(<[String]>::to_vec).collect()
}

fn are_copies(one: &BTreeSet<Vec<String>>, other: &BTreeSet<Vec<String>>) -> bool {
    let shared = one.intersection(other).count();
    let (shorter, both) = (one.len().min(other.len()), one.union(other).count());
    // In whole numbers: 0.6 and 0.8.
    shorter >= 20 && (5 * shared >= 3 * both || 5 * shared >= 4 * shorter)
}

/// The sets that pairs of copies connect, by looking at every pair until nothing joins any more.
fn expected(articles: &Articles) -> BTreeSet<BTreeSet<usize>> {
    let texts: Vec<(usize, BTreeSet<Vec<String>>)> = articles
        .iter()
        .map(|(number, article)| (*number, runs(article["body"].as_str().unwrap())))
        .collect();
    let mut group_of: BTreeMap<usize, usize> = articles.keys().map(|number| (*number, *number)).collect();
    loop {
        let before = group_of.clone();
        for (one, runs_of_one) in &texts {
            for (other, runs_of_other) in &texts {
                if one != other && are_copies(runs_of_one, runs_of_other) {
                    let least = group_of[one].min(group_of[other]);
                    group_of.insert(*one, least);
                    group_of.insert(*other, least);
                }
            }
        }
        if group_of == before {
            break;
        }
    }
    let mut groups: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (number, group) in group_of {
        groups.entry(group).or_default().insert(number);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// A text of its own for each number.
fn sentences(text: usize, from: usize, to: usize) -> String {
    let sentence = |number: usize| {
        format!("On day {text} of {number} the envoys{text} met{number} for talks{text}x{number} in the old harbour. ")
    };
    (from..to).map(sentence).collect()
}

/// What happened to a text on its way into an archive. All of them are short enough that their
/// signatures hold all of their shingles.
fn body() -> impl Strategy<Value = String> {
    let text = 0usize..4;
    prop_oneof![
        // Whole, with a dateline, with the end or the beginning cut off.
        4 => (text.clone(), 0usize..2, 2usize..5).prop_map(|(text, from, to)| sentences(text, from, to)),
        // Words exchanged.
        3 => (text.clone(), 0usize..4, "[a-z]{3,6}").prop_map(|(text, at, word)| {
            sentences(text, 0, 4).replace(&format!("met{at}"), &word)
        }),
        // Two texts in one: a round-up.
        1 => (text.clone(), text.clone()).prop_map(|(one, other)| sentences(one, 0, 2) + &sentences(other, 0, 2)),
        // Too short.
        1 => text.prop_map(|text| sentences(text, 0, 1)),
        1 => Just("Blah blah blah. ".repeat(9)),
        1 => Just(String::new()),
    ]
}

fn archive() -> impl Strategy<Value = Articles> {
    prop::collection::vec(("[A-Z][a-z]{2,5}", body()), 2..24).prop_map(|made| {
        let numbered = made.into_iter().enumerate();
        numbered
            .map(|(number, (headline, body))| (number, article(number, &headline, &body)))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_runs_threads_and_commits_gives_the_stories_of_every_pair_looked_at(
        articles in archive(),
        cuts in prop::collection::vec(0usize..24, 0..3),
        changes in prop::collection::vec((0usize..24, prop::option::of(body())), 0..4),
    ) {
        let forwards = Archive::new(1, Duration::from_secs(60));
        forwards.run("all.jsonl", articles.values());
        prop_assert_eq!(forwards.groups(), expected(&articles));

        // Backwards, in several runs, on more threads, with a commit as often as can be.
        let backwards = Archive::new(3, Duration::ZERO);
        let mut bounds: Vec<usize> = cuts.into_iter().map(|cut| cut % articles.len()).chain([0, articles.len()]).collect();
        bounds.sort_unstable();
        for (file, bound) in bounds.windows(2).enumerate().rev() {
            let some: Vec<_> = articles.range(bound[0]..bound[1]).map(|(_, article)| article).collect();
            backwards.run(&format!("{file}.jsonl"), some.into_iter().rev());
        }
        prop_assert_eq!(backwards.groups(), expected(&articles));

        // Articles change and go.
        let mut changed = articles;
        for (number, body) in changes {
            match body {
                Some(body) => changed.insert(number, article(number, "Changed", &body)),
                None => changed.remove(&number),
            };
            forwards.run("all.jsonl", changed.values());
            prop_assert_eq!(forwards.groups(), expected(&changed));
        }
    }
}

/// Texts of some hundred words, of which the index holds a sample only.
fn long(text: usize, sentences_of_it: std::ops::Range<usize>) -> String {
    sentences(text, sentences_of_it.start, sentences_of_it.end)
}

#[test]
fn copies_trimmed_and_edited_stand_together_under_any_headline_and_dateline() {
    let archive = Archive::new(2, Duration::from_secs(60));
    let whole = long(1, 0..40);
    let bodies = [
        whole.clone(),
        format!("KYIV, April 25 (Reuters) - {whole}"),
        format!("MOSCOW (AP) — {whole}"),
        long(1, 0..16),
        long(1, 20..40) + "Sign up for our letter.",
        whole.replace("met7", "spoke").replace("met21", "parted"),
        long(2, 0..40),
        long(2, 0..3) + &long(3, 0..37),
    ];
    let articles: Vec<_> = bodies
        .iter()
        .enumerate()
        .map(|(at, body)| article(at, &format!("Paper {at}"), body))
        .collect();
    archive.run("all.jsonl", &articles);
    assert_eq!(archive.groups(), BTreeSet::from([BTreeSet::from([0, 1, 2, 3, 4, 5])]));
}

#[test]
fn a_standing_paragraph_joins_nothing_and_hundreds_of_copies_join() {
    let archive = Archive::new(2, Duration::from_secs(60));
    let standing = long(9, 0..8);
    let mut articles = Vec::new();
    for number in 0..600 {
        articles.push(article(number, "Own text", &(long(100 + number, 0..16) + &standing)));
    }
    // A form, each with a name of its own, and the plain thing.
    for number in 600..1_200 {
        let form = long(5, 0..12).replace("met5", &format!("name{number}"));
        articles.push(article(number, "Form", &form));
    }
    for number in 1_200..1_800 {
        articles.push(article(number, "Copy", &long(6, 0..12)));
    }
    archive.run("all.jsonl", &articles);
    let groups = archive.groups();
    assert_eq!(
        groups,
        BTreeSet::from([(600..1_200).collect(), (1_200..1_800).collect()])
    );
}

#[test]
fn a_story_keeps_its_key_whatever_joins_and_leaves() {
    let archive = Archive::new(1, Duration::from_secs(60));
    let copy = |number: usize| article(number, "Copy", &long(1, 0..10));
    archive.run("a.jsonl", &[copy(0), copy(1)]);
    let born: Vec<ArticleId> = archive.stories().into_keys().collect();
    assert_eq!(born.len(), 1);
    for number in 2..30 {
        archive.run(&format!("{number}.jsonl"), &[copy(number)]);
        assert_eq!(archive.stories().into_keys().collect::<Vec<_>>(), born);
    }
    // The article after whose id it is called goes, too.
    archive.remove("a.jsonl");
    assert_eq!(archive.stories(), BTreeMap::from([(born[0], (2..30).collect())]));
    archive.run("a.jsonl", &[copy(0), copy(1)]);
    assert_eq!(archive.stories(), BTreeMap::from([(born[0], (0..30).collect())]));
}

#[test]
fn articles_that_leave_the_stories_called_after_them_make_one_with_a_key_of_its_own() {
    let archive = Archive::new(1, Duration::from_secs(60));
    let of_text = |number: usize, text: usize| article(number, "Copy", &long(text, 0..10));
    let mut articles: Vec<_> = (0..8).map(|number| of_text(number, 1 + number / 4)).collect();
    archive.run("all.jsonl", &articles);
    let before = archive.stories();
    assert_eq!(before.len(), 2);
    // The article that each story is called after, whichever it is: its id is that of its number.
    let mut named = Vec::new();
    for number in 0..8 {
        let alone = Archive::new(1, Duration::from_secs(60));
        alone.run("all.jsonl", &[of_text(number, 1), of_text(100 + number, 1)]);
        let (key, _) = alone.stories().pop_first().unwrap();
        let other = Archive::new(1, Duration::from_secs(60));
        other.run("all.jsonl", &[of_text(number, 1), of_text(200 + number, 1)]);
        let (same, _) = other.stories().pop_first().unwrap();
        if before.contains_key(&key) || before.contains_key(&same) {
            named.push(number);
        }
    }
    assert_eq!(named.len(), 2, "{named:?}");
    for number in &named {
        articles[*number] = of_text(*number, 9);
    }
    archive.run("all.jsonl", &articles);
    let rest = |text: usize| {
        (4 * text..4 * text + 4)
            .filter(|number| !named.contains(number))
            .collect::<BTreeSet<_>>()
    };
    let expected = BTreeSet::from([rest(0), rest(1), named.iter().copied().collect()]);
    assert_eq!(archive.groups(), expected);
    assert_eq!(archive.stories().len(), 3);
    // And it stays so.
    archive.run("more.jsonl", &[of_text(50, 30)]);
    assert_eq!(archive.groups(), expected);
}

#[test]
fn where_stories_join_the_larger_keeps_its_key_and_where_one_falls_apart_the_larger_part() {
    let archive = Archive::new(1, Duration::from_secs(60));
    let of_text = |number: usize, text: usize| article(number, "Copy", &long(text, 0..10));
    archive.run("one.jsonl", &[of_text(1, 1), of_text(2, 1), of_text(3, 1)]);
    let larger = archive.stories().into_keys().next().unwrap();
    archive.run("two.jsonl", &[of_text(4, 2), of_text(5, 2)]);
    let both = archive.stories();
    let smaller = *both.keys().find(|key| **key != larger).unwrap();
    let round_up = article(6, "Both", &(long(1, 0..10) + &long(2, 0..10)));
    archive.run("three.jsonl", &[round_up]);
    assert_eq!(archive.stories(), BTreeMap::from([(larger, (1..=6).collect())]));
    archive.remove("three.jsonl");
    assert_eq!(archive.stories(), both);
    assert_eq!(both[&smaller], BTreeSet::from([4, 5]));
}

#[test]
fn without_the_file_of_stories_an_index_answers_the_same_and_the_next_run_writes_it_again() {
    let archive = Archive::new(1, Duration::from_secs(60));
    let copies: Vec<_> = (0..3).map(|number| article(number, "Copy", &long(1, 0..10))).collect();
    archive.run("a.jsonl", &copies);
    let before = archive.stories();
    let files = || -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(archive.index_folder()).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("stories."))
            .collect()
    };
    let file = files().remove(0);
    let whole = std::fs::read(&file).unwrap();
    for damaged in [None, Some(0), Some(20), Some(whole.len() - 1)] {
        match damaged {
            None => std::fs::remove_file(&file).unwrap(),
            Some(length) => std::fs::write(&file, &whole[..length]).unwrap(),
        }
        assert_eq!(archive.stories(), before);
    }
    archive.update();
    assert_eq!(files().len(), 1);
    assert_eq!(archive.stories(), before);
}

#[test]
fn an_index_without_stories_has_none_and_its_articles_get_them_when_they_are_read_again() {
    let mut archive = Archive::new(1, Duration::from_secs(60));
    archive.options.stories = false;
    let copies: Vec<_> = (0..3).map(|number| article(number, "Copy", &long(1, 0..10))).collect();
    archive.run("a.jsonl", &copies);
    assert!(archive.stories().is_empty());
    archive.options.stories = true;
    archive.options.rebuild = true;
    archive.update();
    assert_eq!(archive.groups(), BTreeSet::from([(0..3).collect()]));
}
