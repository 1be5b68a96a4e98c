//! Stories: articles that are copies of each other, as one file beside the index.
//!
//! ```text
//! generation          8 bytes: the commit whose articles it knows
//! articles, stories   8 bytes each
//! ids                 8 bytes an article that has copies, ascending
//! story of each       4 bytes: its number
//! keys                8 bytes a story, ascending; numbers count from 0 in this order
//! sizes               4 bytes a story: its number of articles
//! ```
//!
//! An article that has no copy is not in it. `update` makes the file of a commit from that of the one
//! before, when a run has ended; `pairs` finds the articles that are alike. A file is there whole or not at
//! all. While it is missing, as after a killed run, whoever opens the index makes it in memory if few
//! articles are new; else they count as stories of their own until the next run.

mod claims;
mod pairs;
mod union;
mod update;

use std::path::{Path, PathBuf};

use tantivy::Searcher;
use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};

use super::schema::Fields;
use super::stored::ArticleId;

pub use update::similar_pairs;

/// Version of the file's form, part of its name.
///
/// 1: first version (dateline 0.1).
const FILE_VERSION: u32 = 1;

/// Bytes before the ids.
const HEAD_BYTES: usize = 24;

/// More new articles are not compared while an index is opened: a second's work.
const MOST_COMPARED_WHEN_OPENED: u64 = 50_000;

/// Which articles are copies of each other.
#[derive(Clone)]
pub struct Stories {
    bytes: OwnedBytes,
    articles: usize,
    stories: usize,
    /// The commit whose articles it knows.
    pub generation: u64,
    /// Articles of later commits, which count as stories of their own.
    pub unknown_articles: u64,
}

impl Stories {
    /// None at all.
    pub fn none() -> Stories {
        Stories::of_groups(0, &mut Vec::new())
    }

    /// The stories of these articles, each with the key of its story.
    fn of_groups(generation: u64, groups: &mut [(ArticleId, ArticleId)]) -> Stories {
        Stories::read(OwnedBytes::new(to_bytes(generation, groups))).expect("what has just been written is whole")
    }

    fn read(bytes: OwnedBytes) -> Option<Stories> {
        let number = |at: usize| usize::try_from(u64_at(&bytes, at)?).ok();
        let generation = u64_at(&bytes, 0)?;
        let (articles, stories) = (number(8)?, number(16)?);
        let length = articles
            .checked_add(stories)?
            .checked_mul(12)?
            .checked_add(HEAD_BYTES)?;
        (bytes.len() == length).then_some(Stories {
            bytes,
            articles,
            stories,
            generation,
            unknown_articles: 0,
        })
    }

    /// Number of stories of two and more articles.
    pub fn count(&self) -> u32 {
        self.stories as u32
    }

    /// Number of the story that an article belongs to; `None` if it has no copy.
    pub fn story_of(&self, article: ArticleId) -> Option<u32> {
        let place = find(self.articles, article.0, |at| self.id(at))?;
        u32_at(&self.bytes, HEAD_BYTES + 8 * self.articles + 4 * place)
    }

    /// Number of the story that has a key.
    pub fn story_with_key(&self, key: ArticleId) -> Option<u32> {
        find(self.stories, key.0, |at| self.key_at(at)).map(|place| place as u32)
    }

    /// Key of a story.
    pub fn key(&self, story: u32) -> ArticleId {
        ArticleId(self.key_at(story as usize))
    }

    /// Number of articles of a story.
    pub fn articles_in(&self, story: u32) -> u32 {
        let from = HEAD_BYTES + 12 * self.articles + 8 * self.stories;
        u32_at(&self.bytes, from + 4 * story as usize).unwrap_or_default()
    }

    /// The articles of some stories, each with the number of its story, by their ids.
    pub fn members(&self, is_taken: impl Fn(u32) -> bool) -> Vec<(ArticleId, u32)> {
        let from = HEAD_BYTES + 8 * self.articles;
        let story = |at: usize| u32_at(&self.bytes, from + 4 * at).unwrap_or_default();
        let taken = (0..self.articles).filter(|at| is_taken(story(*at)));
        taken.map(|at| (ArticleId(self.id(at)), story(at))).collect()
    }

    fn id(&self, at: usize) -> u64 {
        u64_at(&self.bytes, HEAD_BYTES + 8 * at).unwrap_or_default()
    }

    fn key_at(&self, story: usize) -> u64 {
        u64_at(&self.bytes, HEAD_BYTES + 12 * self.articles + 8 * story).unwrap_or_default()
    }
}

/// Where a number stands among so many ascending ones. Ids are hashes, spread evenly, so that a number
/// says itself where it stands, give or take (Perl, Itai and Avni, "Interpolation search", 1978).
fn find(count: usize, number: u64, at: impl Fn(usize) -> u64) -> Option<usize> {
    let guess = ((u128::from(number) * count as u128) >> 64) as usize;
    // A range around the guess that holds the number, twice as wide each time.
    let mut step = 1;
    let mut from = guess;
    while from > 0 && at(from) > number {
        from = from.saturating_sub(step);
        step *= 2;
    }
    step = 1;
    let mut to = guess.max(from);
    while to < count && at(to) < number {
        from = to;
        to = (to + step).min(count);
        step *= 2;
    }
    while from < to {
        let middle = from + (to - from) / 2;
        match at(middle) < number {
            true => from = middle + 1,
            false => to = middle,
        }
    }
    (from < count && at(from) == number).then_some(from)
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let number = bytes.get(at..at.checked_add(8)?)?;
    number.try_into().ok().map(u64::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let number = bytes.get(at..at.checked_add(4)?)?;
    number.try_into().ok().map(u32::from_le_bytes)
}

/// Writes articles with the keys of their stories as the file holds them.
fn to_bytes(generation: u64, groups: &mut [(ArticleId, ArticleId)]) -> Vec<u8> {
    groups.sort_unstable();
    let mut keys: Vec<ArticleId> = groups.iter().map(|(_, key)| *key).collect();
    keys.sort_unstable();
    let mut sizes: Vec<u32> = Vec::new();
    for same in keys.chunk_by(|one, other| one == other) {
        sizes.push(same.len() as u32);
    }
    keys.dedup();
    let mut bytes = Vec::with_capacity(HEAD_BYTES + 12 * (groups.len() + keys.len()));
    bytes.extend_from_slice(&generation.to_le_bytes());
    bytes.extend_from_slice(&(groups.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&(keys.len() as u64).to_le_bytes());
    for (id, _) in groups.iter() {
        bytes.extend_from_slice(&id.0.to_le_bytes());
    }
    for (_, key) in groups.iter() {
        let story = keys.partition_point(|known| known < key);
        bytes.extend_from_slice(&(story as u32).to_le_bytes());
    }
    for key in &keys {
        bytes.extend_from_slice(&key.0.to_le_bytes());
    }
    for size in &sizes {
        bytes.extend_from_slice(&size.to_le_bytes());
    }
    bytes
}

fn name(generation: u64) -> PathBuf {
    PathBuf::from(format!("stories.{generation}.v{FILE_VERSION}"))
}

/// The generations of the files in a folder.
fn generations(folder: &Path) -> Vec<u64> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let generation = |entry: std::fs::DirEntry| {
        let name = entry.file_name();
        let number = name.to_string_lossy();
        let number = number.strip_prefix("stories.")?;
        number.strip_suffix(&format!(".v{FILE_VERSION}"))?.parse().ok()
    };
    entries.filter_map(generation).collect()
}

fn open_file(folder: &Path, generation: u64) -> Option<Stories> {
    let directory = MmapDirectory::open(folder).ok()?;
    let bytes = directory.open_read(&name(generation)).ok()?.read_bytes().ok()?;
    Stories::read(bytes).filter(|stories| stories.generation == generation)
}

/// The file of the latest commit that has one.
fn latest_file(folder: &Path) -> Option<Stories> {
    let mut generations = generations(folder);
    generations.sort_unstable();
    generations
        .into_iter()
        .rev()
        .find_map(|generation| open_file(folder, generation))
}

/// True if the stories of a commit are there.
pub fn are_current(folder: &Path, generation: u64) -> bool {
    open_file(folder, generation).is_some()
}

/// Opens the stories of a commit, whose articles `searcher` sees.
///
/// # Errors
/// Whatever reading the index gives.
pub fn open(folder: &Path, searcher: &Searcher, fields: &Fields, generation: u64) -> tantivy::Result<Stories> {
    if let Some(stories) = open_file(folder, generation) {
        return Ok(stories);
    }
    let before = latest_file(folder).unwrap_or_else(Stories::none);
    let unknown_articles = update::count_later(searcher, before.generation)?;
    match unknown_articles <= MOST_COMPARED_WHEN_OPENED {
        true => update::updated(&before, searcher, fields, generation),
        false => Ok(Stories {
            unknown_articles,
            ..before
        }),
    }
}

/// Writes the stories of a commit, whose articles `searcher` sees, and removes those of others.
///
/// # Errors
/// Whatever reading the index or writing the file gives.
pub fn update_stories(folder: &Path, searcher: &Searcher, fields: &Fields, generation: u64) -> tantivy::Result<()> {
    if !are_current(folder, generation) {
        let before = latest_file(folder).unwrap_or_else(Stories::none);
        let stories = update::updated(&before, searcher, fields, generation)?;
        let unfinished = folder.join("stories.unfinished");
        std::fs::write(&unfinished, &stories.bytes[..])?;
        std::fs::File::open(&unfinished)?.sync_all()?;
        std::fs::rename(&unfinished, folder.join(name(generation)))?;
    }
    for other in generations(folder).into_iter().filter(|other| *other != generation) {
        std::fs::remove_file(folder.join(name(other))).ok();
    }
    Ok(())
}
