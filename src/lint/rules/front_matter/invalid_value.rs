//! # front-matter/invalid-value
//! A value is not what its key asks for.
//!
//! ## Why
//! A status, a severity or a time that nobody can read is one that no report counts. PagerDuty's incident response
//! guide ("Severity Levels") has one written scale for everybody for that reason: people who name severities by
//! feeling spend the first minutes of an incident discussing them.
//!
//! ## What it reports
//! A word that is not one of the accepted, a timestamp that is not RFC 3339, text where a list is asked, and a
//! severity that is not on the archive's scale (`severities` in `recount.toml`, `SEV1` to `SEV5` by default).
//!
//! ## Bad
//! ```markdown
//! status: reviewd
//!         ^^^^^^^ `status` should be one of
//! severity: SEV9
//!           ^^^^ `severity` should be one of `SEV1`
//! detected_at: quarter past nine
//!              ^^^^^^^^^^^^^^^^^ RFC 3339
//! ```
//!
//! ## Good
//! ```markdown
//! status: reviewed
//! severity: SEV2
//! detected_at: 2026-03-04T09:17:00Z
//! ```
//!
//! ## Options
//! The scale of severities is `severities` under `[archive]` in `recount.toml`, worst first.
//!
//! ## Fix
//! Write one of the accepted values; the message lists them.

use crate::config::Level;
use crate::incident::{Incident, ProblemKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::nearest::{nearest, one_of};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "front-matter/invalid-value",
    level: Level::Error,
    summary: "a value is not what its key asks for",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("invalid_value.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    for problem in &incident.problems {
        let ProblemKind::InvalidValue { key, expected, nearest } = &problem.kind else { continue };
        report(incident, problem.span, key, expected, nearest.as_deref(), findings);
    }
    let Some(severity) = &incident.severity else { return };
    let labels = &context.config.archive.severities;
    if !labels.iter().any(|label| label.eq_ignore_ascii_case(severity.value.trim())) {
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let near =
            nearest(&severity.value, &labels).filter(|_| !severity.value.ends_with(|c: char| c.is_ascii_digit()));
        report(incident, severity.span, "severity", &one_of(&labels), near, findings);
    }
}

fn report(incident: &Incident, span: Span, key: &str, expected: &str, near: Option<&str>, findings: &mut Findings) {
    let label = near.map_or_else(|| "not understood".to_owned(), |near| format!("did you mean `{near}`?"));
    let finding = findings.add(incident, span, format!("`{key}` should be {expected}"), label);
    match near {
        Some(near) => finding.help(format!("write `{near}`")),
        None => finding.help(format!("write {expected}")),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::lint::rules::testing;

    #[test]
    fn severities_are_those_of_the_archive_in_any_case() {
        let mut config = Config::default();
        config.archive.severities = vec!["critical".into(), "minor".into()];
        let found =
            |severity: &str| testing::run_with(&RULE, &[&format!("severity: {severity}\n")], &config, testing::AS_OF);
        assert_eq!(found("Critical"), []);
        assert_eq!(found("SEV1")[0].message, "`severity` should be one of `critical`, `minor`");
        assert_eq!(found("critcal")[0].label, "did you mean `critical`?");
    }
}
