//! Percentiles by the nearest-rank method: always one of the values, never one between them.

/// From how many values on percentiles and distributions are told: fewer say little of the next incident.
pub const ENOUGH: usize = 20;

/// The smallest of `sorted` that at least `percent` of them do not exceed; `None` without values.
#[must_use]
pub fn nearest_rank(sorted: &[u32], percent: usize) -> Option<u32> {
    let rank = (sorted.len() * percent.min(100)).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_value_at_the_nearest_rank() {
        let values = [15, 20, 35, 40, 50];
        let at = |percent| nearest_rank(&values, percent).unwrap();
        assert_eq!([0, 5, 30, 40, 50, 100, 200].map(at), [15, 15, 20, 20, 35, 50, 50]);
        let twenty: Vec<u32> = (1..=20).collect();
        assert_eq!((nearest_rank(&twenty, 50), nearest_rank(&twenty, 90)), (Some(10), Some(18)));
        assert_eq!(nearest_rank(&[], 50), None);
    }
}
