//! Lines of a given width: words wrapped at spaces, Chinese and Japanese between characters.
//!
//! Widths are columns of a terminal, as the Unicode tables give them: a Han character or an emoji
//! takes two, a combining mark none. A letter with its marks is never cut.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Punctuation that may not begin a line of Chinese or Japanese.
const CLOSING: &str = "、。，．・：；？！」』）］｝〉》】〕〗ーゝゞ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…’”";
/// Punctuation that may not end a line of Chinese or Japanese.
const OPENING: &str = "「『（［｛〈《【〔〖‘“";

/// Returns the width of a text in columns.
pub(super) fn columns(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// Cuts a text of one line into lines of at most `width` columns: byte ranges of the text, in
/// order, without the spaces at which they were cut. A word that is wider than a line is cut
/// between letters. A single letter wider than `width` has a line of its own.
pub(super) fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    // The line being filled and its width; `None` at the start.
    let mut line: Option<(Range<usize>, usize)> = None;
    for chunk in chunks(text) {
        let chunk_width = columns(&text[chunk.clone()]);
        if let Some((filled, filled_width)) = &mut line {
            let gap = columns(&text[filled.end..chunk.start]);
            if *filled_width + gap + chunk_width <= width {
                filled.end = chunk.end;
                *filled_width += gap + chunk_width;
                continue;
            }
            lines.push(filled.clone());
        }
        line = Some(match chunk_width <= width {
            true => (chunk, chunk_width),
            false => cut_by_letters(text, chunk, width, &mut lines),
        });
    }
    lines.extend(line.map(|(filled, _)| filled));
    lines
}

/// Fills whole lines with a chunk that is wider than a line and returns the last, unfinished one.
fn cut_by_letters(
    text: &str,
    chunk: Range<usize>,
    width: usize,
    lines: &mut Vec<Range<usize>>,
) -> (Range<usize>, usize) {
    let mut filled = chunk.start..chunk.start;
    let mut filled_width = 0;
    for letter in text[chunk].graphemes(true) {
        let letter_width = letter.width();
        if !filled.is_empty() && filled_width + letter_width > width {
            lines.push(filled.clone());
            filled = filled.end..filled.end;
            filled_width = 0;
        }
        filled.end += letter.len();
        filled_width += letter_width;
    }
    (filled, filled_width)
}

/// Returns the parts of a text that stay together if the width allows: words, and single
/// characters of Chinese and Japanese with the punctuation that belongs to them.
fn chunks(text: &str) -> Vec<Range<usize>> {
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut before = Letter::Space;
    let mut at = 0;
    for grapheme in text.graphemes(true) {
        let letter = letter_of(grapheme);
        let range = at..at + grapheme.len();
        at = range.end;
        match (letter, chunks.last_mut()) {
            (Letter::Space, _) => {}
            (_, Some(last)) if last.end == range.start && stay_together(before, letter) => {
                last.end = range.end;
            }
            _ => chunks.push(range),
        }
        before = letter;
    }
    chunks
}

/// What a letter means for where a line may end.
#[derive(Clone, Copy, PartialEq)]
enum Letter {
    Space,
    /// Any letter of a script that puts spaces between words.
    OfWord,
    /// A character of Chinese or Japanese.
    Ideograph,
    Opening,
    Closing,
}

fn letter_of(grapheme: &str) -> Letter {
    match grapheme.chars().next() {
        Some(' ') if grapheme.len() == 1 => Letter::Space,
        Some(first) if CLOSING.contains(first) => Letter::Closing,
        Some(first) if OPENING.contains(first) => Letter::Opening,
        Some(first) if is_ideograph(first) => Letter::Ideograph,
        _ => Letter::OfWord,
    }
}

fn stay_together(before: Letter, after: Letter) -> bool {
    match (before, after) {
        (Letter::Space, _) | (_, Letter::Space) => false,
        (Letter::Opening, _) | (_, Letter::Closing) => true,
        (Letter::OfWord, Letter::OfWord | Letter::Opening) => true,
        // A full-width stop ends a chunk; a typographic quote mark inside a word does not.
        (Letter::Closing, Letter::OfWord) => true,
        (Letter::Closing, Letter::Opening | Letter::Ideograph) => false,
        (Letter::Ideograph, Letter::OfWord | Letter::Ideograph | Letter::Opening) => false,
        (Letter::OfWord, Letter::Ideograph) => false,
    }
}

/// True for Han, kana, bopomofo and their punctuation and full-width forms. Korean is not among
/// them: it has spaces.
fn is_ideograph(letter: char) -> bool {
    matches!(letter,
        '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).into_iter().map(|range| &text[range]).collect()
    }

    #[track_caller]
    fn check(text: &str, width: usize, expected: &[&str]) {
        assert_eq!(lines(text, width), expected);
    }

    #[test]
    fn lines_end_between_words() {
        check(
            "The envoy met the president",
            10,
            &["The envoy", "met the", "president"],
        );
        check("", 10, &[]);
        check("one", 3, &["one"]);
    }

    #[test]
    fn a_long_word_is_cut_between_letters() {
        check("a https://example.org b", 8, &["a", "https://", "example.", "org b"]);
    }

    #[test]
    fn chinese_and_japanese_are_wrapped_by_characters() {
        check("泽连斯基拒绝承认克里米亚", 8, &["泽连斯基", "拒绝承认", "克里米亚"]);
        check("泽连斯基拒绝", 7, &["泽连斯", "基拒绝"]);
    }

    #[test]
    fn closing_punctuation_begins_no_line_and_opening_ends_none() {
        check("会谈结束。他说", 8, &["会谈结", "束。他说"]);
        check("他说：「可以」", 8, &["他说：", "「可以」"]);
    }

    #[test]
    fn latin_words_among_ideographs_stay_whole() {
        check("他在Kyiv说", 6, &["他在", "Kyiv说"]);
    }

    #[test]
    fn quote_marks_stay_with_their_words() {
        check(
            "He said “yes it is” don’t you",
            9,
            &["He said", "“yes it", "is” don’t", "you"],
        );
    }

    #[test]
    fn emoji_and_combining_marks_have_their_width() {
        assert_eq!(columns("👩‍👩‍👧"), 2);
        assert_eq!(columns("e\u{301}te\u{301}"), 3);
        assert_eq!(columns("🇺🇦"), 2);
        check("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 4, &["👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧"]);
        check("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]);
    }

    #[test]
    fn a_letter_wider_than_the_line_has_a_line_of_its_own() {
        check("克里", 1, &["克", "里"]);
        check("ab", 0, &["a", "b"]);
    }

    #[test]
    fn arabic_and_hebrew_are_wrapped_at_spaces() {
        check("القرم جزء من أوكرانيا", 10, &["القرم جزء", "من", "أوكرانيا"]);
        check("חצי האי קרים", 7, &["חצי האי", "קרים"]);
    }

    const TEXT: &str = "[a-zA-Zéß.,“”’\"\\-אבעمانع克里米亚。「」、カがー한국😀👩🇺🇦ก็\u{301}\u{200d}\u{fe0f}]{1,9}";

    fn text() -> impl Strategy<Value = String> {
        proptest::collection::vec(TEXT, 0..14).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_width_unless_one_letter_is(text in text(), width in 1usize..30) {
            for line in lines(&text, width) {
                prop_assert!(
                    columns(line) <= width || line.graphemes(true).count() == 1,
                    "{line:?} has {} columns", columns(line)
                );
                // The tables' own width of a line may be smaller (ligatures), never larger.
                prop_assert!(line.width() <= columns(line), "{line:?}");
            }
        }

        #[test]
        fn nothing_but_spaces_is_lost(text in text(), width in 1usize..30) {
            let mut end = 0;
            for range in wrap(&text, width) {
                prop_assert!(text[end..range.start].chars().all(|letter| letter == ' '));
                prop_assert!(!range.is_empty());
                end = range.end;
            }
            prop_assert!(text[end..].chars().all(|letter| letter == ' '));
        }

        #[test]
        fn words_joined_give_the_text_back(words in proptest::collection::vec("[a-zé]{1,9}", 1..20), width in 9usize..40) {
            let text = words.join(" ");
            prop_assert_eq!(lines(&text, width).join(" "), text);
        }

        #[test]
        fn anything_can_be_wrapped(text in "(?s).{0,40}", width in 0usize..10) {
            let kept: String = lines(&text, width).concat().replace(' ', "");
            prop_assert_eq!(kept, text.replace(' ', ""));
        }
    }
}
