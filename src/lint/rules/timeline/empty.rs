//! # timeline/empty
//! The timeline says what happened when.
//!
//! ## Why
//! A review without times is an opinion. The order of events is what everything else is built on: how long detection
//! took, what was known at each decision, which change came before. PagerDuty's guide has the timeline written first,
//! and asks for a metric or a page as evidence at each point (<https://postmortems.pagerduty.com/how_to_write/writing/>).
//!
//! ## What it reports
//! A Timeline section with text in which no time can be found, where front matter declares no times that would make
//! a timeline either. A section that is missing or empty is the business of `section/missing` and `section/empty`.
//!
//! ## Bad
//! ```markdown whole
//! ## Timeline
//!    ^^^^^^^^ no entry with a time
//! The queue stopped and we restarted it later that day.
//! ```
//!
//! ## Good
//! ```markdown
//! ## Timeline
//! - 09:17Z detection: blackbox check pages the on-call engineer
//! - 09:32Z mitigation: message queue restarted (sam.okafor)
//! ```
//!
//! ## Fix
//! Begin each event with its time, in a list, a table or headings.

use crate::config::Level;
use crate::incident::{Incident, ProblemKind, SectionKind};
use crate::lint::rules::written::is_written;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "timeline/empty",
    level: Level::Error,
    summary: "the timeline has no entry with a time",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("empty.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let Some(section) = incident.section(SectionKind::Timeline) else { return };
    let declared = incident.times.in_order().iter().filter(|(_, at)| at.is_some()).count();
    let unreadable =
        incident.problems.iter().any(|problem| matches!(problem.kind, ProblemKind::TimelineUnreadable { .. }));
    let silent = !incident.timeline.is_empty()
        || declared > 1
        || unreadable
        || !is_written(incident.source.slice(section.content));
    if !silent {
        findings
            .add(incident, section.heading.span, "the timeline has no entry with a time", "what happened when?")
            .help(super::SHAPES);
    }
}
