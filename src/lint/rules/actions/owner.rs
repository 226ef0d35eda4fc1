//! # actions/owner
//! Every corrective action has an owner.
//!
//! ## Why
//! An action that belongs to everybody is done by nobody. Google counts "ownership" among what every action item of a
//! review needs to be carried out (Lunney, Lueder and O'Beirne, "Postmortem Action Items: Plan the Work and Work the
//! Plan", *;login:*, spring 2017).
//!
//! ## What it reports
//! An action, open or done, that names no owner. Where no action of a list has one, that is one finding.
//!
//! ## Bad
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages, due 2026-03-11, P1
//!       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ have an owner
//! ```
//!
//! ## Good
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//! ```
//!
//! ## Fix
//! Add `— @handle` of one person or team; better one who answers for it than three who share it.

use super::lack::{self, Lack};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "actions/owner",
    level: Level::Error,
    summary: "a corrective action has no owner",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("owner.rs"),
};

const LACK: Lack = Lack {
    what: "an owner",
    label: "who will do it?",
    help: "name the person or team that answers for it: `— @team-payments`",
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    LACK.report(incident, &lack::kept(incident), |action| action.owners.is_empty(), findings);
}
