//! The judge is judged by hand.

use super::super::documents::Placed;
use super::super::tree::Within::{self, Paragraph, Sentence, Steps};
use super::super::vocabulary::edits_between;
use super::*;

/// A body of words of one letter; a full stop ends a sentence, a bar a paragraph.
fn body(letters: &'static str) -> Text {
    let mut text = Text {
        kind: Kind::Body,
        printed: letters.to_owned(),
        words: Vec::new(),
    };
    let (mut sentence, mut paragraph) = (0, 0);
    for (start, letter) in letters.char_indices() {
        match letter {
            '.' => sentence += 1,
            '|' => {
                sentence += 1;
                paragraph += 1;
            }
            _ => {
                let end = start + letter.len_utf8();
                let word = word(&letters[start..end]);
                text.words.push(Placed {
                    word,
                    start,
                    end,
                    sentence,
                    paragraph,
                });
            }
        }
    }
    text
}

fn word(letter: &'static str) -> Word {
    Word {
        printed: letter,
        folded: letter,
    }
}

fn near(left: &'static str, not: &str, order: &str, within: Within, right: &'static str) -> Tree {
    let side = |letters: &'static str| match letters.len() {
        1 => Tree::Exact(word(letters)),
        _ => Tree::Phrase((0..letters.len()).map(|at| word(&letters[at..=at])).collect()),
    };
    Tree::Near {
        left: Box::new(side(left)),
        right: Box::new(side(right)),
        within,
        ordered: order == "PRE",
        negated: not == "NOT",
    }
}

#[track_caller]
fn check(tree: Tree, letters: &'static str, expected: &[Span]) {
    let text = body(letters);
    let finder = Finder {
        kind: text.kind,
        words: text.words.iter().collect(),
        stemmer: Stemmer::for_language("none"),
    };
    let found: Vec<Span> = finder.spans(&tree).into_keys().collect();
    assert_eq!(found, expected);
}

#[test]
fn a_proximity_has_the_hull_of_every_pair() {
    check(near("a", "", "", Steps(2), "b"), "axbbxxa", &[(0, 2)]);
    check(near("a", "", "", Steps(3), "b"), "axbbxxa", &[(0, 2), (0, 3), (3, 6)]);
    check(near("a", "", "PRE", Steps(9), "b"), "axbbxxa", &[(0, 2), (0, 3)]);
    check(near("a", "", "", Steps(2), "a"), "axaxxa", &[(0, 2)]);
    check(near("ab", "", "", Steps(0), "bc"), "abcxbc", &[(0, 2)]);
    check(near("ab", "", "", Steps(2), "bc"), "abcxbc", &[(0, 2)]);
    check(near("ab", "", "", Steps(3), "bc"), "abcxbc", &[(0, 2), (0, 5)]);
}

#[test]
fn a_pair_stands_in_one_sentence_or_paragraph() {
    check(near("a", "", "", Sentence, "b"), "ax.xb.ba", &[(4, 5)]);
    check(near("a", "", "PRE", Paragraph, "b"), "ax.xb|ba", &[(0, 3)]);
    check(near("ab", "", "", Sentence, "c"), "a.bc|abxc", &[(3, 6)]);
}

#[test]
fn a_negated_proximity_leaves_the_left_side() {
    check(near("a", "NOT", "", Steps(2), "b"), "axbxxa", &[(5, 5)]);
    check(near("a", "NOT", "PRE", Steps(2), "b"), "abxxba", &[(5, 5)]);
    check(near("a", "NOT", "", Steps(2), "a"), "axaxxxa", &[(6, 6)]);
    check(near("a", "NOT", "", Sentence, "b"), "a.b|a", &[(0, 0), (2, 2)]);
}

#[test]
fn a_window_needs_a_place_for_each_word_and_none_outside_them() {
    let window = |letters: &'static str, slack| {
        Tree::Window((0..letters.len()).map(|at| word(&letters[at..=at])).collect(), slack)
    };
    check(window("ab", 0), "bxab", &[(2, 3)]);
    check(window("ab", 1), "bxab", &[(0, 2), (2, 3)]);
    check(window("aab", 0), "abxaba", &[(3, 5)]);
    check(window("aab", 1), "abxaba", &[(0, 3), (3, 5)]);
    check(window("ab", 9), "aab", &[(0, 2), (1, 2)]);
}

#[test]
fn the_first_words_hold_the_whole_of_a_part() {
    let first = |words| Tree::First(words, Box::new(near("a", "", "", Steps(2), "b")));
    check(first(3), "axbb", &[(0, 2)]);
    check(first(2), "axbb", &[]);
}

#[test]
fn an_edit_puts_in_leaves_out_changes_or_swaps() {
    for (left, right, edits) in [
        ("crimea", "crimea", 0),
        ("crimea", "crmiea", 1),
        ("crimea", "crima", 1),
        ("crimea", "crimeas", 1),
        ("crimea", "crimaa", 1),
        ("ca", "abc", 3),
        ("", "ab", 2),
    ] {
        assert_eq!(edits_between(left, right), edits, "{left} {right}");
    }
}
