//! A page as a tree, by the parser of browsers; and what is asked of its elements.
//!
//! The parser takes any bytes, but its time grows with the square of the nesting. So a page that
//! nests beyond all reason is refused before it is parsed.

use ego_tree::iter::Edge;
use scraper::{Html, Node as Kind};

use super::super::super::clean::clean;
use crate::article::join_lines;

/// An element or a piece of text with its place in the page.
pub(super) type Node<'page> = ego_tree::NodeRef<'page, Kind>;

/// Elements inside each other, as far as tags tell. Pages nest about thirty; sloppy ones leave
/// thousands of small elements open.
const MAX_OPEN_TAGS: i64 = 6_000;

/// Elements that end by themselves where another one begins, or never hold any.
const END_BY_THEMSELVES: &[&str] = &[
    "p", "li", "td", "tr", "th", "dt", "dd", "option", "tbody", "thead", "tfoot", "area", "base", "br", "col", "embed",
    "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "a",
];

/// Tags of a page. Pages have some thousand; each takes a few hundred bytes of memory.
const MAX_TAGS: usize = 500_000;

/// Attributes of one element.
const MAX_ATTRIBUTES: usize = 10_000;

/// Parses a page.
///
/// # Errors
/// What would take too much time or memory.
pub(super) fn parse(html: &str) -> Result<Html, &'static str> {
    if memchr::memchr_iter(b'<', html.as_bytes()).count() > MAX_TAGS {
        return Err("it has more than 500,000 tags");
    }
    if nests_too_deep(html) {
        return Err("its elements nest too deep");
    }
    if has_too_many_attributes(html.as_bytes()) {
        return Err("an element has more than 10,000 attributes");
    }
    Ok(Html::parse_document(html))
}

/// Looks for an element with so many attributes that comparing each with each takes long. What
/// stands in quotes is one value.
fn has_too_many_attributes(page: &[u8]) -> bool {
    let mut behind = 0;
    for at in memchr::memchr_iter(b'<', page) {
        if at < behind {
            continue;
        }
        let (mut attributes, mut quote, mut before) = (0usize, None, b'<');
        behind = at + 1;
        for &byte in page.get(at + 1..).unwrap_or_default() {
            behind += 1;
            match (quote, byte) {
                (Some(open), byte) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
                (None, b'>') => break,
                (None, byte) => attributes += usize::from(before.is_ascii_whitespace() && !byte.is_ascii_whitespace()),
            }
            before = byte;
            if attributes > MAX_ATTRIBUTES {
                return true;
            }
        }
    }
    false
}

/// Counts tags without parsing: those opened and not closed.
fn nests_too_deep(html: &str) -> bool {
    let bytes = html.as_bytes();
    let mut open: i64 = 0;
    for at in memchr::memchr_iter(b'<', bytes) {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        let (rest, step) = match rest.strip_prefix(b"/") {
            Some(rest) => (rest, -1),
            None => (rest, 1),
        };
        let length = rest
            .iter()
            .take(16)
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let name = rest.get(..length).unwrap_or_default();
        if name.first().is_some_and(u8::is_ascii_alphabetic) && !ends_by_itself(name) {
            open = (open + step).max(0);
        }
        if open > MAX_OPEN_TAGS {
            return true;
        }
    }
    false
}

fn ends_by_itself(name: &[u8]) -> bool {
    END_BY_THEMSELVES
        .iter()
        .any(|other| name.eq_ignore_ascii_case(other.as_bytes()))
}

/// The name of an element in small letters; empty for text.
pub(super) fn name<'page>(node: Node<'page>) -> &'page str {
    match node.value() {
        Kind::Element(element) => element.name(),
        _ => "",
    }
}

/// An attribute without white space around it; not empty.
pub(super) fn attribute<'page>(node: Node<'page>, name: &str) -> Option<&'page str> {
    let Kind::Element(element) = node.value() else {
        return None;
    };
    element.attr(name).map(str::trim).filter(|value| !value.is_empty())
}

/// True if an attribute is there, with or without a value.
pub(super) fn has_attribute(node: Node<'_>, name: &str) -> bool {
    node.value()
        .as_element()
        .is_some_and(|element| element.attr(name).is_some())
}

/// True if an attribute that lists words, such as `class`, `rel` or `itemprop`, has this one.
pub(super) fn has_word(node: Node<'_>, attribute_name: &str, word: &str) -> bool {
    attribute(node, attribute_name).is_some_and(|words| {
        words
            .split_ascii_whitespace()
            .any(|other| other.eq_ignore_ascii_case(word))
    })
}

/// Bytes of a text on one line; what is longer is no name, date or title.
pub(super) const MAX_LINE_BYTES: usize = 4_000;

/// Elements and pieces of text in such a line.
const MAX_LINE_NODES: usize = 1_000;

/// The text that a reader sees of an element, on one line. `None` if there is none, or more than a
/// line.
pub(super) fn line(node: Node<'_>) -> Option<String> {
    let mut text = String::new();
    let mut skipped: Option<ego_tree::NodeId> = None;
    for (count, edge) in node.traverse().enumerate() {
        if text.len() > MAX_LINE_BYTES || count > 2 * MAX_LINE_NODES {
            return None;
        }
        match edge {
            Edge::Open(inner) if skipped.is_none() => match inner.value() {
                Kind::Text(letters) => text.push_str(letters),
                Kind::Element(element) => match element.name() {
                    "script" | "style" | "noscript" | "template" => skipped = Some(inner.id()),
                    name if is_inline(name) => {}
                    _ => text.push(' '),
                },
                _ => {}
            },
            Edge::Open(_) => {}
            Edge::Close(inner) => {
                if skipped == Some(inner.id()) {
                    skipped = None;
                } else if !is_inline(name(inner)) {
                    text.push(' ');
                }
            }
        }
    }
    let text = clean(&join_lines(&text));
    (!text.is_empty()).then_some(text)
}

/// All text in an element as it stands: the inside of a script.
pub(super) fn raw_text(node: Node<'_>) -> String {
    let pieces = node.descendants().filter_map(|inner| match inner.value() {
        Kind::Text(letters) => Some(&**letters),
        _ => None,
    });
    pieces.collect()
}

/// True for elements that stand inside a line. Text has an empty name.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "" | "a"
            | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "meta"
            | "nobr"
            | "o:p"
            | "q"
            | "rb"
            | "rp"
            | "rt"
            | "rtc"
            | "ruby"
            | "s"
            | "samp"
            | "script"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "style"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}
