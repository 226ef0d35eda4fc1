//! # history/backdated
//! A time was changed after the review.
//!
//! ## Why
//! Durations are computed from the times, and reviews are compared by their durations. A time that moves after
//! everybody agreed on it may be a correction or an embellishment; either way the review's readers should be told.
//! The Google SRE book ("Postmortem Culture: Learning from Failure") wants what was learned to be agreed on in a
//! review, in the open.
//!
//! ## What it reports
//! One of the five times of the front matter that a commit changed or removed after `review.held_at`, other than the
//! commit that writes the review down. It reads the whole commit history of the incidents, which takes longer than all
//! other rules together, and is off by default.
//!
//! ## Bad
//! ```markdown backdated:resolved_at
//! resolved_at: 2026-03-04T11:02:00Z
//!              ^^^^^^^^^^^^^^^^^^^^ after the review
//! ```
//!
//! ## Good
//! ```markdown
//! resolved_at: 2026-03-04T11:02:00Z
//! ```
//!
//! ## Fix
//! Say in the review why the time changed, then silence the finding in place:
//! `# recount-ignore history/backdated: the vendor's log came in on 9 March`.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::anchor;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "history/backdated",
    level: Level::Off,
    summary: "a time was changed after the review",
    applies: Applies::FromReviewed,
    check: Check::Incident(check),
    source: include_str!("backdated.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let Some(repository) = &context.work_tree.repository else { return };
    let changes = repository.backdated.get(incident.source.path()).into_iter().flatten();
    for change in changes {
        let time = incident.times.in_order().into_iter().find(|(key, _)| *key == change.key).and_then(|(_, time)| time);
        let span = time.map_or_else(|| anchor::of_absent(incident), |time| time.span);
        findings
            .add(
                incident,
                span,
                format!("`{}` was changed after the review, in commit {}", change.key, change.commit),
                "changed after the review",
            )
            .help("say in the review why it changed; `recount timeline` shows what it was");
    }
}
