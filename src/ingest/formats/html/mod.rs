//! Web pages: one article a page, its text without what stands around it, and what its metadata
//! says.
//!
//! ```text
//! encoding   bytes to text, whatever is declared
//! guard      a thread for each page, with a time limit
//! tree       the parser; refuses what would exhaust it; programs are taken out before
//! head       all metadata in one walk; json_ld and json_repair read what stands in scripts
//! body       two extractors (prune writes what they get), blocks of the page, choice among them
//! headline, dates, authors, labels   one field each, from the most trustworthy place; lines for
//!            pages that say it only above the text
//! ```

mod authors;
mod blocks;
mod body;
mod choice;
mod dates;
mod encoding;
mod guard;
mod head;
mod headline;
mod json_ld;
mod json_repair;
mod labels;
mod lines;
mod page_data;
mod places;
mod programs;
mod prune;
mod shingles;
#[cfg(test)]
mod tests;
mod tree;

use super::super::RecordFault;
use super::super::clean::clean;
use super::super::detect::Likeness;
use super::super::error::SourceError;
use super::super::one_record::read_one_record;
use super::super::source::{EmitRecord, Input, ReadOptions};
use crate::article::{Article, Headline};
use body::Hints;
use guard::Failure;

/// The longest page. The longest of real ones, with all their scripts, have a fifth of it.
const MAX_PAGE_BYTES: u64 = 32 << 20;

/// A text below this may be all that a page shows of an article that its scripts hold.
const LEAST_BYTES: usize = 300;

/// Elements with which a piece of a page may begin.
const BEGINNINGS: &[&str] = &[
    "<body", "<title", "<meta", "<link", "<div", "<p>", "<p ", "<table", "<font", "<center", "<article", "<main",
    "<section", "<h1", "<h2", "<h3", "<span", "<ul", "<br",
];

pub(super) fn looks_like(head: &[u8], head_is_all: bool) -> Likeness {
    // A scanned page has a format of its own.
    if super::ocr::hocr::looks_like(head, head_is_all) == Likeness::Certain {
        return Likeness::None;
    }
    let mut rest = head.trim_ascii_start();
    let begins = |rest: &[u8], mark: &str| {
        rest.get(..mark.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(mark.as_bytes()))
    };
    // Comments, such as browsers put before a page that they save, and the line of XML.
    loop {
        let end = match rest {
            rest if rest.starts_with(b"<!--") => memchr::memmem::find(rest, b"-->").map(|at| at + 3),
            rest if rest.starts_with(b"<?xml") => memchr::memmem::find(rest, b"?>").map(|at| at + 2),
            _ => break,
        };
        match end.and_then(|end| rest.get(end..)) {
            Some(behind) => rest = behind.trim_ascii_start(),
            None => return Likeness::None,
        }
    }
    if ["<!doctype html", "<html", "<head"]
        .iter()
        .any(|mark| begins(rest, mark))
    {
        return Likeness::Certain;
    }
    match BEGINNINGS.iter().any(|mark| begins(rest, mark)) {
        true => Likeness::Possible,
        false => Likeness::None,
    }
}

pub(super) fn read(input: &mut Input<'_>, options: &ReadOptions, emit: &mut EmitRecord<'_>) -> Result<(), SourceError> {
    let limit_bytes = options.limits.max_record_bytes.min(MAX_PAGE_BYTES);
    read_one_record(input, "page", limit_bytes, emit, |bytes, decoder| {
        let (html, problem) = encoding::decode(decoder, &bytes);
        drop(bytes);
        let outcome = guard::in_thread(guard::PAGE_TIME, move || article_of_page(&html));
        let outcome = outcome.unwrap_or_else(|failure| Err(fault_of(failure)));
        Ok((outcome.map_err(|reason| (reason, None))?, problem))
    })
}

fn fault_of(failure: Failure) -> RecordFault {
    RecordFault::Page(match failure {
        Failure::Panic => "the extractors of its text fail on it",
        Failure::Time => "reading it takes longer than 20 seconds",
        Failure::NoThread => "no thread to read it in: earlier pages are still being read beyond their time",
    })
}

fn article_of_page(html: &str) -> Result<Article, RecordFault> {
    let page = tree::parse(&programs::without_programs(html)).map_err(RecordFault::Page)?;
    let head = head::read_head(&page);
    let described = json_ld::described(&head.json_ld);
    let mut article = labels::labels(&head, &described, html);
    let found = headline::headline(&head, &described, article.source.as_deref());
    let hints = Hints {
        title: head.title.as_deref(),
        headline: found.as_ref().map(|found| found.text.as_str()),
        summaries: labels::summaries(&head, &described),
        stated: described.text("articleBody"),
        is_modern: described.article.is_some() || head.contents("og:title").next().is_some(),
    };
    let mut text = body::body(&page, &hints).map_err(fault_of)?;
    if text.paragraphs.iter().map(String::len).sum::<usize>() < LEAST_BYTES
        && let Some(found) = page_data::longest_text(&head.page_data)
    {
        text.paragraphs = body::paragraphs_of(&found);
    }
    let headline = match &found {
        Some(found) if found.is_stated => Some(found.text.clone()),
        found => headline_above(found.as_ref(), &head, &mut text),
    };
    let (given_dates, updated) = dates::dates(&head, &described, article.url.as_deref(), &text.lines);
    article.body = clean(&text.paragraphs.join("\n\n"));
    article.byline = authors::authors(&head, &described, article.source.as_deref(), &text.lines);
    article.headline = headline.map(|text| Headline { text, derived: false });
    article.given_dates = given_dates;
    article.updated = updated.and_then(|date| date.read());
    match article.body.is_empty() && article.headline.is_none() {
        true => Err(RecordFault::MarkupOnly),
        false => Ok(article),
    }
}

/// The headline of a page that states none. It is taken out of the text.
fn headline_above(found: Option<&headline::Found>, head: &head::Head, text: &mut body::Text) -> Option<String> {
    let found = found.map(|found| found.text.as_str());
    let shown = found.filter(|_| text.shows_headline).into_iter();
    let headings = head.headings.iter().chain(&text.lines).chain(text.paragraphs.first());
    let lines = shown.chain(headings.map(String::as_str));
    let headline = headline::headline_above(found.or(text.heading.as_deref()), head.title.as_deref(), lines)?;
    let letters = choice::letters(&headline);
    if text
        .paragraphs
        .first()
        .is_some_and(|first| choice::letters(first) == letters)
    {
        text.paragraphs.remove(0);
    }
    Some(headline)
}
