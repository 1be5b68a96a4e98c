//! What is wrong with a names file, with the line and a caret under the place.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

use unicode_width::UnicodeWidthStr;

use super::file::MOST_BYTES;

/// A names file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NamesFileError {
    /// It cannot be read.
    #[error("the names file {} cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is larger than [`MOST_BYTES`].
    #[error("the names file {} has {bytes} bytes, and {MOST_BYTES} are the most that are read", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
    },
    /// It is no UTF-8.
    #[error("the names file {}: line {line} is no UTF-8; save the file as UTF-8", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Number of the line, counted from 1.
        line: usize,
    },
    /// A line cannot be understood.
    #[error("the names file {}, line {}: {problem}", path.display(), problem.line)]
    Line {
        /// The file.
        path: PathBuf,
        /// What is wrong with the line.
        problem: Box<Problem>,
    },
}

/// What is wrong with a line of a names file. Its text is drawn with a caret under the place:
///
/// ```text
/// `persn` is no kind of name
///   persn: Zelensky = Zelenskyy
///   ^^^^^
/// hint: did you mean `person:`? …
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Number of the line, counted from 1.
    pub line: usize,
    /// The line, without what could steer a terminal.
    pub text: String,
    /// The place, in bytes of the text.
    pub span: Range<usize>,
    /// What is wrong: small letters, no full stop.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

impl Problem {
    /// The problem of a part of a line.
    pub(super) fn new(text: &str, line: usize, part: &str, message: String, hint: &str) -> Problem {
        // The part is a slice of the line, or was found in it.
        let start = match (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize) {
            Some(start) if start + part.len() <= text.len() => start,
            _ => text.find(part).unwrap_or_default(),
        };
        Problem {
            line,
            span: start..start + part.len(),
            text: plain(text),
            message: plain(&message),
            hint: plain(hint),
        }
    }
}

/// Control characters are put aside one for one by bytes, so that spans stay true.
fn plain(text: &str) -> String {
    let is_unsafe =
        |letter: char| letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|letter| match is_unsafe(letter) {
            true => " ".repeat(letter.len_utf8()),
            false => letter.to_string(),
        })
        .collect()
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = |range: Range<usize>| self.text.get(range).map_or(0, UnicodeWidthStr::width);
        let before = columns(0..self.span.start);
        let carets = "^".repeat(columns(self.span.clone()).max(1));
        writeln!(out, "{}", self.message)?;
        writeln!(out, "  {}", self.text)?;
        writeln!(out, "  {:before$}{carets}", "")?;
        write!(out, "hint: {}", self.hint)
    }
}

impl std::error::Error for Problem {}
