//! The authors of a page.

use super::super::super::clean::clean;
use super::super::super::entities::decode_entities;
use super::super::super::names::{authors as names_in, distinct, without_by};
use super::head::Head;
use super::headline::without_tags;
use super::json_ld::Described;
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

/// The authors as the page states them: those of the first place that names any.
pub(super) fn authors(head: &Head, described: &Described, source: Option<&str>) -> Vec<String> {
    let of_json_ld = ["author", "creator"].iter().find_map(|&key| {
        let names = described.names(described.value(key)?);
        found(&names, source)
    });
    of_json_ld
        .or_else(|| METAS.iter().find_map(|&name| found(head.contents(name), source)))
        .or_else(|| found(head.values("author"), source))
        .or_else(|| found(&head.authors, source))
        .or_else(|| found(head.bylines.iter().take(1), source))
        .unwrap_or_default()
}

fn found(stated: impl IntoIterator<Item = impl AsRef<str>>, source: Option<&str>) -> Option<Vec<String>> {
    let names = stated.into_iter().flat_map(|stated| names_of(stated.as_ref(), source));
    let names = distinct(names);
    (!names.is_empty()).then_some(names)
}

fn names_of(stated: &str, source: Option<&str>) -> Vec<String> {
    let mut text = join_lines(&clean(&without_tags(&decode_entities(stated))));
    for between in BETWEEN {
        text = text.replace(between, "; ");
    }
    let names = names_in(&text).into_iter().map(|name| {
        let name = without_by(&name)
            .trim_matches([',', '.', '-', '–', ':', ' '])
            .to_owned();
        without_word_before(&name).to_owned()
    });
    let is_source = |name: &str| source.is_some_and(|source| source.eq_ignore_ascii_case(name));
    names.filter(|name| is_name(name) && !is_source(name)).collect()
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
        assert_eq!(names_of(stated, Some("Daily Post")), expected, "{stated}");
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
        check("Daily Post", &[]);
        check("admin", &[]);
        check("The members of our desk for news of the whole region", &[]);
    }
}
