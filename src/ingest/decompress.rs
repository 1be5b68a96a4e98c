//! Compressed sources, told by their first bytes whatever they are called.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use super::error::{SourceError, describe_io};
use super::gzip_members::GzipMembers;

/// How a source is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// It is not.
    None,
    /// gzip, of any number of members.
    Gzip,
    /// Zstandard, of any number of frames.
    Zstd,
}

/// Endings of compressed files, which hide the ending that tells the format.
const ENDINGS: &[&str] = &[".gz", ".gzip", ".zst", ".zstd"];

/// Bytes that are read at a time. Larger ones gain nothing measurable.
const BUFFER_BYTES: usize = 128 << 10;

/// Returns the decompressed bytes of a source.
///
/// # Errors
/// Whatever reading the first bytes gives.
pub fn decompressed<'a>(mut reader: impl Read + 'a) -> Result<(Box<dyn BufRead + 'a>, Compression), SourceError> {
    let mut magic = Vec::new();
    (&mut reader).take(4).read_to_end(&mut magic)?;
    let compression = compression_of(&magic);
    let whole = BufReader::with_capacity(BUFFER_BYTES, Cursor::new(magic).chain(reader));
    let reader: Box<dyn BufRead + 'a> = match compression {
        Compression::None => Box::new(whole),
        Compression::Gzip => named(GzipMembers::new(whole), "gzip"),
        Compression::Zstd => named(zstd::stream::read::Decoder::with_buffer(whole)?, "zstd"),
    };
    Ok((reader, compression))
}

fn compression_of(magic: &[u8]) -> Compression {
    match magic {
        [0x1f, 0x8b, ..] => Compression::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Compression::Zstd,
        _ => Compression::None,
    }
}

/// The name without the ending of a compression: `2016.jsonl.gz` is `2016.jsonl`.
pub fn name_without_ending(name: &str) -> &str {
    let is_ending = |ending: &&&str| {
        let start = name.len().checked_sub(ending.len());
        start
            .and_then(|start| name.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    let length = ENDINGS.iter().find(is_ending).map_or(0, |ending| ending.len());
    &name[..name.len() - length]
}

fn named<'a>(inner: impl Read + 'a, kind: &'static str) -> Box<dyn BufRead + 'a> {
    Box::new(BufReader::with_capacity(BUFFER_BYTES, Named { inner, kind }))
}

/// Says in an error which compression is damaged; the libraries know it and do not say it.
struct Named<R> {
    inner: R,
    kind: &'static str,
}

impl<R: Read> Read for Named<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => io::Error::new(error.kind(), format!("{} data ends early", self.kind)),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
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
        let (mut reader, found) = decompressed(bytes).unwrap();
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
