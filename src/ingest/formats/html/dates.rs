//! The dates that a page states, those of publication first and each kind in the order in which
//! it was found right on newspapers of many countries.

use super::super::super::timestamps::date_of_number;
use super::head::Head;
use super::json_ld::{Described, first_text};
use super::lines::{date_above, date_in_line};
use crate::article::{DateOrigin, GivenDate, join_lines, read_date};

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

/// Names that are looked at behind `<time>`: some mean the day of the page.
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
    given.extend(url.and_then(date_in_url), DateOrigin::Url);
    for &name in PUBLISHED {
        given.extend(head.contents(name), DateOrigin::Meta);
    }
    given.extend(head.values("datepublished").next(), DateOrigin::Meta);
    given.extend(
        head.times.iter().find(|time| read_date(time).is_some()),
        DateOrigin::TimeElement,
    );
    for &name in LESS_SURE {
        given.extend(head.contents(name), DateOrigin::Meta);
    }
    // Dates in the text of a page may be of other articles: they are looked at where there is no other.
    if !given.has_one() {
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
    if !given.has_one() {
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

/// The day in an address: `/2024/05/03/`, `/2024/may/03/`, `2024-05-03`, `/20240503`.
pub(super) fn date_in_url(url: &str) -> Option<String> {
    let (_, path) = url.split_once("://")?;
    let path = path.get(path.find('/')?..)?.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(|letter: char| !letter.is_ascii_alphanumeric()).collect();
    let separated = parts.windows(3).find_map(|parts| match parts {
        &[year, month, day] => iso_day(year, month, day),
        _ => None,
    });
    separated.or_else(|| {
        parts.iter().find_map(|part| {
            let digits = part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| iso_day(part.get(..4)?, part.get(4..6)?, part.get(6..)?))?
        })
    })
}

fn iso_day(year: &str, month: &str, day: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let is_number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(year, 4..=4) || !is_number(day, 1..=2) {
        return None;
    }
    let month: usize = match is_number(month, 1..=2) {
        true => month.parse().ok()?,
        false => 1 + MONTHS.iter().position(|name| month.eq_ignore_ascii_case(name))?,
    };
    let year: u16 = year.parse().ok()?;
    let day: u8 = day.parse().ok()?;
    // The web is younger than most numbers of four digits.
    let iso = format!("{year:04}-{month:02}-{day:02}");
    ((1990..2100).contains(&year) && read_date(&iso).is_some()).then_some(iso)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Option<&str>) {
        assert_eq!(date_in_url(url).as_deref(), expected, "{url}");
    }

    #[test]
    fn a_day_in_the_address_is_read() {
        check("https://example.org/news/2024/05/03/harbour-opens", Some("2024-05-03"));
        check("https://example.org/world/2011/may/3/harbour", Some("2011-05-03"));
        check("https://example.org/a-2024-05-03.html?x=1", Some("2024-05-03"));
        check("http://example.org/20040503/1.htm", Some("2004-05-03"));
        check("https://example.org/2024/13/03/", None);
        check("https://example.org/1234/05/03/", None);
        check("https://example.org/a/123456789", None);
        check("https://example.org?d=2024-05-03", None);
        check("no address", None);
    }
}
