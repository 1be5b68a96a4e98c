//! Which files a run reads: those that are new or have changed since the manifest was written.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::document::STREAM_PATH;
use super::manifest::Manifest;
use super::store::OpenIndex;
use crate::ingest::{Found, WalkError};

/// What a run has to do.
#[derive(Debug, Default)]
pub struct Plan {
    /// Files to read, in the order in which they were found.
    pub to_read: Vec<PlannedFile>,
    /// Files of the manifest that are gone, as paths in the manifest.
    pub vanished: Vec<String>,
    /// Files that have not changed.
    pub unchanged_files: u64,
    /// Articles in files that have not changed.
    pub unchanged_articles: u64,
    /// The files and folders that were asked for, as paths in the manifest.
    pub roots: Vec<String>,
    /// Files and folders that could not be looked at, as paths in the manifest, with the reason.
    pub unreadable: Vec<(String, String)>,
}

/// A file to read.
#[derive(Clone, Debug)]
pub struct PlannedFile {
    /// Where it is opened.
    pub open_path: PathBuf,
    /// Its path in the manifest.
    pub stored_path: String,
    /// Its path from the outermost folder on that the index is of, that folder's name included: what
    /// may hold the date of its articles. What lies above has nothing to do with them.
    pub dated_path: String,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change, nanoseconds since 1970.
    pub changed_ns: i64,
}

/// Compares what was found under the roots with the manifest.
///
/// With `retry_refused` the files of which a record was refused are read again, changed or not. A
/// file that is not found under a root counts as vanished, unless its folder could not be read.
pub fn plan(
    index: &OpenIndex,
    manifest: &Manifest,
    roots: &[PathBuf],
    retry_refused: bool,
    found: impl IntoIterator<Item = Result<Found, WalkError>>,
) -> Plan {
    let mut plan = Plan::default();
    let mut seen = HashSet::new();
    let mut files = Vec::new();
    let namer = Namer::new(index);
    let outer_roots: Vec<PathBuf> = roots
        .iter()
        .cloned()
        .chain(index.facts.roots.iter().map(|root| namer.absolute_path(root)))
        .collect();
    for outcome in found {
        match outcome {
            Ok(found) => {
                let file = PlannedFile {
                    stored_path: namer.stored_path(&found.path),
                    dated_path: dated_path(&found.path, &outer_roots),
                    open_path: found.path,
                    size: found.size,
                    changed_ns: found.changed_ns,
                };
                seen.insert(file.stored_path.clone());
                files.push(file);
            }
            Err(error) => plan.unreadable.push((namer.stored_path(&error.path), error.reason)),
        }
    }
    let roots: Vec<String> = roots.iter().map(|root| namer.stored_path(root)).collect();
    for path in manifest.files.keys() {
        let is_under = |folder: &String| is_under(path, folder);
        let was_looked_for = roots.iter().any(is_under);
        let could_not_look = plan.unreadable.iter().any(|(folder, _)| is_under(folder));
        if path != STREAM_PATH && !seen.contains(path) && was_looked_for && !could_not_look {
            plan.vanished.push(path.clone());
        }
    }
    plan.roots = roots;
    let stale = stale_files(manifest, &files, &plan.vanished, retry_refused);
    for file in files {
        match manifest.files.get(&file.stored_path) {
            Some(entry) if !stale.contains(&file.stored_path) => {
                plan.unchanged_files += 1;
                plan.unchanged_articles += entry.articles;
            }
            _ => plan.to_read.push(file),
        }
    }
    plan
}

/// Files of the manifest that have changed, and those that lost an article to a file that has
/// changed or vanished and may now get it back.
fn stale_files(
    manifest: &Manifest,
    files: &[PlannedFile],
    vanished: &[String],
    retry_refused: bool,
) -> BTreeSet<String> {
    let has_changed = |file: &&PlannedFile| {
        manifest.files.get(&file.stored_path).is_some_and(|entry| {
            let is_to_retry = retry_refused && (entry.refused > 0 || !entry.problems.is_empty());
            is_to_retry || entry.partial || entry.size != file.size || entry.changed_ns != file.changed_ns
        })
    };
    let mut stale: BTreeSet<String> = BTreeSet::new();
    let mut waiting: Vec<String> = files
        .iter()
        .filter(has_changed)
        .map(|file| file.stored_path.clone())
        .collect();
    waiting.extend(vanished.iter().cloned());
    while let Some(path) = waiting.pop() {
        if let Some(entry) = manifest.files.get(&path)
            && stale.insert(path)
        {
            waiting.extend(entry.replaces.iter().cloned());
        }
    }
    stale
}

/// True for the folder itself and what lies in it. The empty path is the archive's own folder.
pub fn is_under(path: &str, folder: &str) -> bool {
    match folder.is_empty() {
        true => Path::new(path).is_relative(),
        false => Path::new(path).starts_with(folder),
    }
}

/// See [`PlannedFile::dated_path`]. It does not depend on where the index lies or which part of an
/// archive is brought up to date.
fn dated_path(path: &Path, roots: &[PathBuf]) -> String {
    let above = roots
        .iter()
        .filter(|root| path.starts_with(root))
        .min_by_key(|root| root.components().count())
        .and_then(|root| root.parent());
    let dated = above.and_then(|above| path.strip_prefix(above).ok());
    dated.unwrap_or(path).to_string_lossy().into_owned()
}

/// [`OpenIndex::stored_path`] without asking the file system for every file: the roots have been
/// resolved, and so has what was found under them.
struct Namer {
    archive: Option<PathBuf>,
}

impl Namer {
    fn new(index: &OpenIndex) -> Namer {
        let archive = index.archive().and_then(|archive| archive.canonicalize().ok());
        Namer { archive }
    }

    fn absolute_path(&self, stored: &str) -> PathBuf {
        match &self.archive {
            Some(archive) => archive.join(stored),
            None => PathBuf::from(stored),
        }
    }

    fn stored_path(&self, path: &Path) -> String {
        let below = self
            .archive
            .as_ref()
            .and_then(|archive| path.strip_prefix(archive).ok());
        below.unwrap_or(path).to_string_lossy().into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_may_stand_from_the_outermost_root_on() {
        let check = |path: &str, roots: &[&str], expected: &str| {
            let roots: Vec<PathBuf> = roots.iter().map(PathBuf::from).collect();
            assert_eq!(dated_path(Path::new(path), &roots), expected);
        };
        check("/2024-01-05/news/2016/a.txt", &["/2024-01-05/news"], "news/2016/a.txt");
        check(
            "/home/news/2016/a.txt",
            &["/home/news/2016", "/home/news"],
            "news/2016/a.txt",
        );
        check("/home/1987-02-26.txt", &["/home/1987-02-26.txt"], "1987-02-26.txt");
        check("/a.txt", &["/"], "/a.txt");
    }

    #[test]
    fn a_folder_holds_itself_and_what_lies_in_it() {
        assert!(is_under("a/b", "a"));
        assert!(is_under("a", "a"));
        assert!(is_under("a", ""));
        assert!(!is_under("ab/c", "a"));
        assert!(!is_under("/x/y", ""));
    }
}
