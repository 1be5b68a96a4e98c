//! Tests of the query language: a test is mostly a line of data.

#![allow(clippy::unwrap_used)]

mod awkward;
mod calls;
mod dates;
mod drawing;
mod errors;
mod limits;
mod ordinary;
mod properties;
mod proximity;
mod readings;
mod spellings;
mod tables;

use jiff::civil::date;

use super::{ParseOptions, Query, QueryError, parse};

/// Friday.
fn options() -> ParseOptions {
    ParseOptions::new(date(2025, 4, 25))
}

fn any() -> ParseOptions {
    ParseOptions { any: true, ..options() }
}

#[track_caller]
fn read(text: &str, options: &ParseOptions) -> Query {
    match parse(text, options) {
        Ok(query) => query,
        Err(error) => panic!("{}", error.render(text)),
    }
}

#[track_caller]
fn error_of(text: &str) -> QueryError {
    match parse(text, &options()) {
        Ok(query) => panic!("{text} was read as {}", query.root),
        Err(error) => error,
    }
}

/// The text reads as `expected`, and `expected` as itself.
#[track_caller]
fn check(text: &str, expected: &str) {
    check_with(text, expected, &options());
}

#[track_caller]
fn check_any(text: &str, expected: &str) {
    check_with(text, expected, &any());
}

#[track_caller]
fn check_with(text: &str, expected: &str, options: &ParseOptions) {
    let query = read(text, options);
    assert_eq!(query.root.to_string(), expected);
    assert_eq!(read(expected, options).root, query.root, "{expected} reads otherwise");
}

/// Like [`check`], with the notes, each as the part that it is about and what it says.
#[track_caller]
fn check_notes(text: &str, expected: &str, notes: &[(&str, &str)]) {
    check(text, expected);
    let query = read(text, &options());
    let found: Vec<(&str, &str)> = query
        .notes
        .iter()
        .map(|note| (&text[note.span.clone()], note.text.as_str()))
        .collect();
    assert_eq!(found, notes);
}

/// An error: the part that is pointed at, the message, the hint (an empty one is none).
#[track_caller]
fn check_pointed(text: &str, marked: &str, message: &str, hint: &str) {
    let error = error_of(text);
    let found = (
        &text[error.span.clone()],
        error.to_string(),
        error.hint.clone().unwrap_or_default(),
    );
    assert_eq!(found, (marked, message.to_owned(), hint.to_owned()));
}

#[track_caller]
fn check_error(text: &str, drawn: &str) {
    assert_eq!(error_of(text).render(text), drawn);
}
