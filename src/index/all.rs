//! Every article of an index, in the order of the files and of the records in each.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument, Term};

use super::IndexError;
use super::document::from_document;
use super::store::OpenIndex;
use super::stored::StoredArticle;

/// Gives every article whose path, as the index holds it, is taken. One article is in memory at a
/// time, beside the paths of all files.
///
/// # Errors
/// Whatever reading the index gives.
pub fn each_article(
    index: &OpenIndex,
    is_taken: impl Fn(&str) -> bool,
    mut give: impl FnMut(StoredArticle) -> ControlFlow<()>,
) -> Result<(), IndexError> {
    let searcher = index.reader.searcher();
    let paths = paths(&searcher, index).map_err(IndexError::Search)?;
    for path in paths.into_iter().filter(|path| is_taken(path)) {
        for (segment, document) in records_of(&searcher, index, &path).map_err(IndexError::Search)? {
            let address = tantivy::DocAddress::new(segment, document);
            let stored: TantivyDocument = searcher.doc(address).map_err(IndexError::Search)?;
            let mut article = from_document(&stored, &index.fields);
            article.path = index.shown_path(&article.path);
            if give(article).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn paths(searcher: &Searcher, index: &OpenIndex) -> tantivy::Result<BTreeSet<String>> {
    let mut paths = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(index.fields.path)?;
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            paths.insert(String::from_utf8_lossy(terms.key()).into_owned());
        }
    }
    Ok(paths)
}

/// The living documents of a file, as segment and document, by the number of their record.
fn records_of(searcher: &Searcher, index: &OpenIndex, path: &str) -> tantivy::Result<Vec<(u32, u32)>> {
    let mut found = Vec::new();
    for (number, segment) in (0..).zip(searcher.segment_readers()) {
        let term = Term::from_field_text(index.fields.path, path);
        let inverted = segment.inverted_index(index.fields.path)?;
        let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
            continue;
        };
        let records = segment.fast_fields().u64("record")?;
        let mut document = postings.doc();
        while document != TERMINATED {
            if is_alive(segment, document) {
                found.push((records.first(document).unwrap_or_default(), number, document));
            }
            document = postings.advance();
        }
    }
    found.sort_unstable();
    Ok(found
        .into_iter()
        .map(|(_, segment, document)| (segment, document))
        .collect())
}

fn is_alive(segment: &SegmentReader, document: u32) -> bool {
    segment.alive_bitset().is_none_or(|alive| alive.is_alive(document))
}
