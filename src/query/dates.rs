//! Dates in a query: one day, month or year, ranges and comparisons of them, as days from and to.

use jiff::civil::Date;

use super::DateRange;
use super::error::{QueryErrorKind, found, quoted};
use super::periods::{NoPeriod, Period, period};
use super::ranges::{End, Extent, extent};
use super::token::Relation;

/// What the value of a date field asks, and a note on how it was read.
#[derive(Debug)]
pub(super) struct DateReading {
    pub(super) range: DateRange,
    pub(super) note: Option<String>,
}

/// Why a text is no date, and what to write instead.
#[derive(Debug)]
pub(super) struct DateError {
    pub(super) kind: QueryErrorKind,
    pub(super) hint: String,
}

/// Reads a date or a range of dates. Comparisons look at whole periods: `>2025-04` is from May on.
pub(super) fn read_dates(text: &str, relation: Relation, today: Date) -> Result<DateReading, DateError> {
    let (from, to) = match extent(text) {
        None => {
            return Err(bad(
                text,
                "a range in brackets has TO between its ends: [2025-04 TO 2025-06]",
            ));
        }
        Some(Extent::One(one)) => {
            let period = read_period(one, today)?;
            let range = compared(period, relation).ok_or_else(|| DateError {
                hint: "years go from 0001 to 9999".to_owned(),
                ..no_day(text)
            })?;
            return Ok(DateReading { range, note: None });
        }
        Some(Extent::Between(from, to)) => (from, to),
    };
    if !matches!(relation, Relation::Has | Relation::Is) {
        return Err(bad(text, "a comparison takes one day, month or year"));
    }
    if from.text.is_none() && to.text.is_none() {
        return Err(bad(
            text,
            "a range has at least one end; date:* finds every dated article",
        ));
    }
    between(text, from, to, today)
}

fn between(text: &str, from: End<'_>, to: End<'_>, today: Date) -> Result<DateReading, DateError> {
    let read = |end: End<'_>| end.text.map(|text| read_period(text, today)).transpose();
    let mut ends = [(read(from)?, from.is_excluded), (read(to)?, to.is_excluded)];
    let is_turned = matches!((ends[0].0, ends[1].0), (Some(from), Some(to)) if from.first > to.last);
    if is_turned {
        ends.swap(0, 1);
    }
    let [(from, from_excluded), (to, to_excluded)] = ends;
    let first = match (from, from_excluded) {
        (None, _) => None,
        (Some(from), false) => Some(from.first),
        (Some(from), true) => Some(from.last.tomorrow().map_err(|_| no_day(text))?),
    };
    let last = match (to, to_excluded) {
        (None, _) => None,
        (Some(to), false) => Some(to.last),
        (Some(to), true) => Some(to.first.yesterday().map_err(|_| no_day(text))?),
    };
    if matches!((first, last), (Some(first), Some(last)) if first > last) {
        return Err(no_day(text));
    }
    let range = DateRange { first, last };
    let note = is_turned.then(|| format!("the range `{}` is turned round: {range}", quoted(text)));
    Ok(DateReading { range, note })
}

fn compared(period: Period, relation: Relation) -> Option<DateRange> {
    let (first, last) = match relation {
        Relation::Has | Relation::Is => (Some(period.first), Some(period.last)),
        Relation::Above => (Some(period.last.tomorrow().ok()?), None),
        Relation::AtLeast => (Some(period.first), None),
        Relation::Below => (None, Some(period.first.yesterday().ok()?)),
        Relation::AtMost => (None, Some(period.last)),
    };
    Some(DateRange { first, last })
}

fn read_period(text: &str, today: Date) -> Result<Period, DateError> {
    period(text, today).map_err(|reason| match reason {
        NoPeriod::NoSuchDay => DateError {
            kind: QueryErrorKind::NoSuchDay { found: quoted(text) },
            hint: "write year, month, day: 2025-04-25".to_owned(),
        },
        NoPeriod::NotADate => bad(
            text,
            "also today, yesterday, \"last week\", \"past 30 days\", \"april 2025\"",
        ),
        NoPeriod::Better(instead) => bad(text, &instead),
    })
}

fn bad(text: &str, hint: &str) -> DateError {
    DateError {
        kind: QueryErrorKind::BadDate { found: found(text) },
        hint: hint.to_owned(),
    }
}

fn no_day(text: &str) -> DateError {
    DateError {
        kind: QueryErrorKind::NoDay { found: quoted(text) },
        hint: "`{` and `}` leave out the whole day, month or year; `[` and `]` keep it".to_owned(),
    }
}
