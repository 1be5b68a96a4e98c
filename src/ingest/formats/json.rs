//! JSON: one article, an array of articles, an object that holds such an array, or several of
//! them one behind the other.
//!
//! An array at the top is read element by element and may be of any size. An object is held in
//! memory whole. The articles in it are the array of objects that yields any, up to two levels
//! below it; the publication and language that the object states hold for all of them.

use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::super::detect::Likeness;
use super::super::error::{RecordError, RecordFault, SourceError};
use super::super::exported::{EXPORT_KEY, article_of_export};
use super::super::fields::{article_of_fields, fill, keep_extra};
use super::super::keys::{Field, KeyMap};
use super::super::source::{EmitRecord, Input, ReadOptions};
use super::agency::{article_of_ninjs, is_ninjs, looks_like_ninjs, take_ninjs_items};
use super::feeds;
use super::json_values::{RawValue, RawValues, Start};
use crate::article::{Article, DateOrigin};

pub(super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    let head = head.trim_ascii_start();
    let Some((&first, rest)) = head.split_first() else {
        return Likeness::None;
    };
    match (first, rest.trim_ascii_start().first()) {
        // A dialect of JSON with a name of its own.
        _ if looks_like_ninjs(head, true) == Likeness::Certain => Likeness::Possible,
        (b'[', Some(b'{' | b']')) => Likeness::Certain,
        (b'{', _) if feeds::looks_like_json_feed(head, false) == Likeness::Certain => Likeness::Possible,
        (b'{', Some(b'"' | b'}')) => match jsonl_is_as_likely(head) {
            true => Likeness::Possible,
            false => Likeness::Certain,
        },
        _ => Likeness::None,
    }
}

/// True if the first line could be a whole record.
fn jsonl_is_as_likely(head: &[u8]) -> bool {
    let first = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    first.len() == head.len() || serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok()
}

pub(super) fn read(input: &mut Input<'_>, options: &ReadOptions, emit: &mut EmitRecord<'_>) -> Result<(), SourceError> {
    let Input { reader, decoder, .. } = input;
    let mut values = RawValues::new(reader, options.limits);
    let mut record = 0;
    while let Some(raw) = values.next_value()? {
        let (bytes, start) = match raw {
            RawValue::Whole { bytes, start } => (bytes, start),
            RawValue::Refused { reason, line } => {
                record += 1;
                if emit(
                    record,
                    Err(RecordError {
                        record,
                        line: Some(line),
                        reason,
                    }),
                )
                .is_break()
                {
                    break;
                }
                continue;
            }
        };
        let (text, problem) = decoder.decode(bytes);
        let mut give = |outcome: Result<Article, (RecordFault, Option<u64>)>| {
            record += 1;
            let outcome = match outcome {
                Ok(mut article) => {
                    article.problems.extend(problem.clone());
                    Ok(article)
                }
                Err((reason, line)) => Err(RecordError { record, line, reason }),
            };
            emit(record, outcome)
        };
        let flow = match serde_json::from_str(&text) {
            Ok(value) => each_article(value, &options.keys, start, &mut give),
            Err(error) => give(Err(fault_in_lines(&error, &text, start))),
        };
        if flow.is_break() {
            break;
        }
    }
    Ok(())
}

/// The fault and its line, for a value of several lines that begins there.
fn fault_in_lines(error: &serde_json::Error, text: &str, start: Start) -> (RecordFault, Option<u64>) {
    // Columns count from the value's own beginning on its first line.
    let first_column = |line: usize| if line <= 1 { start.column } else { 1 };
    let source_line = |line: usize| Some(start.line + (line as u64).saturating_sub(1));
    if error.column() > 0 {
        return (fault_in(error, first_column(error.line())), source_line(error.line()));
    }
    // The parser has met a line end inside a text, and has counted it.
    let line = error.line().saturating_sub(1);
    let length = text.lines().nth(line.saturating_sub(1)).map_or(0, str::len);
    let message = "a text without its closing quote".to_owned();
    (
        RecordFault::NotJson {
            message,
            column: length + first_column(line),
        },
        source_line(line),
    )
}

/// The parser's message, with the column of the source where it was given that of the text.
pub(super) fn fault_in(error: &serde_json::Error, first_column: usize) -> RecordFault {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or_default().to_owned();
    RecordFault::NotJson {
        message,
        column: (error.column() + first_column).saturating_sub(1),
    }
}

type Give<'a> = dyn FnMut(Result<Article, (RecordFault, Option<u64>)>) -> ControlFlow<()> + 'a;

/// Gives the articles in a value, in their order. An element of an array is one article.
fn each_article(mut value: Value, keys: &KeyMap, start: Start, give: &mut Give<'_>) -> ControlFlow<()> {
    let items = take_ninjs_items(&mut value);
    if !items.is_empty() {
        for item in items {
            give(article_of_ninjs(item, keys).map_err(|reason| (reason, Some(start.line))))?;
        }
        return ControlFlow::Continue(());
    }
    let shared_and_list = match &mut value {
        Value::Object(object) if object.contains_key(EXPORT_KEY) => None,
        Value::Object(object) if !start.is_in_array && !has_text(object, keys) => take_list(object, keys),
        _ => None,
    };
    let Some((shared, list)) = shared_and_list else {
        return give(article_of_value(value, keys).map_err(|reason| (reason, Some(start.line))));
    };
    for value in list {
        let outcome = article_of_value(value, keys).map(|mut article| {
            article.source = article.source.or_else(|| shared.source.clone());
            article.lang = article.lang.or_else(|| shared.lang.clone());
            article
        });
        // The parser does not say where an element of the list began.
        give(outcome.map_err(|reason| (reason, None)))?;
    }
    ControlFlow::Continue(())
}

/// Takes the articles out of an object, with what it says about all of them.
fn take_list(object: &mut Map<String, Value>, keys: &KeyMap) -> Option<(Article, Vec<Value>)> {
    let path = path_to_list(object, keys, LEVELS)?;
    let shared = shared_by_all(object, keys);
    let mut inner = object;
    let (last, above) = path.split_last()?;
    for name in above {
        inner = inner.get_mut(name)?.as_object_mut()?;
    }
    match inner.shift_remove(last)? {
        Value::Array(list) => Some((shared, list)),
        _ => None,
    }
}

/// How deep an array of articles may lie: `{"response": {"docs": […]}}` is two levels.
const LEVELS: usize = 2;

/// The names that lead to the array of articles below an object that is none itself.
fn path_to_list(object: &Map<String, Value>, keys: &KeyMap, levels: usize) -> Option<Vec<String>> {
    let may_hold_articles = |name: &str| match keys.look_up(name) {
        // The authors of an article have names, and are no articles.
        Some((field, _)) => field == Field::Body,
        None => true,
    };
    let is_article = |value: &Value| {
        value
            .as_object()
            .is_some_and(|object| has_text(object, keys) || has_headline(object, keys))
    };
    let is_list = |value: &Value| value.as_array().is_some_and(|list| list.iter().any(is_article));
    let values = || object.iter().filter(|(name, _)| may_hold_articles(name));
    if let Some((name, _)) = values().find(|(_, value)| is_list(value)) {
        return Some(vec![name.clone()]);
    }
    values().filter(|_| levels > 1).find_map(|(name, value)| {
        let mut path = path_to_list(value.as_object()?, keys, levels - 1)?;
        path.insert(0, name.clone());
        Some(path)
    })
}

/// What an object says about all the articles in it: publication and language.
fn shared_by_all(object: &Map<String, Value>, keys: &KeyMap) -> Article {
    let is_shared = |name: &str| matches!(keys.look_up(name), Some((Field::Source | Field::Lang, _)));
    let fields = object.iter().filter(|(name, _)| is_shared(name));
    let mut fields: Vec<(String, Value)> = fields.map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut shared = Article::default();
    fill(&mut shared, &mut fields, keys, DateOrigin::Field);
    shared
}

/// Makes an article of one value: the object itself, or the only object in it that has a text.
pub(super) fn article_of_value(value: Value, keys: &KeyMap) -> Result<Article, RecordFault> {
    let kind = match value {
        Value::Object(object) if object.contains_key(EXPORT_KEY) => return article_of_export(object),
        Value::Object(object) => return article_of_object(object, keys),
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
    };
    Err(RecordFault::NotAnObject(kind))
}

fn article_of_object(mut object: Map<String, Value>, keys: &KeyMap) -> Result<Article, RecordFault> {
    if is_ninjs(&object) {
        return article_of_ninjs(object, keys);
    }
    if has_text(&object, keys) || has_headline(&object, keys) {
        return article_of_fields(object.into_iter().collect(), keys, DateOrigin::Field);
    }
    let is_article = |value: &Value| value.as_object().is_some_and(|inner| has_text(inner, keys));
    let wrapped = object
        .iter()
        .find(|(_, value)| is_article(value))
        .map(|(name, _)| name.clone());
    let Some(Value::Object(inner)) = wrapped.and_then(|name| object.shift_remove(&name)) else {
        return article_of_fields(object.into_iter().collect(), keys, DateOrigin::Field);
    };
    let mut article = article_of_fields(inner.into_iter().collect(), keys, DateOrigin::Field)?;
    for (name, value) in object {
        let id = value
            .as_str()
            .filter(|_| matches!(keys.look_up(&name), Some((Field::Id, _))));
        match (id, &article.id) {
            (Some(id), None) => article.id = Some(id.to_owned()),
            _ => keep_extra(&mut article.extra, &name, value),
        }
    }
    Ok(article)
}

/// True if one of the names of the text holds a text, or paragraphs.
fn has_text(object: &Map<String, Value>, keys: &KeyMap) -> bool {
    object
        .iter()
        .any(|(name, value)| matches!(keys.look_up(name), Some((Field::Body, _))) && says_something(value))
}

fn has_headline(object: &Map<String, Value>, keys: &KeyMap) -> bool {
    object
        .iter()
        .any(|(name, value)| matches!(keys.look_up(name), Some((Field::Headline, _))) && says_something(value))
}

/// True for texts and for lists of texts; an array of objects under `content` or `article` may
/// be articles, and an object under `article` one.
fn says_something(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(list) => list.iter().any(Value::is_string),
        Value::Number(_) => true,
        Value::Object(object) => object.contains_key("rendered") || object.contains_key("@value"),
        Value::Null | Value::Bool(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{check_format, check_format_limited};

    #[track_caller]
    fn check(json: &str, expected: &str) {
        check_format("json", json.as_bytes(), expected);
    }

    #[test]
    fn one_article_an_array_or_an_object_with_an_array() {
        check(r#"{"title": "A", "body": "One."}"#, "1 [A] One.");
        check(r#" [ {"title": "A"} , {"body": "Two."} ] "#, "1 [A] \n2 Two.");
        check(
            r#"{"count": 2, "articles": [{"body": "One."}, {"body": "Two."}]}"#,
            "1 One.\n2 Two.",
        );
        check(
            r#"{"response": {"status": "ok", "docs": [{"body": "One."}]}}"#,
            "1 One.",
        );
        check(r#"{"article": {"title": "A", "body": "One."}}"#, "1 [A] One.");
        check(r#"{"content": [{"title": "A", "body": "One."}]}"#, "1 [A] One.");
        check("{\"body\": \"One.\"}\n\n{\n\"body\": \"Two.\"}", "1 One.\n2 Two.");
        check("[]", "");
    }

    #[test]
    fn a_feed_with_a_title_is_no_article() {
        check(
            r#"{"title": "Post", "language": "de", "items": [{"title": "A", "content_text": "One."}, {"title": "B", "language": "en"}]}"#,
            "1 [A] One. <de>\n2 [B]  <en>",
        );
    }

    #[test]
    fn the_authors_of_a_headline_are_no_articles() {
        check(r#"{"title": "A", "author": [{"name": "Jane"}]}"#, "1 [A]  by Jane");
    }

    #[test]
    fn the_publication_holds_for_all_articles_in_it() {
        check(
            r#"{"source": "Post", "articles": [{"body": "One."}, {"body": "Two.", "source": "Times"}]}"#,
            "1 One. @Post\n2 Two. @Times",
        );
    }

    #[test]
    fn a_broken_element_is_refused_and_the_next_is_read() {
        check(
            "[\n  {\"body\": One},\n  {\"body\": \"Two.\"},\n  7, {\"body\": \"unclosed},\n  {\"x\": 1}\n]",
            "1 ! line 2: not JSON: expected value at column 12\n\
             2 Two.\n\
             3 ! line 4: expected a JSON object, found a number\n\
             4 ! not JSON: a text without its closing quote at column 26\n\
             5 ! no text: none of the keys body, text, content, article, articleBody, maintext, … holds any; found `x`",
        );
    }

    #[test]
    fn an_array_that_is_cut_off_keeps_what_came_before() {
        check(
            "[{\"body\": \"One.\"},\n{\"body\": \"Tw",
            "1 One.\n2 ! not JSON: EOF while parsing a string at column 12\n\
             3 ! line 2: the array is not closed: found the end of the file",
        );
        check(
            "[{\"body\": \"One.\"},\n",
            "1 One.\n2 ! the array is not closed: found the end of the file",
        );
    }

    #[test]
    fn what_is_too_long_is_refused_and_the_next_is_read() {
        let json = format!("[{{\"body\": \"{}\"}}, {{\"body\": \"Two.\"}}]", "x".repeat(5000));
        check_format_limited(
            "json",
            json.as_bytes(),
            1024,
            "1 ! record is longer than 1 KiB; it was skipped\n2 Two.",
        );
    }
}
