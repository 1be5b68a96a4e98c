//! The rows of a table in bounded memory, also where a quote is never closed.
//!
//! Such a quote makes one field of all that follows. When the source ends in it, or the row has
//! grown past the limit, the row is given up and reading starts again on the line below its
//! first: what follows is lost in no other way.

use std::io::{self, BufRead};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// A row.
pub(super) enum Row<'rows> {
    /// Its fields, without quotes.
    Fields(Fields<'rows>),
    /// It was longer than the limit.
    TooLong,
    /// The source ends inside a quoted field.
    UnclosedQuote,
}

/// The fields of a row.
#[derive(Clone, Copy)]
pub(super) struct Fields<'rows> {
    bytes: &'rows [u8],
    ends: &'rows [usize],
}

impl<'rows> Fields<'rows> {
    /// The fields, in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'rows [u8]> + use<'rows> {
        let (bytes, ends) = (self.bytes, self.ends);
        (0..ends.len()).map(move |at| {
            let start = if at == 0 { 0 } else { ends[at - 1] };
            bytes.get(start..ends[at]).unwrap_or_default()
        })
    }
}

/// Each new start reads up to the limit once more, so their number is bounded.
const MAX_NEW_STARTS: usize = 64;

/// The rows of a table.
pub(super) struct Rows<'a> {
    reader: &'a mut dyn BufRead,
    /// Bytes to read before those of `reader`, from `again_read` on.
    again: Vec<u8>,
    again_read: usize,
    csv: Reader,
    delimiter: u8,
    limit: usize,
    /// The bytes of the current row as they stand in the source.
    raw: Vec<u8>,
    fields: Vec<u8>,
    ends: Vec<usize>,
    line: u64,
    new_starts: usize,
}

/// Where a row ends.
enum Ending {
    Row { field_bytes: usize, fields: usize },
    Source,
    InQuote,
    TooLong,
}

impl<'a> Rows<'a> {
    pub(super) fn new(reader: &'a mut dyn BufRead, delimiter: u8, limit_bytes: u64) -> Rows<'a> {
        Rows {
            reader,
            again: Vec::new(),
            again_read: 0,
            csv: csv_reader(delimiter),
            delimiter,
            limit: usize::try_from(limit_bytes).unwrap_or(usize::MAX),
            raw: Vec::new(),
            fields: vec![0; 4096],
            ends: vec![0; 64],
            line: 1,
            new_starts: 0,
        }
    }

    /// Reads the next row and gives it with the line on which it begins. Blank lines are none.
    pub(super) fn next_row(&mut self) -> io::Result<Option<(Row<'_>, u64)>> {
        self.raw.clear();
        let ending = self.read_row()?;
        let blank = self.raw.iter().take_while(|&&byte| byte == b'\n' || byte == b'\r');
        let line = self.line + blank.filter(|&&byte| byte == b'\n').count() as u64;
        match ending {
            Ending::Source => Ok(None),
            Ending::Row { field_bytes, fields } => {
                self.line += count_lines(&self.raw);
                let bytes = &self.fields[..field_bytes];
                Ok(Some((
                    Row::Fields(Fields {
                        bytes,
                        ends: &self.ends[..fields],
                    }),
                    line,
                )))
            }
            Ending::InQuote => {
                self.start_below_first_line()?;
                Ok(Some((Row::UnclosedQuote, line)))
            }
            Ending::TooLong => {
                self.start_below_first_line()?;
                Ok(Some((Row::TooLong, line)))
            }
        }
    }

    fn read_row(&mut self) -> io::Result<Ending> {
        let (mut field_bytes, mut fields) = (0, 0);
        let mut has_ended = false;
        loop {
            // At the end a line end is put in: where a row was open, it closes it, and where
            // that changes nothing, a quote is open.
            let ready = match self.again.get(self.again_read..) {
                Some(again) if !again.is_empty() => again,
                _ => fill(&mut *self.reader)?,
            };
            let is_end = ready.is_empty();
            let bytes = if is_end && !has_ended { b"\n" } else { ready };
            // Rows never meet in one step more bytes than a row may have.
            let bytes = &bytes[..bytes.len().min(self.limit.saturating_add(1))];
            let (outcome, read, written, ended) =
                self.csv
                    .read_record(bytes, &mut self.fields[field_bytes..], &mut self.ends[fields..]);
            if !is_end {
                self.raw.extend_from_slice(&bytes[..read]);
                self.consume(read);
            }
            field_bytes += written;
            fields += ended;
            match outcome {
                ReadRecordResult::Record => {
                    return Ok(Ending::Row { field_bytes, fields });
                }
                ReadRecordResult::End => return Ok(Ending::Source),
                ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty if !is_end => {}
                ReadRecordResult::InputEmpty => {
                    let is_open = self.raw.iter().any(|&byte| byte != b'\n' && byte != b'\r');
                    return Ok(if is_open { Ending::InQuote } else { Ending::Source });
                }
            }
            has_ended |= is_end;
            if self.raw.len() > self.limit {
                return Ok(Ending::TooLong);
            }
        }
    }

    /// Gives up the current row and goes on with the line below its first.
    fn start_below_first_line(&mut self) -> io::Result<()> {
        let row_start = self
            .raw
            .iter()
            .take_while(|&&byte| byte == b'\n' || byte == b'\r')
            .count();
        let first_line_end = memchr::memchr(b'\n', &self.raw[row_start..]).map(|end| row_start + end + 1);
        self.csv = csv_reader(self.delimiter);
        self.new_starts += 1;
        match first_line_end {
            Some(end) if self.new_starts <= MAX_NEW_STARTS => {
                self.line += count_lines(&self.raw[..end]);
                let mut again = self.raw.split_off(end);
                again.extend_from_slice(self.again.get(self.again_read..).unwrap_or_default());
                self.again = again;
                self.again_read = 0;
                Ok(())
            }
            _ => {
                // One line is longer than a row may be, or nothing in this table is closed.
                self.line += count_lines(&self.raw);
                self.skip_line()
            }
        }
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let ready = match self.again.get(self.again_read..) {
                Some(again) if !again.is_empty() => again,
                _ => fill(&mut *self.reader)?,
            };
            let (length, is_last) = match memchr::memchr(b'\n', ready) {
                Some(end) => (end + 1, true),
                None => (ready.len(), ready.is_empty()),
            };
            self.consume(length);
            if is_last {
                self.line += u64::from(length > 0);
                return Ok(());
            }
        }
    }

    fn consume(&mut self, count: usize) {
        if self.again_read < self.again.len() {
            self.again_read += count;
            if self.again_read == self.again.len() {
                self.again = Vec::new();
                self.again_read = 0;
            }
        } else {
            self.reader.consume(count);
        }
    }
}

/// The fields of the first row of these bytes.
pub(super) fn first_row(head: &[u8], delimiter: u8) -> Vec<Vec<u8>> {
    let mut reader = head;
    let mut rows = Rows::new(&mut reader, delimiter, head.len() as u64);
    match rows.next_row() {
        Ok(Some((Row::Fields(fields), _))) => fields.iter().map(<[u8]>::to_vec).collect(),
        _ => Vec::new(),
    }
}

fn csv_reader(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

fn fill(reader: &mut dyn BufRead) -> io::Result<&[u8]> {
    while let Err(error) = reader.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    reader.fill_buf()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::BufReader;

    use super::*;

    #[track_caller]
    fn check(table: &str, limit: u64, expected: &[&str]) {
        for capacity in [1, 2, 5, 1000] {
            let mut reader = BufReader::with_capacity(capacity, table.as_bytes());
            let mut rows = Rows::new(&mut reader, b',', limit);
            let mut found = Vec::new();
            while let Some((row, line)) = rows.next_row().unwrap() {
                found.push(match row {
                    Row::Fields(fields) => {
                        let fields: Vec<_> = fields.iter().map(String::from_utf8_lossy).collect();
                        format!("{line} {}", fields.join("|"))
                    }
                    Row::TooLong => format!("{line} too long"),
                    Row::UnclosedQuote => format!("{line} unclosed"),
                });
            }
            assert_eq!(found, expected, "capacity {capacity}");
        }
    }

    #[test]
    fn rows_know_the_line_they_begin_on() {
        check("a,b\r\n\r\n\"c\nd\",e\r\nf,\"g\"", 100, &["1 a|b", "3 c\nd|e", "5 f|g"]);
        check("", 100, &[]);
        check("\n\n", 100, &[]);
        check("a", 100, &["1 a"]);
        check("a,", 100, &["1 a|"]);
    }

    #[test]
    fn reading_starts_again_below_an_open_quote() {
        check("a\nb,\"c\nd\ne\n", 100, &["1 a", "2 unclosed", "3 d", "4 e"]);
        check("a\nb,\"c", 100, &["1 a", "2 unclosed"]);
        check("\"a\n\"\"b\n\"\"c\n", 100, &["1 unclosed", "2 b", "3 c"]);
    }

    #[test]
    fn a_long_row_is_given_up() {
        check("a\n0123456789\nb\n", 5, &["1 a", "2 too long", "3 b"]);
        check(
            "\"a\nb\nc\nd\ne\nf\n",
            5,
            &["1 too long", "2 b", "3 c", "4 d", "5 e", "6 f"],
        );
    }

    #[test]
    fn a_table_of_open_quotes_is_read_to_its_end() {
        let table = "\"a\n".repeat(301);
        let mut reader = table.as_bytes();
        let mut rows = Rows::new(&mut reader, b',', 1000);
        let mut count = 0;
        while rows.next_row().unwrap().is_some() {
            count += 1;
        }
        assert!(count > 0);
    }
}
