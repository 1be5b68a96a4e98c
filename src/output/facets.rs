//! Facets, for people:
//! ```text
//! crimea · 35 articles (30 stories)
//!
//! source
//!   The Courier        10
//!   The Lantern         8 in 7 stories
//!   5 more, 3 articles without
//! ```
//! as one JSON document, and as a table with a value a row.

use std::io::{self, Write};

use super::csv::{text_cell, write_table};
use super::json::write_record;
use super::marks::Marked;
use super::paint::{Tone, paint};
use super::record::spellings_records;
use super::wire::{FacetRecord, FacetsRecord, ValueRecord, WIRE_VERSION};
use super::wrap::{columns, wrap};
use super::{MIN_WIDTH, Style, grouped, sanitize};
use crate::search::{Facet, FacetValue, Facets};

/// Values longer than this do not move the numbers of the others to the right.
const MOST_VALUE_COLUMNS: usize = 40;

/// Where values had fewer columns than this, the stories stand on a line of their own.
const LEAST_VALUE_COLUMNS: usize = 16;

/// Writes facets as text, with a head.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_facets(facets: &Facets, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let articles = match facets.found {
        1 => "1 article".to_owned(),
        found => format!("{} articles", grouped(found)),
    };
    let stories = match facets.stories < facets.found {
        true => format!(" ({})", stories_text(facets.stories)),
        false => String::new(),
    };
    let head = format!("{} · {articles}{stories}", sanitize(style.query.trim()));
    for range in wrap(&head, style.width.max(MIN_WIDTH)) {
        paint(&Marked::plain(&head[range]), Tone::Bold, style, out)?;
        writeln!(out)?;
    }
    if facets.found == 0 {
        return Ok(());
    }
    write_facet_lists(&facets.facets, style, out)
}

/// Writes facets as text, each behind an empty line.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_facet_lists(facets: &[Facet], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let all = || facets.iter().flat_map(|facet| &facet.values);
    let widths = all().map(|value| columns(&sanitize(&value.value)));
    let width = style.width.max(MIN_WIDTH);
    let number_width = all().map(|value| grouped(value.articles).len()).max().unwrap_or(0);
    let behind_width = all().map(|value| behind(value).len()).max().unwrap_or(0);
    let width_without = width.saturating_sub(number_width + 4);
    let is_narrow = width_without < behind_width + LEAST_VALUE_COLUMNS;
    let line_width = width_without - if is_narrow { 0 } else { behind_width };
    let room = line_width.min(MOST_VALUE_COLUMNS);
    let value_width = widths.filter(|width| *width <= room).max().unwrap_or(0);
    for facet in facets {
        writeln!(out)?;
        paint(&Marked::plain(facet.name), Tone::Bold, style, out)?;
        writeln!(out)?;
        for value in &facet.values {
            let printed = sanitize(&value.value);
            let lines = wrap(&printed, line_width.max(1));
            for (at, range) in lines.iter().enumerate() {
                let line = &printed[range.clone()];
                write!(out, "  {line}")?;
                if at + 1 == lines.len() {
                    let gap = value_width.saturating_sub(columns(line)) + 2;
                    write!(out, "{:gap$}{:>number_width$}", "", grouped(value.articles))?;
                    let behind = behind(value);
                    if is_narrow && !behind.is_empty() {
                        write!(out, "\n   ")?;
                    }
                    paint(&Marked::plain(&behind), Tone::Dim, style, out)?;
                }
                writeln!(out)?;
            }
        }
        if let Some(rest) = rest(facet) {
            paint(&Marked::plain(&format!("  {rest}")), Tone::Dim, style, out)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn stories_text(stories: u64) -> String {
    match stories {
        1 => "1 story".to_owned(),
        stories => format!("{} stories", grouped(stories)),
    }
}

/// What stands behind the number of articles where some are copies: ` in 7 stories`.
fn behind(value: &FacetValue) -> String {
    match value.stories < value.articles {
        true => format!(" in {}", stories_text(value.stories)),
        false => String::new(),
    }
}

/// What is not listed: `5 more, 3 articles without`.
fn rest(facet: &Facet) -> Option<String> {
    let without = match (facet.distinct, facet.without) {
        (0, _) => Some("in no article".to_owned()),
        (_, 0) => None,
        (_, 1) => Some("1 article without".to_owned()),
        (_, without) => Some(format!("{} articles without", grouped(without))),
    };
    let more = facet.distinct.saturating_sub(facet.values.len() as u64);
    let more = (more > 0).then(|| format!("{} more", grouped(more)));
    let parts: Vec<String> = more.into_iter().chain(without).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Returns facets as a record.
pub fn facets_record<'a>(facets: &'a Facets, style: &'a Style) -> FacetsRecord<'a> {
    FacetsRecord {
        v: WIRE_VERSION,
        query: &style.query,
        read_as: &facets.read_as,
        notes: &facets.notes,
        spellings: spellings_records(&facets.spellings),
        found: facets.found,
        stories: facets.stories,
        facets: facet_records(&facets.facets),
    }
}

/// Returns the lists of facets as records.
pub(super) fn facet_records(facets: &[Facet]) -> Vec<FacetRecord<'_>> {
    facets.iter().map(facet_record).collect()
}

fn facet_record(facet: &Facet) -> FacetRecord<'_> {
    let values = facet.values.iter().map(|value| ValueRecord {
        value: &value.value,
        articles: value.articles,
        stories: value.stories,
    });
    FacetRecord {
        name: facet.name,
        values: values.collect(),
        distinct: facet.distinct,
        without: facet.without,
    }
}

/// Writes facets as one JSON document on a line.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_facets_json(facets: &Facets, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    write_record(&facets_record(facets, style), out)
}

/// Writes facets as a table: a value a row, an empty value for the articles without one.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_facets_csv(facets: &Facets, out: &mut dyn Write) -> io::Result<()> {
    let rows = facets.facets.iter().flat_map(|facet| {
        let values = facet.values.iter().map(|value| {
            let numbers = [value.articles, value.stories].map(|number| number.to_string());
            (value.value.as_str(), numbers)
        });
        let without = (facet.without > 0).then(|| ("", [facet.without.to_string(), String::new()]));
        values.chain(without).map(|(value, [articles, stories])| {
            let name = facet.name.to_owned();
            vec![name, text_cell(value), articles, stories]
        })
    });
    write_table(["facet", "value", "articles", "stories"].into_iter(), rows, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facets() -> Facets {
        let value = |value: &str, articles: u64, stories: u64| FacetValue {
            value: value.to_owned(),
            articles,
            stories,
        };
        Facets {
            read_as: "crimea".to_owned(),
            notes: Vec::new(),
            spellings: Vec::new(),
            found: 1_240,
            stories: 978,
            facets: vec![
                Facet {
                    name: "source",
                    values: vec![
                        value("The Courier", 1_204, 950),
                        value("A source whose name is longer than others", 1, 1),
                    ],
                    distinct: 7,
                    without: 1,
                },
                Facet {
                    name: "agency",
                    values: Vec::new(),
                    distinct: 0,
                    without: 1_240,
                },
            ],
        }
    }

    #[track_caller]
    fn check(width: usize, expected: &str) {
        let style = Style {
            query: "crimea".to_owned(),
            width,
            ..Style::default()
        };
        let mut out = Vec::new();
        write_facets(&facets(), &style, &mut out).expect("a vector takes all that is written");
        let text = String::from_utf8(out).expect("text is UTF-8");
        assert_eq!(text, expected, "\n{text}");
    }

    #[test]
    fn values_stand_in_columns() {
        check(
            80,
            "crimea · 1,240 articles (978 stories)\n\nsource\n  The Courier  1,204 in 950 stories\n  A source whose name is longer \
             than others      1\n  5 more, 1 article without\n\nagency\n  in no article\n",
        );
        check(
            24,
            "crimea · 1,240 articles\n(978 stories)\n\nsource\n  The Courier  1,204\n    in 950 stories\n  A source whose\n  name is longer\n  \
             than others      1\n  5 more, 1 article without\n\nagency\n  in no article\n",
        );
    }

    #[test]
    fn json_and_csv_have_the_articles_without_a_value() {
        let mut out = Vec::new();
        write_facets_csv(&facets(), &mut out).expect("a vector takes all that is written");
        assert_eq!(
            String::from_utf8_lossy(&out).replace("\r\n", "\n"),
            "facet,value,articles,stories\nsource,The Courier,1204,950\nsource,A source whose name is longer than others,1,1\n\
             source,,1,\nagency,,1240,\n"
        );
        let mut out = Vec::new();
        let style = Style {
            query: "crimea".to_owned(),
            ..Style::default()
        };
        write_facets_json(&facets(), &style, &mut out).expect("a vector takes all that is written");
        let text = String::from_utf8(out).expect("JSON is UTF-8");
        assert!(
            text.starts_with(
                r#"{"v":1,"query":"crimea","read_as":"crimea","notes":[],"spellings":[],"found":1240,"stories":978,"facets":[{"name":"source","values":[{"value":"The Courier","articles":1204,"stories":950},"#
            ),
            "{text}"
        );
        assert!(
            text.ends_with("{\"name\":\"agency\",\"values\":[],\"distinct\":0,\"without\":1240}]}\n"),
            "{text}"
        );
    }
}
