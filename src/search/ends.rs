//! The first and the last article of an answer: of all, of each source, of each spelling.
//!
//! Dates compare by containment here too. The first article is the one that `date<=DAY` finds first
//! as the day moves on: the one whose date ends first. An article dated `2024` is therefore not
//! before one of 5 March 2024; how many are dated so that they may be is counted. The last article is
//! the one whose date begins last. Of equal dates the closer one counts, then the lower id. Undated
//! articles are neither first nor last.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::query::{EnableScoring, Query as TantivyQuery};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED};

use super::fields::word_fields;
use super::found::{Found, find_all};
use super::hit::{self, View};
use super::leaves::leaves;
use super::node::LeafKind;
use super::rank::RankedField;
use super::spellings::OtherSpellings;
use super::word_set::{SetTerm, WordSet, WordSetQuery};
use super::{Hit, SearchError, SearchOptions};
use crate::index::{OpenIndex, fold_name};
use crate::query::{Field, Query};

/// Which end of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The earliest article.
    First,
    /// The latest article.
    Last,
}

/// What has an end of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EndsBy {
    /// The whole answer.
    #[default]
    All,
    /// The articles of each source.
    Source,
    /// The articles that hold each word that a word of the query stands for.
    Term,
}

/// What to look for.
#[derive(Clone, Debug)]
pub struct EndsOptions {
    /// Which end.
    pub end: End,
    /// Of what.
    pub by: EndsBy,
    /// Which articles count, and what to show of each; `limit` is the most groups.
    pub search: SearchOptions,
}

/// The first or last articles.
#[derive(Clone, Debug)]
pub struct Ends {
    /// Which end.
    pub end: End,
    /// Of what.
    pub by: EndsBy,
    /// The query as it was read, in full brackets.
    pub read_as: String,
    /// Remarks on how it was read.
    pub notes: Vec<String>,
    /// The other spellings of words and names that were looked for as well.
    pub spellings: Vec<OtherSpellings>,
    /// Number of articles found, exact.
    pub found: u64,
    /// How many of them have no date.
    pub undated: u64,
    /// One for the whole answer, for each source or for each spelling, in the order of their dates:
    /// the earliest first where the first is asked for, the latest first where the last is.
    pub groups: Vec<EndGroup>,
    /// Number of groups with a dated article, also those over the limit.
    pub groups_found: u64,
}

/// The first or last article of some.
#[derive(Clone, Debug)]
pub struct EndGroup {
    /// The source as the article prints it, or the spelling as the index holds it; `None` for the
    /// whole answer and for articles without a source.
    pub name: Option<String>,
    /// Number of articles in the group.
    pub articles: u64,
    /// How many others have the very same date.
    pub same_date: u64,
    /// How many others are dated less closely and may be earlier (or later, where the last is
    /// asked for).
    pub unsure: u64,
    /// The article.
    pub hit: Hit,
}

/// Finds the first or last articles of a query.
///
/// # Errors
/// As [`super::search`]; [`SearchError::NoSpellings`].
pub fn ends(index: &OpenIndex, query: &Query, options: &EndsOptions) -> Result<Ends, SearchError> {
    let found = find_all(index, Some(&query.root), &options.search)?;
    let dates = Dates::of(&found)?;
    let members = match options.by {
        EndsBy::All => vec![everything(&found)],
        EndsBy::Source => by_source(&found)?,
        EndsBy::Term => by_term(&found, index)?,
    };
    let mut winners: Vec<(Key, DocAddress, &Members)> = Vec::new();
    for group in &members {
        let dated = group.documents.iter().filter_map(|address| {
            let key = dates.key(options.end, *address)?;
            Some((key, *address, group))
        });
        winners.extend(dated.min_by_key(|(key, _, _)| *key));
    }
    winners.sort_by(|one, other| one.0.cmp(&other.0).then_with(|| one.2.name.cmp(&other.2.name)));
    let groups_found = winners.len() as u64;
    winners.truncate(options.search.limit);
    let rarities = hit::rarities(&found.node, index, &found.searcher, &options.search)?;
    let view = View {
        index,
        searcher: &found.searcher,
        node: &found.node,
        rarities: &rarities,
        options: &options.search,
    };
    let mut groups = Vec::new();
    for (rank, (_, address, members)) in (1..).zip(winners) {
        let hit = view.hit(rank, 0.0, address)?;
        let (same_date, unsure) = dates.beside(options.end, address, &members.documents);
        groups.push(EndGroup {
            name: match options.by {
                EndsBy::All => None,
                EndsBy::Source => hit.article.article.source.clone(),
                EndsBy::Term => Some(members.name.clone()),
            },
            articles: members.documents.len() as u64,
            same_date,
            unsure,
            hit,
        });
    }
    Ok(Ends {
        end: options.end,
        by: options.by,
        read_as: query.root.to_string(),
        notes: found.notes(Some(query)),
        found: found.articles(),
        undated: dates.undated(&found),
        spellings: found.spellings,
        groups,
        groups_found,
    })
}

/// Lowest for the end that is asked for.
type Key = (i64, i64, u64);

/// The columns of the dates, a set for each segment.
struct Dates {
    columns: Vec<Columns>,
}

struct Columns {
    firsts: tantivy::columnar::Column<i64>,
    lasts: tantivy::columnar::Column<i64>,
    ids: tantivy::columnar::Column<u64>,
}

impl Dates {
    fn of(found: &Found) -> tantivy::Result<Dates> {
        let of_segment = |segment: &SegmentReader| {
            let fast = segment.fast_fields();
            Ok(Columns {
                firsts: fast.i64("published_first")?,
                lasts: fast.i64("published_last")?,
                ids: fast.u64("id")?,
            })
        };
        let columns = found.searcher.segment_readers().iter().map(of_segment);
        Ok(Dates {
            columns: columns.collect::<tantivy::Result<Vec<Columns>>>()?,
        })
    }

    /// The first and last minute that a date covers.
    fn date(&self, address: DocAddress) -> Option<(i64, i64)> {
        let columns = self.columns.get(address.segment_ord as usize)?;
        columns
            .firsts
            .first(address.doc_id)
            .zip(columns.lasts.first(address.doc_id))
    }

    fn key(&self, end: End, address: DocAddress) -> Option<Key> {
        let (first, last) = self.date(address)?;
        let columns = self.columns.get(address.segment_ord as usize)?;
        let id = columns.ids.first(address.doc_id).unwrap_or_default();
        Some(match end {
            End::First => (last, -first, id),
            End::Last => (-first, last, id),
        })
    }

    /// How many of some documents have the date of one of them, and how many may lie beyond it.
    fn beside(&self, end: End, winner: DocAddress, documents: &[DocAddress]) -> (u64, u64) {
        let Some((first, last)) = self.date(winner) else {
            return (0, 0);
        };
        let (mut same_date, mut unsure) = (0, 0);
        let others = documents.iter().filter(|address| **address != winner);
        for (other_first, other_last) in others.filter_map(|address| self.date(*address)) {
            same_date += u64::from((other_first, other_last) == (first, last));
            unsure += u64::from(match end {
                End::First => other_first < first,
                End::Last => other_last > last,
            });
        }
        (same_date, unsure)
    }

    fn undated(&self, found: &Found) -> u64 {
        let undated = |(columns, documents): (&Columns, &Vec<DocId>)| {
            let has_none = |document: &&DocId| columns.firsts.first(**document).is_none();
            documents.iter().filter(has_none).count() as u64
        };
        self.columns.iter().zip(&found.documents).map(undated).sum()
    }
}

/// The articles of a group.
struct Members {
    /// Tells the groups apart.
    name: String,
    documents: Vec<DocAddress>,
}

fn everything(found: &Found) -> Members {
    let of_segment = |(segment, documents): (u32, &Vec<DocId>)| -> Vec<DocAddress> {
        documents
            .iter()
            .map(|document| DocAddress::new(segment, *document))
            .collect()
    };
    Members {
        name: String::new(),
        documents: (0..).zip(&found.documents).flat_map(of_segment).collect(),
    }
}

/// Sources that fold to the same are one, as in a query with `=`; articles without one are a group.
fn by_source(found: &Found) -> Result<Vec<Members>, SearchError> {
    let mut groups: BTreeMap<String, Vec<DocAddress>> = BTreeMap::new();
    for (number, (segment, documents)) in (0..).zip(found.searcher.segment_readers().iter().zip(&found.documents)) {
        let Some(column) = segment.fast_fields().str("source")? else {
            let documents = documents.iter().map(|document| DocAddress::new(number, *document));
            groups.entry(String::new()).or_default().extend(documents);
            continue;
        };
        let mut keys = Vec::new();
        let ordinals: Vec<u64> = (0..column.num_terms() as u64).collect();
        column
            .dictionary()
            .sorted_ords_to_term_cb(&ordinals, |term| keys.push(fold_name(&String::from_utf8_lossy(term))))?;
        let mut by_key: Vec<Vec<DocAddress>> = vec![Vec::new(); keys.len()];
        for document in documents {
            let address = DocAddress::new(number, *document);
            let ordinal = column.ords().first(*document).map(|ordinal| ordinal as usize);
            match ordinal.and_then(|ordinal| by_key.get_mut(ordinal)) {
                Some(group) => group.push(address),
                None => groups.entry(String::new()).or_default().push(address),
            }
        }
        for (key, documents) in keys
            .into_iter()
            .zip(by_key)
            .filter(|(_, documents)| !documents.is_empty())
        {
            groups.entry(key).or_default().extend(documents);
        }
    }
    let group = |(name, documents)| Members { name, documents };
    Ok(groups.into_iter().map(group).collect())
}

/// The articles of the answer that hold each word of the sets of its query. A word that is excluded is
/// in none of them, as far as the query has it nowhere else.
fn by_term(found: &Found, index: &OpenIndex) -> Result<Vec<Members>, SearchError> {
    let mut places: BTreeMap<String, Vec<(Option<Field>, SetTerm)>> = BTreeMap::new();
    let mut has_words = false;
    for leaf in leaves(&found.node) {
        if let LeafKind::Words(set) = &leaf.kind {
            has_words = true;
            for term in &set.terms {
                let places = places.entry(term.text.clone()).or_default();
                places.push((leaf.field, term.clone()));
            }
        }
    }
    if !has_words {
        return Err(SearchError::NoSpellings);
    }
    let mut groups = Vec::new();
    for (name, places) in places {
        let mut documents = Vec::new();
        for (field, term) in places {
            found.watch.is_over();
            found.watch.check()?;
            add_holders(field, term, found, index, &mut documents)?;
        }
        documents.sort_unstable();
        documents.dedup();
        groups.push(Members { name, documents });
    }
    Ok(groups)
}

/// Adds the documents of an answer that hold a word in a field.
fn add_holders(
    field: Option<Field>,
    term: SetTerm,
    found: &Found,
    index: &OpenIndex,
    holders: &mut Vec<DocAddress>,
) -> tantivy::Result<()> {
    let fields = word_fields(field, &index.fields).into_iter();
    let query = WordSetQuery {
        fields: fields.map(|field| RankedField::new(field, &index.fields)).collect(),
        only_ranked: Vec::new(),
        set: Arc::new(WordSet { terms: vec![term] }),
    };
    let weight = query.weight(EnableScoring::disabled_from_searcher(&found.searcher))?;
    for (number, (segment, documents)) in (0..).zip(found.searcher.segment_readers().iter().zip(&found.documents)) {
        let mut scorer = weight.scorer(segment, 1.0)?;
        let mut holder = scorer.doc();
        while holder != TERMINATED {
            if documents.binary_search(&holder).is_ok() {
                holders.push(DocAddress::new(number, holder));
            }
            holder = scorer.advance();
        }
    }
    Ok(())
}
