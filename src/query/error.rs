//! Why a text is no query: the kinds of errors, and how one is drawn under the text.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::{MAX_DEPTH, MAX_QUERY_BYTES, MAX_REACH, MAX_REGEX_LETTERS, MAX_WEIGHT, MAX_WORDS, MIN_WEIGHT};

/// Widest line of a query that is drawn whole, in columns: a terminal of 80 less the indent. Of a
/// wider one the part around the place is drawn.
const MAX_DRAWN_COLUMNS: usize = 76;

/// Columns that are drawn before the place in a line that is cut.
const COLUMNS_BEFORE: usize = 30;

/// Longest part of a query's text that an error quotes, in characters.
const MAX_QUOTED_CHARS: usize = 40;

/// Why a text is no query, and where.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{kind}")]
pub struct QueryError {
    /// The place, in bytes of the text. Empty where something is missing.
    pub span: Range<usize>,
    /// What is wrong.
    pub kind: QueryErrorKind,
    /// What to write instead.
    pub hint: Option<String>,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[allow(missing_docs, reason = "each text says what its fields hold")]
pub enum QueryErrorKind {
    #[error("the query is {bytes} bytes long, and {MAX_QUERY_BYTES} are the most")]
    TooLong { bytes: usize },
    #[error("brackets, NOT, fields and proximity stand more than {MAX_DEPTH} deep in each other")]
    TooDeep,
    #[error("the query holds more than {MAX_WORDS} words")]
    TooManyWords,
    #[error("there is no word to look for")]
    NoWord,
    #[error("there is no word between these quotes")]
    EmptyQuotes,
    #[error("there is no word between these brackets")]
    EmptyBrackets,
    #[error("this quote is never closed")]
    UnclosedQuote,
    #[error("this range is never closed")]
    UnclosedRange,
    #[error("`{operator}` has nothing on its left side")]
    NothingOnTheLeft { operator: String },
    #[error("`{operator}` has nothing on its right side")]
    NothingOnTheRight { operator: String },
    #[error("{found} is no key of a story")]
    BadStory { found: String },
    #[error("there is no field `{name}`")]
    UnknownField { name: String },
    #[error("there is no field or operator `{name}`")]
    UnknownCall { name: String },
    #[error("the field `{name}` takes a colon before the bracket")]
    FieldWithoutColon { name: String },
    #[error("the field `{inner}` stands directly behind the field `{outer}`")]
    FieldBehindField { outer: String, inner: String },
    #[error("there is no word to look for in `{field}`")]
    EmptyField { field: String },
    #[error("`{field}` holds words, and only dates and numbers are compared")]
    NotComparable { field: String },
    #[error("`{field}` holds words, and only dates and numbers have ranges")]
    NoRange { field: String },
    #[error("`{field}` holds running text and no whole names")]
    NoWholeNames { field: String },
    #[error("`{field}` takes one value and no brackets")]
    OneValue { field: String },
    #[error(
        "expected a day such as 2025-04-25, a month (2025-04), a year (2025) or a range (2025-04..2025-06), found {found}"
    )]
    BadDate { found: String },
    #[error("there is no `{found}` in the calendar")]
    NoSuchDay { found: String },
    #[error("no day lies in `{found}`")]
    NoDay { found: String },
    #[error("expected a number such as 500 or a range such as 200..800, found {found}")]
    BadNumber { found: String },
    #[error("no number lies in `{found}`")]
    NoNumber { found: String },
    #[error("expected a weight from {MIN_WEIGHT} to {MAX_WEIGHT} behind `^`, found {found}")]
    BadWeight { found: String },
    #[error("`{pattern}` is more than one word, and a pattern stands for one")]
    PatternOfSeveralWords { pattern: String },
    #[error("`*` is part of a word and cannot stand behind quotes or brackets")]
    WildcardBehindPart,
    #[error("`=` stands before one word")]
    ExactBeforePart,
    #[error("expected a number from {least} to {MAX_REACH} in `{written}`")]
    BadReach { least: u32, written: String },
    #[error("expected words, phrases or OR in brackets {place}, found {found}")]
    NotPlaced { place: String, found: String },
    #[error("expected words, phrases or patterns in `{field}`, found {found}")]
    NotInField { field: String, found: String },
    #[error("`{written}` looks at the body, and not at `{field}`")]
    FirstOutsideBody { written: String, field: String },
    #[error("expected one word or a phrase in quotes in `caps(…)`, found {found}")]
    BadCaps { found: String },
    #[error("there is no operator `{name}`")]
    UnknownOperator { name: String },
    #[error("`{window}` is a window of one word, and there is nothing to stand near it")]
    WindowOfOneWord { window: String },
    #[error("`{written}` stands behind something else than a word or a quotation")]
    TildeBehindPart { written: String },
    #[error("expected `~`, `~1` or `~2` behind a word, found `~{found}`")]
    BadEdits { found: String },
    #[error("`{word}` is more than one word, and `~` stands behind one")]
    FuzzyOfSeveralWords { word: String },
    #[error("`{pattern}` is a pattern, and `~` stands behind a word")]
    FuzzyPattern { pattern: String },
    #[error("the regular expression is {letters} letters long, and {MAX_REGEX_LETTERS} are the most")]
    RegexTooLong { letters: usize },
    #[error("{fault} in the regular expression")]
    BadRegex { fault: &'static str },
}

impl QueryError {
    pub(super) fn new(span: Range<usize>, kind: QueryErrorKind) -> QueryError {
        QueryError { span, kind, hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> QueryError {
        self.hint = Some(hint.into());
        self
    }

    /// Draws the error under the query's text, without a line break at the end:
    ///
    /// ```text
    /// error: there is no field `persn`
    ///   persn:zelensky AND crimea
    ///   ^^^^^
    /// hint: did you mean `person`? To search for the text itself, quote it: "persn:zelensky"
    /// ```
    ///
    /// Of a text of several lines the one with the place is drawn, of a long line the part around
    /// it. Characters that could change what a terminal does are drawn as `�`.
    pub fn render(&self, text: &str) -> String {
        let mut drawn = format!("error: {self}");
        if !text.trim().is_empty() {
            let (line, marks) = line_and_marks(text, &self.span);
            drawn.push_str(&format!("\n  {line}\n  {marks}"));
        }
        if let Some(hint) = &self.hint {
            drawn.push_str(&format!("\nhint: {hint}"));
        }
        drawn
    }
}

/// Returns a part of a query as an error or a note quotes it: on one line, shortened in the middle
/// of nowhere if it is long.
pub(super) fn quoted(text: &str) -> String {
    let mut letters = text.chars().map(drawn_letter);
    let mut short: String = letters.by_ref().take(MAX_QUOTED_CHARS).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

/// A part of a query in backquotes, or "nothing".
pub(super) fn found(text: &str) -> String {
    match text.is_empty() {
        true => "nothing".to_owned(),
        false => format!("`{}`", quoted(text)),
    }
}

/// A character of a line as it is drawn.
struct Drawn {
    letter: char,
    columns: usize,
    marked: bool,
}

fn line_and_marks(text: &str, span: &Range<usize>) -> (String, String) {
    let line = line_around(text, span.start);
    let mut letters: Vec<Drawn> = text[line.clone()]
        .char_indices()
        .map(|(at, letter)| {
            let at = line.start + at;
            let letter = drawn_letter(letter);
            Drawn {
                letter,
                columns: letter.width().unwrap_or(0),
                marked: span.contains(&at),
            }
        })
        .collect();
    // A place behind the last letter has its mark there.
    let mut columns_before: usize = match letters.iter().position(|drawn| drawn.marked) {
        Some(first) => columns(&letters[..first]),
        None => columns(text_before(&letters, text, &line, span.start)),
    };
    let mut ahead = "";
    if columns(&letters) > MAX_DRAWN_COLUMNS {
        let mut skipped = 0;
        let mut first = 0;
        while columns_before.saturating_sub(skipped) > COLUMNS_BEFORE {
            skipped += letters[first].columns;
            first += 1;
        }
        // A mark must not be torn from the letter that it sits on.
        while letters.get(first).is_some_and(|drawn| drawn.columns == 0) {
            first += 1;
        }
        letters.drain(..first);
        if first > 0 {
            ahead = "…";
            columns_before = columns_before.saturating_sub(skipped) + 1;
        }
    }
    let mut drawn = ahead.to_owned();
    let mut width = ahead.chars().count();
    let mut marks = 0;
    for letter in &letters {
        if width + letter.columns > MAX_DRAWN_COLUMNS {
            drawn.push('…');
            break;
        }
        drawn.push(letter.letter);
        width += letter.columns;
        marks += if letter.marked { letter.columns } else { 0 };
    }
    let marks = format!("{}{}", " ".repeat(columns_before), "^".repeat(marks.max(1)));
    (drawn.trim_end().to_owned(), marks)
}

fn text_before<'a>(letters: &'a [Drawn], text: &str, line: &Range<usize>, at: usize) -> &'a [Drawn] {
    let before = text.get(line.start..at).map_or(0, |before| before.chars().count());
    &letters[..before.min(letters.len())]
}

fn columns(letters: &[Drawn]) -> usize {
    letters.iter().map(|drawn| drawn.columns).sum()
}

/// The line that a place stands in, without its end.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let is_end = |letter: char| matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    // A place of another text must not panic here.
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let last_end = before.char_indices().rfind(|(_, letter)| is_end(*letter));
    let start = last_end.map_or(0, |(at, letter)| at + letter.len_utf8());
    let end = before.len() + behind.find(is_end).unwrap_or(behind.len());
    start..end
}

/// What is drawn of a character: a tab as a space, controls and marks of direction as a box.
fn drawn_letter(letter: char) -> char {
    match letter {
        letter if letter.is_whitespace() => ' ',
        '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => '�',
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => '�',
        letter if letter.is_control() => '�',
        _ => letter,
    }
}
