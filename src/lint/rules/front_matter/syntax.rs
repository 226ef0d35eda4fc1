//! # front-matter/syntax
//! The front matter is not YAML that recount can read.
//!
//! ## Why
//! A file whose front matter cannot be read has no severity, no times and no owner for anyone who counts or
//! searches. The Google SRE workbook ("Postmortem Culture: Learning from Failure") wants reviews to be readable
//! by machines so that their trends can be analysed.
//!
//! ## What it reports
//! The first place where the YAML between the `---` lines breaks off, or an opening `---` without a closing one.
//! While it cannot be read, rules about absent keys are silent: one message for one cause.
//!
//! ## Bad
//! ```markdown
//! title: Elevated 500s: the queue refused writes
//!                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ not valid YAML
//! ```
//!
//! ## Good
//! ```markdown
//! title: "Elevated 500s: the queue refused writes"
//! ```
//!
//! ## Fix
//! Quote values that hold `: `, ` #`, or begin with `@`, `*`, `&`, `{`, `[` or a quote; close every quote and
//! bracket; indent with spaces.

use crate::config::Level;
use crate::incident::{Incident, ProblemKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "front-matter/syntax",
    level: Level::Error,
    summary: "the front matter is not valid YAML",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("syntax.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for problem in &incident.problems {
        let ProblemKind::FrontMatterSyntax { message } = &problem.kind else { continue };
        findings
            .add(incident, problem.span, format!("the front matter is not valid YAML: {message}"), "it breaks off here")
            .help("put quotes around values with `: `, ` #` or a leading `@`, close quotes and brackets, indent with spaces");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing;

    #[test]
    fn front_matter_that_is_never_closed_is_said_at_its_opening() {
        testing::assert_example(&RULE, "---\n^^^ closing `---`\nid: INC-1\n\n## Impact\nNobody.\n");
    }
}
