//! No query may overflow the stack, take unbounded memory or hang.

use std::time::{Duration, Instant};

use super::{check_error, error_of, options, read};
use crate::query::{MAX_DEPTH, MAX_QUERY_BYTES, MAX_WORDS, QueryErrorKind, parse};

/// The stack of the main thread on Windows; those of Linux and of Rust's own threads are larger.
const SMALL_STACK_BYTES: usize = 1024 * 1024;

#[test]
fn a_query_may_be_so_long_and_no_longer() {
    let longest = format!("a{}", " ".repeat(MAX_QUERY_BYTES - 1));
    read(&longest, &options());
    let error = error_of(&format!("{longest}é"));
    assert_eq!(
        error.kind,
        QueryErrorKind::TooLong {
            bytes: MAX_QUERY_BYTES + 2
        }
    );
    assert_eq!(error.span, MAX_QUERY_BYTES..MAX_QUERY_BYTES + 2);
    assert_eq!(
        error.to_string(),
        "the query is 65538 bytes long, and 65536 are the most"
    );
}

#[test]
fn a_query_may_hold_so_many_words_and_no_more() {
    read(&"a ".repeat(MAX_WORDS), &options());
    let error = error_of(&"a ".repeat(MAX_WORDS + 1));
    assert_eq!(error.kind, QueryErrorKind::TooManyWords);
    assert_eq!(error.to_string(), "the query holds more than 1000 words");
    let phrase = format!("\"{}\"", "a ".repeat(MAX_WORDS + 1));
    assert_eq!(error_of(&phrase).kind, QueryErrorKind::TooManyWords);
    let literal = crate::query::ParseOptions {
        literal: true,
        ..options()
    };
    assert!(parse(&phrase, &literal).is_err());
}

#[track_caller]
fn check_too_deep(text: &str) {
    assert_eq!(error_of(text).kind, QueryErrorKind::TooDeep);
}

#[test]
fn a_query_may_be_so_deep_and_no_deeper() {
    let nested = |piece: &str, times: usize| format!("{}c", piece.repeat(times));
    for piece in ["(", "NOT ", "title:("] {
        read(&nested(piece, MAX_DEPTH), &options());
        check_too_deep(&nested(piece, MAX_DEPTH + 1));
    }
    for (piece, end) in [("(a w/5 ", ")"), ("first1(", ")")] {
        let nested = |times: usize| format!("{}c{}", piece.repeat(times), end.repeat(times));
        let levels = if piece.contains("w/5") { 2 } else { 1 };
        read(&nested(MAX_DEPTH / levels), &options());
        check_too_deep(&nested(MAX_DEPTH / levels + 1));
    }
    // The tree of these is deeper than the text: a bracket in OR, with AND around it, is two levels.
    for piece in ["a OR b (", "-(a "] {
        read(&nested(piece, MAX_DEPTH / 2), &options());
        check_too_deep(&nested(piece, MAX_DEPTH / 2 + 1));
    }
}

#[test]
fn a_chain_of_proximity_is_as_deep_as_it_is_long() {
    let chain = |links: usize| format!("a{}", " w/5 b".repeat(links));
    let longest = read(&chain(MAX_DEPTH), &options()).root;
    assert_eq!(read(&longest.to_string(), &options()).root, longest);
    check_too_deep(&chain(MAX_DEPTH + 1));
    check_too_deep(&chain(1_000));
    check_too_deep(&format!("NOT {}", chain(MAX_DEPTH)));
}

#[test]
fn what_is_too_deep_is_pointed_at() {
    let text = format!("kyiv {}a", "(".repeat(MAX_DEPTH + 1));
    check_error(
        &text,
        &format!(
            "error: brackets, NOT, fields and proximity stand more than 100 deep in each other\n  …{}a\n  {}^\nhint: split it into two searches",
            "(".repeat(31),
            " ".repeat(31)
        ),
    );
}

/// Worst cases for a reader that looks ahead or steps down.
#[test]
fn no_text_overflows_the_stack_or_takes_long() {
    let pieces = [
        "(",
        ")",
        "a(",
        "(a",
        ",(",
        "(/,",
        "/a",
        "\"",
        "“",
        "\"a\"",
        "NOT ",
        "not not ",
        "-",
        "+",
        "-(",
        "-a",
        "=",
        "&&",
        "a&&",
        "||",
        "^",
        "a^",
        "a^2",
        "~",
        "\"a\"~",
        "https://",
        "https://(",
        "(https://a",
        "www.(",
        "a:",
        "title:",
        "title:(",
        "title:\"",
        "date:[",
        "date:2025 ",
        "words>",
        "and ",
        "AND a ",
        "but not ",
        "*",
        "?",
        "!",
        "a*",
        "«",
        "'a ",
        "a' ",
        "\u{301}",
        "\u{200b}",
        "é",
        "近",
        "a OR b (",
        "(a b -",
        "title:title:",
        "w/5 ",
        "NEAR ",
        "atleast5",
        "- ",
        "-- ",
        "date:a..",
        "a w/5 ",
        "a w/5 (",
        "a w/5 -(b OR ",
        "(a OR b w/5 ",
        "a NOT w/5 ",
        "a w/5 NOT ",
        "a w/5 -",
        "a w/5 title:(",
        "(a b) w/5 (c d) AND ",
        "(a (b w/5 ",
        "title:atleast5(",
        "atleast5(a w/5 ",
        "atleast5(NOT ",
        "first5(",
        "caps(",
        "caps(a ",
        "hlead(",
        "a~",
        "\"a b\"~5 ",
        "\"a b\"~5",
        "/[ ",
        " /[[",
        " /(",
        " /\\/",
        " /a\\",
        "(/a)/ ",
        "-/a/ ",
        "東京*",
        "東*",
    ];
    let run = move || {
        let options = options();
        for piece in pieces {
            // A quarter of the most is enough to tell steps from squares of steps.
            let text = piece.repeat(MAX_QUERY_BYTES / 4 / piece.len());
            for options in [
                options,
                super::any(),
                crate::query::ParseOptions {
                    literal: true,
                    ..options
                },
            ] {
                let started = Instant::now();
                match parse(&text, &options) {
                    Ok(query) => drop(query.root.to_string()),
                    Err(error) => drop(error.render(&text)),
                }
                assert!(
                    started.elapsed() < Duration::from_secs(5),
                    "{piece} takes {:?}",
                    started.elapsed()
                );
            }
        }
    };
    std::thread::Builder::new()
        .stack_size(SMALL_STACK_BYTES)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}
