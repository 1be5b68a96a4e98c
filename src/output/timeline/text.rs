//! A timeline for people: bars of eighths of a column that fit the width.
//! ```text
//! crimea · 412 articles · share of all articles
//! 2024-11 ▏███▌                    14   0.9 %
//! 2024-12 ▏█████▏                  21   1.3 %
//! 2025-01 ▏██████████              41   2.2 %
//! 2025-02 ▏███████████████████     78   4.6 %  ← 12 Feb: 19
//! 2025-03 ▏█████████████▎          54   3.0 %
//! 2024, month unknown               3
//! undated ▏██▏                      9
//! ```
//! Where there is little room, the days of the peaks stand below. Several queries have a line each in
//! every period, by the numbers of the head. A bar of undated articles that is longer than the
//! longest of a period ends in `▶`. Where more than three periods on end have no article, their number
//! stands for them: `  ⋮  10 months`. `–` instead of a share says that the archive has no article of the
//! time at all.

use std::io::{self, Write};

use super::super::marks::Marked;
use super::super::paint::{Tone, paint};
use super::super::wrap::{columns, wrap};
use super::super::{MIN_WIDTH, Style, grouped};
use super::{Drawn, Plot, TimelineOutput, drawn_peaks, holds_nothing, labels, value};
use crate::search::{Line, LineCount, Timeline, Unit, When};

/// The format for people.
pub(super) const OUTPUT: TimelineOutput = TimelineOutput {
    name: "text",
    about: "bars for reading on a terminal",
    file_ending: "txt",
    is_binary: false,
    write,
};

/// Bars of fewer columns say little: then the days of the peaks, and at last the shares, make room.
const LEAST_BAR_WITH_PEAKS: usize = 16;
const LEAST_BAR_WITH_SHARES: usize = 5;
const LEAST_BAR: usize = 3;

/// Weeks are named with their Monday from this width on.
const WIDTH_FOR_MONDAYS: usize = 60;

/// Of more periods without an article only their number is printed.
const MOST_EMPTY_LINES: usize = 3;

/// A line of the chart.
struct Row {
    label: String,
    /// Number of the query, if there are several.
    series: String,
    /// What the bar is as long as; `None` for no bar.
    value: Option<f64>,
    articles: String,
    share: String,
    peak: Option<String>,
}

fn write(timeline: &Timeline, drawn: &Drawn, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let width = style.width.max(MIN_WIDTH);
    write_head(timeline, width, style, out)?;
    if timeline.lines.is_empty() {
        return Ok(());
    }
    let peaks = drawn_peaks(timeline, drawn.plot);
    let rows = rows(timeline, drawn.plot, &peaks, width);
    let layout = Layout::new(&rows, width);
    let longest = longest(timeline, drawn.plot);
    for row in &rows {
        write_row(row, longest, &layout, style, out)?;
    }
    match layout.peaks {
        0 => write_peaks(timeline, &peaks, width, style, out),
        _ => Ok(()),
    }
}

fn write_head(timeline: &Timeline, width: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let share = format!("share of {}", labels::whole(timeline));
    let head = |series| {
        format!(
            "{} · {}",
            labels::query(series),
            labels::counted(timeline, series.found)
        )
    };
    let mut lines: Vec<String> = timeline.series.iter().map(head).collect();
    match lines.as_mut_slice() {
        [one] => *one = format!("{one} · {share}"),
        several => {
            for (number, line) in (1..).zip(several) {
                *line = format!("{number}  {line}");
            }
            lines.push(share);
        }
    }
    for line in lines {
        for range in wrap(&line, width) {
            paint(&Marked::plain(&line[range]), Tone::Bold, style, out)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn rows(timeline: &Timeline, plot: Plot, peaks: &[Vec<usize>], width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut lines = timeline.lines.iter().enumerate().peekable();
    while let Some((at, line)) = lines.next() {
        if is_empty(line) {
            let mut empty = 1;
            while lines.next_if(|(_, line)| is_empty(line)).is_some() {
                empty += 1;
            }
            rows.extend(gap(&timeline.lines[at..at + empty], timeline, plot, width));
            continue;
        }
        rows.extend(rows_of(line, timeline, plot, width, &|number| {
            is_peak(peaks, number, at)
        }));
    }
    rows
}

fn is_peak(peaks: &[Vec<usize>], series: usize, at: usize) -> bool {
    peaks.get(series).is_some_and(|peaks| peaks.contains(&at))
}

fn is_empty(line: &Line) -> bool {
    matches!(line.when, When::Bucket(_)) && line.counts.iter().all(|count| count.articles == 0)
}

/// Stands for a share where the archive holds no article of the time at all.
const NOTHING: &str = "–";

/// Periods without an article: each has its line, or many share one.
fn gap(lines: &[Line], timeline: &Timeline, plot: Plot, width: usize) -> Vec<Row> {
    if lines.len() <= MOST_EMPTY_LINES {
        return lines
            .iter()
            .flat_map(|line| rows_of(line, timeline, plot, width, &|_| false))
            .collect();
    }
    vec![Row {
        label: format!("  ⋮  {}", labels::periods(lines.len() as u64, timeline.by)),
        series: String::new(),
        value: None,
        articles: "0".to_owned(),
        share: match lines.iter().all(|line| holds_nothing(line, timeline)) {
            true => NOTHING.to_owned(),
            false => String::new(),
        },
        peak: None,
    }]
}

/// The rows of a line, one for each query.
fn rows_of(line: &Line, timeline: &Timeline, plot: Plot, width: usize, is_peak: &dyn Fn(usize) -> bool) -> Vec<Row> {
    let row = |(number, count): (usize, &LineCount)| Row {
        label: match (number, line.when) {
            (0, When::Bucket(bucket)) if bucket.unit == Unit::Week && width >= WIDTH_FOR_MONDAYS => {
                let monday = bucket.first_day();
                format!("{} {:>2} {}", bucket.label(), monday.day(), labels::month(monday))
            }
            (0, when) => labels::line(when),
            _ => String::new(),
        },
        series: match timeline.series.len() {
            1 => String::new(),
            _ => (number + 1).to_string(),
        },
        value: match line.when {
            When::Bucket(_) => Some(value(line, count, plot).unwrap_or_default()),
            // The share of the undated in all undated ones is no part of the course of time.
            When::Undated if plot == Plot::Articles => Some(count.articles as f64),
            When::Within { .. } | When::Undated => None,
        },
        articles: grouped(count.articles),
        share: match (line.when, count.articles) {
            _ if holds_nothing(line, timeline) => NOTHING.to_owned(),
            (When::Undated, _) | (_, 0) => String::new(),
            (When::Bucket(_) | When::Within { .. }, _) => line.share(count).map(labels::percent).unwrap_or_default(),
        },
        peak: match line.when {
            When::Bucket(bucket) if is_peak(number) => Some(format!("← {}", labels::peak(bucket, count))),
            When::Bucket(_) | When::Within { .. } | When::Undated => None,
        },
    };
    line.counts.iter().enumerate().map(row).collect()
}

/// What the longest bar stands for: the most of a period, and of the undated only where there is
/// nothing else.
fn longest(timeline: &Timeline, plot: Plot) -> f64 {
    let most = |is_bucket: bool| {
        let lines = timeline
            .lines
            .iter()
            .filter(|line| matches!(line.when, When::Bucket(_)) == is_bucket);
        let values = lines.flat_map(|line| line.counts.iter().filter_map(move |count| value(line, count, plot)));
        values.fold(0.0, f64::max)
    };
    match most(true) {
        0.0 => most(false),
        longest => longest,
    }
}

/// Columns of the parts of a line; 0 for a part that is left out.
struct Layout {
    label: usize,
    series: usize,
    bar: usize,
    articles: usize,
    share: usize,
    peaks: usize,
}

impl Layout {
    fn new(rows: &[Row], width: usize) -> Layout {
        let widest = |part: &dyn Fn(&Row) -> usize| rows.iter().map(part).max().unwrap_or(0);
        let mut layout = Layout {
            label: widest(&|row| if row.value.is_some() { columns(&row.label) } else { 0 }),
            series: widest(&|row| row.series.len()),
            bar: 0,
            articles: widest(&|row| row.articles.len()),
            share: widest(&|row| row.share.len()),
            peaks: widest(&|row| row.peak.as_deref().map_or(0, columns)),
        };
        let part = |columns: usize| if columns > 0 { columns + 2 } else { 0 };
        // A space and the foot of the bar stand before it.
        let room = |layout: &Layout| {
            let series = layout.series + usize::from(layout.series > 0);
            let taken = layout.label + series + 2 + part(layout.articles) + part(layout.share) + part(layout.peaks);
            width.saturating_sub(taken)
        };
        if room(&layout) < LEAST_BAR_WITH_PEAKS {
            layout.peaks = 0;
        }
        if room(&layout) < LEAST_BAR_WITH_SHARES {
            layout.share = 0;
        }
        layout.bar = room(&layout).max(LEAST_BAR);
        layout
    }
}

fn write_row(row: &Row, longest: f64, layout: &Layout, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let series = match layout.series {
        0 => String::new(),
        width => format!(" {:>width$}", row.series),
    };
    let before = match row.value {
        Some(value) => {
            let bar = bar(value, longest, layout.bar);
            let label = padded(&row.label, layout.label);
            format!("{label}{series} ▏{}", padded(&bar, layout.bar))
        }
        None => {
            let label = padded(&row.label, layout.label);
            padded(
                &format!("{label}{series}"),
                layout.label + columns(&series) + 2 + layout.bar,
            )
        }
    };
    let mut line = format!("{before}  {:>width$}", row.articles, width = layout.articles);
    // A long name without a bar may take the place of the bar and of the gaps behind it.
    let overlong = columns(&line).saturating_sub(layout.label + columns(&series) + 4 + layout.bar + layout.articles);
    if overlong > 0 {
        line = format!("{}  {}", before.trim_end(), row.articles);
    }
    paint(&Marked::plain(line.trim_end()), Tone::Plain, style, out)?;
    if layout.share > 0 && !row.share.is_empty() {
        let share = format!("  {:>width$}", row.share, width = layout.share);
        paint(&Marked::plain(&share), Tone::Dim, style, out)?;
    }
    if let Some(peak) = row.peak.as_deref().filter(|_| layout.peaks > 0) {
        let gap = match (layout.share, row.share.is_empty()) {
            (0, _) | (_, false) => 2,
            (share, true) => share + 4,
        };
        paint(&Marked::plain(&format!("{:gap$}{peak}", "")), Tone::Bold, style, out)?;
    }
    writeln!(out)
}

/// The days of the peaks, below the chart.
fn write_peaks(
    timeline: &Timeline,
    peaks: &[Vec<usize>],
    width: usize,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (at, line) in timeline.lines.iter().enumerate() {
        for (number, count) in line.counts.iter().enumerate() {
            let (true, When::Bucket(bucket)) = (is_peak(peaks, number, at), line.when) else {
                continue;
            };
            let series = match timeline.series.len() {
                1 => String::new(),
                _ => format!(" of {}", number + 1),
            };
            let line = match count.busiest {
                Some((day, articles @ 2..)) => {
                    format!(
                        "peak{series}: {}, {}",
                        labels::day_and_year(day),
                        labels::counted(timeline, articles)
                    )
                }
                None | Some(_) => format!("peak{series}: {}", labels::period(bucket)),
            };
            for range in wrap(&line, width) {
                paint(&Marked::plain(&line[range]), Tone::Dim, style, out)?;
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

/// A bar of eighths of a column. What is not nothing has an eighth at least; what is longer than
/// the longest is cut and says so.
fn bar(value: f64, longest: f64, room: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if value <= 0.0 || longest <= 0.0 {
        return String::new();
    }
    if value > longest {
        return format!("{}▶", "█".repeat(room.saturating_sub(1)));
    }
    let eighths = ((value / longest * (room * 8) as f64).round() as usize).max(1);
    let rest = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
    format!("{}{rest}", "█".repeat(eighths / 8))
}

fn padded(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(columns(text));
    format!("{text}{:gap$}", "")
}
