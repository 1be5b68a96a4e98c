//! The index and the stored texts give the same answer to any query: what is found has the matches
//! that its stored text has, what is not found has none.
//!
//! Run it with `cargo +nightly fuzz run evaluator`. With a stable compiler:
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run evaluator`; if that cannot link, add `-s none`. The bytes name
//! pieces of the language.

#![no_main]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use dateline::index::{OpenIndex, StoredArticle};
use dateline::query::parse;
use dateline::search::{Hit, SearchOptions, marks, search};
use libfuzzer_sys::{Corpus, fuzz_target};
use tempfile::TempDir;

struct Archive {
    index: OpenIndex,
    articles: Vec<StoredArticle>,
    // Deleted with the archive; never, since the archive is a static.
    _folder: TempDir,
}

static ARCHIVE: OnceLock<Archive> = OnceLock::new();

const RECORDS: &[(&str, &str, &str)] = &[
    ("", "en", "Talks on a truce. The bridge in Crimea."),
    (
        "Crimea bridge",
        "en",
        "Talk of talks about talks.\n\nTruce, truce; TRUCE! The US\n    Turkey and the turkey bridge.",
    ),
    (
        "US talks: rosé",
        "de",
        "Rosé und Verhandlungen in Kyiv. Kyiv's bridge, 30-day truce.",
    ),
    (
        "東京都 talks",
        "ja",
        "東京と京都。Talks in 東京 and 京都.\n\nUS東京 서울 서울산",
    ),
    (
        "Київ",
        "uk",
        "Переговори: Київ, київ. Truce the the the talks crimea bridge truce",
    ),
    (
        "talking",
        "en",
        "the the talks the truce the talks the\n\ncrimea the bridge\n\ntalks",
    ),
    ("", "en", "Rose\u{301} rosé ROSE 30 300 S T U.S. don't. แห่ง กรุง"),
    ("Empty", "en", ""),
    (
        "x",
        "en",
        "crimea crimea crimea crimea crimea crimea bridge bridge bridge truce",
    ),
];

fn archive() -> &'static Archive {
    ARCHIVE.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary folder");
        let mut records = String::new();
        for (number, (headline, lang, body)) in RECORDS.iter().enumerate() {
            let record = serde_json::json!({
                "id": number, "title": headline, "lang": lang, "body": body,
                "people": ["Crimea Talks", "US"], "date": if number % 2 == 0 { "2025-04-03" } else { "2025" },
            });
            records.push_str(&format!("{record}\n"));
        }
        let index = dateline_fuzz::index_of(&folder, records);
        let hits = answer(&index, "*").expect("every article is found");
        assert_eq!(hits.len(), RECORDS.len());
        let articles = hits.into_iter().map(|hit| hit.article).collect();
        Archive {
            index,
            articles,
            _folder: folder,
        }
    })
}

fn answer(index: &OpenIndex, text: &str) -> Option<Vec<Hit>> {
    let query = parse(text, &dateline_fuzz::parse_options()).ok()?;
    let options = SearchOptions {
        limit: 100,
        ..SearchOptions::default()
    };
    let page = search(index, &query, &options).ok()?;
    assert_eq!(page.found, page.hits.len() as u64, "{text:?}");
    Some(page.hits)
}

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let archive = archive();
    let text = dateline_fuzz::query_of(bytes);
    let Ok(query) = parse(&text, &dateline_fuzz::parse_options()) else {
        return Corpus::Reject;
    };
    let Some(hits) = answer(&archive.index, &text) else {
        return Corpus::Keep;
    };
    let found: BTreeMap<_, _> = hits.iter().map(|hit| (hit.article.id, hit)).collect();
    let must_show = dateline_fuzz::asks_for_words_only(&query.root);
    for article in &archive.articles {
        let headline = article.article.headline.as_ref().map_or("", |headline| &headline.text);
        let (in_headline, in_body) = marks(&archive.index, &query, article).expect("what was searched has matches");
        dateline_fuzz::check_ranges(&in_headline, headline);
        dateline_fuzz::check_ranges(&in_body, &article.article.body);
        let is_marked = !in_headline.is_empty() || !in_body.is_empty();
        match found.get(&article.id) {
            None => assert!(!is_marked, "{text:?} does not find {article:?} and marks it"),
            Some(hit) => {
                assert!(is_marked || !must_show, "{text:?} finds {article:?} and marks nothing");
                assert_eq!(
                    (&hit.headline_matches, &hit.body_matches),
                    (&in_headline, &in_body),
                    "{text:?}"
                );
            }
        }
    }
    Corpus::Keep
});
