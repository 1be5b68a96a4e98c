//! A timeline as a record: see [`wire`](super::super::wire).

use super::super::record::spellings_records;
use super::super::wire::{BusiestRecord, CountRecord, LineRecord, SeriesRecord, TimelineRecord, WIRE_VERSION};
use super::labels;
use crate::search::{Line, LineCount, Series, Timeline, When};

/// Returns a timeline as a record.
pub fn timeline_record(timeline: &Timeline) -> TimelineRecord<'_> {
    TimelineRecord {
        v: WIRE_VERSION,
        by: timeline.by.name(),
        counted: labels::things(timeline),
        series: timeline.series.iter().map(series_record).collect(),
        against: timeline.against.as_ref().map(series_record),
        all: timeline.all,
        lines: timeline.lines.iter().map(line_record).collect(),
    }
}

fn series_record(series: &Series) -> SeriesRecord<'_> {
    SeriesRecord {
        query: &series.query,
        read_as: &series.read_as,
        notes: &series.notes,
        spellings: spellings_records(&series.spellings),
        found: series.found,
        undated: series.undated,
    }
}

fn line_record(line: &Line) -> LineRecord {
    LineRecord {
        kind: kind(line.when),
        label: labels::line(line.when),
        first: first_and_last(line.when).0,
        last: first_and_last(line.when).1,
        all: line.all,
        counts: line.counts.iter().map(|count| count_record(line, count)).collect(),
    }
}

/// What a line is in JSON and CSV: `bucket`, `within` or `undated`.
pub fn kind(when: When) -> &'static str {
    match when {
        When::Bucket(_) => "bucket",
        When::Within { .. } => "within",
        When::Undated => "undated",
    }
}

/// The first and the last day of a line.
pub fn first_and_last(when: When) -> (Option<String>, Option<String>) {
    match when {
        When::Bucket(bucket) => (
            Some(bucket.first_day().to_string()),
            Some(bucket.last_day().to_string()),
        ),
        When::Within { first, last } => (Some(first.to_string()), Some(last.to_string())),
        When::Undated => (None, None),
    }
}

fn count_record(line: &Line, count: &LineCount) -> CountRecord {
    CountRecord {
        articles: count.articles,
        share: line.share(count).map(six_decimals),
        busiest: count.busiest.map(|(day, articles)| BusiestRecord {
            day: day.to_string(),
            articles,
        }),
        is_peak: count.is_peak,
    }
}

/// More digits of a share say nothing.
pub fn six_decimals(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}
