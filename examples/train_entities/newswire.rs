//! Newswire of 1998 with its names marked up, to measure on. It is never trained on.

use std::path::Path;

use dateline::article::EntityKind;

use super::corpus::Marked;

/// Reads newswire of the IE-ER evaluation of 1999: SGML with names marked up. For measuring only.
pub fn read_ieer(path: &Path) -> std::io::Result<Vec<Marked>> {
    let content = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
    let documents = content.split("<DOC>").skip(1);
    Ok(documents.map(from_sgml).collect())
}

fn from_sgml(document: &str) -> Marked {
    let inner = |tag: &str| -> &str {
        let behind = document.split_once(&format!("<{tag}>")).map_or("", |parts| parts.1);
        behind.split_once(&format!("</{tag}>")).map_or(behind, |parts| parts.0)
    };
    let whole = format!("{}\n\n{}", inner("HEADLINE").trim(), inner("TEXT").trim());
    let whole = whole.replace("&AMP;", "&").replace("&amp;", "&");
    let mut text = String::new();
    let mut names = Vec::new();
    let mut rest = whole.as_str();
    let mut open: Option<(usize, Option<EntityKind>)> = None;
    while let Some((before, behind)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = behind.split_once('>').unwrap_or((behind, ""));
        if tag.starts_with("b_enamex") {
            let kind = match () {
                () if tag.contains("\"PERSON") => Some(EntityKind::Person),
                () if tag.contains("\"LOCATION") => Some(EntityKind::Place),
                () if tag.contains("\"ORGANIZATION") => Some(EntityKind::Org),
                () => None,
            };
            open = Some((text.len(), kind));
        } else if tag.starts_with("e_enamex")
            && let Some((start, Some(kind))) = open.take()
        {
            names.push((start..text.len(), kind));
        }
        rest = after;
    }
    text.push_str(rest);
    Marked {
        headline_bytes: text.find("\n\n").unwrap_or(0),
        text,
        names,
        weight: 1.0,
    }
}
