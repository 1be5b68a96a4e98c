//! What a page states of its article in a word or two: publication, section, language, address,
//! topics.

use serde_json::Value;

use super::super::super::clean::clean;
use super::super::super::entities::decode_entities;
use super::super::super::fields::keep_extra;
use super::super::super::languages::language_code;
use super::super::super::names::{distinct, list_entries};
use super::head::Head;
use super::headline::without_tags;
use super::json_ld::{Described, first_text};
use crate::article::{Article, Language, join_lines};

/// Names of `<meta>` that hold keywords.
const KEYWORDS: &[&str] = &[
    "news_keywords",
    "parsely-tags",
    "sailthru.tags",
    "keywords",
    "dc.subject",
];

/// More keywords are a dictionary for search engines.
const MAX_TOPICS: usize = 60;

/// An article with all that stands in a word or two.
pub(super) fn labels(head: &Head, described: &Described, html: &str) -> Article {
    let mut article = Article {
        url: address(head, described, html),
        source: source(head, described),
        section: section(head, described),
        lang: language(head, described),
        topics: topics(head, described),
        dateline: described.text("dateline").map(plain).filter(|text| !text.is_empty()),
        ..Article::default()
    };
    let summary = summaries(head, described).into_iter().next();
    keep_extra(
        &mut article.extra,
        "description",
        Value::from(summary.unwrap_or_default()),
    );
    for key in ["alternativeHeadline", "isAccessibleForFree", "copyrightHolder"] {
        if let Some(value) = described.value(key) {
            keep_extra(&mut article.extra, key, value.clone());
        }
    }
    article
}

/// The summaries of the article, the best first.
pub(super) fn summaries(head: &Head, described: &Described) -> Vec<String> {
    let metas = ["og:description", "description", "twitter:description", "dc.description"];
    let stated = described
        .text("description")
        .into_iter()
        .chain(metas.iter().flat_map(|&name| head.contents(name)));
    distinct(stated.map(plain))
}

fn plain(text: &str) -> String {
    clean(&join_lines(&without_tags(&decode_entities(text))))
}

fn stated(text: &str) -> Option<String> {
    Some(plain(text)).filter(|text| !text.is_empty())
}

fn source(head: &Head, described: &Described) -> Option<String> {
    let publisher = || {
        let names = described.value("publisher").map(|value| described.names(value));
        names.unwrap_or_default().into_iter().find_map(|name| stated(&name))
    };
    head.first(&["og:site_name"])
        .and_then(stated)
        .or_else(publisher)
        .or_else(|| {
            head.first(&["application-name", "dc.publisher", "publisher", "dcterms.publisher"])
                .and_then(stated)
        })
        .filter(|name| !name.starts_with("http") && !name.starts_with("@"))
}

fn section(head: &Head, described: &Described) -> Option<String> {
    described
        .text("articleSection")
        .and_then(stated)
        .or_else(|| {
            head.first(&[
                "article:section",
                "parsely-section",
                "cxenseparse:section",
                "og:section",
                "section",
            ])
            .and_then(stated)
        })
        .or_else(|| head.values("articlesection").next().and_then(stated))
}

fn language(head: &Head, described: &Described) -> Option<Language> {
    let of_json_ld = || described.value("inLanguage").and_then(first_text);
    let of_meta = || head.first(&["og:locale", "content-language", "dc.language", "language"]);
    let stated = head.lang.as_deref().or_else(of_json_ld).or_else(of_meta)?;
    Some(Language {
        code: language_code(&plain(stated)),
        given: true,
    })
}

fn topics(head: &Head, described: &Described) -> Vec<String> {
    let of_json_ld = described.value("keywords").map(|value| match value {
        // Several entries are parted already.
        Value::Array(values) if values.len() > 1 => values.iter().filter_map(first_text).map(str::to_owned).collect(),
        value => described
            .names(value)
            .iter()
            .flat_map(|name| list_entries(&plain(name)))
            .collect(),
    });
    let mut topics: Vec<String> = of_json_ld.unwrap_or_default();
    topics.extend(head.contents("article:tag").map(str::to_owned));
    for &name in KEYWORDS {
        topics.extend(head.contents(name).flat_map(|list| list_entries(&plain(list))));
    }
    let mut topics = distinct(topics.iter().map(|topic| plain(topic)));
    topics.truncate(MAX_TOPICS);
    topics
}

/// The first absolute address that the page states of itself; else the one that a browser wrote
/// into a page that it saved.
fn address(head: &Head, described: &Described, html: &str) -> Option<String> {
    let of_json_ld = ["mainEntityOfPage", "url"]
        .iter()
        .filter_map(|&key| match described.value(key)? {
            Value::Object(object) => ["@id", "url"].iter().find_map(|&key| object.get(key)?.as_str()),
            value => first_text(value),
        });
    let stated = head
        .canonical
        .as_deref()
        .into_iter()
        .chain(head.first(&["og:url"]))
        .chain(of_json_ld);
    let is_absolute =
        |url: &&str| (url.starts_with("http://") || url.starts_with("https://")) && !url.contains(char::is_whitespace);
    let mut stated = stated.filter(is_absolute);
    stated.next().map(str::to_owned).or_else(|| saved_from(html))
}

/// `<!-- saved from url=(0031)http://www.example.org/a.html -->`.
fn saved_from(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("saved from url=(")?;
    let (_, rest) = rest.get(..2_000.min(rest.len()))?.split_once(')')?;
    let url = rest.split(char::is_whitespace).next()?;
    url.starts_with("http").then(|| url.to_owned())
}
