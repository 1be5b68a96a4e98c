//! What the commands share that count over a whole answer: which articles count, how the query is
//! read, and the index that is asked.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use super::index::index_for_searching;
use super::names::NamesArguments;
use super::query::{dates, parse_query, seconds, under};
use super::{Context, locate, terminal};
use crate::index::OpenIndex;
use crate::output::{also_matched, sanitize};
use crate::query::Query;
use crate::search::{OtherSpellings, SearchOptions};

/// How a query is asked.
#[derive(Debug, Args)]
pub struct AskingArguments {
    /// The archive: a folder or file, indexed first if it has no index
    pub path: Option<PathBuf>,

    /// Only articles of this day, month or year, or later ones
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// Only articles of this day, month or year, or earlier ones
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    #[command(flatten)]
    names: NamesArguments,

    /// Count each story once, as the earliest of its articles that is found
    #[arg(long)]
    stories: bool,

    /// Words side by side mean OR instead of AND
    #[arg(long)]
    any: bool,

    /// Read the query as plain words: no operators, no fields
    #[arg(short = 'F', long)]
    literal: bool,

    /// Give up a search that takes longer; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    timeout: Duration,

    /// Print nothing on standard error but errors
    #[arg(short, long)]
    pub quiet: bool,

    /// Give up if another process is writing to the index, instead of waiting
    #[arg(long)]
    no_wait: bool,
}

impl AskingArguments {
    /// Reads a query.
    pub fn query(&self, text: &str) -> Result<Query> {
        parse_query(text, self.any, self.literal)
    }

    /// The index, made first if there is none, and which of its articles count.
    pub fn open(&self, context: &Context) -> Result<(OpenIndex, SearchOptions)> {
        let dates = dates(self.since.as_deref(), self.until.as_deref())?;
        let (located, part) = locate::for_searching(context.index.as_deref(), self.path.as_deref())?;
        if !located.exists {
            let Some(archive) = &self.path else {
                bail!("there is no index in {}", located.folder.display());
            };
            index_for_searching(&located.folder, archive, self.quiet, self.no_wait)?;
        }
        let index = locate::open_here(&located.folder)?;
        let options = SearchOptions {
            once_per_story: self.stories,
            dates,
            under: part.as_deref().map(|part| under(&index, part)).transpose()?,
            names: self.names.options(&index.folder)?,
            timeout: Some(self.timeout).filter(|timeout| !timeout.is_zero()),
            ..SearchOptions::default()
        };
        Ok((index, options))
    }

    /// Says how a query was read.
    pub fn say_notes<'a>(&self, notes: impl IntoIterator<Item = &'a String>) {
        if self.quiet {
            return;
        }
        if self.stories {
            terminal::say("note: each story counts once, as its earliest article here");
        }
        // Queries of one timeline may have the same.
        let mut said = BTreeSet::new();
        for note in notes.into_iter().filter(|note| said.insert(*note)) {
            terminal::say(&format!("note: {note}"));
        }
    }

    /// Says which other spellings were looked for.
    pub fn say_spellings<'a>(&self, spellings: impl IntoIterator<Item = &'a OtherSpellings>) {
        if self.quiet {
            return;
        }
        for spellings in spellings {
            terminal::say(&format!("note: {}", sanitize(&also_matched(spellings))));
        }
    }

    /// Says so where an archive holds nothing that could be found.
    pub fn say_if_empty(&self, index: &OpenIndex) {
        if index.reader.searcher().num_docs() == 0 && !self.quiet {
            terminal::say(&format!("the index in {} holds no articles", index.folder.display()));
        }
    }
}
