//! How a query was read, for people:
//! ```text
//! read as   crimea AND talks AND NOT minsk
//!             crimea  crimea 35
//!             talks   talks 13 · talk 9 · talking 1
//!             minsk   minsk 4
//!
//! crimea     35 articles
//! talks      15
//! NOT minsk  63
//! together    8
//! ```
//! Where nothing is found, the last lines say which clause alone emptied the result:
//! ```text
//! together               0
//! without NOT easter    96
//! ```

use std::io::{self, Write};

use std::time::Duration;

use super::json::write_record;
use super::record::suggestion_records;
use super::suggestion::did_you_mean;
use super::wire::{ClauseRecord, ExplanationRecord, LeafRecord, TimingsRecord, WIRE_VERSION, WordRecord};
use super::wrap::{columns, wrap};
use super::{MIN_WIDTH, Style, grouped, sanitize};
use crate::search::{Explanation, LeafExplanation, Timings};

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
    for unknown in &explanation.unknown_words {
        write_indented("          ", &did_you_mean(unknown), width, out)?;
    }
    writeln!(out)?;
    write_rows(&rows(explanation), out)
}

/// A line of the table of clauses.
struct Row {
    label: String,
    found: u64,
    remark: &'static str,
}

fn rows(explanation: &Explanation) -> Vec<Row> {
    let mut rows: Vec<Row> = explanation
        .clauses
        .iter()
        .map(|clause| Row {
            label: clause.clause.clone(),
            found: clause.found,
            remark: match clause.found {
                0 => "  ← finds nothing",
                _ => "",
            },
        })
        .collect();
    // A single clause is the whole query.
    if rows.len() < 2 {
        return rows;
    }
    let row = |label: String, found: u64| Row {
        label,
        found,
        remark: "",
    };
    rows.push(row("together".to_owned(), explanation.found));
    let mut is_no_clause_alone = true;
    let mut is_known = false;
    for clause in &explanation.clauses {
        is_known |= clause.without.is_some();
        is_no_clause_alone &= clause.found > 0;
        if let Some(found @ 1..) = clause.without {
            is_no_clause_alone = false;
            rows.push(row(format!("without {}", clause.clause), found));
        }
    }
    if is_known && is_no_clause_alone {
        rows.push(row("without any one".to_owned(), 0));
    }
    rows
}

fn write_rows(rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
    let label_width = widest(rows.iter().map(|row| row.label.as_str()));
    let number_width = rows.iter().map(|row| grouped(row.found).len()).max().unwrap_or(0);
    for (number, row) in rows.iter().enumerate() {
        let unit = match (number, row.found) {
            (0, 1) => " article",
            (0, _) => " articles",
            _ => "",
        };
        let label = padded(&row.label, label_width);
        writeln!(
            out,
            "{label}  {:>number_width$}{unit}{}",
            grouped(row.found),
            row.remark
        )?;
    }
    Ok(())
}

/// Returns the times of an explanation as one line without its end, for stderr:
/// `read 0.1 ms · expand 0.4 ms · search 2.3 ms`.
pub fn timings(took: &Timings) -> String {
    let record = timings_record(took);
    format!(
        "read {:.1} ms · expand {:.1} ms · search {:.1} ms",
        record.read, record.expand, record.search
    )
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

/// Returns an explanation as a record; with its times if the style asks for them.
pub fn explanation_record<'a>(explanation: &'a Explanation, style: &'a Style) -> ExplanationRecord<'a> {
    let clauses = explanation.clauses.iter().map(|clause| ClauseRecord {
        clause: &clause.clause,
        articles: clause.found,
        without: clause.without,
    });
    ExplanationRecord {
        v: WIRE_VERSION,
        query: &style.query,
        read_as: &explanation.read_as,
        notes: &explanation.notes,
        leaves: explanation.leaves.iter().map(leaf_record).collect(),
        suggestions: suggestion_records(&explanation.unknown_words),
        clauses: clauses.collect(),
        found: explanation.found,
        timings_ms: style.took.then(|| timings_record(&explanation.took)),
    }
}

/// Writes an explanation as one JSON object on a line.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_explanation_json(explanation: &Explanation, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    write_record(&explanation_record(explanation, style), out)
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

fn timings_record(took: &Timings) -> TimingsRecord {
    // Whole microseconds: more digits say nothing.
    let milliseconds = |time: Duration| time.as_micros() as f64 / 1000.0;
    TimingsRecord {
        read: milliseconds(took.read),
        expand: milliseconds(took.expand),
        search: milliseconds(took.search),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{is_unsafe, sample};

    fn shown(explanation: &Explanation, width: usize) -> String {
        let style = Style {
            width,
            ..Style::default()
        };
        let mut out = Vec::new();
        write_explanation(explanation, &style, &mut out).expect("a vector takes all that is written");
        String::from_utf8(out).expect("what is written is UTF-8")
    }

    #[track_caller]
    fn check(explanation: &Explanation, width: usize, expected: &str) {
        assert_eq!(shown(explanation, width), expected);
    }

    #[test]
    fn the_clause_that_empties_the_result_is_named() {
        check(
            &sample::explanation(),
            80,
            "\
read as   crimea AND title:zelenksy AND NOT easter
          (`and` was read as an operator)
            crimea    crimea 1,204 · crimeas 1 · 2 more
            zelenksy  in no article
            easter    easter 61
          no article holds \"zelenksy\" in the field `title`; did you mean
          zelensky (34 articles)?

crimea                   1,204 articles
title:zelenksy               0  ← finds nothing
NOT easter              51,002
together                     0
without title:zelenksy      96
",
        );
    }

    #[test]
    fn where_no_clause_alone_is_the_cause_that_is_said() {
        let mut explanation = sample::explanation();
        explanation.unknown_words.clear();
        explanation.leaves.clear();
        for clause in &mut explanation.clauses {
            clause.found = 7;
            clause.without = Some(0);
        }
        check(
            &explanation,
            40,
            "\
read as   crimea AND title:zelenksy AND
          NOT easter
          (`and` was read as an
          operator)

crimea           7 articles
title:zelenksy   7
NOT easter       7
together         0
without any one  0
",
        );
    }

    #[test]
    fn a_query_that_finds_something_has_only_its_counts() {
        let mut explanation = sample::explanation();
        explanation.found = 3;
        explanation.unknown_words.clear();
        explanation.leaves.clear();
        explanation.notes.clear();
        for clause in &mut explanation.clauses {
            clause.found = 7;
            clause.without = None;
        }
        check(
            &explanation,
            80,
            "\
read as   crimea AND title:zelenksy AND NOT easter

crimea          7 articles
title:zelenksy  7
NOT easter      7
together        3
",
        );
    }

    #[test]
    fn a_single_clause_is_the_whole_query() {
        let mut explanation = sample::explanation();
        explanation.clauses.truncate(1);
        assert!(shown(&explanation, 80).ends_with("\n\ncrimea  1,204 articles\n"));
    }

    #[test]
    fn a_record_has_the_times_only_where_they_are_asked_for() {
        let written = |took: bool| {
            let style = Style {
                query: "crimea".to_owned(),
                took,
                ..Style::default()
            };
            let mut out = Vec::new();
            write_explanation_json(&sample::explanation(), &style, &mut out).expect("a vector takes all");
            String::from_utf8(out).expect("what is written is UTF-8")
        };
        let record = concat!(
            r#"{"v":1,"query":"crimea","read_as":"crimea AND title:zelenksy AND NOT easter","#,
            r#""notes":["`and` was read as an operator"],"#,
            r#""leaves":[{"typed":"crimea","words":[{"word":"crimea","articles":1204},{"word":"crimeas","articles":1}],"#,
            r#""more_words":2},{"typed":"zelenksy","words":[],"more_words":0},"#,
            r#"{"typed":"easter","words":[{"word":"easter","articles":61}],"more_words":0}],"#,
            r#""suggestions":[{"typed":"zelenksy","field":"title","words":[{"word":"zelensky","articles":34}]}],"#,
            r#""clauses":[{"clause":"crimea","articles":1204,"without":0},"#,
            r#"{"clause":"title:zelenksy","articles":0,"without":96},"#,
            r#"{"clause":"NOT easter","articles":51002,"without":0}],"found":0"#,
        );
        assert_eq!(written(false), format!("{record}}}\n"));
        let times = r#","timings_ms":{"read":0.12,"expand":0.45,"search":2.3}}"#;
        assert_eq!(written(true), format!("{record}{times}\n"));
    }

    #[test]
    fn the_times_are_one_line() {
        assert_eq!(
            timings(&sample::explanation().took),
            "read 0.1 ms · expand 0.5 ms · search 2.3 ms"
        );
    }

    #[test]
    fn nothing_of_a_query_or_an_article_reaches_the_terminal_raw() {
        let nasty = "a\u{1b}[2J\u{202e}";
        let mut explanation = sample::explanation();
        explanation.leaves[0].typed = nasty.to_owned();
        explanation.leaves[0].words[0].0 = nasty.to_owned();
        explanation.clauses[0].clause = nasty.to_owned();
        explanation.clauses[1].clause = nasty.to_owned();
        explanation.unknown_words[0].typed = nasty.to_owned();
        explanation.unknown_words[0].suggestions[0].word = nasty.to_owned();
        assert!(!shown(&explanation, 80).replace('\n', "").contains(is_unsafe));
        let mut out = Vec::new();
        write_explanation_json(&explanation, &Style::default(), &mut out).expect("a vector takes all");
        let json = String::from_utf8(out).expect("what is written is UTF-8");
        assert!(!json.trim_end().contains(is_unsafe), "{json}");
    }
}
