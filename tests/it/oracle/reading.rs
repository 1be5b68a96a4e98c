//! The tree that the parser must give for a query.

use dateline::query::{DateRange, Expr, ExprKind, Near, NumberRange};
use jiff::civil::date;

use super::tree::{Field, Tree, Within};
use super::vocabulary::{REGEXES, Word};

fn expr(kind: ExprKind) -> Expr {
    Expr { kind, span: 0..0 }
}

fn boxed(tree: &Tree) -> Box<Expr> {
    Box::new(of_tree(tree))
}

fn texts(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.printed.to_owned()).collect()
}

fn text(word: &Word) -> String {
    word.printed.to_owned()
}

/// The tree as the parser must give it, with AND in AND and OR in OR made one list.
pub fn of_tree(tree: &Tree) -> Expr {
    let all = |trees: &[Tree]| trees.iter().map(of_tree).collect();
    flat(&expr(match tree {
        Tree::Word(word) => ExprKind::Word {
            text: text(word),
            exact: false,
        },
        Tree::Exact(word) => ExprKind::Word {
            text: text(word),
            exact: true,
        },
        Tree::Phrase(words) => ExprKind::Phrase { words: texts(words) },
        Tree::Pattern(text) => ExprKind::Pattern {
            text: text.replace('!', "*"),
        },
        Tree::Fuzzy(word, edits) => ExprKind::Fuzzy {
            text: text(word),
            edits: *edits as u8,
        },
        Tree::Regex(number) => ExprKind::Regex {
            text: REGEXES[*number].text.to_owned(),
        },
        Tree::Caps(words) => ExprKind::Caps { words: texts(words) },
        Tree::Window(words, slack) => ExprKind::Window {
            words: texts(words),
            slack: *slack as u32,
        },
        Tree::Near {
            left,
            right,
            within,
            ordered,
            negated,
        } => ExprKind::Near(Box::new(Near {
            left: of_tree(left),
            right: of_tree(right),
            within: match within {
                Within::Steps(steps) => dateline::query::Within::Steps(*steps as u32),
                Within::Sentence => dateline::query::Within::Sentence,
                Within::Paragraph => dateline::query::Within::Paragraph,
            },
            ordered: *ordered,
            negated: *negated,
        })),
        Tree::First(words, part) => ExprKind::First {
            words: *words as u32,
            part: boxed(part),
        },
        Tree::AtLeast(times, part) => ExprKind::AtLeast {
            times: *times as u32,
            part: boxed(part),
        },
        Tree::And(trees) => ExprKind::And(all(trees)),
        Tree::Or(trees) => ExprKind::Or(all(trees)),
        Tree::Not(part) => ExprKind::Not(boxed(part)),
        Tree::In(field, part) => {
            let field = match field {
                Field::Title => dateline::query::Field::Title,
                Field::Body => dateline::query::Field::Body,
                Field::Lead => dateline::query::Field::Lead,
                Field::Person => dateline::query::Field::Person,
            };
            ExprKind::In(field, boxed(part))
        }
        Tree::Whole(words) => ExprKind::Whole {
            field: dateline::query::Field::Person,
            name: texts(words).join(" "),
        },
        Tree::Month(month) => {
            let first = date(2025, *month as i8, 1);
            ExprKind::Published(DateRange {
                first: Some(first),
                last: Some(first.last_of_month()),
            })
        }
        Tree::Undated => ExprKind::Empty(dateline::query::Field::Date),
        Tree::Words(least, most) => ExprKind::WordCount(NumberRange {
            least: Some(*least as u64),
            most: Some(*most as u64),
        }),
    }))
}

/// The same with AND in AND and OR in OR made one list.
pub fn flat(read: &Expr) -> Expr {
    let list = |parts: &[Expr], inner: fn(ExprKind) -> Result<Vec<Expr>, ExprKind>| -> Vec<Expr> {
        let mut all = Vec::new();
        for part in parts {
            match inner(flat(part).kind) {
                Ok(parts) => all.extend(parts),
                Err(kind) => all.push(expr(kind)),
            }
        }
        all
    };
    let flat_box = |part: &Expr| Box::new(flat(part));
    expr(match &read.kind {
        ExprKind::And(parts) => ExprKind::And(list(parts, |kind| match kind {
            ExprKind::And(parts) => Ok(parts),
            kind => Err(kind),
        })),
        ExprKind::Or(parts) => ExprKind::Or(list(parts, |kind| match kind {
            ExprKind::Or(parts) => Ok(parts),
            kind => Err(kind),
        })),
        ExprKind::Near(near) => ExprKind::Near(Box::new(Near {
            left: flat(&near.left),
            right: flat(&near.right),
            ..near.as_ref().clone()
        })),
        ExprKind::Not(part) => ExprKind::Not(flat_box(part)),
        ExprKind::In(field, part) => ExprKind::In(*field, flat_box(part)),
        ExprKind::First { words, part } => ExprKind::First {
            words: *words,
            part: flat_box(part),
        },
        ExprKind::AtLeast { times, part } => ExprKind::AtLeast {
            times: *times,
            part: flat_box(part),
        },
        kind => kind.clone(),
    })
}
