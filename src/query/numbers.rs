//! Numbers in a query: `words>500`, `words:200..800`.

use super::NumberRange;
use super::error::{QueryErrorKind, found, quoted};
use super::ranges::{Extent, extent};
use super::token::Relation;

/// What the value of a number field asks, and a note on how it was read.
#[derive(Debug)]
pub(super) struct NumberReading {
    pub(super) range: NumberRange,
    pub(super) note: Option<String>,
}

/// Reads a number or a range of numbers.
pub(super) fn read_numbers(text: &str, relation: Relation) -> Result<NumberReading, QueryErrorKind> {
    let bad = || QueryErrorKind::BadNumber { found: found(text) };
    let empty = || QueryErrorKind::NoNumber { found: quoted(text) };
    let (from, to) = match extent(text).ok_or_else(bad)? {
        Extent::One(one) => {
            let number = number(one).ok_or_else(bad)?;
            let (least, most) = match relation {
                Relation::Has | Relation::Is => (Some(number), Some(number)),
                Relation::Above => (Some(number.checked_add(1).ok_or_else(empty)?), None),
                Relation::AtLeast => (Some(number), None),
                Relation::Below => (None, Some(number.checked_sub(1).ok_or_else(empty)?)),
                Relation::AtMost => (None, Some(number)),
            };
            let range = NumberRange { least, most };
            return Ok(NumberReading { range, note: None });
        }
        Extent::Between(from, to) => (from, to),
    };
    if !matches!(relation, Relation::Has | Relation::Is) || (from.text.is_none() && to.text.is_none()) {
        return Err(bad());
    }
    let read = |text: Option<&str>| text.map(|text| number(text).ok_or_else(bad)).transpose();
    let mut ends = [(read(from.text)?, from.is_excluded), (read(to.text)?, to.is_excluded)];
    let is_turned = matches!((ends[0].0, ends[1].0), (Some(from), Some(to)) if from > to);
    if is_turned {
        ends.swap(0, 1);
    }
    let [(least, least_excluded), (most, most_excluded)] = ends;
    let least = least
        .map(|least| least.checked_add(u64::from(least_excluded)).ok_or_else(empty))
        .transpose()?;
    let most = most
        .map(|most| most.checked_sub(u64::from(most_excluded)).ok_or_else(empty))
        .transpose()?;
    if matches!((least, most), (Some(least), Some(most)) if least > most) {
        return Err(empty());
    }
    let note = is_turned.then(|| format!("the range `{}` is turned round", quoted(text)));
    Ok(NumberReading {
        range: NumberRange { least, most },
        note,
    })
}

/// A whole number, with or without separators of thousands.
fn number(text: &str) -> Option<u64> {
    let digits: String = text
        .chars()
        .filter(|letter| !matches!(letter, ',' | '_' | '\'' | '’'))
        .collect();
    match digits.bytes().all(|byte| byte.is_ascii_digit()) {
        true => digits.parse().ok(),
        false => None,
    }
}
