//! # section/duplicate
//! The same section stands twice.
//!
//! ## Why
//! A reader who has found one "Action items" does not look for a second, and what stands there is forgotten.
//! Atlassian's incident handbook keeps one template for all reviews so that readers know where to look.
//!
//! ## What it reports
//! A second heading with the same words and level for one of the five sections of a review.
//!
//! ## Bad
//! ```markdown
//! ## Impact
//! 2,300 customers could not pay.
//!
//! ## Timeline
//! - 09:12Z the queue reaches its memory limit
//!
//! ## Impact
//!    ^^^^^^ the section Impact stands twice
//! Support received 41 calls.
//! ```
//!
//! ## Good
//! ```markdown
//! ## Impact
//! 2,300 customers could not pay. Support received 41 calls.
//! ```
//!
//! ## Fix
//! Join the two.

use crate::config::Level;
use crate::incident::{Incident, SectionKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "section/duplicate",
    level: Level::Warning,
    summary: "the same section stands twice",
    applies: Applies::FromReviewed,
    check: Check::Incident(check),
    source: include_str!("duplicate.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for (n, section) in incident.sections.iter().enumerate() {
        if !section.kind.is_some_and(|kind| SectionKind::REQUIRED.contains(&kind)) {
            continue;
        }
        let words = section.heading.value.trim();
        // Five kinds of heading: a file has few of them, so looking back is cheap; the limit keeps it so.
        let first = incident.sections[..n]
            .iter()
            .take(200)
            .find(|other| other.level == section.level && other.heading.value.trim().eq_ignore_ascii_case(words));
        let Some(first) = first else { continue };
        findings
            .add(incident, section.heading.span, format!("the section {words} stands twice"), "a second one")
            .related(&incident.source, first.heading.span, "the first one")
            .help("join the two");
    }
}
