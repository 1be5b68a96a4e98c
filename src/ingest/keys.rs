//! The names under which sources keep the fields of an article, one table for all formats, and
//! `--map`, which adds to it.
//!
//! Names are compared without case, `_`, `-` and spaces: `datePublished`, `date_published` and
//! `Date-Published` are one.

use std::collections::HashMap;
use std::sync::LazyLock;

use thiserror::Error;

/// A field of an article that a source can state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The headline.
    Headline,
    /// The running text.
    Body,
    /// A date of publication.
    Date,
    /// The date of the last change.
    Updated,
    /// The authors.
    Byline,
    /// The publication.
    Source,
    /// The address.
    Url,
    /// People named by the source.
    People,
    /// Places named by the source.
    Places,
    /// Organisations named by the source.
    Orgs,
    /// Subjects.
    Topics,
    /// The section or desk.
    Section,
    /// The language.
    Lang,
    /// The source's identifier.
    Id,
    /// The dateline as printed.
    Dateline,
    /// The news agency.
    Agency,
}

/// A field and the names that it goes by, the one to be trusted most first.
#[derive(Clone, Copy, Debug)]
pub struct FieldNames {
    /// The field.
    pub field: Field,
    /// Its names as sources write them.
    pub names: &'static [&'static str],
}

/// Every field with its names.
///
/// A source often has several of one field: the first with a value is taken, the others are kept
/// as they are. The date of a change is a field of its own and no date of publication. A summary stands in for a text that is missing.
pub const FIELD_NAMES: &[FieldNames] = &[
    FieldNames {
        field: Field::Headline,
        names: &["headline", "title", "name", "heading"],
    },
    FieldNames {
        field: Field::Body,
        names: &[
            "body",
            "text",
            "content",
            "article",
            "articleBody",
            "maintext",
            "full_text",
            "body_text",
            "article_text",
            "content_text",
            "plain_text",
            "content_html",
            "body_html",
            "story",
            "description",
            "summary",
            "abstract",
            "lead",
            "teaser",
            "standfirst",
        ],
    },
    FieldNames {
        field: Field::Date,
        names: &[
            "datePublished",
            "published_at",
            "publish_date",
            "publication_date",
            "published",
            "pubDate",
            "first_published",
            "date",
            "created",
            "created_at",
            "date_created",
            "issued",
            "timestamp",
        ],
    },
    FieldNames {
        field: Field::Updated,
        names: &[
            "updated",
            "updated_at",
            "update_date",
            "dateModified",
            "modified",
            "modified_at",
            "last_modified",
            "last_updated",
            "lastmod",
        ],
    },
    FieldNames {
        field: Field::Agency,
        names: &["agency", "news_agency"],
    },
    FieldNames {
        field: Field::Byline,
        names: &["byline", "authors", "author", "by", "creator"],
    },
    FieldNames {
        field: Field::Source,
        names: &[
            "source",
            "publisher",
            "outlet",
            "publication",
            "newspaper",
            "site_name",
            "domain",
        ],
    },
    FieldNames {
        field: Field::Url,
        names: &["canonical_url", "url", "link", "permalink"],
    },
    FieldNames {
        field: Field::People,
        names: &["people", "persons", "person"],
    },
    FieldNames {
        field: Field::Places,
        names: &["places", "locations", "place", "location"],
    },
    FieldNames {
        field: Field::Orgs,
        names: &[
            "orgs",
            "organizations",
            "organisations",
            "org",
            "organization",
            "organisation",
        ],
    },
    FieldNames {
        field: Field::Topics,
        names: &[
            "topics",
            "tags",
            "keywords",
            "subjects",
            "topic",
            "subject",
            "categories",
        ],
    },
    FieldNames {
        field: Field::Section,
        names: &["section", "articleSection", "category", "desk"],
    },
    FieldNames {
        field: Field::Lang,
        names: &["lang", "language", "inLanguage"],
    },
    FieldNames {
        field: Field::Id,
        names: &["id", "uuid", "guid", "article_id", "doc_id", "identifier"],
    },
    FieldNames {
        field: Field::Dateline,
        names: &["dateline"],
    },
];

/// A name as it is compared.
pub fn normalised(name: &str) -> String {
    name.chars()
        .filter(|letter| !matches!(letter, '_' | '-' | ' ' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect()
}

static BUILT_IN: LazyLock<HashMap<String, (Field, usize)>> = LazyLock::new(|| {
    let ranked = |row: &'static FieldNames| {
        let names = row.names.iter().enumerate();
        names.map(|(rank, name)| (normalised(name), (row.field, rank)))
    };
    FIELD_NAMES.iter().flat_map(ranked).collect()
});

/// Which name stands for which field: the built-in names, and before them those of `--map`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyMap {
    /// In the order given: the field and the source's name for it, normalised.
    mapped: Vec<(Field, String)>,
}

/// A `--map` that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyMapError {
    /// A part without `=`, or with nothing on one side.
    #[error("expected FIELD=NAME such as title=kopfzeile, found `{0}`")]
    NoPair(String),
    /// The left side is no field.
    #[error("there is no field `{name}` to map to: the fields are {}", field_list())]
    UnknownField {
        /// As given.
        name: String,
    },
    /// One name for two fields.
    #[error("`{0}` is mapped to two fields")]
    MappedTwice(String),
}

impl KeyMap {
    /// Reads `FIELD=NAME` pairs, separated by commas. A field is written by any of its built-in
    /// names, and may be named more than once: the first name that has a value is taken. A name
    /// that is mapped loses its built-in meaning.
    ///
    /// # Errors
    /// Names the pair that cannot be read.
    ///
    /// ```
    /// use dateline::ingest::{Field, KeyMap};
    ///
    /// let keys = KeyMap::parse("title=Kopfzeile,body=inhalt").unwrap();
    /// assert_eq!(keys.look_up("kopfzeile"), Some((Field::Headline, 0)));
    /// assert_eq!(keys.look_up("text").map(|(field, _)| field), Some(Field::Body));
    /// assert_eq!(keys.look_up("farbe"), None);
    /// ```
    pub fn parse(pairs: &str) -> Result<KeyMap, KeyMapError> {
        let mut mapped: Vec<(Field, String)> = Vec::new();
        for pair in pairs.split(',').filter(|pair| !pair.trim().is_empty()) {
            let no_pair = || KeyMapError::NoPair(pair.trim().to_owned());
            let (field, name) = pair.split_once('=').ok_or_else(no_pair)?;
            let (field, name) = (field.trim(), normalised(name.trim()));
            if field.is_empty() || name.is_empty() {
                return Err(no_pair());
            }
            let Some(&(field, _)) = BUILT_IN.get(&normalised(field)) else {
                return Err(KeyMapError::UnknownField { name: field.to_owned() });
            };
            if mapped.iter().any(|(_, earlier)| *earlier == name) {
                return Err(KeyMapError::MappedTwice(name));
            }
            mapped.push((field, name));
        }
        Ok(KeyMap { mapped })
    }

    /// The field that a name stands for, and the name's rank among those of the field: 0 is
    /// trusted most.
    pub fn look_up(&self, name: &str) -> Option<(Field, usize)> {
        let name = normalised(name);
        match self.mapped.iter().position(|(_, mapped)| *mapped == name) {
            Some(rank) => Some((self.mapped[rank].0, rank)),
            None => BUILT_IN
                .get(&name)
                .map(|&(field, rank)| (field, self.mapped.len() + rank)),
        }
    }

    /// The names of a field, the one to be trusted most first.
    pub fn names(&self, field: Field) -> Vec<String> {
        let mapped = self
            .mapped
            .iter()
            .filter(|(of, _)| *of == field)
            .map(|(_, name)| name.clone());
        let built_in = FIELD_NAMES
            .iter()
            .filter(|row| row.field == field)
            .flat_map(|row| row.names);
        mapped.chain(built_in.map(|&name| name.to_owned())).collect()
    }
}

fn field_list() -> String {
    let names: Vec<&str> = FIELD_NAMES
        .iter()
        .filter_map(|row| row.names.first().copied())
        .collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[track_caller]
    fn check(name: &str, field: Option<Field>) {
        assert_eq!(KeyMap::default().look_up(name).map(|(field, _)| field), field);
    }

    #[test]
    fn the_usual_names_are_understood_in_any_spelling() {
        check("Title", Some(Field::Headline));
        check("article-body", Some(Field::Body));
        check("pub_date", Some(Field::Date));
        check("DATEPUBLISHED", Some(Field::Date));
        check("_id", Some(Field::Id));
        check("Organisations", Some(Field::Orgs));
        check("colour", None);
    }

    #[test]
    fn no_name_stands_for_two_fields() {
        let count: usize = FIELD_NAMES.iter().map(|row| row.names.len()).sum();
        assert_eq!(BUILT_IN.len(), count);
    }

    #[test]
    fn a_mapped_name_comes_first_and_loses_its_own_meaning() {
        let keys = KeyMap::parse("body=title, headline = Kopf_Zeile").unwrap();
        assert_eq!(keys.look_up("title"), Some((Field::Body, 0)));
        assert_eq!(keys.look_up("kopfzeile"), Some((Field::Headline, 1)));
        assert!(keys.look_up("body").unwrap().1 > 0);
        assert_eq!(keys.names(Field::Dateline), ["dateline"]);
        assert_eq!(keys.names(Field::Body)[..2], ["title", "body"]);
    }

    #[test]
    fn a_map_that_cannot_be_read_is_named() {
        let error = |pairs: &str| KeyMap::parse(pairs).unwrap_err().to_string();
        assert_eq!(
            error("title"),
            "expected FIELD=NAME such as title=kopfzeile, found `title`"
        );
        assert_eq!(
            error("title="),
            "expected FIELD=NAME such as title=kopfzeile, found `title=`"
        );
        assert_eq!(
            error("colour=farbe"),
            "there is no field `colour` to map to: the fields are headline, body, datePublished, updated, agency, \
             byline, source, canonical_url, people, places, orgs, topics, section, lang, id, dateline"
        );
        assert_eq!(error("title=x,body=X"), "`x` is mapped to two fields");
        assert_eq!(KeyMap::parse("").unwrap(), KeyMap::default());
    }
}
