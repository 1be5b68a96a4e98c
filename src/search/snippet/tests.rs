//! What passages promise, for chosen and for random texts.

use std::collections::BTreeSet;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

/// Every place of some words; the number of a word is that of its leaf.
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

fn drawn(text: &str, passage: &Passage) -> String {
    let before = if passage.cut_before { "…" } else { "" };
    let after = if passage.cut_after { "…" } else { "" };
    format!("{before}{}{after}", &text[passage.range.clone()])
}

/// Passages for leaves of which the later ones are rarer.
#[track_caller]
fn check(text: &str, words: &[&str], max_chars: usize, expected: &[&str]) {
    let rarity = |leaf: usize| 1.0 + leaf as f32;
    let passages = best_passages(text, &find(text, words), &rarity, max_chars, expected.len());
    let drawn: Vec<String> = passages.iter().map(|passage| drawn(text, passage)).collect();
    assert_eq!(drawn, expected);
}

const TEXT: &str = "Talks began in Kyiv. The envoy spoke of Crimea. Zelensky spoke of Crimea and a truce. \
                    Nobody else came.";

#[test]
fn the_sentences_that_show_most_of_the_query_are_chosen() {
    check(
        TEXT,
        &["Crimea", "Zelensky"],
        50,
        &["Zelensky spoke of Crimea and a truce."],
    );
    check(
        TEXT,
        &["Kyiv"],
        48,
        &["Talks began in Kyiv. The envoy spoke of Crimea."],
    );
    check(TEXT, &[], 30, &["Talks began in Kyiv."]);
}

#[test]
fn a_rare_leaf_is_shown_before_many_matches_of_a_common_one() {
    let text = "Crimea, Crimea, Crimea. Nobody saw it. A truce at last.";
    check(text, &["Crimea", "truce"], 25, &["A truce at last."]);
}

#[test]
fn more_matches_of_the_same_leaves_decide_and_then_the_earliest_place() {
    check(
        "Crimea here. Crimea or Crimea. Crimea there.",
        &["Crimea"],
        18,
        &["Crimea or Crimea."],
    );
    check(
        "Nothing at all. Crimea one. Crimea two.",
        &["Crimea"],
        12,
        &["Crimea one."],
    );
}

#[test]
fn a_second_passage_shows_what_the_first_does_not() {
    let text = "Crimea and Kyiv. So much is old. Crimea and Kyiv again. This too. A truce is far.";
    check(
        text,
        &["truce", "Crimea", "Kyiv"],
        18,
        &["Crimea and Kyiv.", "A truce is far."],
    );
}

#[test]
fn passages_without_new_leaves_follow_those_with() {
    let text = "Crimea one. It was late. Crimea two. It was dark. Crimea three.";
    check(text, &["Crimea"], 12, &["Crimea one.", "Crimea two."]);
    // There is no third place to show.
    let passages = best_passages(text, &find(text, &["Crimea"]), &|_| 1.0, 13, 9);
    assert_eq!(passages.len(), 3);
}

#[test]
fn a_long_sentence_gives_several_passages() {
    let text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
    check(
        text,
        &["two", "thirteen"],
        20,
        &["one two three four…", "…thirteen fourteen…"],
    );
}

#[test]
fn a_long_sentence_is_cut_at_words_around_its_matches() {
    let text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
    check(text, &["nine"], 30, &["…eight nine ten eleven twelve…"]);
    check(text, &["one"], 20, &["one two three four…"]);
    check(text, &["fifteen"], 24, &["…fourteen fifteen"]);
}

#[test]
fn a_long_sentence_is_worth_what_a_cut_of_it_shows() {
    let text = "Crimea is far from all that is told in this long sentence about the town of Kyiv. \
                In Kyiv, Crimea.";
    check(text, &["Crimea", "Kyiv"], 30, &["In Kyiv, Crimea."]);
}

#[test]
fn a_match_over_the_end_of_a_sentence_is_shown_whole() {
    let text = "Opec stays within its output ceiling and trades more oil.\n    Prices rose by a tenth of a dollar.";
    let start = text.find("oil").unwrap_or_default();
    let found = [Match {
        range: start..text.find(" rose").unwrap_or_default(),
        leaf: 0,
    }];
    for max_chars in [30, 60, 200] {
        let passages = best_passages(text, &found, &|_| 1.0, max_chars, 1);
        assert!(drawn(text, &passages[0]).contains("oil.\n    Prices"), "{max_chars}");
    }
}

#[test]
fn a_text_without_spaces_is_cut_anywhere() {
    let text = "克里米亚问题成为谈判的焦点双方代表在基辅举行会谈讨论停火协议的细节与安排";
    check(text, &["基辅"], 16, &["…方代表在基辅举行会谈讨论停火协议…"]);
    // A space far from the cut is no place to cut at.
    let text = "谈判 克里米亚问题成为谈判的焦点双方代表在基辅举行会谈讨论停火协议的细节与安排 完";
    check(text, &["基辅"], 16, &["…方代表在基辅举行会谈讨论停火协议…"]);
}

#[test]
fn sentences_of_every_script_are_found() {
    check(
        "泽连斯基很忙。他周五在基辅讲话。没有人来。",
        &["基辅"],
        10,
        &["他周五在基辅讲话。"],
    );
    check(
        "Зеленський мовчав. Про Крим говорили всі. Ніхто не прийшов.",
        &["Крим"],
        25,
        &["Про Крим говорили всі."],
    );
    check(
        "لم يأت أحد. تحدثوا عن القرم. هل انتهى؟",
        &["القرم"],
        18,
        &["تحدثوا عن القرم."],
    );
    check(
        "איש לא בא. הם דיברו על קרים. מה עכשיו?",
        &["קרים"],
        18,
        &["הם דיברו על קרים."],
    );
}

#[test]
fn no_cluster_is_torn_apart() {
    // One flag, one family, one letter with two accents: each is one cluster of several characters.
    for cluster in ["🇺🇦", "👩‍👩‍👧", "e\u{301}\u{323}", "नि"] {
        let text = cluster.repeat(40);
        let place = cluster.len() * 20;
        let found = [Match {
            range: place + 1..place + 2,
            leaf: 0,
        }];
        for max_chars in 1..30 {
            for passage in best_passages(&text, &found, &|_| 1.0, max_chars, 2) {
                let Range { start, end } = passage.range;
                assert_eq!(
                    (start % cluster.len(), end % cluster.len()),
                    (0, 0),
                    "{cluster} {max_chars}"
                );
                assert!(start <= place && place < end, "{cluster} {max_chars}");
            }
        }
    }
}

#[test]
fn a_match_with_white_space_at_its_ends_is_shown_like_any_other() {
    let text = "It was late. Nobody came. \n\t";
    let found = [Match {
        range: 12..text.len(),
        leaf: 0,
    }];
    for max_chars in [1, 6, 13, 80] {
        let passages = best_passages(text, &found, &|_| 1.0, max_chars, 1);
        let shown = passages
            .first()
            .map(|passage| passage.range.clone())
            .unwrap_or_default();
        assert!(shown.start < 25 && 13 < shown.end, "{max_chars}: {shown:?}");
    }
}

#[test]
fn nothing_to_show_is_no_passage() {
    for text in ["", "  \n\n \u{3000}"] {
        assert_eq!(best_passages(text, &[], &|_| 1.0, 40, 3), []);
    }
    assert_eq!(best_passages("Crimea.", &[], &|_| 1.0, 0, 3), []);
    assert_eq!(best_passages("Crimea.", &[], &|_| 1.0, 40, 0), []);
}

#[test]
fn a_match_far_into_a_long_text_is_shown_in_its_sentence() {
    let text = format!(
        "{}They met in Kyiv. {}",
        "Nothing new. ".repeat(3000),
        "It was late. ".repeat(3000)
    );
    check(&text, &["Kyiv"], 30, &["Nothing new. They met in Kyiv."]);
}

fn boundaries(text: &str) -> BTreeSet<usize> {
    let starts = text.grapheme_indices(true).map(|(at, _)| at);
    starts.chain([text.len()]).collect()
}

/// Texts of many scripts, with all that makes clusters and ends sentences.
const AWKWARD: &str = "(?s)([a-c]|[.!?。؟]|[ \n\t\r]|\u{301}|\u{200d}|[🇺🇦👩👧]|克|ק|ع|ि|न|क|.){0,60}";

proptest! {
    #[test]
    fn passages_lie_in_the_text_between_clusters_and_apart(
        text in AWKWARD,
        places in proptest::collection::vec((0usize..300, 0usize..300, prop_oneof![0usize..4, Just(usize::MAX)]), 0..12),
        max_chars in prop_oneof![0usize..40, Just(usize::MAX)],
        most in prop_oneof![0usize..6, Just(usize::MAX)],
        rarity in prop_oneof![Just(f32::NAN), Just(f32::INFINITY), -2.0f32..9.0],
    ) {
        let found: Vec<Match> = places.iter().map(|(start, end, leaf)| Match { range: *start..*end, leaf: *leaf }).collect();
        let passages = best_passages(&text, &found, &|_| rarity, max_chars, most);
        let boundaries = boundaries(&text);
        prop_assert!(passages.len() <= most);
        let mut end = 0;
        for passage in passages {
            prop_assert!(end <= passage.range.start && passage.range.start < passage.range.end);
            end = passage.range.end;
            prop_assert!(boundaries.contains(&passage.range.start) && boundaries.contains(&end));
            let shown = &text[passage.range];
            prop_assert!(shown.chars().count() <= max_chars || shown.graphemes(true).count() == 1, "{shown:?}");
        }
    }

    #[test]
    fn each_passage_holds_a_match_if_there_is_one(text in "[a-c .é克\n]{0,200}", max_chars in 1usize..80, most in 1usize..5) {
        let found = find(&text, &["a", "b"]);
        for passage in best_passages(&text, &found, &|_| 1.0, max_chars, most) {
            let inside = |one: &Match| passage.range.start <= one.range.start && one.range.end <= passage.range.end;
            prop_assert!(found.is_empty() || found.iter().any(inside));
        }
    }

    #[test]
    fn no_run_of_sentences_shows_more_than_the_first_passage(
        sentences in proptest::collection::vec(proptest::collection::vec("[abcdx]", 1..4), 1..7),
        max_chars in 6usize..30,
    ) {
        let sentences: Vec<String> = sentences.iter().map(|words| format!("X{}.", words.join(" "))).collect();
        let text = sentences.join(" ");
        let words = ["a", "b", "c", "d"];
        // Powers of two: every set of leaves has a rarity of its own.
        let rarity = |leaf: usize| [4.0, 1.0, 2.0, 8.0][leaf];
        let worth = |shown: &str| {
            let leaves: Vec<usize> = (0..4).filter(|leaf| shown.contains(words[*leaf])).collect();
            let matches = shown.matches(['a', 'b', 'c', 'd']).count();
            (leaves.len(), leaves.iter().map(|leaf| rarity(*leaf) as usize).sum::<usize>(), matches)
        };
        let mut best = (0, 0, 0);
        for first in 0..sentences.len() {
            for last in first..sentences.len() {
                let run = sentences[first..=last].join(" ");
                if run.len() <= max_chars {
                    best = best.max(worth(&run));
                }
            }
        }
        let passages = best_passages(&text, &find(&text, &words), &rarity, max_chars, 1);
        prop_assert!(worth(&text[passages[0].range.clone()]) >= best);
    }

    #[test]
    fn passages_show_every_leaf_that_there_is_room_for(text in "[a-d .]{0,60}", max_chars in 1usize..20) {
        let found = find(&text, &["a", "b", "c", "d"]);
        let leaves: BTreeSet<usize> = found.iter().map(|one| one.leaf).collect();
        let passages = best_passages(&text, &found, &|_| 1.0, max_chars, leaves.len());
        let is_shown = |one: &&Match| passages.iter().any(|passage| {
            passage.range.start <= one.range.start && one.range.end <= passage.range.end
        });
        let shown: BTreeSet<usize> = found.iter().filter(is_shown).map(|one| one.leaf).collect();
        prop_assert_eq!(shown, leaves);
    }
}
