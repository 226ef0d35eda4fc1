//! # history/uncommitted
//! An incident has edits that no commit has.
//!
//! ## Why
//! What is not committed has no author and no time: the timeline cannot tell of it, and it is lost with the work tree.
//! The Pro Git book puts it plainly: anything that is committed can almost always be recovered, and what was never
//! committed is likely never to be seen again (Chacon and Straub, *Pro Git*, 2.4 "Undoing Things").
//!
//! ## What it reports
//! A file that differs from what HEAD holds, or that HEAD does not hold. Off by default: whoever writes a review knows.
//! Turn it on where the lint runs on an archive that nobody is editing, such as before a publication.
//!
//! ## Bad
//! ```markdown uncommitted
//! status: reviewed
//!         ^^^^^^^^ not committed
//! ```
//!
//! ## Good
//! ```markdown
//! status: reviewed
//! ```
//!
//! ## Fix
//! Commit the file: `git commit -- incidents/2026/2026-03-04-elevated-500s-from-api.md`.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::anchor;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "history/uncommitted",
    level: Level::Off,
    summary: "an incident has edits that no commit has",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("uncommitted.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let path = incident.source.path();
    if context.work_tree.repository.as_ref().is_some_and(|repository| repository.uncommitted.contains(path)) {
        findings
            .add(incident, anchor::of_absent(incident), "this file has edits that are not committed", "not committed")
            .help(format!("`git commit -- {path}`"));
    }
}
