//! The table of all rules, in the order of their documentation, and the look-up by name.
//! A new rule is one line here.

use super::rule::Rule;
use super::rules;

/// Every rule: groups in the order of the documentation, rules of a group in the order they build on each other.
pub const RULES: &[Rule] = &[
    // file
    rules::file::unreadable::RULE,
    // front-matter
    rules::front_matter::missing::RULE,
    rules::front_matter::syntax::RULE,
    rules::front_matter::required::RULE,
    rules::front_matter::unknown_key::RULE,
    rules::front_matter::duplicate_key::RULE,
    rules::front_matter::invalid_value::RULE,
    rules::front_matter::timestamp_zone::RULE,
    // id
    rules::id::missing::RULE,
    rules::id::duplicate::RULE,
    rules::id::format::RULE,
    rules::id::related_unknown::RULE,
    // times
    rules::times::order::RULE,
    rules::times::missing::RULE,
    rules::times::future::RULE,
    rules::times::typed_duration::RULE,
    // section
    rules::section::missing::RULE,
    rules::section::empty::RULE,
    rules::section::placeholder::RULE,
    rules::section::duplicate::RULE,
    rules::section::order::RULE,
    // description
    rules::description::vague::RULE,
    rules::description::scope::RULE,
    rules::description::detection::RULE,
    rules::description::recovery::RULE,
    rules::description::steps::RULE,
    // impact
    rules::impact::vague::RULE,
    // command
    rules::command::missing::RULE,
    rules::command::overlap::RULE,
    rules::command::gap::RULE,
    rules::command::handoff_incomplete::RULE,
    rules::command::long_shift::RULE,
    rules::command::resolved_by::RULE,
    // responders
    rules::responders::missing::RULE,
    // comms
    rules::comms::customers::RULE,
    rules::comms::security_checklist::RULE,
    rules::comms::shared_channel::RULE,
    rules::comms::conference_notes::RULE,
    // timeline
    rules::timeline::empty::RULE,
    rules::timeline::unreadable::RULE,
    rules::timeline::order::RULE,
    rules::timeline::outside::RULE,
    // factors
    rules::factors::missing::RULE,
    rules::factors::single::RULE,
    rules::factors::technical_only::RULE,
    rules::factors::root_cause::RULE,
    rules::factors::unaddressed::RULE,
    rules::factors::recurring::RULE,
    // actions
    rules::actions::missing::RULE,
    rules::actions::owner::RULE,
    rules::actions::owner_unknown::RULE,
    rules::actions::vague::RULE,
    rules::actions::nice_to_have::RULE,
    rules::actions::workaround::RULE,
    rules::actions::priority::RULE,
    rules::actions::due::RULE,
    rules::actions::overdue::RULE,
    rules::actions::contended::RULE,
    rules::actions::ticket::RULE,
    rules::actions::undone::RULE,
    // review
    rules::review::missing::RULE,
    rules::review::before_resolution::RULE,
    rules::review::late::RULE,
    rules::review::overdue::RULE,
    rules::review::commander_absent::RULE,
    rules::review::responder_absent::RULE,
    rules::review::no_rest::RULE,
    // blameless
    rules::blameless::language::RULE,
    // privacy
    rules::privacy::secret::RULE,
    rules::privacy::personal_data::RULE,
    rules::privacy::names_in_public::RULE,
    // links
    rules::links::broken::RULE,
    rules::links::image_alt::RULE,
    // history
    rules::history::shallow::RULE,
    rules::history::uncommitted::RULE,
    rules::history::backdated::RULE,
    // suppression
    rules::suppression::unused::RULE,
    rules::suppression::reasonless::RULE,
];

/// The rule called `name` (`group/name`).
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// True when `name` is a group that has rules.
#[must_use]
pub fn is_group(name: &str) -> bool {
    RULES.iter().any(|rule| rule.group() == name)
}

/// The groups, in the order of the documentation.
#[must_use]
pub fn groups() -> Vec<&'static str> {
    let mut groups: Vec<&'static str> = RULES.iter().map(Rule::group).collect();
    groups.dedup();
    groups
}

/// What is said of a name that is neither a rule's nor a group's; `None` where it is one.
#[must_use]
pub fn unknown(name: &str) -> Option<String> {
    if find(name).is_some() || is_group(name) {
        return None;
    }
    let hint = match nearest(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`recount rule` lists them".to_owned(),
    };
    Some(format!("`{name}` is neither a rule nor a group of rules; {hint}"))
}

/// The rule or group somebody probably meant by `name`, when one is near.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    const NEAR_ENOUGH: f64 = 0.6;
    let wanted = name.trim().to_lowercase().replace('_', "-");
    RULES
        .iter()
        .flat_map(|rule| [(rule.name, rule.name), (rule.group(), rule.group()), (rule.short_name(), rule.name)])
        .map(|(candidate, name)| (strsim::normalized_damerau_levenshtein(&wanted, candidate), name))
        .filter(|(near, _)| *near >= NEAR_ENOUGH)
        // The first of the best: `max_by` would take the last.
        .fold(None, |best: Option<(f64, &str)>, next| match best {
            Some((near, _)) if near >= next.0 => best,
            _ => Some(next),
        })
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::documentation::Page;
    use crate::lint::rules::testing;

    #[test]
    fn every_rule_is_found_by_its_name_and_only_once() {
        for rule in RULES {
            assert_eq!(find(rule.name).map(|found| found.summary), Some(rule.summary), "{}", rule.name);
            assert_eq!(RULES.iter().filter(|other| other.name == rule.name).count(), 1, "{} stands twice", rule.name);
        }
    }

    #[test]
    fn a_groups_rules_stand_together() {
        let mut groups = groups();
        let count = groups.len();
        groups.sort_unstable();
        groups.dedup();
        assert_eq!(groups.len(), count);
    }

    #[test]
    fn a_slip_of_the_finger_finds_the_rule_and_nonsense_finds_none() {
        assert_eq!(nearest("front-matter/mising"), Some("front-matter/missing"));
        assert_eq!(nearest("front_matter"), Some("front-matter"));
        assert_eq!(nearest("unreadable"), Some("file/unreadable"));
        assert_eq!(nearest("xyzzy"), None);
    }

    #[test]
    fn every_rule_has_a_whole_page() {
        for rule in RULES {
            let page = Page::of(rule);
            assert_eq!(page.title, rule.name, "the page of {} begins with its name", rule.name);
            for heading in ["Why", "What it reports", "Bad", "Good", "Fix"] {
                assert!(page.section(heading).is_some_and(|text| !text.is_empty()), "{}: ## {heading}", rule.name);
            }
            assert!(!rule.summary.ends_with('.') && !rule.summary.is_empty(), "{}: summary", rule.name);
        }
    }

    #[test]
    fn every_rules_examples_prove_it() {
        let failed: Vec<&str> = RULES
            .iter()
            .filter(|rule| std::panic::catch_unwind(|| testing::prove(rule)).is_err())
            .map(|rule| rule.name)
            .collect();
        assert!(failed.is_empty(), "the examples of these rules do not prove them: {failed:?}");
    }
}
