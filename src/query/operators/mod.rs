//! The operators of the language: one table for the parser, the help and the error texts.
//!
//! An operator is a file here and a line in [`OPERATORS`]. Those that are part of the language but
//! not built yet stand in it too, so that they are named in an error and never read as words.

mod atleast;
mod boolean;
mod caps;
mod first;
mod fuzzy;
mod near;
mod not_within;
mod paragraph;
mod pre;
mod regex;
mod sentence;
mod signs;
mod window;

pub(super) use not_within::NOT_WITHIN;
pub(super) use regex::REGEX;
pub(super) use window::WINDOW;

/// Every operator, those that bind tightest first.
pub const OPERATORS: &[&Operator] = &[
    &signs::PHRASE,
    &signs::EXACT,
    &signs::PATTERN,
    &fuzzy::FUZZY,
    &regex::REGEX,
    &signs::WEIGHT,
    &caps::CAPS,
    &atleast::ATLEAST,
    &first::FIRST,
    &window::WINDOW,
    &near::NEAR,
    &pre::PRE,
    &sentence::SENTENCE,
    &paragraph::PARAGRAPH,
    &not_within::NOT_WITHIN,
    &boolean::NOT,
    &signs::REQUIRED,
    &boolean::AND,
    &boolean::OR,
];

/// An operator of the language: a row of [`OPERATORS`].
#[derive(Debug)]
pub struct Operator {
    /// How it is written, with its operands; the first is the usual one.
    pub written: &'static [&'static str],
    /// What it means, a few words for the help.
    pub meaning: &'static str,
    /// Where it stands and how many operands it has.
    pub place: Place,
    /// How tightly it binds.
    pub binding: Binding,
    /// Whether it is understood.
    pub status: Status,
    /// True for a text that is this operator, without its operands. A sign that the lexer reads
    /// itself is never asked for here.
    pub is: fn(&str) -> bool,
}

/// Where an operator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A word between two operands.
    Between,
    /// A word before its one operand.
    Before,
    /// Directly before brackets that hold its operand: `caps(…)`.
    Call,
    /// A sign that is part of a word, a quote or a bracket.
    Sign,
}

/// How tightly an operator binds, the tightest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binding {
    /// Phrases, fields, signs and brackets.
    Part,
    /// Proximity.
    Proximity,
    /// NOT.
    Not,
    /// AND, and words side by side.
    And,
    /// OR.
    Or,
}

/// Whether an operator is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is. The connective is what the parser does with it.
    Built(Option<Connective>),
    /// Not yet. Holds what to write until it is.
    NotYet(&'static str),
}

/// What joins or turns parts of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connective {
    /// `a AND b`
    And,
    /// `a OR b`
    Or,
    /// `NOT a`
    Not,
}

/// Returns the operator that a text is in a given place.
pub(super) fn find_operator(text: &str, place: Place) -> Option<&'static Operator> {
    OPERATORS
        .iter()
        .copied()
        .find(|operator| operator.place == place && (operator.is)(text))
}

/// True for a word that would be read as an operator if it stood alone between others.
pub(super) fn is_operator_word(text: &str) -> bool {
    find_operator(text, Place::Between).is_some() || find_operator(text, Place::Before).is_some()
}

/// True for a text that is a proximity operator whatever stands around it, such as `w/5`.
pub(super) fn is_within(text: &str) -> bool {
    text.contains('/') && find_operator(text, Place::Between).is_some()
}

/// What a table row says of texts that the lexer finds by itself.
fn never(_: &str) -> bool {
    false
}

/// True for `near/5`, `w/5` and the like: one of the names, a slash and digits.
fn is_steps(text: &str, names: &[&str]) -> bool {
    let Some((name, steps)) = text.split_once('/') else {
        return false;
    };
    is_one_of(name, names) && is_number(steps)
}

/// True for `w/s` and the like: one of the names, a slash and one of the units.
fn is_unit(text: &str, names: &[&str], units: &[&str]) -> bool {
    match text.split_once('/') {
        Some((name, unit)) => is_one_of(name, names) && is_one_of(unit, units),
        None => false,
    }
}

/// True for `atleast5` and the like: one of the names and digits directly behind it.
fn is_numbered(text: &str, names: &[&str]) -> bool {
    let digits = text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    is_one_of(&text[..text.len() - digits.len()], names) && is_number(digits)
}

fn is_one_of(text: &str, names: &[&str]) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(text))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
