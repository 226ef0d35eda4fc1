//! # times/order
//! The times are not in an order that can have happened.
//!
//! ## Why
//! Every duration of a review (time to detect, to acknowledge, to mitigate, to resolve) is computed from these
//! times, so one slip makes them all wrong. VOID's reports on incident metrics show how few recorded durations can
//! be trusted; the least is that none is negative.
//!
//! ## What it reports
//! Any time before `started_at`, `acknowledged_at` before `detected_at`, and `resolved_at` before any other.
//! `mitigated_at` may come before `detected_at`: some incidents stop hurting before anybody notices.
//!
//! ## Bad
//! ```markdown
//! started_at: 2026-03-04T09:12:00Z
//! detected_at: 2026-03-04T09:07:00Z
//!              ^^^^^^^^^^^^^^^^^^^^ `detected_at` is 5 min before `started_at`
//! ```
//!
//! ## Good
//! ```markdown
//! started_at: 2026-03-04T09:12:00Z
//! detected_at: 2026-03-04T09:17:00Z
//! ```
//!
//! ## Fix
//! Look for a wrong day, a wrong offset, or two times in each other's place.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::wording::length;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "times/order",
    level: Level::Error,
    summary: "the times are not in an order that can have happened",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("order.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let times = incident.times.in_order();
    for (n, (key, time)) in times.iter().enumerate() {
        let Some(time) = time else { continue };
        // One message a time: against the first of the earlier ones that contradicts it.
        let broken = times[..n]
            .iter()
            .filter_map(|(earlier, other)| other.map(|other| (*earlier, other)))
            .find(|(earlier, other)| must_precede(earlier, key) && time.value < other.value);
        let Some((earlier, other)) = broken else { continue };
        let by = length(other.value - time.value);
        findings
            .add(incident, time.span, format!("`{key}` is {by} before `{earlier}`"), format!("before `{earlier}`"))
            .related(&incident.source, other.span, format!("`{earlier}`"))
            .help("look for a wrong day, a wrong offset, or two times in each other's place");
    }
}

/// What cannot happen the other way round.
fn must_precede(earlier: &str, later: &str) -> bool {
    earlier == "started_at" || later == "resolved_at" || (earlier == "detected_at" && later == "acknowledged_at")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing;

    #[test]
    fn times_in_other_zones_are_compared_as_instants() {
        assert_eq!(testing::run(&RULE, "detected_at: 2026-03-04T10:17:00+01:00\n"), []);
    }

    #[test]
    fn mitigation_may_come_before_detection_and_resolution_not() {
        assert_eq!(testing::run(&RULE, "mitigated_at: 2026-03-04T09:14:00Z\n"), []);
        let found = testing::run(&RULE, "resolved_at: 2026-03-04T09:16:00Z\n");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "`resolved_at` is 1 min before `detected_at`");
        assert_eq!(found[0].related[0].text, "`detected_at`");
    }
}
