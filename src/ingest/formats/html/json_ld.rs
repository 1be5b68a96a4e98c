//! The article that JSON-LD describes, wherever it stands in it: at the top, in a `@graph`, in
//! arrays, as the main entity of a page.

use serde_json::{Map, Value};

use super::json_repair::json_values;

/// Things inside each other.
const MAX_DEPTH: usize = 40;

/// The things that a page describes.
#[derive(Debug, Default)]
pub(super) struct Described {
    /// The article, if there is one.
    pub article: Option<Map<String, Value>>,
    /// The page itself, which dates and names it where the article does not.
    pub page: Option<Map<String, Value>>,
    /// Things that others refer to, by their `@id`.
    named: Vec<(String, Map<String, Value>)>,
}

/// Keys under which other articles stand than that of the page.
const OTHERS: &[&str] = &[
    "itemListElement",
    "hasPart",
    "isPartOf",
    "relatedLink",
    "citation",
    "liveBlogUpdate",
    "comment",
    "review",
    "isBasedOn",
    "mentions",
    "about",
    "subjectOf",
    "video",
    "image",
];

/// Reads all scripts of JSON-LD of a page.
pub(super) fn described(scripts: &[String]) -> Described {
    let mut found = Described::default();
    let mut best = 0;
    for script in scripts {
        for value in json_values(script) {
            collect(&value, 0, &mut found, &mut best);
        }
    }
    found
}

fn collect(value: &Value, depth: usize, found: &mut Described, best: &mut usize) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(values) => {
            for value in values {
                collect(value, depth + 1, found, best);
            }
        }
        Value::Object(object) => {
            if let Some(id) = object.get("@id").and_then(Value::as_str)
                && object.len() > 1
                && found.named.len() < 1_000
                && depth <= 3
            {
                found.named.push((id.to_owned(), without_parts(object)));
            }
            if is_article(object) {
                let weight = weight(object);
                if weight > *best {
                    *best = weight;
                    found.article = Some(object.clone());
                }
            } else if found.page.is_none() && is_a(object, "WebPage") {
                found.page = Some(object.clone());
            }
            for (key, value) in object {
                if !OTHERS.contains(&key.as_str()) {
                    collect(value, depth + 1, found, best);
                }
            }
        }
        _ => {}
    }
}

/// A thing without what stands in it, so that things inside each other are not copied over and over.
fn without_parts(object: &Map<String, Value>) -> Map<String, Value> {
    let plain = object
        .iter()
        .filter(|(_, value)| !value.is_object() && !value.is_array());
    plain.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// How much a description says of what an article has. One that names nothing weighs nothing.
fn weight(article: &Map<String, Value>) -> usize {
    let keys = [
        "headline",
        "datePublished",
        "articleBody",
        "author",
        "publisher",
        "mainEntityOfPage",
        "name",
    ];
    keys.iter()
        .filter(|&&key| article.get(key).is_some_and(|value| !value.is_null()))
        .count()
}

/// The types of a thing, without the address of their vocabulary.
fn types(object: &Map<String, Value>) -> Vec<&str> {
    let types = match object.get("@type") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    types
        .into_iter()
        .map(|kind| kind.rsplit(['/', '#', ':']).next().unwrap_or(kind))
        .collect()
}

fn is_article(object: &Map<String, Value>) -> bool {
    types(object).iter().any(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.ends_with("article") || ["blogposting", "liveblogposting", "report"].contains(&kind.as_str())
    })
}

fn is_a(object: &Map<String, Value>, kind: &str) -> bool {
    types(object).iter().any(|other| other.eq_ignore_ascii_case(kind))
}

impl Described {
    /// A value of the article that is not empty.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.article
            .as_ref()
            .and_then(|article| article.get(key))
            .filter(|value| !is_empty(value))
    }

    /// A value of the article, or else of the page.
    pub fn value_of_either(&self, key: &str) -> Option<&Value> {
        let of_page = || {
            self.page
                .as_ref()
                .and_then(|page| page.get(key))
                .filter(|value| !is_empty(value))
        };
        self.value(key).or_else(of_page)
    }

    /// The text of the article under a key: itself, or the first of several.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.value(key).and_then(first_text)
    }

    /// The names that a value stands for: texts, and names of things, also of those that it
    /// refers to.
    pub fn names(&self, value: &Value) -> Vec<String> {
        match value {
            Value::String(name) => vec![name.clone()],
            Value::Array(values) => values.iter().flat_map(|value| self.names(value)).collect(),
            Value::Object(object) => {
                let name = object.get("name").filter(|name| !is_empty(name)).or_else(|| {
                    let id = object.get("@id")?.as_str()?;
                    self.named.iter().find(|(other, _)| other == id)?.1.get("name")
                });
                match name {
                    Some(Value::String(name)) => vec![name.clone()],
                    Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                    // Some part the names of people.
                    _ => {
                        let part = |key: &str| object.get(key).and_then(Value::as_str).map(str::trim);
                        let parts: Vec<&str> = [part("givenName"), part("familyName")].into_iter().flatten().collect();
                        Some(parts.join(" "))
                            .filter(|name| !name.is_empty())
                            .into_iter()
                            .collect()
                    }
                }
            }
            _ => Vec::new(),
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}

/// The text that a value is, or the first that it holds.
pub(super) fn first_text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        Value::Array(values) => values.iter().find_map(first_text),
        Value::Object(object) => ["name", "@value", "@id", "url"]
            .iter()
            .find_map(|&key| object.get(key).and_then(first_text)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scripts: &[&str], headline: Option<&str>) {
        let scripts: Vec<String> = scripts.iter().map(|&script| script.to_owned()).collect();
        assert_eq!(described(&scripts).text("headline"), headline, "{scripts:?}");
    }

    #[test]
    fn the_article_is_found_wherever_it_stands() {
        check(&[r#"{"@type": "NewsArticle", "headline": "A"}"#], Some("A"));
        check(
            &[
                r#"[{"@type": "Person"}, {"@type": ["Thing", "https://schema.org/ReportageNewsArticle"], "headline": "A"}]"#,
            ],
            Some("A"),
        );
        check(
            &[r#"{"@graph": [{"@type": "WebSite"}, {"@type": "BlogPosting", "headline": "A"}]}"#],
            Some("A"),
        );
        check(
            &[r#"{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "A"}}"#],
            Some("A"),
        );
        check(
            &[
                r#"{"@type": "WebSite"}"#,
                "broken",
                r#"{"@type": "liveBlogPosting", "headline": "A"}"#,
            ],
            Some("A"),
        );
    }

    #[test]
    fn articles_of_lists_are_others() {
        check(
            &[r#"{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "B"}]}"#],
            None,
        );
        check(
            &[
                r#"{"@type": "NewsArticle", "headline": "B"}"#,
                r#"{"@type": "NewsArticle", "headline": "A", "datePublished": "2024-03-05"}"#,
            ],
            Some("A"),
        );
    }

    #[test]
    fn names_are_those_of_things_and_of_what_they_refer_to() {
        let scripts = [r##"{"@graph": [
            {"@type": "NewsArticle", "headline": "A", "author": [{"@id": "#jane"}, {"name": "John Roe"}, "Max Moe",
             {"givenName": "Ann", "familyName": "Noe"}]},
            {"@type": "Person", "@id": "#jane", "name": "Jane Doe"}]}"##
            .to_owned()];
        let described = described(&scripts);
        let names = described.value("author").map(|author| described.names(author));
        assert_eq!(
            names.unwrap_or_default(),
            ["Jane Doe", "John Roe", "Max Moe", "Ann Noe"]
        );
    }
}
