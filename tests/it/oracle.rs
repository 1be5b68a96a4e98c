//! The index agrees with a scan of the texts by a matcher that is as simple as can be and shares
//! nothing with the search but the stemmer.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use dateline::index::{self, BuildOptions, Input, OpenIndex, Progress};
use dateline::query::{ParseOptions, parse};
use dateline::search::{SearchOptions, Sort, search};
use dateline::words::Stemmer;
use proptest::prelude::*;
use tempfile::TempDir;

/// A query of which both sides know what it means.
#[derive(Clone, Debug)]
enum Tree {
    Word(&'static str),
    Exact(&'static str),
    Phrase(Vec<&'static str>),
    Pattern(&'static str),
    Title(Box<Tree>),
    Month(u8),
    And(Vec<Tree>),
    Or(Vec<Tree>),
    Not(Box<Tree>),
}

#[derive(Clone, Debug)]
struct Doc {
    title: Vec<&'static str>,
    body: Vec<&'static str>,
    lang: &'static str,
    month: Option<u8>,
}

const VOCABULARY: &[&str] = &[
    "talk",
    "talks",
    "talking",
    "crimea",
    "crimean",
    "truce",
    "bridge",
    "bridges",
    "verhandlung",
    "verhandlungen",
    "Kyiv",
    "the",
];

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(VOCABULARY)
}

fn doc() -> impl Strategy<Value = Doc> {
    let words = |most| prop::collection::vec(word(), 0..most);
    let lang = prop::sample::select(vec!["en", "en", "de", "uk"]);
    (
        words(4),
        prop::collection::vec(word(), 1..12),
        lang,
        prop::option::of(1u8..4),
    )
        .prop_map(|(title, body, lang, month)| Doc {
            title,
            body,
            lang,
            month,
        })
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        word().prop_map(Tree::Word),
        word().prop_map(Tree::Exact),
        prop::collection::vec(word(), 2..4).prop_map(Tree::Phrase),
        prop::sample::select(vec!["talk*", "cr?mea", "*en", "br*ge*"]).prop_map(Tree::Pattern),
        (1u8..4).prop_map(Tree::Month),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Tree::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Tree::Or),
            inner.clone().prop_map(|tree| Tree::Not(Box::new(tree))),
            inner.prop_map(|tree| Tree::Title(Box::new(tree))),
        ]
    })
}

fn to_text(tree: &Tree) -> String {
    let joined = |trees: &[Tree], between: &str| {
        let parts: Vec<String> = trees.iter().map(|tree| format!("({})", to_text(tree))).collect();
        parts.join(between)
    };
    match tree {
        Tree::Word(word) => (*word).to_owned(),
        Tree::Exact(word) => format!("={word}"),
        Tree::Phrase(words) => format!("\"{}\"", words.join(" ")),
        Tree::Pattern(pattern) => (*pattern).to_owned(),
        Tree::Title(tree) => format!("title:({})", to_text(tree)),
        Tree::Month(month) => format!("date:2025-{month:02}"),
        Tree::And(trees) => joined(trees, " AND "),
        Tree::Or(trees) => joined(trees, " OR "),
        Tree::Not(tree) => format!("NOT ({})", to_text(tree)),
    }
}

fn matches(tree: &Tree, doc: &Doc, title_only: bool) -> bool {
    let texts = || match title_only {
        true => vec![&doc.title],
        false => vec![&doc.title, &doc.body],
    };
    let any_word =
        |is_meant: &dyn Fn(&str) -> bool| texts().into_iter().flatten().any(|word| is_meant(&word.to_lowercase()));
    match tree {
        Tree::Word(word) => {
            let stemmer = Stemmer::for_language(doc.lang);
            let word = word.to_lowercase();
            any_word(&|other| stemmer.stem(other) == stemmer.stem(&word))
        }
        Tree::Exact(word) => any_word(&|other| other == word.to_lowercase()),
        Tree::Phrase(words) => texts()
            .into_iter()
            .any(|text| text.windows(words.len()).any(|window| window == words)),
        Tree::Pattern("talk*") => any_word(&|word| word.starts_with("talk")),
        Tree::Pattern("cr?mea") => any_word(&|word| word == "crimea"),
        Tree::Pattern("*en") => any_word(&|word| word.ends_with("en")),
        Tree::Pattern(_) => any_word(&|word| word.starts_with("br") && word[2..].contains("ge")),
        Tree::Title(tree) => matches(tree, doc, true),
        Tree::Month(month) => doc.month == Some(*month),
        Tree::And(trees) => trees.iter().all(|tree| matches(tree, doc, title_only)),
        Tree::Or(trees) => trees.iter().any(|tree| matches(tree, doc, title_only)),
        Tree::Not(tree) => !matches(tree, doc, title_only),
    }
}

/// Indexes the documents in several commits, some of them twice, so that there are segments and
/// deleted documents.
fn index_of(folder: &TempDir, docs: &[Doc]) -> OpenIndex {
    let archive = folder.path().join("archive");
    std::fs::create_dir(&archive).unwrap();
    let index_folder = archive.join(index::FOLDER_NAME);
    let options = BuildOptions {
        jobs: 2,
        ..BuildOptions::default()
    };
    for round in 0..2 {
        for (number, doc) in docs.iter().enumerate() {
            let mut record = serde_json::json!({
                "id": number, "title": doc.title.join(" "), "body": doc.body.join(" "), "lang": doc.lang,
            });
            if round == 0 && number % 3 == 0 {
                record["body"] = "this text is replaced: talks on the crimea bridge".into();
            }
            if let Some(month) = doc.month {
                record["date"] = format!("2025-{month:02}-05").into();
            }
            let path = archive.join(format!("{}.jsonl", number % 4));
            let mut text = if number < 4 {
                String::new()
            } else {
                std::fs::read_to_string(&path).unwrap()
            };
            text.push_str(&format!("{record}\n"));
            std::fs::write(path, text).unwrap();
        }
        let input = Input::Paths(vec![archive.clone()]);
        index::build(
            &index_folder,
            input,
            &options,
            &Progress::default(),
            &AtomicBool::new(false),
            || true,
        )
        .unwrap();
    }
    index::open(&index_folder).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_index_agrees_with_a_scan_and_each_hit_shows_why(
        docs in prop::collection::vec(doc(), 5..30),
        trees in prop::collection::vec(tree(), 40),
    ) {
        let folder = TempDir::new().unwrap();
        let index = index_of(&folder, &docs);
        let parse_options = ParseOptions::new(jiff::civil::date(2025, 5, 1));
        for tree in trees {
            let text = to_text(&tree);
            let query = parse(&text, &parse_options).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let options = SearchOptions { limit: 100, sort: Sort::Oldest, ..SearchOptions::default() };
            let page = search(&index, &query, &options).unwrap();
            let found: BTreeSet<usize> =
                page.hits.iter().map(|hit| hit.article.article.id.as_ref().unwrap().parse().unwrap()).collect();
            let expected: BTreeSet<usize> =
                (0..docs.len()).filter(|number| matches(&tree, &docs[*number], false)).collect();
            prop_assert_eq!(page.found as usize, found.len());
            prop_assert_eq!(&found, &expected, "{}", text);
            // A query that is nothing but words has a mark in every hit.
            if matches!(tree, Tree::Word(_) | Tree::Exact(_) | Tree::Phrase(_) | Tree::Pattern(_)) {
                for hit in &page.hits {
                    prop_assert!(hit.headline_matches.len() + hit.body_matches.len() > 0, "{}", text);
                }
            }
        }
    }
}
