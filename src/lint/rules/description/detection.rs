//! # description/detection
//! The description must say how the incident was found, and how long that took.
//!
//! ## Why
//! An incident found by a customer and one found by an alert call for different actions, and time to detect is often
//! the largest part of an outage that nobody works on. PagerDuty's post-mortem guide and Google's example post-mortem
//! both carry a "Detection" entry of their own (Site Reliability Engineering, appendix D).
//!
//! ## What it reports
//! A review that tells neither in its description nor in the sections that tell the story (impact, timeline,
//! detection, resolution) *how* the incident was found, or *how long* that took. `detection:` in front matter answers
//! the first; `started_at` and `detected_at` together, or a timeline of at least two stamped entries, answer the second.
//!
//! ## Bad
//! ```markdown whole
//! ## Description
//!    ^^^^^^^^^^^ how the incident was found, nor how long
//! The API answered every second request of our customers with HTTP 500 until the message queue was restarted.
//! ```
//!
//! ## Good
//! ```markdown whole
//! ## Description
//! On its 5 minute check interval, our monitoring alerted the on-call engineer that the API was answering every
//! second request of our customers with HTTP 500.
//! ```
//!
//! ## Fix
//! Write who or what noticed, and after how long; or declare `detection:`, `started_at` and `detected_at`.

use super::account::{Account, is_judged, states_time_to_detect};
use super::vocabulary::DETECTION;
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "description/detection",
    level: Level::Error,
    summary: "the description does not say how the incident was found, or how long that took",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("detection.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let Some(account) = Account::of(incident) else { return };
    let story = account.story();
    let declared = incident.detection.as_ref().is_some_and(|d| d.method.is_some() || d.source.is_some());
    let how = declared || DETECTION.stand_in(&story);
    let timed = incident.times.started.is_some() && incident.times.detected.is_some();
    let how_long = timed || account.has_stamped_timeline() || states_time_to_detect(&story);
    if (how && how_long) || !is_judged(&story) {
        return;
    }
    let (message, label) = match (how, how_long) {
        (true, true) => return,
        (false, true) => ("the description does not say how the incident was found", "found how?"),
        (true, false) => {
            ("the description does not say how long it took to find the incident", "found after how long?")
        }
        (false, false) => {
            ("the description does not say how the incident was found, nor how long that took", "found how, and when?")
        }
    };
    findings.add(incident, account.heading(), message, label).help(
        "say who or what noticed, and after how long: \"On its 5 minute check interval, our monitoring alerted the \
         on-call engineer\"; or declare `detection: { method: alert }` with `started_at` and `detected_at`",
    );
}
