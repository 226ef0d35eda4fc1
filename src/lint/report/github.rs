//! Findings as workflow commands of GitHub Actions: they show beside the lines of a pull request.

use std::fmt::Write;

use crate::config::Level;
use crate::lint::{Finding, Lint};

/// `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message`, one a line.
#[must_use]
pub fn report(lint: &Lint) -> String {
    let mut out = String::new();
    for finding in &lint.findings {
        command(&mut out, finding);
    }
    out
}

fn command(out: &mut String, finding: &Finding) {
    let level = if finding.level == Level::Error { "error" } else { "warning" };
    let (start, end) = (finding.start, finding.end);
    // Writing to a string cannot fail.
    let _ = write!(out, "::{level} file={},line={},endLine={}", property(&finding.path), start.line, end.line);
    // GitHub refuses columns of a place that spans lines.
    if start.line == end.line {
        let _ = write!(out, ",col={},endColumn={}", start.column, end.column.max(start.column));
    }
    let message = match &finding.help {
        Some(help) => data(&format!("{}\nhelp: {help}", finding.message)),
        None => data(&finding.message),
    };
    let _ = writeln!(out, ",title={}::{message}", property(finding.rule));
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::linted;

    #[test]
    fn every_finding_is_a_command() {
        let (lint, _) = linted(&["file/unreadable", "times/order", "id/duplicate"]);
        insta::assert_snapshot!(report(&lint), @r"
        ::error file=incidents/big.md,line=1,endLine=1,col=1,endColumn=1,title=file/unreadable::this file is larger than 4 MiB%0Ahelp: if it is not an incident review, move it away or let its name begin with `_`
        ::error file=incidents/one.md,line=2,endLine=2,col=5,endColumn=17,title=id/duplicate::`INC-2026-014` is also the id of incidents/two.md%0Ahelp: give the later incident the next free number
        ::error file=incidents/one.md,line=7,endLine=7,col=14,endColumn=34,title=times/order::`detected_at` is 5 min before `started_at`%0Ahelp: look for a wrong day, a wrong offset, or two times in each other's place
        ::error file=incidents/two.md,line=2,endLine=2,col=5,endColumn=17,title=id/duplicate::`INC-2026-014` is also the id of incidents/one.md%0Ahelp: give the later incident the next free number
        ");
    }

    #[test]
    fn a_file_cannot_smuggle_in_a_command() {
        assert_eq!(property("a:b,c%\r\n::error::x"), "a%3Ab%2Cc%25%0D%0A%3A%3Aerror%3A%3Ax");
        assert_eq!(data("a:b,c%\n::error::x"), "a:b,c%25%0A::error::x");
    }
}
