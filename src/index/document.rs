//! An article to a Tantivy document, and back.

use tantivy::schema::{Field, Value};
use tantivy::{DateTime, TantivyDocument};
use xxhash_rust::xxh3::xxh3_64;

use super::schema::{Fields, NameField, StoredDate};
use super::stored::{ArticleId, StoredArticle};
use super::stored_entities::{entities_of_text, entities_to_text};
use crate::article::{
    Article, DateOrigin, Entity, EntityKind, Headline, Language, Published, first_paragraph, paragraphs,
};
use crate::enrich::{compared_text, signature};
use crate::words::words;

/// Civil minutes whose instants Tantivy's dates (nanoseconds in 64 bits) hold with a margin:
/// the years 1678 to 2261.
const TANTIVY_MINUTES: std::ops::Range<i64> = -153_579_000..153_579_000;

/// Stands for a path where articles come from a stream.
pub const STREAM_PATH: &str = "-";

/// What a document needs besides the article.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The file, as kept in the manifest.
    pub path: &'a str,
    /// Number of the record in the file, counted from 1.
    pub record: u64,
    /// Name of the input format.
    pub format: &'a str,
    /// True if the text is signed, so that its copies are found.
    pub is_signed: bool,
}

/// A document ready for Tantivy.
pub struct Prepared {
    /// The id of the article.
    pub id: ArticleId,
    /// True if the article has a date.
    pub dated: bool,
    /// Bytes of its texts, each as often as it stands in the document.
    pub bytes: usize,
    /// The document.
    pub document: TantivyDocument,
}

/// Returns the id of an article: of the source's own id (together with the name of the source,
/// since two sources may count alike), else of the canonical address, else of path and record.
pub fn article_id(article: &Article, place: Place<'_>) -> ArticleId {
    let identity = match (&article.id, &article.url) {
        (Some(id), _) => format!("id\n{}\n{id}", article.source.as_deref().unwrap_or_default()),
        (None, Some(url)) => format!("url\n{url}"),
        (None, None) if place.path == STREAM_PATH => {
            let headline = article.headline.as_ref().map_or("", |headline| headline.text.as_str());
            format!("text\n{headline}\n{}", article.body)
        }
        (None, None) => format!("path\n{}\n{}", place.path, place.record),
    };
    ArticleId(xxh3_64(identity.as_bytes()))
}

/// Returns the document of an article.
pub fn to_document(article: Article, place: Place<'_>, fields: &Fields) -> Prepared {
    let id = article_id(&article, place);
    let dated = article.published.is_some();
    let signature = match place.is_signed {
        true => signature(compared_text(&article)),
        false => None,
    };
    let mut filler = Filler {
        document: TantivyDocument::new(),
        bytes: 0,
        filled: fields.filled,
    };
    filler.number(fields.id, id.0);
    filler.text(fields.path, place.path);
    filler.text(fields.path_words, place.path);
    if let Some(member) = &article.member {
        filler.text(fields.path_words, member);
        filler.text(fields.member, member);
    }
    if let Some(signature) = signature {
        filler.document.add_bytes(fields.signature, &signature.to_bytes());
    }
    filler.number(fields.record, place.record);
    filler.text(fields.format, place.format);
    filler.names("id", fields.source_id, article.id);
    if let Some(headline) = article.headline {
        filler.headline(headline, fields);
    }
    if let Some(published) = &article.published {
        filler.published(published, fields);
    }
    filler.date(fields.updated, article.updated.as_ref());
    filler.date(fields.crawled, article.crawled.as_ref());
    filler.date(fields.dateline_date, article.dateline_date.as_ref());
    let body_words = words(&article.body).count() as u64;
    filler.number(fields.words, body_words);
    if !article.body.is_empty() {
        filler.mark("body");
        let lead_words = lead_words(&article.body);
        filler.number(fields.lead_words, lead_words.map_or(0, |(_, words)| words));
        // An article of one paragraph has no lead that stands out.
        if let Some((lead, _)) = lead_words.filter(|(_, words)| *words < body_words) {
            filler.text(fields.lead, lead);
        }
        filler.text(fields.body_marks, &article.body);
        filler.text(fields.body, &article.body);
    }
    filler.names("dateline", fields.dateline, article.dateline);
    filler.names("dateline", fields.dateline_places, article.dateline_places);
    filler.names("agency", fields.agency, article.agency);
    filler.names("byline", fields.byline, article.byline);
    filler.names("source", fields.source, article.source);
    filler.names("section", fields.section, article.section);
    filler.names("person", fields.people, article.people);
    filler.names("place", fields.places, article.places);
    filler.names("org", fields.orgs, article.orgs);
    filler.entities(&article.entities, fields);
    filler.names("topic", fields.topics, article.topics);
    if let Some(lang) = article.lang {
        filler.mark("lang");
        filler.text(fields.lang, &lang.code);
        if lang.given {
            filler.text(fields.lang_given, "yes");
        }
    }
    filler.names("url", fields.url, article.url);
    if !article.extra.is_empty() {
        filler.text(fields.extra, &serde_json::Value::Object(article.extra).to_string());
    }
    Prepared {
        id,
        dated,
        bytes: filler.bytes,
        document: filler.document,
    }
}

/// The first paragraph of a body that has a word, and how many it has.
fn lead_words(body: &str) -> Option<(&str, u64)> {
    let counted = |range: std::ops::Range<usize>| (&body[range.clone()], words(&body[range]).count() as u64);
    match first_paragraph(body).map(counted) {
        Some((_, 0)) => paragraphs(body).into_iter().map(counted).find(|(_, words)| *words > 0),
        found => found,
    }
}

struct Filler {
    document: TantivyDocument,
    bytes: usize,
    filled: Field,
}

impl Filler {
    fn text(&mut self, field: Field, text: &str) {
        self.bytes += text.len();
        self.document.add_text(field, text);
    }

    fn number(&mut self, field: Field, number: u64) {
        self.document.add_u64(field, number);
    }

    /// Records that a field is not empty, under its name in the query language.
    fn mark(&mut self, field_name: &str) {
        self.document.add_text(self.filled, field_name);
    }

    fn headline(&mut self, headline: Headline, fields: &Fields) {
        if headline.derived {
            self.text(fields.headline_derived, &headline.text);
        } else {
            self.mark("title");
            self.number(fields.headline_words, words(&headline.text).count() as u64);
            self.text(fields.headline_marks, &headline.text);
            self.text(fields.headline, &headline.text);
        }
    }

    fn date(&mut self, field: StoredDate, date: Option<&Published>) {
        let Some(date) = date else {
            return;
        };
        self.text(field.iso, &date.to_iso());
        self.text(field.raw, &date.raw);
        self.text(field.origin, date.origin.name());
    }

    fn published(&mut self, published: &Published, fields: &Fields) {
        // The time of a file is a guess and no date of the article: `date:none` finds it.
        if published.origin != DateOrigin::FileTime {
            self.mark("date");
        }
        let first = published.first_minute();
        self.document.add_i64(fields.published_first, first);
        self.document.add_i64(fields.published_last, published.last_minute());
        if TANTIVY_MINUTES.contains(&first) {
            self.document
                .add_date(fields.published, DateTime::from_timestamp_secs(first * 60));
        }
        self.text(fields.published_iso, &published.to_iso());
        self.text(fields.published_raw, &published.raw);
        self.text(fields.published_origin, published.origin.name());
    }

    fn entities(&mut self, entities: &[Entity], fields: &Fields) {
        if entities.is_empty() {
            return;
        }
        for kind in EntityKind::ALL {
            let (found, names, found_name) = match kind {
                EntityKind::Person => (fields.found_people, fields.entity_names.people, "person.found"),
                EntityKind::Place => (fields.found_places, fields.entity_names.places, "place.found"),
                EntityKind::Org => (fields.found_orgs, fields.entity_names.orgs, "org.found"),
            };
            let mut is_found = false;
            for entity in entities.iter().filter(|entity| entity.kind == kind) {
                self.text(names, &entity.name);
                for name in entity.found_names() {
                    is_found = true;
                    self.text(found.words, name);
                    self.text(found.whole, name);
                }
            }
            if is_found {
                self.mark(found_name);
            }
        }
        self.text(fields.entities, &entities_to_text(entities));
    }

    fn names(&mut self, field_name: &str, field: NameField, names: impl IntoIterator<Item = String>) {
        let mut any = false;
        for name in names {
            if name.is_empty() {
                continue;
            }
            any = true;
            self.text(field.words, &name);
            self.text(field.whole, &name);
        }
        if any {
            self.mark(field_name);
        }
    }
}

/// Returns the article of a stored document. Fields of another program's making that do not fit
/// are left out.
pub fn from_document(document: &TantivyDocument, fields: &Fields) -> StoredArticle {
    let text = |field: Field| {
        document
            .get_first(field)
            .and_then(|value| value.as_str())
            .map(str::to_owned)
    };
    let number = |field: Field| {
        document
            .get_first(field)
            .and_then(|value| value.as_u64())
            .unwrap_or_default()
    };
    let names = |field: NameField| -> Vec<String> {
        document
            .get_all(field.whole)
            .filter_map(|value| value.as_str())
            .map(str::to_owned)
            .collect()
    };
    let given = text(fields.headline).map(|text| Headline { text, derived: false });
    let derived = text(fields.headline_derived).map(|text| Headline { text, derived: true });
    let extra = text(fields.extra).and_then(|json| serde_json::from_str(&json).ok());
    StoredArticle {
        id: ArticleId(number(fields.id)),
        path: text(fields.path).unwrap_or_default(),
        record: number(fields.record),
        format: text(fields.format).unwrap_or_default(),
        words: number(fields.words),
        article: Article {
            id: text(fields.source_id.whole),
            url: text(fields.url.whole),
            headline: given.or(derived),
            body: text(fields.body).unwrap_or_default(),
            given_dates: Vec::new(),
            published: date(
                document,
                StoredDate {
                    iso: fields.published_iso,
                    raw: fields.published_raw,
                    origin: fields.published_origin,
                },
            ),
            updated: date(document, fields.updated),
            crawled: date(document, fields.crawled),
            dateline: text(fields.dateline.whole),
            dateline_places: names(fields.dateline_places),
            dateline_date: date(document, fields.dateline_date),
            agency: text(fields.agency.whole),
            byline: names(fields.byline),
            source: text(fields.source.whole),
            section: text(fields.section.whole),
            lang: text(fields.lang).map(|code| Language {
                code,
                given: document.get_first(fields.lang_given).is_some(),
            }),
            people: names(fields.people),
            places: names(fields.places),
            orgs: names(fields.orgs),
            entities: text(fields.entities).map_or(Vec::new(), |text| entities_of_text(&text)),
            topics: names(fields.topics),
            member: text(fields.member),
            extra: extra.unwrap_or_default(),
            is_enriched: true,
            problems: Vec::new(),
        },
    }
}

fn date(document: &TantivyDocument, field: StoredDate) -> Option<Published> {
    let text = |field: Field| document.get_first(field).and_then(|value| value.as_str());
    let origin = DateOrigin::from_name(text(field.origin)?)?;
    Published::from_iso(text(field.iso)?, origin, text(field.raw)?)
}
