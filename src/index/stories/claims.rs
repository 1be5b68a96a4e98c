//! Which key each story has.
//!
//! A key is the id of one article, or made from one where all of them are taken. A story that is born takes the smallest id of its articles and keeps it,
//! whatever joins later. Where stories truly join, the key of the one that had most articles stays, of
//! equals the smaller. Where a story falls apart, since an article that held it together has gone or was
//! changed, the part with most of its articles keeps the key, of equals the one with the smallest id.

use std::collections::{HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_64;

use super::Stories;
use crate::index::ArticleId;

/// An article of a group, and the story that it belonged to before.
pub struct Member {
    /// What stands for the group.
    pub group: u32,
    /// The article.
    pub id: ArticleId,
    /// Its story before, by number.
    pub story_before: Option<u32>,
}

/// A key for a story all of whose articles have left stories that go on under their ids: a hash of the
/// first id, which no story has.
fn free_key(first: ArticleId, taken: &HashSet<ArticleId>) -> ArticleId {
    let mut key = first;
    while taken.contains(&key) {
        key = ArticleId(xxh3_64(&key.0.to_le_bytes()));
    }
    key
}

/// Returns the articles with the keys of their stories. `members` are all articles of groups of two and
/// more.
pub fn with_keys(mut members: Vec<Member>, before: &Stories) -> Vec<(ArticleId, ArticleId)> {
    members.sort_unstable_by_key(|member| (member.group, member.id));
    let groups: Vec<&[Member]> = members.chunk_by(|one, other| one.group == other.group).collect();
    // For each story of before, how many of its articles each group has: by number, then by group.
    let mut heirs: HashMap<u32, (usize, usize)> = HashMap::new();
    for (number, group) in groups.iter().enumerate() {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for story in group.iter().filter_map(|member| member.story_before) {
            *counts.entry(story).or_default() += 1;
        }
        for (story, count) in counts {
            // Of equal parts the one with the smallest id.
            let first = |number: usize| {
                groups
                    .get(number)
                    .and_then(|group| group.first())
                    .map(|member| member.id)
            };
            let heir = heirs.entry(story).or_insert((count, number));
            if count > heir.0 || (count == heir.0 && first(number) < first(heir.1)) {
                *heir = (count, number);
            }
        }
    }
    let mut inherited: HashMap<usize, u32> = HashMap::new();
    for (story, (_, number)) in heirs {
        let rank = |story: u32| (std::cmp::Reverse(before.articles_in(story)), before.key(story));
        let own = inherited.entry(number).or_insert(story);
        if rank(story) < rank(*own) {
            *own = story;
        }
    }
    let kept: HashSet<ArticleId> = inherited.values().map(|story| before.key(*story)).collect();
    let mut keyed = Vec::with_capacity(members.len());
    for (number, group) in groups.iter().enumerate() {
        let key = match inherited.get(&number) {
            Some(story) => before.key(*story),
            // An article may have left a story that goes on under its id.
            None => {
                let mut ids = group.iter().map(|member| member.id);
                let first = group.first().map_or(ArticleId(0), |member| member.id);
                ids.find(|id| !kept.contains(id))
                    .unwrap_or_else(|| free_key(first, &kept))
            }
        };
        keyed.extend(group.iter().map(|member| (member.id, key)));
    }
    keyed
}
