//! Hits for the tests of this floor.

use std::ops::Range;
use std::time::Duration;

use jiff::civil::datetime;
use serde_json::json;

use super::{Style, WritePage};
use crate::article::{
    Article, DateOrigin, Entity, EntityKind, Headline, Language, Precision, Published, Spelling, TextPart, TextPosition,
};
use crate::index::{ArticleId, StoredArticle};
use crate::query::Field;
use crate::search::{
    ClauseExplanation, Explanation, Hit, LeafExplanation, OtherSpellings, Page, Passage, Suggestion, Timings,
    UnknownWord,
};

/// A page of some hits.
pub(super) fn page(hits: Vec<Hit>) -> Page {
    Page {
        read_as: "crimea AND zelensky".to_owned(),
        notes: vec!["`and` was read as an operator".to_owned()],
        found: 12,
        undated: 2,
        stories: None,
        offset: 0,
        hits,
        facets: Vec::new(),
        unknown_words: Vec::new(),
        spellings: Vec::new(),
        took: Duration::from_millis(4),
    }
}

/// An entity that the source does not give, named first in the headline if it is named at all.
fn entity(kind: EntityKind, name: &str, salience: u8, spellings: &[(&str, u32)]) -> Entity {
    Entity {
        kind,
        name: name.to_owned(),
        spellings: spellings
            .iter()
            .map(|(text, mentions)| Spelling {
                text: (*text).to_owned(),
                mentions: *mentions,
            })
            .collect(),
        first: (!spellings.is_empty()).then_some(TextPosition {
            part: TextPart::Headline,
            byte: 0,
        }),
        is_given: false,
        salience,
    }
}

/// A name that was looked for in another spelling as well.
pub(super) fn spellings() -> OtherSpellings {
    OtherSpellings {
        span: 0..8,
        typed: "zelensky".to_owned(),
        field: Some(Field::Person),
        alone: "person:=zelensky".to_owned(),
        words: vec![("zelenskyy".to_owned(), 801)],
        more: 0,
    }
}

/// A hit with every field filled.
pub(super) fn crimea() -> Hit {
    let mut extra = serde_json::Map::new();
    extra.insert("desk".to_owned(), json!("World"));
    extra.insert("rating".to_owned(), json!(0.123456789));
    let article = Article {
        is_enriched: true,
        id: Some("courier-7".to_owned()),
        url: Some("https://courier.example/2025/crimea".to_owned()),
        headline: Some(Headline {
            text: "Zelensky rejects recognising Crimea".to_owned(),
            derived: false,
        }),
        body: "Moscow waited.\n\nZelensky has repeatedly rejected the idea of\nrecognising Crimea as part of Russia, \
               telling reporters in Kyiv on Friday that only Ukrainians decide. Talks go on."
            .to_owned(),
        given_dates: Vec::new(),
        published: Some(Published {
            at: datetime(2025, 4, 25, 0, 0, 0, 0),
            precision: Precision::Day,
            offset_minutes: None,
            origin: DateOrigin::Header,
            raw: "2025-04-25".to_owned(),
        }),
        updated: Some(Published {
            at: datetime(2025, 4, 26, 8, 30, 0, 0),
            precision: Precision::Minute,
            offset_minutes: Some(180),
            origin: DateOrigin::Field,
            raw: "2025-04-26T08:30+03:00".to_owned(),
        }),
        crawled: Some(Published {
            at: datetime(2025, 5, 1, 0, 0, 0, 0),
            precision: Precision::Day,
            offset_minutes: None,
            origin: DateOrigin::Field,
            raw: "20250501".to_owned(),
        }),
        dateline: Some("KYIV, April 25 (Reuters) -".to_owned()),
        dateline_places: vec!["Kyiv".to_owned()],
        dateline_date: Some(Published {
            at: datetime(2025, 4, 25, 0, 0, 0, 0),
            precision: Precision::Day,
            offset_minutes: None,
            origin: DateOrigin::Dateline,
            raw: "April 25".to_owned(),
        }),
        agency: Some("Reuters".to_owned()),
        member: Some("pages/crimea.html".to_owned()),
        byline: vec!["Olena Hrytsenko".to_owned(), "Tom Reed".to_owned()],
        source: Some("The Courier".to_owned()),
        section: Some("World".to_owned()),
        lang: Some(Language {
            code: "en".to_owned(),
            given: false,
        }),
        people: vec!["Volodymyr Zelensky".to_owned(), "Donald Trump".to_owned()],
        places: vec!["Crimea".to_owned(), "Kyiv".to_owned()],
        orgs: vec!["Kremlin".to_owned()],
        entities: vec![
            Entity {
                is_given: true,
                ..entity(EntityKind::Person, "Volodymyr Zelensky", 200, &[("Zelensky", 2)])
            },
            Entity {
                is_given: true,
                ..entity(EntityKind::Person, "Donald Trump", 90, &[])
            },
            Entity {
                is_given: true,
                ..entity(EntityKind::Place, "Crimea", 80, &[("Crimea", 2)])
            },
            Entity {
                is_given: true,
                ..entity(EntityKind::Place, "Kyiv", 60, &[("Kyiv", 1)])
            },
            entity(EntityKind::Place, "Moscow", 50, &[("Moscow", 1)]),
            Entity {
                is_given: true,
                ..entity(EntityKind::Org, "Kremlin", 10, &[])
            },
        ],
        topics: vec!["war".to_owned()],
        extra,
        problems: Vec::new(),
    };
    let stored = StoredArticle {
        id: ArticleId(0x3f2a_91c4_5d6e_7f80),
        path: "pages/courier/2025-04-25-crimea.html".to_owned(),
        record: 1,
        format: "text".to_owned(),
        words: 27,
        article,
    };
    with_matches(
        1,
        12.345_678,
        stored,
        &["Zelensky", "Crimea"],
        "Zelensky has",
        "decide.",
    )
}

/// A hit that lacks all that an article may lack.
pub(super) fn undated() -> Hit {
    let body = "Ferries to Crimea stopped, said a man who gave no name.";
    let article = Article {
        headline: Some(Headline {
            text: "Ferries to Crimea stopped…".to_owned(),
            derived: true,
        }),
        body: body.to_owned(),
        ..Article::default()
    };
    let stored = StoredArticle {
        id: ArticleId(0xff),
        path: "wire/april.jsonl".to_owned(),
        record: 12,
        format: "jsonl".to_owned(),
        words: 11,
        article,
    };
    let mut hit = with_matches(2, 3.0, stored, &["Crimea"], "Ferries", "stopped,");
    hit.passages[0].cut_after = true;
    hit
}

/// A hit on a headline and a body of one sentence, both by one word.
pub(super) fn hit(headline: &str, body: &str, word: &str) -> Hit {
    let stored = StoredArticle {
        id: ArticleId(0xabcd_ef01_2345_6789),
        path: "a.txt".to_owned(),
        record: 1,
        format: "text".to_owned(),
        words: 5,
        article: Article {
            headline: Some(Headline {
                text: headline.to_owned(),
                derived: false,
            }),
            body: body.to_owned(),
            ..Article::default()
        },
    };
    let mut hit = with_matches(1, 1.0, stored, &[word], "", "");
    hit.passages = vec![Passage {
        range: 0..body.len(),
        cut_before: false,
        cut_after: false,
    }];
    hit
}

/// A query that finds nothing, with all that can be said of it.
pub(super) fn explanation() -> Explanation {
    let leaf = |typed: &str, words: &[(&str, u64)], more| LeafExplanation {
        typed: typed.to_owned(),
        words: words
            .iter()
            .map(|(word, articles)| ((*word).to_owned(), *articles))
            .collect(),
        more,
    };
    let clause = |clause: &str, found, without| ClauseExplanation {
        clause: clause.to_owned(),
        found,
        without: Some(without),
    };
    Explanation {
        read_as: "crimea AND title:zelenksy AND NOT easter".to_owned(),
        notes: vec!["`and` was read as an operator".to_owned()],
        leaves: vec![
            leaf("crimea", &[("crimea", 1204), ("crimeas", 1)], 2),
            leaf("zelenksy", &[], 0),
            leaf("easter", &[("easter", 61)], 0),
        ],
        unknown_words: vec![UnknownWord {
            typed: "zelenksy".to_owned(),
            field: Some(Field::Title),
            suggestions: vec![Suggestion {
                word: "zelensky".to_owned(),
                articles: 34,
            }],
        }],
        clauses: vec![
            clause("crimea", 1204, 0),
            clause("title:zelenksy", 0, 96),
            clause("NOT easter", 51_002, 0),
        ],
        found: 0,
        took: Timings {
            read: Duration::from_micros(120),
            expand: Duration::from_micros(450),
            search: Duration::from_micros(2300),
        },
    }
}

/// A hit with three passages: two next to each other, one apart.
pub(super) fn three_passages() -> Hit {
    let body = "Talks on Crimea began. Crimea is far away.\n\nIt was late. They spoke of Crimea & Kyiv until dawn.";
    let mut hit = hit("Talks", body, "Crimea");
    let of = |text: &str, cut_after| {
        let start = body.find(text).expect("the passage is in the body");
        Passage {
            range: start..start + text.len(),
            cut_before: false,
            cut_after,
        }
    };
    hit.passages = vec![
        of("Talks on Crimea began.", false),
        of("Crimea is far away.", false),
        of("They spoke of Crimea & Kyiv", true),
    ];
    hit
}

/// Writes a page into a string.
pub(super) fn written(write: WritePage, page: &Page, style: &Style) -> String {
    let mut out = Vec::new();
    write(page, style, &mut out).expect("a vector takes all that is written");
    String::from_utf8(out).expect("what is written is UTF-8")
}

/// Marks every occurrence of some words and takes one passage from a text to another.
fn with_matches(rank: u64, score: f32, article: StoredArticle, words: &[&str], from: &str, to: &str) -> Hit {
    let body = &article.article.body;
    let headline = article.article.headline.as_ref().map_or("", |headline| &headline.text);
    let start = body.find(from).expect("the passage begins in the body");
    let end = start + body[start..].find(to).expect("the passage ends in the body") + to.len();
    Hit {
        rank,
        score,
        headline_matches: places_of(headline, words),
        body_matches: places_of(body, words),
        story: None,
        passages: vec![Passage {
            range: start..end,
            cut_before: false,
            cut_after: false,
        }],
        article,
    }
}

fn places_of(text: &str, words: &[&str]) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = words
        .iter()
        .flat_map(|word| text.match_indices(word).map(|(at, word)| at..at + word.len()))
        .collect();
    places.sort_by_key(|place| place.start);
    places
}
