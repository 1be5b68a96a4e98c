//! A timeline as one JSON document on a line: see [`wire`](super::super::wire).
//! ```text
//! {"v":1,"by":"month","counted":"articles","series":[{"query":"crimea",…}],"against":null,"all":51880,"lines":[…]}
//! ```

use std::io::{self, Write};

use super::super::Style;
use super::super::json::write_record;
use super::record::timeline_record;
use super::{Drawn, TimelineOutput};
use crate::search::Timeline;

/// One document.
pub(super) const OUTPUT: TimelineOutput = TimelineOutput {
    name: "json",
    about: "one JSON document with every count",
    file_ending: "json",
    is_binary: false,
    write,
};

fn write(timeline: &Timeline, _drawn: &Drawn, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    write_record(&timeline_record(timeline), out)
}
