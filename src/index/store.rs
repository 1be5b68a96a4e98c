//! Opening and making an index folder, and the facts that its last commit states.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::schema::Schema;
use tantivy::store::Compressor;
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy, Searcher};

use super::IndexError;
use super::manifest::MANIFEST_VERSION;
use super::paths::archive_of;
use super::schema::{Fields, SCHEMA_VERSION, schema};
use super::stories::{self, Stories};
use super::tables::Tables;
use super::tokenizer::tokenizers;

/// Name of the folder that an index has inside its archive.
pub const FOLDER_NAME: &str = ".dateline";

/// Name of the file in that folder that says which names are one:
/// [`NamesFile`](crate::words::names::NamesFile).
pub const NAMES_FILE: &str = "names.txt";

/// Bytes of text that are compressed together. Larger blocks pack better and make each article
/// of an answer slower to fetch.
const STORE_BLOCK_BYTES: usize = 32 << 10;

/// What the last commit of an index says about itself; it travels in Tantivy's commit payload.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Version of the program that wrote the commit.
    pub dateline: String,
    /// See [`SCHEMA_VERSION`].
    pub schema: u32,
    /// See [`MANIFEST_VERSION`].
    pub manifest: u32,
    /// Number of the commit, and of the manifest that belongs to it.
    pub generation: u64,
    /// Files and folders that were indexed, as paths in the manifest.
    pub roots: Vec<String>,
    /// When the commit was made, seconds since 1970.
    pub committed_at: i64,
}

impl Facts {
    /// The facts of an index without a commit of ours.
    pub fn none() -> Facts {
        Facts {
            dateline: env!("CARGO_PKG_VERSION").to_owned(),
            schema: SCHEMA_VERSION,
            manifest: MANIFEST_VERSION,
            generation: 0,
            roots: Vec::new(),
            committed_at: 0,
        }
    }
}

/// An index folder that is open for reading.
pub struct OpenIndex {
    /// The folder. Tantivy's files lie in it directly.
    pub folder: PathBuf,
    /// Tantivy's index, with our tokenizers.
    pub index: Index,
    /// Its fields.
    pub fields: Fields,
    /// What its last commit says.
    pub facts: Facts,
    /// Reads the state of the last commit.
    pub reader: IndexReader,
    /// The tables of words beside its segments.
    pub tables: Tables,
    /// The folder from which paths are shown; `None` shows those outside the archive whole.
    pub current_folder: Option<PathBuf>,
    /// The stories asked for last.
    stories: Mutex<Option<KnownStories>>,
}

/// The stories of the articles that a searcher of this generation sees.
struct KnownStories {
    searcher: u64,
    stories: Arc<Stories>,
}

impl OpenIndex {
    /// Which articles are copies of each other, as far as the last commit knows. They are read or made
    /// out once for what a searcher sees.
    ///
    /// # Errors
    /// Whatever reading the index gives.
    pub fn stories(&self, searcher: &Searcher) -> Result<Arc<Stories>, IndexError> {
        let generation = searcher.generation().generation_id();
        let mut known = self.stories.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.as_ref().filter(|known| known.searcher == generation) {
            return Ok(Arc::clone(&known.stories));
        }
        let stories = stories::open(&self.folder, searcher, &self.fields, self.facts.generation);
        let stories = Arc::new(stories.map_err(IndexError::Search)?);
        // Of articles that are not known yet the next run writes the stories.
        *known = (stories.unknown_articles == 0).then(|| KnownStories {
            searcher: generation,
            stories: Arc::clone(&stories),
        });
        Ok(stories)
    }
}

/// True if the folder holds an index.
pub fn is_index(folder: &Path) -> bool {
    folder.join("meta.json").is_file()
}

/// Opens an index for reading.
///
/// # Errors
/// [`IndexError::Missing`] if there is none, [`IndexError::Version`] if another version of
/// dateline wrote it, [`IndexError::Foreign`] if another program did, [`IndexError::Damaged`] if
/// Tantivy cannot open it.
pub fn open(folder: &Path) -> Result<OpenIndex, IndexError> {
    if !is_index(folder) {
        return Err(IndexError::Missing(folder.to_owned()));
    }
    let damaged = |source| IndexError::damaged(folder, source);
    let mut index = Index::open_in_dir(folder).map_err(damaged)?;
    index.set_tokenizers(tokenizers());
    let facts = facts(folder, &index)?;
    let (expected, fields) = schema();
    check_schema(folder, &index.schema(), &expected)?;
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()
        .map_err(damaged)?;
    let tables = Tables::new(folder, &fields);
    Ok(OpenIndex {
        folder: folder.to_owned(),
        index,
        fields,
        facts,
        reader,
        tables,
        current_folder: None,
        stories: Mutex::default(),
    })
}

/// Opens an index, or makes an empty one with the folders above it.
///
/// # Errors
/// As [`open`], and whatever making a folder gives.
pub fn open_or_create(folder: &Path) -> Result<OpenIndex, IndexError> {
    if is_index(folder) {
        return open(folder);
    }
    let cannot_write = |source| IndexError::Write {
        folder: folder.to_owned(),
        source,
    };
    std::fs::create_dir_all(folder).map_err(cannot_write)?;
    // An archive is often under version control; its index should not be.
    std::fs::write(folder.join(".gitignore"), "*\n").map_err(cannot_write)?;
    let damaged = |source| IndexError::damaged(folder, source);
    let directory = MmapDirectory::open(folder).map_err(|error| damaged(error.into()))?;
    let settings = IndexSettings {
        // Every build of Tantivy reads LZ4, the Python package among them; not so zstd.
        docstore_compression: Compressor::Lz4,
        docstore_blocksize: STORE_BLOCK_BYTES,
        ..IndexSettings::default()
    };
    Index::builder()
        .schema(schema().0)
        .settings(settings)
        .tokenizers(tokenizers())
        .open_or_create(directory)
        .map_err(damaged)?;
    open(folder)
}

/// Reads what the last commit says.
pub(super) fn facts(folder: &Path, index: &Index) -> Result<Facts, IndexError> {
    let metas = index
        .load_metas()
        .map_err(|source| IndexError::damaged(folder, source))?;
    let Some(payload) = metas.payload else {
        // Made by us and never committed, or made by another program.
        return match metas.segments.is_empty() {
            true => Ok(Facts::none()),
            false => Err(IndexError::Foreign(folder.to_owned())),
        };
    };
    let facts: serde_json::Value =
        serde_json::from_str(&payload).map_err(|_| IndexError::Foreign(folder.to_owned()))?;
    let version = |key: &str| facts.get(key).and_then(serde_json::Value::as_u64);
    let (Some(schema), Some(manifest)) = (version("schema"), version("manifest")) else {
        return Err(IndexError::Foreign(folder.to_owned()));
    };
    if schema != u64::from(SCHEMA_VERSION) || manifest != u64::from(MANIFEST_VERSION) {
        return Err(IndexError::Version {
            folder: folder.to_owned(),
            written_by: facts["dateline"].as_str().unwrap_or("?").to_owned(),
            schema,
            manifest,
            rebuild: rebuild_command(folder, &facts["roots"]),
        });
    }
    serde_json::from_value(facts).map_err(|_| IndexError::Foreign(folder.to_owned()))
}

/// The command that makes an index of another version anew. Nothing does so unasked: which files
/// were left out, which keys were renamed and what came from a stream is not known any more.
fn rebuild_command(folder: &Path, roots: &serde_json::Value) -> String {
    let mut command = "dateline index".to_owned();
    let mut add = |path: &Path| {
        command.push(' ');
        command.push_str(&quoted(&path.to_string_lossy()));
    };
    let archive = archive_of(folder);
    let roots: Vec<&str> = roots
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|root| root.as_str())
        .collect();
    for root in &roots {
        match &archive {
            Some(archive) if root.is_empty() => add(archive),
            Some(archive) => add(&archive.join(root)),
            None => add(Path::new(root)),
        }
    }
    if roots.is_empty() {
        add(Path::new("ARCHIVE"));
    }
    if archive.is_none() || roots != [""] {
        command.push_str(" --index");
        command.push(' ');
        command.push_str(&quoted(&folder.to_string_lossy()));
    }
    command + " --rebuild"
}

/// A path as a shell reads it.
fn quoted(path: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "/._-+,:@%".contains(letter);
    match !path.is_empty() && path.chars().all(is_plain) {
        true => path.to_owned(),
        false => format!("'{}'", path.replace('\'', "'\\''")),
    }
}

/// An index of the right version whose fields are not ours was made by something else.
fn check_schema(folder: &Path, found: &Schema, expected: &Schema) -> Result<(), IndexError> {
    match found == expected {
        true => Ok(()),
        false => Err(IndexError::Foreign(folder.to_owned())),
    }
}
