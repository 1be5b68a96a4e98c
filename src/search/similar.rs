//! More like this: an article to a query for what is rare in the archive and frequent in it.

use std::collections::HashMap;

use tantivy::Term;

use super::SearchError;
use crate::article::{Article, EntityKind, first_paragraph};
use crate::index::{ArticleId, OpenIndex, fold_name};
use crate::words::{fold, words};

/// Words of the query, at most: more make it slower and hardly better.
const MOST_WORDS: usize = 25;

/// People, places and organisations of the query, at most.
const MOST_NAMES: usize = 8;

/// Letters of a word that tells something, at least.
const LEAST_LETTERS: usize = 3;

/// A word that is in more than this part of all articles tells nothing.
const COMMON_PART: u64 = 5;

/// How soon more of a word counts no more, as k1 of BM25 (Robertson and Zaragoza, "The Probabilistic
/// Relevance Framework: BM25 and Beyond", 2009).
const SATURATION: f64 = 1.2;

/// How much a name counts that the article is all about, beside a word.
const NAME_WEIGHT: f64 = 2.0;

/// What one occurrence counts in the headline and in the first paragraph, beside one in the text.
const IN_HEADLINE: f64 = 2.0;
const IN_LEAD: f64 = 1.0;

/// What an article is like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Likeness {
    /// Its words that are rare in the archive, folded, those that tell most first, with their weights.
    pub words: Vec<(String, f64)>,
    /// Its people, places and organisations, the most salient first, with their weights.
    pub names: Vec<(EntityKind, String, f64)>,
}

/// Says what an article is like, by the words of an archive, which may hold it or not. Salience decides
/// among names; among words, how often they stand in it (with more weight in headline and lead) and how
/// few articles have them.
///
/// # Errors
/// Whatever reading the index gives.
pub fn likeness(index: &OpenIndex, article: &Article) -> Result<Likeness, SearchError> {
    let searcher = index.reader.searcher();
    let all = searcher.num_docs();
    let mut weighed: Vec<(String, f64, f64)> = Vec::new();
    for (word, often) in frequencies(article) {
        let is_plain = word.chars().count() >= LEAST_LETTERS && !word.contains(char::is_numeric);
        if !is_plain {
            continue;
        }
        let articles = searcher.doc_freq(&Term::from_field_text(index.fields.body, &word))?;
        // What no other article has finds none.
        if articles < 2 || articles.saturating_mul(COMMON_PART) > all.max(2 * COMMON_PART) {
            continue;
        }
        let weight = often / (often + SATURATION);
        let rarity = (1.0 + (all.saturating_sub(articles) as f64 + 0.5) / (articles as f64 + 0.5)).ln();
        weighed.push((word, weight, weight * rarity));
    }
    weighed.sort_by(|one, other| other.2.total_cmp(&one.2).then_with(|| one.0.cmp(&other.0)));
    weighed.truncate(MOST_WORDS);
    let mut entities: Vec<_> = article.entities.iter().filter(|entity| entity.salience > 0).collect();
    entities.sort_by(|one, other| {
        other
            .salience
            .cmp(&one.salience)
            .then_with(|| one.name.cmp(&other.name))
    });
    let weight = |salience: u8| NAME_WEIGHT * f64::from(salience) / f64::from(u8::MAX);
    let names = entities.into_iter().take(MOST_NAMES);
    Ok(Likeness {
        words: weighed.into_iter().map(|(word, weight, _)| (word, weight)).collect(),
        names: names
            .map(|entity| (entity.kind, entity.name.clone(), weight(entity.salience)))
            .collect(),
    })
}

impl Likeness {
    /// Returns the likeness as a query: any of the words and names, each with its weight, and not the
    /// article itself. `None` if there is nothing to look for.
    pub fn to_query(&self, but_not: Option<ArticleId>) -> Option<String> {
        let boosted = |text: String, weight: f64| format!("{text}^{:.1}", weight.max(0.1));
        let words = self
            .words
            .iter()
            .map(|(word, weight)| boosted(format!("\"{word}\""), *weight));
        let names = self.names.iter().filter_map(|(kind, name, weight)| {
            // Folded, it has no sign that means something in a query.
            let name = fold_name(name);
            (!name.is_empty()).then(|| boosted(format!("{}=\"{name}\"", kind.name()), *weight))
        });
        let parts: Vec<String> = names.chain(words).collect();
        if parts.is_empty() {
            return None;
        }
        let alike = parts.join(" OR ");
        Some(match but_not {
            Some(id) => format!("({alike}) NOT id:{id}"),
            None => alike,
        })
    }
}

/// How often each folded word stands in an article; more for headline and lead.
fn frequencies(article: &Article) -> HashMap<String, f64> {
    let headline = article.headline.as_ref().filter(|headline| !headline.derived);
    let lead = first_paragraph(&article.body).and_then(|lead| article.body.get(lead));
    let texts = [
        (headline.map_or("", |headline| headline.text.as_str()), IN_HEADLINE),
        (lead.unwrap_or_default(), IN_LEAD),
        (article.body.as_str(), 1.0),
    ];
    let mut often: HashMap<String, f64> = HashMap::new();
    for (text, weight) in texts {
        for word in words(text) {
            *often.entry(fold(word.text)).or_default() += weight;
        }
    }
    often
}
