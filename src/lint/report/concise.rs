//! One line a finding: for logs, for editors that jump to `path:line:column`, for `grep`.

use std::fmt::Write;

use super::neutral;
use crate::lint::{Finding, Lint};

/// `path:line:column: error[rule] message`, one a line.
#[must_use]
pub fn report(lint: &Lint) -> String {
    lines(&lint.findings)
}

/// The same of some findings.
#[must_use]
pub fn lines<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> String {
    let mut out = String::new();
    for finding in findings {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            neutral::line(&finding.path),
            finding.start.line,
            finding.start.column,
            finding.level.as_str(),
            finding.rule,
            neutral::line(&finding.message),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::linted;

    #[test]
    fn every_finding_is_one_line() {
        let (lint, _) = linted(&["file/unreadable", "times/order", "id/duplicate", "front-matter/unknown-key"]);
        insta::assert_snapshot!(report(&lint), @r"
        incidents/big.md:1:1: error[file/unreadable] this file is larger than 4 MiB
        incidents/one.md:2:5: error[id/duplicate] `INC-2026-014` is also the id of incidents/two.md
        incidents/one.md:7:14: error[times/order] `detected_at` is 5 min before `started_at`
        incidents/one.md:8:1: error[front-matter/unknown-key] unknown key `comanders`
        incidents/two.md:2:5: error[id/duplicate] `INC-2026-014` is also the id of incidents/one.md
        ");
    }
}
