//! What the process is connected to: whether a person reads, in colour, how wide.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use clap::ValueEnum;

use crate::output::{Style, sanitize};

/// Width of text that no terminal shows.
const WIDTH_WITHOUT_TERMINAL: usize = 80;

/// Longer lines than this are hard to read.
const MOST_WIDTH: usize = 120;

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set or TERM is `dumb`.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Returns how to print to standard output.
pub fn style(color: ColorChoice) -> Style {
    let is_terminal = io::stdout().is_terminal();
    let width = match is_terminal {
        true => terminal_size::terminal_size().map_or(WIDTH_WITHOUT_TERMINAL, |(width, _)| usize::from(width.0)),
        false => WIDTH_WITHOUT_TERMINAL,
    };
    Style {
        color: match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal && wants_color(),
        },
        width: width.min(MOST_WIDTH),
        is_terminal,
        ..Style::default()
    }
}

/// See <https://no-color.org>.
fn wants_color() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Standard output, buffered.
pub fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Writes lines to standard error, with nothing in them that could steer a terminal.
pub fn say(lines: &str) {
    let mut out = io::stderr().lock();
    for line in lines.lines() {
        // Nobody is left to be told if this fails.
        writeln!(out, "{}", sanitize(line)).ok();
    }
}
