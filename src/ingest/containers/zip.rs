//! zip: members by the list at the end, which is held in memory and therefore bounded.
//!
//! A zip without its end is read from its beginning, as far as that goes.

use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::SpooledTempFile;
use zip::read::{ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::super::error::{SourceError, describe_io};
use super::super::limits::{Expanding, Within};
use super::super::neighbours::Neighbours;
use super::super::source::{Emit, ReadOptions, ReadSummary};
use super::members::{Members, Taken, taken};
use super::zip_folders::{Folders, Shared};

/// A zip that stands in a pipe or a container lies in memory up to so many bytes, then on disk.
const IN_MEMORY_BYTES: usize = 4 << 20;

/// Names that tell what else is a zip inside.
const NO_ARCHIVES: &[(&str, &str)] = &[
    ("[Content_Types].xml", "Office document"),
    ("mimetype", "OpenDocument or e-book"),
    ("META-INF/MANIFEST.MF", "Java archive"),
    ("AndroidManifest.xml", "Android package"),
];

/// What a zip is read from.
pub(in super::super) trait ReadSeek: Read + Seek {}

impl<R: Read + Seek> ReadSeek for R {}

/// Reads the members of a zip that comes as a stream: it is laid aside first.
///
/// # Errors
/// As [`read_zip`]; if it is longer than the limit, or cannot be laid aside.
pub(in super::super) fn read_spooled_zip(
    reader: &mut dyn Read,
    options: &ReadOptions,
    within: &Within,
    emit: &mut Emit<'_>,
) -> Result<ReadSummary, SourceError> {
    let limit_bytes = options.limits.max_spooled_bytes;
    let mut spooled = SpooledTempFile::new(IN_MEMORY_BYTES);
    // A stream that breaks off gives what was before.
    let broken = match io::copy(&mut reader.take(limit_bytes.saturating_add(1)), &mut spooled) {
        Ok(length) if length > limit_bytes => {
            let text = format!("a zip inside a stream is longer than {limit_bytes} bytes, the limit");
            return Err(io::Error::new(io::ErrorKind::QuotaExceeded, text).into());
        }
        Ok(_) => None,
        Err(error) => Some(error),
    };
    spooled.seek(SeekFrom::Start(0))?;
    let summary = read_zip(Box::new(spooled), options, within, emit);
    match (summary, broken) {
        (Ok(summary), Some(source)) => Err(SourceError::Broken {
            records: summary.records,
            source,
        }),
        (Err(SourceError::Broken { records, .. }), Some(source)) => Err(SourceError::Broken { records, source }),
        (summary, _) => summary,
    }
}

/// Reads the members of a zip.
///
/// # Errors
/// [`SourceError::Broken`] where the zip is; [`SourceError::Binary`] if it is a document of
/// another kind.
pub(in super::super) fn read_zip(
    mut reader: Box<dyn ReadSeek + '_>,
    options: &ReadOptions,
    within: &Within,
    emit: &mut Emit<'_>,
) -> Result<ReadSummary, SourceError> {
    if within.depth == 0 {
        let length = reader.seek(SeekFrom::End(0))?;
        // What came out of a pipe is counted already.
        within.counts.packed.fetch_max(length, Ordering::Relaxed);
        reader.seek(SeekFrom::Start(0))?;
    }
    let mut members = Members::new("zip", options, within, emit)?;
    check_directory(&mut reader, options.limits.max_directory_bytes)?;
    let mut reader = Shared::new(reader);
    let mut archive = match ZipArchive::new(reader.clone()) {
        Ok(archive) => archive,
        Err(_) => {
            let outcome = read_from_the_beginning(&mut reader, options, &mut members);
            return members.finish(outcome);
        }
    };
    if archive.is_empty() {
        return Err(SourceError::Empty);
    }
    for (name, kind) in NO_ARCHIVES {
        if archive.index_for_name(name).is_some() {
            return Err(SourceError::Binary(Some(kind)));
        }
    }
    let outcome = read_members(&mut archive, options, &mut members);
    members.finish(outcome)
}

/// Bytes at the end of a zip in which its end may stand: a record of 22 bytes and a comment.
const TAIL_BYTES: u64 = (64 << 10) + 22;

/// Refuses a zip whose list of members is too long to be held in memory. Every place is looked at
/// that may be the end of the zip.
fn check_directory(reader: &mut Box<dyn ReadSeek + '_>, limit_bytes: u64) -> io::Result<()> {
    let length = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
    let mut tail = Vec::new();
    reader.take(TAIL_BYTES).read_to_end(&mut tail)?;
    let mut sizes = Vec::new();
    for at in memchr::memmem::find_iter(&tail, b"PK\x05\x06") {
        sizes.extend(little_endian(&tail, at + 12, 4).filter(|&size| size != u64::from(u32::MAX)));
    }
    for at in memchr::memmem::find_iter(&tail, b"PK\x06\x06") {
        sizes.extend(little_endian(&tail, at + 40, 8));
    }
    for at in memchr::memmem::find_iter(&tail, b"PK\x06\x07") {
        if let Some(place) = little_endian(&tail, at + 8, 8).filter(|&place| place < length) {
            reader.seek(SeekFrom::Start(place))?;
            let mut record = Vec::new();
            reader.take(48).read_to_end(&mut record)?;
            sizes.extend(little_endian(&record, 40, 8));
        }
    }
    reader.seek(SeekFrom::Start(0))?;
    // What claims more than there is belongs to no end, or to a broken one.
    match sizes.iter().any(|&size| size > limit_bytes && size <= length) {
        true => Err(io::Error::new(
            io::ErrorKind::QuotaExceeded,
            format!("the list of members of the zip is longer than {limit_bytes} bytes, the limit"),
        )),
        false => Ok(()),
    }
}

fn little_endian(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let field = bytes.get(at..at + length)?;
    Some(
        field
            .iter()
            .rev()
            .fold(0, |number, &byte| number << 8 | u64::from(byte)),
    )
}

type Archive<'r> = ZipArchive<Shared<'r>>;

/// Where members begin that lie in the bytes of another one: such a zip is made, not packed, since
/// it lets few bytes expand to many files. The first of them is good.
fn overlapping(archive: &Archive<'_>) -> BTreeSet<u64> {
    let entries = (0..archive.len()).filter_map(|at| archive.by_index_data(at).ok());
    let mut places: Vec<(u64, u64)> = entries
        .map(|entry| (entry.header_start(), entry.compressed_size()))
        .collect();
    places.sort_unstable();
    let mut end = 0;
    let mut overlapping = BTreeSet::new();
    for (start, length) in places {
        if start < end {
            overlapping.insert(start);
        }
        end = end.max(start.saturating_add(LOCAL_HEADER_BYTES).saturating_add(length));
    }
    overlapping
}

/// Bytes before the name in the header of a member.
const LOCAL_HEADER_BYTES: u64 = 30;

fn read_members(archive: &mut Archive<'_>, options: &ReadOptions, members: &mut Members<'_, '_>) -> io::Result<()> {
    let overlapping = overlapping(archive);
    let folders = Folders::new(archive, options.limits, members.within().clone());
    for at in 0..archive.len() {
        members.count()?;
        let entry = archive.by_index_data(at).map_err(io_error)?;
        let path = path_of(entry.name(), entry.name_raw());
        let is_folder = entry.is_dir() || path.ends_with('/');
        let (path, refusal) = match taken(&path) {
            Taken::Not => continue,
            Taken::Refused(reason) => (path, Some(reason.to_owned())),
            Taken::As(_) if is_folder => continue,
            Taken::As(path) => {
                let overlaps = overlapping.contains(&entry.header_start());
                let refusal = match entry.compression() {
                    _ if entry.encrypted() => Some("it is encrypted".to_owned()),
                    _ if entry.is_symlink() => Some("a link, which is not followed".to_owned()),
                    _ if overlaps => Some("it overlaps another member; it may be a zip bomb".to_owned()),
                    method if !method_is_read(method) => Some(packed_otherwise(method)),
                    _ => None,
                };
                (path, refusal)
            }
        };
        let flow = match refusal {
            Some(reason) => members.refuse(&path, &reason),
            None => match archive.by_index(at) {
                Ok(file) => read_file(&path, file, Some(&folders), options, members),
                Err(error) => members.refuse(&path, &reason_of(&error)),
            },
        };
        check_spent(members)?;
        if flow.is_break() {
            return Ok(());
        }
    }
    match archive.has_duplicate_names() {
        true => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "several members of the zip have the same name, of which the last was read",
        )),
        false => Ok(()),
    }
}

/// Reads what can be read of a zip that has lost its list of members.
fn read_from_the_beginning(
    reader: &mut Shared<'_>,
    options: &ReadOptions,
    members: &mut Members<'_, '_>,
) -> io::Result<()> {
    reader.seek(SeekFrom::Start(0))?;
    let lost = || {
        io::Error::new(
            io::ErrorKind::InvalidData,
            "zip data is damaged: its list of members is missing",
        )
    };
    loop {
        let file = match read_zipfile_from_stream(reader) {
            Ok(Some(file)) => file,
            Ok(None) | Err(_) => return Err(lost()),
        };
        members.count()?;
        let path = path_of(file.name(), file.name_raw());
        let flow = match taken(&path) {
            _ if path.ends_with('/') => continue,
            Taken::Not => continue,
            Taken::Refused(reason) => members.refuse(&path, reason),
            Taken::As(path) => read_file(&path, file, None, options, members),
        };
        check_spent(members)?;
        if flow.is_break() {
            return Ok(());
        }
    }
}

fn read_file<R: Read>(
    path: &str,
    file: ZipFile<'_, R>,
    folders: Option<&Folders<'_>>,
    options: &ReadOptions,
    members: &mut Members<'_, '_>,
) -> ControlFlow<()> {
    let packed = Arc::new(AtomicU64::new(file.compressed_size()));
    let damaged = Damaged { inner: file };
    let reader = Expanding::new(damaged, packed, options.limits, members.within().clone());
    let beside = folders.map(|folders| folders.beside(path));
    let neighbours = beside.as_ref().map(|beside| beside as &dyn Neighbours);
    members.read(path, Box::new(reader), neighbours)
}

fn check_spent(members: &Members<'_, '_>) -> io::Result<()> {
    match members.within().is_spent() {
        true => Err(io::Error::new(
            io::ErrorKind::QuotaExceeded,
            "a limit over the whole zip is reached",
        )),
        false => Ok(()),
    }
}

/// Says in an error that it is the zip that is damaged.
struct Damaged<R> {
    inner: R,
}

impl<R: Read> Read for Damaged<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::QuotaExceeded => error,
            kind => io::Error::new(kind, format!("zip data is damaged: {}", describe_io(&error))),
        })
    }
}

/// The name as text; one that is neither of the two encodings of zips keeps what can be read.
fn path_of<T: AsRef<str>>(name: Result<T, ZipError>, raw: &[u8]) -> String {
    match name {
        Ok(name) => name.as_ref().to_owned(),
        Err(_) => String::from_utf8_lossy(raw).into_owned(),
    }
}

fn method_is_read(method: CompressionMethod) -> bool {
    matches!(
        method,
        CompressionMethod::Stored
            | CompressionMethod::Deflated
            | CompressionMethod::Deflate64
            | CompressionMethod::Bzip2
            | CompressionMethod::Zstd
    )
}

fn packed_otherwise(method: CompressionMethod) -> String {
    format!("it is packed by a method that is not read ({method}), expected deflate, bzip2 or zstd")
}

fn reason_of(error: &ZipError) -> String {
    format!(
        "zip data is damaged: {}",
        describe_io(&io::Error::other(error.to_string()))
    )
}

fn io_error(error: ZipError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason_of(&error))
}
