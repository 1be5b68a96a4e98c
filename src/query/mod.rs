//! The query language: text to a tree, and a tree back to text. Knows nothing of the index.
//!
//! [`parse`] takes a text through three stations: `letters` (characters as a person sees them),
//! `lexer` (brackets, quotes, fields, runs of characters), `parser` (the tree, by precedence).
//! What can be written stands in two tables, [`OPERATORS`] and [`FIELDS`], from which the help and
//! the error texts are made too.

mod ast;
mod brackets;
mod dates;
mod error;
mod fields;
mod leaf;
mod letters;
mod lexer;
mod lexer_call;
mod lexer_field;
mod lexer_regex;
mod limits;
mod nearest;
mod numbers;
pub mod operators;
mod parser;
mod parser_call;
mod parser_field;
mod parser_near;
mod periods;
mod placed;
mod print;
mod ranges;
mod regex;
mod token;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use ast::{DateRange, Expr, ExprKind, Near, Note, NumberRange, Query, Within};
pub use error::{QueryError, QueryErrorKind};
pub(crate) use fields::meant_field;
pub use fields::{FIELDS, Field, FieldEntry, FieldKind};
pub use limits::{MAX_DEPTH, MAX_QUERY_BYTES, MAX_REACH, MAX_REGEX_LETTERS, MAX_WEIGHT, MAX_WORDS, MIN_WEIGHT};
pub(crate) use nearest::nearest;
pub use operators::OPERATORS;

/// How a text is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseOptions {
    /// The day that `today` and "last week" are counted from.
    pub today: Date,
    /// Words side by side mean OR. Written operators keep their meaning.
    pub any: bool,
    /// The whole text is words, no part of it is syntax.
    pub literal: bool,
}

impl ParseOptions {
    /// The usual reading: words side by side mean AND, operators are read.
    pub fn new(today: Date) -> ParseOptions {
        ParseOptions {
            today,
            any: false,
            literal: false,
        }
    }
}

/// Reads a query.
///
/// The tree prints as a text that reads back as the same tree under the same options, unless
/// [`literal`](ParseOptions::literal) is set, under which no text has a structure.
///
/// # Errors
/// [`QueryError`] with the place in the text and, mostly, a hint on what to write instead.
///
/// ```
/// use dateline::query::{ParseOptions, parse};
///
/// let options = ParseOptions::new(jiff::civil::date(2025, 4, 25));
/// let query = parse("crimea AND (zelensky OR kyiv) date:today", &options)?;
/// assert_eq!(query.root.to_string(), "crimea AND (zelensky OR kyiv) AND date:2025-04-25");
///
/// let error = parse("persn:zelensky", &options).unwrap_err();
/// assert_eq!(error.to_string(), "there is no field `persn`");
/// assert_eq!(error.span, 0..5);
/// # Ok::<(), dateline::query::QueryError>(())
/// ```
pub fn parse(text: &str, options: &ParseOptions) -> Result<Query, QueryError> {
    limits::check_length(text)?;
    let mut notes = Vec::new();
    let root = match options.literal {
        true => leaf::literal(text, options.any)?,
        false => {
            let tokens = lexer::tokens(text, &mut notes)?;
            parser::tree(text, tokens, options, &mut notes)?
        }
    };
    limits::check_depth(&root)?;
    notes.sort_by_key(|note| note.span.start);
    drop_repeated(&mut notes);
    Ok(Query {
        text: text.to_owned(),
        root,
        notes,
    })
}

/// Keeps the first of the notes that say the same.
fn drop_repeated(notes: &mut Vec<Note>) {
    let mut said = std::collections::HashSet::new();
    notes.retain(|note| said.insert(note.text.clone()));
}
