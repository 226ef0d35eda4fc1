//! # responders/missing
//! A review names who responded.
//!
//! ## Why
//! The people who were there are the ones to ask: they belong in the review meeting, and in a year they still know what
//! the text leaves out. Jeli's "Howie" guide begins with exactly that list (<https://www.jeli.io/howie/welcome>).
//!
//! ## What it reports
//! Front matter without `responders:`.
//!
//! ## Bad
//! ```markdown
//! ---
//! title: Elevated 500s from the API
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ who responded
//! commanders: [ana.ruiz]
//! ---
//! ```
//!
//! ## Good
//! ```markdown
//! commanders: [ana.ruiz]
//! responders:
//!   - { name: sam.okafor, role: remediation }
//! ```
//!
//! ## Fix
//! List who worked on it and as what: remediation, investigation, communication, scribe, sme or other.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::anchor;
use crate::lint::rules::declared::is_misread;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "responders/missing",
    level: Level::Warning,
    summary: "the review does not say who responded",
    applies: Applies::FromReviewed,
    check: Check::Incident(check),
    source: include_str!("missing.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    if incident.responders.is_empty() && !is_misread(incident, "responders") {
        findings
            .add(
                incident,
                anchor::of_absent(incident),
                "the review does not say who responded",
                "`responders` is missing",
            )
            .help("list who worked on it: `responders: [{ name: sam.okafor, role: remediation }]`");
    }
}
