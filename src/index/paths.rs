//! Paths of files as the index keeps them and as they are shown.
//!
//! An index in `archive/.dateline` keeps the paths of the archive's files relative to `archive`,
//! so that the archive can be moved or mounted elsewhere. All other paths are absolute.

use std::path::{Path, PathBuf};

use super::document::STREAM_PATH;
use super::plan::is_under;
use super::store::{FOLDER_NAME, OpenIndex};

/// The folder in which an index folder lies, if the index is that folder's own.
pub(super) fn archive_of(index_folder: &Path) -> Option<PathBuf> {
    let name = index_folder.file_name()?.to_str()?;
    match name.starts_with(FOLDER_NAME) {
        true => index_folder.parent().map(|parent| match parent.as_os_str().is_empty() {
            true => PathBuf::from("."),
            false => parent.to_owned(),
        }),
        false => None,
    }
}

impl OpenIndex {
    /// The folder in which the index lies, if the index is that folder's own.
    pub fn archive(&self) -> Option<PathBuf> {
        archive_of(&self.folder)
    }

    /// True if the index is of a file or folder in which this path lies.
    pub fn covers(&self, path: &Path) -> bool {
        let stored = self.stored_path(path);
        self.facts.roots.iter().any(|root| is_under(&stored, root))
    }

    /// Returns a path as the index keeps it. The path may be relative to the current folder.
    pub fn stored_path(&self, path: impl AsRef<Path>) -> String {
        let path = path.as_ref();
        // A path that is gone cannot be resolved; it is taken as it stands.
        let absolute = path
            .canonicalize()
            .or_else(|_| std::path::absolute(path))
            .unwrap_or_else(|_| path.to_owned());
        let relative = self.archive().and_then(|archive| {
            let archive = archive.canonicalize().ok()?;
            absolute.strip_prefix(archive).ok().map(Path::to_owned)
        });
        relative.unwrap_or(absolute).to_string_lossy().into_owned()
    }

    /// Returns a kept path as one that can be opened from the current folder.
    pub fn shown_path(&self, stored: &str) -> String {
        self.openable_path(stored).to_string_lossy().into_owned()
    }

    /// Like [`shown_path`](Self::shown_path), as a path.
    pub fn openable_path(&self, stored: &str) -> PathBuf {
        let path = match self.archive() {
            Some(archive) if Path::new(stored).is_relative() && stored != STREAM_PATH => join(&archive, stored),
            _ => PathBuf::from(stored),
        };
        match self.current_folder.as_deref().map(|current| path.strip_prefix(current)) {
            Some(Ok(below)) if !below.as_os_str().is_empty() => below.to_owned(),
            _ => path,
        }
    }
}

/// Joins without a leading `./`.
fn join(archive: &Path, stored: &str) -> PathBuf {
    match archive == Path::new(".") {
        true => PathBuf::from(stored),
        false => archive.join(stored),
    }
}
