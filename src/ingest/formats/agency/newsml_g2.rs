//! NewsML-G2: a news item, a package, or a message with several of them.
//!
//! ```text
//! <newsMessage><header><sent/></header><itemSet>
//!   <newsItem guid="…">
//!     <rightsInfo/>
//!     <itemMeta>               provider, firstCreated, versionCreated, title, edNote
//!     <contentMeta>            headline, by, dateline, located, subject, language
//!     <contentSet>             inlineXML (NITF or XHTML), inlineData; remoteContent is elsewhere
//!   <packageItem guid="…">     as above, and a groupSet of references with titles
//! ```
//!
//! A picture or a film is read with its caption for a text, a package with the titles of what it
//! holds. Events, plans and lists of names are refused by name.

use super::super::super::detect::Likeness;
use super::super::super::error::{RecordFault, SourceError};
use super::super::super::source::{EmitRecord, Input, ReadOptions};
use super::super::super::xml::Element;
use super::document::{Outcome, has_root, read_document};
use super::fields::{
    add, add_byline, add_date, add_reporters, finished, keep, keep_list, keep_others, set, set_body, set_headline,
    set_language, set_updated,
};
use super::newsml_g2_names::{name_of, read_subject};
use super::nitf::{fill_from_nitf, without_headline};
use super::running_text::text_of_element;
use crate::article::{Article, read_date};

/// What may stand in a message, or alone.
const ITEMS: &[&str] = &[
    "newsItem",
    "packageItem",
    "planningItem",
    "conceptItem",
    "knowledgeItem",
    "catalogItem",
];

pub(in super::super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    Likeness::certain_if(has_root(head, ITEMS) || has_root(head, &["newsMessage"]))
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    read_document(input, options, emit, articles_of)
}

fn articles_of(document: &Element) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for root in document.children() {
        if ITEMS.contains(&root.local()) {
            outcomes.push(article_of_item(root, None));
            continue;
        }
        let header = root
            .children()
            .find(|child| child.local().eq_ignore_ascii_case("header"));
        let sent = header.and_then(|header| {
            let mut parts = header.children();
            parts.find(|part| part.local().eq_ignore_ascii_case("sent"))?.line()
        });
        let before = outcomes.len();
        for set in root.children_named("itemSet") {
            let items = set.children().filter(|item| ITEMS.contains(&item.local()));
            outcomes.extend(items.map(|item| article_of_item(item, sent.as_deref())));
        }
        if outcomes.len() == before {
            let what = format!("a {} without items", root.local());
            outcomes.push(Err(RecordFault::NotAnArticle { what }));
        }
    }
    outcomes
}

fn article_of_item(item: &Element, sent: Option<&str>) -> Outcome {
    let kind = item.local();
    if kind != "newsItem" && kind != "packageItem" {
        let what = format!("a {kind}");
        return Err(RecordFault::NotAnArticle { what });
    }
    let mut article = Article::default();
    set(&mut article.id, item.attribute("guid"));
    let content = item.at("contentMeta");
    let language = content.and_then(|content| content.at("language"));
    set_language(&mut article, language.and_then(|language| language.attribute("tag")));
    set_language(&mut article, item.attribute("lang"));
    let created = |path: &str| item.at(path).and_then(Element::line);
    add_date(&mut article, created("itemMeta/firstCreated").as_deref());
    add_date(&mut article, created("contentMeta/contentCreated").as_deref());
    match article.given_dates.is_empty() {
        true => add_date(&mut article, created("itemMeta/versionCreated").as_deref()),
        false => set_updated(&mut article, created("itemMeta/versionCreated").as_deref()),
    }
    add_date(&mut article, sent);
    if let Some(content) = content {
        read_content_meta(&mut article, content);
    }
    if let Some(meta) = item.at("itemMeta") {
        read_item_meta(&mut article, meta);
    }
    read_content_set(&mut article, item);
    let references = item.descendants("itemRef");
    if kind == "packageItem" {
        set_body(&mut article, titles_of(&references));
        keep_list(
            &mut article,
            "items",
            references
                .iter()
                .filter_map(|item| Some(item.attribute("residref")?.to_owned())),
        );
    }
    read_captions(&mut article, content);
    read_rights(&mut article, item);
    read_sender(&mut article, item);
    match (kind, article.body.is_empty()) {
        ("packageItem", true) => Err(RecordFault::NotAnArticle {
            what: format!("a package of {} items without a text of its own", references.len()),
        }),
        _ => {
            let class = item.at("itemMeta/itemClass").and_then(|class| class.attribute("qcode"));
            let class = class.map(|class| format!(" of the class `{class}`"));
            finished(article, &format!("a {kind}{}", class.unwrap_or_default()))
        }
    }
}

fn read_content_meta(article: &mut Article, content: &Element) {
    for headline in content.children_named("headline") {
        let role = headline.attribute("role").unwrap_or_default();
        match role.contains("ub") {
            // `hld:subHeadline`, `headline:subtitle`.
            true => keep(article, "subheadline", headline.line().as_deref()),
            false if article.headline.is_none() => set_headline(article, headline.line().as_deref()),
            false => keep(article, "headline", headline.line().as_deref()),
        }
    }
    for byline in content.children_named("by").filter_map(Element::line) {
        add_reporters(article, &byline);
    }
    for dateline in content.children_named("dateline").filter_map(Element::line) {
        match read_date(&dateline) {
            // When the item was sent.
            Some(_) => keep(article, "dateline", Some(&dateline)),
            None => set(&mut article.dateline, Some(&dateline)),
        }
    }
    for place in content.children_named("located") {
        let language = article.lang.clone();
        add(&mut article.places, name_of(place, language.as_ref()).as_deref());
    }
    let mut codes = Vec::new();
    for subject in content.children_named("subject") {
        read_subject(article, subject, &mut codes);
    }
    keep_list(article, "subject codes", codes);
    for keyword in content.children_named("keyword").filter_map(Element::line) {
        add(&mut article.topics, Some(&keyword));
    }
    for name in ["creator", "contributor", "genre"] {
        let language = article.lang.clone();
        for element in content.children_named(name) {
            let stated = name_of(element, language.as_ref());
            let is_person = element.attribute("jobtitle").is_some()
                || element.attribute("type").is_some_and(|kind| kind.ends_with(":person"));
            match name == "creator" && is_person && article.byline.is_empty() {
                true => add_byline(article, stated.as_deref()),
                false => keep(article, name, stated.as_deref().or(element.attribute("qcode"))),
            }
        }
    }
    let known = [
        "headline",
        "by",
        "dateline",
        "located",
        "subject",
        "keyword",
        "creator",
        "contributor",
        "genre",
        "language",
        "contentCreated",
        "contentModified",
        "description",
        "infoSource",
        "creditline",
    ];
    keep_others(article, content, &known);
}

fn read_item_meta(article: &mut Article, meta: &Element) {
    set_headline(article, meta.at("title").and_then(Element::line).as_deref());
    let kind = meta
        .at("itemClass")
        .and_then(|class| class.attribute("qcode"))
        .map(local);
    keep(article, "itemClass", kind.filter(|kind| *kind != "text"));
    let status = meta
        .at("pubStatus")
        .and_then(|status| status.attribute("qcode"))
        .map(local);
    keep(article, "pubStatus", status.filter(|status| *status != "usable"));
    for group in meta.children_named("memberOf") {
        add(&mut article.topics, name_of(group, None).as_deref());
    }
    let known = [
        "title",
        "itemClass",
        "pubStatus",
        "memberOf",
        "provider",
        "firstCreated",
        "versionCreated",
        "generator",
        "profile",
        "role",
        "versionedId",
        "fileName",
    ];
    keep_others(article, meta, &known);
}

/// A code without the prefix of its list.
fn local(code: &str) -> &str {
    code.rsplit(':').next().unwrap_or(code)
}

/// The text: the first form of it that has any words.
fn read_content_set(article: &mut Article, item: &Element) {
    let Some(content) = item.at("contentSet") else {
        return;
    };
    for inline in content.children() {
        match inline.local() {
            "inlineXML" => match inline.at("nitf") {
                Some(nitf) => fill_from_nitf(article, nitf),
                None => {
                    let text = text_of_element(inline, &["head", "header"]);
                    set_body(article, without_headline(text, article));
                }
            },
            "inlineData" if inline.attribute("encoding").is_none() => {
                set_body(article, text_of_element(inline, &["head"]))
            }
            _ => {}
        }
    }
    let remote = content.children_named("remoteContent");
    let addresses = remote.filter_map(|remote| remote.attribute("href").or(remote.attribute("residref")));
    keep_list(article, "media", addresses.map(str::to_owned));
}

/// The titles of what a package holds, with the descriptions, in its order.
fn titles_of(references: &[&Element]) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    for reference in references {
        let title = reference
            .at("headline")
            .or(reference.at("title"))
            .and_then(Element::line);
        let descriptions = reference.children_named("description").filter_map(Element::line);
        paragraphs.extend(title);
        paragraphs.extend(descriptions);
    }
    paragraphs.join("\n\n")
}

/// A caption or a summary is the text where there is no other.
fn read_captions(article: &mut Article, content: Option<&Element>) {
    let descriptions = content
        .into_iter()
        .flat_map(|content| content.children_named("description"));
    for description in descriptions {
        match article.body.is_empty() {
            true => set_body(article, text_of_element(description, &[])),
            false => keep(article, "description", description.line().as_deref()),
        }
    }
}

fn read_rights(article: &mut Article, item: &Element) {
    for rights in item.children_named("rightsInfo") {
        for name in ["copyrightNotice", "usageTerms"] {
            for notice in rights.children_named(name) {
                keep(article, name, notice.line().as_deref());
            }
        }
    }
}

/// The agency by the best of its names: some call their provider `reuters.com`.
fn read_sender(article: &mut Article, item: &Element) {
    let language = article.lang.clone();
    let at = |path: &str| item.at(path);
    let credit = at("contentMeta/creditline").and_then(Element::line);
    let provider = at("itemMeta/provider");
    let source = at("contentMeta/infoSource");
    let candidates = [
        provider.and_then(|provider| name_of(provider, language.as_ref())),
        credit.clone(),
        source.and_then(|source| name_of(source, language.as_ref())),
        provider
            .and_then(|provider| provider.attribute("qcode"))
            .map(|code| local(code).to_owned()),
    ];
    let candidates: Vec<String> = candidates.into_iter().flatten().collect();
    let is_domain = |name: &&String| name.contains('.') && !name.contains(' ');
    let best = candidates.iter().find(|name| !is_domain(name)).or(candidates.first());
    set(&mut article.agency, best.map(String::as_str));
    set(&mut article.source, article.agency.clone().as_deref());
    if credit != article.agency {
        keep(article, "creditline", credit.as_deref());
    }
}

#[cfg(test)]
#[path = "newsml_g2_tests.rs"]
mod tests;
