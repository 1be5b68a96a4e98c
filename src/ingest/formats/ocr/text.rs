//! Words of pages to a body, with the table that leads back to them.

use std::fmt::Write;

use serde_json::{Value, json};

use super::super::super::fields::keep_extra;
use super::super::super::languages::language_code;
use super::{Page, Part, Word};
use crate::article::{Article, Language};

/// A body that grows word by word.
#[derive(Default)]
pub(in super::super) struct Text {
    body: String,
    /// Characters in the body.
    chars: usize,
    lines: String,
    pages: Vec<u64>,
    units: Vec<String>,
    images: Vec<String>,
    lang: Option<String>,
    quality_sum: f64,
    quality_count: u32,
    page_quality: Option<f64>,
    /// Where the last word stands: page, block, line.
    last: Option<(u64, usize, usize)>,
}

impl Text {
    /// Adds words of a page, in their order.
    pub fn add(&mut self, page: &Page, words: &[Word]) {
        let mut words = words.iter().peekable();
        let mut held: Option<(&Word, String)> = None;
        while let Some(word) = words.next() {
            let (anchor, mut text) = held.take().unwrap_or_else(|| (word, word.text.clone()));
            let next = words
                .peek()
                .filter(|next| next.line != word.line && next.block == word.block);
            self.count(word);
            match next.and_then(|next| joined(&text, word, next)) {
                Some(whole) => {
                    text = whole;
                    held = Some((anchor, text));
                }
                None => self.push(page, anchor, &text),
            }
        }
    }

    fn count(&mut self, word: &Word) {
        if let Some(quality) = word.quality {
            self.quality_sum += quality;
            self.quality_count += 1;
        }
    }

    fn push(&mut self, page: &Page, word: &Word, text: &str) {
        let place = (page.number, word.block, word.line);
        let between = match self.last {
            None => "",
            Some((number, block, _)) if (number, block) != (place.0, place.1) => "\n\n",
            Some((_, _, line)) if line != word.line => "\n",
            Some(_) => " ",
        };
        self.body.push_str(between);
        self.chars += between.len();
        if self.last != Some(place) {
            self.begin_line(page, word);
        }
        self.body.push_str(text);
        self.chars += text.chars().count();
        self.last = Some(place);
    }

    fn begin_line(&mut self, page: &Page, word: &Word) {
        if self.last.is_none_or(|(number, _, _)| number != page.number) {
            self.begin_page(page);
        }
        let area = page.lines.get(word.line).copied().unwrap_or_default();
        // Writing to a text cannot fail.
        let _ = write!(
            self.lines,
            " {}:{},{},{},{}",
            self.chars, area.left, area.top, area.width, area.height
        );
    }

    fn begin_page(&mut self, page: &Page) {
        let _ = write!(self.lines, " @{}:{}x{}", page.number, page.width, page.height);
        let add = |list: &mut Vec<String>, entry: &Option<String>| {
            if let Some(entry) = entry.as_ref().filter(|entry| !list.contains(entry)) {
                list.push(entry.clone());
            }
        };
        if !self.pages.contains(&page.number) {
            self.pages.push(page.number);
        }
        add(&mut self.units, &page.unit);
        add(&mut self.images, &page.image);
        self.lang = self.lang.take().or_else(|| page.lang.clone());
        self.page_quality = self.page_quality.or(page.quality);
    }

    /// Puts body, language and the way back to the page into an article. A language that it has
    /// stays. False if there is not a word.
    pub fn fill(self, article: &mut Article) -> bool {
        if self.body.is_empty() {
            return false;
        }
        article.body = self.body;
        let mut keep = |name: &str, value: Value| keep_extra(&mut article.extra, name, value);
        keep("page", json!(self.pages.first()));
        if self.pages.len() > 1 {
            keep("pages", json!(self.pages));
        }
        keep("image", one_or_list(self.images));
        let quality = match self.quality_count {
            0 => self.page_quality,
            count => Some(self.quality_sum / f64::from(count)),
        };
        keep(
            "ocr_quality",
            json!(quality.map(|quality| (quality * 1000.0).round() / 1000.0)),
        );
        keep("unit", one_or_list(self.units));
        keep("lines", json!(self.lines.trim_start()));
        if let (None, Some(lang)) = (&article.lang, self.lang) {
            article.lang = Some(Language {
                code: language_code(&lang),
                given: true,
            });
        }
        true
    }

    /// All words on one line.
    pub fn line(&self) -> String {
        self.body.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn one_or_list(mut list: Vec<String>) -> Value {
    match list.len() {
        0 | 1 => json!(list.pop()),
        _ => json!(list),
    }
}

/// The whole word, if one begins at the end of a line and goes on in the next line. `first` is
/// what is known of it so far.
///
/// Where the source does not say, a hyphen between two small letters is taken to be the printer's:
/// `Anglo-` and `Saxon` keep theirs, and so do numbers.
fn joined(first: &str, word: &Word, next: &Word) -> Option<String> {
    match (&word.part, &next.part) {
        (Part::First(Some(whole)), Part::Second) => Some(with_marks(first, whole, &next.text)),
        // One source in a hundred marks both parts and gives no whole word.
        (Part::First(None), Part::Second) => Some(format!("{}{}", without_hyphen(first), next.text)),
        (Part::First(_), Part::Whole | Part::First(_)) => Some(match begins_small(&next.text) {
            true => format!("{}{}", without_hyphen(first), next.text),
            false => format!("{}-{}", without_hyphen(first), next.text),
        }),
        (Part::Whole | Part::Second, Part::Whole | Part::First(_)) => {
            let stem = without_hyphen(first);
            let is_divided = stem.len() < first.len() && stem.ends_with(char::is_alphanumeric);
            match (
                is_divided,
                begins_small(&next.text) && stem.ends_with(char::is_alphabetic),
            ) {
                (true, true) => Some(format!("{stem}{}", next.text)),
                (true, false) if next.text.starts_with(char::is_alphanumeric) => Some(format!("{stem}-{}", next.text)),
                _ => None,
            }
        }
        (Part::Whole | Part::Second, Part::Second) => None,
    }
}

fn begins_small(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

/// A word without one hyphen at its end: printed, soft, or the sign that OCR puts for one.
fn without_hyphen(word: &str) -> &str {
    word.strip_suffix(['-', '\u{ad}', '\u{2010}', '¬', '⸗']).unwrap_or(word)
}

/// The whole word as the source has it, with the marks before and behind its parts.
fn with_marks(first: &str, whole: &str, second: &str) -> String {
    let is_mark = |letter: char| !letter.is_alphanumeric();
    let before = &first[..first.len() - first.trim_start_matches(is_mark).len()];
    let behind = &second[second.trim_end_matches(is_mark).len()..];
    let before = if whole.starts_with(before) { "" } else { before };
    let behind = if whole.ends_with(behind) { "" } else { behind };
    format!("{before}{whole}{behind}")
}
