//! # factors/single
//! An incident has more than one contributing factor.
//!
//! ## Why
//! "Single point failures are not enough": complex systems are defended in depth, and an accident needs several small
//! failures to join (Richard Cook, *How Complex Systems Fail*, 2 and 3; <https://how.complexsystems.fail>). A review
//! that stops at the first factor repairs one hole of many.
//!
//! ## What it reports
//! A review with exactly one contributing factor.
//!
//! ## Bad
//! ```markdown
//! ## Contributing factors
//! - (technical) The queue's memory limit was lowered by a configuration change.
//!               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ only one
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
//! Ask what made the factor possible, what let it through, and what made detection or recovery take longer.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "factors/single",
    level: Level::Warning,
    summary: "only one contributing factor is named",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("single.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let [factor] = incident.factors.as_slice() else { return };
    // One paragraph of prose may well tell of several.
    let prose = incident.source.slice(factor.span).starts_with(char::is_alphabetic)
        && factor.text.value.trim_end_matches('.').contains(['.', '?']);
    if prose {
        return;
    }
    findings
        .add(
            incident,
            factor.text.span,
            "only one contributing factor is named; complex systems rarely fail for one reason",
            "the only factor",
        )
        .help("ask what made it possible, what let it through, and what made detection or recovery take longer");
}
