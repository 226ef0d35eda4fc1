//! Findings as text: for people, for logs, for programs, for merge requests and dashboards; one file a format.
//! Pure functions; what the files say reaches the terminal only after it is neutralised.

pub mod concise;
pub mod full;
pub mod github;
pub mod github_summary;
pub mod gitlab;
pub mod grouped;
pub mod json;
pub mod json_lines;
pub mod junit;
pub mod neutral;
pub mod rdjson;
pub mod sarif;
pub mod statistics;

use serde::Serialize;

use super::baseline;
use super::engine::Lint;
use super::finding::Finding;
use super::fix::Safety;
use super::wording::count;

/// How it went, in a sentence, and how much of it the baseline keeps silent.
#[must_use]
pub fn summary(lint: &Lint) -> String {
    let said = outcome(lint) + &fixable(lint);
    match lint.known {
        0 => said,
        1 => format!("{said} (1 known finding is in {})", baseline::FILE_NAME),
        known => format!("{said} ({known} known findings are in {})", baseline::FILE_NAME),
    }
}

/// How much of it recount can do itself.
fn fixable(lint: &Lint) -> String {
    match (lint.fixable(Safety::Safe), lint.fixable(Safety::Unsafe)) {
        (0, 0) => String::new(),
        (safe, 0) => format!(" {safe} can be fixed with `--fix`."),
        (0, guesses) => format!(" {guesses} can be fixed with `--fix --unsafe-fixes`."),
        (safe, guesses) => format!(" {safe} can be fixed with `--fix`, {guesses} more with `--unsafe-fixes`."),
    }
}

fn outcome(lint: &Lint) -> String {
    let (errors, warnings, files) = (lint.errors(), lint.warnings(), lint.files.len());
    let found = match (errors, warnings) {
        (0, 0) if files == 0 => return "There are no incidents to look at.".to_owned(),
        (0, 0) if lint.known > 0 => return format!("Found nothing new in {}.", count(files, "incident")),
        (0, 0) if files == 1 => return "The one incident is complete.".to_owned(),
        (0, 0) => return format!("All {files} incidents are complete."),
        (_, 0) => count(errors, "error"),
        (0, _) => count(warnings, "warning"),
        _ => format!("{} and {}", count(errors, "error"), count(warnings, "warning")),
    };
    format!("Found {found} in {} of {}.", lint.files_with_findings(), count(files, "incident"))
}

/// The findings by level, errors first; within a level in their order.
fn worst_first(lint: &Lint) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = lint.findings.iter().collect();
    findings.sort_by_key(|finding| finding.level);
    findings
}

/// `value` as indented JSON and a line break.
fn pretty(value: &impl Serialize) -> String {
    // Strings, numbers and lists of them: there is nothing that could fail.
    harmless(&serde_json::to_string_pretty(value).unwrap_or_default())
}

/// JSON with a line break at its end, in which every character that a terminal would obey is escaped. JSON allows
/// them only in strings, where an escape means the same.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        if c == '\n' || neutral::picture(c) == c {
            out.push(c);
        } else {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod testing {
    //! An archive with something to say, for the snapshots of the reports.

    use crate::archive::{Archive, Unreadable};
    use crate::config::{Config, Level};
    use crate::incident::{self, Reading};
    use crate::lint::{Context, Findings, Lint, engine, registry};
    use crate::text::{SourceText, Span};

    const ONE: &str = "---\nid: INC-2026-014\ntitle: Elevated 500s\nstatus: investigating\nseverity: SEV9\nstarted_at: 2026-03-04T09:12:00Z\ndetected_at: 2026-03-04T09:07:00Z\ncomanders: [ana.ruiz]\n---\n";
    const TWO: &str = "---\nid: INC-2026-014\ntitle: Late \u{1b}[31mred\nstatus: monitoring\nseverity: SEV2\nstarted_at: 2026-03-05T09:12:00Z\nchannel\u{7}: \"#x\"\n---\n";

    /// The archive, and what the rules `names` say of it.
    pub fn linted(names: &[&str]) -> (Lint, Archive) {
        let read = |path: &str, text: &str| incident::read(SourceText::new(path, text), &Reading::default());
        let incidents = vec![read("incidents/one.md", ONE), read("incidents/two.md", TWO)];
        let unreadable = vec![Unreadable { path: "incidents/big.md".into(), reason: "is larger than 4 MiB".into() }];
        let archive = Archive::new(incidents, unreadable);
        let config = Config::default();
        let as_of = "2026-03-20T12:00:00Z".parse().unwrap();
        let rules: Vec<_> = registry::RULES.iter().filter(|rule| names.contains(&rule.name)).copied().collect();
        let lint = engine::run(&rules, &archive, &Context::new(&config, as_of));
        (lint, archive)
    }

    /// An error and a warning of a file whose name and messages are made to break out of every format.
    pub fn hostile() -> (Lint, Archive) {
        let path = "a b/<x>&\"'%,:\n::error::é\u{1b}[31m|`.md";
        let text = "# é𐐀 <b>\n\nsecond\tline\n";
        let incident = incident::read(SourceText::new(path, text), &Reading::default());
        let message = "<script>&amp; \"q\" ]]> [a](1) {0} |`x`|\n::error::\u{0}\u{1b}[31m\u{ffff}";
        let mut findings = Findings::new("section/missing", Level::Warning);
        // From the letter after a character of two bytes and one of four, to the end of the line.
        let finding = findings.add(&incident, Span::new(8, 12), message, "<label>\r\n");
        finding.help("help\n\u{7}<&>").related(&incident.source, Span::new(2, 4), "there\u{8}\n<&>");
        findings.add(&incident, Span::new(2, 19), "over lines", "").level = Level::Error;
        let archive = Archive::new(vec![incident], Vec::new());
        (Lint { findings: findings.into_vec(), files: vec!["0.md".to_owned(), path.to_owned()], known: 0 }, archive)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_means_the_same_when_it_is_harmless() {
        let text = "a\u{1b}\u{7f}\u{9b}31m\u{202e}\u{2028}é𐐀\n\"";
        let json = pretty(&[text]);
        assert_eq!(json, "[\n  \"a\\u001b\\u007f\\u009b31m\\u202e\\u2028é𐐀\\n\\\"\"\n]\n");
        assert_eq!(serde_json::from_str::<[String; 1]>(&json).unwrap(), [text]);
    }

    fn said(errors: usize, warnings: usize, files: usize) -> String {
        use crate::config::Level;
        use crate::lint::Findings;
        let mut findings = Vec::new();
        for (level, number) in [(Level::Error, errors), (Level::Warning, warnings)] {
            for n in 0..number {
                let mut one = Findings::new("file/unreadable", level);
                one.add_file(format!("{}.md", n % 2), "", "");
                findings.append(&mut one.into_vec());
            }
        }
        summary(&Lint { findings, files: (0..files).map(|n| format!("{n}.md")).collect(), known: 0 })
    }

    #[test]
    fn the_summary_counts_in_words() {
        assert_eq!(said(3, 2, 12), "Found 3 errors and 2 warnings in 2 of 12 incidents.");
        assert_eq!(said(1, 0, 1), "Found 1 error in 1 of 1 incident.");
        assert_eq!(said(0, 1, 2), "Found 1 warning in 1 of 2 incidents.");
        assert_eq!(said(0, 0, 12), "All 12 incidents are complete.");
        assert_eq!(said(0, 0, 1), "The one incident is complete.");
        let known = |known| summary(&Lint { files: vec![String::new(); 12], known, ..Lint::default() });
        assert_eq!(known(1), "Found nothing new in 12 incidents. (1 known finding is in recount-baseline.json)");
        assert_eq!(known(80), "Found nothing new in 12 incidents. (80 known findings are in recount-baseline.json)");
        assert_eq!(said(0, 0, 0), "There are no incidents to look at.");
    }
}
