//! # actions/priority
//! Every open action has a priority.
//!
//! ## Why
//! A list without priorities is worked from the easy end. Google's workbook has every action item carry a priority, and
//! asks for at least one P0 or P1 in the review of an incident that users noticed (*The Site Reliability Workbook*,
//! chapter 10, "Postmortem Culture").
//!
//! ## What it reports
//! An open action without a priority. Where no action of a list has one, that is one finding.
//!
//! ## Bad
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11
//!       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ have a priority
//! ```
//!
//! ## Good
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//! ```
//!
//! ## Fix
//! Add `P0` (now) to `P4` (when nothing else is left).

use super::lack::{self, Lack};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "actions/priority",
    level: Level::Warning,
    summary: "an open action has no priority",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("priority.rs"),
};

const LACK: Lack = Lack {
    what: "a priority",
    label: "how urgent?",
    help: "say how urgent it is, `P0` (now) to `P4` (when nothing else is left): `— @team-payments, P1`",
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    LACK.report(incident, &lack::open(incident), |action| action.priority.is_none(), findings);
}
