//! No bytes make an input format fail otherwise than by an error, and what it gives is sound: records
//! rise, texts hold no control characters, the bounds hold, and the same bytes give the same records.
//!
//! Run it with `cargo +nightly fuzz run formats`. With a stable compiler:
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run formats`; if that cannot link, add `-s none`. The first byte
//! chooses the format, one value leaves it to detection, and the rest is the source; with
//! `DATELINE_FUZZ_FORMAT=NAME` all of it is a source in that format.

#![no_main]

use std::ops::ControlFlow;
use std::sync::OnceLock;

use dateline::ingest::{FORMATS, Format, Limits, ReadOptions, format_named, read_stream};
use libfuzzer_sys::{Corpus, fuzz_target};

/// A format chosen for all runs.
fn chosen() -> Option<&'static Format> {
    static CHOSEN: OnceLock<Option<&'static Format>> = OnceLock::new();
    *CHOSEN.get_or_init(|| {
        let name = std::env::var("DATELINE_FUZZ_FORMAT").ok()?;
        Some(format_named(&name).expect("DATELINE_FUZZ_FORMAT names a format"))
    })
}

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let (format, source) = match (chosen(), bytes) {
        (Some(format), source) => (Some(format), source),
        (None, [first, source @ ..]) => (FORMATS.get(usize::from(*first) % (FORMATS.len() + 1)), source),
        (None, []) => return Corpus::Reject,
    };
    let once = records(format, source);
    assert_eq!(once, records(format, source), "read twice");
    Corpus::Keep
});

/// What a source gives, a line a record.
fn records(format: Option<&'static Format>, source: &[u8]) -> Vec<String> {
    let options = ReadOptions {
        format,
        limits: Limits {
            max_record_bytes: 1 << 16,
            max_document_bytes: 1 << 18,
            ..Limits::default()
        },
        ..ReadOptions::default()
    };
    let mut given = Vec::new();
    let mut last = 0;
    let outcome = read_stream(source, "-", &options, &mut |_, record, outcome| {
        assert!(record > last, "record {record} behind {last}");
        last = record;
        given.push(match outcome {
            Ok(article) => {
                let is_control = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
                assert!(!article.body.contains(is_control), "{:?}", article.body);
                if let Some(headline) = &article.headline {
                    assert!(!headline.text.contains(is_control) && !headline.text.contains('\n'));
                }
                format!("{record} {article:?}")
            }
            Err(error) => format!("{record} ! {error}"),
        });
        match given.len() < 10_000 {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    });
    given.push(format!("{outcome:?}"));
    given
}
