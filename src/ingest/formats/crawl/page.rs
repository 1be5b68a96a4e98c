//! A page of a crawl to its articles: what is a page at all, its format found out, the address and
//! the day of the crawl put beside what the page says.

use std::ops::ControlFlow;

use serde_json::Value;

use super::super::super::clean::clean;
use super::super::super::error::{RecordError, RecordFault, SourceError};
use super::super::super::fields::keep_extra;
use super::super::super::languages::language_code;
use super::super::super::source::{EmitRecord, ReadOptions, read_member};
use super::http::{Answer, Body, CUT, charset, content, header, media_type};
use crate::article::{Article, DateOrigin, GivenDate, Language, Problem};

/// What a record says about a page.
#[derive(Default)]
pub(super) struct Page {
    /// Where it was fetched.
    pub address: Option<String>,
    /// When, as written.
    pub crawled: Option<String>,
    /// What the crawler or the server says that it is, with the charset.
    pub media_type: Option<String>,
    /// Header lines to keep.
    pub kept: Vec<(String, String)>,
    /// Not all of it is there.
    pub is_cut: bool,
    /// It is the text that was made of a page, a block of the page a line.
    pub is_text_of_page: bool,
}

/// Gives the articles of pages, and refusals, under rising numbers.
pub(super) struct Pages<'a, 'b> {
    options: &'a ReadOptions,
    emit: &'a mut EmitRecord<'b>,
    /// Articles and refusals given.
    pub given: u64,
}

/// Headers of an answer that are kept under their names.
const KEPT: &[&str] = &["Last-Modified", "Content-Language"];

/// Addresses of no pages.
const OTHER_SCHEMES: &[&str] = &[
    "dns:",
    "whois:",
    "metadata:",
    "filedesc:",
    "warcinfo:",
    "urn:",
    "screenshot:",
    "about:",
];

/// Files that stand beside pages for robots.
const FILES_OF_ROBOTS: &[&str] = &[
    "/robots.txt",
    "/ads.txt",
    "/app-ads.txt",
    "/humans.txt",
    "/security.txt",
    "/llms.txt",
];

impl<'a, 'b> Pages<'a, 'b> {
    pub(super) fn new(options: &'a ReadOptions, emit: &'a mut EmitRecord<'b>) -> Pages<'a, 'b> {
        Pages {
            options,
            emit,
            given: 0,
        }
    }

    fn emit(&mut self, outcome: Result<Article, RecordFault>) -> ControlFlow<()> {
        self.given += 1;
        let record = self.given;
        let line = None;
        (self.emit)(record, outcome.map_err(|reason| RecordError { record, line, reason }))
    }

    /// Gives a refusal of what is no page.
    pub(super) fn refuse(&mut self, reason: RecordFault) -> ControlFlow<()> {
        self.emit(Err(reason))
    }

    /// Gives a refusal of a page.
    pub(super) fn refuse_page(&mut self, page: &Page, reason: String) -> ControlFlow<()> {
        let path = page
            .address
            .as_deref()
            .map_or_else(|| "a page without an address".to_owned(), clean);
        self.refuse(RecordFault::Member { path, reason })
    }

    /// Gives the page in an answer of a server. Anything but success is no page.
    pub(super) fn give_answer(&mut self, mut page: Page, block: &[u8], answer: Answer) -> ControlFlow<()> {
        if !matches!(answer.status, 200 | 203 | 206) {
            return ControlFlow::Continue(());
        }
        let stated = header(&answer.headers, "Content-Type").map(str::to_owned);
        page.media_type = stated.or(page.media_type.filter(|kind| media_type(kind) != "application/http"));
        if !is_page(&page) {
            return ControlFlow::Continue(());
        }
        let kept = KEPT
            .iter()
            .filter_map(|&name| Some((name.to_owned(), header(&answer.headers, name)?.to_owned())));
        page.kept.extend(kept);
        let body = block.get(answer.body..).unwrap_or_default();
        match content(body, &answer.headers, super::page_limit(self.options)) {
            Body::Read(bytes, problem) => {
                page.is_cut |= problem.is_some();
                self.give(page, &bytes)
            }
            Body::Refused(reason) => self.refuse_page(&page, reason),
        }
    }

    /// Gives the articles of a page's content.
    pub(super) fn give(&mut self, page: Page, mut content: &[u8]) -> ControlFlow<()> {
        if !is_page(&page) || content.trim_ascii().is_empty() {
            return ControlFlow::Continue(());
        }
        if page.is_text_of_page {
            return self.give_text(page, content);
        }
        let declared = page.media_type.as_deref().and_then(charset);
        let name = name_for(&page);
        let mut flow = ControlFlow::Continue(());
        // Of data that hold no article nothing is said.
        let mut has_article = false;
        let mut refused: Vec<String> = Vec::new();
        let options = self.options;
        let outcome = read_member(
            &mut content,
            &name,
            options,
            declared,
            &mut |format, record, outcome| {
                match outcome {
                    Ok(mut article) => {
                        has_article = true;
                        for reason in refused.drain(..) {
                            flow = self.refuse_page(&page, reason);
                            if flow.is_break() {
                                return flow;
                            }
                        }
                        complete(&mut article, &page, is_single(format) && record == 1);
                        flow = self.emit(Ok(article));
                    }
                    Err(error) if !has_article && is_data(format) => {
                        if refused.len() < MOST_HELD {
                            refused.push(error.to_string());
                        }
                    }
                    Err(error) => flow = self.refuse_page(&page, error.to_string()),
                }
                flow
            },
        );
        if flow.is_break() {
            return flow;
        }
        match outcome {
            Ok(_) => ControlFlow::Continue(()),
            Err(error) if is_of_no_page(&error, &page) => ControlFlow::Continue(()),
            Err(error) => self.refuse_page(&page, error.to_string()),
        }
    }

    /// Gives the text that was made of a page.
    fn give_text(&mut self, page: Page, content: &[u8]) -> ControlFlow<()> {
        let text = String::from_utf8_lossy(content);
        let lines = text.lines().map(clean).filter(|line| !line.is_empty());
        let mut article = Article {
            body: lines.collect::<Vec<_>>().join("\n\n"),
            ..Article::default()
        };
        if article.body.is_empty() {
            return ControlFlow::Continue(());
        }
        if std::str::from_utf8(content).is_err() {
            let how = "read as UTF-8 with some bytes replaced".to_owned();
            article.problems.push(Problem::Decoding(how));
        }
        complete(&mut article, &page, true);
        let languages = page
            .kept
            .iter()
            .find(|(name, _)| name == "WARC-Identified-Content-Language");
        if let Some((_, codes)) = languages.filter(|(_, codes)| !codes.contains(',')) {
            article.lang = Some(Language {
                code: language_code(codes),
                given: false,
            });
        }
        self.emit(Ok(article))
    }
}

/// Refusals that are held until it is known whether data hold an article.
const MOST_HELD: usize = 1000;

/// Puts what the crawl says beside what the page says.
fn complete(article: &mut Article, page: &Page, is_only: bool) {
    let origin = DateOrigin::Field;
    if let Some(raw) = page.crawled.clone() {
        let given = GivenDate { raw, origin };
        article.crawled = article.crawled.take().or_else(|| given.read());
        if article.crawled.is_none() {
            keep_extra(&mut article.extra, "WARC-Date", Value::from(given.raw));
        }
    }
    if let Some(address) = page.address.as_deref().map(clean).filter(|address| !address.is_empty()) {
        // The items of a feed have addresses of their own.
        if article.url.is_none() && is_only {
            article.url = Some(address);
        } else if article.url.as_ref() != Some(&address) {
            keep_extra(&mut article.extra, "WARC-Target-URI", Value::from(address));
        }
    }
    for (name, value) in &page.kept {
        keep_extra(&mut article.extra, name, Value::from(value.as_str()));
    }
    if page.is_cut {
        article.problems.push(Problem::Decoding(CUT.to_owned()));
    }
}

/// False for what can be no page by its address or by what the server says of it.
fn is_page(page: &Page) -> bool {
    let address = page.address.as_deref().unwrap_or_default().to_ascii_lowercase();
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if OTHER_SCHEMES.iter().any(|scheme| address.starts_with(scheme))
        || FILES_OF_ROBOTS.iter().any(|file| path.ends_with(file))
    {
        return false;
    }
    let media = media_type(page.media_type.as_deref().unwrap_or_default());
    let (kind, subtype) = media.split_once('/').unwrap_or((&media, ""));
    let is_script = ["javascript", "ecmascript", "css", "dns", "wasm"]
        .iter()
        .any(|word| subtype.contains(word));
    !matches!(kind, "image" | "audio" | "video" | "font" | "model") && !is_script && !subtype.contains("font")
}

/// A name whose ending says what the server says. What it says nothing useful of goes by the
/// ending of its address.
fn name_for(page: &Page) -> String {
    let media = media_type(page.media_type.as_deref().unwrap_or_default());
    let name = match media.as_str() {
        "text/html" | "application/xhtml+xml" => "page.html",
        "application/rss+xml" | "application/rdf+xml" => "page.rss",
        "application/atom+xml" => "page.atom",
        "application/feed+json" => "page.jsonfeed",
        "application/json" | "text/json" => "page.json",
        "application/x-ndjson" | "application/jsonl" => "page.jsonl",
        "text/csv" => "page.csv",
        "text/tab-separated-values" => "page.tsv",
        "text/markdown" => "page.md",
        "message/rfc822" => "page.eml",
        "application/mbox" => "page.mbox",
        _ => {
            let address = page.address.as_deref().unwrap_or_default();
            let path = address.split(['?', '#']).next().unwrap_or_default();
            let file = path
                .rsplit('/')
                .next()
                .filter(|file| file.contains('.') && path.matches('/').count() > 2);
            return match (file, media.as_str()) {
                (Some(file), _) => file.to_owned(),
                (None, "text/plain") => "page.txt".to_owned(),
                (None, _) => "page".to_owned(),
            };
        }
    };
    name.to_owned()
}

/// Formats that hold one article a source.
fn is_single(format: &str) -> bool {
    matches!(format, "html" | "text" | "markdown" | "eml")
}

/// Formats of data that a page loads: they hold articles sometimes.
fn is_data(format: &str) -> bool {
    matches!(format, "json" | "jsonl" | "csv")
}

/// True where a source that cannot be read is no page at all: a picture that nothing was said of,
/// data in XML.
fn is_of_no_page(error: &SourceError, page: &Page) -> bool {
    let media = media_type(page.media_type.as_deref().unwrap_or_default());
    match error {
        SourceError::Empty => true,
        SourceError::Binary(Some(kind)) => !DOCUMENTS.contains(kind),
        SourceError::Binary(None) => !media.starts_with("text/") && !media.contains("html"),
        SourceError::NoFormat(what) => *what != "HTML",
        SourceError::NoXmlFormat { .. } | SourceError::NoTextColumn { .. } => true,
        SourceError::Open(_) | SourceError::Broken { .. } => false,
    }
}

/// Files, by the names that their first bytes are known under, that hold running text.
const DOCUMENTS: &[&str] = &[
    "PDF",
    "ZIP or Office document",
    "old Office document",
    "RTF",
    "PostScript",
];
