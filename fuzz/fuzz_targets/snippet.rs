//! Passages of any text with any matches lie in it, in order and apart, no longer than asked, cut
//! between letters as people see them, and show a match if there is one.
//!
//! Run it with `cargo +nightly fuzz run snippet`. With a stable compiler:
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run snippet`; if that cannot link, add `-s none`. The first bytes are
//! lengths, matches and pieces of a query, the rest is the text.

#![no_main]

use std::collections::BTreeSet;
use std::ops::Range;

use dateline::query::parse;
use dateline::search::{NameOptions, Match, best_passages, marks};
use dateline_fuzz::{archive, check_ranges, parse_options, query_of};
use libfuzzer_sys::{Corpus, fuzz_target};
use unicode_segmentation::UnicodeSegmentation;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let [chars, most, matches, pieces, rest @ ..] = bytes else {
        return Corpus::Reject;
    };
    let (matches, rest) = rest.split_at(rest.len().min(usize::from(*matches) % 8 * 3));
    let (pieces, text) = rest.split_at(rest.len().min(usize::from(*pieces) % 16));
    let Ok(text) = std::str::from_utf8(text) else {
        return Corpus::Reject;
    };
    let mut found: Vec<Match> = matches
        .chunks_exact(3)
        .map(|bytes| Match {
            range: usize::from(bytes[0])..usize::from(bytes[0]) + usize::from(bytes[1]),
            leaf: usize::from(bytes[2]),
        })
        .collect();
    if let Some(of_query) = matches_of(&query_of(pieces), text) {
        found.extend(of_query);
    }
    check(text, &found, usize::from(*chars), usize::from(*most) % 5);
    Corpus::Keep
});

/// The matches of a query in a text that is not in the index, but whose words may be.
fn matches_of(query: &str, text: &str) -> Option<Vec<Match>> {
    let archive = archive();
    let query = parse(query, &parse_options()).ok()?;
    let mut article = archive.articles.first()?.clone();
    article.article.body = text.to_owned();
    let (_, in_body) = marks(&archive.index, &query, &article, &NameOptions::default()).ok()?;
    check_ranges(&in_body, text);
    let matches = in_body.into_iter().enumerate();
    Some(matches.map(|(leaf, range)| Match { range, leaf: leaf % 3 }).collect())
}

fn check(text: &str, found: &[Match], max_chars: usize, most: usize) {
    let rarity = |leaf: usize| [f32::NAN, 1.0, -1.0, f32::INFINITY, 0.5][leaf % 5];
    let passages = best_passages(text, found, &rarity, max_chars, most);
    assert!(passages.len() <= most);
    let ranges: Vec<Range<usize>> = passages.iter().map(|passage| passage.range.clone()).collect();
    check_ranges(&ranges, text);
    let mut ends: BTreeSet<usize> = text.grapheme_indices(true).map(|(start, _)| start).collect();
    ends.insert(text.len());
    for passage in &passages {
        let shown = &text[passage.range.clone()];
        let is_one = shown.graphemes(true).count() == 1;
        assert!(
            is_one || shown.chars().count() <= max_chars,
            "{passage:?} of {text:?} is too long"
        );
        assert!(
            ends.contains(&passage.range.start) && ends.contains(&passage.range.end),
            "{passage:?} of {text:?} cuts a letter"
        );
        let (before, behind) = (&text[..passage.range.start], &text[passage.range.end..]);
        assert!(
            !(passage.cut_before && before.trim().is_empty()),
            "{passage:?} of {text:?}"
        );
        assert!(
            !(passage.cut_after && behind.trim().is_empty()),
            "{passage:?} of {text:?}"
        );
    }
    let mut showable = found.iter().filter(|one| {
        let inside = text.get(one.range.clone());
        inside.is_some_and(|inside| inside.contains(char::is_alphanumeric))
    });
    let is_shown = |one: &Match| {
        ranges
            .iter()
            .any(|range| range.start < one.range.end && one.range.start < range.end)
    };
    // Which of them is a matter of leaves: a match of signs alone, which no query makes, may win.
    if max_chars > 0 && most > 0 && showable.next().is_some() {
        assert!(found.iter().any(is_shown), "{ranges:?} of {text:?} show none of {found:?}");
    }
}
