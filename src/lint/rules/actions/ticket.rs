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
//! An open action without a link to a ticket. Where no action of a long list has one, that is one finding.
//!
//! ## Bad
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//!       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ has no ticket
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

use super::lack;
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::rules::many::{self, Lack};
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

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let actions = lack::open(incident);
    let without: Vec<_> = actions.iter().copied().filter(|action| action.tracker.is_none()).collect();
    many::report(
        findings,
        incident,
        lack::heading(incident),
        &lack::places(incident, &without),
        actions.len(),
        &Lack {
            one: &|index| format!("the action \"{}\" has no ticket", lack::title(&without, index)),
            all: format!("none of the {} open actions has a ticket", without.len()),
            label: "tracked where?",
            help: "link the ticket that tracks it: `[PAY-311](https://example.com/PAY-311)`",
        },
    );
}
