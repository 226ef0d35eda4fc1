//! How often each rule found something: a table for people, an array for programs.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::{pretty, summary};
use crate::config::Level;
use crate::lint::{Lint, registry};

#[derive(Serialize)]
struct Row {
    count: usize,
    level: &'static str,
    rule: &'static str,
    summary: &'static str,
}

/// One row a rule and level, the most frequent first, errors before warnings where they are equally many.
fn rows(lint: &Lint) -> Vec<Row> {
    let mut counts: BTreeMap<(&'static str, Level), usize> = BTreeMap::new();
    for finding in &lint.findings {
        *counts.entry((finding.rule, finding.level)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|((rule, level), count)| (Reverse(*count), *level, *rule));
    let row = |((rule, level), count): ((&'static str, Level), usize)| Row {
        count,
        level: level.as_str(),
        rule,
        summary: registry::find(rule).map_or("", |rule| rule.summary),
    };
    counts.into_iter().map(row).collect()
}

/// Count, level, rule and what the rule asks in columns, then the summary.
#[must_use]
pub fn table(lint: &Lint) -> String {
    let rows = rows(lint);
    let widest = |width: fn(&Row) -> usize| rows.iter().map(width).max().unwrap_or(0);
    let counts = widest(|row| row.count.to_string().len());
    let levels = widest(|row| row.level.len());
    let rules = widest(|row| row.rule.len());
    let mut out = String::new();
    for Row { count, level, rule, summary } in &rows {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{count:>counts$}  {level:<levels$}  {rule:<rules$}  {summary}");
    }
    if !rows.is_empty() {
        out.push('\n');
    }
    out.push_str(&summary(lint));
    out.push('\n');
    out
}

/// The rows of the table as an array of objects.
#[must_use]
pub fn json(lint: &Lint) -> String {
    pretty(&rows(lint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::linted;

    #[test]
    fn the_most_frequent_rule_stands_first() {
        let (mut lint, _) = linted(&["file/unreadable", "times/order", "id/duplicate", "front-matter/unknown-key"]);
        lint.findings[0].level = Level::Warning;
        insta::assert_snapshot!(table(&lint), @"
        2  error    id/duplicate              two incidents have the same id
        1  error    front-matter/unknown-key  a key that the format does not know
        1  error    times/order               the times are not in an order that can have happened
        1  warning  file/unreadable           a file that looks like an incident cannot be read

        Found 4 errors and 1 warning in 3 of 3 incidents. 1 can be fixed with `--fix`.
        ");
    }

    #[test]
    fn a_row_is_an_object() {
        let (lint, _) = linted(&["id/duplicate"]);
        insta::assert_snapshot!(json(&lint), @r#"
        [
          {
            "count": 2,
            "level": "error",
            "rule": "id/duplicate",
            "summary": "two incidents have the same id"
          }
        ]
        "#);
    }

    #[test]
    fn nothing_found_is_the_summary_or_an_empty_array() {
        assert_eq!(table(&Lint::default()), "There are no incidents to look at.\n");
        assert_eq!(json(&Lint::default()), "[]\n");
    }
}
