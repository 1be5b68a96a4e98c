//! The chart of a timeline, drawn as SVG, 600 pixels wide: title, what is counted, axes with their
//! units, peaks with their day, what is not shown, the source line.
//!
//! One query is drawn as bars, or as a stepped area where bars would be hairlines; several are curves.
//! Nothing in it is loaded from elsewhere.

use std::fmt::Write;

use super::super::wrap::{columns, wrap};
use super::super::{grouped, sanitize};
use super::scale::{Step, Tick, ticks};
use super::{Plot, labels};
use crate::search::{Bucket, Line, LineCount, Timeline, When};

const WIDTH: f64 = 600.0;
const MARGIN: f64 = 16.0;
const PLOT_HEIGHT: f64 = 230.0;

/// Room between two marks of the time axis.
const TICK_WIDTH: f64 = 46.0;

/// Bars are drawn while each has so many pixels.
const LEAST_BAR_WIDTH: f64 = 2.0;

/// Curves have a dot at each period while the periods have so many pixels.
const LEAST_DOT_DISTANCE: f64 = 12.0;

/// Colours that also colour-blind readers tell apart, and that differ in grey: Okabe and Ito, "Color
/// Universal Design" (2008), without yellow and black.
const COLORS: [&str; 6] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00"];

/// How texts are set: size in pixels, and the width of a column of the terminal in such a font.
struct Font {
    class: &'static str,
    size: f64,
    column: f64,
}

const TITLE: Font = Font { class: "title", size: 20.0, column: 11.2 };
const SUBTITLE: Font = Font { class: "sub", size: 14.0, column: 7.4 };
const AXIS: Font = Font { class: "axis", size: 12.0, column: 6.4 };
const NOTE: Font = Font { class: "note", size: 11.0, column: 5.9 };

const STYLE: &str = "text{font-family:'Helvetica Neue',Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif;fill:#222}\
    .title{font-size:20px;font-weight:bold}.sub{font-size:14px;fill:#444}.axis{font-size:12px;fill:#444}\
    .peak{font-size:12px;font-weight:bold}.note{font-size:11px;fill:#555}\
    .grid{stroke:#d9d9d9;stroke-width:1}.base{stroke:#222;stroke-width:1.2}";

/// Draws a timeline.
pub fn chart(timeline: &Timeline, plot: Plot) -> String {
    let lines: Vec<&Line> = timeline.lines.iter().filter(|line| matches!(line.when, When::Bucket(_))).collect();
    let mut drawing = Drawing { svg: String::new(), y: MARGIN };
    let title = title(timeline);
    drawing.text_block(&title, &TITLE, 2);
    drawing.y += 2.0;
    drawing.text_block(&subtitle(timeline, &lines), &SUBTITLE, 3);
    if timeline.series.len() > 1 {
        drawing.legend(timeline);
    }
    match lines.is_empty() {
        true => drawing.text_block("No article found has a date in a period.", &SUBTITLE, 1),
        false => drawing.plot(timeline, &lines, plot),
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
    let queries: Vec<String> = timeline.series.iter().map(labels::query).collect();
    match queries.as_slice() {
        [first, second] => format!("{first} and {second}"),
        [first, others @ ..] if !others.is_empty() => format!("{first} and {} others", others.len()),
        queries => queries.concat(),
    }
}

/// `412 articles, November 2024 to March 2025`.
fn subtitle(timeline: &Timeline, lines: &[&Line]) -> String {
    let found: u64 = timeline.series.iter().map(|series| series.found).sum();
    let buckets = buckets(lines);
    let what = match timeline.series.len() {
        1 => labels::articles(found),
        number => format!("{number} searches"),
    };
    match (buckets.first(), buckets.last()) {
        (Some(first), Some(last)) if first != last => {
            format!("{what}, {} to {}", labels::period(*first), labels::period(*last))
        }
        (Some(only), _) => format!("{what}, {}", labels::period(*only)),
        (None, _) => what,
    }
}

fn buckets(lines: &[&Line]) -> Vec<Bucket> {
    let bucket = |line: &&Line| match line.when {
        When::Bucket(bucket) => Some(bucket),
        When::Within { .. } | When::Undated => None,
    };
    lines.iter().filter_map(bucket).collect()
}

/// What the chart does not show, and where its numbers come from.
fn notes(timeline: &Timeline) -> Vec<String> {
    let several = timeline.series.len() > 1;
    let mut left_out = Vec::new();
    for line in &timeline.lines {
        for (series, count) in timeline.series.iter().zip(&line.counts) {
            let what = match line.when {
                When::Bucket(_) => continue,
                When::Within { .. } => format!("{} ({})", labels::articles(count.articles), labels::line(line.when)),
                When::Undated => format!("{} without a date", labels::articles(count.articles)),
            };
            match (count.articles, several) {
                (0, _) => {}
                (_, false) => left_out.push(what),
                (_, true) => left_out.push(format!("{what} of {}", labels::query(series))),
            }
        }
    }
    let mut notes = Vec::new();
    if !left_out.is_empty() {
        notes.push(format!("Not shown: {}.", left_out.join("; ")));
    }
    for series in &timeline.series {
        let read_as = sanitize(&series.read_as);
        notes.push(format!("Search: {read_as} ({}).", labels::articles(series.found)));
    }
    let whole = match timeline.against {
        None => format!("archive of {}", labels::articles(timeline.all)),
        Some(_) => format!("shares are of {}", labels::whole(timeline)),
    };
    let day = labels::day_and_year(labels::day_of_index(timeline));
    notes.push(format!("Source: {whole}, indexed {day}; counted by dateline."));
    notes
}

/// A value of a chart.
fn value(line: &Line, count: &LineCount, plot: Plot) -> f64 {
    match plot {
        Plot::Articles => count.articles as f64,
        Plot::Share => line.share(count).unwrap_or_default() * 100.0,
    }
}

struct Drawing {
    svg: String,
    /// How far down it is filled.
    y: f64,
}

/// Where the plot lies, and what its heights mean.
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    most: f64,
    periods: usize,
}

impl Frame {
    fn x(&self, at: usize) -> f64 {
        self.left + (self.right - self.left) * at as f64 / self.periods.max(1) as f64
    }

    fn middle(&self, at: usize) -> f64 {
        (self.x(at) + self.x(at + 1)) / 2.0
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * value / self.most
    }

    fn period_width(&self) -> f64 {
        self.x(1) - self.x(0)
    }
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
            let text = format!("{} · {}", labels::query(series), labels::articles(series.found));
            let room = ((WIDTH - 2.0 * MARGIN - 26.0) / SUBTITLE.column) as usize;
            let line = wrap(&text, room).first().cloned().unwrap_or_default();
            debug_assert!(self.svg.len() > before);
            self.y += SUBTITLE.size * 1.1;
            self.text(MARGIN + 26.0, self.y, SUBTITLE.class, "start", &text[line]);
            self.y += SUBTITLE.size * 0.25;
        }
    }

    fn plot(&mut self, timeline: &Timeline, lines: &[&Line], plot: Plot) {
        let values = || lines.iter().flat_map(|line| line.counts.iter().map(|count| value(line, count, plot)));
        let most = values().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
        let least_step = match plot {
            Plot::Articles => 1.0,
            Plot::Share => 0.0,
        };
        let steps = Step::up_to(most, 4, least_step);
        let numbers: Vec<String> = (0..=steps.marks).map(|mark| axis_number(steps.step * mark as f64, plot)).collect();
        let widest = numbers.iter().map(|number| columns(number)).max().unwrap_or(0);
        // The unit of the axis stands above it.
        let unit = match plot {
            Plot::Articles => format!("articles {}", labels::per_unit(timeline.by)),
            Plot::Share => format!("% of {} {}", labels::whole(timeline), labels::per_unit(timeline.by)),
        };
        self.y += 12.0;
        self.text_block(&unit, &AXIS, 2);
        let top = self.y + 10.0;
        let frame = Frame {
            left: MARGIN + widest as f64 * AXIS.column + 8.0,
            right: WIDTH - MARGIN,
            top,
            bottom: top + PLOT_HEIGHT,
            most: steps.top(),
            periods: lines.len(),
        };
        for (mark, number) in numbers.iter().enumerate() {
            let y = frame.y(steps.step * mark as f64);
            if mark > 0 {
                self.add(format_args!(
                    "<line class=\"grid\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>",
                    frame.left, frame.right
                ));
            }
            self.text(frame.left - 8.0, y + 4.0, AXIS.class, "end", number);
        }
        match timeline.series.len() {
            1 if frame.period_width() >= LEAST_BAR_WIDTH => self.bars(&frame, lines, plot),
            1 => self.area(&frame, lines, plot),
            _ => self.curves(&frame, timeline, lines, plot),
        }
        self.add(format_args!(
            "<line class=\"base\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>",
            frame.left,
            frame.right,
            y = frame.bottom
        ));
        self.peaks(&frame, lines, plot);
        self.time_axis(&frame, &buckets(lines));
    }

    fn bars(&mut self, frame: &Frame, lines: &[&Line], plot: Plot) {
        let [color, peak, ..] = COLORS;
        let gap = (frame.period_width() * 0.2).clamp(0.4, 6.0);
        for (at, line) in lines.iter().enumerate() {
            for count in &line.counts {
                let y = frame.y(value(line, count, plot));
                let fill = if count.is_peak { peak } else { color };
                if count.articles > 0 {
                    self.add(format_args!(
                        "<rect x=\"{:.2}\" y=\"{y:.1}\" width=\"{:.2}\" height=\"{:.1}\" fill=\"{fill}\"/>",
                        frame.x(at) + gap / 2.0,
                        frame.period_width() - gap,
                        (frame.bottom - y).max(0.6)
                    ));
                }
            }
        }
    }

    fn area(&mut self, frame: &Frame, lines: &[&Line], plot: Plot) {
        let [color, ..] = COLORS;
        let mut path = format!("M{:.1} {:.1}", frame.left, frame.bottom);
        for (at, line) in lines.iter().enumerate() {
            let count = line.counts.first().map_or(0.0, |count| value(line, count, plot));
            write!(path, "V{:.1}H{:.2}", frame.y(count), frame.x(at + 1)).expect("a string takes all that is written");
        }
        self.add(format_args!("<path d=\"{path}V{:.1}Z\" fill=\"{color}\"/>", frame.bottom));
    }

    fn curves(&mut self, frame: &Frame, timeline: &Timeline, lines: &[&Line], plot: Plot) {
        for (number, color) in (0..timeline.series.len()).zip(COLORS) {
            let points = lines.iter().enumerate().filter_map(|(at, line)| {
                let count = line.counts.get(number)?;
                Some((frame.middle(at), frame.y(value(line, count, plot))))
            });
            let points: Vec<(f64, f64)> = points.collect();
            let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            self.add(format_args!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2.4\" stroke-linejoin=\"round\"/>",
                path.join(" ")
            ));
            if frame.period_width() >= LEAST_DOT_DISTANCE || points.len() == 1 {
                for (x, y) in points {
                    self.add(format_args!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{color}\"/>"));
                }
            }
        }
    }

    /// Names the peaks, the highest first; one that would cover another is left out.
    fn peaks(&mut self, frame: &Frame, lines: &[&Line], plot: Plot) {
        let mut found: Vec<(f64, f64, String, usize)> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            for (number, count) in line.counts.iter().enumerate() {
                if let Some(peak) = labels::peak_of_chart(line, count) {
                    found.push((frame.y(value(line, count, plot)), frame.middle(at), peak, number));
                }
            }
        }
        found.sort_by(|one, other| one.0.total_cmp(&other.0));
        let several = lines.iter().any(|line| line.counts.len() > 1);
        let mut taken: Vec<(f64, f64, f64)> = Vec::new();
        for (y, x, peak, number) in found {
            let half = columns(&peak) as f64 * AXIS.column / 2.0 + 2.0;
            let x = x.clamp(frame.left + half, frame.right - half);
            let y = y - 7.0;
            let is_free = |(left, right, other): &(f64, f64, f64)| x + half < *left || x - half > *right || (y - other).abs() > 14.0;
            if !taken.iter().all(is_free) {
                continue;
            }
            taken.push((x - half, x + half, y));
            let color = match (several, COLORS.get(number)) {
                (true, Some(color)) => color,
                (true, None) | (false, _) => COLORS[1],
            };
            let peak = escaped(&peak);
            // A white rim keeps it apart from what lies under it.
            self.add(format_args!(
                "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"peak\" text-anchor=\"middle\" stroke=\"#fff\" stroke-width=\"3\" \
                 paint-order=\"stroke\" style=\"fill:{color}\">{peak}</text>"
            ));
        }
    }

    fn time_axis(&mut self, frame: &Frame, buckets: &[Bucket]) {
        let most = ((frame.right - frame.left) / TICK_WIDTH) as usize;
        let marks: Vec<Tick> = ticks(buckets, most);
        for Tick { at, label, year } in &marks {
            let x = frame.middle(*at);
            self.add(format_args!(
                "<line class=\"base\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{:.1}\"/>",
                frame.bottom,
                frame.bottom + 4.0
            ));
            let y = frame.bottom + 18.0;
            let half = columns(label) as f64 * AXIS.column / 2.0;
            let x = x.clamp(MARGIN + half, WIDTH - MARGIN / 2.0 - half);
            self.text(x, y, AXIS.class, "middle", label);
            if let Some(year) = year {
                self.text(x, y + 15.0, AXIS.class, "middle", year);
            }
        }
        let has_years = marks.iter().any(|mark| mark.year.is_some());
        self.y = frame.bottom + if has_years { 36.0 } else { 22.0 };
        self.y += 14.0;
        self.text(frame.right, self.y, NOTE.class, "end", "date of publication");
    }
}

fn axis_number(number: f64, plot: Plot) -> String {
    match plot {
        Plot::Articles => grouped(number as u64),
        // As many decimals as the step has.
        Plot::Share => format!("{:.3}", number).trim_end_matches('0').trim_end_matches('.').to_owned(),
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
