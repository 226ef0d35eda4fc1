//! # actions/due
//! Every open action has a day by which it is due.
//!
//! ## Why
//! Without a day, an action competes with everything that has one, and loses. Atlassian sets a deadline of four or
//! eight weeks for the actions that matter, and reports those that pass it (*Incident Management Handbook*,
//! "Postmortems"). "Bounded" is one of the three marks of a good action in Google's "Postmortem Action Items" (*;login:*,
//! spring 2017).
//!
//! ## What it reports
//! An open action without a due date. Where no action of a list has one, that is one finding.
//!
//! ## Bad
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, P1
//!       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ have a due date
//! ```
//!
//! ## Good
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//! - [x] Restore the queue's old limit — @sam.okafor, P1
//! ```
//!
//! ## Fix
//! Add `due 2026-03-11`.

use super::lack::{self, Lack};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "actions/due",
    level: Level::Warning,
    summary: "an open action has no due date",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("due.rs"),
};

const LACK: Lack = Lack { what: "a due date", label: "by when?", help: "say by when: `due 2026-03-11`" };

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    LACK.report(incident, &lack::open(incident), |action| action.due.is_none(), findings);
}
