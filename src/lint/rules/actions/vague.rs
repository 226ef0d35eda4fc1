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
//!
//! ## Options
//! Further beginnings that have no end, and beginnings that a team lets pass, in `recount.toml`:
//! ```toml
//! [lint.words]
//! "actions/vague" = { add = ["sync on"], allow = ["evaluate"] }
//! ```

use super::lack;
use super::vocabulary::{AIMLESS, CRITERION, ENDLESS, LEAD_IN};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::rules::phrases::words;
use crate::lint::{Applies, Check, Context, Findings, Rule, TeamWords};

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

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let team = context.vocabulary.of_rule(RULE.name);
    for action in lack::open(incident) {
        if is_vague(&action.description.value, team) {
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

fn is_vague(description: &str, team: &TeamWords) -> bool {
    let Some(first) = words(description).find(|word| !LEAD_IN.contains(&&*word.text)) else { return false };
    let text = description.get(first.range.start..).unwrap_or("");
    let Some(activity) = team.first_in(&ENDLESS, text).filter(|range| range.start == 0) else { return false };
    let aim = text.get(activity.end..).unwrap_or("");
    let measured = aim.bytes().any(|byte| byte.is_ascii_digit()) || aim.contains(['`', '[']) || aim.contains("://");
    let particular = words(aim).filter(|word| !AIMLESS.contains(&&*word.text)).count();
    !measured && particular < PARTICULAR && !CRITERION.stand_in(aim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, WordLists};
    use crate::lint::Vocabulary;
    use crate::lint::rules::testing::{AS_OF, run_with};

    fn judge(text: &str) -> bool {
        is_vague(text, Vocabulary::EMPTY.of_rule(RULE.name))
    }

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
            assert!(judge(text), "{text}");
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
            assert!(!judge(text), "{text}");
        }
    }

    #[test]
    fn a_team_adds_words_and_allows_others() {
        let said = |text: &str, config: &Config| {
            run_with(&RULE, &[&format!("## Action items\n{text}\n")], config, AS_OF).len()
        };
        let mut config = Config::default();
        assert_eq!(["- [ ] Sync on monitoring", "- [ ] Evaluate monitoring"].map(|text| said(text, &config)), [0, 1]);
        let lists = WordLists { add: vec!["sync on".to_owned()], allow: vec!["evaluate".to_owned()] };
        config.lint.words.insert(RULE.name.to_owned(), lists);
        assert_eq!(["- [ ] Sync on monitoring", "- [ ] Evaluate monitoring"].map(|text| said(text, &config)), [1, 0]);
    }
}
