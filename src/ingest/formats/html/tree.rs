//! A page as a tree, by the parser of browsers; and what is asked of its elements.
//!
//! The parser takes any bytes, but its time grows with the square of the nesting. So a page that
//! nests beyond all reason is refused before it is parsed.

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

/// Parses a page. `None` if it nests too deep.
pub(super) fn parse(html: &str) -> Option<Html> {
    (!nests_too_deep(html)).then(|| Html::parse_document(html))
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

/// True if an attribute that lists words, such as `class`, `rel` or `itemprop`, has this one.
pub(super) fn has_word(node: Node<'_>, attribute_name: &str, word: &str) -> bool {
    attribute(node, attribute_name).is_some_and(|words| {
        words
            .split_ascii_whitespace()
            .any(|other| other.eq_ignore_ascii_case(word))
    })
}

/// The text that a reader sees of an element, on one line.
pub(super) fn text(node: Node<'_>) -> String {
    let mut text = String::new();
    let mut skipped: Option<ego_tree::NodeId> = None;
    for edge in node.traverse() {
        match edge {
            ego_tree::iter::Edge::Open(inner) => match inner.value() {
                Kind::Text(letters) if skipped.is_none() => text.push_str(letters),
                Kind::Element(element) if skipped.is_none() => match element.name() {
                    "script" | "style" | "noscript" | "template" => skipped = Some(inner.id()),
                    name if is_inline(name) => {}
                    _ => text.push(' '),
                },
                _ => {}
            },
            ego_tree::iter::Edge::Close(inner) => {
                if skipped == Some(inner.id()) {
                    skipped = None;
                } else if !is_inline(name(inner)) {
                    text.push(' ');
                }
            }
        }
    }
    clean(&join_lines(&text))
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
