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
mod text;

use std::io::{self, Write};

use super::Style;
use crate::search::Timeline;

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
pub type WriteTimeline = fn(&Timeline, Plot, &Style, &mut dyn Write) -> io::Result<()>;

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
