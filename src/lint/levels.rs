//! The level a rule has for a file: what the command line selects, the configuration's entries for the path, its
//! levels for the whole archive, the rule's own. The gate of the status comes later.

use crate::config::{Config, Level};

/// The rules that the command line names (`--select`, `--ignore`): rules, groups or `all`.
///
/// The more particular name counts: `--select actions --ignore actions/due` leaves the other rules of the group on,
/// and so does `--ignore actions --select actions/due` for the one. Of equals, `ignore` counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Only these, where there are any.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
}

/// How particular a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Naming {
    All,
    Group,
    Rule,
}

impl Selection {
    /// The name that stands for every rule.
    pub const ALL: &str = "all";

    /// The level of `rule`, whose own level is `own` and which the configuration gives the level `configured`.
    fn level(&self, rule: &str, own: Level, configured: Level) -> Level {
        let selected = naming(&self.select, rule);
        if naming(&self.ignore, rule) >= selected.max(Some(Naming::All)) {
            return Level::Off;
        }
        match selected {
            None if !self.select.is_empty() => Level::Off,
            // Who names a rule wants to hear it, also one that is off.
            Some(Naming::Rule) if configured == Level::Off => own.min(Level::Warning),
            _ => configured,
        }
    }
}

fn group(rule: &str) -> &str {
    rule.split_once('/').map_or(rule, |(group, _)| group)
}

fn naming(names: &[String], rule: &str) -> Option<Naming> {
    let of = |name: &String| match name.as_str() {
        Selection::ALL => Some(Naming::All),
        name if name == rule => Some(Naming::Rule),
        name if name == group(rule) => Some(Naming::Group),
        _ => None,
    };
    names.iter().filter_map(of).max()
}

/// The level of `rule`, whose own level is `own`, in a file.
#[must_use]
pub fn level_in(rule: &str, own: Level, path: &str, config: &Config, selection: &Selection) -> Level {
    match config.lint.per_path.of(path).rev().find_map(|entry| entry.level(rule, group(rule))) {
        // What is off for some files stays off there, also when the rule is named.
        Some(Level::Off) => Level::Off,
        Some(level) => selection.level(rule, own, level),
        None => selection.level(rule, own, level_of(rule, own, config)),
    }
}

/// Its level in files that no entry of `[[lint.per-path]]` names.
#[must_use]
pub fn level_of(rule: &str, own: Level, config: &Config) -> Level {
    let levels = &config.lint.rules;
    levels.get(rule).or_else(|| levels.get(group(rule))).map_or(own, |level| level.value)
}

/// True when some file may have a finding of it.
#[must_use]
pub fn is_on(rule: &str, own: Level, config: &Config, selection: &Selection) -> bool {
    let per_path = config.lint.per_path.all().filter_map(|entry| entry.level(rule, group(rule)));
    per_path.chain([level_of(rule, own, config)]).any(|level| selection.level(rule, own, level) != Level::Off)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::lint::registry;

    fn in_file(name: &str, path: &str, config: &Config, selection: &Selection) -> Level {
        let own = registry::find(name).expect("a rule of the registry").level;
        level_in(name, own, path, config, selection)
    }

    fn selection(select: &[&str], ignore: &[&str]) -> Selection {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Selection { select: owned(select), ignore: owned(ignore) }
    }

    #[test]
    fn the_more_particular_name_counts() {
        let level = |select: &[&str], ignore: &[&str], name| {
            in_file(name, "a.md", &Config::default(), &selection(select, ignore))
        };
        assert_eq!(level(&[], &[], "actions/owner"), Level::Error);
        assert_eq!(level(&["actions"], &["actions/due"], "actions/due"), Level::Off);
        assert_eq!(level(&["actions"], &["actions/due"], "actions/owner"), Level::Error);
        assert_eq!(level(&["actions"], &[], "id/missing"), Level::Off);
        assert_eq!(level(&["actions/due"], &["actions"], "actions/due"), Level::Warning);
        assert_eq!(level(&["actions"], &["actions"], "actions/due"), Level::Off);
        assert_eq!(level(&["all"], &["actions"], "actions/due"), Level::Off);
        assert_eq!(level(&[], &["all"], "id/missing"), Level::Off);
    }

    #[test]
    fn a_rule_that_is_off_is_on_where_it_is_named_and_not_where_its_group_is() {
        let config = config::parse("recount.toml", "[lint.rules]\n\"actions/owner\" = \"off\"\n").expect("no mistakes");
        let level = |select: &str, name| in_file(name, "a.md", &config, &selection(&[select], &[]));
        assert_eq!(level("actions/ticket", "actions/ticket"), Level::Warning);
        assert_eq!(level("actions/owner", "actions/owner"), Level::Error);
        assert_eq!(level("actions", "actions/ticket"), Level::Off);
        assert_eq!(level("all", "actions/owner"), Level::Off);
    }

    #[test]
    fn the_last_entry_that_names_the_file_and_the_rule_decides() {
        let text = "[lint.rules]\nactions = \"warning\"\n\
                    [[lint.per-path]]\npaths = [\"old/**\"]\nrules = { actions = \"off\" }\n\
                    [[lint.per-path]]\npaths = [\"old/2019/**\"]\nrules = { \"actions/owner\" = \"error\" }\n";
        let config = config::parse("recount.toml", text).expect("no mistakes");
        let level = |path: &str, name| in_file(name, path, &config, &Selection::default());
        assert_eq!(level("new/a.md", "actions/owner"), Level::Warning);
        assert_eq!(level("old/a.md", "actions/owner"), Level::Off);
        assert_eq!(level("old/2019/a.md", "actions/owner"), Level::Error);
        assert_eq!(level("old/2019/a.md", "actions/vague"), Level::Off);
        assert!(is_on("actions/vague", Level::Error, &config, &Selection::default()));
        let named = |path: &str| in_file("actions/vague", path, &config, &selection(&["actions/vague"], &[]));
        assert_eq!([named("new/a.md"), named("old/a.md")], [Level::Warning, Level::Off]);
    }
}
