//! Countries, capitals and regions with their other names, and the words for what is of them.
//!
//! The names lie in `places.txt`, a place a line: `Myanmar = Burma ; Burmese`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::words::{fold_name, words};

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

struct Places {
    places: Vec<Place>,
    by_name: HashMap<String, Vec<usize>>,
    by_demonym: HashMap<String, Vec<usize>>,
}

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let mut read = Places {
        places: Vec::new(),
        by_name: HashMap::new(),
        by_demonym: HashMap::new(),
    };
    let lines = include_str!("places.txt").lines();
    for (number, place) in lines.filter(|line| !line.starts_with('#')).map(read_place).enumerate() {
        for name in &place.names {
            read.by_name.entry(name.text.clone()).or_default().push(number);
        }
        for demonym in &place.demonyms {
            read.by_demonym.entry(demonym.text.clone()).or_default().push(number);
        }
        read.places.push(place);
    }
    read
});

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

fn numbered(numbers: Option<&Vec<usize>>) -> Vec<&'static Place> {
    let numbers = numbers.map(Vec::as_slice).unwrap_or_default();
    numbers.iter().filter_map(|number| PLACES.places.get(*number)).collect()
}

/// Returns the places that have a folded name.
///
/// ```
/// let burma = dateline::words::names::places_named("burma");
/// assert!(burma.iter().any(|place| place.names.iter().any(|name| name.text == "myanmar")));
/// ```
pub fn places_named(folded: &str) -> Vec<&'static Place> {
    numbered(PLACES.by_name.get(folded))
}

/// Returns the places that a folded word is of: Crimea for `crimean`.
pub fn places_of_demonym(folded: &str) -> Vec<&'static Place> {
    numbered(PLACES.by_demonym.get(folded))
}

/// Returns every word that is the name of a place or of what is of it, folded.
pub fn place_words() -> impl Iterator<Item = String> {
    let texts = PLACES.places.iter().flat_map(|place| {
        let all = place.names.iter().chain(&place.demonyms);
        all.map(|name| &name.text)
    });
    texts.filter(|text| words(text).nth(1).is_none()).cloned()
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
        for (name, places) in &PLACES.by_name {
            assert_eq!(places.len(), 1, "{name}");
        }
    }
}
