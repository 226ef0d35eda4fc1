//! # review/before-resolution
//! A review is held after the incident is over.
//!
//! ## Why
//! Who is still repairing cannot look back, and a review before the end does not know the end. PagerDuty's process
//! begins "after the incident is resolved" (<https://response.pagerduty.com/after/post_mortem_process/>). More often
//! still, one of the two times is mistyped.
//!
//! ## What it reports
//! `held_at` earlier than `resolved_at`.
//!
//! ## Bad
//! ```markdown
//! review:
//!   held_at: 2026-03-04T10:00:00Z
//!            ^^^^^^^^^^^^^^^^^^^^ before the incident was resolved
//!   facilitator: ana.ruiz
//! ```
//!
//! ## Good
//! ```markdown
//! review:
//!   held_at: 2026-03-05T10:00:00Z
//!   facilitator: ana.ruiz
//! ```
//!
//! ## Fix
//! Correct the time that is wrong, or declare the review that took place after resolution.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "review/before-resolution",
    level: Level::Error,
    summary: "the review was held before the incident was resolved",
    applies: Applies::FromResolved,
    check: Check::Incident(check),
    source: include_str!("before_resolution.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let held = incident.review.as_ref().and_then(|review| review.held_at.as_ref());
    let (Some(held), Some(resolved)) = (held, &incident.times.resolved) else { return };
    if held.value < resolved.value {
        findings
            .add(incident, held.span, "the review was held before the incident was resolved", "before resolution")
            .help("correct `held_at` or `resolved_at`; a review looks back at the whole incident")
            .related(&incident.source, resolved.span, "resolved here");
    }
}
