//! # command/overlap
//! Two commanders never command at the same time.
//!
//! ## Why
//! When two people hold command, responders get two sets of orders. The next commander's `from` ends the previous
//! turn, so turns must follow each other in the order they are written. Google's chapter on managing incidents asks
//! that the new commander is told "You're now the incident commander, okay?" and that the old one does not leave the
//! call before that is acknowledged (<https://sre.google/sre-book/managing-incidents/>, "Clear, Live Handoff").
//!
//! ## What it reports
//! A turn of command that begins before, or at the same instant as, the turn written above it.
//!
//! ## Bad
//! ```markdown
//! commanders:
//!   - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
//!   - { name: li.wei, from: 2026-03-04T09:18:00Z }
//!                           ^^^^^^^^^^^^^^^^^^^^ at the same time
//! ```
//!
//! ## Good
//! ```markdown
//! commanders:
//!   - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
//!   - { name: li.wei, from: 2026-03-04T10:30:00Z }
//! ```
//!
//! ## Fix
//! Correct the `from` that is wrong, or list the commanders in the order they took over.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "command/overlap",
    level: Level::Error,
    summary: "two commanders are in command at once",
    applies: Applies::FromResolved,
    check: Check::Incident(check),
    source: include_str!("overlap.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let timed: Vec<_> =
        incident.commanders.iter().filter_map(|command| Some((command, command.from.as_ref()?))).collect();
    for pair in timed.windows(2) {
        let [(before, earlier), (command, from)] = pair else { continue };
        if from.value > earlier.value {
            continue;
        }
        let (message, label) = if from.value == earlier.value {
            (format!("{} and {} take command at the same time", before.name.value, command.name.value), "the same time")
        } else {
            (
                format!("{} takes command before {}, who is listed first", command.name.value, before.name.value),
                "earlier than the turn above",
            )
        };
        findings
            .add(incident, from.span, message, label)
            .help("one commander at any time: list the turns in order, each `from` later than the one above it")
            .related(&incident.source, earlier.span, "the turn above begins here");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::{assert_example, run};

    #[test]
    fn turns_out_of_order_are_said_to_be_so() {
        assert_example(
            &RULE,
            "commanders:\n  - { name: ana.ruiz, from: 2026-03-04T10:18:00Z }\n  - { name: li.wei, from: \
             2026-03-04T09:30:00Z }\n                          ^^^^^^^^^^^^^^^^^^^^ li.wei takes command before ana.ruiz\n",
        );
    }

    #[test]
    fn the_same_instant_in_another_offset_is_the_same() {
        let turns = "commanders:\n  - { name: a, from: 2026-03-04T10:18:00+01:00 }\n  - { name: b, from: 2026-03-04T09:18:00Z }\n";
        assert_eq!(run(&RULE, turns).len(), 1);
    }
}
