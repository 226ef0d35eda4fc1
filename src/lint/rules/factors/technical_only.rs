//! # factors/technical-only
//! Contributing factors reach beyond the machine.
//!
//! ## Why
//! Behind a technical fault stand decisions: how changes are reviewed, what was budgeted, who knew what. Reviews that
//! name technology alone bring patches alone, and the same conditions make the next incident (John Allspaw, "The
//! Infinite Hows", 2014; Sidney Dekker, *The Field Guide to Understanding 'Human Error'*).
//!
//! ## What it reports
//! Two or more factors that are all marked `(technical)`. Where a factor has no kind, nothing is said.
//!
//! ## Bad
//! ```markdown
//! ## Contributing factors
//!    ^^^^^^^^^^^^^^^^^^^^ all 2
//! - (technical) The queue's memory limit was lowered by a configuration change.
//! - (technical) The alert on queue depth was missing.
//! ```
//!
//! ## Good
//! ```markdown
//! ## Contributing factors
//! - (technical) The queue's memory limit was lowered by a configuration change.
//! - (process) Nobody is asked for an alert when a queue is added.
//! ```
//!
//! ## Fix
//! Ask how the work was done and decided: reviews, releases, staffing, budgets, knowledge, vendors.

use crate::config::Level;
use crate::incident::{FactorKind, Incident, SectionKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "factors/technical-only",
    level: Level::Warning,
    summary: "every contributing factor is technical",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("technical_only.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let technical = |kind: &FactorKind| *kind == FactorKind::Technical;
    let all = incident.factors.iter().all(|factor| factor.kind.as_ref().is_some_and(|kind| technical(&kind.value)));
    if incident.factors.len() < 2 || !all {
        return;
    }
    let Some(section) = incident.section(SectionKind::ContributingFactors) else { return };
    findings
        .add(
            incident,
            section.heading.span,
            format!("all {} contributing factors are technical", incident.factors.len()),
            "only technical factors",
        )
        .help("ask how the work was done and decided: `- (process) …`, `- (organizational) …`, `- (human) …`");
}
