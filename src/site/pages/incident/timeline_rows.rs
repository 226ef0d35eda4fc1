//! The recounted timeline as rows: events with their offset, time and provenance, days, and the silences between.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta, Utc};
use serde::Serialize;

use crate::history::CommitId;
use crate::incident::{EntryTime, Moment};
use crate::site::html::Html;
use crate::site::links::Links;
use crate::site::markdown;
use crate::site::moments::{self, ShownTime};
use crate::site::pages::Site;
use crate::site::published::Entry;
use crate::timeline::{Event, EventKind, Provenance, When, humanize, offset};

/// A silence this long during the incident is a row of its own.
const SILENCE: TimeDelta = TimeDelta::minutes(30);

/// Words of entries that stand for one of the five times.
const MILESTONES: [&str; 5] = ["start", "detection", "acknowledgement", "mitigation", "resolution"];

/// The timeline of a page.
#[derive(Debug, Serialize)]
pub struct TimelinePart {
    pub rows: Vec<TimelineRow>,
    /// How many events each source has, for the filters.
    pub sources: Vec<SourceCount>,
    /// What a reader must know about the list.
    pub notices: Vec<String>,
    /// The timeline sections as written, where their entries do not hold all of their text.
    pub written: Option<Html>,
}

/// A source of events.
#[derive(Debug, Serialize)]
pub struct SourceCount {
    pub source: &'static str,
    pub count: usize,
}

/// One row: a day, a silence or an event.
#[derive(Debug, Serialize)]
#[serde(tag = "row", rename_all = "lowercase")]
pub enum TimelineRow {
    /// The day changes here.
    Day {
        day: ShownTime,
    },
    /// Nothing was recorded for a while.
    Gap {
        text: String,
    },
    Event(Box<ShownEvent>),
}

/// An event.
#[derive(Debug, Serialize)]
pub struct ShownEvent {
    /// Its id on the page.
    pub id: String,
    /// From the start; `None` where the start or the event's zone is not known.
    pub offset: Option<String>,
    pub time: ShownTime,
    /// The time is of the commit: when it was recorded, not when it happened.
    pub recorded_at: bool,
    pub kind: String,
    pub class: &'static str,
    pub text: Html,
    pub actor: Option<String>,
    /// `declared`, `noted` or `recorded`.
    pub source: &'static str,
    /// `line 12`, or the short id of the commit.
    pub place: String,
    pub href: Option<String>,
}

/// The timeline of an entry; `None` where nothing is known.
#[must_use]
pub fn part(site: &Site<'_>, entry: &Entry<'_>, links: &Links<'_>, written: Option<Html>) -> Option<TimelinePart> {
    let timeline = entry.timeline.filter(|timeline| timeline.events.iter().any(is_shown));
    if timeline.is_none() && written.is_none() {
        return None;
    }
    let mut sources: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    let mut ids = EventIds::default();
    let mut day: Option<NaiveDate> = None;
    let mut last: Option<Moment> = None;
    let events = timeline.iter().flat_map(|timeline| &timeline.events);
    for event in events.filter(|event| is_shown(event)) {
        let zero = timeline.and_then(|timeline| timeline.zero);
        let time = entry_time(event.when);
        let exact = if let EntryTime::Exact(at) = time { Some(at) } else { None };
        if let Some(text) = silence(entry, last, exact.filter(|_| matches!(event.when, When::Occurred(_)))) {
            rows.push(TimelineRow::Gap { text });
        }
        if let (When::Occurred(_), Some(at)) = (event.when, exact) {
            last = Some(at);
        }
        if let Some(on) = day_of(time).filter(|on| day != Some(*on)) {
            day = Some(on);
            rows.push(TimelineRow::Day { day: moments::day(on) });
        }
        let offset = exact.zip(zero).map(|(at, zero)| offset(zero, at));
        let source = event.provenance.source();
        *sources.entry(source).or_default() += 1;
        let id = ids.next(offset.as_deref());
        rows.push(TimelineRow::Event(Box::new(shown(site, entry, links, event, (id, offset, day)))));
    }
    let order = ["declared", "noted", "recorded"];
    let sources =
        order.into_iter().filter_map(|source| Some(SourceCount { source, count: *sources.get(source)? })).collect();
    let notices = timeline.map(|timeline| timeline.notices.clone()).unwrap_or_default();
    Some(TimelinePart { rows, sources, notices, written })
}

/// An edit without a meaning for the incident stands in the document's history alone, and changes around it in a lane
/// of their own.
fn is_shown(event: &Event) -> bool {
    event.kind != EventKind::Edited && !event.is_around()
}

fn shown(
    site: &Site<'_>,
    entry: &Entry<'_>,
    links: &Links<'_>,
    event: &Event,
    (id, offset, day): (String, Option<String>, Option<NaiveDate>),
) -> ShownEvent {
    let (kind, class) = kind(&event.kind);
    let (place, href) = place(site, entry, event);
    ShownEvent {
        id,
        offset,
        time: moments::entry(entry_time(event.when), day),
        recorded_at: matches!(event.when, When::Recorded(_)),
        kind,
        class,
        text: match event.provenance {
            Provenance::Declared { .. } => {
                markdown::inline_of(&event.text, entry.incident.source.slice(entry.incident.body), links)
            }
            _ => Html::text(&event.text),
        },
        actor: event.actor.clone(),
        source: event.provenance.source(),
        place,
        href,
    }
}

fn entry_time(when: When) -> EntryTime {
    match when {
        When::Occurred(time) => time,
        When::Recorded(at) => EntryTime::Exact(at),
    }
}

fn day_of(time: EntryTime) -> Option<NaiveDate> {
    match time {
        EntryTime::Exact(at) => Some(at.with_timezone(&Utc).date_naive()),
        EntryTime::Unzoned(at) => Some(at.date()),
        EntryTime::Day(day) => Some(day),
        EntryTime::Clock(_) => None,
    }
}

/// What to say of the time between two events during the incident, if it is long.
fn silence(entry: &Entry<'_>, last: Option<Moment>, at: Option<Moment>) -> Option<String> {
    let (last, at) = (last?, at?);
    let times = &entry.incident.times;
    let during = times.started.as_ref().is_none_or(|start| last >= start.value)
        && times.resolved.as_ref().is_some_and(|end| at <= end.value);
    let gap = at - last;
    (during && gap >= SILENCE).then(|| format!("{}, no recorded events", humanize(gap)))
}

fn place(site: &Site<'_>, entry: &Entry<'_>, event: &Event) -> (String, Option<String>) {
    match &event.provenance {
        Provenance::Declared { line } => {
            let file = site.forge.as_ref().map(|forge| forge.file(entry.incident.source.path()));
            (format!("line {line}"), file.map(|file| format!("{file}#L{line}")))
        }
        Provenance::Noted { commit } | Provenance::Recorded { commit } => {
            commit_place(site, *commit, event.actor.as_deref())
        }
        Provenance::Changed { commit, url, .. } => (short(*commit), url.clone()),
    }
}

fn commit_place(site: &Site<'_>, id: CommitId, actor: Option<&str>) -> (String, Option<String>) {
    let short = short(id);
    let place = match site.commit(id) {
        Some(commit) if actor != Some(commit.author.as_str()) => format!("{short} by {}", commit.author),
        _ => short,
    };
    (place, site.forge.as_ref().map(|forge| forge.commit(&id.to_string())))
}

/// A commit's id as readers are shown it.
pub fn short(id: CommitId) -> String {
    id.to_string().chars().take(10).collect()
}

/// The word on an event's badge and the key of its colour.
fn kind(kind: &EventKind) -> (String, &'static str) {
    let (word, class) = match kind {
        EventKind::Started => ("started", "milestone"),
        EventKind::Detected => ("detected", "milestone"),
        EventKind::Acknowledged => ("acknowledged", "milestone"),
        EventKind::Mitigated => ("mitigated", "milestone"),
        EventKind::Resolved => ("resolved", "milestone"),
        EventKind::Handoff => ("handoff", "people"),
        EventKind::Communication => ("communication", "people"),
        EventKind::Review => ("review", "milestone"),
        EventKind::Entry(Some(word)) => {
            let milestone = MILESTONES.contains(&word.as_str());
            return (word.clone(), if milestone { "milestone" } else { "entry" });
        }
        EventKind::Entry(None) => ("event", "entry"),
        EventKind::Note => ("note", "entry"),
        EventKind::Opened => ("opened", "record"),
        EventKind::StatusChanged => ("status", "record"),
        EventKind::SeverityChanged => ("severity", "record"),
        EventKind::TimeCorrected(_) => ("time", "record"),
        EventKind::CommanderChanged => ("command", "record"),
        EventKind::Action(_) => ("action", "record"),
        EventKind::SectionWritten => ("section", "record"),
        EventKind::ReviewRecorded => ("review", "record"),
        EventKind::VisibilityChanged => ("visibility", "record"),
        EventKind::Renamed => ("renamed", "record"),
        EventKind::Edited => ("edited", "record"),
        EventKind::Change { .. } => (kind.word(), "record"),
    };
    (word.to_owned(), class)
}

/// Ids of events: the offset where there is one, so that a link stays right when an event is added elsewhere.
#[derive(Default)]
struct EventIds {
    taken: BTreeMap<String, usize>,
}

impl EventIds {
    fn next(&mut self, offset: Option<&str>) -> String {
        let base = match offset {
            Some(offset) => {
                let kept: String = offset
                    .chars()
                    .filter_map(|c| match c {
                        '+' => None,
                        '-' | ':' | ' ' => Some('-'),
                        c => Some(c.to_ascii_lowercase()),
                    })
                    .collect();
                kept
            }
            None => "event".to_owned(),
        };
        let n = self.taken.entry(base.clone()).or_default();
        *n += 1;
        if *n == 1 { base } else { format!("{base}-{n}") }
    }
}
