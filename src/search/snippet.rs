//! The passage of an article that shows most of a query.
//!
//! Whole sentences where they fit. Of all runs of sentences that fit, the one with the most
//! distinct leaves of the query, then the most matches, then the earliest.

use std::collections::BTreeSet;
use std::ops::Range;

use super::page::Passage;
use super::spans::Match;
use crate::article::sentences;

/// Characters of text around a match that stands in a sentence too long to show.
const LEAST_CONTEXT: usize = 20;

/// Returns the best passage of a text, of at most `max_chars` characters where a sentence or the
/// words around a match fit into that. Without a match it is the beginning of the text.
pub fn best_passage(text: &str, found: &[Match], max_chars: usize) -> Option<Passage> {
    let sentences = joined_by_matches(sentences_near(text, found, max_chars), found);
    let runs = (0..sentences.len()).map(|first| longest_run(text, &sentences[first..], max_chars));
    let mut best: Option<(Worth, Range<usize>)> = None;
    for range in runs {
        let worth = worth(found, &range);
        if best.as_ref().is_none_or(|(highest, _)| worth > *highest) {
            best = Some((worth, range));
        }
    }
    let (_, range) = best?;
    if chars(text, &range) <= max_chars {
        return Some(Passage {
            range,
            cut_before: false,
            cut_after: false,
        });
    }
    Some(cut_sentence(text, range, found, max_chars))
}

/// Distinct leaves, then matches. Of equal runs the first one seen is kept.
type Worth = (usize, usize);

fn worth(found: &[Match], range: &Range<usize>) -> Worth {
    let inside = || {
        found
            .iter()
            .filter(|one| range.start <= one.range.start && one.range.end <= range.end)
    };
    let leaves: BTreeSet<usize> = inside().map(|one| one.leaf).collect();
    (leaves.len(), inside().count())
}

/// Finding sentences is the slow part, so only those around the matches are looked for in a long
/// text: from a paragraph's beginning at most so many bytes before a match.
fn sentences_near(text: &str, found: &[Match], max_chars: usize) -> Vec<Range<usize>> {
    let reach = 8 * max_chars.max(LEAST_CONTEXT);
    let mut windows: Vec<Range<usize>> = Vec::new();
    for one in found {
        let start = paragraph_start(text, one.range.start, reach);
        let end = boundary(text, one.range.end.saturating_add(reach));
        match windows.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => windows.push(start..end),
        }
    }
    if windows.is_empty() {
        windows.push(0..boundary(text, reach));
    }
    let mut all = Vec::new();
    for window in windows {
        let offset = window.start;
        for sentence in sentences(&text[window]) {
            all.push(sentence.start + offset..sentence.end + offset);
        }
    }
    all
}

/// Joins sentences over whose end a match reaches, such as a phrase: it is shown whole.
fn joined_by_matches(sentences: Vec<Range<usize>>, found: &[Match]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    let mut matches = found.iter().peekable();
    for sentence in sentences {
        while matches.next_if(|one| one.range.end <= sentence.start).is_some() {}
        let mut reaches_over = |last: &Range<usize>| {
            matches.peek().is_some_and(|one| one.range.start < last.end) && last.end <= sentence.start
        };
        match joined.last_mut() {
            Some(last) if reaches_over(last) => last.end = sentence.end,
            _ => joined.push(sentence),
        }
    }
    joined
}

/// Beginning of the paragraph or, failing that within `reach` bytes, of some word.
fn paragraph_start(text: &str, at: usize, reach: usize) -> usize {
    let from = boundary(text, at.saturating_sub(reach));
    match text[from..at].rfind("\n\n") {
        Some(blank) => from + blank + 2,
        None if from == 0 => 0,
        None => from + text[from..at].find(char::is_whitespace).unwrap_or(0),
    }
}

/// The nearest character boundary at or below an offset.
fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn longest_run(text: &str, sentences: &[Range<usize>], max_chars: usize) -> Range<usize> {
    let Some(first) = sentences.first() else {
        return 0..0;
    };
    let mut run = first.clone();
    for next in &sentences[1..] {
        let longer = run.start..next.end;
        if longer.len() > 4 * max_chars || chars(text, &longer) > max_chars {
            break;
        }
        run = longer;
    }
    run
}

fn chars(text: &str, range: &Range<usize>) -> usize {
    text[range.clone()].chars().count()
}

/// Cuts a sentence that is too long around the group of matches that shows most.
fn cut_sentence(text: &str, sentence: Range<usize>, found: &[Match], max_chars: usize) -> Passage {
    let inside: Vec<&Match> = found
        .iter()
        .filter(|one| sentence.start <= one.range.start && one.range.end <= sentence.end)
        .collect();
    let mut core = sentence.start..sentence.start;
    let mut most = (0, 0);
    for (number, first) in inside.iter().enumerate() {
        let fits = |one: &&&Match| {
            chars(text, &(first.range.start..one.range.end)) + LEAST_CONTEXT <= max_chars || one.range == first.range
        };
        let group: Vec<&Match> = inside[number..].iter().take_while(fits).copied().collect();
        let leaves: BTreeSet<usize> = group.iter().map(|one| one.leaf).collect();
        if let Some(last) = group.last()
            && (leaves.len(), group.len()) > most
        {
            most = (leaves.len(), group.len());
            core = first.range.start..last.range.end;
        }
    }
    let spare = max_chars.saturating_sub(chars(text, &core));
    // A third of the room before the matches, and what is not needed behind them.
    let behind = chars(text, &(core.end..sentence.end));
    let before = if core.is_empty() {
        0
    } else {
        (spare / 3).max(spare.saturating_sub(behind))
    };
    let start = word_start(text, sentence.start, core.start, before);
    let left = spare - chars(text, &(start..core.start)).min(spare);
    let end = word_end(text, core.end, sentence.end, left);
    Passage {
        cut_before: start > sentence.start,
        cut_after: end < sentence.end,
        range: start..end,
    }
}

/// The beginning of a word at most `room` characters before `at`.
fn word_start(text: &str, least: usize, at: usize, room: usize) -> usize {
    let from = text[least..at]
        .char_indices()
        .rev()
        .nth(room.saturating_sub(1))
        .map_or(least, |(offset, _)| if room == 0 { at } else { least + offset });
    if from == least {
        return least;
    }
    match text[from..at].find(char::is_whitespace) {
        Some(space) => {
            let rest = &text[from + space..at];
            from + space + (rest.len() - rest.trim_start().len())
        }
        // Scripts without spaces may be cut anywhere.
        None => from,
    }
}

/// The end of a word at most `room` characters behind `at`.
fn word_end(text: &str, at: usize, most: usize, room: usize) -> usize {
    let Some((offset, _)) = text[at..most].char_indices().nth(room) else {
        return most;
    };
    let to = at + offset;
    match text[at..to].rfind(char::is_whitespace) {
        Some(space) => at + text[at..at + space].trim_end().len(),
        None => to,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn find(text: &str, words: &[&str]) -> Vec<Match> {
        let mut found = Vec::new();
        for (leaf, word) in words.iter().enumerate() {
            for (start, _) in text.match_indices(word) {
                let range = start..start + word.len();
                found.push(Match { range, leaf });
            }
        }
        found.sort_by_key(|one| one.range.start);
        found
    }

    #[track_caller]
    fn check(text: &str, words: &[&str], max_chars: usize, expected: &str) {
        let passage = best_passage(text, &find(text, words), max_chars).unwrap();
        let before = if passage.cut_before { "…" } else { "" };
        let after = if passage.cut_after { "…" } else { "" };
        assert_eq!(format!("{before}{}{after}", &text[passage.range]), expected);
    }

    const TEXT: &str = "Talks began in Kyiv. The envoy spoke of Crimea. Zelensky spoke of Crimea and a truce. \
                        Nobody else came.";

    #[test]
    fn the_sentences_that_show_most_of_the_query_are_chosen() {
        check(
            TEXT,
            &["Crimea", "Zelensky"],
            50,
            "Zelensky spoke of Crimea and a truce.",
        );
        check(TEXT, &["Kyiv"], 48, "Talks began in Kyiv. The envoy spoke of Crimea.");
        check(TEXT, &[], 30, "Talks began in Kyiv.");
    }

    #[test]
    fn a_long_sentence_is_cut_at_words_around_its_matches() {
        let text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
        check(text, &["nine"], 30, "…eight nine ten eleven twelve…");
        check(text, &["one"], 20, "one two three four…");
        check(text, &["fifteen"], 24, "…fourteen fifteen");
    }

    #[test]
    fn a_match_over_the_end_of_a_sentence_is_shown_whole() {
        let text = "Opec stays within its output ceiling and trades more oil.\n    Prices rose by a tenth of a dollar.";
        let start = text.find("oil").unwrap();
        let found = [Match {
            range: start..text.find(" rose").unwrap(),
            leaf: 0,
        }];
        for max_chars in [30, 60, 200] {
            let passage = best_passage(text, &found, max_chars).unwrap();
            assert!(text[passage.range].contains("oil.\n    Prices"), "{max_chars}");
        }
    }

    #[test]
    fn a_text_without_spaces_is_cut_anywhere() {
        let text = "克里米亚问题成为谈判的焦点双方代表在基辅举行会谈讨论停火协议的细节与安排";
        let passage = best_passage(text, &find(text, &["基辅"]), 16).unwrap();
        assert!(text[passage.range.clone()].contains("基辅"));
        assert!(chars(text, &passage.range) <= 16);
    }

    proptest! {
        #[test]
        fn a_passage_fits_and_holds_a_match(text in "[a-c .é克\n]{0,200}", max_chars in 30usize..80) {
            let found = find(&text, &["a", "b"]);
            if let Some(passage) = best_passage(&text, &found, max_chars) {
                prop_assert!(chars(&text, &passage.range) <= max_chars);
                prop_assert!(found.is_empty() || worth(&found, &passage.range) > (0, 0));
            }
        }
    }
}
