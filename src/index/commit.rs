//! One writer on the index: what is added, what it replaces, and commits that name their manifest.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::time::{Duration, Instant};

use tantivy::directory::error::LockError;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, IndexWriter, Searcher, TERMINATED, TantivyDocument, TantivyError, Term};

use super::IndexError;
use super::document::{Prepared, STREAM_PATH};
use super::manifest::{self, FileEntry, Manifest};
use super::store::{Facts, OpenIndex};
use super::stored::ArticleId;
use super::stories::{are_current, update_stories};
use super::tables::update_tables;
use super::waiting::{Room, Waiting};

/// Memory for articles that are not written to disk yet, of all of Tantivy's threads together. More
/// gives fewer segments to merge: 128 MiB took 7 % less CPU on press releases, and at its peak 230 MB
/// more on a mixed archive of 1 GB, which has to stay under 500 MB.
const WRITER_BYTES: usize = 64 << 20;

/// Tantivy's least memory for a thread is 15 MB.
const LEAST_THREAD_BYTES: usize = 16 << 20;

/// More threads than this leave each too little memory for a decent segment.
const MOST_WRITER_THREADS: usize = 8;

/// How long to wait between two looks at whether another process has finished writing.
const LOCK_PAUSE: Duration = Duration::from_millis(200);

/// What a run did to the index, in articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Articles that the index did not have.
    pub added: u64,
    /// Articles that took the place of one with the same id.
    pub replaced: u64,
    /// Articles that are gone.
    pub removed: u64,
}

/// Writes to an index. Nothing counts until [`commit`](Self::commit).
pub struct Committer<'a> {
    index: &'a OpenIndex,
    writer: Option<IndexWriter<Waiting>>,
    room: Room,
    /// Files as they will stand in the next commit.
    pub manifest: Manifest,
    /// What has been done since the run began.
    pub changes: Changes,
    generation: u64,
    roots: BTreeSet<String>,
    /// What the last commit holds.
    committed: Searcher,
    /// Articles added since the last commit, with the number of their file in `paths`.
    added_since: HashMap<ArticleId, u32>,
    paths: Vec<String>,
    /// Articles of the file being read that the last commit holds and that have not come again.
    not_seen_again: HashSet<ArticleId>,
    /// Files begun or removed since the last commit: what that commit holds of them is void.
    touched: HashSet<String>,
    /// The manifest of the last commit was missing: what it holds of any file is unknown.
    manifest_lost: bool,
    last_commit: Instant,
    started: Instant,
    started_at: i64,
}

/// Waits until no other process writes, or gives up at once.
///
/// # Errors
/// [`IndexError::Busy`] if `wait` returns false, and whatever opening the index gives.
pub fn open_writer(
    index: &OpenIndex,
    threads: usize,
    mut wait: impl FnMut() -> bool,
) -> Result<IndexWriter<Waiting>, IndexError> {
    let threads = threads.clamp(1, MOST_WRITER_THREADS);
    let bytes = (WRITER_BYTES / threads).max(LEAST_THREAD_BYTES) * threads;
    loop {
        match index.index.writer_with_num_threads(threads, bytes) {
            Ok(writer) => {
                // A killed run leaves files that no commit names. The next run counts its operations
                // from the same number and would find a list of deletions of that name in its way.
                let collected = writer.garbage_collect_files().wait();
                collected.map_err(|error| IndexError::commit(&index.folder, error))?;
                return Ok(writer);
            }
            Err(TantivyError::LockFailure(LockError::LockBusy, _)) => {
                if !wait() {
                    return Err(IndexError::Busy(index.folder.clone()));
                }
                std::thread::sleep(LOCK_PAUSE);
            }
            Err(error) => return Err(IndexError::commit(&index.folder, error)),
        }
    }
}

impl<'a> Committer<'a> {
    /// Takes over the state of the last commit. The writer's lock must be held already, or
    /// another process may commit in between. `now` is in seconds since 1970; commits are stamped
    /// with it and the time since.
    ///
    /// # Errors
    /// Whatever reading the index gives.
    pub fn new(index: &'a OpenIndex, writer: IndexWriter<Waiting>, now: i64) -> Result<Committer<'a>, IndexError> {
        index.reader.reload()?;
        let facts = super::store::facts(&index.folder, &index.index)?;
        let read = manifest::read(&index.folder, facts.generation).map_err(|source| IndexError::Write {
            folder: index.folder.clone(),
            source,
        })?;
        Ok(Committer {
            manifest_lost: read.is_none() && facts.generation > 0,
            manifest: read.unwrap_or_default(),
            index,
            writer: Some(writer),
            room: Room::default(),
            changes: Changes::default(),
            generation: facts.generation,
            roots: facts.roots.into_iter().collect(),
            committed: index.reader.searcher(),
            added_since: HashMap::new(),
            paths: Vec::new(),
            not_seen_again: HashSet::new(),
            touched: HashSet::new(),
            last_commit: Instant::now(),
            started: Instant::now(),
            started_at: now,
        })
    }

    /// Time since the last commit or the beginning of the run.
    pub fn uncommitted_for(&self) -> Duration {
        self.last_commit.elapsed()
    }

    /// True if the index has no commit of ours yet.
    pub fn is_new(&self) -> bool {
        self.generation == 0
    }

    /// True if the stories of the last commit are missing, as after a killed run.
    pub fn lacks_stories(&self) -> bool {
        !are_current(&self.index.folder, self.generation)
    }

    /// Adds to the files and folders that the index is of. Returns true if one was new.
    pub fn add_roots(&mut self, roots: impl IntoIterator<Item = String>) -> bool {
        let before = self.roots.len();
        self.roots.extend(roots);
        self.roots.len() > before
    }

    /// Removes a file with all its articles.
    ///
    /// # Errors
    /// Whatever reading the index gives.
    pub fn remove_file(&mut self, path: &str) -> Result<(), IndexError> {
        let ids = self.ids_of_file(path)?;
        self.changes.removed += ids.len() as u64;
        self.writer()?
            .delete_term(Term::from_field_text(self.index.fields.path, path));
        self.manifest.files.remove(path);
        self.touched.insert(path.to_owned());
        Ok(())
    }

    /// Begins a file: its articles of before are to be replaced by those that follow.
    ///
    /// # Errors
    /// Whatever reading the index gives.
    pub fn begin_file(&mut self, path: &str) -> Result<(), IndexError> {
        self.paths.push(path.to_owned());
        if path == STREAM_PATH {
            // A stream adds to those before it.
            self.not_seen_again.clear();
            return Ok(());
        }
        self.touched.insert(path.to_owned());
        if self.manifest.files.contains_key(path) || self.manifest_lost {
            self.not_seen_again = self.ids_of_file(path)?;
            self.writer()?
                .delete_term(Term::from_field_text(self.index.fields.path, path));
        } else {
            self.not_seen_again.clear();
        }
        Ok(())
    }

    /// Adds an article of the file begun last, whose entry is `entry`.
    ///
    /// # Errors
    /// Whatever Tantivy gives, a full disk above all.
    pub fn add(&mut self, prepared: Prepared, entry: &mut FileEntry) -> Result<(), IndexError> {
        let file = self.paths.len().saturating_sub(1) as u32;
        entry.articles += 1;
        if self.not_seen_again.remove(&prepared.id) {
            self.changes.replaced += 1;
        } else {
            match self.holder_of(prepared.id)? {
                None => self.changes.added += 1,
                Some(holder) => {
                    self.changes.replaced += 1;
                    self.take_from(&holder, file, entry);
                    self.writer()?
                        .delete_term(Term::from_field_u64(self.index.fields.id, prepared.id.0));
                }
            }
        }
        self.added_since.insert(prepared.id, file);
        let mut document = prepared.document;
        document.add_u64(self.index.fields.generation, self.generation + 1);
        let waiting = self.room.for_document(document, prepared.bytes);
        let added = self.writer()?.add_document(waiting);
        added.map_err(|error| IndexError::commit(&self.index.folder, error))?;
        Ok(())
    }

    /// Ends a file. If it was read to its end, what it held before and does not hold any more is
    /// gone.
    pub fn end_file(&mut self, path: &str, entry: FileEntry) {
        if !entry.partial {
            self.changes.removed += self.not_seen_again.len() as u64;
        }
        self.not_seen_again.clear();
        self.manifest.files.insert(path.to_owned(), entry);
    }

    /// Commits what has been added, together with the manifest. `unfinished` is the file that is
    /// being read, if any.
    ///
    /// # Errors
    /// Whatever writing gives; then the commit before this one stands.
    pub fn commit(&mut self, unfinished: Option<(&str, &FileEntry)>) -> Result<(), IndexError> {
        let mut manifest = std::mem::take(&mut self.manifest);
        let kept = unfinished.map(|(path, entry)| {
            let partial = FileEntry {
                partial: true,
                ..entry.clone()
            };
            (path.to_owned(), manifest.files.insert(path.to_owned(), partial))
        });
        let generation = self.generation + 1;
        let outcome = self.commit_generation(generation, &manifest);
        if let Some((path, before)) = kept {
            match before {
                Some(entry) => manifest.files.insert(path, entry),
                None => manifest.files.remove(&path),
            };
        }
        self.manifest = manifest;
        outcome?;
        self.generation = generation;
        manifest::remove_others(&self.index.folder, generation);
        self.index.reader.reload()?;
        self.committed = self.index.reader.searcher();
        // What the file being read has added so far is now found in the commit.
        self.added_since.clear();
        self.touched.clear();
        self.last_commit = Instant::now();
        Ok(())
    }

    /// The manifest is written first: at every moment the commit that counts has its manifest.
    fn commit_generation(&mut self, generation: u64, manifest: &Manifest) -> Result<(), IndexError> {
        let facts = Facts {
            generation,
            roots: self.roots.iter().cloned().collect(),
            committed_at: self.started_at + self.started.elapsed().as_secs() as i64,
            ..Facts::none()
        };
        let payload = serde_json::to_string(&facts).expect("facts hold only strings and numbers");
        let folder = self.index.folder.clone();
        let failed = |error| IndexError::commit(&folder, error);
        let writer = self.writer.as_mut().ok_or_else(|| failed(already_closed()))?;
        let mut prepared = writer.prepare_commit().map_err(failed)?;
        if let Err(source) = manifest::write(&folder, generation, manifest) {
            return Err(IndexError::Write { folder, source });
        }
        prepared.set_payload(&payload);
        prepared.commit().map_err(failed)?;
        Ok(())
    }

    /// Ends the run: waits for merges and brings the tables of words and the stories up to date.
    ///
    /// # Errors
    /// Whatever merging or writing the tables gives. What was committed stands.
    pub fn finish(&mut self) -> Result<(), IndexError> {
        if let Some(writer) = self.writer.take() {
            writer
                .wait_merging_threads()
                .map_err(|error| IndexError::commit(&self.index.folder, error))?;
        }
        self.index.reader.reload()?;
        let searcher = self.index.reader.searcher();
        let (folder, fields) = (&self.index.folder, &self.index.fields);
        update_tables(folder, searcher.segment_readers(), fields)
            .and_then(|()| update_stories(folder, &searcher, fields, self.generation))
            .map_err(|error| IndexError::commit(folder, error))
    }

    fn writer(&self) -> Result<&IndexWriter<Waiting>, IndexError> {
        self.writer
            .as_ref()
            .ok_or_else(|| IndexError::commit(&self.index.folder, already_closed()))
    }

    /// Ids of the articles that the last commit holds of a file.
    fn ids_of_file(&self, path: &str) -> Result<HashSet<ArticleId>, IndexError> {
        let mut ids = HashSet::new();
        for address in self.committed_with(&Term::from_field_text(self.index.fields.path, path))? {
            let segment = self.committed.segment_reader(address.segment_ord);
            ids.extend(segment.fast_fields().u64("id")?.first(address.doc_id).map(ArticleId));
        }
        Ok(ids)
    }

    /// Articles of the last commit that hold a term.
    fn committed_with(&self, term: &Term) -> Result<Vec<DocAddress>, IndexError> {
        let mut found = Vec::new();
        for (ordinal, segment) in (0..).zip(self.committed.segment_readers()) {
            let inverted = segment.inverted_index(term.field())?;
            let postings = inverted.read_postings(term, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(TantivyError::from)? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    found.push(DocAddress::new(ordinal, postings.doc()));
                }
                postings.advance();
            }
        }
        Ok(found)
    }

    /// The file that holds an article with this id, if any.
    fn holder_of(&self, id: ArticleId) -> Result<Option<String>, IndexError> {
        if let Some(file) = self.added_since.get(&id) {
            return Ok(self.paths.get(*file as usize).cloned());
        }
        let found = self.committed_with(&Term::from_field_u64(self.index.fields.id, id.0))?;
        let Some(address) = found.into_iter().next() else {
            return Ok(None);
        };
        let path = self.path_of(address)?;
        Ok((!self.touched.contains(&path)).then_some(path))
    }

    fn path_of(&self, address: DocAddress) -> Result<String, IndexError> {
        let document: TantivyDocument = self.committed.doc(address)?;
        let path = document
            .get_first(self.index.fields.path)
            .and_then(|value| value.as_str());
        Ok(path.unwrap_or_default().to_owned())
    }

    /// Counts an article of another file, or an earlier record of this one, as lost to this file.
    fn take_from(&mut self, holder: &str, file: u32, entry: &mut FileEntry) {
        if self.paths.get(file as usize).is_some_and(|current| current == holder) {
            entry.articles -= 1;
            return;
        }
        if let Some(other) = self.manifest.files.get_mut(holder) {
            other.articles = other.articles.saturating_sub(1);
        }
        if !entry.replaces.iter().any(|known| known == holder) {
            entry.replaces.push(holder.to_owned());
        }
    }
}

fn already_closed() -> TantivyError {
    TantivyError::InternalError("the writer is closed".to_owned())
}
