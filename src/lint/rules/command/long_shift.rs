//! # command/long-shift
//! Nobody commands for longer than a working day.
//!
//! ## Why
//! Judgement fades with hours awake, and a tired commander is the last to notice. The Incident Command System plans
//! operational periods with relief built in; the European Working Time Directive caps night work that is mentally
//! demanding at eight hours (2003/88/EC, article 8). A long turn is a lack of relief, not a fault of who bore it.
//!
//! ## What it reports
//! A turn of command of more than `long-shift-hours`, from its `from` (or acknowledgement) to the next turn's `from`
//! (or resolution).
//!
//! ## Bad
//! ```markdown
//! resolved_at: 2026-03-04T21:00:00Z
//! commanders:
//!   - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
//!             ^^^^^^^^ 11 h 42 min
//! ```
//!
//! ## Good
//! ```markdown
//! resolved_at: 2026-03-04T21:00:00Z
//! commanders:
//!   - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
//!   - { name: li.wei, from: 2026-03-04T15:00:00Z }
//! ```
//!
//! ## Options
//! `long-shift-hours` under `[command]`: 8 by default.
//!
//! ## Fix
//! Name the handoffs that took place; if there were none, add an action that arranges relief for the next time.

use super::turn::turns;
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "command/long-shift",
    level: Level::Warning,
    summary: "somebody commands for longer than a working day",
    applies: Applies::FromResolved,
    check: Check::Incident(check),
    source: include_str!("long_shift.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let limit = context.config.command.long_shift_hours;
    for turn in turns(incident) {
        let (Some(from), Some(until)) = (turn.from, turn.until) else { continue };
        let minutes = (until - from).num_minutes();
        if minutes <= i64::from(limit) * 60 {
            continue;
        }
        let length = format!("{} h {:02} min", minutes / 60, minutes % 60);
        findings
            .add(
                incident,
                turn.command.name.span,
                format!("{} was in command for {length}, more than {limit} hours", turn.command.name.value),
                format!("{length} without relief"),
            )
            .help("list the handoffs that took place; if there were none, add an action that arranges relief");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::run;

    #[test]
    fn eight_hours_are_not_yet_too_long() {
        let until = |resolved: &str| {
            run(
                &RULE,
                &format!("acknowledged_at: 2026-03-04T09:00:00Z\nresolved_at: {resolved}\ncommanders: [ana.ruiz]\n"),
            )
            .len()
        };
        assert_eq!((until("2026-03-04T17:00:00Z"), until("2026-03-04T17:01:00Z")), (0, 1));
    }
}
