//! The dates that a page states, those of publication first and each kind in the order in which
//! it was found right on newspapers of many countries.

use super::super::super::timestamps::date_of_number;
use super::head::Head;
use super::json_ld::{Described, first_text};
use super::lines::{date_above, date_in_line};
use crate::article::{DateOrigin, GivenDate, date_in_url, join_lines, read_date};

/// Names of `<meta>` that hold the date of publication, the best first. The first of
/// them were never wrong where they were there.
const PUBLISHED: &[&str] = &[
    "dc.date.issued",
    "dcterms.issued",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "parsely-pub-date",
    "article:published_time",
    "article:published",
    "article:published:time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
];

/// Names that are looked at where there is no other date: some mean the day of the page.
const LESS_SURE: &[&str] = &[
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "publicationdate",
    "originalpublicationdate",
    "article_date_original",
    "article.published",
    "displaydate",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "prism.publicationdate",
    "date",
    "creation_date",
    "datecreated",
];

/// Names that hold the date of the last change.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "article:modified:time",
    "og:updated_time",
    "og:modified_time",
    "dcterms.modified",
    "dc.date.modified",
    "datemodified",
    "last-modified",
];

/// The dates of publication, the most trustworthy first, and the date of the last change.
pub(super) fn dates(
    head: &Head,
    described: &Described,
    url: Option<&str>,
    lines: &[String],
) -> (Vec<GivenDate>, Option<GivenDate>) {
    let mut given = Dates::default();
    for key in ["datePublished", "dateCreated"] {
        if let Some(value) = described.value_of_either(key) {
            given.add(&printed(value), DateOrigin::JsonLd);
        }
    }
    // An address that shows the day is read by those who choose among the dates.
    let is_in_address = url.and_then(date_in_url).is_some();
    for &name in PUBLISHED {
        given.extend(head.contents(name), DateOrigin::Meta);
    }
    given.extend(head.values("datepublished").next(), DateOrigin::Meta);
    given.extend(
        head.times.iter().find(|time| read_date(time).is_some()),
        DateOrigin::TimeElement,
    );
    if !given.has_one() {
        for &name in LESS_SURE {
            given.extend(head.contents(name), DateOrigin::Meta);
        }
    }
    // Dates in the text of a page may be of other articles: they are looked at where there is no other.
    if !given.has_one() && !is_in_address {
        let shown = head.shown_dates.iter().find_map(|shown| date_in_line(shown));
        given.extend(shown.or_else(|| date_above(lines)), DateOrigin::Header);
    }
    let mut modified = Dates::default();
    if let Some(value) = described.value_of_either("dateModified") {
        modified.add(&printed(value), DateOrigin::JsonLd);
    }
    for &name in MODIFIED {
        modified.extend(head.contents(name), DateOrigin::Meta);
    }
    modified.extend(head.values("datemodified").next(), DateOrigin::Meta);
    let updated = modified.0.into_iter().find(|date| read_date(&date.raw).is_some());
    // Two of three pages that state no date of publication have never been changed.
    if !given.has_one() && !is_in_address {
        given.0.extend(updated.clone());
    }
    (given.0, updated)
}

#[derive(Default)]
struct Dates(Vec<GivenDate>);

impl Dates {
    /// True if one of them can be read.
    fn has_one(&self) -> bool {
        self.0.iter().any(|date| read_date(&date.raw).is_some())
    }

    fn add(&mut self, stated: &str, origin: DateOrigin) {
        let stated = join_lines(stated);
        let raw = date_of_number(&stated).unwrap_or(stated);
        if !raw.is_empty() && raw.len() <= 100 && !self.0.iter().any(|date| date.raw == raw) {
            self.0.push(GivenDate { raw, origin });
        }
    }

    fn extend(&mut self, stated: impl IntoIterator<Item = impl AsRef<str>>, origin: DateOrigin) {
        for stated in stated {
            self.add(stated.as_ref(), origin);
        }
    }
}

fn printed(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Number(number) => number.to_string(),
        value => first_text(value).unwrap_or_default().to_owned(),
    }
}
