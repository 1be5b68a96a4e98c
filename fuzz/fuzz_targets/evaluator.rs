//! The index and the stored texts give the same answer to any query: what is found has the matches
//! that its stored text has, what is not found has none.
//!
//! Run it with `cargo +nightly fuzz run evaluator`. With a stable compiler:
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run evaluator`; if that cannot link, add `-s none`. The bytes name
//! pieces of the language.

#![no_main]

use std::collections::BTreeMap;

use dateline::query::parse;
use dateline::search::{NameOptions, marks};
use dateline_fuzz::{answer, archive};
use libfuzzer_sys::{Corpus, fuzz_target};

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
        let (in_headline, in_body) = marks(&archive.index, &query, article, &NameOptions::default()).expect("what was searched has matches");
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
