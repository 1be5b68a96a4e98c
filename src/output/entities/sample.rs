//! Lists that the tests of this room share.

use jiff::civil::date;

use super::WriteEntities;
use crate::article::EntityKind;
use crate::output::Style;
use crate::search::{Companion, EntityCount, EntityDate, EntityGroup, EntityList, EntityPair, Together};

fn day(year: i16, month: i8, day: i8) -> EntityDate {
    let day = date(year, month, day);
    EntityDate {
        first_day: day,
        last_day: day,
    }
}

fn year(year: i16) -> EntityDate {
    EntityDate {
        first_day: date(year, 1, 1),
        last_day: date(year, 12, 31),
    }
}

fn march() -> EntityDate {
    EntityDate {
        first_day: date(2014, 3, 1),
        last_day: date(2014, 3, 31),
    }
}

fn zelensky(articles: u64, together: Option<Together>) -> EntityCount {
    EntityCount {
        kind: EntityKind::Person,
        name: "Volodymyr Zelensky".to_owned(),
        articles,
        together,
        first: Some(year(2014)),
        last: Some(day(2025, 4, 25)),
    }
}

/// People and no organisations of a query.
pub(super) fn alone() -> EntityList {
    let undated = EntityCount {
        name: "Li <Na> & Co".to_owned(),
        articles: 2,
        first: None,
        last: None,
        ..zelensky(2, None)
    };
    EntityList {
        read_as: Some("crimea".to_owned()),
        notes: Vec::new(),
        spellings: Vec::new(),
        found: 1_234,
        with: None,
        groups: vec![
            EntityGroup {
                kind: EntityKind::Person,
                entities: vec![zelensky(1_012, None), undated],
                distinct: 3,
            },
            EntityGroup {
                kind: EntityKind::Org,
                entities: Vec::new(),
                distinct: 0,
            },
        ],
        pairs: Vec::new(),
    }
}

/// Places beside a person, in all articles.
pub(super) fn together() -> EntityList {
    let at = |articles, log_likelihood| Together {
        articles,
        log_likelihood,
    };
    let place = |name: &str, articles, together, first, last| EntityCount {
        kind: EntityKind::Place,
        name: name.to_owned(),
        articles,
        together: Some(together),
        first: Some(first),
        last: Some(last),
    };
    EntityList {
        read_as: None,
        notes: Vec::new(),
        spellings: Vec::new(),
        found: 500,
        with: Some(Companion {
            entities: vec![zelensky(40, Some(at(40, 279.0135)))],
            articles: 40,
            meant: Vec::new(),
        }),
        groups: vec![EntityGroup {
            kind: EntityKind::Place,
            entities: vec![
                place("Kyiv", 60, at(30, 112.3456), march(), day(2025, 4, 25)),
                place("Oslo", 90, at(1, -7.5), day(2014, 3, 1), day(2014, 3, 1)),
            ],
            distinct: 2,
        }],
        pairs: vec![
            EntityPair {
                one: 0,
                other: 1,
                together: at(30, 112.3456),
            },
            EntityPair {
                one: 0,
                other: 2,
                together: at(1, -7.5),
            },
        ],
    }
}

/// What a format writes.
pub(super) fn written(write: WriteEntities, list: &EntityList, width: usize) -> String {
    let style = Style {
        width,
        query: if list.read_as.is_some() {
            "crimea".to_owned()
        } else {
            String::new()
        },
        ..Style::default()
    };
    let mut out = Vec::new();
    write(list, &style, &mut out).expect("a vector takes all that is written");
    String::from_utf8(out).expect("what is written is UTF-8")
}

/// Reads a text as XML to its end.
#[track_caller]
pub(super) fn assert_is_xml(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start) => {
                assert!(start.attributes().all(|attribute| attribute.is_ok()));
            }
            _ => {}
        }
    }
}
