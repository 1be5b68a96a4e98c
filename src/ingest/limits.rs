//! What is too big, so that memory and time stay bounded whatever a source holds.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Sizes beyond which a record, a member or a source is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest record: a line, a row, an element, a text.
    pub max_record_bytes: u64,
    /// The longest JSON object that holds an array of articles: it is held in memory whole.
    pub max_document_bytes: u64,
    /// The most bytes that a source may expand to, all its compressions and members together.
    pub max_expanded_bytes: u64,
    /// How many times its packed size a source may expand to: a compression, a member of a
    /// container, and all of them together.
    pub max_expansion_ratio: u64,
    /// Bytes that may be expanded to before the ratio is looked at.
    pub free_expanded_bytes: u64,
    /// Compressions and containers inside each other: `a.tar.gz` is two.
    pub max_nesting: u32,
    /// Members of a source, those of inner containers included.
    pub max_members: u64,
    /// The longest list of members of a zip: it is held in memory, at about ten times its size.
    pub max_directory_bytes: u64,
    /// The longest zip that is laid in a temporary file, because it comes out of a pipe or stands
    /// in another container. Its list of members is at its end.
    pub max_spooled_bytes: u64,
}

impl Default for Limits {
    /// No article is as long as 64 MiB, while a table of a hundred thousand is: a quote that is
    /// never closed makes one record of a whole file. A JSON document takes about four times its
    /// size in memory.
    ///
    /// News packs five to thirty times; gzip cannot do more than 1,032, and a bomb made with it
    /// comes near that. So 500 tells them apart, and small files of blanks are let alone by the
    /// first 64 MiB. What is expanded is never held in memory: 1 TiB bounds the time.
    ///
    /// A pack of packs, such as a zip with `.gz` in it in a `.tar.gz`, nests four deep. Ten
    /// million members are five times the largest newspaper collections. The list of members of a
    /// zip has about a hundred bytes for each: 32 MiB are 300,000 of them.
    fn default() -> Limits {
        Limits {
            max_record_bytes: 64 << 20,
            max_document_bytes: 256 << 20,
            max_expanded_bytes: 1 << 40,
            max_expansion_ratio: 500,
            free_expanded_bytes: 64 << 20,
            max_nesting: 5,
            max_members: 10_000_000,
            max_directory_bytes: 32 << 20,
            max_spooled_bytes: 2 << 30,
        }
    }
}

/// What a source stands in, and what has been read of the outermost. For sources inside others;
/// a source of its own has the default.
#[derive(Clone, Debug, Default)]
pub struct Within {
    /// Compressions and containers around it.
    pub(super) depth: u32,
    /// Counts over the whole outermost source.
    pub(super) counts: Arc<Counts>,
}

/// Counts over a source with all that stands in it.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Bytes of the outermost source as it lies on the disk.
    pub packed: AtomicU64,
    /// Bytes that came out of compressions.
    expanded: AtomicU64,
    members: AtomicU64,
    /// True once a limit over the whole source is passed.
    spent: std::sync::atomic::AtomicBool,
}

impl Within {
    /// One layer further in.
    ///
    /// # Errors
    /// If that is too deep.
    pub(super) fn inside(&self, limits: &Limits) -> io::Result<Within> {
        if self.depth >= limits.max_nesting {
            let text = format!(
                "more than {} compressions and containers inside each other, the limit",
                limits.max_nesting
            );
            return Err(passed(text));
        }
        Ok(Within {
            depth: self.depth + 1,
            counts: Arc::clone(&self.counts),
        })
    }

    /// Counts a member.
    ///
    /// # Errors
    /// If there are too many.
    pub(super) fn count_member(&self, limits: &Limits) -> io::Result<()> {
        match self.counts.members.fetch_add(1, Ordering::Relaxed) < limits.max_members {
            true => Ok(()),
            false => Err(self.spend(format!("more than {} members, the limit", limits.max_members))),
        }
    }

    /// True once a limit over the whole source is passed: nothing more of it is read.
    pub(super) fn is_spent(&self) -> bool {
        self.counts.spent.load(Ordering::Relaxed)
    }

    fn spend(&self, text: String) -> io::Error {
        self.counts.spent.store(true, Ordering::Relaxed);
        passed(text)
    }

    fn count_expanded(&self, bytes: u64, limits: &Limits) -> io::Result<()> {
        let expanded = self.counts.expanded.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if expanded > limits.max_expanded_bytes {
            let text = format!("it expands to more than {} bytes, the limit", limits.max_expanded_bytes);
            return Err(self.spend(text));
        }
        let packed = self.counts.packed.load(Ordering::Relaxed);
        check_ratio(expanded, packed, limits).map_err(|text| self.spend(text))
    }
}

fn passed(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::QuotaExceeded, text)
}

fn check_ratio(expanded: u64, packed: u64, limits: &Limits) -> Result<(), String> {
    let allowed = packed.saturating_mul(limits.max_expansion_ratio);
    match expanded > limits.free_expanded_bytes.max(allowed) {
        true => Err(format!(
            "it expands to more than {} times its packed size, the limit",
            limits.max_expansion_ratio
        )),
        false => Ok(()),
    }
}

/// Bytes that come out of a compression, counted and bounded.
pub(super) struct Expanding<R> {
    inner: R,
    /// Bytes that went into this compression so far, or that it has in all.
    packed: Arc<AtomicU64>,
    expanded: u64,
    limits: Limits,
    within: Within,
}

impl<R: Read> Expanding<R> {
    pub(super) fn new(inner: R, packed: Arc<AtomicU64>, limits: Limits, within: Within) -> Expanding<R> {
        Expanding {
            inner,
            packed,
            expanded: 0,
            limits,
            within,
        }
    }
}

impl<R: Read> Read for Expanding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let found = self.inner.read(buffer)?;
        self.expanded += found as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        check_ratio(self.expanded, packed, &self.limits).map_err(passed)?;
        self.within.count_expanded(found as u64, &self.limits)?;
        Ok(found)
    }
}

/// Counts the bytes that come out of a reader.
pub(super) struct Counting<R> {
    pub inner: R,
    pub bytes: Arc<AtomicU64>,
    /// A second count, of the outermost source.
    pub counts: Option<Arc<Counts>>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let found = self.inner.read(buffer)?;
        self.bytes.fetch_add(found as u64, Ordering::Relaxed);
        if let Some(counts) = &self.counts {
            counts.packed.fetch_add(found as u64, Ordering::Relaxed);
        }
        Ok(found)
    }
}

impl<R: io::Seek> io::Seek for Counting<R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
