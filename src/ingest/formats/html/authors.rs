//! The authors of a page.

use super::super::super::clean::clean;
use super::super::super::entities::decode_entities;
use super::super::super::names::{authors as names_in, distinct, without_by};
use super::head::Head;
use super::headline::without_tags;
use super::json_ld::Described;
use super::lines::authors_above;
use crate::article::join_lines;

/// Names of `<meta>` that hold authors, the best first.
const METAS: &[&str] = &[
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "author",
    "authors",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "og:article:author",
    "article:author_name",
    "byl",
    "byline",
];

/// What stands between two names, in the languages of newspapers.
const BETWEEN: &[&str] = &[
    " and ", " und ", " og ", " et ", " y ", " och ", " en ", " e ", " & ", " / ", " | ", ";", "·", "•",
];

/// What stands before names.
const BEFORE: &[&str] = &[
    "von",
    "par",
    "por",
    "af",
    "av",
    "door",
    "di",
    "text",
    "texte",
    "reported by",
    "written by",
];

/// No name of a person or an agency has more words.
const MAX_WORDS: usize = 6;

/// The authors as the page states them: those of the first place that names any. The publication
/// itself is one only where no other is named.
pub(super) fn authors(head: &Head, described: &Described, source: Option<&str>, lines: &[String]) -> Vec<String> {
    let of_json_ld = || {
        ["author", "creator"]
            .iter()
            .map(|&key| described.value(key).map(|value| described.names(value)))
    };
    let places = of_json_ld()
        .flatten()
        .chain(
            METAS
                .iter()
                .map(|&name| head.contents(name).map(str::to_owned).collect()),
        )
        // Beside the article others stand on the page, with authors of their own.
        .chain([
            head.values("author").take(1).map(str::to_owned).collect(),
            head.authors.iter().take(1).cloned().collect(),
            head.bylines.iter().take(1).cloned().collect(),
        ])
        .map(|names: Vec<String>| distinct(names.iter().flat_map(|names| names_of(names))))
        .chain(std::iter::once_with(|| authors_above(lines)));
    let is_source = |name: &String| source.is_some_and(|source| source.to_lowercase() == name.to_lowercase());
    let mut only_source = Vec::new();
    for names in places.filter(|names| !names.is_empty()) {
        let (of_source, people): (Vec<String>, Vec<String>) = names.into_iter().partition(is_source);
        if !people.is_empty() {
            return people;
        }
        only_source = of_source;
    }
    only_source
}

/// The names in a text.
pub(super) fn names_of(stated: &str) -> Vec<String> {
    let mut text = without_brackets(&join_lines(&clean(&without_tags(&decode_entities(stated)))));
    for between in BETWEEN {
        text = text.replace(between, "; ");
    }
    let names = names_in(&text).into_iter().map(|name| {
        let name = without_by(&name)
            .trim_matches([',', '.', '-', '–', ':', ' '])
            .to_owned();
        let name = without_word_before(&name);
        // "Reporter" behind a name in Korean.
        name.strip_suffix(" 기자").unwrap_or(name).to_owned()
    });
    distinct(names.filter(|name| is_name(name)))
}

/// A text without what stands in brackets: initials, offices, functions.
fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            letter if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

fn without_word_before(name: &str) -> &str {
    for word in BEFORE {
        if let Some(start) = name.get(..word.len())
            && start.eq_ignore_ascii_case(word)
            && let Some(rest) = name.get(word.len()..).and_then(|rest| rest.strip_prefix([' ', ':']))
        {
            return rest.trim_start_matches([':', ' ']);
        }
    }
    name
}

/// No address, no number, no sentence.
fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let has_letter = name.chars().any(char::is_alphabetic);
    let is_address = ["http", "www.", ".com", "@", "facebook", "/"]
        .iter()
        .any(|mark| lower.contains(mark));
    let has_number = name.bytes().any(|byte| byte.is_ascii_digit());
    let is_nobody = [
        "admin",
        "administrator",
        "editor",
        "redaktion",
        "redacción",
        "staff",
        "unknown",
        "null",
        "none",
    ];
    has_letter
        && !is_address
        && !has_number
        && name.split(' ').count() <= MAX_WORDS
        && !is_nobody.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stated: &str, expected: &[&str]) {
        assert_eq!(names_of(stated), expected, "{stated}");
    }

    #[test]
    fn names_are_parted_in_any_language() {
        check("By Jane Doe and John Roe", &["Jane Doe", "John Roe"]);
        check("Jane Doe und Jan Roe", &["Jane Doe", "Jan Roe"]);
        check("Von Jane Doe, Jan Roe", &["Jane Doe", "Jan Roe"]);
        check("Jane Doe &amp; Jan Roe", &["Jane Doe", "Jan Roe"]);
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        check("https://www.facebook.com/jane", &[]);
        check("12", &[]);
        check("Jane Doe (jd), John Roe (jr)", &["Jane Doe", "John Roe"]);
        check("admin", &[]);
        check("The members of our desk for news of the whole region", &[]);
    }
}
