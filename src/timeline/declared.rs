//! What the file itself declares: its five times, handoffs, communications, the review, and the entries of
//! its Timeline section.

use super::event::{Event, EventKind, Provenance, When};
use crate::incident::{EntryTime, Incident, Moment};
use crate::text::Span;

/// Declared events, in file order.
pub fn events(incident: &Incident) -> Vec<Event> {
    let mut events = times(incident);
    events.extend(handoffs(incident));
    events.extend(communications(incident));
    events.extend(review(incident));
    events.extend(entries(incident));
    events
}

/// The five times.
fn times(incident: &Incident) -> Vec<Event> {
    let kinds = [
        (EventKind::Started, "start", "Started"),
        (EventKind::Detected, "detection", "Detected"),
        (EventKind::Acknowledged, "acknowledgement", "Acknowledged"),
        (EventKind::Mitigated, "mitigation", "Mitigated"),
        (EventKind::Resolved, "resolution", "Resolved"),
    ];
    let declared = incident.times.in_order().into_iter().zip(kinds);
    let bare = declared.filter_map(|((_, at), (kind, word, text))| {
        let at = at.filter(|at| !told(incident, word, at.value))?;
        Some(occurred(incident, at.value, kind, text.to_owned(), None, at.span))
    });
    bare.collect()
}

/// An entry of the same minute and kind tells it already, and better.
fn told(incident: &Incident, word: &str, at: Moment) -> bool {
    let minute = |at: Moment| at.timestamp().div_euclid(60);
    incident.timeline.iter().any(|entry| {
        let same_kind = entry.kind.as_ref().is_some_and(|kind| kind.value == word);
        same_kind && matches!(entry.stamp.value.at, EntryTime::Exact(moment) if minute(moment) == minute(at))
    })
}

fn handoffs(incident: &Incident) -> impl Iterator<Item = Event> {
    incident.commanders.windows(2).filter_map(|pair| {
        let (before, after) = (&pair[0], &pair[1]);
        let from = after.from.as_ref().filter(|from| !told(incident, "handoff", from.value))?;
        let text = format!("Command handed over from {} to {}", before.name.value, after.name.value);
        Some(occurred(incident, from.value, EventKind::Handoff, text, Some(after.name.value.clone()), after.span))
    })
}

fn communications(incident: &Incident) -> impl Iterator<Item = Event> {
    incident.communications.iter().filter_map(|message| {
        let at = message.at.as_ref().filter(|at| !told(incident, "communication", at.value))?;
        let audience = message.audience.as_ref().map_or("people", |audience| audience.value.as_str());
        let channel = message.channel.as_ref().map(|channel| format!(" ({})", channel.value)).unwrap_or_default();
        let note = message.note.as_ref().map(|note| format!(": {}", note.value)).unwrap_or_default();
        let by = message.by.as_ref().map(|by| by.value.clone());
        let text = format!("Told {audience}{channel}{note}");
        Some(occurred(incident, at.value, EventKind::Communication, text, by, message.span))
    })
}

fn review(incident: &Incident) -> Option<Event> {
    let review = incident.review.as_ref()?;
    let held = review.held_at.as_ref()?;
    let facilitator = review.facilitator.as_ref().map(|name| name.value.clone());
    Some(occurred(incident, held.value, EventKind::Review, "Review held".to_owned(), facilitator, held.span))
}

fn entries(incident: &Incident) -> impl Iterator<Item = Event> {
    incident.timeline.iter().map(|entry| Event {
        when: When::Occurred(entry.stamp.value.at),
        kind: EventKind::Entry(entry.kind.as_ref().map(|kind| kind.value.clone())),
        text: entry.text.value.clone(),
        actor: entry.actor.as_ref().map(|actor| actor.value.clone()),
        provenance: declared_at(incident, entry.span),
    })
}

fn occurred(
    incident: &Incident,
    at: Moment,
    kind: EventKind,
    text: String,
    actor: Option<String>,
    span: Span,
) -> Event {
    let when = When::Occurred(EntryTime::Exact(at));
    Event { when, kind, text, actor, provenance: declared_at(incident, span) }
}

fn declared_at(incident: &Incident, span: Span) -> Provenance {
    Provenance::Declared { line: incident.source.position(span.start()).line }
}
