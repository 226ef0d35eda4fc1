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

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for entry in &incident.timeline {
        let Some((first, last)) = bounds(entry) else { continue };
        let started = incident.times.started.as_ref().filter(|at| is_day_before(last, at.value.naive_utc()));
        let resolved = incident.times.resolved.as_ref().filter(|at| is_day_before(at.value.naive_utc(), first));
        let (edge, message, label) = match (started, resolved) {
            (Some(at), _) => {
                (at, "this timeline entry is more than a day before the start", "the incident starts here")
            }
            (_, Some(at)) => (at, "this timeline entry is more than a day after resolution", "it is resolved here"),
            _ => continue,
        };
        findings
            .add(incident, entry.stamp.span, message, "outside the incident")
            .help("correct the date of the entry, or the declared time; background belongs under Contributing factors")
            .related(&incident.source, edge.span, label);
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

/// True when `earlier` lies more than a day before `later`; no sum can overflow.
fn is_day_before(earlier: NaiveDateTime, later: NaiveDateTime) -> bool {
    later.signed_duration_since(earlier) > TimeDelta::days(1)
}
