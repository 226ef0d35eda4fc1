//! # actions/owner-unknown
//! The owner of an action is a person or team that exists.
//!
//! ## Why
//! A mistyped owner, or one who has left, is no owner: nobody is reminded, and every board shows the action as taken
//! care of. "Ownership" is what an action item needs first (Lunney, Lueder and O'Beirne, "Postmortem Action Items: Plan
//! the Work and Work the Plan", *;login:*, spring 2017).
//!
//! ## What it reports
//! An owner of an open action who is not in the archive's directory. Without a directory nothing is reported.
//!
//! ## Bad
//! ```markdown directory:team-payments,sam.okafor
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-paymnets, due 2026-03-11, P1
//!                                                    ^^^^^^^^^^^^^^ not in the directory
//! ```
//!
//! ## Good
//! ```markdown directory:team-payments,sam.okafor
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//! ```
//!
//! ## Options
//! `directory` under `[archive]`: a list of handles, `["sam.okafor", "team-payments"]`. Empty by default.
//!
//! ## Fix
//! Correct the handle, name somebody who is there, or add the handle to the directory.

use super::lack;
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::rules::declared::same_handle;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::nearest::nearest;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "actions/owner-unknown",
    level: Level::Error,
    summary: "the owner of an open action is not in the directory",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("owner_unknown.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let directory: Vec<&str> = context.config.archive.directory.iter().map(String::as_str).collect();
    if directory.is_empty() {
        return;
    }
    for owner in lack::open(incident).into_iter().flat_map(|action| &action.owners) {
        if directory.iter().any(|handle| same_handle(handle, &owner.value)) {
            continue;
        }
        let help = match nearest(&owner.value, &directory) {
            Some(near) => format!("did you mean `@{near}`?"),
            None => "name somebody who is there, or add the handle to `directory` under `[archive]`".to_owned(),
        };
        findings.add(incident, owner.span, format!("{} is not in the directory", owner.value), "unknown").help(help);
    }
}
