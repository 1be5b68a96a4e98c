//! Sources that are one record as a whole: a text, a page.

use super::decode::Decoder;
use super::error::{RecordError, RecordFault, SourceError};
use super::source::{EmitRecord, Input, read_whole};
use crate::article::{Article, Problem};

/// What an article was made of: the article with what had to be done to decode it, or why there is
/// none and on which line.
pub(super) type Made = Result<(Article, Option<Problem>), (RecordFault, Option<u64>)>;

/// Reads a source to its end and gives what `make` makes of its bytes as record 1. `what` it is
/// called where it is too long.
///
/// # Errors
/// Whatever reading gives.
pub(super) fn read_one_record(
    input: &mut Input<'_>,
    what: &'static str,
    limit_bytes: u64,
    emit: &mut EmitRecord<'_>,
    make: impl FnOnce(Vec<u8>, &mut Decoder) -> Made,
) -> Result<(), SourceError> {
    let made = match read_whole(input, limit_bytes)? {
        Some(bytes) => make(bytes, &mut input.decoder),
        None => Err((RecordFault::TooLong { what, limit_bytes }, None)),
    };
    let outcome = match made {
        Ok((mut article, problem)) => {
            article.problems.extend(problem);
            Ok(article)
        }
        Err((reason, line)) => Err(RecordError {
            record: 1,
            line,
            reason,
        }),
    };
    // There is nothing to break off.
    let _ = emit(1, outcome);
    Ok(())
}
