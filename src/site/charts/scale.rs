//! Scales: from a value to its place between 0 and 1, and the ticks that are marked on the way.

/// A round length of time that may be marked on an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tick {
    /// In seconds.
    pub at: u32,
    /// As it is written.
    pub label: &'static str,
    /// 0 where it is marked even on a long axis, 2 where only on a short one.
    level: u8,
}

const fn tick(at: u32, label: &'static str, level: u8) -> Tick {
    Tick { at, label, level }
}

const TICKS: [Tick; 16] = [
    tick(60, "1 min", 0),
    tick(300, "5 min", 2),
    tick(600, "10 min", 1),
    tick(1_800, "30 min", 2),
    tick(3_600, "1 h", 0),
    tick(7_200, "2 h", 2),
    tick(21_600, "6 h", 1),
    tick(43_200, "12 h", 2),
    tick(86_400, "1 d", 0),
    tick(259_200, "3 d", 2),
    tick(604_800, "7 d", 1),
    tick(1_209_600, "14 d", 2),
    tick(2_592_000, "30 d", 0),
    tick(7_776_000, "90 d", 2),
    tick(31_536_000, "1 y", 1),
    tick(315_360_000, "10 y", 0),
];

/// What a letter of a label takes of the axis on a phone.
const LETTER: f64 = 0.026;
/// What stays free between two labels.
const FREE: f64 = 0.03;

/// A logarithmic scale of lengths of time in seconds, from a minute up: no logarithm reaches zero, so what is shorter
/// stands at its beginning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeScale {
    low: u32,
    high: u32,
}

impl TimeScale {
    /// The shortest length that has a place of its own.
    pub const FLOOR: u32 = TICKS[0].at;

    /// The scale from the last tick before the shortest of `values` to the first tick after the longest; `None` without
    /// values.
    #[must_use]
    pub fn covering(values: impl IntoIterator<Item = u32>) -> Option<Self> {
        let (mut least, mut most) = (u32::MAX, None);
        for value in values {
            least = least.min(value);
            most = most.max(Some(value));
        }
        let most = most?.max(Self::FLOOR);
        let before = |value: u32| TICKS.iter().rev().map(|tick| tick.at).find(|at| *at <= value);
        let low = before(least).unwrap_or(Self::FLOOR);
        let high = TICKS.iter().map(|tick| tick.at).find(|at| *at >= most && *at > low);
        // Past the last tick the axis ends with the longest value.
        let high = high.unwrap_or(most.max(low.saturating_add(1)));
        Some(Self { low, high })
    }

    /// Where `seconds` stands, from 0 to 1.
    #[must_use]
    pub fn place(self, seconds: u32) -> f64 {
        let log = |value: u32| f64::from(value.max(1)).ln();
        ((log(seconds) - log(self.low)) / (log(self.high) - log(self.low))).clamp(0.0, 1.0)
    }

    /// The ticks to mark, shortest first: as many as can be read side by side, the roundest before the others.
    #[must_use]
    pub fn ticks(self) -> Vec<Tick> {
        let mut marked: Vec<Tick> = Vec::new();
        for level in 0..=2 {
            let inside = TICKS.iter().filter(|tick| (self.low..=self.high).contains(&tick.at) && tick.level == level);
            for tick in inside {
                if marked.iter().all(|other| self.are_apart(*tick, *other)) {
                    marked.push(*tick);
                }
            }
        }
        marked.sort_by_key(|tick| tick.at);
        marked
    }

    fn are_apart(self, one: Tick, other: Tick) -> bool {
        let distance = (self.place(one.at) - self.place(other.at)).abs();
        distance >= self.reach(one) + self.reach(other) + FREE
    }

    /// How far a label reaches from its tick to either side; at the ends of the axis it is on one side alone.
    fn reach(self, tick: Tick) -> f64 {
        let width = f64::from(count(tick.label.len())) * LETTER;
        if (0.05..=0.95).contains(&self.place(tick.at)) { width / 2.0 } else { width }
    }
}

/// A linear scale of counts from 0, with whole ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountScale {
    step: u32,
    steps: u32,
}

impl CountScale {
    /// Beyond this a count has no place of its own.
    const MOST: u32 = 1_000_000_000;

    /// The scale from 0 to the first tick at or after `most`, with four steps at most.
    #[must_use]
    pub fn covering(most: u32) -> Self {
        let most = most.clamp(1, Self::MOST);
        let mut steps = (0..=9).flat_map(|power| [1, 2, 5].map(|factor| 10_u32.pow(power).saturating_mul(factor)));
        let step = steps.find(|step| most.div_ceil(*step) <= 4).unwrap_or(Self::MOST);
        Self { step, steps: most.div_ceil(step) }
    }

    /// The last tick.
    #[must_use]
    pub fn top(self) -> u32 {
        self.step.saturating_mul(self.steps)
    }

    /// Where `count` stands, from 0 to 1.
    #[must_use]
    pub fn place(self, count: u32) -> f64 {
        (f64::from(count) / f64::from(self.top())).min(1.0)
    }

    /// The ticks, 0 first.
    #[must_use]
    pub fn ticks(self) -> Vec<u32> {
        (0..=self.steps).map(|n| self.step.saturating_mul(n)).collect()
    }
}

/// The nearest of the places 0 to `units` for a fraction.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and units")]
pub fn unit(fraction: f64, units: u32) -> u32 {
    (fraction.clamp(0.0, 1.0) * f64::from(units)).round() as u32
}

/// A count as a chart can draw it.
#[must_use]
pub fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labels(values: &[u32]) -> Vec<&'static str> {
        TimeScale::covering(values.iter().copied()).unwrap().ticks().iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_of_time_are_round_and_few() {
        assert_eq!(labels(&[120, 2_400]), ["1 min", "10 min", "1 h"]);
        assert_eq!(labels(&[60, 90_000]), ["1 min", "10 min", "1 h", "6 h", "1 d"]);
        assert_eq!(labels(&[0, 400_000_000]), ["1 min", "1 h", "1 d", "30 d", "10 y"]);
        assert_eq!(labels(&[3_600]), ["1 h", "2 h"]);
        assert_eq!(labels(&[0]), ["1 min", "5 min"]);
        assert_eq!(TimeScale::covering([]), None);
    }

    #[test]
    fn ticks_of_counts_are_whole() {
        assert_eq!(CountScale::covering(0).ticks(), [0, 1]);
        assert_eq!(CountScale::covering(3).ticks(), [0, 1, 2, 3]);
        assert_eq!(CountScale::covering(17).ticks(), [0, 5, 10, 15, 20]);
        assert_eq!(CountScale::covering(1_000).ticks(), [0, 500, 1_000]);
    }

    proptest! {
        #[test]
        fn ticks_of_time_are_sorted_inside_the_domain_and_so_is_every_value(
            values in proptest::collection::vec(any::<u32>(), 1..20)
        ) {
            let scale = TimeScale::covering(values.iter().copied()).unwrap();
            let ticks = scale.ticks();
            prop_assert!((1..=8).contains(&ticks.len()));
            prop_assert!(ticks.windows(2).all(|pair| pair[0].at < pair[1].at));
            prop_assert!(ticks.iter().all(|tick| tick.at >= scale.low && tick.at <= scale.high));
            for value in values {
                prop_assert!((0.0..=1.0).contains(&scale.place(value)));
                prop_assert!(value <= scale.high);
                prop_assert!(value >= scale.low || value < TimeScale::FLOOR);
            }
        }

        #[test]
        fn a_longer_time_is_never_to_the_left(a in any::<u32>(), b in any::<u32>()) {
            let scale = TimeScale::covering([a, b]).unwrap();
            prop_assert!(scale.place(a.min(b)) <= scale.place(a.max(b)));
        }

        #[test]
        fn ticks_of_counts_are_sorted_and_reach_the_most(most in any::<u32>()) {
            let scale = CountScale::covering(most);
            let ticks = scale.ticks();
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]) && ticks.len() <= 5);
            prop_assert_eq!(ticks.last().copied(), Some(scale.top()));
            prop_assert!(scale.top() >= most.min(CountScale::MOST));
            prop_assert!((0.0..=1.0).contains(&scale.place(most)));
        }
    }
}
