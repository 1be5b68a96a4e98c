//! XML as news systems write it, as a tree: lenient where they are sloppy, bounded whatever comes.
//!
//! An end tag closes the innermost element of its name; one that closes nothing is passed over. A
//! bare `&` is a letter. Named characters of HTML are known, since old feeds use them undeclared.
//! Entities that a document declares itself are never expanded, so that none can grow: they stand
//! in the text as they were written. A fault ends the reading; what stood before it is kept.

use std::fmt;

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::entities::decode_entities;

/// Elements inside each other. News nests about fifteen.
pub(super) const MAX_DEPTH: usize = 200;

/// Elements and pieces of text in a document: about 200 MB of them.
pub(super) const MAX_NODES: usize = 1_000_000;

/// Bytes of the attributes of one element.
pub(super) const MAX_ATTRIBUTE_BYTES: usize = 1 << 20;

/// An element with what stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// The name as written, with its prefix: `content:encoded`. Empty for the document itself.
    pub name: String,
    /// Names as written and values with their references resolved, in their order.
    pub attributes: Vec<(String, String)>,
    /// What stands in it, in its order.
    pub nodes: Vec<Node>,
}

/// A piece of what stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Text with its references resolved, CDATA too.
    Text(String),
}

/// What stopped the reading, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct XmlFault {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong.
    pub message: String,
    /// The byte of the text that it stands at or before: what begins behind it was not read.
    pub at: usize,
    /// The names of the elements that were open, the outermost first.
    pub open: Vec<String>,
}

impl fmt::Display for XmlFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: {}", self.line, self.message)
    }
}

/// Returns the name without its prefix: `encoded` of `content:encoded`.
pub(super) fn local_name(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

impl Element {
    /// The name without its prefix.
    pub fn local(&self) -> &str {
        local_name(&self.name)
    }

    /// The value of an attribute, by its name without prefix; not empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(other, _)| local_name(other) == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The elements directly in it.
    pub fn children(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements directly in it of a name without prefix.
    pub fn children_named<'a>(&'a self, name: &'static str) -> impl Iterator<Item = &'a Element> {
        self.children().filter(move |child| child.local() == name)
    }

    /// The first element along a path of names without prefixes: `head/docdata/date.issue`. At
    /// each step the first element of the name is taken.
    pub fn at(&self, path: &str) -> Option<&Element> {
        path.split('/').try_fold(self, |element, name| {
            element.children().find(|child| child.local() == name)
        })
    }

    /// All elements of a name below it, in the order of the document.
    pub fn descendants<'a>(&'a self, name: &'a str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        let mut waiting: Vec<&Element> = self.children().collect();
        waiting.reverse();
        while let Some(element) = waiting.pop() {
            if element.local() == name {
                found.push(element);
            }
            let first = waiting.len();
            waiting.extend(element.children());
            waiting[first..].reverse();
        }
        found
    }

    /// All text in it, as it stands.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(piece) => text.push_str(piece),
                // As deep as MAX_DEPTH.
                Node::Element(element) => element.add_text(text),
            }
        }
    }

    /// All text in it on one line; `None` if there is none.
    pub fn line(&self) -> Option<String> {
        let line = self.text().split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }
}

/// Reads a document. What stands before a fault is in the tree, with all elements closed.
pub(super) fn parse(text: &str) -> (Element, Option<XmlFault>) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut tree = Tree::default();
    let message = loop {
        let outcome = match reader.read_event() {
            Ok(Event::Start(tag)) => tree.open(&tag),
            Ok(Event::Empty(tag)) => tree.open(&tag).map(|()| tree.close_innermost()),
            Ok(Event::End(tag)) => {
                tree.close(tag.name().into_inner());
                Ok(())
            }
            Ok(Event::Text(piece)) => tree.text(&piece),
            Ok(Event::CData(piece)) => tree.text(&piece),
            Ok(Event::GeneralRef(reference)) => tree.text(&resolved(&reference)),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => Ok(()),
            Ok(Event::Eof) => match tree.open.last() {
                Some(element) => Err(format!("the element `{}` is not closed", element.name)),
                None => break None,
            },
            Err(error) => Err(error.to_string()),
        };
        if let Err(message) = outcome {
            break Some(message);
        }
    };
    let fault = message.map(|message| {
        let position = usize::try_from(reader.error_position().max(reader.buffer_position()));
        let before = position.map_or(text.len(), |position| position.min(text.len()));
        let error = usize::try_from(reader.error_position()).ok().filter(|&error| error > 0);
        XmlFault {
            line: memchr::memchr_iter(b'\n', &text.as_bytes()[..before]).count() as u64 + 1,
            message,
            at: error.map_or(before, |error| error.min(text.len())),
            open: tree.open.iter().map(|element| element.name.clone()).collect(),
        }
    });
    (tree.finish(), fault)
}

fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    let name: &str = reference;
    resolve_html5_entity(name).map_or_else(|| format!("&{name};"), str::to_owned)
}

/// A tree that grows.
#[derive(Default)]
struct Tree {
    document: Element,
    /// The elements that are open, the outermost first.
    open: Vec<Element>,
    nodes: usize,
}

impl Tree {
    fn count(&mut self) -> Result<(), String> {
        self.nodes += 1;
        match self.nodes > MAX_NODES {
            true => Err(format!("more than {MAX_NODES} elements and texts in one document")),
            false => Ok(()),
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        self.count()?;
        if self.open.len() >= MAX_DEPTH {
            return Err(format!("more than {MAX_DEPTH} elements inside each other"));
        }
        let name = tag.name().into_inner().to_owned();
        if tag.len() > MAX_ATTRIBUTE_BYTES {
            return Err(format!(
                "the attributes of `{name}` are longer than {MAX_ATTRIBUTE_BYTES} bytes"
            ));
        }
        // Attributes that are no attributes say nothing; the element does.
        let mut attributes = tag.html_attributes();
        let attributes = attributes.with_checks(false).flatten().map(|attribute| {
            let name = attribute.key.into_inner().to_owned();
            (name, decode_entities(&attribute.value).into_owned())
        });
        let attributes = attributes.collect();
        self.open.push(Element {
            name,
            attributes,
            nodes: Vec::new(),
        });
        Ok(())
    }

    fn text(&mut self, piece: &str) -> Result<(), String> {
        let nodes = match self.open.last_mut() {
            Some(element) => &mut element.nodes,
            None => &mut self.document.nodes,
        };
        match nodes.last_mut() {
            Some(Node::Text(text)) => text.push_str(piece),
            _ if piece.is_empty() => {}
            _ => {
                nodes.push(Node::Text(piece.to_owned()));
                self.count()?;
            }
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|element| element.name == name) {
            while self.open.len() > at {
                self.close_innermost();
            }
        }
    }

    fn close_innermost(&mut self) {
        if let Some(element) = self.open.pop() {
            let outer = self.open.last_mut().unwrap_or(&mut self.document);
            outer.nodes.push(Node::Element(element));
        }
    }

    fn finish(mut self) -> Element {
        while !self.open.is_empty() {
            self.close_innermost();
        }
        self.document
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The tree with an end tag for every element, and the fault.
    fn shown(text: &str) -> String {
        fn show(element: &Element, out: &mut String) {
            for node in &element.nodes {
                match node {
                    Node::Text(text) => out.push_str(text),
                    Node::Element(element) => {
                        out.push('<');
                        out.push_str(&element.name);
                        for (name, value) in &element.attributes {
                            out.push_str(&format!(" {name}={value}"));
                        }
                        out.push('>');
                        show(element, out);
                        out.push_str("</>");
                    }
                }
            }
        }
        let (document, fault) = parse(text);
        let mut out = String::new();
        show(&document, &mut out);
        if let Some(fault) = fault {
            out.push_str(&format!(" ! {fault}"));
        }
        out
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn elements_attributes_and_references_are_read() {
        check(
            "<?xml version=\"1.0\"?><!DOCTYPE a><a x=\"1 &amp; 2\" y='3' z>b &lt; &#233;&eacute;<![CDATA[<c>]]><d/></a>",
            "<a x=1 & 2 y=3 z=>b < éé<c><d></></>",
        );
    }

    #[test]
    fn sloppy_documents_are_read() {
        check("<a>b & c</a>", "<a>b & c</>");
        check("<a><b>c</a>d", "<a><b>c</></>d");
        check("<a></b>c</a>", "<a>c</>");
        check("<a>&unknown;</a>", "<a>&unknown;</>");
    }

    #[test]
    fn entities_of_the_document_are_never_expanded() {
        check(
            "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>",
            "<a>&c;</>",
        );
    }

    #[test]
    fn what_stands_before_a_fault_is_kept() {
        check(
            "<a>\n<b>c</b>\n<d>e",
            "<a>\n<b>c</>\n<d>e</></> ! line 3: the element `d` is not closed",
        );
        let deep = "<a>".repeat(MAX_DEPTH + 1);
        assert_eq!(
            parse(&deep).1.map(|fault| fault.message).as_deref(),
            Some("more than 200 elements inside each other")
        );
        let long = format!("<a b=\"{}\"/>", "x".repeat(MAX_ATTRIBUTE_BYTES));
        assert_eq!(
            parse(&long).1.map(|fault| fault.message).as_deref(),
            Some("the attributes of `a` are longer than 1048576 bytes")
        );
        let many = format!("<a>{}</a>", "<b/>".repeat(MAX_NODES));
        assert_eq!(
            parse(&many).1.map(|fault| fault.message).as_deref(),
            Some("more than 1000000 elements and texts in one document")
        );
    }

    #[test]
    fn elements_are_found_by_path_and_by_name() {
        let (document, _) = parse("<x:a><b><c n:id=' 1 '>d\n e</c></b><b/><c/></x:a>");
        let found = document.at("a/b/c").map(|c| (c.attribute("id"), c.line()));
        assert_eq!(found, Some((Some("1"), Some("d e".to_owned()))));
        assert_eq!(document.descendants("c").len(), 2);
        assert_eq!(document.at("a/b/d"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([<>/&;a-c =\"'!\\[\\]\\-?]|<a>|</a>|<b c='d'>|<!--|-->|<!\\[CDATA\\[|\\]\\]>){0,40}") {
            parse(&text);
        }
    }
}
