//! `recount rule`: explains a rule, or lists them all.

use std::io::Write;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::failure::Failure;
use crate::lint::documentation::{Page, published};
use crate::lint::{Rule, registry};

/// Arguments of `recount rule`.
#[derive(Debug, Clone, Args)]
pub struct RuleArgs {
    /// A rule such as `actions/owner`, or a group such as `actions`; a list of all unless given
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// The page of every rule
    #[arg(long, conflicts_with = "name")]
    pub all: bool,
    /// How to say it
    #[arg(long, value_enum, default_value_t = RuleFormat::Text, value_name = "FORMAT")]
    pub output_format: RuleFormat,
}

/// How rules are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RuleFormat {
    /// For people
    Text,
    /// A JSON array of rules
    Json,
}

/// Prints the page of a rule, or the list.
pub fn run(args: &RuleArgs) -> Result<u8, Failure> {
    let text = answer(args).map_err(Failure::usage)?;
    // A reader that closed the pipe has seen enough.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Ok(0)
}

/// What goes to stdout, or, for a name that is none, what goes to stderr before exit code 2.
pub fn answer(args: &RuleArgs) -> Result<String, String> {
    let rules: Vec<&Rule> = match args.name.as_deref() {
        None => registry::RULES.iter().collect(),
        Some(name) => named(name)?,
    };
    Ok(match (args.output_format, rules.as_slice()) {
        (RuleFormat::Json, rules) => json(rules),
        (RuleFormat::Text, [rule]) if args.name.as_deref() == Some(rule.name) => published(rule),
        (RuleFormat::Text, rules) if args.all => {
            rules.iter().map(|rule| published(rule)).collect::<Vec<_>>().join("\n")
        }
        (RuleFormat::Text, rules) => list(rules),
    })
}

/// The rule of that name, or the rules of that group.
fn named(name: &str) -> Result<Vec<&'static Rule>, String> {
    if let Some(rule) = registry::find(name) {
        return Ok(vec![rule]);
    }
    if registry::is_group(name) {
        return Ok(registry::RULES.iter().filter(|rule| rule.group() == name).collect());
    }
    Err(match registry::nearest(name) {
        Some(near) => format!("there is no rule `{name}`; did you mean `{near}`?"),
        None => format!("there is no rule `{name}`; `recount rule` lists them all"),
    })
}

/// Every rule in a line, grouped.
fn list(rules: &[&Rule]) -> String {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    let mut group = "";
    for rule in rules {
        if rule.group() != group {
            if !group.is_empty() {
                out.push('\n');
            }
            group = rule.group();
            out.push_str(&format!("{group}\n"));
        }
        out.push_str(&format!("  {:width$}  {:7}  {}\n", rule.name, rule.level.as_str(), rule.summary));
    }
    out
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    group: &'a str,
    level: &'a str,
    asked: &'a str,
    summary: &'a str,
    page: String,
}

fn json(rules: &[&Rule]) -> String {
    let entry = |rule: &&Rule| Entry {
        name: rule.name,
        group: rule.group(),
        level: rule.level.as_str(),
        asked: rule.applies.asked(),
        summary: rule.summary,
        page: Page::of(rule).markdown(),
    };
    let entries: Vec<Entry<'_>> = rules.iter().map(entry).collect();
    // Strings in structs: there is nothing that could fail.
    serde_json::to_string_pretty(&entries).unwrap_or_else(|_| "[]".to_owned()) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(name: Option<&str>, output_format: RuleFormat) -> Result<String, String> {
        answer(&RuleArgs { name: name.map(str::to_owned), all: false, output_format })
    }

    #[test]
    fn alone_it_lists_every_rule_under_its_group() {
        let list = ask(None, RuleFormat::Text).unwrap();
        assert!(list.starts_with("file\n  file/unreadable "));
        assert_eq!(list.lines().filter(|line| line.starts_with("  ")).count(), registry::RULES.len());
    }

    #[test]
    fn a_rule_is_its_page_and_a_group_is_a_list() {
        let page = ask(Some("times/order"), RuleFormat::Text).unwrap();
        assert!(
            page.starts_with(
                "# times/order\n\nDefault level: error. Asked always, also during an incident.\n\nThe times"
            )
        );
        assert!(page.contains("\n## Why\n") && page.contains("\n## Fix\n"));
        assert_eq!(ask(Some("times"), RuleFormat::Text).unwrap().lines().count(), 5);
    }

    #[test]
    fn all_prints_every_page() {
        let all = answer(&RuleArgs { name: None, all: true, output_format: RuleFormat::Text }).unwrap();
        assert_eq!(all.lines().filter(|line| line.starts_with("Default level: ")).count(), registry::RULES.len());
    }

    #[test]
    fn an_unknown_name_gets_the_nearest() {
        let error = ask(Some("times/ordr"), RuleFormat::Text).unwrap_err();
        assert_eq!(error, "there is no rule `times/ordr`; did you mean `times/order`?");
        assert!(ask(Some("xyzzy"), RuleFormat::Json).unwrap_err().contains("lists them all"));
    }

    #[test]
    fn json_has_one_object_a_rule() {
        let rules: serde_json::Value = serde_json::from_str(&ask(None, RuleFormat::Json).unwrap()).unwrap();
        assert_eq!(rules.as_array().map(Vec::len), Some(registry::RULES.len()));
        assert_eq!(rules[0]["group"], "file");
    }
}
