//! A list of entities as a record: see [`wire`](super::super::wire).

use super::super::Style;
use super::super::record::spellings_records;
use super::super::wire::{CompanionRecord, EntitiesRecord, EntityCountRecord, EntityGroupRecord, WIRE_VERSION};
use super::two_decimals;
use crate::search::{EntityCount, EntityList};

/// Returns a list of entities as a record.
pub fn entities_record<'a>(list: &'a EntityList, style: &'a Style) -> EntitiesRecord<'a> {
    EntitiesRecord {
        v: WIRE_VERSION,
        query: list.read_as.is_some().then_some(style.query.as_str()),
        read_as: list.read_as.as_deref(),
        notes: &list.notes,
        spellings: spellings_records(&list.spellings),
        found: list.found,
        with: list.with.as_ref().map(|with| CompanionRecord {
            entities: with.entities.iter().map(count_record).collect(),
            articles: with.articles,
            meant: &with.meant,
        }),
        groups: list
            .groups
            .iter()
            .map(|group| EntityGroupRecord {
                kind: group.kind.name(),
                distinct: group.distinct,
                entities: group.entities.iter().map(count_record).collect(),
            })
            .collect(),
    }
}

fn count_record(entity: &EntityCount) -> EntityCountRecord<'_> {
    EntityCountRecord {
        kind: entity.kind.name(),
        name: &entity.name,
        articles: entity.articles,
        together: entity.together.map(|together| together.articles),
        log_likelihood: entity.together.map(|together| two_decimals(together.log_likelihood)),
        first: entity.first.map(|date| date.to_iso()),
        last: entity.last.map(|date| date.to_iso()),
    }
}
