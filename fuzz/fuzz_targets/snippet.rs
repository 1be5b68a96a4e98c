//! Passages of any text lie in it, on characters, in order and apart, and hold a match if there is
//! one.
//!
//! Run it with `cargo +nightly fuzz run snippet`. With a stable compiler:
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run snippet`; if that cannot link, add `-s none`. A run indexes its
//! article, so set `TMPDIR` to a folder in memory. The first byte is the length of the passage, the
//! second the number of bytes that name pieces of the query, the rest is the text.

#![no_main]

use dateline::query::parse;
use dateline::search::{SearchOptions, search};
use libfuzzer_sys::{Corpus, fuzz_target};
use tempfile::TempDir;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let [chars, pieces, rest @ ..] = bytes else {
        return Corpus::Reject;
    };
    let (pieces, body) = rest.split_at(rest.len().min(usize::from(*pieces) % 16));
    let query = parse(&dateline_fuzz::query_of(pieces), &dateline_fuzz::parse_options());
    let (Ok(query), Ok(body)) = (query, std::str::from_utf8(body)) else {
        return Corpus::Reject;
    };
    let folder = TempDir::new().expect("a temporary folder");
    let record = serde_json::json!({ "id": 1, "title": "talks", "lang": "en", "body": body });
    let index = dateline_fuzz::index_of(&folder, format!("{record}\n"));
    for snippet_chars in [usize::from(*chars), 1, 240] {
        let options = SearchOptions {
            snippet_chars,
            ..SearchOptions::default()
        };
        let Ok(page) = search(&index, &query, &options) else {
            continue;
        };
        for hit in &page.hits {
            let body = &hit.article.article.body;
            dateline_fuzz::check_ranges(&hit.body_matches, body);
            let passages: Vec<_> = hit.passages.iter().map(|passage| passage.range.clone()).collect();
            dateline_fuzz::check_ranges(&passages, body);
            let shows = |one: &std::ops::Range<usize>| {
                passages
                    .iter()
                    .any(|passage| passage.start < one.end && one.start < passage.end)
            };
            if !passages.is_empty() && !hit.body_matches.is_empty() {
                assert!(
                    hit.body_matches.iter().any(shows),
                    "{passages:?} of {body:?} show nothing"
                );
            }
        }
    }
    Corpus::Keep
});
