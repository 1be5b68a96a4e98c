//! `dateline index --watch`: the index kept current while files come and go.
//!
//! The system tells of changes; the archive is looked over again when they have settled, and now
//! and then without any, since network drives tell of none and queues overflow.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::Result;
use notify::{Event, RecursiveMode, Watcher};

use super::terminal;

/// A file is often written in several steps: so long nothing may happen before it is read.
const SETTLE: Duration = Duration::from_millis(500);

/// Where changes never stop, files are read all the same after this time.
const LONGEST_WAIT: Duration = Duration::from_secs(3);

/// How often the archive is looked over although nothing was told.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// How often the flag that ends the watch is looked at.
const TICK: Duration = Duration::from_millis(100);

/// Calls `update` at once and whenever files below the paths have changed, until `stop` is raised. Changes in
/// the index folder are its own.
///
/// # Errors
/// Whatever `update` fails with.
pub fn watch(
    paths: &[PathBuf],
    index_folder: &Path,
    stop: &AtomicBool,
    mut update: impl FnMut() -> Result<()>,
) -> Result<()> {
    let index_folder = index_folder.canonicalize().unwrap_or_else(|_| index_folder.to_owned());
    let (sender, events) = channel();
    let is_of_archive = move |event: &Event| {
        let is_change = !event.kind.is_access();
        let is_elsewhere = |path: &PathBuf| !path.starts_with(&index_folder) && !is_beside(path, &index_folder);
        is_change && (event.paths.is_empty() || event.paths.iter().any(is_elsewhere))
    };
    let told = move |outcome: notify::Result<Event>| {
        // A fault of the watcher is a reason to look, too.
        if outcome.as_ref().map_or(true, &is_of_archive) {
            sender.send(()).ok();
        }
    };
    let watcher = notify::recommended_watcher(told).and_then(|mut watcher| {
        for path in paths {
            let resolved = path.canonicalize().unwrap_or_else(|_| path.clone());
            watcher.watch(&resolved, RecursiveMode::Recursive)?;
        }
        Ok(watcher)
    });
    if let Err(error) = &watcher {
        terminal::say(&format!(
            "this system tells of no changes ({error}): looking every {} s",
            LOOK_EVERY.as_secs()
        ));
    }
    // What has changed before the watcher stood was told to nobody.
    update()?;
    while wait(&events, stop) {
        update()?;
    }
    Ok(())
}

/// A rebuild makes its folders beside the index, under names that begin with the index's own.
fn is_beside(path: &Path, index_folder: &Path) -> bool {
    let name = |path: &Path| path.to_string_lossy().into_owned();
    name(path).starts_with(&format!("{}.", name(index_folder)))
}

/// Waits for changes to come and settle. False if the watch is to end.
fn wait(events: &Receiver<()>, stop: &AtomicBool) -> bool {
    let started = Instant::now();
    let mut first_change: Option<Instant> = None;
    let mut last_change = started;
    loop {
        if stop.load(Ordering::Relaxed) {
            return false;
        }
        match events.recv_timeout(TICK) {
            Ok(()) => {
                last_change = Instant::now();
                first_change.get_or_insert(last_change);
            }
            // Without a watcher there is nobody to send; the clock goes on.
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(TICK),
            Err(RecvTimeoutError::Timeout) => {}
        }
        let has_settled = last_change.elapsed() >= SETTLE;
        match first_change {
            Some(first) if has_settled || first.elapsed() >= LONGEST_WAIT => return true,
            None if started.elapsed() >= LOOK_EVERY => return true,
            _ => {}
        }
    }
}
