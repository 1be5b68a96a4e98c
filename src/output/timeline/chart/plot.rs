//! What lies between the axes of a chart: bars, areas and curves, and the axes themselves.

use std::fmt::Write;

use super::super::super::grouped;
use super::super::super::wrap::columns;
use super::super::scale::{Step, Tick, ticks};
use super::super::{Plot, drawn_peaks, holds_nothing, labels};
use super::names::{self, Name};
use super::{AXIS, COLORS, Drawing, MARGIN, NOTE, WIDTH};
use crate::search::{Bucket, Line, LineCount, Timeline, When};

const PLOT_HEIGHT: f64 = 230.0;

/// Room between two marks of the time axis.
const TICK_WIDTH: f64 = 46.0;

/// Bars are drawn while each has so many pixels.
const LEAST_BAR_WIDTH: f64 = 2.0;

/// Curves have a dot at each period while the periods have so many pixels.
const LEAST_DOT_DISTANCE: f64 = 12.0;

/// How much of the highest value is added above it where peaks are named.
const HEADROOM: f64 = 1.15;

/// A value of a chart; shares are drawn in percent.
pub(super) fn value(line: &Line, count: &LineCount, plot: Plot) -> Option<f64> {
    let value = super::super::value(line, count, plot)?;
    Some(match plot {
        Plot::Articles => value,
        Plot::Share => value * 100.0,
    })
}

/// The periods of some lines.
pub(super) fn buckets(lines: &[&Line]) -> Vec<Bucket> {
    let bucket = |line: &&Line| match line.when {
        When::Bucket(bucket) => Some(bucket),
        When::Within { .. } | When::Undated => None,
    };
    lines.iter().filter_map(bucket).collect()
}

/// Where the plot lies, and what its heights mean.
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    top: f64,
    bottom: f64,
    most: f64,
    periods: usize,
}

impl Frame {
    pub(super) fn x(&self, at: usize) -> f64 {
        self.left + (self.right - self.left) * at as f64 / self.periods.max(1) as f64
    }

    pub(super) fn middle(&self, at: usize) -> f64 {
        (self.x(at) + self.x(at + 1)) / 2.0
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * value / self.most
    }

    fn period_width(&self) -> f64 {
        self.x(1) - self.x(0)
    }
}

impl Drawing {
    /// Draws the plot with its axes.
    pub(super) fn plot(&mut self, timeline: &Timeline, lines: &[&Line], plot: Plot) {
        let values = lines
            .iter()
            .flat_map(|line| line.counts.iter().filter_map(|count| value(line, count, plot)));
        let most = match values.fold(0.0, f64::max) {
            // Shares of nothing.
            0.0 => 1.0,
            most => most,
        };
        let peaks = drawn_peaks(timeline, plot);
        let least_step = match plot {
            Plot::Articles => 1.0,
            Plot::Share => 0.0,
        };
        let steps = Step::up_to(most, 5, least_step);
        let numbers: Vec<String> = (0..=steps.marks).map(|mark| axis_number(mark, &steps, plot)).collect();
        let widest = numbers.iter().map(|number| columns(number)).max().unwrap_or(0);
        // The unit of the axis stands above it.
        let unit = match plot {
            Plot::Articles => format!("{} {}", labels::things(timeline), labels::per_unit(timeline.by)),
            Plot::Share => format!(
                "share of {} of each {}, in percent",
                labels::whole(timeline),
                timeline.by.name()
            ),
        };
        self.y += 12.0;
        self.text_block(&unit, &AXIS, 2);
        let top = self.y + 10.0;
        let frame = Frame {
            left: MARGIN + widest as f64 * AXIS.column + 8.0,
            right: WIDTH - MARGIN,
            top,
            bottom: top + PLOT_HEIGHT,
            // The names of the peaks stand above them.
            most: match peaks.iter().all(Vec::is_empty) {
                true => steps.top(),
                false => steps.top().max(most * HEADROOM),
            },
            periods: lines.len(),
        };
        let named = names::named(&frame, lines, plot, &peaks);
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
            1 if frame.period_width() >= LEAST_BAR_WIDTH => self.bars(&frame, lines, plot, &named),
            1 => self.area(&frame, lines, plot, &named),
            _ => self.curves(&frame, timeline, lines, plot),
        }
        self.add(format_args!(
            "<line class=\"base\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>",
            frame.left,
            frame.right,
            y = frame.bottom
        ));
        named.iter().for_each(|name| self.name_of_peak(&frame, name));
        self.time_axis(&frame, &buckets(lines));
    }

    fn bars(&mut self, frame: &Frame, lines: &[&Line], plot: Plot, named: &[Name]) {
        let [color, peak_color, ..] = COLORS;
        let gap = (frame.period_width() * 0.2).clamp(0.4, 6.0);
        for (at, line) in lines.iter().enumerate() {
            let Some(value) = line.counts.first().and_then(|count| value(line, count, plot)) else {
                continue;
            };
            let fill = if named.iter().any(|name| name.at == at) {
                peak_color
            } else {
                color
            };
            let y = frame.y(value);
            if value > 0.0 {
                self.add(format_args!(
                    "<rect x=\"{:.2}\" y=\"{y:.1}\" width=\"{:.2}\" height=\"{:.1}\" fill=\"{fill}\"/>",
                    frame.x(at) + gap / 2.0,
                    frame.period_width() - gap,
                    (frame.bottom - y).max(0.6)
                ));
            }
        }
    }

    fn area(&mut self, frame: &Frame, lines: &[&Line], plot: Plot, named: &[Name]) {
        let [color, peak_color, ..] = COLORS;
        let top = |line: &Line| {
            let value = line.counts.first().and_then(|count| value(line, count, plot));
            frame.y(value.unwrap_or_default())
        };
        let mut path = format!("M{:.1} {:.1}", frame.left, frame.bottom);
        for (at, line) in lines.iter().enumerate() {
            write!(path, "V{:.1}H{:.2}", top(line), frame.x(at + 1)).expect("a string takes all that is written");
        }
        self.add(format_args!(
            "<path d=\"{path}V{:.1}Z\" fill=\"{color}\"/>",
            frame.bottom
        ));
        for (at, line) in lines
            .iter()
            .enumerate()
            .filter(|(at, _)| named.iter().any(|name| name.at == *at))
        {
            let y = top(line);
            // A hairline would not be seen.
            let width = frame.period_width().max(1.5);
            self.add(format_args!(
                "<rect x=\"{:.2}\" y=\"{y:.1}\" width=\"{width:.2}\" height=\"{:.1}\" fill=\"{peak_color}\"/>",
                frame.middle(at) - width / 2.0,
                frame.bottom - y
            ));
        }
    }

    /// A curve has a gap where its value is not known, or the archive holds nothing.
    fn curves(&mut self, frame: &Frame, timeline: &Timeline, lines: &[&Line], plot: Plot) {
        for (number, color) in (0..timeline.series.len()).zip(COLORS) {
            let points = lines.iter().enumerate().map(|(at, line)| {
                let count = line.counts.get(number).filter(|_| !holds_nothing(line, timeline))?;
                let value = value(line, count, plot)?;
                Some((frame.middle(at), frame.y(value)))
            });
            let points: Vec<Option<(f64, f64)>> = points.collect();
            for run in points.split(Option::is_none) {
                let path: Vec<String> = run.iter().flatten().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
                if path.len() > 1 {
                    self.add(format_args!(
                        "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2.4\" \
                         stroke-linejoin=\"round\"/>",
                        path.join(" ")
                    ));
                }
                if frame.period_width() >= LEAST_DOT_DISTANCE || path.len() == 1 {
                    for (x, y) in run.iter().flatten() {
                        self.add(format_args!(
                            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{color}\"/>"
                        ));
                    }
                }
            }
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

fn axis_number(mark: usize, steps: &Step, plot: Plot) -> String {
    let number = steps.step * mark as f64;
    match plot {
        Plot::Articles => grouped(number.round() as u64),
        Plot::Share => {
            // As many decimals as the step has.
            let decimals = (-steps.step.log10().floor()).max(0.0) as usize;
            format!("{number:.decimals$}")
        }
    }
}
