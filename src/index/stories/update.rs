//! The stories of a commit from those of an earlier one.
//!
//! Articles that are new since then are compared with all, and so are those of stories from which an
//! article has gone. What else belonged together still does. Stories are the sets that pairs of copies
//! connect, so that neither the order of the articles nor that of the runs makes a difference.

use std::collections::HashMap;

use tantivy::columnar::BytesColumn;
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, SegmentReader, TantivyDocument};

use super::Stories;
use super::claims::{Member, with_keys};
use super::pairs::{BATCH, Batch, Relation, Signed};
use super::union::UnionFind;
use crate::article::Article;
use crate::enrich::{Signature, are_copies, compared_text, shingle_set};
use crate::index::ArticleId;
use crate::index::schema::Fields;

/// Pairs that their texts are to decide, before they are decided.
const MOST_UNSURE: usize = 1 << 20;

/// Texts whose shingles are kept while pairs are decided.
const MOST_TEXTS: usize = 4_096;

/// No article.
const NOBODY: u32 = u32::MAX;

/// One segment with what is asked of its articles.
struct Part<'a> {
    /// Number of the segment.
    ordinal: u32,
    reader: &'a SegmentReader,
    /// Number of its first document among those of all segments.
    base: u32,
    ids: tantivy::columnar::Column<u64>,
    signatures: Option<BytesColumn>,
    /// For each signature of the segment, the first living article that has it, or [`NOBODY`].
    first_with: Vec<u32>,
    /// For each signature, if it is to be compared with all.
    is_asked: Vec<bool>,
}

/// Counts the articles of commits after one.
///
/// # Errors
/// Whatever reading the index gives.
pub fn count_later(searcher: &Searcher, generation: u64) -> tantivy::Result<u64> {
    let mut count = 0;
    for segment in searcher.segment_readers() {
        let generations = segment.fast_fields().u64("generation")?;
        let is_later = |document: &u32| generations.first(*document).unwrap_or_default() > generation;
        count += segment.doc_ids_alive().filter(is_later).count() as u64;
    }
    Ok(count)
}

/// Returns the stories of a commit.
///
/// # Errors
/// Whatever reading the index gives.
pub fn updated(before: &Stories, searcher: &Searcher, fields: &Fields, generation: u64) -> tantivy::Result<Stories> {
    let mut parts = parts(searcher)?;
    let nodes = parts.last().map_or(0, |part| part.base + part.reader.max_doc());
    let mut sets = UnionFind::new(nodes);
    let belonged = mark_asked(&mut parts, before, &mut sets)?;
    let texts = &mut Texts::new(searcher, fields, &parts);
    let mut unsure = Vec::new();
    for_each_batch(&parts, |batch| {
        let mut scratch = Vec::new();
        for_each_signature(&parts, |part, place, signature| {
            let Some(passing) = signed(part, place, signature) else {
                return Ok(());
            };
            batch.compare(
                &passing,
                &mut sets,
                &mut scratch,
                |sets, other, relation| match relation {
                    Relation::Copies => sets.join(other, passing.node),
                    Relation::Unsure => unsure.push((other.min(passing.node), other.max(passing.node))),
                },
            );
            if unsure.len() >= MOST_UNSURE {
                decide(&mut unsure, &mut sets, texts)?;
            }
            Ok(())
        })
    })?;
    decide(&mut unsure, &mut sets, texts)?;

    let mut members = Vec::new();
    for part in &parts {
        for document in part.reader.doc_ids_alive() {
            let node = part.base + document;
            if sets.size(node) > 1 {
                members.push(Member {
                    group: sets.find(node),
                    id: ArticleId(part.ids.first(document).unwrap_or_default()),
                    story_before: belonged.get(&node).copied(),
                });
            }
        }
    }
    Ok(Stories::of_groups(generation, &mut with_keys(members, before)))
}

/// Returns every pair of articles that are copies of each other, by their ids, the smaller first. Grows
/// with the square of the copies of a text: for measuring.
///
/// # Errors
/// Whatever reading the index gives.
pub fn similar_pairs(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Vec<(ArticleId, ArticleId)>> {
    let mut parts = parts(searcher)?;
    let nodes = parts.last().map_or(0, |part| part.base + part.reader.max_doc());
    mark_asked(&mut parts, &Stories::none(), &mut UnionFind::new(nodes))?;
    // Nothing joins here, so that no pair is passed over.
    let mut sets = UnionFind::new(nodes);
    let mut texts = Texts::new(searcher, fields, &parts);
    let mut pairs = Vec::new();
    let mut unsure = Vec::new();
    for_each_batch(&parts, |batch| {
        let mut scratch = Vec::new();
        for_each_signature(&parts, |part, place, signature| {
            let Some(passing) = signed(part, place, signature) else {
                return Ok(());
            };
            batch.compare(&passing, &mut sets, &mut scratch, |_, other, relation| {
                let pair = (other.min(passing.node), other.max(passing.node));
                match relation {
                    Relation::Copies => pairs.push(pair),
                    Relation::Unsure => unsure.push(pair),
                }
            });
            Ok(())
        })
    })?;
    unsure.sort_unstable();
    unsure.dedup();
    for (one, other) in unsure {
        if texts.are_copies(one, other)? {
            pairs.push((one, other));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    // What stands for all articles of one signature, and those.
    let mut with_same: HashMap<u32, Vec<ArticleId>> = HashMap::new();
    for part in &parts {
        for document in part.reader.doc_ids_alive() {
            let place = part
                .signatures
                .as_ref()
                .and_then(|column| column.ords().first(document));
            let first = place.and_then(|place| part.first_with.get(place as usize));
            if let (Some(first), Some(id)) = (first, part.ids.first(document)) {
                with_same.entry(*first).or_default().push(ArticleId(id));
            }
        }
    }
    let mut found = Vec::new();
    let ordered = |one: ArticleId, other: ArticleId| (one.min(other), one.max(other));
    for same in with_same.values() {
        for (at, one) in same.iter().enumerate() {
            found.extend(same.iter().skip(at + 1).map(|other| ordered(*one, *other)));
        }
    }
    for (one, other) in pairs {
        let (ones, others) = (with_same.get(&one), with_same.get(&other));
        for one in ones.into_iter().flatten() {
            found.extend(others.into_iter().flatten().map(|other| ordered(*one, *other)));
        }
    }
    found.sort_unstable();
    Ok(found)
}

fn parts(searcher: &Searcher) -> tantivy::Result<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut base = 0;
    for (ordinal, reader) in (0..).zip(searcher.segment_readers()) {
        let signatures = reader.fast_fields().bytes("signature")?;
        let different = signatures.as_ref().map_or(0, BytesColumn::num_terms);
        parts.push(Part {
            ordinal,
            reader,
            base,
            ids: reader.fast_fields().u64("id")?,
            signatures,
            first_with: vec![NOBODY; different],
            is_asked: vec![false; different],
        });
        base += reader.max_doc();
    }
    Ok(parts)
}

/// Joins articles of one signature, and those of stories that are whole. Marks the signatures of new
/// articles and of stories that are not whole any more. Returns the story of before of each article.
fn mark_asked(parts: &mut [Part<'_>], before: &Stories, sets: &mut UnionFind) -> tantivy::Result<HashMap<u32, u32>> {
    let mut belonged = HashMap::new();
    let mut unchanged = vec![0u32; before.count() as usize];
    for part in &mut *parts {
        let generations = part.reader.fast_fields().u64("generation")?;
        for document in part.reader.doc_ids_alive() {
            let node = part.base + document;
            let is_new = generations.first(document).unwrap_or_default() > before.generation;
            let story = part.ids.first(document).and_then(|id| before.story_of(ArticleId(id)));
            if let Some(story) = story {
                belonged.insert(node, story);
                if !is_new && let Some(unchanged) = unchanged.get_mut(story as usize) {
                    *unchanged += 1;
                }
            }
            let place = part
                .signatures
                .as_ref()
                .and_then(|column| column.ords().first(document));
            let Some(first) = place.and_then(|place| part.first_with.get_mut(place as usize)) else {
                continue;
            };
            match *first {
                NOBODY => *first = node,
                first => sets.join(first, node),
            }
            if let Some(asked) = place.and_then(|place| part.is_asked.get_mut(place as usize)) {
                *asked |= is_new;
            }
        }
    }
    let is_whole = |story: u32| unchanged.get(story as usize) == Some(&before.articles_in(story));
    let mut first_of_story: HashMap<u32, u32> = HashMap::new();
    for part in parts {
        for document in part.reader.doc_ids_alive() {
            let node = part.base + document;
            let Some(story) = belonged.get(&node) else {
                continue;
            };
            if is_whole(*story) {
                let first = first_of_story.entry(*story).or_insert(node);
                sets.join(*first, node);
            } else if let Some(column) = &part.signatures
                && let Some(place) = column.ords().first(document)
                && let Some(asked) = part.is_asked.get_mut(place as usize)
            {
                *asked = true;
            }
        }
    }
    Ok(belonged)
}

fn signed(part: &Part<'_>, place: usize, signature: &[u8]) -> Option<Signed> {
    let node = part.first_with.get(place).copied().filter(|node| *node != NOBODY)?;
    let id = part.ids.first(node - part.base)?;
    Some(Signed::new(node, id, Signature::from_bytes(signature)?))
}

/// Gives the signatures that are asked for, in batches.
fn for_each_batch(parts: &[Part<'_>], mut give: impl FnMut(&Batch) -> tantivy::Result<()>) -> tantivy::Result<()> {
    let mut waiting = Vec::new();
    for_each_signature(parts, |part, place, signature| {
        if part.is_asked.get(place) == Some(&true) {
            waiting.extend(signed(part, place, signature));
        }
        if waiting.len() >= BATCH {
            give(&Batch::new(std::mem::take(&mut waiting)))?;
        }
        Ok(())
    })?;
    match waiting.is_empty() {
        true => Ok(()),
        false => give(&Batch::new(waiting)),
    }
}

/// Gives every signature with its place in its segment.
fn for_each_signature<'a, 'b>(
    parts: &'b [Part<'a>],
    mut give: impl FnMut(&'b Part<'a>, usize, &[u8]) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    for part in parts {
        let Some(column) = &part.signatures else {
            continue;
        };
        let mut stream = column.dictionary().stream()?;
        let mut place = 0;
        while stream.advance() {
            give(part, place, stream.key())?;
            place += 1;
        }
    }
    Ok(())
}

/// Joins those of the unsure pairs whose texts are copies.
fn decide(unsure: &mut Vec<(u32, u32)>, sets: &mut UnionFind, texts: &mut Texts<'_>) -> tantivy::Result<()> {
    unsure.sort_unstable();
    unsure.dedup();
    for (one, other) in unsure.drain(..) {
        if sets.find(one) != sets.find(other) && texts.are_copies(one, other)? {
            sets.join(one, other);
        }
    }
    Ok(())
}

/// The shingles of stored texts, kept for a while.
struct Texts<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    /// Where each segment's documents begin, with the segment.
    bases: Vec<(u32, u32)>,
    known: HashMap<u32, Vec<u32>>,
}

impl<'a> Texts<'a> {
    fn new(searcher: &'a Searcher, fields: &'a Fields, parts: &[Part<'_>]) -> Texts<'a> {
        Texts {
            searcher,
            fields,
            bases: parts.iter().map(|part| (part.base, part.ordinal)).collect(),
            known: HashMap::new(),
        }
    }

    fn are_copies(&mut self, one: u32, other: u32) -> tantivy::Result<bool> {
        if self.known.len() + 2 > MOST_TEXTS {
            self.known.clear();
        }
        for node in [one, other] {
            if !self.known.contains_key(&node) {
                let set = self.shingles(node)?;
                self.known.insert(node, set);
            }
        }
        Ok(match (self.known.get(&one), self.known.get(&other)) {
            (Some(one), Some(other)) => are_copies(one, other),
            _ => false,
        })
    }

    fn shingles(&self, node: u32) -> tantivy::Result<Vec<u32>> {
        let at = self.bases.partition_point(|(base, _)| *base <= node).saturating_sub(1);
        let (base, segment) = self.bases.get(at).copied().unwrap_or_default();
        let document: TantivyDocument = self.searcher.doc(DocAddress::new(segment, node - base))?;
        let text = |field| {
            document
                .get_first(field)
                .and_then(|value| value.as_str())
                .map(str::to_owned)
        };
        let article = Article {
            body: text(self.fields.body).unwrap_or_default(),
            dateline: text(self.fields.dateline.whole),
            ..Article::default()
        };
        Ok(shingle_set(compared_text(&article)))
    }
}
