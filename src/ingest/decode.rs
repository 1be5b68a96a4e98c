//! Bytes to text. UTF-8 is taken as it is. What is not valid UTF-8 is read in the encoding that
//! the reader or the source declares, else in the one that its bytes look like, and says so.
//!
//! The encoding is settled once for a source, at the first record that is not valid UTF-8: such
//! a record often has too few letters for a good guess, and guessing anew for each would give
//! one source several encodings. Valid UTF-8 behind it is still read as UTF-8, so a file that
//! was put together from two keeps both readable.

use std::borrow::Cow;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::article::Problem;

/// Turns the bytes of one source into text, record by record.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The encoding to read in what is not UTF-8, once it is known.
    fallback: Option<&'static Encoding>,
}

/// The text of some bytes, and what had to be done to read them.
pub type Decoded<'bytes> = (Cow<'bytes, str>, Option<Problem>);

impl Decoder {
    /// Takes a declared encoding; UTF-8 and `None` leave the choice to the bytes.
    pub fn new(declared: Option<&'static Encoding>) -> Decoder {
        let fallback = declared.filter(|&encoding| encoding != UTF_8 && encoding.is_ascii_compatible());
        Decoder { fallback }
    }

    /// Declares an encoding that is found in the source itself. One declared before holds.
    pub fn declare(&mut self, declared: Option<&'static Encoding>) {
        self.fallback = self.fallback.or(Decoder::new(declared).fallback);
    }

    /// Decodes one record. Offsets in the [`Problem`] count from the first of these bytes.
    pub fn decode<'bytes>(&mut self, bytes: &'bytes [u8]) -> Decoded<'bytes> {
        match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(error) => self.decode_otherwise(bytes, error.valid_up_to()),
        }
    }

    fn decode_otherwise<'bytes>(&mut self, bytes: &'bytes [u8], first_fault: usize) -> Decoded<'bytes> {
        if let Some(faults) = faults_in_utf8(bytes) {
            let how = format!("read as UTF-8 with {faults} replaced: no valid UTF-8 at byte {first_fault}");
            return (String::from_utf8_lossy(bytes), Some(Problem::Decoding(how)));
        }
        let encoding = *self.fallback.get_or_insert_with(|| guess(bytes));
        let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
        let replaced = match has_faults {
            true => " with some bytes replaced",
            false => "",
        };
        let how = format!(
            "read as {}{replaced}: no valid UTF-8 at byte {first_fault}",
            encoding.name()
        );
        (text, Some(Problem::Decoding(how)))
    }
}

/// The number of faulty places, if the bytes are UTF-8 that was damaged: they hold more good
/// characters beyond ASCII than faults. Another encoding gives good ones by rare accident only.
fn faults_in_utf8(bytes: &[u8]) -> Option<String> {
    let (mut good, mut faults) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    (good > faults).then(|| match faults {
        1 => "1 place".to_owned(),
        faults => format!("{faults} places"),
    })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The encoding that a byte order mark at the head of a source declares, with the mark's length.
pub fn byte_order_mark(head: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(head)
}

/// The encoding that a line such as `Charset: iso-8859-1` or `Content-Type: text/plain;
/// charset=koi8-r` in the first lines of a text names.
pub fn declared_in(head: &[u8]) -> Option<&'static Encoding> {
    /// Header lines stand at the beginning.
    const HEADER_LINES: usize = 40;
    head.split(|&byte| byte == b'\n').take(HEADER_LINES).find_map(|line| {
        let line = std::str::from_utf8(line).ok()?.trim().to_ascii_lowercase();
        let (name, value) = line.split_once(':')?;
        let label = match name.trim() {
            "charset" | "encoding" => value,
            "content-type" => value.split_once("charset=")?.1,
            _ => return None,
        };
        let label = label.split(';').next().unwrap_or_default();
        Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
    })
}

/// Reads UTF-16 as UTF-8, so that every format sees bytes whose ASCII is ASCII. Half a surrogate
/// pair becomes U+FFFD.
pub struct Utf16Reader<R> {
    source: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    raw_read: usize,
    text: Vec<u8>,
    text_read: usize,
    at_end: bool,
}

/// Bytes that are read from the source at a time.
const UTF16_CHUNK_BYTES: usize = 32 << 10;

impl<R: Read> Utf16Reader<R> {
    /// `source` begins behind the byte order mark; `encoding` is one of the two UTF-16.
    pub fn new(source: R, encoding: &'static Encoding) -> Utf16Reader<R> {
        debug_assert!(encoding == UTF_16LE || encoding == UTF_16BE);
        Utf16Reader {
            source,
            decoder: encoding.new_decoder_without_bom_handling(),
            raw: Vec::new(),
            raw_read: 0,
            text: Vec::new(),
            text_read: 0,
            at_end: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.raw_read == self.raw.len() && !self.at_end {
            self.raw.resize(UTF16_CHUNK_BYTES, 0);
            self.raw_read = 0;
            let found = self.source.read(&mut self.raw)?;
            self.raw.truncate(found);
            self.at_end = found == 0;
        }
        // Three bytes of UTF-8 for two of UTF-16 at most, and room for what was begun before.
        self.text.resize(2 * UTF16_CHUNK_BYTES, 0);
        self.text_read = 0;
        let raw = self.raw.get(self.raw_read..).unwrap_or_default();
        let (outcome, read, written, _) = self.decoder.decode_to_utf8(raw, &mut self.text, self.at_end);
        self.raw_read += read;
        self.text.truncate(written);
        debug_assert!(outcome == CoderResult::InputEmpty || written > 0);
        Ok(())
    }
}

impl<R: Read> Read for Utf16Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.text_read == self.text.len() && !self.at_end {
            self.refill()?;
        }
        let ready = self.text.get(self.text_read..).unwrap_or_default();
        let length = ready.len().min(buffer.len());
        buffer[..length].copy_from_slice(&ready[..length]);
        self.text_read += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, how: Option<&str>) {
        let (decoded, problem) = Decoder::default().decode(bytes);
        assert_eq!(decoded, text);
        assert_eq!(problem.map(|problem| problem.to_string()).as_deref(), how);
    }

    #[test]
    fn utf8_is_taken_as_it_is() {
        check("Götze – Київ \u{fffd}".as_bytes(), "Götze – Київ \u{fffd}", None);
    }

    #[test]
    fn what_is_no_utf8_is_read_in_the_encoding_it_looks_like() {
        check(
            b"The Rio de Janeiro caf\xe9 \x93open\x94",
            "The Rio de Janeiro café “open”",
            Some("read as windows-1252: no valid UTF-8 at byte 22"),
        );
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Президент подписал договор в Кремле во вторник");
        check(
            &russian,
            "Президент подписал договор в Кремле во вторник",
            Some("read as windows-1251: no valid UTF-8 at byte 0"),
        );
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        check(
            b"K\xc3\xb6ln und M\xc3\xbcnchen \xe2\x80",
            "Köln und München \u{fffd}",
            Some("read as UTF-8 with 1 place replaced: no valid UTF-8 at byte 19"),
        );
    }

    #[test]
    fn a_declared_encoding_is_used_only_where_utf8_fails() {
        let mut decoder = Decoder::new(Encoding::for_label(b"iso-8859-2"));
        assert_eq!(decoder.decode("ö".as_bytes()).0, "ö");
        let (text, problem) = decoder.decode(b"Wa\xb3\xeasa");
        assert_eq!(text, "Wałęsa");
        assert_eq!(
            problem.unwrap().to_string(),
            "read as ISO-8859-2: no valid UTF-8 at byte 2"
        );
    }

    #[test]
    fn the_encoding_is_settled_at_the_first_fault() {
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Президент подписал договор в Кремле");
        let mut decoder = Decoder::default();
        decoder.decode(&russian);
        assert_eq!(decoder.decode(b"\xca\xf0\xfb\xec").0, "Крым");
        assert_eq!(decoder.decode("Київ".as_bytes()).0, "Київ");
    }

    #[test]
    fn a_header_line_declares_the_encoding() {
        assert_eq!(
            declared_in(b"Title: x\nContent-Type: text/plain; charset=\"KOI8-R\"\n\nText"),
            Encoding::for_label(b"koi8-r")
        );
        assert_eq!(declared_in(b"Encoding: latin1\n"), Encoding::for_label(b"latin1"));
        assert_eq!(declared_in(b"No header: here\n"), None);
    }

    #[test]
    fn utf16_is_read_through_buffers_of_any_size() {
        let text = "Київ 𝄞 é\n".repeat(20_000);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, encoding) in [(little, UTF_16LE), (big, UTF_16BE)] {
            let mut found = String::new();
            Utf16Reader::new(bytes.as_slice(), encoding)
                .read_to_string(&mut found)
                .unwrap();
            assert!(found == text);
        }
    }
}
