//! WXR, in which WordPress exports a whole site: RSS with an `<item>` for each post, page,
//! picture and menu entry, read item by item, whatever the size of the file.
//!
//! A post that is not public (a draft, one that waits or is private) is read and says so in the
//! field `status`. What is no text of the site (an attachment, a menu entry, a revision, a post
//! in the trash) is refused by name. Comments of readers are counted, not read.

use std::collections::HashMap;

use memchr::memmem::find;

use super::super::detect::Likeness;
use super::super::entities::decode_entities;
use super::super::error::{RecordFault, SourceError};
use super::super::html_text::html_with_blank_lines_to_text;
use super::super::source::{EmitRecord, Input, ReadOptions};
use super::super::xml::Element;
use super::super::xml_root::root_name;
use super::agency::document::{Outcome, read_elements};
use super::agency::fields::{
    add, add_date, clean_line, finished, keep, set, set_body, set_headline, set_language, set_updated,
};
use super::elements::ElementName;
use super::wxr_short_codes::without_short_codes;
use crate::article::Article;

const ITEM: ElementName = ElementName {
    open: "<item",
    close: "</item>",
    shown: "<item>",
    next: "the next <item>",
    has_cdata: true,
};

/// What only an export has: its own names beside those of RSS.
const NAMESPACE: &[u8] = b"wordpress.org/export/";

pub(super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    let is_rss = || root_name(head).is_some_and(|name| name.eq_ignore_ascii_case("rss"));
    Likeness::certain_if(find(head, NAMESPACE).is_some() && is_rss())
}

/// What the channel says about all items in it.
#[derive(Default)]
struct Site {
    title: Option<String>,
    language: Option<String>,
    /// The names of authors by those they log in with.
    authors: HashMap<String, String>,
}

pub(super) fn read(input: &mut Input<'_>, options: &ReadOptions, emit: &mut EmitRecord<'_>) -> Result<(), SourceError> {
    let site = std::cell::OnceCell::new();
    read_elements(
        input,
        options,
        emit,
        ITEM,
        &mut |head| {
            let _ = site.set(site_of(head));
        },
        &mut |item| article_of_item(item, site.get().unwrap_or(&Site::default())),
    )
}

fn site_of(head: &Element) -> Site {
    let Some(channel) = head.at("rss/channel") else {
        return Site::default();
    };
    let mut site = Site {
        title: channel.at("title").and_then(Element::line),
        language: channel.at("language").and_then(Element::line),
        authors: HashMap::new(),
    };
    for author in channel.children_named("author") {
        let login = author.at("author_login").and_then(Element::line);
        let name = author.at("author_display_name").and_then(Element::line);
        if let (Some(login), Some(name)) = (login, name) {
            site.authors.insert(login, name);
        }
    }
    site
}

fn article_of_item(item: &Element, site: &Site) -> Outcome {
    let line = |name: &str| item.at(name).and_then(Element::line);
    let kind = line("post_type").unwrap_or_else(|| "post".to_owned());
    let status = line("status").unwrap_or_default();
    if let Some(what) = what_instead_of_article(&kind, &status, item) {
        return Err(RecordFault::NotAnArticle { what });
    }
    let mut article = Article::default();
    // Titles and names are HTML, in CDATA too.
    let plain = |text: Option<String>| text.map(|text| decode_entities(&text).into_owned());
    set_headline(&mut article, plain(line("title")).as_deref());
    // A draft has an address that leads nowhere, and an id that does not change.
    set(&mut article.id, line("guid").or(line("post_id")).as_deref());
    set(&mut article.url, line("link").as_deref());
    let text = |name: &str| {
        let element = item.children().find(|child| child.name == name)?;
        let text = html_with_blank_lines_to_text(&without_short_codes(&element.text()));
        Some(text).filter(|text| !text.is_empty())
    };
    set_body(&mut article, text("content:encoded").unwrap_or_default());
    let excerpt = text("excerpt:encoded").or(line("description"));
    match article.body.is_empty() {
        true => set_body(&mut article, excerpt.unwrap_or_default()),
        false => keep(&mut article, "excerpt", excerpt.as_deref()),
    }
    // The day on the clock of the newsroom comes first: in Greenwich it is often the next.
    for name in ["post_date", "pubDate"] {
        add_date(&mut article, line(name).filter(|date| is_date(date)).as_deref());
    }
    if article.given_dates.is_empty() {
        let in_greenwich = line("post_date_gmt").filter(|date| is_date(date));
        add_date(&mut article, in_greenwich.map(|date| format!("{date}Z")).as_deref());
    }
    set_updated(
        &mut article,
        line("post_modified").filter(|date| is_date(date)).as_deref(),
    );
    let creator = line("creator");
    let name = creator
        .as_ref()
        .and_then(|login| site.authors.get(login))
        .or(creator.as_ref());
    add(&mut article.byline, name.map(String::as_str));
    for category in item.children_named("category") {
        let name = plain(category.line());
        match category.attribute("domain") {
            Some("category") if article.section.is_none() => set(&mut article.section, name.as_deref()),
            Some("category" | "post_tag") | None => add(&mut article.topics, name.as_deref()),
            Some(domain) => keep(&mut article, domain, name.as_deref()),
        }
    }
    set(&mut article.source, site.title.as_deref());
    set_language(&mut article, site.language.as_deref());
    keep(
        &mut article,
        "status",
        Some(&status).filter(|status| *status != "publish").map(String::as_str),
    );
    keep(
        &mut article,
        "post_type",
        Some(&kind).filter(|kind| *kind != "post").map(String::as_str),
    );
    for name in ["attachment_url", "post_name"] {
        keep(&mut article, name, line(name).as_deref());
    }
    read_post_meta(&mut article, item);
    let comments = item.children_named("comment").count();
    keep(
        &mut article,
        "comments",
        Some(comments)
            .filter(|&count| count > 0)
            .map(|count| count.to_string())
            .as_deref(),
    );
    finished(article, &format!("a {kind}"))
}

fn what_instead_of_article(kind: &str, status: &str, item: &Element) -> Option<String> {
    let named = |what: &str, name: &str| match item.at(name).and_then(Element::line) {
        Some(name) => format!("{what} (`{name}`)"),
        None => what.to_owned(),
    };
    match (kind, status) {
        ("attachment", _) => Some(named("an attachment", "attachment_url")),
        ("revision", _) => Some(named("a revision", "title")),
        ("nav_menu_item", _) => Some(named("a menu entry", "title")),
        (
            "custom_css" | "wp_global_styles" | "wp_template" | "wp_template_part" | "wp_navigation" | "oembed_cache",
            _,
        ) => Some(format!("a part of the site's design (`{kind}`)")),
        (_, "trash") => Some(named("a post in the trash", "title")),
        (_, "auto-draft") => Some("an empty draft".to_owned()),
        _ => None,
    }
}

/// Drafts have a day that never was: `0000-00-00 00:00:00`, and in RSS the year -0001.
fn is_date(date: &str) -> bool {
    !date.starts_with("0000-") && !date.contains("-0001")
}

/// Fields that authors see. The others, with an underscore before their names, belong to
/// programs.
fn read_post_meta(article: &mut Article, item: &Element) {
    for meta in item.children_named("postmeta") {
        let name = meta.at("meta_key").and_then(Element::line);
        let name = name.filter(|name| !name.starts_with('_'));
        if let Some(name) = name {
            let value = meta.at("meta_value").map(Element::text);
            keep(article, &name, value.as_deref().and_then(clean_line).as_deref());
        }
    }
}

#[cfg(test)]
#[path = "wxr_tests.rs"]
mod tests;
