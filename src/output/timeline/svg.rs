//! A timeline as a picture in SVG: see `chart`.

use std::io::{self, Write};

use super::super::Style;
use super::chart::chart;
use super::{Drawn, TimelineOutput};
use crate::search::Timeline;

/// A picture.
pub(super) const OUTPUT: TimelineOutput = TimelineOutput {
    name: "svg",
    about: "a chart to print or to put into a page, 600 pixels wide",
    file_ending: "svg",
    is_binary: false,
    write,
};

fn write(timeline: &Timeline, drawn: &Drawn, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(chart(timeline, drawn).as_bytes())
}
