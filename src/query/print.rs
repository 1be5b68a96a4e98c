//! A tree back to text, in the one form that every tree has: operators written out, brackets
//! wherever two operators meet.

use std::fmt;

use jiff::civil::Date;

use super::letters::quotes_for;
use super::{DateRange, Expr, ExprKind, Near, NumberRange, Within};

impl fmt::Display for Expr {
    /// Writes the query in its canonical form, which reads back as the same tree.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::All => out.write_str("*"),
            ExprKind::Word { text, exact } => write!(out, "{}{text}", if *exact { "=" } else { "" }),
            ExprKind::Phrase { words } => write!(out, "\"{}\"", words.join(" ")),
            ExprKind::Pattern { text } => out.write_str(text),
            ExprKind::Fuzzy { text, edits } => write!(out, "{text}~{edits}"),
            ExprKind::Regex { text } => write!(out, "/{text}/"),
            ExprKind::Caps { words } => match words.as_slice() {
                [word] => write!(out, "caps({word})"),
                words => write!(out, "caps(\"{}\")", words.join(" ")),
            },
            ExprKind::Window { words, slack } => write!(out, "\"{}\"~{slack}", words.join(" ")),
            ExprKind::Near(near) => near.fmt(out),
            ExprKind::AtLeast { times, part } => write!(out, "atleast{times}({part})"),
            ExprKind::First { words, part } => write!(out, "first{words}({part})"),
            ExprKind::And(parts) => joined(out, parts, " AND "),
            ExprKind::Or(parts) => joined(out, parts, " OR "),
            ExprKind::Not(part) => write!(out, "NOT {}", Operand(part)),
            ExprKind::Required(part) => match part.kind {
                ExprKind::Not(_) => write!(out, "+({part})"),
                _ => write!(out, "+{}", Operand(part)),
            },
            ExprKind::In(field, part) => match &part.kind {
                // The word `none` without brackets would ask for an empty field.
                ExprKind::Word { text, exact: false } if text.eq_ignore_ascii_case("none") => {
                    write!(out, "{}:({text})", field.name())
                }
                ExprKind::Word { .. }
                | ExprKind::Phrase { .. }
                | ExprKind::Pattern { .. }
                | ExprKind::Fuzzy { .. }
                | ExprKind::Regex { .. }
                | ExprKind::Caps { .. }
                | ExprKind::Window { .. } => write!(out, "{}:{part}", field.name()),
                _ => write!(out, "{}:({part})", field.name()),
            },
            ExprKind::Whole { field, name } => {
                let (open, close) = quotes_for(name);
                write!(out, "{}={open}{name}{close}", field.name())
            }
            ExprKind::Empty(field) => write!(out, "{}:none", field.name()),
            ExprKind::Published(range) => write!(out, "date:{range}"),
            ExprKind::WordCount(range) => write!(out, "words:{range}"),
            ExprKind::Copies(range) => write!(out, "copies:{range}"),
            ExprKind::Story(key) => write!(out, "story:{key}"),
            ExprKind::Boost(part, weight) => match part.kind {
                ExprKind::Not(_) | ExprKind::Boost(..) | ExprKind::Required(_) | ExprKind::Near(_) => {
                    write!(out, "({part})^{weight}")
                }
                _ => write!(out, "{}^{weight}", Operand(part)),
            },
        }
    }
}

impl fmt::Display for Near {
    /// Writes `a w/5 b`, `a PRE/s b`, `a NOT w/p b`; parts that are no words or quotations in brackets.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = if self.negated { "NOT " } else { "" };
        let name = if self.ordered { "PRE" } else { "w" };
        write!(
            out,
            "{} {not}{name}/{} {}",
            Side(&self.left),
            self.within,
            Side(&self.right)
        )
    }
}

impl fmt::Display for Within {
    /// Writes what stands behind the slash: a number, `s` or `p`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Within::Steps(steps) => steps.fmt(out),
            Within::Sentence => out.write_str("s"),
            Within::Paragraph => out.write_str("p"),
        }
    }
}

/// A side of a proximity: OR and another proximity in brackets.
struct Side<'a>(&'a Expr);

impl fmt::Display for Side<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind {
            ExprKind::Or(_) | ExprKind::Near(_) => write!(out, "({})", self.0),
            _ => self.0.fmt(out),
        }
    }
}

/// A part that another operator takes: AND and OR in brackets.
struct Operand<'a>(&'a Expr);

impl fmt::Display for Operand<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind {
            ExprKind::And(_) | ExprKind::Or(_) => write!(out, "({})", self.0),
            _ => self.0.fmt(out),
        }
    }
}

fn joined(out: &mut fmt::Formatter<'_>, parts: &[Expr], operator: &str) -> fmt::Result {
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            out.write_str(operator)?;
        }
        write!(out, "{}", Operand(part))?;
    }
    Ok(())
}

impl fmt::Display for DateRange {
    /// Writes a day, month or year as such (`2025-04`), other ranges as `2025-04-01..2025-06-12`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(first), Some(last)) = (self.first, self.last) {
            if first == last {
                return write!(out, "{first}");
            }
            if is_year(first, last) {
                return write!(out, "{:04}", first.year());
            }
            if first == first.first_of_month() && last == first.last_of_month() {
                return write!(out, "{:04}-{:02}", first.year(), first.month());
            }
        }
        if let Some(first) = self.first {
            write!(out, "{first}")?;
        }
        out.write_str("..")?;
        match self.last {
            Some(last) => write!(out, "{last}"),
            None => Ok(()),
        }
    }
}

fn is_year(first: Date, last: Date) -> bool {
    first == first.first_of_year() && last == first.last_of_year()
}

impl fmt::Display for NumberRange {
    /// Writes one number as such, a range as `200..800`, `200..` or `..800`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(least) = self.least {
            write!(out, "{least}")?;
            if self.least == self.most {
                return Ok(());
            }
        }
        out.write_str("..")?;
        match self.most {
            Some(most) => write!(out, "{most}"),
            None => Ok(()),
        }
    }
}
