//! The baseline: what an old archive lacks and nobody will write any more, so that only what is new is said.
//! The text of its file, and the comparison of findings with it; who reads and writes the file is elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Finding, fingerprints};
use crate::archive::Archive;

/// The file's name.
pub const FILE_NAME: &str = "recount-baseline.json";
/// The version of its format.
const VERSION: u64 = 1;

/// The recorded findings, by fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    entries: BTreeMap<String, Entry>,
}

/// A recorded finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// What it is about.
    pub about: About,
    /// `group/name` of the rule.
    pub rule: String,
}

/// What a recorded finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The incident with this id, in whichever file.
    Incident(String),
    /// The file of this path: its incident has no id.
    Path(String),
}

/// Why a baseline cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// A newer recount wrote it, in this version of the format.
    Newer(u64),
    /// It is not what recount writes: the line, and what is wrong there.
    Corrupt(usize, String),
}

/// One line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    fingerprint: String,
    rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    incident: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

#[derive(Deserialize)]
struct Version {
    version: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(rename = "version")]
    _version: u64,
    findings: Vec<Line>,
}

/// Findings held against a baseline.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Those that it does not record, in their order.
    pub new: Vec<Finding>,
    /// The fingerprints of those that it does.
    pub known: BTreeSet<String>,
}

impl Baseline {
    /// Reads the text of the file.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let corrupt = |error: &serde_json::Error| Unreadable::Corrupt(error.line().max(1), cause(error));
        let version: Version = serde_json::from_str(text).map_err(|error| corrupt(&error))?;
        if version.version > VERSION {
            return Err(Unreadable::Newer(version.version));
        }
        let document: Document = serde_json::from_str(text).map_err(|error| corrupt(&error))?;
        let mut entries = BTreeMap::new();
        for line in document.findings {
            let about = match (line.incident, line.path) {
                (Some(id), None) => About::Incident(id),
                (None, Some(path)) => About::Path(path),
                _ => {
                    let number = 1 + text.lines().position(|it| it.contains(&line.fingerprint)).unwrap_or(0);
                    let what = "one of `incident` and `path` is expected in each finding";
                    return Err(Unreadable::Corrupt(number, what.to_owned()));
                }
            };
            entries.insert(line.fingerprint, Entry { about, rule: line.rule });
        }
        Ok(Self { entries })
    }

    /// The text of the file: one finding a line, sorted by what it is about, so that it can be compared and merged.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut lines: Vec<(&Entry, &String)> = self.entries.iter().map(|(key, entry)| (entry, key)).collect();
        lines.sort();
        let json = |(entry, fingerprint): &(&Entry, &String)| {
            let (incident, path) = match &entry.about {
                About::Incident(id) => (Some(id.clone()), None),
                About::Path(path) => (None, Some(path.clone())),
            };
            let line = Line { fingerprint: (*fingerprint).clone(), rule: entry.rule.clone(), incident, path };
            serde_json::to_string(&line).unwrap_or_default()
        };
        let findings: Vec<String> = lines.iter().map(|line| format!("    {}", json(line))).collect();
        let list = if findings.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", findings.join(",\n")) };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": {list}\n}}\n")
    }

    /// Records findings, whose fingerprints are given in their order.
    pub fn record<'f>(&mut self, findings: impl IntoIterator<Item = (&'f Finding, &'f String)>) {
        for (finding, fingerprint) in findings {
            let about = match &finding.incident {
                Some(id) => About::Incident(id.clone()),
                None => About::Path(finding.path.clone()),
            };
            self.entries.insert(fingerprint.clone(), Entry { about, rule: finding.rule.to_owned() });
        }
    }

    /// Parts findings, of which `fingerprints` are those in their order, into known and new.
    #[must_use]
    pub fn compare(&self, findings: Vec<Finding>, fingerprints: Vec<String>) -> Comparison {
        let mut comparison = Comparison::default();
        for (finding, fingerprint) in findings.into_iter().zip(fingerprints) {
            if self.entries.contains_key(&fingerprint) {
                comparison.known.insert(fingerprint);
            } else {
                comparison.new.push(finding);
            }
        }
        comparison
    }

    /// Fingerprints of what is recorded, was looked for and was not found: it is fixed.
    #[must_use]
    pub fn fixed(&self, known: &BTreeSet<String>, looked_at: impl Fn(&Entry) -> bool) -> BTreeSet<String> {
        let gone = self.entries.iter().filter(|(fingerprint, entry)| !known.contains(*fingerprint) && looked_at(entry));
        gone.map(|(fingerprint, _)| fingerprint.clone()).collect()
    }

    /// Keeps only what `keep` says yes to.
    pub fn retain(&mut self, keep: impl Fn(&str, &Entry) -> bool) {
        self.entries.retain(|fingerprint, entry| keep(fingerprint, entry));
    }

    /// How many findings are recorded.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True where nothing is recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The error without the place that its text ends with.
fn cause(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

/// The findings with their fingerprints, of which those are kept whose file `covers` says yes to. The fingerprints
/// are told apart among all, so that they do not depend on which files were asked for.
#[must_use]
pub fn fingerprinted(
    findings: Vec<Finding>,
    archive: &Archive,
    covers: impl Fn(&str) -> bool,
) -> (Vec<Finding>, Vec<String>) {
    let fingerprints = fingerprints(&findings, archive);
    findings.into_iter().zip(fingerprints).filter(|(finding, _)| covers(&finding.path)).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Level;
    use crate::lint::Findings;
    use proptest::prelude::*;

    fn recorded(paths: &[&str]) -> Baseline {
        let mut baseline = Baseline::default();
        let mut findings = Findings::new("file/unreadable", Level::Error);
        for path in paths {
            findings.add_file(*path, "m", "l");
        }
        let findings = findings.into_vec();
        let keys: Vec<String> = paths.iter().map(|path| format!("{path}-key")).collect();
        baseline.record(findings.iter().zip(&keys));
        baseline
    }

    #[test]
    fn the_file_has_one_finding_a_line_in_order() {
        insta::assert_snapshot!(recorded(&["b.md", "a\"b.md"]).to_text(), @r#"
        {
          "version": 1,
          "findings": [
            {"fingerprint":"a\"b.md-key","rule":"file/unreadable","path":"a\"b.md"},
            {"fingerprint":"b.md-key","rule":"file/unreadable","path":"b.md"}
          ]
        }
        "#);
        for baseline in [recorded(&["b.md", "a\"b.md"]), Baseline::default()] {
            assert_eq!(Baseline::parse(&baseline.to_text()), Ok(baseline));
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_line() {
        let line = |text: &str| match Baseline::parse(text) {
            Err(Unreadable::Corrupt(line, _)) => line,
            other => panic!("{other:?}"),
        };
        let text = recorded(&["a.md", "b.md"]).to_text();
        assert_eq!(line(""), 1);
        assert_eq!(line(&text.replace("    {\"fingerprint\":\"b", "<<<<<<< HEAD\n    {\"fingerprint\":\"b")), 5);
        assert_eq!(line(&text.replace("\"path\":\"b.md\"", "\"x\":1")), 5);
        assert_eq!(line(&text.replace(",\"path\":\"b.md\"", "")), 5);
        assert_eq!(Baseline::parse("{\"version\": 2, \"other\": []}"), Err(Unreadable::Newer(2)));
    }

    #[test]
    fn only_what_was_looked_for_is_fixed() {
        let baseline = recorded(&["a.md", "b.md", "c.md"]);
        let known = BTreeSet::from(["a.md-key".to_owned()]);
        let fixed = baseline.fixed(&known, |entry| entry.about != About::Path("c.md".to_owned()));
        assert_eq!(fixed, BTreeSet::from(["b.md-key".to_owned()]));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,200}") {
            let _ = Baseline::parse(&text);
        }
    }
}
