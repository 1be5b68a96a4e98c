//! One story: its articles in the order of time, and what differs between them; and the copies of a text that
//! may stand in no index.

use std::collections::HashSet;

use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Query as TantivyQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, TantivyDocument, Term};

use super::SearchError;
use crate::article::sentences;
use crate::enrich::{Likeness, Signature, are_copies, compared_text, count_shared, shingle_set, signature};
use crate::index::{ArticleId, OpenIndex, StoredArticle, fold_name, from_document};

/// A story.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its key; the id of its article if that has no copy.
    pub key: ArticleId,
    /// Its articles, the earliest first, undated ones last, equal dates by id. What differs is measured
    /// against the first.
    pub articles: Vec<StoryArticle>,
}

/// An article of a story beside the first.
#[derive(Clone, Debug)]
pub struct StoryArticle {
    /// The article.
    pub article: StoredArticle,
    /// How much of its text stands in the first, and how much of the first in it: shared runs of five words
    /// as a part of its own, and of those of the first, from 0 to 1.
    pub shared: [f64; 2],
    /// Its sentences that the first has not, in their order; compared by their folded words.
    pub added: Vec<String>,
    /// Sentences of the first that it has not.
    pub dropped: Vec<String>,
}

/// Returns the story of an article.
///
/// # Errors
/// Whatever reading the index gives.
pub fn story_of(index: &OpenIndex, id: ArticleId) -> Result<Story, SearchError> {
    let searcher = index.reader.searcher();
    let stories = index.stories(&searcher)?;
    let (key, ids) = match stories.story_of(id) {
        None => (id, vec![id]),
        Some(story) => {
            let members = stories.members(|other| other == story);
            (stories.key(story), members.into_iter().map(|(id, _)| id).collect())
        }
    };
    let term = |id: &ArticleId| -> Box<dyn TantivyQuery> {
        let term = Term::from_field_u64(index.fields.id, id.0);
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    };
    let query = BooleanQuery::union(ids.iter().map(term).collect());
    let mut articles: Vec<StoredArticle> = Vec::new();
    for address in searcher.search(&query, &DocSetCollector)? {
        let document: TantivyDocument = searcher.doc(address)?;
        let mut article = from_document(&document, &index.fields);
        article.path = index.shown_path(&article.path);
        articles.push(article);
    }
    sort_by_time(&mut articles);
    Ok(Story {
        key,
        articles: beside_the_first(&articles),
    })
}

/// Returns an article, which the index may hold or not, with its copies in the index behind it, the earliest
/// first. Every signature is looked at, and the texts decide. A text of fewer than 24 words has no copies.
///
/// # Errors
/// Whatever reading the index gives.
pub fn copies_of(index: &OpenIndex, article: &StoredArticle) -> Result<Story, SearchError> {
    let searcher = index.reader.searcher();
    let text = compared_text(&article.article);
    let own = signature(text);
    let set = shingle_set(text);
    let mut copies = Vec::new();
    for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
        let (Some(own), Some(column)) = (&own, segment.fast_fields().bytes("signature")?) else {
            continue;
        };
        let mut alike = HashSet::new();
        let mut stream = column.dictionary().stream()?;
        let mut place = 0u64;
        while stream.advance() {
            let other = Signature::from_bytes(stream.key());
            if other.is_some_and(|other| own.likeness(&other) != Likeness::Different) {
                alike.insert(place);
            }
            place += 1;
        }
        for document in segment.doc_ids_alive() {
            if !column
                .ords()
                .first(document)
                .is_some_and(|place| alike.contains(&place))
            {
                continue;
            }
            let document: TantivyDocument = searcher.doc(DocAddress::new(ordinal, document))?;
            let mut copy = from_document(&document, &index.fields);
            if copy.id != article.id && are_copies(&set, &shingle_set(compared_text(&copy.article))) {
                copy.path = index.shown_path(&copy.path);
                copies.push(copy);
            }
        }
    }
    sort_by_time(&mut copies);
    copies.insert(0, article.clone());
    Ok(Story {
        key: article.id,
        articles: beside_the_first(&copies),
    })
}

fn sort_by_time(articles: &mut [StoredArticle]) {
    articles.sort_by_key(|article| {
        let first = article
            .article
            .published
            .as_ref()
            .map(|published| published.first_minute());
        (first.is_none(), first, article.id)
    });
}

/// What differs between each article and the first.
fn beside_the_first(articles: &[StoredArticle]) -> Vec<StoryArticle> {
    let first = articles.first().map(Compared::of);
    let beside = |article: &StoredArticle| {
        let own = Compared::of(article);
        let first = first.as_ref().unwrap_or(&own);
        let shared = count_shared(&own.shingles, &first.shingles) as f64;
        let part = |of: usize| if of == 0 { 1.0 } else { shared / of as f64 };
        StoryArticle {
            article: article.clone(),
            shared: [part(own.shingles.len()), part(first.shingles.len())],
            added: own.sentences_without(first),
            dropped: first.sentences_without(&own),
        }
    };
    articles.iter().map(beside).collect()
}

/// A text as it is compared.
struct Compared {
    shingles: Vec<u32>,
    /// Each as printed, and folded.
    sentences: Vec<(String, String)>,
    folded: HashSet<String>,
}

impl Compared {
    fn of(article: &StoredArticle) -> Compared {
        let text = compared_text(&article.article);
        let sentences: Vec<(String, String)> = sentences(text)
            .into_iter()
            .filter_map(|range| {
                let printed = text.get(range)?.trim();
                let folded = fold_name(printed);
                (!folded.is_empty()).then(|| (printed.to_owned(), folded))
            })
            .collect();
        Compared {
            shingles: shingle_set(text),
            folded: sentences.iter().map(|(_, folded)| folded.clone()).collect(),
            sentences,
        }
    }

    fn sentences_without(&self, other: &Compared) -> Vec<String> {
        let alone = self
            .sentences
            .iter()
            .filter(|(_, folded)| !other.folded.contains(folded));
        alone.map(|(printed, _)| printed.clone()).collect()
    }
}
