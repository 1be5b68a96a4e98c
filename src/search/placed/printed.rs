//! `caps(Turkey)`: keeps the places at which a word is printed with given case and accents.
//!
//! The index marks the places of words with a capital, in capitals, and printed in any other way
//! than small and bare. Those marks tell almost every word; for `McDonald` and `Rosé` the stored
//! text is asked.

use tantivy::postings::SegmentPostings;
use tantivy::schema::{Field, Value};
use tantivy::store::StoreReader;
use tantivy::{DocId, SegmentReader, TantivyDocument, Term};
use unicode_normalization::UnicodeNormalization;

use super::WITH_POSITIONS;
use super::fields::read_marks;
use crate::index::Fields;
use crate::words::{PrintedCase, fold, printed_case, words};

/// Blocks of stored text that are kept unpacked: documents are asked in their order.
const STORE_CACHE_BLOCKS: usize = 1;

/// The cases that have a mark.
const MARKED: [PrintedCase; 3] = [PrintedCase::Capitalised, PrintedCase::AllCapitals, PrintedCase::Other];

/// How a word must be printed in one field of a segment.
pub struct Printed {
    word: String,
    case: PrintedCase,
    /// Places with the mark of this case; of a word printed as folded, those with any mark.
    marks: Vec<(Option<SegmentPostings>, Vec<u32>)>,
    /// Where the text is stored.
    text_field: Field,
    store: Option<StoreReader>,
}

impl Printed {
    /// Opens what tells how words are printed. `word` is in NFC.
    ///
    /// # Errors
    /// Whatever reading the segment gives.
    pub fn open(segment: &SegmentReader, word: &str, is_headline: bool, fields: &Fields) -> tantivy::Result<Printed> {
        let (marks_field, text_field) = match is_headline {
            true => (fields.headline_marks, fields.headline),
            false => (fields.body_marks, fields.body),
        };
        let case = printed_case(word, &fold(word));
        let wanted: Vec<&str> = match case.mark() {
            Some(mark) => vec![mark],
            None => MARKED.iter().filter_map(|case| case.mark()).collect(),
        };
        let inverted = segment.inverted_index(marks_field)?;
        let mut marks = Vec::new();
        for mark in wanted {
            let term = Term::from_field_text(marks_field, mark);
            marks.push((inverted.read_postings(&term, WITH_POSITIONS)?, Vec::new()));
        }
        Ok(Printed {
            word: word.to_owned(),
            case,
            marks,
            text_field,
            store: match case {
                PrintedCase::Other => Some(segment.get_store_reader(STORE_CACHE_BLOCKS)?),
                PrintedCase::AsFolded | PrintedCase::Capitalised | PrintedCase::AllCapitals => None,
            },
        })
    }

    /// Keeps the places of a document at which the word is printed so.
    ///
    /// # Errors
    /// Whatever reading the stored text gives.
    pub fn keep(&mut self, document: DocId, places: &mut Vec<u32>) -> tantivy::Result<()> {
        if places.is_empty() {
            return Ok(());
        }
        for mark in &mut self.marks {
            read_marks(mark, document);
        }
        let has_mark = |place: &u32| self.marks.iter().any(|(_, marked)| marked.binary_search(place).is_ok());
        match self.case {
            PrintedCase::AsFolded => places.retain(|place| !has_mark(place)),
            PrintedCase::Capitalised | PrintedCase::AllCapitals | PrintedCase::Other => places.retain(has_mark),
        }
        if let Some(store) = &self.store
            && !places.is_empty()
        {
            let document: TantivyDocument = store.get(document)?;
            let text = document.get_first(self.text_field).and_then(|value| value.as_str());
            let mut printed = words(text.unwrap_or_default());
            places.retain(|place| {
                let word = printed.find(|word| word.position == *place as usize);
                word.is_some_and(|word| is_printed(word.text, &self.word))
            });
        }
        Ok(())
    }
}

/// True if a word of a text is this word, which is in NFC, in case and accents.
pub fn is_printed(text: &str, word: &str) -> bool {
    text == word || (!text.is_ascii() && text.nfc().eq(word.chars()))
}
