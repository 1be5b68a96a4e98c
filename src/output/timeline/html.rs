//! A timeline as a page: the chart, every count in a table, and how it was found. The page loads
//! nothing from elsewhere and runs nothing.

use std::io::{self, Write};

use super::super::{Style, also_matched, grouped, sanitize};
use super::chart::{chart, escaped};
use super::{Drawn, TimelineOutput, labels};
use crate::search::{Series, Timeline};

/// A page.
pub(super) const OUTPUT: TimelineOutput = TimelineOutput {
    name: "html",
    about: "a page with the chart, a table of every count, and how they were found",
    file_ending: "html",
    is_binary: false,
    write,
};

const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n";

const STYLE: &str = "<style>body{font:16px/1.5 'Helvetica Neue',Helvetica,Arial,sans-serif;max-width:600px;margin:2em auto;\
    padding:0 1em;color:#222;background:#fff}svg{max-width:100%;height:auto}table{border-collapse:collapse;width:100%}\
    th,td{padding:.2em .6em;text-align:right;border-bottom:1px solid #ddd}th:first-child,td:first-child{text-align:left}\
    </style>\n";

fn write(timeline: &Timeline, drawn: &Drawn, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let queries: Vec<String> = timeline.series.iter().map(labels::query).collect();
    write!(out, "{HEAD}<title>{}</title>\n{STYLE}", escaped(&queries.join(", ")))?;
    write!(
        out,
        "<figure style=\"margin:0\">{}</figure>\n<table>\n",
        chart(timeline, drawn)
    )?;
    write_table_head(timeline, out)?;
    for line in &timeline.lines {
        write!(out, "<tr><td>{}</td>", escaped(&labels::line(line.when)))?;
        for count in &line.counts {
            let share = line.share(count).map(labels::percent).unwrap_or_default();
            write!(out, "<td>{}</td><td>{}</td>", grouped(count.articles), escaped(&share))?;
        }
        writeln!(out, "<td>{}</td></tr>", grouped(line.all))?;
    }
    writeln!(out, "</table>\n<h2>How this was found</h2>")?;
    for series in &timeline.series {
        write_series(timeline, series, out)?;
    }
    let day = labels::day_and_year(labels::day_of_index(timeline));
    writeln!(
        out,
        "<p>Articles are counted in the period that holds the whole of their date. Shares are of {}. \
         The archive was indexed on {day} (UTC).</p>\n</html>",
        escaped(&labels::whole(timeline))
    )
}

fn write_table_head(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<tr><th>{}</th>", timeline.by.name())?;
    for series in &timeline.series {
        write!(out, "<th>{}</th><th>share</th>", escaped(&labels::query(series)))?;
    }
    writeln!(out, "<th>all</th></tr>")
}

fn write_series(timeline: &Timeline, series: &Series, out: &mut dyn Write) -> io::Result<()> {
    let undated = match series.undated {
        0 => String::new(),
        undated => format!(", {} of them undated", grouped(undated)),
    };
    writeln!(
        out,
        "<p><code>{}</code>, read as <code>{}</code>: {}{undated}.</p>",
        escaped(&labels::query(series)),
        escaped(&series.read_as),
        labels::counted(timeline, series.found)
    )?;
    for spellings in &series.spellings {
        writeln!(out, "<p>{}</p>", escaped(&sanitize(&also_matched(spellings))))?;
    }
    for note in &series.notes {
        writeln!(out, "<p>{}</p>", escaped(&sanitize(note)))?;
    }
    Ok(())
}
