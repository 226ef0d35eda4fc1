//! # review/overdue
//! A resolved incident waits for its review past the day on which it was due.
//!
//! ## Why
//! The review that is not on the calendar is not held, and memory fades meanwhile. PagerDuty's process sets a deadline by
//! severity for that reason (<https://response.pagerduty.com/after/post_mortem_process/>); this is the reminder.
//!
//! ## What it reports
//! An incident with status `resolved` and no review held, once the last business day granted is over. From then on
//! the review sections that are missing are errors as well.
//!
//! ## Bad
//! ```markdown as-of:2026-03-07T00:00:00Z
//! status: resolved
//! resolved_at: 2026-03-04T11:02:00Z
//!              ^^^^^^^^^^^^^^^^^^^^ the review is overdue
//! review: { facilitator: ana.ruiz }
//! ```
//!
//! ## Good
//! ```markdown as-of:2026-03-06T12:00:00Z
//! status: resolved
//! resolved_at: 2026-03-04T11:02:00Z
//! review: { facilitator: ana.ruiz }
//! ```
//!
//! ## Options
//! `due-after-business-days` (2), `weekend` and `holidays` under `[review]`; `timezone` under `[archive]`.
//!
//! ## Fix
//! Hold the review, declare `review.held_at`, and set `status: reviewed`.

use crate::config::Level;
use crate::incident::{Incident, Status};
use crate::lint::business_days::ReviewDeadline;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "review/overdue",
    level: Level::Error,
    summary: "a resolved incident waits for its review past the due day",
    applies: Applies::FromResolved,
    check: Check::Incident(check),
    source: include_str!("overdue.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let waits = incident.status.as_ref().is_some_and(|status| status.value == Status::Resolved);
    let held = incident.review.as_ref().and_then(|review| review.held_at.as_ref());
    let (true, Some(resolved)) = (waits, &incident.times.resolved) else { return };
    let deadline = ReviewDeadline::after(resolved.value, context.config);
    if held.is_some_and(|held| held.value <= context.as_of) || !deadline.is_overdue(context.as_of) {
        return;
    }
    let days = context.config.review.due_after_business_days;
    findings
        .add(
            incident,
            resolved.span,
            format!("the review is overdue: it was due {days} business days after resolution"),
            "resolved here, not reviewed since",
        )
        .help("hold the review, declare `review.held_at`, and set `status: reviewed`");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::run;

    #[test]
    fn a_review_that_was_held_is_not_overdue_and_a_planned_one_is_not_held() {
        let resolved = |held: &str| run(&RULE, &format!("status: resolved\nreview: {{ held_at: {held} }}\n")).len();
        assert_eq!((resolved("2026-03-05T10:00:00Z"), resolved("2026-04-05T10:00:00Z")), (0, 1));
    }
}
