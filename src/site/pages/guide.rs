//! How this archive reviews incidents: its words, deadlines and rules, from the configuration and the model. What the
//! figures mean stands on the page of definitions.

use chrono::Weekday;
use serde::Serialize;

use super::Site;
use super::head::Head;
use crate::config::Level;
use crate::incident::{FactorKind, ResponderRole, SectionKind, Status, Visibility};
use crate::lint::{Selection, is_on, level_of, registry};

/// What `guide.html` gets.
#[derive(Debug, Serialize)]
pub struct Guide {
    pub head: Head,
    pub statuses: Vec<Word>,
    /// Labels, worst first.
    pub severities: Vec<String>,
    pub roles: Vec<Word>,
    pub factor_kinds: Vec<Word>,
    pub visibilities: Vec<Word>,
    /// Headings of the sections that every review has.
    pub sections: Vec<&'static str>,
    pub deadlines: Deadlines,
    pub rule_groups: Vec<RuleGroup>,
}

/// A word of the front matter and its meaning.
#[derive(Debug, Serialize)]
pub struct Word {
    pub word: &'static str,
    pub meaning: &'static str,
}

/// When what is expected.
#[derive(Debug, Serialize)]
pub struct Deadlines {
    /// Hours after resolution.
    pub review_expected_hours: u32,
    /// Business days after resolution.
    pub review_due_days: u32,
    /// Days of the week on which nobody works, in words.
    pub weekend: String,
    pub holidays: usize,
    /// Minutes after acknowledgement by which somebody is in command.
    pub command_minutes: u32,
    /// Hours in command after which relief is due.
    pub shift_hours: u32,
}

/// Rules that belong together.
#[derive(Debug, Serialize)]
pub struct RuleGroup {
    pub name: &'static str,
    pub rules: Vec<AskedRule>,
}

/// A rule that is on.
#[derive(Debug, Serialize)]
pub struct AskedRule {
    pub name: &'static str,
    pub summary: &'static str,
    /// It fails the lint; otherwise it warns.
    pub is_error: bool,
}

/// Fills the guide.
#[must_use]
pub fn page(site: &Site<'_>) -> Guide {
    let (review, command) = (&site.config.review, &site.config.command);
    let description = "How this archive reviews incidents: roles, words, deadlines, and what every review has.";
    Guide {
        head: Head::new(site, "guide/index.html", "How we review incidents", description, "guide"),
        statuses: words(Status::ALL, Status::as_str, Status::meaning),
        severities: site.config.archive.severities.clone(),
        roles: words(ResponderRole::ALL, ResponderRole::as_str, ResponderRole::meaning),
        factor_kinds: words(FactorKind::ALL, FactorKind::as_str, FactorKind::meaning),
        visibilities: words(Visibility::ALL, Visibility::as_str, Visibility::meaning),
        sections: SectionKind::REQUIRED.into_iter().map(SectionKind::heading).collect(),
        deadlines: Deadlines {
            review_expected_hours: review.warn_after_hours,
            review_due_days: review.due_after_business_days,
            weekend: review.weekend.iter().map(|day| named(*day)).collect::<Vec<_>>().join(" and "),
            holidays: review.holidays.len(),
            command_minutes: command.gap_minutes,
            shift_hours: command.long_shift_hours,
        },
        rule_groups: rule_groups(site),
    }
}

fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str, meaning: fn(T) -> &'static str) -> Vec<Word> {
    all.iter().map(|value| Word { word: word(*value), meaning: meaning(*value) }).collect()
}

/// The rules that the configuration leaves on, in the order of the registry.
fn rule_groups(site: &Site<'_>) -> Vec<RuleGroup> {
    let everything = Selection::default();
    let mut groups: Vec<RuleGroup> = Vec::new();
    for rule in registry::RULES.iter().filter(|rule| is_on(rule.name, rule.level, site.config, &everything)) {
        let is_error = level_of(rule.name, rule.level, site.config) == Level::Error;
        let asked = AskedRule { name: rule.name, summary: rule.summary, is_error };
        match groups.last_mut().filter(|group| group.name == rule.group()) {
            Some(group) => group.rules.push(asked),
            None => groups.push(RuleGroup { name: rule.group(), rules: vec![asked] }),
        }
    }
    groups
}

fn named(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
