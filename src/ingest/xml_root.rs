//! The first element of XML, and the encoding that its declaration names, from first bytes.

use encoding_rs::Encoding;
use memchr::memmem;

/// The name of the first element, as written. Declarations, comments and a document type before
/// it are passed over.
pub(super) fn root_name(head: &[u8]) -> Option<String> {
    let mut rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    loop {
        rest = rest.trim_ascii_start();
        rest = if rest.starts_with(b"<?") {
            behind(rest, b"?>")?
        } else if rest.starts_with(b"<!--") {
            behind(rest, b"-->")?
        } else if rest.starts_with(b"<!") {
            behind_document_type(rest)?
        } else {
            break;
        };
    }
    let name = rest.strip_prefix(b"<")?;
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
    let name = name.get(..name.iter().position(ends)?)?;
    let is_name = name.first().is_some_and(u8::is_ascii_alphabetic) && name.is_ascii();
    is_name.then(|| String::from_utf8_lossy(name).into_owned())
}

fn behind<'a>(text: &'a [u8], end: &[u8]) -> Option<&'a [u8]> {
    text.get(memmem::find(text, end)? + end.len()..)
}

/// A document type may hold declarations in brackets.
fn behind_document_type(text: &[u8]) -> Option<&[u8]> {
    let end = memchr::memchr2(b'>', b'[', text)?;
    match text.get(end) {
        Some(b'[') => behind(behind(text, b"]")?, b">"),
        _ => text.get(end + 1..),
    }
}

/// The encoding that an XML declaration in the first bytes names.
pub(super) fn declared_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = head.get(..memmem::find(head, b"?>")?)?;
    let value = behind(declaration, b"encoding")?.trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = value.split_first()?;
    let label = value.get(..memchr::memchr(*quote, value)?)?;
    Encoding::for_label(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, name: Option<&str>, encoding: Option<&str>) {
        assert_eq!(root_name(head.as_bytes()).as_deref(), name);
        let found = declared_encoding(head.as_bytes());
        assert_eq!(found.map(Encoding::name), encoding);
    }

    #[test]
    fn the_root_is_found_behind_what_may_stand_before_it() {
        check(
            "\n<?xml version='1.0' encoding = 'latin1' ?>\n<?xml-stylesheet href='a>b'?><!-- <feed> -->\n\
             <!DOCTYPE rss [<!ENTITY a \"b\">]>\n<rss version=\"2.0\">",
            Some("rss"),
            Some("windows-1252"),
        );
        check(
            "<!DOCTYPE x PUBLIC \"a\">\n<rdf:RDF\n xmlns:rdf=''>",
            Some("rdf:RDF"),
            None,
        );
        check("<feed/>", Some("feed"), None);
        check("feed", None, None);
        check("<3>", None, None);
        check("<?xml encoding=\"utf-8", None, None);
    }
}
