//! The parts of a METS: what its sections describe, which pages of text there are, and where its
//! divisions stand on them.

use std::collections::{HashMap, HashSet};

use super::super::super::xml::{Element, Node, XmlFault, parse};
use super::mets::{Described, Mets, PageFile, Place};
use super::one_line;

impl Mets {
    /// Reads a document. What stands before a fault is there.
    pub(super) fn parse(text: &str) -> (Mets, Option<XmlFault>) {
        let (document, fault) = parse(text);
        let none = Element::default();
        let root = document.at("mets").unwrap_or(&none);
        let mut mets = Mets {
            files: page_files(root),
            described: root.children_named("dmdSec").filter_map(described).collect(),
            ..Mets::default()
        };
        let mut divisions = HashMap::new();
        for map in root.children_named("structMap") {
            for division in map.descendants("div") {
                if let Some(id) = division.attribute("ID") {
                    divisions.insert(id.to_owned(), division);
                }
            }
        }
        mets.links = links(root);
        for (id, division) in &divisions {
            mets.places.insert(id.clone(), places_of(division));
            if is_heading(division) {
                mets.headings.insert(id.clone());
            }
        }
        for map in root.children_named("structMap") {
            if map
                .attribute("TYPE")
                .is_none_or(|kind| !kind.eq_ignore_ascii_case("physical"))
            {
                mets.articles.extend(articles_in(map));
            }
            let label = map
                .children_named("div")
                .find_map(|division| division.attribute("LABEL"));
            mets.label = mets.label.take().or_else(|| label.map(one_line));
        }
        (mets, fault)
    }
}

/// The files that hold text, in the order of the document.
fn page_files(root: &Element) -> Vec<PageFile> {
    let mut files = Vec::new();
    let mut seen = HashSet::new();
    for file in root.descendants("file") {
        let kind = file.attribute("MIMETYPE").unwrap_or_default();
        let href = file.at("FLocat").and_then(|place| place.attribute("href"));
        let Some(path) = href.and_then(relative) else {
            continue;
        };
        // Images and PDF lie beside the text.
        let is_text = kind.contains("xml") || (kind.is_empty() && path.to_lowercase().ends_with(".xml"));
        if is_text && seen.insert(path.clone()) {
            files.push(PageFile {
                id: file.attribute("ID").unwrap_or_default().to_owned(),
                path,
            });
        }
    }
    files
}

/// A path from the folder of the METS; `None` if it leads elsewhere.
fn relative(href: &str) -> Option<String> {
    let path = href.strip_prefix("file://").unwrap_or(href).replace('\\', "/");
    if path.starts_with('/') || path.contains("://") || path.contains(':') {
        return None;
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    match parts.is_empty() || parts.contains(&"..") {
        true => None,
        false => Some(parts.join("/")),
    }
}

/// What a section says in MODS or Dublin Core.
fn described(section: &Element) -> Option<Described> {
    let id = section.attribute("ID")?.to_owned();
    let mods = section.descendants("mods").into_iter().next();
    let of = mods.unwrap_or(section);
    let first = |name: &str| {
        of.descendants(name)
            .into_iter()
            .find_map(Element::line)
            .map(|text| one_line(&text))
    };
    let own_title = of.children_named("titleInfo").find_map(title);
    let host_title = || {
        let related = of.children_named("relatedItem");
        related.filter_map(|item| item.at("titleInfo")).find_map(title)
    };
    let other_title = || mods.is_none().then(|| first("title")).flatten();
    let dates = ["dateIssued", "date"];
    let number = of
        .descendants("detail")
        .into_iter()
        .find_map(|detail| detail.at("number")?.line());
    let text_place = of.descendants("placeTerm").into_iter();
    let place = text_place
        .filter(|place| place.attribute("type") != Some("code"))
        .find_map(Element::line);
    let names = of.children_named("name").filter_map(|name| name.at("namePart")?.line());
    Some(Described {
        id,
        title: own_title.or_else(host_title).or_else(other_title),
        date: dates.iter().find_map(|name| first(name)),
        lang: first("languageTerm").or_else(|| mods.is_none().then(|| first("language")).flatten()),
        number: number.map(|number| one_line(&number)),
        place: place.map(|place| one_line(&place)),
        authors: names.map(|name| one_line(&name)).collect(),
    })
}

fn title(info: &Element) -> Option<String> {
    let parts = ["nonSort", "title", "subTitle"]
        .iter()
        .filter_map(|name| info.at(name)?.line());
    let title = one_line(&parts.collect::<Vec<_>>().join(" "));
    (!title.is_empty()).then_some(title)
}

/// From the ids of logical divisions to those of physical ones.
fn links(root: &Element) -> Vec<(String, String)> {
    let mut links = Vec::new();
    let bare = |id: &str| id.trim_start_matches('#').to_owned();
    for link in root.descendants("smLink") {
        if let (Some(from), Some(to)) = (link.attribute("from"), link.attribute("to")) {
            links.push((bare(from), bare(to)));
        }
    }
    for group in root.descendants("smLinkGrp") {
        let locators = group.children_named("smLocatorLink");
        let by_label: HashMap<&str, &str> = locators
            .filter_map(|locator| Some((locator.attribute("label")?, locator.attribute("href")?)))
            .collect();
        for arc in group.children_named("smArcLink") {
            let end = |name: &str| arc.attribute(name).and_then(|label| by_label.get(label));
            if let (Some(from), Some(to)) = (end("from"), end("to")) {
                links.push((bare(from), bare(to)));
            }
        }
    }
    links
}

/// The places that a division names itself, not those of the divisions in it.
fn places_of(division: &Element) -> Vec<Place> {
    let mut places = Vec::new();
    for pointer in division.children_named("fptr") {
        let areas = pointer.descendants("area");
        let whole = pointer.attribute("FILEID").filter(|_| areas.is_empty());
        places.extend(whole.map(|file| Place {
            file: file.to_owned(),
            begin: None,
            end: None,
        }));
        places.extend(areas.into_iter().filter_map(|area| {
            Some(Place {
                file: area.attribute("FILEID")?.to_owned(),
                begin: Some(area.attribute("BEGIN")?.to_owned()),
                end: area.attribute("END").map(str::to_owned),
            })
        }));
    }
    places
}

fn is_heading(division: &Element) -> bool {
    let is_one = |name: &str| {
        let name = name.to_lowercase();
        ["heading", "headline", "title"].contains(&name.as_str())
    };
    division.attribute("TYPE").is_some_and(is_one) || division.attribute("LABEL").is_some_and(is_one)
}

/// An article of the logical structure: its division and the ones in it, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Division {
    pub kind: String,
    pub label: Option<String>,
    pub described_by: Vec<String>,
    /// Ids of the division and of those in it.
    pub ids: Vec<String>,
}

/// Parts of the names of divisions that are articles by themselves.
const ARTICLES: &[&str] = &[
    "article",
    "advert",
    "obituar",
    "death",
    "birth",
    "marriage",
    "letter",
    "notice",
    "announce",
    "weather",
    "poem",
    "review",
    "feuilleton",
];

fn articles_in(element: &Element) -> Vec<Division> {
    let mut found = Vec::new();
    for node in &element.nodes {
        let Node::Element(division) = node else { continue };
        let kind = division.attribute("TYPE").unwrap_or_default().to_lowercase();
        match division.local() == "div" && ARTICLES.iter().any(|part| kind.contains(part)) {
            true => {
                let inner = division.descendants("div");
                let all = std::iter::once(division).chain(inner);
                found.push(Division {
                    label: division.attribute("LABEL").map(one_line),
                    described_by: division
                        .attribute("DMDID")
                        .map(|ids| ids.split_whitespace().map(str::to_owned).collect())
                        .unwrap_or_default(),
                    ids: all.filter_map(|div| div.attribute("ID")).map(str::to_owned).collect(),
                    kind,
                });
            }
            // As deep as the tree.
            false => found.extend(articles_in(division)),
        }
    }
    found
}
