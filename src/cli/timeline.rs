//! `dateline timeline QUERY [PATH]`: how much was written when.

use std::io::{self, IsTerminal, Write};

use anyhow::{Result, anyhow, bail};
use clap::{Args, ValueEnum};

use super::asking::AskingArguments;
use super::query::pointed;
use super::{Context, Outcome, terminal};
use crate::output::{Drawn, Plot, TIMELINE_OUTPUTS, TimelineOutput, timeline_output_named};
use crate::query::Query;
use crate::search::{Timeline, TimelineOptions, Unit, timeline};

/// Arguments of `dateline timeline`.
#[derive(Debug, Args)]
pub struct TimelineArguments {
    /// The query
    #[arg(allow_hyphen_values = true)]
    query: String,

    #[command(flatten)]
    asking: AskingArguments,

    /// Count by day, week, month, quarter, year or decade [default: by the span of the dates]
    #[arg(long, value_name = "UNIT", value_parser = unit)]
    by: Option<Unit>,

    /// Take the shares of the articles of this query instead of all articles
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    against: Option<String>,

    /// Draw another query beside the first; may be given again
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    compare: Vec<String>,

    /// What bars and curves show
    #[arg(long, value_name = "WHAT", default_value = "articles")]
    plot: What,

    /// The title of a picture [default: the query]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// How to print the timeline: text, json, csv, svg, png (where it is built in) or html
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = format)]
    format: &'static TimelineOutput,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Numbers of articles
    Articles,
    /// Their share of all articles of the same time
    Share,
}

fn unit(name: &str) -> Result<Unit> {
    Unit::from_name(name).ok_or_else(|| {
        let names = Unit::ALL.map(Unit::name);
        anyhow!("there is no period `{name}`; there are {}", names.join(", "))
    })
}

fn format(name: &str) -> Result<&'static TimelineOutput> {
    timeline_output_named(name).ok_or_else(|| {
        let names: Vec<&str> = TIMELINE_OUTPUTS.iter().map(|output| output.name).collect();
        anyhow!(
            "there is no format `{name}` for timelines; there are {}",
            names.join(", ")
        )
    })
}

/// Counts and draws.
pub fn run(arguments: &TimelineArguments, context: &Context) -> Result<Outcome> {
    let asking = &arguments.asking;
    if arguments.format.is_binary && io::stdout().is_terminal() {
        let name = arguments.format.name;
        bail!("a terminal cannot show {name}: send it to a file, as in --format {name} > timeline.{name}");
    }
    let texts = std::iter::once(&arguments.query).chain(&arguments.compare);
    let queries = texts.map(|text| asking.query(text)).collect::<Result<Vec<Query>>>()?;
    let against = arguments
        .against
        .as_deref()
        .map(|text| asking.query(text))
        .transpose()?;
    let (index, search) = asking.open(context)?;
    let options = TimelineOptions {
        by: arguments.by,
        against,
        search,
    };
    let counted = counted(&index, &queries, &options)?;
    let drawn = Drawn {
        plot: match arguments.plot {
            What::Articles => Plot::Articles,
            What::Share => Plot::Share,
        },
        title: arguments.title.clone(),
    };
    let mut out = terminal::stdout();
    (arguments.format.write)(&counted, &drawn, &terminal::style(context.color), &mut out)?;
    out.flush()?;
    let asked = counted.series.iter().chain(&counted.against);
    asking.say_notes(asked.clone().flat_map(|series| &series.notes));
    asking.say_spellings(asked.flat_map(|series| &series.spellings));
    asking.say_if_empty(&index);
    Ok(match counted.series.iter().all(|series| series.found == 0) {
        true => Outcome::Nothing,
        false => Outcome::Found,
    })
}

/// Counts. A caret is drawn under the query in which the mistake is.
fn counted(index: &crate::index::OpenIndex, queries: &[Query], options: &TimelineOptions) -> Result<Timeline> {
    timeline(index, queries, options).map_err(|error| match queries {
        [query] if options.against.is_none() => pointed(error, query),
        _ => error.into(),
    })
}
