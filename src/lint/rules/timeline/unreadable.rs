//! # timeline/unreadable
//! Every entry of the timeline has a time that can be read.
//!
//! ## Why
//! An entry that cannot be placed is left out of the recounted timeline, and nothing may be dropped in silence.
//! Real reviews leave `HH:mm` and `23:XX` of their templates behind, or write the time in the middle of the sentence.
//!
//! ## What it reports
//! Entries of the Timeline section whose time is missing or unreadable. Where there are many, the first with their
//! number.
//!
//! ## Bad
//! ```markdown
//! ## Timeline
//! - 09:17Z detection: blackbox check pages the on-call engineer
//! - HH:mm mitigation: message queue restarted
//!   ^^^^^ cannot be read
//! ```
//!
//! ## Good
//! ```markdown
//! ## Timeline
//! - 09:17Z detection: blackbox check pages the on-call engineer
//! - 09:32Z mitigation: message queue restarted
//! ```
//!
//! ## Fix
//! Begin the entry with its time; `~09:30` says that it is not known exactly.

use crate::config::Level;
use crate::incident::{Incident, ProblemKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "timeline/unreadable",
    level: Level::Error,
    summary: "the time of a timeline entry cannot be read",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("unreadable.rs"),
};

/// Up to this many entries are reported one by one.
const FEW: usize = 3;

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let unreadable: Vec<(Span, &str)> = incident
        .problems
        .iter()
        .filter_map(|problem| match &problem.kind {
            ProblemKind::TimelineUnreadable { reason } if !incident.tells_more_of_an_entry(problem.span) => {
                Some((stamp_of(incident, problem.span), reason.as_str()))
            }
            _ => None,
        })
        .collect();
    if unreadable.len() <= FEW {
        for (span, reason) in unreadable {
            findings.add(incident, span, "the time of this timeline entry cannot be read", reason).help(super::SHAPES);
        }
    } else if let Some(((span, reason), others)) = unreadable.split_first() {
        let message = format!("the times of {} timeline entries cannot be read", unreadable.len());
        let finding = findings.add(incident, *span, message, *reason).help(super::SHAPES);
        for (span, reason) in others.iter().take(2 * FEW) {
            finding.related(&incident.source, *span, *reason);
        }
    }
}

/// What of an entry is underlined: the first cell of a table row, the words that look like a time, else its first line.
fn stamp_of(incident: &Incident, span: Span) -> Span {
    let text = incident.source.slice(span);
    let line = text.lines().next().unwrap_or("").trim_end();
    let row = line.strip_prefix('|');
    let begin = row.map_or(0, |row| line.len() - row.trim_start().len());
    let words = line.get(begin..).unwrap_or("");
    let length = match row {
        Some(_) => words.find('|').map_or(words.len(), |end| words.get(..end).unwrap_or(words).trim_end().len()),
        None => timelike(words),
    };
    let length = if length == 0 { words.len() } else { length };
    Span::new(span.start() + begin, span.start() + begin + length)
}

/// How much of the beginning of `text` is made of words such as `HH:mm`, `2026-03-??` or `25:99Z`.
fn timelike(text: &str) -> usize {
    let mut length = 0;
    for word in text.split_inclusive(' ') {
        let mark = word.trim().trim_end_matches([':', ',']);
        if !mark.contains([':', '?']) && !mark.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        length += word.len();
    }
    text.get(..length).map_or(0, |stamp| stamp.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::{assert_example, run};

    #[test]
    fn items_below_a_timed_heading_tell_more_of_it() {
        let text = "## Timeline\n### 09:17 UTC\n- the page came\n- two people looked\n\n### 09:30 UTC\nIt was over.\n";
        assert!(run(&RULE, text).is_empty());
    }

    #[test]
    fn in_a_table_the_cell_of_the_time_is_underlined() {
        assert_example(
            &RULE,
            "## Timeline\n\n| Time | Event |\n| --- | --- |\n| 2026-03-04 09:17 | pages |\n| 2026-03-04 HH:mm | restarted \
             |\n  ^^^^^^^^^^^^^^^^ cannot be read\n",
        );
    }

    #[test]
    fn many_unreadable_entries_are_one_finding() {
        let items = "- nobody noted when\n".repeat(9);
        let found = run(&RULE, &format!("## Timeline\n- 09:17Z page\n{items}"));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("9 timeline entries"));
    }
}
