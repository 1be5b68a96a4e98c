//! Messages one behind the other, each behind a line `From jane@example.org Mon Mar  4 08:00:00
//! 2019`. A line of the text that begins so stands there with `>` before it.
//!
//! Known failure: programs that count bytes instead (`Content-Length`) quote nothing. A line of
//! text with `From `, a sender and a time, behind a blank line, splits a message of theirs.

use std::ops::ControlFlow;

use serde_json::Value;

use super::super::super::detect::Likeness;
use super::super::super::error::{RecordError, RecordFault, SourceError};
use super::super::super::fields::keep_extra;
use super::super::super::lines::{LineRead, read_line};
use super::super::super::source::{EmitRecord, Input, ReadOptions};
use super::message::each_article;

pub(in super::super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    let mut lines = head.trim_ascii_start().split(|&byte| byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let is_header = |line: &[u8]| {
        let line = line.strip_prefix(b">").unwrap_or(line);
        super::headers::name_of(line).is_some()
    };
    Likeness::certain_if(is_separator(first) && lines.next().is_some_and(is_header))
}

/// True for `From `, a sender, and a date with a time of day.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let mut words = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let is_time = |word: &[u8]| {
        let hours = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let minutes = word.get(hours..).unwrap_or_default();
        (1..=2).contains(&hours)
            && matches!(minutes, [b':', ten, one, ..] if ten.is_ascii_digit() && one.is_ascii_digit())
    };
    let has_sender = words.next().is_some();
    has_sender && words.take(8).any(is_time)
}

/// A message as it is gathered.
#[derive(Default)]
struct Message {
    /// The line before it.
    separator: Vec<u8>,
    /// The line number of that.
    line: u64,
    bytes: Vec<u8>,
    is_too_long: bool,
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let limit_bytes = options.limits.max_record_bytes;
    let mut record = 0;
    let mut give = |message: Message| {
        if message.bytes.trim_ascii().is_empty() && message.separator.is_empty() && !message.is_too_long {
            return ControlFlow::Continue(());
        }
        let line = Some(message.line);
        let separator = String::from_utf8_lossy(&message.separator).into_owned();
        let mut give = |mut outcome: Result<_, _>| {
            record += 1;
            if let Ok(article) = &mut outcome {
                note_separator(article, &separator);
            }
            emit(record, outcome.map_err(|reason| RecordError { record, line, reason }))
        };
        match message.is_too_long {
            true => give(Err(RecordFault::TooLong {
                what: "message",
                limit_bytes,
            })),
            false => each_article(&message.bytes, options.encoding, &mut give),
        }
    };
    let mut message = Message {
        line: 1,
        ..Message::default()
    };
    let mut line = Vec::new();
    let mut is_behind_blank = true;
    for number in 1.. {
        match read_line(&mut *input.reader, &mut line, limit_bytes)? {
            LineRead::End => break,
            LineRead::TooLong => message.is_too_long = true,
            LineRead::Line if is_behind_blank && is_separator(&line) => {
                let next = Message {
                    separator: line.clone(),
                    line: number,
                    ..Message::default()
                };
                if give(std::mem::replace(&mut message, next)).is_break() {
                    return Ok(());
                }
                is_behind_blank = false;
                continue;
            }
            LineRead::Line => {
                is_behind_blank = line.is_empty();
                message.is_too_long |= (message.bytes.len() + line.len()) as u64 >= limit_bytes;
            }
        }
        match message.is_too_long {
            true => message.bytes = Vec::new(),
            false => {
                message.bytes.extend_from_slice(without_quote(&line));
                message.bytes.push(b'\n');
            }
        }
    }
    let _ = give(message);
    Ok(())
}

/// The line without the `>` that keeps it from being taken for the beginning of a message.
fn without_quote(line: &[u8]) -> &[u8] {
    let quotes = line.iter().take_while(|&&byte| byte == b'>').count();
    match quotes > 0 && line.get(quotes..).is_some_and(|rest| rest.starts_with(b"From ")) {
        true => line.get(1..).unwrap_or_default(),
        false => line,
    }
}

/// A message without a date of its own keeps the line that says when it was delivered.
fn note_separator(article: &mut crate::article::Article, separator: &str) {
    if article.given_dates.is_empty() && !separator.is_empty() {
        keep_extra(&mut article.extra, "mbox", Value::from(separator));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_have_a_sender_and_a_time() {
        assert!(is_separator(b"From jane@example.org Mon Mar  4 08:00:00 2019"));
        assert!(is_separator(b"From - Mon Mar  4 8:00:00 2019"));
        assert!(is_separator(
            b"From \"jane doe\"@example.org Mon Mar  4 08:00 2019 +0100"
        ));
        assert!(!is_separator(b"From the north came rain at last."));
        assert!(!is_separator(b"From 08:00"));
        assert!(!is_separator(b"From: jane@example.org 08:00"));
    }
}
