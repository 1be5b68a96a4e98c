//! ninjs, the JSON of news agencies (1.0 to 3.x), alone or in what their services answer: lists
//! of items, the AP Media API, the feeds of the BBC.
//!
//! It is JSON and read as that, with `--map` and all: what it calls otherwise than the rest of the
//! world is renamed first, HTML becomes text, and lists of people and subjects become names.
//! Pictures are read with their captions. What is associated with an item stays with it, save
//! the texts of a package, which are articles.

use serde_json::{Map, Value};

use super::super::super::detect::Likeness;
use super::super::super::error::RecordFault;
use super::super::super::fields::{article_of_fields, keep_extra};
use super::super::super::html_text::html_to_text;
use super::super::super::keys::KeyMap;
use super::fields::{add_reporters, clean_line, set, set_updated};
use crate::article::{Article, DateOrigin};

/// What each ninjs item has, and no other JSON: spelt so up to 1.x, and in 2.0 and above.
const VERSION_KEYS: &[&str] = &["versioncreated", "versionCreated"];

/// What else an item has that is an article.
const CONTENT_KEYS: &[&str] = &[
    "headline",
    "headlines",
    "body_text",
    "body_html",
    "body_xhtml",
    "bodies",
    "description_text",
    "description_html",
    "description_caption",
    "descriptions",
    "title",
    "slugline",
];

/// How deep an item may lie: `{"data": {"items": [{"item": {…}}]}}`.
const LEVELS: usize = 5;

/// Names under which services put their items.
const WRAPPERS: &[&str] = &[
    "data",
    "item",
    "items",
    "_items",
    "newsitems",
    "results",
    "hits",
    "response",
];

pub(in super::super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    let holds = |key: &&str| memchr::memmem::find(head, format!("\"{key}\"").as_bytes()).is_some();
    let head_begins = matches!(head.trim_ascii_start().first(), Some(b'{' | b'['));
    Likeness::certain_if(head_begins && VERSION_KEYS.iter().any(holds) && CONTENT_KEYS.iter().any(holds))
}

/// True for an item.
pub(in super::super) fn is_ninjs(object: &Map<String, Value>) -> bool {
    let says = |keys: &[&str]| {
        keys.iter()
            .any(|&key| object.get(key).is_some_and(|value| !value.is_null()))
    };
    says(VERSION_KEYS) && says(CONTENT_KEYS)
}

/// Takes the items out of a value: an item alone, or those that an answer holds; none if it is
/// other JSON. The texts in a package follow it.
pub(in super::super) fn take_items(value: &mut Value) -> Vec<Map<String, Value>> {
    let mut items = Vec::new();
    find_items(value, LEVELS, &mut items);
    items
}

fn find_items(value: &mut Value, levels: usize, items: &mut Vec<Map<String, Value>>) {
    match value {
        Value::Object(object) if is_ninjs(object) => {
            let mut item = std::mem::take(object);
            let texts = if item.get("type").is_some_and(|kind| kind == "composite") {
                take_package(&mut item)
            } else {
                Vec::new()
            };
            items.push(item);
            items.extend(texts);
        }
        Value::Object(object) if levels > 0 => {
            for name in WRAPPERS {
                if let Some(inner) = object.get_mut(*name) {
                    find_items(inner, levels - 1, items);
                }
            }
        }
        Value::Array(list) if levels > 0 => {
            for value in list {
                find_items(value, levels - 1, items);
            }
        }
        _ => {}
    }
}

/// Takes the texts out of a package, which keeps their ids, and has the headlines of all that it
/// holds for a text if it has no other.
fn take_package(package: &mut Map<String, Value>) -> Vec<Map<String, Value>> {
    let mut texts = Vec::new();
    let mut headlines: Vec<String> = Vec::new();
    let associated = package.get_mut("associations").and_then(Value::as_object_mut);
    for value in associated.into_iter().flat_map(|associated| associated.values_mut()) {
        let headline = value.get("headline").and_then(Value::as_str);
        headlines.extend(headline.map(str::to_owned));
        let is_text = value.get("type").is_some_and(|kind| kind == "text");
        if let Value::Object(object) = value
            && is_text
            && is_ninjs(object)
        {
            let id = object.get("guid").or(object.get("uri")).cloned().unwrap_or_default();
            texts.push(std::mem::take(object));
            *value = id;
        }
    }
    let has_text = TEXT_KEYS.iter().any(|key| package.contains_key(*key));
    if !has_text && !headlines.is_empty() {
        package.insert("body_text".to_owned(), Value::from(headlines.join("\n\n")));
    }
    texts
}

/// Where the text stands, the best form first.
const TEXT_KEYS: &[&str] = &["body_html", "body_xhtml", "bodies", "body_text"];

/// Makes an article of an item.
pub(in super::super) fn article_of_ninjs(mut item: Map<String, Value>, keys: &KeyMap) -> Result<Article, RecordFault> {
    let body = take_body(&mut item);
    let dates = take_dates(&mut item);
    let updated = dates.updated;
    let names = Names::of(&item);
    let mut fields: Vec<(String, Value)> = Vec::with_capacity(item.len() + 2);
    // What the article has already said in another form.
    let mut beside: Vec<(String, Value)> = Vec::new();
    let byline = item.get("byline").and_then(Value::as_str).and_then(clean_line);
    let id_key = ["guid", "id", "altids", "uri"]
        .into_iter()
        .find(|key| id_in(item.get(*key)).is_some());
    for (name, value) in item {
        let renamed = match name.as_str() {
            "type" if value == "text" => continue,
            "pubstatus" | "pubStatus" if value == "usable" => continue,
            "description_text" | "description_html" if body.is_summary => continue,
            "byline" if byline.is_some() => continue,
            "authors" if byline.is_some() => {
                beside.push((name, value));
                continue;
            }
            "altids" => {
                beside.push((name, value));
                continue;
            }
            "uri" if id_key == Some("uri") => "guid",
            "headlines" => "headline",
            "bylines" => "byline",
            "organisation" => "organisations",
            "located" | "datelinelocation" => "locations",
            name => name,
        };
        let value = match renamed {
            "headline" | "byline" | "locations" | "place" | "places" | "people" | "person" | "organisations" => {
                names_in(value)
            }
            "subject" | "subjects" => {
                beside.push(("subject codes".to_owned(), codes_in(&value)));
                names_in(value)
            }
            _ => value,
        };
        fields.push((renamed.to_owned(), value));
    }
    fields.extend(names.id.map(|id| ("guid".to_owned(), Value::from(id))));
    fields.extend(body.text.map(|text| ("body".to_owned(), Value::from(text))));
    fields.push(("datePublished".to_owned(), Value::from(dates.published)));
    let mut article = article_of_fields(fields, keys, DateOrigin::Field)?;
    if let Some(byline) = byline {
        add_reporters(&mut article, &byline);
    }
    for (name, value) in beside {
        keep_extra(&mut article.extra, &name, value);
    }
    // Letters of wires.
    article.topics.retain(|topic| topic.chars().count() > 1);
    set(&mut article.section, names.section.as_deref());
    set(&mut article.agency, names.agency.as_deref());
    for name in [&names.source, &names.agency] {
        set(&mut article.source, name.as_deref());
    }
    set_updated(&mut article, updated.as_deref());
    Ok(article)
}

/// What stands deeper in an item than a field of JSON may.
struct Names {
    /// Of services whose addresses change from one answer to the next.
    id: Option<String>,
    section: Option<String>,
    agency: Option<String>,
    source: Option<String>,
}

impl Names {
    fn of(item: &Map<String, Value>) -> Names {
        let first = |key: &str| item.get(key).and_then(first_name);
        let has_other_id = item.contains_key("guid") || item.contains_key("id");
        Names {
            id: item
                .get("altids")
                .filter(|_| !has_other_id)
                .and_then(|value| id_in(Some(value))),
            section: first("service")
                .or_else(|| first("services"))
                .or_else(|| category_in(item.get("subject")?)),
            agency: first("provider"),
            source: first("infosource").or_else(|| first("infosources")),
        }
    }
}

fn id_in(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Object(ids) => ids.get("itemid")?.as_str().map(str::to_owned),
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// The category among the subjects, which the AP gives so.
fn category_in(subjects: &Value) -> Option<String> {
    let is_category = |subject: &&Value| {
        let kinds = subject.get("rels").and_then(Value::as_array);
        kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "category"))
    };
    let category = subjects.as_array()?.iter().find(is_category)?;
    first_name(category).filter(|name| name.chars().count() > 1)
}

fn codes_in(subjects: &Value) -> Value {
    let codes = subjects
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|subject| subject.get("code"));
    Value::from(codes.cloned().collect::<Vec<Value>>())
}

struct Body {
    text: Option<String>,
    /// A summary or a caption stands in for the text.
    is_summary: bool,
}

/// The text: HTML before plain text, which has often lost its paragraphs; a description where
/// there is neither.
fn take_body(item: &mut Map<String, Value>) -> Body {
    let mut texts: Vec<String> = Vec::new();
    for name in TEXT_KEYS {
        let value = item.shift_remove(*name);
        texts.extend(value.iter().filter_map(text_of).filter(|text| !text.is_empty()));
    }
    if !texts.is_empty() {
        return Body {
            text: Some(texts.swap_remove(0)),
            is_summary: false,
        };
    }
    let names = [
        "description_text",
        "description_html",
        "description_caption",
        "descriptions",
    ];
    let summary = names
        .iter()
        .find_map(|name| item.get(*name).and_then(text_of).filter(|text| !text.is_empty()));
    if summary.is_some() {
        item.shift_remove("description_caption");
        item.shift_remove("descriptions");
    }
    Body {
        is_summary: summary.is_some(),
        text: summary,
    }
}

/// The text of a value: a text, or since 2.0 a list of them with their kinds, of which HTML comes
/// first.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(html_to_text(text)),
        Value::Array(list) => {
            let is_html = |entry: &&Value| {
                let kind = entry
                    .get("contentType")
                    .or(entry.get("contenttype"))
                    .and_then(Value::as_str);
                kind.is_some_and(|kind| kind.contains("html"))
            };
            let entry = list.iter().find(is_html).or(list.first())?;
            entry.get("value").and_then(Value::as_str).map(html_to_text)
        }
        _ => None,
    }
}

struct Dates {
    published: Vec<Value>,
    updated: Option<String>,
}

/// When an item was first made is when it was sent; the date of a version is that of a change
/// where there is a first.
fn take_dates(item: &mut Map<String, Value>) -> Dates {
    let mut take = |names: &[&str]| {
        let values = names.iter().filter_map(|name| item.shift_remove(*name));
        values.filter(|value| value.is_string()).collect::<Vec<Value>>()
    };
    let mut published = take(&[
        "firstpublished",
        "firstcreated",
        "firstCreated",
        "contentcreated",
        "contentCreated",
    ]);
    let version = take(VERSION_KEYS);
    let updated = match published.is_empty() {
        true => {
            published.extend(version);
            None
        }
        false => version.first().and_then(Value::as_str).map(str::to_owned),
    };
    Dates { published, updated }
}

/// The names in a list of objects, where all of them have one; the value as it is where not.
fn names_in(value: Value) -> Value {
    match &value {
        Value::Array(list) => {
            let names: Vec<Value> = list.iter().filter_map(first_name).map(Value::from).collect();
            if names.len() == list.len() {
                Value::from(names)
            } else {
                value
            }
        }
        Value::Object(_) => first_name(&value).map_or(value, Value::from),
        _ => value,
    }
}

fn first_name(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => Some(name.clone()),
        Value::Array(list) => list.iter().find_map(first_name),
        Value::Object(object) => {
            let keys = ["name", "value", "literal", "city", "countryname"];
            keys.iter()
                .find_map(|key| object.get(*key)?.as_str())
                .map(str::to_owned)
        }
        _ => None,
    }
    .filter(|name| !name.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::super::super::tests::check_format;

    #[track_caller]
    fn check(json: &str, expected: &str) {
        check_format("ninjs", json.as_bytes(), expected);
    }

    #[test]
    fn an_item_is_an_article() {
        check(
            r#"{"guid": "urn:1", "uri": "https://north.example/1", "type": "text", "pubstatus": "usable", "language": "en",
            "versioncreated": "2017-08-24T04:38:34+0000", "firstcreated": "2017-08-24T04:30:00+0000", "headline": "Mill hires",
            "byline": "Jane Doe and John Roe", "authors": [{"name": "Jane Doe", "role": "writer"}],
            "body_html": "<p>The mill <b>hires</b>.</p><p>It grows.</p>", "body_text": "The mill hires.It grows.",
            "description_text": "Short.", "subject": [{"code": "04000000", "name": "economy"}, {"code": "s", "name": "s"}],
            "person": [{"name": "Ann Lee", "rel": "about"}], "organisation": [{"name": "Guild"}],
            "place": [{"name": "Kent", "code": "KNT"}], "located": "Marrowby", "keywords": ["mill"],
            "service": [{"name": "Business", "code": "b"}], "source": "North Agency", "urgency": 3, "ednote": "Adds."}"#,
            "1 [Mill hires] The mill hires.¶¶It grows. (2017-08-24T04:30:00+0000) by Jane Doe | John Roe @North Agency <en> \
             people=Ann Lee places=Marrowby | Kent orgs=Guild #mill #economy id=urn:1 {\"uri\":\"https://north.example/1\",\
             \"description_text\":\"Short.\",\"service\":[{\"name\":\"Business\",\"code\":\"b\"}],\"urgency\":3,\
             \"ednote\":\"Adds.\",\"authors\":[{\"name\":\"Jane Doe\",\"role\":\"writer\"}],\
             \"subject codes\":[\"04000000\",\"s\"]}",
        );
    }

    #[test]
    fn version_2_and_a_picture_are_read() {
        check(
            r#"{"uri": "urn:2", "versionCreated": "2023-01-03T04:38:34Z", "headlines": [{"role": "main", "value": "Mill hires"}],
            "bodies": [{"contentType": "text/plain", "value": "x"}, {"contentType": "text/html", "value": "<p>One.</p><p>Two.</p>"}],
            "subjects": [{"name": "economy"}], "people": [{"name": "Ann Lee"}]}"#,
            "1 [Mill hires] One.¶¶Two. (2023-01-03T04:38:34Z) people=Ann Lee #economy id=urn:2",
        );
        check(
            r#"{"guid": "3", "type": "picture", "versioncreated": "2023-01-03T04:38:34Z", "description_text": "The mill at dawn."}"#,
            "1 The mill at dawn. (2023-01-03T04:38:34Z) id=3 {\"type\":\"picture\"}",
        );
    }

    #[test]
    fn items_are_found_in_what_services_answer() {
        let item =
            |text: &str| format!(r#"{{"versioncreated": "2023-01-03", "headline": "A", "body_text": "{text}"}}"#);
        let one = r#"{"versioncreated": "2023-01-03", "headline": "A", "provider": "NA", "altids": {"itemid": "7"}, "uri": "https://a.example/?q=1"}"#;
        check(
            &format!(
                r#"{{"api": 1, "data": {{"items": [{{"meta": {{}}, "item": {one}}}, {{"item": {}}}]}}}}"#,
                item("Two.")
            ),
            "1 [A]  (2023-01-03) @NA id=7 {\"provider\":\"NA\",\"uri\":\"https://a.example/?q=1\",\"altids\":{\"itemid\":\"7\"}}\n\
             2 [A] Two. (2023-01-03)",
        );
        check(
            &format!("[{}, {}]", item("One."), item("Two.")),
            "1 [A] One. (2023-01-03)\n2 [A] Two. (2023-01-03)",
        );
    }
}
