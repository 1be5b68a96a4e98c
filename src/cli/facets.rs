//! `dateline facets QUERY [PATH]`: what the articles found have in common.

use std::io::Write;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::asking::AskingArguments;
use super::query::pointed;
use super::{Context, Outcome, terminal};
use crate::output::{Style, write_facets, write_facets_csv, write_facets_json};
use crate::search::{DEFAULT_FACETS, DEFAULT_LIMIT, FacetEntry, SearchOptions, UnknownFacet, facet_named, facets};

/// Arguments of `dateline facets`.
#[derive(Debug, Args)]
pub struct FacetsArguments {
    /// The query
    #[arg(allow_hyphen_values = true)]
    query: String,

    #[command(flatten)]
    asking: AskingArguments,

    /// What to count: source, section, person, place, org, topic, byline, agency, lang, year,
    /// format; several with commas
    #[arg(long, value_name = "FACETS", value_delimiter = ',', value_parser = facet)]
    by: Vec<&'static FacetEntry>,

    /// Number of values of each facet to print
    #[arg(short = 'n', long, value_name = "N", default_value_t = DEFAULT_LIMIT)]
    limit: usize,

    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: FacetFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FacetFormat {
    /// For reading on a terminal
    Text,
    /// One JSON document
    Json,
    /// A table for spreadsheets
    Csv,
}

/// Reads the name of a facet.
pub(super) fn facet(name: &str) -> Result<&'static FacetEntry, UnknownFacet> {
    facet_named(name.trim())
}

/// The facets that were asked for, each once, or the usual ones.
pub(super) fn asked_or_default(asked: &[&'static FacetEntry]) -> Vec<&'static FacetEntry> {
    let usual = || {
        DEFAULT_FACETS
            .iter()
            .filter_map(|name| facet_named(name).ok())
            .collect()
    };
    let mut facets: Vec<&'static FacetEntry> = if asked.is_empty() { usual() } else { asked.to_vec() };
    let mut seen = std::collections::HashSet::new();
    facets.retain(|facet| seen.insert(facet.name()));
    facets
}

/// Counts and prints.
pub fn run(arguments: &FacetsArguments, context: &Context) -> Result<Outcome> {
    let asking = &arguments.asking;
    let query = asking.query(&arguments.query)?;
    let (index, search) = asking.open(context)?;
    let options = SearchOptions {
        limit: arguments.limit,
        ..search
    };
    let mut counted =
        facets(&index, &query, &asked_or_default(&arguments.by), &options).map_err(|error| pointed(error, &query))?;
    // Of facets that were not asked for, only those that say something are printed.
    if arguments.by.is_empty() && arguments.format == FacetFormat::Text {
        counted.facets.retain(|facet| facet.distinct > 0);
    }
    let style = Style {
        query: arguments.query.clone(),
        ..terminal::style(context.color)
    };
    let mut out = terminal::stdout();
    match arguments.format {
        FacetFormat::Text => write_facets(&counted, &style, &mut out)?,
        FacetFormat::Json => write_facets_json(&counted, &style, &mut out)?,
        FacetFormat::Csv => write_facets_csv(&counted, &mut out)?,
    }
    out.flush()?;
    asking.say_notes(&counted.notes);
    asking.say_spellings(&counted.spellings);
    asking.say_if_empty(&index);
    Ok(match counted.found {
        0 => Outcome::Nothing,
        _ => Outcome::Found,
    })
}
