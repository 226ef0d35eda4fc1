//! Findings by file, for people: a heading a file, places, rules and messages in columns.

use std::fmt::Write;

use super::{neutral, summary};
use crate::lint::{Finding, Lint};

/// Each file's path and its findings below it, then the summary.
#[must_use]
pub fn report(lint: &Lint) -> String {
    let mut out = String::new();
    for findings in lint.findings.chunk_by(|a, b| a.path == b.path) {
        group(&mut out, findings);
    }
    out.push_str(&summary(lint));
    out.push('\n');
    out
}

/// The findings of one file. The colons stand below each other, as do the rules and the messages.
fn group(out: &mut String, findings: &[Finding]) {
    let Some(first) = findings.first() else { return };
    let widest = |width: fn(&Finding) -> usize| findings.iter().map(width).max().unwrap_or(0);
    let lines = widest(|finding| digits(finding.start.line));
    let columns = widest(|finding| digits(finding.start.column));
    let rules = widest(|finding| rule(finding).len());
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}:", neutral::line(&first.path));
    for finding in findings {
        let (line, column, rule) = (finding.start.line, finding.start.column, rule(finding));
        let message = neutral::line(&finding.message);
        let _ = writeln!(out, "  {line:>lines$}:{column:<columns$}  {rule:<rules$}  {message}");
    }
    out.push('\n');
}

fn rule(finding: &Finding) -> String {
    format!("{}[{}]", finding.level.as_str(), finding.rule)
}

fn digits(number: usize) -> usize {
    number.to_string().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::{hostile, linted};

    #[test]
    fn findings_stand_below_their_file_in_columns() {
        let (lint, _) = linted(&["file/unreadable", "times/order", "id/duplicate", "front-matter/unknown-key"]);
        insta::assert_snapshot!(report(&lint), @"
        incidents/big.md:
          1:1  error[file/unreadable]  this file is larger than 4 MiB

        incidents/one.md:
          2:5   error[id/duplicate]              `INC-2026-014` is also the id of incidents/two.md
          7:14  error[times/order]               `detected_at` is 5 min before `started_at`
          8:1   error[front-matter/unknown-key]  unknown key `comanders`

        incidents/two.md:
          2:5  error[id/duplicate]  `INC-2026-014` is also the id of incidents/one.md

        Found 5 errors in 3 of 3 incidents. 1 can be fixed with `--fix`.
        ");
    }

    #[test]
    fn a_name_or_a_message_cannot_begin_a_line() {
        let (lint, _) = hostile();
        insta::assert_snapshot!(report(&lint), @r#"
        a b/<x>&"'%,: ::error::é␛[31m|`.md:
          1:5  warning[section/missing]  <script>&amp; "q" ]]> [a](1) {0} |`x`| ::error::␀␛[31m￿
          1:3  error[section/missing]    over lines

        Found 1 error and 1 warning in 1 of 2 incidents.
        "#);
    }

    #[test]
    fn nothing_found_is_the_summary() {
        assert_eq!(report(&Lint::default()), "There are no incidents to look at.\n");
    }
}
