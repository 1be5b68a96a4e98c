//! The frame of a text wire, which ANPA 1312 and IPTC 7901 share: messages one behind the other,
//! each with its parts between control characters.
//!
//! ```text
//! SOH header STX text ETX trailer EOT
//! ```

use std::io::{self, BufRead};

use super::super::super::clean::clean;
use super::super::super::error::{RecordError, RecordFault, SourceError};
use super::super::super::source::{EmitRecord, Input, ReadOptions};
use super::document::Outcome;

const SOH: u8 = 0x01;
const STX: char = '\u{2}';
const ETX: char = '\u{3}';

/// A message in its parts, as they came.
pub(super) struct Message<'a> {
    pub header: &'a str,
    pub text: &'a str,
    pub trailer: &'a str,
}

/// The header of the first message in some first bytes, up to its text.
pub(super) fn header_in(head: &[u8]) -> Option<&[u8]> {
    // Before it stand characters that wake up a printer.
    let start = memchr::memchr(SOH, head)?;
    let is_first = head
        .get(..start)?
        .iter()
        .all(|byte| byte.is_ascii_control() || *byte == b' ');
    let header = head.get(start + 1..)?;
    let end = memchr::memchr(STX as u8, header)?;
    (is_first && end <= MAX_HEADER_BYTES).then(|| header.get(..end))?
}

/// Headers are three lines.
const MAX_HEADER_BYTES: usize = 1000;

/// Reads the messages of a source and gives the article of each.
pub(super) fn read_messages(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
    article_of: fn(&Message<'_>) -> Outcome,
) -> Result<(), SourceError> {
    let limit_bytes = options.limits.max_record_bytes;
    let mut bytes = Vec::new();
    let mut record = 0;
    loop {
        let (is_whole, at_end) = read_up_to(&mut *input.reader, SOH, &mut bytes, limit_bytes)?;
        let is_empty = bytes.iter().all(|byte| byte.is_ascii_control() || *byte == b' ');
        if !is_empty || !is_whole {
            record += 1;
            let outcome = match is_whole {
                true => {
                    let (text, problem) = input.decoder.decode(&bytes);
                    let outcome = message_in(&text).and_then(|message| article_of(&message));
                    outcome.map(|mut article| {
                        article.problems.extend(problem);
                        article
                    })
                }
                false => Err(RecordFault::TooLong {
                    what: "message",
                    limit_bytes,
                }),
            };
            let outcome = outcome.map_err(|reason| RecordError {
                record,
                line: None,
                reason,
            });
            if emit(record, outcome).is_break() {
                break;
            }
        }
        if at_end {
            break;
        }
    }
    Ok(())
}

fn message_in(text: &str) -> Result<Message<'_>, RecordFault> {
    let (header, rest) = text.split_once(STX).ok_or_else(|| RecordFault::NotAnArticle {
        what: "a message without the mark at which its text begins (STX)".to_owned(),
    })?;
    let (text, trailer) = rest.split_once(ETX).unwrap_or((rest, ""));
    Ok(Message { header, text, trailer })
}

/// Reads what stands before the next such byte, or before the end. What is longer than the limit
/// is read over; then the first answer is false. The second is true at the end.
fn read_up_to(reader: &mut dyn BufRead, end: u8, bytes: &mut Vec<u8>, limit: u64) -> io::Result<(bool, bool)> {
    bytes.clear();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut is_whole = true;
    loop {
        let ready = match reader.fill_buf() {
            Ok(ready) => ready,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let found = memchr::memchr(end, ready);
        let part = &ready[..found.unwrap_or(ready.len())];
        if bytes.len() + part.len() > limit {
            is_whole = false;
            *bytes = Vec::new();
        }
        if is_whole {
            bytes.extend_from_slice(part);
        }
        let (at_end, consumed) = (ready.is_empty(), part.len() + usize::from(found.is_some()));
        reader.consume(consumed);
        if found.is_some() || at_end {
            return Ok((is_whole, at_end));
        }
    }
}

/// The lines of a part, without line ends; spaces before them stay.
pub(super) fn lines_of(part: &str) -> Vec<String> {
    // The outer white space of a text counts, which `clean` takes off.
    let lines = part.split('\n').map(|line| {
        let is_indented = line.starts_with([' ', '\t']);
        let line = clean(line);
        if is_indented && !line.is_empty() {
            format!(" {line}")
        } else {
            line
        }
    });
    lines.collect()
}

/// The parts of a day group or a date, which are digits only: `131137` in two, two and two.
pub(super) fn pairs_of_digits(digits: &str) -> Option<Vec<i8>> {
    let is_pairs =
        digits.len().is_multiple_of(2) && digits.len() <= 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let pairs = digits
        .as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok()?.parse().ok());
    is_pairs.then(|| pairs.collect())?
}

/// The year of two digits.
pub(super) fn year_of(two_digits: i8) -> i16 {
    // Wires with dates are not older than the seventies.
    let year = i16::from(two_digits);
    if year >= 70 { 1900 + year } else { 2000 + year }
}
