//! Durations of an incident, computed from its times and never typed, and how a reader is told them.

use chrono::TimeDelta;

use crate::incident::{Incident, Moment, Origin, Phase, Times};
use crate::text::Spanned;

/// The four durations of an incident; `None` where a time is unknown or the order is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Durations {
    /// TTD, started to detected.
    pub to_detect: Option<TimeDelta>,
    /// TTA, detected to acknowledged.
    pub to_acknowledge: Option<TimeDelta>,
    /// TTM, started to mitigated.
    pub to_mitigate: Option<TimeDelta>,
    /// TTR, started to resolved.
    pub to_resolve: Option<TimeDelta>,
}

impl Durations {
    /// The durations between the declared times.
    #[must_use]
    pub fn of(times: &Times) -> Self {
        Self {
            to_detect: between(times.started.as_ref(), times.detected.as_ref()),
            to_acknowledge: between(times.detected.as_ref(), times.acknowledged.as_ref()),
            to_mitigate: between(times.started.as_ref(), times.mitigated.as_ref()),
            to_resolve: between(times.started.as_ref(), times.resolved.as_ref()),
        }
    }
}

/// How long `incident` took from one phase to another by its declared times, else by inferred ones; with where the less
/// certain of the two was found. `None` where one is unknown, they cannot be compared, or their order is wrong.
#[must_use]
pub fn elapsed(incident: &Incident, from: Phase, to: Phase) -> Option<(TimeDelta, Origin)> {
    let ((start, from_origin), (end, to_origin)) = (incident.time(from)?, incident.time(to)?);
    let length = end.since(start).filter(|length| *length >= TimeDelta::zero())?;
    Some((length, from_origin.max(to_origin)))
}

fn between(from: Option<&Spanned<Moment>>, to: Option<&Spanned<Moment>>) -> Option<TimeDelta> {
    let delta = to?.value - from?.value;
    (delta >= TimeDelta::zero()).then_some(delta)
}

/// A duration in its two largest units: `15 min`, `1 h 50 min`, `2 d 3 h`. Seconds only below a minute.
#[must_use]
pub fn humanize(delta: TimeDelta) -> String {
    let seconds = delta.num_seconds().abs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, 0, _) => format!("{days} d"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

/// How far `at` is from `zero`: `T+00:14`, `T-01:05`, `T+2d 03:10`.
#[must_use]
pub fn offset(zero: Moment, at: Moment) -> String {
    let minutes = (at - zero).num_seconds().div_euclid(60);
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    if days > 0 { format!("T{sign}{days}d {hours:02}:{minutes:02}") } else { format!("T{sign}{hours:02}:{minutes:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_in_two_units() {
        let told: Vec<String> =
            [0, 45, 300, 330, 6600, 7200, 183_600, 172_800].map(|s| humanize(TimeDelta::seconds(s))).to_vec();
        assert_eq!(told, ["0 s", "45 s", "5 min", "5 min", "1 h 50 min", "2 h", "2 d 3 h", "2 d"]);
    }

    #[test]
    fn offsets_count_from_the_start_and_before_it() {
        let at = |text: &str| Moment::parse_from_rfc3339(text).expect("a time");
        let zero = at("2026-03-04T09:12:00Z");
        assert_eq!(offset(zero, at("2026-03-04T09:26:59Z")), "T+00:14");
        assert_eq!(offset(zero, at("2026-03-04T08:07:00Z")), "T-01:05");
        assert_eq!(offset(zero, at("2026-03-06T12:22:00Z")), "T+2d 03:10");
    }
}
