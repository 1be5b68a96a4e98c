//! Which periods of a timeline stand out.

/// Most peaks that are named.
pub const MOST_PEAKS: usize = 3;

/// Two peaks lie farther apart than this part of the timeline: else the lower one belongs to the
/// higher.
const LEAST_DISTANCE: f64 = 0.05;

/// Returns for each of some neighbouring periods, each with its value and its number of articles,
/// whether it is a peak: higher than the values beside it (of equal neighbours the first), by more
/// than a standard deviation above the mean, the highest far and wide, and one of the [`MOST_PEAKS`]
/// highest. Single articles are no peak.
pub fn peaks(periods: &[(f64, u64)]) -> Vec<bool> {
    let number = periods.len().max(1) as f64;
    let mean = periods.iter().map(|(value, _)| value).sum::<f64>() / number;
    let variance = periods.iter().map(|(value, _)| (value - mean).powi(2)).sum::<f64>() / number;
    let least = mean + variance.sqrt();
    let mut found: Vec<(f64, usize)> = Vec::new();
    let mut before = 0.0;
    for (at, (value, articles)) in periods.iter().copied().enumerate() {
        let stands_out = articles > 1 && value > least && value > before;
        // A plain of equal values is as high as what stands behind it.
        let behind = || {
            periods[at..]
                .iter()
                .find(|(other, _)| *other != value)
                .map_or(0.0, |(other, _)| *other)
        };
        if stands_out && value > behind() {
            found.push((value, at));
        }
        before = value;
    }
    found.sort_by(|(one, at), (other, other_at)| other.total_cmp(one).then(at.cmp(other_at)));
    let reach = (number * LEAST_DISTANCE) as usize;
    let mut highest: Vec<usize> = Vec::new();
    for (_, at) in found {
        if highest.len() < MOST_PEAKS && highest.iter().all(|other| at.abs_diff(*other) > reach) {
            highest.push(at);
        }
    }
    (0..periods.len()).map(|at| highest.contains(&at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(counts: &[u64], expected: &[usize]) {
        let periods: Vec<(f64, u64)> = counts.iter().map(|count| (*count as f64, *count)).collect();
        let found: Vec<usize> = (0..)
            .zip(peaks(&periods))
            .filter(|(_, is_peak)| *is_peak)
            .map(|(at, _)| at)
            .collect();
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
    fn what_lies_close_to_a_higher_peak_is_no_peak_of_its_own() {
        let mut counts = [1; 60];
        (counts[20], counts[22], counts[40]) = (50, 40, 30);
        check(&counts, &[20, 40]);
    }

    #[test]
    fn even_coverage_has_no_peak() {
        check(&[], &[]);
        check(&[5], &[]);
        check(&[5, 5, 5], &[]);
        check(&[1, 0, 1, 0, 0, 0], &[]);
    }
}
