//! A timeline as a picture of pixels: the chart of `chart`, twice as large, so that it is sharp on fine
//! screens and in print. Its letters are in a font of the machine.

use std::io::{self, Write};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::super::Style;
use super::chart::chart;
use super::{Drawn, TimelineOutput};
use crate::search::Timeline;

/// A picture of pixels.
pub(super) const OUTPUT: TimelineOutput = TimelineOutput {
    name: "png",
    about: "the chart as a picture of 1,200 pixels",
    file_ending: "png",
    is_binary: true,
    write,
};

/// Pixels for one of the chart.
const SCALE: f32 = 2.0;

fn write(timeline: &Timeline, drawn: &Drawn, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut options = Options::default();
    options.fontdb_mut().load_system_fonts();
    let Some(family) = some_family(&options) else {
        let message = "no font found on this machine to write a picture with: take --format svg, or install a font";
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    };
    // Where none of the fonts that the chart names is there, any is better than none.
    options.fontdb_mut().set_sans_serif_family(family);
    let cannot_draw = |reason: String| io::Error::other(format!("the chart cannot be drawn: {reason}"));
    let tree = Tree::from_str(&chart(timeline, drawn), &options).map_err(|error| cannot_draw(error.to_string()))?;
    let size = tree.size().to_int_size().scale_by(SCALE);
    let pixels = size.and_then(|size| Pixmap::new(size.width(), size.height()));
    let mut pixels = pixels.ok_or_else(|| cannot_draw("it is too large".to_owned()))?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    let bytes = pixels.encode_png().map_err(|error| cannot_draw(error.to_string()))?;
    out.write_all(&bytes)
}

/// The name of a font without serifs, or of any.
fn some_family(options: &Options<'_>) -> Option<String> {
    let families = || {
        options
            .fontdb
            .faces()
            .flat_map(|face| &face.families)
            .map(|(name, _)| name)
    };
    families()
        .find(|name| name.contains("Sans"))
        .or_else(|| families().next())
        .cloned()
}
