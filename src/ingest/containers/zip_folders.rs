//! The members of a zip as folders: what lies beside a member, for formats whose articles stand in
//! several files.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use zip::ZipArchive;

use super::super::limits::{Expanding, Limits, Within};
use super::super::neighbours::Neighbours;
use super::members::{Taken, taken};
use super::zip::ReadSeek;

/// A reader that several have, each at a place of its own.
#[derive(Clone)]
pub(super) struct Shared<'r> {
    inner: Rc<RefCell<Box<dyn ReadSeek + 'r>>>,
    at: u64,
}

impl<'r> Shared<'r> {
    pub fn new(inner: Box<dyn ReadSeek + 'r>) -> Shared<'r> {
        Shared {
            inner: Rc::new(RefCell::new(inner)),
            at: 0,
        }
    }
}

impl Read for Shared<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut inner = self.inner.borrow_mut();
        inner.seek(SeekFrom::Start(self.at))?;
        let found = inner.read(buffer)?;
        self.at += found as u64;
        Ok(found)
    }
}

impl Seek for Shared<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut inner = self.inner.borrow_mut();
        // The others may have moved it.
        if matches!(to, SeekFrom::Current(_)) {
            inner.seek(SeekFrom::Start(self.at))?;
        }
        self.at = inner.seek(to)?;
        Ok(self.at)
    }
}

/// The folders of a zip: the members in each by their names.
pub(super) struct Folders<'r> {
    archive: RefCell<ZipArchive<Shared<'r>>>,
    folders: OnceCell<HashMap<String, BTreeMap<String, usize>>>,
    limits: Limits,
    within: Within,
    /// Tells one zip from the next.
    number: u64,
}

impl<'r> Folders<'r> {
    pub fn new(archive: &ZipArchive<Shared<'r>>, limits: Limits, within: Within) -> Folders<'r> {
        static ZIPS: AtomicU64 = AtomicU64::new(0);
        Folders {
            archive: RefCell::new(archive.clone()),
            folders: OnceCell::new(),
            limits,
            within,
            number: ZIPS.fetch_add(1, Ordering::Relaxed),
        }
    }

    fn folders(&self) -> &HashMap<String, BTreeMap<String, usize>> {
        self.folders.get_or_init(|| {
            let mut folders: HashMap<String, BTreeMap<String, usize>> = HashMap::new();
            let archive = self.archive.borrow();
            for at in 0..archive.len() {
                let Some(Ok(name)) = archive.name_for_index(at) else {
                    continue;
                };
                if let Taken::As(path) = taken(&name)
                    && !name.ends_with('/')
                {
                    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
                    folders
                        .entry(folder.to_owned())
                        .or_default()
                        .insert(file.to_owned(), at);
                }
            }
            folders
        })
    }

    /// What lies beside the member of a path.
    pub fn beside<'f>(&'f self, path: &str) -> Beside<'f, 'r> {
        Beside {
            folders: self,
            folder: path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned(),
        }
    }
}

/// What lies beside one member.
pub(super) struct Beside<'f, 'r> {
    folders: &'f Folders<'r>,
    folder: String,
}

impl Beside<'_, '_> {
    /// A path from the member's folder as one from the top of the zip; `None` if it leads out.
    fn whole_path(&self, path: &str) -> Option<String> {
        let mut parts: Vec<&str> = self.folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            match part {
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    }
}

impl Neighbours for Beside<'_, '_> {
    fn names(&self, folder: &str) -> BTreeSet<String> {
        let files = self
            .whole_path(folder)
            .and_then(|folder| self.folders.folders().get(&folder));
        files.into_iter().flat_map(|files| files.keys().cloned()).collect()
    }

    fn state(&self, folder: &str) -> Option<String> {
        Some(format!("zip {}\n{}", self.folders.number, self.whole_path(folder)?))
    }

    fn read(&self, path: &str, limit_bytes: u64) -> Option<Vec<u8>> {
        let path = self.whole_path(path)?;
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
        let at = *self.folders.folders().get(folder)?.get(file)?;
        let mut archive = self.folders.archive.borrow_mut();
        let file = archive.by_index(at).ok()?;
        let packed = Arc::new(AtomicU64::new(file.compressed_size()));
        let (limits, within) = (self.folders.limits, self.folders.within.clone());
        let mut bytes = Vec::new();
        let expanding = Expanding::new(file, packed, limits, within);
        expanding
            .take(limit_bytes.saturating_add(1))
            .read_to_end(&mut bytes)
            .ok()?;
        (bytes.len() as u64 <= limit_bytes).then_some(bytes)
    }
}
