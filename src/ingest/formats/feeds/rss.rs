//! The items of RSS, from 0.90 to 2.0 and the RDF of 1.0, with the modules that news uses: Dublin
//! Core, content, Media RSS, iTunes, PRISM, and the elements of Atom that stand in RSS.

use super::super::super::error::RecordFault;
use super::super::super::names::list_entries;
use super::super::super::xml::Element;
use super::draft::{Draft, Shared};
use super::links::is_web_address;
use super::values::{add_value, line, persons, running_text, value_of};
use crate::article::Article;

/// Reads the element `channel`; in old feeds it stands beside the items.
pub(super) fn shared_by_all(document: &Element) -> Shared {
    let mut shared = Shared::default();
    let Some(root) = document.children().next() else {
        return shared;
    };
    let channel = match root.local() {
        "channel" => root,
        _ => root.children().find(|child| child.local() == "channel").unwrap_or(root),
    };
    shared.lang = channel.attribute("lang").or(root.attribute("lang")).map(str::to_owned);
    let mut own_address = None;
    for child in channel.children() {
        match split(&child.name) {
            (_, "item" | "items" | "entry" | "channel" | "textinput" | "textInput") => {}
            ("" | "rss", "title") if shared.source.is_none() => shared.source = line(&child.text()),
            ("", "language") | ("dc", "language") if shared.lang.is_none() => shared.lang = child.line(),
            (_, "link") if child.attribute("rel") == Some("self") => {
                own_address = child.attribute("href").map(str::to_owned);
                add_value(&mut shared.about, &child.name, value_of(child));
            }
            ("" | "rss", "link") => {
                shared.base = shared.base.or_else(|| child.line());
                add_value(&mut shared.about, &child.name, value_of(child));
            }
            _ => add_value(&mut shared.about, &child.name, value_of(child)),
        }
    }
    let stated = channel.attribute("base").or(root.attribute("base")).map(str::to_owned);
    shared.base = stated.or(shared.base).or(own_address);
    shared
}

/// Makes an article of an `item`.
pub(super) fn article_of_item(item: &Element, shared: &Shared) -> Result<Article, RecordFault> {
    let mut draft = Draft {
        lang: item.attribute("lang").map(str::to_owned),
        base: item.attribute("base").map(str::to_owned),
        ..Draft::default()
    };
    if let Some(about) = item.attribute("about") {
        draft.ids.push((2, about.to_owned()));
        if is_web_address(about) {
            draft.urls.push((3, about.to_owned()));
        }
    }
    // An item without its end holds the next one.
    for child in item.children().filter(|child| child.local() != "item") {
        draft.found.push(child.name.clone());
        take(&mut draft, child);
    }
    if draft.texts.is_empty() {
        for name in ["description", "text", "summary", "subtitle"] {
            let texts = item
                .descendants(name)
                .into_iter()
                .map(|text| running_text(&text.text()));
            draft.spare_texts.extend(texts.filter(|text| !text.is_empty()));
        }
    }
    if draft.headline.is_none() {
        draft.headline = item
            .descendants("title")
            .into_iter()
            .find_map(|title| line(&title.text()));
    }
    let credits = item.descendants("credit");
    let authors = credits
        .iter()
        .filter(|credit| credit.attribute("role") == Some("author"));
    draft
        .spare_byline
        .extend(authors.flat_map(|credit| persons(&credit.text())));
    draft.finish(shared)
}

fn take(draft: &mut Draft, child: &Element) {
    let name = child.name.as_str();
    let text = child.line();
    match split(name) {
        ("" | "rss", "title") | ("dc", "title") => draft.set(|draft| &mut draft.headline, name, line(&child.text())),
        (_, "encoded" | "full-text" | "fulltext")
        | ("" | "rss" | "dc", "description")
        | ("" | "rss" | "atom", "content" | "summary" | "body" | "abstract")
        | ("xhtml", "body" | "div") => take_text(draft, child),
        ("" | "rss", "link") | ("atom" | "a10", "link") => take_link(draft, child),
        ("feedburner", "origLink") => draft.urls.extend(text.map(|url| (0, url))),
        ("" | "rss", "guid" | "id") => {
            if let Some(guid) = text {
                if is_web_address(&guid) && child.attribute("isPermaLink") != Some("false") {
                    draft.urls.push((2, guid.clone()));
                }
                draft.ids.push((0, guid));
            }
        }
        ("dc" | "dcterms", "identifier") => draft.ids.extend(text.map(|id| (1, id))),
        ("" | "rss", "pubDate" | "pubdate") => draft.dates.extend(text.map(|date| (0, date))),
        ("dc", "date") => draft.dates.extend(text.map(|date| (1, date))),
        (_, "published" | "issued" | "publicationDate") => draft.dates.extend(text.map(|date| (2, date))),
        ("" | "rss", "date") | (_, "created") => draft.dates.extend(text.map(|date| (3, date))),
        (_, "updated" | "modified" | "modificationDate") => draft.set(|draft| &mut draft.updated, name, text),
        ("" | "rss" | "dc", "author" | "creator") => draft.byline.extend(persons(&child.text())),
        ("atom" | "a10", "author") => draft
            .byline
            .extend(child.at("name").into_iter().flat_map(|name| persons(&name.text()))),
        ("itunes" | "googleplay", "author") => draft.spare_byline.extend(persons(&child.text())),
        ("" | "rss", "category") | ("dc", "subject") | ("media", "category") => {
            draft.topics.extend(line(&child.text()))
        }
        ("" | "rss" | "media" | "itunes", "keywords") => {
            draft.topics.extend(text.iter().flat_map(|words| list_entries(words)));
        }
        ("slash" | "prism" | "" | "rss", "section") => draft.set(|draft| &mut draft.section, name, text),
        ("" | "rss" | "dc", "source") => {
            draft.set(|draft| &mut draft.source, name, text);
            if child.attribute("url").is_some() {
                draft.keep(name, value_of(child));
            }
        }
        ("" | "rss" | "dc", "language") => draft.set(|draft| &mut draft.lang, name, text),
        _ => draft.keep(name, value_of(child)),
    }
}

/// Text, which some write as escaped HTML and some as elements.
fn take_text(draft: &mut Draft, child: &Element) {
    let text = match child.children().next() {
        Some(_) => super::values::markup(child),
        None => child.text(),
    };
    draft.text(&child.name, running_text(&text));
}

/// `<link>http://…</link>`, or a link as in Atom.
fn take_link(draft: &mut Draft, child: &Element) {
    match (child.line(), child.attribute("href")) {
        (Some(url), None) => draft.urls.push((1, url)),
        (None, Some(url)) if matches!(child.attribute("rel"), None | Some("alternate")) => {
            draft.urls.push((2, url.to_owned()));
        }
        (None, None) => {}
        _ => draft.keep(&child.name, value_of(child)),
    }
}

/// A name's prefix and the rest.
fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}
