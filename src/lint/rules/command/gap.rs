//! # command/gap
//! Command has no gap: somebody leads from acknowledgement to resolution.
//!
//! ## Why
//! The minutes in which nobody leads are the minutes in which nobody decides, and they show only when turns are
//! written down. In the Incident Command System command is established by the first to arrive and passes only by an
//! explicit transfer; there is no minute between (FEMA, ICS 200, "Transfer of Command").
//!
//! ## What it reports
//! The first turn beginning more than `gap-minutes` after `acknowledged_at`, and, where there are several commanders,
//! a turn without `from`: nobody can tell when the one ended and the other began.
//!
//! ## Bad
//! ```markdown
//! acknowledged_at: 2026-03-04T09:18:00Z
//! commanders:
//!   - { name: ana.ruiz, from: 2026-03-04T09:50:00Z }
//!                             ^^^^^^^^^^^^^^^^^^^^ 32 minutes
//!   - li.wei
//!     ^^^^^^ when li.wei took command
//! ```
//!
//! ## Good
//! ```markdown
//! acknowledged_at: 2026-03-04T09:18:00Z
//! commanders:
//!   - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
//!   - { name: li.wei, from: 2026-03-04T10:30:00Z }
//! ```
//!
//! ## Options
//! `gap-minutes` under `[command]`: 15 by default.
//!
//! ## Fix
//! Name who led in between (the one who acknowledged leads until command is handed over), or correct `from`.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "command/gap",
    level: Level::Error,
    summary: "nobody is in command for a while",
    applies: Applies::FromResolved,
    check: Check::Incident(check),
    source: include_str!("gap.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let first = incident.commanders.first().and_then(|command| command.from.as_ref());
    if let (Some(acknowledged), Some(from)) = (&incident.times.acknowledged, first) {
        let minutes = (from.value - acknowledged.value).num_minutes();
        if minutes > i64::from(context.config.command.gap_minutes) {
            findings
                .add(
                    incident,
                    from.span,
                    format!("nobody was in command for {minutes} minutes after acknowledgement"),
                    "command begins here",
                )
                .help("whoever acknowledges leads until command is handed over: name them, or correct `from`")
                .related(&incident.source, acknowledged.span, "acknowledged here");
        }
    }
    for (index, command) in incident.commanders.iter().enumerate().skip(1) {
        if command.from.is_none() && !super::is_from_misread(incident, index) {
            findings
                .add(
                    incident,
                    command.name.span,
                    format!("nobody can tell when {} took command", command.name.value),
                    "`from` is missing",
                )
                .help(format!("`- {{ name: {}, from: 2026-03-04T10:30:00Z }}`", command.name.value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::run;

    #[test]
    fn the_short_form_of_one_commander_has_no_gap() {
        assert!(run(&RULE, "commanders: [ana.ruiz]\n").is_empty());
    }

    #[test]
    fn a_from_that_cannot_be_read_is_not_called_missing() {
        let turns = "commanders:\n  - { name: a, from: 2026-03-04T09:18:00Z }\n  - { name: b, from: later }\n";
        assert!(run(&RULE, turns).is_empty());
    }
}
