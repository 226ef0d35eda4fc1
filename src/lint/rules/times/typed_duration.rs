//! # times/typed-duration
//! A duration that somebody typed disagrees with the times.
//!
//! ## Why
//! Durations are computed, never typed: a typed one is copied from another review, rounded, or counted between other
//! moments, and nobody corrects it when a time is corrected. Reports built on such figures mislead (VOID, "2022 Report",
//! on the shape and the reliability of recorded durations).
//!
//! ## What it reports
//! A line such as `Time to recovery: 84 minutes`, `Duration: 3 hours` or `TTD: 5 min` that is off by more than the unit it
//! is written in, measured against the declared times; where those are missing, against labelled lines (`Detected: 10:05`),
//! and from start to resolution against the timeline, and it says which.
//!
//! ## Bad
//! ```markdown
//! ## Impact
//! Every second request of 1,200 customers failed.
//!
//! Duration: 4 hours
//!           ^^^^^^^ the declared times tell 1 h 50 min
//! ```
//!
//! ## Good
//! ```markdown
//! ## Impact
//! Every second request of 1,200 customers failed.
//!
//! Duration: 110 minutes
//! ```
//!
//! ## Fix
//! Take the line out, the page shows what the times tell; or correct the time that is wrong.

use chrono::TimeDelta;

use crate::config::Level;
use crate::incident::{Incident, Origin, Phase};
use crate::lint::wording::length;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "times/typed-duration",
    level: Level::Warning,
    summary: "a typed duration disagrees with the times",
    applies: Applies::FromResolved,
    check: Check::Incident(check),
    source: include_str!("typed_duration.rs"),
};

/// Less than this is nobody's mistake.
const SLACK: TimeDelta = TimeDelta::minutes(2);

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for typed in &incident.inferred.durations {
        let (from, to) = typed.between;
        let (Some((start, from_origin)), Some((end, to_origin))) = (incident.time(from), incident.time(to)) else {
            continue;
        };
        let Some(told) = end.since(start).filter(|told| *told >= TimeDelta::zero()) else { continue };
        if (told - typed.length.value).abs() <= typed.unit.max(SLACK) {
            continue;
        }
        let by = match from_origin.max(to_origin) {
            Origin::FrontMatter => "the declared times tell",
            // Which entry of a timeline is the detection is a guess; the first and the last that says "resolved" less so.
            Origin::Timeline if to != Phase::Resolved => continue,
            Origin::Timeline => "the timeline tells",
            _ => "the times in the text tell",
        };
        let told = length(told);
        findings
            .add(
                incident,
                typed.length.span,
                format!(
                    "this says {}, and {by} {told} from {} to {}",
                    length(typed.length.value),
                    word(from),
                    word(to)
                ),
                format!("{by} {told}"),
            )
            .help("take the line out, the page shows what the times tell; or correct the time that is wrong");
    }
}

fn word(phase: Phase) -> &'static str {
    match phase {
        Phase::Started => "start",
        Phase::Detected => "detection",
        Phase::Acknowledged => "acknowledgement",
        Phase::Mitigated => "mitigation",
        Phase::Resolved => "resolution",
    }
}
