//! # front-matter/timestamp-zone
//! A timestamp does not say its offset from UTC.
//!
//! ## Why
//! "09:12" is one of two dozen instants, and responders sit in several zones. NIST SP 800-61 (Computer Security
//! Incident Handling Guide) asks for synchronized clocks and consistent times because a timeline merged from
//! several sources is otherwise out of order; RFC 3339 (section 4) calls unqualified local time unsuitable for
//! exchange.
//!
//! ## What it reports
//! A timestamp of the front matter that is right but for its missing offset. Where the configuration names a
//! `timezone`, that zone is used for the counting until it is corrected.
//!
//! ## Bad
//! ```markdown
//! started_at: 2026-03-04T09:12:00
//!             ^^^^^^^^^^^^^^^^^^^ `started_at` does not say its offset
//! ```
//!
//! ## Good
//! ```markdown
//! started_at: 2026-03-04T09:12:00Z
//! detected_at: 2026-03-04T10:17:00+01:00
//! ```
//!
//! ## Fix
//! Append `Z` when the time is UTC, else the offset that was in force where it was noted, such as `+01:00`.
//! `--fix` does this where the configuration names a `timezone`. An hour that its clocks repeat needs
//! `--unsafe-fixes`, which takes the first; one that they skip is left.

use chrono::offset::MappedLocalTime;
use chrono::{SecondsFormat, TimeZone};
use chrono_tz::Tz;

use super::scalar::rewritten;
use crate::config::Level;
use crate::incident::front_matter::{Timestamp, timestamp};
use crate::incident::{Incident, ProblemKind};
use crate::lint::{Applies, Check, Context, Findings, Fix, Rule, Safety};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "front-matter/timestamp-zone",
    level: Level::Error,
    summary: "a timestamp does not say its offset from UTC",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("timestamp_zone.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    for problem in &incident.problems {
        let ProblemKind::TimestampZone { key } = &problem.kind else { continue };
        let written = incident.source.slice(problem.span).trim_matches(['"', '\'']).replacen(' ', "T", 1);
        let zone = context.config.archive.timezone;
        findings
            .add(incident, problem.span, format!("`{key}` does not say its offset from UTC"), "which zone?")
            .help(format!("write `{written}Z` if it is UTC, else its offset, as in `{written}+01:00`"))
            .fix(zone.and_then(|zone| fix(incident, problem.span, zone)));
    }
}

/// The time with the offset that the archive's zone had then.
fn fix(incident: &Incident, span: Span, zone: Tz) -> Option<Fix> {
    let Timestamp::NoOffset(naive) = timestamp(incident.source.slice(span).trim_matches(['"', '\''])) else {
        return None;
    };
    let (at, safety) = match zone.from_local_datetime(&naive) {
        MappedLocalTime::Single(at) => (at, Safety::Safe),
        MappedLocalTime::Ambiguous(first, _) => (first, Safety::Unsafe),
        MappedLocalTime::None => return None,
    };
    let right = at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    // RFC 3339 knows neither years of five digits nor offsets to the second, as they were before zones.
    if timestamp(&right) != Timestamp::Exact(at.fixed_offset()) {
        return None;
    }
    let repeated = if safety == Safety::Unsafe { ", the first of the two" } else { "" };
    rewritten(incident, span, &right).map(|edit| Fix::of(format!("write `{right}`{repeated}"), edit, safety))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::lint::rules::testing::fix_with;

    fn after(written: &str, zone: Option<Tz>, safety: Safety) -> String {
        let mut config = Config::default();
        config.archive.timezone = zone;
        let text = format!("\u{feff}---\r\nstarted_at:\t{written} # \u{1f525} é\r\n---\r\n");
        let fixed = fix_with(&RULE, &text, &config, safety);
        let new = fixed.texts.into_values().next().map_or(text, |fixed| fixed.text);
        let value = new
            .strip_prefix("\u{feff}---\r\nstarted_at:\t")
            .and_then(|rest| rest.strip_suffix(" # \u{1f525} é\r\n---\r\n"));
        value.expect("the rest is as it was").to_owned()
    }

    #[test]
    fn a_time_gets_the_offset_of_the_archives_zone() {
        let berlin = |written| after(written, Some(Tz::Europe__Berlin), Safety::Safe);
        assert_eq!(berlin("2026-03-04T09:12:00"), "2026-03-04T09:12:00+01:00");
        assert_eq!(berlin("'2026-07-04 09:12'"), "'2026-07-04T09:12:00+02:00'");
        assert_eq!(berlin("\"2026-07-04T09:12:30.250\""), "\"2026-07-04T09:12:30.250+02:00\"");
        assert_eq!(after("2026-03-04T09:12", Some(Tz::UTC), Safety::Safe), "2026-03-04T09:12:00Z");
        assert_eq!(after("2026-03-04T09:12", None, Safety::Unsafe), "2026-03-04T09:12");
        assert_eq!(berlin("1850-03-04T09:12:00"), "1850-03-04T09:12:00");
    }

    #[test]
    fn an_hour_that_comes_twice_is_a_guess_and_one_that_never_came_is_left() {
        let berlin = |written, safety| after(written, Some(Tz::Europe__Berlin), safety);
        assert_eq!(berlin("2026-10-25T02:30:00", Safety::Safe), "2026-10-25T02:30:00");
        assert_eq!(berlin("2026-10-25T02:30:00", Safety::Unsafe), "2026-10-25T02:30:00+02:00");
        assert_eq!(berlin("2026-03-29T02:30:00", Safety::Unsafe), "2026-03-29T02:30:00");
    }
}
