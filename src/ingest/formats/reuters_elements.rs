//! Where each `REUTERS` element of a source begins and ends, found in bounded memory.

use std::io::{self, BufRead};

use memchr::memmem::Finder;

use super::super::error::RecordFault;

/// The beginning of the tag that opens an element.
pub(super) const OPEN: &[u8] = b"<REUTERS";

const CLOSE: &[u8] = b"</REUTERS>";

/// The `REUTERS` elements of a source.
pub(super) struct Elements<'a> {
    reader: &'a mut dyn BufRead,
    limit: usize,
    open: Finder<'static>,
    close: Finder<'static>,
    buffer: Vec<u8>,
    /// Where the next search begins.
    from: usize,
    /// Where the last element given began.
    element_start: usize,
    /// Lines in what has been dropped from the buffer.
    lines_dropped: u64,
    at_end: bool,
}

/// An element of a source.
pub(super) enum Element<'a> {
    /// Its bytes, without the closing tag.
    Whole(&'a [u8]),
    /// It has no end, or is too long.
    Refused(RecordFault),
}

/// Bytes that the buffer grows by at a time, and that it may hold of what has been given.
const CHUNK_BYTES: usize = 256 << 10;

impl<'a> Elements<'a> {
    pub(super) fn new(reader: &'a mut dyn BufRead, limit_bytes: u64) -> Elements<'a> {
        Elements {
            reader,
            limit: usize::try_from(limit_bytes).unwrap_or(usize::MAX),
            open: Finder::new(OPEN),
            close: Finder::new(CLOSE),
            buffer: Vec::new(),
            from: 0,
            element_start: 0,
            lines_dropped: 0,
            at_end: false,
        }
    }

    /// Reads the next element; `None` at the end.
    pub(super) fn next_element(&mut self) -> io::Result<Option<Element<'_>>> {
        while self.open.find(&self.buffer[self.from..]).is_none() {
            if self.at_end {
                return Ok(None);
            }
            // The tag may be cut in two.
            self.from = self.buffer.len().saturating_sub(OPEN.len()).max(self.from);
            self.refill()?;
        }
        self.from += self.open.find(&self.buffer[self.from..]).unwrap_or_default();
        let mut searched = OPEN.len();
        loop {
            let behind = self.from + searched;
            if let Some(at) = self.close.find(&self.buffer[behind..]) {
                return Ok(Some(self.element_up_to(behind + at)));
            }
            if self.at_end || self.buffer.len() - self.from > self.limit {
                return Ok(Some(self.element_without_end()));
            }
            searched = (self.buffer.len() - self.from)
                .saturating_sub(CLOSE.len())
                .max(OPEN.len());
            self.refill()?;
        }
    }

    /// The element that ends there, unless another begins before.
    fn element_up_to(&mut self, end: usize) -> Element<'_> {
        self.element_start = self.from;
        let inside = &self.buffer[self.from + OPEN.len()..end];
        if let Some(next) = self.open.find(inside) {
            self.from += OPEN.len() + next;
            return Element::Refused(RecordFault::Unclosed {
                what: "<REUTERS>",
                found: "the next <REUTERS>",
            });
        }
        self.from = end + CLOSE.len();
        Element::Whole(&self.buffer[self.element_start..end])
    }

    fn element_without_end(&mut self) -> Element<'_> {
        self.element_start = self.from;
        let next = self.open.find(&self.buffer[self.from + OPEN.len()..]);
        match next {
            Some(next) => self.from += OPEN.len() + next,
            None => self.from = self.buffer.len(),
        }
        Element::Refused(match (next, self.at_end) {
            (Some(_), _) => RecordFault::Unclosed {
                what: "<REUTERS>",
                found: "the next <REUTERS>",
            },
            (None, true) => RecordFault::Unclosed {
                what: "<REUTERS>",
                found: "the end of the file",
            },
            (None, false) => RecordFault::TooLong {
                what: "record",
                limit_bytes: self.limit as u64,
            },
        })
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
