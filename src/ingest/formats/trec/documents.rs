//! The parts of a `<DOC>`: SGML without a schema, in which end tags may be missing and `<` may be
//! a letter.
//!
//! A tag is a name in capitals, or one of the marks of names that IE-ER put into the text in
//! small letters. An element that is opened inside the text is a mark in it, not a field.

/// A document in its parts.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// Those of `<DOC id="…" type="…">`.
    pub attributes: Vec<(String, String)>,
    /// Its elements in the order in which they begin.
    pub parts: Vec<Part>,
    /// The names that are marked in it.
    pub names: Vec<(Kind, String)>,
}

/// An element, with the text that stands directly in it.
#[derive(Debug)]
pub(super) struct Part {
    pub name: String,
    pub text: String,
}

/// What a marked name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    Place,
    Organisation,
}

/// Elements that hold running text: what is opened in them are marks.
const TEXTS: &[&str] = &["TEXT", "LP", "LEADPARA", "HEADLINE", "HEAD", "HL"];

/// Elements that stand behind a text whose end tag is missing.
const BEHIND_TEXTS: &[&str] = &["TEXT", "BODY", "DOC", "ANNOTATION", "TRAILER", "NOTE"];

/// Marks that may stand anywhere.
const MARKS: &[&str] = &[
    "P",
    "BR",
    "F",
    "FONT",
    "B",
    "I",
    "TABLE",
    "ROWRULE",
    "CELLRULE",
    "TABLEROW",
    "TABLECELL",
];

/// A longer tag is none.
const MAX_TAG_BYTES: usize = 1000;

struct Tag<'text> {
    name: &'text str,
    is_end: bool,
    attributes: &'text str,
    length: usize,
}

/// A mark of a name that is open: what it is, and where in which part it begins.
struct OpenName {
    /// `None` for a kind that has no field; its end is looked for all the same.
    kind: Option<Kind>,
    part: usize,
    start: usize,
}

/// Reads a document.
pub(super) fn parts_of(text: &str) -> Document {
    let mut document = Document::default();
    // The elements that are open, as indexes of parts.
    let mut open: Vec<usize> = Vec::new();
    let mut open_names: Vec<OpenName> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let at = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        add_text(&mut document, &mut open, &rest[..at]);
        rest = &rest[at..];
        let Some(tag) = tag_at(rest) else {
            let letter = rest.chars().next().map_or(0, char::len_utf8);
            add_text(&mut document, &mut open, &rest[..letter]);
            rest = &rest[letter..];
            continue;
        };
        rest = &rest[tag.length..];
        if let Some(is_end) = mark_of_name(&tag) {
            match is_end {
                true => end_name(&mut document, &mut open_names),
                false => {
                    let part = open.last().copied().unwrap_or_default();
                    let start = document.parts.get(part).map_or(0, |part| part.text.len());
                    if let Some(kind) = kind_of_name(&tag) {
                        open_names.push(OpenName { kind, part, start });
                    }
                }
            }
            continue;
        }
        read_tag(&mut document, &mut open, &tag);
    }
    document
}

fn read_tag(document: &mut Document, open: &mut Vec<usize>, tag: &Tag<'_>) {
    let is_open = |document: &Document, open: &[usize], names: &[&str]| {
        open.iter()
            .rposition(|&part| names.contains(&document.parts[part].name.as_str()))
    };
    if MARKS.contains(&tag.name) {
        if tag.name == "P" {
            add_text(document, open, "\n\n");
        }
        return;
    }
    if tag.is_end {
        if let Some(at) = is_open(document, open, &[tag.name]) {
            open.truncate(at);
        }
        return;
    }
    if let Some(at) = is_open(document, open, TEXTS) {
        let is_field = BEHIND_TEXTS.contains(&tag.name) || TEXTS.contains(&tag.name) || tag.name.starts_with("DATE");
        if !is_field {
            return;
        }
        open.truncate(at);
    }
    if tag.name == "DOC" && document.parts.is_empty() {
        document.attributes = attributes_of(tag.attributes);
    }
    open.push(document.parts.len());
    document.parts.push(Part {
        name: tag.name.to_owned(),
        text: String::new(),
    });
}

fn add_text(document: &mut Document, open: &mut [usize], text: &str) {
    if let Some(part) = open.last().and_then(|&part| document.parts.get_mut(part)) {
        part.text.push_str(text);
    }
}

/// True for the end of the mark of a name, false for its beginning: `<ENAMEX TYPE="PERSON">` and
/// `</ENAMEX>`, `<b_enamex type="PERSON">` and `<e_enamex>`. Numbers and times are no names, so
/// that their marks neither begin nor end one.
fn mark_of_name(tag: &Tag<'_>) -> Option<bool> {
    match tag.name.to_ascii_lowercase().as_str() {
        "enamex" => Some(tag.is_end),
        "b_enamex" => Some(false),
        "e_enamex" => Some(true),
        "numex" | "timex" | "b_numex" | "b_timex" | "e_numex" | "e_timex" => Some(false),
        _ => None,
    }
}

/// What the mark of a name says that it is. `None` for marks that are none of a name.
fn kind_of_name(tag: &Tag<'_>) -> Option<Option<Kind>> {
    if !tag.name.to_ascii_lowercase().ends_with("enamex") {
        return None;
    }
    let attributes = attributes_of(tag.attributes);
    let stated = attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case("type"));
    let stated = stated.map(|(_, kind)| kind.to_ascii_uppercase());
    Some(match stated.as_deref() {
        Some("PERSON") => Some(Kind::Person),
        Some("LOCATION" | "GPE") => Some(Kind::Place),
        Some("ORGANIZATION") => Some(Kind::Organisation),
        _ => None,
    })
}

fn end_name(document: &mut Document, open_names: &mut Vec<OpenName>) {
    let Some(name) = open_names.pop() else {
        return;
    };
    let text = document
        .parts
        .get(name.part)
        .and_then(|part| part.text.get(name.start..));
    if let (Some(kind), Some(text)) = (name.kind, text.map(str::to_owned)) {
        document.names.push((kind, text));
    }
}

/// The tag with which a text begins.
fn tag_at(text: &str) -> Option<Tag<'_>> {
    let end = text.bytes().take(MAX_TAG_BYTES).position(|byte| byte == b'>')?;
    let inside = text.get(1..end)?;
    let (is_end, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    let length = inside.find(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.')));
    let (name, attributes) = inside.split_at(length.unwrap_or(inside.len()));
    let in_capitals = name.starts_with(|letter: char| letter.is_ascii_uppercase())
        && !name.contains(|letter: char| letter.is_ascii_lowercase());
    let is_small_mark = matches!(
        name,
        "b_enamex" | "e_enamex" | "b_numex" | "e_numex" | "b_timex" | "e_timex"
    );
    let is_tag = (in_capitals || is_small_mark) && (attributes.is_empty() || attributes.starts_with([' ', '/', '\n']));
    is_tag.then_some(Tag {
        name,
        is_end,
        attributes,
        length: end + 1,
    })
}

/// The attributes of a tag, in quotes or not.
fn attributes_of(text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = text.trim();
    while let Some((name, value)) = rest.split_once('=') {
        let value = value.trim_start();
        let quote = value.chars().next().filter(|letter| matches!(letter, '"' | '\''));
        let (value, behind) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        attributes.push((name.trim().to_owned(), value.trim().to_owned()));
        rest = behind;
    }
    attributes
}
