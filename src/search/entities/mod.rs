//! The people, places and organisations of an answer: in how many of its articles each is named, the
//! first and the last of them, and who appears with whom.
//!
//! Names are one entity across articles only if they fold to the same, or if the caller's
//! [`Canonical`] says so. Namesakes are one.

mod likelihood;
mod suggest;
mod tally;

use std::cmp::Ordering;
use std::collections::HashMap;

use jiff::civil::Date;

pub use likelihood::log_likelihood;
pub use suggest::{MOST_SUGGESTED_FROM, suggest_names};

use super::found::{Found, find_all};
use super::spellings::OtherSpellings;
use super::{DEFAULT_LIMIT, SearchError, SearchOptions};
use crate::article::EntityKind;
use crate::index::{OpenIndex, fold_name};
use crate::query::Query;
use tally::{Tallies, Tally};

/// Says under which kind and name a name of the index counts; `None` leaves it out.
pub type Canonical<'a> = &'a dyn Fn(EntityKind, &str) -> Option<(EntityKind, String)>;

/// Most entities of a kind among which pairs are counted: the pairs grow with the square.
pub const MOST_PAIRED: usize = 1_000;

/// Names that are listed where a name is not found.
const MOST_MEANT: usize = 5;

/// The order of a list of entities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntityOrder {
    /// Those in most articles first; beside another, those in most articles together with it. Equal
    /// ones by name.
    #[default]
    Articles,
    /// Beside another: those that are together with it most beyond chance first. Without another as
    /// [`Articles`](Self::Articles).
    Likelihood,
    /// By name.
    Name,
}

/// What a list of entities is to hold.
#[derive(Clone, Debug)]
pub struct EntityOptions {
    /// The kinds, in their order.
    pub kinds: Vec<EntityKind>,
    /// Number of entities of each kind.
    pub limit: usize,
    /// Their order.
    pub order: EntityOrder,
    /// Only what appears with this one, of any kind, in one article.
    pub with: Option<String>,
    /// Count also which of the listed appear together; then `limit` is at most [`MOST_PAIRED`].
    pub pairs: bool,
}

impl Default for EntityOptions {
    fn default() -> Self {
        EntityOptions {
            kinds: EntityKind::ALL.to_vec(),
            limit: DEFAULT_LIMIT,
            order: EntityOrder::default(),
            with: None,
            pairs: false,
        }
    }
}

/// The entities of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityList {
    /// The query as it was read, in full brackets; `None` for all articles.
    pub read_as: Option<String>,
    /// Remarks on how it was read.
    pub notes: Vec<String>,
    /// The other spellings of words and names that were looked for as well.
    pub spellings: Vec<OtherSpellings>,
    /// Number of articles found, exact.
    pub found: u64,
    /// The one with which all others appear, if one was asked for.
    pub with: Option<Companion>,
    /// The entities, a group for each kind.
    pub groups: Vec<EntityGroup>,
    /// Those of them that appear together, by their numbers, if asked for.
    pub pairs: Vec<EntityPair>,
}

/// The entity with which all others appear.
#[derive(Clone, Debug, PartialEq)]
pub struct Companion {
    /// What it is, for each kind; empty if the answer does not name it.
    pub entities: Vec<EntityCount>,
    /// Articles of the answer that name it as one of them.
    pub articles: u64,
    /// If the answer does not name it: names of the answer with all its words, those in most
    /// articles first, at most 5.
    pub meant: Vec<String>,
}

/// The entities of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityGroup {
    /// The kind.
    pub kind: EntityKind,
    /// The entities in their order.
    pub entities: Vec<EntityCount>,
    /// How many there are, also those that are not among these.
    pub distinct: u64,
}

/// An entity and its articles.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityCount {
    /// What it is.
    pub kind: EntityKind,
    /// Its name, as most articles have it.
    pub name: String,
    /// Articles of the answer that name it.
    pub articles: u64,
    /// How it appears with the other one, if one was asked for.
    pub together: Option<Together>,
    /// The date of the earliest article; `None` if all are undated.
    pub first: Option<EntityDate>,
    /// The date of the latest article.
    pub last: Option<EntityDate>,
}

/// How two appear together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Together {
    /// Articles of the answer that name both.
    pub articles: u64,
    /// See [`log_likelihood`]; chance is measured in the articles of the answer.
    pub log_likelihood: f64,
}

/// Two entities that appear together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EntityPair {
    /// Number of the first in [`EntityList::entities`].
    pub one: usize,
    /// Number of the second, which is higher.
    pub other: usize,
    /// How often, and how much beyond chance.
    pub together: Together,
}

/// The date of an article, as exactly as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntityDate {
    /// The first day that it may be.
    pub first_day: Date,
    /// The last.
    pub last_day: Date,
}

impl EntityDate {
    /// Returns a year, a month or a day: `2014`, `2014-03`, `2014-03-01`.
    pub fn to_iso(&self) -> String {
        let first = self.first_day;
        match self.last_day {
            last if last == first => first.to_string(),
            last if first.day() == 1 && last == first.last_of_month() => {
                format!("{:04}-{:02}", first.year(), first.month())
            }
            last if first == first.first_of_year() && last == first.last_of_year() => format!("{:04}", first.year()),
            last => format!("{first}/{last}"),
        }
    }
}

impl EntityList {
    /// Every listed entity in the order of the groups, behind those of [`with`](Self::with): what
    /// [`EntityPair`]s number.
    pub fn entities(&self) -> impl Iterator<Item = &EntityCount> {
        let with = self.with.iter().flat_map(|with| &with.entities);
        with.chain(self.groups.iter().flat_map(|group| &group.entities))
    }
}

/// Lists the entities of all articles of a query; without one, of all articles. Of the search options
/// those count that leave articles out, and the timeout.
///
/// # Errors
/// As [`super::search`].
pub fn entities(
    index: &OpenIndex,
    query: Option<&Query>,
    options: &EntityOptions,
    search: &SearchOptions,
    canonical: Canonical<'_>,
) -> Result<EntityList, SearchError> {
    let found = find_all(index, query.map(|query| &query.root), search)?;
    let mut tallies = Tallies::of(&found, canonical)?;
    let with: Vec<usize> = match &options.with {
        Some(name) => companions(&tallies, name, canonical),
        None => Vec::new(),
    };
    let with_articles = tallies.count(&found, &with)?;
    let measure = Measure {
        all: found.articles(),
        with_articles: options.with.is_some().then_some(with_articles),
    };
    let chosen: Vec<(EntityKind, Chosen)> = options
        .kinds
        .iter()
        .map(|kind| (*kind, choose(&tallies.tallies, *kind, &with, options, &measure)))
        .collect();
    let numbers = || {
        with.iter()
            .chain(chosen.iter().flat_map(|(_, chosen)| &chosen.numbers))
            .copied()
    };
    let pairs = match options.pairs {
        true => pairs(&tallies, &found, numbers())?,
        false => Vec::new(),
    };
    let counts = |numbers: &[usize]| -> Vec<EntityCount> {
        let tallies = numbers.iter().filter_map(|number| tallies.tallies.get(*number));
        tallies.map(|tally| measure.count_of(tally)).collect()
    };
    Ok(EntityList {
        read_as: query.map(|query| query.root.to_string()),
        notes: found.notes(query),
        spellings: found.spellings,
        found: measure.all,
        with: options.with.as_ref().map(|name| Companion {
            entities: counts(&with),
            articles: with_articles,
            meant: if with.is_empty() {
                meant(&tallies.tallies, name)
            } else {
                Vec::new()
            },
        }),
        groups: chosen
            .iter()
            .map(|(kind, chosen)| EntityGroup {
                kind: *kind,
                entities: counts(&chosen.numbers),
                distinct: chosen.distinct,
            })
            .collect(),
        pairs,
    })
}

/// What a typed name is, for each kind.
fn companions(tallies: &Tallies, name: &str, canonical: Canonical<'_>) -> Vec<usize> {
    let found = EntityKind::ALL
        .into_iter()
        .filter_map(|kind| tallies.find(kind, name, canonical));
    let mut numbers: Vec<usize> = found.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// What log-likelihoods are measured against.
struct Measure {
    /// Articles of the answer.
    all: u64,
    /// Those that name the other one, if one was asked for.
    with_articles: Option<u64>,
}

impl Measure {
    fn together(&self, tally: &Tally) -> Option<Together> {
        let with = self.with_articles?;
        Some(Together {
            articles: tally.together,
            log_likelihood: log_likelihood(tally.together, tally.articles, with, self.all),
        })
    }

    fn count_of(&self, tally: &Tally) -> EntityCount {
        EntityCount {
            kind: tally.kind,
            name: tally.name().to_owned(),
            articles: tally.articles,
            together: self.together(tally),
            first: tally.first(),
            last: tally.last(),
        }
    }
}

struct Chosen {
    numbers: Vec<usize>,
    distinct: u64,
}

fn choose(tallies: &[Tally], kind: EntityKind, with: &[usize], options: &EntityOptions, measure: &Measure) -> Chosen {
    let is_listed = |(number, tally): &(usize, &Tally)| {
        let appears = options.with.is_none() || (tally.together > 0 && !with.contains(number));
        tally.kind == kind && tally.articles > 0 && appears
    };
    let mut listed: Vec<(usize, &Tally, f64)> = tallies
        .iter()
        .enumerate()
        .filter(is_listed)
        .map(|(number, tally)| {
            let likelihood = measure.together(tally).map_or(0.0, |together| together.log_likelihood);
            (number, tally, likelihood)
        })
        .collect();
    let distinct = listed.len() as u64;
    let by_articles = |one: &Tally, other: &Tally| {
        let articles = |tally: &Tally| match options.with {
            Some(_) => (tally.together, tally.articles),
            None => (tally.articles, 0),
        };
        articles(other).cmp(&articles(one))
    };
    let by_name = |one: &Tally, other: &Tally| one.key.cmp(&other.key);
    let order = |one: &(usize, &Tally, f64), other: &(usize, &Tally, f64)| -> Ordering {
        let first = match options.order {
            EntityOrder::Articles => Ordering::Equal,
            EntityOrder::Likelihood => other.2.total_cmp(&one.2),
            EntityOrder::Name => by_name(one.1, other.1),
        };
        first
            .then_with(|| by_articles(one.1, other.1))
            .then_with(|| by_name(one.1, other.1))
    };
    let limit = match options.pairs {
        true => options.limit.min(MOST_PAIRED),
        false => options.limit,
    };
    // Of millions of names a few are asked for.
    if limit > 0 && limit < listed.len() {
        listed.select_nth_unstable_by(limit - 1, order);
    }
    listed.truncate(limit);
    listed.sort_by(order);
    Chosen {
        numbers: listed.into_iter().map(|(number, _, _)| number).collect(),
        distinct,
    }
}

/// Counts which of some entities appear together.
fn pairs(tallies: &Tallies, found: &Found, of: impl Iterator<Item = usize>) -> Result<Vec<EntityPair>, SearchError> {
    let numbers: Vec<usize> = of.collect();
    let place: HashMap<usize, u32> = numbers.iter().copied().zip(0..).collect();
    let mut together: HashMap<(u32, u32), u64> = HashMap::new();
    let mut here: Vec<u32> = Vec::new();
    tallies.each_article(found, |entities, _| {
        here.clear();
        here.extend(
            entities
                .iter()
                .filter_map(|entity| place.get(&(*entity as usize)).copied()),
        );
        here.sort_unstable();
        for (at, one) in here.iter().enumerate() {
            for other in here.iter().skip(at + 1) {
                *together.entry((*one, *other)).or_default() += 1;
            }
        }
    })?;
    let all = found.articles();
    let articles = |place: u32| {
        let tally = numbers
            .get(place as usize)
            .and_then(|number| tallies.tallies.get(*number));
        tally.map_or(0, |tally| tally.articles)
    };
    let mut pairs: Vec<EntityPair> = together
        .into_iter()
        .map(|((one, other), count)| EntityPair {
            one: one as usize,
            other: other as usize,
            together: Together {
                articles: count,
                log_likelihood: log_likelihood(count, articles(one), articles(other), all),
            },
        })
        .collect();
    pairs.sort_by_key(|pair| (pair.one, pair.other));
    Ok(pairs)
}

/// Names with all words of a typed one, those in most articles first.
fn meant(tallies: &[Tally], typed: &str) -> Vec<String> {
    let typed = fold_name(typed);
    let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    let has_all = |tally: &&Tally| {
        let mut of_name = tally.key.split(' ');
        !words.is_empty()
            && words.iter().all(|word| of_name.clone().any(|other| other == *word))
            && of_name.next().is_some()
    };
    let mut names: Vec<&Tally> = tallies
        .iter()
        .filter(|tally| tally.articles > 0)
        .filter(has_all)
        .collect();
    names.sort_by(|one, other| other.articles.cmp(&one.articles).then_with(|| one.key.cmp(&other.key)));
    let mut meant: Vec<String> = Vec::new();
    for tally in names {
        if meant.len() < MOST_MEANT && !meant.iter().any(|name| name == tally.name()) {
            meant.push(tally.name().to_owned());
        }
    }
    meant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_exact_as_it_is_known() {
        let date = |first: Date, last: Date| {
            EntityDate {
                first_day: first,
                last_day: last,
            }
            .to_iso()
        };
        let day = |year, month, day| Date::constant(year, month, day);
        assert_eq!(date(day(2014, 3, 1), day(2014, 3, 1)), "2014-03-01");
        assert_eq!(date(day(2014, 2, 1), day(2014, 2, 28)), "2014-02");
        assert_eq!(date(day(2014, 1, 1), day(2014, 12, 31)), "2014");
        assert_eq!(date(day(2014, 3, 1), day(2014, 3, 9)), "2014-03-01/2014-03-09");
    }
}
