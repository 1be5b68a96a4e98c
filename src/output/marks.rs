//! [`Marked`]: a text with the matches in it, and what is done to both at once. A text is marked
//! first and rewritten after, so that no rewriting can move a highlight away from its word.

use std::ops::Range;

use super::sanitize::push_safe;

/// A text and the matches in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marked {
    text: String,
    // In order, apart, none empty, on character boundaries: the constructors see to it.
    matches: Vec<Range<usize>>,
}

impl Marked {
    /// A text without matches.
    pub(super) fn plain(text: &str) -> Marked {
        Marked {
            text: text.to_owned(),
            matches: Vec::new(),
        }
    }

    /// The part `range` of a text with those of its matches (byte ranges of the whole text) that
    /// reach into it. Ranges that leave the text or cut a character are moved to the nearest
    /// boundary that keeps the character whole.
    pub(super) fn cut(whole: &str, range: Range<usize>, matches: &[Range<usize>]) -> Marked {
        let range = whole_letters(whole, range);
        let mut matches: Vec<Range<usize>> = matches
            .iter()
            .map(|found| whole_letters(whole, found.clone()))
            .filter_map(|found| shared_part(&found, &range))
            .collect();
        matches.sort_by_key(|found| (found.start, found.end));
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(matches.len());
        for found in matches {
            match apart.last_mut() {
                Some(last) if found.start < last.end => last.end = last.end.max(found.end),
                _ => apart.push(found),
            }
        }
        Marked {
            text: whole[range].to_owned(),
            matches: apart,
        }
    }

    /// The text alone.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text in order, piece by piece; the flag is true for a match.
    pub(super) fn pieces(&self) -> Vec<(&str, bool)> {
        let mut pieces = Vec::with_capacity(self.matches.len() * 2 + 1);
        let mut at = 0;
        for found in &self.matches {
            if at < found.start {
                pieces.push((&self.text[at..found.start], false));
            }
            pieces.push((&self.text[found.clone()], true));
            at = found.end;
        }
        if at < self.text.len() {
            pieces.push((&self.text[at..], false));
        }
        pieces
    }

    /// A part of it; `range` must lie on character boundaries.
    pub(super) fn part(&self, range: Range<usize>) -> Marked {
        Marked::cut(&self.text, range, &self.matches)
    }

    /// The same with unmarked text before and after it.
    pub(super) fn between(&self, before: &str, after: &str) -> Marked {
        Marked {
            text: format!("{before}{}{after}", self.text),
            matches: self
                .matches
                .iter()
                .map(|found| found.start + before.len()..found.end + before.len())
                .collect(),
        }
    }

    /// The same on one line: every run of white space is one space, none at the ends.
    pub(super) fn on_one_line(&self) -> Marked {
        let mut line = self.rewritten(|letter, out| {
            if !letter.is_whitespace() {
                out.push(letter);
            } else if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        });
        if line.text.ends_with(' ') {
            line = line.part(0..line.text.len() - 1);
        }
        line
    }

    /// The same, safe for a terminal: see [`super::sanitize`].
    pub(super) fn sanitized(&self) -> Marked {
        self.rewritten(push_safe)
    }

    /// The same, each character rewritten; a match stays around what its characters became.
    pub(super) fn rewritten(&self, mut rewrite: impl FnMut(char, &mut String)) -> Marked {
        let mut text = String::with_capacity(self.text.len());
        let mut matches = Vec::with_capacity(self.matches.len());
        for (piece, is_match) in self.pieces() {
            let start = text.len();
            for letter in piece.chars() {
                rewrite(letter, &mut text);
            }
            if is_match && start < text.len() {
                matches.push(start..text.len());
            }
        }
        Marked { text, matches }
    }
}

/// Returns a range that lies inside the text and cuts no character.
pub(super) fn whole_letters(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = range.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// Returns the part of `found` inside `range`, counted from the start of `range`.
fn shared_part(found: &Range<usize>, range: &Range<usize>) -> Option<Range<usize>> {
    let start = found.start.max(range.start);
    let end = found.end.min(range.end);
    (start < end).then(|| start - range.start..end - range.start)
}

#[cfg(test)]
mod tests {
    // One match is a list of one range.
    #![allow(clippy::single_range_in_vec_init)]

    use proptest::prelude::*;

    use super::*;
    use crate::output::is_unsafe;

    /// Draws matches as `{…}`.
    fn drawn(marked: &Marked) -> String {
        let pieces = marked.pieces().into_iter();
        pieces
            .map(|(piece, is_match)| {
                if is_match {
                    format!("{{{piece}}}")
                } else {
                    piece.to_owned()
                }
            })
            .collect()
    }

    #[track_caller]
    fn check(text: &str, range: Range<usize>, matches: &[Range<usize>], expected: &str) {
        assert_eq!(
            drawn(&Marked::cut(text, range, matches).on_one_line().sanitized()),
            expected
        );
    }

    #[test]
    fn highlights_follow_their_words_through_joined_lines() {
        check(
            "  In\n  Kyiv \t on\r\nFriday ",
            0..24,
            &[7..11, 18..24],
            "In {Kyiv} on {Friday}",
        );
    }

    #[test]
    fn highlights_follow_their_words_behind_escapes() {
        check(
            "\u{1b}\u{1b} Kyiv\u{202e}x",
            0..11,
            &[3..7],
            "<U+001B><U+001B> {Kyiv}<U+202E>x",
        );
        check("Ky\u{1b}iv", 0..5, &[0..5], "{Ky<U+001B>iv}");
    }

    #[test]
    fn a_match_over_a_line_break_stays_one_match() {
        check("New\n   York", 0..11, &[0..11], "{New York}");
    }

    #[test]
    fn a_match_at_the_edge_of_a_passage_is_cut_with_it() {
        check("one two three", 4..13, &[0..5, 8..13], "{t}wo {three}");
    }

    #[test]
    fn odd_ranges_are_repaired() {
        check("aéb", 0..99, &[2..3, 50..60], "a{é}b");
        check("abc", 0..3, &[1..3, 0..2], "{abc}");
        check("abc", Range { start: 2, end: 1 }, &[], "");
        check("abc", 7..9, &[7..9], "");
    }

    #[test]
    fn neighbours_stay_two_matches() {
        check("克里米亚", 0..12, &[0..6, 6..12], "{克里}{米亚}");
    }

    proptest! {
        #[test]
        fn a_highlight_shows_what_its_match_said(
            words in proptest::collection::vec(("[ \n\t]{0,3}", "[a-zéא克\u{1b}\u{202e}]{1,5}", any::<bool>()), 0..12)
        ) {
            let mut text = String::new();
            let mut matches = Vec::new();
            let mut expected = Vec::new();
            for (space, word, is_match) in &words {
                text.push_str(space);
                let start = text.len();
                text.push_str(word);
                if *is_match {
                    matches.push(start..text.len());
                    expected.push(crate::output::sanitize(word).into_owned());
                }
            }
            let marked = Marked::cut(&text, 0..text.len(), &matches).on_one_line().sanitized();
            let shown: Vec<&str> = marked.pieces().into_iter().filter(|piece| piece.1).map(|piece| piece.0).collect();
            prop_assert_eq!(shown, expected);
            prop_assert!(!marked.text().contains(is_unsafe));
        }

        #[test]
        fn any_ranges_give_pieces_that_join_to_the_text(
            text in "(?s).{0,20}", ranges in proptest::collection::vec((0usize..60, 0usize..60), 0..6)
        ) {
            let ranges: Vec<Range<usize>> = ranges.into_iter().map(|(start, end)| start..end).collect();
            let marked = Marked::cut(&text, 0..text.len(), &ranges);
            let joined: String = marked.pieces().into_iter().map(|piece| piece.0).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
