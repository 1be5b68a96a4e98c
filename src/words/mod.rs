//! Text to words: where words begin and end, how they are folded for the index, and which words
//! have the same stem. The index, queries and highlights all use these same functions, so that
//! they cannot disagree.

mod boundaries;
mod fold;
mod marks;
pub mod names;
mod stem;
mod tokenize;

pub use boundaries::{Boundaries, PlacedWord, PlacedWords, boundaries, placed_words};
pub use fold::{fold, fold_into, fold_name};
pub use marks::{PARAGRAPH_MARK, PrintedCase, SENTENCE_MARK, printed_case};
pub use stem::{DEFAULT_LANGUAGE, Stemmer};
pub use tokenize::{MAX_WORD_BYTES, Word, Words, is_unspaced_letter, is_word_char, words};
