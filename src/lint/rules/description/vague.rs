//! # description/vague
//! The description must say what was wrong, not only that something was.
//!
//! ## Why
//! "The platform was down" is true of every outage and teaches nothing. A reader in a year, or in another team, has
//! only this paragraph to decide whether the incident is the one they face now. Google's review checklist asks for
//! the same: "Was key incident data collected? Was the depth of detail right?"
//! (Site Reliability Engineering, chapter 15, "Postmortem Culture").
//!
//! ## What it reports
//! A short description (under 25 words) that names no component, no symptom and no measure. A short text that is
//! specific passes; a longer text always does, and the other rules of this group ask it their own questions.
//!
//! ## Bad
//! ```markdown
//! ## Description
//! The platform was down.
//! ^^^^^^^^^^^^^^^^^^^^^^ what was wrong
//! ```
//!
//! ## Good
//! ```markdown
//! ## Description
//! On its 5 minute check interval, our monitoring alerted the on-call engineer that the API was answering 38 % of
//! requests with HTTP 500 because the message queue had stopped accepting writes.
//! ```
//!
//! ## Fix
//! Name the component, the symptom and a measure: what answered how, how often, since when.
//!
//! ## Options
//! A team's own words that say nothing, and words that are enough by themselves, in `recount.toml`:
//! ```toml
//! [lint.words]
//! "description/vague" = { add = ["acme cloud"], allow = ["total failover"] }
//! ```

use super::account::Account;
use super::vocabulary::GENERIC;
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::rules::phrases::{Word, words};
use crate::lint::{Applies, Check, Context, Findings, Rule, TeamWords};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "description/vague",
    level: Level::Error,
    summary: "the description does not say what was wrong",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("vague.rs"),
};

/// From this many words on a description is not called vague.
const LONG: usize = 25;
/// So many words that are not generic make a short description specific.
const SPECIFIC: usize = 3;

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let Some(account) = Account::of(incident) else { return };
    if is_vague(&account.description(), context.vocabulary.of_rule(RULE.name)) {
        findings
            .add(incident, account.text_span(), "the description does not say what was wrong", "true of every outage")
            .help(
                "name the component, the symptom and a measure: \"On its 5 minute check interval, our monitoring \
                 alerted the on-call engineer that the API was answering 38 % of requests with HTTP 500.\"",
            );
    }
}

fn is_vague(text: &str, team: &TeamWords) -> bool {
    let words: Vec<_> = words(text).take(LONG).collect();
    let generic = team.added_in(text);
    let weight = |word: &Word<'_>| {
        let (range, word) = (&word.range, &*word.text);
        if GENERIC.contains(&word) || generic.iter().any(|added| added.contains(&range.start)) {
            0
        } else if word.is_ascii() {
            1
        } else {
            // Scripts without blanks put a sentence into one "word".
            1 + word.chars().count() / 4
        }
    };
    words.len() < LONG && !team.allow(text) && words.iter().map(weight).sum::<usize>() < SPECIFIC
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, WordLists};
    use crate::lint::Vocabulary;
    use crate::lint::rules::testing::{AS_OF, run_with};

    fn judge(text: &str) -> bool {
        is_vague(text, Vocabulary::EMPTY.of_rule(RULE.name))
    }

    #[test]
    fn a_text_that_fits_every_outage_is_vague() {
        for text in [
            "The platform was down",
            "The platform was down for 20 minutes.",
            "Users could not use the website because the service failed.",
            "Production outage",
            "Everything broke.",
        ] {
            assert!(judge(text), "{text}");
        }
    }

    #[test]
    fn a_short_text_that_names_what_and_how_is_not() {
        for text in [
            "API returned 500s for 14 minutes.",
            "Redis ran out of memory.",
            "On its 5 minute check interval, our monitoring alerted the on-call engineer that the API was slow.",
            "Checkout p99 latency rose to 9 s.",
            "支付接口在三月四日上午对所有客户返回五百错误",
        ] {
            assert!(!judge(text), "{text}");
        }
    }

    #[test]
    fn a_team_adds_words_and_allows_others() {
        let said =
            |text: &str, config: &Config| run_with(&RULE, &[&format!("## Description\n{text}\n")], config, AS_OF).len();
        let mut config = Config::default();
        assert_eq!(["Acme Cloud Frankfurt was down.", "Total failover."].map(|text| said(text, &config)), [0, 1]);
        let lists = WordLists { add: vec!["acme cloud".to_owned()], allow: vec!["total failover".to_owned()] };
        config.lint.words.insert(RULE.name.to_owned(), lists);
        assert_eq!(["Acme Cloud Frankfurt was down.", "Total failover."].map(|text| said(text, &config)), [1, 0]);
    }
}
