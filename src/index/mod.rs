//! Articles to Tantivy and back: the fields, the documents, the manifest of files, and the run
//! that brings an index up to date with an archive.

mod all;
mod automaton;
mod build;
mod commit;
pub mod dictionary;
mod document;
mod error;
mod info;
mod language_choice;
pub mod manifest;
mod paths;
mod pipeline;
mod plan;
mod progress;
mod schema;
mod stems;
mod store;
mod stored;
mod stored_entities;
pub mod stories;
mod tables;
mod tokenizer;
mod waiting;
mod word_table;

pub use all::each_article;
pub use build::{BuildOptions, DEFAULT_COMMIT_EVERY, Input, Summary, build};
pub use commit::Changes;
pub use document::{Place, Prepared, STREAM_PATH, article_id, from_document, to_document};
pub use error::IndexError;
pub use info::{Info, info};
pub(crate) use language_choice::{LanguageChoice, LanguageDocuments};
pub use plan::is_under;
pub use progress::Progress;
pub use schema::{EntityNames, Fields, NameField, SCHEMA_VERSION, schema};
pub use store::{FOLDER_NAME, Facts, NAMES_FILE, OpenIndex, is_index, open, open_or_create};
pub use stored::{ArticleId, StoredArticle};
pub use tables::{Tables, update_tables};
pub use tokenizer::tokenizers;

pub use crate::words::fold_name;
