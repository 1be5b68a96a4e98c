//! Reading, enriching and writing side by side, in the order of the files.
//!
//! ```text
//! one reader            as many enrichers as asked for      this thread
//! files → articles  ═►  dates, names, document          ═►  in order again → index
//! small files       ═►  articles, and the same
//! ```
//!
//! A small file is read where it is enriched, since taking a web page apart costs far more than the
//! rest; a large one is read by the reader, so that its articles are shared out.
//!
//! The channels between them are short and the batches that are under way are counted, so memory
//! is bounded whatever the archive's size. Articles reach the index in the order of the files, so
//! the number of threads changes the speed, never a result.

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, Sender, bounded};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::IndexError;
use super::document::{Place, Prepared, STREAM_PATH, to_document};
use super::plan::{Plan, PlannedFile};
use super::progress::Progress;
use super::schema::Fields;
use crate::article::{Article, DateOrder};
use crate::enrich::{Context, enrich};
use crate::ingest::{self, ReadOptions};

/// Articles that travel together from thread to thread.
const BATCH_ARTICLES: usize = 32;

/// A batch is full when its texts have so many bytes, however few articles they are.
const BATCH_BYTES: usize = 256 << 10;

/// The largest file that an enricher reads. A page of the web has fifty to five hundred kilobytes.
const SMALL_FILE_BYTES: u64 = 1 << 20;

/// Small files that travel together, however few bytes they have.
const BATCH_FILES: usize = 16;

/// Batches under way for each enricher.
const BATCHES_PER_JOB: usize = 3;

/// What is to be read.
pub enum Work {
    /// Files.
    Files(Plan),
    /// A stream that is no file.
    Stream(Box<dyn Read + Send>),
}

/// What travels from the reader to the writer, in the order of the files.
pub enum Item<A> {
    /// A file gives its first record or has been read without one.
    Begin(PlannedFile),
    /// An article of the file begun last.
    Article {
        /// Number of the record in its file, counted from 1.
        record: u64,
        /// Name of the input format.
        format: &'static str,
        /// The file.
        file: Arc<FileFacts>,
        /// The article.
        article: A,
    },
    /// A record of the file begun last that was refused.
    Refused {
        /// Number of the record in its file, counted from 1.
        record: u64,
        /// Why.
        reason: String,
    },
    /// The end of the file begun last.
    End {
        /// True if the run was stopped before the file's end.
        partial: bool,
    },
    /// A file that could not be opened; what the index holds of it stays.
    Unreadable {
        /// The file.
        file: PlannedFile,
        /// Why.
        reason: String,
    },
}

/// Some of the work with its place in the order.
struct Batch<L> {
    number: u64,
    load: L,
}

/// What the reader hands on.
enum Load {
    /// What it has read.
    Items(Vec<Item<Box<Article>>>),
    /// Small files to be read.
    Files(Vec<PlannedFile>),
}

/// An article ready for Tantivy, with what could not be read of it.
pub struct Ready {
    /// The document.
    pub prepared: Prepared,
    /// What could not be read, in small letters.
    pub problems: Vec<String>,
}

/// Where the items go, in order.
pub trait Sink {
    /// Takes the next item.
    fn take(&mut self, item: Item<Box<Ready>>) -> Result<(), IndexError>;
    /// Is called now and then between two items.
    fn pause(&mut self) -> Result<(), IndexError>;
}

/// How articles are read and enriched.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'a> {
    /// Number of enrichers.
    pub jobs: usize,
    /// How files are read.
    pub read: &'a ReadOptions,
    /// The fields of the index.
    pub fields: &'a Fields,
    /// The day of the run, see [`Context::today`].
    pub today: Option<Date>,
    /// True if the time of a file may stand in for a date.
    pub guess_dates: bool,
    /// How a date of two readings is read, see [`Context::date_order`].
    pub date_order: Option<DateOrder>,
    /// True if texts are signed, so that copies are found.
    pub stories: bool,
}

/// What an article is enriched with besides itself.
#[derive(Debug)]
pub struct FileFacts {
    /// The file's path in the manifest.
    stored_path: String,
    /// The part of its path that may hold a date, see [`Context::path`].
    dated_path: String,
    /// The day of its last change, if it may be taken as a guess.
    guessed_day: Option<Date>,
}

/// Reads and enriches all of the work and gives it to the sink.
///
/// # Errors
/// The first error of the sink; then nothing more is read.
pub fn run(
    work: Work,
    manner: Manner<'_>,
    progress: &Progress,
    stop: &AtomicBool,
    sink: &mut dyn Sink,
) -> Result<(), IndexError> {
    let jobs = manner.jobs.max(1);
    let under_way = jobs * BATCHES_PER_JOB;
    let (raw_sender, raw) = bounded::<Batch<Load>>(under_way);
    let (ready_sender, ready) = bounded::<Batch<Vec<Item<Box<Ready>>>>>(under_way);
    // A permit for each batch between reader and writer bounds what waits for its turn.
    let (permit_sender, permits) = bounded::<()>(under_way);
    let has_failed = AtomicBool::new(false);
    let is_over = || stop.load(Ordering::Relaxed) || has_failed.load(Ordering::Relaxed);
    std::thread::scope(|scope| {
        let sender = BatchSender {
            permits: permit_sender,
            sender: raw_sender,
            number: 0,
            items: Vec::new(),
            files: Vec::new(),
            bytes: 0,
        };
        let reading = Reading {
            manner,
            progress,
            is_over: &is_over,
        };
        scope.spawn(move || read_all(work, reading, sender));
        for _ in 0..jobs {
            let (raw, ready_sender) = (raw.clone(), ready_sender.clone());
            scope.spawn(move || enrich_all(&raw, &ready_sender, reading));
        }
        // Only the threads hold them now, so that the channels end when the threads do.
        drop((raw, ready_sender));
        let outcome = write_all(&ready, &permits, sink);
        has_failed.store(outcome.is_err(), Ordering::Relaxed);
        // After a failure the others must not wait for a writer that is gone.
        drop((ready, permits));
        outcome
    })
}

fn write_all(
    ready: &Receiver<Batch<Vec<Item<Box<Ready>>>>>,
    permits: &Receiver<()>,
    sink: &mut dyn Sink,
) -> Result<(), IndexError> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for batch in ready {
        waiting.insert(batch.number, batch.load);
        while let Some(items) = waiting.remove(&next) {
            next += 1;
            permits.recv().ok();
            for item in items {
                sink.take(item)?;
            }
            sink.pause()?;
        }
    }
    Ok(())
}

/// How files are read, in whichever thread.
#[derive(Clone, Copy)]
struct Reading<'a> {
    manner: Manner<'a>,
    progress: &'a Progress,
    is_over: &'a (dyn Fn() -> bool + Sync),
}

/// Gathers items, or files to be read, into batches.
struct BatchSender {
    permits: Sender<()>,
    sender: Sender<Batch<Load>>,
    number: u64,
    items: Vec<Item<Box<Article>>>,
    files: Vec<PlannedFile>,
    bytes: usize,
}

impl BatchSender {
    fn send(&mut self, item: Item<Box<Article>>) {
        if let Item::Article { article, .. } = &item {
            self.bytes += article.body.len();
        }
        self.items.push(item);
        if self.items.len() >= BATCH_ARTICLES || self.bytes >= BATCH_BYTES {
            self.flush();
        }
    }

    /// Hands on a file that an enricher is to read.
    fn send_file(&mut self, file: PlannedFile) {
        if !self.items.is_empty() {
            self.flush();
        }
        self.bytes = self
            .bytes
            .saturating_add(usize::try_from(file.size).unwrap_or(usize::MAX));
        self.files.push(file);
        if self.files.len() >= BATCH_FILES || self.bytes >= BATCH_BYTES {
            self.flush();
        }
    }

    /// Sends what is gathered: items or files, never both.
    fn flush(&mut self) {
        let load = match self.files.is_empty() {
            true => Load::Items(std::mem::take(&mut self.items)),
            false => Load::Files(std::mem::take(&mut self.files)),
        };
        let batch = Batch {
            number: self.number,
            load,
        };
        self.number += 1;
        self.bytes = 0;
        // The writer is gone only after a failure, which it reports itself.
        if self.permits.send(()).is_ok() {
            self.sender.send(batch).ok();
        }
    }
}

fn read_all(work: Work, reading: Reading<'_>, mut sender: BatchSender) {
    match work {
        Work::Files(plan) => {
            for file in plan.to_read {
                if (reading.is_over)() {
                    break;
                }
                // What is packed may be far larger than it looks.
                if file.size <= SMALL_FILE_BYTES && ingest::is_unpacked(&file.open_path) {
                    sender.send_file(file);
                    continue;
                }
                if !sender.files.is_empty() {
                    sender.flush();
                }
                read_one(file, None, reading, &mut |item| sender.send(item));
                Progress::add(&reading.progress.files, 1);
            }
        }
        Work::Stream(stream) => {
            let file = PlannedFile {
                open_path: PathBuf::from(STREAM_PATH),
                stored_path: STREAM_PATH.to_owned(),
                dated_path: String::new(),
                size: 0,
                changed_ns: 0,
            };
            read_one(file, Some(stream), reading, &mut |item| sender.send(item));
        }
    }
    sender.flush();
}

/// Reads a file. It begins for the writer with its first record, so that a file that cannot be
/// read keeps what the index holds of it.
fn read_one(
    file: PlannedFile,
    stream: Option<Box<dyn Read + Send>>,
    reading: Reading<'_>,
    send: &mut dyn FnMut(Item<Box<Article>>),
) {
    let Reading {
        manner,
        progress,
        is_over,
    } = reading;
    let mut has_begun = false;
    let mut last_record = 0;
    let mut was_stopped = false;
    let read = ReadOptions {
        bytes_read: Arc::clone(&progress.bytes),
        ..manner.read.clone()
    };
    let facts = Arc::new(FileFacts {
        stored_path: file.stored_path.clone(),
        dated_path: file.dated_path.clone(),
        guessed_day: match manner.guess_dates && file.stored_path != STREAM_PATH {
            true => day_of(file.changed_ns),
            false => None,
        },
    });
    let emit = &mut |format: &'static str, record: u64, outcome: Result<Article, ingest::RecordError>| {
        if !has_begun {
            has_begun = true;
            send(Item::Begin(file.clone()));
        }
        last_record = record;
        send(match outcome {
            Ok(article) => Item::Article {
                record,
                format,
                file: Arc::clone(&facts),
                article: Box::new(article),
            },
            Err(error) => Item::Refused {
                record,
                reason: error.to_string(),
            },
        });
        match is_over() {
            true => {
                was_stopped = true;
                ControlFlow::Break(())
            }
            false => ControlFlow::Continue(()),
        }
    };
    let outcome = match stream {
        Some(stream) => ingest::read_stream(stream, &file.stored_path, &read, emit),
        None => ingest::read_file(&file.open_path, &file.stored_path, &read, emit),
    };
    match (outcome, has_begun) {
        (Ok(_), true) => send(Item::End { partial: was_stopped }),
        (Ok(_), false) => {
            send(Item::Begin(file));
            send(Item::End { partial: was_stopped });
        }
        (Err(error), true) => {
            send(Item::Refused {
                record: last_record + 1,
                reason: error.to_string(),
            });
            send(Item::End { partial: was_stopped });
        }
        (Err(error), false) => send(Item::Unreadable {
            file,
            reason: error.to_string(),
        }),
    }
}

/// The day of a moment in UTC: only the command line knows the zone of the machine.
fn day_of(changed_ns: i64) -> Option<Date> {
    let moment = Timestamp::from_nanosecond(i128::from(changed_ns)).ok()?;
    Some(TimeZone::UTC.to_datetime(moment).date())
}

fn enrich_all(raw: &Receiver<Batch<Load>>, ready: &Sender<Batch<Vec<Item<Box<Ready>>>>>, reading: Reading<'_>) {
    for Batch { number, load } in raw {
        let mut items = Vec::new();
        let mut enrich = |item| items.push(enrich_item(item, reading.manner));
        match load {
            Load::Items(read) => read.into_iter().for_each(enrich),
            Load::Files(files) => {
                for file in files {
                    if (reading.is_over)() {
                        break;
                    }
                    read_one(file, None, reading, &mut enrich);
                    Progress::add(&reading.progress.files, 1);
                }
            }
        }
        if ready.send(Batch { number, load: items }).is_err() {
            return;
        }
    }
}

fn enrich_item(item: Item<Box<Article>>, manner: Manner<'_>) -> Item<Box<Ready>> {
    match item {
        Item::Article {
            record,
            format,
            file,
            mut article,
        } => {
            let context = Context {
                path: &file.dated_path,
                today: manner.today,
                file_day: file.guessed_day,
                date_order: manner.date_order,
            };
            enrich(&mut article, &context);
            let problems = article.problems.iter().map(ToString::to_string).collect();
            let place = Place {
                path: &file.stored_path,
                record,
                format,
                is_signed: manner.stories,
            };
            let prepared = to_document(*article, place, manner.fields);
            Item::Article {
                record,
                format,
                file,
                article: Box::new(Ready { prepared, problems }),
            }
        }
        Item::Begin(file) => Item::Begin(file),
        Item::Refused { record, reason } => Item::Refused { record, reason },
        Item::End { partial } => Item::End { partial },
        Item::Unreadable { file, reason } => Item::Unreadable { file, reason },
    }
}
