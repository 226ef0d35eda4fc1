//! What one version of a file declares that another does not, read as meaning.

use std::collections::BTreeSet;

use super::action_changes::changes;
use super::event::EventKind;
use crate::incident::facts::Facts;
use crate::incident::front_matter::rfc3339;
use crate::incident::{SectionKind, SeverityScale, Status, Visibility};

/// One difference: what kind of event it makes, and the event in a sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The kind.
    pub kind: EventKind,
    /// The sentence.
    pub text: String,
}

/// What `after` declares and `before` did not. `ever` are the sections that some version before had words in: only
/// what is written for the first time is told.
pub fn between(before: &Facts, after: &Facts, ever: &BTreeSet<SectionKind>, scale: &SeverityScale) -> Vec<Difference> {
    let single = [
        status(before, after),
        severity(before, after, scale),
        command(before, after),
        review(before, after),
        visibility(before, after),
        sections(before, after, ever),
    ];
    let [status, severity, command, review, visibility, sections] = single;
    let mut found: Vec<Difference> = status.into_iter().chain(severity).collect();
    found.extend(times(before, after));
    found.extend(command);
    if before.actions != after.actions {
        let changes = changes(&before.actions, &after.actions).into_iter();
        found.extend(changes.map(|change| told(EventKind::Action(change.what.clone()), change.sentence())));
    }
    found.extend(review.into_iter().chain(visibility).chain(sections));
    found
}

fn told(kind: EventKind, text: String) -> Difference {
    Difference { kind, text }
}

fn status(before: &Facts, after: &Facts) -> Option<Difference> {
    let to = after.status.filter(|to| before.status != Some(*to))?;
    let from = before.status.map_or("none", Status::as_str);
    Some(told(EventKind::StatusChanged, format!("Status: {from} → {to}")))
}

fn severity(before: &Facts, after: &Facts, scale: &SeverityScale) -> Option<Difference> {
    let (from, to) = before.severity.as_ref().zip(after.severity.as_ref()).filter(|(from, to)| from != to)?;
    let moved = match (scale.rank(from), scale.rank(to)) {
        (Some(from), Some(to)) if to < from => "raised",
        (Some(from), Some(to)) if to > from => "lowered",
        _ => "changed",
    };
    Some(told(EventKind::SeverityChanged, format!("Severity {moved}: {from} → {to}")))
}

/// Times that were set and are others now. One that is set for the first time is no correction.
fn times(before: &Facts, after: &Facts) -> impl Iterator<Item = Difference> {
    before.times.iter().filter_map(|(key, from)| {
        let to = after.times.iter().find(|(other, _)| other == key).map(|(_, time)| time);
        // Another offset is another way to say the same instant.
        if to.is_some_and(|to| to == from) {
            return None;
        }
        let to = to.map_or("none".to_owned(), rfc3339);
        Some(told(EventKind::TimeCorrected(key), format!("Time corrected: {key} {} → {to}", rfc3339(from))))
    })
}

fn command(before: &Facts, after: &Facts) -> Option<Difference> {
    if before.commanders == after.commanders || after.commanders.is_empty() {
        return None;
    }
    let text = match (before.commanders.last(), after.commanders.last()) {
        (Some(from), Some(to)) if from != to => format!("Command: {from} → {to}"),
        (None, Some(to)) => format!("Command taken by {to}"),
        _ => format!("Commanders: {}", after.commanders.join(", ")),
    };
    Some(told(EventKind::CommanderChanged, text))
}

fn review(before: &Facts, after: &Facts) -> Option<Difference> {
    let to = after.review_held.filter(|to| before.review_held != Some(*to))?;
    let text = match before.review_held {
        None => format!("Review held at {}", rfc3339(&to)),
        Some(from) => format!("Review's time corrected: {} → {}", rfc3339(&from), rfc3339(&to)),
    };
    Some(told(EventKind::ReviewRecorded, text))
}

fn visibility(before: &Facts, after: &Facts) -> Option<Difference> {
    if before.visibility == after.visibility {
        return None;
    }
    let said = |visibility: Option<Visibility>| visibility.map_or("none", Visibility::as_str);
    let text = format!("Visibility: {} → {}", said(before.visibility), said(after.visibility));
    Some(told(EventKind::VisibilityChanged, text))
}

fn sections(before: &Facts, after: &Facts, ever: &BTreeSet<SectionKind>) -> Option<Difference> {
    let new = after.written.difference(&before.written).filter(|kind| !ever.contains(kind));
    let names: Vec<&str> = new.map(|kind| kind.heading()).collect();
    let text = match names[..] {
        [] => return None,
        [name] => format!("Section first written: {name}"),
        _ => format!("Sections first written: {}", names.join(", ")),
    };
    Some(told(EventKind::SectionWritten, text))
}
