//! What NewsML-G2 names: a concept with a code, names in several languages, and a type that says
//! whether it is a person, a place, an organisation or a subject.

use super::super::super::xml::Element;
use super::fields::{add, set};
use super::subject_codes::field_of_subject_code;
use crate::article::{Article, Language};

/// The name of a concept: in the language given, else without one, else the first; else what is
/// written where a code would be. Short forms for machines are none.
pub(super) fn name_of(concept: &Element, language: Option<&Language>) -> Option<String> {
    proper_name_of(concept, language)
        .or_else(|| concept.attribute("literal").map(str::to_owned))
        .filter(|name| name != "No-Data-Available")
}

fn proper_name_of(concept: &Element, language: Option<&Language>) -> Option<String> {
    let is_long = |name: &&Element| {
        let role = name.attribute("role").unwrap_or_default();
        !role.ends_with("mnemonic") && !role.ends_with("short")
    };
    let names: Vec<&Element> = concept.children_named("name").filter(is_long).collect();
    let of_language = names.iter().find(|name| {
        let tag = name.attribute("lang").unwrap_or_default();
        language.is_some_and(|language| tag.starts_with(&language.code))
    });
    let of_none = names.iter().find(|name| name.attribute("lang").is_none());
    of_language.or(of_none).or(names.first()).and_then(|name| name.line())
}

/// What a concept is.
enum Kind {
    Person,
    Place,
    Organisation,
    Section,
    Subject,
}

fn kind_of(concept: &Element) -> Kind {
    const PLACES: &[&str] = &[
        "geoArea",
        "poi",
        "city",
        "statprov",
        "country",
        "region",
        "continentalcode",
    ];
    let stated = concept.attribute("type").unwrap_or_default();
    let list = concept.attribute("qcode").and_then(|code| code.split(':').next());
    let list = list.unwrap_or_default().to_ascii_lowercase();
    match stated.rsplit(':').next().unwrap_or_default() {
        "person" => Kind::Person,
        "organisation" | "organization" => Kind::Organisation,
        kind if PLACES.contains(&kind) => Kind::Place,
        // Reuters numbers the kinds; this is a place.
        "5" if stated.starts_with("cptType:") => Kind::Place,
        "category" | "cat" => Kind::Section,
        _ if list.contains("department") || list.contains("categor") => Kind::Section,
        _ => Kind::Subject,
    }
}

/// Puts a subject where it belongs. Its code goes to the codes.
pub(super) fn read_subject(article: &mut Article, subject: &Element, codes: &mut Vec<String>) {
    let language = article.lang.clone();
    let code = subject.attribute("qcode");
    codes.extend(code.map(str::to_owned));
    let name = name_of(subject, language.as_ref());
    let name = name.as_deref();
    match kind_of(subject) {
        Kind::Person => add(&mut article.people, name),
        Kind::Place => add(&mut article.places, name),
        Kind::Organisation => add(&mut article.orgs, name),
        // Letters of wires name nothing.
        Kind::Section if name.is_some_and(|name| name.len() == 1) => {}
        Kind::Section if article.section.is_none() => set(&mut article.section, name),
        Kind::Section => add(&mut article.topics, name),
        Kind::Subject => {
            let name = proper_name_of(subject, language.as_ref());
            add(
                &mut article.topics,
                name.as_deref().or(code.and_then(field_of_subject_code)),
            );
        }
    }
}
