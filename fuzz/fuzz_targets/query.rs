//! Any text is a query or an error whose place lies in the text, and a tree that is printed reads
//! back as the same tree.
//!
//! Run it with `cargo +nightly fuzz run query`. With a stable compiler:
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run query`; if that cannot link, add `-s none`.

#![no_main]

use dateline::query::{Expr, ExprKind, ParseOptions, parse};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    // Mostly the bytes are the text; behind a zero they name pieces of the language.
    let text = match bytes.split_first() {
        Some((0, rest)) => dateline_fuzz::query_of(rest),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => return Corpus::Reject,
        },
    };
    let usual = dateline_fuzz::parse_options();
    check(&text, &usual);
    check(&text, &ParseOptions { any: true, ..usual });
    check(&text, &ParseOptions { literal: true, ..usual });
    Corpus::Keep
});

fn check(text: &str, options: &ParseOptions) {
    match parse(text, options) {
        Ok(query) => {
            check_spans(&query.root, text);
            for note in &query.notes {
                assert!(text.get(note.span.clone()).is_some(), "{note:?} in {text:?}");
            }
            let printed = query.root.to_string();
            if options.literal || printed.len() > dateline::query::MAX_QUERY_BYTES {
                return;
            }
            match parse(&printed, options) {
                Ok(again) => assert_eq!(again.root, query.root, "{text:?} is printed as {printed:?}"),
                Err(error) => panic!("{text:?} is printed as {printed:?}, which is refused: {error}"),
            }
        }
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{error:?} in {text:?}");
            assert!(!error.render(text).is_empty());
        }
    }
}

fn check_spans(expr: &Expr, text: &str) {
    assert!(text.get(expr.span.clone()).is_some(), "{expr:?} in {text:?}");
    match &expr.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().for_each(|part| check_spans(part, text)),
        ExprKind::Near(near) => {
            assert!(
                near.left.kind.is_placed() && near.right.kind.is_placed(),
                "{expr:?} of {text:?}"
            );
            check_spans(&near.left, text);
            check_spans(&near.right, text);
        }
        ExprKind::AtLeast { part, .. } | ExprKind::First { part, .. } => {
            assert!(part.kind.is_placed(), "{expr:?} of {text:?}");
            check_spans(part, text);
        }
        ExprKind::Not(part) | ExprKind::Required(part) | ExprKind::In(_, part) | ExprKind::Boost(part, _) => {
            check_spans(part, text);
        }
        _ => {}
    }
}
