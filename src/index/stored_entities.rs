//! The entities of an article as the index stores them: a JSON object of a list for each kind.
//! ```text
//! {"person":[["Volodymyr Zelensky",212,0,["body",41],[["Zelensky",6],["Volodymyr Zelensky",1]]]], …}
//!             name           salience given  first     spellings with their mentions
//! ```

use serde::{Deserialize, Serialize};

use crate::article::{Entity, EntityKind, Spelling, TextPart, TextPosition};

/// One entity: name, salience, whether it was given, first position, spellings with mentions.
#[derive(Serialize, Deserialize)]
struct Row<'a>(
    #[serde(borrow)] std::borrow::Cow<'a, str>,
    u8,
    u8,
    Option<(PartName, usize)>,
    Vec<(std::borrow::Cow<'a, str>, u32)>,
);

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PartName {
    Headline,
    Body,
}

#[derive(Default, Serialize, Deserialize)]
struct Rows<'a> {
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    person: Vec<Row<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    place: Vec<Row<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    org: Vec<Row<'a>>,
}

impl<'a> Rows<'a> {
    fn of_kind(&mut self, kind: EntityKind) -> &mut Vec<Row<'a>> {
        match kind {
            EntityKind::Person => &mut self.person,
            EntityKind::Place => &mut self.place,
            EntityKind::Org => &mut self.org,
        }
    }
}

/// Returns the text that is stored.
pub fn entities_to_text(entities: &[Entity]) -> String {
    let mut rows = Rows::default();
    for entity in entities {
        let first = entity.first.map(|first| {
            let part = match first.part {
                TextPart::Headline => PartName::Headline,
                TextPart::Body => PartName::Body,
            };
            (part, first.byte)
        });
        let spelling = |spelling: &'_ Spelling| (spelling.text.clone().into(), spelling.mentions);
        rows.of_kind(entity.kind).push(Row(
            entity.name.as_str().into(),
            entity.salience,
            entity.is_given.into(),
            first,
            entity.spellings.iter().map(spelling).collect(),
        ));
    }
    serde_json::to_string(&rows).expect("texts and numbers have a JSON form")
}

/// Returns the entities of a stored text, by kind in the order in which they were stored; none of a
/// text that is not of this form.
pub fn entities_of_text(text: &str) -> Vec<Entity> {
    let mut rows: Rows<'_> = serde_json::from_str(text).unwrap_or_default();
    let mut entities = Vec::new();
    for kind in EntityKind::ALL {
        for Row(name, salience, given, first, spellings) in std::mem::take(rows.of_kind(kind)) {
            entities.push(Entity {
                kind,
                name: name.into_owned(),
                spellings: spellings
                    .into_iter()
                    .map(|(text, mentions)| Spelling {
                        text: text.into_owned(),
                        mentions,
                    })
                    .collect(),
                first: first.map(|(part, byte)| TextPosition {
                    part: match part {
                        PartName::Headline => TextPart::Headline,
                        PartName::Body => TextPart::Body,
                    },
                    byte,
                }),
                is_given: given != 0,
                salience,
            });
        }
    }
    entities
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(kind: EntityKind, name: &str) -> Entity {
        Entity {
            kind,
            name: name.to_owned(),
            spellings: Vec::new(),
            first: None,
            is_given: false,
            salience: 0,
        }
    }

    #[test]
    fn entities_come_back_as_they_were() {
        let entities = vec![
            Entity {
                spellings: vec![
                    Spelling {
                        text: "Zelensky".to_owned(),
                        mentions: 6,
                    },
                    Spelling {
                        text: "Volodymyr \"Vova\" Zelensky".to_owned(),
                        mentions: 1,
                    },
                ],
                first: Some(TextPosition {
                    part: TextPart::Headline,
                    byte: 0,
                }),
                salience: 212,
                ..entity(EntityKind::Person, "Volodymyr Zelensky")
            },
            Entity {
                first: Some(TextPosition {
                    part: TextPart::Body,
                    byte: 41,
                }),
                salience: 255,
                is_given: true,
                ..entity(EntityKind::Place, "São Tomé")
            },
            entity(EntityKind::Org, ""),
        ];
        let text = entities_to_text(&entities);
        assert_eq!(entities_of_text(&text), entities);
        assert_eq!(
            text,
            r#"{"person":[["Volodymyr Zelensky",212,0,["headline",0],[["Zelensky",6],["Volodymyr \"Vova\" Zelensky",1]]]],"place":[["São Tomé",255,1,["body",41],[]]],"org":[["",0,0,null,[]]]}"#
        );
    }

    #[test]
    fn a_text_of_another_form_has_no_entities() {
        for text in ["", "[]", "{\"person\":7}", "{\"person\":[[1]]}"] {
            assert_eq!(entities_of_text(text), Vec::new(), "{text}");
        }
    }
}
