//! WARC, and WET in it: a line `WARC/1.0`, header lines, a blank line, a block of the length that
//! the header says, two line ends.

use std::ops::ControlFlow;

use super::super::super::error::{RecordFault, SourceError};
use super::http::{Headers, add_header, answer, header, media_type};
use super::page::{Page, Pages};
use super::search::{Found, Search, not_a_record};
use super::stream::{Block, Next, Stream, split_at_record};

/// True for the first line of a record.
pub(super) fn begins_record(line: &[u8]) -> bool {
    line.strip_prefix(b"WARC/")
        .and_then(<[u8]>::first)
        .is_some_and(u8::is_ascii_digit)
}

/// Header lines of a record; more are no header.
const MAX_HEADERS: usize = 1000;

pub(super) fn read(stream: &mut Stream<'_>, pages: &mut Pages<'_, '_>) -> Result<(), SourceError> {
    let mut is_wat = false;
    let mut search = Search::default();
    loop {
        match search.next(stream, pages, "a line `WARC/1.0`", |line| {
            begins_record(line).then_some(())
        })? {
            Found::Record(()) => {}
            Found::End => break,
            Found::Stopped => return Ok(()),
        }
        let headers = match read_headers(stream)? {
            Ok(headers) => headers,
            Err(message) => {
                search.is_lost = true;
                if pages.refuse(RecordFault::Damaged { message }).is_break() {
                    return Ok(());
                }
                continue;
            }
        };
        is_wat |= is_wat_record(&headers);
        match read_block(stream, headers, pages)? {
            Flow::On => {}
            Flow::Lost => search.is_lost = true,
            Flow::Stopped => return Ok(()),
        }
    }
    if let Some(source) = stream.take_fault() {
        return Err(source.into());
    }
    match is_wat && pages.given == 0 {
        true => Err(SourceError::NoFormat(
            "WAT, what a crawl notes about its pages without the pages",
        )),
        false => Ok(()),
    }
}

/// The header lines, or what damage there is in them.
fn read_headers(stream: &mut Stream<'_>) -> Result<Result<Headers, String>, SourceError> {
    let mut headers = Headers::new();
    loop {
        match stream.next_line()? {
            Next::Line(line) if line.is_empty() => return Ok(Ok(headers)),
            Next::Line(line) if headers.len() < MAX_HEADERS => add_header(&mut headers, &line),
            Next::Line(_) => {}
            Next::Damage(message) => return Ok(Err(message)),
            Next::End => return Ok(Ok(headers)),
        }
    }
}

/// WAT is made of notes in JSON, one to a record of the crawl.
fn is_wat_record(headers: &Headers) -> bool {
    let kind = header(headers, "WARC-Type").unwrap_or_default();
    let media = media_type(header(headers, "Content-Type").unwrap_or_default());
    kind.eq_ignore_ascii_case("metadata") && media == "application/json"
}

enum Flow {
    On,
    /// The next record has to be looked for, and that has been said.
    Lost,
    Stopped,
}

impl From<ControlFlow<()>> for Flow {
    fn from(flow: ControlFlow<()>) -> Flow {
        if flow.is_break() { Flow::Stopped } else { Flow::On }
    }
}

/// Reads the block of a record, and gives the page in it.
fn read_block(stream: &mut Stream<'_>, headers: Headers, pages: &mut Pages<'_, '_>) -> Result<Flow, SourceError> {
    let is_page = kind_of(&headers) != Kind::NoPage;
    let length = header(&headers, "Content-Length");
    let Some(length) = length.and_then(|length| length.parse::<u64>().ok()) else {
        let found = length.unwrap_or("none");
        let outcome = pages.refuse(not_a_record("a Content-Length", found.as_bytes()));
        return Ok(if outcome.is_break() { Flow::Stopped } else { Flow::Lost });
    };
    let limit_bytes = stream.limit_bytes;
    let (mut block, mut is_cut) = match stream.block(length)? {
        Block::Whole(block) => (block, false),
        Block::Cut(block) => (block, true),
        Block::TooLong if is_page => {
            let what = "record";
            return Ok(pages.refuse(RecordFault::TooLong { what, limit_bytes }).into());
        }
        Block::TooLong => return Ok(Flow::On),
        Block::Damaged(message) => return Ok(damaged(&headers, message, pages)),
    };
    // A length that is too great takes the next record, or a part of it, into the block.
    let next = stream.next_filled_line()?;
    let is_at_record = match &next {
        Next::Line(line) => begins_record(line),
        Next::End => !is_cut,
        Next::Damage(message) => return Ok(damaged(&headers, message.clone(), pages)),
    };
    let swallowed = match is_at_record {
        true => None,
        false => {
            split_at_record(&mut block, b"\r\n\r\nWARC/1.").or_else(|| split_at_record(&mut block, b"\n\nWARC/1."))
        }
    };
    is_cut &= swallowed.is_none();
    let mut again = swallowed.unwrap_or_default();
    if let Next::Line(mut line) = next {
        line.push(b'\n');
        again.extend_from_slice(&line);
    }
    stream.give_back(again);
    Ok(give(headers, block, is_cut, pages).into())
}

fn damaged(headers: &Headers, message: String, pages: &mut Pages<'_, '_>) -> Flow {
    let reason = match address(headers) {
        Some(path) => RecordFault::Member {
            path,
            reason: RecordFault::Damaged { message }.to_string(),
        },
        None => RecordFault::Damaged { message },
    };
    if pages.refuse(reason).is_break() {
        Flow::Stopped
    } else {
        Flow::Lost
    }
}

#[derive(PartialEq, Eq)]
enum Kind {
    /// An answer of a server, with its headers.
    Answer,
    /// The content alone.
    Content,
    /// Text that was made of a page, a line a block.
    Text,
    /// The rest of a record that was cut in pieces.
    Continuation,
    NoPage,
}

fn kind_of(headers: &Headers) -> Kind {
    let kind = header(headers, "WARC-Type").unwrap_or_default().to_ascii_lowercase();
    let media = media_type(header(headers, "Content-Type").unwrap_or_default());
    match kind.as_str() {
        "response" => Kind::Answer,
        "resource" => Kind::Content,
        "conversion" if media == "text/plain" => Kind::Text,
        "conversion" => Kind::Content,
        "continuation" => Kind::Continuation,
        _ => Kind::NoPage,
    }
}

/// The address of the page. Some crawlers put it into angle brackets.
fn address(headers: &Headers) -> Option<String> {
    let address = header(headers, "WARC-Target-URI")?;
    let address = address
        .strip_prefix('<')
        .and_then(|address| address.strip_suffix('>'))
        .unwrap_or(address);
    Some(address.to_owned())
}

/// Headers of a record that are kept under their names.
const KEPT: &[&str] = &["WARC-Record-ID", "WARC-Refers-To", "WARC-Identified-Content-Language"];

fn give(headers: Headers, block: Vec<u8>, is_cut: bool, pages: &mut Pages<'_, '_>) -> ControlFlow<()> {
    let kind = kind_of(&headers);
    let kept = KEPT
        .iter()
        .filter_map(|&name| Some((name.to_owned(), header(&headers, name)?.to_owned())));
    let mut page = Page {
        address: address(&headers),
        crawled: header(&headers, "WARC-Date").map(str::to_owned),
        media_type: header(&headers, "Content-Type").map(str::to_owned),
        kept: kept.collect(),
        is_cut: is_cut || header(&headers, "WARC-Truncated").is_some(),
        ..Page::default()
    };
    match kind {
        Kind::NoPage => ControlFlow::Continue(()),
        Kind::Continuation => {
            let reason = "a record that goes on with another one, which is not read".to_owned();
            pages.refuse_page(&page, reason)
        }
        Kind::Answer => match answer(&block) {
            Some(answer) => pages.give_answer(page, &block, answer),
            None => {
                if media_type(page.media_type.as_deref().unwrap_or_default()) == "application/http" {
                    page.media_type = None;
                }
                pages.give(page, &block)
            }
        },
        Kind::Content => pages.give(page, &block),
        Kind::Text => {
            page.is_text_of_page = true;
            pages.give(page, &block)
        }
    }
}
