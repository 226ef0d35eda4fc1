//! # actions/ticket
//! Every open action has a ticket.
//!
//! ## Why
//! Work that is not where a team plans its work is not planned. Google files every action item as a
//! bug in the tracking system, and watches its closing there ("Postmortem
//! Action Items: Plan the Work and Work the Plan", *;login:*, spring 2017). Off by default, as teams exist that plan
//! their work in this very repository.
//!
//! ## What it reports
//! An open action without a link to a ticket. Where no action of a list has one, that is one finding.
//!
//! ## Bad
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//!       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ have a ticket
//! ```
//!
//! ## Good
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1, [PAY-311](https://example.com/PAY-311)
//! ```
//!
//! ## Fix
//! File it, and link it: `[PAY-311](https://example.com/PAY-311)`.

use super::lack::{self, Lack};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "actions/ticket",
    level: Level::Off,
    summary: "an open action has no ticket",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("ticket.rs"),
};

const LACK: Lack = Lack {
    what: "a ticket",
    label: "tracked where?",
    help: "link the ticket that tracks it: `[PAY-311](https://example.com/PAY-311)`",
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    LACK.report(incident, &lack::open(incident), |action| action.tracker.is_none(), findings);
}
