//! Which ALTO pages a METS takes the text of, so that no page is read twice.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::super::super::decode::Decoder;
use super::super::super::neighbours::Neighbours;
use super::super::super::source::{Input, ReadOptions};
use super::declared_encoding;
use super::mets::Mets;

/// Folders whose METS files are remembered. A folder and the one above it are asked for in turn.
const FOLDERS_KEPT: usize = 8;

/// The paths that the METS files of a folder name, from that folder on.
type Named = Rc<HashSet<String>>;

thread_local! {
    /// A folder may hold thousands of issues, and each page asks for all of them. Kept by the
    /// folder and the time of its last change.
    static NAMED: RefCell<HashMap<String, Named>> = RefCell::default();
}

/// True if a METS in the folder of the page, or in the one above it, names the page.
pub(super) fn is_claimed(input: &Input<'_>, options: &ReadOptions) -> bool {
    let Some(neighbours) = input.neighbours else {
        return false;
    };
    let mut parts = input.name.rsplit(['/', '\\']);
    let file = parts.next().unwrap_or_default();
    let in_own = named_in("", neighbours, options).contains(file);
    in_own
        || parts
            .next()
            .is_some_and(|folder| named_in("..", neighbours, options).contains(&format!("{folder}/{file}")))
}

fn named_in(folder: &str, neighbours: &dyn Neighbours, options: &ReadOptions) -> Named {
    let key = neighbours.state(folder);
    if let Some(named) = key
        .as_ref()
        .and_then(|key| NAMED.with_borrow(|kept| kept.get(key).cloned()))
    {
        return named;
    }
    let mut named = HashSet::new();
    for name in neighbours.names(folder) {
        if !may_be_mets(&name) {
            continue;
        }
        let path = if folder.is_empty() {
            name
        } else {
            format!("{folder}/{name}")
        };
        let bytes = neighbours.read(&path, options.limits.max_document_bytes);
        named.extend(bytes.into_iter().flat_map(|bytes| pages_named_by(&bytes)));
    }
    let named = Rc::new(named);
    if let Some(key) = key {
        NAMED.with_borrow_mut(|kept| {
            if kept.len() >= FOLDERS_KEPT {
                kept.clear();
            }
            kept.insert(key, Rc::clone(&named));
        });
    }
    named
}

fn may_be_mets(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".xml") && (name.contains("mets") || name.contains("manifest"))
}

/// The pages that a METS names, if it can be read as far as that.
fn pages_named_by(bytes: &[u8]) -> Vec<String> {
    // Cheaper than the tree of what is no METS.
    if memchr::memmem::find(bytes, b"fileSec").is_none() {
        return Vec::new();
    }
    let mut decoder = Decoder::new(declared_encoding(bytes));
    let (text, _) = decoder.decode(bytes);
    let (mets, fault) = Mets::parse(&text);
    match fault {
        // A METS that is broken gives none of its pages.
        Some(_) => Vec::new(),
        None => mets.files.into_iter().map(|file| file.path).collect(),
    }
}
