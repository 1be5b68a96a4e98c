//! [`Waiting`]: a document on its way into the index, which takes room until it is there.
//!
//! Tantivy's writer takes in ten thousand documents before it makes anybody wait, however long they
//! are. Newspaper pages would fill half a gigabyte, so that what waits is counted in bytes here.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tantivy::TantivyDocument;
use tantivy::schema::Document;

/// Bytes of text that may wait for the writer. Less makes its threads wait for the reader.
const MOST_WAITING_BYTES: usize = 32 << 20;

/// The room for documents that wait.
#[derive(Clone, Debug, Default)]
pub struct Room {
    taken: Arc<(Mutex<usize>, Condvar)>,
}

impl Room {
    /// Waits until there is room for so many bytes, and takes it. A document longer than all of the
    /// room waits until it is alone.
    pub fn for_document(&self, document: TantivyDocument, bytes: usize) -> Waiting {
        let (taken, has_left) = &*self.taken;
        let is_full = |taken: &mut usize| *taken > 0 && *taken + bytes > MOST_WAITING_BYTES;
        let taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = has_left
            .wait_while(taken, is_full)
            .unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
        Waiting {
            document,
            bytes,
            room: self.clone(),
        }
    }
}

/// A document that waits to be indexed, or is being indexed.
#[derive(Debug)]
pub struct Waiting {
    document: TantivyDocument,
    bytes: usize,
    room: Room,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let (taken, has_left) = &*self.room.taken;
        *taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        has_left.notify_one();
    }
}

impl Document for Waiting {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn a_document_waits_for_room_and_a_long_one_until_it_is_alone() {
        let room = Room::default();
        let first = room.for_document(TantivyDocument::new(), MOST_WAITING_BYTES);
        let has_room = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let long = room.for_document(TantivyDocument::new(), 2 * MOST_WAITING_BYTES);
                has_room.store(true, Ordering::SeqCst);
                drop(long);
            });
            std::thread::sleep(std::time::Duration::from_millis(50));
            assert!(!has_room.load(Ordering::SeqCst));
            drop(first);
        });
        assert!(has_room.load(Ordering::SeqCst));
        drop(room.for_document(TantivyDocument::new(), 1));
    }
}
