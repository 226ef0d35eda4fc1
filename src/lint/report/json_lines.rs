//! Findings for programs that read line by line: the objects of the JSON report, one a line.

use super::{harmless, json};
use crate::archive::Archive;
use crate::lint::Lint;

/// One object a finding and line, with the keys of the `json` format. `archive` has the texts.
#[must_use]
pub fn report(lint: &Lint, archive: &Archive) -> String {
    // Strings and numbers in structs: there is nothing that could fail.
    let lines = json::entries(lint, archive).into_iter().filter_map(|entry| serde_json::to_string(&entry).ok());
    lines.map(|line| harmless(&line)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::lint::report::testing::{hostile, linted};

    #[test]
    fn every_line_is_an_object_of_the_json_report() {
        for (lint, archive) in [linted(&["file/unreadable", "times/order", "id/duplicate"]), hostile()] {
            let array: Vec<Value> = serde_json::from_str(&json::report(&lint, &archive)).unwrap();
            let text = report(&lint, &archive);
            let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            assert_eq!(lines, array);
            assert!(text.ends_with('\n') && lines.len() == lint.findings.len());
        }
    }

    #[test]
    fn a_finding_is_one_line() {
        let (lint, archive) = linted(&["file/unreadable"]);
        insta::assert_snapshot!(report(&lint, &archive), @r#"
        {"rule":"file/unreadable","level":"error","message":"this file is larger than 4 MiB","label":"not read","help":"if it is not an incident review, move it away or let its name begin with `_`","path":"incidents/big.md","incident":null,"start":{"line":1,"column":1},"end":{"line":1,"column":1},"related":[],"fix":null,"fingerprint":"69893c9af300545ddab092d4bec0ad9b"}
        "#);
    }

    #[test]
    fn nothing_found_is_no_line() {
        assert_eq!(report(&Lint::default(), &Archive::default()), "");
    }
}
