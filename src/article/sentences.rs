//! Sentences of a text.
//!
//! A sentence ends where Unicode (UAX 29) ends it, unless the last word is an abbreviation or an
//! initial, or what follows begins with a small letter. The end of a paragraph ends the sentence
//! too; a line's end within a paragraph is a space.
//!
//! Trying every character of a text as UAX 29 says is slower than indexing its words, so only the
//! surroundings of characters that may end a sentence are tried: from the letter or digit before
//! to the first letter behind. What is simple ASCII is decided here, the rest by
//! `unicode-segmentation`. Tests hold that this gives the very boundaries of the plain way.
//!
//! Known failure: a sentence that ends in an abbreviation and is followed by a name runs on
//! (`He lives in the U.S. Mr. Smith does not.`).

use std::ops::Range;

use memchr::memchr3;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::text::paragraphs;

/// Abbreviations behind which a full stop does not end a sentence, without it and in small
/// letters: titles, months, states, units and the like that English news text uses. Sorted.
const ABBREVIATIONS: &[&str] = &[
    "adm", "apr", "ariz", "assn", "aug", "ave", "bhd", "blvd", "brig", "bros", "calif", "capt", "cent", "cia", "cmdr",
    "co", "col", "colo", "conn", "corp", "cpl", "dec", "del", "dept", "dist", "dr", "e.g", "est", "etc", "feb", "fla",
    "fri", "ft", "ga", "gen", "gov", "hon", "i.e", "ill", "inc", "ind", "insp", "jan", "jr", "jul", "jun", "kan", "ky",
    "la", "lt", "ltd", "maj", "mar", "mass", "messrs", "mfg", "mich", "min", "minn", "miss", "mlle", "mme", "mon",
    "mont", "mr", "mrs", "ms", "msgr", "mt", "neb", "nev", "no", "nos", "nov", "oct", "okla", "ont", "op", "ore", "pa",
    "ph", "plc", "pp", "pres", "prof", "pty", "pvt", "rep", "reps", "ret", "rev", "sat", "sen", "sens", "sep", "sept",
    "sgt", "sr", "st", "sun", "supt", "tenn", "thu", "tue", "va", "vs", "vt", "wash", "wed", "wis", "wyo",
];

/// Longest stretch without a letter that is looked at as a whole, in bytes. The rules look ahead
/// to the next letter from each character of it, so its cost grows with the square: a line of a
/// million points and spaces would take hours. A longer stretch is looked at piece by piece.
const LONGEST_STRETCH: usize = 512;

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
    let mut bounds = Vec::new();
    for paragraph in paragraphs(text) {
        bounds.clear();
        find_bounds(&text[paragraph.clone()], &mut bounds);
        sentences_of_paragraph(text, paragraph, &bounds, &mut found);
    }
    found
}

fn sentences_of_paragraph(text: &str, paragraph: Range<usize>, bounds: &[usize], found: &mut Vec<Range<usize>>) {
    let source = &text[paragraph.clone()];
    let mut start = 0;
    for &end in bounds.iter().chain([&source.len()]) {
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
    is_initials || is_abbreviation(last)
}

fn is_abbreviation(word: &str) -> bool {
    let small = word.bytes().map(|letter| letter.to_ascii_lowercase());
    ABBREVIATIONS
        .binary_search_by(|known| known.bytes().cmp(small.clone()))
        .is_ok()
}

/// Finds where UAX 29 begins a new sentence inside a paragraph, line breaks counting as spaces.
fn find_bounds(text: &str, found: &mut Vec<usize>) {
    let is_ascii = text.is_ascii();
    let mut line = String::new();
    let mut seen = 0;
    while let Some(terminator) = next_terminator(text, seen, is_ascii) {
        match ascii_bound(text.as_bytes(), terminator) {
            AsciiBound::At(bound) => {
                found.push(bound);
                seen = bound;
            }
            AsciiBound::NoneBefore(next) => seen = next,
            AsciiBound::Unknown => {
                let stretch = stretch_around(text, seen, terminator);
                for bound in plain_bounds(&text[stretch.clone()], &mut line) {
                    found.push(stretch.start + bound);
                }
                // Its last character tells the next stretch what stood before.
                let last = text[stretch.clone()].chars().next_back().map_or(1, char::len_utf8);
                seen = (stretch.end - last).max(terminator + 1);
                while !text.is_char_boundary(seen) {
                    seen += 1;
                }
            }
        }
    }
}

/// Where UAX 29 breaks a text on one line, without its two ends.
fn plain_bounds<'a>(text: &'a str, line: &'a mut String) -> impl Iterator<Item = usize> + 'a {
    let text = match text.contains(is_line_break) {
        true => {
            line.clear();
            // A space of the same length keeps the offsets.
            line.extend(text.chars().map(|letter| match letter {
                '\n' | '\r' => ' ',
                '\u{85}' => '\u{a0}',
                '\u{2028}' | '\u{2029}' => '\u{2003}',
                _ => letter,
            }));
            line.as_str()
        }
        false => text,
    };
    let inner = text.split_sentence_bound_indices().map(|(start, _)| start);
    inner.filter(|start| *start > 0)
}

fn is_line_break(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The next character at or behind `from` that may end a sentence.
fn next_terminator(text: &str, from: usize, is_ascii: bool) -> Option<usize> {
    if is_ascii {
        return memchr3(b'.', b'!', b'?', &text.as_bytes()[from..]).map(|at| from + at);
    }
    let found = text[from..]
        .char_indices()
        .find(|(_, letter)| may_end_sentence(*letter));
    found.map(|(at, _)| from + at)
}

/// True for every character that ends sentences in some script, and for some others: a test asks
/// `unicode-segmentation` about all of Unicode.
fn may_end_sentence(letter: char) -> bool {
    match letter {
        '.' | '!' | '?' => true,
        ..'\u{80}' | '\u{a0}'..='\u{bf}' => false,
        // The quotes, dashes and dots of European print, and those of Chinese and Japanese.
        '\u{2010}'..='\u{2023}' | '\u{2025}'..='\u{203a}' | '\u{3000}' | '\u{3001}' | '\u{3003}'..='\u{301f}' => false,
        '\u{ff0c}' => false,
        _ => !letter.is_alphanumeric() && !letter.is_whitespace(),
    }
}

enum AsciiBound {
    /// The terminator ends a sentence and the next begins here.
    At(usize),
    /// The terminator ends no sentence. Behind it, the next character to look at is here.
    NoneBefore(usize),
    /// The plain way has to decide.
    Unknown,
}

/// Decides about a terminator, the closing marks and spaces behind it and the character behind
/// those, if all are ASCII and the rules need not look further. Rule numbers are of UAX 29.
fn ascii_bound(text: &[u8], terminator: usize) -> AsciiBound {
    let is_full_stop = match text[terminator] {
        b'.' => true,
        b'!' | b'?' => false,
        _ => return AsciiBound::Unknown,
    };
    let is_close = |byte: &u8| matches!(byte, b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}');
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let behind = terminator + 1;
    let closes = text[behind..].iter().take_while(|byte| is_close(byte)).count();
    let spaces = text[behind + closes..].iter().take_while(|byte| is_space(byte)).count();
    let next = behind + closes + spaces;
    let Some(letter) = text.get(next) else {
        return AsciiBound::NoneBefore(next);
    };
    let is_next = next == behind;
    match letter {
        b',' => AsciiBound::NoneBefore(next),                        // SB8a
        b'0'..=b'9' if !is_full_stop => AsciiBound::At(next),        // SB11
        b'0'..=b'9' if is_next => AsciiBound::NoneBefore(next),      // SB6
        b'a'..=b'z' if is_full_stop => AsciiBound::NoneBefore(next), // SB8
        b'a'..=b'z' => AsciiBound::At(next),                         // SB11
        b'A'..=b'Z' if is_full_stop && is_next => match terminator.checked_sub(1).map(|before| text[before]) {
            Some(b'a'..=b'z' | b'A'..=b'Z') => AsciiBound::NoneBefore(next), // SB7
            Some(..0x80) => AsciiBound::At(next),                            // SB11
            _ => AsciiBound::Unknown,
        },
        b'A'..=b'Z' => AsciiBound::At(next), // SB11
        _ => AsciiBound::Unknown,
    }
}

/// The surroundings of a terminator that decide about it: from the letter or digit before, but no
/// further back than `seen`, to the first letter behind it.
fn stretch_around(text: &str, seen: usize, terminator: usize) -> Range<usize> {
    let before = text[seen..terminator].char_indices().rev();
    let start = before
        .take_while(|(at, _)| terminator - seen - at <= LONGEST_STRETCH)
        .find(|(_, letter)| is_plain_letter(*letter) || letter.is_ascii_digit())
        .map_or(seen, |(at, _)| seen + at);
    let mut end = terminator;
    for letter in text[terminator..].chars() {
        end += letter.len_utf8();
        if is_plain_letter(letter) || end - terminator > LONGEST_STRETCH {
            break;
        }
    }
    start..end
}

/// True for a letter that the rules take for one. Some of the others count as marks on the letter
/// before, among them the half-width voicing marks of Japanese.
fn is_plain_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic()
        || !letter.is_ascii()
            && letter.is_alphabetic()
            && !is_combining_mark(letter)
            && !matches!(letter, '\u{ff9e}' | '\u{ff9f}')
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
    fn no_line_break_of_any_kind_ends_a_sentence() {
        check_sentences(
            "One\r\nlong\u{2028}and\u{85}wide.\nTwo.",
            &["One\r\nlong\u{2028}and\u{85}wide.", "Two."],
        );
    }

    #[test]
    fn quotes_and_questions_end_sentences() {
        check_sentences(
            "“We agree.” He left. Why? Nobody knows!",
            &["“We agree.”", "He left.", "Why?", "Nobody knows!"],
        );
        check_sentences("会談が行われた。次は？", &["会談が行われた。", "次は？"]);
    }

    #[test]
    fn an_endless_run_of_points_and_spaces_is_no_endless_work() {
        let text = format!("End.{}", " )\u{a0}".repeat(1_000_000) + "b");
        assert!(!sentences(&text).is_empty());
    }

    #[test]
    fn abbreviations_are_sorted_for_their_search() {
        assert!(ABBREVIATIONS.is_sorted());
        assert!(is_abbreviation("Messrs") && is_abbreviation("e.g") && !is_abbreviation("zebra"));
    }

    #[test]
    fn no_character_that_ends_sentences_is_overlooked() {
        for letter in (char::MIN..=char::MAX).filter(|letter| !is_line_break(*letter)) {
            let breaks = format!("x{letter} Y").split_sentence_bounds().count() > 1;
            assert!(!breaks || may_end_sentence(letter), "{letter:?}");
        }
    }

    /// The plain way: every character of the text is tried.
    fn check_bounds(text: &str) {
        let mut found = Vec::new();
        find_bounds(text, &mut found);
        let mut line = String::new();
        let plain: Vec<usize> = plain_bounds(text, &mut line).collect();
        assert_eq!(found, plain, "{text:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn looking_at_stretches_gives_the_bounds_of_the_plain_way(text in any::<String>()) {
            check_bounds(&text);
        }

        #[test]
        fn so_it_does_in_ascii(text in "[a-cX-Z01.?!,;:\"'()\\- \n\t%&*]{0,30}") {
            check_bounds(&text);
        }

        #[test]
        fn so_it_does_among_marks_quotes_and_letters_of_all_kinds(
            text in "[aB1.?!,。．…‥‼\u{2024}\"“”’()« \n\r\u{a0}\u{85}\u{2028}\u{301}\u{345}\u{200d}\u{ad}\u{ff9e}ªéÉжЖא׳अ।ไ漢\u{903}೧Ⅷ🙂]{0,30}",
        ) {
            check_bounds(&text);
        }

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
