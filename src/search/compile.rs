//! The resolved tree to a Tantivy query.

use std::ops::Bound;
use std::sync::Arc;

use jiff::civil::Date;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, EnableScoring, Explanation,
    InvertedIndexRangeQuery, Occur, PhraseQuery, Query, RangeQuery, Scorer, TermQuery, Weight,
};
use tantivy::schema::{self, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, Term};

use super::fields::{filled_names, name_fields, word_fields};
use super::node::{Leaf, LeafKind, Node};
use super::rank::{HEADLINE_WEIGHT, round_score};
use super::word_set::WordSetQuery;
use crate::index::Fields;
use crate::query::{DateRange, Field};

/// The day from which minutes are counted.
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Returns the Tantivy query of a tree.
pub fn compile(node: &Node, fields: &Fields) -> Box<dyn Query> {
    match node {
        Node::All => unscored(Box::new(AllQuery)),
        Node::Leaf(leaf) => compile_leaf(leaf, fields),
        Node::And(parts) => conjunction(parts, fields),
        Node::Or { required, optional } => disjunction(required, optional, fields),
        Node::Not(part) => conjunction(std::slice::from_ref(&Node::Not(part.clone())), fields),
        Node::Boost(part, factor) => Box::new(Rounded(Box::new(BoostQuery::new(compile(part, fields), *factor)))),
    }
}

fn conjunction(parts: &[Node], fields: &Fields) -> Box<dyn Query> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for part in parts {
        clauses.push(match part {
            Node::Not(excluded) => (Occur::MustNot, compile(excluded, fields)),
            _ => (Occur::Must, compile(part, fields)),
        });
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, unscored(Box::new(AllQuery))));
    }
    Box::new(BooleanQuery::new(clauses))
}

fn disjunction(required: &[Node], optional: &[Node], fields: &Fields) -> Box<dyn Query> {
    let clauses = required
        .iter()
        .map(|part| (Occur::Must, compile(part, fields)))
        .chain(optional.iter().map(|part| (Occur::Should, compile(part, fields))))
        .collect();
    Box::new(BooleanQuery::new(clauses))
}

fn compile_leaf(leaf: &Leaf, fields: &Fields) -> Box<dyn Query> {
    match &leaf.kind {
        LeafKind::Words(set) => any_of(word_fields(leaf.field, fields), |field| {
            Box::new(WordSetQuery {
                field,
                set: Arc::clone(set),
                weight: weight_of(field, fields),
            })
        }),
        LeafKind::Phrase(words) => any_of(word_fields(leaf.field, fields), |field| {
            let terms = words.iter().map(|word| Term::from_field_text(field, word)).collect();
            let phrase = Box::new(PhraseQuery::new(terms));
            Box::new(Rounded(Box::new(BoostQuery::new(phrase, weight_of(field, fields)))))
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
        LeafKind::WordCount(range) => {
            let u64_term = |number| Term::from_field_u64(fields.words, number);
            range_query(range.least.map(u64_term).or(Some(u64_term(0))), range.most.map(u64_term))
        }
        LeafKind::IdRange(ids) => {
            let u64_term = |number| Term::from_field_u64(fields.id, number);
            range_query(Some(u64_term(*ids.start())), Some(u64_term(*ids.end())))
        }
    }
}

/// Articles whose date lies inside as a whole. An article without a date lies nowhere.
pub fn dates(range: DateRange, fields: &Fields) -> Box<dyn Query> {
    let from = range.first.map(|day| Term::from_field_i64(fields.published_first, first_minute(day)));
    let to = range.last.map(|day| Term::from_field_i64(fields.published_last, last_minute(day)));
    let parts: Vec<Box<dyn Query>> = [
        from.map(|from| range_query(Some(from), None)),
        to.map(|to| range_query(None, Some(to))),
    ]
    .into_iter()
    .flatten()
    .collect();
    match parts.is_empty() {
        true => term(fields.filled, "date"),
        false => Box::new(BooleanQuery::intersection(parts)),
    }
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
            Box::new(InvertedIndexRangeQuery::new(Bound::Included(from_text("0")), Bound::Unbounded)),
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

fn weight_of(field: schema::Field, fields: &Fields) -> Score {
    match field == fields.headline {
        true => HEADLINE_WEIGHT,
        false => 1.0,
    }
}

fn term(field: schema::Field, text: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, text);
    unscored(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
}

fn range_query(from: Option<Term>, to: Option<Term>) -> Box<dyn Query> {
    let bound = |term: Option<Term>| term.map_or(Bound::Unbounded, Bound::Included);
    unscored(Box::new(RangeQuery::new(bound(from), bound(to))))
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
        self.0.seek(target)
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
