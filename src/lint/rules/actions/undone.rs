//! # actions/undone
//! A closed incident has no open action.
//!
//! ## Why
//! Closing says that every promise of the review was kept or given up with a reason. "An unreviewed postmortem might as
//! well never have existed" (*Site Reliability Engineering*, chapter 15), and so might an action that nobody finished.
//!
//! ## What it reports
//! An open action of an incident whose status is `closed`.
//!
//! ## Bad
//! ```markdown
//! status: closed
//!
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//!       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ still open
//! ```
//!
//! ## Good
//! ```markdown
//! status: closed
//!
//! ## Action items
//! - [x] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//! ```
//!
//! ## Fix
//! Finish it and tick it, drop it with the reason, or set the status back to `reviewed`.

use super::lack;
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "actions/undone",
    level: Level::Error,
    summary: "a closed incident has an open action",
    applies: Applies::Closed,
    check: Check::Incident(check),
    source: include_str!("undone.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for action in lack::open(incident) {
        let finding = findings
            .add(
                incident,
                lack::words_span(incident, action),
                format!("the incident is closed and the action \"{}\" is still open", lack::short(action)),
                "not done",
            )
            .help("finish it and tick it, drop it with the reason, or set `status: reviewed`");
        if let Some(status) = &incident.status {
            finding.related(&incident.source, status.span, "closed here");
        }
    }
}
