//! Where the marks of the axes stand: round numbers, and calendar days that read well.

use jiff::civil::Date;

use super::labels;
use crate::search::{Bucket, Unit};

/// A mark on the axis of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Between two marks.
    pub step: f64,
    /// Number of marks above zero.
    pub marks: usize,
}

impl Step {
    /// The marks for numbers up to `most`, of which the last stands at or above it: steps of 1, 2 or
    /// 5 times a power of ten, at most `least` unless that many marks are needed. Whole numbers of articles
    /// ask for a `least` step of 1.
    pub fn up_to(most: f64, marks: usize, least: f64) -> Step {
        let rough = (most / marks.max(1) as f64).max(f64::MIN_POSITIVE);
        let power = 10f64.powf(rough.log10().floor());
        let of_power = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
        let step = of_power
            .into_iter()
            .find(|step| *step >= rough * (1.0 - 1e-9))
            .unwrap_or(rough)
            .max(least);
        Step {
            step,
            marks: ((most / step - 1e-9).ceil().max(1.0)) as usize,
        }
    }

    /// The highest mark.
    pub fn top(&self) -> f64 {
        self.step * self.marks as f64
    }
}

/// A mark on the axis of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Which of the periods it stands at.
    pub at: usize,
    /// What stands there.
    pub label: String,
    /// The year below it, at the first mark and where it changes.
    pub year: Option<String>,
}

/// Which periods have a mark.
#[derive(Clone, Copy, Debug)]
enum Every {
    /// Every so many periods; of days and weeks, counted from a Monday.
    Periods(i64),
    /// Every so many months.
    Months(i8),
    /// Every so many years.
    Years(i16),
}

const EVERY: [Every; 20] = [
    Every::Periods(1),
    Every::Periods(2),
    Every::Periods(7),
    Every::Periods(14),
    Every::Months(1),
    Every::Months(2),
    Every::Months(3),
    Every::Months(6),
    Every::Years(1),
    Every::Years(2),
    Every::Years(5),
    Every::Years(10),
    Every::Years(20),
    Every::Years(50),
    Every::Years(100),
    Every::Years(200),
    Every::Years(500),
    Every::Years(1000),
    Every::Years(2000),
    Every::Years(5000),
];

/// Returns the marks of some periods that follow on each other, at most `most` of them.
pub fn ticks(buckets: &[Bucket], most: usize) -> Vec<Tick> {
    let suits = EVERY.into_iter().filter(|every| suits(*every, buckets));
    let marked = suits.map(|every| {
        let days = buckets.iter().map(|bucket| marked_day(*bucket, every));
        let marked = days.enumerate().filter_map(|(at, day)| day.map(|day| (at, day)));
        (every, marked.collect::<Vec<(usize, Date)>>())
    });
    let Some((every, marked)) = marked.into_iter().find(|(_, marked)| marked.len() <= most) else {
        return Vec::new();
    };
    let mut year = None;
    let tick = |(at, day): (usize, Date)| {
        let bucket = buckets.get(at)?;
        let label = label(*bucket, every, day);
        let shows_year = !label.contains(&format!("{:04}", day.year())) && bucket.unit != Unit::Decade;
        let below = (shows_year && year.replace(day.year()) != Some(day.year())).then(|| format!("{:04}", day.year()));
        Some(Tick { at, label, year: below })
    };
    marked.into_iter().filter_map(tick).collect()
}

/// Steps that are shorter than the periods, or that make no sense of them, are passed over.
fn suits(every: Every, buckets: &[Bucket]) -> bool {
    let Some(first) = buckets.first() else {
        return false;
    };
    match (first.unit, every) {
        (Unit::Day, _) | (Unit::Week, Every::Months(_) | Every::Years(_)) => true,
        (Unit::Week, Every::Periods(step)) => step <= 2,
        (Unit::Month, Every::Periods(_)) => false,
        (Unit::Month, Every::Months(_) | Every::Years(_)) => true,
        (Unit::Quarter, Every::Periods(step)) => step == 1,
        (Unit::Quarter, Every::Months(step)) => step == 6,
        (Unit::Quarter, Every::Years(_)) => true,
        (Unit::Year, every) => matches!(every, Every::Years(_)),
        (Unit::Decade, every) => matches!(every, Every::Years(step) if step >= 10),
    }
}

/// The day at which a period is marked, if it is.
fn marked_day(bucket: Bucket, every: Every) -> Option<Date> {
    let (first, last) = (bucket.first_day(), bucket.last_day());
    match every {
        Every::Periods(step) => {
            // 1970-01-05 was a Monday.
            let number = if bucket.unit == Unit::Day {
                bucket.number - 4
            } else {
                bucket.number
            };
            (number.rem_euclid(step) == 0).then_some(first)
        }
        Every::Months(step) => {
            let starts = if first.day() == 1 {
                Some(first)
            } else {
                first_of_next_month(first)
            };
            starts.filter(|day| *day <= last && (day.month() - 1) % step == 0)
        }
        Every::Years(step) => {
            let new_year = if first.day_of_year() == 1 {
                Some(first)
            } else {
                first.last_of_year().tomorrow().ok()
            };
            new_year.filter(|day| *day <= last && day.year() % step == 0)
        }
    }
}

fn first_of_next_month(day: Date) -> Option<Date> {
    day.last_of_month().tomorrow().ok()
}

fn label(bucket: Bucket, every: Every, day: Date) -> String {
    match (bucket.unit, every) {
        (Unit::Decade, _) => bucket.label(),
        (Unit::Quarter, Every::Periods(_) | Every::Months(_)) => format!("Q{}", (day.month() - 1) / 3 + 1),
        (Unit::Day | Unit::Week, Every::Periods(_)) => format!("{} {}", day.day(), labels::month(day)),
        (Unit::Month | Unit::Year, Every::Periods(_)) => bucket.label(),
        (_, Every::Months(_)) => labels::month(day).to_owned(),
        (_, Every::Years(_)) => format!("{:04}", day.year()),
    }
}
