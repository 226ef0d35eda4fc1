//! # command/handoff-incomplete
//! A handoff says what was achieved, what is being done, and who is at work.
//!
//! ## Why
//! A commander who takes over without these three starts the incident anew. The Incident Command System writes them
//! down for every transfer of command in one form, the ICS 201 incident briefing: situation, actions planned and
//! under way, organization and resources (<https://training.fema.gov/icsresource/icsforms.aspx>). Google and PagerDuty
//! ask for the same in chat and on the call.
//!
//! ## What it reports
//! The second and every later commander without a `handoff:`, or with one that lacks `progress`, `current_steps` or
//! `involved`, each underlined once with what is missing.
//!
//! ## Bad
//! ```markdown
//! commanders:
//!   - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
//!   - name: li.wei
//!           ^^^^^^ what was being done and who was at work
//!     from: 2026-03-04T10:30:00Z
//!     handoff: { progress: "Queue restarted, error rate back to normal." }
//! ```
//!
//! ## Good
//! ```markdown
//! commanders:
//!   - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
//!   - name: li.wei
//!     from: 2026-03-04T10:30:00Z
//!     handoff:
//!       progress: Queue restarted, error rate back to normal.
//!       current_steps: Replaying 1,204 dead letters.
//!       involved: [sam.okafor, team-payments]
//! ```
//!
//! ## Fix
//! Add what is missing under the commander's `handoff:`.

use crate::config::Level;
use crate::incident::{Command, Handoff, Incident};
use crate::lint::rules::declared;
use crate::lint::wording::and;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "command/handoff-incomplete",
    level: Level::Error,
    summary: "a handoff does not say what the next commander needs",
    applies: Applies::FromResolved,
    check: Check::Incident(check),
    source: include_str!("handoff_incomplete.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for (index, command) in incident.commanders.iter().enumerate().skip(1) {
        let Some(previous) = incident.commanders.get(index - 1) else { continue };
        let again = declared::same_handle(&previous.name.value, &command.name.value);
        let lacking = lacking(command.handoff.as_ref());
        let misread = declared::is_misread(incident, &format!("commanders[{index}].handoff"));
        if again || lacking.is_empty() || misread {
            continue;
        }
        let names: Vec<String> = lacking.iter().map(|key| format!("`{key}`")).collect();
        findings
            .add(
                incident,
                command.name.span,
                message(command, &previous.name.value, &lacking),
                format!("the handoff lacks {}", and(&names)),
            )
            .help(example(&lacking));
    }
}

/// The keys a handoff should have and does not, in the order they are documented.
fn lacking(handoff: Option<&Handoff>) -> Vec<&'static str> {
    let said =
        |text: &Option<crate::text::Spanned<String>>| text.as_ref().is_some_and(|text| !text.value.trim().is_empty());
    let has = [
        ("progress", handoff.is_some_and(|h| said(&h.progress))),
        ("current_steps", handoff.is_some_and(|h| said(&h.current_steps))),
        ("involved", handoff.is_some_and(|h| !h.involved.is_empty())),
    ];
    has.into_iter().filter(|(_, there)| !there).map(|(key, _)| key).collect()
}

fn message(command: &Command, previous: &str, lacking: &[&str]) -> String {
    let said = |key: &&str| match *key {
        "progress" => "what had been achieved",
        "current_steps" => "what was being done",
        _ => "who was at work",
    };
    let missing: Vec<String> = lacking.iter().map(|key| said(key).to_owned()).collect();
    format!("the handoff from {previous} to {} does not say {}", command.name.value, and(&missing))
}

fn example(lacking: &[&str]) -> String {
    let lines = lacking.iter().map(|key| match *key {
        "progress" => "`progress: Queue restarted, error rate back to normal.`",
        "current_steps" => "`current_steps: Replaying dead letters.`",
        _ => "`involved: [sam.okafor, team-payments]`",
    });
    format!("add to `handoff`: {}", lines.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::run;

    #[test]
    fn a_blank_answer_is_none_and_one_finding_names_all_that_lacks() {
        let turns = "commanders:\n  - { name: a, from: 2026-03-04T09:18:00Z }\n  - { name: b, from: 2026-03-04T10:18:00Z, \
                     handoff: { progress: \" \", current_steps: Waiting, involved: [] } }\n";
        let found = run(&RULE, turns);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].label, "the handoff lacks `progress` and `involved`");
    }

    #[test]
    fn the_same_commander_listed_twice_hands_nothing_over() {
        let turns =
            "commanders:\n  - { name: a, from: 2026-03-04T09:18:00Z }\n  - { name: a, from: 2026-03-04T10:18:00Z }\n";
        assert!(run(&RULE, turns).is_empty());
    }
}
