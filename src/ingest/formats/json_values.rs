//! Where each value of a JSON source begins and ends, found without parsing it, so that an array
//! of any length is read in bounded memory and one broken element does not spoil the rest.

use std::io::{self, BufRead};

use super::super::error::RecordFault;
use super::super::source::Limits;

/// A value of a source, not parsed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RawValue<'buffer> {
    /// Its bytes.
    Whole {
        /// From its first byte to its last.
        bytes: &'buffer [u8],
        /// Where it begins.
        start: Start,
    },
    /// It cannot be given.
    Refused {
        /// Why.
        reason: RecordFault,
        /// The line on which it begins.
        line: u64,
    },
}

/// Where a value begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Start {
    /// From 1.
    pub line: u64,
    /// In bytes, from 1.
    pub column: usize,
    /// True for an element of an array at the top.
    pub is_in_array: bool,
}

/// The values of a source, those in arrays at the top one by one.
pub(super) struct RawValues<'a> {
    reader: &'a mut dyn BufRead,
    limits: Limits,
    value: Vec<u8>,
    line: u64,
    column: usize,
    is_in_array: bool,
}

impl<'a> RawValues<'a> {
    pub(super) fn new(reader: &'a mut dyn BufRead, limits: Limits) -> RawValues<'a> {
        RawValues {
            reader,
            limits,
            value: Vec::new(),
            line: 1,
            column: 1,
            is_in_array: false,
        }
    }

    /// Reads the next value; `None` at the end.
    pub(super) fn next_value(&mut self) -> io::Result<Option<RawValue<'_>>> {
        loop {
            let Some(first) = self.first_byte_of_next()? else {
                let was_in_array = std::mem::take(&mut self.is_in_array);
                let reason = RecordFault::Unclosed {
                    what: "the array",
                    found: "the end of the file",
                };
                return Ok(was_in_array.then_some(RawValue::Refused {
                    reason,
                    line: self.line,
                }));
            };
            match (first, self.is_in_array) {
                (b'[', false) => self.is_in_array = true,
                (b']', true) => self.is_in_array = false,
                (b',', true) => {}
                _ => return self.value().map(Some),
            }
            self.consume(1)?;
        }
    }

    /// Reads over white space and returns the byte behind it.
    fn first_byte_of_next(&mut self) -> io::Result<Option<u8>> {
        loop {
            let ready = fill(&mut *self.reader)?;
            let spaces = ready.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let found = ready.get(spaces).copied();
            let is_end = ready.is_empty();
            self.consume(spaces)?;
            if found.is_some() || is_end {
                return Ok(found);
            }
        }
    }

    /// Reads the value that begins here.
    fn value(&mut self) -> io::Result<RawValue<'_>> {
        let start = Start {
            line: self.line,
            column: self.column,
            is_in_array: self.is_in_array,
        };
        let (what, limit_bytes) = match self.is_in_array {
            true => ("record", self.limits.max_record_bytes),
            false => ("document", self.limits.max_document_bytes),
        };
        self.value.clear();
        let mut length = 0u64;
        let mut scan = Scan::default();
        loop {
            let ready = fill(&mut *self.reader)?;
            let (taken, is_whole) = scan.take(ready);
            let is_end = ready.is_empty();
            length += taken as u64;
            if length <= limit_bytes {
                self.value.extend_from_slice(&ready[..taken]);
            } else {
                self.value = Vec::new();
            }
            self.consume(taken)?;
            if is_whole || is_end {
                break;
            }
        }
        Ok(match length > limit_bytes {
            true => RawValue::Refused {
                reason: RecordFault::TooLong { what, limit_bytes },
                line: start.line,
            },
            false => RawValue::Whole {
                bytes: &self.value,
                start,
            },
        })
    }

    /// Goes on by so many of the bytes that are ready.
    fn consume(&mut self, count: usize) -> io::Result<()> {
        let ready = fill(&mut *self.reader)?;
        let bytes = ready.get(..count).unwrap_or_default();
        match memchr::memrchr(b'\n', bytes) {
            Some(last) => {
                self.line += memchr::memchr_iter(b'\n', bytes).count() as u64;
                self.column = count - last;
            }
            None => self.column += count,
        }
        self.reader.consume(count);
        Ok(())
    }
}

fn fill(reader: &mut dyn BufRead) -> io::Result<&[u8]> {
    // The borrow checker does not let a loop return what `fill_buf` gives.
    while let Err(error) = reader.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    reader.fill_buf()
}

/// Counts brackets outside of texts.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_text: bool,
    after_backslash: bool,
    has_begun: bool,
    /// A text had no closing quote, so that brackets can be counted no longer.
    is_broken: bool,
    /// Only white space has come since the last line end.
    at_line_start: bool,
}

impl Scan {
    /// Returns how many of these bytes belong to the value, and whether it ends with them.
    fn take(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.is_broken {
                return self.rest_of_broken(bytes, at);
            }
            if self.in_text {
                match self.rest_of_text(&bytes[at..]) {
                    Some(length) => at += length,
                    None => return (bytes.len(), false),
                }
                if !self.in_text && !self.is_broken && self.depth == 0 {
                    return (at, true);
                }
                continue;
            }
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                // A number or word ends before what cannot be a part of it, unless that is all
                // there is: a stray bracket is a broken value of its own.
                b',' | b'}' | b']' | b'\n' | b' ' if self.depth == 0 => {
                    return if self.has_begun { (at, true) } else { (at + 1, true) };
                }
                _ => {}
            }
            self.has_begun = true;
            at += 1;
        }
        (at, false)
    }

    /// A broken value goes on to the next line that begins like a value or ends the array:
    /// lists of articles are written with each on lines of its own.
    fn rest_of_broken(&mut self, bytes: &[u8], from: usize) -> (usize, bool) {
        for (at, byte) in bytes.iter().enumerate().skip(from) {
            match byte {
                b'\n' => self.at_line_start = true,
                b' ' | b'\t' | b'\r' => {}
                b'{' | b']' if self.at_line_start => return (at, true),
                _ => self.at_line_start = false,
            }
        }
        (bytes.len(), false)
    }

    /// The length up to and with the quote that ends the text. A text ends at a line's end too:
    /// JSON allows no line feed in it, so the quote is missing.
    fn rest_of_text(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        if std::mem::take(&mut self.after_backslash) {
            at = 1;
        }
        while let Some(length) = memchr::memchr3(b'"', b'\\', b'\n', bytes.get(at..)?) {
            at += length + 1;
            if bytes[at - 1] != b'\\' {
                self.in_text = false;
                self.is_broken = bytes[at - 1] == b'\n';
                self.at_line_start = self.is_broken;
                return Some(at);
            }
            if at == bytes.len() {
                self.after_backslash = true;
                return None;
            }
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::BufReader;

    use proptest::prelude::*;

    use super::*;

    fn values(source: &[u8], capacity: usize) -> Vec<String> {
        let mut reader = BufReader::with_capacity(capacity, source);
        let mut values = RawValues::new(&mut reader, Limits::default());
        let mut found = Vec::new();
        while let Some(value) = values.next_value().unwrap() {
            found.push(match value {
                RawValue::Whole { bytes, start } => {
                    format!("{}:{} {}", start.line, start.column, String::from_utf8_lossy(bytes))
                }
                RawValue::Refused { reason, line } => format!("{line} ! {reason}"),
            });
        }
        found
    }

    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        for capacity in [1, 2, 7, 1000] {
            assert_eq!(values(source.as_bytes(), capacity), expected, "capacity {capacity}");
        }
    }

    #[test]
    fn values_end_where_their_brackets_do() {
        check(
            r#"{"a": "}\"\\", "b": [1, {}]} {}"#,
            &[r#"1:1 {"a": "}\"\\", "b": [1, {}]}"#, "1:30 {}"],
        );
        check(
            "[ {\"a\": 1},\n 7 , \"x,y\",[2]]",
            &["1:3 {\"a\": 1}", "2:2 7", "2:6 \"x,y\"", "2:12 [2]"],
        );
        check("12\n", &["1:1 12"]);
    }

    #[test]
    fn a_text_without_its_quote_ends_with_its_line() {
        check(
            "[{\"a\": \"b},\n {\"c\": 1}]",
            &["1:2 {\"a\": \"b},\n ", "2:2 {\"c\": 1}"],
        );
        check(
            "[{\n\"a\": \"b,\n\"c\": {}\n}\n]",
            &["1:2 {\n\"a\": \"b,\n\"c\": {}\n}\n"],
        );
    }

    #[test]
    fn stray_brackets_are_values_of_their_own() {
        check("}]", &["1:1 }", "1:2 ]"]);
    }

    proptest! {
        #[test]
        fn no_byte_that_is_neither_space_nor_structure_is_lost(
            source in "[\\[\\]{}\",:a1\\\\ \n]{0,40}",
            capacity in 1usize..8,
        ) {
            let whole = values(source.as_bytes(), 1000);
            prop_assert_eq!(&values(source.as_bytes(), capacity), &whole);
            let letters = |text: &str| text.chars().filter(|letter| letter == &'a').count();
            let found: usize = whole.iter().filter(|value| !value.contains(" ! ")).map(|value| letters(value)).sum();
            prop_assert_eq!(found, letters(&source));
        }
    }
}
