//! # front-matter/unknown-key
//! The front matter has a key that the format does not know.
//!
//! ## Why
//! A mistyped key is data that silently is not there: `comanders:` reads like a commander to a human and like
//! none to every report. The Google SRE workbook ("Postmortem Culture") shows how reviews with missing metadata
//! drop out of every analysis.
//!
//! ## What it reports
//! A key that is neither one of the format nor begins with `x-`, at the top or inside an entry, with the known
//! key it is nearest to.
//!
//! ## Bad
//! ```markdown
//! comanders: [ana.ruiz]
//! ^^^^^^^^^ unknown key `comanders`
//! ```
//!
//! ```markdown
//! review:
//!   held_at: 2026-03-05T10:00:00Z
//!   atendees: [ana.ruiz]
//!   ^^^^^^^^ unknown key `atendees` in `review`
//! ```
//!
//! ## Good
//! ```markdown
//! commanders: [ana.ruiz]
//! x-cost-center: "4711"
//! ```
//!
//! ## Fix
//! Correct the spelling, or let a key of your own begin with `x-`: it is kept and shown on the page.

use crate::config::Level;
use crate::incident::front_matter::KNOWN_KEYS;
use crate::incident::{Incident, ProblemKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::nearest::quoted;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "front-matter/unknown-key",
    level: Level::Error,
    summary: "a key that the format does not know",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("unknown_key.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for problem in &incident.problems {
        let ProblemKind::UnknownKey { key, nearest, within } = &problem.kind else { continue };
        let place = if within.is_empty() { String::new() } else { format!(" in `{within}`") };
        let (label, help) = match nearest {
            Some(near) => {
                (format!("did you mean `{near}`?"), format!("write `{near}`, or `x-{key}` if it is a key of your own"))
            }
            None => (
                "not a key of the format".to_owned(),
                format!("write `x-{key}` if it is a key of your own; the format knows {}", quoted(&KNOWN_KEYS)),
            ),
        };
        findings.add(incident, problem.span, format!("unknown key `{key}`{place}"), label).help(help);
    }
}
