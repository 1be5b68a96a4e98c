//! The stem table: which words of a segment have the same stem.
//!
//! The index holds words as printed. A table beside each segment, `stems.<segment>.<language>`,
//! is a finite-state set of `stem NUL word` for every word of headline or body whose stem is not
//! the word itself, so the words of a stem are one short walk. A table belongs to a segment for
//! ever, since segments never change; it is made when a commit or merge has made the segment, and
//! made again in memory when it is missing.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};
use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader, TantivyError};
use tantivy_fst::raw::Fst;
use tantivy_fst::{IntoStreamer, Map, MapBuilder, Streamer};

use super::schema::Fields;
use super::store::OpenIndex;
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

/// What an open index knows of its segments' words, each looked up once: opening a table costs
/// as much as looking up hundreds of stems in it.
#[derive(Default)]
pub struct StemTables {
    segments: Mutex<HashMap<SegmentId, SegmentStems>>,
}

#[derive(Clone)]
struct SegmentStems {
    /// Each language of the segment's articles, with its table unless no word has a stem.
    languages: Arc<[(String, Option<Arc<StemTable>>)]>,
}

impl OpenIndex {
    /// Returns the words of the articles that a searcher sees, other than the stem itself, that
    /// have a stem in a language of those articles.
    ///
    /// # Errors
    /// Whatever reading the segments gives.
    pub fn words_of_stem(&self, searcher: &Searcher, language: &str, stem: &str) -> tantivy::Result<BTreeSet<String>> {
        let mut words = BTreeSet::new();
        for segment in searcher.segment_readers() {
            let stems = self.segment_stems(segment, searcher)?;
            let tables = stems.languages.iter().filter(|(code, _)| code == language);
            for table in tables.filter_map(|(_, table)| table.as_ref()) {
                table.words_of(stem, |word| {
                    words.insert(word.to_owned());
                });
            }
        }
        Ok(words)
    }

    /// Returns the languages of the articles that a searcher sees, as [`languages`] counts them.
    ///
    /// # Errors
    /// Whatever reading the segments gives.
    pub fn languages(&self, searcher: &Searcher) -> tantivy::Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        for segment in searcher.segment_readers() {
            let stems = self.segment_stems(segment, searcher)?;
            found.extend(stems.languages.iter().map(|(code, _)| code.clone()));
        }
        Ok(found)
    }

    /// The lock is held while tables are opened, so that no two threads make the same one.
    fn segment_stems(&self, segment: &SegmentReader, searcher: &Searcher) -> tantivy::Result<SegmentStems> {
        let mut known = self.stems.segments.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stems) = known.get(&segment.segment_id()) {
            return Ok(stems.clone());
        }
        // A new segment often takes the place of others.
        let living: HashSet<SegmentId> = searcher
            .segment_readers()
            .iter()
            .map(|segment| segment.segment_id())
            .collect();
        known.retain(|id, _| living.contains(id));
        let mut opened = Vec::new();
        for language in languages(segment)? {
            let table = match Stemmer::for_language(&language).is_identity() {
                true => None,
                false => Some(Arc::new(table(&self.folder, segment, &language, &self.fields)?)),
            };
            opened.push((language, table));
        }
        let stems = SegmentStems {
            languages: opened.into(),
        };
        known.insert(segment.segment_id(), stems.clone());
        Ok(stems)
    }
}

/// Opens the table of a segment, or makes it in memory if it is missing or damaged.
///
/// # Errors
/// Whatever reading the segment's words gives.
pub fn table(folder: &Path, segment: &SegmentReader, language: &str, fields: &Fields) -> tantivy::Result<StemTable> {
    if let Some(table) = open_table(folder, segment, language) {
        return Ok(table);
    }
    let bytes = build(segment, language, fields)?;
    Fst::new(OwnedBytes::new(bytes))
        .map(|fst| StemTable(Map::from(fst)))
        .map_err(broken_table)
}

fn open_table(folder: &Path, segment: &SegmentReader, language: &str) -> Option<StemTable> {
    let directory = MmapDirectory::open(folder).ok()?;
    let file = directory.open_read(&name(segment, language)).ok()?;
    Fst::new(file.read_bytes().ok()?)
        .ok()
        .map(|fst| StemTable(Map::from(fst)))
}

/// Makes the tables that segments lack, and removes those of segments that are gone.
///
/// # Errors
/// Whatever reading the segments or writing the tables gives.
pub fn update_tables(folder: &Path, segments: &[SegmentReader], fields: &Fields) -> tantivy::Result<()> {
    let mut wanted = HashSet::new();
    for segment in segments {
        for language in languages(segment)? {
            if Stemmer::for_language(&language).is_identity() {
                continue;
            }
            let name = name(segment, &language);
            if !folder.join(&name).exists() {
                write_table(folder, &name, &build(segment, &language, fields)?)?;
            }
            wanted.insert(name);
        }
    }
    remove_others(folder, &wanted);
    Ok(())
}

/// Written under another name first: a table is there whole or not at all.
fn write_table(folder: &Path, name: &Path, bytes: &[u8]) -> tantivy::Result<()> {
    let unfinished = folder.join("stems.unfinished");
    std::fs::write(&unfinished, bytes)?;
    std::fs::rename(&unfinished, folder.join(name))?;
    Ok(())
}

fn remove_others(folder: &Path, wanted: &HashSet<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with("stems.") && !wanted.contains(Path::new(&name)) {
            std::fs::remove_file(entry.path()).ok();
        }
    }
}

fn name(segment: &SegmentReader, language: &str) -> PathBuf {
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

fn build(segment: &SegmentReader, language: &str, fields: &Fields) -> tantivy::Result<Vec<u8>> {
    let stemmer = Stemmer::for_language(language);
    let mut keys: Vec<Vec<u8>> = Vec::new();
    if !stemmer.is_identity() {
        for field in [fields.headline, fields.body] {
            let inverted = segment.inverted_index(field)?;
            let mut stream = inverted.terms().stream()?;
            while stream.advance() {
                if let Ok(word) = std::str::from_utf8(stream.key()) {
                    let stem = stemmer.stem(word);
                    if stem != word {
                        keys.push([stem.as_bytes(), &[SEPARATOR], word.as_bytes()].concat());
                    }
                }
            }
        }
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
