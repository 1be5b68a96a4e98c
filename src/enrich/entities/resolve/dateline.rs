//! The names that the dateline of an article was read to hold, and where they stand in the body.

use std::ops::Range;

use crate::article::{Article, EntityKind};

/// Where the dateline is looked for, in bytes.
const HEAD_BYTES: usize = 2_000;

/// A place or the agency of a dateline.
pub(super) struct DatelineName {
    /// As it is written in a text: `New York`.
    pub(super) name: String,
    pub(super) kind: EntityKind,
    /// Where it stands in the body as it is printed: `NEW YORK`. `None` if it does not stand
    /// there, or as another name: `The Associated Press` for AP.
    pub(super) span: Option<Range<usize>>,
    /// True if a field of the source states it, and no dateline in the body.
    pub(super) is_stated: bool,
}

/// Returns where the dateline ends in the body, 0 if it does not stand there, and its names.
pub(super) fn dateline_names(article: &Article) -> (usize, Vec<DatelineName>) {
    let head = crate::enrich::head_of(&article.body, HEAD_BYTES);
    let printed = article.dateline.as_deref().unwrap_or_default();
    let start = Some(printed)
        .filter(|printed| !printed.is_empty())
        .and_then(|printed| head.find(printed));
    let region = start.map_or(0..0, |start| start..start + printed.len());
    let places = article.dateline_places.iter().map(|place| {
        // `Portland, Maine` names two, and the story is about the first.
        let town = place.split(',').next().unwrap_or(place);
        (town, EntityKind::Place)
    });
    let agency = article.agency.iter().map(|agency| (agency.as_str(), EntityKind::Org));
    let mut names = Vec::with_capacity(article.dateline_places.len() + 1);
    for (name, kind) in places.chain(agency) {
        let name = name.trim();
        if !name.contains(char::is_alphabetic) {
            continue;
        }
        let span = find_in_any_case(&head[region.clone()], name);
        names.push(DatelineName {
            name: name.to_owned(),
            kind,
            span: span.map(|span| region.start + span.start..region.start + span.end),
            is_stated: start.is_none(),
        });
    }
    (region.end, names)
}

/// Finds a name as a word of its own, in small letters or capitals.
fn find_in_any_case(text: &str, name: &str) -> Option<Range<usize>> {
    let mut is_in_word = false;
    for (start, letter) in text.char_indices() {
        if !is_in_word && let Some(length) = length_of_prefix(&text[start..], name) {
            let behind = text[start + length..].chars().next();
            if !behind.is_some_and(char::is_alphanumeric) {
                return Some(start..start + length);
            }
        }
        is_in_word = letter.is_alphanumeric();
    }
    None
}

/// The bytes of a text that a name takes at its head.
fn length_of_prefix(text: &str, name: &str) -> Option<usize> {
    let mut letters = text.chars();
    for wanted in name.chars() {
        let letter = letters.next()?;
        if letter != wanted && !letter.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(text.len() - letters.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_words_of_their_own() {
        assert_eq!(find_in_any_case("NEW YORK (AP) --", "New York"), Some(0..8));
        assert_eq!(find_in_any_case("CAPETOWN (AP) --", "AP"), Some(10..12));
        assert_eq!(find_in_any_case("МОСКВА, 3 мая", "Москва"), Some(0..12));
        assert_eq!(find_in_any_case("OSLOVILLE -", "Oslo"), None);
    }
}
