//! What the lexer hands to the parser.

use std::ops::Range;

use super::FieldEntry;
use super::operators::Connective;

/// A piece of a query and where it stands, in bytes of the text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum TokenKind {
    /// `(`
    Open,
    /// `)`
    Close,
    /// A run of characters without space, bracket or quote. `bare` is false directly behind a sign
    /// or a field, where it is never an operator.
    Text { text: String, bare: bool },
    /// What stands between quotes.
    Quoted(String),
    /// `"a b"~5`: what stands between the quotes, and the number.
    Window { text: String, slack: u32 },
    /// A regular expression, without its slashes.
    Regex(String),
    /// `caps`, `atleast5`, `first50`; the bracket follows.
    Call(Connective),
    /// A sign directly before a part.
    Sign(Sign),
    /// `=` directly before a word.
    Exact,
    /// A field and how its value is compared; the value follows.
    Field(&'static FieldEntry, Relation),
    /// The value of a field that holds a date or a number.
    Value(String),
    /// `^2` behind a part.
    Weight(f32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// `+a`
    Required,
    /// `-a`, `!a`
    Not,
}

/// How a field and a value are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// `field:value`
    Has,
    /// `field=value`
    Is,
    /// `field>value`
    Above,
    /// `field>=value`
    AtLeast,
    /// `field<value`
    Below,
    /// `field<=value`
    AtMost,
}
