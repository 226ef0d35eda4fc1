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
        insta::assert_snapshot!(report(&lint), @"");
    }

    #[test]
    fn a_file_cannot_smuggle_in_a_command() {
        assert_eq!(property("a:b,c%\r\n::error::x"), "a%3Ab%2Cc%25%0D%0A%3A%3Aerror%3A%3Ax");
        assert_eq!(data("a:b,c%\n::error::x"), "a:b,c%25%0A::error::x");
    }
}
