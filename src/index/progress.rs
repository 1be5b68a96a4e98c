//! How far a run is, for whoever draws it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counters of a run. The run adds to them, another thread reads them.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files that are to be read; 0 until they have been counted.
    pub files_in_all: AtomicU64,
    /// Their bytes, compressed ones as they lie on disk; 0 until they have been counted.
    pub bytes_in_all: AtomicU64,
    /// Files read.
    pub files: AtomicU64,
    /// Bytes read.
    pub bytes: Arc<AtomicU64>,
    /// Articles read.
    pub articles: AtomicU64,
}

impl Progress {
    pub(super) fn set(counter: &AtomicU64, number: u64) {
        counter.store(number, Ordering::Relaxed);
    }

    pub(super) fn add(counter: &AtomicU64, number: u64) {
        counter.fetch_add(number, Ordering::Relaxed);
    }
}
