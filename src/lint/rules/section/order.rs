//! # section/order
//! The sections are not in their usual order.
//!
//! ## Why
//! Readers go from what happened to whom it hurt, then through the timeline to its conditions and to what changes:
//! the order of the templates of Google's SRE book, PagerDuty and Etsy. Conditions read before the story invite
//! hindsight, which Richard Cook's "How Complex Systems Fail" (point 8) warns of.
//!
//! ## What it reports
//! The first of the five sections that stands after one it usually precedes: description, impact, timeline,
//! contributing factors, action items.
//!
//! ## Bad
//! ```markdown
//! ---
//! status: reviewed
//! ---
//!
//! ## Contributing factors
//! - (technical) The queue's memory limit was lowered.
//!
//! ## Timeline
//!    ^^^^^^^^ Timeline comes after Contributing factors
//! - 09:12Z the queue reaches its memory limit
//! ```
//!
//! ## Good
//! ```markdown
//! ---
//! status: reviewed
//! ---
//!
//! ## Timeline
//! - 09:12Z the queue reaches its memory limit
//!
//! ## Contributing factors
//! - (technical) The queue's memory limit was lowered.
//! ```
//!
//! ## Fix
//! Move the section up.

use crate::config::Level;
use crate::incident::{Incident, Section, SectionKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "section/order",
    level: Level::Warning,
    summary: "the sections are not in their usual order",
    applies: Applies::FromReviewed,
    check: Check::Incident(check),
    source: include_str!("order.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let rank = |section: &Section| SectionKind::REQUIRED.iter().position(|kind| section.kind == Some(*kind));
    let mut furthest: Option<(usize, &Section)> = None;
    let mut seen = [false; SectionKind::REQUIRED.len()];
    for section in &incident.sections {
        let Some(rank) = rank(section) else { continue };
        // Only where a kind begins: a later "What happened" or "Follow-ups" is a part of a longer story.
        if std::mem::replace(&mut seen[rank], true) {
            continue;
        }
        match furthest {
            Some((other_rank, other)) if rank < other_rank => {
                let (late, early) = (&section.heading, &other.heading);
                findings
                    .add(
                        incident,
                        late.span,
                        format!("{} comes after {}", late.value, early.value),
                        "usually comes first",
                    )
                    .related(&incident.source, early.span, "this one usually follows")
                    .help("the usual order is description, impact, timeline, contributing factors, action items");
                return;
            }
            _ => furthest = Some((rank, section)),
        }
    }
}
