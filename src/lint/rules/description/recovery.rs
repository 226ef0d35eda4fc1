//! The description must say how long recovery took.
//!
//! ## Why
//! How long people had to wait is what an incident costs. It is also the number by which later incidents are compared,
//! and nobody can work it out of a text that does not hold it. recount computes it from declared times and never asks
//! anybody to type a sum. (Google, Site Reliability Engineering, appendix D, gives the duration in the first lines of
//! its example post-mortem.)
//!
//! ## What it reports
//! A review from which nobody can tell how long it took until things worked again: no duration or pair of times in the
//! sections that tell the story, no timeline of at least two stamped entries, and not both a start (`started_at` or
//! `detected_at`) and an end (`mitigated_at` or `resolved_at`) in front matter.
//!
//! ## Bad
//! ```markdown
//! ## Description
//! Our monitoring alerted that the API was answering customers with HTTP 500. Restarting the queue helped.
//! ```
//!
//! ## Good
//! ```markdown
//! ## Description
//! Our monitoring alerted that the API was answering customers with HTTP 500. Restarting the queue helped within
//! 15 minutes.
//! ```
//!
//! ## Options
//! None.
//!
//! ## Fix
//! Declare `started_at` and `resolved_at`, or write the duration.

use super::account::{Account, is_judged, states_duration};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "description/recovery",
    level: Level::Error,
    summary: "The description says how long recovery took",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("recovery.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let Some(account) = Account::of(incident) else { return };
    let times = &incident.times;
    let timed = (times.started.is_some() || times.detected.is_some())
        && (times.mitigated.is_some() || times.resolved.is_some());
    let story = account.story();
    if timed || account.has_stamped_timeline() || states_duration(&story) || !is_judged(&story) {
        return;
    }
    findings
        .add(incident, account.heading(), "nobody can tell how long recovery took", "how long until it worked again?")
        .help("declare `started_at` and `resolved_at`, or write the duration: \"Restarting the queue helped within 15 minutes.\"");
}
