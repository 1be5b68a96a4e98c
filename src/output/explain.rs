//! How a query was read, for people:
//! ```text
//! read as   crimea AND talks
//!             crimea  crimea 35
//!             talks   talks 13 · talk 9 · talking 1
//!
//! crimea     35 articles
//! talks      15
//! together    9
//! ```

use std::io::{self, Write};

use serde::Serialize;

use super::wire::WIRE_VERSION;
use super::wrap::{columns, wrap};
use super::{MIN_WIDTH, Style, grouped, sanitize};
use crate::search::{Explanation, LeafExplanation};

/// Clauses longer than this do not move the numbers of the others to the right.
const MAX_CLAUSE_COLUMNS: usize = 40;

/// Writes an explanation as text.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_explanation(explanation: &Explanation, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let width = style.width.max(MIN_WIDTH);
    write_indented("read as   ", &explanation.read_as, width, out)?;
    for note in &explanation.notes {
        write_indented("          ", &format!("({note})"), width, out)?;
    }
    let typed_width = widest(explanation.leaves.iter().map(|leaf| leaf.typed.as_str()));
    for leaf in &explanation.leaves {
        let label = format!("            {}  ", padded(&leaf.typed, typed_width));
        write_indented(&label, &words_of(leaf), width, out)?;
    }
    writeln!(out)?;
    let mut rows: Vec<(&str, u64)> = explanation
        .clauses
        .iter()
        .map(|clause| (clause.clause.as_str(), clause.found))
        .collect();
    // A single clause is the whole query.
    if rows.len() > 1 {
        rows.push(("together", explanation.found));
    }
    let clause_width = widest(rows.iter().map(|(clause, _)| *clause));
    let number_width = rows.iter().map(|(_, found)| grouped(*found).len()).max().unwrap_or(0);
    for (number, (clause, found)) in rows.into_iter().enumerate() {
        let unit = match (number, found) {
            (0, 1) => " article",
            (0, _) => " articles",
            _ => "",
        };
        let empties = match found {
            0 if number < explanation.clauses.len() => "  ← finds nothing",
            _ => "",
        };
        let clause = padded(clause, clause_width);
        writeln!(out, "{clause}  {:>number_width$}{unit}{empties}", grouped(found))?;
    }
    Ok(())
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    let widths = texts.map(|text| columns(&sanitize(text)));
    widths.filter(|width| *width <= MAX_CLAUSE_COLUMNS).max().unwrap_or(0)
}

fn padded(text: &str, width: usize) -> String {
    let text = sanitize(text);
    let gap = width.saturating_sub(columns(&text));
    format!("{text}{:gap$}", "")
}

fn words_of(leaf: &LeafExplanation) -> String {
    let counted = leaf
        .words
        .iter()
        .map(|(word, articles)| format!("{word} {}", grouped(*articles)));
    let mut listed: Vec<String> = counted.collect();
    match leaf.more {
        0 => {}
        more => listed.push(format!("{} more", grouped(more as u64))),
    }
    match listed.is_empty() {
        true => "in no article".to_owned(),
        false => listed.join(" · "),
    }
}

/// Writes a text behind a label, its further lines indented as far.
fn write_indented(label: &str, text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let text = sanitize(text);
    let indent = columns(label);
    let room = width.saturating_sub(indent).max(MIN_WIDTH);
    write!(out, "{label}")?;
    for (at, range) in wrap(&text, room).into_iter().enumerate() {
        if at > 0 {
            write!(out, "{:indent$}", "")?;
        }
        writeln!(out, "{}", &text[range])?;
    }
    Ok(())
}

#[derive(Serialize)]
struct ExplanationRecord<'a> {
    v: u32,
    read_as: &'a str,
    notes: &'a [String],
    leaves: Vec<LeafRecord<'a>>,
    clauses: Vec<ClauseRecord<'a>>,
    found: u64,
}

#[derive(Serialize)]
struct LeafRecord<'a> {
    typed: &'a str,
    words: Vec<WordRecord<'a>>,
    more_words: usize,
}

#[derive(Serialize)]
struct WordRecord<'a> {
    word: &'a str,
    articles: u64,
}

#[derive(Serialize)]
struct ClauseRecord<'a> {
    clause: &'a str,
    articles: u64,
}

/// Writes an explanation as one JSON object on a line.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_explanation_json(explanation: &Explanation, out: &mut dyn Write) -> io::Result<()> {
    let record = ExplanationRecord {
        v: WIRE_VERSION,
        read_as: &explanation.read_as,
        notes: &explanation.notes,
        leaves: explanation.leaves.iter().map(leaf_record).collect(),
        clauses: explanation
            .clauses
            .iter()
            .map(|clause| ClauseRecord {
                clause: &clause.clause,
                articles: clause.found,
            })
            .collect(),
        found: explanation.found,
    };
    serde_json::to_writer(&mut *out, &record)?;
    writeln!(out)
}

fn leaf_record(leaf: &LeafExplanation) -> LeafRecord<'_> {
    let words = leaf.words.iter().map(|(word, articles)| WordRecord {
        word,
        articles: *articles,
    });
    LeafRecord {
        typed: &leaf.typed,
        words: words.collect(),
        more_words: leaf.more,
    }
}
