//! # timeline/order
//! Timeline entries stand in the order in which things happened.
//!
//! ## Why
//! A reader takes one line after another for cause and effect. An entry out of order is most often a wrong hour, a
//! missing date after midnight or another time zone, and each of these changes the story.
//!
//! ## What it reports
//! An entry whose time is earlier than that of the entry above it, and times that go back past midnight under one date
//! (they are read as the next day; a date says so plainly). A timeline written newest first gets one finding. Entries
//! of different precision, or without a known zone, are compared only with their like.
//!
//! ## Bad
//! ```markdown
//! ## Timeline
//! - 2026-03-04 09:32Z mitigation: message queue restarted
//! - 2026-03-04 09:17Z detection: blackbox check pages the on-call engineer
//!   ^^^^^^^^^^^^^^^^^ earlier than the one above
//! ```
//!
//! ## Good
//! ```markdown
//! ## Timeline
//! - 2026-03-04 09:17Z detection: blackbox check pages the on-call engineer
//! - 2026-03-04 09:32Z mitigation: message queue restarted
//! ```
//!
//! ## Fix
//! Move the entry, correct its time, or give it its date.

use crate::config::Level;
use crate::incident::{EntryTime, Incident, ProblemKind, TimelineEntry};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "timeline/order",
    level: Level::Warning,
    summary: "timeline entries stand out of order",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("order.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for problem in &incident.problems {
        if matches!(problem.kind, ProblemKind::TimelineRollover) {
            findings
                .add(incident, problem.span, "the timeline passes midnight without a new date", "read as the next day")
                .help("write the date before the first entry of the next day, or correct the time");
        }
    }
    let backward: Vec<_> = incident
        .timeline
        .windows(2)
        .filter_map(|pair| match pair {
            [above, entry] if is_before(entry, above) => Some((above, entry)),
            _ => None,
        })
        .collect();
    let newest_first = incident.timeline.len() > 2 && backward.len() + 1 == incident.timeline.len();
    let shown = if newest_first { 1 } else { backward.len() };
    for (above, entry) in backward.into_iter().take(shown) {
        let (message, help) = if newest_first {
            ("the timeline is written newest first", "write it in the order in which things happened")
        } else {
            (
                "this timeline entry is earlier than the one above it",
                "move the entry, correct its time, or add its date",
            )
        };
        findings.add(incident, entry.stamp.span, message, "earlier").help(help).related(
            &incident.source,
            above.stamp.span,
            "than this",
        );
    }
}

/// True when both times are of one kind and `entry` is the earlier. Clock times of unknown days prove nothing.
fn is_before(entry: &TimelineEntry, above: &TimelineEntry) -> bool {
    match (entry.stamp.value.at, above.stamp.value.at) {
        (EntryTime::Exact(at), EntryTime::Exact(before)) => at < before,
        (EntryTime::Unzoned(at), EntryTime::Unzoned(before)) => at < before,
        (EntryTime::Day(at), EntryTime::Day(before)) => at < before,
        _ => false,
    }
}
