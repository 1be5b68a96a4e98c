//! Which spellings are one place: equal names, the forms of a country (US, U.S., United States), and
//! Portland for `Portland, Maine` if no other Portland is named with what it lies in.

use std::collections::BTreeMap;

use super::Map;
use super::form::Form;
use super::lists::place_group;
use crate::article::EntityKind;

/// What the names of places are compared by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum PlaceKey {
    /// One of the forms of a country or city.
    Group(usize),
    /// The name without spaces.
    Name(String),
}

/// Joins the places among the forms.
pub(super) fn join(forms: &[Form<'_>], heads: &mut [usize], expansions: &BTreeMap<usize, usize>) {
    let mut by_key: Map<PlaceKey, usize> = Map::default();
    // Names with a comma: by the part before it, the heads of all.
    let mut with_comma: Map<PlaceKey, Vec<usize>> = Map::default();
    for (number, form) in forms
        .iter()
        .enumerate()
        .filter(|(_, form)| form.kind == EntityKind::Place)
    {
        let whole = key_of(&form.key.flat, &form.key.words);
        heads[number] = *by_key.entry(whole).or_insert(number);
        if let Some((town, _)) = form.text.split_once(',') {
            let words = &form.key.words[..town.split_whitespace().count().min(form.key.words.len())];
            let towns = with_comma.entry(key_of(&words.concat(), words)).or_default();
            if !towns.contains(&heads[number]) {
                towns.push(heads[number]);
            }
        }
    }
    let mut with_comma: Vec<(PlaceKey, Vec<usize>)> = with_comma.into_iter().collect();
    with_comma.sort_by(|(_, one), (_, other)| one.cmp(other));
    for (town, longer) in &with_comma {
        // Two of one name in two states are two.
        if let ([whole], Some(town)) = (longer.as_slice(), by_key.get(town)) {
            join_heads(heads, *whole, *town);
        }
    }
    for (short, name) in expansions {
        if forms[*short].kind == EntityKind::Place {
            join_heads(heads, heads[*short], heads[*name]);
        }
    }
}

/// Gives all forms of one head another.
fn join_heads(heads: &mut [usize], from: usize, to: usize) {
    for head in heads {
        if *head == from {
            *head = to;
        }
    }
}

fn key_of(flat: &str, words: &[String]) -> PlaceKey {
    if let Some(group) = place_group(flat) {
        return PlaceKey::Group(group);
    }
    let long = match words.first().map(String::as_str) {
        Some("st") => Some(("st", "saint")),
        Some("ste") => Some(("ste", "sainte")),
        Some("mt") => Some(("mt", "mount")),
        Some("ft") => Some(("ft", "fort")),
        Some(_) | None => None,
    };
    let rest = long
        .filter(|_| words.len() > 1)
        .and_then(|(short, long)| Some((long, flat.strip_prefix(short)?)));
    PlaceKey::Name(match rest {
        Some((long, rest)) => format!("{long}{rest}"),
        None => flat.to_owned(),
    })
}
