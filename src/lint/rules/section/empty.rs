//! # section/empty
//! A section has a heading and nothing under it.
//!
//! ## Why
//! A heading without text looks finished in a table of contents and is not. Etsy's debriefing facilitation guide
//! ("Debriefing Facilitation Guide") asks for the story in full, told by those who were there; an empty section is
//! where it stopped.
//!
//! ## What it reports
//! A section of the template (description, impact, timeline, contributing factors, action items, lessons and so
//! on) with only blank lines or HTML comments under it, sub-sections included, where no other section of its kind
//! says more. From `resolved` on it is a warning, until the review is due.
//!
//! ## Bad
//! ```markdown
//! ## Impact
//!    ^^^^^^ the section Impact is empty
//! <!-- who, how many, how long -->
//!
//! ## Timeline
//! - 09:12Z the queue reaches its memory limit
//! ```
//!
//! ## Good
//! ```markdown
//! ## Impact
//! 2,300 customers could not complete 4,112 payments for 20 minutes.
//! ```
//!
//! ## Fix
//! Write the section. If there is nothing to say, say that: "Nobody noticed: traffic was served from the cache."

use crate::config::Level;
use crate::incident::{Incident, Section, SectionKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "section/empty",
    level: Level::Error,
    summary: "a section has a heading and nothing under it",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("empty.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let (empty, said): (Vec<&Section>, Vec<&Section>) =
        incident.sections.iter().partition(|section| is_empty(incident, section));
    let said =
        SectionKind::ALL.map(|kind| said.iter().any(|section| section.kind == Some(kind)) || declared(incident, kind));
    for section in empty {
        let Some(kind) = section.kind.and_then(|kind| SectionKind::ALL.iter().position(|other| *other == kind)) else {
            continue;
        };
        if said[kind] {
            continue;
        }
        let heading = &section.heading;
        findings
            .add(
                incident,
                heading.span,
                format!("the section {} is empty", heading.value),
                "nothing under this heading",
            )
            .help("write it; if there is nothing to say, say why, or remove a heading the review does not need");
    }
}

/// Said in the front matter instead.
fn declared(incident: &Incident, kind: SectionKind) -> bool {
    kind == SectionKind::ActionItems && !incident.actions.is_empty()
}

fn is_empty(incident: &Incident, section: &Section) -> bool {
    let mut rest = incident.source.slice(section.content);
    loop {
        rest = rest.trim_start();
        match rest.strip_prefix("<!--") {
            None => return rest.is_empty(),
            Some(comment) => rest = comment.split_once("-->").map_or("", |(_, after)| after),
        }
    }
}
