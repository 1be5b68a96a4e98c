//! Work that foreign code does on foreign text, kept from doing harm: it may panic, recurse without
//! end or never come back.
//!
//! Each page is read in a thread of its own with a large stack. A thread that takes too long is left
//! behind, for a thread cannot be ended from outside. So that none pile up, only a few may be left
//! behind at a time: with so many running, the next page waits for one of them to come back, and is
//! refused if none does. Sizes and nesting are limited before ([`super::tree`], [`super::prune`]), so
//! that all of them do come back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, Once, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

/// How long reading a page may take. The slowest of real pages take a tenth of a second.
pub(super) const PAGE_TIME: Duration = Duration::from_secs(20);

/// Bytes of stack. Nesting is limited far below what would fill them.
const STACK_BYTES: usize = 64 << 20;

/// Threads left behind at a time, in the whole process: each holds the memory of its page.
const MAX_LEFT_BEHIND: usize = 2;

/// The name of the threads, by which the panic hook knows them.
const THREAD_NAME: &str = "dateline-page";

static LEFT_BEHIND: LeftBehind = LeftBehind::new();

/// How many threads are left behind, and a sign that one has come back.
struct LeftBehind {
    count: Mutex<usize>,
    fewer: Condvar,
}

impl LeftBehind {
    const fn new() -> LeftBehind {
        LeftBehind {
            count: Mutex::new(0),
            fewer: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn one_more(&self) {
        *self.lock() += 1;
    }

    fn one_fewer(&self) {
        *self.lock() -= 1;
        self.fewer.notify_all();
    }

    /// Waits until there is room for another. False if there is none in time.
    fn wait(&self, time: Duration) -> bool {
        let is_full = |count: &mut usize| *count >= MAX_LEFT_BEHIND;
        let waited = self.fewer.wait_timeout_while(self.lock(), time, is_full);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

/// Who has to count a thread: its waiter and the thread itself may end at the same moment.
const WAITED_FOR: u8 = 0;
const LEFT: u8 = 1;
const DONE: u8 = 2;

/// Why some work gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// It panicked.
    Panic,
    /// It took too long.
    Time,
    /// No thread could be begun, or too many were left behind.
    NoThread,
}

/// Does some work in a thread of its own, for as long as `time`.
///
/// # Errors
/// [`Failure`] if it gives nothing.
pub(super) fn in_thread<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    in_counted_thread(&LEFT_BEHIND, time, work)
}

fn in_counted_thread<T: Send + 'static>(
    left_behind: &'static LeftBehind,
    time: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    if !left_behind.wait(time) {
        return Err(Failure::NoThread);
    }
    keep_quiet();
    let (give, take) = mpsc::sync_channel(1);
    let state = Arc::new(AtomicU8::new(WAITED_FOR));
    let state_inside = Arc::clone(&state);
    let inside = move || {
        let outcome = quietly(work);
        let _ = give.send(outcome);
        if state_inside.swap(DONE, Ordering::AcqRel) == LEFT {
            left_behind.one_fewer();
        }
    };
    let builder = thread::Builder::new()
        .name(THREAD_NAME.to_owned())
        .stack_size(STACK_BYTES);
    builder.spawn(inside).map_err(|_| Failure::NoThread)?;
    match take.recv_timeout(time) {
        Ok(outcome) => outcome,
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Failure::Panic),
        Err(mpsc::RecvTimeoutError::Timeout) => {
            left_behind.one_more();
            if state.swap(LEFT, Ordering::AcqRel) == DONE {
                left_behind.one_fewer();
            }
            Err(Failure::Time)
        }
    }
}

/// Does some work, and takes a panic for a failure. Only inside [`in_thread`] is nothing printed.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Failure::Panic)
}

/// Keeps panics in our threads from being printed: they are reported as refused records. Panics
/// of other threads go where they went before.
fn keep_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(THREAD_NAME) {
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const LONG: Duration = Duration::from_secs(600);

    #[test]
    fn a_panic_is_a_failure() {
        assert_eq!(in_thread(LONG, || 7), Ok(7));
        assert_eq!(
            in_thread::<u8>(LONG, || panic!("an extractor's fault")),
            Err(Failure::Panic)
        );
    }

    #[test]
    fn threads_that_hang_are_counted_and_bounded() {
        static LEFT_HERE: LeftBehind = LeftBehind::new();
        let short = Duration::from_millis(1);
        let mut holds = Vec::new();
        for _ in 0..MAX_LEFT_BEHIND {
            let (hold, held) = mpsc::channel::<()>();
            holds.push(hold);
            let outcome = in_counted_thread(&LEFT_HERE, short, move || held.recv().is_ok());
            assert_eq!(outcome, Err(Failure::Time));
        }
        assert_eq!(in_counted_thread(&LEFT_HERE, short, || 7), Err(Failure::NoThread));
        drop(holds);
        assert_eq!(in_counted_thread(&LEFT_HERE, LONG, || 7), Ok(7));
    }
}
