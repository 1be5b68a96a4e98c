//! Feeds: RSS of every version with RDF, Atom, and JSON Feed. An item is an article.
//!
//! Ours, and not a feed library: the items of a malformed feed are read as far as they go and
//! behind the fault, what has no field is kept, and dates stay as printed. The libraries read all
//! of a feed or nothing, and drop what they do not know.
//!
//! What a feed says about itself (its description, address, licence) stands in each article's
//! `extra` under `feed`.

mod atom;
mod draft;
mod json_feed;
mod links;
mod rss;
#[cfg(test)]
mod tests;
mod values;

use std::ops::ControlFlow;

use memchr::memmem;

use super::super::detect::Likeness;
use super::super::error::{RecordError, RecordFault, SourceError};
use super::super::source::{EmitRecord, Input, ReadOptions, read_whole};
use super::super::xml::{Element, XmlFault, local_name, parse};
use super::super::xml_root::{declared_encoding, root_name};
use crate::article::{Article, Problem};

pub(super) use json_feed::{looks_like as looks_like_json_feed, read as read_json_feed};

pub(super) fn looks_like_rss(head: &[u8], _head_is_all: bool) -> Likeness {
    let Some(name) = root_name(head) else {
        return Likeness::None;
    };
    let name = local_name(&name).to_ascii_lowercase();
    let holds = |what: &str| memmem::find(head, what.as_bytes()).is_some();
    // RDF holds all kinds of things beside feeds.
    let is_feed = match name.as_str() {
        // WordPress writes its whole archive as RSS with elements of its own.
        "rss" => !holds("wordpress.org/export/"),
        "rdf" => holds("purl.org/rss/") || holds("netscape.com/rdf/simple/") || (holds("<channel") || holds("<item>")),
        "channel" => holds("<item"),
        _ => false,
    };
    if is_feed { Likeness::Certain } else { Likeness::None }
}

pub(super) fn looks_like_atom(head: &[u8], _head_is_all: bool) -> Likeness {
    let Some(name) = root_name(head) else {
        return Likeness::None;
    };
    let holds = |what: &str| memmem::find(head, what.as_bytes()).is_some();
    let is_atom = holds("www.w3.org/2005/Atom") || holds("purl.org/atom/ns#");
    match (local_name(&name), is_atom) {
        ("feed" | "entry", true) => Likeness::Certain,
        ("feed", false) if holds("<entry") => Likeness::Certain,
        _ => Likeness::None,
    }
}

pub(super) fn read_rss(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let kind = Kind {
        item: "item",
        shared: rss::shared_by_all,
        article: rss::article_of_item,
    };
    read_xml_feed(&kind, input, options, emit)
}

pub(super) fn read_atom(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let kind = Kind {
        item: "entry",
        shared: atom::shared_by_all,
        article: atom::article_of_entry,
    };
    read_xml_feed(&kind, input, options, emit)
}

/// A kind of feed in XML.
struct Kind {
    /// The name of an item, without prefix.
    item: &'static str,
    /// Reads what a feed says about all its items.
    shared: fn(&Element) -> draft::Shared,
    /// Makes an article of an item.
    article: fn(&Element, &draft::Shared) -> Result<Article, RecordFault>,
}

/// Faults behind which the reading goes on. A feed with more is no feed that lost a bracket.
const MOST_FAULTS: usize = 100;

fn read_xml_feed(
    kind: &Kind,
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let limit_bytes = options.limits.max_record_bytes;
    input.decoder.declare(declared_encoding(&input.head));
    let mut record = 0;
    let mut give = |outcome: Result<Article, (RecordFault, u64)>| {
        record += 1;
        let outcome = outcome.map_err(|(reason, line)| RecordError {
            record,
            line: Some(line).filter(|&line| line > 0),
            reason,
        });
        emit(record, outcome)
    };
    let Some(bytes) = read_whole(input, limit_bytes)? else {
        let reason = RecordFault::TooLong {
            what: "feed",
            limit_bytes,
        };
        let _ = give(Err((reason, 0)));
        return Ok(());
    };
    let (text, problem) = input.decoder.decode(&bytes);
    match read_text(kind, &text, &problem, &mut give) {
        Reading::NoFeed => Err(SourceError::NoFormat("XML that is no feed")),
        Reading::Done => Ok(()),
    }
}

type Give<'a> = dyn FnMut(Result<Article, (RecordFault, u64)>) -> ControlFlow<()> + 'a;

/// What a text turned out to be.
#[derive(PartialEq, Eq)]
enum Reading {
    /// A feed. All that can be read of it was given.
    Done,
    /// Something else.
    NoFeed,
}

/// Gives the items of a feed. Behind a fault the reading goes on with the next item.
fn read_text(kind: &Kind, text: &str, problem: &Option<Problem>, give: &mut Give<'_>) -> Reading {
    let mut from = 0;
    let mut shared: Option<draft::Shared> = None;
    for faults in 1.. {
        let rest = text.get(from..).unwrap_or_default();
        let (document, fault) = parse(rest);
        let shared = shared.get_or_insert_with(|| (kind.shared)(&document));
        let mut items = document.descendants(kind.item);
        if items.is_empty() && fault.is_none() && from == 0 && !is_feed(&document) {
            return Reading::NoFeed;
        }
        let cut = fault.as_ref().and_then(|fault| cut_item(kind.item, &document, fault));
        let is_cut = cut.is_some()
            && items
                .pop_if(|last| cut.is_some_and(|cut| std::ptr::eq(*last, cut)))
                .is_some();
        for item in items {
            let outcome = (kind.article)(item, shared).map(|mut article| {
                article.problems.extend(problem.clone());
                article
            });
            if give(outcome.map_err(|reason| (reason, 0))).is_break() {
                return Reading::Done;
            }
        }
        let Some(fault) = fault else {
            break;
        };
        let lines_before = memchr::memchr_iter(b'\n', &text.as_bytes()[..from]).count() as u64;
        let reason = RecordFault::BrokenFeed {
            what: if is_cut { kind.item } else { "feed" },
            message: fault.message,
        };
        if give(Err((reason, lines_before + fault.line))).is_break() {
            break;
        }
        let next = next_item(kind.item, rest, fault.at).filter(|_| faults < MOST_FAULTS);
        match next {
            Some(next) => from += next,
            None => break,
        }
    }
    Reading::Done
}

/// True for a feed that has no items yet.
fn is_feed(document: &Element) -> bool {
    let holds = |name: &str| !document.descendants(name).is_empty();
    document.children().any(|root| matches!(root.local(), "rss" | "feed")) || holds("channel")
}

/// The innermost item that was open where the reading broke off. One that holds whole items
/// behind its own content only lacks its end, and is not cut.
fn cut_item<'a>(name: &str, document: &'a Element, fault: &XmlFault) -> Option<&'a Element> {
    let mut cut = None;
    let mut inner = document;
    for _ in &fault.open {
        inner = inner.children().last()?;
        if inner.local() == name {
            cut = Some(inner);
        }
    }
    cut
}

/// Where the next item begins behind a byte of a text.
fn next_item(name: &str, text: &str, behind: usize) -> Option<usize> {
    let open = format!("<{name}");
    let bytes = text.as_bytes();
    // The fault may be an open bracket itself.
    let from = behind + 1;
    let found = memmem::find_iter(bytes.get(from..)?, open.as_bytes());
    let mut starts = found.map(|at| from + at);
    starts.find(|at| {
        let next = bytes.get(at + open.len());
        matches!(next, Some(b'>' | b' ' | b'\n' | b'\r' | b'\t'))
    })
}
