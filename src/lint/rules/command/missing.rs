//! # command/missing
//! Every incident has an incident commander, from the first minute on.
//!
//! ## Why
//! Without one person in command, everybody repairs and nobody coordinates, informs or decides. The Incident Command
//! System calls it unity of command; Google's chapter "Managing Incidents" and PagerDuty's response guide both make
//! naming the commander the first step (<https://sre.google/sre-book/managing-incidents/>,
//! <https://response.pagerduty.com/training/incident_commander/>). It is one of the few things asked for during an
//! outage already.
//!
//! ## What it reports
//! Front matter without `commanders:`. A file without front matter is the business of `front-matter/missing`.
//!
//! ## Bad
//! ```markdown
//! ---
//! title: Elevated 500s from the API
//! status: investigating
//!         ^^^^^^^^^^^^^ no incident commander
//! ---
//! ```
//!
//! ## Good
//! ```markdown
//! ---
//! title: Elevated 500s from the API
//! status: investigating
//! commanders: [ana.ruiz]
//! ---
//! ```
//!
//! ## Fix
//! Add `commanders: [handle]`, or with turns: `commanders: [{ name: ana.ruiz, from: 2026-03-04T09:18:00Z }]`.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::anchor;
use crate::lint::rules::declared::is_misread;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "command/missing",
    level: Level::Error,
    summary: "no incident commander is named",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("missing.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    if incident.commanders.is_empty() && !is_misread(incident, "commanders") {
        findings
            .add(incident, anchor::of_absent(incident), "no incident commander is named", "`commanders` is missing")
            .help("name who led the response: `commanders: [ana.ruiz]`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::run;

    #[test]
    fn a_misspelt_key_is_one_finding_and_not_two() {
        assert!(run(&RULE, "---\nid: X\ncomanders: [ana.ruiz]\n---\n").is_empty());
    }

    #[test]
    fn a_commander_is_asked_for_during_the_outage_already() {
        assert_eq!(run(&RULE, "---\nid: X\nstatus: identified\n---\n").len(), 1);
    }
}
