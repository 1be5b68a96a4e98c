//! tar: blocks of 512 bytes, a header before each member. POSIX (ustar, pax), GNU, and the oldest.
//!
//! Read here and not by a crate, because the one there is holds long names and extended headers in
//! memory whole, however long they claim to be.
//!
//! ```text
//!   0 name 100   100 mode   108 uid   116 gid   124 size 12   136 time   148 checksum 8
//! 156 kind 1     157 link 100         257 "ustar"             345 prefix 155
//! ```

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use super::super::clean::clean;
use super::super::error::SourceError;
use super::super::limits::Within;
use super::super::source::{Emit, ReadOptions, ReadSummary};
use super::members::{Members, Taken, taken};

const BLOCK: usize = 512;

/// The longest name or extended header. Systems allow paths of 4 KiB.
const MAX_HEADER_BYTES: u64 = 64 << 10;

/// True if a header is the first block: its checksum is right, or it says that it is one.
pub(super) fn looks_like(head: &[u8]) -> bool {
    let Some(block) = head.get(..BLOCK) else {
        return false;
    };
    block.get(257..262) == Some(b"ustar".as_slice()) || has_right_checksum(block)
}

/// Reads the members.
///
/// # Errors
/// [`SourceError::Broken`] where the tar is.
pub(in super::super) fn read_tar(
    reader: &mut dyn BufRead,
    options: &ReadOptions,
    within: &Within,
    emit: &mut Emit<'_>,
) -> Result<ReadSummary, SourceError> {
    let mut members = Members::new("tar", options, within, emit)?;
    let outcome = read_members(reader, options, &mut members);
    members.finish(outcome)
}

fn read_members(reader: &mut dyn BufRead, options: &ReadOptions, members: &mut Members<'_, '_>) -> io::Result<()> {
    let mut named = Named::default();
    while let Some(header) = next_header(reader)? {
        match header.kind {
            b'L' => named.path = Some(text(trimmed(&header_data(reader, header.size)?))),
            b'x' | b'X' => named.read_extended(&header_data(reader, header.size)?),
            // A long target of a link, and what holds for all members: their path never is.
            b'K' | b'g' => drop(header_data(reader, header.size)?),
            _ => {
                members.count()?;
                let (named, limit_bytes) = (std::mem::take(&mut named), options.limits.max_expanded_bytes);
                if read_one(reader, header, named, limit_bytes, members)?.is_break() {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

fn read_one(
    reader: &mut dyn BufRead,
    header: Header,
    named: Named,
    limit_bytes: u64,
    members: &mut Members<'_, '_>,
) -> io::Result<ControlFlow<()>> {
    let size = match (named.size, header.kind) {
        (Some(size), _) => size,
        // Links, devices and folders have no data, whatever the header says.
        (None, b'1'..=b'6') => 0,
        (None, _) => header.size,
    };
    let mut data = Data {
        reader,
        left: size,
        failed: None,
    };
    let path = named.path.unwrap_or(header.path);
    if size > limit_bytes {
        let text = format!(
            "{}: it claims {size} bytes, more than {limit_bytes}, the limit",
            clean(&path)
        );
        return Err(io::Error::new(io::ErrorKind::QuotaExceeded, text));
    }
    let kind = match header.kind {
        _ if named.is_sparse => Err("a file with holes, expected a whole one"),
        b'0' | 0 | b'7' if path.ends_with('/') => Ok(false),
        b'0' | 0 | b'7' => Ok(true),
        b'1' | b'2' => Err("a link, which is not followed"),
        b'3' | b'4' => Err("a device, expected a file"),
        b'6' => Err("a pipe, expected a file"),
        // Folders; the label of the volume.
        b'5' | b'D' | b'V' => Ok(false),
        b'S' => Err("a file with holes, expected a whole one"),
        b'M' => Err("the second part of a file, the first is in another tar"),
        _ => Err("an entry of an unknown kind, expected a file"),
    };
    let flow = match (kind, taken(&path)) {
        (Ok(false), _) | (_, Taken::Not) => ControlFlow::Continue(()),
        (_, Taken::Refused(reason)) => members.refuse(&path, reason),
        (Err(reason), Taken::As(path)) => members.refuse(&path, reason),
        (Ok(true), Taken::As(path)) => {
            let outcome = members.try_read(&path, Box::new(&mut data), None);
            match (outcome, data.failed.take()) {
                (Ok(ControlFlow::Break(())), _) => ControlFlow::Break(()),
                (_, Some(error)) => {
                    return Err(io::Error::new(error.kind(), format!("{}: {error}", clean(&path))));
                }
                (Ok(flow), None) => flow,
                (Err(error), None) => members.refuse(&path, &error.to_string()),
            }
        }
    };
    if members.within().is_spent() {
        return Err(io::Error::new(
            io::ErrorKind::QuotaExceeded,
            "a limit over the whole tar is reached",
        ));
    }
    if flow.is_continue() {
        data.left = data.left.saturating_add(padding(size));
        io::copy(&mut data, &mut io::sink())?;
    }
    Ok(flow)
}

/// The bytes of a member, with the error that ended the tar in it.
struct Data<'r> {
    reader: &'r mut dyn BufRead,
    left: u64,
    failed: Option<io::Error>,
}

impl Read for Data<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 || buffer.is_empty() {
            return Ok(0);
        }
        let length = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let outcome = match self.reader.read(&mut buffer[..length]) {
            Ok(0) => Err(ends_early()),
            outcome => outcome,
        };
        match outcome {
            Ok(found) => {
                self.left -= found as u64;
                Ok(found)
            }
            Err(error) => {
                self.failed = Some(io::Error::new(error.kind(), error.to_string()));
                Err(error)
            }
        }
    }
}

fn ends_early() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "tar data ends early")
}

fn padding(size: u64) -> u64 {
    size.checked_next_multiple_of(BLOCK as u64)
        .map_or(0, |whole| whole - size)
}

/// What a block before a member says.
struct Header {
    path: String,
    size: u64,
    kind: u8,
}

/// What stands before a member's own header and is stronger than that.
#[derive(Default)]
struct Named {
    path: Option<String>,
    size: Option<u64>,
    is_sparse: bool,
}

impl Named {
    /// Reads `length key=value\n` again and again.
    fn read_extended(&mut self, data: &[u8]) {
        let mut rest = data;
        while let Some(space) = memchr::memchr(b' ', rest) {
            let length = std::str::from_utf8(&rest[..space]).ok();
            let length = length.and_then(|digits| digits.parse::<usize>().ok());
            let Some(record) = length.and_then(|length| rest.get(space + 1..length)) else {
                return;
            };
            rest = &rest[space + 1 + record.len()..];
            let record = record.strip_suffix(b"\n").unwrap_or(record);
            let Some(equals) = memchr::memchr(b'=', record) else {
                continue;
            };
            let (key, value) = (&record[..equals], &record[equals + 1..]);
            match key {
                b"path" => self.path = Some(text(value)),
                b"size" => self.size = text(value).parse().ok(),
                key if key.starts_with(b"GNU.sparse.") => self.is_sparse = true,
                _ => {}
            }
        }
    }
}

/// Reads the next header. Blocks of zeros end a tar, and another one may follow.
fn next_header(reader: &mut dyn BufRead) -> io::Result<Option<Header>> {
    let mut has_ended = false;
    loop {
        let mut block = Vec::with_capacity(BLOCK);
        (&mut *reader).take(BLOCK as u64).read_to_end(&mut block)?;
        if block.iter().all(|&byte| byte == 0) {
            match block.len() {
                BLOCK => has_ended = true,
                _ => return Ok(None),
            }
            continue;
        }
        return match (block.len() == BLOCK, has_right_checksum(&block)) {
            (true, true) => Ok(Some(header_of(&block)?)),
            // What is behind the end is no part of it.
            _ if has_ended => Ok(None),
            (false, _) => Err(ends_early()),
            (true, false) => Err(damaged("a header has another checksum than it says")),
        };
    }
}

fn header_of(block: &[u8]) -> io::Result<Header> {
    let part = |start: usize, length: usize| block.get(start..start + length).unwrap_or_default();
    let name = text(trimmed(part(0, 100)));
    let is_posix = part(257, 8) == b"ustar\x0000";
    let prefix = if is_posix {
        text(trimmed(part(345, 155)))
    } else {
        String::new()
    };
    Ok(Header {
        path: match prefix.is_empty() {
            true => name,
            false => format!("{prefix}/{name}"),
        },
        size: number(part(124, 12)).ok_or_else(|| damaged("a header has no size"))?,
        kind: part(156, 1).first().copied().unwrap_or_default(),
    })
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("tar data is damaged: {what}"))
}

fn has_right_checksum(block: &[u8]) -> bool {
    let said = block.get(148..156).and_then(number);
    let sum = |is_signed: bool| {
        let bytes = block.iter().enumerate();
        bytes.fold(0i64, |sum, (at, &byte)| match (at, is_signed) {
            (148..156, _) => sum + i64::from(b' '),
            (_, true) => sum + i64::from(byte.cast_signed()),
            (_, false) => sum + i64::from(byte),
        })
    };
    let said = said.and_then(|said| i64::try_from(said).ok());
    // Some systems summed signed bytes.
    said.is_some() && (said == Some(sum(false)) || said == Some(sum(true)))
}

/// Octal digits between blanks and zeros, or the binary form for what is longer than 8 GiB.
fn number(field: &[u8]) -> Option<u64> {
    if let Some((&first, rest)) = field.split_first()
        && first & 0x80 != 0
    {
        let start = u64::from(first & 0x7f);
        return rest.iter().try_fold(start, |number, &byte| {
            number.checked_mul(256)?.checked_add(u64::from(byte))
        });
    }
    let digits = field
        .split(|byte| matches!(byte, b' ' | 0))
        .find(|part| !part.is_empty())?;
    u64::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok()
}

fn header_data(reader: &mut dyn BufRead, size: u64) -> io::Result<Vec<u8>> {
    if size > MAX_HEADER_BYTES {
        let text = format!("a name or extended header of the tar is longer than {MAX_HEADER_BYTES} bytes, the limit");
        return Err(io::Error::new(io::ErrorKind::QuotaExceeded, text));
    }
    let mut data = Vec::new();
    let whole = size + padding(size);
    (&mut *reader).take(whole).read_to_end(&mut data)?;
    match data.len() as u64 == whole {
        true => {
            data.truncate(usize::try_from(size).unwrap_or_default());
            Ok(data)
        }
        false => Err(ends_early()),
    }
}

fn trimmed(field: &[u8]) -> &[u8] {
    field.split(|&byte| byte == 0).next().unwrap_or_default()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
