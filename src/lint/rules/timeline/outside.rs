//! # timeline/outside
//! Timeline entries lie within the incident.
//!
//! ## Why
//! An entry a week before the start is most often a mistyped date. Where it is not, the incident began earlier than the
//! file says, and every duration counted from `started_at` is too short.
//!
//! ## What it reports
//! An entry more than a day before `started_at` or more than a day after `resolved_at`.
//!
//! ## Bad
//! ```markdown
//! started_at: 2026-03-04T09:12:00Z
//!
//! ## Timeline
//! - 2025-03-04 09:17Z detection: blackbox check pages the on-call engineer
//!   ^^^^^^^^^^^^^^^^^ more than a day before the start
//! ```
//!
//! ## Good
//! ```markdown
//! started_at: 2026-03-04T09:12:00Z
//!
//! ## Timeline
//! - 2026-03-04 09:17Z detection: blackbox check pages the on-call engineer
//! ```
//!
//! ## Fix
//! Correct the date; or correct `started_at`, or tell the early change under Contributing factors.
//!
//! ## Options
//! How far outside is too far, in `recount.toml`; 24 hours unless it says otherwise:
//! ```toml
//! [lint.options]
//! timeline-margin-hours = 48
//! ```

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

use crate::config::Level;
use crate::incident::{EntryTime, Incident, TimelineEntry};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "timeline/outside",
    level: Level::Warning,
    summary: "a timeline entry lies more than a day outside the incident",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("outside.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let hours = context.config.lint.options.timeline_margin_hours;
    let margin = TimeDelta::hours(hours.into());
    for entry in &incident.timeline {
        let Some((first, last)) = bounds(entry) else { continue };
        // No difference of two times overflows; a sum with the margin could.
        let is_past = |earlier: NaiveDateTime, later: NaiveDateTime| later.signed_duration_since(earlier) > margin;
        let started = incident.times.started.as_ref().filter(|at| is_past(last, at.value.naive_utc()));
        let resolved = incident.times.resolved.as_ref().filter(|at| is_past(at.value.naive_utc(), first));
        let (edge, side, label) = match (started, resolved) {
            (Some(at), _) => (at, "before the start", "the incident starts here"),
            (_, Some(at)) => (at, "after resolution", "it is resolved here"),
            _ => continue,
        };
        let message = format!("this timeline entry is more than {} {side}", in_words(hours));
        findings
            .add(incident, entry.stamp.span, message, "outside the incident")
            .help("correct the date of the entry, or the declared time; background belongs under Contributing factors")
            .related(&incident.source, edge.span, label);
    }
}

/// A margin as a sentence says it.
fn in_words(hours: u32) -> String {
    match (hours, hours % 24) {
        (24, _) => "a day".to_owned(),
        (1, _) => "an hour".to_owned(),
        (25.., 0) => format!("{} days", hours / 24),
        _ => format!("{hours} hours"),
    }
}

/// The earliest and the latest instant (UTC) an entry can mean; `None` where its day is unknown.
fn bounds(entry: &TimelineEntry) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let zones = TimeDelta::hours(14);
    match entry.stamp.value.at {
        EntryTime::Exact(at) => Some((at.naive_utc(), at.naive_utc())),
        EntryTime::Unzoned(at) => Some((at.checked_sub_signed(zones)?, at.checked_add_signed(zones)?)),
        EntryTime::Day(day) => {
            let midnight = day.and_time(NaiveTime::MIN);
            Some((midnight.checked_sub_signed(zones)?, midnight.checked_add_signed(zones + TimeDelta::days(1))?))
        }
        EntryTime::Clock(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::lint::rules::testing::{AS_OF, run_with};

    #[test]
    fn a_team_says_how_far_outside_is_too_far() {
        let text = "## Timeline\n- 2026-03-04 06:00Z a deploy begins\n- 2026-03-04 09:17Z detection: alert\n";
        let mut config = Config::default();
        assert_eq!(run_with(&RULE, &[text], &config, AS_OF), []);
        config.lint.options.timeline_margin_hours = 3;
        let found = run_with(&RULE, &[text], &config, AS_OF);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "this timeline entry is more than 3 hours before the start");
    }

    #[test]
    fn a_margin_reads_as_one_would_say_it() {
        assert_eq!([0, 1, 24, 36, 72].map(in_words), ["0 hours", "an hour", "a day", "36 hours", "3 days"]);
    }
}
