//! `dateline similar ID|FILE`: articles like one of the archive, or like a file that need not be in it.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;
use jiff::ZonedDateTime;

use super::names::NamesArguments;
use super::query::{dates, output_format, parse_query, pointed, seconds};
use super::reading::read_record;
use super::show::{found_article, not_found};
use super::{Context, Outcome, locate, terminal};
use crate::enrich::{self, enrich};
use crate::index::{OpenIndex, Place, StoredArticle, article_id};
use crate::ingest::ReadOptions;
use crate::output::{Output, Show, Style, sanitize, write_page, write_story, write_story_json};
use crate::search::{
    DEFAULT_LIMIT, DEFAULT_PASSAGES, DEFAULT_SNIPPET_CHARS, Likeness, SearchOptions, copies_of, likeness, search,
};
use crate::words::words;

/// Arguments of `dateline similar`.
#[derive(Debug, Args)]
pub struct SimilarArguments {
    /// The article: the beginning of its id, its source's id, the path of its file, or a file that is not
    /// in the archive (- for standard input)
    article: String,

    /// The archive
    path: Option<PathBuf>,

    /// Which record of a file that is not in the archive, counted from 1
    #[arg(long, value_name = "N", default_value_t = 1)]
    record: u64,

    /// Number of articles to print
    #[arg(short = 'n', long, value_name = "N", default_value_t = DEFAULT_LIMIT)]
    limit: usize,

    /// Only articles of this day, month or year, or later ones
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// Only articles of this day, month or year, or earlier ones
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    #[command(flatten)]
    names: NamesArguments,

    /// How to print the articles
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = output_format)]
    format: &'static Output,

    /// Only its copies, also trimmed or edited ones, with what differs: --format text or json
    #[arg(long, conflicts_with_all = ["since", "until", "limit", "no_snippets"])]
    copies: bool,

    /// Print no passages
    #[arg(long)]
    no_snippets: bool,

    /// Give up a search that takes longer; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    timeout: Duration,

    /// Print nothing on standard error but errors
    #[arg(short, long)]
    quiet: bool,
}

/// Searches and prints.
pub fn run(arguments: &SimilarArguments, context: &Context) -> Result<Outcome> {
    let dates = dates(arguments.since.as_deref(), arguments.until.as_deref())?;
    let (located, _) = locate::for_searching(context.index.as_deref(), arguments.path.as_deref())?;
    let names = arguments.names.options(&located.folder)?;
    let index = locate::open_here(&located.folder)?;
    let Some((is_stored, article)) = article_of(arguments, &index)? else {
        return Ok(not_found(&arguments.article));
    };
    if arguments.copies {
        return write_copies(arguments, &index, &article, context);
    }
    let like = likeness(&index, &article.article)?;
    let Some(text) = like.to_query(is_stored.then_some(article.id)) else {
        if !arguments.quiet {
            terminal::say("the article shares no rare word with another one");
        }
        return Ok(Outcome::Nothing);
    };
    let query = parse_query(&text, false, false)?;
    let options = SearchOptions {
        limit: arguments.limit,
        passages: if arguments.no_snippets { 0 } else { DEFAULT_PASSAGES },
        snippet_chars: DEFAULT_SNIPPET_CHARS,
        dates,
        names,
        timeout: Some(arguments.timeout).filter(|timeout| !timeout.is_zero()),
        ..SearchOptions::default()
    };
    let page = search(&index, &query, &options).map_err(|error| pointed(error, &query))?;
    let style = Style {
        query: text,
        ..terminal::style(context.color)
    };
    let mut out = terminal::stdout();
    write_page(&page, Show::Hits, arguments.format, &style, &mut out)?;
    out.flush()?;
    if !arguments.quiet {
        terminal::say(&format!("alike by {}", in_words(&like)));
    }
    Ok(match page.hits.is_empty() {
        true => Outcome::Nothing,
        false => Outcome::Found,
    })
}

/// `--copies`.
fn write_copies(
    arguments: &SimilarArguments,
    index: &OpenIndex,
    article: &StoredArticle,
    context: &Context,
) -> Result<Outcome> {
    let story = copies_of(index, article)?;
    let mut out = terminal::stdout();
    match arguments.format.name {
        "text" => write_story(&story, &terminal::style(context.color), &mut out)?,
        "json" => write_story_json(&story, &mut out)?,
        other => bail!("--copies is printed as text or json, not as {other}"),
    }
    out.flush()?;
    Ok(match story.articles.len() {
        0 | 1 => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

/// The article that was named, of the archive (true) or of a file.
fn article_of(arguments: &SimilarArguments, index: &OpenIndex) -> Result<Option<(bool, StoredArticle)>> {
    let name = arguments.article.as_str();
    if name.trim().is_empty() {
        bail!("expected an id or a path, found nothing");
    }
    if let Some(stored) = found_article(index, name)? {
        return Ok(Some((true, *stored)));
    }
    let file = PathBuf::from(name);
    if name != "-" && !file.exists() {
        return Ok(None);
    }
    let (format, mut article) = read_record(&file, arguments.record, &ReadOptions::default())?;
    let enriching = enrich::Context {
        path: if name == "-" { "" } else { name },
        today: Some(ZonedDateTime::now().date()),
        file_day: None,
        date_order: None,
    };
    enrich(&mut article, &enriching);
    let place = Place {
        path: name,
        record: arguments.record,
        format,
        is_signed: false,
    };
    let stored = StoredArticle {
        id: article_id(&article, place),
        path: name.to_owned(),
        record: arguments.record,
        format: format.to_owned(),
        words: words(&article.body).count() as u64,
        article,
    };
    Ok(Some((false, stored)))
}

/// What was looked for, the names first.
fn in_words(like: &Likeness) -> String {
    let names = like.names.iter().map(|(_, name, _)| name.as_str());
    let words = like.words.iter().map(|(word, _)| word.as_str());
    let all: Vec<String> = names.chain(words).map(|part| sanitize(part).into_owned()).collect();
    all.join(" · ")
}
