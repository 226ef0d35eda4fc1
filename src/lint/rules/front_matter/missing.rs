//! # front-matter/missing
//! The file does not begin with front matter.
//!
//! ## Why
//! What is written as data can be counted, sorted and found again. The Google SRE book ("Postmortem Culture:
//! Learning from Failure") keeps reviews in a repository with "postmortem metadata", because trends only show
//! across reviews that state date, severity and duration alike.
//!
//! ## What it reports
//! A file whose first line is not `---`. The rules about single keys (id, title, times) are silent then:
//! one message for one cause.
//!
//! ## Bad
//! ```markdown whole
//! # Elevated 500s from the API
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no front matter
//!
//! ## Description
//! On its 5 minute check interval, our monitoring alerted the on-call engineer.
//! ```
//!
//! ## Good
//! ```markdown
//! ---
//! id: INC-2026-014
//! title: Elevated 500s from the API
//! status: investigating
//! severity: SEV2
//! started_at: 2026-03-04T09:12:00Z
//! commanders: [ana.ruiz]
//! ---
//!
//! ## Description
//! On its 5 minute check interval, our monitoring alerted the on-call engineer.
//! ```
//!
//! ## Fix
//! Put the block of the good example at the very top of the file. `recount new` writes it for new incidents.

use crate::config::Level;
use crate::incident::{Incident, ProblemKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "front-matter/missing",
    level: Level::Error,
    summary: "the file does not begin with front matter",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("missing.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let Some(problem) = incident.problems.iter().find(|problem| problem.kind == ProblemKind::FrontMatterMissing) else {
        return;
    };
    findings
        .add(incident, problem.span, "this review has no front matter", "`---` is expected before this")
        .help("begin the file with `---`, `id:`, `title:`, `status:`, `severity:`, `started_at:` and `---`, each on its own line");
}
