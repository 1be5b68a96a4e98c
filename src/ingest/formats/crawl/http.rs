//! An answer of a web server as a crawl holds it: the status, the headers that matter, the body
//! with chunks and compression taken off.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use memchr::memmem;

/// Header lines with their values, in their order.
pub(super) type Headers = Vec<(String, String)>;

/// The first value of a header, not empty.
pub(super) fn header<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    let found = headers
        .iter()
        .find(|(other, value)| other.eq_ignore_ascii_case(name) && !value.is_empty());
    found.map(|(_, value)| value.as_str())
}

/// An answer.
pub(super) struct Answer {
    /// The number in its first line; 200 if there is none.
    pub status: u16,
    /// Its headers.
    pub headers: Headers,
    /// Where its body begins.
    pub body: usize,
}

/// More header lines than any server sends.
const MAX_HEADERS: usize = 1000;

/// Reads the head of an answer. `None` for what is no answer but the content itself.
pub(super) fn answer(block: &[u8]) -> Option<Answer> {
    let (first, mut at) = line_at(block, 0)?;
    let first = String::from_utf8_lossy(first).into_owned();
    let mut words = first.split_ascii_whitespace();
    let version = words
        .next()
        .filter(|word| word.len() >= 4 && word.is_char_boundary(4))?;
    if !version[..4].eq_ignore_ascii_case("HTTP") && !version.eq_ignore_ascii_case("ICY") {
        return None;
    }
    let status = words.next().and_then(|status| status.parse().ok()).unwrap_or(200);
    let mut headers = Headers::new();
    while let Some((line, next)) = line_at(block, at) {
        at = next;
        if line.is_empty() || headers.len() >= MAX_HEADERS {
            break;
        }
        add_header(&mut headers, line);
    }
    Some(Answer {
        status,
        headers,
        body: at,
    })
}

/// The line that begins at a byte, without its end, and where the next begins.
fn line_at(block: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let rest = block.get(at..).filter(|rest| !rest.is_empty())?;
    let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    let line = rest.get(..end).unwrap_or_default();
    Some((
        line.strip_suffix(b"\r").unwrap_or(line),
        (at + end + 1).min(block.len()),
    ))
}

/// Adds a line `name: value`; one that begins with a space goes on with the line before.
pub(super) fn add_header(headers: &mut Headers, line: &[u8]) {
    let text = String::from_utf8_lossy(line);
    match (text.starts_with([' ', '\t']), headers.last_mut(), text.split_once(':')) {
        (true, Some((_, value)), _) => {
            value.push(' ');
            value.push_str(text.trim());
        }
        (_, _, Some((name, value))) => headers.push((name.trim().to_owned(), value.trim().to_owned())),
        _ => {}
    }
}

/// What a body gave.
pub(super) enum Body<'a> {
    /// Its content, and what is wrong with it although it can be read.
    Read(Cow<'a, [u8]>, Option<&'static str>),
    /// Why it cannot be read.
    Refused(String),
}

/// Takes chunks and compressions off a body. Crawlers often do that themselves and leave the
/// headers as they were: what does not begin as its header says is taken as it is.
pub(super) fn content<'a>(body: &'a [u8], headers: &Headers, limit_bytes: u64) -> Body<'a> {
    let mut problem = None;
    let is_chunked =
        header(headers, "Transfer-Encoding").is_some_and(|value| value.to_ascii_lowercase().contains("chunked"));
    let mut bytes = match is_chunked.then(|| without_chunks(body)).flatten() {
        Some((bytes, is_cut)) => {
            problem = is_cut.then_some(CUT);
            Cow::Owned(bytes)
        }
        None => Cow::Borrowed(body),
    };
    let codings = header(headers, "Content-Encoding")
        .unwrap_or_default()
        .to_ascii_lowercase();
    // The last one was put on last. Nobody puts on more than two.
    for coding in codings.split(',').rev().take(2).map(str::trim) {
        let outcome = match coding {
            "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => {
                limited(MultiGzDecoder::new(bytes.as_ref()), limit_bytes)
            }
            "deflate" => match limited(ZlibDecoder::new(bytes.as_ref()), limit_bytes) {
                Expanded::Nothing => limited(DeflateDecoder::new(bytes.as_ref()), limit_bytes),
                found => found,
            },
            "zstd" if bytes.starts_with(b"\x28\xb5\x2f\xfd") => {
                match zstd::stream::read::Decoder::with_buffer(bytes.as_ref()) {
                    Ok(decoder) => limited(decoder, limit_bytes),
                    Err(_) => Expanded::Nothing,
                }
            }
            // Brotli has no first bytes to tell it by.
            "br" if !looks_like_text(&bytes) => {
                return Body::Refused("it is compressed as `br` (Brotli), which is not read".to_owned());
            }
            _ => continue,
        };
        match outcome {
            Expanded::Whole(content) => bytes = Cow::Owned(content),
            Expanded::Cut(content) => {
                bytes = Cow::Owned(content);
                problem = Some(CUT);
            }
            // It is not compressed at all, or nothing of it can be read: its format will tell.
            Expanded::Nothing => {}
            Expanded::TooLong => {
                return Body::Refused("it is longer than the limit for a page when decompressed".to_owned());
            }
        }
    }
    Body::Read(bytes, problem)
}

/// Says that a page ends early.
pub(super) const CUT: &str = "the page is cut off: not all of it is in the crawl";

fn looks_like_text(bytes: &[u8]) -> bool {
    let first = bytes.trim_ascii_start().get(..64).unwrap_or(bytes);
    first.first().is_some_and(|first| matches!(first, b'<' | b'{' | b'['))
        && first.iter().all(|&byte| byte >= b' ' || byte.is_ascii_whitespace())
}

/// Chunks joined, and whether the last is missing. `None` if there are none.
fn without_chunks(body: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut joined = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some((line, next)) = line_at(body, at) {
        let size = line.split(|&byte| byte == b';').next().unwrap_or_default();
        let size = std::str::from_utf8(size.trim_ascii())
            .ok()
            .filter(|size| size.len() <= 8);
        let Some(size) = size.and_then(|size| usize::from_str_radix(size, 16).ok()) else {
            // What does not begin with a chunk has none; a fault further on ends them.
            if at == 0 {
                return None;
            }
            break;
        };
        if size == 0 {
            return Some((joined, false));
        }
        let end = next.saturating_add(size);
        let chunk = body.get(next..end.min(body.len())).unwrap_or_default();
        joined.extend_from_slice(chunk);
        if end > body.len() {
            break;
        }
        at = match body.get(end..).unwrap_or_default() {
            [b'\r', b'\n', ..] => end + 2,
            [b'\n', ..] => end + 1,
            _ => end,
        };
    }
    Some((joined, true))
}

enum Expanded {
    Whole(Vec<u8>),
    Cut(Vec<u8>),
    Nothing,
    TooLong,
}

fn limited(decoder: impl Read, limit_bytes: u64) -> Expanded {
    let mut bytes = Vec::new();
    let outcome: io::Result<usize> = decoder.take(limit_bytes.saturating_add(1)).read_to_end(&mut bytes);
    match outcome {
        _ if bytes.len() as u64 > limit_bytes => Expanded::TooLong,
        Ok(_) => Expanded::Whole(bytes),
        Err(_) if bytes.is_empty() => Expanded::Nothing,
        Err(_) => Expanded::Cut(bytes),
    }
}

/// `text/html` of `text/html; charset=…`, in small letters.
pub(super) fn media_type(value: &str) -> String {
    value
        .split([';', ',', ' '])
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The charset that a media type names.
pub(super) fn charset(value: &str) -> Option<&'static encoding_rs::Encoding> {
    let lower = value.to_ascii_lowercase();
    let at = memmem::find(lower.as_bytes(), b"charset")?;
    let label = lower.get(at + "charset".len()..)?.trim_start().strip_prefix('=')?;
    let label = label.trim_start().trim_start_matches(['"', '\'']);
    let end = label.find([';', '"', '\'', ' ', ',']).unwrap_or(label.len());
    encoding_rs::Encoding::for_label(label.as_bytes().get(..end)?)
}
