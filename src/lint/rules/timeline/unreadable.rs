//! # timeline/unreadable
//! Every entry of the timeline has a time that can be read.
//!
//! ## Why
//! An entry that cannot be placed is left out of the recounted timeline, and nothing may be dropped in silence.
//! Real reviews leave `HH:mm` and `23:XX` of their templates behind, or write the time in the middle of the sentence.
//!
//! ## What it reports
//! Entries of the Timeline section whose time is missing or unreadable. Where there are many, the first with their
//! number.
//!
//! ## Bad
//! ```markdown
//! ## Timeline
//! - 09:17Z detection: blackbox check pages the on-call engineer
//! - HH:mm mitigation: message queue restarted
//!   ^^^^^ cannot be read
//! ```
//!
//! ## Good
//! ```markdown
//! ## Timeline
//! - 09:17Z detection: blackbox check pages the on-call engineer
//! - 09:32Z mitigation: message queue restarted
//! ```
//!
//! ## Fix
//! Begin the entry with its time; `~09:30` says that it is not known exactly.

use crate::config::Level;
use crate::incident::{Incident, ProblemKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "timeline/unreadable",
    level: Level::Error,
    summary: "the time of a timeline entry cannot be read",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("unreadable.rs"),
};

/// Up to this many entries are reported one by one.
const FEW: usize = 3;

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let unreadable: Vec<_> = incident
        .problems
        .iter()
        .filter_map(|problem| match &problem.kind {
            ProblemKind::TimelineUnreadable { reason } => Some((problem.span, reason)),
            _ => None,
        })
        .collect();
    if unreadable.len() <= FEW {
        for (span, reason) in unreadable {
            findings
                .add(incident, span, "the time of this timeline entry cannot be read", reason.as_str())
                .help(super::SHAPES);
        }
    } else if let Some(((span, reason), others)) = unreadable.split_first() {
        let finding = findings
            .add(
                incident,
                *span,
                format!("the times of {} timeline entries cannot be read", unreadable.len()),
                reason.as_str(),
            )
            .help(super::SHAPES);
        for (span, reason) in others.iter().take(2 * FEW) {
            finding.related(&incident.source, *span, reason.as_str());
        }
    }
}
