//! The entities of an answer, counted from the columns of names.
//!
//! A segment numbers its names, so that articles are counted by number; only the names that the
//! answer holds are read, once a segment. In memory are those names with their counts, and a number
//! for each name of the index: it grows with the names, not with the articles.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::civil::Date;
use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use super::super::found::Found;
use super::{Canonical, EntityDate};
use crate::article::EntityKind;
use crate::index::fold_name;
use crate::search::SearchError;

/// The columns of names, in the order of [`EntityKind::ALL`].
const COLUMNS: [(EntityKind, &str); 3] = [
    (EntityKind::Person, "entity_people"),
    (EntityKind::Place, "entity_places"),
    (EntityKind::Org, "entity_orgs"),
];

/// Of a name that is not in the answer, or ignored.
const NONE: u32 = u32::MAX;

const MINUTES_PER_DAY: i64 = 24 * 60;

/// Articles between two looks at the clock.
const ARTICLES_BETWEEN_LOOKS: usize = 4_096;

/// What is known of an entity.
#[derive(Debug)]
pub struct Tally {
    pub kind: EntityKind,
    /// The name, folded: entities are one if it is equal.
    pub key: String,
    /// Its spellings with the articles that have each.
    names: Vec<(String, u64)>,
    /// Articles that name it.
    pub articles: u64,
    /// Those of them that name the other one that was asked for.
    pub together: u64,
    /// First and last minute of the earliest and of the latest article.
    first: Option<(i64, i64)>,
    last: Option<(i64, i64)>,
}

/// All entities of an answer.
#[derive(Debug, Default)]
pub struct Tallies {
    pub tallies: Vec<Tally>,
    by_key: HashMap<(EntityKind, String), u32>,
    /// For each segment and column the entity of each name.
    entities: Vec<[Vec<u32>; 3]>,
}

impl Tallies {
    /// Reads the names of an answer. Articles are counted by [`each_article`](Self::each_article).
    ///
    /// # Errors
    /// Whatever reading the columns gives.
    pub fn of(found: &Found, canonical: Canonical<'_>) -> Result<Tallies, SearchError> {
        let mut tallies = Tallies::default();
        for (segment, documents) in found.searcher.segment_readers().iter().zip(&found.documents) {
            let mut of_segment = [Vec::new(), Vec::new(), Vec::new()];
            for (of_column, (kind, column)) in of_segment.iter_mut().zip(COLUMNS) {
                if let Some(column) = segment.fast_fields().str(column)? {
                    *of_column = tallies.read_names(kind, &column, documents, canonical)?;
                }
                found.watch.check()?;
            }
            tallies.entities.push(of_segment);
        }
        Ok(tallies)
    }

    /// Returns the entity of each name of a column that one of the documents has.
    fn read_names(
        &mut self,
        kind: EntityKind,
        column: &StrColumn,
        documents: &[DocId],
        canonical: Canonical<'_>,
    ) -> Result<Vec<u32>, SearchError> {
        let mut articles = vec![0u64; column.num_terms()];
        let mut ordinals = Vec::new();
        for document in documents {
            ordinals.clear();
            ordinals.extend(column.ords().values_for_doc(*document));
            ordinals.sort_unstable();
            ordinals.dedup();
            for ordinal in &ordinals {
                if let Some(articles) = usize::try_from(*ordinal).ok().and_then(|at| articles.get_mut(at)) {
                    *articles += 1;
                }
            }
        }
        let is_used = |(ordinal, articles): (u64, &u64)| (*articles > 0).then_some((ordinal, *articles));
        let used: Vec<(u64, u64)> = (0..).zip(&articles).filter_map(is_used).collect();
        let mut entities = vec![NONE; column.num_terms()];
        let mut left = used.iter();
        let ordinals: Vec<u64> = used.iter().map(|(ordinal, _)| *ordinal).collect();
        let mut take = |name: &[u8]| {
            let Some((ordinal, articles)) = left.next() else {
                return;
            };
            let name = String::from_utf8_lossy(name);
            if let Some((kind, name)) = canonical(kind, &name)
                && let Some(entity) = usize::try_from(*ordinal).ok().and_then(|at| entities.get_mut(at))
            {
                *entity = self.entity(kind, name, *articles);
            }
        };
        column
            .dictionary()
            .sorted_ords_to_term_cb(&ordinals, &mut take)
            .map_err(tantivy::TantivyError::from)?;
        Ok(entities)
    }

    /// The entity of a name, made where there is none.
    fn entity(&mut self, kind: EntityKind, name: String, articles: u64) -> u32 {
        let key = key_of(&name);
        let next = u32::try_from(self.tallies.len()).unwrap_or(NONE);
        let entity = *self.by_key.entry((kind, key.clone())).or_insert(next);
        if entity == next {
            self.tallies.push(Tally {
                kind,
                key,
                names: Vec::with_capacity(1),
                articles: 0,
                together: 0,
                first: None,
                last: None,
            });
        }
        if let Some(tally) = self.tallies.get_mut(entity as usize) {
            match tally.names.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += articles,
                None => tally.names.push((name, articles)),
            }
        }
        entity
    }

    /// The entity of a kind that a typed name is, if the answer has it.
    pub fn find(&self, kind: EntityKind, name: &str, canonical: Canonical<'_>) -> Option<usize> {
        let (kind, name) = canonical(kind, name)?;
        self.by_key.get(&(kind, key_of(&name))).map(|entity| *entity as usize)
    }

    /// Gives the entities of each article, each once in ascending order, with the first and the
    /// last minute of its date.
    ///
    /// # Errors
    /// Whatever reading the columns gives, and [`SearchError::TookLong`].
    pub fn each_article(
        &self,
        found: &Found,
        mut give: impl FnMut(&[u32], Option<(i64, i64)>),
    ) -> Result<(), SearchError> {
        let segments = found.searcher.segment_readers().iter().zip(&found.documents);
        for ((segment, documents), of_segment) in segments.zip(&self.entities) {
            let columns = columns_of(segment)?;
            let firsts = segment.fast_fields().i64("published_first")?;
            let lasts = segment.fast_fields().i64("published_last")?;
            let mut entities = Vec::new();
            for (number, document) in documents.iter().enumerate() {
                if number % ARTICLES_BETWEEN_LOOKS == 0 && found.watch.is_over() {
                    return found.watch.check();
                }
                entities.clear();
                for (column, of_column) in columns.iter().zip(of_segment) {
                    let ordinals = column.iter().flat_map(|column| column.ords().values_for_doc(*document));
                    let known = ordinals.filter_map(|ordinal| of_column.get(usize::try_from(ordinal).ok()?).copied());
                    entities.extend(known.filter(|entity| *entity != NONE));
                }
                entities.sort_unstable();
                entities.dedup();
                give(&entities, firsts.first(*document).zip(lasts.first(*document)));
            }
        }
        Ok(())
    }

    /// Counts the articles of every entity, and those that also name one of `with`; returns how many
    /// articles name one of those.
    ///
    /// # Errors
    /// As [`each_article`](Self::each_article).
    pub fn count(&mut self, found: &Found, with: &[usize]) -> Result<u64, SearchError> {
        let mut tallies = std::mem::take(&mut self.tallies);
        let mut with_articles = 0;
        let counted = self.each_article(found, |entities, dates| {
            let has_other = entities.iter().any(|entity| with.contains(&(*entity as usize)));
            with_articles += u64::from(has_other);
            for entity in entities {
                if let Some(tally) = tallies.get_mut(*entity as usize) {
                    tally.articles += 1;
                    tally.together += u64::from(has_other);
                    tally.widen(dates);
                }
            }
        });
        self.tallies = tallies;
        counted.map(|()| with_articles)
    }
}

impl Tally {
    /// An article of that date names it. Of two that begin at the same time the more exact counts.
    fn widen(&mut self, dates: Option<(i64, i64)>) {
        let Some((from, to)) = dates else {
            return;
        };
        let date = (from, to);
        self.first = Some(self.first.map_or(date, |first| first.min(date)));
        let exact = |(from, to): (i64, i64)| (from, Reverse(to));
        self.last = Some(match self.last {
            Some(last) if exact(last) >= exact(date) => last,
            Some(_) | None => date,
        });
    }

    /// The spelling that most articles have; of several the first in the order of letters.
    pub fn name(&self) -> &str {
        let most = self.names.iter().max_by(|(one, count), (other, other_count)| {
            let by_count = count.cmp(other_count);
            by_count.then_with(|| other.cmp(one))
        });
        most.map_or("", |(name, _)| name.as_str())
    }

    /// The date of the earliest article.
    pub fn first(&self) -> Option<EntityDate> {
        self.first.and_then(date_of)
    }

    /// The date of the latest article.
    pub fn last(&self) -> Option<EntityDate> {
        self.last.and_then(date_of)
    }
}

fn columns_of(segment: &SegmentReader) -> tantivy::Result<Vec<Option<StrColumn>>> {
    let columns = COLUMNS.into_iter().map(|(_, column)| segment.fast_fields().str(column));
    columns.collect()
}

/// A name as it is compared; one without a word is compared as it is.
fn key_of(name: &str) -> String {
    match fold_name(name) {
        folded if folded.is_empty() => name.to_owned(),
        folded => folded,
    }
}

fn date_of((first, last): (i64, i64)) -> Option<EntityDate> {
    let day = |minute: i64| -> Option<Date> {
        let days = jiff::Span::new().try_days(minute.div_euclid(MINUTES_PER_DAY)).ok()?;
        Date::constant(1970, 1, 1).checked_add(days).ok()
    };
    Some(EntityDate {
        first_day: day(first)?,
        last_day: day(last)?,
    })
}
