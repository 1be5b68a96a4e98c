//! `--include` and `--exclude`: which files of a folder are read.
//!
//! A pattern without `/` is compared with the names of files and folders at any depth, one with
//! `/` with the path below the root, as ripgrep and `.gitignore` do. `*` does not cross `/`,
//! `**` does; a `/` at the end asks for a folder.

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use thiserror::Error;

/// The patterns of one run, ready to be compared.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    /// `None`: no pattern was given, and every file is included.
    include: Option<Globs>,
    exclude: Globs,
}

/// A pattern that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("cannot read the pattern `{pattern}`: {reason}")]
pub struct PatternError {
    /// The pattern as given.
    pub pattern: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Patterns {
    /// Reads the patterns.
    ///
    /// # Errors
    /// Names the first pattern that cannot be read.
    ///
    /// ```
    /// use dateline::ingest::Patterns;
    ///
    /// let patterns = Patterns::new(&["*.txt".to_owned()], &["drafts/".to_owned()]).unwrap();
    /// assert!(patterns.takes_file("2025/04/crimea.txt".as_ref()));
    /// assert!(!patterns.takes_file("2025/04/crimea.csv".as_ref()));
    /// assert!(!patterns.enters_folder("2025/drafts".as_ref()));
    /// assert!(Patterns::new(&["[".to_owned()], &[]).is_err());
    /// ```
    pub fn new(include: &[String], exclude: &[String]) -> Result<Patterns, PatternError> {
        Ok(Patterns {
            include: match include.is_empty() {
                true => None,
                false => Some(Globs::new(include)?),
            },
            exclude: Globs::new(exclude)?,
        })
    }

    /// True if a file is to be read. Its folders have been asked about before.
    ///
    /// A pattern that includes a folder includes all that lies in it.
    pub fn takes_file(&self, path_below_root: &Path) -> bool {
        if self.exclude.files.is_match(path_below_root) {
            return false;
        }
        let Some(include) = &self.include else {
            return true;
        };
        let mut folders = path_below_root.ancestors().skip(1);
        include.files.is_match(path_below_root) || folders.any(|folder| include.folders.is_match(folder))
    }

    /// True if a folder may hold files to be read.
    pub fn enters_folder(&self, path_below_root: &Path) -> bool {
        !self.exclude.folders.is_match(path_below_root)
    }
}

/// The same patterns twice: those with `/` at the end do not match files.
#[derive(Clone, Debug, Default)]
struct Globs {
    files: GlobSet,
    folders: GlobSet,
}

impl Globs {
    fn new(patterns: &[String]) -> Result<Globs, PatternError> {
        let mut files = GlobSetBuilder::new();
        let mut folders = GlobSetBuilder::new();
        for pattern in patterns {
            let error = |reason: String| PatternError {
                pattern: pattern.clone(),
                reason,
            };
            let folders_only = pattern.ends_with('/');
            let bare = pattern.trim_end_matches('/');
            if bare.is_empty() {
                return Err(error("it is empty".to_owned()));
            }
            let anchored = match bare.contains('/') {
                true => bare.trim_start_matches("./").trim_start_matches('/').to_owned(),
                false => format!("**/{bare}"),
            };
            let glob = GlobBuilder::new(&anchored)
                .literal_separator(true)
                .build()
                .map_err(|fault| error(fault.kind().to_string()))?;
            if !folders_only {
                files.add(glob.clone());
            }
            folders.add(glob);
        }
        let too_big = |fault: globset::Error| PatternError {
            pattern: patterns.join(" "),
            reason: fault.kind().to_string(),
        };
        Ok(Globs {
            files: files.build().map_err(too_big)?,
            folders: folders.build().map_err(too_big)?,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[track_caller]
    fn check(include: &[&str], exclude: &[&str], path: &str, is_taken: bool) {
        let owned = |patterns: &[&str]| -> Vec<String> { patterns.iter().map(|&pattern| pattern.into()).collect() };
        let patterns = Patterns::new(&owned(include), &owned(exclude)).unwrap();
        let path = Path::new(path);
        let mut folders = path.ancestors().skip(1).filter(|folder| folder.parent().is_some());
        let found = folders.all(|folder| patterns.enters_folder(folder)) && patterns.takes_file(path);
        assert_eq!(found, is_taken, "{path:?}");
    }

    #[test]
    fn bare_names_match_at_any_depth() {
        check(&["*.txt"], &[], "a/b/c.txt", true);
        check(&["*.txt"], &[], "c.txt", true);
        check(&["*.txt"], &[], "c.md", false);
        check(&[], &["drafts"], "a/drafts/c.txt", false);
        check(&[], &["drafts"], "a/drafts.txt", true);
    }

    #[test]
    fn patterns_with_a_slash_match_the_path_below_the_root() {
        check(&["a/*.txt"], &[], "a/c.txt", true);
        check(&["/a/*.txt", "./d/*"], &[], "d/c.txt", true);
        check(&["a/*.txt"], &[], "a/b/c.txt", false);
        check(&["a/**/*.txt"], &[], "a/b/c.txt", true);
        check(&["b/*.txt"], &[], "a/b/c.txt", false);
    }

    #[test]
    fn a_slash_at_the_end_asks_for_a_folder() {
        check(&[], &["notes/"], "notes", true);
        check(&[], &["notes/"], "notes/a.txt", false);
        check(&["notes/"], &[], "x/notes/deep/a.txt", true);
    }

    #[test]
    fn exclude_wins_over_include() {
        check(&["*.txt"], &["b*"], "a/b.txt", false);
    }

    #[test]
    fn a_bad_pattern_is_named() {
        let error = Patterns::new(&[], &["a[".to_owned()]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot read the pattern `a[`: unclosed character class; missing ']'"
        );
        assert!(Patterns::new(&["/".to_owned()], &[]).is_err());
    }
}
