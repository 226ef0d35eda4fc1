//! # id/related-unknown
//! A related incident is not in the archive.
//!
//! ## Why
//! Reviews teach most when they are read together: Allspaw, Cook and Woods show in the STELLA report that incidents
//! that seem unique share their conditions. A reference that leads nowhere ends that trail.
//!
//! ## What it reports
//! An id under `related` that no incident of the archive carries, with the nearest one.
//!
//! ## Bad
//! ```markdown
//! related: [INC-2026-041]
//!           ^^^^^^^^^^^^ no incident `INC-2026-041`
//! ```
//!
//! ## Good
//! ```markdown
//! related: [INC-2026-003]
//! ```
//!
//! ```markdown beside
//! id: INC-2026-003
//! ```
//!
//! ## Fix
//! Correct the id, or remove it when that incident is not kept in this archive; link to it from the text instead.

use crate::archive::Archive;
use crate::config::Level;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::nearest::nearest;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "id/related-unknown",
    level: Level::Error,
    summary: "a related incident is not in the archive",
    applies: Applies::Always,
    check: Check::Archive(check),
    source: include_str!("related_unknown.rs"),
};

/// Beyond this many unknown ids no nearest one is looked for: it costs a pass over all ids.
const NEAREST_LIMIT: usize = 100;

fn check(archive: &Archive, _: &Context<'_>, findings: &mut Findings) {
    let ids: Vec<&str> = archive.ids().keys().map(String::as_str).collect();
    let mut unknown = 0;
    for incident in archive.incidents() {
        for related in incident.related.iter().filter(|related| !archive.ids().contains_key(&related.value)) {
            unknown += 1;
            let near = if unknown <= NEAREST_LIMIT { nearest(&related.value, &ids) } else { None };
            let label = near.map_or_else(|| "unknown id".to_owned(), |near| format!("did you mean `{near}`?"));
            findings
                .add(incident, related.span, format!("there is no incident `{}` in this archive", related.value), label)
                .help("correct the id, or link to an incident of another archive from the text");
        }
    }
}
