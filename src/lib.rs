//! A full-text search engine for news archives.
//!
//! **index** an archive, **search** it, **embed** the index in another program:
//!
//! ```
//! use std::path::PathBuf;
//! use std::sync::atomic::AtomicBool;
//!
//! use dateline::index::{self, BuildOptions, Input, Progress};
//! use dateline::query::{self, ParseOptions};
//! use dateline::search::{self, SearchOptions};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! let archive = folder.path().join("archive");
//! std::fs::create_dir(&archive)?;
//! std::fs::write(archive.join("one.txt"), "Date: 2025-04-25\n\nTalks on Crimea were held in Moscow.")?;
//!
//! let index_folder = archive.join(index::FOLDER_NAME);
//! let input = Input::Paths(vec![PathBuf::from(&archive)]);
//! index::build(&index_folder, input, &BuildOptions::default(), &Progress::default(), &AtomicBool::new(false), || true)?;
//!
//! let open = index::open(&index_folder)?;
//! let today = jiff::civil::date(2025, 5, 1);
//! let query = query::parse("crimea AND talk", &ParseOptions::new(today)).map_err(|error| error.to_string())?;
//! let page = search::search(&open, &query, &SearchOptions::default())?;
//! assert_eq!(page.found, 1);
//! # Ok(())
//! # }
//! ```
//!
//! # The floors
//!
//! A file may import only from the floors above its own in this list; a test holds that.
//!
//! | floor | what it is for |
//! |---|---|
//! | [`article`] | what an article is |
//! | [`words`] | text to words: where they begin and end, folding, stems, the spellings of names |
//! | [`ingest`] | bytes to articles, a file a format |
//! | [`enrich`] | an article to a fuller one: date, headline, language |
//! | [`index`] | articles to Tantivy and back |
//! | [`query`] | text to a tree; knows nothing of Tantivy |
//! | [`search`] | a tree to hits |
//! | [`output`] | hits to bytes |
//! | `cli` | a file a subcommand; alone knows clap, the clock, the environment, the terminal |
//!
//! # Words used
//!
//! - **article**: one news story as a source published it. **record**: its place in a file.
//! - **headline**, **byline** (authors), **dateline** (where and when a story was filed), **lead**
//!   (headline and first paragraph), **wire copy** (an agency's story as another paper prints it).
//! - **term**: a word as the index holds it. **posting**: a term in an article.
//! - **leaf**: one thing a query looks for. **span**: a part of a text, in bytes;
//!   in `search` a run of its words, by position.
//! - **hit**: an article found. **passage**: the part of it that is shown. **page**: some hits.
#![doc = include_str!("docs/architecture.md")]

pub mod article;
pub mod enrich;
pub mod index;
pub mod ingest;
pub mod output;
pub mod query;
pub mod search;
pub mod words;

#[cfg(feature = "cli")]
pub mod cli;
