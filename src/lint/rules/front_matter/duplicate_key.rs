//! # front-matter/duplicate-key
//! The same key stands twice.
//!
//! ## Why
//! Of two values one is lost, and which one differs from reader to reader: the YAML 1.2.2 specification (3.2.1.3,
//! "Node Comparison") therefore asks that keys be unique. In a review it happens when two responders add the same
//! time in two branches, just when both matter.
//!
//! ## What it reports
//! The second and every later occurrence of a key in one mapping, and where the first stands. The first one counts.
//!
//! ## Bad
//! ```markdown
//! resolved_at: 2026-03-04T11:02:00Z
//! resolved_at: 2026-03-04T10:48:00Z
//! ^^^^^^^^^^^ `resolved_at` stands twice
//! ```
//!
//! ## Good
//! ```markdown
//! resolved_at: 2026-03-04T11:02:00Z
//! ```
//!
//! ## Fix
//! Keep the right one and delete the other.

use crate::config::Level;
use crate::incident::{Incident, ProblemKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "front-matter/duplicate-key",
    level: Level::Error,
    summary: "the same key stands twice",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("duplicate_key.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for problem in &incident.problems {
        let ProblemKind::DuplicateKey { key, first } = &problem.kind else { continue };
        findings
            .add(incident, problem.span, format!("`{key}` stands twice"), "the second one is not read")
            .related(&incident.source, *first, "the first one counts")
            .help("keep the right one and delete the other");
    }
}
