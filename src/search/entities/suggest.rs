//! Names of an answer that may be one, as proposals for a names file: the candidates of
//! [`propose`], less those that one article names together.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::super::found::{Found, find_all};
use super::tally::{Tallies, Tally};
use crate::article::EntityKind;
use crate::index::OpenIndex;
use crate::query::Query;
use crate::search::{SearchError, SearchOptions};
use crate::words::names::{ListedName, NamesFile, Proposal, propose};

/// Names of a kind that are compared: those in the most articles. Comparing grows faster than their
/// number, and a name that is rarer than so many others is hardly worth a line.
pub const MOST_SUGGESTED_FROM: usize = 50_000;

/// Proposes lines for a names file from the names in all articles of a query, or of all articles.
/// Names that one of these articles names together are never proposed as one. Of the search options
/// those count that leave articles out, and the timeout.
///
/// # Errors
/// As [`super::super::search`].
pub fn suggest_names(
    index: &OpenIndex,
    query: Option<&Query>,
    kinds: &[EntityKind],
    file: &NamesFile,
    search: &SearchOptions,
) -> Result<Vec<Proposal>, SearchError> {
    let found = find_all(index, query.map(|query| &query.root), search)?;
    let canonical = |kind: EntityKind, name: &str| file.canonical(kind, name);
    let mut tallies = Tallies::of(&found, &canonical)?;
    tallies.count(&found, &[])?;
    let (listed, numbers) = listed(&tallies, kinds);
    // If all names met, none is joined, so that every two that are alike are asked about.
    let alike: RefCell<HashSet<(u32, u32)>> = RefCell::new(HashSet::new());
    let pair = |one: &ListedName, other: &ListedName| {
        let number = |name: &ListedName| numbers.get(&(name.kind, name.name.as_str())).copied();
        number(one).zip(number(other)).map(ordered)
    };
    propose(&listed, file, |one, other| {
        alike.borrow_mut().extend(pair(one, other));
        true
    });
    let met = met(&tallies, &found, &alike.into_inner())?;
    Ok(propose(&listed, file, |one, other| {
        pair(one, other).is_some_and(|pair| met.contains(&pair))
    }))
}

/// The names of the kinds, and the tally of each.
fn listed<'a>(tallies: &'a Tallies, kinds: &[EntityKind]) -> (Vec<ListedName>, HashMap<(EntityKind, &'a str), u32>) {
    let mut listed = Vec::new();
    let mut numbers = HashMap::new();
    for kind in kinds {
        let mut of_kind: Vec<(u32, &Tally)> = (0..)
            .zip(&tallies.tallies)
            .filter(|(_, tally)| tally.kind == *kind && tally.articles > 0)
            .collect();
        of_kind.sort_by(|(_, one), (_, other)| {
            let by_articles = other.articles.cmp(&one.articles);
            by_articles.then_with(|| one.key.cmp(&other.key))
        });
        of_kind.truncate(MOST_SUGGESTED_FROM);
        for (number, tally) in of_kind {
            numbers.insert((*kind, tally.name()), number);
            listed.push(ListedName {
                kind: *kind,
                name: tally.name().to_owned(),
                articles: tally.articles,
            });
        }
    }
    (listed, numbers)
}

/// Those that one article names together, of names that are alike or are joined by such names.
fn met(tallies: &Tallies, found: &Found, alike: &HashSet<(u32, u32)>) -> Result<HashSet<(u32, u32)>, SearchError> {
    let family = families(alike);
    let mut met = HashSet::new();
    let mut here: Vec<(u32, u32)> = Vec::new();
    tallies.each_article(found, |entities, _| {
        here.clear();
        here.extend(
            entities
                .iter()
                .filter_map(|entity| family.get(entity).map(|family| (*family, *entity))),
        );
        here.sort_unstable();
        for (at, (family, one)) in here.iter().enumerate() {
            let others = here.iter().skip(at + 1).take_while(|(other, _)| other == family);
            met.extend(others.map(|(_, other)| ordered((*one, *other))));
        }
    })?;
    Ok(met)
}

/// The family of each name: the names that pairs connect, by the lowest of them.
fn families(pairs: &HashSet<(u32, u32)>) -> HashMap<u32, u32> {
    let mut beside: HashMap<u32, Vec<u32>> = HashMap::new();
    for (one, other) in pairs {
        beside.entry(*one).or_default().push(*other);
        beside.entry(*other).or_default().push(*one);
    }
    let mut names: Vec<u32> = beside.keys().copied().collect();
    names.sort_unstable();
    let mut family: HashMap<u32, u32> = HashMap::with_capacity(names.len());
    for name in names {
        let mut waiting = vec![name];
        while let Some(next) = waiting.pop() {
            if !family.contains_key(&next) {
                family.insert(next, family.get(&name).copied().unwrap_or(name));
                waiting.extend(beside.get(&next).into_iter().flatten());
            }
        }
    }
    family
}

fn ordered((one, other): (u32, u32)) -> (u32, u32) {
    (one.min(other), one.max(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pairs_connect_is_one_family() {
        let pairs: HashSet<(u32, u32)> = [(1, 5), (5, 9), (2, 3), (3, 2), (7, 7)].into_iter().collect();
        let mut families: Vec<(u32, u32)> = families(&pairs).into_iter().collect();
        families.sort_unstable();
        assert_eq!(families, [(1, 1), (2, 2), (3, 2), (5, 1), (7, 7), (9, 1)]);
    }
}
