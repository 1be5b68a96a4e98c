//! What can go wrong with an index as a whole.

use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;

use super::manifest::MANIFEST_VERSION;
use super::schema::SCHEMA_VERSION;

/// What can go wrong with an index as a whole.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The folder holds no index.
    #[error("there is no index in {}", .0.display())]
    Missing(PathBuf),
    /// Another version of dateline wrote the index.
    #[error(
        "the index in {} was written by dateline {written_by} (schema {schema}, manifest {manifest}); \
         this is dateline {} (schema {SCHEMA_VERSION}, manifest {MANIFEST_VERSION}) and reads no other\n\
         hint: index the archive anew, with the options of the first time: {rebuild}",
        .folder.display(), env!("CARGO_PKG_VERSION")
    )]
    Version {
        /// The index folder.
        folder: PathBuf,
        /// Version of the program that wrote it.
        written_by: String,
        /// Its schema version.
        schema: u64,
        /// Its manifest version.
        manifest: u64,
        /// The command that indexes the same files and folders anew.
        rebuild: String,
    },
    /// Another program wrote the index.
    #[error("{} holds a Tantivy index that dateline did not write; name another folder", .0.display())]
    Foreign(PathBuf),
    /// Another process is writing to the index.
    #[error("another process is writing to the index in {}", .0.display())]
    Busy(PathBuf),
    /// The index cannot be opened or read.
    #[error("the index in {} cannot be read: {}; index the archive anew with --rebuild", .folder.display(), short(.source))]
    Damaged {
        /// The index folder.
        folder: PathBuf,
        /// What Tantivy says.
        source: Box<TantivyError>,
    },
    /// Writing to the index folder failed; the last commit stands.
    #[error("cannot write to the index in {}: {source}", .folder.display())]
    Write {
        /// The index folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Tantivy could not write; the last commit stands.
    #[error("cannot write to the index in {}: {}; what was committed before is kept", .folder.display(), short(.source))]
    Commit {
        /// The index folder.
        folder: PathBuf,
        /// What Tantivy says.
        source: Box<TantivyError>,
    },
    /// A search failed while it read the index.
    #[error("the index cannot be searched: {}", short(.0))]
    Search(#[from] TantivyError),
    /// A path to index that is not there, or cannot be looked at.
    #[error("{0}")]
    Root(String),
}

impl IndexError {
    pub(super) fn damaged(folder: &Path, source: TantivyError) -> IndexError {
        IndexError::Damaged {
            folder: folder.to_owned(),
            source: Box::new(source),
        }
    }

    pub(super) fn commit(folder: &Path, source: TantivyError) -> IndexError {
        IndexError::Commit {
            folder: folder.to_owned(),
            source: Box::new(source),
        }
    }
}

/// Longest part of Tantivy's own words that is repeated, in characters.
const SHORT_CHARS: usize = 300;

/// Tantivy repeats the whole of a file that it cannot read; its beginning says what is wrong.
fn short(error: &TantivyError) -> String {
    let text = error.to_string();
    let text = text.split(" Content:").next().unwrap_or_default();
    match text.char_indices().nth(SHORT_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
