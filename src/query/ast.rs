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
    /// `zelensky~`, `zelensky~2`: every word so nearly spelled.
    Fuzzy {
        /// The word as typed; exactly one word of the tokenizer.
        text: String,
        /// Most edits, 1 or 2: a letter put in, left out or changed, two neighbours swapped.
        edits: u8,
    },
    /// `/zelens(k|s)y/`: every word that matches the regular expression, whole.
    Regex {
        /// The expression as typed, without its slashes.
        text: String,
    },
    /// `caps(Turkey)`, `caps("White House")`: words next to each other, printed with exactly this
    /// case and these accents.
    Caps {
        /// The words as typed; at least one.
        words: Vec<String>,
    },
    /// `"a b c"~5`: all the words, in any order, in a window of their number plus `slack` words.
    Window {
        /// The words as typed; at least two.
        words: Vec<String>,
        /// Words that may stand between them.
        slack: u32,
    },
    /// `a w/5 b`, `a PRE/s b`, `a NOT w/5 b`.
    Near(Box<Near>),
    /// `atleast5(a)`: at least so many times in headline and body together.
    AtLeast {
        /// How often; at least 1.
        times: u32,
        /// A part that stands at places, see [`ExprKind::is_placed`].
        part: Box<Expr>,
    },
    /// `first50(a)`: as a whole among the first words of the body.
    First {
        /// How many words; at least 1.
        words: u32,
        /// A part that stands at places, see [`ExprKind::is_placed`].
        part: Box<Expr>,
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
    /// `copies>5`: the number of other articles of its story lies inside.
    Copies(NumberRange),
    /// `story:0126336d`: the story with a key that begins so, or that has an article whose id does; in small
    /// letters.
    Story(String),
    /// `a^2`: counts so many times as much in the ranking.
    Boost(Box<Expr>, f32),
}

/// Two parts of which one stands near the other. Both are parts that stand at places, see
/// [`ExprKind::is_placed`].
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The part before the operator.
    pub left: Expr,
    /// The part behind it.
    pub right: Expr,
    /// How near.
    pub within: Within,
    /// True if the left part must end before the right one begins.
    pub ordered: bool,
    /// True for `a NOT w/5 b`: a left part that has no right part so near.
    pub negated: bool,
}

/// How near two parts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// At most so many steps from the end of one to the beginning of the other. Neighbours are 1
    /// apart, parts that overlap 0.
    Steps(u32),
    /// In one sentence.
    Sentence,
    /// In one paragraph.
    Paragraph,
}

impl ExprKind {
    /// The parts directly below this one, in their order; none for a leaf.
    pub fn parts(&self) -> Vec<&Expr> {
        match self {
            ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().collect(),
            ExprKind::Near(near) => vec![&near.left, &near.right],
            ExprKind::Not(part)
            | ExprKind::Required(part)
            | ExprKind::In(_, part)
            | ExprKind::AtLeast { part, .. }
            | ExprKind::First { part, .. }
            | ExprKind::Boost(part, _) => vec![part],
            ExprKind::All
            | ExprKind::Word { .. }
            | ExprKind::Phrase { .. }
            | ExprKind::Pattern { .. }
            | ExprKind::Fuzzy { .. }
            | ExprKind::Regex { .. }
            | ExprKind::Caps { .. }
            | ExprKind::Window { .. }
            | ExprKind::Whole { .. }
            | ExprKind::Empty(_)
            | ExprKind::Published(_)
            | ExprKind::WordCount(_)
            | ExprKind::Copies(_)
            | ExprKind::Story(_) => Vec::new(),
        }
    }

    /// True for a part that stands at places in a text, so that proximity and counting can look at
    /// them: words of all kinds, phrases, windows, proximity, and OR of such parts.
    pub fn is_placed(&self) -> bool {
        match self {
            ExprKind::Word { .. }
            | ExprKind::Phrase { .. }
            | ExprKind::Pattern { .. }
            | ExprKind::Fuzzy { .. }
            | ExprKind::Regex { .. }
            | ExprKind::Caps { .. }
            | ExprKind::Window { .. }
            | ExprKind::Near(_)
            | ExprKind::First { .. } => true,
            ExprKind::Or(parts) => parts.iter().all(|part| part.kind.is_placed()),
            ExprKind::All
            | ExprKind::And(_)
            | ExprKind::Not(_)
            | ExprKind::Required(_)
            | ExprKind::In(..)
            | ExprKind::Whole { .. }
            | ExprKind::Empty(_)
            | ExprKind::Published(_)
            | ExprKind::WordCount(_)
            | ExprKind::Copies(_)
            | ExprKind::Story(_)
            | ExprKind::AtLeast { .. }
            | ExprKind::Boost(..) => false,
        }
    }
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
