//! What the versions of a file record: what was decided, by whom, and when it was written down. A commit dates the
//! recording, never the occurrence.

use std::collections::BTreeSet;

use super::differences::between;
use super::event::{Event, EventKind, Provenance, When};
use crate::history::{Change, Commit, Version};
use crate::incident::facts::Facts;
use crate::incident::{SectionKind, SeverityScale};

/// One version of the file with what it declares.
pub struct Recording<'a> {
    /// The commit of the version.
    pub commit: &'a Commit,
    /// How it came about.
    pub version: &'a Version,
    /// What it declares; `None` where its content could not be read.
    pub facts: Option<Facts>,
    /// The commit is a `TL:` note: its plain edits need no event of their own.
    pub noted: bool,
}

/// Recorded events, oldest first.
pub fn events(recordings: &[Recording<'_>], scale: &SeverityScale) -> Vec<Event> {
    let mut events = Vec::new();
    let mut before: Option<&Facts> = None;
    let mut ever: BTreeSet<SectionKind> = BTreeSet::new();
    for (number, recording) in recordings.iter().enumerate() {
        let known = events.len();
        match &recording.version.change {
            Change::Added if number == 0 => events.push(opened(recording)),
            Change::Added => {
                let text = format!("Added again: {}", recording.commit.subject);
                events.push(event(recording, EventKind::Edited, text));
            }
            Change::Renamed { from } => {
                let text = format!("Renamed from {from} to {}", recording.version.path);
                events.push(event(recording, EventKind::Renamed, text));
            }
            Change::Modified | Change::AtShallowEdge => {}
        }
        if let Some(after) = &recording.facts {
            if let Some(before) = before {
                let told = between(before, after, &ever, scale).into_iter();
                events.extend(told.map(|told| event(recording, told.kind, told.text)));
            }
            ever.extend(&after.written);
            before = Some(after);
        }
        if events.len() == known && !recording.noted && recording.version.change != Change::AtShallowEdge {
            events.push(event(recording, EventKind::Edited, format!("Edited: {}", recording.commit.subject)));
        }
    }
    events
}

fn opened(recording: &Recording<'_>) -> Event {
    let facts = recording.facts.as_ref();
    let severity = facts.and_then(|facts| facts.severity.clone());
    let status = facts.and_then(|facts| facts.status).map(|status| status.to_string());
    let as_what: Vec<String> = severity.into_iter().chain(status).collect();
    let text = if as_what.is_empty() { "Opened".to_owned() } else { format!("Opened as {}", as_what.join(", ")) };
    event(recording, EventKind::Opened, text)
}

fn event(recording: &Recording<'_>, kind: EventKind, text: String) -> Event {
    Event {
        when: When::Recorded(recording.commit.committed_at),
        kind,
        text,
        actor: Some(recording.commit.author.clone()),
        provenance: Provenance::Recorded { commit: recording.commit.id },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::facts::ActionFact;
    use crate::incident::{ActionState, Status, Visibility};

    fn commit() -> Commit {
        let at = chrono::DateTime::parse_from_rfc3339("2026-03-04T09:40:00Z").expect("a time");
        Commit {
            id: crate::history::CommitId::null(gix_hash::Kind::Sha1),
            author: "Ana Ruiz".to_owned(),
            authored_at: at,
            committed_at: at,
            subject: "Tidy".to_owned(),
            body: String::new(),
            incidents: Vec::new(),
            is_merge: false,
        }
    }

    fn at(time: &str) -> crate::incident::Moment {
        chrono::DateTime::parse_from_rfc3339(&format!("2026-03-04T{time}")).expect("a time")
    }

    fn version(change: Change) -> Version {
        Version { commit: 0, path: "a.md".to_owned(), blob: crate::history::BlobId::null(gix_hash::Kind::Sha1), change }
    }

    fn action(description: &str, state: ActionState) -> ActionFact {
        ActionFact { description: description.to_owned(), state, owners: Vec::new(), due: None, priority: None }
    }

    fn texts(facts: &[Facts]) -> Vec<String> {
        let change = |i| if i == 0 { Change::Added } else { Change::Modified };
        let versions: Vec<_> = facts.iter().enumerate().map(|(i, facts)| (change(i), Some(facts.clone()))).collect();
        told(&versions, false)
    }

    fn told(versions: &[(Change, Option<Facts>)], noted: bool) -> Vec<String> {
        let commit = commit();
        let shapes: Vec<Version> = versions.iter().map(|(change, _)| version(change.clone())).collect();
        let recordings: Vec<Recording<'_>> = shapes
            .iter()
            .zip(versions)
            .map(|(version, (_, facts))| Recording { commit: &commit, version, facts: facts.clone(), noted })
            .collect();
        events(&recordings, &SeverityScale::default()).into_iter().map(|event| event.text).collect()
    }

    fn severity(label: &str) -> Facts {
        Facts { severity: Some(label.to_owned()), ..Facts::default() }
    }

    fn with_actions(actions: &[(&str, ActionState)]) -> Facts {
        let actions = actions.iter().map(|(description, state)| action(description, *state)).collect();
        Facts { actions, ..Facts::default() }
    }

    #[test]
    fn differences_are_told_as_what_they_mean() {
        let first = Facts {
            status: Some(Status::Investigating),
            severity: Some("SEV3".to_owned()),
            times: vec![("started_at", at("09:12:00Z")), ("detected_at", at("09:17:00Z"))],
            commanders: vec!["ana.ruiz".to_owned()],
            actions: vec![action("Alert on queue depth", ActionState::Open)],
            ..Facts::default()
        };
        let second = Facts {
            status: Some(Status::Identified),
            severity: Some("SEV2".to_owned()),
            times: vec![
                ("started_at", at("10:12:00+01:00")),
                ("detected_at", at("09:15:00Z")),
                ("resolved_at", at("11:02:00Z")),
            ],
            commanders: vec!["ana.ruiz".to_owned(), "li.wei".to_owned()],
            actions: vec![
                action("Alert on queue depth above 10,000", ActionState::Done),
                action("Load-test it", ActionState::Open),
            ],
            visibility: Some(Visibility::Public),
            review_held: Some(at("15:00:00Z")),
            written: [SectionKind::Impact, SectionKind::Timeline].into(),
        };
        assert_eq!(
            texts(&[first, second.clone(), second]),
            [
                "Opened as SEV3, investigating",
                "Status: investigating → identified",
                "Severity raised: SEV3 → SEV2",
                "Time corrected: detected_at 2026-03-04T09:17:00Z → 2026-03-04T09:15:00Z",
                "Command: ana.ruiz → li.wei",
                "Action completed: Alert on queue depth above 10,000",
                "Action added: Load-test it",
                "Review held at 2026-03-04T15:00:00Z",
                "Visibility: none → public",
                "Sections first written: Impact, Timeline",
                "Edited: Tidy",
            ]
        );
    }

    #[test]
    fn severity_is_raised_lowered_or_off_the_scale() {
        assert_eq!(
            texts(&[severity("SEV3"), severity("sev1"), severity("SEV4"), severity("P0")])[1..],
            ["Severity raised: SEV3 → sev1", "Severity lowered: sev1 → SEV4", "Severity changed: SEV4 → P0"]
        );
    }

    #[test]
    fn actions_known_at_opening_are_not_added_and_edited_ones_are_not_new() {
        let first =
            with_actions(&[("Alert on queue depth", ActionState::Open), ("Write the runbook", ActionState::Open)]);
        let second = with_actions(&[
            ("Write the runbook for the queue", ActionState::Done),
            ("Alert on queue depth", ActionState::Open),
        ]);
        assert_eq!(texts(&[first, second]), ["Opened", "Action completed: Write the runbook for the queue"]);
    }

    #[test]
    fn an_action_that_comes_and_is_done_at_once_is_both() {
        let second = with_actions(&[("Restart it nightly", ActionState::Done)]);
        assert_eq!(
            texts(&[Facts::default(), second])[1..],
            ["Action added: Restart it nightly", "Action completed: Restart it nightly"]
        );
    }

    #[test]
    fn a_move_is_told_with_what_else_changed() {
        let from = Change::Renamed { from: "old.md".to_owned() };
        let versions = [(Change::Added, Some(severity("SEV3"))), (from, Some(severity("SEV2")))];
        assert_eq!(
            told(&versions, false),
            ["Opened as SEV3", "Renamed from old.md to a.md", "Severity raised: SEV3 → SEV2"]
        );
    }

    #[test]
    fn a_file_added_again_was_opened_only_once() {
        let versions = [(Change::Added, Some(severity("SEV3"))), (Change::Added, Some(severity("SEV2")))];
        assert_eq!(told(&versions, false), ["Opened as SEV3", "Added again: Tidy", "Severity raised: SEV3 → SEV2"]);
    }

    #[test]
    fn the_edge_of_a_shallow_clone_opens_nothing_and_is_what_later_versions_are_compared_with() {
        let versions = [(Change::AtShallowEdge, Some(severity("SEV3"))), (Change::Modified, Some(severity("SEV2")))];
        assert_eq!(told(&versions, false), ["Severity raised: SEV3 → SEV2"]);
    }

    #[test]
    fn an_unreadable_version_is_an_edit_and_the_next_is_compared_with_the_last_that_was_read() {
        let versions = [
            (Change::Added, Some(severity("SEV3"))),
            (Change::Modified, None),
            (Change::Modified, Some(severity("SEV2"))),
        ];
        assert_eq!(told(&versions, false), ["Opened as SEV3", "Edited: Tidy", "Severity raised: SEV3 → SEV2"]);
    }

    #[test]
    fn a_note_that_edits_the_file_is_told_as_a_note_alone() {
        let versions = [(Change::Modified, Some(severity("SEV3"))), (Change::Modified, Some(severity("SEV3")))];
        assert!(told(&versions, true).is_empty());
    }
}
