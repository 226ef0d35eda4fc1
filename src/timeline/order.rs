//! All events of an incident in one stable order, and what a reader must know about the list.

use chrono::{DateTime, NaiveTime, Utc};

use super::changes::{self, ServiceHistory};
use super::event::{Event, Provenance, TimeKey, When};
use super::ledger::ActionRecord;
use super::told::Told;
use super::{declared, limits};
use crate::history::CommitId;
use crate::incident::{EntryTime, Incident, Moment};

/// The recounted timeline of one incident.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// T0: when the incident began.
    pub zero: Option<Moment>,
    /// In order: by instant, then changes before declared before noted before recorded, then as written.
    pub events: Vec<Event>,
    /// What the commits say of each of the incident's actions, in their order; empty outside a repository.
    pub ledger: Vec<ActionRecord>,
    /// What a reader must know about the list, in whole sentences.
    pub notices: Vec<String>,
    /// The same about what changed around the incident.
    pub change_notices: Vec<String>,
    /// Times of the front matter that a commit changed after the review was held, with the commit.
    pub backdated: Vec<(TimeKey, CommitId)>,
    /// Versions of the file whose content is not in this clone.
    pub missing: usize,
}

/// Puts together what is known of an incident. `told` is what its commits tell, `None` outside a repository; `around` are
/// the repositories of services.
#[must_use]
pub fn recount(incident: &Incident, told: Option<Told>, around: &[ServiceHistory]) -> Timeline {
    let mut told = told.unwrap_or_default();
    let mut change_notices = Vec::new();
    let mut events = declared::events(incident);
    events.extend(changes::events(incident, around, &mut change_notices));
    events.extend(std::mem::take(&mut told.events));
    let Told { ledger, mut notices, missing, .. } = told;
    let held_at = incident.review.as_ref().and_then(|review| review.held_at.as_ref());
    let backdated = held_at.map(|held| limits::changed_after(&events, held.value)).unwrap_or_default();
    notices.extend(limits::backdated(&backdated));
    Timeline { zero: incident.began(), events: in_order(events), ledger, notices, change_notices, missing, backdated }
}

/// Sorted by instant. A time without a zone counts as UTC and a day by its beginning, for ordering only; a
/// time of an unknown day stays behind the event before it.
fn in_order(events: Vec<Event>) -> Vec<Event> {
    let mut last = DateTime::<Utc>::MIN_UTC;
    let mut keyed: Vec<(DateTime<Utc>, u8, Event)> = Vec::with_capacity(events.len());
    for event in events {
        let at = match event.when {
            When::Occurred(EntryTime::Exact(at)) | When::Recorded(at) => at.with_timezone(&Utc),
            When::Occurred(EntryTime::Unzoned(at)) => at.and_utc(),
            When::Occurred(EntryTime::Day(day)) => day.and_time(NaiveTime::MIN).and_utc(),
            When::Occurred(EntryTime::Clock(_)) => last,
        };
        last = at;
        let source = match event.provenance {
            Provenance::Changed { .. } => 0,
            Provenance::Declared { .. } => 1,
            Provenance::Noted { .. } => 2,
            Provenance::Recorded { .. } => 3,
        };
        keyed.push((at, source, event));
    }
    // Stable: what is equal stays as written.
    keyed.sort_by_key(|(at, source, _)| (*at, *source));
    keyed.into_iter().map(|(_, _, event)| event).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::CommitId;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;
    use crate::timeline::EventKind;

    fn at(text: &str) -> Moment {
        Moment::parse_from_rfc3339(text).expect("a time")
    }

    fn event(text: &str, when: When, provenance: Provenance) -> Event {
        Event { when, kind: EventKind::Note, text: text.to_owned(), actor: None, provenance }
    }

    fn declared_event(text: &str, when: EntryTime) -> Event {
        event(text, When::Occurred(when), Provenance::Declared { line: 1 })
    }

    fn texts(events: Vec<Event>) -> Vec<String> {
        in_order(events).into_iter().map(|event| event.text).collect()
    }

    #[test]
    fn what_happened_at_one_instant_is_declared_then_noted_then_recorded_whatever_the_offset() {
        let commit = CommitId::null(gix_hash::Kind::Sha1);
        let noon = at("2026-03-04T12:00:00Z");
        let events = vec![
            event("recorded", When::Recorded(at("2026-03-04T13:00:00+01:00")), Provenance::Recorded { commit }),
            event("noted", When::Recorded(noon), Provenance::Noted { commit }),
            declared_event("first written", EntryTime::Exact(noon)),
            declared_event("second written", EntryTime::Exact(noon)),
            declared_event("earlier", EntryTime::Exact(at("2026-03-04T12:30:00+01:00"))),
        ];
        assert_eq!(texts(events), ["earlier", "first written", "second written", "noted", "recorded"]);
    }

    #[test]
    fn times_without_a_zone_a_time_or_a_day_have_a_place_too() {
        let noon = at("2026-03-04T12:00:00Z");
        let clock = NaiveTime::from_hms_opt(23, 0, 0).expect("a time of day");
        let events = vec![
            declared_event("exact", EntryTime::Exact(noon)),
            declared_event("clock after exact", EntryTime::Clock(clock)),
            declared_event("unzoned", EntryTime::Unzoned(noon.naive_utc() - chrono::TimeDelta::minutes(1))),
            declared_event("day", EntryTime::Day(noon.date_naive())),
        ];
        assert_eq!(texts(events), ["day", "unzoned", "exact", "clock after exact"]);
    }

    #[test]
    fn what_a_file_declares_comes_from_its_lines_and_a_time_told_by_an_entry_comes_once() {
        let text = "---
id: INC-1
started_at: 2026-03-04T09:12:00Z
detected_at: 2026-03-04T09:17:30Z
commanders:
  - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
  - { name: li.wei, from: 2026-03-04T10:30:00Z }
communications:
  - { at: 2026-03-04T09:25:00Z, audience: customers, channel: status page, by: kim.lee, note: We are looking }
review:
  held_at: 2026-03-05T10:00:00Z
  facilitator: ana.ruiz
---

## Timeline

- 09:17Z detection: the check pages
- 09:12Z decision: nothing yet
";
        let incident = read(SourceText::new("incidents/a.md", text), &Reading::default());
        let timeline = recount(&incident, None, &[]);
        let line = |event: &Event| match event.provenance {
            Provenance::Declared { line } => line,
            _ => 0,
        };
        let told: Vec<String> =
            timeline.events.iter().map(|e| format!("{} {}: {}", line(e), e.kind.word(), e.text)).collect();
        assert_eq!(
            told,
            [
                "3 started: Started",
                "18 decision: nothing yet",
                "17 detection: the check pages",
                "9 communication: Told customers (status page): We are looking",
                "7 handoff: Command handed over from ana.ruiz to li.wei",
                "11 review: Review held",
            ]
        );
        assert_eq!(timeline.zero, Some(at("2026-03-04T09:12:00Z")));
        assert!(timeline.notices.is_empty());
    }
}
