//! # review/commander-absent
//! Everyone who was in command is at the review.
//!
//! ## Why
//! Only the commander knows what was known at each decision and what was weighed against what. PagerDuty lists the
//! commander first among those who must attend (<https://response.pagerduty.com/after/post_mortem_process/>).
//!
//! ## What it reports
//! A commander who is neither among the attendees of the review nor its facilitator; a review that names no attendees
//! at all, once.
//!
//! ## Bad
//! ```markdown
//! review:
//!   held_at: 2026-03-05T10:00:00Z
//!   facilitator: kim.lee
//!   attendees: [kim.lee, li.wei, sam.okafor]
//!               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ ana.ruiz
//! ```
//!
//! ## Good
//! ```markdown
//! review:
//!   held_at: 2026-03-05T10:00:00Z
//!   facilitator: kim.lee
//!   attendees: [ana.ruiz, li.wei, sam.okafor]
//! ```
//!
//! ## Fix
//! Add who was there; if a commander could not come, talk to them, hold a second round, and add its attendees.

use super::{attendees_span, was_there};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::rules::declared::{is_misread, same_handle};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "review/commander-absent",
    level: Level::Error,
    summary: "a commander was not at the review",
    applies: Applies::FromReviewed,
    check: Check::Incident(check),
    source: include_str!("commander_absent.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let Some(review) = &incident.review else { return };
    if review.held_at.is_none() || is_misread(incident, "review.attendees") {
        return;
    }
    if review.attendees.is_empty() {
        findings
            .add(incident, review.span, "the review does not say who was there", "`attendees` is missing")
            .help("list who was there, every commander among them: `attendees: [ana.ruiz, li.wei]`");
        return;
    }
    for (index, command) in incident.commanders.iter().enumerate() {
        let name = &command.name.value;
        let seen = incident.commanders.iter().take(index).any(|before| same_handle(&before.name.value, name));
        if seen || was_there(review, name) {
            continue;
        }
        findings
            .add(
                incident,
                attendees_span(review),
                format!("{name} was in command and is not among the attendees of the review"),
                format!("{name} is missing"),
            )
            .help("add them if they were there; if not, talk to them and hold a second round")
            .related(&incident.source, command.name.span, "in command");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::run;

    #[test]
    fn the_facilitator_is_there_and_handles_compare_without_case() {
        let review = "review: { held_at: 2026-03-05T10:00:00Z, facilitator: \"@Ana.Ruiz\", attendees: [LI.WEI] }\n";
        assert!(run(&RULE, review).is_empty());
    }

    #[test]
    fn a_review_without_attendees_is_one_finding() {
        assert_eq!(run(&RULE, "review: { held_at: 2026-03-05T10:00:00Z }\n").len(), 1);
    }
}
