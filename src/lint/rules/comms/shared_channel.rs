//! # comms/shared-channel
//! Every incident has a channel of its own.
//!
//! ## Why
//! In a shared channel the orders and findings of two responses mix, and afterwards nobody can tell from its history
//! which belonged to which. A channel for each incident is the practice of Atlassian's *Incident Management Handbook*
//! ("Open communications") and of most chat-based response.
//!
//! ## What it reports
//! A `channel:` that another incident of the archive names as well; the incident that comes first by path is pointed at.
//!
//! ## Bad
//! ```markdown
//! channel: "#incidents"
//! ```
//! ```markdown beside
//! id: INC-2026-015
//! channel: "#incidents"
//!          ^^^^^^^^^^^^ INC-2026-014
//! ```
//!
//! ## Good
//! ```markdown
//! channel: "#inc-2026-014"
//! ```
//! ```markdown beside
//! id: INC-2026-015
//! channel: "#inc-2026-015"
//! ```
//!
//! ## Fix
//! Name the incident's own channel; open one next time (`#inc-2026-015`).

use std::collections::BTreeMap;

use crate::archive::Archive;
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Spanned;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "comms/shared-channel",
    level: Level::Error,
    summary: "two incidents share a channel",
    applies: Applies::FromResolved,
    check: Check::Archive(check),
    source: include_str!("shared_channel.rs"),
};

fn check(archive: &Archive, _: &Context<'_>, findings: &mut Findings) {
    let mut first: BTreeMap<String, (&Incident, &Spanned<String>)> = BTreeMap::new();
    for incident in archive.incidents() {
        let Some(channel) = &incident.channel else { continue };
        let name = channel.value.trim().trim_start_matches('#').to_lowercase();
        let (other, place) = *first.entry(name).or_insert((incident, channel));
        if std::ptr::eq(other, incident) {
            continue;
        }
        findings
            .add(
                incident,
                channel.span,
                format!("the channel {} is also that of {}", channel.value, other.name()),
                "shared",
            )
            .help("every incident has a channel of its own; name it here")
            .related(&other.source, place.span, "used here first");
    }
}
