//! Paragraphs and sentences of a text, and its lines joined for display.
//!
//! A paragraph ends at a blank line, or where the next line is indented as wire copy does. A
//! sentence ends where Unicode (UAX 29) ends it, unless the last word is an abbreviation or an
//! initial; the end of a paragraph ends the sentence too.
//!
//! Known failures: a sentence that ends in an abbreviation and is followed by a name runs on
//! (`He lives in the U.S. Mr. Smith does not.`); an indented table has a paragraph a line.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations behind which a full stop does not end a sentence, without it and in small
/// letters: titles, months, states, units and the like that English news text uses.
const ABBREVIATIONS: &[&str] = &[
    "adm", "apr", "ariz", "assn", "aug", "ave", "bhd", "blvd", "brig", "bros", "calif", "capt", "cent", "cia", "cmdr",
    "co", "col", "colo", "conn", "corp", "cpl", "dec", "del", "dept", "dist", "dr", "e.g", "est", "etc", "feb", "fla",
    "fri", "ft", "ga", "gen", "gov", "hon", "i.e", "ill", "inc", "ind", "insp", "jan", "jr", "jul", "jun", "kan", "ky",
    "la", "lt", "ltd", "maj", "mar", "mass", "messrs", "mfg", "mich", "min", "minn", "miss", "mlle", "mme", "mon",
    "mont", "mr", "mrs", "ms", "msgr", "mt", "neb", "nev", "no", "nos", "nov", "oct", "okla", "ont", "op", "ore", "pa",
    "ph", "plc", "pp", "pres", "prof", "pty", "pvt", "rep", "reps", "ret", "rev", "sat", "sen", "sens", "sep", "sept",
    "sgt", "sr", "st", "sun", "supt", "tenn", "thu", "tue", "vs", "va", "vt", "wash", "wed", "wis", "wyo",
];

/// Returns the byte ranges of the paragraphs, in order, without the white space around them.
///
/// ```
/// let text = "First line\nand second.\n    Indented.\n\nBehind a blank line.";
/// let found: Vec<&str> = dateline::article::paragraphs(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(found, ["First line\nand second.", "Indented.", "Behind a blank line."]);
/// ```
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if words.is_empty() {
            open = false;
            continue;
        }
        let indented = line.starts_with([' ', '\t', '\u{3000}']);
        match found.last_mut() {
            Some(paragraph) if open && !indented => paragraph.end = start + words.len(),
            _ => found.push(start..start + words.len()),
        }
        open = true;
    }
    found
}

/// Returns the byte ranges of the sentences, in order, without the white space around them.
/// No sentence crosses a paragraph's end.
///
/// ```
/// let text = "The U.S. envoy met Gen. Kellogg. They spoke\nfor an hour.";
/// let found: Vec<&str> = dateline::article::sentences(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(found, ["The U.S. envoy met Gen. Kellogg.", "They spoke\nfor an hour."]);
/// ```
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        sentences_of_paragraph(text, paragraph, &mut found);
    }
    found
}

fn sentences_of_paragraph(text: &str, paragraph: Range<usize>, found: &mut Vec<Range<usize>>) {
    // UAX 29 ends a sentence at every line feed. A space of the same length keeps the offsets.
    let one_line = text[paragraph.clone()].replace(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'], " ");
    // The three longer ones become one byte, which would move offsets: then the text as it is.
    let source = match one_line.len() == paragraph.len() {
        true => one_line.as_str(),
        false => &text[paragraph.clone()],
    };
    let mut start = 0;
    let mut end = 0;
    for piece in source.split_sentence_bounds() {
        end += piece.len();
        if end < source.len() && continues(&source[start..end], &source[end..]) {
            continue;
        }
        let sentence = source[start..end].trim();
        if !sentence.is_empty() {
            let lead = source[start..end].len() - source[start..end].trim_start().len();
            let from = paragraph.start + start + lead;
            found.push(from..from + sentence.len());
        }
        start = end;
    }
}

/// True if the full stop at the end of `sentence` belongs to an abbreviation or an initial, or
/// what follows cannot begin a sentence.
fn continues(sentence: &str, rest: &str) -> bool {
    let rest = rest.trim_start();
    if rest.starts_with(|letter: char| letter.is_lowercase()) {
        return true;
    }
    let Some(sentence) = sentence.trim_end().strip_suffix('.') else {
        return false;
    };
    let last = sentence
        .rsplit(|letter: char| !letter.is_alphanumeric() && letter != '.')
        .next()
        .unwrap_or_default();
    if last.is_empty() {
        return false;
    }
    let is_initials = last
        .split('.')
        .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
    is_initials || ABBREVIATIONS.contains(&last.to_lowercase().as_str())
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
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check_sentences(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        check_sentences(
            "Gen. Smith spoke on Jan. 5 in the U.S. Senate. Mr. Jones, of Acme Corp. in Ohio, left.",
            &[
                "Gen. Smith spoke on Jan. 5 in the U.S. Senate.",
                "Mr. Jones, of Acme Corp. in Ohio, left.",
            ],
        );
        check_sentences("J. K. Rowling wrote. She won.", &["J. K. Rowling wrote.", "She won."]);
    }

    #[test]
    fn a_paragraph_ends_the_sentence() {
        check_sentences("No stop here\n\nNext one", &["No stop here", "Next one"]);
        check_sentences("Wire copy\n    Indented line", &["Wire copy", "Indented line"]);
    }

    #[test]
    fn quotes_and_questions_end_sentences() {
        check_sentences(
            "“We agree.” He left. Why? Nobody knows!",
            &["“We agree.”", "He left.", "Why?", "Nobody knows!"],
        );
    }

    #[test]
    fn lines_are_joined() {
        assert_eq!(join_lines("  a\n b\t\tc \r\n"), "a b c");
    }

    proptest! {
        #[test]
        fn sentences_cover_all_that_is_no_white_space(text in "[A-Za-z.?! \n\"“”é\u{2028}]{0,80}") {
            let mut end = 0;
            for range in sentences(&text) {
                prop_assert!(text[end..range.start].trim().is_empty());
                prop_assert!(!text[range.clone()].is_empty());
                end = range.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
