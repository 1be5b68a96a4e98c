//! Archives of a few articles that come and go in rounds, and queries that are easy to answer by hand.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use dateline::index::{self, BuildOptions, Input, OpenIndex, Progress, StoredArticle};
use proptest::prelude::*;

/// How bodies begin.
const BODIES: [&str; 5] = [
    "Crimea and the bridge",
    "the Crimean Bridge, again: bridges",
    "talks in Kyiv",
    "no talk of Crimea",
    "harvest",
];

/// The body of an article: long enough for another of the same text to be its copy.
fn body(number: usize) -> String {
    let more = (b'a'..=b'z').map(|letter| {
        format!(
            " {}{}",
            char::from(letter).to_string().repeat(3),
            "xq".repeat(number + 1)
        )
    });
    BODIES[number].to_owned() + "." + &more.collect::<String>()
}

/// Queries, and what they find in a body in small letters.
pub type Holds = fn(&str) -> bool;
pub const QUERIES: [(&str, Holds); 5] = [
    ("*", |_| true),
    ("crimea", |body| body.contains("crimea ") || body.contains("crimea.")),
    ("talk*", |body| body.contains("talk")),
    ("NOT crimea", |body| {
        !(body.contains("crimea ") || body.contains("crimea."))
    }),
    ("bridge OR kyiv", |body| {
        body.contains("bridge") || body.contains("kyiv")
    }),
];

const SOURCES: [&str; 4] = ["The Courier", "THE COURIER", "Northern Wire", "The Lantern"];
const PEOPLE: [&str; 4] = ["Ada Lovelace", "ADA LOVELACE", "ada lovelace", "Émile Zola"];

/// An article as its file has it.
#[derive(Clone, Debug)]
pub struct Doc {
    pub body: usize,
    pub date: Option<String>,
    pub source: Option<usize>,
    /// Names that the source gives.
    pub people: Vec<usize>,
    /// Names of entities, given or found: where there are any they count instead.
    pub found: Vec<usize>,
}

impl Doc {
    /// The article as a line of an export, of which nothing more is made out.
    fn record(&self, id: usize) -> serde_json::Value {
        let people: Vec<&str> = self.people.iter().map(|person| PEOPLE[*person]).collect();
        let entity = |person: &usize| {
            let name = PEOPLE[*person];
            serde_json::json!({"kind": "person", "name": name, "given": false, "salience": 1, "spellings": [[name, 1]]})
        };
        let mut record = serde_json::json!({
            "dateline_export": 1, "id": id.to_string(), "body": body(self.body), "people": people,
            "lang": {"code": "en", "given": true},
            "entities": self.found.iter().map(entity).collect::<Vec<_>>(),
        });
        if let Some(source) = self.source {
            record["source"] = SOURCES[source].into();
        }
        if let Some(date) = &self.date {
            record["published"] = serde_json::json!({"value": date, "origin": "field", "raw": date});
        }
        record
    }
}

fn some_date() -> impl Strategy<Value = String> {
    let parts = (2019i16..2021, 1i8..=12, 1i8..=28, 0i8..24, 0usize..6);
    parts.prop_map(|(year, month, day, hour, precision)| match precision {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        2 => format!("{year}-{month:02}-{day:02}T{hour:02}:15"),
        // Days that often meet.
        3 => format!("2020-02-{:02}", day % 3 + 10),
        _ => format!("{year}-{month:02}-{day:02}"),
    })
}

fn some_doc() -> impl Strategy<Value = Doc> {
    let date = prop_oneof![1 => Just(None), 6 => some_date().prop_map(Some)];
    let source = proptest::option::of(0..SOURCES.len());
    let people = proptest::collection::vec(0..PEOPLE.len(), 0..4);
    let found = proptest::collection::vec(0..PEOPLE.len(), 0..3);
    (0..BODIES.len(), date, source, people, found).prop_map(|(body, date, source, people, found)| Doc {
        body,
        date,
        source,
        people,
        found,
    })
}

/// Files of articles, written and indexed one round after the other. `None` leaves a file as it was, so
/// that its articles stay in their segment; a file without articles is removed.
pub type Rounds = Vec<Vec<Option<Vec<Doc>>>>;

pub fn some_rounds() -> impl Strategy<Value = Rounds> {
    let file = proptest::option::of(proptest::collection::vec(some_doc(), 0..7));
    proptest::collection::vec(proptest::collection::vec(file, 5), 2..5)
}

pub fn index_of(folder: &Path, rounds: &Rounds) -> OpenIndex {
    let archive = folder.join("archive");
    std::fs::create_dir(&archive).unwrap();
    let index_folder = folder.join("index");
    for files in rounds {
        for (number, docs) in files.iter().enumerate() {
            let Some(docs) = docs else {
                continue;
            };
            let path = archive.join(format!("{number}.jsonl"));
            let lines: String = (0..)
                .zip(docs)
                .map(|(at, doc)| format!("{}\n", doc.record(number * 100 + at)))
                .collect();
            match lines.is_empty() {
                true => std::fs::remove_file(&path).unwrap_or_default(),
                false => std::fs::write(&path, lines).unwrap(),
            }
        }
        let input = Input::Paths(vec![archive.clone()]);
        let stop = AtomicBool::new(false);
        index::build(
            &index_folder,
            input,
            &BuildOptions::default(),
            &Progress::default(),
            &stop,
            || true,
        )
        .unwrap();
    }
    index::open(&index_folder).unwrap()
}

pub fn stored(index: &OpenIndex) -> Vec<StoredArticle> {
    let mut articles = Vec::new();
    index::each_article(
        index,
        |_| true,
        |article| {
            articles.push(article);
            ControlFlow::Continue(())
        },
    )
    .unwrap();
    articles
}
