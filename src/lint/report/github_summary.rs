//! Findings as a Markdown table for the page of a GitHub Actions run. What to write only; where is the command's
//! business.

use super::{neutral, summary, worst_first};
use crate::lint::wording::count;
use crate::lint::{Finding, Lint};

const HEADING: &str = "### recount lint\n\n";
const COLUMNS: &str = "\n| Level | Place | Rule | Message |\n|---|---|---|---|\n";
/// Bytes kept for the line that says what was left out.
const LAST_LINE: usize = 100;

/// The summary and a table of all findings, errors first, in at most `room` bytes: what does not fit is counted in
/// a last line. Empty where not even the summary fits.
#[must_use]
pub fn report(lint: &Lint, room: usize) -> String {
    let mut out = format!("{HEADING}{}\n", text(&summary(lint)));
    let findings = worst_first(lint);
    if !findings.is_empty() {
        out.push_str(COLUMNS);
    }
    let rows = room.saturating_sub(LAST_LINE);
    if out.len() > rows {
        return String::new();
    }
    for (number, finding) in findings.iter().enumerate() {
        let row = row(finding);
        if out.len() + row.len() > rows {
            let left_out = count(findings.len() - number, "more finding");
            out.push_str(&format!("\n{left_out}, left out for want of room: `recount lint` lists them all.\n"));
            break;
        }
        out.push_str(&row);
    }
    // Another command may append to the same page.
    out.push('\n');
    out
}

fn row(finding: &Finding) -> String {
    let place = format!("{}:{}:{}", finding.path, finding.start.line, finding.start.column);
    format!("| {} | {} | {} | {} |\n", finding.level.as_str(), text(&place), finding.rule, text(&finding.message))
}

/// Text of one line that is neither Markdown nor HTML.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in neutral::line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' | '#' | '@' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::{hostile, linted};

    #[test]
    fn every_finding_is_a_row() {
        let (lint, _) = linted(&["file/unreadable", "times/order", "id/duplicate"]);
        insta::assert_snapshot!(report(&lint, 1_000_000), @r"
        ### recount lint

        Found 4 errors in 3 of 3 incidents.

        | Level | Place | Rule | Message |
        |---|---|---|---|
        | error | incidents/big.md:1:1 | file/unreadable | this file is larger than 4 MiB |
        | error | incidents/one.md:2:5 | id/duplicate | \`INC-2026-014\` is also the id of incidents/two.md |
        | error | incidents/one.md:7:14 | times/order | \`detected\_at\` is 5 min before \`started\_at\` |
        | error | incidents/two.md:2:5 | id/duplicate | \`INC-2026-014\` is also the id of incidents/one.md |
        ");
    }

    #[test]
    fn errors_come_first_and_nothing_of_a_file_is_markup() {
        let (lint, _) = hostile();
        insta::assert_snapshot!(report(&lint, 1_000_000), @r#"
        ### recount lint

        Found 1 error and 1 warning in 1 of 2 incidents.

        | Level | Place | Rule | Message |
        |---|---|---|---|
        | error | a b/&lt;x&gt;&amp;"'%,: ::error::é␛\[31m\|\`.md:1:3 | section/missing | over lines |
        | warning | a b/&lt;x&gt;&amp;"'%,: ::error::é␛\[31m\|\`.md:1:5 | section/missing | &lt;script&gt;&amp;amp; "q" \]\]&gt; \[a\](1) {0} \|\`x\`\| ::error::␀␛\[31m￿ |
        "#);
    }

    #[test]
    fn a_table_that_does_not_fit_says_what_was_left_out() {
        let (lint, _) = linted(&["file/unreadable", "times/order", "id/duplicate"]);
        let whole = report(&lint, 1_000_000);
        for room in 0..whole.len() + LAST_LINE {
            let text = report(&lint, room);
            assert!(text.len() <= room, "{room} bytes: {text}");
            let rows = text.lines().filter(|line| line.starts_with("| error")).count();
            assert!(text.is_empty() || rows == 4 || text.contains(&format!("\n{} more finding", 4 - rows)), "{text}");
        }
        assert_eq!(report(&lint, whole.len() + LAST_LINE), whole);
    }

    #[test]
    fn nothing_found_is_a_sentence() {
        let lint = Lint { findings: Vec::new(), files: vec!["a.md".into(), "b.md".into()], known: 0 };
        assert_eq!(report(&lint, 1_000_000), "### recount lint\n\nAll 2 incidents are complete.\n\n");
    }
}
