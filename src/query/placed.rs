//! What may stand beside a proximity operator, in a count and in a field, and what somebody meant
//! who wrote something else there.

use super::error::{QueryError, QueryErrorKind};
use super::{Expr, ExprKind, Field, Near};

/// Most pairs of words for which an error says what was meant: a longer hint is none.
const MOST_PAIRS_IN_HINT: usize = 12;

/// Longest query that a hint spells out, in characters.
const LONGEST_IN_HINT: usize = 100;

/// The proximity of two parts, if both stand at places. `written` is the operator as typed.
pub(super) fn near(near: Near, written: &str) -> Result<ExprKind, QueryError> {
    let misplaced = unplaced(&near.left).or_else(|| unplaced(&near.right));
    let Some(part) = misplaced else {
        return Ok(ExprKind::Near(Box::new(near)));
    };
    let hint = match (&near.left.kind, &near.right.kind) {
        (ExprKind::In(left, _), ExprKind::In(right, _)) if left != right => {
            "proximity never crosses from one field to another: join them with AND".to_owned()
        }
        _ => match leaves(&near.left).saturating_mul(leaves(&near.right)) {
            0..=MOST_PAIRS_IN_HINT => hint(meant_near(near.clone()), &part.kind),
            _ => hint(None, &part.kind),
        },
    };
    Err(not_placed(part, format!("beside `{written}`"), hint))
}

/// A count of a part, if it stands at places. `written` is the operator as typed.
pub(super) fn counted(part: Expr, written: &str, count: &dyn Fn(Expr) -> ExprKind) -> Result<ExprKind, QueryError> {
    let Some(misplaced) = unplaced(&part) else {
        return Ok(count(part));
    };
    let hint = match leaves(&part) {
        0..=MOST_PAIRS_IN_HINT => hint(meant_count(part.clone(), count), &misplaced.kind),
        _ => hint(None, &misplaced.kind),
    };
    Err(not_placed(misplaced, format!("in `{written}(…)`"), hint))
}

/// Refuses what looks at places of running text in a field that holds none, and `first50()` in a
/// field that is not the body.
pub(super) fn check_in_field(field: Field, part: &Expr) -> Result<(), QueryError> {
    let is_code = matches!(field, Field::Lang | Field::Id | Field::Path | Field::Url);
    let name = || field.name().to_owned();
    match &part.kind {
        ExprKind::Near(_)
        | ExprKind::Window { .. }
        | ExprKind::Fuzzy { .. }
        | ExprKind::Regex { .. }
        | ExprKind::Caps { .. }
        | ExprKind::AtLeast { .. }
        | ExprKind::First { .. }
            if is_code =>
        {
            let found = named(&part.kind);
            let kind = QueryErrorKind::NotInField { field: name(), found };
            let hint = format!("join words with AND or OR, such as {0}:(a OR b)", field.name());
            Err(QueryError::new(part.span.clone(), kind).hint(hint))
        }
        ExprKind::First { words, .. } if !matches!(field, Field::Body | Field::Lead) => {
            let written = format!("first{words}");
            let kind = QueryErrorKind::FirstOutsideBody { written, field: name() };
            let hint = format!("leave out `{}:`, or leave out `first{words}`", field.name());
            Err(QueryError::new(part.span.clone(), kind).hint(hint))
        }
        // A field inside has been looked at for itself.
        ExprKind::In(..) => Ok(()),
        kind => kind
            .parts()
            .into_iter()
            .try_for_each(|part| check_in_field(field, part)),
    }
}

fn not_placed(part: &Expr, place: String, hint: String) -> QueryError {
    let found = named(&part.kind);
    QueryError::new(part.span.clone(), QueryErrorKind::NotPlaced { place, found }).hint(hint)
}

/// The first part that stands at no place.
fn unplaced(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        kind if kind.is_placed() => None,
        ExprKind::Or(parts) => parts.iter().find_map(unplaced),
        _ => Some(expr),
    }
}

/// Words, phrases and other leaves of a part.
fn leaves(expr: &Expr) -> usize {
    match expr.kind.parts().as_slice() {
        [] => 1,
        parts => parts.iter().map(|part| leaves(part)).sum(),
    }
}

/// The query that was meant, spelled out, or what to do with a part of this kind.
fn hint(meant: Option<ExprKind>, found: &ExprKind) -> String {
    let meant = meant.map(|kind| Expr { kind, span: 0..0 }.to_string());
    match (meant.filter(|meant| meant.chars().count() <= LONGEST_IN_HINT), found) {
        (Some(meant), _) => format!("write {meant}"),
        (None, ExprKind::All) => "leave it out, or write a pattern such as negotiat*".to_owned(),
        (None, ExprKind::And(_)) => "write the operator once for each of the words, and join these with AND".to_owned(),
        (None, ExprKind::Boost(..)) => "put the weight behind the whole, in brackets".to_owned(),
        (None, ExprKind::Required(_)) => "leave out `+`".to_owned(),
        (None, _) => "write it apart and join it with AND: it holds for the whole article".to_owned(),
    }
}

/// What somebody meant who wrote a proximity of parts that stand at no place: weights and fields
/// hold for the whole, AND for each of its parts, NOT for the operator.
fn meant_near(near: Near) -> Option<ExprKind> {
    let Near {
        left,
        right,
        within,
        ordered,
        negated,
    } = near;
    let with = |left: Expr, right: Expr, negated: bool| {
        meant_near(Near {
            left,
            right,
            within,
            ordered,
            negated,
        })
        .map(expr)
    };
    Some(match (left, right) {
        (left, right) if left.kind.is_placed() && right.kind.is_placed() => ExprKind::Near(Box::new(Near {
            left,
            right,
            within,
            ordered,
            negated,
        })),
        (
            Expr {
                kind: ExprKind::Boost(part, weight),
                ..
            },
            right,
        ) => ExprKind::Boost(Box::new(with(*part, right, negated)?), weight),
        (
            left,
            Expr {
                kind: ExprKind::Boost(part, weight),
                ..
            },
        ) => ExprKind::Boost(Box::new(with(left, *part, negated)?), weight),
        (
            Expr {
                kind: ExprKind::Required(part),
                ..
            },
            right,
        ) => with(*part, right, negated)?.kind,
        (
            left,
            Expr {
                kind: ExprKind::Required(part),
                ..
            },
        ) => with(left, *part, negated)?.kind,
        (
            Expr {
                kind: ExprKind::In(field, left),
                ..
            },
            Expr {
                kind: ExprKind::In(other, right),
                ..
            },
        ) => match field == other {
            true => in_field(field, with(*left, *right, negated)?)?,
            false => return None,
        },
        (
            Expr {
                kind: ExprKind::In(field, part),
                ..
            },
            right,
        ) => in_field(field, with(*part, right, negated)?)?,
        (
            left,
            Expr {
                kind: ExprKind::In(field, part),
                ..
            },
        ) => in_field(field, with(left, *part, negated)?)?,
        (
            left,
            Expr {
                kind: ExprKind::Not(part),
                ..
            },
        ) => with(left, *part, !negated)?.kind,
        (
            Expr {
                kind: ExprKind::Not(part),
                ..
            },
            right,
        ) if !ordered && !negated => with(right, *part, true)?.kind,
        (
            Expr {
                kind: ExprKind::And(parts),
                ..
            },
            right,
        ) => ExprKind::And(
            parts
                .into_iter()
                .map(|part| with(part, right.clone(), negated))
                .collect::<Option<_>>()?,
        ),
        (
            left,
            Expr {
                kind: ExprKind::And(parts),
                ..
            },
        ) => ExprKind::And(
            parts
                .into_iter()
                .map(|part| with(left.clone(), part, negated))
                .collect::<Option<_>>()?,
        ),
        _ => return None,
    })
}

/// What somebody meant who counted a part that stands at no place.
fn meant_count(part: Expr, count: &dyn Fn(Expr) -> ExprKind) -> Option<ExprKind> {
    let inside = |part: Expr| meant_count(part, count).map(expr);
    Some(match part.kind {
        kind if kind.is_placed() => count(expr(kind)),
        ExprKind::Boost(part, weight) => ExprKind::Boost(Box::new(inside(*part)?), weight),
        ExprKind::Required(part) => inside(*part)?.kind,
        ExprKind::In(field, part) => in_field(field, inside(*part)?)?,
        ExprKind::Not(part) => ExprKind::Not(Box::new(inside(*part)?)),
        ExprKind::And(parts) => ExprKind::And(parts.into_iter().map(inside).collect::<Option<_>>()?),
        _ => return None,
    })
}

/// A part in a field, if it can stand there.
fn in_field(field: Field, part: Expr) -> Option<ExprKind> {
    check_in_field(field, &part).ok()?;
    Some(ExprKind::In(field, Box::new(part)))
}

fn expr(kind: ExprKind) -> Expr {
    Expr { kind, span: 0..0 }
}

/// How an error names a part of this kind.
fn named(kind: &ExprKind) -> String {
    match kind {
        ExprKind::All => "`*`".to_owned(),
        ExprKind::Word { .. } => "a word".to_owned(),
        ExprKind::Phrase { .. } => "a phrase".to_owned(),
        ExprKind::Pattern { .. } => "a pattern".to_owned(),
        ExprKind::Fuzzy { .. } => "`~`".to_owned(),
        ExprKind::Regex { .. } => "a regular expression".to_owned(),
        ExprKind::Caps { .. } => "`caps()`".to_owned(),
        ExprKind::Window { slack, .. } => format!("`\"…\"~{slack}`"),
        ExprKind::Near(_) => "proximity".to_owned(),
        ExprKind::AtLeast { times, .. } => format!("`atleast{times}()`"),
        ExprKind::First { words, .. } => format!("`first{words}()`"),
        ExprKind::And(_) => "words joined by AND".to_owned(),
        ExprKind::Or(_) => "OR".to_owned(),
        ExprKind::Not(_) => "NOT".to_owned(),
        ExprKind::Required(_) => "`+`".to_owned(),
        ExprKind::In(field, _) => format!("the field `{}`", field.name()),
        ExprKind::Whole { .. } => "a whole name".to_owned(),
        ExprKind::Empty(field) => format!("`{}:none`", field.name()),
        ExprKind::Published(_) => "a date".to_owned(),
        ExprKind::WordCount(_) => "a number of words".to_owned(),
        ExprKind::Copies(_) => "a number of copies".to_owned(),
        ExprKind::Story(_) => "a story".to_owned(),
        ExprKind::Boost(..) => "a weight".to_owned(),
    }
}
