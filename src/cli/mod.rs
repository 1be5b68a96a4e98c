//! The command line: a file a subcommand. This floor alone knows clap, the clock, the
//! environment and the terminal.
//!
//! Standard output is data, standard error is talk. Exit status: 0 found or done, 1 nothing
//! found, 2 error, 130 interrupted. A closed pipe is silent and no error.

mod all;
mod asking;
mod dry_run;
mod ends;
mod entities;
mod explain;
mod export;
mod facets;
mod formats;
mod generate;
mod index;
mod info;
mod inspect;
mod locate;
mod names;
mod query;
mod reading;
mod refused;
mod show;
mod similar;
mod story;
mod suggest;
mod terminal;
mod timeline;
mod watch;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::index::IndexError;
use crate::search::{End, SearchError};
use terminal::ColorChoice;

/// Search engine for news archives: index folders of articles, search them from the terminal.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100, subcommand_required = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// The index folder [default: .dateline in PATH, else in the current folder or one above it]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "DATELINE_INDEX",
        hide_env_values = true
    )]
    index: Option<PathBuf>,

    /// Colour on standard output
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true
    )]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Index files and folders, or bring their index up to date
    Index(index::IndexArguments),
    /// Search an archive, indexing it first if it has no index
    #[command(
        visible_alias = "search",
        after_help = "`dateline help query` explains the query language."
    )]
    Query(query::QueryArguments),
    /// Print one article whole
    Show(show::ShowArguments),
    /// List the copies of an article in the order of time, and what differs between them
    Story(story::StoryArguments),
    /// Find articles like one of the archive, or like a file
    Similar(similar::SimilarArguments),
    /// Say how a query is read, what its words stand for and what each clause finds
    Explain(explain::ExplainArguments),
    /// Draw how much was written when: articles by day, week, month or year, and their share of all
    Timeline(timeline::TimelineArguments),
    /// Count the sources, people, places, topics and years of the articles that a query finds
    Facets(facets::FacetsArguments),
    /// Print the earliest article that a query finds, of all, of each source or of each spelling
    First(ends::EndsArguments),
    /// Print the latest article that a query finds
    Last(ends::EndsArguments),
    /// List the people, places and organisations of the articles found, and who appears with whom
    Entities(entities::EntitiesArguments),
    /// Work on the names file, which says what names of this archive are one
    Names(suggest::NamesCommand),
    /// Say what an index holds
    Info(info::InfoArguments),
    /// Show one article of a file as it would be indexed, and where its date comes from
    Inspect(inspect::InspectArguments),
    /// List the formats that are read, with their file endings and the fields they fill
    Formats(formats::FormatsArguments),
    /// Write every article with all its fields
    Export(export::ExportArguments),
    /// List the records that could not be read, with the reasons
    Refused(refused::RefusedArguments),
    /// Print a completion script for a shell
    Completions(generate::CompletionsArguments),
    /// Print the manual page
    Man,
}

/// Exit status of a run that SIGINT ended early: 128 and the number of the signal, as shells say.
const INTERRUPTED: u8 = 130;

/// What every subcommand is given.
struct Context {
    index: Option<PathBuf>,
    color: ColorChoice,
}

/// What a command found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done, or something found.
    Found,
    /// Nothing found.
    Nothing,
    /// Asked to stop before the end; what was done is kept.
    Interrupted,
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let arguments = match parse(std::env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let context = Context {
        index: arguments.index,
        color: arguments.color,
    };
    let outcome = match arguments.command {
        Command::Index(arguments) => index::run(&arguments, &context),
        Command::Query(arguments) => query::run(&arguments, &context),
        Command::Show(arguments) => show::run(&arguments, &context),
        Command::Story(arguments) => story::run(&arguments, &context),
        Command::Similar(arguments) => similar::run(&arguments, &context),
        Command::Explain(arguments) => explain::run(&arguments, &context),
        Command::Timeline(arguments) => timeline::run(&arguments, &context),
        Command::Facets(arguments) => facets::run(&arguments, &context),
        Command::First(arguments) => ends::run(&arguments, End::First, &context),
        Command::Last(arguments) => ends::run(&arguments, End::Last, &context),
        Command::Entities(arguments) => entities::run(arguments, &context),
        Command::Names(arguments) => suggest::run(arguments, &context),
        Command::Inspect(arguments) => inspect::run(&arguments, &context),
        Command::Formats(arguments) => formats::run(&arguments, &context),
        Command::Export(arguments) => export::run(&arguments, &context),
        Command::Info(arguments) => info::run(&arguments, &context),
        Command::Refused(arguments) => refused::run(&arguments, &context),
        Command::Completions(arguments) => generate::completions(&arguments, Arguments::command()),
        Command::Man => generate::manual(Arguments::command()),
    };
    match outcome {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Interrupted) => ExitCode::from(INTERRUPTED),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::say(&format!("error: {}", in_words(&error)));
            ExitCode::from(2)
        }
    }
}

/// A query may begin with `-`; `help query` is the query language, not the command's options.
fn parse(words: Vec<OsString>) -> Result<Arguments, ExitCode> {
    let is = |at: usize, word: &str| words.get(at).is_some_and(|found| found == word);
    if is(1, "help") && is(2, "query") && words.len() == 3 {
        let mut out = io::stdout().lock();
        // Nobody is left to be told if this fails.
        out.write_all(include_bytes!("../docs/query.md")).ok();
        return Err(ExitCode::SUCCESS);
    }
    let parsed = Arguments::command()
        .try_get_matches_from(words)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    parsed.map_err(|error| {
        error.print().ok();
        match error.use_stderr() {
            true => ExitCode::from(2),
            false => ExitCode::SUCCESS,
        }
    })
}

/// Our own errors name their cause themselves; of others the chain of causes is told.
fn in_words(error: &anyhow::Error) -> String {
    match error.is::<IndexError>() || error.is::<SearchError>() {
        true => error.to_string(),
        false => format!("{error:#}"),
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    })
}
