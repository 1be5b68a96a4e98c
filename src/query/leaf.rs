//! A run of characters to one part of a query: a word, a pattern, or the phrase of its pieces.

use std::ops::Range;

use super::error::{QueryError, QueryErrorKind, quoted};
use super::limits::MAX_WORDS;
use super::operators::{is_operator_word, word_and_edits};

use super::{Expr, ExprKind, Note};
use crate::words::{is_unspaced_letter, is_word_char, words};

/// Reads a run of characters without space, bracket or quote. It holds a letter, a digit or is
/// `*` alone; the lexer sees to that.
///
/// | run | read as |
/// |---|---|
/// | `talks`, `talks,`, `C++` | the word; signs around it are in no index |
/// | `multi-agent`, `U.S.`, `12:30`, `a/b` | the phrase of its pieces |
/// | `negotiat*`, `wom?n`, `negotiat!` | the pattern |
/// | `*` | every article |
/// | `https://example.org/?x=1`, `www.…` | the phrase of its pieces, `?` and `*` are punctuation |
/// | `don't!`, `U.S.?` | the phrase, with a note: a pattern stands for one word |
/// | `multi-ag*` | an error |
/// | `zelensky~`, `zelensky~2` | words so nearly spelled |
/// | `東京*` | the word or phrase, with a note: such a word is found inside longer ones anyway |
pub(super) fn leaf(text: &str, span: Range<usize>, notes: &mut Vec<Note>) -> Result<ExprKind, QueryError> {
    let note = |text: String| Note {
        span: span.clone(),
        text,
    };
    if is_address(text) {
        return phrase_or_word(text, &span, notes);
    }
    let text = text.trim_end_matches([',', ';', ':']);
    if let Some((word, edits)) = word_and_edits(text) {
        return fuzzy(word, edits, span);
    }
    let core = text.trim_matches(|letter| !is_word_char(letter) && !is_wildcard(letter));
    let core = core.trim_start_matches('!');
    if core.starts_with('*') && core.chars().all(|letter| matches!(letter, '*' | '!')) {
        return Ok(ExprKind::All);
    }
    if let Some(run) = unspaced_run(core) {
        notes.push(note(format!(
            "`{}` is read as `{}`: it is found inside longer runs anyway",
            quoted(core),
            quoted(run)
        )));
        return phrase_or_word(run, &span, notes);
    }
    let body = core.trim_end_matches(['!', '?']);
    let ending = &core[body.len()..];
    if ending.len() > 1 && ending.contains('!') {
        notes.push(note(format!("`{ending}` behind `{}` is punctuation", quoted(body))));
        return pattern_or_words(body, span, notes);
    }
    if !ending.is_empty() && !body.contains(is_wildcard) && words(body).nth(1).is_some() {
        notes.push(note(format!(
            "`{ending}` behind `{}` is punctuation: a pattern stands for one word",
            quoted(body)
        )));
        return phrase_or_word(body, &span, notes);
    }
    if ending.starts_with('?') {
        let letters = match ending.len() {
            1 => "one letter or digit".to_owned(),
            number => format!("{number} letters or digits"),
        };
        notes.push(note(format!(
            "`{}` stands for `{}` and {letters} more: leave out `?` for the word itself",
            quoted(core),
            quoted(body)
        )));
    }
    if ending == "!" {
        notes.push(note(format!(
            "`{}` stands for every word that begins with `{}`: leave out `!` for the word itself",
            quoted(core),
            quoted(body)
        )));
    }
    pattern_or_words(core, span, notes)
}

/// The words of a quoted text. Between quotes nothing but words has a meaning.
pub(super) fn quotation(text: &str, span: Range<usize>, notes: &mut Vec<Note>) -> Result<ExprKind, QueryError> {
    note_wildcard(text, &span, pattern_outside(text), notes);
    let mut found: Vec<String> = words(text).map(|word| word.text.to_owned()).collect();
    match found.len() {
        0 => Err(QueryError::new(span, QueryErrorKind::EmptyQuotes)),
        1 => Ok(ExprKind::Word {
            text: found.remove(0),
            exact: true,
        }),
        _ => Ok(ExprKind::Phrase { words: found }),
    }
}

/// The words of a quoted text with a number behind it: `"peace talks"~5`.
pub(super) fn window(
    text: &str,
    slack: u32,
    span: Range<usize>,
    notes: &mut Vec<Note>,
) -> Result<ExprKind, QueryError> {
    match quotation(text, span.clone(), notes)? {
        ExprKind::Phrase { words } => Ok(ExprKind::Window { words, slack }),
        ExprKind::Word { text, .. } => {
            let window = format!("\"{}\"~{slack}", quoted(&text));
            let nearly = match slack {
                2 => format!("{}~2", quoted(&text)),
                _ => format!("{}~", quoted(&text)),
            };
            let error = QueryError::new(span, QueryErrorKind::WindowOfOneWord { window });
            Err(error.hint(format!("for words that are spelled nearly so write {nearly}")))
        }
        other => Ok(other),
    }
}

/// Says that a wildcard of a text that is taken as it stands is none, and what to write `instead`.
pub(super) fn note_wildcard(text: &str, span: &Range<usize>, instead: Option<String>, notes: &mut Vec<Note>) {
    if let Some(sign) = wildcard_at_word(text) {
        let instead = match instead {
            Some(instead) => format!("for the pattern write {}", quoted(&instead)),
            None => "patterns stand outside quotes".to_owned(),
        };
        notes.push(Note {
            span: span.clone(),
            text: format!("`{sign}` between quotes is punctuation: {instead}"),
        });
    }
}

/// How the words and patterns of a quoted text are written without quotes: `peace PRE/1 talk*`.
fn pattern_outside(text: &str) -> Option<String> {
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let is_part = |piece: &&str| {
        piece.contains(is_word_char) && piece.chars().all(|letter| is_word_char(letter) || is_wildcard(letter))
    };
    pieces.iter().all(is_part).then(|| pieces.join(" PRE/1 "))
}

/// Reads a whole text as words without any syntax.
pub(super) fn literal(text: &str, any: bool) -> Result<Expr, QueryError> {
    let mut parts: Vec<Expr> = words(text)
        .take(MAX_WORDS + 1)
        .map(|word| Expr {
            kind: one_word(word.text),
            span: word.start..word.end,
        })
        .collect();
    if let Some(beyond) = parts.get(MAX_WORDS) {
        return Err(too_many_words(beyond.span.clone()));
    }
    let kind = match parts.len() {
        0 => return Err(QueryError::new(0..text.len(), QueryErrorKind::NoWord)),
        1 => return Ok(parts.remove(0)),
        _ if any => ExprKind::Or(parts),
        _ => ExprKind::And(parts),
    };
    Ok(Expr {
        kind,
        span: 0..text.len(),
    })
}

/// Number of words that a part brings to the limit of words.
pub(super) fn weight_in_words(kind: &ExprKind) -> usize {
    match kind {
        ExprKind::Phrase { words } | ExprKind::Window { words, .. } | ExprKind::Caps { words } => words.len(),
        _ => 1,
    }
}

/// The error for the first word beyond the limit.
pub(super) fn too_many_words(span: Range<usize>) -> QueryError {
    QueryError::new(span, QueryErrorKind::TooManyWords).hint("split it into several searches")
}

/// `zelensky~2`: a word and the number of edits as typed.
fn fuzzy(word: &str, edits: &str, span: Range<usize>) -> Result<ExprKind, QueryError> {
    let core = word.trim_matches(|letter| !is_word_char(letter) && !is_wildcard(letter));
    let first = words(core).next().map_or("", |word| word.text);
    let shown = quoted(first);
    if core.contains(is_wildcard) {
        let kind = QueryErrorKind::FuzzyPattern { pattern: quoted(core) };
        return Err(QueryError::new(span, kind).hint(format!("write {} or {shown}~", quoted(core))));
    }
    if words(core).nth(1).is_some() || core.contains(is_unspaced_letter) {
        let kind = QueryErrorKind::FuzzyOfSeveralWords { word: quoted(core) };
        let hint = match core.contains(is_unspaced_letter) {
            true => format!("leave it out: {} is found inside longer runs anyway", quoted(core)),
            false => format!("write it behind each word that may be spelled otherwise, such as {shown}~"),
        };
        return Err(QueryError::new(span, kind).hint(hint));
    }
    let number = match edits {
        "" | "1" => 1,
        "2" => 2,
        _ => {
            let found = quoted(edits);
            let hint = match edits {
                "0" => format!("for the word as typed write ={shown}"),
                _ => format!("it is the number of edits: write {shown}~ for one and {shown}~2 for two"),
            };
            return Err(QueryError::new(span, QueryErrorKind::BadEdits { found }).hint(hint));
        }
    };
    Ok(ExprKind::Fuzzy {
        text: first.to_owned(),
        edits: number,
    })
}

/// True for the address of a page, in which `?` and `*` are punctuation.
pub(super) fn is_address(text: &str) -> bool {
    text.contains("://") || text.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www."))
}

fn pattern_or_words(core: &str, span: Range<usize>, notes: &mut Vec<Note>) -> Result<ExprKind, QueryError> {
    let mut pattern = core.to_owned();
    if pattern.ends_with('!') {
        pattern.pop();
        pattern.push('*');
    }
    if !pattern.contains(['*', '?']) {
        return phrase_or_word(core, &span, notes);
    }
    if !pattern
        .chars()
        .all(|letter| (is_word_char(letter) && !is_unspaced_letter(letter)) || matches!(letter, '*' | '?'))
    {
        let first = words(core).next().map(|word| word.text).unwrap_or_default();
        let kind = QueryErrorKind::PatternOfSeveralWords { pattern: quoted(core) };
        let mut parts = pattern.split(['*', '?']).filter(|part| !part.is_empty());
        let hint = match (parts.next(), parts.next()) {
            (Some(before), Some(behind)) if core.contains(is_unspaced_letter) => format!(
                "write its parts apart, such as `{} PRE/5 {}`",
                quoted(before),
                quoted(behind)
            ),
            _ => format!(
                "write words and patterns apart, such as `{} AND negotiat*`, or quote it for the words as they stand",
                quoted(first)
            ),
        };
        return Err(QueryError::new(span, kind).hint(hint));
    }
    while pattern.contains("**") {
        pattern = pattern.replace("**", "*");
    }
    Ok(match pattern.as_str() {
        "*" => ExprKind::All,
        _ => ExprKind::Pattern { text: pattern },
    })
}

/// The run of a pattern such as `東京*` without its wildcards, if they stand only at ends whose
/// letters belong to a script that is written without spaces.
fn unspaced_run(pattern: &str) -> Option<&str> {
    let run = pattern.trim_matches(is_wildcard);
    let touched = [
        pattern.starts_with(is_wildcard).then(|| run.chars().next()),
        pattern.ends_with(is_wildcard).then(|| run.chars().next_back()),
    ];
    let is_unspaced = |letter: Option<char>| letter.is_some_and(is_unspaced_letter);
    let is_run = run != pattern && !run.contains(is_wildcard) && touched.into_iter().flatten().all(is_unspaced);
    is_run.then_some(run)
}

fn phrase_or_word(text: &str, span: &Range<usize>, notes: &mut Vec<Note>) -> Result<ExprKind, QueryError> {
    let mut found: Vec<String> = words(text).map(|word| word.text.to_owned()).collect();
    match found.len() {
        0 => Err(QueryError::new(span.clone(), QueryErrorKind::NoWord)),
        1 => {
            let kind = one_word(&found.remove(0));
            if let ExprKind::Word { text, exact: true } = &kind {
                notes.push(Note {
                    span: span.clone(),
                    text: format!("`{text}` is read as a word here and not as the operator"),
                });
            }
            Ok(kind)
        }
        _ => Ok(ExprKind::Phrase { words: found }),
    }
}

/// A word by stem; a word that is spelled as an operator by itself alone, so that it prints as
/// `=or` and reads back as the word.
fn one_word(text: &str) -> ExprKind {
    ExprKind::Word {
        text: text.to_owned(),
        exact: is_operator_word(text),
    }
}

fn is_wildcard(letter: char) -> bool {
    matches!(letter, '*' | '?' | '!')
}

/// The first wildcard of a quoted text that touches a word, where somebody could have meant it.
fn wildcard_at_word(text: &str) -> Option<char> {
    let letters: Vec<char> = text.chars().collect();
    let touches = |at: usize| letters.get(at).is_some_and(|letter| is_word_char(*letter));
    letters
        .iter()
        .enumerate()
        .find(|(at, letter)| is_wildcard(**letter) && (touches(at + 1) || at.checked_sub(1).is_some_and(touches)))
        .map(|(_, letter)| *letter)
}
