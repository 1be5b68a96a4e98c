//! What the articles of an answer have in common: their sources, people, years, each with its exact
//! number of articles.
//!
//! Names are one value in every case and spelling of accents, as in a query with `=`: each count is
//! that of the query with `AND source="The Courier"` behind it. The spelling that most articles
//! print is shown. People, places and organisations count under the fullest name that an article
//! gives them, whether its source names them or its text.

mod names;

use std::collections::{BTreeMap, HashSet};

use tantivy::DocId;

use super::found::{Found, find_all};
use super::grouping::note_of_unknown;
use super::spellings::OtherSpellings;
use super::timeline::{DateCounts, day_of_minute};
use super::{DEFAULT_LIMIT, SearchError, SearchOptions};
use crate::index::{OpenIndex, fold_name};
use crate::query::{Query, meant_field, nearest};
use names::Names;

/// A facet: a row of [`FACETS`].
#[derive(Debug)]
pub struct FacetEntry {
    /// How it is written: the first is the one that is printed, that of the query language.
    pub names: &'static [&'static str],
    /// What it counts, a few words for the help.
    pub meaning: &'static str,
    /// Where its values stand.
    column: Column,
}

/// Where the values of a facet stand.
#[derive(Debug)]
enum Column {
    /// In fast fields of names, of which the first counts that has any of an article. Names that fold
    /// to the same are one.
    Names(&'static [&'static str]),
    /// In a fast field of codes, each as it is.
    Codes(&'static str),
    /// The year of the date.
    Year,
}

/// Every facet.
pub const FACETS: &[FacetEntry] = &[
    FacetEntry {
        names: &["source", "sources"],
        meaning: "the publications",
        column: Column::Names(&["source"]),
    },
    FacetEntry {
        names: &["section", "sections"],
        meaning: "the sections or desks",
        column: Column::Names(&["section"]),
    },
    FacetEntry {
        names: &["person", "people"],
        meaning: "people",
        column: Column::Names(&["entity_people", "people"]),
    },
    FacetEntry {
        names: &["place", "places"],
        meaning: "places",
        column: Column::Names(&["entity_places", "places"]),
    },
    FacetEntry {
        names: &["org", "orgs"],
        meaning: "organisations",
        column: Column::Names(&["entity_orgs", "orgs"]),
    },
    FacetEntry {
        names: &["topic", "topics"],
        meaning: "subjects and keywords",
        column: Column::Names(&["topics"]),
    },
    FacetEntry {
        names: &["byline", "bylines", "author", "authors"],
        meaning: "the authors",
        column: Column::Names(&["byline"]),
    },
    FacetEntry {
        names: &["agency", "agencies"],
        meaning: "the news agencies",
        column: Column::Names(&["agency"]),
    },
    FacetEntry {
        names: &["lang", "language", "languages"],
        meaning: "the languages, as codes of two letters",
        column: Column::Codes("lang"),
    },
    FacetEntry {
        names: &["year", "years"],
        meaning: "the years of publication",
        column: Column::Year,
    },
    FacetEntry {
        names: &["format", "formats"],
        meaning: "the formats that the articles were read from",
        column: Column::Codes("format"),
    },
];

/// The facets that are counted unless others are asked for.
pub const DEFAULT_FACETS: &[&str] = &["source", "section", "person", "place", "org", "topic", "lang", "year"];

/// A name that is no facet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no facet `{name}`: {}there are {}", did_you_mean(*nearest), facet_names())]
pub struct UnknownFacet {
    /// The name as typed.
    pub name: String,
    /// The facet that was perhaps meant.
    pub nearest: Option<&'static str>,
}

fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map_or(String::new(), |name| format!("did you mean `{name}`? "))
}

fn facet_names() -> String {
    let names: Vec<&str> = FACETS.iter().map(FacetEntry::name).collect();
    names.join(", ")
}

impl FacetEntry {
    /// The name that is printed.
    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }
}

/// Finds a facet by one of its names, in any case.
///
/// # Errors
/// [`UnknownFacet`] with the nearest one.
///
/// ```
/// use dateline::search::facet_named;
/// assert_eq!(facet_named("people").map(|facet| facet.name()), Ok("person"));
/// assert_eq!(facet_named("sorce").map_err(|unknown| unknown.nearest).err(), Some(Some("source")));
/// ```
pub fn facet_named(name: &str) -> Result<&'static FacetEntry, UnknownFacet> {
    let lower = name.to_lowercase();
    let find = |name: &str| FACETS.iter().find(|facet| facet.names.contains(&name));
    find(&lower).ok_or_else(|| {
        let known = FACETS.iter().flat_map(|facet| facet.names.iter().copied());
        let meant = nearest(&lower, known).or_else(|| meant_field(&lower).map(|field| field.name()));
        UnknownFacet {
            name: name.to_owned(),
            nearest: meant.and_then(find).map(FacetEntry::name),
        }
    })
}

/// The facets of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facets {
    /// The query as it was read, in full brackets.
    pub read_as: String,
    /// Remarks on how it was read.
    pub notes: Vec<String>,
    /// The other spellings of words and names that were looked for as well.
    pub spellings: Vec<OtherSpellings>,
    /// Number of articles found, exact.
    pub found: u64,
    /// Number of stories among them: an article without a copy is one.
    pub stories: u64,
    /// The facets, in the order in which they were asked for.
    pub facets: Vec<Facet>,
}

/// The values of one facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// Its name, such as `source`.
    pub name: &'static str,
    /// The values with most articles, those first; equal ones by name.
    pub values: Vec<FacetValue>,
    /// Number of values, also those that are not among these.
    pub distinct: u64,
    /// Number of articles without a value.
    pub without: u64,
}

/// A value with its number of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value as most articles print it.
    pub value: String,
    /// Number of articles that have it. An article may have several.
    pub articles: u64,
    /// Number of stories among them: an article without a copy is one.
    pub stories: u64,
}

/// The stories of some articles.
#[derive(Clone, Debug, Default)]
struct InStories {
    articles: u64,
    stories: HashSet<u32>,
}

impl InStories {
    fn add(&mut self, story: u32) {
        self.articles += 1;
        self.stories.insert(story);
    }

    /// Number of stories of so many articles, of which these are those that have copies.
    fn among(&self, articles: u64) -> u64 {
        articles.saturating_sub(self.articles) + self.stories.len() as u64
    }
}

/// Counts the values of some facets over all articles of a query. Of the options those count that
/// leave articles out, and `limit`, the most values of each facet.
///
/// # Errors
/// As [`super::search`].
pub fn facets(
    index: &OpenIndex,
    query: &Query,
    facets: &[&FacetEntry],
    options: &SearchOptions,
) -> Result<Facets, SearchError> {
    let found = find_all(index, Some(&query.root), options)?;
    let stories = index.stories(&found.searcher)?;
    let in_stories = found.in_stories(&stories)?;
    let mut all = InStories::default();
    for (_, story) in in_stories.iter().flatten() {
        all.add(*story);
    }
    let mut counted = Vec::new();
    for facet in facets {
        let (values, without) = match facet.column {
            Column::Names(columns) => Names::of(&found, &in_stories, columns, fold_name)?.into_values(),
            Column::Codes(column) => Names::of(&found, &in_stories, &[column], str::to_owned)?.into_values(),
            Column::Year => years(&found, &in_stories)?,
        };
        counted.push(facet_of(facet.name(), values, without, options.limit));
    }
    let notes = query.notes.iter().map(|note| note.text.clone());
    Ok(Facets {
        read_as: query.root.to_string(),
        notes: notes.chain(note_of_unknown(&stories)).collect(),
        found: found.articles(),
        stories: all.among(found.articles()),
        spellings: found.spellings,
        facets: counted,
    })
}

/// The facets that a page is to show.
pub(super) fn facets_of_page(
    index: &OpenIndex,
    query: &Query,
    options: &SearchOptions,
) -> Result<Vec<Facet>, SearchError> {
    if options.facets.is_empty() {
        return Ok(Vec::new());
    }
    let of_all = SearchOptions {
        limit: DEFAULT_LIMIT,
        ..options.clone()
    };
    Ok(facets(index, query, &options.facets, &of_all)?.facets)
}

fn facet_of(name: &'static str, mut values: Vec<FacetValue>, without: u64, limit: usize) -> Facet {
    let distinct = values.len() as u64;
    let order = |one: &FacetValue, other: &FacetValue| {
        let by_count = other.articles.cmp(&one.articles);
        by_count.then_with(|| one.value.cmp(&other.value))
    };
    // Of millions of names a few are asked for.
    if limit > 0 && limit < values.len() {
        values.select_nth_unstable_by(limit - 1, order);
    }
    values.truncate(limit);
    values.sort_by(order);
    Facet {
        name,
        values,
        distinct,
        without,
    }
}

/// Every date lies in one year, also one that is only known to the year.
fn years(found: &Found, in_stories: &[Vec<(DocId, u32)>]) -> tantivy::Result<(Vec<FacetValue>, u64)> {
    let counts = DateCounts::of(found)?;
    let mut years: BTreeMap<i16, (u64, InStories)> = BTreeMap::new();
    for (first, _, count) in counts.periods() {
        years.entry(first.year()).or_default().0 += count;
    }
    for (segment, in_stories) in found.searcher.segment_readers().iter().zip(in_stories) {
        let firsts = segment.fast_fields().i64("published_first")?;
        for (document, story) in in_stories {
            if let Some(first) = firsts.first(*document) {
                let (_, stories) = years.entry(day_of_minute(first).year()).or_default();
                stories.add(*story);
            }
        }
    }
    let values = years.into_iter().map(|(year, (articles, stories))| FacetValue {
        value: format!("{year:04}"),
        articles,
        stories: stories.among(articles),
    });
    Ok((values.collect(), counts.undated))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_facet_is_one_and_no_name_stands_twice() {
        for name in DEFAULT_FACETS {
            assert_eq!(facet_named(name).map(FacetEntry::name), Ok(*name));
        }
        let mut names: Vec<&str> = FACETS.iter().flat_map(|facet| facet.names.iter().copied()).collect();
        let number = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), number);
    }

    #[test]
    fn an_unknown_facet_names_the_nearest() {
        let error =
            |name: &str| facet_named(name).map_or_else(|unknown| unknown.to_string(), |facet| facet.name().to_owned());
        let known = "source, section, person, place, org, topic, byline, agency, lang, year, format";
        assert_eq!(
            error("sorce"),
            format!("there is no facet `sorce`: did you mean `source`? there are {known}")
        );
        assert_eq!(
            error("newspaper"),
            format!("there is no facet `newspaper`: did you mean `source`? there are {known}")
        );
        assert_eq!(
            error("weather"),
            format!("there is no facet `weather`: there are {known}")
        );
    }

    #[test]
    fn values_stand_by_count_then_name() {
        let value = |value: &str, articles: u64| FacetValue {
            value: value.to_owned(),
            articles,
            stories: articles,
        };
        let values = vec![value("b", 1), value("c", 3), value("a", 1), value("d", 2)];
        let facet = facet_of("source", values, 7, 3);
        assert_eq!(facet.values, [value("c", 3), value("d", 2), value("a", 1)]);
        assert_eq!((facet.distinct, facet.without), (4, 7));
    }
}
