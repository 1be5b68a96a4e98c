//! `dateline show ID`: one article whole.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::names::NamesArguments;
use super::query::{output_format, parse_query, pointed};
use super::{Context, Outcome, locate, terminal};
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
    let article = match find_articles(&index, &arguments.id)? {
        Lookup::One(article) => article,
        Lookup::None => {
            terminal::say(&format!("no article has the id or path `{}`", arguments.id));
            return Ok(Outcome::Nothing);
        }
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
            bail!("{} names several articles:\n{}{more}", arguments.id, lines.join("\n"));
        }
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
