//! # comms/conference-notes
//! What was said on the call is written down.
//!
//! ## Why
//! A chat channel keeps its own record; a call keeps none, and the decisions of an incident are taken there. PagerDuty's
//! response has a scribe on every call for that reason (<https://response.pagerduty.com/training/scribe/>).
//!
//! ## What it reports
//! A review that mentions a conference call, bridge or war room of the incident and has no Conference notes section.
//!
//! ## Bad
//! ```markdown
//! ## Timeline
//! - 09:20Z ana.ruiz opens a conference call
//!                           ^^^^^^^^^^^^^^^ no notes
//! ```
//!
//! ## Good
//! ```markdown
//! ## Timeline
//! - 09:20Z ana.ruiz opens a conference call
//!
//! ## Conference notes
//! Decided at 09:25Z to restart the queue rather than fail over: the replica was 40 minutes behind.
//! ```
//!
//! ## Fix
//! Add `## Conference notes` with what was decided, and why; the scribe's notes or a summary of the recording will do.

use std::sync::LazyLock;

use crate::config::Level;
use crate::incident::{Incident, SectionKind};
use crate::lint::prose::Prose;
use crate::lint::rules::phrases::Phrases;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "comms/conference-notes",
    level: Level::Warning,
    summary: "there was a call, and no notes of it",
    applies: Applies::FromReviewed,
    check: Check::Prose(check),
    source: include_str!("conference_notes.rs"),
};

/// Words for the call of a response.
static CALLS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(&[
        "conference bridge",
        "conference call",
        "incident bridge",
        "incident call",
        "joined call",
        "joined the bridge",
        "joined the call",
        "joins the bridge",
        "joins the call",
        "video call",
        "video conference",
        "war room",
        "zoom call",
    ])
});

fn check(incident: &Incident, prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    if incident.section(SectionKind::ConferenceNotes).is_some() {
        return;
    }
    let body = incident.body;
    if let Some(range) = CALLS.first_in(prose.text()) {
        findings
            .add(
                incident,
                Span::from(range).shifted(body.start()),
                "there was a call, and there are no notes of it",
                "a call",
            )
            .help("add `## Conference notes`: what was decided on the call, and why");
    }
}
