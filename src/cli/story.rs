//! `dateline story ID [PATH]`: the articles of a story in the order of time, and what differs.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::show::{found_article, not_found};
use super::{Context, Outcome, locate, terminal};
use crate::output::{write_story, write_story_json};
use crate::search::story_of;

/// Arguments of `dateline story`.
#[derive(Debug, Args)]
pub struct StoryArguments {
    /// One of its articles: the beginning of its id, its source's id, or the path of its file
    id: String,

    /// The archive
    path: Option<PathBuf>,

    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: StoryFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum StoryFormat {
    /// For reading on a terminal
    Text,
    /// One JSON document
    Json,
}

/// Prints the story.
pub fn run(arguments: &StoryArguments, context: &Context) -> Result<Outcome> {
    if arguments.id.trim().is_empty() {
        bail!("expected an id or a path, found nothing");
    }
    let (located, _) = locate::for_searching(context.index.as_deref(), arguments.path.as_deref())?;
    let index = locate::open_here(&located.folder)?;
    let Some(article) = found_article(&index, &arguments.id)? else {
        return Ok(not_found(&arguments.id));
    };
    let story = story_of(&index, article.id)?;
    let mut out = terminal::stdout();
    match arguments.format {
        StoryFormat::Text => write_story(&story, &terminal::style(context.color), &mut out)?,
        StoryFormat::Json => write_story_json(&story, &mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Found)
}
