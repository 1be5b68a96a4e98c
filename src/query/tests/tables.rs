//! The tables FIELDS and OPERATORS, against each other and against the parser.

use super::super::{FIELDS, FieldKind, OPERATORS};
use super::{options, read};

#[test]
fn every_example_of_a_field_reads() {
    for entry in FIELDS {
        match entry.kind {
            FieldKind::After | FieldKind::Before => {
                assert!(read(entry.example, &options()).root.to_string().starts_with("date:"));
            }
            _ => {
                let printed = read(entry.example, &options()).root.to_string();
                assert!(printed.starts_with(entry.name()), "{printed}");
            }
        }
    }
}

#[test]
fn every_form_of_an_operator_is_read_as_one() {
    for operator in OPERATORS {
        for written in operator.written {
            let read = read(written, &options());
            let is_word = |note: &crate::query::Note| note.text.contains("is read as a word");
            assert!(!read.notes.iter().any(is_word), "{written}: {:?}", read.notes);
        }
    }
}

#[test]
fn operators_stand_in_the_table_by_how_tightly_they_bind() {
    assert!(OPERATORS.is_sorted_by_key(|operator| operator.binding));
}

#[test]
fn no_name_means_two_fields() {
    let mut names: Vec<&str> = FIELDS.iter().flat_map(|entry| entry.names.iter().copied()).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

/// Queries of the help page: indented, divided from their explanation by two spaces. Lines without a
/// query are indented further or list the names of fields.
fn queries(page: &str) -> impl Iterator<Item = &str> {
    page.lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| !line.starts_with(' ') && !line.starts_with("dateline "))
        .map(|line| line.split("  ").next().unwrap_or(line).trim_end())
        .filter(|query| !query.ends_with(':'))
}

#[test]
fn every_query_of_the_help_page_reads() {
    let page = include_str!("../../docs/query.md");
    assert!(queries(page).count() > 70);
    for query in queries(page) {
        read(query, &options());
    }
}

#[test]
fn the_help_page_names_every_field() {
    let page = include_str!("../../docs/query.md");
    let names = FIELDS.iter().flat_map(|entry| entry.names);
    for name in names {
        assert!(
            page.contains(&format!("{name}:")) || page.contains(&format!("{name}>")),
            "{name}"
        );
    }
}
