//! What an index holds, in numbers.

use std::collections::BTreeMap;
use std::path::Path;

use tantivy::SegmentReader;

use super::IndexError;
use super::manifest::{self, Manifest};
use super::store::{Facts, OpenIndex};

/// What an index holds, in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Info {
    /// Number of articles.
    pub articles: u64,
    /// Number of words in their bodies.
    pub words: u64,
    /// Number of files that they come from.
    pub files: u64,
    /// The first and the last civil minute of all dates, counted from 1970-01-01T00:00.
    pub dates: Option<(i64, i64)>,
    /// Articles without a date.
    pub undated: u64,
    /// Input formats with their number of articles, by name.
    pub formats: BTreeMap<String, u64>,
    /// Languages by code with their number of articles; those of no known language under ``.
    pub languages: BTreeMap<String, u64>,
    /// Records refused.
    pub refused: u64,
    /// Articles of which a part could not be read.
    pub problems: u64,
    /// Bytes of the index folder.
    pub bytes: u64,
    /// Number of segments.
    pub segments: usize,
    /// What the last commit says.
    pub facts: Facts,
}

/// Counts what an index holds.
///
/// # Errors
/// Whatever reading the index gives.
pub fn info(index: &OpenIndex) -> Result<Info, IndexError> {
    let searcher = index.reader.searcher();
    let manifest = index.manifest()?;
    let mut info = Info {
        articles: searcher.num_docs(),
        words: 0,
        files: manifest.files.len() as u64,
        dates: None,
        undated: 0,
        formats: BTreeMap::new(),
        languages: BTreeMap::new(),
        refused: manifest.files.values().map(|entry| entry.refused).sum(),
        problems: manifest.files.values().map(|entry| entry.problems.len() as u64).sum(),
        bytes: folder_bytes(&index.folder),
        segments: searcher.segment_readers().len(),
        facts: index.facts.clone(),
    };
    for segment in searcher.segment_readers() {
        count_segment(segment, &mut info)?;
    }
    Ok(info)
}

fn count_segment(segment: &SegmentReader, info: &mut Info) -> Result<(), IndexError> {
    let fast = segment.fast_fields();
    let (first, last, words) = (
        fast.i64("published_first")?,
        fast.i64("published_last")?,
        fast.u64("words")?,
    );
    for document in segment.doc_ids_alive() {
        info.words += words.first(document).unwrap_or_default();
        match (first.first(document), last.first(document)) {
            (Some(first), Some(last)) => {
                let (earliest, latest) = info.dates.unwrap_or((first, last));
                info.dates = Some((earliest.min(first), latest.max(last)));
            }
            _ => info.undated += 1,
        }
    }
    count_values(segment, "format", &mut info.formats)?;
    count_values(segment, "lang", &mut info.languages)
}

fn count_values(segment: &SegmentReader, field: &str, counts: &mut BTreeMap<String, u64>) -> Result<(), IndexError> {
    let alive = u64::from(segment.num_docs());
    let Some(column) = segment.fast_fields().str(field)? else {
        *counts.entry(String::new()).or_default() += alive;
        return Ok(());
    };
    let mut by_ordinal = vec![0; column.num_terms()];
    let mut without = 0;
    for document in segment.doc_ids_alive() {
        match column.ords().first(document) {
            Some(ordinal) => by_ordinal[ordinal as usize] += 1,
            None => without += 1,
        }
    }
    for (ordinal, count) in (0..).zip(by_ordinal).filter(|(_, count)| *count > 0) {
        let mut name = String::new();
        column
            .ord_to_str(ordinal, &mut name)
            .map_err(tantivy::TantivyError::from)?;
        *counts.entry(name).or_default() += count;
    }
    if without > 0 {
        *counts.entry(String::new()).or_default() += without;
    }
    Ok(())
}

fn folder_bytes(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.metadata().ok())
        .map(|metadata| metadata.len())
        .sum()
}

impl OpenIndex {
    /// Reads the manifest of the last commit. One that is missing counts as empty.
    ///
    /// # Errors
    /// Whatever reading the file gives.
    pub fn manifest(&self) -> Result<Manifest, IndexError> {
        let read = manifest::read(&self.folder, self.facts.generation);
        Ok(read
            .map_err(|source| IndexError::Write {
                folder: self.folder.clone(),
                source,
            })?
            .unwrap_or_default())
    }
}
