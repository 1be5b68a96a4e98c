//! The text of the article in a page: what two extractors find, held against each other, against the
//! page itself and against what JSON-LD states.

use std::collections::HashSet;

use libreadability::Parser;
use scraper::Html;
use trafilatura::dom::Document;
use trafilatura::{ExtractionFocus, HtmlDateMode, Options};

use super::super::super::entities::decode_entities;
use super::blocks::{Block, blocks};
use super::choice::{Chosen, Seen, choose, letters};
use super::guard::{Failure, quietly};
use super::lines::is_label;
use super::places::Place;
use super::prune::pruned;
use super::shingles::{Shingles, words};

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
    /// The first paragraph, if it is a heading.
    pub heading: Option<String>,
    /// True if the headline stands in the page.
    pub shows_headline: bool,
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
        return Ok(Text {
            paragraphs: texts(all),
            ..Text::default()
        });
    };
    let second = quietly(|| by_readability(&html));
    let first = quietly(|| by_trafilatura(&html, second.as_deref().unwrap_or_default(), hints.is_modern));
    let (first, second) = match (first, second) {
        (Ok(first), Ok(second)) => (shingles(&first), shingles(&second)),
        (Ok(only), Err(_)) | (Err(_), Ok(only)) => (shingles(&only), shingles(&only)),
        (Err(failure), Err(_)) => return Err(failure),
    };
    let stated = hints.stated.map(stated_blocks).unwrap_or_default();
    let stated_chars = chars(&stated);
    let in_stated = shingles(&stated);
    let summaries: Vec<Vec<u64>> = hints.summaries.iter().map(|summary| words(summary)).collect();
    let headline = hints.headline.map(letters).unwrap_or_default();
    let is_summary = |block: &[u64]| summaries.iter().any(|summary| say_the_same(block, summary));
    let seen = |block: Block| Seen {
        words: words(&block.text),
        chars: block.text.chars().count(),
        // A long block is no headline: its letters need not be looked at.
        is_headline: !headline.is_empty() && block.text.len() <= headline.len() * 4 && letters(&block.text) == headline,
        block,
        in_first: false,
        in_second: false,
        in_stated: false,
    };
    let found = |mut seen: Seen| {
        seen.in_first = first.share(&seen.words) >= FOUND;
        seen.in_second = second.share(&seen.words) >= FOUND;
        seen.in_stated = in_stated.share(&seen.words) >= FOUND;
        seen
    };
    let mut row: Vec<Seen> = all.into_iter().map(seen).map(found).collect();
    Ok(match choose(&mut row, stated_chars, hints.is_modern, &is_summary) {
        Chosen::Stated => Text {
            paragraphs: texts(stated),
            ..Text::default()
        },
        Chosen::Blocks(places) if places.is_empty() => Text {
            paragraphs: all_text(&row),
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
        text.shows_headline |= seen.is_headline;
        let is_around = at + LINES_BEFORE >= begin && at < end;
        if is_chosen && !(is_around && is_label(&seen.block.text)) {
            if text.paragraphs.is_empty() && seen.block.place.is(Place::HEADING) {
                text.heading = Some(seen.block.text.clone());
            }
            text.paragraphs.push(seen.block.text);
        } else if is_around && !seen.is_headline {
            text.lines.push(seen.block.text);
        }
    }
    text
}

/// The blocks of a page without an article: all that is neither a link nor around a text. Each line
/// once.
fn all_text(row: &[Seen]) -> Vec<String> {
    let around = Place::FRAME.with(Place::BOX).with(Place::COMMENTS);
    let mut had = HashSet::new();
    let texts = row
        .iter()
        .filter(|seen| !seen.is_headline && seen.linked() < 0.5 && !seen.block.place.is(around));
    let texts = texts
        .map(|seen| seen.block.text.as_str())
        .filter(|text| had.insert(*text));
    texts.map(str::to_owned).collect()
}

/// True if most of a block stands in a summary, or nearly all of the summary in the block.
fn say_the_same(block: &[u64], summary: &[u64]) -> bool {
    let share = |part: &[u64], whole: &[u64]| {
        let mut shingles = Shingles::default();
        shingles.add(whole);
        shingles.share(part)
    };
    share(block, summary) >= 0.6 || share(summary, block) >= 0.8
}

/// The paragraphs of a text that may be HTML.
pub(super) fn paragraphs_of(text: &str) -> Vec<String> {
    texts(stated_blocks(text))
}

/// The text that JSON-LD states: often HTML, and escaped once more than it should be.
fn stated_blocks(stated: &str) -> Vec<Block> {
    // Line ends part paragraphs where no tags do.
    let stated = match stated.contains("<p") {
        true => decode_entities(stated).into_owned(),
        false => decode_entities(stated).replace('\n', "<br><br>"),
    };
    blocks(Html::parse_fragment(&stated).tree.root())
}

fn chars(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.text.chars().count()).sum()
}

fn shingles(blocks: &[Block]) -> Shingles {
    blocks.iter().map(|block| block.text.as_str()).collect()
}

fn texts(blocks: Vec<Block>) -> Vec<String> {
    blocks.into_iter().map(|block| block.text).collect()
}

/// What trafilatura finds. Its own comparison with other ways takes as long again: it is asked for
/// only on old pages, which it knows less, and where what it finds alone is much shorter or longer
/// than what the other found.
fn by_trafilatura(html: &str, other: &[Block], is_modern: bool) -> Vec<Block> {
    if !is_modern {
        return by_trafilatura_with(html, true);
    }
    let alone = by_trafilatura_with(html, false);
    let (length, other) = (chars(&alone), chars(other));
    match length * 10 < other * 6 || other * 10 < length * 6 {
        true => by_trafilatura_with(html, true),
        false => alone,
    }
}

fn by_trafilatura_with(html: &str, compares: bool) -> Vec<Block> {
    let options = Options::default()
        .with_fallback(compares)
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled)
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
