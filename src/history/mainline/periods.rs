//! Stretches of time.

use chrono::{DateTime, Utc};

/// Stretches of time, sorted and apart from each other; both ends belong to them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Periods(Vec<(DateTime<Utc>, DateTime<Utc>)>);

impl Periods {
    /// Joins what overlaps.
    #[must_use]
    pub fn new(mut periods: Vec<(DateTime<Utc>, DateTime<Utc>)>) -> Self {
        periods.sort_unstable();
        let mut joined: Vec<(DateTime<Utc>, DateTime<Utc>)> = Vec::new();
        for (from, to) in periods {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        Self(joined)
    }

    /// True within one of them.
    #[must_use]
    pub fn contain(&self, at: DateTime<Utc>) -> bool {
        let next = self.0.partition_point(|(from, _)| *from <= at);
        next.checked_sub(1).and_then(|last| self.0.get(last)).is_some_and(|(_, to)| at <= *to)
    }

    /// Where the first one begins; `None` where there is none.
    #[must_use]
    pub fn begin(&self) -> Option<DateTime<Utc>> {
        self.0.first().map(|(from, _)| *from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("a time")
    }

    #[test]
    fn periods_are_joined_where_they_meet_and_hold_their_ends() {
        let periods =
            Periods::new(vec![(utc(50), utc(60)), (utc(10), utc(20)), (utc(15), utc(30)), (utc(30), utc(31))]);
        assert_eq!(periods.0, [(utc(10), utc(31)), (utc(50), utc(60))]);
        for (at, inside) in [(9, false), (10, true), (31, true), (32, false), (50, true), (60, true), (61, false)] {
            assert_eq!(periods.contain(utc(at)), inside, "{at}");
        }
        assert!(!Periods::default().contain(utc(0)));
    }
}
