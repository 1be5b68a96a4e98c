//! `dateline names suggest [PATH]`: names of the archive that may be one, as lines for its names file.

use std::io::Write;
use std::sync::Arc;

use anyhow::Result;
use clap::{Args, Subcommand};

use super::asking::AskingArguments;
use super::entities::entity_kind;
use super::query::pointed;
use super::{Context, Outcome, terminal};
use crate::article::EntityKind;
use crate::index::NAMES_FILE;
use crate::output::write_proposals;
use crate::search::suggest_names;

/// Arguments of `dateline names`.
#[derive(Debug, Args)]
pub struct NamesCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Propose lines for the names file: names that may be one and that no article names together
    Suggest(SuggestArguments),
}

#[derive(Debug, Args)]
struct SuggestArguments {
    #[command(flatten)]
    asking: AskingArguments,

    /// Only names in the articles that this query finds
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,

    /// Which names: person, place, org; several with commas [default: all]
    #[arg(long = "type", value_name = "KINDS", value_delimiter = ',', value_parser = entity_kind)]
    kinds: Vec<EntityKind>,

    /// Number of lines to print, those of names in the most articles first
    #[arg(short = 'n', long, value_name = "N", default_value_t = 100)]
    limit: usize,
}

/// Prints the proposals.
pub fn run(arguments: NamesCommand, context: &Context) -> Result<Outcome> {
    match arguments.command {
        Command::Suggest(arguments) => suggest(&arguments, context),
    }
}

fn suggest(arguments: &SuggestArguments, context: &Context) -> Result<Outcome> {
    let asking = &arguments.asking;
    let query = arguments.query.as_deref().map(|text| asking.query(text)).transpose()?;
    let (index, search) = asking.open(context)?;
    let file = Arc::clone(&search.names.file);
    let kinds: Vec<EntityKind> = EntityKind::ALL
        .into_iter()
        .filter(|kind| arguments.kinds.is_empty() || arguments.kinds.contains(kind))
        .collect();
    let proposals = suggest_names(&index, query.as_ref(), &kinds, &file, &search).map_err(|error| match &query {
        Some(query) => pointed(error, query),
        None => error.into(),
    })?;
    let printed = proposals.len().min(arguments.limit);
    let mut out = terminal::stdout();
    write_proposals(proposals.get(..printed).unwrap_or_default(), &mut out)?;
    out.flush()?;
    if !asking.quiet {
        let lines = |count: usize| {
            if count == 1 {
                "1 line".to_owned()
            } else {
                format!("{count} lines")
            }
        };
        terminal::say(&match (proposals.len(), printed) {
            (0, _) => "no names that may be one".to_owned(),
            (all, printed) if printed < all => format!("{} of {all} (--limit for more)", lines(printed)),
            (all, _) => format!("{}; what is right goes into {NAMES_FILE}", lines(all)),
        });
    }
    asking.say_if_empty(&index);
    Ok(match proposals.is_empty() {
        true => Outcome::Nothing,
        false => Outcome::Found,
    })
}
