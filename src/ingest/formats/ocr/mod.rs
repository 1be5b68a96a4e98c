//! Text read off scanned pages: ALTO, METS over ALTO, hOCR.
//!
//! A [`Page`] holds the words of a page with their places; [`Text`] makes a body of them. Words
//! that are divided at the end of a line are joined, on the line where they begin. The way back to
//! the page stands in `extra`:
//!
//! ```text
//! page         2                       number of the first page, and `pages` where there are more
//! lines        @2:4169x6177 0:86,283,892,47 41:88,310,890,46 …
//! unit         pixel                   of the places; ALTO also has mm10 and inch1200
//! image        0003.tif                the scan, as the source names it
//! ocr_quality  0.874                   mean confidence of the words, from 0 to 1
//! ```
//!
//! `lines` has, for each line of the body, the number of the character (Unicode scalar value) at
//! which it begins and its box on the page: left, top, width, height. `@2:4169x6177` begins page 2,
//! which is 4169 wide and 6177 high. A divided word counts as standing on its first line.

pub(super) mod alto;
mod claims;
pub(super) mod hocr;
pub(super) mod mets;
mod mets_parts;
#[cfg(test)]
mod tests;
mod text;

use std::collections::HashMap;
use std::ops::Range;

use super::super::clean::clean_line;
use super::super::xml::local_name;
pub(super) use super::super::xml_root::declared_encoding;
use super::super::xml_root::root_name;
pub(super) use text::Text;

/// A box on a page: left, top, width, height, in the unit of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Area {
    pub left: i64,
    pub top: i64,
    pub width: i64,
    pub height: i64,
}

/// A page as it was recognised.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// From 1; the source's own number where it has one.
    pub number: u64,
    pub width: i64,
    pub height: i64,
    pub unit: Option<String>,
    pub image: Option<String>,
    pub lang: Option<String>,
    /// The source's figure for the page as a whole, from 0 to 1.
    pub quality: Option<f64>,
    /// In the order of the source.
    pub words: Vec<Word>,
    pub lines: Vec<Area>,
    /// The words that stand in each element with an id.
    pub spans: HashMap<String, Range<usize>>,
}

/// A word, or a part of one that is divided.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Word {
    /// Not empty, without white space at its ends.
    pub text: String,
    pub part: Part,
    /// Confidence, from 0 to 1.
    pub quality: Option<f64>,
    /// Its line among [`Page::lines`].
    pub line: usize,
    /// Its paragraph, counted over the page.
    pub block: usize,
}

/// Whether a word is divided at the end of its line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Part {
    /// It is whole, as far as the source says.
    #[default]
    Whole,
    /// It is the first part; the source has the whole word, or a mark that it is divided.
    First(Option<String>),
    /// It is the second part.
    Second,
}

/// A text without control characters, on one line, so that it stands in a body as it is.
pub(super) fn one_line(text: &str) -> String {
    clean_line(text).unwrap_or_default()
}

/// True if the first element has this name, whatever its prefix.
pub(super) fn has_root(head: &[u8], name: &str) -> bool {
    root_name(head).is_some_and(|root| local_name(&root).eq_ignore_ascii_case(name))
}
