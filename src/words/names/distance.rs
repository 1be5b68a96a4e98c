//! How nearly two names are spelled. It proposes and never merges.

/// Edits between two texts: a letter put in, left out or changed, or two neighbours swapped, no letter
/// edited twice (optimal string alignment).
///
/// ```
/// assert_eq!(dateline::words::names::edits("zelensky", "zelenskyy"), 1);
/// ```
pub fn edits(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    edits_within(&one, &other, usize::MAX).unwrap_or_default()
}

/// The edits between two texts, or `None` if there are more than `most`, which is found out sooner.
pub(super) fn edits_within(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    // What both begin and end with is never edited.
    let same = |(letter, facing): &(&char, &char)| letter == facing;
    let start = one.iter().zip(other).take_while(same).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    let (one, other) = (&one[..one.len() - end], &other[..other.len() - end]);
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, facing) in other.iter().enumerate() {
            let change = usize::from(letter != facing);
            let mut least = (last[column] + change).min(last[column + 1] + 1).min(next[column] + 1);
            if row > 0 && column > 0 && *letter == other[column - 1] && one[row - 1] == *facing {
                least = least.min(before_last[column - 1] + 1);
            }
            next.push(least);
        }
        // A swap reaches over one row.
        let least = |row: &[usize]| row.iter().min().copied().unwrap_or_default();
        if least(&next) > most && least(&last) > most {
            return None;
        }
        before_last = std::mem::replace(&mut last, next);
    }
    last.last().copied().filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_put_in_left_out_changed_and_swapped_are_counted() {
        for (one, other, expected) in [
            ("zelensky", "zelenskyy", 1),
            ("zelensky", "zelenksy", 1),
            ("zelensky", "selenskyj", 2),
            ("", "abc", 3),
            ("abc", "", 3),
            ("same", "same", 0),
            ("київ", "киев", 1),
        ] {
            assert_eq!(edits(one, other), expected, "{one} {other}");
            let letters = |text: &str| text.chars().collect::<Vec<char>>();
            for most in 0..4 {
                let within = edits_within(&letters(one), &letters(other), most);
                assert_eq!(within, (expected <= most).then_some(expected), "{one} {other} {most}");
            }
        }
    }
}
