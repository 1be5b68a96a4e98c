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
        before_last = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or_default()
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
        }
    }
}
