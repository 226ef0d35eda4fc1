//! # review/missing
//! A reviewed incident says when its review was held, and with whom.
//!
//! ## Why
//! The document is half of it; the meeting is where people who saw different parts correct each other's picture. "An
//! unreviewed postmortem might as well never have existed" (*Site Reliability Engineering*, chapter 15).
//!
//! ## What it reports
//! Front matter of a reviewed or closed incident, or of one without a status, that has no `review:`, or one without
//! `held_at`. A file without front matter is the business of `front-matter/missing`.
//!
//! ## Bad
//! ```markdown
//! review: { facilitator: ana.ruiz, attendees: [ana.ruiz, li.wei, sam.okafor] }
//!         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ when the review was held
//! ```
//!
//! ## Good
//! ```markdown
//! review:
//!   held_at: 2026-03-05T10:00:00Z
//!   facilitator: ana.ruiz
//!   attendees: [ana.ruiz, li.wei, sam.okafor]
//! ```
//!
//! ## Fix
//! Hold the review and declare it; until then the status is `resolved`.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::anchor;
use crate::lint::rules::declared::is_misread;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "review/missing",
    level: Level::Error,
    summary: "a reviewed incident does not say when its review was held",
    applies: Applies::FromReviewed,
    check: Check::Incident(check),
    source: include_str!("missing.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    const HELP: &str = "declare `review: { held_at: 2026-03-05T10:00:00Z, facilitator: ana.ruiz, attendees: [ana.ruiz] \
                        }`; until it is held, the status is `resolved`";
    if is_misread(incident, "review") {
        return;
    }
    match &incident.review {
        Some(review) if review.held_at.is_none() => {
            findings
                .add(incident, review.span, "nobody can tell when the review was held", "`held_at` is missing")
                .help(HELP);
        }
        Some(_) => {}
        None => {
            let said = incident.status.as_ref().map_or("nothing says that a review was held".to_owned(), |status| {
                format!("the status is {} and nothing says when the review was held", status.value)
            });
            findings.add(incident, anchor::of_absent(incident), said, "`review` is missing").help(HELP);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::assert_example;

    #[test]
    fn without_a_review_the_status_is_underlined() {
        assert_example(&RULE, "---\nid: X\nstatus: closed\n        ^^^^^^ status is closed\n---\n");
    }

    #[test]
    fn a_resolved_incident_is_not_asked_and_neither_is_one_without_front_matter() {
        assert_example(&RULE, "---\nid: X\nstatus: resolved\n---\n");
        assert!(crate::lint::rules::testing::run(&RULE, "# Old report\n").is_empty());
    }
}
