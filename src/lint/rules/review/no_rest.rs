//! # review/no-rest
//! People rested before the review.
//!
//! ## Why
//! Who has worked through the night defends and forgets; a review wants people who can be curious about their own
//! decisions. The European Working Time Directive gives everyone eleven hours of rest in each 24 (2003/88/EC,
//! article 3).
//!
//! ## What it reports
//! A review held within 11 hours after `resolved_at` when the response was hard: it ended between 22:00 and 06:00 in the
//! archive's zone (without one, in the offset of `resolved_at` as written), or it lasted more than 8 hours from
//! acknowledgement (else from detection, else from the start).
//!
//! ## Bad
//! ```markdown
//! started_at: 2026-03-03T23:40:00Z
//! detected_at: 2026-03-03T23:45:00Z
//! acknowledged_at: 2026-03-03T23:48:00Z
//! mitigated_at: 2026-03-04T01:00:00Z
//! resolved_at: 2026-03-04T03:30:00Z
//! review: { held_at: 2026-03-04T09:00:00Z, attendees: [ana.ruiz, li.wei, sam.okafor] }
//!                    ^^^^^^^^^^^^^^^^^^^^ 5 h 30 min after
//! ```
//!
//! ## Good
//! ```markdown
//! started_at: 2026-03-03T23:40:00Z
//! detected_at: 2026-03-03T23:45:00Z
//! acknowledged_at: 2026-03-03T23:48:00Z
//! mitigated_at: 2026-03-04T01:00:00Z
//! resolved_at: 2026-03-04T03:30:00Z
//! review: { held_at: 2026-03-04T15:00:00Z, attendees: [ana.ruiz, li.wei, sam.okafor] }
//! ```
//!
//! ## Fix
//! Let people sleep: the next day is early enough.
//!
//! ## Options
//! The hours of rest, in `recount.toml`; 11 unless it says otherwise:
//! ```toml
//! [lint.options]
//! rest-hours = 12
//! ```

use chrono::{TimeDelta, Timelike};

use crate::config::Level;
use crate::incident::{Incident, Moment};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "review/no-rest",
    level: Level::Warning,
    summary: "the review followed a hard response without rest",
    applies: Applies::FromResolved,
    check: Check::Incident(check),
    source: include_str!("no_rest.rs"),
};

const LONG: TimeDelta = TimeDelta::hours(8);

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let held = incident.review.as_ref().and_then(|review| review.held_at.as_ref());
    let (Some(held), Some(resolved)) = (held, &incident.times.resolved) else { return };
    let needed = context.config.lint.options.rest_hours;
    let rest = held.value - resolved.value;
    if rest < TimeDelta::zero() || rest >= TimeDelta::hours(needed.into()) {
        return;
    }
    let times = &incident.times;
    let taken_on = times.acknowledged.as_ref().or(times.detected.as_ref()).or(times.started.as_ref());
    let long = taken_on.is_some_and(|at| resolved.value - at.value > LONG);
    let why = match (is_night(resolved.value, context), long) {
        (true, _) => "that ended at night",
        (false, true) => "of more than 8 hours",
        (false, false) => return,
    };
    let (hours, minutes) = (rest.num_hours(), rest.num_minutes() % 60);
    findings
        .add(
            incident,
            held.span,
            format!("the review was held {hours} h {minutes:02} min after a response {why}"),
            "no time to rest",
        )
        .help(format!("let people rest for {needed} hours; the next day is early enough for a review"))
        .related(&incident.source, resolved.span, "the response ended here");
}

/// Between 22:00 and 06:00 where the archive is, or where the author was.
fn is_night(at: Moment, context: &Context<'_>) -> bool {
    let hour = context.config.archive.timezone.map_or_else(|| at.hour(), |zone| at.with_timezone(&zone).hour());
    !(6..22).contains(&hour)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::lint::rules::testing::{AS_OF, run, run_with};

    #[test]
    fn a_short_response_in_the_day_needs_no_rest() {
        assert!(run(&RULE, "review: { held_at: 2026-03-04T14:00:00Z }\n").is_empty());
    }

    #[test]
    fn a_long_day_does() {
        let day = "resolved_at: 2026-03-04T18:00:00Z\nreview: { held_at: 2026-03-04T19:00:00Z }\n";
        assert_eq!(run(&RULE, day).len(), 1);
    }

    #[test]
    fn a_team_says_how_long_a_rest_is() {
        let night = "resolved_at: 2026-03-05T03:00:00Z\nreview: { held_at: 2026-03-05T15:00:00Z }\n";
        let mut config = Config::default();
        assert_eq!(run_with(&RULE, &[night], &config, AS_OF), []);
        config.lint.options.rest_hours = 16;
        let found = run_with(&RULE, &[night], &config, AS_OF);
        assert_eq!(found.len(), 1);
        assert!(found[0].help.as_ref().is_some_and(|help| help.contains("16 hours")));
    }
}
