//! The phases of an incident as a bar, a lane of who held command, and a table of the same.

use chrono::TimeDelta;
use serde::Serialize;

use crate::incident::{EntryTime, Incident, Moment, Origin, Phase};
use crate::site::moments::{self, ShownTime};
use crate::timeline;

/// The bar, the lane and the table.
#[derive(Debug, Serialize)]
pub struct Phases {
    /// Empty where fewer than two times are known or they are not in order.
    pub bar: Vec<Segment>,
    /// Parallel in width to the bar; empty where no turn of command falls into it.
    pub lane: Vec<Segment>,
    pub rows: Vec<PhaseRow>,
    /// The times contradict each other, so no bar is drawn.
    pub out_of_order: bool,
    /// Some of the times were not declared.
    pub inferred: bool,
}

/// A part of the bar or the lane.
#[derive(Debug, Serialize)]
pub struct Segment {
    /// Empty for a gap.
    pub name: String,
    /// Key of its colour.
    pub class: &'static str,
    /// Whole percent of the bar, 1 to 100; a class `w-<n>` of the style sheet.
    pub width: u32,
    pub duration: String,
}

/// A time of the incident's life.
#[derive(Debug, Serialize)]
pub struct PhaseRow {
    pub name: &'static str,
    /// `None` when not recorded.
    pub at: Option<ShownTime>,
    /// Where it was found, unless it was declared.
    pub note: Option<&'static str>,
    /// From the start.
    pub offset: Option<String>,
    /// Key of the colour of the phase that begins here.
    pub class: Option<&'static str>,
    /// How long until the next known time.
    pub until_next: Option<String>,
}

const NAMES: [&str; 5] = ["Started", "Detected", "Acknowledged", "Mitigated", "Resolved"];
const CLASSES: [&str; 4] = ["undetected", "unacknowledged", "unmitigated", "recovering"];
const PHASES: [&str; 4] = ["until detection", "until acknowledgement", "until mitigation", "until resolution"];

/// The phases; `None` where not one of the five times is known.
#[must_use]
pub fn of(incident: &Incident) -> Option<Phases> {
    let told = Phase::ALL.map(|phase| incident.time(phase));
    let times = comparable(&told);
    let known: Vec<(usize, Moment)> = times.iter().enumerate().filter_map(|(n, at)| Some((n, (*at)?))).collect();
    if told.iter().all(Option::is_none) {
        return None;
    }
    let inferred = told.map(|time| time.filter(|(_, origin)| *origin != Origin::FrontMatter).map(|(_, origin)| origin));
    let in_order = known.windows(2).all(|pair| pair[0].1 <= pair[1].1);
    let next_after = |n: usize| known.iter().find(|(m, _)| *m > n).map(|(_, at)| *at);
    let rows = (0..NAMES.len())
        .map(|n| {
            let next = times[n].and_then(|at| Some(next_after(n)? - at)).filter(|_| in_order);
            PhaseRow {
                name: NAMES[n],
                at: told[n].map(|(at, _)| moments::entry(at, None)),
                note: inferred[n].map(Origin::as_str),
                offset: times[n].zip(times[0]).map(|(at, zero)| timeline::offset(zero, at)),
                class: next.and_then(|_| CLASSES.get(n).copied()),
                until_next: next.map(timeline::humanize),
            }
        })
        .collect();
    let mut bar = Vec::new();
    let mut lane = Vec::new();
    if let (true, [(_, first), .., (_, last)]) = (in_order, known.as_slice())
        && last > first
    {
        bar = segments(&known);
        lane = command_lane(incident, *first, *last);
    }
    Some(Phases { bar, lane, rows, out_of_order: !in_order, inferred: inferred.iter().any(Option::is_some) })
}

/// The times as moments, to be compared with each other alone: those without a zone count as of one zone, the same for
/// all. None where some have a zone and some have not.
fn comparable(told: &[Option<(EntryTime, Origin)>; 5]) -> [Option<Moment>; 5] {
    let is_zoned = |time: &(EntryTime, Origin)| matches!(time.0, EntryTime::Exact(_));
    let is_local = |time: &(EntryTime, Origin)| matches!(time.0, EntryTime::Unzoned(_));
    let times = told.iter().flatten();
    if times.clone().any(is_zoned) && times.clone().any(is_local) {
        return [None; 5];
    }
    told.map(|time| match time?.0 {
        EntryTime::Exact(at) => Some(at),
        EntryTime::Unzoned(at) => Some(at.and_utc().fixed_offset()),
        EntryTime::Day(_) | EntryTime::Clock(_) => None,
    })
}

/// A segment from each known time to the next; the phase is the one that ends there.
fn segments(known: &[(usize, Moment)]) -> Vec<Segment> {
    let spans: Vec<TimeDelta> = known.windows(2).map(|pair| pair[1].1 - pair[0].1).collect();
    let widths = percent(&spans);
    known
        .windows(2)
        .zip(spans.iter().zip(widths))
        .filter(|(_, (span, _))| **span > TimeDelta::zero())
        .map(|(pair, (span, width))| Segment {
            name: PHASES.get(pair[1].0 - 1).copied().unwrap_or("").to_owned(),
            class: CLASSES.get(pair[0].0).copied().unwrap_or(""),
            width,
            duration: timeline::humanize(*span),
        })
        .collect()
}

/// Who held command between `first` and `last`, gaps included; empty where nobody did.
fn command_lane(incident: &Incident, first: Moment, last: Moment) -> Vec<Segment> {
    let declared = timeline::command_turns(incident);
    let mut turns: Vec<(Moment, &str)> =
        declared.iter().filter_map(|turn| Some((turn.from?, turn.name.as_str()))).collect();
    turns.sort_by_key(|(from, _)| *from);
    let mut parts: Vec<(Moment, &str)> = vec![(first, "")];
    for (from, name) in turns.into_iter().filter(|(from, _)| *from < last) {
        if from <= first {
            parts = vec![(first, name)];
        } else {
            parts.push((from, name));
        }
    }
    if parts.iter().all(|(_, name)| name.is_empty()) {
        return Vec::new();
    }
    let ends = parts.iter().skip(1).map(|(from, _)| *from).chain([last]);
    let spans: Vec<TimeDelta> = parts.iter().zip(ends).map(|((from, _), end)| end - *from).collect();
    let widths = percent(&spans);
    parts
        .iter()
        .zip(spans.iter().zip(widths))
        .filter(|(_, (span, _))| **span > TimeDelta::zero())
        .map(|((_, name), (span, width))| Segment {
            name: (*name).to_owned(),
            class: if name.is_empty() { "gap" } else { "turn" },
            width,
            duration: timeline::humanize(*span),
        })
        .collect()
}

/// Shares of the whole in percent, each at least 1 so that it can be seen.
fn percent(spans: &[TimeDelta]) -> Vec<u32> {
    let total = spans.iter().map(TimeDelta::num_seconds).sum::<i64>().max(1);
    spans
        .iter()
        .map(|span| u32::try_from((span.num_seconds() * 100 + total / 2) / total).unwrap_or(1).clamp(1, 100))
        .collect()
}
