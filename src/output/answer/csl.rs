//! CSL-JSON, which citation processors read: one list, an item an article (the schema of the Citation Style
//! Language 1.0.2). Names are written whole, since an archive does not tell a family name from a given one.

use std::io::{self, Write};

use serde::Serialize;

use super::{AnswerHead, AnswerOrigin, AnswerOutput, date_parts};
use crate::search::Hit;

/// References.
pub(super) const OUTPUT: AnswerOutput = AnswerOutput {
    name: "csl",
    about: "references for pandoc and other citation processors",
    has_head: false,
    begin,
    hit: write_hit,
    end,
};

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    note: String,
}

#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
struct Issued {
    #[serde(rename = "date-parts")]
    date_parts: [Vec<i64>; 1],
}

fn begin(_head: &AnswerHead, _origin: &AnswerOrigin, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[\n")
}

fn write_hit(hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
    let stored = &hit.article;
    let article = &stored.article;
    let item = Item {
        id: stored.id.to_string(),
        r#type: "article-newspaper",
        title: article.headline.as_ref().map(|headline| headline.text.as_str()),
        author: article.byline.iter().map(|name| Name { literal: name }).collect(),
        container_title: article.source.as_deref(),
        issued: article.published.as_ref().map(|published| Issued {
            date_parts: [date_parts(published)],
        }),
        section: article.section.as_deref(),
        language: article.lang.as_ref().map(|lang| lang.code.as_str()),
        url: article.url.as_deref(),
        note: format!("{}, record {}", stored.path, stored.record),
    };
    if hit.rank > 1 {
        out.write_all(b",\n")?;
    }
    serde_json::to_writer(&mut *out, &item).map_err(io::Error::from)
}

fn end(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"\n]\n")
}
