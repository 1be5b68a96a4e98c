//! Timelines that the tests of this room share.

use jiff::civil::date;

use super::Drawn;
use super::WriteTimeline;
use crate::output::Style;
use crate::search::{Bucket, Line, LineCount, Series, Timeline, Unit, When, peaks};

/// A query that found so many articles.
pub fn series(query: &str, found: u64, undated: u64) -> Series {
    Series {
        query: query.to_owned(),
        read_as: query.to_owned(),
        notes: Vec::new(),
        spellings: Vec::new(),
        found,
        undated,
    }
}

fn count(articles: u64, busiest: Option<(i8, i8, u64)>, is_peak: bool) -> LineCount {
    LineCount {
        articles,
        busiest: busiest
            .map(|(month, day, articles)| (date(if month > 10 { 2024 } else { 2025 }, month, day), articles)),
        is_peak,
    }
}

/// Five months with a peak, three articles of a year, nine without a date.
pub fn months() -> Timeline {
    let month = |year, month, all, count| Line {
        when: When::Bucket(Unit::Month.bucket(date(year, month, 1))),
        all,
        counts: vec![count],
    };
    let lines = vec![
        month(2024, 11, 1_555, count(14, Some((11, 20, 3)), false)),
        month(2024, 12, 1_615, count(21, Some((12, 1, 4)), false)),
        month(2025, 1, 1_863, count(0, None, false)),
        month(2025, 2, 1_696, count(78, Some((2, 12, 19)), true)),
        month(2025, 3, 1_800, count(54, Some((3, 1, 6)), false)),
        Line {
            when: When::Within {
                first: date(2024, 1, 1),
                last: date(2024, 12, 31),
            },
            all: 40,
            counts: vec![count(3, None, false)],
        },
        Line {
            when: When::Undated,
            all: 90,
            counts: vec![count(9, None, false)],
        },
    ];
    Timeline {
        by: Unit::Month,
        series: vec![series("crimea", 179, 9)],
        against: None,
        lines,
        all: 8_659,
        once_per_story: false,
        committed_at: 1_745_539_200,
    }
}

/// Days from 1 February 2025 on with these numbers of articles.
pub fn days(counts: &[u64]) -> Timeline {
    let first = Unit::Day.bucket(date(2025, 2, 1));
    let periods: Vec<(f64, u64)> = counts.iter().map(|count| (*count as f64, *count)).collect();
    let line = |((number, articles), is_peak): ((i64, &u64), bool)| {
        let bucket = Bucket { number, ..first };
        Line {
            when: When::Bucket(bucket),
            all: 100,
            counts: vec![LineCount {
                articles: *articles,
                busiest: (*articles > 0).then(|| (bucket.first_day(), *articles)),
                is_peak,
            }],
        }
    };
    Timeline {
        by: Unit::Day,
        series: vec![series("crimea", counts.iter().sum(), 0)],
        lines: (first.number..).zip(counts).zip(peaks(&periods)).map(line).collect(),
        ..months()
    }
}

/// What a format writes.
pub fn written(write: WriteTimeline, timeline: &Timeline, width: usize) -> String {
    written_as(write, timeline, &Drawn::default(), width)
}

/// What a format writes, drawn in some way.
pub fn written_as(write: WriteTimeline, timeline: &Timeline, drawn: &Drawn, width: usize) -> String {
    let style = Style {
        width,
        ..Style::default()
    };
    let mut out = Vec::new();
    write(timeline, drawn, &style, &mut out).expect("a vector takes all that is written");
    String::from_utf8(out).expect("what is written is UTF-8")
}
