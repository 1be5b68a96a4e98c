//! The built-in table of spellings of name parts, in all scripts: `zelensky`, `zelenskyy`,
//! `selenskyj`, `зеленський`, `ゼレンスキー`.
//!
//! `table.bin` is made by `examples/make_names_table.rs` and is read where it lies in the program: a
//! word says by its hash in which blocks it may stand, some six of 256, and only these are unpacked. The
//! first look-up of a process takes 0.6 ms, a later one 0.01 ms (one core of a busy machine); nothing is
//! done before somebody asks.
//!
//! ```text
//! magic     "DLNAMES", version
//! counts    blocks, buckets, bytes of the dictionary     (u32, little endian, like all numbers)
//! ends      where each block ends, u32 each
//! sizes     how many blocks each bucket lists, a byte each
//! lists     the numbers of these blocks, a byte each
//! packed    the dictionary (plain text), then the blocks (zstd, with the dictionary)
//! ```
//! A block is text: a group a line, its members in folded form with spaces between them. A `*` before
//! a member says that it is an ordinary word of some language too, or the name of a country.

use std::sync::{LazyLock, OnceLock};

use xxhash_rust::xxh3::xxh3_64;

/// First bytes of the table.
pub const MAGIC: &[u8; 7] = b"DLNAMES";

/// Version of the table's form.
///
/// 1: first version (dateline 0.1).
pub const TABLE_VERSION: u8 = 1;

/// Before a member that is an ordinary word too.
pub const ORDINARY: char = '*';

/// Bytes of the header: magic, version, three counts.
pub const HEADER_BYTES: usize = 20;

/// A block has a number of one byte.
pub const MOST_BLOCKS: usize = 256;

/// Largest block, unpacked. A damaged table must not take all memory.
const MOST_BLOCK_BYTES: usize = 64 << 10;

/// The table in this program.
const TABLE: &[u8] = include_bytes!("table.bin");

/// Names that are spellings of one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its spellings, at least two.
    pub members: Vec<Member>,
}

/// One spelling of a name part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// As folded for the index. The tokenizer may cut it into several words: it has apostrophes, or
    /// it is in a script that is written without spaces.
    pub text: String,
    /// True if it is an ordinary word too.
    pub is_ordinary: bool,
}

/// Where its parts lie. The table of this program is whole: a test reads all of it.
static LAYOUT: LazyLock<Option<Layout<'static>>> = LazyLock::new(|| Layout::of(TABLE));

/// The blocks that have been unpacked, by number. All of them are some megabytes, and a pasted text asks
/// for most of them.
static UNPACKED: [OnceLock<Option<Box<str>>>; MOST_BLOCKS] = [const { OnceLock::new() }; MOST_BLOCKS];

/// Returns the groups of the built-in table that a folded word belongs to.
///
/// ```
/// let groups = dateline::words::names::groups_of("zelensky");
/// assert!(groups.iter().any(|group| group.members.iter().any(|member| member.text == "zelenskyy")));
/// ```
pub fn groups_of(folded: &str) -> Vec<Group> {
    let Some(layout) = LAYOUT.as_ref().filter(|_| !folded.is_empty()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut unpacker = None;
    for number in layout.blocks_of(folded).unwrap_or_default() {
        let number = usize::from(*number);
        let Some(block) = UNPACKED.get(number) else {
            continue;
        };
        let text = block.get_or_init(|| {
            let unpacker = unpacker.get_or_insert_with(|| layout.unpacker());
            layout.unpack(number, unpacker.as_mut()?)
        });
        let lines = text.as_deref().map(|text| lines_with(text, folded));
        found.extend(lines.into_iter().flatten().map(read_group));
    }
    found
}

/// The number of the bucket of a word.
pub fn bucket_of(folded: &str, buckets: usize) -> usize {
    (xxh3_64(folded.as_bytes()) % buckets.max(1) as u64) as usize
}

/// The places of a table's parts.
struct Layout<'a> {
    ends: &'a [u8],
    sizes: &'a [u8],
    lists: &'a [u8],
    dictionary: &'a [u8],
    packed: &'a [u8],
}

impl<'a> Layout<'a> {
    fn of(table: &'a [u8]) -> Option<Layout<'a>> {
        let header = table.get(..HEADER_BYTES)?;
        if header.get(..MAGIC.len())? != MAGIC || header.get(MAGIC.len()) != Some(&TABLE_VERSION) {
            return None;
        }
        let count = |number: usize| number_at(header, 8 + 4 * number);
        let (blocks, buckets, dictionary) = (count(0)?, count(1)?, count(2)?);
        let rest = table.get(HEADER_BYTES..)?;
        let (ends, rest) = rest.split_at_checked(4 * blocks)?;
        let (sizes, rest) = rest.split_at_checked(buckets)?;
        let listed = sizes.iter().map(|size| usize::from(*size)).sum();
        let (lists, rest) = rest.split_at_checked(listed)?;
        let (dictionary, packed) = rest.split_at_checked(dictionary)?;
        Some(Layout {
            ends,
            sizes,
            lists,
            dictionary,
            packed,
        })
    }

    /// The numbers of the blocks in which a word may stand.
    fn blocks_of(&self, word: &str) -> Option<&'a [u8]> {
        let bucket = bucket_of(word, self.sizes.len());
        let start: usize = self.sizes.get(..bucket)?.iter().map(|size| usize::from(*size)).sum();
        let size = usize::from(*self.sizes.get(bucket)?);
        self.lists.get(start..start + size)
    }

    fn block(&self, number: usize) -> Option<&'a [u8]> {
        let start = match number {
            0 => 0,
            _ => number_at(self.ends, 4 * (number - 1))?,
        };
        self.packed.get(start..number_at(self.ends, 4 * number)?)
    }

    fn unpack(&self, number: usize, unpacker: &mut zstd::bulk::Decompressor<'_>) -> Option<Box<str>> {
        let text = unpacker.decompress(self.block(number)?, MOST_BLOCK_BYTES).ok()?;
        String::from_utf8(text).ok().map(String::into_boxed_str)
    }

    fn unpacker(&self) -> Option<zstd::bulk::Decompressor<'static>> {
        zstd::bulk::Decompressor::with_dictionary(self.dictionary).ok()
    }
}

fn number_at(bytes: &[u8], at: usize) -> Option<usize> {
    let number = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(number)).ok()
}

/// The lines of a block that have a word as a member.
fn lines_with<'a>(block: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    let mut rest = 0;
    let finder = memchr::memmem::Finder::new(word).into_owned();
    std::iter::from_fn(move || {
        while let Some(found) = finder.find(block.as_bytes().get(rest..)?) {
            let at = rest + found;
            let start = block[..at].rfind('\n').map_or(0, |line_end| line_end + 1);
            let end = block[at..].find('\n').map_or(block.len(), |line_end| at + line_end);
            let is_start = matches!(block[..at].chars().next_back(), None | Some('\n' | ' ' | ORDINARY));
            let is_end = matches!(block[at + word.len()..].chars().next(), None | Some('\n' | ' '));
            if is_start && is_end {
                rest = end;
                return Some(&block[start..end]);
            }
            rest = at + word.len();
        }
        None
    })
}

fn read_group(line: &str) -> Group {
    let member = |text: &str| Member {
        text: text.trim_start_matches(ORDINARY).to_owned(),
        is_ordinary: text.starts_with(ORDINARY),
    };
    Group {
        members: line.split(' ').map(member).collect(),
    }
}

/// Unpacks the whole table: the number of its groups, and its words.
#[cfg(test)]
pub fn all_words() -> (usize, Vec<String>) {
    let layout = LAYOUT.as_ref().expect("the table is whole");
    let mut unpacker = layout.unpacker().expect("there is memory");
    let (mut groups, mut words) = (0, Vec::new());
    for number in 0..layout.ends.len() / 4 {
        let text = layout.unpack(number, &mut unpacker).expect("the table is whole");
        for line in text.lines() {
            groups += 1;
            let group = read_group(line);
            assert!(group.members.len() > 1, "{line}");
            words.extend(group.members.into_iter().map(|member| member.text));
        }
    }
    (groups, words)
}
