//! Text to words: where words begin and end, how they are folded for the index, and which words
//! have the same stem. The index, queries and highlights all use these same functions, so that
//! they cannot disagree.

mod fold;
mod stem;
mod tokenize;

pub use fold::{fold, fold_into};
pub use stem::{DEFAULT_LANGUAGE, Stemmer};
pub use tokenize::{MAX_WORD_BYTES, Word, Words, is_word_char, words};
