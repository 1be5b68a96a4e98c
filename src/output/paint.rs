//! Colour on a terminal: a line begins and ends with the terminal's own colours, so that a cut
//! or scrolled line never colours another.

use std::io::{self, Write};

use super::Style;
use super::marks::Marked;

/// How the unmarked part of a line is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// As the terminal sets text.
    Plain,
    /// For what the eye looks for first.
    Bold,
    /// For what the eye may pass over.
    Dim,
}

/// A match: bold and red, as grep has taught.
const MATCH: &str = "\x1b[1;31m";
const RESET: &str = "\x1b[0m";

/// Writes a text of one line, which must be sanitized, with its matches highlighted. Without
/// colour the text is written as it is.
pub(super) fn paint(line: &Marked, tone: Tone, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if !style.color {
        return out.write_all(line.text().as_bytes());
    }
    let unmarked = match tone {
        Tone::Plain => "",
        Tone::Bold => "\x1b[1m",
        Tone::Dim => "\x1b[2m",
    };
    for (piece, is_match) in line.pieces() {
        match if is_match { MATCH } else { unmarked } {
            "" => write!(out, "{piece}")?,
            code => write!(out, "{code}{piece}{RESET}")?,
        }
    }
    Ok(())
}
