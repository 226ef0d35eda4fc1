//! Findings as SARIF 2.1.0, which code scanning of GitHub, Azure and many editors read.
//! The format: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value, json};

use super::pretty;
use crate::archive::Archive;
use crate::config::Level;
use crate::lint::documentation::Page;
use crate::lint::{Edit, Finding, Label, Lint, Rule, fingerprints, registry};
use crate::text::Position;

/// What paths are relative to: the root of the repository, wherever it lies.
const ROOT: &str = "%SRCROOT%";

/// One run with the rules that found something and their documentation. `archive` has the texts.
#[must_use]
pub fn report(lint: &Lint, archive: &Archive) -> String {
    let rules: BTreeSet<&'static str> = lint.findings.iter().map(|finding| finding.rule).collect();
    let index = |name: &str| rules.iter().position(|rule| *rule == name).unwrap_or_default();
    let fingerprints = fingerprints(&lint.findings, archive);
    let results: Vec<Value> = lint
        .findings
        .iter()
        .zip(fingerprints)
        .map(|(finding, fingerprint)| result(finding, index(finding.rule), &fingerprint, archive))
        .collect();
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "recount",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|name| descriptor(name)).collect::<Vec<_>>(),
            }},
            "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository"}}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

/// What a viewer shows of a rule.
fn descriptor(name: &str) -> Value {
    let Some(rule) = registry::find(name) else { return json!({"id": name}) };
    let page = Page::of(rule);
    let help = page.markdown();
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": one_line(&page.lead)},
        "help": {"text": help, "markdown": help},
        "defaultConfiguration": default_configuration(rule),
        "properties": {"tags": [rule.group()]},
    })
}

fn default_configuration(rule: &Rule) -> Value {
    match rule.level {
        Level::Off => json!({"enabled": false}),
        level => json!({"level": level.as_str()}),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn result(finding: &Finding, rule_index: usize, fingerprint: &str, archive: &Archive) -> Value {
    let message = match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone(),
    };
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": finding.level.as_str(),
        "message": {"text": plain(&message)},
        "locations": [{"physicalLocation": physical(&finding.path, finding.start, finding.end)}],
        "partialFingerprints": {"recount/v1": fingerprint},
    });
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate();
        result["relatedLocations"] = related.map(|(id, place)| related_location(id, place, archive)).collect();
    }
    if let Some((fix, incident)) = finding.fix.as_ref().zip(archive.by_path(&finding.path)) {
        let source = &incident.source;
        let replacement = |edit: &Edit| {
            json!({
                "deletedRegion": region(source.position(edit.span.start()), source.position(edit.span.end())),
                "insertedContent": {"text": edit.replacement},
            })
        };
        result["fixes"] = json!([{
            "description": {"text": plain(&fix.title)},
            "artifactChanges": [{
                "artifactLocation": {"uri": uri(&finding.path), "uriBaseId": ROOT},
                "replacements": fix.edits.iter().map(replacement).collect::<Vec<_>>(),
            }],
        }]);
    }
    result
}

fn related_location(id: usize, place: &Label, archive: &Archive) -> Value {
    let end = archive.by_path(&place.path).map_or(place.start, |incident| incident.source.position(place.span.end()));
    json!({
        "id": id,
        "message": {"text": plain(&place.text)},
        "physicalLocation": physical(&place.path, place.start, end),
    })
}

fn physical(path: &str, start: Position, end: Position) -> Value {
    json!({
        "artifactLocation": {"uri": uri(path), "uriBaseId": ROOT},
        "region": region(start, end),
    })
}

fn region(start: Position, end: Position) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a relative reference: every byte but those that stand for themselves in one is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Text in which nothing is a link: `[words](target)` would be one (SARIF 3.11.6).
fn plain(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::{hostile, linted};

    fn run(lint: &Lint, archive: &Archive) -> Value {
        serde_json::from_str::<Value>(&report(lint, archive)).unwrap()["runs"][0].take()
    }

    #[test]
    fn every_finding_is_a_result() {
        let (lint, archive) = linted(&["times/order", "id/duplicate"]);
        let mut run = run(&lint, &archive);
        for rule in run["tool"]["driver"]["rules"].as_array_mut().unwrap() {
            let help = rule["help"].take();
            assert!(help["markdown"].as_str().unwrap().contains("## Why"), "{help}");
        }
        run["tool"]["driver"]["version"].take();
        insta::assert_snapshot!(serde_json::to_string_pretty(&run).unwrap(), @r#"
        {
          "columnKind": "unicodeCodePoints",
          "originalUriBaseIds": {
            "%SRCROOT%": {
              "description": {
                "text": "The root of the repository"
              }
            }
          },
          "results": [
            {
              "level": "error",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "incidents/one.md",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "endColumn": 17,
                      "endLine": 2,
                      "startColumn": 5,
                      "startLine": 2
                    }
                  }
                }
              ],
              "message": {
                "text": "`INC-2026-014` is also the id of incidents/two.md\nhelp: give the later incident the next free number"
              },
              "partialFingerprints": {
                "recount/v1": "961ba74fac35a88e91e7dc63a2cde767"
              },
              "relatedLocations": [
                {
                  "id": 0,
                  "message": {
                    "text": "the other one"
                  },
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "incidents/two.md",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "endColumn": 17,
                      "endLine": 2,
                      "startColumn": 5,
                      "startLine": 2
                    }
                  }
                }
              ],
              "ruleId": "id/duplicate",
              "ruleIndex": 0
            },
            {
              "level": "error",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "incidents/one.md",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "endColumn": 34,
                      "endLine": 7,
                      "startColumn": 14,
                      "startLine": 7
                    }
                  }
                }
              ],
              "message": {
                "text": "`detected_at` is 5 min before `started_at`\nhelp: look for a wrong day, a wrong offset, or two times in each other's place"
              },
              "partialFingerprints": {
                "recount/v1": "4a50e02a8a1db30acc09b4ab8e51d38b"
              },
              "relatedLocations": [
                {
                  "id": 0,
                  "message": {
                    "text": "`started_at`"
                  },
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "incidents/one.md",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "endColumn": 33,
                      "endLine": 6,
                      "startColumn": 13,
                      "startLine": 6
                    }
                  }
                }
              ],
              "ruleId": "times/order",
              "ruleIndex": 1
            },
            {
              "level": "error",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "incidents/two.md",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "endColumn": 17,
                      "endLine": 2,
                      "startColumn": 5,
                      "startLine": 2
                    }
                  }
                }
              ],
              "message": {
                "text": "`INC-2026-014` is also the id of incidents/one.md\nhelp: give the later incident the next free number"
              },
              "partialFingerprints": {
                "recount/v1": "e096a9aec5ad6770be09923ea734eb38"
              },
              "relatedLocations": [
                {
                  "id": 0,
                  "message": {
                    "text": "the other one"
                  },
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "incidents/one.md",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "endColumn": 17,
                      "endLine": 2,
                      "startColumn": 5,
                      "startLine": 2
                    }
                  }
                }
              ],
              "ruleId": "id/duplicate",
              "ruleIndex": 0
            }
          ],
          "tool": {
            "driver": {
              "name": "recount",
              "rules": [
                {
                  "defaultConfiguration": {
                    "level": "error"
                  },
                  "fullDescription": {
                    "text": "Two incidents have the same id."
                  },
                  "help": null,
                  "id": "id/duplicate",
                  "properties": {
                    "tags": [
                      "id"
                    ]
                  },
                  "shortDescription": {
                    "text": "two incidents have the same id"
                  }
                },
                {
                  "defaultConfiguration": {
                    "level": "error"
                  },
                  "fullDescription": {
                    "text": "The times are not in an order that can have happened."
                  },
                  "help": null,
                  "id": "times/order",
                  "properties": {
                    "tags": [
                      "times"
                    ]
                  },
                  "shortDescription": {
                    "text": "the times are not in an order that can have happened"
                  }
                }
              ],
              "version": null
            }
          }
        }
        "#);
    }

    #[test]
    fn a_result_names_the_rule_its_index_points_at() {
        let (lint, archive) = linted(&["times/order", "id/duplicate", "front-matter/unknown-key", "file/unreadable"]);
        let run = run(&lint, &archive);
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), lint.findings.len());
        for result in results {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        }
    }

    #[test]
    fn a_path_is_a_uri_and_a_message_has_no_links() {
        let (lint, archive) = hostile();
        let run = run(&lint, &archive);
        let result = &run["results"][0];
        assert_eq!(
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "a%20b/%3Cx%3E%26%22%27%25%2C%3A%0A%3A%3Aerror%3A%3A%C3%A9%1B%5B31m%7C%60.md"
        );
        assert!(result["message"]["text"].as_str().unwrap().contains("\\[a\\](1)"), "{result}");
    }

    #[test]
    fn every_rule_has_what_code_scanning_asks_for() {
        for rule in registry::RULES {
            let descriptor = descriptor(rule.name);
            for key in ["shortDescription", "fullDescription"] {
                let text = descriptor[key]["text"].as_str().unwrap();
                // GitHub cuts them there.
                assert!(!text.is_empty() && text.chars().count() <= 1024, "{}: {key}", rule.name);
            }
        }
    }
}
