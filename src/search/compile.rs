//! The resolved tree to a Tantivy query.

use std::ops::Bound;
use std::sync::Arc;

use jiff::civil::Date;
use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, EnableScoring, Explanation,
    InvertedIndexRangeQuery, Occur, PhraseQuery, Query, Scorer, TermQuery, Weight,
};
use tantivy::schema::{self, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, Term};

use super::bar::Bar;
use super::clause::Clause;
use super::fields::{filled_names, name_fields, word_fields};
use super::node::{Leaf, LeafKind, Node};
use super::placed::PlacedQuery;
use super::rank::{RankedField, round_score, weight_of_repeats};
use super::watch::Watch;
use super::word_set::{WordSetQuery, seek_forward};
use crate::index::{ArticleId, Fields};
use crate::query::{DateRange, Field};

/// The day from which minutes are counted.
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Returns the Tantivy query of a whole tree, whose scores are those that the bar is raised to.
pub fn compile_whole(node: &Node, fields: &Fields, watch: &Arc<Watch>, bar: &Arc<Bar>) -> Box<dyn Query> {
    match node {
        Node::Placed(clause) => placed(clause, fields, watch, Some(Arc::clone(bar))),
        _ => compile(node, fields, watch),
    }
}

fn placed(clause: &Arc<Clause>, fields: &Fields, watch: &Arc<Watch>, bar: Option<Arc<Bar>>) -> Box<dyn Query> {
    Box::new(PlacedQuery {
        clause: Arc::clone(clause),
        fields: Arc::new(fields.clone()),
        watch: Arc::clone(watch),
        bar,
    })
}

/// Returns the Tantivy query of a tree, or of a part of one.
pub fn compile(node: &Node, fields: &Fields, watch: &Arc<Watch>) -> Box<dyn Query> {
    match node {
        Node::All => unscored(Box::new(AllQuery)),
        Node::Leaf(leaf) => compile_leaf(leaf, fields),
        Node::Placed(clause) => placed(clause, fields, watch, None),
        Node::And(parts) => conjunction(parts, fields, watch),
        Node::Or { required, optional } => disjunction(required, optional, fields, watch),
        Node::Not(part) => conjunction(std::slice::from_ref(&Node::Not(part.clone())), fields, watch),
        Node::Boost(part, factor) => {
            let query = compile(part, fields, watch);
            Box::new(Rounded(Box::new(BoostQuery::new(query, *factor))))
        }
    }
}

fn conjunction(parts: &[Node], fields: &Fields, watch: &Arc<Watch>) -> Box<dyn Query> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for part in parts {
        clauses.push(match part {
            Node::Not(excluded) => (Occur::MustNot, compile(excluded, fields, watch)),
            _ => (Occur::Must, compile(part, fields, watch)),
        });
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, unscored(Box::new(AllQuery))));
    }
    Box::new(BooleanQuery::new(clauses))
}

fn disjunction(required: &[Node], optional: &[Node], fields: &Fields, watch: &Arc<Watch>) -> Box<dyn Query> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for part in required {
        clauses.push((Occur::Must, compile(part, fields, watch)));
    }
    for (part, times) in repeats(optional) {
        let query = compile(part, fields, watch);
        clauses.push((
            Occur::Should,
            match times {
                1 => query,
                _ => Box::new(BoostQuery::new(query, weight_of_repeats(times))),
            },
        ));
    }
    Box::new(BooleanQuery::new(clauses))
}

/// Equal words once, with how often they stand there. A question in ordinary language repeats its
/// small words, and their long lists need reading only once.
fn repeats(parts: &[Node]) -> Vec<(&Node, usize)> {
    let mut found: Vec<(&Node, usize)> = Vec::new();
    for part in parts {
        match found.iter_mut().find(|(earlier, _)| is_same_word(earlier, part)) {
            Some((_, times)) => *times += 1,
            None => found.push((part, 1)),
        }
    }
    found
}

fn is_same_word(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Leaf(one), Node::Leaf(other)) => match (&one.kind, &other.kind) {
            (LeafKind::Words(set), LeafKind::Words(same)) => one.field == other.field && set == same,
            _ => false,
        },
        _ => false,
    }
}

fn compile_leaf(leaf: &Leaf, fields: &Fields) -> Box<dyn Query> {
    match &leaf.kind {
        LeafKind::Words(set) => Box::new(WordSetQuery {
            fields: word_fields(leaf.field, fields)
                .into_iter()
                .map(|field| RankedField::new(field, fields))
                .collect(),
            // The words of the lead are some of the body's.
            only_ranked: match leaf.field {
                None => vec![RankedField::new(fields.lead, fields)],
                Some(_) => Vec::new(),
            },
            set: Arc::clone(set),
        }),
        LeafKind::Phrase(words) => any_of(word_fields(leaf.field, fields), |field| {
            let terms = words.iter().map(|word| Term::from_field_text(field, word)).collect();
            Box::new(Rounded(Box::new(PhraseQuery::new(terms))))
        }),
        LeafKind::Whole(name) => match leaf.field {
            Some(Field::Path) => term(fields.path, name),
            Some(field) => any_of(name_fields(field, fields), |field| term(field.whole, name)),
            None => Box::new(EmptyQuery),
        },
        LeafKind::Filled => match leaf.field {
            Some(field) => any_of(filled_names(field).to_vec(), |name| term(fields.filled, name)),
            None => Box::new(EmptyQuery),
        },
        LeafKind::Published(range) => dates(*range, fields),
        LeafKind::WordCount(range) => number_inside("words", range.least.unwrap_or(0), range.most.unwrap_or(u64::MAX)),
        LeafKind::Ids { ids, others } => {
            let (ids, others) = (Arc::clone(ids), *others);
            documents_where(move |segment| {
                let (ids, column) = (Arc::clone(&ids), segment.fast_fields().u64("id")?);
                let is_one = move |id| ids.binary_search(&ArticleId(id)).is_ok() != others;
                Ok(move |document| column.first(document).is_some_and(&is_one))
            })
        }
        LeafKind::IdRange(ids) => number_inside("id", *ids.start(), *ids.end()),
    }
}

/// Articles whose date lies inside as a whole. An article without a date lies nowhere.
pub fn dates(range: DateRange, fields: &Fields) -> Box<dyn Query> {
    if range.first.is_none() && range.last.is_none() {
        return term(fields.filled, "date");
    }
    let from = range.first.map_or(i64::MIN, first_minute);
    let to = range.last.map_or(i64::MAX, last_minute);
    documents_where(move |segment| {
        let first = segment.fast_fields().i64("published_first")?;
        let last = segment.fast_fields().i64("published_last")?;
        Ok(move |document| {
            first.first(document).is_some_and(|minute| minute >= from)
                && last.first(document).is_some_and(|minute| minute <= to)
        })
    })
}

/// Articles whose number in a fast field lies inside.
fn number_inside(field: &'static str, least: u64, most: u64) -> Box<dyn Query> {
    documents_where(move |segment| {
        let column = segment.fast_fields().u64(field)?;
        Ok(move |document| {
            column
                .first(document)
                .is_some_and(|number| (least..=most).contains(&number))
        })
    })
}

/// Documents that pass a test on their fast fields, tested only where the rest of a query matches.
fn documents_where<T>(test_of: impl Fn(&SegmentReader) -> tantivy::Result<T> + Send + Sync + 'static) -> Box<dyn Query>
where
    T: Fn(DocId) -> bool + Send + Sync + 'static,
{
    unscored(Box::new(DocPredicateQuery::from(FunctionPredicate::from(test_of))))
}

/// Articles from a file, or from the files of a folder, by its path in the manifest. The empty
/// path is the archive's own folder: all relative paths.
pub fn under(path: &str, fields: &Fields) -> Box<dyn Query> {
    let from_text = |text: &str| Term::from_field_text(fields.path, text);
    let range = |from: Term, to: Term| -> Box<dyn Query> {
        Box::new(InvertedIndexRangeQuery::new(Bound::Included(from), Bound::Excluded(to)))
    };
    // `0` is the character behind `/`.
    match path.is_empty() {
        true => Box::new(BooleanQuery::union(vec![
            range(from_text(""), from_text("/")),
            Box::new(InvertedIndexRangeQuery::new(
                Bound::Included(from_text("0")),
                Bound::Unbounded,
            )),
        ])),
        false => Box::new(BooleanQuery::union(vec![
            term(fields.path, path),
            range(from_text(&format!("{path}/")), from_text(&format!("{path}0"))),
        ])),
    }
}

/// The first civil minute of a day, counted from 1970-01-01T00:00.
pub fn first_minute(day: Date) -> i64 {
    day.duration_since(EPOCH).as_secs() / 60
}

/// The last civil minute of a day, counted from 1970-01-01T00:00.
pub fn last_minute(day: Date) -> i64 {
    first_minute(day) + 24 * 60 - 1
}

fn term(field: schema::Field, text: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, text);
    unscored(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
}

fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn any_of<T>(things: Vec<T>, query: impl Fn(T) -> Box<dyn Query>) -> Box<dyn Query> {
    let mut queries: Vec<Box<dyn Query>> = things.into_iter().map(query).collect();
    match queries.len() {
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

/// Puts the scores of another query on the grid that sums exactly, see
/// [`round_score`].
#[derive(Debug)]
struct Rounded(Box<dyn Query>);

impl Clone for Rounded {
    fn clone(&self) -> Self {
        Rounded(self.0.box_clone())
    }
}

impl Query for Rounded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(RoundedWeight(self.0.weight(scoring)?)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.query_terms(visitor);
    }
}

struct RoundedWeight(Box<dyn Weight>);

impl Weight for RoundedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(RoundedScorer(self.0.scorer(segment, boost)?)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(segment, document)
    }

    fn count(&self, segment: &SegmentReader) -> tantivy::Result<u32> {
        self.0.count(segment)
    }
}

struct RoundedScorer(Box<dyn Scorer>);

impl DocSet for RoundedScorer {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        seek_forward(self.0.as_mut(), target)
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }

    fn cost(&self) -> u64 {
        self.0.cost()
    }
}

impl Scorer for RoundedScorer {
    fn score(&mut self) -> Score {
        round_score(self.0.score())
    }
}

#[cfg(test)]
mod tests {
    use super::super::word_set::{SetTerm, WordSet};
    use super::*;

    fn word(number: usize, field: Option<Field>, text: &str) -> Node {
        Node::Leaf(Leaf {
            number,
            span: 0..0,
            field,
            kind: LeafKind::Words(Arc::new(WordSet {
                terms: vec![SetTerm::everywhere(text)],
            })),
        })
    }

    #[test]
    fn a_repeated_word_is_searched_once_and_counted() {
        let parts = [
            word(0, None, "the"),
            word(1, None, "bridge"),
            word(2, None, "the"),
            word(3, Some(Field::Title), "the"),
            Node::All,
            Node::All,
        ];
        let times: Vec<usize> = repeats(&parts).into_iter().map(|(_, times)| times).collect();
        assert_eq!(times, [2, 1, 1, 1, 1]);
    }
}
