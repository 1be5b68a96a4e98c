//! What the fuzz targets share: queries from bytes, indexes of a few articles.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use dateline::index::{self, BuildOptions, Input, OpenIndex, Progress, StoredArticle};
use dateline::query::{Expr, ExprKind, ParseOptions, parse};
use dateline::search::{Hit, SearchOptions, search};
use tempfile::TempDir;

/// What queries are made of. Short words, so that they meet in short texts.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    "(",
    ")",
    "\"",
    "talks",
    "truce",
    "crimea",
    "bridge",
    "the",
    "Turkey",
    "US",
    "東京",
    "京",
    "rosé",
    "Київ",
    "30",
    " AND ",
    " OR ",
    " NOT ",
    " -",
    " +",
    " w/1 ",
    " w/3 ",
    " NEAR/2 ",
    " NEAR ",
    " /2 ",
    " PRE/2 ",
    " ADJ3 ",
    " ONEAR/4 ",
    " /s ",
    " w/s ",
    " PRE/s ",
    " /p ",
    " SAME ",
    " PRE/p ",
    " NOT w/2 ",
    " NOT /s ",
    " NOT PRE/3 ",
    "\"~1",
    "\"~3",
    "~",
    "~2",
    "*",
    "?",
    "!",
    "=",
    "^2",
    "atleast2(",
    "atleast1(",
    "first3(",
    "first9(",
    "caps(",
    "title:",
    "body:",
    "lead:",
    "person:",
    "person=\"",
    "lang:en",
    "date:2025-04",
    "date:none",
    "words>5",
    "words:3..9",
    "body:none",
    "/tal.*/",
    "/(t|b)r.+e/",
    "/",
    "talk*",
    "*ge",
    "cr?mea",
    "T",
    "s",
    "'",
    "’s",
    "-",
    ".",
    ",",
    ":",
    "~1",
    "0",
    "1",
    "9",
    "\u{301}",
    "แห่ง",
    "서울",
];

/// Returns a query of the pieces that the bytes name.
pub fn query_of(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| PIECES[usize::from(*byte) % PIECES.len()])
        .collect()
}

/// Queries are read as if on this day.
pub fn parse_options() -> ParseOptions {
    ParseOptions::new(jiff::civil::date(2025, 5, 1))
}

/// An index and its articles.
pub struct Archive {
    pub index: OpenIndex,
    pub articles: Vec<StoredArticle>,
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

/// The archive that queries are asked of, made once.
pub fn archive() -> &'static Archive {
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
        let index = index_of(&folder, records);
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

/// What a query finds, or `None` if it is refused.
pub fn answer(index: &OpenIndex, text: &str) -> Option<Vec<Hit>> {
    let query = parse(text, &parse_options()).ok()?;
    let options = SearchOptions {
        limit: 100,
        ..SearchOptions::default()
    };
    let page = search(index, &query, &options).ok()?;
    assert_eq!(page.found, page.hits.len() as u64, "{text:?}");
    Some(page.hits)
}

/// Indexes articles, given as lines of JSON, under a folder.
fn index_of(folder: &TempDir, records: String) -> OpenIndex {
    let index_folder = folder.path().join(index::FOLDER_NAME);
    let options = BuildOptions::default();
    let input = Input::Stream(Box::new(std::io::Cursor::new(records)));
    index::build(
        &index_folder,
        input,
        &options,
        &Progress::default(),
        &AtomicBool::new(false),
        || true,
    )
    .expect("the articles can be indexed");
    index::open(&index_folder).expect("a new index can be opened")
}

/// Panics unless the ranges lie in the text, on characters, in order and apart, none empty.
pub fn check_ranges(ranges: &[Range<usize>], text: &str) {
    let mut end = 0;
    for range in ranges {
        assert!(range.start >= end && range.start < range.end, "{ranges:?} of {text:?}");
        assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
        end = range.end;
    }
}

/// True for a query that only words in headline and body can answer: each article that is found
/// has something to highlight.
pub fn asks_for_words_only(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Word { .. }
        | ExprKind::Phrase { .. }
        | ExprKind::Pattern { .. }
        | ExprKind::Fuzzy { .. }
        | ExprKind::Regex { .. }
        | ExprKind::Caps { .. }
        | ExprKind::Window { .. }
        | ExprKind::Near(_)
        | ExprKind::First { .. }
        | ExprKind::AtLeast { .. } => true,
        ExprKind::And(parts) => parts.iter().any(asks_for_words_only),
        ExprKind::Or(parts) => parts.iter().all(asks_for_words_only),
        ExprKind::Required(part) | ExprKind::Boost(part, _) => asks_for_words_only(part),
        _ => false,
    }
}
