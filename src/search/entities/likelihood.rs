//! How much more often two things appear together than chance would have it.

/// Returns the log-likelihood ratio of two things of which one stands in `one` articles, the other in
/// `other`, both in `together`, of `all`: the statistic -2 log λ of the two-by-two table, as in
/// Ted Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational
/// Linguistics 19(1), 1993. Unlike pointwise mutual information it does not favour what is rare.
///
/// Negative if they are together less often than by chance. Its square root is about normally
/// distributed: chance alone gives more than 10.83 once in a thousand pairs. Numbers that no
/// archive can have (more together than alone) are cut to those it can.
///
/// ```
/// use dateline::search::log_likelihood;
/// assert_eq!(log_likelihood(10, 100, 100, 1_000), 0.0);
/// assert!(log_likelihood(21, 100, 100, 1_000) > 10.83);
/// assert!(log_likelihood(1, 100, 100, 1_000) < -10.83);
/// ```
pub fn log_likelihood(together: u64, one: u64, other: u64, all: u64) -> f64 {
    // In one order, so that rounding is the same for both.
    let (one, other) = (one.min(other).min(all), one.max(other).min(all));
    let least = (one + other).saturating_sub(all);
    let together = together.clamp(least, one.min(other).max(least));
    let cells = [
        together,
        one - together,
        other - together,
        all - one - (other - together),
    ];
    let margins = [one, all - one, other, all - other];
    let entropy = |counts: [u64; 4]| counts.into_iter().map(times_log).sum::<f64>();
    let ratio = 2.0 * (entropy(cells) - entropy(margins) + times_log(all));
    let is_less = u128::from(together) * u128::from(all) < u128::from(one) * u128::from(other);
    // What rounding leaves of nothing.
    let ratio = if ratio < 1e-6 { 0.0 } else { ratio };
    if is_less { -ratio } else { ratio }
}

fn times_log(count: u64) -> f64 {
    match count {
        0 => 0.0,
        count => count as f64 * (count as f64).ln(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// By the observed and the expected count of each cell.
    fn by_the_book(together: f64, one: f64, other: f64, all: f64) -> f64 {
        let mut sum = 0.0;
        for (observed, row, column) in [
            (together, one, other),
            (one - together, one, all - other),
            (other - together, all - one, other),
            (all - one - other + together, all - one, all - other),
        ] {
            if observed > 0.0 {
                sum += observed * (observed / (row * column / all)).ln();
            }
        }
        2.0 * sum
    }

    #[test]
    fn a_pair_of_the_paper_has_its_value() {
        // "the swiss", table 2 of the paper: 110, 2442, 111, 29114.
        let value = log_likelihood(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114);
        assert!((value - 270.72).abs() < 0.01, "{value}");
    }

    #[test]
    fn impossible_numbers_are_cut() {
        assert!(log_likelihood(9, 3, 2, 5).is_finite());
        assert!(log_likelihood(0, 5, 5, 5).is_finite());
        assert!(log_likelihood(u64::MAX, u64::MAX, u64::MAX, 7).is_finite());
        assert_eq!(log_likelihood(0, 0, 0, 0), 0.0);
    }

    proptest! {
        #[test]
        fn it_is_the_sum_over_the_cells(together in 0u64..60, one in 0u64..60, other in 0u64..60, rest in 0u64..3_000) {
            let (one, other) = (together + one, together + other);
            let all = one + other - together + rest;
            prop_assume!(one > 0 && other > 0 && one < all && other < all);
            let value = log_likelihood(together, one, other, all);
            let expected = by_the_book(together as f64, one as f64, other as f64, all as f64);
            prop_assert!((value.abs() - expected.abs()).abs() < 1e-5, "{value} {expected}");
            prop_assert_eq!(value, log_likelihood(together, other, one, all));
            prop_assert_eq!(value < 0.0, together * all < one * other && value.abs() > 0.0);
        }
    }
}
