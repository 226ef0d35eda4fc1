//! Findings as JUnit test results, which every CI server reads: a suite a file, a failed case a finding.
//! Only elements and attributes that the schema of Jenkins' xUnit plugin knows; no times, for there are none.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::neutral;
use crate::lint::{Finding, Lint};
use crate::xml;

/// The document. A file without findings is a suite with a case that passed.
#[must_use]
pub fn report(lint: &Lint) -> String {
    let mut of_file: BTreeMap<&str, Vec<&Finding>> =
        lint.files.iter().map(|path| (path.as_str(), Vec::new())).collect();
    for finding in &lint.findings {
        of_file.entry(&finding.path).or_default().push(finding);
    }
    let failures = lint.findings.len();
    let tests = failures + of_file.values().filter(|findings| findings.is_empty()).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = writeln!(out, "<testsuites name=\"recount\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">");
    for (path, findings) in &of_file {
        suite(&mut out, path, findings);
    }
    out.push_str("</testsuites>\n");
    out
}

fn suite(out: &mut String, path: &str, findings: &[&Finding]) {
    let (tests, failures) = (findings.len().max(1), findings.len());
    out.push_str("  <testsuite");
    attribute(out, "name", path);
    let _ = writeln!(out, " tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">");
    if findings.is_empty() {
        case(out, path, "complete");
        out.push_str("/>\n");
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        // The line is not in the name: a finding that moved is the same failure.
        let number = seen.entry(finding.rule).or_default();
        *number += 1;
        let name = if *number == 1 { finding.rule.to_owned() } else { format!("{} ({number})", finding.rule) };
        case(out, path, &name);
        out.push_str(">\n");
        failure(out, finding);
        out.push_str("    </testcase>\n");
    }
    out.push_str("  </testsuite>\n");
}

/// The tag of a case up to its end.
fn case(out: &mut String, path: &str, name: &str) {
    out.push_str("    <testcase");
    attribute(out, "name", name);
    // Jenkins takes what precedes the last full stop for a package.
    attribute(out, "classname", path.strip_suffix(".md").unwrap_or(path));
}

fn failure(out: &mut String, finding: &Finding) {
    out.push_str("      <failure");
    attribute(out, "type", finding.level.as_str());
    attribute(out, "message", &finding.message);
    out.push('>');
    let (line, column) = (finding.start.line, finding.start.column);
    let mut text = format!("{}:{line}:{column}: {}", neutral::line(&finding.path), neutral::line(&finding.message));
    if let Some(help) = &finding.help {
        text.push_str("\nhelp: ");
        text.push_str(&neutral::line(help));
    }
    xml::push_escaped(out, &text);
    out.push_str("</failure>\n");
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    xml::push_escaped(out, &neutral::line(value));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::{hostile, linted};

    #[test]
    fn every_file_is_a_suite_and_every_finding_a_failed_case() {
        let (lint, _) = linted(&["file/unreadable", "times/order", "front-matter/unknown-key"]);
        insta::assert_snapshot!(report(&lint), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="recount" tests="4" failures="3" errors="0">
          <testsuite name="incidents/big.md" tests="1" failures="1" errors="0" skipped="0">
            <testcase name="file/unreadable" classname="incidents/big">
              <failure type="error" message="this file is larger than 4 MiB">incidents/big.md:1:1: this file is larger than 4 MiB
        help: if it is not an incident review, move it away or let its name begin with `_`</failure>
            </testcase>
          </testsuite>
          <testsuite name="incidents/one.md" tests="2" failures="2" errors="0" skipped="0">
            <testcase name="times/order" classname="incidents/one">
              <failure type="error" message="`detected_at` is 5 min before `started_at`">incidents/one.md:7:14: `detected_at` is 5 min before `started_at`
        help: look for a wrong day, a wrong offset, or two times in each other&apos;s place</failure>
            </testcase>
            <testcase name="front-matter/unknown-key" classname="incidents/one">
              <failure type="error" message="unknown key `comanders`">incidents/one.md:8:1: unknown key `comanders`
        help: write `commanders`, or `x-comanders` if it is a key of your own</failure>
            </testcase>
          </testsuite>
          <testsuite name="incidents/two.md" tests="1" failures="0" errors="0" skipped="0">
            <testcase name="complete" classname="incidents/two"/>
          </testsuite>
        </testsuites>
        "#);
    }

    #[test]
    fn a_name_or_a_message_stays_text() {
        let (lint, _) = hostile();
        insta::assert_snapshot!(report(&lint), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="recount" tests="3" failures="2" errors="0">
          <testsuite name="0.md" tests="1" failures="0" errors="0" skipped="0">
            <testcase name="complete" classname="0"/>
          </testsuite>
          <testsuite name="a b/&lt;x&gt;&amp;&quot;&apos;%,: ::error::é␛[31m|`.md" tests="2" failures="2" errors="0" skipped="0">
            <testcase name="section/missing" classname="a b/&lt;x&gt;&amp;&quot;&apos;%,: ::error::é␛[31m|`">
              <failure type="warning" message="&lt;script&gt;&amp;amp; &quot;q&quot; ]]&gt; [a](1) {0} |`x`| ::error::␀␛[31m�">a b/&lt;x&gt;&amp;&quot;&apos;%,: ::error::é␛[31m|`.md:1:5: &lt;script&gt;&amp;amp; &quot;q&quot; ]]&gt; [a](1) {0} |`x`| ::error::␀␛[31m�
        help: help ␇&lt;&amp;&gt;</failure>
            </testcase>
            <testcase name="section/missing (2)" classname="a b/&lt;x&gt;&amp;&quot;&apos;%,: ::error::é␛[31m|`">
              <failure type="error" message="over lines">a b/&lt;x&gt;&amp;&quot;&apos;%,: ::error::é␛[31m|`.md:1:3: over lines</failure>
            </testcase>
          </testsuite>
        </testsuites>
        "#);
    }

    #[test]
    fn cases_of_one_file_have_different_names() {
        let (lint, _) = hostile();
        let text = report(&lint);
        assert!(text.contains("name=\"section/missing\"") && text.contains("name=\"section/missing (2)\""), "{text}");
    }
}
