//! The bytes of a crawl: lines and blocks, in bounded memory, over damage and wrong lengths.

use std::io::{self, BufRead, Read};

use memchr::memmem;

use super::super::super::error::describe_io;
use super::super::super::lines::{LineRead, read_line};

/// A header line of a record. Addresses can be long: some hold a whole picture.
const MAX_LINE_BYTES: u64 = 1 << 20;

/// What was read of a block.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// All of it.
    Whole(Vec<u8>),
    /// Its beginning: the source ends before it does.
    Cut(Vec<u8>),
    /// It is longer than the limit and was read over.
    TooLong,
    /// What is there is not what was written.
    Damaged(String),
}

/// What stands where a line was looked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A line, without its line end.
    Line(Vec<u8>),
    /// Damage, over which the reading goes on.
    Damage(String),
    /// The end.
    End,
}

/// The source of a crawl.
pub(super) struct Stream<'a> {
    source: Again<'a>,
    /// The longest block that is held.
    pub limit_bytes: u64,
    /// The fault that the source ended with.
    last_fault: Option<io::Error>,
}

impl<'a> Stream<'a> {
    pub(super) fn new(source: &'a mut dyn BufRead, limit_bytes: u64) -> Stream<'a> {
        Stream {
            source: Again {
                bytes: Vec::new(),
                read: 0,
                source,
            },
            limit_bytes,
            last_fault: None,
        }
    }

    /// Reads the next line. Of one that is too long a space is left.
    ///
    /// # Errors
    /// A fault that is no damage: of the disk, of a limit.
    pub(super) fn next_line(&mut self) -> io::Result<Next> {
        let mut line = Vec::new();
        match read_line(&mut self.source, &mut line, MAX_LINE_BYTES) {
            Ok(LineRead::End) => Ok(Next::End),
            Ok(LineRead::Line) => Ok(Next::Line(line)),
            // Blank, and yet no end of a header.
            Ok(LineRead::TooLong) => Ok(Next::Line(b" ".to_vec())),
            Err(error) => self
                .after_fault(error)
                .map(|message| message.map_or(Next::End, Next::Damage)),
        }
    }

    /// Reads the next line that is not blank.
    ///
    /// # Errors
    /// As [`next_line`](Self::next_line).
    pub(super) fn next_filled_line(&mut self) -> io::Result<Next> {
        loop {
            match self.next_line()? {
                Next::Line(line) if line.trim_ascii().is_empty() => {}
                next => return Ok(next),
            }
        }
    }

    /// Reads a block of so many bytes.
    ///
    /// # Errors
    /// As [`next_line`](Self::next_line).
    pub(super) fn block(&mut self, length: u64) -> io::Result<Block> {
        let mut bytes = Vec::new();
        let held = length.min(self.limit_bytes);
        let outcome = (&mut self.source)
            .take(held)
            .read_to_end(&mut bytes)
            .map(|found| found as u64);
        if length > held && outcome.as_ref().is_ok_and(|&found| found == held) {
            drop(bytes);
            let rest = length - held;
            let outcome = io::copy(&mut (&mut self.source).take(rest), &mut io::sink());
            if let Err(error) = outcome {
                self.after_fault(error)?;
            }
            return Ok(Block::TooLong);
        }
        match outcome {
            Ok(found) if found == length => Ok(Block::Whole(bytes)),
            Ok(_) => Ok(Block::Cut(bytes)),
            Err(error) => Ok(match self.after_fault(error)? {
                Some(message) => Block::Damaged(message),
                None => Block::Cut(bytes),
            }),
        }
    }

    /// Returns the message of a fault behind which there is more, and `None` where the source ends
    /// with it.
    fn after_fault(&mut self, error: io::Error) -> io::Result<Option<String>> {
        if !matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof) {
            return Err(error);
        }
        let goes_on = self.source.fill_buf().is_ok_and(|ready| !ready.is_empty());
        if goes_on {
            return Ok(Some(describe_io(&error)));
        }
        self.last_fault = Some(error);
        Ok(None)
    }

    /// Gives bytes back that belong to what follows.
    pub(super) fn give_back(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(self.source.bytes.get(self.source.read..).unwrap_or_default());
        self.source.bytes = bytes;
        self.source.read = 0;
    }

    /// The fault that the source ended with, if it did not end by itself.
    pub(super) fn take_fault(&mut self) -> Option<io::Error> {
        self.last_fault.take()
    }
}

/// Cuts off a block what belongs to the next record: the length was too great. Returns that.
pub(super) fn split_at_record(block: &mut Vec<u8>, mark: &[u8]) -> Option<Vec<u8>> {
    let at = memmem::find(block, mark)?;
    Some(block.split_off(at))
}

/// A source with bytes before it that were given back.
struct Again<'a> {
    bytes: Vec<u8>,
    read: usize,
    source: &'a mut dyn BufRead,
}

impl Read for Again<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let length = ready.len().min(buffer.len());
        buffer[..length].copy_from_slice(&ready[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Again<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read < self.bytes.len() {
            return Ok(self.bytes.get(self.read..).unwrap_or_default());
        }
        self.bytes = Vec::new();
        self.read = 0;
        self.source.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        match self.read < self.bytes.len() {
            true => self.read += count,
            false => self.source.consume(count),
        }
    }
}
