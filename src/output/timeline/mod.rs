//! Timelines to bytes: one table of formats, a file a format.

mod chart;
mod csv;
mod html;
mod json;
mod labels;
#[cfg(feature = "png")]
mod png;
mod record;
#[cfg(test)]
mod sample;
mod scale;
mod svg;
#[cfg(test)]
mod tests;
mod text;

use std::io::{self, Write};

use super::Style;
use crate::search::{Line, LineCount, Timeline, When, peaks};

pub use record::timeline_record;

/// What the bars and curves of a timeline show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plot {
    /// Numbers of articles.
    #[default]
    Articles,
    /// Their share in all articles of the same time.
    Share,
}

/// How a timeline is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// What bars and curves show.
    pub plot: Plot,
    /// The title of a picture; `None` for the queries.
    pub title: Option<String>,
}

/// A format for timelines.
#[derive(Clone, Copy, Debug)]
pub struct TimelineOutput {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in a line without a full stop.
    pub about: &'static str,
    /// The ending of a file of it, without the dot.
    pub file_ending: &'static str,
    /// True for bytes that no terminal can show.
    pub is_binary: bool,
    /// Writes the timeline.
    pub write: WriteTimeline,
}

/// Writes a timeline. Any error is one of `out`, with its own kind.
pub type WriteTimeline = fn(&Timeline, &Drawn, &Style, &mut dyn Write) -> io::Result<()>;

/// Every format for timelines, the default first. `png` is there with the feature of that name.
pub const TIMELINE_OUTPUTS: &[TimelineOutput] = &[
    text::OUTPUT,
    json::OUTPUT,
    csv::OUTPUT,
    svg::OUTPUT,
    #[cfg(feature = "png")]
    png::OUTPUT,
    html::OUTPUT,
];

/// Finds a format for timelines by its name.
///
/// ```
/// use dateline::output::timeline_output_named;
/// assert_eq!(timeline_output_named("svg").map(|output| output.file_ending), Some("svg"));
/// assert!(timeline_output_named("papyrus").is_none());
/// ```
pub fn timeline_output_named(name: &str) -> Option<&'static TimelineOutput> {
    TIMELINE_OUTPUTS.iter().find(|output| output.name == name)
}

/// What a bar or a curve shows of a count; `None` for a share of nothing.
fn value(line: &Line, count: &LineCount, plot: Plot) -> Option<f64> {
    match plot {
        Plot::Articles => Some(count.articles as f64),
        Plot::Share => line.share(count),
    }
}

/// True if the archive has no article at all of the time of a line, so that its zeros tell nothing about
/// what was written. Of shares in another query this is not known.
fn holds_nothing(line: &Line, timeline: &Timeline) -> bool {
    timeline.against.is_none() && line.all == 0
}

/// For each query the numbers of the lines that are peaks of what is drawn. The timeline itself marks
/// those of the numbers of articles.
fn drawn_peaks(timeline: &Timeline, plot: Plot) -> Vec<Vec<usize>> {
    let is_bucket = |line: &&Line| matches!(line.when, When::Bucket(_));
    let of_series = |number: usize| {
        let counts = timeline
            .lines
            .iter()
            .take_while(is_bucket)
            .map(move |line| (line, line.counts.get(number)));
        let is_peak = |(line, count): (&Line, Option<&LineCount>)| {
            let count = count?;
            Some((value(line, count, plot)?, count.articles))
        };
        let values: Vec<(f64, u64)> = counts.map(|counted| is_peak(counted).unwrap_or_default()).collect();
        let marked = peaks(&values);
        (0..marked.len()).filter(|at| marked.get(*at) == Some(&true)).collect()
    };
    (0..timeline.series.len()).map(of_series).collect()
}
