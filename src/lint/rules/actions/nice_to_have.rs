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
//! "Maybe", "perhaps" and "possibly" count only where they are about the action itself: in its first sentence, outside
//! parentheses.
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

use std::ops::Range;

use super::lack;
use super::vocabulary::{DOUBT, NICE_TO_HAVE};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::prose::prose;
use crate::lint::{Applies, Check, Context, Findings, Rule, TeamWords};
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
    let team = context.vocabulary.of_rule(RULE.name);
    for action in lack::open(incident) {
        let written = incident.source.slice(action.span);
        // What stands nowhere does not stand in the prose: most actions are looked at once.
        if first_wish(written, team).is_none() {
            continue;
        }
        if let Some(range) = first_wish(&prose(incident, action.span), team) {
            findings
                .add(
                    incident,
                    Span::from(range).shifted(action.span.start()),
                    format!("the action \"{}\" may never be done", lack::short(action)),
                    "a wish",
                )
                .help("decide: take these words out and give the action a date, or drop the action");
        }
    }
}

/// Where the first word of a wish stands.
fn first_wish(text: &str, team: &TeamWords) -> Option<Range<usize>> {
    let doubt =
        team.all_in(&DOUBT, text).into_iter().map(|(range, _)| range).find(|range| is_of_the_action(text, range));
    let wish = team.first_in(&NICE_TO_HAVE, text);
    match (wish, doubt) {
        (Some(wish), Some(doubt)) => Some(if doubt.start < wish.start { doubt } else { wish }),
        (wish, doubt) => wish.or(doubt),
    }
}

/// True when a word of doubt is about the action itself: in its first sentence, and neither inside a remark in
/// parentheses ("(possibly as files)") nor in a question.
fn is_of_the_action(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or("");
    let after = text.get(range.end..).unwrap_or("");
    let later_sentence = [". ", ".\n", "? ", "?\n", "! "].iter().any(|end| {
        // `1. ` of a numbered list ends no sentence.
        before
            .match_indices(end)
            .any(|(at, _)| !before.get(..at).is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit())))
    });
    let in_parentheses = before.matches('(').count() > before.matches(')').count();
    let whole_remark = after.starts_with(')');
    !later_sentence && (!in_parentheses || whole_remark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, WordLists};
    use crate::lint::rules::testing::{AS_OF, run, run_with};

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

    #[test]
    fn doubt_about_a_detail_or_in_an_explanation_is_no_wish() {
        let said = |action: &str| run(&RULE, &format!("## Action items\n{action}\n")).len();
        for action in [
            "- Add a deployment checklist to the documentation (possibly as files distinct from the README).",
            "- Include a step for tips in the official issues. Maybe a short list of 5 items.",
            "The outage came from the deletion of a node. Perhaps this happens when nodes become too old?",
        ] {
            assert_eq!(said(action), 0, "{action}");
        }
        for action in
            ["1. Maybe alert on depth", "- Alert on depth (maybe)", "- Nominate a driver, maybe a shared terminal."]
        {
            assert_eq!(said(action), 1, "{action}");
        }
    }
}
