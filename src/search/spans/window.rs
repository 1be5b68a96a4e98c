//! `"a b c"~5`: runs of words that hold each word of a phrase, in any order.

use super::near::Budget;
use super::{Span, Text, TooManyPairs};

/// Adds every run of at most `length` words that begins and ends with one of the words and in
/// which each of them can be given a place of its own, in order.
///
/// ```text
/// "b a"~1    length 3
/// a x b a    [a x b] [b a]       not [a x b a]: too long
/// ```
pub fn windows(
    words: &[(usize, u32)],
    length: u32,
    text: &Text<'_>,
    budget: &mut Budget,
    found: &mut Vec<Span>,
) -> Result<(), TooManyPairs> {
    let mut places: Vec<(u32, usize)> = Vec::new();
    for (number, (slot, _)) in words.iter().enumerate() {
        let of_word = text.places.get(*slot).map_or(&[][..], Vec::as_slice);
        if of_word.is_empty() {
            return Ok(());
        }
        places.extend(of_word.iter().map(|place| (*place, number)));
    }
    places.sort_unstable();
    let times = |word: usize| words.get(word).map_or(0, |(_, times)| *times);
    let mut seen = vec![0u32; words.len()];
    for (from, (first, first_word)) in places.iter().enumerate() {
        seen.fill(0);
        let mut missing: u32 = words.iter().map(|(_, times)| times).sum();
        for (at, (last, word)) in places.iter().enumerate().skip(from) {
            if last - first >= length {
                break;
            }
            budget.spend()?;
            seen[*word] += 1;
            if seen[*word] <= times(*word) {
                missing -= 1;
            }
            // Both ends are among the chosen places: one word at both must be asked for twice.
            let ends_fit = at == from || word != first_word || times(*word) > 1;
            if missing == 0 && ends_fit {
                found.push(Span {
                    first: *first,
                    last: *last,
                });
            }
        }
    }
    Ok(())
}
