//! Findings for programs: a JSON array of objects, stable in its keys.

use serde::Serialize;

use super::pretty;
use crate::archive::Archive;
use crate::lint::{Edit, Finding, Fix, Lint, fingerprints};
use crate::text::{Position, SourceText};

/// A finding as an object.
#[derive(Serialize)]
pub(super) struct Entry<'a> {
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
    fix: Option<FixEntry<'a>>,
    fingerprint: String,
}

/// Line and column, both from 1, columns in characters.
#[derive(Serialize)]
pub(super) struct Place {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct FixEntry<'a> {
    title: &'a str,
    safety: &'a str,
    edits: Vec<EditEntry<'a>>,
}

#[derive(Serialize)]
struct EditEntry<'a> {
    start: Place,
    end: Place,
    replacement: &'a str,
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

impl<'a> Entry<'a> {
    fn new(finding: &'a Finding, archive: &Archive, fingerprint: String) -> Self {
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
            fix: finding.fix.as_ref().and_then(|fix| Some(FixEntry::new(fix, &archive.by_path(&finding.path)?.source))),
            fingerprint,
        }
    }
}

impl<'a> FixEntry<'a> {
    fn new(fix: &'a Fix, source: &SourceText) -> Self {
        let place = |at: usize| source.position(at).into();
        let edit = |edit: &'a Edit| EditEntry {
            start: place(edit.span.start()),
            end: place(edit.span.end()),
            replacement: &edit.replacement,
        };
        Self { title: &fix.title, safety: fix.safety.as_str(), edits: fix.edits.iter().map(edit).collect() }
    }
}

/// Every finding as an object, in their order.
pub(super) fn entries<'a>(lint: &'a Lint, archive: &Archive) -> Vec<Entry<'a>> {
    let fingerprints = fingerprints(&lint.findings, archive);
    lint.findings
        .iter()
        .zip(fingerprints)
        .map(|(finding, fingerprint)| Entry::new(finding, archive, fingerprint))
        .collect()
}

/// An array of findings, sorted as they are, with a line break at its end. `archive` has the texts.
#[must_use]
pub fn report(lint: &Lint, archive: &Archive) -> String {
    pretty(&entries(lint, archive))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::linted;

    #[test]
    fn every_finding_is_an_object() {
        let (lint, archive) = linted(&["file/unreadable", "times/order"]);
        insta::assert_snapshot!(report(&lint, &archive), @r#"
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
            "related": [],
            "fix": null,
            "fingerprint": "69893c9af300545ddab092d4bec0ad9b"
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
            ],
            "fix": null,
            "fingerprint": "4a50e02a8a1db30acc09b4ab8e51d38b"
          }
        ]
        "#);
    }

    #[test]
    fn nothing_found_is_an_empty_array() {
        assert_eq!(report(&Lint::default(), &Archive::default()), "[]\n");
    }
}
