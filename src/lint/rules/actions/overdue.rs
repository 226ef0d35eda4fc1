//! # actions/overdue
//! An open action is past its due date.
//!
//! ## Why
//! The same incident comes back through the action that was not done. Atlassian reports overdue actions to managers, and
//! Google reviews open ones regularly, for that reason (*Incident Management Handbook*, "Postmortems"; "Postmortem
//! Action Items", *;login:*, spring 2017).
//!
//! ## What it reports
//! An open action whose due date lies before the day of the lint, in the archive's zone (UTC where none is set).
//! `--as-of` asks for another day.
//!
//! ## Bad
//! ```markdown as-of:2026-03-20T12:00:00Z
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//!                                                                        ^^^^^^^^^^ 9 days overdue
//! ```
//!
//! ## Good
//! ```markdown as-of:2026-03-11T23:00:00Z
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//! - [x] Restore the queue's old limit — @sam.okafor, due 2026-03-05, P1
//! ```
//!
//! ## Fix
//! Do it; or move the date, or drop it with the reason: an honest later day is better than an old one.

use chrono_tz::Tz;

use super::lack;
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "actions/overdue",
    level: Level::Warning,
    summary: "an open action is past its due date",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("overdue.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let zone = context.config.archive.timezone.unwrap_or(Tz::UTC);
    let today = context.as_of.with_timezone(&zone).date_naive();
    for action in lack::open(incident) {
        let Some(due) = &action.due else { continue };
        let days = today.signed_duration_since(due.value).num_days();
        if days > 0 {
            let length = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
            findings
                .add(
                    incident,
                    due.span,
                    format!("the action \"{}\" is {length} overdue", lack::short(action)),
                    format!("{length} ago"),
                )
                .help("do it, move the date, or drop the action with the reason");
        }
    }
}
