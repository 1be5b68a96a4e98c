//! How names are looked for: the flags that `query`, `explain` and `show` share, and the names file
//! of an archive.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use clap::Args;

use crate::index::NAMES_FILE;
use crate::search::NameOptions;
use crate::words::names::NamesFile;

/// How names are looked for.
#[derive(Debug, Args)]
pub struct NamesArguments {
    /// The file that says which names are one, instead of names.txt in the index folder
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,

    /// Look for places under the words for what is of them too: crimean also finds Crimea
    #[arg(long)]
    related: bool,
}

impl NamesArguments {
    /// The names file that is read, if there is one.
    pub fn used(&self, index_folder: &Path) -> Option<PathBuf> {
        let own = index_folder.join(NAMES_FILE);
        self.names.clone().or_else(|| own.exists().then_some(own))
    }

    /// The options of a search in an index.
    pub fn options(&self, index_folder: &Path) -> Result<NameOptions> {
        Ok(NameOptions {
            file: Arc::new(names_file(self.names.as_deref(), index_folder)?),
            related: self.related,
        })
    }
}

/// The names file that was named, or that of the index; an empty one if it has none.
pub fn names_file(named: Option<&Path>, index_folder: &Path) -> Result<NamesFile> {
    let own = index_folder.join(NAMES_FILE);
    match named {
        Some(path) => Ok(NamesFile::read(path)?),
        None if own.exists() => Ok(NamesFile::read(&own)?),
        None => Ok(NamesFile::default()),
    }
}
