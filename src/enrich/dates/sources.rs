//! Where a date of publication may stand, the most trustworthy first: one row a [`DateOrigin`].

use super::super::Context;
use super::{lead, path, url};
use crate::article::{Article, DateOrigin, GivenDate, Published, Reading, read_date};

/// A place where a date of publication may stand.
#[derive(Debug)]
pub(super) struct DateSource {
    /// The place.
    pub(super) origin: DateOrigin,
    /// Finds the dates there, the most trustworthy first.
    find: fn(&Evidence<'_>) -> Vec<Found>,
    /// True if the source states here when it published the article. Two such dates should agree.
    pub(super) is_statement: bool,
}

/// What dates are looked for in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence<'a> {
    pub(super) article: &'a Article,
    pub(super) context: &'a Context<'a>,
    /// The date of the dateline, where its year is printed or can be told.
    pub(super) dateline: Option<&'a Published>,
}

/// A text where a date should be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    /// A date.
    Date {
        date: Published,
        /// True if a time of day is printed that cannot be read.
        time_unreadable: bool,
    },
    /// No date can be read. Holds the text as printed.
    Unreadable(String),
}

/// All of them. The place of a row is its priority.
pub(super) const DATE_SOURCES: &[DateSource] = &[
    stated(DateOrigin::Field, |evidence| given(evidence, DateOrigin::Field)),
    stated(DateOrigin::JsonLd, |evidence| given(evidence, DateOrigin::JsonLd)),
    stated(DateOrigin::Meta, |evidence| given(evidence, DateOrigin::Meta)),
    // A page has `time` elements of other pages too: of those that it links to, of comments.
    shown(DateOrigin::TimeElement, |evidence| {
        given(evidence, DateOrigin::TimeElement)
    }),
    stated(DateOrigin::Header, |evidence| given(evidence, DateOrigin::Header)),
    stated(DateOrigin::Url, |evidence| {
        let mut found = given(evidence, DateOrigin::Url);
        found.extend(evidence.article.url.as_deref().and_then(url::date_of).map(Found::date));
        found
    }),
    shown(DateOrigin::Path, |evidence| {
        let mut found = given(evidence, DateOrigin::Path);
        let member = evidence.article.member.as_deref();
        found.extend(path::date_of(evidence.context.path, member).map(Found::date));
        found
    }),
    shown(DateOrigin::Dateline, |evidence| {
        let mut found = given(evidence, DateOrigin::Dateline);
        found.extend(evidence.dateline.cloned().map(Found::date));
        found
    }),
    shown(DateOrigin::Lead, |evidence| {
        let mut found = given(evidence, DateOrigin::Lead);
        found.extend(lead::date_of(&evidence.article.body).map(Found::date));
        found
    }),
    shown(DateOrigin::FileTime, |evidence| {
        let date = evidence.context.file_day.map(|day| Published {
            at: day.at(0, 0, 0, 0),
            precision: crate::article::Precision::Day,
            offset_minutes: None,
            origin: DateOrigin::FileTime,
            raw: day.to_string(),
        });
        date.map(Found::date).into_iter().collect()
    }),
];

const fn stated(origin: DateOrigin, find: fn(&Evidence<'_>) -> Vec<Found>) -> DateSource {
    DateSource {
        origin,
        find,
        is_statement: true,
    }
}

const fn shown(origin: DateOrigin, find: fn(&Evidence<'_>) -> Vec<Found>) -> DateSource {
    DateSource {
        origin,
        find,
        is_statement: false,
    }
}

impl DateSource {
    /// What stands in this place of an article.
    pub(super) fn found(&self, evidence: &Evidence<'_>) -> Vec<Found> {
        (self.find)(evidence)
    }
}

impl Found {
    fn date(date: Published) -> Found {
        Found::Date {
            date,
            time_unreadable: false,
        }
    }
}

/// The dates that the input format found in this place.
fn given(evidence: &Evidence<'_>, origin: DateOrigin) -> Vec<Found> {
    let here = |given: &&GivenDate| given.origin == origin && !given.raw.trim().is_empty();
    let dates = evidence.article.given_dates.iter().filter(here);
    dates
        .map(|given| match read_date(&given.raw) {
            Some(reading) => Found::Date {
                time_unreadable: reading.time_unreadable,
                date: dated(reading, origin, &given.raw),
            },
            None => Found::Unreadable(given.raw.clone()),
        })
        .collect()
}

/// A reading with where it was found and how it is printed.
pub(super) fn dated(reading: Reading, origin: DateOrigin, raw: &str) -> Published {
    Published {
        at: reading.at,
        precision: reading.precision,
        offset_minutes: reading.offset_minutes,
        origin,
        raw: raw.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_origin_has_its_place_by_its_trust() {
        let origins: Vec<DateOrigin> = DATE_SOURCES.iter().map(|source| source.origin).collect();
        assert_eq!(origins, DateOrigin::ALL);
        assert!(DATE_SOURCES.is_sorted_by_key(|source| source.origin));
    }
}
