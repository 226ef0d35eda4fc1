//! What changed around the incident in the repositories of its services, as rows; the public is not told.

use serde::Serialize;

use super::timeline_rows::short;
use crate::incident::EntryTime;
use crate::site::moments::{self, ShownTime};
use crate::site::pages::Site;
use crate::site::published::{Audience, Entry};
use crate::timeline::{Event, EventKind, Provenance, Timeline, When, offset};

/// The changes around an incident.
#[derive(Debug, Serialize)]
pub struct ChangesPart {
    /// Before the start, the last one nearest to it.
    pub before: Vec<ChangeRow>,
    /// From the start on.
    pub after: Vec<ChangeRow>,
    /// What a reader must know about the list.
    pub notices: Vec<String>,
}

/// One change.
#[derive(Debug, Serialize)]
pub struct ChangeRow {
    /// From the start; negative before it.
    pub offset: String,
    pub time: ShownTime,
    /// `merge`, `revert`, `commit` or `tag`.
    pub kind: String,
    pub text: String,
    pub author: Option<String>,
    pub repository: String,
    /// The short id of the commit.
    pub short: String,
    pub href: Option<String>,
    /// Nothing changed between it and the start.
    pub last_before_start: bool,
}

/// The changes around an incident; `None` where nothing is known, or the reader is the public: what a team builds is
/// not what it publishes.
#[must_use]
pub fn part(site: &Site<'_>, entry: &Entry<'_>) -> Option<ChangesPart> {
    let timeline = entry.timeline.filter(|_| site.published.audience == Audience::Internal)?;
    let rows = timeline.events.iter().filter_map(|event| row(event, timeline));
    let (before, after): (Vec<_>, Vec<_>) = rows.partition(|(_, is_before)| *is_before);
    let rows = |rows: Vec<(ChangeRow, bool)>| rows.into_iter().map(|(row, _)| row).collect::<Vec<_>>();
    let part = ChangesPart { before: rows(before), after: rows(after), notices: timeline.change_notices.clone() };
    (!(part.before.is_empty() && part.after.is_empty() && part.notices.is_empty())).then_some(part)
}

/// A row, and whether it is before the start.
fn row(event: &Event, timeline: &Timeline) -> Option<(ChangeRow, bool)> {
    let (Provenance::Changed { repository, commit, url }, EventKind::Change { last_before_start, .. }) =
        (&event.provenance, &event.kind)
    else {
        return None;
    };
    let (When::Occurred(EntryTime::Exact(at)), Some(zero)) = (event.when, timeline.zero) else { return None };
    let row = ChangeRow {
        offset: offset(zero, at),
        time: moments::entry(EntryTime::Exact(at), None),
        kind: event.kind.word().to_owned(),
        text: event.text.clone(),
        author: event.actor.clone(),
        repository: repository.clone(),
        short: short(*commit),
        href: url.clone(),
        last_before_start: *last_before_start,
    };
    Some((row, at < zero))
}
