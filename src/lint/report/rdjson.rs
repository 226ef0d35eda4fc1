//! Findings in the Diagnostic Format of reviewdog, which comments on reviews of many code hosts.
//! The format: <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>. Its columns count bytes of UTF-8.

use serde::Serialize;

use super::pretty;
use crate::archive::Archive;
use crate::config::Level;
use crate::lint::{Finding, Label, Lint};
use crate::text::{Position, Span};

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'static str>,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

/// The end is not part of it.
#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

/// Line and column, both from 1, columns in bytes.
#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

impl<'a> Location<'a> {
    /// The place of `span` in the file `path`; that of `start` where the archive has no text of it.
    fn new(path: &'a str, span: Span, start: Position, archive: &Archive) -> Self {
        let place = |offset: usize| match archive.by_path(path).map(|incident| &incident.source) {
            Some(source) => {
                let offset = offset.min(source.text().len());
                let line = source.position(offset).line;
                Place { line, column: offset.saturating_sub(source.line_span(line).start()) + 1 }
            }
            None => Place { line: start.line, column: start.column },
        };
        Self { path, range: Range { start: place(span.start()), end: place(span.end()) } }
    }
}

impl<'a> Diagnostic<'a> {
    fn new(finding: &'a Finding, archive: &Archive) -> Self {
        let related = |place: &'a Label| Related {
            message: &place.text,
            location: Location::new(&place.path, place.span, place.start, archive),
        };
        Self {
            message: match &finding.help {
                Some(help) => format!("{}\nhelp: {help}", finding.message),
                None => finding.message.clone(),
            },
            location: Location::new(&finding.path, finding.span, finding.start, archive),
            severity: severity(finding.level),
            code: Code { value: finding.rule },
            related_locations: finding.related.iter().map(related).collect(),
        }
    }
}

fn severity(level: Level) -> &'static str {
    if level == Level::Error { "ERROR" } else { "WARNING" }
}

/// The result as one object; its severity is the worst that was found. `archive` has the texts.
#[must_use]
pub fn report(lint: &Lint, archive: &Archive) -> String {
    pretty(&DiagnosticResult {
        source: Source { name: "recount" },
        severity: lint.findings.iter().map(|finding| finding.level).min().map(severity),
        diagnostics: lint.findings.iter().map(|finding| Diagnostic::new(finding, archive)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::{hostile, linted};

    #[test]
    fn every_finding_is_a_diagnostic() {
        let (lint, archive) = linted(&["file/unreadable", "times/order"]);
        insta::assert_snapshot!(report(&lint, &archive), @r#"
        {
          "source": {
            "name": "recount"
          },
          "severity": "ERROR",
          "diagnostics": [
            {
              "message": "this file is larger than 4 MiB\nhelp: if it is not an incident review, move it away or let its name begin with `_`",
              "location": {
                "path": "incidents/big.md",
                "range": {
                  "start": {
                    "line": 1,
                    "column": 1
                  },
                  "end": {
                    "line": 1,
                    "column": 1
                  }
                }
              },
              "severity": "ERROR",
              "code": {
                "value": "file/unreadable"
              }
            },
            {
              "message": "`detected_at` is 5 min before `started_at`\nhelp: look for a wrong day, a wrong offset, or two times in each other's place",
              "location": {
                "path": "incidents/one.md",
                "range": {
                  "start": {
                    "line": 7,
                    "column": 14
                  },
                  "end": {
                    "line": 7,
                    "column": 34
                  }
                }
              },
              "severity": "ERROR",
              "code": {
                "value": "times/order"
              },
              "related_locations": [
                {
                  "message": "`started_at`",
                  "location": {
                    "path": "incidents/one.md",
                    "range": {
                      "start": {
                        "line": 6,
                        "column": 13
                      },
                      "end": {
                        "line": 6,
                        "column": 33
                      }
                    }
                  }
                }
              ]
            }
          ]
        }
        "#);
    }

    #[test]
    fn columns_count_bytes() {
        let (lint, archive) = hostile();
        let result: serde_json::Value = serde_json::from_str(&report(&lint, &archive)).unwrap();
        // `# é𐐀 <b>`: the space after the character of four bytes is the ninth byte and the fifth character.
        let range = &result["diagnostics"][0]["location"]["range"];
        assert_eq!((&range["start"]["line"], &range["start"]["column"]), (&1.into(), &9.into()));
        assert_eq!((&range["end"]["line"], &range["end"]["column"]), (&1.into(), &13.into()));
        assert_eq!(lint.findings[0].start, Position { line: 1, column: 5 });
        let over_lines = &result["diagnostics"][1]["location"]["range"];
        assert_eq!((&over_lines["end"]["line"], &over_lines["end"]["column"]), (&3.into(), &6.into()));
    }

    #[test]
    fn nothing_found_is_an_empty_list() {
        let text = report(&Lint::default(), &Archive::default());
        assert_eq!(text, "{\n  \"source\": {\n    \"name\": \"recount\"\n  },\n  \"diagnostics\": []\n}\n");
    }
}
