//! Findings for programs: a JSON array of objects, stable in its keys.

use serde::Serialize;

use crate::lint::{Finding, Lint};
use crate::text::Position;

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    level: &'a str,
    message: &'a str,
    label: &'a str,
    help: Option<&'a str>,
    path: &'a str,
    incident: Option<&'a str>,
    start: Place,
    end: Place,
    related: Vec<Related<'a>>,
}

/// Line and column, both from 1, columns in characters.
#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    start: Place,
    message: &'a str,
}

impl From<Position> for Place {
    fn from(position: Position) -> Self {
        Self { line: position.line, column: position.column }
    }
}

impl<'a> From<&'a Finding> for Entry<'a> {
    fn from(finding: &'a Finding) -> Self {
        let related = finding.related.iter();
        Self {
            rule: finding.rule,
            level: finding.level.as_str(),
            message: &finding.message,
            label: &finding.label,
            help: finding.help.as_deref(),
            path: &finding.path,
            incident: finding.incident.as_deref(),
            start: finding.start.into(),
            end: finding.end.into(),
            related: related
                .map(|place| Related { path: &place.path, start: place.start.into(), message: &place.text })
                .collect(),
        }
    }
}

/// An array of findings, sorted as they are, with a line break at its end.
#[must_use]
pub fn report(lint: &Lint) -> String {
    let entries: Vec<Entry<'_>> = lint.findings.iter().map(Entry::from).collect();
    // Strings and numbers in structs: there is nothing that could fail.
    let mut out = serde_json::to_string_pretty(&entries).unwrap_or_else(|_| "[]".to_owned());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::linted;

    #[test]
    fn every_finding_is_an_object() {
        let (lint, _) = linted(&["file/unreadable", "times/order"]);
        insta::assert_snapshot!(report(&lint), @r#"
        [
          {
            "rule": "file/unreadable",
            "level": "error",
            "message": "this file is larger than 4 MiB",
            "label": "not read",
            "help": "if it is not an incident review, move it away or let its name begin with `_`",
            "path": "incidents/big.md",
            "incident": null,
            "start": {
              "line": 1,
              "column": 1
            },
            "end": {
              "line": 1,
              "column": 1
            },
            "related": []
          },
          {
            "rule": "times/order",
            "level": "error",
            "message": "`detected_at` is 5 min before `started_at`",
            "label": "before `started_at`",
            "help": "look for a wrong day, a wrong offset, or two times in each other's place",
            "path": "incidents/one.md",
            "incident": "INC-2026-014",
            "start": {
              "line": 7,
              "column": 14
            },
            "end": {
              "line": 7,
              "column": 34
            },
            "related": [
              {
                "path": "incidents/one.md",
                "start": {
                  "line": 6,
                  "column": 13
                },
                "message": "`started_at`"
              }
            ]
          }
        ]
        "#);
    }

    #[test]
    fn nothing_found_is_an_empty_array() {
        assert_eq!(report(&Lint::default()), "[]\n");
    }
}
