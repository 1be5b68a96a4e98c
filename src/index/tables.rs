//! The tables of words that lie beside each segment: [`WordTable`] and [`StemTable`].
//!
//! A table belongs to a segment for ever, since segments never change. It is made when a commit or
//! merge has made the segment, found again by the segment's id, and made again in memory when it
//! is missing or damaged.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader};

use super::language_choice::LanguageChoice;
use super::schema::Fields;
use super::stems::{self, StemTable};
use super::word_table::{self, WordTable};
use crate::words::Stemmer;

/// The tables of an index. Each is opened once: that costs as much as looking up hundreds of stems
/// in it.
pub struct Tables {
    folder: PathBuf,
    pub(super) fields: Fields,
    stems: Mutex<HashMap<SegmentId, LanguageTables>>,
    words: Mutex<HashMap<SegmentId, Arc<WordTable>>>,
    choices: Mutex<HashMap<Vec<String>, Arc<LanguageChoice>>>,
    sums: Mutex<HashMap<SumKey, u64>>,
}

/// A column of the living documents of a segment: the number of deleted ones tells them apart,
/// since it only grows.
type SumKey = (SegmentId, u32, &'static str);

/// Choices of languages and sums of columns that are kept. A search asks for a handful; when there
/// are more than these, all are forgotten.
const MOST_KEPT: usize = 1_024;

/// Each language of a segment's articles, with its stem table unless its words have no stems.
type LanguageTables = Arc<[(String, Option<StemTable>)]>;

impl Tables {
    /// None opened yet.
    pub fn new(folder: &Path, fields: &Fields) -> Tables {
        Tables {
            folder: folder.to_owned(),
            fields: fields.clone(),
            stems: Mutex::default(),
            words: Mutex::default(),
            choices: Mutex::default(),
            sums: Mutex::default(),
        }
    }

    /// Returns the choice of these languages, the same one for the same codes.
    pub fn language_choice(&self, codes: Vec<String>) -> Arc<LanguageChoice> {
        let mut choices = self.choices.lock().unwrap_or_else(PoisonError::into_inner);
        if choices.len() >= MOST_KEPT {
            choices.clear();
        }
        let choice = choices
            .entry(codes)
            .or_insert_with_key(|codes| Arc::new(LanguageChoice::new(codes.clone())));
        Arc::clone(choice)
    }

    /// Adds up a column of numbers over the articles that a searcher sees. Each segment is added up
    /// once.
    ///
    /// # Errors
    /// Whatever reading the segments gives.
    pub fn sum(&self, searcher: &Searcher, column: &'static str) -> tantivy::Result<u64> {
        let mut sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        let mut total = 0;
        for segment in searcher.segment_readers() {
            let key = (segment.segment_id(), segment.num_deleted_docs(), column);
            total += match sums.get(&key) {
                Some(sum) => *sum,
                None => {
                    let numbers = segment.fast_fields().u64(column)?;
                    let living = segment.doc_ids_alive();
                    let sum = living.filter_map(|document| numbers.first(document)).sum();
                    if sums.len() >= MOST_KEPT {
                        sums.clear();
                    }
                    sums.insert(key, sum);
                    sum
                }
            };
        }
        Ok(total)
    }

    /// Returns the words of the articles that a searcher sees, other than the stem itself, that
    /// have a stem in a language of those articles.
    ///
    /// # Errors
    /// Whatever reading the segments gives.
    pub fn words_of_stem(&self, searcher: &Searcher, language: &str, stem: &str) -> tantivy::Result<BTreeSet<String>> {
        let mut words = BTreeSet::new();
        for segment in searcher.segment_readers() {
            let tables = self.stem_tables(segment, searcher)?;
            let of_language = tables.iter().filter(|(code, _)| code == language);
            for table in of_language.filter_map(|(_, table)| table.as_ref()) {
                table.words_of(stem, |word| {
                    words.insert(word.to_owned());
                });
            }
        }
        Ok(words)
    }

    /// Returns the languages of the articles that a searcher sees by code, those of articles of no
    /// known language counting as [`DEFAULT_LANGUAGE`](crate::words::DEFAULT_LANGUAGE), which is
    /// always among them.
    ///
    /// # Errors
    /// Whatever reading the segments gives.
    pub fn languages(&self, searcher: &Searcher) -> tantivy::Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        for segment in searcher.segment_readers() {
            let tables = self.stem_tables(segment, searcher)?;
            found.extend(tables.iter().map(|(code, _)| code.clone()));
        }
        Ok(found)
    }

    fn stem_tables(&self, segment: &SegmentReader, searcher: &Searcher) -> tantivy::Result<LanguageTables> {
        opened_once(&self.stems, segment, searcher, || {
            let mut opened = Vec::new();
            for language in stems::languages(segment)? {
                let table = match Stemmer::for_language(&language).is_identity() {
                    true => None,
                    false => Some(StemTable::of_segment(&self.folder, segment, &language, &self.fields)?),
                };
                opened.push((language, table));
            }
            Ok(opened.into())
        })
    }

    pub(super) fn word_table(&self, segment: &SegmentReader, searcher: &Searcher) -> tantivy::Result<Arc<WordTable>> {
        opened_once(&self.words, segment, searcher, || {
            WordTable::of_segment(&self.folder, segment, &self.fields).map(Arc::new)
        })
    }
}

/// The lock is held while a table is opened, so that no two threads make the same one.
fn opened_once<T: Clone>(
    opened: &Mutex<HashMap<SegmentId, T>>,
    segment: &SegmentReader,
    searcher: &Searcher,
    open: impl FnOnce() -> tantivy::Result<T>,
) -> tantivy::Result<T> {
    let mut opened = opened.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(table) = opened.get(&segment.segment_id()) {
        return Ok(table.clone());
    }
    // A new segment often takes the place of others.
    let living = searcher.segment_readers().iter().map(SegmentReader::segment_id);
    let living: HashSet<SegmentId> = living.collect();
    opened.retain(|id, _| living.contains(id));
    let table = open()?;
    opened.insert(segment.segment_id(), table.clone());
    Ok(table)
}

/// Makes the tables that segments lack, and removes those of segments that are gone.
///
/// # Errors
/// Whatever reading the segments or writing the tables gives.
pub fn update_tables(folder: &Path, segments: &[SegmentReader], fields: &Fields) -> tantivy::Result<()> {
    let mut wanted = HashSet::new();
    for segment in segments {
        let words = word_table::name(segment);
        if !folder.join(&words).exists() {
            write(folder, &words, &word_table::build(segment, fields)?)?;
        }
        wanted.insert(words);
        for language in stems::languages(segment)? {
            if Stemmer::for_language(&language).is_identity() {
                continue;
            }
            let name = stems::name(segment, &language);
            if !folder.join(&name).exists() {
                let words = WordTable::of_segment(folder, segment, fields)?;
                write(folder, &name, &stems::build(&words, &language)?)?;
            }
            wanted.insert(name);
        }
    }
    remove_others(folder, &wanted);
    Ok(())
}

/// Written under another name first: a table is there whole or not at all.
fn write(folder: &Path, name: &Path, bytes: &[u8]) -> tantivy::Result<()> {
    let unfinished = folder.join("words.unfinished");
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
        let text = name.to_string_lossy();
        let is_table = text.starts_with("stems.") || text.starts_with("words.");
        if is_table && !wanted.contains(Path::new(&name)) {
            std::fs::remove_file(entry.path()).ok();
        }
    }
}
