//! Names in a row, as sources write them: bylines, and lists of people, places and subjects.

use std::collections::HashSet;

/// Returns the authors of a printed byline, without "By".
///
/// Names are separated by `;`, `|`, "and" or "&". A comma separates only where there are two
/// words on both sides of it, since `Doe, Jane` is one author.
///
/// ```
/// use dateline::ingest::authors;
///
/// assert_eq!(authors("By Jane Doe and John Roe"), ["Jane Doe", "John Roe"]);
/// assert_eq!(authors("Jane Doe, John Roe"), ["Jane Doe", "John Roe"]);
/// assert_eq!(authors("Doe, Jane; Roe, John"), ["Doe, Jane", "Roe, John"]);
/// ```
pub fn authors(byline: &str) -> Vec<String> {
    if let Some(list) = written_as_list(byline) {
        return distinct(list.iter().flat_map(|name| authors(name)));
    }
    let byline = without_by(byline);
    let parts = byline.split([';', '|', '\n']).flat_map(split_at_and);
    distinct(parts.flat_map(|part| {
        let names: Vec<&str> = part.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        match names.iter().all(|name| name.contains(' ')) {
            true => names.into_iter().map(str::to_owned).collect(),
            false => vec![part.trim().trim_matches(',').to_owned()],
        }
    }))
}

/// Returns the entries of a list that is written as one text: separated by `;`, `|` or line
/// ends, else by commas. Lists in brackets, as data frames export them, are understood.
///
/// ```
/// use dateline::ingest::list_entries;
///
/// assert_eq!(list_entries("Crimea; Kyiv"), ["Crimea", "Kyiv"]);
/// assert_eq!(list_entries("Washington, D.C.; Kyiv"), ["Washington, D.C.", "Kyiv"]);
/// assert_eq!(list_entries("['Crimea', 'Kyiv']"), ["Crimea", "Kyiv"]);
/// ```
pub fn list_entries(list: &str) -> Vec<String> {
    if let Some(entries) = written_as_list(list) {
        return distinct(entries.into_iter());
    }
    match list.contains([';', '|', '\n']) {
        true => distinct(list.split([';', '|', '\n']).map(str::to_owned)),
        false => distinct(list.split(',').map(str::to_owned)),
    }
}

/// The entries without white space around them, each once, none empty.
pub(crate) fn distinct(entries: impl Iterator<Item = String>) -> Vec<String> {
    /// Lists as long as those of articles are compared entry by entry, which is faster.
    const SHORT: usize = 32;
    let mut found: Vec<String> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    for entry in entries {
        let entry = entry.trim();
        if entry.is_empty() {
            continue;
        }
        if found.len() == SHORT && known.is_empty() {
            known.extend(found.iter().cloned());
        }
        let is_known = match known.is_empty() {
            true => found.iter().any(|earlier| earlier == entry),
            false => !known.insert(entry.to_owned()),
        };
        if !is_known {
            found.push(entry.to_owned());
        }
    }
    found
}

/// A byline without "By", which must be a word of its own: Byron stays.
pub(crate) fn without_by(byline: &str) -> &str {
    let byline = byline.trim();
    match byline.get(..2) {
        Some(by) if by.eq_ignore_ascii_case("by") => match byline[2..].strip_prefix([' ', ':', '\t', '\n']) {
            Some(rest) => rest.trim(),
            None => byline,
        },
        _ => byline,
    }
}

fn split_at_and(part: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = part;
    loop {
        let cuts = [" and ", " And ", " AND ", " & "]
            .iter()
            .filter_map(|cut| Some((rest.find(cut)?, cut.len())));
        let Some((at, length)) = cuts.min() else {
            parts.push(rest);
            return parts;
        };
        parts.push(&rest[..at]);
        rest = &rest[at + length..];
    }
}

/// The entries of `["a", "b"]` or `['a', 'b']`.
fn written_as_list(text: &str) -> Option<Vec<String>> {
    let inside = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    if let Ok(list) = serde_json::from_str::<Vec<String>>(text.trim()) {
        return Some(list);
    }
    let mut entries = vec![String::new()];
    let mut quote: Option<char> = None;
    for letter in inside.chars() {
        let Some(entry) = entries.last_mut() else {
            continue;
        };
        match (letter, quote) {
            (letter, Some(open)) if letter == open => quote = None,
            ('\'' | '"', None) if entry.trim().is_empty() => quote = Some(letter),
            (',', None) => entries.push(String::new()),
            (letter, _) => entry.push(letter),
        }
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(byline: &str, expected: &[&str]) {
        assert_eq!(authors(byline), expected);
    }

    #[test]
    fn entries_of_long_lists_stand_once_too() {
        let entries = (0..200).map(|number| format!(" {} ", number % 100));
        let expected: Vec<String> = (0..100).map(|number| number.to_string()).collect();
        assert_eq!(distinct(entries), expected);
    }

    #[test]
    fn bylines_are_split_into_names() {
        check("BY: Jane Doe", &["Jane Doe"]);
        check(
            "by Jane Doe, John Roe and Max van Moe",
            &["Jane Doe", "John Roe", "Max van Moe"],
        );
        check("Jane Doe & John Roe", &["Jane Doe", "John Roe"]);
        check("Jane Doe | John Roe", &["Jane Doe", "John Roe"]);
        check("Byron Andrews", &["Byron Andrews"]);
        check("[\"Jane Doe\", \"John Roe\"]", &["Jane Doe", "John Roe"]);
        check("Jane Doe; Jane Doe", &["Jane Doe"]);
        check("", &[]);
        check("By", &["By"]);
    }

    #[test]
    fn an_inverted_name_is_one_author() {
        check("Doe, Jane", &["Doe, Jane"]);
        check(
            "King, Martin Luther and Roe, John",
            &["King, Martin Luther", "Roe, John"],
        );
        check("Martin Luther King, Jr.", &["Martin Luther King, Jr."]);
    }

    #[test]
    fn lists_are_split_at_their_own_separator() {
        assert_eq!(list_entries("a, b,,a"), ["a", "b"]);
        assert_eq!(list_entries("a | b"), ["a", "b"]);
        assert_eq!(
            list_entries("['O\"Neill', \"d'Arc, Jeanne\", plain]"),
            ["O\"Neill", "d'Arc, Jeanne", "plain"]
        );
        assert_eq!(list_entries("[]"), Vec::<String>::new());
    }
}
