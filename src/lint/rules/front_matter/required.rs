//! # front-matter/required
//! A key that every incident needs is missing.
//!
//! ## Why
//! A title says what it was, a severity how bad it was, a start when it began: these three are known within the
//! first minutes, and without them an incident can neither be found nor compared. PagerDuty's incident response
//! guide has the severity set as the first act of a response; Atlassian's incident handbook lists the same fields
//! for every incident.
//!
//! ## What it reports
//! Front matter without `severity` or `started_at`, or without `title` where no first-level heading gives one; an
//! entry of a list without the key that names it (`name` of a commander). It asks also during an outage. `id` has
//! a rule of its own, `id/missing`; the later times are asked by `times/missing`.
//!
//! ## Bad
//! ```markdown
//! ---
//! id: INC-2026-014
//! title: Elevated 500s from the API
//! status: investigating
//!         ^^^^^^^^^^^^^ `severity` and `started_at`
//! ---
//! ```
//!
//! ```markdown
//! commanders:
//!   - { from: 2026-03-04T09:18:00Z }
//!     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `name`
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
//! ---
//! ```
//!
//! ## Fix
//! Add the key. A first guess is fine during an outage: raise or lower the severity and correct the start later,
//! the history keeps both.

use crate::config::Level;
use crate::incident::{Incident, Origin, ProblemKind};
use crate::lint::anchor;
use crate::lint::wording::and;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "front-matter/required",
    level: Level::Error,
    summary: "a key that every incident needs is missing",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("required.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    for problem in &incident.problems {
        let ProblemKind::MissingKey { key, within } = &problem.kind else { continue };
        findings
            .add(incident, problem.span, format!("`{within}` has no `{key}`"), format!("`{key}` is missing"))
            .help(format!("add `{key}:` to this entry"));
    }
    if !incident.front_matter_is_whole() {
        return;
    }
    let titled = incident.declared_title.is_some() || incident.title.origin == Origin::Heading;
    let worst = context.config.archive.severities.first().map_or("SEV1", String::as_str);
    let present = [
        ("title", titled, "title: <what users saw, in a few words>".to_owned()),
        ("severity", incident.severity.is_some(), format!("severity: {worst}")),
        ("started_at", incident.times.started.is_some(), format!("started_at: {}", rfc3339(&context.as_of))),
    ];
    let missing: Vec<_> =
        present.iter().filter(|(key, present, _)| !present && !incident.has_problem_with(key)).collect();
    if missing.is_empty() {
        return;
    }
    let keys: Vec<String> = missing.iter().map(|(key, ..)| format!("`{key}`")).collect();
    let lines: Vec<&str> = missing.iter().map(|(_, _, line)| line.as_str()).collect();
    let message = format!("the front matter has no {}", and(&keys));
    findings
        .add(incident, anchor::of_absent(incident), message, "asked for from the first minute")
        .help(format!("add, for example: {}", lines.join(" / ")));
}

fn rfc3339(at: &chrono::DateTime<chrono::Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing;

    #[test]
    fn a_first_level_heading_is_a_title() {
        let front_matter = "---\nid: A\nseverity: SEV1\nstarted_at: 2026-03-04T09:12:00Z\n---\n";
        assert_eq!(testing::run(&RULE, front_matter).len(), 1);
        if crate::incident::body::Aliases::default().section("Impact").is_some() {
            assert_eq!(testing::run(&RULE, &format!("{front_matter}\n# Elevated 500s\n")), []);
        }
    }

    #[test]
    fn a_start_that_cannot_be_read_is_not_also_missing() {
        assert_eq!(testing::run(&RULE, "started_at: yesterday\n"), []);
    }

    #[test]
    fn without_readable_front_matter_other_rules_speak() {
        assert_eq!(testing::run(&RULE, "---\nid: [\n---\n"), []);
    }
}
