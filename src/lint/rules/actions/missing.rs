//! # actions/missing
//! A review ends in corrective actions.
//!
//! ## Why
//! A review without actions promises that the same will happen again. Google's review checklist asks: "Is the action
//! plan appropriate and are resulting bug fixes at appropriate priority?" (*Site Reliability Engineering*, chapter 15,
//! "Postmortem Culture").
//!
//! ## What it reports
//! An Action items section with text in which no action can be read, and items of it that cannot be read. A missing or
//! empty section is the business of `section/missing` and `section/empty`.
//!
//! ## Bad
//! ```markdown
//! ## Action items
//!    ^^^^^^^^^^^^ no corrective action
//! None.
//! ```
//!
//! ## Good
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//! ```
//!
//! ## Fix
//! Write one action a list item, with owner, due date and priority behind a dash.

use crate::config::Level;
use crate::incident::{Incident, ProblemKind, SectionKind};
use crate::lint::rules::written::is_written;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "actions/missing",
    level: Level::Error,
    summary: "the review names no corrective action",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("missing.rs"),
};

/// The shape of an action, for help.
const SHAPE: &str = "write one action a list item (or a table row with columns for owner, due date and priority): \
                     `- [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1`";

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let mut unreadable = false;
    for problem in &incident.problems {
        if let ProblemKind::ActionUnreadable { reason } = &problem.kind {
            unreadable = true;
            findings.add(incident, problem.span, "this corrective action cannot be read", reason.as_str()).help(SHAPE);
        }
    }
    let Some(section) = incident.section(SectionKind::ActionItems) else { return };
    if incident.actions.is_empty() && !unreadable && is_written(incident.source.slice(section.content)) {
        findings
            .add(
                incident,
                section.heading.span,
                "no corrective action can be read from this section",
                "what will change?",
            )
            .help(SHAPE);
    }
}
