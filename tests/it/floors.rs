//! The floors of the house, read from the imports.

use std::path::{Path, PathBuf};

const FLOORS: &[&str] = &[
    "article", "words", "ingest", "enrich", "index", "query", "search", "output", "cli",
];

const MOST_LINES: usize = 500;

fn source_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    source_files(&source, &mut files);
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&source).unwrap().to_string_lossy().replace('\\', "/");
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// Floors that a text names as `crate::floor`, also inside `use crate::{…}`.
fn floors_named(text: &str) -> Vec<&'static str> {
    let mut named = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap().split(',').collect(),
            None => vec![rest],
        };
        for name in names {
            let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
            let name = name.trim();
            let word = &name[..name.find(|letter| !is_word(letter)).unwrap_or(name.len())];
            named.extend(FLOORS.iter().find(|floor| **floor == word));
        }
    }
    named
}

#[test]
fn no_file_imports_from_a_floor_below_its_own() {
    let place = |floor: &str| FLOORS.iter().position(|name| *name == floor);
    for (name, text) in sources() {
        let Some((own, _)) = name.split_once('/') else {
            continue;
        };
        let own_place = place(own).unwrap_or_else(|| panic!("src/{own} is no floor of the list"));
        for floor in floors_named(&text) {
            assert!(place(floor).unwrap() <= own_place, "src/{name} reaches up to {floor}");
        }
    }
}

#[test]
fn the_query_language_knows_nothing_of_tantivy() {
    for (name, text) in sources() {
        let speaks_of_code = |line: &&str| !line.trim_start().starts_with("//");
        let mut lines = text.lines().filter(speaks_of_code);
        assert!(
            !name.starts_with("query/") || !lines.any(|line| line.contains("tantivy")),
            "{name}"
        );
    }
}

#[test]
fn only_the_command_line_knows_clap_the_clock_and_the_environment() {
    for (name, text) in sources() {
        if name.starts_with("cli/") {
            continue;
        }
        for word in [
            "clap::",
            "std::env::var",
            "current_dir()",
            "ZonedDateTime::now",
            "Timestamp::now",
            "SystemTime::now",
        ] {
            assert!(!text.contains(word), "src/{name} has {word}");
        }
    }
}

#[test]
fn no_file_is_too_long_and_each_says_what_it_is_for() {
    for (name, text) in sources() {
        assert!(
            text.lines().count() <= MOST_LINES,
            "src/{name} has more than {MOST_LINES} lines"
        );
        assert!(text.starts_with("//!"), "src/{name} does not begin with //!");
    }
}

#[test]
fn the_architecture_page_lists_the_floors_in_their_order() {
    let page = include_str!("../../src/docs/architecture.md");
    let mut from = 0;
    for floor in FLOORS {
        let line = format!("\n{floor}/ ");
        from += page[from..]
            .find(&line)
            .unwrap_or_else(|| panic!("{floor} is missing or out of order"));
    }
}
