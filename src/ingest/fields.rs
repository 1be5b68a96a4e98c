//! Named values, from JSON, a table's row, front matter or header lines, to an article. What has
//! no place in an article goes to its `extra`, so that nothing is lost.

use serde_json::{Map, Value};

use super::RecordFault;
use super::clean::clean;
use super::html_text::html_to_text;
use super::keys::{Field, KeyMap, normalised};
use super::languages::language_code;
use super::names::distinct;
use super::timestamps::date_of_number;
use super::values::{Kept, authors_of, entries_of, one_text, running_text};
use crate::article::{Article, DateOrigin, GivenDate, Headline, Language, join_lines};

/// Makes an article of named values.
///
/// # Errors
/// [`RecordFault::NoText`] if there is neither a text nor a headline.
pub(crate) fn article_of_fields(
    mut fields: Vec<(String, Value)>,
    keys: &KeyMap,
    date_origin: DateOrigin,
) -> Result<Article, RecordFault> {
    let mut article = Article::default();
    fill(&mut article, &mut fields, keys, date_origin);
    match article.body.is_empty() && article.headline.is_none() {
        true => Err(no_text(&fields, keys)),
        false => Ok(article),
    }
}

/// Fills what named values say into an article that may have a text already. Values that find no
/// place in it are moved to its `extra`.
///
/// Where several names of one field have values, the name that [`KeyMap`] ranks first is taken;
/// dates and lists take them all, in that order.
pub(crate) fn fill(article: &mut Article, fields: &mut [(String, Value)], keys: &KeyMap, date_origin: DateOrigin) {
    let mut by_rank: Vec<(usize, usize, Field)> = Vec::with_capacity(fields.len());
    let mut is_kept = vec![false; fields.len()];
    for (at, (name, _)) in fields.iter().enumerate() {
        by_rank.extend(keys.look_up(name).map(|(field, rank)| (rank, at, field)));
    }
    by_rank.sort_by_key(|&(rank, at, _)| (rank, at));
    for (_, at, field) in by_rank {
        let (name, value) = &fields[at];
        is_kept[at] = set_field(article, field, name, value, date_origin) == Kept::Whole;
    }
    for ((name, value), is_kept) in fields.iter_mut().zip(is_kept) {
        if !is_kept {
            keep_extra(&mut article.extra, name, value.take());
        }
    }
}

/// Puts a value under a name of its own into the fields that have no other place. Empty values
/// say nothing and are left out.
pub(crate) fn keep_extra(extra: &mut Map<String, Value>, name: &str, value: Value) {
    let Some(value) = cleaned(value) else {
        return;
    };
    let name = match clean(name) {
        name if name.is_empty() => "unnamed".to_owned(),
        name => name,
    };
    // A table may have two columns of one name.
    let free = match extra.contains_key(&name) {
        false => name,
        true => (2..)
            .map(|number| format!("{name} {number}"))
            .find(|free| !extra.contains_key(free))
            .unwrap_or(name),
    };
    extra.insert(free, value);
}

fn cleaned(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(clean(&text)).filter(|text| !text.is_empty()).map(Value::String),
        Value::Array(list) if list.is_empty() => None,
        Value::Object(object) if object.is_empty() => None,
        Value::Array(list) => Some(Value::Array(list.into_iter().filter_map(cleaned).collect())),
        Value::Object(object) => {
            let fields = object
                .into_iter()
                .filter_map(|(name, value)| Some((clean(&name), cleaned(value)?)));
            Some(Value::Object(fields.collect()))
        }
        value => Some(value),
    }
}

fn no_text(fields: &[(String, Value)], keys: &KeyMap) -> RecordFault {
    /// So many names show what is meant; the documentation has them all.
    const SHOWN: usize = 6;
    let mut looked_for = keys.names(Field::Body);
    looked_for.truncate(SHOWN);
    looked_for.push("…".to_owned());
    RecordFault::NoText {
        looked_for,
        found: fields.iter().map(|(name, _)| clean(name)).collect(),
    }
}

fn set_field(article: &mut Article, field: Field, name: &str, value: &Value, date_origin: DateOrigin) -> Kept {
    match field {
        Field::Headline => match (one_text(value), &article.headline) {
            (None, _) => Kept::Partly,
            (Some((text, kept)), None) => {
                let text = join_lines(&text);
                article.headline = Some(Headline { text, derived: false });
                kept
            }
            (Some((text, kept)), Some(headline)) if join_lines(&text) == headline.text => kept,
            (Some(_), Some(_)) => Kept::Partly,
        },
        Field::Body => set_body(article, name, value),
        Field::Date => add_dates(article, value, date_origin),
        Field::Updated => set_updated(article, value, date_origin),
        Field::Agency => set_once(&mut article.agency, value),
        Field::Byline => add_to(&mut article.byline, authors_of(value)),
        Field::People => add_to(&mut article.people, entries_of(value)),
        Field::Places => add_to(&mut article.places, entries_of(value)),
        Field::Orgs => add_to(&mut article.orgs, entries_of(value)),
        Field::Topics => add_to(&mut article.topics, entries_of(value)),
        Field::Source => set_once(&mut article.source, value),
        Field::Section => set_once(&mut article.section, value),
        Field::Url => set_once(&mut article.url, value),
        Field::Id => set_once(&mut article.id, value),
        Field::Dateline => set_once(&mut article.dateline, value),
        Field::Lang => {
            let mut stated = article.lang.take().map(|lang| lang.code);
            let is_first = stated.is_none();
            let kept = set_once(&mut stated, value);
            article.lang = stated.map(|stated| Language {
                code: if is_first { language_code(&stated) } else { stated },
                given: true,
            });
            kept
        }
    }
}

/// Text under a name such as `body_html` is HTML.
fn set_body(article: &mut Article, name: &str, value: &Value) -> Kept {
    let is_html = normalised(name).ends_with("html");
    let text = running_text(value).map(|(text, kept)| match is_html {
        true => (html_to_text(&text), kept),
        false => (text, kept),
    });
    match text {
        Some((text, kept)) if article.body.is_empty() || article.body == text => {
            article.body = text;
            kept
        }
        _ => Kept::Partly,
    }
}

fn set_once(place: &mut Option<String>, value: &Value) -> Kept {
    match (one_text(value), &place) {
        (Some((text, kept)), None) => {
            *place = Some(join_lines(&text));
            kept
        }
        (Some((text, kept)), Some(earlier)) if join_lines(&text) == **earlier => kept,
        _ => Kept::Partly,
    }
}

fn add_to(list: &mut Vec<String>, (entries, kept): (Vec<String>, Kept)) -> Kept {
    let earlier = std::mem::take(list);
    *list = distinct(earlier.into_iter().chain(entries));
    kept
}

fn set_updated(article: &mut Article, value: &Value, origin: DateOrigin) -> Kept {
    let Some((text, kept)) = one_text(value) else {
        return Kept::Partly;
    };
    let raw = date_of_number(&text).unwrap_or_else(|| join_lines(&text));
    match (&article.updated, GivenDate { raw, origin }.read()) {
        (None, Some(date)) => {
            article.updated = Some(date);
            kept
        }
        (Some(earlier), Some(date)) if *earlier == date => kept,
        _ => Kept::Partly,
    }
}

fn add_dates(article: &mut Article, value: &Value, origin: DateOrigin) -> Kept {
    let values = match value {
        Value::Array(list) => list.as_slice(),
        value => std::slice::from_ref(value),
    };
    let mut kept = Kept::Whole;
    for value in values {
        let Some((text, kept_of_one)) = one_text(value) else {
            continue;
        };
        if kept_of_one == Kept::Partly {
            kept = Kept::Partly;
        }
        let raw = date_of_number(&text).unwrap_or_else(|| join_lines(&text));
        if !article.given_dates.iter().any(|given| given.raw == raw) {
            article.given_dates.push(GivenDate { raw, origin });
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    fn read(object: Value) -> Result<Article, RecordFault> {
        let Value::Object(object) = object else {
            panic!("expected an object");
        };
        article_of_fields(object.into_iter().collect(), &KeyMap::default(), DateOrigin::Field)
    }

    /// The fields of an article that are set, a line each.
    fn shown(article: &Article) -> String {
        let mut lines = Vec::new();
        let mut line = |name: &str, value: Option<String>| lines.extend(value.map(|value| format!("{name}: {value}")));
        let list = |list: &[String]| (!list.is_empty()).then(|| list.join(" | "));
        line("id", article.id.clone());
        line("url", article.url.clone());
        line("headline", article.headline.clone().map(|headline| headline.text));
        line("body", Some(article.body.clone()).filter(|body| !body.is_empty()));
        let dates: Vec<String> = article.given_dates.iter().map(|date| date.raw.clone()).collect();
        line("dates", list(&dates));
        line("updated", article.updated.as_ref().map(|date| date.raw.clone()));
        line("dateline", article.dateline.clone());
        line("byline", list(&article.byline));
        line("source", article.source.clone());
        line("section", article.section.clone());
        line("lang", article.lang.clone().map(|lang| lang.code));
        line("people", list(&article.people));
        line("places", list(&article.places));
        line("orgs", list(&article.orgs));
        line("topics", list(&article.topics));
        line(
            "extra",
            (!article.extra.is_empty()).then(|| Value::Object(article.extra.clone()).to_string()),
        );
        lines.join("\n")
    }

    #[track_caller]
    fn check(object: Value, expected: &[&str]) {
        assert_eq!(shown(&read(object).unwrap()), expected.join("\n"));
    }

    #[test]
    fn the_usual_keys_fill_the_article() {
        check(
            json!({
                "uuid": 7, "link": "https://example.org/a", "name": "A\nheadline", "maintext": "Text.",
                "pubDate": "2025-04-25", "authors": ["By Jane Doe", "John Roe"], "outlet": "Post", "category": "World",
                "language": "en-GB", "persons": "Zelensky; Putin", "locations": ["Crimea", "Crimea"],
                "organisations": [{"name": "NATO"}], "keywords": "war, peace", "colour": "red", "empty": ""
            }),
            &[
                "id: 7",
                "url: https://example.org/a",
                "headline: A headline",
                "body: Text.",
                "dates: 2025-04-25",
                "byline: Jane Doe | John Roe",
                "source: Post",
                "section: World",
                "lang: en",
                "people: Zelensky | Putin",
                "places: Crimea",
                "orgs: NATO",
                "topics: war | peace",
                "extra: {\"colour\":\"red\"}",
            ],
        );
    }

    #[test]
    fn the_better_name_wins_and_the_other_is_kept() {
        check(
            json!({"text": "Second.", "body": "First.", "title": "B", "headline": "A", "summary": "Short."}),
            &[
                "headline: A",
                "body: First.",
                "extra: {\"text\":\"Second.\",\"title\":\"B\",\"summary\":\"Short.\"}",
            ],
        );
        check(
            json!({"title": "A", "headline": "A", "body": "", "summary": "Short."}),
            &["headline: A", "body: Short."],
        );
    }

    #[test]
    fn dates_come_in_the_order_of_trust() {
        check(
            json!({"title": "A", "created": 1745582400, "date": "2025", "datePublished": "2025-04-25", "updated": "2026"}),
            &[
                "headline: A",
                "dates: 2025-04-25 | 2025 | 2025-04-25T12:00:00Z",
                "updated: 2026",
            ],
        );
        check(json!({"title": "A", "date": 2017}), &["headline: A", "dates: 2017"]);
        check(
            json!({"title": "A", "date": {"$date": "2017-05-06"}}),
            &["headline: A", "dates: 2017-05-06"],
        );
    }

    #[test]
    fn nested_values_are_read_and_what_they_say_more_is_kept() {
        check(
            json!({"headline": "A", "publisher": {"@type": "Organization", "name": "Post"}}),
            &["headline: A", "source: Post"],
        );
        check(
            json!({"headline": {"rendered": "A"}, "author": {"name": "By Jane Doe", "url": "https://example.org"}}),
            &[
                "headline: A",
                "byline: Jane Doe",
                "extra: {\"author\":{\"name\":\"By Jane Doe\",\"url\":\"https://example.org\"}}",
            ],
        );
        check(json!({"body": ["One.", {"text": "Two."}, ""]}), &["body: One.\n\nTwo."]);
    }

    #[test]
    fn text_that_is_html_by_its_name_loses_its_marks() {
        check(
            json!({"body_html": "<p>One &amp; two.</p><p>Three.</p>"}),
            &["body: One & two.\n\nThree."],
        );
        check(
            json!({"title": {"rendered": "A &#8211; B"}, "content": {"rendered": "<p>One.</p>\n<p>Two.</p>\n"}}),
            &["headline: A – B", "body: One.\n\nTwo."],
        );
        check(json!({"body": "a <b> c"}), &["body: a <b> c"]);
    }

    #[test]
    fn neither_text_nor_headline_is_refused_with_the_keys_found() {
        assert_eq!(
            read(json!({"inhalt": "Text.", "date": "2025"}))
                .unwrap_err()
                .to_string(),
            "no text: none of the keys body, text, content, article, articleBody, maintext, … holds any; \
             found `inhalt`, `date`"
        );
    }

    #[test]
    fn no_control_character_is_stored() {
        check(
            json!({"title": "A\u{0}B", "body": "\u{1}C\u{0}", "x\u{0}": {"y": ["\u{0}z"]}}),
            &["headline: A B", "body: C", "extra: {\"x\":{\"y\":[\"z\"]}}"],
        );
    }

    #[test]
    fn columns_of_one_name_are_all_kept() {
        let fields = vec![
            ("title".to_owned(), json!("A")),
            ("note".to_owned(), json!("1")),
            ("note".to_owned(), json!("2")),
            ("".to_owned(), json!("3")),
        ];
        let article = article_of_fields(fields, &KeyMap::default(), DateOrigin::Field).unwrap();
        assert_eq!(
            Value::Object(article.extra).to_string(),
            r#"{"note":"1","note 2":"2","unnamed":"3"}"#
        );
    }
}
