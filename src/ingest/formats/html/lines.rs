//! Lines around the text of an article: who wrote it and when, on pages that say it nowhere else.

use super::authors::names_of;
use crate::article::{Precision, Reading, read_date, read_date_prefix};

/// Words before the names of authors, in the languages of newspapers.
const BY: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "door",
    "av",
    "af",
    "written by",
    "reported by",
    "text",
    "texte",
    "автор",
];

/// Such a line has no more words.
const MAX_WORDS: usize = 14;

/// The authors that one of the lines names: the first that names any.
pub(super) fn authors_above(blocks: &[String]) -> Vec<String> {
    let mut authors = blocks.iter().flat_map(|block| block.lines()).map(authors_in_line);
    authors.find(|authors| !authors.is_empty()).unwrap_or_default()
}

/// The first date in the lines, as printed.
pub(super) fn date_above(blocks: &[String]) -> Option<String> {
    blocks.iter().flat_map(|block| block.lines()).find_map(date_in_line)
}

/// True for a line that says nothing but who wrote the article, or when.
pub(super) fn is_label(block: &str) -> bool {
    block
        .lines()
        .all(|line| is_short(line) && (!authors_in_line(line).is_empty() || is_date(line)))
}

fn is_date(line: &str) -> bool {
    date_in_line(line).is_some_and(|date| date.len() + 20 >= line.len())
}

fn is_short(line: &str) -> bool {
    line.split_whitespace().count() <= MAX_WORDS
}

/// The names behind "By"; every word of them has a capital, or is one such as `van`.
fn authors_in_line(line: &str) -> Vec<String> {
    let line = line.trim().trim_end_matches('.');
    let behind = |word: &&str| {
        let start = line.get(..word.len())?;
        let rest = line.get(word.len()..)?;
        (start.to_lowercase() == **word).then(|| rest.strip_prefix([':', ' ']))?
    };
    let Some(names) = BY.iter().find_map(behind).filter(|_| is_short(line)) else {
        return Vec::new();
    };
    // What a bar parts from the names.
    let names = names.split(['|', '•', '·', '—', '(']).next().unwrap_or_default().trim();
    // Behind a comma the office may stand: "Staff writer".
    let mut names: Vec<&str> = names.split(',').take_while(|name| may_be_names(name)).collect();
    if names.len() > 1 && names.last().is_some_and(|last| is_office(last)) {
        names.pop();
    }
    names_of(&names.join(","))
}

/// True if every word has a capital, or is one such as `van`, or there are only capitals.
fn may_be_names(text: &str) -> bool {
    let is_of_name = |word: &str| {
        let begins_small = word.chars().next().is_some_and(char::is_lowercase);
        !begins_small || word.chars().count() <= 3
    };
    let mut words = text.split_whitespace();
    let is_long = words.clone().count() > 10;
    words.all(is_of_name)
        && !is_long
        && text.chars().any(char::is_uppercase)
        && !text.trim_end().ends_with(['!', '?', ':'])
}

fn is_office(text: &str) -> bool {
    const OFFICES: &[&str] = &[
        "writer",
        "reporter",
        "editor",
        "correspondent",
        "staff",
        "columnist",
        "press",
        "news",
    ];
    let text = text.to_lowercase();
    text.split_whitespace().any(|word| OFFICES.contains(&word))
}

/// The date of a line such as `Published: 12 May 2008` or `May 12, 2008 | 10:15`.
pub(super) fn date_in_line(line: &str) -> Option<String> {
    let line = line.trim();
    if !line.bytes().any(|byte| byte.is_ascii_digit()) || !is_short(line) {
        return None;
    }
    let behind_label = line.split_once(':').map(|(_, rest)| rest.trim());
    let behind_word = line.split_once(' ').map(|(_, rest)| rest.trim());
    let behind_words = behind_word
        .and_then(|rest| rest.split_once(' '))
        .map(|(_, rest)| rest.trim());
    let parts = line.split(['|', '•', '·', '—', '(', ')']).map(str::trim);
    let candidates = [Some(line), behind_label, behind_word, behind_words]
        .into_iter()
        .flatten()
        .chain(parts);
    let is_day = |date: &Reading| date.precision >= Precision::Day;
    let whole = candidates
        .filter(|text| text.len() >= 8)
        .find(|text| read_date(text).is_some_and(|date| is_day(&date)));
    // `March 12th, 2006 by Jane Doe`
    let at_beginning = || {
        let (date, length) = read_date_prefix(line)?;
        line.get(..length).filter(|text| text.len() >= 8 && is_day(&date))
    };
    whole.or_else(at_beginning).map(|text| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_found_in_its_line() {
        for (line, expected) in [
            ("Published: 12 May 2008", Some("12 May 2008")),
            ("Posted May 12, 2008", Some("May 12, 2008")),
            ("Jane Doe | May 12, 2008", Some("May 12, 2008")),
            ("March 12, 2006 by Jane Doe", Some("March 12, 2006")),
            ("2008", None),
            ("", None),
            (
                "The harbour was opened by the mayor and both of her deputies on May 12, 2008",
                None,
            ),
        ] {
            assert_eq!(date_in_line(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn authors_stand_behind_by() {
        for (line, expected) in [
            ("By Hugh Penrose", vec!["Hugh Penrose"]),
            ("BY HUGH PENROSE AND JANE DOE", vec!["HUGH PENROSE", "JANE DOE"]),
            ("Von Jan van der Roe | 12.05.2008", vec!["Jan van der Roe"]),
            ("By Jane Doe, Staff writer", vec!["Jane Doe"]),
            ("By JANE DOE, Associated Press Writer", vec!["JANE DOE"]),
            ("By the river stood a house", vec![]),
            ("By contrast, prices fell", vec![]),
            ("Hugh Penrose", vec![]),
        ] {
            assert_eq!(authors_in_line(line), expected, "{line}");
        }
    }

    #[test]
    fn labels_say_nothing_else() {
        assert!(is_label("By Hugh Penrose\nMarch 12, 2001"));
        assert!(!is_label(
            "On March 12, 2001, the council met again in the old town hall of Marrowby"
        ));
        assert!(!is_label("By Hugh Penrose\nThe council met."));
    }

    #[test]
    fn the_first_of_each_counts() {
        let lines = ["By Hugh Penrose".to_owned(), "March 12, 2001\nBy Jane Doe".to_owned()];
        assert_eq!(authors_above(&lines), ["Hugh Penrose"]);
        assert_eq!(date_above(&lines).as_deref(), Some("March 12, 2001"));
    }
}
