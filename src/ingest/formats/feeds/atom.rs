//! The entries of Atom, 1.0 and 0.3; an entry may stand alone.

use super::super::super::error::RecordFault;
use super::super::super::html_text::html_to_text;
use super::super::super::names::list_entries;
use super::super::super::xml::Element;
use super::draft::{Draft, Shared};
use super::links::is_web_address;
use super::values::{add_value, line, markup, persons, plain_text, running_text, value_of};
use crate::article::{Article, join_lines};

/// Reads what stands in `feed` beside the entries.
pub(super) fn shared_by_all(document: &Element) -> Shared {
    let mut shared = Shared::default();
    let Some(feed) = document.children().find(|root| root.local() == "feed") else {
        return shared;
    };
    shared.lang = feed.attribute("lang").map(str::to_owned);
    let mut own_address = None;
    for child in feed.children() {
        match child.local() {
            "entry" => continue,
            "title" if is_plain(child) && shared.source.is_none() => {
                shared.source = headline(child);
                continue;
            }
            "author" if is_plain(child) => {
                shared.byline.extend(person(child));
                // The address of the author is all that is left to keep.
                if child.children().count() < 2 {
                    continue;
                }
            }
            "link" => match child.attribute("rel") {
                Some("self") => own_address = child.attribute("href").map(str::to_owned),
                None | Some("alternate") if shared.base.is_none() => {
                    shared.base = child.attribute("href").map(str::to_owned);
                }
                _ => {}
            },
            _ => {}
        }
        add_value(&mut shared.about, &child.name, value_of(child));
    }
    let is_whole = |base: &String| is_web_address(base);
    let stated = feed.attribute("base").map(str::to_owned);
    shared.base = stated.or(own_address.filter(is_whole)).or(shared.base.filter(is_whole));
    shared
}

/// Makes an article of an `entry`.
pub(super) fn article_of_entry(entry: &Element, shared: &Shared) -> Result<Article, RecordFault> {
    let mut draft = Draft {
        lang: entry.attribute("lang").map(str::to_owned),
        base: entry.attribute("base").map(str::to_owned),
        ..Draft::default()
    };
    for child in entry.children().filter(|child| child.local() != "entry") {
        draft.found.push(child.name.clone());
        match is_plain(child) {
            true => take(&mut draft, child),
            false => take_of_module(&mut draft, child),
        }
    }
    if draft.texts.is_empty() {
        let texts = entry
            .descendants("description")
            .into_iter()
            .map(|text| running_text(&text.text()));
        draft.spare_texts.extend(texts.filter(|text| !text.is_empty()));
    }
    if draft.headline.is_none() {
        draft.headline = entry.descendants("title").into_iter().find_map(headline);
    }
    draft.finish(shared)
}

fn take(draft: &mut Draft, child: &Element) {
    let name = child.name.as_str();
    let text = child.line();
    match child.local() {
        "title" => draft.set(|draft| &mut draft.headline, name, headline(child)),
        "content" | "summary" => take_text(draft, child),
        "id" => {
            if let Some(id) = text {
                if is_web_address(&id) {
                    draft.urls.push((4, id.clone()));
                }
                draft.ids.push((0, id));
            }
        }
        "link" => take_link(draft, child),
        "published" | "issued" => draft.dates.extend(text.map(|date| (0, date))),
        "created" => draft.dates.extend(text.map(|date| (1, date))),
        "updated" | "modified" => draft.set(|draft| &mut draft.updated, name, text),
        "author" => draft.byline.extend(person(child)),
        "category" => {
            let label = child.attribute("label").or(child.attribute("term"));
            draft.topics.extend(label.and_then(line).or(text));
        }
        "source" => {
            let title = child.at("title").and_then(headline);
            draft.set(|draft| &mut draft.source, name, title);
            draft.keep(name, value_of(child));
        }
        _ => draft.keep(name, value_of(child)),
    }
}

fn take_of_module(draft: &mut Draft, child: &Element) {
    let name = child.name.as_str();
    let text = child.line();
    match (name.split(':').next().unwrap_or_default(), child.local()) {
        ("content", "encoded") => draft.text(name, running_text(&child.text())),
        ("feedburner", "origLink") => draft.urls.extend(text.map(|url| (0, url))),
        ("dc" | "dcterms", "date" | "issued" | "created") => draft.dates.extend(text.map(|date| (2, date))),
        ("dc", "creator") => draft.spare_byline.extend(persons(&child.text())),
        ("dc", "subject") | ("media", "category") => draft.topics.extend(line(&child.text())),
        ("media" | "itunes", "keywords") => draft.topics.extend(text.iter().flat_map(|words| list_entries(words))),
        ("dc", "language") => draft.set(|draft| &mut draft.lang, name, text),
        _ => draft.keep(name, value_of(child)),
    }
}

/// Elements of Atom itself stand without a prefix, or with its own.
fn is_plain(element: &Element) -> bool {
    !element.name.contains(':') || element.name.starts_with("atom:") || element.name.starts_with("a:")
}

fn headline(title: &Element) -> Option<String> {
    match title.attribute("type") {
        Some("xhtml") => Some(join_lines(&html_to_text(&markup(title)))).filter(|text| !text.is_empty()),
        _ => line(&title.text()),
    }
}

/// Text says by its `type` what it is. One of plain text that holds tags is read as HTML all the
/// same: so many programs write it that way.
fn take_text(draft: &mut Draft, child: &Element) {
    if child.attribute("src").is_some() {
        draft.keep(&child.name, value_of(child));
        return;
    }
    let lang = child.attribute("lang").map(str::to_owned);
    draft.lang = draft.lang.take().or(lang);
    let kind = child.attribute("type").unwrap_or("text").to_ascii_lowercase();
    let has_elements = child.children().next().is_some();
    let text = match kind.as_str() {
        _ if has_elements => html_to_text(&markup(child)),
        "html" | "text/html" | "xhtml" | "application/xhtml+xml" => html_to_text(&child.text()),
        "text" => running_text(&child.text()),
        kind if kind.starts_with("text/") => plain_text(&child.text()),
        // Base64 of a picture or of anything else.
        _ => return draft.keep(&child.name, value_of(child)),
    };
    draft.text(&child.name, text);
}

/// The page of the entry before all else that it points to.
fn take_link(draft: &mut Draft, child: &Element) {
    let Some(href) = child.attribute("href") else {
        return;
    };
    let is_page = child.attribute("type").is_none_or(|kind| kind.contains("html"));
    match child.attribute("rel") {
        None | Some("alternate") => draft.urls.push((if is_page { 1 } else { 2 }, href.to_owned())),
        Some(_) => draft.keep(&child.name, value_of(child)),
    }
}

fn person(author: &Element) -> Vec<String> {
    let written = ["name", "email"]
        .iter()
        .find_map(|part| author.at(part).and_then(Element::line));
    let written = written.or_else(|| author.line()).unwrap_or_default();
    persons(&written)
}
