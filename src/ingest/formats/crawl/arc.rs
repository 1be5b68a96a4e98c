//! ARC: a line with address, IP, date, media type and length, then so many bytes, which are the
//! answer of the server, and a line end. The first record tells about the file.

use std::ops::ControlFlow;

use super::super::super::error::{RecordFault, SourceError};
use super::http::answer;
use super::page::{Page, Pages};
use super::search::{Found, Search};
use super::stream::{Block, Stream};

/// A header line, taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Header {
    address: String,
    date: String,
    media_type: String,
    /// What stands where the length should.
    length: Result<u64, String>,
}

/// Takes a header line apart. Version 1 has five fields, version 2 ten; addresses may hold spaces,
/// so they are counted from the end.
fn header_of(line: &[u8]) -> Option<Header> {
    let line = String::from_utf8_lossy(line);
    let line = line.trim();
    let (scheme, rest) = line.split_once(':')?;
    let is_scheme = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
    if scheme.is_empty() || !scheme.chars().all(is_scheme) || rest.is_empty() {
        return None;
    }
    let fields: Vec<&str> = line.split(' ').collect();
    // The date is the one field of digits only that is as long.
    let is_date = |at: usize| {
        let field = at.checked_sub(1).and_then(|_| fields.get(at));
        field.is_some_and(|field| field.len() >= 8 && field.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let behind_date = [2, 7].into_iter().find(|&count| {
        let at = fields.len().checked_sub(count + 1);
        at.is_some_and(is_date)
    })?;
    let date_at = fields.len() - behind_date - 1;
    let address = fields.get(..date_at.checked_sub(1)?)?.join(" ");
    let length = *fields.last()?;
    Some(Header {
        address,
        date: (*fields.get(date_at)?).to_owned(),
        media_type: (*fields.get(date_at + 1)?).to_owned(),
        length: length.parse().map_err(|_| length.to_owned()),
    })
}

pub(super) fn read(stream: &mut Stream<'_>, pages: &mut Pages<'_, '_>) -> Result<(), SourceError> {
    let mut search = Search::default();
    loop {
        let expected = "a line with address, date and length";
        let header = match search.next(stream, pages, expected, header_of)? {
            Found::Record(header) => header,
            Found::End => break,
            Found::Stopped => return Ok(()),
        };
        let is_about_file = header.address.starts_with("filedesc:");
        let length = match &header.length {
            Ok(length) => *length,
            // The lines about the file that follow are passed over.
            Err(_) if is_about_file => {
                search.is_lost = true;
                continue;
            }
            Err(found) => {
                search.is_lost = true;
                let reason = format!("expected the length of the record, found `{found}`");
                if pages.refuse_page(&page_of(&header), reason).is_break() {
                    return Ok(());
                }
                continue;
            }
        };
        if read_block(stream, &header, length, is_about_file, pages)?.is_break() {
            return Ok(());
        }
    }
    match stream.take_fault() {
        Some(source) => Err(source.into()),
        None => Ok(()),
    }
}

fn page_of(header: &Header) -> Page {
    Page {
        address: Some(header.address.clone()),
        crawled: Some(dashed(&header.date)),
        media_type: Some(header.media_type.clone()).filter(|kind| kind.contains('/')),
        ..Page::default()
    }
}

fn read_block(
    stream: &mut Stream<'_>,
    header: &Header,
    length: u64,
    is_about_file: bool,
    pages: &mut Pages<'_, '_>,
) -> Result<ControlFlow<()>, SourceError> {
    let mut page = page_of(header);
    let limit_bytes = stream.limit_bytes;
    let block = match stream.block(length)? {
        Block::Whole(block) => block,
        Block::Cut(block) => {
            page.is_cut = true;
            block
        }
        Block::TooLong => {
            let what = "record";
            return Ok(pages.refuse(RecordFault::TooLong { what, limit_bytes }));
        }
        Block::Damaged(message) => {
            let reason = RecordFault::Damaged { message }.to_string();
            return Ok(pages.refuse_page(&page, reason));
        }
    };
    if is_about_file {
        return Ok(ControlFlow::Continue(()));
    }
    Ok(match answer(&block) {
        Some(answer) => pages.give_answer(page, &block, answer),
        None => pages.give(page, &block),
    })
}

/// `2014-02-16T05:02:21Z` of `20140216050221`, which is in UTC.
fn dashed(digits: &str) -> String {
    let part = |from: usize, to: usize| digits.get(from..to);
    let day = || Some(format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?));
    let time = || Some(format!("T{}:{}:{}Z", part(8, 10)?, part(10, 12)?, part(12, 14)?));
    match (day(), time()) {
        (Some(day), Some(time)) => day + &time,
        (Some(day), None) => day,
        _ => digits.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, &str, &str, Result<u64, &str>)>) {
        let found = header_of(line.as_bytes());
        let shown = found.as_ref().map(|header| {
            let length = header.length.as_ref().map(|&length| length).map_err(String::as_str);
            (
                header.address.as_str(),
                header.date.as_str(),
                header.media_type.as_str(),
                length,
            )
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn header_lines_of_both_versions_are_taken_apart() {
        check(
            "http://post.example/a 10.0.0.1 20090216050221 text/html 159",
            Some(("http://post.example/a", "20090216050221", "text/html", Ok(159))),
        );
        check(
            "http://post.example/a b c 10.0.0.1 20090216050221 text/html 159",
            Some(("http://post.example/a b c", "20090216050221", "text/html", Ok(159))),
        );
        check(
            "http://post.example/ 10.0.0.1 20090216050221 text/html 200 abc - 300 a.arc 159",
            Some(("http://post.example/", "20090216050221", "text/html", Ok(159))),
        );
        check(
            "http://post.example/ 10.0.0.1 20090216050221 text/html -1",
            Some(("http://post.example/", "20090216050221", "text/html", Err("-1"))),
        );
        check("1 0 Capture", None);
        check("URL IP-address Archive-date Content-type Archive-length", None);
        check("Note: nothing", None);
    }

    #[test]
    fn the_date_of_a_crawl_is_in_utc() {
        assert_eq!(dashed("20090216050221"), "2009-02-16T05:02:21Z");
        assert_eq!(dashed("20090216"), "2009-02-16");
        assert_eq!(dashed("2009"), "2009");
    }
}
