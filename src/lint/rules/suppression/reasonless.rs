//! # suppression/reasonless
//! A comment silences a rule and does not say why.
//!
//! ## Why
//! The next reader cannot tell an exception from an excuse. With a reason, the exception can be judged again when the
//! reason is gone; without one it stays for ever, because nobody dares to remove it.
//!
//! ## What it reports
//! A `recount-ignore` or `recount-ignore-file` comment with nothing behind the colon, or no colon. The comment still
//! silences what it names, so that there is one message and not two. No suppression silences this rule.
//!
//! ## Bad
//! ```markdown
//! ## Action items
//! - [ ] Raise the queue's memory limit — @sam.okafor, P1 <!-- recount-ignore actions/due -->
//!                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ why `actions/due`
//! ```
//!
//! ## Good
//! ```markdown
//! ## Action items
//! - [ ] Raise the queue's memory limit — @sam.okafor, P1 <!-- recount-ignore actions/due: the vendor owns the date -->
//! ```
//!
//! ## Fix
//! Write the reason behind a colon: `recount-ignore actions/due: the vendor owns the date`. Or fix the review and remove
//! the comment.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::suppression::{Covers, Judged};
use crate::lint::wording::and;
use crate::lint::{Applies, Check, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "suppression/reasonless",
    level: Level::Error,
    summary: "a comment silences a rule and does not say why",
    applies: Applies::Always,
    check: Check::Suppression(check),
    source: include_str!("reasonless.rs"),
};

fn check(incident: &Incident, judged: &[Judged], findings: &mut Findings) {
    let suppressions = judged.iter().map(|judged| &judged.suppression);
    for suppression in suppressions.filter(|it| it.reason.is_none() && !it.rules.is_empty()) {
        // One that silences nothing is told so already.
        if matches!(suppression.covers, Covers::Nothing(_)) {
            continue;
        }
        let rules: Vec<String> = suppression.rules.iter().map(|rule| format!("`{}`", rule.value)).collect();
        let names = and(&rules);
        let example = format!("`{} {}: ", suppression.keyword, rules.join(", ").replace('`', ""));
        findings
            .add(
                incident,
                suppression.comment,
                format!("this comment does not say why {names} may be silent"),
                "no reason",
            )
            .help(format!("write the reason behind a colon: {example}the vendor owns the date`"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing;

    #[test]
    fn a_comment_in_the_front_matter_needs_a_reason_as_well() {
        testing::assert_example(
            &RULE,
            "started_at: 2026-03-04T09:12:00Z\n\
             detected_at: 2026-03-04T09:07:00Z # recount-ignore times/order:\n                                  \
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ does not say why\n",
        );
    }

    #[test]
    fn a_comment_without_a_rule_is_not_asked_for_its_reason() {
        testing::assert_example(&RULE, "## Impact\nNobody. <!-- recount-ignore -->\n");
    }
}
