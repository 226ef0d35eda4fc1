//! # review/responder-absent
//! Those who investigated and repaired are at the review.
//!
//! ## Why
//! What was tried and did not help is known only to those who tried it. Etsy's *Debriefing Facilitation Guide* has
//! those who were there tell what they saw and did, for their descriptions are the material
//! (<https://extfiles.etsy.com/DebriefingFacilitationGuide.pdf>).
//!
//! ## What it reports
//! A responder with the role `remediation` or `investigation` who is neither an attendee of the review nor its
//! facilitator. Teams (`team-…`) and other roles are not asked for.
//!
//! ## Bad
//! ```markdown
//! review:
//!   held_at: 2026-03-05T10:00:00Z
//!   facilitator: ana.ruiz
//!   attendees: [ana.ruiz, li.wei]
//!               ^^^^^^^^^^^^^^^^ sam.okafor
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
//! Add who was there; if somebody could not come, ask for their account and hold a second round.
//!
//! ## Options
//! How the handles of teams begin, in `recount.toml`; `team-` unless it says otherwise:
//! ```toml
//! [lint.options]
//! team-prefixes = ["team-", "squad-"]
//! ```

use super::{attendees_span, was_there};
use crate::config::Level;
use crate::incident::{Incident, ResponderRole};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "review/responder-absent",
    level: Level::Error,
    summary: "somebody who investigated or repaired was not at the review",
    applies: Applies::FromReviewed,
    check: Check::Incident(check),
    source: include_str!("responder_absent.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let Some(review) = &incident.review else { return };
    // Without attendees `review/commander-absent` speaks.
    if review.held_at.is_none() || review.attendees.is_empty() {
        return;
    }
    for responder in &incident.responders {
        let Some(role) = responder.role.as_ref().map(|role| role.value) else { continue };
        let did = match role {
            ResponderRole::Remediation => "repaired",
            ResponderRole::Investigation => "investigated",
            _ => continue,
        };
        let name = &responder.name.value;
        let in_command =
            incident.commanders.iter().any(|c| crate::lint::rules::declared::same_handle(&c.name.value, name));
        if in_command || is_team(name, context) || was_there(review, name) {
            continue;
        }
        findings
            .add(
                incident,
                attendees_span(review),
                format!("{name} {did} and is not among the attendees of the review"),
                format!("{name} is missing"),
            )
            .help("add them if they were there; if not, ask for their account and hold a second round")
            .related(&incident.source, responder.name.span, did);
    }
}

/// True for the handle of a team, which nobody can be in person.
fn is_team(handle: &str, context: &Context<'_>) -> bool {
    let handle = handle.trim_start_matches('@').to_lowercase();
    context.config.lint.options.team_prefixes.iter().any(|prefix| handle.starts_with(prefix.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::lint::rules::testing::{AS_OF, run, run_with};

    #[test]
    fn teams_and_other_roles_need_not_come() {
        let who = "responders:\n  - { name: team-payments, role: remediation }\n  - { name: kim.lee, role: communication }\n  - noa.levi\n";
        assert!(run(&RULE, who).is_empty());
    }

    #[test]
    fn a_team_says_how_the_handles_of_teams_begin() {
        let who = "responders:\n  - { name: \"@Squad-queues\", role: remediation }\n";
        let mut config = Config::default();
        assert_eq!(run_with(&RULE, &[who], &config, AS_OF).len(), 1);
        config.lint.options.team_prefixes = vec!["squad-".to_owned()];
        assert_eq!(run_with(&RULE, &[who], &config, AS_OF), []);
    }
}
