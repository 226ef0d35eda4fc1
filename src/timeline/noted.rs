//! `TL:` notes of commits. A time in the note says when it happened; else only the author's time is known,
//! which dates the writing.

use super::event::{Event, EventKind, Provenance, When};
use crate::history::{Commit, note_text};
use crate::incident::EntryTime;
use crate::incident::body::stamped;

/// True for a commit that notes something: its subject begins as a note does.
#[must_use]
pub fn is_note(commit: &Commit) -> bool {
    note_text(&commit.subject).is_some()
}

/// The notes of a commit: its subject's, and those of its body's lines.
pub fn events(commit: &Commit) -> impl Iterator<Item = Event> {
    let lines = std::iter::once(commit.subject.as_str()).chain(commit.body.lines());
    lines.filter_map(note_text).filter(|text| !text.is_empty()).map(|text| {
        let (when, text) = match stamped(text, commit.authored_at) {
            Some(said) => (When::Occurred(EntryTime::Exact(said.at)), said.text),
            None => (When::Recorded(commit.authored_at), text),
        };
        Event {
            when,
            kind: EventKind::Note,
            text: text.to_owned(),
            actor: Some(commit.author.clone()),
            provenance: Provenance::Noted { commit: commit.id },
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Moment;

    #[test]
    fn a_time_in_a_note_is_when_it_happened() {
        let authored = Moment::parse_from_rfc3339("2026-03-04T10:40:00+01:00").expect("a time");
        let read = |text| stamped(text, authored).map(|said| format!("{} {}", said.at.to_rfc3339(), said.text));
        assert_eq!(read("09:32Z queue restarted").as_deref(), Some("2026-03-04T09:32:00+00:00 queue restarted"));
        assert_eq!(read("10:32 queue restarted").as_deref(), Some("2026-03-04T10:32:00+01:00 queue restarted"));
        assert_eq!(read("queue restarted"), None);
    }

    #[test]
    fn every_line_that_notes_something_is_an_event() {
        let authored = Moment::parse_from_rfc3339("2026-03-04T10:40:00+01:00").expect("a time");
        let commit = Commit {
            id: crate::history::CommitId::null(gix_hash::Kind::Sha1),
            author: "Ana Ruiz".to_owned(),
            authored_at: authored,
            committed_at: authored,
            subject: "TL: paged".to_owned(),
            body: "TL 09:32Z queue restarted\nsome remark\ntimeline: all well\nTL:\nIncident: INC-1".to_owned(),
            incidents: vec!["INC-1".to_owned()],
            is_merge: false,
        };
        let told: Vec<(String, bool)> =
            events(&commit).map(|event| (event.text, matches!(event.when, When::Occurred(_)))).collect();
        let expected = [("paged", false), ("queue restarted", true), ("all well", false)];
        assert_eq!(told, expected.map(|(text, occurred)| (text.to_owned(), occurred)));
    }
}
