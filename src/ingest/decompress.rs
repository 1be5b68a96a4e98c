//! Compressed sources, told by their first bytes whatever they are called.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use bzip2::bufread::MultiBzDecoder;
use lzma_rust2::XzReader;

use super::error::{SourceError, describe_io};
use super::gzip_members::GzipMembers;
use super::limits::{Counting, Expanding, Limits, Within};

/// How a source is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// It is not.
    None,
    /// gzip, of any number of members.
    Gzip,
    /// Zstandard, of any number of frames.
    Zstd,
    /// bzip2, of any number of streams.
    Bzip2,
    /// xz, of any number of streams.
    Xz,
}

/// Endings of compressed files, which hide the ending that tells the format, and what is left.
const ENDINGS: &[(&str, &str)] = &[
    (".gz", ""),
    (".gzip", ""),
    (".zst", ""),
    (".zstd", ""),
    (".bz2", ""),
    (".xz", ""),
    (".tgz", ".tar"),
    (".tbz2", ".tar"),
    (".tbz", ".tar"),
    (".txz", ".tar"),
    (".tzst", ".tar"),
];

/// Bytes that are read at a time. Larger ones gain nothing measurable.
const BUFFER_BYTES: usize = 128 << 10;

/// Memory that xz may take for the text that it looks back on: `xz -9` takes 65 MiB.
const MAX_XZ_KIB: u32 = 130 << 10;

/// As much for a compression inside another one, so that several do not add up.
const MAX_INNER_XZ_KIB: u32 = 70 << 10;

/// The same for zstd, which looks back on two to the power of so many bytes. 27 is its own limit.
const MAX_ZSTD_WINDOW_LOG: u32 = 27;
const MAX_INNER_ZSTD_WINDOW_LOG: u32 = 26;

/// Returns the bytes of a source with one compression taken off, if there is one.
///
/// # Errors
/// Whatever reading the first bytes gives; too many compressions inside each other.
pub fn decompressed<'a>(
    mut reader: Box<dyn Read + 'a>,
    limits: &Limits,
    within: &Within,
) -> Result<(Box<dyn BufRead + 'a>, Compression), SourceError> {
    let mut magic = Vec::new();
    (&mut reader).take(MAGIC_BYTES).read_to_end(&mut magic)?;
    let compression = compression_of(&magic);
    let packed = Arc::new(AtomicU64::new(0));
    let counted = Counting {
        inner: Cursor::new(magic).chain(reader),
        bytes: Arc::clone(&packed),
        counts: None,
    };
    let whole = BufReader::with_capacity(BUFFER_BYTES, counted);
    if compression == Compression::None {
        return Ok((Box::new(whole), compression));
    }
    let within = within.inside(limits)?;
    let is_inner = within.depth > 1;
    let (kind, decoder): (_, Box<dyn Read + 'a>) = match compression {
        Compression::None => ("", Box::new(whole)),
        Compression::Gzip => ("gzip", Box::new(GzipMembers::new(whole))),
        Compression::Zstd => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(whole)?;
            decoder.window_log_max(if is_inner {
                MAX_INNER_ZSTD_WINDOW_LOG
            } else {
                MAX_ZSTD_WINDOW_LOG
            })?;
            ("zstd", Box::new(decoder))
        }
        Compression::Bzip2 => ("bzip2", Box::new(MultiBzDecoder::new(whole))),
        Compression::Xz => {
            let memory_kib = if is_inner { MAX_INNER_XZ_KIB } else { MAX_XZ_KIB };
            ("xz", Box::new(XzReader::new_mem_limit(whole, true, memory_kib)))
        }
    };
    let named = Named { inner: decoder, kind };
    let bounded = Expanding::new(named, packed, *limits, within);
    Ok((Box::new(BufReader::with_capacity(BUFFER_BYTES, bounded)), compression))
}

/// As many first bytes as tell every compression.
const MAGIC_BYTES: u64 = 10;

pub(super) fn compression_of(magic: &[u8]) -> Compression {
    match magic {
        [0x1f, 0x8b, ..] => Compression::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Compression::Zstd,
        // The first block, or the end of an empty file: a text may begin with "BZh" as well.
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..] => Compression::Bzip2,
        [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, ..] => Compression::Bzip2,
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Compression::Xz,
        _ => Compression::None,
    }
}

/// The name without the ending of a compression: `2016.jsonl.gz` is `2016.jsonl`, `2016.tgz` is
/// `2016.tar`.
pub fn name_without_ending(name: &str) -> String {
    let stem = |ending: &str| {
        let start = name.len().checked_sub(ending.len())?;
        let (stem, end) = (name.get(..start)?, name.get(start..)?);
        end.eq_ignore_ascii_case(ending).then_some(stem)
    };
    let found = ENDINGS
        .iter()
        .find_map(|(ending, left)| Some(format!("{}{left}", stem(ending)?)));
    found.unwrap_or_else(|| name.to_owned())
}

/// Says in an error which compression is damaged; the libraries know it and do not say it.
struct Named<R> {
    inner: R,
    kind: &'static str,
}

impl<R> Named<R> {
    fn too_much_memory(&self) -> io::Error {
        let text = format!(
            "{} data needs more memory to be unpacked than the limit allows",
            self.kind
        );
        io::Error::new(io::ErrorKind::QuotaExceeded, text)
    }
}

impl<R: Read> Read for Named<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => io::Error::new(error.kind(), format!("{} data ends early", self.kind)),
            // A limit says so itself.
            io::ErrorKind::QuotaExceeded => error,
            io::ErrorKind::OutOfMemory => self.too_much_memory(),
            io::ErrorKind::Other if error.to_string().contains("too much memory") => self.too_much_memory(),
            io::ErrorKind::InvalidData
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::Other
            | io::ErrorKind::Unsupported => {
                let text = format!("{} data is damaged: {}", self.kind, describe_io(&error));
                io::Error::new(io::ErrorKind::InvalidData, text)
            }
            _ => error,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Write;

    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[track_caller]
    fn check(bytes: &[u8], compression: Compression, expected: Result<&str, &str>) {
        let (mut reader, found) = decompressed(Box::new(bytes), &Limits::default(), &Within::default()).unwrap();
        assert_eq!(found, compression);
        let mut text = String::new();
        let outcome = reader
            .read_to_string(&mut text)
            .map(|_| text.as_str())
            .map_err(|error| error.to_string());
        assert_eq!(outcome, expected.map_err(str::to_owned));
    }

    #[test]
    fn compression_is_told_by_the_bytes() {
        check(b"plain", Compression::None, Ok("plain"));
        check(b"", Compression::None, Ok(""));
        check(&gzip(b"text"), Compression::Gzip, Ok("text"));
        check(
            &zstd::encode_all(b"text".as_slice(), 3).unwrap(),
            Compression::Zstd,
            Ok("text"),
        );
    }

    #[test]
    fn members_and_frames_are_read_to_the_last() {
        check(
            &[gzip(b"one "), gzip(b"two")].concat(),
            Compression::Gzip,
            Ok("one two"),
        );
        let frame = |text: &[u8]| zstd::encode_all(text, 3).unwrap();
        check(
            &[frame(b"one "), frame(b"two")].concat(),
            Compression::Zstd,
            Ok("one two"),
        );
    }

    #[test]
    fn damage_is_named() {
        let whole = gzip(b"some text that is long enough to be cut");
        check(
            &whole[..whole.len() - 12],
            Compression::Gzip,
            Err("gzip data ends early"),
        );
        let whole = zstd::encode_all(b"some text that is long enough to be cut".as_slice(), 3).unwrap();
        check(
            &whole[..whole.len() - 6],
            Compression::Zstd,
            Err("zstd data ends early"),
        );
        check(
            &[gzip(b"text"), b"garbage behind it".to_vec()].concat(),
            Compression::Gzip,
            Err("gzip data is damaged: invalid gzip header"),
        );
    }

    #[test]
    fn the_inner_name_decides() {
        assert_eq!(name_without_ending("a/2016.jsonl.gz"), "a/2016.jsonl");
        assert_eq!(name_without_ending("x.TXT.ZST"), "x.TXT");
        assert_eq!(name_without_ending("x.txt"), "x.txt");
        assert_eq!(name_without_ending("ß"), "ß");
    }
}
