//! Lines of a source in bounded memory.

use std::io::{self, BufRead};

/// What stands where a line was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineRead {
    /// A line, without its line end, is in the buffer.
    Line,
    /// A line was longer than the limit. It was read over, and the buffer is empty.
    TooLong,
    /// The source has ended.
    End,
}

/// Reads the next line into `line`, which is cleared first. Line ends are `\n` and `\r\n`.
///
/// A line of more than `limit` bytes is read over to its end; no more than `limit` of it is ever
/// held.
///
/// # Errors
/// Whatever reading gives; what was read of the line before is in the buffer.
pub fn read_line(reader: &mut dyn BufRead, line: &mut Vec<u8>, limit: u64) -> io::Result<LineRead> {
    line.clear();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut is_too_long = false;
    let mut has_begun = false;
    loop {
        let ready = match reader.fill_buf() {
            Ok(ready) => ready,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if ready.is_empty() && !has_begun {
            return Ok(LineRead::End);
        }
        has_begun = true;
        let line_end = memchr::memchr(b'\n', ready);
        let (part, is_last, consumed) = match line_end {
            Some(end) => (&ready[..end], true, end + 1),
            None => (ready, ready.is_empty(), ready.len()),
        };
        if !is_too_long && line.len() + part.len() > limit {
            is_too_long = true;
            // The memory goes back, or one long line would hold it to the end of the run.
            *line = Vec::new();
        }
        if !is_too_long {
            line.extend_from_slice(part);
        }
        reader.consume(consumed);
        if is_last {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            return Ok(match is_too_long {
                true => LineRead::TooLong,
                false => LineRead::Line,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::BufReader;

    use super::*;

    #[track_caller]
    fn check(source: &str, limit: u64, expected: &[&str]) {
        for capacity in [1, 3, 64] {
            let mut reader = BufReader::with_capacity(capacity, source.as_bytes());
            let mut line = Vec::new();
            let mut found = Vec::new();
            loop {
                match read_line(&mut reader, &mut line, limit).unwrap() {
                    LineRead::Line => found.push(String::from_utf8(line.clone()).unwrap()),
                    LineRead::TooLong => found.push("<too long>".to_owned()),
                    LineRead::End => break,
                }
                assert!(line.capacity() <= 64);
            }
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn lines_end_at_line_feeds_and_at_the_end() {
        check("a\nb\r\n\nc", 10, &["a", "b", "", "c"]);
        check("a\n", 10, &["a"]);
        check("", 10, &[]);
    }

    #[test]
    fn a_long_line_is_read_over_and_the_next_is_read() {
        check(
            &format!("ab\n{}\ncd\n{}", "x".repeat(1000), "y".repeat(11)),
            10,
            &["ab", "<too long>", "cd", "<too long>"],
        );
        check("0123456789\n", 10, &["0123456789"]);
    }
}
