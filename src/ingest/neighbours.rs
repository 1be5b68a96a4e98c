//! The files beside a source, for formats whose articles stand in several files.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Where the neighbours of a source are found.
pub trait Neighbours {
    /// The files in a folder, by their names alone. `folder` is relative to the source's own:
    /// empty, or `..` for the one above it. What cannot be looked at has no files.
    fn names(&self, folder: &str) -> BTreeSet<String>;

    /// A text that is another one when files come to the folder or go from it; `None` if that
    /// cannot be told.
    fn state(&self, folder: &str) -> Option<String>;

    /// The bytes of a file, by its path from the source's folder; `None` if there is no such file
    /// or it is longer than the limit. A path never leads above the source's folder, save by one
    /// leading `..` that [`names`](Self::names) was asked for.
    fn read(&self, path: &str, limit_bytes: u64) -> Option<Vec<u8>>;
}

/// The neighbours of a file on the disk.
pub struct InFolder {
    folder: PathBuf,
}

impl InFolder {
    /// Those of the file of a path.
    pub fn of(path: &Path) -> InFolder {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        InFolder { folder }
    }

    fn path_of(&self, path: &str) -> PathBuf {
        match self.folder.as_os_str().is_empty() {
            true => Path::new(".").join(path),
            false => self.folder.join(path),
        }
    }
}

impl Neighbours for InFolder {
    fn names(&self, folder: &str) -> BTreeSet<String> {
        let entries = fs::read_dir(self.path_of(folder)).into_iter().flatten().flatten();
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        files.filter_map(|entry| entry.file_name().into_string().ok()).collect()
    }

    fn state(&self, folder: &str) -> Option<String> {
        let folder = self.path_of(folder).canonicalize().ok()?;
        let changed = folder.metadata().ok()?.modified().ok()?;
        Some(format!("{}\n{changed:?}", folder.display()))
    }

    fn read(&self, path: &str, limit_bytes: u64) -> Option<Vec<u8>> {
        let path = self.path_of(path);
        // A link is not followed: it may lead anywhere.
        if !path.symlink_metadata().ok()?.is_file() {
            return None;
        }
        let mut bytes = Vec::new();
        let file = fs::File::open(path).ok()?;
        file.take(limit_bytes.saturating_add(1)).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= limit_bytes).then_some(bytes)
    }
}
