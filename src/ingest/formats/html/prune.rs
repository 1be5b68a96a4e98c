//! A page without all that is no text, written out again for the extractors: they parse it
//! themselves, and scripts are most of a page. What they get is bounded in size and nesting.

use std::collections::HashSet;

use ego_tree::iter::Edge;
use scraper::Node as Kind;

use super::blocks::is_unseen;
use super::tree::{Node, name};

/// Elements inside each other that extractors are given; what stands deeper is given without them.
const MAX_DEPTH: usize = 150;

/// Elements that extractors are given: some of their steps take time by the square.
const MAX_ELEMENTS: usize = 40_000;

/// Bytes that extractors are given.
const MAX_BYTES: usize = 8 << 20;

/// Attributes are given when they are no longer.
const MAX_ATTRIBUTE_BYTES: usize = 300;

/// Writes a page for extractors. `None` if it is too large for them.
pub(super) fn pruned(root: Node<'_>, title: Option<&str>) -> Option<String> {
    let mut html = String::with_capacity(64 << 10);
    html.push_str("<!DOCTYPE html><html><head><title>");
    push_escaped(&mut html, title.unwrap_or_default());
    html.push_str("</title></head>");
    let with_text = with_text(root);
    let mut unseen = None;
    let (mut depth, mut elements) = (0usize, 0usize);
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) if unseen.is_none() => match node.value() {
                Kind::Text(letters) => push_escaped(&mut html, letters),
                Kind::Element(element) => {
                    let is_empty = element.name() != "br" && !with_text.contains(&node.id());
                    if is_empty || is_unseen(node) || is_frame(node) {
                        unseen = Some(node.id());
                        continue;
                    }
                    depth += 1;
                    elements += 1;
                    if elements > MAX_ELEMENTS {
                        return None;
                    }
                    if depth <= MAX_DEPTH && !is_plain_style(element) && element.name() != "html" {
                        open(&mut html, element);
                    }
                }
                _ => {}
            },
            Edge::Open(_) => {}
            Edge::Close(node) => {
                if let Some(id) = unseen {
                    if id == node.id() {
                        unseen = None;
                    }
                    continue;
                }
                let Kind::Element(element) = node.value() else {
                    continue;
                };
                let name = element.name();
                if depth <= MAX_DEPTH
                    && !is_plain_style(element)
                    && !matches!(name, "br" | "hr" | "wbr" | "html" | "col" | "area" | "param" | "base")
                {
                    html.push_str("</");
                    html.push_str(name);
                    html.push('>');
                }
                depth = depth.saturating_sub(1);
            }
        }
        if html.len() > MAX_BYTES {
            return None;
        }
    }
    html.push_str("</html>");
    Some(html)
}

/// The elements that hold any text: pictures, icons and places for advertisements are half of the
/// elements of a page.
fn with_text(root: Node<'_>) -> HashSet<ego_tree::NodeId> {
    let mut found = HashSet::new();
    for node in root.descendants() {
        if node.value().as_text().is_some_and(|text| !text.trim().is_empty()) {
            for around in node.ancestors() {
                if !found.insert(around.id()) {
                    break;
                }
            }
        }
    }
    found
}

/// Attributes that extractors look at.
const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "aria-modal",
    "class",
    "data-component",
    "data-testid",
    "dir",
    "id",
    "itemprop",
    "itemtype",
    "property",
    "rel",
    "role",
    "style",
];

fn open(html: &mut String, element: &scraper::node::Element) {
    html.push('<');
    html.push_str(element.name());
    for (key, value) in element.attrs() {
        // Where a link leads to matters only if it is in the page itself.
        let value = match (key, value.starts_with('#')) {
            ("href", true) => "#",
            ("href", false) => "/",
            _ if ATTRIBUTES.contains(&key) && value.len() <= MAX_ATTRIBUTE_BYTES => value,
            _ => continue,
        };
        html.push(' ');
        html.push_str(key);
        html.push_str("=\"");
        push_escaped(html, value);
        html.push('"');
    }
    html.push('>');
}

/// True for elements that only change how their letters look.
fn is_plain_style(element: &scraper::node::Element) -> bool {
    let is_style = matches!(
        element.name(),
        "b" | "strong" | "i" | "em" | "u" | "font" | "span" | "small" | "big"
    );
    is_style && !element.attrs().any(|(key, _)| ATTRIBUTES.contains(&key))
}

/// True for elements that never hold the text of an article, though they hold much of a page.
fn is_frame(node: Node<'_>) -> bool {
    match name(node) {
        "nav" => true,
        "footer" => !node
            .ancestors()
            .any(|around| matches!(name(around), "article" | "main" | "blockquote" | "figure")),
        _ => false,
    }
}

fn push_escaped(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            letter => html.push(letter),
        }
    }
}
