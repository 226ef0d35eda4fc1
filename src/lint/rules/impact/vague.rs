//! # impact/vague
//! The impact says who was hurt, how many, or for how long.
//!
//! ## Why
//! "Customers were affected" is true of every incident: it lets nobody weigh this one against another, nor tell a
//! customer whether it was theirs. Google's example postmortem answers "Estimated 1.21B queries lost, no revenue impact"
//! (*Site Reliability Engineering*, appendix D, "Example Postmortem"), and Atlassian's template asks for who was
//! affected, how, and how many (*Incident Management Handbook*).
//!
//! ## What it reports
//! An impact of up to 25 words that states neither who (a particular service, place, group or name; "all
//! users"), nor a number, nor a duration. "None" and "No customer impact" pass: they say it. So does a text that is not
//! in English.
//!
//! ## Bad
//! ```markdown
//! ## Impact
//! Customers were affected.
//! ^^^^^^^^^^^^^^^^^^^^^^^^ who
//! ```
//!
//! ## Good
//! ```markdown
//! ## Impact
//! 2,300 customers could not complete 4,112 payments for 20 minutes.
//! ```
//! ```markdown
//! ## Impact
//! None, caught before release.
//! ```
//!
//! ## Fix
//! Say who could not do what, how many of them, and for how long; an estimate is better than nothing.
//!
//! ## Options
//! A team's own words that say nothing, and words that are enough by themselves, in `recount.toml`:
//! ```toml
//! [lint.words]
//! "impact/vague" = { add = ["sev1 level"], allow = ["brand impact"] }
//! ```

use super::vocabulary::{EMPTY, NUMBERS, SAYS_IT};
use crate::config::Level;
use crate::incident::{Incident, Section, SectionKind};
use crate::lint::rules::phrases::{Word, words};
use crate::lint::rules::written::{is_written, without_comments};
use crate::lint::{Applies, Check, Context, Findings, Rule, TeamWords};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "impact/vague",
    level: Level::Warning,
    summary: "the impact says neither who, nor how many, nor for how long",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("vague.rs"),
};

/// With more words than this an impact is not called vague.
const LONG: usize = 25;
/// So many words that not every impact could use say who or what.
const PARTICULAR: usize = 2;

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let team = context.vocabulary.of_rule(RULE.name);
    let source = &incident.source;
    let impacts: Vec<&Section> =
        incident.sections.iter().filter(|section| section.kind == Some(SectionKind::Impact)).collect();
    // An incident may tell its impact under several headings: what one of them says is said.
    let told: Vec<String> = impacts.iter().map(|section| without_comments(source.slice(section.content))).collect();
    let told = told.join("\n\n");
    let Some(section) = impacts.first() else { return };
    if is_written(&told) && is_vague(&told, team) {
        findings
            .add(
                incident,
                trimmed(section.content, source.slice(section.content)),
                "the impact says neither who, nor how many, nor for how long",
                "true of every incident",
            )
            .help(
                "say who could not do what, how many, for how long: \"2,300 customers could not pay for 20 minutes\"",
            );
    }
}

/// Where the text stands, blanks around it cut.
fn trimmed(content: Span, text: &str) -> Span {
    let start = content.start() + (text.len() - text.trim_start().len());
    Span::new(start, start + text.trim().len())
}

fn is_vague(text: &str, team: &TeamWords) -> bool {
    let empty = team.all_in(&EMPTY, text);
    let is_empty = |word: &Word<'_>| {
        let next = empty.partition_point(|(range, _)| range.end <= word.range.start);
        empty.get(next).is_some_and(|(range, _)| range.start <= word.range.start)
    };
    let particular: Vec<_> = words(text).filter(|word| !is_empty(word)).collect();
    let says_it = words(text).nth(LONG).is_some()
        || team.allow(text)
        || SAYS_IT.stand_in(text)
        || text.chars().any(|c| c.is_ascii_digit() || (c.is_alphabetic() && !c.is_ascii()))
        || text.contains(['`', '['])
        || particular.iter().any(|word| NUMBERS.contains(&&*word.text) || is_name(word, text));
    !says_it && particular.len() < PARTICULAR
}

/// True for a name: capitals inside a sentence (`the Payments team`), or inside a word (`EKS`, `GitHub`).
fn is_name(word: &Word<'_>, text: &str) -> bool {
    let raw = text.get(word.range.clone()).unwrap_or("");
    let before = text.get(..word.range.start).unwrap_or("").trim_end_matches([' ', '\t']);
    let within = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ',');
    raw.chars().skip(1).any(char::is_uppercase) || (within && raw.starts_with(char::is_uppercase))
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
    fn an_impact_that_fits_every_incident_is_vague() {
        for text in [
            "Customers were affected",
            "Users were impacted.",
            "Users couldn’t reach us — the platform was down.",
            "The service was unavailable for some users.",
            "Significant customer impact.",
            "High",
            "Some users experienced errors while using the platform.",
            "Customers could not access the website, and operations were disrupted.",
        ] {
            assert!(judge(text), "{text}");
        }
    }

    #[test]
    fn who_how_many_how_long_or_that_there_was_none_is_enough() {
        for text in [
            "No customer impact",
            "None, caught before release.",
            "Nobody noticed.",
            "All users were affected.",
            "Customers could not log in for half an hour.",
            "Some users got 502s.",
            "Three customers were affected.",
            "Users in Europe could not use the service.",
            "Customers could not complete card payments.",
            "Users of EKS were affected.",
            "Services using `kiam` were unavailable.",
            "Kunden konnten nicht bezahlen.",
            "Internal users only.",
        ] {
            assert!(!judge(text), "{text}");
        }
    }

    #[test]
    fn a_team_adds_words_and_allows_others() {
        let said =
            |text: &str, config: &Config| run_with(&RULE, &[&format!("## Impact\n{text}\n")], config, AS_OF).len();
        let mut config = Config::default();
        assert_eq!(["Acme Cloud was down.", "Brand impact."].map(|text| said(text, &config)), [0, 1]);
        let lists = WordLists { add: vec!["acme cloud".to_owned()], allow: vec!["brand impact".to_owned()] };
        config.lint.words.insert(RULE.name.to_owned(), lists);
        assert_eq!(["Acme Cloud was down.", "Brand impact."].map(|text| said(text, &config)), [1, 0]);
    }
}
