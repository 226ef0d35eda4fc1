//! # times/missing
//! A time of the incident is missing although it is over.
//!
//! ## Why
//! Detection, acknowledgement, mitigation and resolution are where an organization can get faster, and each is
//! only comparable when it is written down while people remember. The Google SRE workbook's postmortem checklist
//! and PagerDuty's postmortem guide both list them.
//!
//! ## What it reports
//! An incident that is resolved (or has no status) without `detected_at`, `acknowledged_at`, `mitigated_at` or
//! `resolved_at`. Near misses hurt nobody: there only `detected_at` and `resolved_at` are asked for. `started_at`
//! is asked by `front-matter/required`.
//!
//! ## Bad
//! ```markdown
//! ---
//! id: INC-2026-014
//! status: resolved
//!         ^^^^^^^^ has no `mitigated_at` and `resolved_at`
//! started_at: 2026-03-04T09:12:00Z
//! detected_at: 2026-03-04T09:17:00Z
//! acknowledged_at: 2026-03-04T09:18:00Z
//! ---
//! ```
//!
//! ## Good
//! ```markdown
//! ---
//! id: INC-2026-014
//! status: resolved
//! started_at: 2026-03-04T09:12:00Z
//! detected_at: 2026-03-04T09:17:00Z
//! acknowledged_at: 2026-03-04T09:18:00Z
//! mitigated_at: 2026-03-04T09:32:00Z
//! resolved_at: 2026-03-04T11:02:00Z
//! ---
//! ```
//!
//! ## Fix
//! Add the time, as RFC 3339 with an offset. The alert, the chat channel and the deployment log know it.

use crate::config::Level;
use crate::incident::{Incident, IncidentType};
use crate::lint::anchor;
use crate::lint::wording::and;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "times/missing",
    level: Level::Error,
    summary: "a time is missing although the incident is over",
    applies: Applies::FromResolved,
    check: Check::Incident(check),
    source: include_str!("missing.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let near_miss = incident.incident_type.as_ref().is_some_and(|kind| kind.value == IncidentType::NearMiss);
    let asked = |key: &str| match key {
        "started_at" => false,
        "acknowledged_at" | "mitigated_at" => !near_miss,
        _ => true,
    };
    let missing: Vec<String> = incident
        .times
        .in_order()
        .iter()
        .filter(|(key, time)| time.is_none() && asked(key) && !incident.has_problem_with(key))
        .map(|(key, _)| format!("`{key}`"))
        .collect();
    if missing.is_empty() {
        return;
    }
    findings
        .add(
            incident,
            anchor::of_absent(incident),
            format!("the incident has no {}", and(&missing)),
            "over, so its times are known",
        )
        .help("add each as RFC 3339 with an offset, such as `2026-03-04T09:32:00Z`");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing;

    #[test]
    fn nobody_is_asked_during_the_outage() {
        assert_eq!(testing::run(&RULE, "---\nid: A\nstatus: monitoring\n---\n"), []);
        assert_eq!(testing::run(&RULE, "---\nid: A\n---\n").len(), 1);
    }

    #[test]
    fn a_near_miss_needs_no_mitigation() {
        let found = testing::run(&RULE, "---\nid: A\ntype: near-miss\nstatus: resolved\n---\n");
        assert_eq!(found[0].message, "the incident has no `detected_at` and `resolved_at`");
    }
}
