//! # actions/vague
//! An action says what will be different when it is done.
//!
//! ## Why
//! "Investigate the outage" can neither be finished nor checked. A good action item is actionable (a verb with an
//! outcome), specific (one scope) and bounded (one knows when it is done); Google's example turns "Investigate
//! monitoring for this outage" into "Add alerting for all cases where this service returns >1% errors" (Lunney, Lueder
//! and O'Beirne, "Postmortem Action Items: Plan the Work and Work the Plan", *;login:*, spring 2017).
//!
//! ## What it reports
//! An action that begins with an activity without an end (investigate, improve, look into, review, consider, …) and
//! names neither a particular object nor how one will know that it is done: no number, no "so that", "until", "under",
//! "and document …", no code or link.
//!
//! ## Bad
//! ```markdown
//! ## Action items
//! - [ ] Investigate the outage — @sam.okafor, due 2026-03-11, P1
//!       ^^^^^^^^^^^^^^^^^^^^^^ has no end
//! - [ ] Improve monitoring — @sam.okafor, due 2026-03-11, P1
//!       ^^^^^^^^^^^^^^^^^^ has no end
//! ```
//!
//! ## Good
//! ```markdown
//! ## Action items
//! - [ ] Improve p99 of checkout to under 300 ms — @sam.okafor, due 2026-03-11, P1
//! - [ ] Find out why the replica lagged, and write the reason into INC-2026-014 — @sam.okafor, due 2026-03-11, P1
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//! ```
//!
//! ## Fix
//! Name the thing that will exist, and how one will see that it does.

use super::lack;
use super::vocabulary::{AIMLESS, CRITERION, ENDLESS, LEAD_IN};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::rules::phrases::words;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "actions/vague",
    level: Level::Error,
    summary: "an action does not say what will be different when it is done",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("vague.rs"),
};

/// So many words with an aim make an object particular.
const PARTICULAR: usize = 3;

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for action in lack::open(incident) {
        if is_vague(&action.description.value) {
            findings
                .add(
                    incident,
                    lack::words_span(incident, action),
                    format!("the action \"{}\" has no end", lack::short(action)),
                    "done when?",
                )
                .help(
                    "say what will exist and how one will know: \"Alert on queue depth above 10,000 messages\", \
                     \"Improve p99 of checkout to under 300 ms\"",
                );
        }
    }
}

fn is_vague(description: &str) -> bool {
    let Some(first) = words(description).find(|word| !LEAD_IN.contains(&&*word.text)) else { return false };
    let text = description.get(first.range.start..).unwrap_or("");
    let Some(activity) = ENDLESS.first_in(text).filter(|range| range.start == 0) else { return false };
    let aim = text.get(activity.end..).unwrap_or("");
    let measured = aim.bytes().any(|byte| byte.is_ascii_digit()) || aim.contains(['`', '[']) || aim.contains("://");
    let particular = words(aim).filter(|word| !AIMLESS.contains(&&*word.text)).count();
    !measured && particular < PARTICULAR && !CRITERION.stand_in(aim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_activity_without_object_or_end_is_vague() {
        for text in [
            "Investigate the outage",
            "Improve monitoring",
            "Look into the API",
            "We should improve our alerting and logging",
            "Investigate monitoring for this outage",
            "Review documentation",
            "Better monitoring",
            "Fix the issue that caused the outage",
            "Investigate why this happened",
            "TODO: consider alternatives",
        ] {
            assert!(is_vague(text), "{text}");
        }
    }

    #[test]
    fn an_action_with_a_particular_object_or_a_criterion_passes() {
        for text in [
            "Improve p99 of checkout to under 300 ms",
            "Investigate the outage and document the findings",
            "Investigate missing node metrics/logs and see if we can increase the frequency they are sent",
            "Review alert thresholds of the Kafka ingest brokers",
            "Add alerting for cluster capacity",
            "Restart the queue",
            "Improve `checkout`",
            "Review the runbook so that it names the failover command",
            "",
        ] {
            assert!(!is_vague(text), "{text}");
        }
    }
}
