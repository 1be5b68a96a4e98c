//! Finding one article by its id, and the matches of a query in it.

use std::ops::Bound;
use std::ops::Range;

use tantivy::collector::{DocSetCollector, TopDocs};
use tantivy::query::{BooleanQuery, Query as TantivyQuery, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{TantivyDocument, Term};

use super::spellings::NameOptions;
use super::watch::Watch;
use super::{SearchError, expand, matches};
use crate::index::{OpenIndex, StoredArticle, fold_name, from_document};
use crate::query::Query;

/// Most articles that are listed when an id names several.
pub const MOST_LISTED: usize = 20;

/// What an id names.
#[derive(Clone, Debug)]
pub enum Lookup {
    /// Nothing.
    None,
    /// One article.
    One(Box<StoredArticle>),
    /// Several articles, by their ids; at most 20 of them.
    Several(Vec<StoredArticle>),
}

/// Finds the articles that an id names: the source's own id as a whole, a path as a whole, with a
/// record's number behind a colon or without, or the beginning of a dateline id.
///
/// # Errors
/// Whatever reading the index gives.
pub fn find_articles(index: &OpenIndex, id: &str) -> Result<Lookup, SearchError> {
    let searcher = index.reader.searcher();
    let term = |term| -> Box<dyn TantivyQuery> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) };
    let mut queries = vec![
        term(Term::from_field_text(index.fields.source_id.whole, &fold_name(id))),
        term(Term::from_field_text(index.fields.path, &index.stored_path(id))),
    ];
    if let Some(ids) = expand::id_range(id) {
        let bound = |id: &u64| Bound::Included(Term::from_field_u64(index.fields.id, *id));
        queries.push(Box::new(RangeQuery::new(bound(ids.start()), bound(ids.end()))));
    }
    let collector = TopDocs::with_limit(MOST_LISTED).order_by_u64_field("id", tantivy::Order::Asc);
    let mut articles = Vec::new();
    for (_, address) in searcher.search(&BooleanQuery::union(queries), &collector)? {
        let document: TantivyDocument = searcher.doc(address)?;
        let mut article = from_document(&document, &index.fields);
        article.path = index.shown_path(&article.path);
        articles.push(article);
    }
    // An id of the source may look like the beginning of another article's dateline id.
    if let Some(exact) = articles
        .iter()
        .position(|article| article.article.id.as_deref() == Some(id))
    {
        return Ok(Lookup::One(Box::new(articles.swap_remove(exact))));
    }
    if articles.is_empty()
        && let Some((path, record)) = id.rsplit_once(':')
        && let Ok(record) = record.parse::<u64>()
    {
        return find_record(index, path, record);
    }
    Ok(match articles.len() {
        0 => Lookup::None,
        1 => Lookup::One(Box::new(articles.remove(0))),
        _ => Lookup::Several(articles),
    })
}

/// Finds the article that was read from a record of a file.
fn find_record(index: &OpenIndex, path: &str, record: u64) -> Result<Lookup, SearchError> {
    let searcher = index.reader.searcher();
    let term = Term::from_field_text(index.fields.path, &index.stored_path(path));
    let query = TermQuery::new(term, IndexRecordOption::Basic);
    for address in searcher.search(&query, &DocSetCollector)? {
        let records = searcher
            .segment_reader(address.segment_ord)
            .fast_fields()
            .u64("record")?;
        if records.first(address.doc_id) == Some(record) {
            let document: TantivyDocument = searcher.doc(address)?;
            let mut article = from_document(&document, &index.fields);
            article.path = index.shown_path(&article.path);
            return Ok(Lookup::One(Box::new(article)));
        }
    }
    Ok(Lookup::None)
}

/// Byte ranges in headline and body.
pub type Marks = (Vec<Range<usize>>, Vec<Range<usize>>);

/// Returns the matches of a query in an article, in headline and body. An article that does not
/// match has none.
///
/// # Errors
/// As [`super::search`].
pub fn marks(
    index: &OpenIndex,
    query: &Query,
    article: &StoredArticle,
    names: &NameOptions,
) -> Result<Marks, SearchError> {
    let searcher = index.reader.searcher();
    let expanded = expand::expand(&query.root, index, &searcher, &Watch::default(), names)?;
    let found = matches::matches(&expanded.node, article)?.unwrap_or_default();
    let ranges = |found: Vec<matches::Match>| found.into_iter().map(|one| one.range).collect();
    Ok((ranges(found.headline), ranges(found.body)))
}
