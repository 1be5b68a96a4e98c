//! [`ExportRecord`]: an article with all its fields as `dateline export` writes it, a line of JSON,
//! and reads it again as it was.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::error::RecordFault;
use crate::article::{
    Article, DateOrigin, Entity, EntityKind, Headline, Language, Published, Spelling, TextPart, TextPosition,
};

/// Version of the records, under the key by which they are known: [`EXPORT_KEY`].
///
/// 1: first version (dateline 0.1). Since then new keys only: `entities`.
pub const EXPORT_VERSION: u32 = 1;

/// The key that only these records have.
pub const EXPORT_KEY: &str = "dateline_export";

/// An article with all its fields. Keys without a value are left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportRecord {
    /// [`EXPORT_VERSION`].
    pub dateline_export: u32,
    /// The source's own id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<ExportHeadline>,
    /// Date of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<ExportDate>,
    /// Date of the last change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<ExportDate>,
    /// Date on which a crawler fetched it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crawled: Option<ExportDate>,
    /// The dateline as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<String>,
    /// The places that the dateline names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dateline_places: Vec<String>,
    /// The day that the dateline names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline_date: Option<ExportDate>,
    /// The news agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Authors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<String>,
    /// The publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<ExportLanguage>,
    /// People that the source names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// Places that the source names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Organisations that the source names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orgs: Vec<String>,
    /// People, places and organisations, given or found in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<ExportEntity>,
    /// Subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The path inside its container.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// The source's other fields.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
    /// The file that it was read from. Not read back: the exported file takes its place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// Number of the record in that file. Not read back.
    #[serde(default)]
    pub record: u64,
    /// The running text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
}

/// A headline, and whether the source printed it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportHeadline {
    /// The text.
    pub text: String,
    /// True if the first sentence stands in for it.
    pub derived: bool,
}

/// A language, and whether the source stated it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportLanguage {
    /// Its code.
    pub code: String,
    /// True if the source stated it.
    pub given: bool,
}

/// A person, place or organisation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportEntity {
    /// `person`, `place` or `org`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// True if a field of the source names it.
    pub given: bool,
    /// How much the article is about it, 0 to 255.
    pub salience: u8,
    /// Where it is named first: true for the headline, and the byte in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<(bool, usize)>,
    /// Its spellings in the text, each with the number of mentions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spellings: Vec<(String, u32)>,
}

impl ExportEntity {
    fn of(entity: Entity) -> ExportEntity {
        let spellings = entity.spellings.into_iter();
        ExportEntity {
            kind: entity.kind.name().to_owned(),
            name: entity.name,
            given: entity.is_given,
            salience: entity.salience,
            first: entity.first.map(|first| (first.part == TextPart::Headline, first.byte)),
            spellings: spellings.map(|spelling| (spelling.text, spelling.mentions)).collect(),
        }
    }

    fn read(self) -> Result<Entity, RecordFault> {
        let kind = EntityKind::from_name(&self.kind)
            .ok_or_else(|| RecordFault::BadExport(format!("no kind of entity `{}`", self.kind)))?;
        let spelling = |(text, mentions)| Spelling { text, mentions };
        Ok(Entity {
            kind,
            name: self.name,
            is_given: self.given,
            salience: self.salience,
            first: self.first.map(|(in_headline, byte)| TextPosition {
                part: if in_headline {
                    TextPart::Headline
                } else {
                    TextPart::Body
                },
                byte,
            }),
            spellings: self.spellings.into_iter().map(spelling).collect(),
        })
    }
}

/// A date.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportDate {
    /// ISO 8601, no finer than it is known.
    pub value: String,
    /// Where it was found.
    pub origin: String,
    /// As printed.
    pub raw: String,
}

impl ExportDate {
    fn of(date: &Published) -> ExportDate {
        ExportDate {
            value: date.to_iso(),
            origin: date.origin.name().to_owned(),
            raw: date.raw.clone(),
        }
    }

    fn read(&self) -> Result<Published, RecordFault> {
        let origin = DateOrigin::from_name(&self.origin);
        let date = origin.and_then(|origin| Published::from_iso(&self.value, origin, &self.raw));
        date.ok_or_else(|| RecordFault::BadExport(format!("no date `{}` of origin `{}`", self.value, self.origin)))
    }
}

impl ExportRecord {
    /// The record of an article that was read from a record of a file.
    pub fn of(article: &Article, path: &str, record: u64) -> ExportRecord {
        let date = |date: &Option<Published>| date.as_ref().map(ExportDate::of);
        let article = article.clone();
        ExportRecord {
            dateline_export: EXPORT_VERSION,
            published: date(&article.published),
            updated: date(&article.updated),
            crawled: date(&article.crawled),
            dateline_date: date(&article.dateline_date),
            id: article.id,
            url: article.url,
            headline: article.headline.map(|headline| ExportHeadline {
                text: headline.text,
                derived: headline.derived,
            }),
            dateline: article.dateline,
            dateline_places: article.dateline_places,
            agency: article.agency,
            byline: article.byline,
            source: article.source,
            section: article.section,
            lang: article.lang.map(|lang| ExportLanguage {
                code: lang.code,
                given: lang.given,
            }),
            people: article.people,
            places: article.places,
            orgs: article.orgs,
            entities: article.entities.into_iter().map(ExportEntity::of).collect(),
            topics: article.topics,
            member: article.member,
            extra: article.extra,
            path: path.to_owned(),
            record,
            body: article.body,
        }
    }

    /// The article of the record.
    ///
    /// # Errors
    /// [`RecordFault::BadExport`] for another version and for a date that is none.
    pub fn into_article(self) -> Result<Article, RecordFault> {
        if self.dateline_export != EXPORT_VERSION {
            return Err(RecordFault::BadExport(format!(
                "version {} of exported articles; this dateline reads version {EXPORT_VERSION}",
                self.dateline_export
            )));
        }
        let date = |date: Option<ExportDate>| date.map(|date| date.read()).transpose();
        Ok(Article {
            published: date(self.published)?,
            updated: date(self.updated)?,
            crawled: date(self.crawled)?,
            dateline_date: date(self.dateline_date)?,
            id: self.id,
            url: self.url,
            headline: self.headline.map(|headline| Headline {
                text: headline.text,
                derived: headline.derived,
            }),
            body: self.body,
            dateline: self.dateline,
            dateline_places: self.dateline_places,
            agency: self.agency,
            byline: self.byline,
            source: self.source,
            section: self.section,
            lang: self.lang.map(|lang| Language {
                code: lang.code,
                given: lang.given,
            }),
            people: self.people,
            places: self.places,
            orgs: self.orgs,
            entities: self
                .entities
                .into_iter()
                .map(ExportEntity::read)
                .collect::<Result<_, _>>()?,
            topics: self.topics,
            member: self.member,
            extra: self.extra,
            // An index had it so: what it does not have is not to be found by the name of another file.
            is_enriched: true,
            ..Article::default()
        })
    }
}

/// Reads a JSON object that has the key of an exported article.
///
/// # Errors
/// [`RecordFault::BadExport`].
pub(super) fn article_of_export(object: Map<String, Value>) -> Result<Article, RecordFault> {
    serde_json::from_value::<ExportRecord>(Value::Object(object))
        .map_err(|error| RecordFault::BadExport(error.to_string()))?
        .into_article()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_format;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        check_format(
            "jsonl",
            b"{\"dateline_export\":1,\"id\":\"7\",\"headline\":{\"text\":\"A\",\"derived\":false},\"extra\":{\"x\":[1]},\"body\":\"One.\"}",
            "1 [A] One. id=7 {\"x\":[1]}",
        );
    }

    #[test]
    fn another_version_and_a_broken_record_are_refused() {
        check_format(
            "jsonl",
            b"{\"dateline_export\":2,\"body\":\"A\"}\n{\"dateline_export\":1,\"body\":7}\n\
              {\"dateline_export\":1,\"published\":{\"value\":\"25\",\"origin\":\"field\",\"raw\":\"\"}}\n",
            "1 ! exported article: version 2 of exported articles; this dateline reads version 1\n\
             2 ! exported article: invalid type: integer `7`, expected a string\n\
             3 ! exported article: no date `25` of origin `field`",
        );
    }
}
