//! The words of a timeline: what its lines, days, shares and queries are called.

use jiff::civil::Date;

use super::super::{grouped, sanitize};
use crate::search::{Bucket, LineCount, Series, Timeline, Unit, When};

/// Months as they are printed in dates.
pub const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The name of a month, of its first three letters.
pub fn month(day: Date) -> &'static str {
    let at = usize::try_from(day.month() - 1).unwrap_or_default();
    MONTHS.get(at).copied().unwrap_or_default()
}

/// `12 Feb 2025`.
pub fn day_and_year(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// The name of a line: `2025-02`, `2024, month unknown`, `2024-05, day unknown`, `undated`.
pub fn line(when: When) -> String {
    match when {
        When::Bucket(bucket) => bucket.label(),
        When::Within { first, last } => match (first.year(), first.month()) == (last.year(), last.month()) {
            true => format!("{:04}-{:02}, day unknown", first.year(), first.month()),
            false => format!("{:04}, month unknown", first.year()),
        },
        When::Undated => "undated".to_owned(),
    }
}

/// What a peak is named with: the day with most articles and their number, in words that fit to
/// the period; of single days the day of the week.
pub fn peak(bucket: Bucket, count: &LineCount) -> String {
    match (count.busiest, bucket.unit) {
        (Some((day, _)), Unit::Day) => weekday(day).to_owned(),
        // A day with one article is not why the period stands out.
        (None | Some((_, ..=1)), _) => "peak".to_owned(),
        (Some((day, articles)), Unit::Week | Unit::Month | Unit::Quarter | Unit::Year) => {
            format!("{}: {}", day_and_month(day), grouped(articles))
        }
        (Some((day, articles)), Unit::Decade) => format!("{}: {}", day_and_year(day), grouped(articles)),
    }
}

/// `12 Feb`.
pub fn day_and_month(day: Date) -> String {
    format!("{} {}", day.day(), month(day))
}

/// `Wed`.
fn weekday(day: Date) -> &'static str {
    use jiff::civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    match day.weekday() {
        Monday => "Mon",
        Tuesday => "Tue",
        Wednesday => "Wed",
        Thursday => "Thu",
        Friday => "Fri",
        Saturday => "Sat",
        Sunday => "Sun",
    }
}

/// A share in percent: `4.6 %`, `<0.1 %`.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    match percent > 0.0 && percent < 0.05 {
        true => "<0.1 %".to_owned(),
        false => format!("{percent:.1} %"),
    }
}

/// `1 article`, `1,204 articles`, or of stories where these are counted.
pub fn counted(timeline: &Timeline, number: u64) -> String {
    match (timeline.once_per_story, number) {
        (false, 1) => "1 article".to_owned(),
        (true, 1) => "1 story".to_owned(),
        (_, _) => format!("{} {}", grouped(number), things(timeline)),
    }
}

/// What is counted: `articles` or `stories`.
pub fn things(timeline: &Timeline) -> &'static str {
    match timeline.once_per_story {
        true => "stories",
        false => "articles",
    }
}

/// `1 month`, `10 months`.
pub fn periods(number: u64, unit: Unit) -> String {
    match number {
        1 => format!("1 {}", unit.name()),
        _ => format!("{} {}s", grouped(number), unit.name()),
    }
}

/// The query as typed, safe on one line.
pub fn query(series: &Series) -> String {
    sanitize(series.query.trim()).into_owned()
}

/// What the shares are of: `all articles`, or `the 1,204 articles of putin`.
pub fn whole(timeline: &Timeline) -> String {
    match &timeline.against {
        None => format!("all {}", things(timeline)),
        Some(against) => format!("the {} of {}", counted(timeline, against.found), query(against)),
    }
}

/// `per month`.
pub fn per_unit(unit: Unit) -> String {
    format!("per {}", unit.name())
}

/// The day of the last commit of the index, in UTC.
pub fn day_of_index(timeline: &Timeline) -> Date {
    let epoch = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);
    let seconds = jiff::SignedDuration::from_secs(timeline.committed_at);
    epoch.checked_add(seconds).unwrap_or(epoch).date()
}

/// A period in words, for a sentence: `February 2025`, `12 Feb 2025`.
pub fn period(bucket: Bucket) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let first = bucket.first_day();
    match bucket.unit {
        Unit::Day => day_and_year(first),
        Unit::Week => format!("the week of {}", day_and_year(first)),
        Unit::Month => {
            let at = usize::try_from(first.month() - 1).unwrap_or_default();
            format!("{} {}", NAMES.get(at).copied().unwrap_or_default(), first.year())
        }
        Unit::Quarter => format!("Q{} {}", (first.month() - 1) / 3 + 1, first.year()),
        Unit::Year => first.year().to_string(),
        Unit::Decade => format!("the {}", bucket.label()),
    }
}

/// What a peak is named with in a chart: `5 on 12 Feb`, of single days `12 Feb`; with the year where a
/// chart shows several.
pub fn peak_of_chart(bucket: Bucket, count: &LineCount, with_year: bool) -> String {
    let printed = |day: Date| match with_year {
        true => day_and_year(day),
        false => day_and_month(day),
    };
    match (count.busiest, bucket.unit) {
        (Some((day, _)), Unit::Day) => printed(day),
        (None | Some((_, ..=1)), _) => period(bucket),
        (Some((day, articles)), Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade) => {
            format!("{} on {}", grouped(articles), printed(day))
        }
    }
}
