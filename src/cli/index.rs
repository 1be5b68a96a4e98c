//! `dateline index [PATH…]`: the bar while it runs, and the summary at its end.
//! ```text
//! added 1,204 · replaced 12 · unchanged 51,880 · removed 3 · refused 4  in 9.6 s, 84 MB, 8.8 MB/s
//! undated: 12
//! refused: feeds/old.jsonl:14: not JSON: …
//!          …
//!          and 1 more: dateline refused archive
//! read in part: 5 (dateline refused --problems archive)
//! ```

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;
use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::{Timestamp, ZonedDateTime};

use super::dry_run::dry_run;
use super::reading::{ReadingArguments, format_names};
use super::watch::watch;
use super::{Context, Outcome, locate, terminal};
use crate::index::{BuildOptions, DEFAULT_COMMIT_EVERY, Input, Progress, Summary, build};
use crate::ingest::{Patterns, WalkOptions};
use crate::output::{grouped, sanitize};

/// How often the bar is drawn.
const DRAW_EVERY: Duration = Duration::from_millis(100);

/// How often a line is written where no terminal shows a bar.
const LINE_EVERY: Duration = Duration::from_secs(5);

/// Arguments of `dateline index`.
#[derive(Debug, Args)]
pub struct IndexArguments {
    /// Files and folders, or - for standard input [default: the current folder]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    reading: ReadingArguments,

    /// Read only files that match, such as '*.json' or 'wire/**'; may be repeated
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,

    /// Leave out files and folders that match; may be repeated
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,

    /// Follow symbolic links
    #[arg(long)]
    follow_links: bool,

    /// Date an article that shows no date by the time of its file, marked as a guess
    #[arg(long)]
    guess_dates: bool,

    /// Number of threads [default: one a core]
    #[arg(short, long, value_name = "N")]
    jobs: Option<usize>,

    /// Longest time between two commits: what is committed is safe from a killed run
    #[arg(long, value_name = "SECONDS", default_value_t = DEFAULT_COMMIT_EVERY.as_secs_f64(), value_parser = seconds)]
    commit_every: f64,

    /// Read everything again into a new index, which then takes the place of the old one
    #[arg(long)]
    rebuild: bool,

    /// Show which files would be read, in which format, and the first article of each
    #[arg(long, conflicts_with_all = ["watch", "rebuild"])]
    dry_run: bool,

    /// Go on until interrupted, and bring the index up to date whenever files change
    #[arg(long, conflicts_with = "rebuild")]
    watch: bool,

    /// Read the files again of which a record or a part of one could not be read
    #[arg(long)]
    retry_refused: bool,

    /// Give up if another process is writing to the index, instead of waiting
    #[arg(long)]
    no_wait: bool,

    /// Print nothing but errors
    #[arg(short, long)]
    quiet: bool,
}

/// Indexes and sums up.
pub fn run(arguments: &IndexArguments, context: &Context) -> Result<Outcome> {
    let is_stream = arguments.paths == [PathBuf::from("-")];
    if !is_stream && arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!("- is standard input and cannot be indexed together with files");
    }
    if is_stream && arguments.watch {
        bail!("- is standard input, which cannot be watched");
    }
    let named = context.index.as_deref();
    let (input, located) = match is_stream {
        true => {
            if arguments.reading.format.is_none() {
                bail!(
                    "standard input has no name to tell its format by\nhint: add --format, one of {}",
                    format_names()
                );
            }
            (Input::Stream(Box::new(io::stdin())), locate::for_indexing(named, &[])?)
        }
        false => {
            let paths = paths_of(arguments);
            let located = locate::for_indexing(named, &paths)?;
            (Input::Paths(paths), located)
        }
    };
    let options = BuildOptions {
        walk: WalkOptions {
            patterns: Patterns::new(&arguments.include, &arguments.exclude)?,
            follow_links: arguments.follow_links,
            ..WalkOptions::default()
        },
        read: arguments.reading.options()?,
        jobs: arguments.jobs.unwrap_or_else(cores).max(1),
        commit_every: Duration::from_secs_f64(arguments.commit_every),
        rebuild: arguments.rebuild,
        retry_refused: arguments.retry_refused,
        now: Timestamp::now().as_second(),
        today: Some(ZonedDateTime::now().date()),
        guess_dates: arguments.guess_dates,
        date_order: arguments.reading.date_order(),
        stories: true,
    };
    if arguments.dry_run {
        if is_stream {
            bail!("- is standard input, which can be read only once\nhint: dateline inspect -");
        }
        return dry_run(&paths_of(arguments), &located.folder, &options);
    }
    let summary = index(&located.folder, input, &options, arguments.quiet, arguments.no_wait)?;
    if !arguments.quiet {
        terminal::say(&in_words(&summary, &whose(arguments, context, &located.folder)));
        // Inside the one folder that was named, nobody has to look for it.
        let is_at_home = arguments.paths.len() < 2
            && located.folder.parent() == Some(arguments.paths.first().map_or(Path::new("."), PathBuf::as_path));
        if named.is_none() && !is_at_home {
            terminal::say(&format!("index in {}", located.folder.display()));
        }
    }
    if summary.interrupted {
        return Ok(Outcome::Interrupted);
    }
    if arguments.watch {
        watch_files(arguments, context, &located.folder, &options)?;
    }
    Ok(Outcome::Found)
}

/// Keeps the index current until the watch is interrupted, which is its ordinary end.
fn watch_files(arguments: &IndexArguments, context: &Context, folder: &Path, options: &BuildOptions) -> Result<()> {
    let paths = paths_of(arguments);
    if !arguments.quiet {
        terminal::say("watching for changes; Ctrl-C ends it");
    }
    watch(&paths, folder, stop_on_interrupt(), || {
        let options = BuildOptions {
            now: Timestamp::now().as_second(),
            today: Some(ZonedDateTime::now().date()),
            retry_refused: false,
            ..options.clone()
        };
        let summary = index(folder, Input::Paths(paths.clone()), &options, true, arguments.no_wait)?;
        let changes = summary.changes;
        if !arguments.quiet && (changes.added + changes.replaced + changes.removed + summary.refused) > 0 {
            terminal::say(&in_words(&summary, &whose(arguments, context, folder)));
        }
        Ok(())
    })
}

fn paths_of(arguments: &IndexArguments) -> Vec<PathBuf> {
    match arguments.paths.is_empty() {
        true => vec![PathBuf::from(".")],
        false => arguments.paths.clone(),
    }
}

/// Reads a time span that is not negative and at most a day.
fn seconds(text: &str) -> Result<f64> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.0..=86_400.0).contains(&seconds) => Ok(seconds),
        _ => bail!("expected seconds from 0 to 86400, found `{text}`"),
    }
}

/// Makes the index that a query needs. What it says is about the refused records alone.
pub fn index_for_searching(folder: &Path, archive: &Path, quiet: bool, no_wait: bool) -> Result<()> {
    let options = BuildOptions {
        jobs: cores(),
        now: Timestamp::now().as_second(),
        today: Some(ZonedDateTime::now().date()),
        ..BuildOptions::default()
    };
    if !quiet {
        terminal::say(&format!("indexing {} (once)", archive.display()));
    }
    let input = Input::Paths(vec![archive.to_owned()]);
    let summary = index(folder, input, &options, quiet, no_wait)?;
    if !quiet {
        terminal::say(&in_words(&summary, &argument(archive)));
    }
    match summary.interrupted {
        true => bail!("interrupted before the archive was read to its end"),
        false => Ok(()),
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn index(folder: &Path, input: Input, options: &BuildOptions, quiet: bool, no_wait: bool) -> Result<Summary> {
    let progress = Progress::default();
    let is_done = AtomicBool::new(false);
    let mut has_said_so = false;
    let wait = || {
        if !no_wait && !has_said_so && !quiet {
            terminal::say(&format!(
                "waiting: another process is writing to the index in {}",
                folder.display()
            ));
            has_said_so = true;
        }
        !no_wait
    };
    let summary = std::thread::scope(|scope| {
        if !quiet {
            scope.spawn(|| draw(&progress, &is_done));
        }
        let summary = build(folder, input, options, &progress, stop_on_interrupt(), wait);
        is_done.store(true, Ordering::Relaxed);
        summary
    })?;
    Ok(summary)
}

/// The flag that SIGINT and SIGTERM raise. A second signal ends the process at once.
fn stop_on_interrupt() -> &'static AtomicBool {
    static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    STOP.get_or_init(|| {
        let stop = Arc::new(AtomicBool::new(false));
        let raised = Arc::clone(&stop);
        // Without a handler the signal ends the process, which the index survives as well.
        ctrlc::set_handler(move || {
            if raised.swap(true, Ordering::Relaxed) {
                #[expect(clippy::exit, reason = "the second Ctrl-C means now; the last commit stands")]
                std::process::exit(130);
            }
            terminal::say("interrupted: committing what is done (once more to stop at once)");
        })
        .ok();
        stop
    })
}

fn draw(progress: &Progress, is_done: &AtomicBool) {
    match io::stderr().is_terminal() {
        true => draw_bar(progress, is_done),
        false => write_lines(progress, is_done),
    }
}

fn draw_bar(progress: &Progress, is_done: &AtomicBool) {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {msg}  {eta} left") {
        bar.set_style(style.progress_chars("█▌░"));
    }
    let columns = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    while !is_done.load(Ordering::Relaxed) {
        std::thread::sleep(DRAW_EVERY);
        let bytes_in_all = progress.bytes_in_all.load(Ordering::Relaxed);
        // Nothing to draw before the files have been counted, or when there are none to read.
        if bytes_in_all > 0 && !is_done.load(Ordering::Relaxed) {
            bar.set_length(bytes_in_all);
            bar.set_message(figures(progress, bar.elapsed().as_secs_f64(), columns));
            bar.set_position(progress.bytes.load(Ordering::Relaxed));
        }
    }
    bar.finish_and_clear();
}

/// What stands behind the bar: as many of the figures as leave it a quarter of the line.
fn figures(progress: &Progress, seconds: f64, columns: usize) -> String {
    const TIME_LEFT: usize = "  12m left".len();
    let articles = progress.articles.load(Ordering::Relaxed);
    let bytes = progress.bytes.load(Ordering::Relaxed);
    let all = [
        format!(
            "{}/{} files",
            grouped(progress.files.load(Ordering::Relaxed)),
            grouped(progress.files_in_all.load(Ordering::Relaxed)),
        ),
        format!("{} articles/s", grouped((articles as f64 / seconds.max(0.001)) as u64)),
        format!("{} articles", grouped(articles)),
        format!("{}", HumanBytes(bytes)),
    ];
    let mut text = String::new();
    for figure in all {
        if text.len() + 2 + figure.len() + TIME_LEFT > columns * 3 / 4 {
            break;
        }
        if !text.is_empty() {
            text.push_str("  ");
        }
        text.push_str(&figure);
    }
    text
}

fn write_lines(progress: &Progress, is_done: &AtomicBool) {
    let mut last = Instant::now();
    while !is_done.load(Ordering::Relaxed) {
        std::thread::sleep(DRAW_EVERY);
        if last.elapsed() >= LINE_EVERY {
            last = Instant::now();
            terminal::say(&format!(
                "{} of {} files, {} articles, {} of {}",
                grouped(progress.files.load(Ordering::Relaxed)),
                grouped(progress.files_in_all.load(Ordering::Relaxed)),
                grouped(progress.articles.load(Ordering::Relaxed)),
                HumanBytes(progress.bytes.load(Ordering::Relaxed)),
                HumanBytes(progress.bytes_in_all.load(Ordering::Relaxed)),
            ));
        }
    }
}

/// What other commands are to be given to find this index.
fn whose(arguments: &IndexArguments, context: &Context, folder: &Path) -> String {
    match (&context.index, arguments.paths.as_slice()) {
        (None, []) => String::new(),
        (None, [archive]) if archive.is_dir() => argument(archive),
        (None | Some(_), _) => format!(" --index{}", argument(folder)),
    }
}

/// A path as a shell takes it, behind a space.
fn argument(path: &Path) -> String {
    let path = path.to_string_lossy();
    let is_plain = |letter: char| letter.is_alphanumeric() || "/._-+,:@%".contains(letter);
    match path.chars().all(is_plain) {
        true => format!(" {path}"),
        false => format!(" '{}'", path.replace('\'', r"'\''")),
    }
}

/// The summary of a run. `whose` is what the commands that it names are to be given.
fn in_words(summary: &Summary, whose: &str) -> String {
    let changes = summary.changes;
    let seconds = summary.took.as_secs_f64();
    let mut text = String::new();
    if summary.interrupted {
        text.push_str("interrupted; what was read is committed, and the next run goes on from here\n");
    }
    let mut counts = Vec::new();
    let mut count = |name: &str, number: u64| {
        if number > 0 {
            counts.push(format!("{name} {}", grouped(number)));
        }
    };
    count("added", changes.added);
    count("replaced", changes.replaced);
    count("unchanged", summary.unchanged);
    count("removed", changes.removed);
    count("refused", summary.refused);
    if counts.is_empty() {
        counts.push("no articles".to_owned());
    }
    text.push_str(&counts.join(" · "));
    text.push_str(&format!("  in {seconds:.1} s"));
    if summary.bytes > 0 {
        let rate = HumanBytes((summary.bytes as f64 / seconds.max(0.001)) as u64);
        text.push_str(&format!(", {}, {rate}/s", HumanBytes(summary.bytes)));
    }
    if summary.undated > 0 {
        text.push_str(&format!("\nundated: {}", grouped(summary.undated)));
    }
    let mut label = "refused: ";
    for line in &summary.first_refusals {
        text.push_str(&format!("\n{label:9}{}", sanitize(line)));
        label = "";
    }
    let more = summary.refused.saturating_sub(summary.first_refusals.len() as u64);
    if more > 0 {
        text.push_str(&format!(
            "\n{label:9}and {} more: dateline refused{whose}",
            grouped(more)
        ));
    }
    if summary.problems > 0 {
        let in_part = grouped(summary.problems);
        text.push_str(&format!(
            "\nread in part: {in_part} (dateline refused --problems{whose})"
        ));
    }
    text
}
