//! The text of the article in a page: what two extractors find, held against each other, against the
//! page itself and against what JSON-LD states.

use libreadability::Parser;
use scraper::Html;
use trafilatura::dom::Document;
use trafilatura::{ExtractionFocus, Options};

use super::super::super::entities::decode_entities;
use super::blocks::{Block, blocks};
use super::choice::{Chosen, Seen, choose, letters};
use super::guard::{Failure, quietly};
use super::lines::is_label;
use super::prune::pruned;
use super::shingles::{Shingles, count_words};

/// What a page tells that decides about the way to its text.
#[derive(Clone, Debug)]
pub(super) struct Hints<'page> {
    /// The title, for extractors.
    pub title: Option<&'page str>,
    /// The headline, which is no part of the text.
    pub headline: Option<&'page str>,
    /// Summaries, which often stand above the text.
    pub summaries: Vec<String>,
    /// The text as JSON-LD has it.
    pub stated: Option<&'page str>,
    /// True if the page has the metadata of pages from about 2010 on.
    pub is_modern: bool,
}

/// The share of a block that an extractor must have for the block to be what it found.
const FOUND: f64 = 0.5;

/// The text of an article, and what stands around it.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// The paragraphs.
    pub paragraphs: Vec<String>,
    /// Lines before the text, and between the first of its paragraphs, that are no part of it.
    pub lines: Vec<String>,
}

/// Blocks before the text that may say who wrote it and when.
const LINES_BEFORE: usize = 12;

/// Paragraphs among which such lines may stand.
const LINES_AMONG: usize = 4;

/// The text of the article.
///
/// # Errors
/// [`Failure`] if both extractors failed.
pub(super) fn body(page: &Html, hints: &Hints<'_>) -> Result<Text, Failure> {
    let all = blocks(page.tree.root());
    let Some(html) = pruned(page.tree.root(), hints.title) else {
        return Ok(Text { paragraphs: texts(all), ..Text::default() });
    };
    let first = quietly(|| by_trafilatura(&html));
    let second = quietly(|| by_readability(&html));
    let (first, second) = match (first, second) {
        (Ok(first), Ok(second)) => (shingles(&first), shingles(&second)),
        (Ok(only), Err(_)) | (Err(_), Ok(only)) => (shingles(&only), shingles(&only)),
        (Err(failure), Err(_)) => return Err(failure),
    };
    let stated = hints.stated.map(stated_blocks).unwrap_or_default();
    let stated_chars = stated.iter().map(|block| block.text.chars().count()).sum();
    let in_stated = shingles(&stated);
    let summaries: Vec<(&str, Shingles)> = hints
        .summaries
        .iter()
        .map(|summary| (summary.as_str(), [summary.as_str()].into_iter().collect()))
        .collect();
    let headline = hints.headline.map(letters).unwrap_or_default();
    let seen = |block: Block| Seen {
        words: count_words(&block.text),
        chars: block.text.chars().count(),
        in_first: first.share(&block.text) >= FOUND,
        in_second: second.share(&block.text) >= FOUND,
        in_stated: in_stated.share(&block.text) >= FOUND,
        is_headline: !headline.is_empty() && letters(&block.text) == headline,
        is_summary: summaries
            .iter()
            .any(|(summary, runs)| says_the_same(&block.text, summary, runs)),
        block,
    };
    let row: Vec<Seen> = all.into_iter().map(seen).collect();
    Ok(match choose(&row, stated_chars, hints.is_modern) {
        Chosen::Stated => Text {
            paragraphs: texts(stated),
            ..Text::default()
        },
        Chosen::Blocks(places) => parted(row, &places),
    })
}

/// Parts the chosen blocks from the lines around them.
fn parted(row: Vec<Seen>, places: &[usize]) -> Text {
    let begin = places.first().copied().unwrap_or(0);
    let end = places.get(LINES_AMONG).copied().unwrap_or(begin + LINES_BEFORE);
    let mut text = Text::default();
    let mut chosen = places.iter().copied().peekable();
    for (at, seen) in row.into_iter().enumerate() {
        let is_chosen = chosen.next_if_eq(&at).is_some();
        let is_around = at + LINES_BEFORE >= begin && at < end;
        if is_chosen && !(is_around && is_label(&seen.block.text)) {
            text.paragraphs.push(seen.block.text);
        } else if is_around && !seen.is_headline {
            text.lines.push(seen.block.text);
        }
    }
    text
}

/// True if most of a block stands in a summary, or nearly all of the summary in the block.
fn says_the_same(block: &str, summary: &str, in_summary: &Shingles) -> bool {
    let in_block = || [block].into_iter().collect::<Shingles>().share(summary);
    in_summary.share(block) >= 0.6 || in_block() >= 0.8
}

/// The text that JSON-LD states: often HTML, and escaped once more than it should be.
fn stated_blocks(stated: &str) -> Vec<Block> {
    let stated = decode_entities(stated).replace('\n', "<br><br>");
    blocks(Html::parse_fragment(&stated).tree.root())
}

fn shingles(blocks: &[Block]) -> Shingles {
    blocks.iter().map(|block| block.text.as_str()).collect()
}

fn texts(blocks: Vec<Block>) -> Vec<String> {
    blocks.into_iter().map(|block| block.text).collect()
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
