//! Hits to bytes: one table of output formats, a file a format.
//!
//! Everything here is told what it needs: nothing reads the clock, the environment or the
//! terminal, and one page always gives the same bytes. Formats write many small pieces: hand
//! them a [`BufWriter`](std::io::BufWriter).

mod answer;
mod body;
mod copies;
mod csv;
mod ends;
mod entities;
mod explain;
mod facets;
mod json;
mod jsonl;
mod list;
mod markdown;
mod marks;
mod names;
mod paint;
mod proposals;
mod record;
#[cfg(test)]
mod sample;
mod sanitize;
mod show;
mod spellings;
mod story;
mod suggestion;
mod summary;
mod text;
mod timeline;
pub mod wire;
mod wire_coverage;
mod wire_entities;
mod wrap;

use std::io::{self, Write};
use std::ops::Range;

use crate::index::StoredArticle;
use crate::search::Page;

pub use answer::{
    ANSWER_OUTPUTS, ANSWER_VERSION, AnswerOrigin, AnswerOutput, AnswerRecord, BeginAnswer, EndAnswer, WriteHit,
    answer_output_named, answer_record, write_answer_record,
};
pub use ends::{write_ends, write_ends_csv, write_ends_json};
pub use entities::{ENTITY_OUTPUTS, EntityOutput, WriteEntities, entity_output_named};
pub use explain::{timings, write_explanation, write_explanation_json};
pub use facets::{write_facet_lists, write_facets, write_facets_csv, write_facets_json};
pub use proposals::write_proposals;
pub use sanitize::{is_unsafe, sanitize};
pub use show::origin_in_words;
pub use spellings::also_matched;
pub use story::{write_story, write_story_json};
pub use suggestion::did_you_mean;
pub use summary::{grouped, summary};
pub use timeline::{Drawn, Plot, TIMELINE_OUTPUTS, TimelineOutput, WriteTimeline, timeline_output_named};

/// How to print: facts about the reader's side, found out by the caller.
///
/// ```
/// use dateline::output::Style;
///
/// let style = Style { width: 100, color: true, ..Style::default() };
/// assert!(!style.is_terminal);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// Colour and bold type by ANSI sequences. Only [text](OUTPUTS) has any.
    pub color: bool,
    /// Columns of a line of text; [`MIN_WIDTH`] at least.
    pub width: usize,
    /// True if a terminal reads the bytes: then a list of paths or ids is [sanitized](sanitize()).
    pub is_terminal: bool,
    /// What ends each entry of a list of paths or ids.
    pub separator: Separator,
    /// The query as typed, for the head of a JSON document.
    pub query: String,
    /// Write the time taken into a JSON document, which then differs from run to run.
    pub took: bool,
    /// Write the whole body into each hit of JSON.
    pub bodies: bool,
}

impl Default for Style {
    /// 80 columns without colour, for a pipe.
    fn default() -> Style {
        Style {
            color: false,
            width: 80,
            is_terminal: false,
            separator: Separator::Line,
            query: String::new(),
            took: false,
            bodies: false,
        }
    }
}

/// Text is set for this many columns if fewer are asked for: below it, hardly a word would fit
/// beside the rank.
pub const MIN_WIDTH: usize = 20;

/// What ends each entry of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// A line feed.
    #[default]
    Line,
    /// A NUL byte: the only one that no path can hold, for `xargs -0`.
    Nul,
}

/// What to print of a page, apart from how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// The articles found, in one of the [`OUTPUTS`].
    #[default]
    Hits,
    /// The files that they stand in, each once, in the order of the hits.
    Paths,
    /// Their ids: the source's own where it has one, else that of the index.
    Ids,
}

/// The matches to highlight in one article: byte ranges, in order, not overlapping.
#[derive(Clone, Copy, Debug, Default)]
pub struct Matches<'a> {
    /// Ranges of the headline.
    pub headline: &'a [Range<usize>],
    /// Ranges of the body.
    pub body: &'a [Range<usize>],
}

/// An output format.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in a line without a full stop.
    pub about: &'static str,
    /// The ending of a file of it, without the dot.
    pub file_ending: &'static str,
    /// Writes the articles found.
    pub write: WritePage,
    /// Writes one whole article.
    pub write_article: WriteArticle,
}

/// Writes a page. Any error is one of `out`, with its own kind: a closed pipe is told as such.
pub type WritePage = fn(&Page, &Style, &mut dyn Write) -> io::Result<()>;

/// Writes one whole article with its matches highlighted. Errors as for [`WritePage`].
pub type WriteArticle = fn(&StoredArticle, Matches<'_>, &Style, &mut dyn Write) -> io::Result<()>;

/// Every output format, the default first.
pub const OUTPUTS: &[Output] = &[text::OUTPUT, json::OUTPUT, jsonl::OUTPUT, csv::OUTPUT, markdown::OUTPUT];

/// Finds a format by its name.
///
/// ```
/// assert_eq!(dateline::output::output_named("jsonl").map(|output| output.file_ending), Some("jsonl"));
/// assert!(dateline::output::output_named("papyrus").is_none());
/// ```
pub fn output_named(name: &str) -> Option<&'static Output> {
    OUTPUTS.iter().find(|output| output.name == name)
}

/// Writes of a page what is asked for. The format matters to [`Show::Hits`] alone.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_page(page: &Page, show: Show, output: &Output, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match show {
        Show::Hits => (output.write)(page, style, out),
        Show::Paths => list::write_paths(page, style, out),
        Show::Ids => list::write_ids(page, style, out),
    }
}

#[cfg(test)]
mod tests;
