//! The chart of a timeline, drawn as SVG, 600 pixels wide: title, what is counted, axes with their
//! units, peaks with their day, what is not shown, the source line.
//!
//! One query is drawn as bars, or as a stepped area where bars would be hairlines; several are curves.
//! Nothing in it is loaded from elsewhere. `plot` draws what lies between the axes, `names` writes the peaks into it.

mod names;
mod plot;

use std::fmt::Write;

use super::super::sanitize;
use super::super::wrap::wrap;
use super::{Drawn, holds_nothing, labels};
use crate::search::{Line, Timeline, Unit, When};

const WIDTH: f64 = 600.0;
const MARGIN: f64 = 16.0;

/// Colours that also colour-blind readers tell apart, and that differ in grey: Okabe and Ito, "Color
/// Universal Design" (2008), without yellow and black.
const COLORS: [&str; 6] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00"];

/// How texts are set: size in pixels, and the width of a column of the terminal in such a font.
struct Font {
    class: &'static str,
    size: f64,
    column: f64,
}

const TITLE: Font = Font {
    class: "title",
    size: 20.0,
    column: 11.2,
};
const SUBTITLE: Font = Font {
    class: "sub",
    size: 14.0,
    column: 7.4,
};
const AXIS: Font = Font {
    class: "axis",
    size: 12.0,
    column: 6.4,
};
const NOTE: Font = Font {
    class: "note",
    size: 11.0,
    column: 5.9,
};

const STYLE: &str = "text{font-family:'Helvetica Neue',Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif;fill:#222}\
    .title{font-size:20px;font-weight:bold}.sub{font-size:14px;fill:#444}.axis{font-size:12px;fill:#444}\
    .peak{font-size:13px;font-weight:bold}.day{font-size:12px}.note{font-size:11px;fill:#555}\
    .grid{stroke:#d9d9d9;stroke-width:1}.base{stroke:#222;stroke-width:1.2}";

/// Draws a timeline.
pub fn chart(timeline: &Timeline, drawn: &Drawn) -> String {
    let lines: Vec<&Line> = timeline
        .lines
        .iter()
        .filter(|line| matches!(line.when, When::Bucket(_)))
        .collect();
    let mut drawing = Drawing {
        svg: String::new(),
        y: MARGIN,
    };
    let title = drawn.title.clone().unwrap_or_else(|| title(timeline));
    drawing.text_block(&title, &TITLE, 2);
    drawing.y += 2.0;
    drawing.text_block(&subtitle(timeline, &lines), &SUBTITLE, 3);
    if timeline.series.len() > 1 {
        drawing.legend(timeline);
    }
    match lines.is_empty() {
        true => drawing.text_block("No article found has a date in a period.", &SUBTITLE, 1),
        false => drawing.plot(timeline, &lines, drawn.plot),
    }
    drawing.y += 8.0;
    for note in notes(timeline) {
        drawing.text_block(&note, &NOTE, 4);
    }
    let height = drawing.y + MARGIN - 4.0;
    let title = escaped(&title);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" width=\"{WIDTH:.0}\" \
         height=\"{height:.0}\" role=\"img\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         <rect width=\"{WIDTH:.0}\" height=\"{height:.0}\" fill=\"#fff\"/>\n{}</svg>\n",
        drawing.svg
    )
}

fn title(timeline: &Timeline) -> String {
    let name = |series| match labels::query(series) {
        query if query == "*" => "All articles".to_owned(),
        query => query,
    };
    let queries: Vec<String> = timeline.series.iter().map(name).collect();
    match queries.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        queries => queries.concat(),
    }
}

/// `412 articles, November 2024 to March 2025`.
fn subtitle(timeline: &Timeline, lines: &[&Line]) -> String {
    let found: u64 = timeline.series.iter().map(|series| series.found).sum();
    let buckets = plot::buckets(lines);
    let what = match timeline.series.len() {
        1 => labels::counted(timeline, found),
        number => format!("{number} searches"),
    };
    match (buckets.first(), buckets.last()) {
        // Weeks are known by their days.
        (Some(first), Some(last)) if first.unit == Unit::Week => {
            let (first, last) = (first.first_day(), last.last_day());
            format!(
                "{what}, {} to {}",
                labels::day_and_year(first),
                labels::day_and_year(last)
            )
        }
        (Some(first), Some(last)) if first != last => {
            format!("{what}, {} to {}", labels::period(*first), labels::period(*last))
        }
        (Some(only), _) => format!("{what}, {}", labels::period(*only)),
        (None, _) => what,
    }
}

/// What the chart does not show, and where its numbers come from.
fn notes(timeline: &Timeline) -> Vec<String> {
    let several = timeline.series.len() > 1;
    let mut left_out = Vec::new();
    let mut searches = Vec::new();
    for (number, series) in timeline.series.iter().enumerate() {
        let of_lines = |is_meant: &dyn Fn(When) -> bool| -> u64 {
            let lines = timeline.lines.iter().filter(|line| is_meant(line.when));
            lines
                .filter_map(|line| line.counts.get(number))
                .map(|count| count.articles)
                .sum()
        };
        let within = of_lines(&|when| matches!(when, When::Within { .. }));
        let within =
            (within > 0).then(|| format!("{} dated only to a year or month", labels::counted(timeline, within)));
        let undated =
            (series.undated > 0).then(|| format!("{} without a date", labels::counted(timeline, series.undated)));
        let parts: Vec<String> = within.into_iter().chain(undated).collect();
        match (parts.is_empty(), several) {
            (true, _) => {}
            (false, false) => left_out.push(parts.join(", ")),
            (false, true) => left_out.push(format!("of {}: {}", labels::query(series), parts.join(", "))),
        }
        searches.push(format!(
            "{} ({})",
            sanitize(&series.read_as),
            labels::counted(timeline, series.found)
        ));
    }
    let mut notes = Vec::new();
    if !left_out.is_empty() {
        notes.push(format!("Not shown: {}.", left_out.join("; ")));
    }
    let empty = timeline
        .lines
        .iter()
        .filter(|line| holds_nothing(line, timeline))
        .count() as u64;
    if empty > 0 {
        let periods = labels::periods(empty, timeline.by);
        notes.push(format!("The archive has no articles at all of {periods} in between."));
    }
    notes.push(format!(
        "{}: {}.",
        if several { "Searches" } else { "Search" },
        searches.join("; ")
    ));
    let whole = match timeline.against {
        None => format!("{} searched", labels::counted(timeline, timeline.all)),
        Some(_) => format!("shares are of {}", labels::whole(timeline)),
    };
    let day = labels::day_and_year(labels::day_of_index(timeline));
    notes.push(format!(
        "Source: {whole}; archive indexed on {day}; counted by dateline."
    ));
    notes
}

struct Drawing {
    svg: String,
    /// How far down it is filled.
    y: f64,
}

impl Drawing {
    fn add(&mut self, shape: std::fmt::Arguments<'_>) {
        self.svg.write_fmt(shape).expect("a string takes all that is written");
        self.svg.push('\n');
    }

    fn text(&mut self, x: f64, y: f64, class: &str, anchor: &str, text: &str) {
        let text = escaped(text);
        self.add(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\" text-anchor=\"{anchor}\">{text}</text>"
        ));
    }

    /// Lines of text from the left margin, the last of them cut where there would be more.
    fn text_block(&mut self, text: &str, font: &Font, most_lines: usize) {
        let room = ((WIDTH - 2.0 * MARGIN) / font.column) as usize;
        let ranges = wrap(text, room);
        for (at, range) in ranges.iter().take(most_lines).enumerate() {
            let line = &text[range.clone()];
            let is_cut = at + 1 == most_lines && ranges.len() > most_lines;
            let line = if is_cut { format!("{line} …") } else { line.to_owned() };
            self.y += font.size * 1.1;
            self.text(MARGIN, self.y, font.class, "start", &line);
            self.y += font.size * 0.2;
        }
    }

    fn legend(&mut self, timeline: &Timeline) {
        self.y += 4.0;
        for (series, color) in timeline.series.iter().zip(COLORS) {
            let before = self.svg.len();
            let y = self.y + SUBTITLE.size * 0.7;
            self.add(format_args!(
                "<line x1=\"{MARGIN:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{color}\" stroke-width=\"4\"/>",
                MARGIN + 18.0
            ));
            let text = format!(
                "{} · {}",
                labels::query(series),
                labels::counted(timeline, series.found)
            );
            let room = ((WIDTH - 2.0 * MARGIN - 26.0) / SUBTITLE.column) as usize;
            let line = wrap(&text, room).first().cloned().unwrap_or_default();
            debug_assert!(self.svg.len() > before);
            self.y += SUBTITLE.size * 1.1;
            self.text(MARGIN + 26.0, self.y, SUBTITLE.class, "start", &text[line]);
            self.y += SUBTITLE.size * 0.25;
        }
    }
}

/// A text as SVG and HTML take it.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in sanitize(text).chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // XML has no way to write these.
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            letter => safe.push(letter),
        }
    }
    safe
}
