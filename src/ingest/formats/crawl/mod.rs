//! Web crawls: WARC with the WET of Common Crawl, and ARC, which came before it. A page is read in
//! its own format, whatever that is.
//!
//! What is no page is passed over and is no refusal: what the crawler asked for, what it notes
//! about itself, repetitions of an earlier page, redirects and errors of a server, pictures,
//! films, fonts, scripts and style sheets, the files that only robots read, and data (JSON, XML,
//! tables) that hold no article. A page that cannot be read is refused with its address; so is a
//! document of a kind that no format reads (PDF). Of the headers of a page are kept those that
//! tell about the page and not about its transport.
//!
//! Ours, and not a library, so that what a record takes is bounded and the reading goes on behind a
//! fault.

mod arc;
mod http;
mod page;
mod search;
mod stream;
#[cfg(test)]
mod tests;
mod warc;

use super::super::detect::Likeness;
use super::super::error::SourceError;
use super::super::source::{EmitRecord, Input, ReadOptions};
use page::Pages;
use stream::Stream;

/// The longest page, packed or not. No page that a person reads is as long, and one is held several
/// times while its text is looked for: as bytes, as a tree, as text.
const MAX_PAGE_BYTES: u64 = 16 << 20;

fn page_limit(options: &ReadOptions) -> u64 {
    options.limits.max_record_bytes.min(MAX_PAGE_BYTES)
}

pub(super) fn looks_like_warc(head: &[u8], _head_is_all: bool) -> Likeness {
    Likeness::certain_if(warc::begins_record(head.trim_ascii_start()))
}

pub(super) fn looks_like_arc(head: &[u8], _head_is_all: bool) -> Likeness {
    Likeness::certain_if(head.trim_ascii_start().starts_with(b"filedesc:"))
}

pub(super) fn read_warc(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let mut stream = Stream::new(&mut *input.reader, page_limit(options));
    warc::read(&mut stream, &mut Pages::new(options, emit))
}

pub(super) fn read_arc(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let mut stream = Stream::new(&mut *input.reader, page_limit(options));
    arc::read(&mut stream, &mut Pages::new(options, emit))
}
