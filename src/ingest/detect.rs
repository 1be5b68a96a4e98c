//! Which format a source is in: by its name, then by its first bytes.
//!
//! A name decides unless the bytes are certainly something else: a `.txt` that holds JSON Lines
//! is read as JSON Lines. Bytes alone decide where the name says nothing.

use std::path::Path;

use super::error::SourceError;
use super::formats::{FORMATS, Format, HTML, MARKDOWN, TEXT, is_wire};
use super::xml_root::root_name;

/// How much the first bytes look like a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Nothing of it is there.
    None,
    /// It may be, as other things may.
    Possible,
    /// Nothing else begins so.
    Certain,
}

impl Likeness {
    /// [`Certain`](Likeness::Certain) if it is so, else [`None`](Likeness::None).
    pub fn certain_if(is_certain: bool) -> Likeness {
        match is_certain {
            true => Likeness::Certain,
            false => Likeness::None,
        }
    }
}

/// First bytes of files that are neither text nor read as compressions or containers.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office document"),
    (b"{\\rtf", "RTF"),
    (b"%!PS", "PostScript"),
    (b"\x89PNG\r\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"II*\0", "TIFF image"),
    (b"MM\0*", "TIFF image"),
    (b"RIFF", "RIFF media"),
    (b"ID3", "MP3 audio"),
    (b"OggS", "Ogg media"),
    (b"fLaC", "FLAC audio"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\0", "SQLite database"),
    (b"PAR1", "Parquet"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
];

/// Endings of files that lie beside saved pages and samples and hold no articles, although they
/// are text.
const NOT_ARTICLES: &[(&str, &str)] = &[
    ("css", "a style sheet"),
    ("js", "a program"),
    ("mjs", "a program"),
    ("py", "a program"),
];

const XML: &str = "XML";
/// What is said of elements that belong to no known kind of mark-up; a piece of a page has some.
const HTML_OR_SGML: &str = "SGML or XML";

/// Beginnings of mark-up, in small letters.
const MARKUP: &[(&str, &str)] = &[
    ("<!doctype html", "HTML"),
    ("<html", "HTML"),
    ("<head", "HTML"),
    ("<?xml", XML),
    ("<rss", XML),
    ("<svg", "an SVG image"),
    ("<!doctype", "SGML"),
];

/// Formats whose text holds pieces of any bytes: pictures in a crawl, letters of no encoding in a
/// mail.
const HOLD_ANY_BYTES: &[&str] = &["warc", "arc", "eml", "mbox"];

/// Chooses the format of a source.
///
/// `name` is a path or file name without the ending of a compression; `head` holds the first
/// bytes, decompressed and in an encoding that holds ASCII, all of them if `head_is_all`.
///
/// # Errors
/// [`SourceError::Empty`], [`SourceError::Binary`] and [`SourceError::NoFormat`].
pub fn detect(name: &str, head: &[u8], head_is_all: bool) -> Result<&'static Format, SourceError> {
    let holds_any_bytes = |format: &Format| HOLD_ANY_BYTES.contains(&format.name);
    let is_such =
        |format: &&Format| holds_any_bytes(format) && (format.looks_like)(head, head_is_all) == Likeness::Certain;
    if let Some(format) = FORMATS.iter().find(is_such) {
        return Ok(format);
    }
    let head = without_mark(head);
    let ending = Path::new(name)
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let ending = ending.unwrap_or_default();
    match FORMATS.iter().find(|format| format.endings.contains(&ending.as_str())) {
        Some(format) => check_fits(format, head, head_is_all)?,
        None => check_is_text(head, head_is_all)?,
    }
    if let Some((_, what)) = NOT_ARTICLES.iter().find(|(other, _)| *other == ending) {
        return Err(SourceError::NoFormat(what));
    }
    let named = FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()));
    let likeness = |format: &Format| (format.looks_like)(head, head_is_all);
    let certain = || FORMATS.iter().find(|format| likeness(format) == Likeness::Certain);
    let chosen = match named {
        Some(format) if likeness(format) == Likeness::Certain => Some(format),
        Some(format) => certain().or(Some(format)),
        // Text may be anything: it is taken when nothing else may be.
        None => certain().or_else(|| {
            let is_possible = |format: &&Format| format.name != TEXT && likeness(format) == Likeness::Possible;
            FORMATS.iter().find(is_possible)
        }),
    };
    let chosen = chosen.or_else(|| FORMATS.iter().find(|format| format.name == TEXT));
    match (chosen, markup(head)) {
        // Markdown allows HTML in it, and a piece of a page may begin with any element.
        (Some(format), _) if format.name == MARKDOWN => Ok(format),
        (Some(format), Some(HTML_OR_SGML)) if format.name == HTML => Ok(format),
        (Some(format), Some(what)) if likeness(format) != Likeness::Certain => {
            // The name that a format would have gone by.
            match root_name(head).filter(|_| what == XML) {
                Some(root) => Err(SourceError::NoXmlFormat { root }),
                None => Err(SourceError::NoFormat(what)),
            }
        }
        (Some(format), _) => Ok(format),
        (None, _) => Err(SourceError::NoFormat("text")),
    }
}

/// Refuses what a format cannot read whatever it is.
///
/// # Errors
/// [`SourceError::Empty`] and [`SourceError::Binary`].
pub fn check_fits(format: &Format, head: &[u8], head_is_all: bool) -> Result<(), SourceError> {
    match check_is_text(head, head_is_all) {
        Err(SourceError::Binary(None)) if HOLD_ANY_BYTES.contains(&format.name) => Ok(()),
        outcome => outcome,
    }
}

/// Refuses what is empty or no text.
///
/// # Errors
/// [`SourceError::Empty`] and [`SourceError::Binary`].
fn check_is_text(head: &[u8], head_is_all: bool) -> Result<(), SourceError> {
    if head_is_all && without_mark(head).iter().all(u8::is_ascii_whitespace) {
        return Err(SourceError::Empty);
    }
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(SourceError::Binary(Some(kind)));
    }
    match memchr::memchr(0, head).is_some() || (is_mostly_controls(head) && !is_wire(head)) {
        true => Err(SourceError::Binary(None)),
        false => Ok(()),
    }
}

/// The share of control characters in text of old wires stays below a tenth, save in tables. What is no UTF-8
/// either needs far fewer: random bytes have one in nine.
fn is_mostly_controls(head: &[u8]) -> bool {
    let is_control =
        |byte: &&u8| (**byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0xc | 0x1b)) || **byte == 0x7f;
    let controls = head.iter().filter(is_control).count();
    // The last character may be cut.
    let is_utf8 = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    let percent = if is_utf8 { 30 } else { 5 };
    controls * 100 > head.len() * percent
}

fn without_mark(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head)
}

fn markup(head: &[u8]) -> Option<&'static str> {
    let head = head.trim_ascii_start();
    let begins = |mark: &str| {
        head.get(..mark.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(mark.as_bytes()))
    };
    MARKUP
        .iter()
        .find(|(mark, _)| begins(mark))
        .map(|&(_, what)| what)
        .or_else(|| {
            // Any other element in capitals or small letters: SGML of a wire or a test collection.
            let name = head.strip_prefix(b"<")?;
            let length = name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let closes = matches!(name.get(length), Some(b'>' | b' ' | b'\n' | b'\r' | b'\t'));
            (length > 0 && name[0].is_ascii_alphabetic() && closes).then_some(HTML_OR_SGML)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, head: &[u8], expected: &str) {
        let found = match detect(name, head, true) {
            Ok(format) => format.name.to_owned(),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "{name}");
    }

    const REUTERS: &[u8] = b"<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"1\">\n</REUTERS>\n";

    #[test]
    fn the_name_decides_where_the_bytes_allow_it() {
        check("a.txt", b"Plain words.", "text");
        check("a.md", b"Plain words.", "markdown");
        check("a.json", b"{\"title\": \"A\"}", "json");
        check("a.jsonl", b"{\"title\": \"A\"}", "jsonl");
        check("a.NDJSON", b"no JSON at all\n{}", "jsonl");
        check("a.csv", b"x,y\n1,2\n", "csv");
        check("a.tsv", b"title\tbody\n1\t2\n", "csv");
        check("a.sgm", REUTERS, "reuters21578");
    }

    #[test]
    fn certain_bytes_overrule_the_name() {
        check("a.txt", b"{\"title\": \"A\"}\n{\"title\": \"B\"}\n", "jsonl");
        check("a.json", b"{\"title\": \"A\"}\n{\"title\": \"B\"}\n", "jsonl");
        check("a.jsonl", b"[\n {\"title\": \"A\"}\n]", "json");
        check("a.txt", REUTERS, "reuters21578");
        check("a.txt", b"---\ntitle: A\ndate: 2025\n---\nText", "markdown");
    }

    #[test]
    fn bytes_decide_where_the_name_says_nothing() {
        check("a", b"{\n \"title\": \"A\"}", "json");
        check("-", b"\xef\xbb\xbf[{\"title\": \"A\"}]", "json");
        check("a.dump", b"{\"title\": \"A\"}\n{\"title\": \"B\"}\n", "jsonl");
        check("a", b"id,title,body\n1,A,Text\n", "csv");
        check("a", b"id\ttitle\tbody\n1\tA\tText\n", "csv");
        check("README", b"Words, and more words.\n", "text");
        check("a", b"+++\ntitle = \"A\"\n+++\nText", "markdown");
        check("a", b"[Updated] Words.\n", "text");
    }

    #[test]
    fn what_holds_any_bytes_is_no_binary_file() {
        check("a", b"WARC/1.0\r\nWARC-Type: resource\r\n\r\n\0\0", "warc");
        check(
            "a.arc",
            b"filedesc://a.arc 0.0.0.0 20090304080000 text/plain 2\n\0\0",
            "arc",
        );
        check("a.eml", b"Subject: \0\n\nText.", "eml");
        check("cur/1:2,S", b"Message-ID: <1>\nFrom: a@b.example\n\n\0", "eml");
        check(
            "a",
            b"From a@b.example Mon Mar  4 08:00:00 2019\nSubject: A\n\n\0",
            "mbox",
        );
        check("a.eml", b"%PDF-1.7 ...", "binary file, not text (PDF)");
        check("a.eml", b" \n", "empty file");
    }

    #[test]
    fn feeds_are_known_by_their_root() {
        check(
            "a.xml",
            b"<?xml version=\"1.0\"?>\n<!-- a --><rss version=\"2.0\"/>",
            "rss",
        );
        check("a", b"<RDF xmlns=\"http://my.netscape.com/rdf/simple/0.9/\"/>", "rss");
        check("a.rss", b"<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", "atom");
        check("a", b"<atom:entry xmlns:atom=\"http://www.w3.org/2005/Atom\">", "atom");
        let feed = b"{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": 1}]}";
        check("a.json", feed, "jsonfeed");
        check(
            "feed",
            b"{\n\"title\": \"A\",\n\"version\":\"https:\\/\\/jsonfeed.org\\/version\\/1.1\"}",
            "jsonfeed",
        );
        check(
            "a.json",
            b"{\"title\": \"A\", \"body\": \"See jsonfeed.org/version\"}",
            "json",
        );
    }

    #[test]
    fn xml_is_told_apart_by_its_first_element() {
        let declared = |rest: &str| format!("<?xml version=\"1.0\"?>\n<!-- <rss> -->\n{rest}").into_bytes();
        check(
            "a.xml",
            &declared("<!DOCTYPE nitf SYSTEM \"nitf.dtd\">\n<nitf>"),
            "nitf",
        );
        check("a.xml", &declared("<NewsML Version=\"1.2\">"), "newsml");
        check("a", &declared("<ns0:newsMessage xmlns:ns0=\"x\">"), "newsml-g2");
        check("a.xml", &declared("<newsitem itemid=\"1\">"), "rcv1");
        check(
            "a.xml",
            &declared("<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">"),
            "wxr",
        );
        check("a.xml", &declared("<LEWIS>\n<REUTERS NEWID=\"1\">"), "reuters21578");
        check("a.sgml", b"<DOC>\n<DOCNO> 1 </DOCNO>", "trec");
        check(
            "APW_19980314",
            b"<IEER_DOC type=\"x\">\n<DOC>\n<DOCNO> 1 </DOCNO>",
            "trec",
        );
    }

    #[test]
    fn dialects_of_json_and_text_are_told_by_their_first_bytes() {
        check(
            "a.json",
            b"{\"versioncreated\": \"2020-01-01\", \"headline\": \"A\"}",
            "ninjs",
        );
        check(
            "a.jsonl",
            b"{\"versioncreated\": \"2020\", \"headline\": \"A\"}\n{\"headline\": \"B\"}\n",
            "jsonl",
        );
        check("a.json", b"{\"versioncreated\": \"2020-01-01\"}", "json");
        check(
            "a.tst",
            b"\x16\x16\x01W2870\x1fasian\r\nr a\x13\x11 BC-A\r\n\x02^BC-A<\r\n",
            "anpa",
        );
        check("a.txt", b"\x01eca062 4 i 211 dpa 061\r\n\x02A =\r\n", "iptc7901");
        // Tables are full of control characters.
        check(
            "a",
            b"\x01s1\x1f\r\nr s\x14\x12\r\n\x02\x08A\x1f\x1e\x08B\x1f\x1e\x08C\x1f\x1e\x08",
            "anpa",
        );
    }

    #[test]
    fn markup_without_a_format_is_refused_by_name() {
        let refused = |what: &str| format!("{what}, which no input format reads; --format text takes it as it stands");
        check("a.sgm", b"<STORY>\n<NO> 1 </NO>\n</STORY>", &refused(HTML_OR_SGML));
        check(
            "a.xml",
            b"<?xml version=\"1.0\"?><!-- --><x:results/>",
            &refused("XML whose root element is `x:results`"),
        );
        check("a.html", b"<svg viewBox=\"0 0 9 9\"/>", &refused("an SVG image"));
        check("page_files/site.css", b"p { color: red }", &refused("a style sheet"));
        check("a.txt", b"<3 is a heart", "text");
        check("a.md", b"<div>\nText\n</div>", "markdown");
    }

    #[test]
    fn pages_are_html_whatever_their_name() {
        check("a.html", b"<!DOCTYPE html>\n<p>Hello", "html");
        check("a.shtml", b"<center>\n<p>Hello", "html");
        check("a.htm", b"Hello", "html");
        check("a.txt", b"\n<html>", "html");
        check(
            "a.md",
            b"<!-- saved from url=(0022)http://example.org/ -->\n<html>",
            "html",
        );
        check(
            "a.xhtml",
            b"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">\n<html>",
            "html",
        );
        check("-", b"<p>Hello</p>", "html");
        check("a.html", b"{\"title\": \"A\"}\n{\"title\": \"B\"}\n", "jsonl");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        check("a.txt", b"", "empty file");
        check("a.json", b" \n\t\n", "empty file");
        check("a.txt", b"%PDF-1.7 ...", "binary file, not text (PDF)");
        check("a.txt", b"ab\0c", "binary file, not text");
        check("a.txt", b"\x01\x02\x03\x04ab", "binary file, not text");
        let random: Vec<u8> = (1..=255).collect();
        check("a", &random, "binary file, not text");
    }
}
