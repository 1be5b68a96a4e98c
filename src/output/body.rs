//! The body of an article in lines to print: paragraphs filled to the width, tables line by line.
//!
//! News of the wire mixes running text with tables of figures, set by spaces. Filling the lines
//! of a table would make it unreadable, so a paragraph that looks like one keeps its lines, and
//! these are never cut.

use std::ops::Range;

use super::marks::Marked;
use super::wrap::{columns, wrap};
use crate::article::paragraphs;

/// Columns between tab stops, as terminals have them.
const TAB_COLUMNS: usize = 8;

/// Returns the lines of a body, safe for a terminal, with an empty line between paragraphs.
pub(super) fn body_lines(body: &str, matches: &[Range<usize>], width: usize) -> Vec<Marked> {
    let mut lines: Vec<Marked> = Vec::new();
    // Where the paragraph before ended, and whether it was a table.
    let mut before: Option<(usize, bool)> = None;
    for paragraph in paragraphs(body) {
        let is_table = looks_like_a_table(&body[paragraph.clone()]);
        if let Some((end, was_table)) = before {
            // Each indented line is a paragraph, so a table may be many of them.
            let goes_on = was_table && is_table && line_feeds(&body[end..paragraph.start]) < 2;
            if !goes_on {
                lines.push(Marked::default());
            }
        }
        before = Some((paragraph.end, is_table));
        match is_table {
            true => lines.extend(lines_as_they_are(body, paragraph, matches)),
            false => {
                let text = Marked::cut(body, paragraph, matches).on_one_line().sanitized();
                lines.extend(wrap(text.text(), width).into_iter().map(|range| text.part(range)));
            }
        }
    }
    lines
}

fn line_feeds(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// True if at least half of the lines look like rows of a table.
fn looks_like_a_table(paragraph: &str) -> bool {
    let rows = paragraph.lines().filter(|line| looks_like_a_row(line)).count();
    rows > 0 && rows * 2 >= paragraph.lines().count()
}

/// True if a line has columns (three spaces or a tab inside it), or if a quarter of it is digits.
fn looks_like_a_row(line: &str) -> bool {
    let line = line.trim();
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let letters = line.chars().filter(|letter| !letter.is_whitespace()).count();
    line.contains("   ") || line.contains('\t') || digits * 4 >= letters.max(1)
}

/// Returns the lines of a table with their indent. The range of a paragraph begins behind it.
fn lines_as_they_are(body: &str, paragraph: Range<usize>, matches: &[Range<usize>]) -> Vec<Marked> {
    let line_start = body[..paragraph.start].rfind('\n').map_or(0, |at| at + 1);
    let mut lines = Vec::new();
    let mut at = line_start;
    for line in body[line_start..paragraph.end].split_inclusive('\n') {
        let printed = line.trim_end();
        lines.push(with_tabs_as_spaces(&Marked::cut(body, at..at + printed.len(), matches)).sanitized());
        at += line.len();
    }
    lines
}

fn with_tabs_as_spaces(line: &Marked) -> Marked {
    line.rewritten(|letter, out| match letter {
        '\t' => {
            let used = columns(out) % TAB_COLUMNS;
            out.extend(std::iter::repeat_n(' ', TAB_COLUMNS - used));
        }
        letter => out.push(letter),
    })
}

#[cfg(test)]
mod tests {
    // One match is a list of one range.
    #![allow(clippy::single_range_in_vec_init)]

    use super::*;

    #[track_caller]
    fn check(body: &str, width: usize, expected: &[&str]) {
        let lines = body_lines(body, &[], width);
        let lines: Vec<&str> = lines.iter().map(Marked::text).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn hard_line_breaks_inside_a_paragraph_are_joined() {
        check(
            "The envoy\nmet the president.\n\nThey\n  spoke.",
            40,
            &["The envoy met the president.", "", "They", "", "spoke."],
        );
    }

    #[test]
    fn a_table_keeps_its_lines() {
        check(
            "The figures follow.\n\n  Wheat      12.5   13.0\n  Maize       9.1    8.7\n\nThat is all.",
            20,
            &[
                "The figures follow.",
                "",
                "  Wheat      12.5   13.0",
                "  Maize       9.1    8.7",
                "",
                "That is all.",
            ],
        );
        check("Year\tTons\n2014\t55", 20, &["Year    Tons", "2014    55"]);
    }

    #[test]
    fn a_few_figures_make_no_table() {
        check(
            "About 20 pct of 2,000 men voted\non May 5.",
            60,
            &["About 20 pct of 2,000 men voted on May 5."],
        );
    }

    #[test]
    fn controls_in_a_table_are_shown_too() {
        check(
            "a   1\u{1b}[2J\nb   2\u{202e}",
            40,
            &["a   1<U+001B>[2J", "b   2<U+202E>"],
        );
    }

    #[test]
    fn matches_in_a_table_stay_on_their_words() {
        let body = "One.\n\n  Wheat\t12\n  Maize\t9";
        let at = body.find("Maize").expect("it is there");
        let lines = body_lines(body, &[at..at + 5], 40);
        assert_eq!(lines[3].pieces(), [("  ", false), ("Maize", true), (" 9", false)]);
    }
}
