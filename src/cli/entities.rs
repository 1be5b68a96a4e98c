//! `dateline entities [QUERY] [PATH]`: the people, places and organisations of the articles found, and
//! who appears with whom.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use clap::{Args, ValueEnum};

use super::asking::AskingArguments;
use super::query::pointed;
use super::{Context, Outcome, terminal};
use crate::article::EntityKind;
use crate::output::{ENTITY_OUTPUTS, EntityOutput, Style, entity_output_named, sanitize};
use crate::search::{DEFAULT_LIMIT, EntityList, EntityOptions, EntityOrder, MOST_PAIRED, entities};

/// Entities of each kind in a graph unless asked otherwise: few enough to be drawn.
const DEFAULT_LIMIT_OF_GRAPH: usize = 100;

/// Arguments of `dateline entities`.
#[derive(Debug, Args)]
pub struct EntitiesArguments {
    /// The query; without one all articles count
    #[arg(allow_hyphen_values = true)]
    query: Option<String>,

    #[command(flatten)]
    asking: AskingArguments,

    /// What to list: person, place, org; several with commas [default: all]
    #[arg(long = "type", value_name = "KINDS", value_delimiter = ',', value_parser = entity_kind)]
    kinds: Vec<EntityKind>,

    /// Only what is named in one article with this person, place or organisation
    #[arg(long, value_name = "NAME")]
    with: Option<String>,

    /// Number of names of each type to print [default: 10; 100 in a graph]
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,

    /// The order of the names [default: articles; likelihood beside --with]
    #[arg(long, value_name = "ORDER")]
    sort: Option<Order>,

    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = entity_format)]
    format: &'static EntityOutput,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Order {
    /// Those in most articles first
    Articles,
    /// Beside --with: those that are together with it most beyond chance first
    Likelihood,
    /// By name
    Name,
}

/// Reads a type of names.
pub fn entity_kind(name: &str) -> Result<EntityKind> {
    let name = name.trim().to_lowercase();
    let one = match name.as_str() {
        "people" | "persons" => "person",
        "places" => "place",
        "orgs" | "organisation" | "organisations" | "organization" | "organizations" => "org",
        other => other,
    };
    EntityKind::from_name(one).ok_or_else(|| {
        let names: Vec<&str> = EntityKind::ALL.iter().map(|kind| kind.name()).collect();
        anyhow!("there is no type `{name}`; there are {}", names.join(", "))
    })
}

fn entity_format(name: &str) -> Result<&'static EntityOutput> {
    entity_output_named(name).ok_or_else(|| {
        let names: Vec<&str> = ENTITY_OUTPUTS.iter().map(|output| output.name).collect();
        anyhow!("there is no format `{name}`; there are {}", names.join(", "))
    })
}

/// Counts and prints.
pub fn run(mut arguments: EntitiesArguments, context: &Context) -> Result<Outcome> {
    take_lone_path(&mut arguments);
    let options = options(&arguments)?;
    let asking = &arguments.asking;
    let query = arguments.query.as_deref().map(|text| asking.query(text)).transpose()?;
    let (index, search) = asking.open(context)?;
    let file = Arc::clone(&search.names.file);
    let canonical = |kind: EntityKind, name: &str| file.canonical(kind, name);
    let list = entities(&index, query.as_ref(), &options, &search, &canonical).map_err(|error| match &query {
        Some(query) => pointed(error, query),
        None => error.into(),
    })?;
    let style = Style {
        query: arguments.query.clone().unwrap_or_default(),
        ..terminal::style(context.color)
    };
    let mut out = terminal::stdout();
    (arguments.format.write)(&list, &style, &mut out)?;
    out.flush()?;
    asking.say_notes(&list.notes);
    asking.say_spellings(&list.spellings);
    if !asking.quiet {
        say_of_companion(&list, &arguments);
    }
    asking.say_if_empty(&index);
    Ok(match list.groups.iter().any(|group| group.distinct > 0) {
        true => Outcome::Found,
        false => Outcome::Nothing,
    })
}

fn options(arguments: &EntitiesArguments) -> Result<EntityOptions> {
    let is_graph = arguments.format.is_graph;
    let usual = if is_graph {
        DEFAULT_LIMIT_OF_GRAPH
    } else {
        DEFAULT_LIMIT
    };
    let limit = arguments.limit.unwrap_or(usual);
    if is_graph && limit > MOST_PAIRED {
        bail!("--limit {limit}: expected at most {MOST_PAIRED} names of each type in a graph");
    }
    let mut kinds = arguments.kinds.clone();
    kinds.sort_unstable();
    kinds.dedup();
    Ok(EntityOptions {
        kinds: if kinds.is_empty() {
            EntityKind::ALL.to_vec()
        } else {
            kinds
        },
        limit,
        order: match (arguments.sort, &arguments.with) {
            (Some(Order::Articles), _) | (None, None) => EntityOrder::Articles,
            (Some(Order::Likelihood), None) => bail!("--sort likelihood is beside another name: add --with NAME"),
            (Some(Order::Likelihood) | None, Some(_)) => EntityOrder::Likelihood,
            (Some(Order::Name), _) => EntityOrder::Name,
        },
        with: arguments.with.clone(),
        pairs: is_graph,
    })
}

/// `dateline entities FOLDER`: what is alone and a file or folder is the archive, and all of it counts.
fn take_lone_path(arguments: &mut EntitiesArguments) {
    if arguments.asking.path.is_none()
        && let Some(path) = arguments.query.take_if(|query| Path::new(query.as_str()).exists())
    {
        if !arguments.asking.quiet {
            terminal::say(&format!(
                "note: `{}` is taken for the archive, all articles of which count",
                sanitize(&path)
            ));
        }
        arguments.asking.path = Some(PathBuf::from(path));
    }
}

/// A name that the answer does not have is told, with those that were perhaps meant.
fn say_of_companion(list: &EntityList, arguments: &EntitiesArguments) {
    let (Some(with), Some(typed)) = (&list.with, &arguments.with) else {
        return;
    };
    if !with.entities.is_empty() {
        return;
    }
    terminal::say(&format!(
        "no article found names `{typed}` as a person, place or organisation"
    ));
    if !with.meant.is_empty() {
        let names: Vec<String> = with.meant.iter().map(|name| format!("`{name}`")).collect();
        terminal::say(&format!("hint: there are {}", names.join(", ")));
    }
}
