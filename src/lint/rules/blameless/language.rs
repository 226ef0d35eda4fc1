//! # blameless/language
//! A review describes what people met with; it does not judge them.
//!
//! ## Why
//! Where people expect blame they stop telling, and the next review knows less. "Human error" is where an analysis
//! should begin, not end: what people did made sense to them at the time, and the review is there to find out why
//! (Sidney Dekker, *The Field Guide to Understanding 'Human Error'*; John Allspaw, "Blameless postmortems and a just
//! culture", Etsy, 2012). Words such as "should have" tell of a world that did not exist.
//!
//! ## What it reports
//! Words of blame in the author's own prose, each with a rewrite: "human error" and "careless" anywhere; "failed to",
//! "forgot", "should have" and their like where people are the subject, or nobody is ("should have been tested"); a pod
//! may fail to start. Where the sentence
//! names a person of the incident, the finding is an error. Code, block quotes and text in quotation marks are exempt,
//! and so are what was believed at the time ("assumed user error") and questions ("reflect if it should have been …").
//!
//! ## Bad
//! ```markdown
//! ## Impact
//! 2,300 customers could not pay for 20 minutes because of a careless change.
//!                                                           ^^^^^^^^ careless
//! The on-call engineer should have noticed.
//!                      ^^^^^^^^^^^ should have
//! Sam Okafor forgot the flag.
//!            ^^^^^^ beside a name
//! ```
//!
//! ## Good
//! ```markdown
//! ## Impact
//! 2,300 customers could not pay for 20 minutes. The pod failed to start. The change passed review, as no test covers
//! the limit.
//!
//! > It was "human error", somebody wrote in the channel.
//! ```
//!
//! ## Fix
//! Write what the person saw, knew and did, and what let the action through.
//!
//! ## Options
//! A team's own words of blame, and words that it lets pass, in `recount.toml`; `*` at a word's end is any ending:
//! ```toml
//! [lint.words]
//! "blameless/language" = { add = ["rookie mistake*"], allow = ["operator error"] }
//! ```

use std::sync::LazyLock;

use super::vocabulary::{ADDED, BELIEFS, BETWEEN, BLAME, Blame, DENIALS, PARTICIPLES, PEOPLE, QUESTIONS};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::prose::Prose;
use crate::lint::rules::phrases::{Phrases, Word, words};
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "blameless/language",
    level: Level::Warning,
    summary: "words that judge people instead of describing what they met with",
    applies: Applies::WhenReviewed,
    check: Check::Prose(check),
    source: include_str!("language.rs"),
};

/// How many words before a phrase its subject may stand.
const REACH: usize = 4;
/// In so many characters after "should have" its verb is looked for.
const LOOK_AHEAD: usize = 40;
/// How many words before a phrase it may be denied.
const DENIAL_REACH: usize = 3;
/// How many words before a phrase it may be reported as a belief.
const BELIEF_REACH: usize = 2;

/// The phrases of all groups, one after the other.
static PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(&BLAME.iter().flat_map(|blame| blame.phrases).copied().collect::<Vec<_>>()));

/// The group of the phrase with this index.
fn blame_of(index: usize) -> Option<&'static Blame> {
    BLAME.iter().flat_map(|blame| std::iter::repeat_n(blame, blame.phrases.len())).nth(index)
}

fn check(incident: &Incident, prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    let text = prose.text();
    let team = context.vocabulary.of_rule(RULE.name);
    let mut names = None;
    for (range, index) in team.all_in(&PHRASES, text) {
        let Some(blame) = index.map_or(Some(&ADDED), blame_of) else { continue };
        let clause = clause_before(text, range.start);
        let before: Vec<_> = words(clause).collect();
        let names = names.get_or_insert_with(|| people_of(incident));
        let by_name = before.iter().any(|word| is_name(word, names, clause));
        let after = text.get(range.end..).unwrap_or("");
        let passive = after.trim_start().starts_with("been ");
        if blame.counterfactual && (!tells_of_the_past(after) || is_asked(&before)) {
            continue;
        }
        if is_denied(&before)
            || is_reported(&before)
            || (blame.of_people && !by_name && !passive && !has_people(&before))
        {
            continue;
        }
        let said = text.get(range.clone()).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        let beside = if by_name { " beside a name" } else { "" };
        let finding = findings
            .add(
                incident,
                Span::from(range.clone()).shifted(incident.body.start()),
                format!("\"{said}\"{beside} judges people"),
                if by_name { "blames somebody by name" } else { "judges" },
            )
            .help(format!("write {}", blame.rewrite));
        if by_name {
            finding.level = Level::Error;
        }
    }
}

/// The sentence up to `at`.
fn clause_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or("");
    let start = [". ", ".\n", "\n\n", "\n-", "\n*", "|", "!", "?", ":", ";"]
        .iter()
        .filter_map(|end| before.rfind(end).map(|start| start + end.len()))
        .max();
    before.get(start.unwrap_or(0)..).unwrap_or("")
}

/// True when the words just before turn the sentence round: "nobody is to blame".
fn is_denied(before: &[Word<'_>]) -> bool {
    before.iter().rev().take(DENIAL_REACH).any(|word| DENIALS.contains(&&*word.text))
}

/// True when the words just before report what was believed: "assumed user error at the time".
fn is_reported(before: &[Word<'_>]) -> bool {
    before.iter().rev().take(BELIEF_REACH).any(|word| BELIEFS.contains(&&*word.text))
}

/// True when the sentence asks rather than tells: "reflect if it should have been announced".
fn is_asked(before: &[Word<'_>]) -> bool {
    before.iter().any(|word| QUESTIONS.contains(&&*word.text))
}

/// True when a past participle follows: "should have tested", not "should have a test".
fn tells_of_the_past(after: &str) -> bool {
    let near: String = after.chars().take(LOOK_AHEAD).collect();
    let verb = words(&near).find(|word| !word.text.ends_with("ly") && !BETWEEN.contains(&&*word.text));
    verb.is_some_and(|word| word.text.ends_with("ed") || PARTICIPLES.contains(&&*word.text))
}

fn has_people(before: &[Word<'_>]) -> bool {
    before.iter().rev().take(REACH).any(|word| PEOPLE.contains(&&*word.text))
}

/// The parts of the handles that the incident names, in lower case; teams are not people.
fn people_of(incident: &Incident) -> Vec<String> {
    let review = incident.review.iter().flat_map(|review| review.attendees.iter().chain(&review.facilitator));
    let handles = incident
        .commanders
        .iter()
        .map(|command| &command.name)
        .chain(incident.responders.iter().map(|responder| &responder.name))
        .chain(incident.actions.iter().flat_map(|action| &action.owners))
        .chain(review);
    let mut parts: Vec<String> = handles
        .map(|handle| handle.value.trim_start_matches('@').to_lowercase())
        .filter(|handle| !handle.starts_with("team"))
        .flat_map(|handle| handle.split(['.', '-', '_', ' ']).map(str::to_owned).collect::<Vec<_>>())
        .filter(|part| part.chars().count() > 1)
        .collect();
    parts.sort();
    parts.dedup();
    parts
}

/// True when a word is part of a name: one of the incident's, written with a capital letter or in a handle.
fn is_name(word: &Word<'_>, names: &[String], clause: &str) -> bool {
    let before = clause.get(..word.range.start).and_then(|s| s.chars().next_back());
    let after = clause.get(word.range.end..).and_then(|s| s.chars().next());
    let capital = clause.get(word.range.clone()).is_some_and(|s| s.starts_with(char::is_uppercase));
    // `may` is a name in `@may` and in `may.lee`, not in "it may".
    let in_handle = before == Some('@') || before == Some('.') || after == Some('.');
    (capital || in_handle) && names.binary_search_by(|name| name.as_str().cmp(&word.text)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, WordLists};
    use crate::lint::rules::testing;

    fn found(text: &str) -> Vec<(String, Level)> {
        let findings = testing::run(&RULE, &format!("## Impact\n{text}\n"));
        findings.into_iter().map(|finding| (finding.message, finding.level)).collect()
    }

    #[test]
    fn machines_may_fail_and_people_may_fail_over() {
        for text in [
            "The pod failed to start, and the kernel could have had a reason for it.",
            "We decided to fail over. It may fail again.",
            "Nobody is to blame. She was not careless.",
            "`human error` is a column; \"user error\" is what the page says.",
            "The alert should have fired after 5 minutes.",
            "From the investigation nothing out of the ordinary was discovered. Assumed user error at the time.",
            "Reflect if the changes should have been communicated to the teams.",
            "We should have a talk about it. Operators should have access.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn words_of_blame_about_people_are_warnings_and_beside_a_name_errors() {
        assert_eq!(found("It was human error.").first().map(|f| f.1), Some(Level::Warning));
        assert_eq!(found("The operator failed to set the flag.").first().map(|f| f.1), Some(Level::Warning));
        assert_eq!(found("The change should have been tested.").len(), 1);
        assert_eq!(found("We should have already noticed.").len(), 1);
        assert_eq!(found("Nothing was wrong. Then Ana should have waited.").first().map(|f| f.1), Some(Level::Error));
        assert_eq!(found("Later @sam.okafor forgot it.").first().map(|f| f.1), Some(Level::Error));
    }

    #[test]
    fn a_team_adds_words_and_allows_others() {
        let said = |text: &str, config: &Config| {
            testing::run_with(&RULE, &[&format!("## Impact\n{text}\n")], config, testing::AS_OF).len()
        };
        let mut config = Config::default();
        assert_eq!(["A rookie mistake.", "An operator error."].map(|text| said(text, &config)), [0, 1]);
        let lists = WordLists { add: vec!["rookie mistake*".to_owned()], allow: vec!["operator error".to_owned()] };
        config.lint.words.insert(RULE.name.to_owned(), lists);
        assert_eq!(["A rookie mistake.", "An operator error."].map(|text| said(text, &config)), [1, 0]);
    }
}
