//! # times/future
//! A time lies in the future.
//!
//! ## Why
//! None of the five times can be known before it has come; a future one is a wrong year, day or offset, and it
//! makes every duration wrong. VOID's reports on incident metrics show how much recorded durations suffer from
//! such slips.
//!
//! ## What it reports
//! One of the five times of the incident after the moment of the lint (`--as-of`, by default now).
//!
//! ## Bad
//! ```markdown as-of:2026-03-20T12:00:00Z
//! resolved_at: 2027-03-04T11:02:00Z
//!              ^^^^^^^^^^^^^^^^^^^^ in the future
//! ```
//!
//! ## Good
//! ```markdown as-of:2026-03-20T12:00:00Z
//! resolved_at: 2026-03-04T11:02:00Z
//! ```
//!
//! ## Fix
//! Correct the year, the day or the offset. What is only planned belongs in the text.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::wording::length;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "times/future",
    level: Level::Error,
    summary: "a time lies in the future",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("future.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    for (key, time) in incident.times.in_order() {
        let Some(time) = time.filter(|time| time.value > context.as_of) else { continue };
        let ahead = length(time.value.with_timezone(&chrono::Utc) - context.as_of);
        findings
            .add(incident, time.span, format!("`{key}` lies {ahead} in the future"), "not yet")
            .help("correct the year, the day or the offset; what is only planned belongs in the text");
    }
}
