//! # id/duplicate
//! Two incidents have the same id.
//!
//! ## Why
//! Whoever follows a reference to the id reaches one of them and never learns of the other. It happens when two
//! responders take the next number at the same time; reviews that cite each other (VOID, the Verica Open Incident
//! Database, is built on such references) depend on ids that name one incident.
//!
//! ## What it reports
//! Every file that carries the id, each naming the other.
//!
//! ## Bad
//! ```markdown
//! id: INC-2026-014
//!     ^^^^^^^^^^^^ incidents/2.md
//! ```
//!
//! ```markdown beside
//! id: INC-2026-014
//!     ^^^^^^^^^^^^ incidents/1.md
//! ```
//!
//! ## Good
//! ```markdown
//! id: INC-2026-014
//! ```
//!
//! ```markdown beside
//! id: INC-2026-015
//! ```
//!
//! ## Fix
//! Give the later incident the next free number. If both files are about one incident, merge them.

use crate::archive::Archive;
use crate::config::Level;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "id/duplicate",
    level: Level::Error,
    summary: "two incidents have the same id",
    applies: Applies::Always,
    check: Check::Archive(check),
    source: include_str!("duplicate.rs"),
};

fn check(archive: &Archive, _: &Context<'_>, findings: &mut Findings) {
    let incidents = archive.incidents();
    for (id, indices) in archive.ids().iter().filter(|(_, indices)| indices.len() > 1) {
        for (n, &index) in indices.iter().enumerate() {
            let other = &incidents[if n == 0 { indices[1] } else { indices[0] }];
            let (Some(own), Some(others)) = (&incidents[index].id, &other.id) else { continue };
            findings
                .add(
                    &incidents[index],
                    own.span,
                    format!("`{id}` is also the id of {}", other.source.path()),
                    "two incidents with one id",
                )
                .related(&other.source, others.span, "the other one")
                .help("give the later incident the next free number");
        }
    }
}
