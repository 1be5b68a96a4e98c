//! A timeline as a table: a line and a query a row.
//! ```text
//! kind,label,first,last,query,articles,all,share,busiest_day,busiest_articles,is_peak
//! bucket,2025-02,2025-02-01,2025-02-28,crimea,78,1696,0.045991,2025-02-12,19,true
//! ```

use std::io::{self, Write};

use super::super::Style;
use super::super::csv::{text_cell, write_table};
use super::record::{first_and_last, kind, six_decimals};
use super::{Drawn, TimelineOutput, labels};
use crate::search::{Line, LineCount, Series, Timeline};

/// A table.
pub(super) const OUTPUT: TimelineOutput = TimelineOutput {
    name: "csv",
    about: "a table for spreadsheets, one count a row",
    file_ending: "csv",
    is_binary: false,
    write,
};

const COLUMNS: [&str; 11] = [
    "kind",
    "label",
    "first",
    "last",
    "query",
    "articles",
    "all",
    "share",
    "busiest_day",
    "busiest_articles",
    "is_peak",
];

fn write(timeline: &Timeline, _drawn: &Drawn, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let rows = timeline.lines.iter().flat_map(|line| {
        let counts = timeline.series.iter().zip(&line.counts);
        counts.map(move |(series, count)| row(line, series, count))
    });
    write_table(COLUMNS.into_iter(), rows, out)
}

fn row(line: &Line, series: &Series, count: &LineCount) -> Vec<String> {
    let (first, last) = first_and_last(line.when);
    let share = line.share(count).map(six_decimals);
    vec![
        kind(line.when).to_owned(),
        labels::line(line.when),
        first.unwrap_or_default(),
        last.unwrap_or_default(),
        text_cell(&series.query),
        count.articles.to_string(),
        line.all.to_string(),
        share.map(|share| share.to_string()).unwrap_or_default(),
        count.busiest.map(|(day, _)| day.to_string()).unwrap_or_default(),
        count
            .busiest
            .map(|(_, articles)| articles.to_string())
            .unwrap_or_default(),
        count.is_peak.to_string(),
    ]
}
