//! # front-matter/duplicate-key
//! The same key stands twice.
//!
//! ## Why
//! Of two values one is lost, and which one differs from reader to reader: the YAML 1.2.2 specification (3.2.1.3,
//! "Node Comparison") therefore asks that keys be unique. In a review it happens when two responders add the same
//! time in two branches, just when both matter.
//!
//! ## What it reports
//! The second and every later occurrence of a key in one mapping, and where the first stands. The first one counts.
//!
//! ## Bad
//! ```markdown
//! resolved_at: 2026-03-04T11:02:00Z
//! resolved_at: 2026-03-04T10:48:00Z
//! ^^^^^^^^^^^ `resolved_at` stands twice
//! ```
//!
//! ## Good
//! ```markdown
//! resolved_at: 2026-03-04T11:02:00Z
//! ```
//!
//! ## Fix
//! Keep the right one and delete the other. `--fix` does this where both say the same: it deletes the second
//! (`--unsafe-fixes` also one with a comment).

use crate::config::Level;
use crate::incident::{Incident, ProblemKind};
use crate::lint::{Applies, Check, Context, Edit, Findings, Fix, Rule, Safety};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "front-matter/duplicate-key",
    level: Level::Error,
    summary: "the same key stands twice",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("duplicate_key.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for problem in &incident.problems {
        let ProblemKind::DuplicateKey { key, first, repeated } = &problem.kind else { continue };
        findings
            .add(incident, problem.span, format!("`{key}` stands twice"), "the second one is not read")
            .related(&incident.source, *first, "the first one counts")
            .help("keep the right one and delete the other")
            .fix(repeated.and_then(|entry| deleted(incident, key, entry)));
    }
}

/// Deletes the lines of `entry`; `None` where they hold something else too, or text over several lines, whose end
/// is not the end of its span.
fn deleted(incident: &Incident, key: &str, entry: Span) -> Option<Fix> {
    let (source, yaml) = (&incident.source, incident.front_matter?);
    let first = source.line_span(source.line_of(entry.start()));
    let last = source.line_span(source.line_of(entry.end()));
    let before = source.slice(Span::new(first.start(), entry.start()));
    let after = source.slice(Span::new(entry.end(), last.end())).trim_start_matches([' ', '\t']);
    let after = if source.slice(entry).contains(':') { after } else { after.trim_start_matches(':').trim_start() };
    let text = source.slice(entry);
    let alone = before.trim_matches([' ', '\t']).is_empty() && (after.is_empty() || after.starts_with('#'));
    if !alone || text.contains(": |") || text.contains(": >") {
        return None;
    }
    let rest = source.text().get(last.end()..)?;
    let line_break =
        rest.find('\n').filter(|at| rest.get(..*at).is_some_and(|end| end.trim_matches('\r').is_empty()))?;
    let lines = Span::new(first.start(), last.end() + line_break + 1);
    if lines.start() < yaml.start() || lines.end() > yaml.end() {
        return None;
    }
    let commented = after.starts_with('#') || text.lines().any(|line| line.starts_with('#') || line.contains(" #"));
    let safety = if commented { Safety::Unsafe } else { Safety::Safe };
    Some(Fix::of(format!("delete the second `{key}`, which says the same"), Edit::new(lines, ""), safety))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::fixed;

    #[test]
    fn the_second_of_two_that_say_the_same_is_deleted() {
        let text = "\u{feff}---\r\nid: A # é\r\ntags:\t[\u{1f525}, b]\r\nid: 'A'\r\ntags:\r\n  - \u{1f525}\r\n  - b\r\n---\r\n\r\nid: A\r\n";
        let after = text.replace("id: 'A'\r\n", "").replace("tags:\r\n  - \u{1f525}\r\n  - b\r\n", "");
        assert_eq!(fixed(&RULE, text, Safety::Safe), after);
        let nested = "---\ncommanders:\n  - name: ana\n    name: ana\n  - name: li\n---\n";
        assert_eq!(fixed(&RULE, nested, Safety::Safe), nested.replace("    name: ana\n", ""));
        let nothing = "---\nid:\nid :\ntitle: T\n---\n";
        assert_eq!(fixed(&RULE, nothing, Safety::Safe), "---\nid:\ntitle: T\n---\n");
        let last = "---\nid: A\nid: A\n---\n";
        assert_eq!(fixed(&RULE, last, Safety::Safe), "---\nid: A\n---\n");
    }

    #[test]
    fn a_comment_is_deleted_only_when_asked_for() {
        let text = "---\nid: A\nid: A # not B\n---\n";
        assert_eq!(fixed(&RULE, text, Safety::Safe), text);
        assert_eq!(fixed(&RULE, text, Safety::Unsafe), "---\nid: A\n---\n");
    }

    #[test]
    fn what_says_something_else_or_stands_in_company_is_left() {
        for text in [
            "---\nid: A\nid: B\n---\n",
            "---\n{ id: A, id: A }\n---\n",
            "---\nreview: { facilitator: ana,\n  facilitator: ana }\n---\n",
            "---\nreview: { facilitator: ana,\n  facilitator: ana,\n  attendees: [] }\n---\n",
            "---\ntitle: |\n  A\ntitle: |\n  A\n---\n",
            "---\ntags: [a]\ntags: [b]\n---\n",
        ] {
            assert_eq!(fixed(&RULE, text, Safety::Unsafe), text);
        }
    }
}
