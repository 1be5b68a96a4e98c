//! hOCR: pages as HTML, with the places of words in `title` attributes.
//!
//! ```text
//! <div class='ocr_page' title='image "3.png"; bbox 0 0 2100 3000; ppageno 2'>
//!   <p class='ocr_par' lang='eng'><span class='ocr_line' title="bbox 80 90 900 130">
//!     <span class='ocrx_word' title='bbox 80 90 170 130; x_wconf 95'>Harbour</span>
//! ```
//!
//! A page is an article. Pages are taken apart one by one, so that a book is never one tree.

use serde_json::json;

use super::super::super::detect::Likeness;
use super::super::super::error::{RecordError, RecordFault, SourceError};
use super::super::super::fields::keep_extra;
use super::super::super::source::{EmitRecord, Input, ReadOptions, read_whole};
use super::super::super::xml::{Element, parse};
use super::{Area, Page, Part, Text, Word, declared_encoding, one_line};
use crate::article::Article;

/// Class names of lines.
const LINES: &[&str] = &[
    "ocr_line",
    "ocrx_line",
    "ocr_header",
    "ocr_footer",
    "ocr_textfloat",
    "ocr_caption",
];

/// Class names of paragraphs and of what holds lines as well.
const BLOCKS: &[&str] = &["ocr_par", "ocr_carea", "ocrx_block", "ocr_column"];

pub(in super::super) fn looks_like(head: &[u8], _: bool) -> Likeness {
    let is_html = head.trim_ascii_start().starts_with(b"<");
    Likeness::certain_if(is_html && page_starts(head).next().is_some())
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let limit_bytes = options.limits.max_document_bytes;
    let refusal = |record, reason| {
        Err(RecordError {
            record,
            line: None,
            reason,
        })
    };
    let Some(bytes) = read_whole(input, limit_bytes)? else {
        let what = "document";
        let _ = emit(1, refusal(1, RecordFault::TooLong { what, limit_bytes }));
        return Ok(());
    };
    input.decoder.declare(declared_encoding(&bytes));
    let starts: Vec<usize> = page_starts(&bytes).collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let system = bytes
        .get(..starts.first().copied().unwrap_or_default())
        .and_then(system);
    for ((start, end), record) in starts.iter().zip(ends).zip(1..) {
        let (text, problem) = input.decoder.decode(bytes.get(*start..end).unwrap_or_default());
        // A page ends where the next begins: that its element is not closed is no fault.
        let page = page_of(&parse(&text).0, record);
        let mut text = Text::default();
        text.add(&page, &page.words);
        let mut article = Article::default();
        article.problems.extend(problem);
        let outcome = match text.fill(&mut article) {
            true => {
                keep_extra(&mut article.extra, "ocr_system", json!(system));
                Ok(article)
            }
            false => refusal(record, RecordFault::MarkupOnly),
        };
        if emit(record, outcome).is_break() {
            return Ok(());
        }
    }
    if starts.is_empty() {
        let _ = emit(1, refusal(1, RecordFault::MarkupOnly));
    }
    Ok(())
}

/// Where the elements of pages begin.
fn page_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let classes = memchr::memmem::find_iter(bytes, b"ocr_page");
    let mut behind = 0;
    classes.filter_map(move |at| {
        let before = bytes.get(behind..at)?;
        let start = behind + memchr::memrchr(b'<', before)?;
        let tag = bytes.get(start..at)?;
        let is_class = memchr::memchr(b'>', tag).is_none()
            && [b"class=\"".as_slice(), b"class='", b"class="].iter().any(|name| {
                let found = memchr::memmem::rfind(tag, name);
                found.is_some_and(|found| {
                    !tag[found + name.len()..].contains(&b'"') && !tag[found + name.len()..].contains(&b'\'')
                })
            });
        is_class.then(|| {
            behind = at;
            start
        })
    })
}

/// The program that made it, by the `meta` element of the head.
fn system(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head);
    let (document, _) = parse(&head);
    let metas = document.descendants("meta").into_iter();
    let mut named = metas.filter(|meta| meta.attribute("name") == Some("ocr-system"));
    named.find_map(|meta| meta.attribute("content").map(one_line))
}

fn page_of(document: &Element, number: u64) -> Page {
    let root = document.children().next();
    let title = root.and_then(|page| page.attribute("title")).unwrap_or_default();
    let area = area_of(title).unwrap_or_default();
    let image = property(title, "image").map(|image| image.trim_matches(['"', '\'']).to_owned());
    let mut page = Page {
        number,
        width: area.width,
        height: area.height,
        image: image.filter(|image| !image.is_empty()),
        lang: root.and_then(|page| page.attribute("lang")).map(str::to_owned),
        ..Page::default()
    };
    add_element(document, &mut page, &mut 0);
    page
}

fn add_element(element: &Element, page: &mut Page, blocks: &mut usize) {
    for child in element.children() {
        let has = |names: &[&str]| classes(child).any(|class| names.contains(&class));
        if has(LINES) {
            add_line(child, page, *blocks);
            continue;
        }
        if has(BLOCKS) || child.local() == "p" {
            *blocks += 1;
            page.lang = page.lang.take().or_else(|| child.attribute("lang").map(str::to_owned));
        }
        // As deep as the tree.
        add_element(child, page, blocks);
    }
}

fn add_line(line: &Element, page: &mut Page, block: usize) {
    let title = line.attribute("title").unwrap_or_default();
    page.lines.push(area_of(title).unwrap_or_default());
    let number = page.lines.len() - 1;
    // What is marked as one word may be several.
    let mut add = |text: &str, quality| {
        page.words.extend(one_line(text).split_whitespace().map(|word| Word {
            text: word.to_owned(),
            part: Part::Whole,
            quality,
            line: number,
            block,
        }));
    };
    let spans = line.descendants("span").into_iter();
    let words: Vec<&Element> = spans
        .filter(|span| classes(span).any(|class| class == "ocrx_word"))
        .collect();
    for word in &words {
        let title = word.attribute("title").unwrap_or_default();
        let confidence = property(title, "x_wconf").and_then(|figure| figure.parse::<f64>().ok());
        let quality = confidence
            .filter(|figure| (0.0..=100.0).contains(figure))
            .map(|figure| figure / 100.0);
        add(&word.text(), quality);
    }
    if words.is_empty() {
        add(&line.text(), None);
    }
}

fn classes(element: &Element) -> impl Iterator<Item = &str> {
    element.attribute("class").unwrap_or_default().split_whitespace()
}

/// A property of a `title`: `x_wconf 95` among others that `;` divides.
fn property<'a>(title: &'a str, name: &str) -> Option<&'a str> {
    title.split(';').find_map(|property| {
        let (found, value) = property.trim().split_once(char::is_whitespace)?;
        (found == name).then_some(value.trim())
    })
}

/// The box: left, top, right, bottom in hOCR.
fn area_of(title: &str) -> Option<Area> {
    let mut numbers = property(title, "bbox")?.split_whitespace().map(|number| {
        number
            .parse::<f64>()
            .map_or(0, |number| number.clamp(-1e9, 1e9).round() as i64)
    });
    let (left, top) = (numbers.next()?, numbers.next()?);
    let (right, bottom) = (numbers.next()?, numbers.next()?);
    Some(Area {
        left,
        top,
        width: right - left,
        height: bottom - top,
    })
}
