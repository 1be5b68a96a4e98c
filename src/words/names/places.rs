//! Countries, capitals and regions with their other names, and the words for what is of them.
//!
//! The names lie in `places.txt`, a place a line: `Myanmar = Burma ; Burmese`.

use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64;

use crate::words::{fold_into, fold_name, words};

/// A place with all its names. All are folded, with single spaces between their words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its names, the usual English one first.
    pub names: Vec<PlaceName>,
    /// The words for what is of it, and for those who live there: `crimean`.
    pub demonyms: Vec<PlaceName>,
}

/// A name of a place, or a word for what is of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceName {
    /// The name, folded.
    pub text: String,
    /// True if it is an ordinary word, or the name of something else, too.
    pub is_ordinary: bool,
}

/// Every name and demonym by the hash of its folded form, with the number of its line: a search reads
/// all names once, and only the lines that it asks for in full.
struct Places {
    lines: Vec<&'static str>,
    names: Numbers,
    demonyms: Numbers,
}

/// Hashes of folded names with the numbers of their lines, in order.
type Numbers = Vec<(u64, u16)>;

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let lines = include_str!("places.txt").lines();
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with('#')).collect();
    let (mut names, mut demonyms) = (Numbers::with_capacity(2_048), Numbers::with_capacity(1_024));
    let (mut name_folded, mut word_folded) = (String::new(), String::new());
    let mut hash = |name: &str| {
        name_folded.clear();
        for word in words(name) {
            fold_into(word.text, &mut word_folded);
            if !name_folded.is_empty() {
                name_folded.push(' ');
            }
            name_folded.push_str(&word_folded);
        }
        xxh3_64(name_folded.as_bytes())
    };
    for (number, line) in (0..).zip(&lines) {
        let (of_names, of_demonyms) = line.split_once(';').unwrap_or((line, ""));
        names.extend(of_names.split('=').map(|name| (hash(name), number)));
        demonyms.extend(of_demonyms.split(',').map(|name| (hash(name), number)));
    }
    for numbers in [&mut names, &mut demonyms] {
        numbers.sort_unstable();
        // Names that differ in accents are one.
        numbers.dedup();
    }
    Places { lines, names, demonyms }
});

fn numbered(numbers: &Numbers, folded: &str, is_of: impl Fn(&Place) -> bool) -> Vec<Place> {
    if folded.is_empty() {
        return Vec::new();
    }
    let hash = xxh3_64(folded.as_bytes());
    let from = numbers.partition_point(|(other, _)| *other < hash);
    let same = numbers.iter().skip(from).take_while(|(other, _)| *other == hash);
    let lines = same.filter_map(|(_, number)| PLACES.lines.get(usize::from(*number)));
    lines.map(|line| read_place(line)).filter(is_of).collect()
}

fn read_place(line: &str) -> Place {
    let (names, demonyms) = line.split_once(';').unwrap_or((line, ""));
    Place {
        names: read_names(names.split('=')),
        demonyms: read_names(demonyms.split(',')),
    }
}

fn read_names<'a>(written: impl Iterator<Item = &'a str>) -> Vec<PlaceName> {
    let mut names: Vec<PlaceName> = Vec::new();
    for name in written {
        let text = fold_name(name);
        // Names that differ in accents are one.
        if !text.is_empty() && names.iter().all(|known| known.text != text) {
            names.push(PlaceName {
                text,
                is_ordinary: name.trim_start().starts_with('*'),
            });
        }
    }
    names
}

/// Returns the places that have a folded name.
///
/// ```
/// let burma = dateline::words::names::places_named("burma");
/// assert!(burma.iter().any(|place| place.names.iter().any(|name| name.text == "myanmar")));
/// ```
pub fn places_named(folded: &str) -> Vec<Place> {
    let is_of = |place: &Place| place.names.iter().any(|name| name.text == folded);
    numbered(&PLACES.names, folded, is_of)
}

/// Returns the usual English name of the place that has a name, in any case and spelling of accents.
///
/// ```
/// use dateline::words::names::usual_place_name;
/// assert_eq!(usual_place_name("U.S."), Some("United States"));
/// assert_eq!(usual_place_name("Sevenoaks"), None);
/// ```
pub fn usual_place_name(name: &str) -> Option<&'static str> {
    let folded = fold_name(name);
    let hash = xxh3_64(folded.as_bytes());
    let at = PLACES.names.binary_search_by_key(&hash, |(other, _)| *other).ok()?;
    let line = PLACES.lines.get(usize::from(PLACES.names.get(at)?.1))?;
    let mut names = line.split(';').next()?.split('=');
    let usual = names.clone().next()?.trim().trim_start_matches('*');
    names.any(|name| fold_name(name) == folded).then_some(usual)
}

/// Returns the places that a folded word is of: Crimea for `crimean`.
pub fn places_of_demonym(folded: &str) -> Vec<Place> {
    let is_of = |place: &Place| place.demonyms.iter().any(|demonym| demonym.text == folded);
    numbered(&PLACES.demonyms, folded, is_of)
}

/// Returns every word that is the name of a place or of what is of it, folded.
pub fn place_words() -> impl Iterator<Item = String> {
    let texts = PLACES.lines.iter().flat_map(|line| {
        let place = read_place(line);
        place.names.into_iter().chain(place.demonyms).map(|name| name.text)
    });
    texts.filter(|text| words(text).nth(1).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, others: &[&str]) {
        let places = places_named(name);
        let names = places.iter().flat_map(|place| &place.names);
        let names: Vec<&str> = names.map(|name| name.text.as_str()).collect();
        for other in others {
            assert!(names.contains(other), "{name}: {names:?}");
        }
    }

    #[test]
    fn a_place_has_its_usual_names() {
        check("us", &["united states", "u s", "usa", "america"]);
        check("united states", &["us", "u s"]);
        check("uk", &["britain", "united kingdom"]);
        check("kiev", &["kyiv", "киів"]);
        check("ivory coast", &["cote d ivoire"]);
        check("burma", &["myanmar"]);
    }

    #[test]
    fn what_is_of_a_place_is_no_name_of_it() {
        let crimea = places_of_demonym("crimean");
        assert_eq!(
            crimea
                .first()
                .and_then(|place| place.names.first())
                .map(|name| name.text.as_str()),
            Some("crimea")
        );
        assert!(places_named("crimean").is_empty());
    }

    #[test]
    fn a_name_stands_in_one_line_only() {
        for two in PLACES.names.windows(2) {
            let line = |number: u16| PLACES.lines[usize::from(number)];
            assert_ne!(two[0].0, two[1].0, "{} {}", line(two[0].1), line(two[1].1));
        }
    }
}
