//! Which periods of a timeline stand out.

/// Most peaks that are named.
pub const MOST_PEAKS: usize = 3;

/// Returns for each of some neighbouring counts whether it is a peak: higher than the counts beside
/// it (of equal neighbours the first), by more than a standard deviation above the mean, and one of
/// the [`MOST_PEAKS`] highest. Single articles are no peak.
pub fn peaks(counts: &[u64]) -> Vec<bool> {
    let number = counts.len().max(1) as f64;
    let mean = counts.iter().map(|count| *count as f64).sum::<f64>() / number;
    let variance = counts.iter().map(|count| (*count as f64 - mean).powi(2)).sum::<f64>() / number;
    let least = mean + variance.sqrt();
    let mut highest: Vec<(u64, usize)> = Vec::new();
    let mut before = 0;
    for (at, count) in counts.iter().copied().enumerate() {
        let stands_out = count > 1 && count as f64 > least && count > before;
        // A plain of equal counts is as high as what stands behind it.
        let behind = || counts[at..].iter().find(|other| **other != count).copied().unwrap_or(0);
        if stands_out && count > behind() {
            highest.push((count, at));
        }
        before = count;
    }
    highest.sort_by_key(|(count, at)| (std::cmp::Reverse(*count), *at));
    highest.truncate(MOST_PEAKS);
    (0..counts.len()).map(|at| highest.iter().any(|(_, peak)| *peak == at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(counts: &[u64], expected: &[usize]) {
        let found: Vec<usize> = (0..).zip(peaks(counts)).filter(|(_, is_peak)| *is_peak).map(|(at, _)| at).collect();
        assert_eq!(found, expected, "{counts:?}");
    }

    #[test]
    fn what_stands_out_is_a_peak() {
        check(&[14, 21, 41, 78, 54], &[3]);
        check(&[0, 9, 0, 0, 8, 0, 0], &[1, 4]);
        check(&[9, 0, 0, 0], &[0]);
        check(&[0, 0, 0, 9], &[3]);
    }

    #[test]
    fn at_most_three_are_named_and_of_equal_ones_the_first() {
        check(&[0, 9, 0, 9, 0, 8, 0, 9, 0, 0, 0, 0, 0], &[1, 3, 7]);
        check(&[0, 9, 9, 0, 0, 0, 0], &[1]);
        check(&[0, 9, 9, 10, 0, 0, 0], &[3]);
    }

    #[test]
    fn even_coverage_has_no_peak() {
        check(&[], &[]);
        check(&[5], &[]);
        check(&[5, 5, 5], &[]);
        check(&[1, 0, 1, 0, 0, 0], &[]);
    }
}
