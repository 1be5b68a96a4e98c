//! Mail: a message a file (`eml`), or many one behind the other (`mbox`). Newsletters, mailing
//! lists and the wires that came by mail.
//!
//! A message is an article: its subject the headline, its sender the byline, its list or the
//! sender's domain the source. Messages in it, as digests hold them, are articles of their own
//! behind it. Attachments are named in `extra` and not read. The headers stay in `extra`, but for
//! those that tell only of the way that the message took.

mod headers;
mod mbox;
mod message;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

use super::super::detect::Likeness;
use super::super::error::{RecordError, RecordFault, SourceError};
use super::super::source::{EmitRecord, Input, ReadOptions, read_whole};
use crate::article::Article;

pub(super) use mbox::{looks_like as looks_like_mbox, read as read_mbox};

/// Gives an article, or a refusal.
type Give<'a> = dyn FnMut(Result<Article, RecordFault>) -> ControlFlow<()> + 'a;

/// Headers that only mail has.
const OF_MAIL: &[&str] = &[
    "message-id",
    "received",
    "return-path",
    "mime-version",
    "delivered-to",
    "dkim-signature",
    "x-mailer",
    "list-id",
    "in-reply-to",
];

/// Headers that one of a message must be; texts have them too.
const OF_ALL: &[&str] = &["from", "subject", "date", "to", "sender"];

/// A header that only mail has, among header lines down to a blank line.
pub(super) fn looks_like_eml(head: &[u8], _head_is_all: bool) -> Likeness {
    let (mut of_mail, mut of_all) = (false, false);
    let mut lines = head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    // The last line may be cut.
    let count = lines.clone().count();
    for line in lines.by_ref().take(count.saturating_sub(1).max(1)) {
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(name) = headers::name_of(line) else {
            return Likeness::None;
        };
        let name = name.to_ascii_lowercase();
        of_mail |= OF_MAIL.contains(&name.as_str());
        of_all |= OF_ALL.contains(&name.as_str());
    }
    Likeness::certain_if(of_mail && of_all)
}

pub(super) fn read_eml(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let limit_bytes = options.limits.max_record_bytes;
    let mut record = 0;
    let mut give = |outcome: Result<Article, RecordFault>| {
        record += 1;
        let line = None;
        emit(record, outcome.map_err(|reason| RecordError { record, line, reason }))
    };
    let _ = match read_whole(input, limit_bytes)? {
        Some(bytes) => message::each_article(&bytes, options.encoding, &mut give),
        None => give(Err(RecordFault::TooLong {
            what: "message",
            limit_bytes,
        })),
    };
    Ok(())
}
