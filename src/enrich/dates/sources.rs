//! Where a date of publication may stand, the most trustworthy first: one row a [`DateOrigin`].

use super::super::Context;
use super::{lead, path};
use crate::article::{Article, DateOrigin, GivenDate, Precision, Published, Reading, date_in_url, read_date_in};

/// A place where a date of publication may stand.
#[derive(Debug)]
pub(super) struct DateSource {
    /// The place.
    pub(super) origin: DateOrigin,
    /// Finds the dates there that no input format reads.
    find: Find,
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
    stated(DateOrigin::Field, |_| None),
    stated(DateOrigin::JsonLd, |_| None),
    stated(DateOrigin::Meta, |_| None),
    // A page has `time` elements of other pages too: of those that it links to, of comments.
    shown(DateOrigin::TimeElement, |_| None),
    stated(DateOrigin::Header, |_| None),
    stated(DateOrigin::Url, |evidence| {
        date_in_url(evidence.article.url.as_deref()?)
    }),
    shown(DateOrigin::Path, |evidence| {
        path::date_of(evidence.context.path, evidence.article.member.as_deref())
    }),
    shown(DateOrigin::Dateline, |evidence| evidence.dateline.cloned()),
    shown(DateOrigin::Lead, |evidence| {
        lead::date_of(&evidence.article.body, evidence.context.date_order)
    }),
    shown(DateOrigin::FileTime, |evidence| {
        let day = evidence.context.file_day?;
        Some(Published {
            at: day.at(0, 0, 0, 0),
            precision: Precision::Day,
            offset_minutes: None,
            origin: DateOrigin::FileTime,
            raw: day.to_string(),
        })
    }),
];

type Find = fn(&Evidence<'_>) -> Option<Published>;

const fn stated(origin: DateOrigin, find: Find) -> DateSource {
    DateSource {
        origin,
        find,
        is_statement: true,
    }
}

const fn shown(origin: DateOrigin, find: Find) -> DateSource {
    DateSource {
        origin,
        find,
        is_statement: false,
    }
}

impl DateSource {
    /// What stands in this place of an article: first what the input format found there.
    pub(super) fn found(&self, evidence: &Evidence<'_>) -> Vec<Found> {
        let mut found = given(evidence, self.origin);
        found.extend((self.find)(evidence).map(|date| Found::Date {
            date,
            time_unreadable: false,
        }));
        found
    }
}

/// The dates that the input format found in this place.
fn given(evidence: &Evidence<'_>, origin: DateOrigin) -> Vec<Found> {
    let here = |given: &&GivenDate| given.origin == origin && !given.raw.trim().is_empty();
    let dates = evidence.article.given_dates.iter().filter(here);
    dates
        .map(|given| match read_date_in(&given.raw, evidence.context.date_order) {
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
