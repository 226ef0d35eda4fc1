//! # factors/missing
//! A review lists the factors that together made the incident.
//!
//! ## Why
//! Factors are what a team can act upon. Written as a list, each can be weighed, answered by an action and found again
//! in another incident; buried in a paragraph, they are read once. "Catastrophe requires multiple failures" (Richard
//! Cook, *How Complex Systems Fail*, 3; <https://how.complexsystems.fail>).
//!
//! ## What it reports
//! A Contributing factors section with text in which no factor can be found: neither a list, nor sub-headings, nor
//! paragraphs. A missing or empty section is the business of `section/missing` and `section/empty`.
//!
//! ## Bad
//! ```markdown
//! ## Contributing factors
//!    ^^^^^^^^^^^^^^^^^^^^ no contributing factor
//! | Factor | Kind |
//! | --- | --- |
//! ```
//!
//! ## Good
//! ```markdown
//! ## Contributing factors
//! - (technical) The queue's memory limit was lowered by a configuration change.
//! - (process) Limits are changed without a load test.
//! ```
//!
//! ## Fix
//! Write one factor a list item, with its kind in parentheses: technical, process, organizational, human or external.

use crate::config::Level;
use crate::incident::{Incident, SectionKind};
use crate::lint::rules::written::is_written;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "factors/missing",
    level: Level::Error,
    summary: "the review lists no contributing factor",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("missing.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let Some(section) = incident.section(SectionKind::ContributingFactors) else { return };
    if incident.factors.is_empty() && is_written(incident.source.slice(section.content)) {
        findings
            .add(
                incident,
                section.heading.span,
                "no contributing factor can be read from this section",
                "which factors?",
            )
            .help("write one factor a list item: `- (process) Limits are changed without a load test.`");
    }
}
