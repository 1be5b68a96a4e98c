//! The stem table: which words of a segment have the same stem.
//!
//! The index holds words as printed. A table beside each segment (see [`super::tables`]), one a
//! language, is a finite-state set of `stem NUL word` for every word of headline or body whose stem
//! is not the word itself, so the words of a stem are one short walk.

use std::path::{Path, PathBuf};

use tantivy::directory::OwnedBytes;
use tantivy::{SegmentReader, TantivyError};
use tantivy_fst::raw::Fst;
use tantivy_fst::{IntoStreamer, Map, MapBuilder, Streamer};

use super::schema::Fields;
use super::word_table::{WordTable, read};
use crate::words::{DEFAULT_LANGUAGE, Stemmer};

/// Version of the table's form, part of its file name.
///
/// 1: first version (dateline 0.1).
const TABLE_VERSION: u32 = 1;

/// Between stem and word; no word holds it.
const SEPARATOR: u8 = 0;

/// The stem table of one segment for one language.
pub struct StemTable(Map<OwnedBytes>);

impl StemTable {
    /// Opens the table of a segment, or makes it in memory if it is missing or damaged.
    ///
    /// # Errors
    /// Whatever reading the segment's words gives.
    pub fn of_segment(
        folder: &Path,
        segment: &SegmentReader,
        language: &str,
        fields: &Fields,
    ) -> tantivy::Result<StemTable> {
        let file = read(folder, &name(segment, language));
        if let Some(table) = file.and_then(|bytes| StemTable::open(bytes).ok()) {
            return Ok(table);
        }
        let words = WordTable::of_segment(folder, segment, fields)?;
        StemTable::open(OwnedBytes::new(build(&words, language)?))
    }

    fn open(bytes: OwnedBytes) -> tantivy::Result<StemTable> {
        let fst = Fst::new(bytes).map_err(broken_table)?;
        Ok(StemTable(Map::from(fst)))
    }

    /// Calls `found` with every word of the segment, other than the stem itself, that has this
    /// stem, in the order of their bytes.
    pub fn words_of(&self, stem: &str, mut found: impl FnMut(&str)) {
        let mut from = stem.as_bytes().to_vec();
        from.push(SEPARATOR);
        let mut to = stem.as_bytes().to_vec();
        to.push(SEPARATOR + 1);
        let mut stream = self.0.range().ge(&from).lt(&to).into_stream();
        while let Some((key, _)) = stream.next() {
            if let Ok(word) = std::str::from_utf8(&key[from.len()..]) {
                found(word);
            }
        }
    }
}

/// The file of a segment's table for a language.
pub fn name(segment: &SegmentReader, language: &str) -> PathBuf {
    PathBuf::from(format!(
        "stems.{}.{language}.v{TABLE_VERSION}",
        segment.segment_id().uuid_string()
    ))
}

/// Returns the languages of a segment's articles by code, those of articles of no known language
/// counting as [`DEFAULT_LANGUAGE`], which is always among them.
///
/// # Errors
/// Whatever reading the segment gives.
pub fn languages(segment: &SegmentReader) -> tantivy::Result<Vec<String>> {
    let mut found = vec![DEFAULT_LANGUAGE.to_owned()];
    if let Some(column) = segment.fast_fields().str("lang")? {
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            let code = String::from_utf8_lossy(stream.key()).into_owned();
            if code != DEFAULT_LANGUAGE {
                found.push(code);
            }
        }
    }
    Ok(found)
}

/// Makes the table of a segment's words for a language.
///
/// # Errors
/// None but for words out of order, which no word table has.
pub fn build(words: &WordTable, language: &str) -> tantivy::Result<Vec<u8>> {
    let stemmer = Stemmer::for_language(language);
    let mut keys: Vec<Vec<u8>> = Vec::new();
    if !stemmer.is_identity() {
        words.for_each(|word| {
            let stem = stemmer.stem(word);
            if stem != word {
                keys.push([stem.as_bytes(), &[SEPARATOR], word.as_bytes()].concat());
            }
        });
    }
    keys.sort_unstable();
    keys.dedup();
    let mut set = MapBuilder::memory();
    for key in keys {
        set.insert(key, 0).map_err(broken_table)?;
    }
    set.into_inner().map_err(broken_table)
}

fn broken_table(error: tantivy_fst::Error) -> TantivyError {
    TantivyError::InternalError(format!("stem table: {error}"))
}
