//! The manifest: which files the index holds, as they were when they were read.
//!
//! It lies beside the index as `manifest.<generation>.jsonl`: a head line, then a line a file.
//! Tantivy's commit names the generation, and a manifest is written and synced before the commit
//! that names it. So whatever moment a run is killed at, the commit that counts has its manifest.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Version of the manifest's lines. An index with another version is refused with a message.
///
/// 1: first version (dateline 0.1).
pub const MANIFEST_VERSION: u32 = 1;

/// Refusals that are kept with their reasons for one file. More are counted only, so that one
/// broken file of ten million lines does not make the manifest larger than the index.
pub const MAX_REFUSALS_KEPT: usize = 10_000;

/// The files of an index by path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// Paths as the index holds them: relative to the archive's folder where the index lies in
    /// it, else absolute.
    pub files: BTreeMap<String, FileEntry>,
}

/// A file as it was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change, nanoseconds since 1970.
    pub changed_ns: i64,
    /// True if only a part of the file was read before the run ended: it is read again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// Articles read from it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub articles: u64,
    /// Records refused, with [`refusals`](Self::refusals) or without.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub refused: u64,
    /// The refused records, at most [`MAX_REFUSALS_KEPT`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Refusal>,
    /// Articles of which a part could not be read, such as the date; at most
    /// [`MAX_REFUSALS_KEPT`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Refusal>,
    /// Other files that held an article with the id of one of this file's, and lost it to this
    /// file. They are read again when this file changes or vanishes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<String>,
}

/// A record that was refused, or a part of one that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Number of the record in its file, counted from 1; 0 for the file as a whole.
    pub record: u64,
    /// Why, in small letters without a full stop.
    pub reason: String,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[derive(Serialize, Deserialize)]
struct Head {
    dateline_manifest: u32,
    generation: u64,
    files: u64,
}

#[derive(Serialize, Deserialize)]
struct Line {
    path: String,
    #[serde(flatten)]
    entry: FileEntry,
}

impl Manifest {
    /// Notes that a file or folder could not be read. What the index holds of it stays, and the
    /// next run tries again.
    pub fn set_unreadable(&mut self, path: &str, reason: &str) {
        let entry = self.files.entry(path.to_owned()).or_default();
        entry.partial = true;
        entry.refusals.clear();
        entry.refused = 0;
        entry.refuse(0, reason.to_owned());
    }
}

impl FileEntry {
    /// Adds a refused record; its reason is kept while there is room.
    pub fn refuse(&mut self, record: u64, reason: String) {
        self.refused += 1;
        if self.refusals.len() < MAX_REFUSALS_KEPT {
            self.refusals.push(Refusal { record, reason });
        }
    }

    /// Adds a part that could not be read; it is kept while there is room.
    pub fn note_problem(&mut self, record: u64, reason: String) {
        if self.problems.len() < MAX_REFUSALS_KEPT {
            self.problems.push(Refusal { record, reason });
        }
    }
}

/// Writes the manifest of a generation and syncs it to disk.
///
/// # Errors
/// Whatever writing gives, a full disk above all. An unfinished file is left under another name.
pub fn write(folder: &Path, generation: u64, manifest: &Manifest) -> io::Result<()> {
    let unfinished = folder.join("manifest.unfinished");
    let mut out = BufWriter::new(File::create(&unfinished)?);
    let head = Head {
        dateline_manifest: MANIFEST_VERSION,
        generation,
        files: manifest.files.len() as u64,
    };
    serde_json::to_writer(&mut out, &head)?;
    out.write_all(b"\n")?;
    for (path, entry) in &manifest.files {
        let line = Line {
            path: path.clone(),
            entry: entry.clone(),
        };
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    std::fs::rename(unfinished, path_of(folder, generation))
}

/// Reads the manifest of a generation. `Ok(None)` if there is none or it is damaged: then every
/// file has to be read again.
///
/// # Errors
/// Whatever reading gives, save a missing file.
pub fn read(folder: &Path, generation: u64) -> io::Result<Option<Manifest>> {
    let file = match File::open(path_of(folder, generation)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut lines = BufReader::new(file).lines();
    let Some(head) = lines.next().transpose()? else {
        return Ok(None);
    };
    let Ok(head) = serde_json::from_str::<Head>(&head) else {
        return Ok(None);
    };
    if head.dateline_manifest != MANIFEST_VERSION || head.generation != generation {
        return Ok(None);
    }
    let mut manifest = Manifest::default();
    for line in lines {
        let Ok(line) = serde_json::from_str::<Line>(&line?) else {
            return Ok(None);
        };
        manifest.files.insert(line.path, line.entry);
    }
    let is_whole = manifest.files.len() as u64 == head.files;
    Ok(is_whole.then_some(manifest))
}

/// Removes the manifests of other generations. A failure leaves a file too many and is of no
/// consequence.
pub fn remove_others(folder: &Path, generation: u64) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let keep = path_of(folder, generation);
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("manifest.") && path != keep {
            std::fs::remove_file(path).ok();
        }
    }
}

fn path_of(folder: &Path, generation: u64) -> PathBuf {
    folder.join(format!("manifest.{generation}.jsonl"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn example() -> Manifest {
        let mut entry = FileEntry {
            size: 12,
            changed_ns: 1_700_000_000_123_456_789,
            articles: 3,
            ..FileEntry::default()
        };
        entry.refuse(2, "not JSON".to_owned());
        let files = [("a\nb.jsonl".to_owned(), entry), ("c".to_owned(), FileEntry::default())];
        Manifest {
            files: files.into_iter().collect(),
        }
    }

    #[test]
    fn a_manifest_comes_back_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), 7, &example()).unwrap();
        assert_eq!(read(folder.path(), 7).unwrap(), Some(example()));
        assert_eq!(read(folder.path(), 8).unwrap(), None);
    }

    #[test]
    fn a_damaged_manifest_counts_as_missing() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), 1, &example()).unwrap();
        let path = folder.path().join("manifest.1.jsonl");
        let whole = std::fs::read_to_string(&path).unwrap();
        for length in [0, 5, whole.len() / 2, whole.len() - 20] {
            std::fs::write(&path, &whole[..length]).unwrap();
            assert_eq!(read(folder.path(), 1).unwrap(), None, "cut at {length}");
        }
    }

    #[test]
    fn refusals_are_counted_when_there_is_no_room_to_keep_them() {
        let mut entry = FileEntry::default();
        for record in 0..MAX_REFUSALS_KEPT as u64 + 5 {
            entry.refuse(record, String::new());
        }
        assert_eq!(entry.refused, MAX_REFUSALS_KEPT as u64 + 5);
        assert_eq!(entry.refusals.len(), MAX_REFUSALS_KEPT);
    }
}
