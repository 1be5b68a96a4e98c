//! What a search may cost: each limit is an error that says what to change.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use dateline::index::{self, BuildOptions, Input, OpenIndex, Progress};
use dateline::query::{ParseOptions, parse};
use dateline::search::{MAX_WORDS_OF_PLACED, Page, SearchError, SearchOptions, search};
use tempfile::TempDir;

fn index_of(folder: &TempDir, texts: impl IntoIterator<Item = String>) -> OpenIndex {
    let archive = folder.path().join("archive");
    std::fs::create_dir(&archive).unwrap();
    let records: String = texts
        .into_iter()
        .map(|text| format!("{}\n", serde_json::json!({ "body": text, "lang": "en" })))
        .collect();
    std::fs::write(archive.join("all.jsonl"), records).unwrap();
    let folder = archive.join(index::FOLDER_NAME);
    let input = Input::Paths(vec![archive]);
    let stop = AtomicBool::new(false);
    index::build(
        &folder,
        input,
        &BuildOptions::default(),
        &Progress::default(),
        &stop,
        || true,
    )
    .unwrap();
    index::open(&folder).unwrap()
}

fn ask(index: &OpenIndex, text: &str, timeout: Option<Duration>) -> Result<Page, SearchError> {
    let query = parse(text, &ParseOptions::new(jiff::civil::date(2025, 5, 1))).unwrap();
    let options = SearchOptions {
        timeout,
        ..SearchOptions::default()
    };
    search(index, &query, &options)
}

#[test]
fn a_pattern_may_stand_for_fewer_words_beside_another_part() {
    let folder = TempDir::new().unwrap();
    let words = MAX_WORDS_OF_PLACED + 1;
    let all: Vec<String> = (0..words).map(|number| format!("word{number}")).collect();
    let index = index_of(&folder, [format!("{} truce", all.join(" "))]);
    assert_eq!(ask(&index, "word* AND truce", None).unwrap().found, 1);
    assert_eq!(ask(&index, "word1* NEAR/9 truce", None).unwrap().found, 0);
    let error = ask(&index, "word* NEAR/9 truce", None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`word*` stands for 4097 words of this index, and 4096 are the most beside another part: \
         write more of its letters"
    );
}

#[test]
fn a_proximity_of_too_many_pairs_is_refused_with_what_to_change() {
    let folder = TempDir::new().unwrap();
    let index = index_of(&folder, ["the ".repeat(1_500)]);
    assert_eq!(ask(&index, "=the NEAR/3 =the", None).unwrap().found, 1);
    let error = ask(&index, "=the NEAR/2000 =the", None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`=the w/2000 =the` has more than 1000000 pairs in one article: ask for fewer steps, or for rarer words"
    );
}

#[test]
fn a_search_whose_time_is_up_is_an_error_and_no_shorter_answer() {
    let folder = TempDir::new().unwrap();
    let index = index_of(
        &folder,
        (0..600).map(|number| format!("Talks on the truce, day {number}.")),
    );
    for query in ["*", "talks", "talks /s truce", "NOT easter"] {
        assert_eq!(ask(&index, query, None).unwrap().found, 600, "{query}");
        let error = ask(&index, query, Some(Duration::ZERO)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the search took longer than 0 s: ask for rarer words, or allow more time",
            "{query}"
        );
    }
}

#[test]
fn an_expression_that_no_automaton_can_be_made_of_is_named() {
    let folder = TempDir::new().unwrap();
    let index = index_of(&folder, ["Talks.".to_owned()]);
    let error = ask(&index, r"/\p{Nonsense}/", None).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with(r"`/\p{Nonsense}/` is no regular expression that can be searched: "),
        "{error}"
    );
}
