//! The fields that a query can name: one table for the parser, the help and the error texts.

use super::nearest::{edits, nearest};

/// A field of an article that a query can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// The running text.
    Body,
    /// The headline and the first paragraph of the running text.
    Lead,
    /// People, given by the source or found in the text.
    Person,
    /// People that the source itself names.
    PersonGiven,
    /// People found in the text.
    PersonFound,
    /// Places.
    Place,
    /// Places that the source itself names.
    PlaceGiven,
    /// Places found in the text.
    PlaceFound,
    /// Organisations.
    Org,
    /// Organisations that the source itself names.
    OrgGiven,
    /// Organisations found in the text.
    OrgFound,
    /// People, places or organisations.
    Entity,
    /// Subjects and keywords.
    Topic,
    /// Authors.
    Byline,
    /// The publication.
    Source,
    /// The section or desk.
    Section,
    /// The dateline as printed, and its places as whole names.
    Dateline,
    /// The news agency.
    Agency,
    /// The language code.
    Lang,
    /// The address.
    Url,
    /// The file that the article was read from.
    Path,
    /// The article's id, the source's or dateline's.
    Id,
    /// The date of publication.
    Date,
    /// The number of words in the body.
    Words,
}

/// A field as it is written: a row of [`FIELDS`].
#[derive(Debug)]
pub struct FieldEntry {
    /// How it is written, in small letters; the first is the one that is printed.
    pub names: &'static [&'static str],
    /// What kind of value it takes.
    pub kind: FieldKind,
    /// What it holds, a few words for the help.
    pub meaning: &'static str,
    /// A query with it.
    pub example: &'static str,
}

/// What kind of value a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Running text or a code: words, phrases, brackets.
    Text(Field),
    /// Names: words of a name, or with `=` a whole name.
    Names(Field),
    /// The date of publication.
    Date,
    /// The date of publication, later than the one that is named.
    After,
    /// The date of publication, earlier than the one that is named.
    Before,
    /// A number.
    Number(Field),
    /// The number of copies.
    Copies,
    /// The key of a story.
    Story,
}

/// Every field of the language: for the parser, the help and the error texts.
pub const FIELDS: &[FieldEntry] = &[
    FieldEntry {
        names: &["title", "headline"],
        kind: FieldKind::Text(Field::Title),
        meaning: "the headline",
        example: "title:crimea",
    },
    FieldEntry {
        names: &["body"],
        kind: FieldKind::Text(Field::Body),
        meaning: "the running text",
        example: "body:\"peace talks\"",
    },
    FieldEntry {
        names: &["lead"],
        kind: FieldKind::Text(Field::Lead),
        meaning: "headline and first paragraph",
        example: "lead:ceasefire",
    },
    FieldEntry {
        names: &["person"],
        kind: FieldKind::Names(Field::Person),
        meaning: "people, named by the source or found in the text",
        example: "person:zelensky",
    },
    FieldEntry {
        names: &["person.given"],
        kind: FieldKind::Names(Field::PersonGiven),
        meaning: "people that the source itself names",
        example: "person.given:zelensky",
    },
    FieldEntry {
        names: &["person.found"],
        kind: FieldKind::Names(Field::PersonFound),
        meaning: "people found in the text",
        example: "person.found:zelensky",
    },
    FieldEntry {
        names: &["place"],
        kind: FieldKind::Names(Field::Place),
        meaning: "places, named by the source or found in the text",
        example: "place:crimea",
    },
    FieldEntry {
        names: &["place.given"],
        kind: FieldKind::Names(Field::PlaceGiven),
        meaning: "places that the source itself names",
        example: "place.given:crimea",
    },
    FieldEntry {
        names: &["place.found"],
        kind: FieldKind::Names(Field::PlaceFound),
        meaning: "places found in the text",
        example: "place.found:crimea",
    },
    FieldEntry {
        names: &["org"],
        kind: FieldKind::Names(Field::Org),
        meaning: "organisations, named by the source or found in the text",
        example: "org:nato",
    },
    FieldEntry {
        names: &["org.given"],
        kind: FieldKind::Names(Field::OrgGiven),
        meaning: "organisations that the source itself names",
        example: "org.given:nato",
    },
    FieldEntry {
        names: &["org.found"],
        kind: FieldKind::Names(Field::OrgFound),
        meaning: "organisations found in the text",
        example: "org.found:nato",
    },
    FieldEntry {
        names: &["entity"],
        kind: FieldKind::Names(Field::Entity),
        meaning: "people, places or organisations",
        example: "entity:kyiv",
    },
    FieldEntry {
        names: &["topic"],
        kind: FieldKind::Names(Field::Topic),
        meaning: "subjects and keywords",
        example: "topic:diplomacy",
    },
    FieldEntry {
        names: &["byline", "author"],
        kind: FieldKind::Names(Field::Byline),
        meaning: "the authors",
        example: "byline:none",
    },
    FieldEntry {
        names: &["source"],
        kind: FieldKind::Names(Field::Source),
        meaning: "the publication",
        example: "source=\"The Courier\"",
    },
    FieldEntry {
        names: &["section"],
        kind: FieldKind::Names(Field::Section),
        meaning: "the section or desk",
        example: "section:world",
    },
    FieldEntry {
        names: &["dateline"],
        kind: FieldKind::Names(Field::Dateline),
        meaning: "the place that a story is filed from, as printed",
        example: "dateline:kyiv",
    },
    FieldEntry {
        names: &["agency"],
        kind: FieldKind::Names(Field::Agency),
        meaning: "the news agency",
        example: "agency:reuters",
    },
    FieldEntry {
        names: &["lang"],
        kind: FieldKind::Text(Field::Lang),
        meaning: "the language, as a code of two letters",
        example: "lang:uk",
    },
    FieldEntry {
        names: &["url"],
        kind: FieldKind::Names(Field::Url),
        meaning: "the address",
        example: "url:example.org/world",
    },
    FieldEntry {
        names: &["path"],
        kind: FieldKind::Names(Field::Path),
        meaning: "the file that the article was read from",
        example: "path:courier/2025",
    },
    FieldEntry {
        names: &["id"],
        kind: FieldKind::Names(Field::Id),
        meaning: "the article's id, the source's own or the one that is printed with each result",
        example: "id:3f2a",
    },
    FieldEntry {
        names: &["date"],
        kind: FieldKind::Date,
        meaning: "the date of publication: a day, month, year or range",
        example: "date:2025-04",
    },
    FieldEntry {
        names: &["after"],
        kind: FieldKind::After,
        meaning: "published after this day, month or year",
        example: "after:2014-02",
    },
    FieldEntry {
        names: &["before"],
        kind: FieldKind::Before,
        meaning: "published before this day, month or year",
        example: "before:2022-02-24",
    },
    FieldEntry {
        names: &["words"],
        kind: FieldKind::Number(Field::Words),
        meaning: "the number of words in the running text",
        example: "words>500",
    },
    FieldEntry {
        names: &["copies"],
        kind: FieldKind::Copies,
        meaning: "the number of other articles of the same story",
        example: "copies>5",
    },
    FieldEntry {
        names: &["story"],
        kind: FieldKind::Story,
        meaning: "the story: its key, or the id of one of its articles",
        example: "story:0126336d",
    },
];

/// What other systems call a field, and the field that it is here. Only for hints: none of these
/// names is understood, since some of them are ordinary words.
const NAMES_ELSEWHERE: &[(&[&str], &str)] = &[
    (&["hlead", "hlp", "leadpara"], "lead"),
    (&["hd", "hl", "head", "heading", "intitle", "allintitle"], "title"),
    (&["text", "content", "intext", "fulltext"], "body"),
    (&["people", "persons", "per", "name"], "person"),
    (
        &["places", "location", "locations", "loc", "geo", "geographic", "country"],
        "place",
    ),
    (&["orgs", "company", "companies", "organisation", "organization"], "org"),
    (&["subject", "keyword", "keywords", "tag", "tags", "topics"], "topic"),
    (&["by", "authors", "writer"], "byline"),
    (&["pub", "publication", "publisher", "outlet", "newspaper"], "source"),
    (&["language"], "lang"),
    (&["site", "inurl", "domain", "link"], "url"),
    (&["file", "filename", "folder"], "path"),
    (&["published", "pubdate", "year", "month", "day"], "date"),
    (&["since", "from"], "date>="),
    (&["until", "till"], "date<="),
    (&["wc", "length", "wordcount"], "words"),
];

/// Returns the field that a name stands for, in any case.
pub(super) fn find_field(name: &str) -> Option<&'static FieldEntry> {
    FIELDS
        .iter()
        .find(|entry| entry.names.iter().any(|known| known.eq_ignore_ascii_case(name)))
}

/// Returns the name here of a field that is called otherwise elsewhere.
fn name_elsewhere(name: &str) -> Option<&'static str> {
    NAMES_ELSEWHERE
        .iter()
        .find(|(names, _)| names.iter().any(|known| known.eq_ignore_ascii_case(name)))
        .map(|(_, here)| *here)
}

/// The field that somebody may have meant by an unknown name.
pub(crate) fn meant_field(name: &str) -> Option<&'static FieldEntry> {
    match name_elsewhere(name) {
        Some(here) => find_field(here),
        None => nearest(name, field_names()).and_then(find_field),
    }
}

/// True for a name that is hardly an ordinary word here: a field's elsewhere, or a field's with one
/// slip of the hand.
pub(super) fn is_likely_field(name: &str) -> bool {
    let name = name.to_lowercase();
    name_elsewhere(&name).is_some() || (name.len() > 3 && field_names().any(|known| edits(&name, known) == 1))
}

/// Every name under which a field is known.
fn field_names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().flat_map(|entry| entry.names.iter().copied())
}

impl FieldEntry {
    /// The name that is printed.
    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }
}

impl Field {
    /// The name under which the field is printed, for example `person.given`.
    ///
    /// ```
    /// assert_eq!(dateline::query::Field::PersonGiven.name(), "person.given");
    /// ```
    pub fn name(self) -> &'static str {
        let holds = |entry: &&FieldEntry| match entry.kind {
            FieldKind::Text(field) | FieldKind::Names(field) | FieldKind::Number(field) => field == self,
            FieldKind::Date => self == Field::Date,
            FieldKind::After | FieldKind::Before | FieldKind::Copies | FieldKind::Story => false,
        };
        FIELDS.iter().find(holds).map(FieldEntry::name).unwrap_or_default()
    }
}
