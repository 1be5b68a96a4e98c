//! `dateline show ID`: one article whole.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::names::NamesArguments;
use super::query::{output_format, parse_query, pointed};
use super::{Context, Outcome, locate, terminal};
use crate::index::{OpenIndex, StoredArticle};
use crate::output::{Matches, Output, sanitize};
use crate::search::{Lookup, MOST_LISTED, find_articles, marks};

/// Arguments of `dateline show`.
#[derive(Debug, Args)]
pub struct ShowArguments {
    /// The article: the beginning of its id, its source's id, or the path of its file
    id: String,

    /// The archive
    path: Option<PathBuf>,

    /// Mark what this query finds in it
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,

    #[command(flatten)]
    names: NamesArguments,

    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = output_format)]
    format: &'static Output,
}

/// Prints the article.
pub fn run(arguments: &ShowArguments, context: &Context) -> Result<Outcome> {
    if arguments.id.trim().is_empty() {
        bail!("expected an id or a path, found nothing");
    }
    let (located, _) = locate::for_searching(context.index.as_deref(), arguments.path.as_deref())?;
    let names = arguments.names.options(&located.folder)?;
    let index = locate::open_here(&located.folder)?;
    let Some(article) = found_article(&index, &arguments.id)? else {
        return Ok(not_found(&arguments.id));
    };
    let (headline, body) = match &arguments.query {
        Some(text) => {
            let query = parse_query(text, false, false)?;
            marks(&index, &query, &article, &names).map_err(|error| pointed(error, &query))?
        }
        None => Default::default(),
    };
    let matches = Matches {
        headline: &headline,
        body: &body,
    };
    let mut out = terminal::stdout();
    (arguments.format.write_article)(&article, matches, &terminal::style(context.color), &mut out)?;
    out.flush()?;
    Ok(Outcome::Found)
}

/// The article that an id or a path names.
pub fn found_article(index: &OpenIndex, id: &str) -> Result<Option<Box<StoredArticle>>> {
    match find_articles(index, id)? {
        Lookup::One(article) => Ok(Some(article)),
        Lookup::None => Ok(None),
        Lookup::Several(articles) => {
            let lines: Vec<String> = articles
                .iter()
                .map(|article| {
                    let headline = article
                        .article
                        .headline
                        .as_ref()
                        .map_or("", |headline| headline.text.as_str());
                    format!("  {}  {}", article.id, sanitize(headline))
                })
                .collect();
            let more = match lines.len() {
                MOST_LISTED => "\n  and perhaps more",
                _ => "",
            };
            bail!("{id} names several articles:\n{}{more}", lines.join("\n"));
        }
    }
}

/// Says that an id or a path names nothing.
pub fn not_found(id: &str) -> Outcome {
    terminal::say(&format!("no article has the id or path `{id}`"));
    Outcome::Nothing
}
