//! [`LanguageChoice`]: the documents of some languages, one bit each, kept while an index is open.
//!
//! A word often belongs to a family in one language and not in another, so that nearly every
//! search by stem asks for the documents of some languages. Asking a segment's column for each
//! document costs several times what reading its posting does.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::index::SegmentId;
use tantivy::{DocId, SegmentReader};

use crate::words::DEFAULT_LANGUAGE;

/// Segments whose bits are kept. An index has a dozen; those that were merged away are forgotten
/// with the others when there are more.
const MOST_SEGMENTS: usize = 256;

/// Some languages, by code. Articles of no known language count as [`DEFAULT_LANGUAGE`].
#[derive(Debug, Default)]
pub struct LanguageChoice {
    /// The codes, in their order.
    codes: Vec<String>,
    documents: Mutex<HashMap<SegmentId, LanguageDocuments>>,
}

/// The documents of a segment that are in some languages.
#[derive(Clone, Debug)]
pub enum LanguageDocuments {
    /// All.
    All,
    /// Those whose bit is set: bit `d % 64` of number `d / 64`.
    Bits(Arc<[u64]>),
}

impl LanguageDocuments {
    /// True for a document in one of the languages.
    pub fn contain(&self, document: DocId) -> bool {
        match self {
            LanguageDocuments::All => true,
            LanguageDocuments::Bits(bits) => {
                let bits = bits.get(document as usize / 64).copied().unwrap_or_default();
                bits >> (document % 64) & 1 == 1
            }
        }
    }
}

impl PartialEq for LanguageChoice {
    fn eq(&self, other: &Self) -> bool {
        self.codes == other.codes
    }
}

impl Eq for LanguageChoice {}

impl LanguageChoice {
    /// A choice of languages by code.
    pub fn new(codes: Vec<String>) -> LanguageChoice {
        LanguageChoice {
            codes,
            documents: Mutex::default(),
        }
    }

    /// True if articles in this language are meant.
    pub fn contains(&self, code: &str) -> bool {
        self.codes.iter().any(|own| own == code)
    }

    /// Returns the documents of a segment in these languages.
    ///
    /// # Errors
    /// Whatever reading the segment gives.
    pub fn documents(&self, segment: &SegmentReader) -> tantivy::Result<LanguageDocuments> {
        let mut known = self.documents.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(documents) = known.get(&segment.segment_id()) {
            return Ok(documents.clone());
        }
        if known.len() >= MOST_SEGMENTS {
            known.clear();
        }
        let documents = self.look_up(segment)?;
        known.insert(segment.segment_id(), documents.clone());
        Ok(documents)
    }

    fn look_up(&self, segment: &SegmentReader) -> tantivy::Result<LanguageDocuments> {
        let default_passes = self.contains(DEFAULT_LANGUAGE);
        let mut bits = vec![0u64; segment.max_doc().div_ceil(64) as usize];
        let mut set = |document: DocId| bits[document as usize / 64] |= 1 << (document % 64);
        let Some(column) = segment.fast_fields().str("lang")? else {
            return Ok(match default_passes {
                true => LanguageDocuments::All,
                false => LanguageDocuments::Bits(bits.into()),
            });
        };
        // By ordinal of the language in the segment.
        let mut passes = Vec::new();
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            passes.push(self.contains(&String::from_utf8_lossy(stream.key())));
        }
        if default_passes && passes.iter().all(|passes| *passes) {
            return Ok(LanguageDocuments::All);
        }
        for document in 0..segment.max_doc() {
            let is_meant = match column.ords().first(document) {
                Some(ordinal) => passes.get(ordinal as usize).copied().unwrap_or(false),
                None => default_passes,
            };
            if is_meant {
                set(document);
            }
        }
        Ok(LanguageDocuments::Bits(bits.into()))
    }
}
