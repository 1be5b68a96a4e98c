//! The first or last articles of an answer, for people:
//! ```text
//! The Courier · 10 articles
//!  1  Zelensky rejects recognising Crimea as Russian    25 Apr 2025   The Courier
//!     …
//!     3 others have the same date
//! ```
//! as one JSON document, and as a table with an article a row.

use std::io::{self, Write};

use super::csv::{ARTICLE_COLUMNS, article_cells, text_cell, write_table};
use super::json::write_record;
use super::marks::Marked;
use super::paint::{Tone, paint};
use super::record::{hit_record, spellings_records};
use super::text::write_hit;
use super::wire::{EndGroupRecord, EndsRecord, WIRE_VERSION};
use super::wrap::wrap;
use super::{MIN_WIDTH, Style, grouped, sanitize};
use crate::search::{End, EndGroup, Ends, EndsBy};

/// Writes the articles as text.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_ends(ends: &Ends, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let rank_width = ends.groups.len().to_string().len().max(2);
    let indent = rank_width + 2;
    for (at, group) in ends.groups.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        write_lines(&head(ends, group), Tone::Bold, 0, style, out)?;
        write_hit(&group.hit, rank_width, style, out)?;
        if let Some(remark) = remark(ends.end, group) {
            write_lines(&remark, Tone::Dim, indent, style, out)?;
        }
    }
    let more = ends.groups_found.saturating_sub(ends.groups.len() as u64);
    if more > 0 {
        let what = match ends.by {
            EndsBy::All => "articles",
            EndsBy::Source => "sources",
            EndsBy::Term => "spellings",
        };
        writeln!(out)?;
        write_lines(&format!("{} more {what}", grouped(more)), Tone::Dim, 0, style, out)?;
    }
    Ok(())
}

fn head(ends: &Ends, group: &EndGroup) -> String {
    let articles = match group.articles {
        1 => "1 article".to_owned(),
        number => format!("{} articles", grouped(number)),
    };
    match (ends.by, &group.name) {
        (EndsBy::All, _) => format!("{} of {articles}", end_name(ends.end)),
        (EndsBy::Source | EndsBy::Term, Some(name)) => format!("{} · {articles}", sanitize(name)),
        (EndsBy::Source | EndsBy::Term, None) => format!("no source · {articles}"),
    }
}

/// What else may be the first or last.
fn remark(end: End, group: &EndGroup) -> Option<String> {
    let same_date = match group.same_date {
        0 => None,
        1 => Some("1 other has the same date".to_owned()),
        others => Some(format!("{} others have the same date", grouped(others))),
    };
    let beyond = match end {
        End::First => "earlier",
        End::Last => "later",
    };
    let unsure = match group.unsure {
        0 => None,
        1 => Some(format!("1 that is dated less closely may be {beyond}")),
        others => Some(format!(
            "{} that are dated less closely may be {beyond}",
            grouped(others)
        )),
    };
    let parts: Vec<String> = same_date.into_iter().chain(unsure).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn write_lines(text: &str, tone: Tone, indent: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for range in wrap(text, style.width.max(MIN_WIDTH).saturating_sub(indent)) {
        write!(out, "{:indent$}", "")?;
        paint(&Marked::plain(&text[range]), tone, style, out)?;
        writeln!(out)?;
    }
    Ok(())
}

fn end_name(end: End) -> &'static str {
    match end {
        End::First => "first",
        End::Last => "last",
    }
}

fn by_name(by: EndsBy) -> &'static str {
    match by {
        EndsBy::All => "all",
        EndsBy::Source => "source",
        EndsBy::Term => "term",
    }
}

/// Returns the articles as a record.
pub fn ends_record<'a>(ends: &'a Ends, style: &'a Style) -> EndsRecord<'a> {
    let group = |group: &'a EndGroup| EndGroupRecord {
        name: group.name.as_deref(),
        articles: group.articles,
        same_date: group.same_date,
        unsure: group.unsure,
        hit: hit_record(&group.hit, style),
    };
    EndsRecord {
        v: WIRE_VERSION,
        end: end_name(ends.end),
        by: by_name(ends.by),
        query: &style.query,
        read_as: &ends.read_as,
        notes: &ends.notes,
        spellings: spellings_records(&ends.spellings),
        found: ends.found,
        undated: ends.undated,
        groups: ends.groups.iter().map(group).collect(),
        groups_found: ends.groups_found,
    }
}

/// Writes the articles as one JSON document on a line.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_ends_json(ends: &Ends, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    write_record(&ends_record(ends, style), out)
}

/// Writes the articles as a table.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_ends_csv(ends: &Ends, out: &mut dyn Write) -> io::Result<()> {
    let header = ["name", "articles", "same_date", "unsure"]
        .into_iter()
        .chain(ARTICLE_COLUMNS);
    let rows = ends.groups.iter().map(|group| {
        let mut row = vec![
            group.name.as_deref().map_or(String::new(), text_cell),
            group.articles.to_string(),
            group.same_date.to_string(),
            group.unsure.to_string(),
        ];
        row.extend(article_cells(&group.hit.article));
        row
    });
    write_table(header, rows, out)
}
