//! JSON Lines, CSV and Markdown: the formats of a page, an article after the other.

use std::io::{self, Write};

use super::super::Style;
use super::super::csv::{hit_row, write_header, write_table};
use super::super::json::write_record;
use super::super::markdown::{escaped_line, write_hit as write_markdown_hit};
use super::super::record::hit_record;
use super::{AnswerOrigin, AnswerOutput, head_in_words, nothing_behind, write_answer_record};
use crate::search::{AnswerHead, Hit};

/// JSON, an article a line behind the head.
pub(super) const JSONL: AnswerOutput = AnswerOutput {
    name: "jsonl",
    about: "JSON, one line for the head, then one for each article",
    has_head: true,
    begin: write_answer_record,
    hit: |hit, out| write_record(&hit_record(hit, &Style::default()), out),
    end: nothing_behind,
};

/// A table.
pub(super) const CSV: AnswerOutput = AnswerOutput {
    name: "csv",
    about: "a table for spreadsheets, one article a row",
    has_head: false,
    begin: |_, _, out| write_header(out),
    hit: |hit, out| {
        let row = hit_row(hit);
        write_table(row.iter().map(String::as_str), std::iter::empty(), out)
    },
    end: nothing_behind,
};

/// A list of Markdown.
pub(super) const MARKDOWN: AnswerOutput = AnswerOutput {
    name: "markdown",
    about: "a numbered list for a note, matches in bold",
    has_head: true,
    begin: begin_markdown,
    hit: markdown_hit,
    end: nothing_behind,
};

fn begin_markdown(head: &AnswerHead, origin: &AnswerOrigin, out: &mut dyn Write) -> io::Result<()> {
    for (name, value) in head_in_words(head, origin) {
        writeln!(out, "- {name}: {}", escaped_line(&value))?;
    }
    writeln!(out)
}

fn markdown_hit(hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
    write_markdown_hit(hit, out)?;
    writeln!(out)
}
