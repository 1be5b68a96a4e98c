//! What elements of a feed say: running text, lines, persons, and the values kept in `extra`.

use serde_json::{Map, Value};

use super::super::super::clean::clean;
use super::super::super::html_text::html_to_text;
use super::super::super::names::{authors, without_by};
use super::super::super::xml::{Element, Node};
use crate::article::join_lines;

/// Running text of a field that may hold HTML or plain text: feeds do not say, or say it wrong.
pub(super) fn running_text(raw: &str) -> String {
    let raw = raw.trim();
    match has_tag(raw) || has_reference(raw) {
        true => html_to_text(raw),
        false => plain_text(raw),
    }
}

/// Plain text: line ends stay, the indentation of the document does not.
pub(super) fn plain_text(raw: &str) -> String {
    let text = clean(raw);
    let mut out = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        blank = 0;
        out.push_str(line);
    }
    out
}

/// A headline or a name on one line.
pub(super) fn line(raw: &str) -> Option<String> {
    let text = join_lines(&running_text(raw));
    (!text.is_empty()).then_some(text)
}

fn has_tag(raw: &str) -> bool {
    let mut rest = raw;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let begins = rest.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!'));
        if begins && rest.contains('>') {
            return true;
        }
    }
    false
}

fn has_reference(raw: &str) -> bool {
    /// No name of a character is longer.
    const LONGEST: usize = 32;
    raw.match_indices('&').any(|(at, _)| {
        let name = raw[at + 1..].bytes().take(LONGEST);
        let mut length = 0;
        for byte in name {
            match byte {
                b';' => return length > 0,
                byte if byte.is_ascii_alphanumeric() || byte == b'#' => length += 1,
                _ => return false,
            }
        }
        false
    })
}

/// The mark-up inside an element, written out again: XHTML in Atom.
pub(super) fn markup(element: &Element) -> String {
    let mut out = String::new();
    add_markup(element, &mut out);
    out
}

fn add_markup(element: &Element, out: &mut String) {
    for node in &element.nodes {
        match node {
            Node::Text(text) => {
                let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                out.push_str(&escaped);
            }
            Node::Element(inner) => {
                let name = inner.local();
                out.push('<');
                out.push_str(name);
                out.push('>');
                if !matches!(name, "br" | "hr" | "img" | "input" | "wbr" | "link" | "meta") {
                    add_markup(inner, out);
                    out.push_str("</");
                    out.push_str(name);
                    out.push('>');
                }
            }
        }
    }
}

/// The names that a person's field of a feed holds. Feeds write `jane@example.org (Jane Doe)`,
/// `Jane Doe <jane@example.org>` and `Jane Doe (mailto:jane@example.org)`.
pub(super) fn persons(raw: &str) -> Vec<String> {
    let Some(text) = line(&raw.replace('<', " (").replace('>', ") ")) else {
        return Vec::new();
    };
    let is_address = |part: &str| part.contains('@') && !part.contains(' ');
    let Some((before, rest)) = text.split_once('(') else {
        return if is_address(&text) { vec![text] } else { authors(&text) };
    };
    let (inside, behind) = rest.split_once(')').unwrap_or((rest, ""));
    let (before, inside) = (before.trim(), inside.trim());
    if !behind.trim().is_empty() {
        return authors(&text);
    }
    if is_address(before) && !inside.is_empty() {
        return authors(inside);
    }
    match is_address(inside) && !before.is_empty() {
        true => authors(before),
        false => vec![without_by(&text).to_owned()],
    }
}

/// An element as a value: its text, or an object of its attributes (`@name`), elements and text
/// (`#text`).
pub(super) fn value_of(element: &Element) -> Value {
    let text = plain_text(&own_text(element));
    let attributes = element.attributes.iter();
    let mut object: Map<String, Value> = attributes
        .filter(|(name, _)| !name.starts_with("xmlns"))
        .map(|(name, value)| (format!("@{name}"), Value::from(value.trim())))
        .collect();
    for child in element.children() {
        add_value(&mut object, &child.name, value_of(child));
    }
    if object.is_empty() {
        return Value::from(text);
    }
    if !text.is_empty() {
        object.insert("#text".to_owned(), Value::from(text));
    }
    Value::Object(object)
}

/// Puts a value under a name; a second one makes a list of both.
pub(super) fn add_value(object: &mut Map<String, Value>, name: &str, value: Value) {
    match object.get_mut(name) {
        None => {
            object.insert(name.to_owned(), value);
        }
        Some(Value::Array(list)) => list.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}

fn own_text(element: &Element) -> String {
    let texts = element.nodes.iter().filter_map(|node| match node {
        Node::Text(text) => Some(text.as_str()),
        Node::Element(_) => None,
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_with_and_without_markup_is_read() {
        assert_eq!(
            running_text("<p>One.</p><p>Two &amp; three.</p>"),
            "One.\n\nTwo & three."
        );
        assert_eq!(running_text("A 5 < 6 & 7 > 3"), "A 5 < 6 & 7 > 3");
        assert_eq!(running_text("One.\n      Two.\n \n \n  Three."), "One.\nTwo.\n\nThree.");
        assert_eq!(running_text("It&#039;s &eacute;"), "It's é");
        assert_eq!(line(" A\n <b>B</b> "), Some("A B".to_owned()));
    }

    #[test]
    fn persons_are_named_without_their_addresses() {
        assert_eq!(persons("jane@example.org (Jane Doe)"), ["Jane Doe"]);
        assert_eq!(persons("Jane Doe <jane@example.org>"), ["Jane Doe"]);
        assert_eq!(persons("Jane Doe (mailto:jane@example.org)"), ["Jane Doe"]);
        assert_eq!(persons("By Jane Doe and John Roe"), ["Jane Doe", "John Roe"]);
        assert_eq!(persons("jane@example.org"), ["jane@example.org"]);
        assert_eq!(persons("Jane Doe (Post)"), ["Jane Doe (Post)"]);
        assert_eq!(persons(" "), Vec::<String>::new());
    }
}
