//! The tree of a query: what was asked, with where in the text it was asked.

use std::ops::Range;

use jiff::civil::Date;

use super::Field;

/// A query as it was read.
#[derive(Clone, Debug)]
pub struct Query {
    /// The text as typed.
    pub text: String,
    /// What was asked.
    pub root: Expr,
    /// What was read otherwise than a hasty reader might think, in the order of the text.
    pub notes: Vec<Note>,
}

/// A remark on how a part of the text was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The part, in bytes of the text.
    pub span: Range<usize>,
    /// One sentence, small letters, no full stop.
    pub text: String,
}

/// A part of a query. Two are equal if they ask the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What is asked.
    pub kind: ExprKind,
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
}

/// What a part of a query asks. The leaves that hold text are looked for in headline and body
/// unless a field stands around them.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `*`: every article.
    All,
    /// `talks`, `=talks`: one word.
    Word {
        /// The word as typed; exactly one word of the tokenizer.
        text: String,
        /// True for `=talks`: no stem, no alias.
        exact: bool,
    },
    /// `"peace talks"`, `multi-agent`: words next to each other, as typed.
    Phrase {
        /// The words as typed; at least two.
        words: Vec<String>,
    },
    /// `negotiat*`, `wom?n`: every word of the pattern.
    Pattern {
        /// The pattern as typed: letters and digits, `*` and `?`.
        text: String,
    },
    /// All of them; at least two.
    And(Vec<Expr>),
    /// Any of them; at least two.
    Or(Vec<Expr>),
    /// Articles without it.
    Not(Box<Expr>),
    /// `+a`: required even where words side by side mean OR.
    Required(Box<Expr>),
    /// `field:…`: the part, looked for in this field.
    In(Field, Box<Expr>),
    /// `person="Volodymyr Zelensky"`: the whole name.
    Whole {
        /// The field, one of those that hold names.
        field: Field,
        /// The name as typed.
        name: String,
    },
    /// `date:none`, `byline:none`: the field is empty.
    Empty(Field),
    /// `date:2025-04`: the whole of the article's date lies inside.
    Published(DateRange),
    /// `words>500`: the number of words in the body lies inside.
    WordCount(NumberRange),
    /// `a^2`: counts so many times as much in the ranking.
    Boost(Box<Expr>, f32),
}

/// Days from and to, both inclusive; `None` is an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
}

/// Numbers from and to, both inclusive; `None` is an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberRange {
    /// The lowest number.
    pub least: Option<u64>,
    /// The highest number.
    pub most: Option<u64>,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}
