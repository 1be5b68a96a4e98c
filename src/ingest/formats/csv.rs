//! Tables with a header row: CSV, and its sisters with semicolons, tabs and bars. A row is an
//! article, and its record number is that of the row below the header.

use std::io;

use serde_json::Value;

use super::super::decode::Decoder;
use super::super::detect::Likeness;
use super::super::error::{RecordError, RecordFault, SourceError};
use super::super::fields::article_of_fields;
use super::super::keys::{Field, KeyMap};
use super::super::source::{EmitRecord, Input, ReadOptions};
use super::csv_rows::{Row, Rows, first_row};
use crate::article::{Article, DateOrigin, Problem};

/// What separates fields, the commonest first.
const DELIMITERS: &[u8] = b",;\t|";

/// No name of a column is longer.
const MAX_NAME_BYTES: usize = 64;

pub(super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    let keys = KeyMap::default();
    let (names, _) = header(head, &keys);
    let are_short = names.iter().all(|name| name.len() <= MAX_NAME_BYTES);
    Likeness::certain_if(are_short && known(&names, &keys) >= 2 && names_text(&names, &keys))
}

pub(super) fn read(input: &mut Input<'_>, options: &ReadOptions, emit: &mut EmitRecord<'_>) -> Result<(), SourceError> {
    let (_, delimiter) = header(&input.head, &options.keys);
    let limit_bytes = options.limits.max_record_bytes;
    let mut rows = Rows::new(&mut *input.reader, delimiter, limit_bytes);
    let Some(columns) = columns(&mut rows, &mut input.decoder)? else {
        return Ok(());
    };
    if !names_text(&columns, &options.keys) {
        return Err(SourceError::NoTextColumn { columns });
    }
    let mut record = 0;
    while let Some((row, line)) = rows.next_row()? {
        record += 1;
        let outcome = match row {
            Row::Fields(fields) if fields.iter().all(<[u8]>::is_empty) => continue,
            Row::Fields(fields) => {
                let fields: Vec<&[u8]> = fields.iter().collect();
                article_of_row(&fields, &columns, &mut input.decoder, &options.keys)
            }
            Row::TooLong => Err(RecordFault::TooLong {
                what: "row",
                limit_bytes,
            }),
            Row::UnclosedQuote => Err(RecordFault::UnclosedQuote),
        };
        let outcome = outcome.map_err(|reason| RecordError {
            record,
            line: Some(line),
            reason,
        });
        if emit(record, outcome).is_break() {
            break;
        }
    }
    Ok(())
}

/// The names of the columns. Excel writes a line `sep=;` above them.
fn columns(rows: &mut Rows<'_>, decoder: &mut Decoder) -> io::Result<Option<Vec<String>>> {
    while let Some((row, _)) = rows.next_row()? {
        let Row::Fields(fields) = row else {
            return Ok(Some(Vec::new()));
        };
        let fields: Vec<&[u8]> = fields.iter().collect();
        if !is_separator_line(&fields) {
            let (names, _) = decoded(&fields, decoder);
            return Ok(Some(names.iter().map(|name| name.trim().to_owned()).collect()));
        }
    }
    Ok(None)
}

fn is_separator_line(fields: &[&[u8]]) -> bool {
    fields.first().is_some_and(|first| first.starts_with(b"sep=")) && fields.len() <= 2
}

fn article_of_row(
    fields: &[&[u8]],
    columns: &[String],
    decoder: &mut Decoder,
    keys: &KeyMap,
) -> Result<Article, RecordFault> {
    // Spreadsheets end their rows with as many separators as their widest row has.
    let surplus = fields.get(columns.len()..).unwrap_or_default();
    if fields.len() < columns.len() || surplus.iter().any(|field| !field.trim_ascii().is_empty()) {
        return Err(RecordFault::FieldCount {
            expected: columns.len(),
            found: fields.len(),
        });
    }
    let (values, problem) = decoded(fields, decoder);
    let named = columns
        .iter()
        .zip(values)
        .map(|(name, value)| (name.clone(), Value::from(value)));
    let mut article = article_of_fields(named.collect(), keys, DateOrigin::Field)?;
    article.problems.extend(problem);
    Ok(article)
}

/// The fields of a row as text. The encoding is settled by the whole row, which tells more of it
/// than a field.
fn decoded(fields: &[&[u8]], decoder: &mut Decoder) -> (Vec<String>, Option<Problem>) {
    let problem = match fields.iter().all(|field| std::str::from_utf8(field).is_ok()) {
        true => None,
        false => decoder.decode(&fields.join(&b'\n')).1,
    };
    (
        fields
            .iter()
            .map(|field| decoder.decode(field).0.into_owned())
            .collect(),
        problem,
    )
}

/// The header row as each delimiter cuts it, and the delimiter that gives the most known names,
/// or else the most fields.
fn header(head: &[u8], keys: &KeyMap) -> (Vec<String>, u8) {
    let mut best: Option<((usize, usize), Vec<String>, u8)> = None;
    let is_separator_line = head.starts_with(b"sep=");
    let head = match head
        .iter()
        .position(|&byte| byte == b'\n')
        .filter(|_| is_separator_line)
    {
        Some(end) => &head[end + 1..],
        None => head,
    };
    for &delimiter in DELIMITERS {
        let fields = first_row(head, delimiter);
        let names: Vec<String> = fields
            .iter()
            .map(|name| String::from_utf8_lossy(name).trim().to_owned())
            .collect();
        let score = (known(&names, keys), names.len());
        if best.as_ref().is_none_or(|(best, ..)| score > *best) {
            best = Some((score, names, delimiter));
        }
    }
    best.map_or((Vec::new(), b','), |(_, names, delimiter)| (names, delimiter))
}

fn known(names: &[String], keys: &KeyMap) -> usize {
    names.iter().filter(|name| keys.look_up(name).is_some()).count()
}

fn names_text(names: &[String], keys: &KeyMap) -> bool {
    names
        .iter()
        .any(|name| matches!(keys.look_up(name), Some((Field::Headline | Field::Body, _))))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{check_format, check_format_limited, check_source_error};

    #[track_caller]
    fn check(csv: &str, expected: &str) {
        check_format("csv", csv.as_bytes(), expected);
    }

    #[test]
    fn each_row_is_an_article() {
        check(
            "id,title,text,tags,colour\n1,A,\"One,\n\"\"two\"\".\",x;y,red\n\n2,B,Three.,,\n",
            "1 [A] One,¶\"two\". #x #y id=1 {\"colour\":\"red\"}\n2 [B] Three. id=2",
        );
    }

    #[test]
    fn the_delimiter_is_found_in_the_header() {
        check("title;text\nA;One, two.\n", "1 [A] One, two.");
        check("title\ttext\nA\tOne, two.\n", "1 [A] One, two.");
        check("title|text\nA|One, two.\n", "1 [A] One, two.");
        check("sep=;\r\ntitle;text\r\nA;One.\r\n", "1 [A] One.");
        check("\u{feff}\"title\",text\nA,One.", "1 [A] One.");
        check("text\nOne; two.\n", "1 One; two.");
    }

    #[test]
    fn a_row_with_another_number_of_fields_is_refused_by_line() {
        check(
            "title,text\nA,\"One\ntwo.\"\nB\nC,Three.,,\nD,Four.,x\nE,Five.",
            "1 [A] One¶two.\n\
             2 ! line 4: expected 2 fields as in the first row, found 1\n\
             3 [C] Three.\n\
             4 ! line 6: expected 2 fields as in the first row, found 3\n\
             5 [E] Five.",
        );
    }

    #[test]
    fn a_quote_that_is_never_closed_spoils_its_own_row_only() {
        check(
            "title,text\nA,One.\nB,\"Two.\nC,Three.\nD,Four.\n",
            "1 [A] One.\n2 ! line 3: a quote is opened and never closed\n3 [C] Three.\n4 [D] Four.",
        );
        check_format_limited(
            "csv",
            format!("title,text\nB,\"Two.\n{}", "C,Three.\n".repeat(20)).as_bytes(),
            100,
            &format!(
                "1 ! line 2: row is longer than 100 bytes; it was skipped\n{}",
                (2..22)
                    .map(|row| format!("{row} [C] Three."))
                    .collect::<Vec<_>>()
                    .join("\n")
            ),
        );
    }

    #[test]
    fn a_row_over_the_limit_is_refused_and_the_next_is_read() {
        check_format_limited(
            "csv",
            format!("title,text\nA,{}\nB,Two.\n", "x".repeat(5000)).as_bytes(),
            100,
            "1 ! line 2: row is longer than 100 bytes; it was skipped\n2 [B] Two.",
        );
    }

    #[test]
    fn a_table_without_text_is_an_error_that_names_its_columns() {
        check_source_error(
            "csv",
            b"kopfzeile,inhalt\nA,One.\n",
            "no column for headline or text: the first row holds `kopfzeile`, `inhalt`; --map body=NAME names one",
        );
    }

    #[test]
    fn rows_in_another_encoding_are_marked() {
        check_format(
            "csv",
            b"title,text\nA,Caf\xe9.\nB,Two.\n",
            "1 [A] Café. (read as windows-1252: no valid UTF-8 at byte 5)\n2 [B] Two.",
        );
    }
}
