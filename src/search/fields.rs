//! Where a field of the query language stands: in the index, and in a stored article.

use tantivy::schema;

use crate::article::{Entity, EntityKind};
use crate::index::{Fields, NameField, StoredArticle};
use crate::query::Field;

/// The fields of the index that hold the words of a field; `None` is headline and body.
pub fn word_fields(field: Option<Field>, fields: &Fields) -> Vec<schema::Field> {
    match field {
        None | Some(Field::Lead) => vec![fields.headline, fields.body],
        Some(Field::Title) => vec![fields.headline],
        Some(Field::Body) => vec![fields.body],
        Some(Field::Lang) => vec![fields.lang],
        Some(Field::Path) => vec![fields.path_words],
        Some(field) => name_fields(field, fields).into_iter().map(|name| name.words).collect(),
    }
}

/// The fields of the index that hold the whole names of a field; empty for fields of other kinds.
pub fn name_fields(field: Field, fields: &Fields) -> Vec<NameField> {
    match field {
        Field::Person => vec![fields.people, fields.found_people],
        Field::PersonGiven => vec![fields.people],
        Field::PersonFound => vec![fields.found_people],
        Field::Place => vec![fields.places, fields.found_places],
        Field::PlaceGiven => vec![fields.places],
        Field::PlaceFound => vec![fields.found_places],
        Field::Org => vec![fields.orgs, fields.found_orgs],
        Field::OrgGiven => vec![fields.orgs],
        Field::OrgFound => vec![fields.found_orgs],
        Field::Entity => [Field::Person, Field::Place, Field::Org]
            .into_iter()
            .flat_map(|field| name_fields(field, fields))
            .collect(),
        Field::Topic => vec![fields.topics],
        Field::Byline => vec![fields.byline],
        Field::Source => vec![fields.source],
        Field::Section => vec![fields.section],
        Field::Dateline => vec![fields.dateline, fields.dateline_places],
        Field::Agency => vec![fields.agency],
        Field::Url => vec![fields.url],
        Field::Id => vec![fields.source_id],
        Field::Title | Field::Body | Field::Lead | Field::Lang | Field::Path | Field::Date | Field::Words => Vec::new(),
    }
}

/// The names under which the index marks a field as not empty.
pub fn filled_names(field: Field) -> &'static [&'static str] {
    match field {
        Field::Title => &["title"],
        Field::Body | Field::Words => &["body"],
        Field::Lead => &["title", "body"],
        Field::Person => &["person", "person.found"],
        Field::PersonGiven => &["person"],
        Field::PersonFound => &["person.found"],
        Field::Place => &["place", "place.found"],
        Field::PlaceGiven => &["place"],
        Field::PlaceFound => &["place.found"],
        Field::Org => &["org", "org.found"],
        Field::OrgGiven => &["org"],
        Field::OrgFound => &["org.found"],
        Field::Entity => &["person", "person.found", "place", "place.found", "org", "org.found"],
        Field::Topic => &["topic"],
        Field::Byline => &["byline"],
        Field::Source => &["source"],
        Field::Section => &["section"],
        Field::Dateline => &["dateline"],
        Field::Agency => &["agency"],
        Field::Lang => &["lang"],
        Field::Url => &["url"],
        Field::Path => &["path"],
        Field::Id => &["id"],
        Field::Date => &["date"],
    }
}

/// The texts of a field in a stored article, as far as they are searched by word. A derived
/// headline is none, since its words are those of the body.
pub fn texts(field: Field, stored: &StoredArticle) -> Vec<&str> {
    let article = &stored.article;
    match field {
        Field::Title => article
            .headline
            .iter()
            .filter(|headline| !headline.derived)
            .map(|headline| headline.text.as_str())
            .collect(),
        Field::Body => vec![article.body.as_str()],
        Field::Lead => texts_of(&[Field::Title, Field::Body], stored),
        Field::PersonGiven => strings(&article.people),
        Field::PlaceGiven => strings(&article.places),
        Field::OrgGiven => strings(&article.orgs),
        Field::PersonFound => found(EntityKind::Person, &article.entities),
        Field::PlaceFound => found(EntityKind::Place, &article.entities),
        Field::OrgFound => found(EntityKind::Org, &article.entities),
        Field::Person => texts_of(&[Field::PersonGiven, Field::PersonFound], stored),
        Field::Place => texts_of(&[Field::PlaceGiven, Field::PlaceFound], stored),
        Field::Org => texts_of(&[Field::OrgGiven, Field::OrgFound], stored),
        Field::Entity => texts_of(&[Field::Person, Field::Place, Field::Org], stored),
        Field::Topic => strings(&article.topics),
        Field::Byline => strings(&article.byline),
        Field::Source => article.source.as_deref().into_iter().collect(),
        Field::Section => article.section.as_deref().into_iter().collect(),
        Field::Dateline => article
            .dateline
            .iter()
            .chain(&article.dateline_places)
            .map(String::as_str)
            .collect(),
        Field::Agency => article.agency.as_deref().into_iter().collect(),
        Field::Lang => article.lang.iter().map(|lang| lang.code.as_str()).collect(),
        Field::Url => article.url.as_deref().into_iter().collect(),
        Field::Path => std::iter::once(&stored.path)
            .chain(&article.member)
            .map(String::as_str)
            .collect(),
        Field::Id => article.id.as_deref().into_iter().collect(),
        Field::Date | Field::Words => Vec::new(),
    }
}

fn texts_of<'a>(fields: &[Field], stored: &'a StoredArticle) -> Vec<&'a str> {
    fields.iter().flat_map(|field| texts(*field, stored)).collect()
}

/// The entities of a kind that the text names, in all their spellings.
fn found(kind: EntityKind, entities: &[Entity]) -> Vec<&str> {
    let of_kind = entities.iter().filter(|entity| entity.kind == kind);
    of_kind.flat_map(Entity::found_names).collect()
}

fn strings(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}
