//! The run that brings an index up to date with an archive.
//!
//! The plan says which files are to be read, the pipeline reads them, and [`Record`] writes down
//! what comes of each: in the index, in the manifest and in the summary.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::IndexError;
use super::commit::{Changes, Committer, open_writer};
use super::document::STREAM_PATH;
use super::manifest::FileEntry;
use super::pipeline::{self, Item, Manner, Ready, Sink, Work};
use super::plan::{Plan, plan};
use super::progress::Progress;
use super::store::{NAMES_FILE, OpenIndex, is_index, open, open_or_create};
use crate::article::DateOrder;
use crate::ingest::{self, ReadOptions, WalkOptions};

/// What to index.
pub enum Input {
    /// Files and folders.
    Paths(Vec<PathBuf>),
    /// A stream that is no file, such as standard input.
    Stream(Box<dyn Read + Send>),
}

/// How to index.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// Which files are read.
    pub walk: WalkOptions,
    /// How they are read.
    pub read: ReadOptions,
    /// Number of threads that enrich articles and of those that write; at least 1.
    pub jobs: usize,
    /// Longest time between two commits. What is committed is safe from a killed run.
    pub commit_every: Duration,
    /// Reads every file again into a new index, which then takes the place of the old one.
    pub rebuild: bool,
    /// Reads the files again of which a record was refused, changed or not.
    pub retry_refused: bool,
    /// Seconds since 1970, to stamp the commits with.
    pub now: i64,
    /// The day of the run: no article is dated more than a week behind it. Without it every date
    /// is taken.
    pub today: Option<Date>,
    /// Dates an article that has no other date by the time of its file, marked as a guess.
    pub guess_dates: bool,
    /// How a date of two readings is read, such as `04/05/2025`. Without it it is not.
    pub date_order: Option<DateOrder>,
    /// Signs each text, so that its copies are found and make a story. Without it each article is a
    /// story of its own.
    pub stories: bool,
}

impl Default for BuildOptions {
    /// One thread, a commit every 30 seconds, stamped 1970; no day, no guesses; stories.
    fn default() -> Self {
        BuildOptions {
            walk: WalkOptions::default(),
            read: ReadOptions::default(),
            jobs: 1,
            commit_every: DEFAULT_COMMIT_EVERY,
            rebuild: false,
            retry_refused: false,
            now: 0,
            today: None,
            guess_dates: false,
            date_order: None,
            stories: true,
        }
    }
}

/// Longest time between two commits unless asked otherwise.
pub const DEFAULT_COMMIT_EVERY: Duration = Duration::from_secs(30);

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Articles added, replaced, removed.
    pub changes: Changes,
    /// Articles in files that have not changed and were not read.
    pub unchanged: u64,
    /// Records and files refused in this run.
    pub refused: u64,
    /// Articles of which a part could not be read in this run.
    pub problems: u64,
    /// Articles read in this run that have no date.
    pub undated: u64,
    /// The first refusals of this run, as `path:record: reason`.
    pub first_refusals: Vec<String>,
    /// Files read.
    pub files_read: u64,
    /// Bytes read, as they lie on disk.
    pub bytes: u64,
    /// Duration of the run.
    pub took: Duration,
    /// True if the run was asked to stop before its end.
    pub interrupted: bool,
}

/// Refusals that a summary shows; all of them are in the manifest.
const REFUSALS_SHOWN: usize = 3;

/// Brings the index in `folder` up to date, making it if there is none.
///
/// `stop` ends the run early when it becomes true; what was read by then is committed. `wait` is
/// called again and again while another process writes to the index; if it returns false the run
/// gives up.
///
/// # Errors
/// [`IndexError`]; the index then stands as the last commit left it.
pub fn build(
    folder: &Path,
    input: Input,
    options: &BuildOptions,
    progress: &Progress,
    stop: &AtomicBool,
    wait: impl FnMut() -> bool,
) -> Result<Summary, IndexError> {
    match options.rebuild && is_index(folder) {
        true => rebuild(folder, input, options, progress, stop, wait),
        false => update(&open_or_create(folder)?, input, options, progress, stop, wait),
    }
}

/// Builds beside the old index, which answers until the new one is whole.
fn rebuild(
    folder: &Path,
    input: Input,
    options: &BuildOptions,
    progress: &Progress,
    stop: &AtomicBool,
    wait: impl FnMut() -> bool,
) -> Result<Summary, IndexError> {
    // What is not ours is not replaced. An index of another version is, that is the point.
    if let Err(error) = open(folder)
        && !matches!(error, IndexError::Version { .. } | IndexError::Damaged { .. })
    {
        return Err(error);
    }
    let cannot_write = |source| IndexError::Write {
        folder: folder.to_owned(),
        source,
    };
    let beside = |suffix: &str| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        folder.with_file_name(format!("{name}.{suffix}"))
    };
    let (new, old) = (beside("new"), beside("old"));
    if new.exists() {
        std::fs::remove_dir_all(&new).map_err(cannot_write)?;
    }
    let summary = update(&open_or_create(&new)?, input, options, progress, stop, wait)?;
    if summary.interrupted {
        std::fs::remove_dir_all(&new).map_err(cannot_write)?;
        return Ok(Summary {
            interrupted: true,
            ..Summary::default()
        });
    }
    // Somebody wrote it by hand: it outlives the index.
    let names = folder.join(NAMES_FILE);
    if names.exists() {
        std::fs::copy(&names, new.join(NAMES_FILE)).map_err(cannot_write)?;
    }
    std::fs::rename(folder, &old).map_err(cannot_write)?;
    std::fs::rename(&new, folder).map_err(cannot_write)?;
    std::fs::remove_dir_all(&old).map_err(cannot_write)?;
    Ok(summary)
}

fn update(
    index: &OpenIndex,
    input: Input,
    options: &BuildOptions,
    progress: &Progress,
    stop: &AtomicBool,
    wait: impl FnMut() -> bool,
) -> Result<Summary, IndexError> {
    let started = Instant::now();
    let writer = open_writer(index, options.jobs, wait)?;
    let mut committer = Committer::new(index, writer, options.now)?;
    let mut summary = Summary::default();
    let work = match input {
        Input::Stream(stream) => Work::Stream(stream),
        Input::Paths(paths) => Work::Files(plan_files(index, &mut committer, &paths, options, &mut summary)?),
    };
    let mut has_work = committer.is_new() || committer.lacks_stories() || summary.refused > 0;
    if let Work::Files(plan) = &work {
        has_work |= committer.add_roots(plan.roots.iter().cloned());
        has_work |= !plan.to_read.is_empty() || !plan.vanished.is_empty();
        Progress::set(&progress.files_in_all, plan.to_read.len() as u64);
        Progress::set(&progress.bytes_in_all, plan.to_read.iter().map(|file| file.size).sum());
        for path in &plan.vanished {
            committer.remove_file(path)?;
        }
    } else {
        has_work = true;
    }
    if has_work {
        let mut record = Record {
            index,
            committer: &mut committer,
            summary: &mut summary,
            progress,
            current: None,
            commit_every: options.commit_every,
        };
        let manner = Manner {
            jobs: options.jobs,
            read: &options.read,
            fields: &index.fields,
            today: options.today,
            guess_dates: options.guess_dates,
            date_order: options.date_order,
            stories: options.stories,
        };
        pipeline::run(work, manner, progress, stop, &mut record)?;
        committer.commit(None)?;
        committer.finish()?;
    }
    summary.changes = committer.changes;
    summary.interrupted = stop.load(Ordering::Relaxed);
    summary.bytes = progress.bytes.load(Ordering::Relaxed);
    summary.took = started.elapsed();
    Ok(summary)
}

fn plan_files(
    index: &OpenIndex,
    committer: &mut Committer<'_>,
    paths: &[PathBuf],
    options: &BuildOptions,
    summary: &mut Summary,
) -> Result<Plan, IndexError> {
    let mut roots = Vec::new();
    for path in paths {
        let root = path
            .canonicalize()
            .map_err(|error| IndexError::Root(format!("{}: {}", path.display(), ingest::describe_io(&error))))?;
        roots.push(root);
    }
    let mut walk = options.walk.clone();
    walk.skip.push(index.folder.clone());
    let plan = plan(
        index,
        &committer.manifest,
        &roots,
        options.retry_refused,
        ingest::walk(&roots, &walk),
    );
    summary.unchanged = plan.unchanged_articles;
    for (path, reason) in &plan.unreadable {
        summary.refuse(&index.shown_path(path), 0, reason);
        committer.manifest.set_unreadable(path, reason);
    }
    Ok(plan)
}

/// The writer's side of a run: what happens to each item, in order.
struct Record<'r, 'i> {
    index: &'r OpenIndex,
    committer: &'r mut Committer<'i>,
    summary: &'r mut Summary,
    progress: &'r Progress,
    current: Option<(String, FileEntry)>,
    commit_every: Duration,
}

impl Sink for Record<'_, '_> {
    fn take(&mut self, item: Item<Box<Ready>>) -> Result<(), IndexError> {
        match item {
            Item::Begin(file) => {
                self.committer.begin_file(&file.stored_path)?;
                // A stream adds to those before it.
                let before = match file.stored_path == STREAM_PATH {
                    true => self
                        .committer
                        .manifest
                        .files
                        .get(STREAM_PATH)
                        .map_or(0, |entry| entry.articles),
                    false => 0,
                };
                let entry = FileEntry {
                    articles: before,
                    size: file.size,
                    changed_ns: file.changed_ns,
                    ..FileEntry::default()
                };
                self.current = Some((file.stored_path, entry));
            }
            Item::Article { record, article, .. } => {
                let Some((_, entry)) = &mut self.current else {
                    return Ok(());
                };
                self.summary.problems += u64::from(!article.problems.is_empty());
                for problem in article.problems {
                    entry.note_problem(record, problem);
                }
                self.summary.undated += u64::from(!article.prepared.dated);
                self.committer.add(article.prepared, entry)?;
                Progress::add(&self.progress.articles, 1);
            }
            Item::Refused { record, reason } => {
                if let Some((path, entry)) = &mut self.current {
                    self.summary.refuse(&self.index.shown_path(path), record, &reason);
                    entry.refuse(record, reason);
                }
            }
            Item::End { partial } => {
                if let Some((path, mut entry)) = self.current.take() {
                    entry.partial = partial;
                    self.summary.files_read += 1;
                    self.committer.end_file(&path, entry);
                }
            }
            Item::Unreadable { file, reason } => {
                self.summary
                    .refuse(&self.index.shown_path(&file.stored_path), 0, &reason);
                self.committer.manifest.set_unreadable(&file.stored_path, &reason);
            }
        }
        Ok(())
    }

    fn pause(&mut self) -> Result<(), IndexError> {
        if self.committer.uncommitted_for() < self.commit_every {
            return Ok(());
        }
        self.committer
            .commit(self.current.as_ref().map(|(path, entry)| (path.as_str(), entry)))
    }
}

impl Summary {
    fn refuse(&mut self, path: &str, record: u64, reason: &str) {
        self.refused += 1;
        if self.first_refusals.len() < REFUSALS_SHOWN {
            self.first_refusals.push(match record {
                0 => format!("{path}: {reason}"),
                _ => format!("{path}:{record}: {reason}"),
            });
        }
    }
}
