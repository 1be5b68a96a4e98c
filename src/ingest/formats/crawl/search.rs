//! Going from record to record of a crawl, over what is none.

use super::super::super::clean::clean;
use super::super::super::error::{RecordFault, SourceError};
use super::page::Pages;
use super::stream::{Next, Stream};

/// The search for the next record.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// True where lines that begin no record have been told of: it is said once for all that stand
    /// in a row.
    pub is_lost: bool,
}

/// What a search came to.
pub(super) enum Found<T> {
    /// A record begins with this line.
    Record(T),
    /// The end of the source.
    End,
    /// Whoever is given the pages wants no more.
    Stopped,
}

impl Search {
    /// Goes on to the next line that `begins` a record. What stands before it is refused, as not
    /// what was `expected`.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn next<T>(
        &mut self,
        stream: &mut Stream<'_>,
        pages: &mut Pages<'_, '_>,
        expected: &'static str,
        begins: impl Fn(&[u8]) -> Option<T>,
    ) -> Result<Found<T>, SourceError> {
        loop {
            let reason = match stream.next_filled_line()? {
                Next::End => return Ok(Found::End),
                Next::Damage(message) => RecordFault::Damaged { message },
                Next::Line(line) => match begins(&line) {
                    Some(record) => {
                        self.is_lost = false;
                        return Ok(Found::Record(record));
                    }
                    None if self.is_lost => continue,
                    None => not_a_record(expected, &line),
                },
            };
            self.is_lost = true;
            if pages.refuse(reason).is_break() {
                return Ok(Found::Stopped);
            }
        }
    }
}

/// What is said of a line, or of a value in it, that is not what a record has there.
pub(super) fn not_a_record(expected: &'static str, line: &[u8]) -> RecordFault {
    /// Of a line that is none, as much as shows what it is.
    const SHOWN_CHARS: usize = 60;
    let found: String = String::from_utf8_lossy(line).chars().take(SHOWN_CHARS).collect();
    RecordFault::NotARecord {
        expected,
        found: clean(&found),
    }
}
