//! # id/missing
//! The incident has no id.
//!
//! ## Why
//! An id is what other reviews, tickets and chat channels can point at when titles change and files move. Google's
//! SRE book ("Postmortem Culture: Learning from Failure") and PagerDuty's postmortem guide both give every incident
//! a stable reference that its review is filed under.
//!
//! ## What it reports
//! Front matter without `id`. It asks also during an outage: the id is the first thing an incident gets.
//!
//! ## Bad
//! ```markdown
//! ---
//! title: Elevated 500s from the API
//! status: investigating
//!         ^^^^^^^^^^^^^ has no `id`
//! ---
//! ```
//!
//! ## Good
//! ```markdown
//! ---
//! id: INC-2026-014
//! title: Elevated 500s from the API
//! status: investigating
//! ---
//! ```
//!
//! ## Options
//! The shape of ids is `id-format` under `[archive]` in `recount.toml`.
//!
//! ## Fix
//! Add `id:` with the next free number; `recount new` does so.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::anchor;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "id/missing",
    level: Level::Error,
    summary: "the incident has no id",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("missing.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    if incident.id.is_some() || incident.has_problem_with("id") {
        return;
    }
    findings
        .add(incident, anchor::of_absent(incident), "the incident has no `id`", "`id:` is asked for")
        .help(format!("add `id:` in the shape `{}`", context.config.archive.id_format));
}
