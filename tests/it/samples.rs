//! The files of `sample_corpus` with the articles that stand in them, written down beside them in
//! `sample_corpus/.expected`. A file that changes on purpose is written down anew with
//! `DATELINE_WRITE_EXPECTED=1 cargo test --test it samples`; read what it writes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use dateline::article::{Article, Published};
use dateline::ingest::{FORMATS, ReadOptions, WalkOptions, read_file, walk};

/// Set to write the expected articles down instead of comparing them.
const WRITE: &str = "DATELINE_WRITE_EXPECTED";

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus")
}

#[test]
fn every_sample_gives_the_articles_written_down_beside_it_and_every_format_has_one() {
    let walked = walk(&[corpus()], &WalkOptions::default());
    let mut formats = BTreeSet::new();
    let mut filled: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for found in walked {
        let path = found.unwrap().path;
        let name = path
            .strip_prefix(corpus())
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        let mut articles = Vec::new();
        read_file(&path, &name, &ReadOptions::default(), &mut |format, record, outcome| {
            formats.insert(format);
            articles.push(match outcome {
                Ok(article) => {
                    filled.entry(format).or_default().extend(fields_of(&article));
                    described(format, record, &article)
                }
                Err(error) => json!({"record": record, "refused": error.to_string()}),
            });
            ControlFlow::Continue(())
        })
        .unwrap();
        let expected_path = corpus().join(".expected").join(format!("{name}.json"));
        let shown = serde_json::to_string_pretty(&articles).unwrap() + "\n";
        if std::env::var_os(WRITE).is_some() {
            fs::create_dir_all(expected_path.parent().unwrap()).unwrap();
            fs::write(&expected_path, shown).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        assert_eq!(shown, expected, "{name}");
    }
    for format in FORMATS {
        let claimed: BTreeSet<&str> = format.fills.iter().copied().collect();
        let seen = filled.remove(format.name).unwrap_or_default();
        match TAKES_ANY_FIELD.contains(&format.name) {
            true => assert!(seen.is_subset(&claimed), "{}: {seen:?}", format.name),
            false => assert_eq!(seen, claimed, "{}", format.name),
        }
    }
    let all: BTreeSet<&str> = FORMATS.iter().map(|format| format.name).collect();
    let missing: Vec<_> = all.difference(&formats).collect();
    assert!(missing.is_empty(), "formats without a sample: {missing:?}");
}

/// Formats whose fields are named by whoever wrote the file: one sample cannot have them all.
const TAKES_ANY_FIELD: &[&str] = &["text", "markdown", "jsonl", "json", "csv"];

/// The fields that an input format filled, by their names in the query language.
fn fields_of(article: &Article) -> Vec<&'static str> {
    let fields = [
        ("title", article.headline.is_some()),
        ("body", !article.body.is_empty()),
        ("date", !article.given_dates.is_empty()),
        ("updated", article.updated.is_some()),
        ("crawled", article.crawled.is_some()),
        ("dateline", article.dateline.is_some()),
        ("agency", article.agency.is_some()),
        ("byline", !article.byline.is_empty()),
        ("source", article.source.is_some()),
        ("section", article.section.is_some()),
        ("lang", article.lang.is_some()),
        ("person", !article.people.is_empty()),
        ("place", !article.places.is_empty()),
        ("org", !article.orgs.is_empty()),
        ("topic", !article.topics.is_empty()),
        ("url", article.url.is_some()),
        ("id", article.id.is_some()),
    ];
    let filled = fields.into_iter().filter(|(_, is_filled)| *is_filled);
    filled.map(|(name, _)| name).collect()
}

/// All that an input format filled.
fn described(format: &str, record: u64, article: &Article) -> Value {
    let mut fields = Map::new();
    let mut field = |name: &str, value: Value| {
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(object) => object.is_empty(),
            _ => false,
        };
        if !is_empty {
            fields.insert(name.to_owned(), value);
        }
    };
    let dates = article.given_dates.iter();
    let dates: Vec<String> = dates
        .map(|date| format!("{} ({})", date.raw, date.origin.name()))
        .collect();
    let iso = |date: &Option<Published>| json!(date.as_ref().map(|date| date.to_iso()));
    field("format", json!(format));
    field("record", json!(record));
    field("member", json!(article.member));
    field("id", json!(article.id));
    field("url", json!(article.url));
    field(
        "headline",
        json!(article.headline.as_ref().map(|headline| &headline.text)),
    );
    field("dates", json!(dates));
    field("updated", iso(&article.updated));
    field("crawled", iso(&article.crawled));
    field("dateline", json!(article.dateline));
    field("agency", json!(article.agency));
    field("byline", json!(article.byline));
    field("source", json!(article.source));
    field("section", json!(article.section));
    field("lang", json!(article.lang.as_ref().map(|lang| &lang.code)));
    field("people", json!(article.people));
    field("places", json!(article.places));
    field("orgs", json!(article.orgs));
    field("topics", json!(article.topics));
    field("body", json!(article.body.split('\n').collect::<Vec<_>>()));
    field("extra", Value::Object(article.extra.clone()));
    let problems: Vec<String> = article.problems.iter().map(ToString::to_string).collect();
    field("problems", json!(problems));
    Value::Object(fields)
}
