//! # description/steps
//! The description must name at least one step that mitigated or resolved the incident.
//!
//! ## Why
//! The next responder who finds this review wants to know one thing first: what helped. "It was resolved" does not say.
//! Google's example post-mortem names the steps under "Resolution" (Site Reliability Engineering, appendix D).
//!
//! ## What it reports
//! A review in which no step is told: no verb of mitigation or resolution (restarted, rolled back, failed over,
//! disabled, blocked, patched, scaled, reverted and their like) in the sections that tell the story, and no timeline
//! entry marked `mitigation:` or `resolution:`.
//!
//! ## Bad
//! ```markdown whole
//! ## Description
//!    ^^^^^^^^^^^ no step
//! Our monitoring alerted that the API was answering customers with HTTP 500 for 15 minutes. It was resolved.
//! ```
//!
//! ## Good
//! ```markdown whole
//! ## Description
//! Our monitoring alerted that the API was answering customers with HTTP 500 for 15 minutes. We restarted the queue.
//! ```
//!
//! ## Fix
//! Say what was done: "We restarted the queue", or add `- 09:32Z mitigation: queue restarted` to the timeline.

use super::account::{Account, is_judged};
use super::vocabulary::STEPS;
use crate::config::Level;
use crate::incident::{Incident, SectionKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "description/steps",
    level: Level::Error,
    summary: "the description names no step that mitigated or resolved the incident",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("steps.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let Some(account) = Account::of(incident) else { return };
    let marked = incident.timeline.iter().any(|entry| {
        entry.kind.as_ref().is_some_and(|kind| matches!(kind.value.as_str(), "mitigation" | "resolution"))
    });
    let story =
        account.text_of(&[SectionKind::Impact, SectionKind::Timeline, SectionKind::Detection, SectionKind::Resolution]);
    if marked || STEPS.stand_in(&story) || !is_judged(&story) {
        return;
    }
    findings
        .add(
            incident,
            account.heading(),
            "the description names no step that mitigated or resolved the incident",
            "what helped?",
        )
        .help(
            "say what was done: \"We restarted the message queue\"; or mark it in the timeline: `- 09:32Z mitigation: \
             message queue restarted`",
        );
}
