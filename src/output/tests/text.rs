//! What people read on a terminal: pages of 80 and 40 columns, with and without colour.

use proptest::prelude::*;

use crate::output::wrap::columns;
use crate::output::{MIN_WIDTH, Style, is_unsafe, sample, text};
use crate::search::Hit;

const PLAIN_80: Look = Look {
    width: 80,
    color: false,
};
const PLAIN_40: Look = Look {
    width: 40,
    color: false,
};
const COLOR_80: Look = Look { width: 80, color: true };
const COLOR_40: Look = Look { width: 40, color: true };

/// What differs between the styles of these tests.
#[derive(Clone, Copy)]
struct Look {
    width: usize,
    color: bool,
}

fn shown(hits: Vec<Hit>, style: Look) -> String {
    let style = Style {
        width: style.width,
        color: style.color,
        ..Style::default()
    };
    sample::written(text::OUTPUT.write, &sample::page(hits), &style)
}

/// Compares with the expected page, which begins on a line of its own and has `␛` for the
/// escape character.
#[track_caller]
fn check(hits: Vec<Hit>, style: Look, expected: &str) {
    assert_eq!(format!("\n{}", shown(hits, style)).replace('\x1b', "␛"), expected);
}

#[test]
fn eighty_columns_have_date_and_source_at_the_right_edge() {
    check(
        vec![sample::crimea(), sample::undated()],
        PLAIN_80,
        "
 1  Zelensky rejects recognising Crimea                25 Apr 2025   The Courier
    Zelensky has repeatedly rejected the idea of recognising Crimea as part of
    Russia, telling reporters in Kyiv on Friday that only Ukrainians decide.
    Volodymyr Zelensky · Donald Trump · Crimea · Kyiv · Moscow · Kremlin
    3f2a91c4  pages/courier/2025-04-25-crimea.html

 2  [Ferries to Crimea stopped…]                                         undated
    Ferries to Crimea stopped, …
    00000000  wire/april.jsonl:12
",
    );
}

#[test]
fn forty_columns_have_date_and_source_on_a_line_of_their_own() {
    check(
        vec![sample::crimea()],
        PLAIN_40,
        "
 1  Zelensky rejects recognising Crimea
    25 Apr 2025   The Courier
    Zelensky has repeatedly rejected the
    idea of recognising Crimea as part
    of Russia, telling reporters in Kyiv
    on Friday that only Ukrainians
    decide.
    Volodymyr Zelensky · 5 more
    3f2a91c4  pages/courier/2025-04-25-crimea.html
",
    );
}

#[test]
fn colour_marks_every_match_and_dims_what_is_not_text() {
    check(
            vec![sample::crimea(), sample::undated()],
            COLOR_80,
            "
␛[2m 1  ␛[0m␛[1;31mZelensky␛[0m␛[1m rejects recognising ␛[0m␛[1;31mCrimea␛[0m                ␛[2m25 Apr 2025   The Courier␛[0m
    ␛[1;31mZelensky␛[0m has repeatedly rejected the idea of recognising ␛[1;31mCrimea␛[0m as part of
    Russia, telling reporters in Kyiv on Friday that only Ukrainians decide.
    ␛[2mVolodymyr Zelensky · Donald Trump · Crimea · Kyiv · Moscow · Kremlin␛[0m
    ␛[2m3f2a91c4  pages/courier/2025-04-25-crimea.html␛[0m

␛[2m 2  ␛[0m␛[2m[Ferries to ␛[0m␛[1;31mCrimea␛[0m␛[2m stopped…]␛[0m                                         ␛[2mundated␛[0m
    Ferries to ␛[1;31mCrimea␛[0m stopped, …
    ␛[2m00000000  wire/april.jsonl:12␛[0m
",
        );
}

#[test]
fn each_passage_begins_a_line_and_an_ellipsis_tells_that_words_are_left_out() {
    check(
        vec![sample::three_passages()],
        COLOR_40,
        "
␛[2m 1  ␛[0m␛[1mTalks␛[0m                        ␛[2mundated␛[0m
    Talks on ␛[1;31mCrimea␛[0m began.
    ␛[1;31mCrimea␛[0m is far away.
    … They spoke of ␛[1;31mCrimea␛[0m & Kyiv …
    ␛[2mabcdef01  a.txt␛[0m
",
    );
}

#[test]
fn a_match_over_a_line_end_is_coloured_on_both_lines() {
    check(
        vec![sample::hit(
            "Talks",
            "They met on the peninsula called New\n  Crimea Land then.",
            "New\n  Crimea Land",
        )],
        COLOR_40,
        "
␛[2m 1  ␛[0m␛[1mTalks␛[0m                        ␛[2mundated␛[0m
    They met on the peninsula called ␛[1;31mNew␛[0m
    ␛[1;31mCrimea Land␛[0m then.
    ␛[2mabcdef01  a.txt␛[0m
",
    );
}

#[test]
fn chinese_fills_its_lines_by_characters() {
    check(
        vec![sample::hit(
            "泽连斯基拒绝承认克里米亚属于俄罗斯",
            "泽连斯基多次拒绝承认克里米亚是俄罗斯的一部分。他周五在基辅对记者说，只有乌克兰人民才能决定。",
            "克里米亚",
        )],
        PLAIN_40,
        "
 1  泽连斯基拒绝承认克里米亚属于俄罗斯
    undated
    泽连斯基多次拒绝承认克里米亚是俄罗斯
    的一部分。他周五在基辅对记者说，只有
    乌克兰人民才能决定。
    abcdef01  a.txt
",
    );
}

#[test]
fn arabic_and_hebrew_keep_their_order_and_their_marks() {
    check(
        vec![
            sample::hit("القرم", "زيلينسكي يرفض الاعتراف بالقرم", "بالقرم"),
            sample::hit("קרים", "זלנסקי דוחה הכרה בקרים", "בקרים"),
        ],
        COLOR_40,
        "
␛[2m 1  ␛[0m␛[1mالقرم␛[0m                        ␛[2mundated␛[0m
    زيلينسكي يرفض الاعتراف ␛[1;31mبالقرم␛[0m
    ␛[2mabcdef01  a.txt␛[0m

␛[2m 1  ␛[0m␛[1mקרים␛[0m                         ␛[2mundated␛[0m
    זלנסקי דוחה הכרה ␛[1;31mבקרים␛[0m
    ␛[2mabcdef01  a.txt␛[0m
",
    );
}

#[test]
fn emoji_and_combining_marks_take_the_columns_that_they_have() {
    check(
        vec![sample::hit(
            "👩‍👩‍👧 🇺🇦 Zele\u{301}nsky",
            "☀️ Zele\u{301}nsky",
            "Zele\u{301}nsky",
        )],
        COLOR_40,
        "
␛[2m 1  ␛[0m␛[1m👩‍👩‍👧 🇺🇦 ␛[0m␛[1;31mZele\u{301}nsky␛[0m               ␛[2mundated␛[0m
    ☀️ ␛[1;31mZele\u{301}nsky␛[0m
    ␛[2mabcdef01  a.txt␛[0m
",
    );
}

#[test]
fn nothing_of_an_article_reaches_the_terminal_raw() {
    let mut hit = sample::hit("\u{1b}]0;x\u{7}Crimea", "a\u{202e}b \u{9b}2J Crimea", "Crimea");
    hit.article.path = "a\u{1b}[2J.txt".to_owned();
    hit.article.article.source = Some("The\u{200f}\nTimes".to_owned());
    hit.article.article.people = vec!["Z\u{2066}".to_owned(), "\u{8}".to_owned()];
    check(
        vec![hit],
        PLAIN_80,
        "
 1  <U+001B>]0;x<U+0007>Crimea                       undated   The<U+200F> Times
    a<U+202E>b <U+009B>2J Crimea
    Z<U+2066> · <U+0008>
    abcdef01  a<U+001B>[2J.txt
",
    );
}

#[test]
fn an_article_without_headline_and_passage_still_has_its_place() {
    let mut hit = sample::hit("", "", "");
    hit.rank = 100;
    hit.passages.clear();
    hit.article.article.headline = None;
    check(
        vec![hit],
        PLAIN_40,
        "\n100  [no headline]               undated\n     abcdef01  a.txt\n",
    );
    check(Vec::new(), PLAIN_40, "\n");
}

proptest! {
    #[test]
    fn no_line_but_that_of_the_path_is_wider_than_the_terminal(
        headline in "(?s).{0,60}", body in "(?s).{0,200}", source in ".{0,30}", person in ".{0,30}", width in 0usize..90
    ) {
        let mut hit = sample::hit(&headline, &body, "Crimea");
        hit.article.article.source = Some(source);
        hit.article.article.people = vec![person.clone(), person];
        let text = shown(vec![hit], Look { width, color: false });
        let width = width.max(MIN_WIDTH);
        let lines: Vec<&str> = text.lines().collect();
        for line in &lines[..lines.len() - 1] {
            prop_assert!(columns(line) <= width, "{line:?}");
            prop_assert!(!line.contains(is_unsafe));
        }
    }

    #[test]
    fn colour_changes_nothing_but_the_colour(headline in "(?s).{0,40}", body in "(?s).{0,80}Crimea.{0,80}", width in 20usize..90) {
        let hit = sample::hit(&headline, &body, "Crimea");
        let mut colored = shown(vec![hit.clone()], Look { width, color: true });
        for code in ["\x1b[1;31m", "\x1b[1m", "\x1b[2m", "\x1b[0m"] {
            colored = colored.replace(code, "");
        }
        prop_assert_eq!(colored, shown(vec![hit], Look { width, color: false }));
    }
}
