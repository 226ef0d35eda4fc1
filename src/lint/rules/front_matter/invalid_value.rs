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
//! Write one of the accepted values; the message lists them. `--fix` does this for a timestamp that lacks only the
//! form of RFC 3339, for a word that differs in `-`, `_` or a blank, and puts brackets around a single value where a
//! list is asked; `--unsafe-fixes` also writes the word that is nearest, and parts `api, web` at its commas.

use super::scalar::{rewritten, word_safety};
use crate::config::Level;
use crate::incident::front_matter::{Timestamp, timestamp};
use crate::incident::{Incident, ProblemKind};
use crate::lint::{Applies, Check, Context, Edit, Findings, Fix, Rule, Safety};
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
    finding.fix(near.and_then(|near| fix(incident, span, near)));
}

/// Writes the value that is near: a list of one, a timestamp, or a word.
fn fix(incident: &Incident, span: Span, near: &str) -> Option<Fix> {
    let title = format!("write `{near}`");
    let written = incident.source.slice(span);
    if near.strip_prefix('[').and_then(|near| near.strip_suffix(']')) == Some(written) {
        let parts = written.contains(',') && !written.starts_with(['"', '\'', '{']);
        return Some(Fix::of(title, Edit::new(span, near), if parts { Safety::Unsafe } else { Safety::Safe }));
    }
    let value = written.trim_matches(['"', '\'']);
    let safety = match timestamp(value) {
        Timestamp::Loose(_, right) if right == near => Safety::Safe,
        _ => word_safety(value, near),
    };
    rewritten(incident, span, near).map(|edit| Fix::of(title, edit, safety))
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

    #[test]
    fn a_loose_timestamp_becomes_rfc_3339_in_its_quotes() {
        let text = "\u{feff}---\r\nstarted_at:\t'2026-03-04 09:12 UTC'  # é \u{1f525}\r\n\
                    resolved_at: 2026-03-04 10:12+01:00\r\n---\r\n";
        let after = text.replace("2026-03-04 09:12 UTC", "2026-03-04T09:12:00Z");
        let after = after.replace("2026-03-04 10:12+01:00", "2026-03-04T10:12:00+01:00");
        assert_eq!(testing::fixed(&RULE, text, Safety::Safe), after);
    }

    #[test]
    fn a_word_is_safe_where_only_its_joints_differ() {
        let text = "---\ntype: \"Near_Miss\"\nstatus: reviewd\n---\n";
        let safe = text.replace("Near_Miss", "near-miss");
        assert_eq!(testing::fixed(&RULE, text, Safety::Safe), safe);
        assert_eq!(testing::fixed(&RULE, text, Safety::Unsafe), safe.replace("reviewd", "reviewed"));
    }

    #[test]
    fn a_single_value_becomes_a_list_of_it() {
        let text =
            "---\nservices: api # why\ntags: 'a, b'\ncommanders:  { name: ana, from: 2026-03-04T09:12:00Z }\n---\n";
        let after =
            text.replace("api", "[api]").replace("'a, b'", "['a, b']").replace("{ ", "[{ ").replace(" }", " }]");
        assert_eq!(testing::fixed(&RULE, text, Safety::Safe), after);
        let several = "---\nservices: api, web\n---\n";
        assert_eq!(testing::fixed(&RULE, several, Safety::Safe), several);
        assert_eq!(testing::fixed(&RULE, several, Safety::Unsafe), several.replace("api, web", "[api, web]"));
    }

    #[test]
    fn what_stands_over_several_lines_is_left() {
        for text in [
            "---\nstatus: near\n  miss\n---\n",
            "---\ntype: near\n  miss\n---\n",
            "---\nservices: >\n  api\n---\n",
            "---\nservices: >-\n  api\n---\n",
            "---\nservices: a\n  b\n---\n",
            "---\ncommanders:\n  name: ana\n---\n",
            "---\nservices: a [b]\n---\n",
        ] {
            assert_eq!(testing::fixed(&RULE, text, Safety::Unsafe), text);
        }
    }
}
