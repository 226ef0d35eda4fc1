//! The words that a team adds to a rule's own or takes out of them, from `[lint.words]`, ready to be looked for.
//! What a found word means is the rule's business.

use std::collections::BTreeMap;
use std::ops::Range;

use super::rules::phrases::Phrases;
use crate::config::{Config, WordLists};

/// The words of every rule that `[lint.words]` names; made once for a lint.
#[derive(Debug, Default)]
pub struct Vocabulary {
    by_rule: BTreeMap<String, TeamWords>,
}

impl Vocabulary {
    /// What a lint without a configuration knows.
    pub const EMPTY: Self = Self { by_rule: BTreeMap::new() };

    /// The words of a configuration.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        let words = config.lint.words.iter();
        Self { by_rule: words.map(|(rule, lists)| (rule.clone(), TeamWords::of(lists))).collect() }
    }

    /// The words for the rule called `rule`; none where the configuration names none.
    #[must_use]
    pub fn of_rule(&self, rule: &str) -> &TeamWords {
        static NONE: TeamWords = TeamWords { added: None, allowed: None };
        self.by_rule.get(rule).unwrap_or(&NONE)
    }
}

/// What a team adds to the words of one rule and what it allows.
#[derive(Debug)]
pub struct TeamWords {
    added: Option<Phrases>,
    allowed: Option<Phrases>,
}

impl TeamWords {
    fn of(lists: &WordLists) -> Self {
        let phrases = |list: &[String]| (!list.is_empty()).then(|| Phrases::of(list));
        Self { added: phrases(&lists.add), allowed: phrases(&lists.allow) }
    }

    /// Every place in `text` where one of the rule's own phrases or an added one stands, in order and without overlap;
    /// with the index of the rule's own phrase. What overlaps an allowed phrase is left out.
    #[must_use]
    pub fn all_in(&self, own: &Phrases, text: &str) -> Vec<(Range<usize>, Option<usize>)> {
        let mut found: Vec<_> = own.all_in(text).into_iter().map(|(range, index)| (range, Some(index))).collect();
        if let Some(added) = &self.added {
            found.extend(added.all_in(text).into_iter().map(|(range, _)| (range, None)));
            found.sort_by_key(|(range, index)| (range.start, usize::MAX - range.end, *index));
            let mut end = 0;
            found.retain(|(range, _)| {
                let apart = range.start >= end;
                end = end.max(range.end);
                apart
            });
        }
        if let (Some(allowed), false) = (&self.allowed, found.is_empty()) {
            let allowed = allowed.all_in(text);
            found.retain(|(range, _)| {
                !allowed.iter().any(|(allowed, _)| allowed.start < range.end && range.start < allowed.end)
            });
        }
        found
    }

    /// Where the first of them stands.
    #[must_use]
    pub fn first_in(&self, own: &Phrases, text: &str) -> Option<Range<usize>> {
        self.all_in(own, text).into_iter().next().map(|(range, _)| range)
    }

    /// True when `text` holds an allowed phrase.
    #[must_use]
    pub fn allow(&self, text: &str) -> bool {
        self.allowed.as_ref().is_some_and(|allowed| allowed.stand_in(text))
    }

    /// Where added phrases stand in `text`.
    #[must_use]
    pub fn added_in(&self, text: &str) -> Vec<Range<usize>> {
        let found = self.added.iter().flat_map(|added| added.all_in(text));
        found.map(|(range, _)| range).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, add: &[&str], allow: &[&str]) -> Vec<(&'t str, Option<usize>)> {
        let owned = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        let words = TeamWords::of(&WordLists { add: owned(add), allow: owned(allow) });
        let own = Phrases::of(&["maybe", "one day"]);
        words.all_in(&own, text).into_iter().map(|(range, index)| (&text[range], index)).collect()
    }

    #[test]
    fn added_words_are_found_beside_the_rules_own_and_the_longer_wins() {
        let text = "Maybe one day soon, in Q5";
        assert_eq!(found(text, &[], &[]), [("Maybe", Some(0)), ("one day", Some(1))]);
        assert_eq!(
            found(text, &["one day soon", "q5"], &[]),
            [("Maybe", Some(0)), ("one day soon", None), ("Q5", None)]
        );
    }

    #[test]
    fn what_overlaps_an_allowed_phrase_is_left_out() {
        assert_eq!(found("Maybe the one day pass", &[], &["the one day pass"]), [("Maybe", Some(0))]);
        assert_eq!(found("maybe", &["maybe not"], &["maybe"]), []);
    }
}
