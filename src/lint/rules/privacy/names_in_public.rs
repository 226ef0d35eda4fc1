//! # privacy/names-in-public
//! A public review names somebody.
//!
//! ## Why
//! Within a team a name tells whom to ask; for the public it only tells whom to blame. Google's *Site Reliability
//! Engineering* has a postmortem focus on what contributed to an incident without indicting any individual or team
//! (<https://sre.google/sre-book/postmortem-culture/>).
//!
//! ## What it reports
//! In a review with `visibility: public`, once for each person, where they stand first: commanders and whom they handed
//! over to, responders, those who sent communications or answered a checklist, facilitator and attendees, owners of
//! action items, and who did what in the timeline. Roles (`on-call engineer`, `support`) and teams (handles that begin
//! with one of `team-prefixes`, `team-` unless configured) name nobody.
//!
//! ## Bad
//! ```markdown
//! visibility: public
//! commanders: [ana.ruiz]
//!              ^^^^^^^^ ana.ruiz
//! responders: [team-payments]
//! communications: []
//! review: { held_at: 2026-03-05T10:00:00Z, facilitator: ana.ruiz, attendees: [ana.ruiz, li.wei] }
//!                                                                                       ^^^^^^ li.wei
//!
//! ## Timeline
//! - 09:12Z the queue reaches its memory limit
//!
//! ## Action items
//! - [ ] Load-test the queue at twice the peak before each limit change — @team-payments, due 2026-04-01, P1
//! ```
//!
//! ## Good
//! ```markdown
//! visibility: public
//! commanders: [incident commander]
//! responders: [team-payments]
//! communications: []
//! review: { held_at: 2026-03-05T10:00:00Z, facilitator: facilitator, attendees: [incident commander, team-payments] }
//!
//! ## Timeline
//! - 09:12Z the queue reaches its memory limit
//!
//! ## Action items
//! - [ ] Load-test the queue at twice the peak before each limit change — @team-payments, due 2026-04-01, P1
//! ```
//!
//! ## Fix
//! Write the role in place of the name, or make the review internal.

use crate::config::Level;
use crate::incident::{Incident, Visibility};
use crate::lint::rules::declared::same_handle;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Spanned;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "privacy/names-in-public",
    level: Level::Warning,
    summary: "a public review names somebody",
    applies: Applies::FromResolved,
    check: Check::Incident(check),
    source: include_str!("names_in_public.rs"),
};

/// Beyond this many people in one file another one teaches nothing.
const LIMIT: usize = 20;

/// Words of which one makes a name the name of a role, a group or a program.
const ROLES: [&str; 46] = [
    "admin",
    "administrator",
    "admins",
    "alert",
    "alerts",
    "attendees",
    "automation",
    "bot",
    "call",
    "commander",
    "communications",
    "customer",
    "customers",
    "dba",
    "department",
    "developer",
    "developers",
    "director",
    "engineer",
    "engineering",
    "engineers",
    "everyone",
    "facilitator",
    "group",
    "ic",
    "lead",
    "legal",
    "liaison",
    "manager",
    "marketing",
    "monitoring",
    "oncall",
    "operations",
    "operator",
    "ops",
    "owner",
    "platform",
    "responder",
    "responders",
    "scribe",
    "sre",
    "squad",
    "support",
    "system",
    "team",
    "vendor",
];

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    if incident.visibility() != Visibility::Public {
        return;
    }
    let prefixes = &context.config.lint.options.team_prefixes;
    let mut names: Vec<&Spanned<String>> =
        named(incident).into_iter().filter(|name| is_a_person(&name.value, prefixes)).collect();
    names.sort_by_key(|name| name.span);
    let mut known: Vec<&str> = Vec::new();
    for name in names {
        if known.len() == LIMIT {
            return;
        }
        if known.iter().any(|known| same_handle(known, &name.value)) {
            continue;
        }
        known.push(&name.value);
        findings
            .add(incident, name.span, format!("this review is public and names {}", bare(&name.value)), "a person")
            .help("write the role in place of the name, or make the review internal");
    }
}

/// Everybody whom the incident names, in no order.
fn named(incident: &Incident) -> Vec<&Spanned<String>> {
    let mut names: Vec<&Spanned<String>> = Vec::new();
    for command in &incident.commanders {
        names.push(&command.name);
        names.extend(command.handoff.iter().flat_map(|handoff| &handoff.involved));
    }
    names.extend(incident.responders.iter().map(|responder| &responder.name));
    names.extend(incident.communications.iter().filter_map(|message| message.by.as_ref()));
    let answers = incident.legal.iter().chain(&incident.marketing).flat_map(|checklist| &checklist.items);
    names.extend(answers.filter_map(|item| item.by.as_ref()));
    if let Some(review) = &incident.review {
        names.extend(review.facilitator.iter().chain(&review.attendees));
    }
    names.extend(incident.actions.iter().flat_map(|action| &action.owners));
    names.extend(incident.timeline.iter().filter_map(|entry| entry.actor.as_ref()));
    names
}

fn is_a_person(name: &str, team_prefixes: &[String]) -> bool {
    let lower = bare(name).to_lowercase();
    let is_role = |word: &str| ROLES.contains(&word);
    !lower.is_empty()
        && !team_prefixes.iter().any(|prefix| lower.starts_with(&prefix.to_lowercase()))
        && !lower.split(|c: char| !c.is_alphanumeric()).any(is_role)
}

/// The name without blanks around it and `@` before it.
fn bare(name: &str) -> &str {
    name.trim().trim_start_matches('@')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::lint::rules::testing::{AS_OF, DEFAULT, run, run_with};

    fn names(findings: &[crate::lint::Finding]) -> Vec<&str> {
        findings.iter().filter_map(|finding| finding.message.rsplit(' ').next()).collect()
    }

    #[test]
    fn everybody_is_named_once_wherever_they_stand_first() {
        let public = DEFAULT.replace("visibility: internal", "visibility: public");
        assert_eq!(names(&run(&RULE, &public)), ["ana.ruiz", "li.wei", "sam.okafor", "kim.lee"]);
    }

    #[test]
    fn what_is_internal_may_name_people() {
        assert!(run(&RULE, DEFAULT).is_empty());
    }

    #[test]
    fn the_configured_beginnings_of_teams_count() {
        let mut config = Config::default();
        config.lint.options.team_prefixes = vec!["squad/".to_owned()];
        let public = DEFAULT.replace("visibility: internal", "visibility: public").replace("sam.okafor", "squad/core");
        assert_eq!(names(&run_with(&RULE, &[&public], &config, AS_OF)), ["ana.ruiz", "li.wei", "kim.lee"]);
    }
}
