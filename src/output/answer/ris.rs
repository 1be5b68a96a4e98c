//! RIS, which reference managers read: a tag of two letters, two spaces, a hyphen, a space, a value. Lines end
//! in CRLF, `TY` begins a reference and `ER` ends it (the format of Research Information Systems, 2011).

use std::io::{self, Write};

use super::super::sanitize;
use super::{AnswerOutput, date_parts, nothing_before, nothing_behind};
use crate::article::Published;
use crate::search::Hit;

/// References.
pub(super) const OUTPUT: AnswerOutput = AnswerOutput {
    name: "ris",
    about: "references for Zotero, EndNote, Mendeley and others",
    has_head: false,
    begin: nothing_before,
    hit: write_hit,
    end: nothing_behind,
};

fn write_hit(hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
    let stored = &hit.article;
    let article = &stored.article;
    let mut tag = |tag: &str, value: &str| {
        let value = sanitize(value);
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        match value.is_empty() && tag != "ER" {
            true => Ok(()),
            false => write!(out, "{tag}  - {value}\r\n"),
        }
    };
    tag("TY", "NEWS")?;
    tag(
        "TI",
        article.headline.as_ref().map_or("", |headline| headline.text.as_str()),
    )?;
    for author in &article.byline {
        tag("AU", author)?;
    }
    tag("T2", article.source.as_deref().unwrap_or_default())?;
    if let Some(published) = &article.published {
        let parts = date_parts(published);
        tag(
            "PY",
            &parts.first().map(|year| format!("{year:04}")).unwrap_or_default(),
        )?;
        tag("DA", &date(published))?;
    }
    tag("SE", article.section.as_deref().unwrap_or_default())?;
    tag("LA", article.lang.as_ref().map_or("", |lang| lang.code.as_str()))?;
    tag("UR", article.url.as_deref().unwrap_or_default())?;
    for topic in &article.topics {
        tag("KW", topic)?;
    }
    tag("AN", &stored.id.to_string())?;
    tag("N1", &format!("{}, record {}", stored.path, stored.record))?;
    tag("ER", "")
}

/// `2025/04/25/`: year, month, day and other information, each empty where it is not known.
fn date(published: &Published) -> String {
    let parts = date_parts(published);
    let part = |at: usize, width: usize| parts.get(at).map(|part| format!("{part:0width$}")).unwrap_or_default();
    format!("{}/{}/{}/", part(0, 4), part(1, 2), part(2, 2))
}
