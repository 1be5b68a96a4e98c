//! One story: its articles in the order of time, and what differs between them.

use std::collections::HashSet;

use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Query as TantivyQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{TantivyDocument, Term};

use super::SearchError;
use crate::article::sentences;
use crate::enrich::{compared_text, count_shared, shingle_set};
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
    articles.sort_by_key(|article| {
        let first = article
            .article
            .published
            .as_ref()
            .map(|published| published.first_minute());
        (first.is_none(), first, article.id)
    });
    let first = articles.first().map(|first| Compared::of(first));
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
    Ok(Story {
        key,
        articles: articles.iter().map(beside).collect(),
    })
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
