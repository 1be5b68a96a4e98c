//! The leaves of a resolved query, and how rare each is in an index.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::{Searcher, Term};

use super::fields::word_fields;
use super::node::{Leaf, LeafKind, Node};
use super::rank::Statistics;
use crate::index::{Fields, OpenIndex};

/// Words of a set whose articles are counted. Of a larger set they are taken for the average.
const MOST_COUNTED: usize = 256;

/// Returns the leaves of a query in the order of their numbers.
pub fn leaves(node: &Node) -> Vec<&Leaf> {
    let mut found = Vec::new();
    add_leaves(node, &mut found);
    found.sort_by_key(|leaf| leaf.number);
    found
}

fn add_leaves<'a>(node: &'a Node, found: &mut Vec<&'a Leaf>) {
    match node {
        Node::All => {}
        Node::Leaf(leaf) => found.push(leaf),
        Node::Placed(clause) => found.extend(&clause.leaves),
        Node::Not(part) | Node::Boost(part, _) => add_leaves(part, found),
        Node::And(parts) => parts.iter().for_each(|part| add_leaves(part, found)),
        Node::Or { required, optional } => {
            required.iter().chain(optional).for_each(|part| add_leaves(part, found));
        }
    }
}

/// Returns the rarity of each leaf, by its number: the logarithm of how many articles there are
/// for one that holds it. It is an estimate, made to compare leaves: articles that hold several
/// words of a set, or a word in headline and body, are counted for each.
///
/// # Errors
/// Whatever reading the index gives.
pub fn rarities(node: &Node, index: &OpenIndex, searcher: &Searcher) -> tantivy::Result<Vec<f32>> {
    let leaves = leaves(node);
    // A single leaf has nothing to be compared with.
    if leaves.len() < 2 {
        return Ok(Vec::new());
    }
    let articles = searcher.num_docs();
    let statistics = Statistics::new(searcher, index);
    let mut rarities = Vec::new();
    for leaf in leaves {
        let found = articles_of(leaf, &index.fields, &statistics, articles)?;
        if rarities.len() <= leaf.number {
            rarities.resize(leaf.number + 1, 0.0);
        }
        rarities[leaf.number] = (articles.max(1) as f32 / found.max(1) as f32).ln();
    }
    Ok(rarities)
}

fn articles_of(leaf: &Leaf, fields: &Fields, statistics: &Statistics<'_>, articles: u64) -> tantivy::Result<u64> {
    let word_fields = word_fields(leaf.field, fields);
    let count = |word: &str| -> tantivy::Result<u64> {
        let mut articles = 0;
        for field in &word_fields {
            articles += statistics.doc_freq(&Term::from_field_text(*field, word))?;
        }
        Ok(articles)
    };
    match &leaf.kind {
        LeafKind::Words(set) => {
            let mut found = 0;
            for term in set.terms.iter().take(MOST_COUNTED) {
                found += count(&term.text)?;
                if found >= articles {
                    return Ok(articles);
                }
            }
            let counted = set.terms.len().clamp(1, MOST_COUNTED) as u64;
            Ok((found * set.terms.len() as u64 / counted).min(articles))
        }
        // A phrase is at least as rare as the rarest of its words.
        LeafKind::Phrase(words) => {
            let mut rarest = articles;
            for word in words {
                rarest = rarest.min(count(word)?);
            }
            Ok(rarest)
        }
        // These have no matches in a text.
        LeafKind::Whole(_)
        | LeafKind::Filled
        | LeafKind::Published(_)
        | LeafKind::WordCount(_)
        | LeafKind::Ids { .. }
        | LeafKind::IdRange(_) => Ok(articles),
    }
}
