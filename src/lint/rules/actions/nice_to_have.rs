//! # actions/nice-to-have
//! An action is a decision, not a wish.
//!
//! ## Why
//! What will be done "if time permits" will not be done, and it hides that nothing was decided. Google asks of an
//! action item that it be actionable, specific and bounded; a wish is none of these ("Postmortem Action Items: Plan the
//! Work and Work the Plan", *;login:*, spring 2017).
//!
//! ## What it reports
//! Words such as "nice to have", "if time permits", "maybe", "at some point" or "someday" in an open action.
//!
//! ## Bad
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages if time permits — @team-payments, due 2026-03-11, P1
//!                                                  ^^^^^^^^^^^^^^^ may never be done
//! ```
//!
//! ## Good
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1
//! ```
//!
//! ## Fix
//! Decide: take the words out, or the action.
//!
//! ## Options
//! A team's own words of wishing, and words that it lets pass, in `recount.toml`:
//! ```toml
//! [lint.words]
//! "actions/nice-to-have" = { add = ["when the dust settles"], allow = ["optional"] }
//! ```

use super::lack;
use super::vocabulary::NICE_TO_HAVE;
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::prose::prose;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "actions/nice-to-have",
    level: Level::Warning,
    summary: "an action is a wish rather than a decision",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("nice_to_have.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let words = context.vocabulary.of_rule(RULE.name);
    for action in lack::open(incident) {
        let written = incident.source.slice(action.span);
        // What stands nowhere does not stand in the prose: most actions are not parsed again.
        if words.first_in(&NICE_TO_HAVE, written).is_none() {
            continue;
        }
        if let Some(range) = words.first_in(&NICE_TO_HAVE, &prose(written)) {
            findings
                .add(
                    incident,
                    Span::from(range).shifted(action.span.start),
                    format!("the action \"{}\" may never be done", lack::short(action)),
                    "a wish",
                )
                .help("decide: take these words out and give the action a date, or drop the action");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, WordLists};
    use crate::lint::rules::testing::{AS_OF, run_with};

    #[test]
    fn a_team_adds_words_and_allows_others() {
        let said = |text: &str, config: &Config| {
            run_with(&RULE, &[&format!("## Action items\n{text}\n")], config, AS_OF).len()
        };
        let mut config = Config::default();
        assert_eq!(
            ["- [ ] Alert on depth when the dust settles", "- [ ] Make the alert optional"]
                .map(|text| said(text, &config)),
            [0, 1]
        );
        let lists = WordLists { add: vec!["when the dust settles".to_owned()], allow: vec!["optional".to_owned()] };
        config.lint.words.insert(RULE.name.to_owned(), lists);
        assert_eq!(
            ["- [ ] Alert on depth when the dust settles", "- [ ] Make the alert optional"]
                .map(|text| said(text, &config)),
            [1, 0]
        );
    }
}
