//! # front-matter/timestamp-zone
//! A timestamp does not say its offset from UTC.
//!
//! ## Why
//! "09:12" is one of two dozen instants, and responders sit in several zones. NIST SP 800-61 (Computer Security
//! Incident Handling Guide) asks for synchronized clocks and consistent times because a timeline merged from
//! several sources is otherwise out of order; RFC 3339 (section 4) calls unqualified local time unsuitable for
//! exchange.
//!
//! ## What it reports
//! A timestamp of the front matter that is right but for its missing offset. Where the configuration names a
//! `timezone`, that zone is used for the counting until it is corrected.
//!
//! ## Bad
//! ```markdown
//! started_at: 2026-03-04T09:12:00
//!             ^^^^^^^^^^^^^^^^^^^ `started_at` does not say its offset
//! ```
//!
//! ## Good
//! ```markdown
//! started_at: 2026-03-04T09:12:00Z
//! detected_at: 2026-03-04T10:17:00+01:00
//! ```
//!
//! ## Fix
//! Append `Z` when the time is UTC, else the offset that was in force where it was noted, such as `+01:00`.

use crate::config::Level;
use crate::incident::{Incident, ProblemKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "front-matter/timestamp-zone",
    level: Level::Error,
    summary: "a timestamp does not say its offset from UTC",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("timestamp_zone.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for problem in &incident.problems {
        let ProblemKind::TimestampZone { key } = &problem.kind else { continue };
        let written = incident.source.slice(problem.span).trim_matches(['"', '\'']).replacen(' ', "T", 1);
        findings
            .add(incident, problem.span, format!("`{key}` does not say its offset from UTC"), "which zone?")
            .help(format!("write `{written}Z` if it is UTC, else its offset, as in `{written}+01:00`"));
    }
}
