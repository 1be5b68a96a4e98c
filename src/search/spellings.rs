//! The other spellings that a search took a word or name for, with their numbers of articles.

use std::ops::Range;
use std::sync::Arc;

use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, PhraseQuery, Query as TantivyQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use crate::index::OpenIndex;
use crate::query::{Expr, ExprKind, Field};
use crate::words::is_unspaced_letter;
use crate::words::names::NamesFile;

use super::fields::{name_fields, word_fields};

/// Most other spellings of a word or name that are listed.
pub const MOST_SPELLINGS: usize = 10;

/// How names are looked for.
#[derive(Clone, Debug, Default)]
pub struct NameOptions {
    /// The names file of the archive; an empty one if it has none.
    pub file: Arc<NamesFile>,
    /// Places are looked for under the words for what is of them too, and the other way round: `crimean`
    /// finds Crimea.
    pub related: bool,
}

/// A word or name of a query that stands for other spellings as well.
#[derive(Clone, Debug)]
pub struct Spelled {
    /// The word or name.
    pub typed: Expr,
    /// The field that it is looked for in; `None` for headline and body.
    pub field: Option<Field>,
    /// The other spellings: words side by side.
    pub rows: Vec<Vec<String>>,
    /// Other spellings that must be the whole name, folded.
    pub wholes: Vec<String>,
}

/// The other spellings of a word or name that the archive holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherSpellings {
    /// Where it stands, in bytes of the query's text.
    pub span: Range<usize>,
    /// The word or name as typed.
    pub typed: String,
    /// The field that it was looked for in; `None` for headline and body.
    pub field: Option<Field>,
    /// How to ask for it without the others.
    pub alone: String,
    /// The most frequent other spellings, folded, with the number of articles of the archive that hold
    /// each in that field; at most [`MOST_SPELLINGS`].
    pub words: Vec<(String, u64)>,
    /// Number of further spellings.
    pub more: usize,
}

/// Counts the articles of each spelling.
///
/// # Errors
/// Whatever reading the index gives.
pub fn other_spellings(
    spelled: &[Spelled],
    index: &OpenIndex,
    searcher: &Searcher,
) -> tantivy::Result<Vec<OtherSpellings>> {
    let mut told: Vec<OtherSpellings> = Vec::new();
    for spelled in spelled {
        let typed = written(&spelled.typed);
        if told
            .iter()
            .any(|other| other.typed == typed && other.field == spelled.field)
        {
            continue;
        }
        let mut words = Vec::new();
        for (spelling, query) in queries(spelled, index) {
            let articles = searcher.search(&query, &Count)? as u64;
            if articles > 0 {
                words.push((spelling, articles));
            }
        }
        // Where no spaces tell words apart, a spelling that stands in a longer one in all its articles
        // says nothing more.
        let is_part = |(word, articles): &(String, u64)| {
            if !word.contains(is_unspaced_letter) {
                return false;
            }
            let holds = |(other, times): &(String, u64)| {
                times == articles && other.len() > word.len() && other.starts_with(word.as_str())
            };
            words.iter().any(holds)
        };
        let mut words: Vec<(String, u64)> = words.iter().filter(|word| !is_part(word)).cloned().collect();
        words.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        let more = words.len().saturating_sub(MOST_SPELLINGS);
        words.truncate(MOST_SPELLINGS);
        if !words.is_empty() {
            told.push(OtherSpellings {
                alone: alone(&spelled.typed, spelled.field),
                span: spelled.typed.span.clone(),
                typed,
                field: spelled.field,
                words,
                more,
            });
        }
    }
    Ok(told)
}

fn queries(spelled: &Spelled, index: &OpenIndex) -> Vec<(String, BooleanQuery)> {
    let fields = word_fields(spelled.field, &index.fields);
    let term = |term| -> Box<dyn TantivyQuery> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) };
    let of_row = |row: &Vec<String>| {
        let parts = fields.iter().map(|field| {
            let mut terms: Vec<Term> = row.iter().map(|word| Term::from_field_text(*field, word)).collect();
            match terms.len() {
                1 => term(terms.remove(0)),
                _ => Box::new(PhraseQuery::new(terms)),
            }
        });
        (joined(row), BooleanQuery::union(parts.collect()))
    };
    let whole_fields = spelled.field.map(|field| name_fields(field, &index.fields));
    let of_whole = |name: &String| {
        let fields = whole_fields.iter().flatten();
        let parts = fields.map(|field| term(Term::from_field_text(field.whole, name)));
        (name.clone(), BooleanQuery::union(parts.collect()))
    };
    let rows = spelled.rows.iter().map(of_row);
    rows.chain(spelled.wholes.iter().map(of_whole)).collect()
}

/// Words as they are read side by side: letters of scripts without spaces stand close.
fn joined(row: &[String]) -> String {
    let is_unspaced = |word: &String| word.chars().all(is_unspaced_letter);
    match row.iter().all(is_unspaced) {
        true => row.concat(),
        false => row.join(" "),
    }
}

fn written(typed: &Expr) -> String {
    match &typed.kind {
        ExprKind::Word { text, .. } => text.clone(),
        ExprKind::Phrase { words } => words.join(" "),
        other => Expr {
            kind: other.clone(),
            span: 0..0,
        }
        .to_string(),
    }
}

/// `=zelensky`, `person:=zelensky`, `person="Volodymyr Zelensky"`, `"volodymyr zelensky"`.
fn alone(typed: &Expr, field: Option<Field>) -> String {
    let text = written(typed);
    let is_word = matches!(typed.kind, ExprKind::Word { .. });
    match field.map(Field::name) {
        None if is_word => format!("={text}"),
        None => format!("\"{text}\""),
        Some(field) if is_word => format!("{field}:={text}"),
        Some(field) => format!("{field}=\"{text}\""),
    }
}
