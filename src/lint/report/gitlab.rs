//! Findings as a Code Quality report of GitLab: they show in merge requests, the new ones apart.
//! The format: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use serde::Serialize;

use super::json::Place;
use super::pretty;
use crate::archive::Archive;
use crate::config::Level;
use crate::lint::{Finding, Lint, fingerprints};

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    positions: Positions,
}

/// Columns in characters.
#[derive(Serialize)]
struct Positions {
    begin: Place,
    end: Place,
}

impl<'a> Issue<'a> {
    fn new(finding: &'a Finding, fingerprint: String) -> Self {
        Self {
            description: &finding.message,
            check_name: finding.rule,
            fingerprint,
            severity: if finding.level == Level::Error { "major" } else { "minor" },
            location: Location {
                path: &finding.path,
                positions: Positions { begin: finding.start.into(), end: finding.end.into() },
            },
        }
    }
}

/// An array of issues, sorted as the findings are. `archive` has the texts.
#[must_use]
pub fn report(lint: &Lint, archive: &Archive) -> String {
    let fingerprints = fingerprints(&lint.findings, archive);
    let issues = lint.findings.iter().zip(fingerprints).map(|(finding, fingerprint)| Issue::new(finding, fingerprint));
    pretty(&issues.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::{hostile, linted};

    #[test]
    fn every_finding_is_an_issue() {
        let (lint, archive) = linted(&["times/order"]);
        insta::assert_snapshot!(report(&lint, &archive), @r#"
        [
          {
            "description": "`detected_at` is 5 min before `started_at`",
            "check_name": "times/order",
            "fingerprint": "4a50e02a8a1db30acc09b4ab8e51d38b",
            "severity": "major",
            "location": {
              "path": "incidents/one.md",
              "positions": {
                "begin": {
                  "line": 7,
                  "column": 14
                },
                "end": {
                  "line": 7,
                  "column": 34
                }
              }
            }
          }
        ]
        "#);
    }

    #[test]
    fn errors_are_major_and_warnings_minor() {
        let (lint, archive) = hostile();
        let issues: serde_json::Value = serde_json::from_str(&report(&lint, &archive)).unwrap();
        assert_eq!([&issues[0]["severity"], &issues[1]["severity"]], ["minor", "major"]);
    }
}
