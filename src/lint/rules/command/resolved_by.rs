//! # command/resolved-by
//! The commander listed last led when the incident was resolved.
//!
//! ## Why
//! Whoever is in command decides that it is over, and answers for that in the review. A turn that begins after
//! `resolved_at` means that either time is wrong, or that the incident was not over when the file says it was.
//! PagerDuty's guide gives the decision to end the response to the commander alone
//! (<https://response.pagerduty.com/training/incident_commander/>).
//!
//! ## What it reports
//! A turn of command that begins at or after `resolved_at`.
//!
//! ## Bad
//! ```markdown
//! resolved_at: 2026-03-04T11:02:00Z
//! commanders:
//!   - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
//!   - { name: li.wei, from: 2026-03-04T12:00:00Z }
//!                           ^^^^^^^^^^^^^^^^^^^^ after the incident was resolved
//! ```
//!
//! ## Good
//! ```markdown
//! resolved_at: 2026-03-04T11:02:00Z
//! commanders:
//!   - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
//!   - { name: li.wei, from: 2026-03-04T10:30:00Z }
//! ```
//!
//! ## Fix
//! Correct `from` or `resolved_at`; take out a turn in which there was nothing left to command.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "command/resolved-by",
    level: Level::Warning,
    summary: "a turn of command begins after resolution",
    applies: Applies::FromResolved,
    check: Check::Incident(check),
    source: include_str!("resolved_by.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let Some(resolved) = &incident.times.resolved else { return };
    for command in &incident.commanders {
        let Some(from) = &command.from else { continue };
        if from.value >= resolved.value {
            findings
                .add(
                    incident,
                    from.span,
                    format!("{} takes command after the incident was resolved", command.name.value),
                    "after resolution",
                )
                .help("correct `from` or `resolved_at`, or take out the turn: there was nothing left to command")
                .related(&incident.source, resolved.span, "resolved here");
        }
    }
}
