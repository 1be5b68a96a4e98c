//! Two layers of failure: a source that cannot be read on, and one record that is bad. The
//! second never ends the first.

use std::fmt;
use std::io;

use thiserror::Error;

/// Why a source cannot be read, or not to its end. Articles given before it are good.
///
/// The text names no path: whoever asked for the source knows it and puts it in front.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The file cannot be opened.
    #[error("cannot open: {}", describe_io(.0))]
    Open(#[source] io::Error),
    /// Reading broke off: a fault of the disk, a truncated or damaged compressed file.
    #[error("{}, after {records} records", describe_io(.source))]
    Broken {
        /// Records given before the break, the refused ones included.
        records: u64,
        /// What happened.
        #[source]
        source: io::Error,
    },
    /// There are no bytes in it, or white space only.
    #[error("empty file")]
    Empty,
    /// It holds no text. The name of what it holds instead, if its first bytes tell.
    #[error("binary file, not text{}", in_brackets(.0))]
    Binary(Option<&'static str>),
    /// It is text, but of a kind that no format here reads.
    #[error("{0}, which no input format reads; --format text takes it as it stands")]
    NoFormat(&'static str),
    /// XML of a kind that no format here reads.
    #[error("XML whose root element is `{root}`, which no input format reads; --format text takes it as it stands")]
    NoXmlFormat {
        /// The name of the root element, as written.
        root: String,
    },
    /// A table whose first row names neither a headline nor a text.
    #[error(
        "no column for headline or text: the first row holds {}; --map body=NAME names one",
        quoted_list(.columns)
    )]
    NoTextColumn {
        /// The names in the first row.
        columns: Vec<String>,
    },
}

impl From<io::Error> for SourceError {
    /// The number of records is filled in by whoever counts them.
    fn from(source: io::Error) -> SourceError {
        SourceError::Broken { records: 0, source }
    }
}

/// Why one record of a source is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct RecordError {
    /// The record's number, as it is given to `emit`.
    pub record: u64,
    /// The line of the source on which the record, or the fault in it, begins; from 1. `None`
    /// where the record's number says the same.
    pub line: Option<u64>,
    /// What was expected and what was found.
    pub reason: RecordFault,
}

impl fmt::Display for RecordError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) if line != self.record => write!(out, "line {line}: {}", self.reason),
            _ => write!(out, "{}", self.reason),
        }
    }
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RecordFault {
    /// The JSON parser's message, with the column where it stands.
    #[error("not JSON: {message} at column {column}")]
    NotJson {
        /// What the parser says.
        message: String,
        /// The column in its line, from 1.
        column: usize,
    },
    /// JSON, but no object with keys.
    #[error("expected a JSON object, found {0}")]
    NotAnObject(&'static str),
    /// No key with text, and no headline either.
    #[error("no text: none of the keys {} holds any{}", looked_for.join(", "), found_keys(.found))]
    NoText {
        /// The keys that were looked for first.
        looked_for: Vec<String>,
        /// The keys that are there.
        found: Vec<String>,
    },
    /// XML that ends in the middle, or is none. What could be read before it was given.
    #[error("broken XML: {message}")]
    NotXml {
        /// What the parser says.
        message: String,
    },
    /// Something else than an article, where articles stand: an attachment, a planned event.
    #[error("expected an article, found {what}")]
    NotAnArticle {
        /// What it is.
        what: String,
    },
    /// Header lines, and nothing behind them.
    #[error("no text: header lines only")]
    HeadersOnly,
    /// Mark-up or front matter, and no words.
    #[error("no text: nothing is left without the mark-up")]
    MarkupOnly,
    /// It is longer than the limit and was skipped without being held in memory.
    #[error("{what} is longer than {}; it was skipped", in_bytes(*.limit_bytes))]
    TooLong {
        /// What is too long: a line, a record, a document.
        what: &'static str,
        /// The limit.
        limit_bytes: u64,
    },
    /// A row with another number of fields than the header row.
    #[error("expected {expected} fields as in the first row, found {found}")]
    FieldCount {
        /// Fields of the header row.
        expected: usize,
        /// Fields of this row.
        found: usize,
    },
    /// A quoted field without its closing quote.
    #[error("a quote is opened and never closed")]
    UnclosedQuote,
    /// An element or a JSON value that the source does not end.
    #[error("{what} is not closed: found {found}")]
    Unclosed {
        /// What was opened.
        what: &'static str,
        /// What stands where the end was expected.
        found: &'static str,
    },
    /// Front matter that its language does not allow.
    #[error("broken {language} front matter: {message}")]
    FrontMatter {
        /// YAML or TOML.
        language: &'static str,
        /// What the parser says.
        message: String,
    },
    /// An article that `dateline export` did not write so.
    #[error("exported article: {0}")]
    BadExport(String),
    /// A document that is no longer XML from here on; what stands before it is read.
    #[error("broken XML: {0}")]
    BrokenXml(String),
    /// A record of an export in which the line that its head hangs on is missing.
    #[error("expected a line such as `412 words` in the head, found none")]
    NoWordCount,
    /// A document over others that stands where those cannot be looked for.
    #[error("a METS finds its pages in a folder or a zip only; here they are read each by itself")]
    NoNeighbours,
    /// A page of text that a document names and that is not there.
    #[error("the page `{0}` is not beside it, or is no ALTO")]
    NoPage(String),
    /// A feed that breaks off, or an item in it. The items before and behind the fault are read.
    #[error("{what} breaks off: {message}")]
    BrokenFeed {
        /// What breaks off: the feed, an item.
        what: &'static str,
        /// What the parser says.
        message: String,
    },
    /// A member of a container that cannot be read, or a record in it that is refused.
    #[error("{path}: {reason}")]
    Member {
        /// Its path inside the container; of nested ones, all paths with `/`
        /// between them; of a crawl, its address.
        path: String,
        /// Why, with the line where there is one.
        reason: String,
    },
    /// A mail that cannot be read, and why.
    #[error("cannot read the message: {0}")]
    Mail(&'static str),
    /// Bytes of an archive that are no record of it.
    #[error("expected {expected}, found `{found}`; read on at the next record")]
    NotARecord {
        /// What begins a record.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// Damage between or in records. What stands behind it is read.
    #[error("{message}; read on behind it")]
    Damaged {
        /// What reading gave.
        message: String,
    },
    /// A web page that cannot be read, and why.
    #[error("cannot read the page: {0}")]
    Page(&'static str),
    /// Front matter without its closing line.
    #[error("front matter opened by `{0}` has no closing `{0}`")]
    UnclosedFrontMatter(&'static str),
}

/// Puts an error of the system into a sentence of ours: no capital, no number of the system.
pub(crate) fn describe_io(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of its path is not a folder".to_owned(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let mut letters = text.chars();
            let first = letters.next().map(|letter| letter.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        }
    }
}

fn in_brackets(kind: &Option<&'static str>) -> String {
    kind.map(|kind| format!(" ({kind})")).unwrap_or_default()
}

fn quoted_list(names: &[String]) -> String {
    /// More than these help nobody on one line of a terminal.
    const SHOWN: usize = 12;
    let mut list: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        list.push(format!("{} more", names.len() - SHOWN));
    }
    list.join(", ")
}

fn found_keys(found: &[String]) -> String {
    match found.is_empty() {
        true => String::new(),
        false => format!("; found {}", quoted_list(found)),
    }
}

fn in_bytes(bytes: u64) -> String {
    match bytes {
        bytes if bytes >= 1 << 20 && bytes % (1 << 20) == 0 => format!("{} MiB", bytes >> 20),
        bytes if bytes >= 1 << 10 && bytes % (1 << 10) == 0 => format!("{} KiB", bytes >> 10),
        bytes => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(error: impl fmt::Display, expected: &str) {
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn a_source_that_cannot_be_read_says_why() {
        check(
            SourceError::Open(io::Error::from_raw_os_error(2)),
            "cannot open: no such file or folder",
        );
        check(
            SourceError::Open(io::ErrorKind::PermissionDenied.into()),
            "cannot open: permission denied",
        );
        check(
            SourceError::Broken {
                records: 3,
                source: io::Error::other("gzip data ends early"),
            },
            "gzip data ends early, after 3 records",
        );
        check(SourceError::Empty, "empty file");
        check(SourceError::Binary(None), "binary file, not text");
        check(SourceError::Binary(Some("PDF")), "binary file, not text (PDF)");
        check(
            SourceError::NoFormat("HTML"),
            "HTML, which no input format reads; --format text takes it as it stands",
        );
        check(
            SourceError::NoXmlFormat { root: "svg".to_owned() },
            "XML whose root element is `svg`, which no input format reads; --format text takes it as it stands",
        );
        check(
            SourceError::NoTextColumn {
                columns: vec!["a".to_owned(), "b c".to_owned()],
            },
            "no column for headline or text: the first row holds `a`, `b c`; --map body=NAME names one",
        );
    }

    #[test]
    fn a_refused_record_says_what_was_expected_and_found() {
        check(
            RecordFault::NotJson {
                message: "expected `,` or `}`".to_owned(),
                column: 57,
            },
            "not JSON: expected `,` or `}` at column 57",
        );
        check(
            RecordFault::NotAnObject("a number"),
            "expected a JSON object, found a number",
        );
        check(
            RecordFault::NoText {
                looked_for: vec!["body".to_owned(), "text".to_owned()],
                found: vec!["inhalt".to_owned()],
            },
            "no text: none of the keys body, text holds any; found `inhalt`",
        );
        check(
            RecordFault::NotXml {
                message: "the element `p` is not closed".to_owned(),
            },
            "broken XML: the element `p` is not closed",
        );
        check(
            RecordFault::NotAnArticle {
                what: "an attachment".to_owned(),
            },
            "expected an article, found an attachment",
        );
        check(RecordFault::HeadersOnly, "no text: header lines only");
        check(RecordFault::MarkupOnly, "no text: nothing is left without the mark-up");
        check(
            RecordFault::TooLong {
                what: "line",
                limit_bytes: 64 << 20,
            },
            "line is longer than 64 MiB; it was skipped",
        );
        check(
            RecordFault::FieldCount { expected: 4, found: 3 },
            "expected 4 fields as in the first row, found 3",
        );
        check(RecordFault::UnclosedQuote, "a quote is opened and never closed");
        check(
            RecordFault::BrokenXml("the element `a` is not closed".to_owned()),
            "broken XML: the element `a` is not closed",
        );
        check(
            RecordFault::NoPage("alto/1.xml".to_owned()),
            "the page `alto/1.xml` is not beside it, or is no ALTO",
        );
        check(
            RecordFault::NoNeighbours,
            "a METS finds its pages in a folder or a zip only; here they are read each by itself",
        );
        check(
            RecordFault::NoWordCount,
            "expected a line such as `412 words` in the head, found none",
        );
        check(
            RecordFault::Member {
                path: "a.zip/b.txt".to_owned(),
                reason: "it is encrypted".to_owned(),
            },
            "a.zip/b.txt: it is encrypted",
        );
        check(
            RecordFault::Unclosed {
                what: "<REUTERS>",
                found: "the end of the file",
            },
            "<REUTERS> is not closed: found the end of the file",
        );
        check(
            RecordFault::FrontMatter {
                language: "YAML",
                message: "tabs".to_owned(),
            },
            "broken YAML front matter: tabs",
        );
        check(
            RecordFault::Page("its elements nest too deep"),
            "cannot read the page: its elements nest too deep",
        );
        check(
            RecordFault::BrokenFeed {
                what: "item",
                message: "the element `item` is not closed".to_owned(),
            },
            "item breaks off: the element `item` is not closed",
        );
        check(
            RecordFault::Member {
                path: "https://post.example/a".to_owned(),
                reason: "empty file".to_owned(),
            },
            "https://post.example/a: empty file",
        );
        check(
            RecordFault::Mail("the parser gave up on it"),
            "cannot read the message: the parser gave up on it",
        );
        check(
            RecordFault::NotARecord {
                expected: "a line `WARC/1.0`",
                found: "junk".to_owned(),
            },
            "expected a line `WARC/1.0`, found `junk`; read on at the next record",
        );
        check(
            RecordFault::Damaged {
                message: "gzip data is damaged".to_owned(),
            },
            "gzip data is damaged; read on behind it",
        );
        check(
            RecordFault::UnclosedFrontMatter("---"),
            "front matter opened by `---` has no closing `---`",
        );
    }

    #[test]
    fn the_line_stands_in_front_where_it_is_not_the_record_number() {
        let error = |line| RecordError {
            record: 3,
            line,
            reason: RecordFault::UnclosedQuote,
        };
        check(error(Some(12)), "line 12: a quote is opened and never closed");
        check(error(Some(3)), "a quote is opened and never closed");
        check(error(None), "a quote is opened and never closed");
    }
}
