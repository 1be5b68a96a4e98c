//! The files of an archive, in an order that does not change: roots as given, and in each folder
//! by name.
//!
//! Left out are hidden files and folders (with the index's own `.dateline`), what the patterns
//! exclude, symbolic links unless they are to be followed, and whatever is neither file nor
//! folder: sockets, devices, pipes. What the user names as a root is always taken.

use std::collections::HashSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use super::error::describe_io;
use super::patterns::Patterns;

/// What to walk over and what to leave out.
#[derive(Clone, Debug, Default)]
pub struct WalkOptions {
    /// Which names are taken.
    pub patterns: Patterns,
    /// Symbolic links are followed. A link to a folder above it is reported, not followed.
    pub follow_links: bool,
    /// Folders and files to leave out although no pattern does: an index inside the archive.
    pub skip: Vec<PathBuf>,
}

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The root as given, and the path below it.
    pub path: PathBuf,
    /// Size in bytes, compressed if the file is.
    pub size: u64,
    /// Time of the last change, nanoseconds since 1970; 0 where the file system keeps none.
    pub changed_ns: i64,
}

/// A file or folder that could not be looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct WalkError {
    /// Its path, as in [`Found`].
    pub path: PathBuf,
    /// Why not.
    pub reason: String,
}

/// Walks over files and folders. Where roots overlap, each file is given once, under the first
/// root that holds it.
///
/// ```
/// use dateline::ingest::{WalkOptions, walk};
///
/// let found: Vec<_> = walk(&["no/such/folder".into()], &WalkOptions::default()).collect();
/// assert_eq!(found[0].as_ref().unwrap_err().to_string(), "no/such/folder: no such file or folder");
/// ```
pub fn walk(roots: &[PathBuf], options: &WalkOptions) -> impl Iterator<Item = Result<Found, WalkError>> + use<> {
    let skip: HashSet<PathBuf> = options
        .skip
        .iter()
        .filter_map(|path| path.canonicalize().ok())
        .collect();
    // A file can come twice only by a second root or by a link.
    let mut given = (roots.len() > 1 || options.follow_links).then(HashSet::new);
    let options = options.clone();
    let roots = roots.to_vec();
    roots
        .into_iter()
        .flat_map(move |root| walk_root(&root, &options, &skip))
        .filter(move |outcome| match (outcome, &mut given) {
            (Ok((_, resolved)), Some(given)) => given.insert(resolved.clone()),
            _ => true,
        })
        .map(|outcome| outcome.map(|(found, _)| found))
}

type Outcome = Result<(Found, PathBuf), WalkError>;

/// The files below one root, with the path that names each whatever root it is reached by.
fn walk_root(root: &Path, options: &WalkOptions, skip: &HashSet<PathBuf>) -> Box<dyn Iterator<Item = Outcome>> {
    let resolved_root = match root.canonicalize() {
        Ok(resolved) => resolved,
        Err(error) => {
            let error = WalkError {
                path: root.to_owned(),
                reason: describe_io(&error),
            };
            return Box::new(std::iter::once(Err(error)));
        }
    };
    let resolver = Resolver {
        root: root.to_owned(),
        resolved_root,
        follow_links: options.follow_links,
    };
    let (filter_resolver, patterns, skip) = (resolver.clone(), options.patterns.clone(), skip.clone());
    let entries = WalkDir::new(root)
        .sort_by_file_name()
        .follow_links(options.follow_links)
        .into_iter()
        .filter_entry(move |entry| {
            let is_skipped = !skip.is_empty() && skip.contains(&filter_resolver.resolve(entry));
            !is_skipped && is_taken(entry, &filter_resolver.root, &patterns)
        });
    Box::new(entries.filter_map(move |outcome| match outcome {
        Ok(entry) => found_file(&entry, &resolver),
        Err(error) => Some(Err(walk_error(&error, &resolver.root))),
    }))
}

/// Decides about a file or folder below a root; a folder that is not taken is not entered.
fn is_taken(entry: &DirEntry, root: &Path, patterns: &Patterns) -> bool {
    if entry.depth() == 0 {
        return true;
    }
    let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
    let below_root = entry.path().strip_prefix(root).unwrap_or(entry.path());
    !is_hidden
        && match entry.file_type().is_dir() {
            true => patterns.enters_folder(below_root),
            false => patterns.takes_file(below_root),
        }
}

fn found_file(entry: &DirEntry, resolver: &Resolver) -> Option<Outcome> {
    // A root may be a link or a pipe: the user has named it.
    let metadata = match entry.depth() {
        0 => entry.path().metadata().map_err(|error| describe_io(&error)),
        _ if entry.file_type().is_file() => entry.metadata().map_err(|error| reason(&error)),
        _ => return None,
    };
    match metadata {
        Ok(metadata) if metadata.is_dir() => None,
        Ok(metadata) => {
            let found = Found {
                path: entry.path().to_owned(),
                size: metadata.len(),
                changed_ns: changed_ns(&metadata),
            };
            Some(Ok((found, resolver.resolve(entry))))
        }
        Err(reason) => Some(Err(WalkError {
            path: entry.path().to_owned(),
            reason,
        })),
    }
}

/// Finds the path without links by which an entry is known.
#[derive(Clone)]
struct Resolver {
    root: PathBuf,
    resolved_root: PathBuf,
    follow_links: bool,
}

impl Resolver {
    fn resolve(&self, entry: &DirEntry) -> PathBuf {
        // Below a resolved root there are no links unless they are followed.
        match entry.path().strip_prefix(&self.root) {
            Ok(below) if !self.follow_links && below.as_os_str().is_empty() => self.resolved_root.clone(),
            Ok(below) if !self.follow_links => self.resolved_root.join(below),
            _ => entry.path().canonicalize().unwrap_or_else(|_| entry.path().to_owned()),
        }
    }
}

fn walk_error(error: &walkdir::Error, root: &Path) -> WalkError {
    WalkError {
        path: error.path().unwrap_or(root).to_owned(),
        reason: reason(error),
    }
}

fn reason(error: &walkdir::Error) -> String {
    match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => format!("the link leads back to {}", ancestor.display()),
        (None, Some(error)) => describe_io(error),
        (None, None) => error.to_string(),
    }
}

fn changed_ns(metadata: &Metadata) -> i64 {
    let Ok(changed) = metadata.modified() else {
        return 0;
    };
    let nanoseconds = match changed.duration_since(UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
        Err(before) => -i128::try_from(before.duration().as_nanos()).unwrap_or(i128::MAX),
    };
    i64::try_from(nanoseconds).unwrap_or(if nanoseconds < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        folder
    }

    /// Paths below the folder, and errors as `path: reason`, joined by spaces and semicolons.
    fn walked(folder: &Path, roots: &[&str], options: &WalkOptions) -> String {
        let roots: Vec<PathBuf> = roots.iter().map(|root| folder.join(root)).collect();
        let lines: Vec<String> = walk(&roots, options)
            .map(|outcome| match outcome {
                Ok(found) => found.path.display().to_string(),
                Err(error) => format!("[{error}]"),
            })
            .collect();
        lines.join(" ").replace(&format!("{}/", folder.display()), "")
    }

    #[track_caller]
    fn check(files: &[&str], roots: &[&str], options: &WalkOptions, expected: &str) {
        assert_eq!(walked(folder(files).path(), roots, options), expected);
    }

    #[test]
    fn files_come_in_the_order_of_their_names() {
        check(
            &["b/z.txt", "b/a.txt", "a.txt", "c.txt"],
            &["."],
            &WalkOptions::default(),
            "./a.txt ./b/a.txt ./b/z.txt ./c.txt",
        );
    }

    #[test]
    fn hidden_files_are_left_out_unless_named() {
        let files = &["a.txt", ".b.txt", ".dateline/index", ".git/x", "c/.dateline/y"];
        check(files, &["."], &WalkOptions::default(), "./a.txt");
        check(files, &[".b.txt", ".git"], &WalkOptions::default(), ".b.txt .git/x");
    }

    #[test]
    fn overlapping_roots_give_each_file_once() {
        let files = &["a/x.txt", "a/b/y.txt"];
        check(
            files,
            &["a", "a/b", "a/x.txt", "a/../a"],
            &WalkOptions::default(),
            "a/b/y.txt a/x.txt",
        );
    }

    #[test]
    fn a_missing_root_is_named_and_the_others_are_walked() {
        check(
            &["a.txt"],
            &["none", "a.txt", "a.txt/below"],
            &WalkOptions::default(),
            "[none: no such file or folder] a.txt [a.txt/below: a part of its path is not a folder]",
        );
    }

    #[test]
    fn patterns_choose_files_but_not_roots() {
        let patterns = Patterns::new(&["*.txt".to_owned()], &["b".to_owned()]).unwrap();
        let options = WalkOptions {
            patterns,
            ..WalkOptions::default()
        };
        check(
            &["a.txt", "a.md", "b/c.txt", "d/e.txt"],
            &["a.md", "."],
            &options,
            "a.md ./a.txt ./d/e.txt",
        );
    }

    #[test]
    fn a_skipped_folder_is_not_entered() {
        let folder = folder(&["a.txt", "index/segment"]);
        let options = WalkOptions {
            skip: vec![folder.path().join("index")],
            ..WalkOptions::default()
        };
        assert_eq!(walked(folder.path(), &["."], &options), "./a.txt");
    }

    #[test]
    fn size_and_time_are_those_of_the_file() {
        let folder = folder(&["a.txt"]);
        let found = walk(&[folder.path().to_owned()], &WalkOptions::default())
            .next()
            .unwrap()
            .unwrap();
        assert_eq!(found.size, 4);
        assert!(found.changed_ns > 1_700_000_000_000_000_000);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_only_when_asked_and_loops_are_reported() {
        use std::os::unix::fs::symlink;
        let folder = folder(&["a/x.txt", "b.txt"]);
        symlink(folder.path().join("a"), folder.path().join("a/again")).unwrap();
        symlink(folder.path().join("b.txt"), folder.path().join("a/linked.txt")).unwrap();
        symlink(folder.path().join("nowhere"), folder.path().join("c.txt")).unwrap();
        assert_eq!(
            walked(folder.path(), &["."], &WalkOptions::default()),
            "./a/x.txt ./b.txt"
        );
        assert_eq!(
            walked(folder.path(), &["a/linked.txt"], &WalkOptions::default()),
            "a/linked.txt"
        );
        let options = WalkOptions {
            follow_links: true,
            ..WalkOptions::default()
        };
        assert_eq!(
            walked(folder.path(), &["."], &options),
            "[./a/again: the link leads back to ./a] ./a/linked.txt ./a/x.txt [./c.txt: no such file or folder]"
        );
    }
}
