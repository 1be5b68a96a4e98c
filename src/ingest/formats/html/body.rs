//! The text of the article in a page: what extractors find, held against each other and against the
//! page itself.

use libreadability::Parser;
use scraper::Html;
use trafilatura::dom::Document;
use trafilatura::{ExtractionFocus, Options};

use super::blocks::{Block, blocks};
use super::guard::{Failure, quietly};
use super::prune::pruned;
use super::shingles::Shingles;

/// What a page tells that decides about the way to its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hints<'page> {
    /// The title, for extractors.
    pub title: Option<&'page str>,
    /// The headline, which is no part of the text.
    pub headline: Option<&'page str>,
    /// The text as JSON-LD has it.
    pub stated: Option<&'page str>,
    /// True if the page has the metadata of pages from about 2010 on.
    pub is_modern: bool,
}

/// The paragraphs of the article.
///
/// # Errors
/// [`Failure`] if both extractors failed.
pub(super) fn body(page: &Html, hints: &Hints<'_>) -> Result<Vec<String>, Failure> {
    let Some(html) = pruned(page.tree.root(), hints.title) else {
        return Ok(texts(blocks(page.tree.root())));
    };
    let first = quietly(|| by_trafilatura(&html));
    let second = quietly(|| by_readability(&html));
    let (first, second) = match (first, second) {
        (Ok(first), Ok(second)) => (first, second),
        (Ok(only), Err(_)) | (Err(_), Ok(only)) => (only.clone(), only),
        (Err(failure), Err(_)) => return Err(failure),
    };
    let (main, other) = match hints.is_modern {
        true => (first, second),
        false => (second, first),
    };
    let chosen = agreed(main, &other);
    let paragraphs = texts(chosen);
    Ok(paragraphs)
}

fn texts(blocks: Vec<Block>) -> Vec<String> {
    blocks.into_iter().map(|block| block.text).collect()
}

fn agreed(main: Vec<Block>, other: &[Block]) -> Vec<Block> {
    let shingles: Shingles = other.iter().map(|block| block.text.as_str()).collect();
    let all: usize = main.iter().map(|block| block.text.len()).sum();
    let both: Vec<Block> = main.iter().filter(|block| shingles.share(&block.text) >= 0.5).cloned().collect();
    let kept: usize = both.iter().map(|block| block.text.len()).sum();
    match kept * 2 > all {
        true => both,
        false => main,
    }
}

fn by_trafilatura(html: &str) -> Vec<Block> {
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_focus(ExtractionFocus::FavorPrecision);
    match trafilatura::extract_document(Document::parse(html), &options) {
        Ok(found) => blocks(Html::parse_fragment(&found.content_html).tree.root()),
        Err(_) => Vec::new(),
    }
}

fn by_readability(html: &str) -> Vec<Block> {
    match Parser::new().with_disable_jsonld(true).parse(html, None) {
        Ok(found) => blocks(Html::parse_fragment(&found.content).tree.root()),
        Err(_) => Vec::new(),
    }
}
