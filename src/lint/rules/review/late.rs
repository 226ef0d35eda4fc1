//! # review/late
//! The review was held late.
//!
//! ## Why
//! Memory is the best source a review has and the first to go: after a day people remember the story they have told.
//! PagerDuty gives three calendar days for a SEV-1 and five business days for a SEV-2
//! (<https://response.pagerduty.com/after/post_mortem_process/>); recount's default is stricter, and yours to set.
//!
//! ## What it reports
//! A warning when the review was held more than `warn-after-hours` after `resolved_at`, an error when it was held after
//! the last of `due-after-business-days`. Weekends and holidays do not count; the day of resolution does not either.
//!
//! ## Bad
//! ```markdown
//! review:
//!   held_at: 2026-03-09T10:00:00Z
//!            ^^^^^^^^^^^^^^^^^^^^ 4 days 22 h after resolution
//!   facilitator: ana.ruiz
//! ```
//!
//! ## Good
//! ```markdown
//! review:
//!   held_at: 2026-03-05T10:00:00Z
//!   facilitator: ana.ruiz
//! ```
//!
//! ## Options
//! `[review]`: `warn-after-hours` (24), `due-after-business-days` (2), `weekend`, `holidays`; `timezone` under
//! `[archive]`.
//!
//! ## Fix
//! What is held is held: silence the finding in place with the reason, and put the next review on the calendar when
//! the incident is resolved.

use chrono::Utc;

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::business_days::ReviewDeadline;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "review/late",
    level: Level::Error,
    summary: "the review was held late",
    applies: Applies::FromResolved,
    check: Check::Incident(check),
    source: include_str!("late.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let held = incident.review.as_ref().and_then(|review| review.held_at.as_ref());
    let (Some(held), Some(resolved)) = (held, &incident.times.resolved) else { return };
    let deadline = ReviewDeadline::after(resolved.value, context.config);
    let at = held.value.with_timezone(&Utc);
    if !deadline.is_late(at) && !deadline.is_overdue(at) {
        return;
    }
    let hours = (held.value - resolved.value).num_hours();
    let length = match (hours / 24, hours % 24) {
        (0, hours) => format!("{hours} h"),
        (1, hours) => format!("1 day {hours} h"),
        (days, hours) => format!("{days} days {hours} h"),
    };
    let settings = &context.config.review;
    let overdue = deadline.is_overdue(at);
    let limit = if overdue {
        format!("{} business days", settings.due_after_business_days)
    } else {
        format!("{} hours", settings.warn_after_hours)
    };
    let finding = findings
        .add(incident, held.span, format!("the review was held {length} after resolution, later than {limit}"), "late")
        .help(
            "if there was a reason, silence this in place with it; book the next review when the incident is resolved",
        )
        .related(&incident.source, resolved.span, "resolved here");
    if !overdue {
        finding.level = Level::Warning;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::run;

    fn levels(held_at: &str) -> Vec<Level> {
        run(&RULE, &format!("review: {{ held_at: {held_at} }}\n")).iter().map(|finding| finding.level).collect()
    }

    #[test]
    fn a_day_late_is_a_warning_and_past_two_business_days_an_error() {
        // Resolved on Wednesday, 2026-03-04, at 11:02.
        assert!(levels("2026-03-05T11:00:00Z").is_empty());
        assert_eq!(levels("2026-03-05T12:00:00Z"), [Level::Warning]);
        assert_eq!(levels("2026-03-06T23:00:00Z"), [Level::Warning]);
        assert_eq!(levels("2026-03-07T00:00:00Z"), [Level::Error]);
    }
}
