//! Paragraphs of a text, and its lines joined for display.
//!
//! A paragraph ends at a blank line, or where the next line is indented as wire copy does.
//!
//! Known failure: an indented table has a paragraph a line.

use std::ops::Range;

use memchr::memchr;

/// Returns the byte ranges of the paragraphs, in order, without the white space around them.
///
/// ```
/// let text = "First line\nand second.\n    Indented.\n\nBehind a blank line.";
/// let found: Vec<&str> = dateline::article::paragraphs(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(found, ["First line\nand second.", "Indented.", "Behind a blank line."]);
/// ```
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(paragraph) = paragraph_from(text, from) {
        from = paragraph.end;
        found.push(paragraph);
    }
    found
}

/// Returns the first of the [`paragraphs`]: of an article's body, its lead.
pub fn first_paragraph(text: &str) -> Option<Range<usize>> {
    paragraph_from(text, 0)
}

/// The first paragraph behind `from`, which is the beginning of the text or a paragraph's end.
fn paragraph_from(text: &str, from: usize) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    let mut at = from;
    while at < text.len() {
        let rest = &text[at..];
        let line = memchr(b'\n', rest.as_bytes()).map_or(rest, |end| &rest[..=end]);
        let begins = line.trim_start();
        let start = at + (line.len() - begins.len());
        let end = start + begins.trim_end().len();
        match &mut found {
            Some(_) if start == end || line.starts_with([' ', '\t', '\u{3000}']) => break,
            Some(paragraph) => paragraph.end = end,
            None if start == end => {}
            None => found = Some(start..end),
        }
        at += line.len();
    }
    found
}

/// Returns a text on one line: every run of white space becomes one space, none at the ends.
pub fn join_lines(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined() {
        assert_eq!(join_lines("  a\n b\t\tc \r\n"), "a b c");
    }
}
