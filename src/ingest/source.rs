//! A file or a stream to its articles: opened, decompressed, its format found, read.
//!
//! Everything is read as a stream. What the formats see are bytes whose ASCII is ASCII: a byte
//! order mark is taken off, and UTF-16 has become UTF-8.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Encoding, UTF_8};

use super::decode::{Decoder, Utf16Reader, byte_order_mark};
use super::decompress::{Compression, decompressed, name_without_ending};
use super::detect::{check_fits, detect};
use super::error::{RecordError, SourceError};
use super::formats::Format;
use super::keys::KeyMap;
use crate::article::Article;

/// How to read a source.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The format, where it is not to be found out.
    pub format: Option<&'static Format>,
    /// Names of fields, for formats that have named fields.
    pub keys: KeyMap,
    /// What is too big.
    pub limits: Limits,
    /// The encoding of what is not UTF-8, where it is not to be found out.
    pub encoding: Option<&'static Encoding>,
    /// Grows by the bytes read of the file as it lies on the disk, compressed or not; for a
    /// progress bar, which may read it from another thread. All sources read with the same
    /// options add to it.
    pub bytes_read: Arc<AtomicU64>,
}

/// Sizes beyond which a record is refused, so that memory stays bounded whatever a source holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest record: a line, a row, an element, a text.
    pub max_record_bytes: u64,
    /// The longest JSON object that holds an array of articles: it is held in memory whole.
    pub max_document_bytes: u64,
}

impl Default for Limits {
    /// No article is as long as 64 MiB, while a table of a hundred thousand is: a quote that is
    /// never closed makes one record of a whole file. A JSON document takes about four times its
    /// size in memory.
    fn default() -> Limits {
        Limits {
            max_record_bytes: 64 << 20,
            max_document_bytes: 256 << 20,
        }
    }
}

/// Is given each record with the name of the source's format and the record's number: from 1,
/// rising; blank lines may leave gaps. The number is the same whenever the same bytes are read.
/// [`ControlFlow::Break`] ends the reading.
pub type Emit<'a> = dyn FnMut(&'static str, u64, Result<Article, RecordError>) -> ControlFlow<()> + 'a;

/// Is given each record by a format: [`Emit`] without the name.
pub type EmitRecord<'a> = dyn FnMut(u64, Result<Article, RecordError>) -> ControlFlow<()> + 'a;

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadSummary {
    /// The name of the format.
    pub format: &'static str,
    /// The records given, the refused ones included.
    pub records: u64,
}

/// A source as a format sees it.
pub struct Input<'a> {
    /// Decompressed bytes.
    pub reader: Box<dyn BufRead + 'a>,
    /// Makes text of them.
    pub decoder: Decoder,
    /// The first bytes, which `reader` will give again.
    pub head: Vec<u8>,
}

/// Reads the articles of a file. `name` decides about the format together with the bytes; it is
/// the path or what stands for it.
///
/// # Errors
/// [`SourceError`] if the file cannot be read or not to its end. Articles given before hold.
///
/// ```no_run
/// use std::ops::ControlFlow;
/// use dateline::ingest::{ReadOptions, read_file};
///
/// let options = ReadOptions::default();
/// let summary = read_file("archive/2016.jsonl.gz".as_ref(), "archive/2016.jsonl.gz", &options, &mut |_format, record, outcome| {
///     match outcome {
///         Ok(article) => println!("{record}: {} bytes of text", article.body.len()),
///         Err(error) => eprintln!("archive/2016.jsonl.gz:{record}: {error}"),
///     }
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!(summary.format, "jsonl");
/// # Ok::<(), dateline::ingest::SourceError>(())
/// ```
pub fn read_file(
    path: &Path,
    name: &str,
    options: &ReadOptions,
    emit: &mut Emit<'_>,
) -> Result<ReadSummary, SourceError> {
    let file = File::open(path).map_err(SourceError::Open)?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(SourceError::Open(io::ErrorKind::IsADirectory.into()));
    }
    read_stream(file, name, options, emit)
}

/// Reads the articles of a stream, such as standard input. `name` may be anything; one that has
/// an ending helps to find the format.
///
/// # Errors
/// As [`read_file`].
///
/// ```
/// use std::ops::ControlFlow;
/// use dateline::ingest::{ReadOptions, read_stream};
///
/// let mut headlines = Vec::new();
/// let stream = "{\"title\": \"Ferry sails\", \"text\": \"It does.\"}\n{\"title\": \"Rain\"}\n";
/// read_stream(stream.as_bytes(), "-", &ReadOptions::default(), &mut |_, _, outcome| {
///     headlines.extend(outcome.ok().and_then(|article| article.headline).map(|headline| headline.text));
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!(headlines, ["Ferry sails", "Rain"]);
/// # Ok::<(), dateline::ingest::SourceError>(())
/// ```
pub fn read_stream<'a>(
    reader: impl Read + 'a,
    name: &str,
    options: &ReadOptions,
    emit: &mut Emit<'_>,
) -> Result<ReadSummary, SourceError> {
    let counting = Counting {
        inner: reader,
        bytes_read: Arc::clone(&options.bytes_read),
    };
    let (reader, compression) = decompressed(counting)?;
    let name = match compression {
        Compression::None => name,
        Compression::Gzip | Compression::Zstd => name_without_ending(name),
    };
    let (mut input, head_is_all) = open_input(reader, options.encoding)?;
    let format = match options.format {
        Some(format) => {
            check_fits(format, &input.head, head_is_all)?;
            format
        }
        None => detect(name, &input.head, head_is_all)?,
    };
    let mut records = 0;
    let outcome = (format.read)(&mut input, options, &mut |record, outcome| {
        records += 1;
        emit(format.name, record, outcome)
    });
    match outcome {
        Ok(()) => Ok(ReadSummary {
            format: format.name,
            records,
        }),
        Err(SourceError::Broken { source, .. }) => Err(SourceError::Broken { records, source }),
        Err(error) => Err(error),
    }
}

/// Reads the articles of a source that stands inside another: a member of a container, a page of
/// a crawl, a part of a mail. Its format is found out, whatever was asked for the outer source.
/// `encoding` is what the outer source declares for it. Records count from 1 in each member.
///
/// # Errors
/// As [`read_file`].
pub fn read_member(
    reader: &mut dyn Read,
    name: &str,
    options: &ReadOptions,
    encoding: Option<&'static Encoding>,
    emit: &mut Emit<'_>,
) -> Result<ReadSummary, SourceError> {
    let options = ReadOptions {
        format: None,
        encoding: encoding.or(options.encoding),
        // The bytes of the outer source are counted already.
        bytes_read: Arc::default(),
        ..options.clone()
    };
    read_stream(reader, name, &options, emit)
}

/// Bytes that the search for the format sees.
const HEAD_BYTES: usize = 64 << 10;

/// Reads the head and takes off the byte order mark. True if the head is all that there is.
fn open_input<'a>(
    reader: Box<dyn BufRead + 'a>,
    encoding: Option<&'static Encoding>,
) -> Result<(Input<'a>, bool), SourceError> {
    let (head, reader, is_all) = peeked(reader)?;
    let (head, reader, is_all): (Vec<u8>, Box<dyn BufRead + 'a>, bool) = match byte_order_mark(&head) {
        Some((mark, length)) => {
            let rest = Cursor::new(head.get(length..).unwrap_or_default().to_vec()).chain(reader);
            match mark == UTF_8 {
                true => (head.get(length..).unwrap_or_default().to_vec(), Box::new(rest), is_all),
                false => {
                    let text: Box<dyn BufRead + 'a> = Box::new(BufReader::new(Utf16Reader::new(rest, mark)));
                    let (head, reader, is_all) = peeked(text)?;
                    (head.clone(), Box::new(Cursor::new(head).chain(reader)), is_all)
                }
            }
        }
        None => (head.clone(), Box::new(Cursor::new(head).chain(reader)), is_all),
    };
    Ok((
        Input {
            reader,
            decoder: Decoder::new(encoding),
            head,
        },
        is_all,
    ))
}

type Peeked<'a> = (Vec<u8>, Box<dyn BufRead + 'a>, bool);

/// Reads the first bytes. The reader given back begins behind them, with the error that ended
/// them if there was one; a source that fails at once fails here.
fn peeked<'a>(mut reader: Box<dyn BufRead + 'a>) -> Result<Peeked<'a>, SourceError> {
    let mut head = Vec::new();
    match (&mut reader).take(HEAD_BYTES as u64).read_to_end(&mut head) {
        Ok(found) => Ok((head, reader, found < HEAD_BYTES)),
        Err(error) if head.is_empty() => Err(error.into()),
        // Behind damage there may be more, for formats that read on.
        Err(error) => Ok((
            head,
            Box::new(BufReader::new(Failing(Some(error))).chain(reader)),
            false,
        )),
    }
}

/// Gives an error that came too early once more, behind the bytes that were before it.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Counts the bytes that come out of a file.
struct Counting<R> {
    inner: R,
    bytes_read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let found = self.inner.read(buffer)?;
        self.bytes_read.fetch_add(found as u64, Ordering::Relaxed);
        Ok(found)
    }
}

/// Reads a source to its end. `None` if it is longer than the limit.
///
/// # Errors
/// Whatever reading gives.
pub fn read_whole(input: &mut Input<'_>, limit_bytes: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    (&mut input.reader)
        .take(limit_bytes.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit_bytes).then_some(bytes))
}
