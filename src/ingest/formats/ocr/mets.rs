//! METS: the articles of a newspaper's issue over the ALTO pages that lie beside it.
//!
//! ```text
//! dmdSec       title, date, language of the issue and of articles (MODS or Dublin Core)
//! fileSec      which files are its pages
//! structMap    LOGICAL: the articles; PHYSICAL: the pages and places on them
//! structLink   which places an article stands at, where its division does not say so itself
//! ```
//!
//! Each article of the logical structure is a record, then what stands on each page outside of
//! them: titles of the paper, or the whole page where a METS knows no articles. Nothing on a page
//! is lost, and a page that a METS names is no record of its own (`claims`).

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde_json::json;

use super::super::super::decode::Decoder;
use super::super::super::detect::Likeness;
use super::super::super::error::{RecordError, RecordFault, SourceError};
use super::super::super::fields::keep_extra;
use super::super::super::languages::language_code;
use super::super::super::source::{EmitRecord, Input, ReadOptions, read_whole};
use super::alto::{MAX_PAGE_BYTES, pages_of};
use super::mets_parts::Division;
use super::{Page, Text, declared_encoding, has_root};
use crate::article::{Article, DateOrigin, GivenDate, Headline, Language};

/// What a METS says.
#[derive(Debug, Default)]
pub(super) struct Mets {
    pub files: Vec<PageFile>,
    pub described: Vec<Described>,
    pub links: Vec<(String, String)>,
    /// The places of each division.
    pub places: HashMap<String, Vec<Place>>,
    /// The divisions that are headlines.
    pub headings: HashSet<String>,
    pub articles: Vec<Division>,
    /// What the issue as a whole is called, often with its date.
    pub label: Option<String>,
}

/// A file of pages: its id, and its path from the folder of the METS.
#[derive(Debug)]
pub(super) struct PageFile {
    pub id: String,
    pub path: String,
}

/// A place on the pages: a whole file, an element of it, or all from one element to another.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub file: String,
    pub begin: Option<String>,
    pub end: Option<String>,
}

/// What a section describes.
#[derive(Debug, Default)]
pub(super) struct Described {
    pub id: String,
    pub title: Option<String>,
    pub date: Option<String>,
    pub lang: Option<String>,
    pub number: Option<String>,
    pub place: Option<String>,
    pub authors: Vec<String>,
}

pub(in super::super) fn looks_like(head: &[u8], _: bool) -> Likeness {
    Likeness::certain_if(has_root(head, "mets"))
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    let limit_bytes = options.limits.max_document_bytes;
    let mut record = 0;
    let mut give = |line, outcome: Result<Article, RecordFault>| {
        record += 1;
        emit(record, outcome.map_err(|reason| RecordError { record, line, reason })).is_continue()
    };
    let Some(bytes) = read_whole(input, limit_bytes.min(MAX_PAGE_BYTES))? else {
        let what = "METS";
        give(
            None,
            Err(RecordFault::TooLong {
                what,
                limit_bytes: limit_bytes.min(MAX_PAGE_BYTES),
            }),
        );
        return Ok(());
    };
    input.decoder.declare(declared_encoding(&bytes));
    let (text, problem) = input.decoder.decode(&bytes);
    let (mets, fault) = Mets::parse(&text);
    drop(bytes);
    if let Some(fault) = fault {
        // Its pages are read as they are.
        give(Some(fault.line), Err(RecordFault::BrokenXml(fault.message)));
        return Ok(());
    }
    if input.neighbours.is_none() {
        give(None, Err(RecordFault::NoNeighbours));
        return Ok(());
    }
    let (mut pages, missing) = load(&mets, input, limit_bytes);
    let issue = mets.issue();
    let mut outcomes = mets
        .articles
        .iter()
        .map(|division| mets.article(division, issue, &mut pages));
    let mut articles: Vec<Article> = Vec::new();
    articles.extend(outcomes.by_ref().flatten());
    articles.extend(pages.rest(&mets, issue));
    if articles.is_empty() && missing.is_empty() {
        give(None, Err(RecordFault::MarkupOnly));
    }
    for mut article in articles {
        article.problems.extend(problem.clone());
        if !give(None, Ok(article)) {
            return Ok(());
        }
    }
    for path in missing {
        if !give(None, Err(RecordFault::NoPage(path))) {
            return Ok(());
        }
    }
    Ok(())
}

/// The pages of an issue, and which of their words have found an article.
#[derive(Default)]
struct Pages {
    pages: Vec<Page>,
    /// The pages of each file.
    by_file: HashMap<String, Range<usize>>,
    taken: Vec<Vec<bool>>,
}

/// Reads the pages; those that are not there are named. What all of them take together is
/// bounded.
fn load(mets: &Mets, input: &Input<'_>, limit_bytes: u64) -> (Pages, Vec<String>) {
    let mut pages = Pages::default();
    let mut missing = Vec::new();
    let mut left = limit_bytes;
    for file in &mets.files {
        let read =
            |neighbours: &dyn super::super::super::Neighbours| neighbours.read(&file.path, left.min(MAX_PAGE_BYTES));
        let bytes = input.neighbours.and_then(read);
        let is_alto = |bytes: &Vec<u8>| super::alto::looks_like(bytes, true) == Likeness::Certain;
        let Some(bytes) = bytes.filter(is_alto) else {
            missing.push(file.path.clone());
            continue;
        };
        left = left.saturating_sub(bytes.len() as u64);
        let mut decoder = Decoder::new(declared_encoding(&bytes));
        let (text, _) = decoder.decode(&bytes);
        let first = pages.pages.len();
        pages.pages.extend(pages_of(&text).0);
        pages.by_file.insert(file.id.clone(), first..pages.pages.len());
    }
    pages.taken = pages.pages.iter().map(|page| vec![false; page.words.len()]).collect();
    (pages, missing)
}

impl Pages {
    /// The words at a place: a page and a range of its words, for each page.
    fn at(&self, place: &Place) -> Vec<(usize, Range<usize>)> {
        let Some(range) = self.by_file.get(&place.file) else {
            return Vec::new();
        };
        let span = |id: &Option<String>, page: &Page| id.as_ref().and_then(|id| page.spans.get(id).cloned());
        let on_page = |at: usize| {
            let page = self.pages.get(at)?;
            let words = match &place.begin {
                None => 0..page.words.len(),
                Some(_) => {
                    let begin = span(&place.begin, page)?;
                    let end = span(&place.end, page).map_or(begin.end, |end| end.end);
                    begin.start..end.max(begin.start)
                }
            };
            Some((at, words))
        };
        range.clone().filter_map(on_page).collect()
    }

    fn add(&self, text: &mut Text, (at, words): &(usize, Range<usize>)) {
        if let Some(page) = self.pages.get(*at) {
            text.add(page, page.words.get(words.clone()).unwrap_or_default());
        }
    }

    /// What stands on each page outside of the articles.
    fn rest(&self, mets: &Mets, issue: Option<&Described>) -> Vec<Article> {
        let mut found = Vec::new();
        for (at, taken) in self.taken.iter().enumerate() {
            let mut text = Text::default();
            let mut first = 0;
            // Runs of words that none has taken.
            for run in taken.chunk_by(|one, other| one == other) {
                let words = first..first + run.len();
                first = words.end;
                if run.first() == Some(&false) {
                    self.add(&mut text, &(at, words));
                }
            }
            let mut article = mets.dated(issue);
            if !mets.articles.is_empty() {
                keep_extra(&mut article.extra, "part", json!("rest of the page"));
            }
            found.extend(text.fill(&mut article).then_some(article));
        }
        found
    }
}

impl Mets {
    /// What is said of the issue: the first section with a date.
    fn issue(&self) -> Option<&Described> {
        let dated = self.described.iter().find(|described| described.date.is_some());
        dated.or_else(|| self.described.iter().find(|described| described.title.is_some()))
    }

    /// An article that has what the issue gives.
    fn dated(&self, issue: Option<&Described>) -> Article {
        let mut article = Article::default();
        let given = |raw: &str| GivenDate {
            raw: raw.to_owned(),
            origin: DateOrigin::Field,
        };
        match issue.and_then(|issue| issue.date.as_ref()) {
            Some(date) => article.given_dates.push(given(date)),
            // `The Packet. 1824-02-17`
            None => {
                let last = self.label.as_ref().and_then(|label| label.rsplit(' ').next());
                let date = last.map(given).filter(|date| date.read().is_some());
                article.given_dates.extend(date);
            }
        }
        if let Some(issue) = issue {
            article.source = issue.title.clone();
            article.lang = language(&issue.lang);
            keep_extra(&mut article.extra, "issue", json!(issue.number));
            keep_extra(&mut article.extra, "publication_place", json!(issue.place));
        }
        article
    }

    /// The article of a division; `None` if there are no words at its places.
    fn article(&self, division: &Division, issue: Option<&Described>, pages: &mut Pages) -> Option<Article> {
        let mut article = self.dated(issue);
        let (mut heading, mut text, mut with_heading) = (Text::default(), Text::default(), Text::default());
        let mut is_head = true;
        for (id, place) in self.places_of(division) {
            let is_heading = self.headings.contains(id);
            is_head &= is_heading;
            for words in pages.at(place) {
                pages.add(&mut with_heading, &words);
                pages.add(if is_head { &mut heading } else { &mut text }, &words);
                let taken = pages.taken.get_mut(words.0).and_then(|taken| taken.get_mut(words.1));
                taken.into_iter().flatten().for_each(|taken| *taken = true);
            }
        }
        let own = self
            .described
            .iter()
            .filter(|one| division.described_by.contains(&one.id));
        let own: Vec<&Described> = own.collect();
        let given = own
            .iter()
            .find_map(|own| own.title.clone())
            .or_else(|| division.label.clone());
        let printed = Some(heading.line()).filter(|line| !line.is_empty());
        // A headline that the source states otherwise stays in the text.
        let text = match (&given, &printed) {
            (Some(given), Some(printed)) if letters(given) != letters(printed) => with_heading,
            _ => text,
        };
        article.headline = given.or(printed).map(|text| Headline { text, derived: false });
        article.byline = own.iter().flat_map(|own| own.authors.clone()).collect();
        article.lang = own.iter().find_map(|own| language(&own.lang)).or(article.lang);
        if division.kind != "article" {
            keep_extra(&mut article.extra, "part", json!(division.kind));
        }
        let has_text = text.fill(&mut article);
        (has_text || article.headline.is_some() && !heading.line().is_empty()).then_some(article)
    }

    /// The places of a division, of those in it, and of those linked to them, with the ids of
    /// the divisions that name them.
    fn places_of<'a>(&'a self, division: &'a Division) -> Vec<(&'a String, &'a Place)> {
        let mut found = Vec::new();
        for id in &division.ids {
            let own = self.places.get(id).into_iter().flatten();
            found.extend(own.map(|place| (id, place)));
            for (_, to) in self.links.iter().filter(|(from, _)| from == id) {
                let linked = self.places.get(to).into_iter().flatten();
                // A whole page that an article begins on is no place of it.
                found.extend(linked.filter(|place| place.begin.is_some()).map(|place| (to, place)));
            }
        }
        found
    }
}

fn language(lang: &Option<String>) -> Option<Language> {
    let lang = lang.as_ref()?;
    Some(Language {
        code: language_code(lang),
        given: true,
    })
}

/// A headline as it is compared.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
