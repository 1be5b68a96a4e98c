//! The operators of the language: one table for the parser, the help and the error texts.
//!
//! An operator is a file here and a line in [`OPERATORS`].

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

pub(super) use caps::is_caps_elsewhere;
pub(super) use fuzzy::word_and_edits;

use super::Within;

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
    /// What a text joins or turns as this operator, without its operands; `None` if it is another
    /// text. A sign that the lexer reads itself is never asked for here.
    pub read: fn(&str) -> Option<Connective>,
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

/// What joins, turns or counts parts of a query. Numbers stand as written and are limited by the
/// parser; one that is too long for its type is the largest of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connective {
    /// `a AND b`
    And,
    /// `a OR b`
    Or,
    /// `NOT a`
    Not,
    /// `a w/5 b`
    Near {
        /// How near.
        within: Within,
        /// True if the first must end before the second begins.
        ordered: bool,
    },
    /// `caps(a)`
    Caps,
    /// `atleast5(a)`, the number if one is written.
    AtLeast(Option<u32>),
    /// `first50(a)`, the number if one is written.
    First(Option<u32>),
}

/// Returns what the operator that a text is in a given place joins or turns.
pub(super) fn find_operator(text: &str, place: Place) -> Option<Connective> {
    OPERATORS
        .iter()
        .filter(|operator| operator.place == place)
        .find_map(|operator| (operator.read)(text))
}

/// True for a word that would be read as an operator if it stood alone between others.
pub(super) fn is_operator_word(text: &str) -> bool {
    find_operator(text, Place::Between).is_some() || find_operator(text, Place::Before).is_some()
}

/// True for an operator that could be an ordinary word too: `or`, `NEAR`, but neither `w/5` nor `&&`.
pub(super) fn is_plain_word(text: &str) -> bool {
    text.contains(char::is_alphabetic) && !text.contains('/')
}

/// What a table row says of texts that the lexer finds by itself.
fn never(_: &str) -> Option<Connective> {
    None
}

/// The number of `near/5`, `w/5` and the like: one of the names, a slash and digits.
fn number_behind_slash(text: &str, names: &[&str]) -> Option<u32> {
    let (name, digits) = text.split_once('/')?;
    number(digits).filter(|_| is_one_of(name, names))
}

/// For `atleast5` and the like the number, if there is one: one of the names and digits directly
/// behind it.
fn number_behind(text: &str, names: &[&str]) -> Option<Option<u32>> {
    let digits = text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let name = &text[..text.len() - digits.len()];
    match (is_one_of(name, names), number(digits)) {
        (true, number) if number.is_some() || digits.is_empty() => Some(number),
        _ => None,
    }
}

/// Whether `w/s` and the like ask for an order: a name of proximity, a slash and one of the units.
fn order_before_unit(text: &str, units: &[&str]) -> Option<bool> {
    let (name, unit) = text.split_once('/')?;
    let ordered = match name {
        _ if is_one_of(name, &["", "W", "NEAR"]) => false,
        _ if is_one_of(name, &["PRE", "ONEAR"]) => true,
        _ => return None,
    };
    is_one_of(unit, units).then_some(ordered)
}

fn is_one_of(text: &str, names: &[&str]) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(text))
}

/// A number of digits; the largest there is for one that is larger.
fn number(digits: &str) -> Option<u32> {
    match !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        true => Some(digits.parse().unwrap_or(u32::MAX)),
        false => None,
    }
}
