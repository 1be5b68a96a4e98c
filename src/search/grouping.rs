//! An answer grouped by story: the copies of one text are one entry of it.
//!
//! Every article found counts. Those of one story are gathered while they are collected, a document's
//! address for each, so that the groups are those of the full answer and not of a page of it. Articles
//! without a copy in the archive are collected as in [`Best`](super::collect::Best).

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader, TantivyDocument};

use super::collect::{Best, Collected, Kept, Order, SegmentBest, SegmentFruit, order_of};
use crate::index::stories::Stories;
use crate::index::{ArticleId, OpenIndex, StoredArticle, fold_name, from_document};

/// Which article of a story stands for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Lead {
    /// The first in the order of the answer.
    #[default]
    Best,
    /// The earliest; undated ones last.
    First,
    /// The latest; undated ones last.
    Newest,
    /// The one with the most words.
    Longest,
    /// One of this source, if the story has any there; else the first in the order of the answer.
    Source(String),
}

/// How an answer is grouped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouping {
    /// Which article of a story stands for it.
    pub lead: Lead,
    /// Gives the other articles, too.
    pub expand: bool,
}

/// The story of a hit.
#[derive(Clone, Debug, PartialEq)]
pub struct HitStory {
    /// Key of the story: `story:KEY` finds all of it.
    pub key: ArticleId,
    /// Number of other articles of the story in the answer.
    pub copies: u64,
    /// Number of sources that these name.
    pub sources: u64,
    /// The others, the earliest first, undated ones last; empty unless asked for.
    pub others: Vec<StoredArticle>,
}

/// The articles of one story in an answer.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its number in [`Stories`].
    story: u32,
    /// The first in the order of the answer, which says where the story stands.
    best: Order,
    /// What the article that stands for it has; the least of all.
    rank: (i64, Order),
    lead: (Score, DocAddress),
    members: Vec<DocAddress>,
}

/// The first stories of an answer, and how many there are.
pub struct CollectedStories {
    /// The articles that stand for them with their scores, best first; with the group of those that have
    /// one.
    pub best: Vec<(Score, DocAddress, Option<Group>)>,
    /// Number of articles found.
    pub found: u64,
    /// How many of them have no date.
    pub undated: u64,
    /// Number of stories found; an article without a copy is one.
    pub stories: u64,
}

/// Collects the first stories of an order, and counts all.
pub struct BestStories {
    /// The order, and the number of stories to keep.
    pub best: Best,
    /// Which article stands for a story.
    pub lead: Lead,
    /// The stories of the index.
    pub stories: Arc<Stories>,
}

impl Collector for BestStories {
    type Fruit = CollectedStories;
    type Child = SegmentStories;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentStories> {
        let columns = segment.fast_fields();
        Ok(SegmentStories {
            ordinal,
            singles: self.best.for_segment(ordinal, segment)?,
            ids: columns.u64("id")?,
            dates: columns.i64("published_first")?,
            rank: match &self.lead {
                Lead::Best => LeadRank::Best,
                Lead::First => LeadRank::First,
                Lead::Newest => LeadRank::Newest,
                Lead::Longest => LeadRank::Longest(columns.u64("words")?),
                Lead::Source(name) => match columns.str("source")? {
                    Some(column) => LeadRank::Source(ordinals_named(&column, name)?, column),
                    None => LeadRank::Best,
                },
            },
            stories: Arc::clone(&self.stories),
            groups: HashMap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.best.requires_scoring()
    }

    fn merge_fruits(&self, segments: Vec<(SegmentFruit, Vec<Group>)>) -> tantivy::Result<CollectedStories> {
        let mut singles: Vec<Kept> = Vec::new();
        let mut groups: HashMap<u32, Group> = HashMap::new();
        let (mut found, mut undated) = (0, 0);
        for (fruit, of_segment) in segments {
            found += fruit.found;
            undated += fruit.undated;
            singles.extend(fruit.kept);
            for group in of_segment {
                match groups.get_mut(&group.story) {
                    Some(known) => known.absorb(group),
                    None => {
                        groups.insert(group.story, group);
                    }
                }
            }
        }
        let grouped: u64 = groups.values().map(|group| group.members.len() as u64).sum();
        let stories = found - grouped + groups.len() as u64;
        let single = |(order, address): Kept| (order, order.score(), address, None);
        let mut all: Vec<(Order, Score, DocAddress, Option<Group>)> = singles.into_iter().map(single).collect();
        all.extend(groups.into_values().map(|group| {
            let (score, address) = group.lead;
            (group.best, score, address, Some(group))
        }));
        all.sort_unstable_by_key(|(order, _, address, _)| (*order, *address));
        all.truncate(self.best.limit);
        let best = all
            .into_iter()
            .map(|(_, score, address, group)| (score, address, group));
        Ok(CollectedStories {
            best: best.collect(),
            found,
            undated,
            stories,
        })
    }
}

impl Group {
    /// Takes the articles of another segment.
    fn absorb(&mut self, other: Group) {
        self.best = self.best.min(other.best);
        if other.rank < self.rank {
            (self.rank, self.lead) = (other.rank, other.lead);
        }
        self.members.extend(other.members);
    }
}

/// What decides which article stands for a story.
enum LeadRank {
    Best,
    First,
    Newest,
    Longest(Column<u64>),
    /// The numbers of the source's name in the column, in order.
    Source(Vec<u64>, StrColumn),
}

impl LeadRank {
    fn of(&self, document: DocId, date: Option<i64>) -> i64 {
        match self {
            LeadRank::Best => 0,
            LeadRank::First => date.unwrap_or(i64::MAX),
            LeadRank::Newest => date.map_or(i64::MAX, |minute| -minute),
            LeadRank::Longest(words) => {
                let words = words.first(document).unwrap_or_default();
                -i64::try_from(words).unwrap_or(i64::MAX)
            }
            LeadRank::Source(named, column) => {
                let is_named = column
                    .ords()
                    .values_for_doc(document)
                    .any(|ordinal| named.contains(&ordinal));
                i64::from(!is_named)
            }
        }
    }
}

/// The numbers of the values of a column that fold to a name.
fn ordinals_named(column: &StrColumn, name: &str) -> tantivy::Result<Vec<u64>> {
    let wanted = fold_name(name);
    let mut named = Vec::new();
    let mut value = String::new();
    for ordinal in 0..column.num_terms() as u64 {
        value.clear();
        if column.ord_to_str(ordinal, &mut value)? && fold_name(&value) == wanted {
            named.push(ordinal);
        }
    }
    Ok(named)
}

/// Collects one segment for [`BestStories`].
pub struct SegmentStories {
    ordinal: SegmentOrdinal,
    singles: SegmentBest,
    ids: Column<u64>,
    dates: Column<i64>,
    rank: LeadRank,
    stories: Arc<Stories>,
    groups: HashMap<u32, Group>,
}

impl SegmentCollector for SegmentStories {
    type Fruit = (SegmentFruit, Vec<Group>);

    fn collect(&mut self, document: DocId, score: Score) {
        let id = self.ids.first(document).unwrap_or_default();
        let Some(story) = self.stories.story_of(ArticleId(id)) else {
            self.singles.collect(document, score);
            return;
        };
        let date = self.dates.first(document);
        self.singles.count(date);
        let order = order_of(self.singles.sort(), score, date, id);
        let address = DocAddress::new(self.ordinal, document);
        let own = Group {
            story,
            best: order,
            rank: (self.rank.of(document, date), order),
            lead: (score, address),
            members: vec![address],
        };
        match self.groups.get_mut(&story) {
            Some(group) => group.absorb(own),
            None => {
                self.groups.insert(story, own);
            }
        }
    }

    fn harvest(self) -> (SegmentFruit, Vec<Group>) {
        (self.singles.harvest(), self.groups.into_values().collect())
    }
}

/// An answer in which each article stands for itself.
pub fn ungrouped(collected: Collected) -> CollectedStories {
    let best = collected
        .best
        .into_iter()
        .map(|(score, address)| (score, address, None));
    CollectedStories {
        best: best.collect(),
        found: collected.found,
        undated: collected.undated,
        stories: collected.found,
    }
}

/// Tells of articles that may be copies and are not grouped, as after a large run that was killed.
pub fn note_of_unknown(stories: &Stories) -> Option<String> {
    match stories.unknown_articles {
        0 => None,
        unknown => Some(format!(
            "{unknown} articles came after the stories were last made out, and each is a story of its own here: index \
             the archive once more"
        )),
    }
}

/// Says what belongs to the story of a hit.
///
/// # Errors
/// Whatever reading the index gives.
pub fn story_of_hit(
    group: &Group,
    stories: &Stories,
    expand: bool,
    index: &OpenIndex,
    searcher: &Searcher,
) -> tantivy::Result<HitStory> {
    let others: Vec<DocAddress> = group
        .members
        .iter()
        .copied()
        .filter(|member| *member != group.lead.1)
        .collect();
    let mut sources = BTreeSet::new();
    for address in &others {
        let segment = searcher.segment_reader(address.segment_ord);
        if let Some(column) = segment.fast_fields().str("source")? {
            for ordinal in column.ords().values_for_doc(address.doc_id) {
                let mut source = String::new();
                column.ord_to_str(ordinal, &mut source)?;
                sources.insert(fold_name(&source));
            }
        }
    }
    let mut articles = Vec::new();
    if expand {
        for address in &others {
            let document: TantivyDocument = searcher.doc(*address)?;
            let mut article = from_document(&document, &index.fields);
            article.path = index.shown_path(&article.path);
            articles.push(article);
        }
        articles.sort_by_key(|article| {
            let first = article
                .article
                .published
                .as_ref()
                .map(|published| published.first_minute());
            (first.is_none(), first, article.id)
        });
    }
    Ok(HitStory {
        key: stories.key(group.story),
        copies: others.len() as u64,
        sources: sources.len() as u64,
        others: articles,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_of_which_no_story_is_known_are_told() {
        let mut stories = Stories::none();
        assert_eq!(note_of_unknown(&stories), None);
        stories.unknown_articles = 60_000;
        let note = note_of_unknown(&stories).expect("there are unknown ones");
        assert!(note.starts_with("60000 articles came after"), "{note}");
    }
}
