//! Finding the index folder, as git finds its own: named, in the given path, in the current
//! folder or one above it. A single file, and an archive that cannot be written to, have theirs in
//! the user's cache.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use etcetera::BaseStrategy;
use xxhash_rust::xxh3::xxh3_64;

use crate::index::{FOLDER_NAME, OpenIndex, is_index, open};

/// Where an index is or belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The index folder.
    pub folder: PathBuf,
    /// True if there is an index in it.
    pub exists: bool,
}

/// The index to index `paths` into.
pub fn for_indexing(named: Option<&Path>, paths: &[PathBuf]) -> Result<Located> {
    if let Some(folder) = named {
        return Ok(located(folder.to_owned()));
    }
    match paths {
        [archive] if archive.is_dir() => for_archive(archive),
        [file] => match above_current_folder()? {
            Some(folder) => Ok(located(folder)),
            None => for_archive(file),
        },
        _ => match above_current_folder()? {
            Some(folder) => Ok(located(folder)),
            None => Ok(located(PathBuf::from(FOLDER_NAME))),
        },
    }
}

/// The index to search, with the part of it that was asked for if not all.
pub fn for_searching(named: Option<&Path>, path: Option<&Path>) -> Result<(Located, Option<PathBuf>)> {
    let Some(path) = path else {
        let folder = match named {
            Some(folder) => Some(folder.to_owned()),
            None => above_current_folder()?,
        };
        let Some(folder) = folder else {
            bail!(
                "no index here or in a folder above\n\
                 hint: name the archive: dateline query QUERY PATH, or index it first: dateline index PATH"
            );
        };
        return Ok((located(folder), None));
    };
    if let Some(folder) = named {
        return Ok((located(folder.to_owned()), Some(path.to_owned())));
    }
    if !path.exists() {
        bail!("{}: no such file or folder", path.display());
    }
    let own = located(path.join(FOLDER_NAME));
    if own.exists {
        return Ok((own, None));
    }
    match covering(path)? {
        Some(folder) => Ok((located(folder), Some(path.to_owned()))),
        None => Ok((for_archive(path)?, None)),
    }
}

fn located(folder: PathBuf) -> Located {
    Located {
        exists: is_index(&folder),
        folder,
    }
}

/// The folder for the index of one archive: in it, or in the user's cache if it cannot be
/// written to or is a single file.
fn for_archive(archive: &Path) -> Result<Located> {
    let inside = located(archive.join(FOLDER_NAME));
    if archive.is_dir() && (inside.exists || can_hold(&inside.folder)) {
        return Ok(inside);
    }
    Ok(located(in_cache(archive)?))
}

/// True if the folder is there or can be made, and files in it too.
fn can_hold(folder: &Path) -> bool {
    let was_there = folder.is_dir();
    let probe = folder.join("can-write");
    let can = std::fs::create_dir_all(folder).is_ok() && std::fs::write(&probe, "").is_ok();
    std::fs::remove_file(&probe).ok();
    if !was_there {
        std::fs::remove_dir(folder).ok();
    }
    can
}

fn in_cache(archive: &Path) -> Result<PathBuf> {
    let archive = archive.canonicalize().with_context(|| archive.display().to_string())?;
    let cache = etcetera::choose_base_strategy()
        .context("this user has no home folder")?
        .cache_dir();
    let name = archive.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let key = xxh3_64(archive.as_os_str().as_encoded_bytes());
    Ok(cache.join("dateline").join(format!("{name}-{key:016x}")))
}

/// The nearest `.dateline` in the current folder or one above it.
fn above_current_folder() -> Result<Option<PathBuf>> {
    if is_index(Path::new(FOLDER_NAME)) {
        return Ok(Some(PathBuf::from(FOLDER_NAME)));
    }
    let current = std::env::current_dir().context("the current folder is gone")?;
    Ok(nearest(&current))
}

fn nearest(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .map(|above| above.join(FOLDER_NAME))
        .find(|folder| is_index(folder))
}

/// An index in a folder above that is of an archive in which `path` lies.
fn covering(path: &Path) -> Result<Option<PathBuf>> {
    let path = path.canonicalize().with_context(|| path.display().to_string())?;
    let Some(folder) = path.parent().and_then(nearest) else {
        return Ok(None);
    };
    // One that cannot be opened is in nobody's way here.
    let covers = open(&folder).is_ok_and(|index| index.covers(&path));
    Ok(covers.then_some(folder))
}

/// Opens an index to show paths from the current folder.
pub fn open_here(folder: &Path) -> Result<OpenIndex> {
    let mut index = open(folder)?;
    index.current_folder = std::env::current_dir().ok();
    Ok(index)
}
