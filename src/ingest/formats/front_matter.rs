//! Front matter: named values in YAML between two lines `---`, or in TOML between two `+++`,
//! before a Markdown text.
//!
//! Broken front matter is an error and never text: its headline and date would be lost in
//! silence. A text that begins with a rule `---` has none.

use saphyr::{ScalarStyle, Yaml, YamlLoader};
use saphyr_parser::Parser;
use serde_json::{Map, Value};

use super::super::RecordFault;

/// Named values before a text, and the text.
#[derive(Debug, PartialEq)]
pub(super) struct Parted<'text> {
    /// Names and values, in their order; empty if there is no front matter.
    pub fields: Vec<(String, Value)>,
    /// What follows it.
    pub text: &'text str,
}

/// What is wrong, and on which line of the source.
pub(super) type FrontMatterError = (RecordFault, u64);

/// Reads the front matter of a text whose line ends are `\n`.
///
/// # Errors
/// [`RecordFault::FrontMatter`] and [`RecordFault::UnclosedFrontMatter`], with the line.
pub(super) fn read_front_matter(text: &str) -> Result<Parted<'_>, FrontMatterError> {
    let none = Parted {
        fields: Vec::new(),
        text,
    };
    let Some((fence, rest)) = opened(text) else {
        return Ok(none);
    };
    let begins_with_key = rest
        .lines()
        .find(|line| !line.trim().is_empty())
        .is_some_and(is_key_line);
    let Some((matter, text)) = closed(fence, rest) else {
        return match begins_with_key {
            true => Err((RecordFault::UnclosedFrontMatter(fence), 1)),
            false => Ok(none),
        };
    };
    let fields = match fence {
        TOML_FENCE => Some(read_toml(matter)?),
        _ if !begins_with_key && !matter.trim_start().starts_with(['#', '{']) => None,
        _ => read_yaml(matter)?,
    };
    Ok(fields.map_or(none, |fields| Parted { fields, text }))
}

/// True if these first bytes begin with front matter.
pub(super) fn begins_with_front_matter(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head).replace("\r\n", "\n");
    let is_closed = |(fence, rest)| closed(fence, rest).is_some_and(|(matter, _)| matter.lines().any(is_key_line));
    opened(&head).is_some_and(is_closed)
}

const YAML_FENCE: &str = "---";
const TOML_FENCE: &str = "+++";

fn opened(text: &str) -> Option<(&'static str, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let fence = [YAML_FENCE, TOML_FENCE]
        .into_iter()
        .find(|&fence| first.trim_end() == fence)?;
    Some((fence, rest))
}

/// The lines up to the closing fence, and what follows it. YAML may be closed by `...` too.
fn closed<'text>(fence: &str, rest: &'text str) -> Option<(&'text str, &'text str)> {
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == YAML_FENCE && bare == "...") {
            return Some((&rest[..end], &rest[end + line.len()..]));
        }
        end += line.len();
    }
    None
}

/// `title: A` or `title = "A"`.
fn is_key_line(line: &str) -> bool {
    let end = line.find([':', '=']).unwrap_or(0);
    let (name, value) = line.split_at(end);
    let name = name.trim().trim_matches(['"', '\'']);
    let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '@' | '$');
    let is_value =
        value.len() == 1 || value[value.len().min(1)..].starts_with(char::is_whitespace) || value.starts_with('=');
    !name.is_empty() && name.chars().all(is_name) && is_value
}

/// `None` if it is YAML, but no list of names and values.
fn read_yaml(matter: &str) -> Result<Option<Vec<(String, Value)>>, FrontMatterError> {
    let mut loader = YamlLoader::<Yaml>::default();
    // Numbers and words stay as they are written: `007`, `1.10` and `no` lose nothing.
    loader.early_parse(false);
    // Such matter is written by hand and by old programs, and its readers take the last one.
    loader.allow_duplicate_keys(true);
    let mut parser = Parser::new_from_str(matter);
    let outcome = parser.load(&mut loader, false);
    if let Err(error) = outcome.and_then(|()| loader.error().map_or(Ok(()), |error| Err(error.clone()))) {
        // The parser counts lines from 1, and the fence stands above.
        let line = error.marker().line() as u64 + 1;
        let fault = RecordFault::FrontMatter {
            language: "YAML",
            message: error.info().to_owned(),
        };
        return Err((fault, line));
    }
    let Some(Yaml::Mapping(mapping)) = loader.into_documents().into_iter().next() else {
        return Ok(None);
    };
    Ok(Some(
        mapping
            .iter()
            .map(|(name, value)| (text_of_yaml(name), json_of_yaml(value)))
            .collect(),
    ))
}

fn text_of_yaml(value: &Yaml<'_>) -> String {
    match json_of_yaml(value) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn json_of_yaml(value: &Yaml<'_>) -> Value {
    match value {
        Yaml::Representation(text, ScalarStyle::Plain, None) => plain_scalar(text),
        Yaml::Representation(text, ..) => Value::from(text.as_ref()),
        Yaml::Sequence(list) => list.iter().map(json_of_yaml).collect(),
        Yaml::Mapping(mapping) => Value::Object(
            mapping
                .iter()
                .map(|(name, value)| (text_of_yaml(name), json_of_yaml(value)))
                .collect(),
        ),
        Yaml::Tagged(_, inner) => json_of_yaml(inner),
        // The loader resolves aliases, and leaves scalars as they are written.
        Yaml::Value(_) | Yaml::Alias(_) | Yaml::BadValue => Value::Null,
    }
}

/// A number or `true` if JSON writes it in just this way, so that nothing of it is lost.
fn plain_scalar(text: &str) -> Value {
    if matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Value::Null;
    }
    let value = serde_json::from_str::<Value>(text).unwrap_or_default();
    let written = value.to_string();
    match value.is_boolean() || value.is_number() {
        true if written == text => value,
        _ => Value::from(text),
    }
}

fn read_toml(matter: &str) -> Result<Vec<(String, Value)>, FrontMatterError> {
    match matter.parse::<toml::Table>() {
        Ok(table) => Ok(table
            .into_iter()
            .map(|(name, value)| (name, json_of_toml(value)))
            .collect()),
        Err(error) => {
            let before = matter
                .get(..error.span().map_or(0, |span| span.start))
                .unwrap_or(matter);
            let line = 2 + before.matches('\n').count() as u64;
            let message = error.message().lines().collect::<Vec<_>>().join("; ");
            Err((
                RecordFault::FrontMatter {
                    language: "TOML",
                    message,
                },
                line,
            ))
        }
    }
}

fn json_of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(is_true) => Value::from(is_true),
        toml::Value::Datetime(date) => Value::from(date.to_string()),
        toml::Value::Array(list) => list.into_iter().map(json_of_toml).collect(),
        toml::Value::Table(table) => Value::Object(
            table
                .into_iter()
                .map(|(name, value)| (name, json_of_toml(value)))
                .collect::<Map<_, _>>(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, fields: &str, rest: &str) {
        let parted = match read_front_matter(text) {
            Ok(parted) => parted,
            Err((fault, line)) => panic!("line {line}: {fault}"),
        };
        let found = Value::Object(parted.fields.into_iter().collect()).to_string();
        assert_eq!((found.as_str(), parted.text), (fields, rest));
    }

    #[track_caller]
    fn check_fault(text: &str, expected: &str) {
        let found = read_front_matter(text).map_err(|(fault, line)| format!("{line}: {fault}"));
        assert_eq!(found, Err(expected.to_owned()));
    }

    #[test]
    fn yaml_scalars_keep_their_spelling() {
        check(
            "---\ntitle: A\ndate: 2025-04-25\nid: 007\nversion: 1.10\nyear: 2025\ndraft: true\nnone: ~\nempty:\n---\nText",
            r#"{"title":"A","date":"2025-04-25","id":"007","version":"1.10","year":2025,"draft":true,"none":null,"empty":null}"#,
            "Text",
        );
        check(
            "---\ntags: [a, \"b\"]\nphoto:\n  by: C\nlong: >\n  folded\n  text\n...\nText",
            r#"{"tags":["a","b"],"photo":{"by":"C"},"long":"folded text\n"}"#,
            "Text",
        );
        check(
            "---\n# a comment\ntitle: &t A\nname: *t\ntitle: B\n---\n",
            r#"{"name":"A","title":"B"}"#,
            "",
        );
    }

    #[test]
    fn toml_dates_become_text() {
        check(
            "+++\ntitle = \"A\"\ndate = 2021-12-25T13:20:00+01:00\nday = 2021-12-25\ntags = [\"x\"]\n[photo]\nby = \"C\"\n+++\nText",
            r#"{"title":"A","date":"2021-12-25T13:20:00+01:00","day":"2021-12-25","tags":["x"],"photo":{"by":"C"}}"#,
            "Text",
        );
    }

    #[test]
    fn broken_front_matter_names_its_line() {
        check_fault(
            "---\ntitle: A\ntags: [a, b\ndate: x\n---\nText",
            "4: broken YAML front matter: illegal placement of ':' indicator",
        );
        check_fault(
            "+++\ntitle = \"A\"\ndate = soon\n+++\nText",
            "3: broken TOML front matter: string values must be quoted, expected literal string",
        );
        check_fault(
            "---\ntitle: A\n\nText",
            "1: front matter opened by `---` has no closing `---`",
        );
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        check("---\n\nText\n\n---\nMore", "{}", "---\n\nText\n\n---\nMore");
        check("---\nText", "{}", "---\nText");
        check("Text\n---\ntitle: A\n---\n", "{}", "Text\n---\ntitle: A\n---\n");
    }

    #[test]
    fn aliases_that_grow_without_bound_are_refused() {
        let mut bomb = "---\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (name, before) in ["b", "c", "d", "e", "f", "g", "h"]
            .into_iter()
            .zip(["a", "b", "c", "d", "e", "f", "g"])
        {
            bomb.push_str(&format!("{name}: &{name} [{}]\n", format!("*{before}, ").repeat(9)));
        }
        bomb.push_str("---\nText");
        assert!(read_front_matter(&bomb).is_err());
    }
}
