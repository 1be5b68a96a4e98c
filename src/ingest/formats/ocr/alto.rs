//! ALTO 1 to 4: the words of a page with their places, as libraries keep them.
//!
//! ```text
//! <alto><Layout><Page PHYSICAL_IMG_NR="1" WIDTH="4169" HEIGHT="6177"><PrintSpace>
//!   <TextBlock ID="B1"><TextLine HPOS="86" VPOS="283" WIDTH="892" HEIGHT="47">
//!     <String CONTENT="har" SUBS_TYPE="HypPart1" SUBS_CONTENT="harbour" WC="0.9"/><HYP CONTENT="-"/>
//! ```
//!
//! A page is an article, unless a METS beside it takes its text: then it has none of its own.

use super::super::super::detect::Likeness;
use super::super::super::error::{RecordError, RecordFault, SourceError};
use super::super::super::source::{EmitRecord, Input, ReadOptions, read_whole};
use super::super::super::xml::{Element, parse};
use super::claims::is_claimed;
use super::{Area, Page, Part, Text, Word, declared_encoding, has_root, one_line};
use crate::article::{Article, Problem};

/// The longest file of a page: it takes about ten times as much as a tree. Full pages of large
/// newspapers have 5 MiB.
pub(super) const MAX_PAGE_BYTES: u64 = 32 << 20;

pub(in super::super) fn looks_like(head: &[u8], _: bool) -> Likeness {
    Likeness::certain_if(has_root(head, "alto"))
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let limit_bytes = options.limits.max_record_bytes.min(MAX_PAGE_BYTES);
    let refusal = |record, line, reason| Err(RecordError { record, line, reason });
    let Some(bytes) = read_whole(input, limit_bytes)? else {
        let what = "page";
        let _ = emit(1, refusal(1, None, RecordFault::TooLong { what, limit_bytes }));
        return Ok(());
    };
    if is_claimed(input, options) {
        return Ok(());
    }
    input.decoder.declare(declared_encoding(&bytes));
    let (text, problem) = input.decoder.decode(&bytes);
    let (pages, fault) = pages_of(&text);
    let mut record = 0;
    for page in &pages {
        record += 1;
        let outcome = match article_of(page, &problem) {
            Some(article) => Ok(article),
            None => refusal(record, None, RecordFault::MarkupOnly),
        };
        if emit(record, outcome).is_break() {
            return Ok(());
        }
    }
    if let Some(fault) = fault {
        let reason = RecordFault::BrokenXml(fault.message);
        let _ = emit(record + 1, refusal(record + 1, Some(fault.line), reason));
    } else if pages.is_empty() {
        let _ = emit(1, refusal(1, None, RecordFault::MarkupOnly));
    }
    Ok(())
}

fn article_of(page: &Page, problem: &Option<Problem>) -> Option<Article> {
    let mut text = Text::default();
    text.add(page, &page.words);
    let mut article = Article::default();
    article.problems.extend(problem.clone());
    text.fill(&mut article).then_some(article)
}

/// The pages of a document, and what stopped the reading.
pub(super) fn pages_of(text: &str) -> (Vec<Page>, Option<super::super::super::xml::XmlFault>) {
    let (document, fault) = parse(text);
    let text_of = |path: &str| document.at(path).and_then(Element::line);
    let unit = text_of("alto/Description/MeasurementUnit");
    let image = text_of("alto/Description/sourceImageInformation/fileName");
    let pages = document.descendants("Page");
    let pages = pages.into_iter().zip(1..).map(|(element, at)| {
        let number = element
            .attribute("PHYSICAL_IMG_NR")
            .and_then(|number| number.parse().ok());
        let mut page = Page {
            number: number.unwrap_or(at),
            width: measure(element, "WIDTH"),
            height: measure(element, "HEIGHT"),
            unit: unit.clone(),
            image: image.clone(),
            quality: element.attribute("PC").and_then(share),
            ..Page::default()
        };
        add_element(element, &mut page, &mut 0);
        page
    });
    (pages.collect(), fault)
}

/// Adds what stands in an element; `blocks` counts the paragraphs.
fn add_element(element: &Element, page: &mut Page, blocks: &mut usize) {
    let first = page.words.len();
    for child in element.children() {
        match child.local() {
            "TextBlock" => {
                *blocks += 1;
                let lang = child.attribute("LANG").or_else(|| child.attribute("lang"));
                let lang = lang.or_else(|| child.attribute("language"));
                page.lang = page.lang.take().or_else(|| lang.map(str::to_owned));
                add_element(child, page, blocks);
            }
            "TextLine" => add_line(child, page, *blocks),
            // Margins, the print space, blocks of blocks. As deep as the tree.
            _ => add_element(child, page, blocks),
        }
    }
    keep_span(element, page, first);
}

fn add_line(line: &Element, page: &mut Page, block: usize) {
    let first = page.words.len();
    page.lines.push(Area {
        left: measure(line, "HPOS"),
        top: measure(line, "VPOS"),
        width: measure(line, "WIDTH"),
        height: measure(line, "HEIGHT"),
    });
    let number = page.lines.len() - 1;
    for child in line.children() {
        let before = page.words.len();
        match child.local() {
            "String" => {
                let text = one_line(child.attribute("CONTENT").unwrap_or_default());
                if !text.is_empty() {
                    page.words.push(Word {
                        text,
                        part: part_of(child),
                        quality: child.attribute("WC").and_then(share),
                        line: number,
                        block,
                    });
                }
            }
            // The mark that the word before it is divided.
            "HYP" => {
                if let Some(word) = page.words.last_mut().filter(|word| word.line == number)
                    && word.part == Part::Whole
                {
                    word.part = Part::First(None);
                }
            }
            _ => {}
        }
        keep_span(child, page, before);
    }
    keep_span(line, page, first);
}

fn keep_span(element: &Element, page: &mut Page, first: usize) {
    if let Some(id) = element.attribute("ID") {
        page.spans.insert(id.to_owned(), first..page.words.len());
    }
}

fn part_of(word: &Element) -> Part {
    let whole = || {
        word.attribute("SUBS_CONTENT")
            .map(one_line)
            .filter(|whole| !whole.is_empty())
    };
    match word.attribute("SUBS_TYPE") {
        Some("HypPart1") => Part::First(whole()),
        Some("HypPart2") => Part::Second,
        _ => Part::Whole,
    }
}

fn measure(element: &Element, name: &str) -> i64 {
    let number = element.attribute(name).and_then(|number| number.parse::<f64>().ok());
    // Far beyond any page, and finite.
    number.map_or(0, |number| number.clamp(-1e9, 1e9).round() as i64)
}

/// A figure from 0 to 1.
fn share(figure: &str) -> Option<f64> {
    let figure: f64 = figure.parse().ok()?;
    (0.0..=1.0).contains(&figure).then_some(figure)
}
