//! `dateline query QUERY [PATH]`: the articles that a query finds.

mod loose;
mod whole;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use clap::{Args, ValueEnum};
use jiff::ZonedDateTime;

use super::facets::{asked_or_default, facet};
use super::index::index_for_searching;
use super::names::NamesArguments;
use super::{Context, Outcome, locate, terminal};
use crate::index::OpenIndex;
use crate::output::{
    OUTPUTS, Output, Separator, Show, Style, also_matched, did_you_mean, grouped, output_named, sanitize, summary,
    write_page,
};
use crate::query::{DateRange, ExprKind, ParseOptions, Query, parse};
use crate::search::{
    DEFAULT_FACETS, DEFAULT_LIMIT, DEFAULT_PASSAGES, DEFAULT_SNIPPET_CHARS, FacetEntry, Grouping, Lead, Page,
    SearchError, SearchOptions, Sort, search,
};
use loose::{hint_at_forgotten_query, refuse_loose_words};
use whole::{Format, format, write_whole};

/// Arguments of `dateline query`.
#[derive(Debug, Args)]
pub struct QueryArguments {
    /// The query
    #[arg(allow_hyphen_values = true)]
    query: String,

    /// The archive: a folder or file, indexed first if it has no index
    path: Option<PathBuf>,

    /// More words; only to be told how to quote
    #[arg(hide = true)]
    more: Vec<String>,

    /// Number of articles to print
    #[arg(short = 'n', long, value_name = "N", default_value_t = DEFAULT_LIMIT)]
    limit: usize,

    /// Number of articles to leave out before them
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,

    /// The order of the articles
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    sort: SortOrder,

    /// Only articles of this day, month or year, or later ones
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// Only articles of this day, month or year, or earlier ones
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    /// Words side by side mean OR instead of AND
    #[arg(long)]
    any: bool,

    /// Read the query as plain words: no operators, no fields
    #[arg(short = 'F', long)]
    literal: bool,

    #[command(flatten)]
    names: NamesArguments,

    /// Print only the number of articles found
    #[arg(long, conflicts_with_all = ["show", "format"])]
    count: bool,

    /// What to print: the articles, the paths of their files, or their ids
    #[arg(long, value_name = "WHAT", default_value = "hits")]
    show: What,

    /// End each path or id with a NUL byte, for `xargs -0`
    #[arg(short = '0', long)]
    print0: bool,

    /// How to print the articles
    #[arg(long, value_name = "FORMAT", value_parser = format, conflicts_with = "print0")]
    format: Option<Format>,

    /// Write every article found, one after the other, and how they were found [formats: jsonl, csv, ris,
    /// bibtex, csl, markdown, html]
    #[arg(long, conflicts_with_all = ["limit", "offset", "count", "show", "facets", "lead", "expand"])]
    all: bool,

    /// With --all, a file for how the answer was found, as JSON
    #[arg(long, value_name = "FILE", requires = "all")]
    record: Option<PathBuf>,

    /// Number of passages of each article, at most
    #[arg(long, value_name = "N", default_value_t = DEFAULT_PASSAGES)]
    snippets: usize,

    /// Length of each passage, in characters
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SNIPPET_CHARS)]
    snippet_length: usize,

    /// Print no passages
    #[arg(long, conflicts_with = "snippets")]
    no_snippets: bool,

    /// Count the sources, people, places and other facets of all articles found [default: source,
    /// section, person, place, org, topic, lang, year]
    #[arg(
        long,
        value_name = "FACETS",
        num_args = 0..=1,
        require_equals = true,
        value_delimiter = ',',
        default_missing_values = DEFAULT_FACETS,
        value_parser = facet,
        conflicts_with_all = ["count", "show"]
    )]
    facets: Vec<&'static FacetEntry>,

    /// Which article of a story stands for its copies: best, first, newest, longest or source:NAME
    #[arg(long, value_name = "LEAD", default_value = "best", value_parser = lead)]
    lead: Lead,

    /// Each article for itself: no copies behind one of them
    #[arg(long, conflicts_with_all = ["lead", "expand"])]
    no_group: bool,

    /// List the copies behind each article
    #[arg(long)]
    expand: bool,

    /// Give up a search that takes longer; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    timeout: Duration,

    /// Print nothing on standard error but errors
    #[arg(short, long)]
    quiet: bool,

    /// Give up if another process is writing to the index, instead of waiting
    #[arg(long)]
    no_wait: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SortOrder {
    /// The best match first
    Relevance,
    /// The latest first
    Newest,
    /// The earliest first
    Oldest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// The articles
    Hits,
    /// The paths of their files, each once
    Paths,
    /// Their ids
    Ids,
}

/// Reads the name of an output format.
pub fn output_format(name: &str) -> Result<&'static Output> {
    output_named(name).ok_or_else(|| {
        let names: Vec<&str> = OUTPUTS.iter().map(|output| output.name).collect();
        anyhow!("there is no format `{name}`; there are {}", names.join(", "))
    })
}

/// Reads which article of a story stands for it.
fn lead(text: &str) -> Result<Lead> {
    Ok(match text {
        "best" => Lead::Best,
        "first" => Lead::First,
        "newest" => Lead::Newest,
        "longest" => Lead::Longest,
        _ => match text.strip_prefix("source:").map(str::trim) {
            Some(name) if !name.is_empty() => Lead::Source(name.to_owned()),
            _ => bail!("expected best, first, newest, longest or source:NAME"),
        },
    })
}

/// Reads a number of seconds such as `10` or `0.5`.
pub(super) fn seconds(text: &str) -> Result<Duration> {
    let seconds = text
        .parse()
        .ok()
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| anyhow!("expected a number of seconds such as 10 or 0.5"))
}

/// Searches and prints.
pub fn run(arguments: &QueryArguments, context: &Context) -> Result<Outcome> {
    refuse_loose_words(arguments)?;
    refuse_idle_options(arguments)?;
    // A query with a mistake is told before an archive is indexed for it.
    let query = parse_query(&arguments.query, arguments.any, arguments.literal)?;
    let dates = dates(arguments.since.as_deref(), arguments.until.as_deref())?;
    let (located, part) = locate::for_searching(context.index.as_deref(), arguments.path.as_deref())?;
    let names = arguments.names.options(&located.folder)?;
    if !located.exists {
        let Some(archive) = &arguments.path else {
            bail!("there is no index in {}", located.folder.display());
        };
        index_for_searching(&located.folder, archive, arguments.quiet, arguments.no_wait)?;
    }
    let index = locate::open_here(&located.folder)?;
    let options = SearchOptions {
        limit: match arguments.count {
            true => 0,
            false => arguments.limit,
        },
        offset: arguments.offset,
        sort: match arguments.sort {
            SortOrder::Relevance => Sort::Relevance,
            SortOrder::Newest => Sort::Newest,
            SortOrder::Oldest => Sort::Oldest,
        },
        passages: match arguments.no_snippets || arguments.show != What::Hits {
            true => 0,
            false => arguments.snippets,
        },
        snippet_chars: arguments.snippet_length,
        facets: match arguments.facets.as_slice() {
            [] => Vec::new(),
            asked => asked_or_default(asked),
        },
        // Lists of paths and ids are for other programs, which want all of them.
        group: match arguments.no_group || arguments.show != What::Hits {
            true => None,
            false => Some(Grouping {
                lead: arguments.lead.clone(),
                expand: arguments.expand,
            }),
        },
        once_per_story: false,
        dates,
        under: part.as_deref().map(|part| under(&index, part)).transpose()?,
        names,
        timeout: Some(arguments.timeout).filter(|timeout| !timeout.is_zero()),
    };
    if arguments.all {
        return write_whole(arguments, &index, &query, &options, part.as_deref());
    }
    let page = search(&index, &query, &options).map_err(|error| pointed(error, &query))?;
    print(&page, arguments, context)?;
    hint_at_forgotten_query(arguments, &page);
    Ok(match page.found {
        0 => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

/// The format of a page; text unless another is asked for.
fn page_format(arguments: &QueryArguments) -> &'static Output {
    arguments.format.and_then(|format| format.page).unwrap_or(&OUTPUTS[0])
}

fn print(page: &Page, arguments: &QueryArguments, context: &Context) -> Result<()> {
    let style = Style {
        query: arguments.query.clone(),
        separator: match arguments.print0 {
            true => Separator::Nul,
            false => Separator::Line,
        },
        ..terminal::style(context.color)
    };
    let show = match arguments.show {
        What::Hits => Show::Hits,
        What::Paths => Show::Paths,
        What::Ids => Show::Ids,
    };
    let mut out = terminal::stdout();
    match arguments.count {
        true => writeln!(out, "{}", page.found)?,
        false => write_page(page, show, page_format(arguments), &style, &mut out)?,
    }
    out.flush()?;
    if arguments.quiet {
        return Ok(());
    }
    for note in &page.notes {
        terminal::say(&format!("note: {note}"));
    }
    if !arguments.count {
        for spellings in &page.spellings {
            terminal::say(&format!("note: {}", sanitize(&also_matched(spellings))));
        }
        for unknown in &page.unknown_words {
            terminal::say(&did_you_mean(unknown));
        }
        terminal::say(&last_line(page));
    }
    Ok(())
}

fn last_line(page: &Page) -> String {
    let first = page.offset + 1;
    let last = page.offset + page.hits.len() as u64;
    let shown = match (page.hits.len() as u64, page.stories.unwrap_or(page.found)) {
        (0, 0) => String::new(),
        (0, _) => " · none printed".to_owned(),
        (shown, found) if shown == found => String::new(),
        (1, _) => format!(" · number {} printed", grouped(first)),
        _ => format!(" · {} to {} printed", grouped(first), grouped(last)),
    };
    format!("{}{shown}", summary(page))
}

/// Parses a query; an error is drawn with a caret under the place.
pub fn parse_query(text: &str, any: bool, literal: bool) -> Result<Query> {
    let options = ParseOptions {
        any,
        literal,
        ..ParseOptions::new(ZonedDateTime::now().date())
    };
    parse(text, &options).map_err(|error| {
        let drawn = error.render(text);
        anyhow!("{}", drawn.strip_prefix("error: ").unwrap_or(&drawn).to_owned())
    })
}

/// Draws a caret for the errors that only the index can find.
pub fn pointed(error: SearchError, query: &Query) -> anyhow::Error {
    match &error {
        SearchError::TooManyWords { span, .. }
        | SearchError::BadRegex { span, .. }
        | SearchError::NotPlaced { span, .. } => {
            let part = query.text.get(span.clone()).unwrap_or_default();
            anyhow!("{error}\n  {}", sanitize(part))
        }
        SearchError::TooManyPairs { .. }
        | SearchError::TookLong { .. }
        | SearchError::TooManyLines { .. }
        | SearchError::TooManySeries { .. }
        | SearchError::NoSpellings
        | SearchError::Index(_) => error.into(),
    }
}

/// Options that would change nothing are told so.
fn refuse_idle_options(arguments: &QueryArguments) -> Result<()> {
    let is_list = arguments.show != What::Hits;
    if arguments.print0 && !is_list {
        bail!("--print0 ends paths or ids: add --show paths or --show ids");
    }
    if is_list && arguments.format.is_some() {
        bail!("--format is for articles: leave it out with --show paths or --show ids, which are plain lists");
    }
    if let Some(format) = arguments.format {
        if arguments.all && format.answer.is_none() {
            bail!("--all writes one article after the other: --format jsonl, csv, ris, bibtex, csl, markdown or html");
        }
        if !arguments.all && format.page.is_none() {
            bail!("this format is for whole answers: add --all");
        }
    }
    let holds_facets = |format: &Output| ["text", "json"].contains(&format.name);
    if !arguments.facets.is_empty() && !holds_facets(page_format(arguments)) {
        bail!("--facets goes with --format text or json; `dateline facets` has csv");
    }
    Ok(())
}

/// `--since` and `--until` as one range. The query language reads the dates.
pub fn dates(since: Option<&str>, until: Option<&str>) -> Result<Option<DateRange>> {
    let first = since.map(|date| date_option("since", date)).transpose()?;
    let last = until.map(|date| date_option("until", date)).transpose()?;
    if first.is_none() && last.is_none() {
        return Ok(None);
    }
    let range = DateRange {
        first: first.and_then(|range| range.first),
        last: last.and_then(|range| range.last),
    };
    if let (Some(first), Some(last)) = (range.first, range.last)
        && first > last
    {
        bail!("--since {first} lies behind --until {last}: no day is in both");
    }
    Ok(Some(range))
}

fn date_option(option: &str, date: &str) -> Result<DateRange> {
    let text = format!("date:\"{date}\"");
    // One date, no range of its own.
    let query = match date.contains("..") {
        true => Err(anyhow!("a range")),
        false => parse_query(&text, false, false),
    };
    match query.map(|query| query.root.kind) {
        Ok(ExprKind::Published(range)) => Ok(range),
        // The words of the query's own error are about a query.
        _ => bail!("--{option} {date}: expected a day, month or year such as 2025-04-25, 2025-04 or 2025"),
    }
}

/// The part of an archive to search, as the index keeps its paths.
pub fn under(index: &OpenIndex, part: &Path) -> Result<String> {
    match index.covers(part) {
        true => Ok(index.stored_path(part)),
        false => bail!(
            "{} is not in the index in {}\nhint: add it with dateline index {} --index {}",
            part.display(),
            index.folder.display(),
            part.display(),
            index.folder.display()
        ),
    }
}
