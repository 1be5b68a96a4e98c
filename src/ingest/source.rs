//! A file or a stream to its articles: opened, decompressed, its members taken out of containers,
//! its format found, read.
//!
//! Everything is read as a stream. What the formats see are bytes whose ASCII is ASCII: a byte
//! order mark is taken off, and UTF-16 has become UTF-8.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use encoding_rs::{Encoding, UTF_8};

use super::containers::{Container, container_of, read_spooled_zip, read_tar, read_zip};
use super::decode::{Decoder, Utf16Reader, byte_order_mark};
use super::decompress::{Compression, compression_of, decompressed, name_without_ending};
use super::detect::{check_fits, detect};
use super::error::{RecordError, SourceError};
use super::formats::Format;
use super::keys::KeyMap;
pub use super::limits::Limits;
use super::limits::{Counting, Within};
use super::neighbours::{InFolder, Neighbours};
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
    /// The line between two texts of one file, without white space at its ends. `None` makes a
    /// file of plain text one article.
    pub separator: Option<String>,
    /// What the source stands in: nothing, unless it is a member of another source.
    pub within: Within,
}

/// Is given each record with the name of the source's format and the record's number: from 1,
/// rising over all members of a container; blank lines may leave gaps. The number is the same whenever the same bytes are read.
/// [`ControlFlow::Break`] ends the reading.
pub type Emit<'a> = dyn FnMut(&'static str, u64, Result<Article, RecordError>) -> ControlFlow<()> + 'a;

/// Is given each record by a format: [`Emit`] without the name.
pub type EmitRecord<'a> = dyn FnMut(u64, Result<Article, RecordError>) -> ControlFlow<()> + 'a;

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadSummary {
    /// The name of the format; `zip` or `tar` where members were read, each in its own.
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
    /// The name of the source, without the ending of a compression.
    pub name: String,
    /// The files beside it, where it is a file or a member of a zip.
    pub neighbours: Option<&'a dyn Neighbours>,
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
    let mut file = File::open(path).map_err(SourceError::Open)?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(SourceError::Open(io::ErrorKind::IsADirectory.into()));
    }
    let within = Within::default();
    let mut magic = Vec::new();
    (&mut file).take(MAGIC_BYTES).read_to_end(&mut magic)?;
    // A pipe that has a path cannot be read backwards.
    if container_of(&magic) == Some(Container::Zip) && file.seek(SeekFrom::Start(0)).is_ok() {
        let counted = Counting {
            inner: file,
            bytes: Arc::clone(&options.bytes_read),
            counts: None,
        };
        return read_zip(Box::new(counted), options, &within, emit);
    }
    let source = Source {
        reader: Box::new(counted_source(Cursor::new(magic).chain(file), options, &within)),
        name,
        neighbours: Some(&InFolder::of(path)),
    };
    read_layer(source, options, &within, emit)
}

/// First bytes that tell a zip.
const MAGIC_BYTES: u64 = 4;

/// First bytes that tell every compression and container.
const PACKED_HEAD_BYTES: u64 = 1024;

/// True if a file can be opened and is neither compressed nor a container, so that what it holds is no
/// larger than itself.
pub fn is_unpacked(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(PACKED_HEAD_BYTES).read_to_end(&mut head));
    read.is_ok() && container_of(&head).is_none() && compression_of(&head) == Compression::None
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
    let within = options.within.clone();
    let reader: Box<dyn Read + 'a> = match within.depth {
        0 => Box::new(counted_source(reader, options, &within)),
        _ => Box::new(reader),
    };
    let source = Source {
        reader,
        name,
        neighbours: None,
    };
    read_layer(source, options, &within, emit)
}

/// Counts what is read of an outermost source.
fn counted_source<R: Read>(reader: R, options: &ReadOptions, within: &Within) -> Counting<R> {
    Counting {
        inner: reader,
        bytes: Arc::clone(&options.bytes_read),
        counts: Some(Arc::clone(&within.counts)),
    }
}

/// A source that may be compressed, a container, or articles.
pub(super) struct Source<'a> {
    pub reader: Box<dyn Read + 'a>,
    pub name: &'a str,
    pub neighbours: Option<&'a dyn Neighbours>,
}

/// Takes off one layer after the other and reads what is innermost.
pub(super) fn read_layer(
    source: Source<'_>,
    options: &ReadOptions,
    within: &Within,
    emit: &mut Emit<'_>,
) -> Result<ReadSummary, SourceError> {
    let mut within = within.clone();
    let mut name = source.name.to_owned();
    let mut reader = source.reader;
    let reader = loop {
        let (inner, compression) = decompressed(reader, &options.limits, &within)?;
        match compression {
            Compression::None => break inner,
            Compression::Gzip | Compression::Zstd | Compression::Bzip2 | Compression::Xz => {
                within = within.inside(&options.limits)?;
                name = name_without_ending(&name);
                reader = Box::new(inner);
            }
        }
    };
    let peeked = peeked(reader)?;
    match container_of(&peeked.0) {
        Some(Container::Zip) => return read_spooled_zip(&mut whole(peeked), options, &within, emit),
        Some(Container::Tar) => return read_tar(&mut whole(peeked), options, &within, emit),
        None => {}
    }
    let (mut input, head_is_all) = open_input(peeked, options.encoding)?;
    (input.name, input.neighbours) = (name, source.neighbours);
    let format = match options.format {
        Some(format) => {
            check_fits(format, &input.head, head_is_all)?;
            format
        }
        None => detect(&input.name, &input.head, head_is_all)?,
    };
    // What stands inside the articles of this source is one layer further in.
    let options = &ReadOptions {
        within,
        ..options.clone()
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
        within: options.within.inside(&options.limits)?,
        ..options.clone()
    };
    read_stream(reader, name, &options, emit)
}

/// Bytes that the search for the format sees.
const HEAD_BYTES: usize = 64 << 10;

/// Reads the head and takes off the byte order mark. True if the head is all that there is.
fn open_input<'a>(
    (head, reader, is_all): Peeked<'a>,
    encoding: Option<&'static Encoding>,
) -> Result<(Input<'a>, bool), SourceError> {
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
            name: String::new(),
            neighbours: None,
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

/// The source from its first byte on.
fn whole<'a>((head, reader, _): Peeked<'a>) -> impl BufRead + use<'a> {
    Cursor::new(head).chain(reader)
}

/// Gives an error that came too early once more, behind the bytes that were before it.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
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
