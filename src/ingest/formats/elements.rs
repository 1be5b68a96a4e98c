//! Where each element of one name begins and ends in a source of any length, found in bounded
//! memory and without a tree: SGML of test collections is none, and an export of a web site has
//! hundreds of megabytes.

use std::io::{self, BufRead};

use memchr::memchr;
use memchr::memmem::find;

use super::super::error::RecordFault;

/// Which elements to find.
#[derive(Clone, Copy, Debug)]
pub(super) struct ElementName {
    /// The beginning of the tag that opens it: `<DOC`.
    pub open: &'static str,
    /// The tag that closes it: `</DOC>`.
    pub close: &'static str,
    /// How it is called in messages: `<DOC>`.
    pub shown: &'static str,
    /// What is said of an element that the next one cuts off: `the next <DOC>`.
    pub next: &'static str,
    /// True where `<![CDATA[` makes text of tags. In SGML it may be text itself.
    pub has_cdata: bool,
}

/// The elements of a source.
pub(super) struct Elements<'a> {
    reader: &'a mut dyn BufRead,
    name: ElementName,
    limit: usize,
    buffer: Vec<u8>,
    /// Where the next search begins.
    from: usize,
    /// Where the last element given began.
    element_start: usize,
    /// Lines in what has been dropped from the buffer.
    lines_dropped: u64,
    at_end: bool,
    /// At the end of the source: no section of text that is open now is ever closed.
    no_cdata_ends: bool,
}

/// An element of a source.
pub(super) enum Element<'a> {
    /// Its bytes, without the closing tag.
    Whole(&'a [u8]),
    /// It has no end, or is too long.
    Refused(RecordFault),
}

/// What a search in the buffer came to.
enum Search {
    /// The tag stands there.
    At(usize),
    /// Another element begins there before this one ends.
    Nested(usize),
    /// All that is sure to hold none ends there.
    NotBefore(usize),
}

/// Bytes that the buffer grows by at a time, and that it may hold of what has been given.
const CHUNK_BYTES: usize = 256 << 10;

const CDATA_OPEN: &[u8] = b"<![CDATA[";
const CDATA_CLOSE: &[u8] = b"]]>";

/// The longest mark that a search asks for.
const LONGEST_MARK: usize = 12;

impl<'a> Elements<'a> {
    pub(super) fn new(reader: &'a mut dyn BufRead, name: ElementName, limit_bytes: u64) -> Elements<'a> {
        Elements {
            reader,
            name,
            limit: usize::try_from(limit_bytes).unwrap_or(usize::MAX),
            buffer: Vec::new(),
            from: 0,
            element_start: 0,
            lines_dropped: 0,
            at_end: false,
            no_cdata_ends: false,
        }
    }

    /// Reads what stands before the first element, up to the limit. To be asked for first.
    pub(super) fn read_head(&mut self) -> io::Result<Vec<u8>> {
        let mut searched = 0;
        loop {
            match self.search_open(searched) {
                Search::At(at) | Search::Nested(at) => return Ok(self.buffer[..at].to_vec()),
                Search::NotBefore(end) if self.at_end || self.buffer.len() > self.limit => {
                    return Ok(self.buffer[..end.max(searched)].to_vec());
                }
                Search::NotBefore(end) => searched = end,
            }
            self.refill()?;
        }
    }

    /// Reads the next element; `None` at the end.
    pub(super) fn next_element(&mut self) -> io::Result<Option<Element<'_>>> {
        loop {
            match self.search_open(self.from) {
                Search::At(at) | Search::Nested(at) => {
                    self.from = at;
                    break;
                }
                Search::NotBefore(_) if self.at_end => return Ok(None),
                Search::NotBefore(end) => self.from = end,
            }
            self.refill()?;
        }
        let mut searched = self.name.open.len();
        loop {
            match self.search_close(self.from + searched) {
                Search::At(end) => {
                    self.element_start = self.from;
                    self.from = end + self.name.close.len();
                    return Ok(Some(Element::Whole(&self.buffer[self.element_start..end])));
                }
                Search::Nested(next) => {
                    self.element_start = self.from;
                    self.from = next;
                    return Ok(Some(Element::Refused(self.unclosed(self.name.next))));
                }
                Search::NotBefore(end) => searched = end - self.from,
            }
            let is_too_long = self.buffer.len() - self.from > self.limit;
            if self.at_end || is_too_long {
                self.element_start = self.from;
                self.from = self.buffer.len();
                return Ok(Some(Element::Refused(match self.at_end {
                    true => self.unclosed("the end of the file"),
                    false => RecordFault::TooLong {
                        what: "record",
                        limit_bytes: self.limit as u64,
                    },
                })));
            }
            self.refill()?;
        }
    }

    fn unclosed(&self, found: &'static str) -> RecordFault {
        RecordFault::Unclosed {
            what: self.name.shown,
            found,
        }
    }

    /// Where an element begins.
    fn search_open(&self, from: usize) -> Search {
        let mut at = from;
        while let Some(found) = self.buffer.get(at..).and_then(|rest| memchr(b'<', rest)) {
            at += found;
            match self.opens(at) {
                Some(true) => return Search::At(at),
                Some(false) => at += 1,
                None => return Search::NotBefore(at),
            }
        }
        Search::NotBefore(self.buffer.len())
    }

    /// Where the element ends that is open there.
    fn search_close(&mut self, from: usize) -> Search {
        let close = self.name.close.as_bytes();
        let mut at = from;
        while let Some(found) = self.buffer.get(at..).and_then(|rest| memchr(b'<', rest)) {
            at += found;
            let rest = &self.buffer[at..];
            if rest.starts_with(close) {
                return Search::At(at);
            }
            if self.name.has_cdata && !self.no_cdata_ends && rest.starts_with(CDATA_OPEN) {
                match find(rest, CDATA_CLOSE) {
                    Some(length) => at += length + CDATA_CLOSE.len(),
                    // Text that never ends is none: what follows it counts again.
                    None if self.at_end => self.no_cdata_ends = true,
                    None => return Search::NotBefore(at),
                }
                continue;
            }
            match self.opens(at) {
                Some(true) => return Search::Nested(at),
                _ if !self.at_end && rest.len() < LONGEST_MARK => return Search::NotBefore(at),
                _ => at += 1,
            }
        }
        Search::NotBefore(self.buffer.len().max(from))
    }

    /// True if the tag there opens an element of the name; `None` if more must be read to know.
    fn opens(&self, at: usize) -> Option<bool> {
        let open = self.name.open.as_bytes();
        let rest = &self.buffer[at..];
        match rest.get(open.len()) {
            Some(next) => Some(rest.starts_with(open) && (*next == b'>' || next.is_ascii_whitespace())),
            None if self.at_end || !open.starts_with(&rest[..rest.len().min(open.len())]) => Some(false),
            None => None,
        }
    }

    /// The line on which the last element began.
    pub(super) fn line_of_element(&self) -> u64 {
        1 + self.lines_dropped + memchr::memchr_iter(b'\n', &self.buffer[..self.element_start]).count() as u64
    }

    fn refill(&mut self) -> io::Result<()> {
        self.lines_dropped += memchr::memchr_iter(b'\n', &self.buffer[..self.from]).count() as u64;
        self.buffer.drain(..self.from);
        self.from = 0;
        self.element_start = 0;
        let wanted = self.buffer.len() + CHUNK_BYTES;
        while self.buffer.len() < wanted {
            let ready = match self.reader.fill_buf() {
                Ok(ready) => ready,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if ready.is_empty() {
                self.at_end = true;
                break;
            }
            let count = ready.len();
            self.buffer.extend_from_slice(ready);
            self.reader.consume(count);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::BufReader;

    use proptest::prelude::*;

    use super::*;

    const ITEM: ElementName = ElementName {
        open: "<item",
        close: "</item>",
        shown: "<item>",
        next: "the next <item>",
        has_cdata: true,
    };

    fn elements(source: &[u8], limit: u64) -> Vec<String> {
        let mut reader = BufReader::with_capacity(3, source);
        let mut elements = Elements::new(&mut reader, ITEM, limit);
        let mut found = vec![String::from_utf8_lossy(&elements.read_head().unwrap()).into_owned()];
        loop {
            let shown = match elements.next_element().unwrap() {
                None => return found,
                Some(Element::Whole(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
                Some(Element::Refused(reason)) => format!("! {reason}"),
            };
            found.push(format!("{} {shown}", elements.line_of_element()));
        }
    }

    #[test]
    fn a_tag_in_cdata_is_text_and_a_longer_name_another_element() {
        assert_eq!(
            elements(
                b"<rss><items/>\n<item a='1'>b<![CDATA[</item><item>]]></item>\n<item>c</item></rss>",
                1 << 20
            ),
            [
                "<rss><items/>\n",
                "2 <item a='1'>b<![CDATA[</item><item>]]>",
                "3 <item>c"
            ]
        );
        assert_eq!(
            elements(b"<item><![CDATA[a</item>\n<item>b</item>", 1 << 20),
            ["", "1 <item><![CDATA[a", "2 <item>b"]
        );
    }

    #[test]
    fn what_is_too_long_is_read_over() {
        let long = format!("<item>{}</item><item>b</item>", "a".repeat(3 * CHUNK_BYTES));
        assert_eq!(
            elements(long.as_bytes(), 1024),
            ["", "1 ! record is longer than 1 KiB; it was skipped", "1 <item>b"]
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(source in "(<item>|</item>|<item |<!\\[CDATA\\[|\\]\\]>|[a<>/\n]){0,20}") {
            elements(source.as_bytes(), 1 << 20);
        }
    }
}
