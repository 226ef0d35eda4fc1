//! # actions/workaround
//! At least one action changes something for good.
//!
//! ## Why
//! A workaround ends this incident and keeps the next one. Google parts actions that mitigate from those that prevent,
//! and asks for both: without prevention the review has only described the repair ("Postmortem Action Items", *;login:*,
//! spring 2017, on "Mitigate this incident" and "Prevent future incidents").
//!
//! ## What it reports
//! A review all of whose actions are temporary: "temporarily", "for now", "manually", "workaround", or a restart. An
//! action that takes a workaround away ("Replace the manual restart by …") is no workaround. Dropped actions do not
//! count.
//!
//! ## Bad
//! ```markdown
//! ## Action items
//!    ^^^^^^^^^^^^ every action is temporary
//! - [ ] Restart the queue every night — @team-payments, due 2026-03-11, P1
//! - [ ] Temporarily raise the memory limit — @sam.okafor, due 2026-03-06, P1
//! ```
//!
//! ## Good
//! ```markdown
//! ## Action items
//! - [ ] Temporarily raise the memory limit — @sam.okafor, due 2026-03-06, P1
//! - [ ] Shed load at 80 % of the queue's memory — @team-payments, due 2026-04-01, P1
//! ```
//!
//! ## Fix
//! Ask what would have prevented the incident, found it earlier or made it smaller, and add that.

use super::lack;
use super::vocabulary::{ENDS_IT, REPAIRS, TEMPORARY};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "actions/workaround",
    level: Level::Error,
    summary: "every action is temporary",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("workaround.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let actions = lack::kept(incident);
    if actions.is_empty() || !actions.iter().all(|action| is_temporary(&action.description.value)) {
        return;
    }
    let Some(place) = lack::heading(incident).or_else(|| actions.first().map(|action| action.description.span)) else {
        return;
    };
    let finding = findings
        .add(incident, place, "every action is temporary: nothing will be different for good", "only workarounds")
        .help("ask what would have prevented the incident, found it earlier or made it smaller, and add that action");
    for action in actions {
        finding.related(&incident.source, lack::words_span(incident, action), "temporary");
    }
}

fn is_temporary(description: &str) -> bool {
    let begins_as_repair = REPAIRS.first_in(description).is_some_and(|range| range.start == 0);
    (begins_as_repair || TEMPORARY.stand_in(description)) && !ENDS_IT.stand_in(description)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_done_again_is_temporary_and_what_ends_it_is_not() {
        for text in
            ["Restart the queue every night", "Raise the limit for now", "Check disks manually", "Add a workaround"]
        {
            assert!(is_temporary(text), "{text}");
        }
        for text in [
            "Replace the manual restart by a liveness probe",
            "Automate what was done manually",
            "Document how to restart the queue",
            "Remove the temporary limit",
        ] {
            assert!(!is_temporary(text), "{text}");
        }
    }
}
