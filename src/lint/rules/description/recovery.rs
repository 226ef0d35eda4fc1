//! # description/recovery
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
//! ```markdown whole
//! ## Description
//!    ^^^^^^^^^^^ how long recovery took
//! Our monitoring alerted that the API was answering customers with HTTP 500. Restarting the queue helped.
//! ```
//!
//! ## Good
//! ```markdown whole
//! ## Description
//! Our monitoring alerted that the API was answering customers with HTTP 500. Restarting the queue helped within
//! 15 minutes.
//! ```
//!
//! ## Fix
//! Declare `started_at` and `resolved_at`, or write the duration.

use super::account::{Account, is_judged, states_time_to_recover};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "description/recovery",
    level: Level::Error,
    summary: "nobody can tell how long recovery took",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("recovery.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let Some(account) = Account::of(incident) else { return };
    let times = &incident.times;
    let declared = (times.started.is_some() || times.detected.is_some())
        && (times.mitigated.is_some() || times.resolved.is_some());
    let story = account.story();
    if declared || account.has_stamped_timeline() || states_time_to_recover(&story) || !is_judged(&story) {
        return;
    }
    findings
        .add(incident, account.heading(), "nobody can tell how long recovery took", "how long until it worked again?")
        .help("declare `started_at` and `resolved_at`, or write the duration: \"Restarting the queue helped within 15 minutes.\"");
}
