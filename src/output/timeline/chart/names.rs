//! The names of the peaks in a chart, where there is room for them.

use super::super::super::grouped;
use super::super::super::wrap::columns;
use super::super::{Plot, labels};
use super::plot::{Frame, buckets, value};
use super::{AXIS, COLORS, Drawing, escaped};
use crate::search::{Line, When};

/// Between the lines of a name of a peak.
const NAME_LINE: f64 = 14.0;

/// What a peak is called in the chart.
pub(super) struct Name {
    /// Number of its period.
    pub(super) at: usize,
    /// Its height in the picture.
    y: f64,
    color: &'static str,
    value: Option<String>,
    name: String,
}

/// Where a name stands.
struct Place {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Name {
    fn place(&self, frame: &Frame) -> Place {
        let half = columns(&self.name).max(self.value.as_deref().map_or(0, columns)) as f64 * AXIS.column / 2.0 + 2.0;
        let middle = middle(frame, self.at, &self.name);
        let lines = if self.value.is_some() { 2.0 } else { 1.0 };
        Place {
            left: middle - half,
            right: middle + half,
            top: self.y - 7.0 - lines * NAME_LINE,
            bottom: self.y - 7.0,
        }
    }
}

impl Place {
    fn overlaps(&self, other: &Place) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// True if a bar beside the one that is named reaches into the name.
fn covers_bar(place: &Place, named: usize, frame: &Frame, lines: &[&Line], plot: Plot) -> bool {
    lines.iter().enumerate().any(|(at, line)| {
        let value = line.counts.first().and_then(|count| value(line, count, plot));
        let lies_under = frame.x(at + 1) > place.left && frame.x(at) < place.right;
        at != named && lies_under && frame.y(value.unwrap_or_default()) < place.bottom - 2.0
    })
}

/// The names of the peaks that have room, the highest first: of a single query each with its value and
/// its busiest day, of several the highest of each with its busiest day. A name that would cover another
/// or a higher bar is left out.
pub(super) fn named(frame: &Frame, lines: &[&Line], plot: Plot, peaks: &[Vec<usize>]) -> Vec<Name> {
    let several = peaks.len() > 1;
    let with_year = years(lines) > 1;
    let mut found: Vec<Name> = Vec::new();
    for (number, (peaks, color)) in peaks.iter().zip(COLORS).enumerate() {
        let of_series = peaks.iter().filter_map(|at| {
            let line = lines.get(*at)?;
            let count = line.counts.get(number)?;
            let drawn = value(line, count, plot)?;
            let When::Bucket(bucket) = line.when else {
                return None;
            };
            let value = match plot {
                Plot::Articles => grouped(count.articles),
                Plot::Share => labels::percent(drawn / 100.0),
            };
            Some(Name {
                at: *at,
                y: frame.y(drawn),
                color: if several { color } else { COLORS[1] },
                value: (!several).then_some(value),
                name: labels::peak_of_chart(bucket, count, with_year),
            })
        });
        let mut of_series: Vec<Name> = of_series.collect();
        of_series.sort_by(|one, other| one.y.total_cmp(&other.y));
        of_series.truncate(if several { 1 } else { of_series.len() });
        found.append(&mut of_series);
    }
    found.sort_by(|one, other| one.y.total_cmp(&other.y));
    let mut named: Vec<Name> = Vec::new();
    for name in found {
        let place = name.place(frame);
        let is_free = named.iter().all(|other| !place.overlaps(&other.place(frame)));
        if is_free && (several || !covers_bar(&place, name.at, frame, lines, plot)) {
            named.push(name);
        }
    }
    named
}

/// Number of years that a timeline touches.
fn years(lines: &[&Line]) -> usize {
    let buckets = buckets(lines);
    match (buckets.first(), buckets.last()) {
        (Some(first), Some(last)) => {
            usize::try_from(last.last_day().year() - first.first_day().year()).unwrap_or_default() + 1
        }
        _ => 0,
    }
}

impl Drawing {
    /// Writes the name of a peak above it.
    pub(super) fn name_of_peak(&mut self, frame: &Frame, name: &Name) {
        let place = name.place(frame);
        let mut line = |x: f64, y: f64, class: &str, text: &str| {
            let text = escaped(text);
            // A white rim keeps it apart from what lies under it.
            self.add(format_args!(
                "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\" text-anchor=\"middle\" stroke=\"#fff\" \
                 stroke-width=\"3\" paint-order=\"stroke\" style=\"fill:{}\">{text}</text>",
                name.color
            ));
        };
        if let Some(value) = &name.value {
            line(middle(frame, name.at, value), place.bottom - NAME_LINE, "peak", value);
        }
        line((place.left + place.right) / 2.0, place.bottom, "day", &name.name);
    }
}

/// Where the middle of a text stands above a period, within the plot.
fn middle(frame: &Frame, at: usize, text: &str) -> f64 {
    let half = columns(text) as f64 * AXIS.column / 2.0 + 2.0;
    frame
        .middle(at)
        .clamp(frame.left + half, (frame.right - half).max(frame.left + half))
}
