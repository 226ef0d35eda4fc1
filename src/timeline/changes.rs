//! What changed around an incident: merges, reverts, commits and tags of its services' repositories, from a day before the
//! start until it was resolved. "What changed?" is the first question of every responder.

use chrono::{DateTime, TimeDelta, Utc};

use super::event::{Event, EventKind, Provenance, When};
use crate::history::{Forge, Mainline, MainlineChange, Periods};
use crate::incident::{EntryTime, Gate, Incident, Moment};

/// So long before the start changes are looked at: what breaks, mostly breaks within a day of being released.
const BEFORE: TimeDelta = TimeDelta::hours(24);
/// So long after the start they are, where nothing says when an incident that is over was.
const UNSAID: TimeDelta = TimeDelta::hours(24);
/// Changes shown before the start, and after it, the nearest to it: more is a log, not an answer.
const SHOWN: usize = 20;

/// A repository of services and what reached its main line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceHistory {
    /// What it is called.
    pub name: String,
    /// The services it is of; none: of every service.
    pub services: Vec<String>,
    /// Where its commits are shown.
    pub forge: Option<Forge>,
    /// What reached its main line; the error says why that is not known, as the end of a sentence.
    pub mainline: Result<Mainline, String>,
}

/// True when a repository of these services may explain an incident.
#[must_use]
pub fn concerns(services: &[String], incident: &Incident) -> bool {
    let lower = |text: &str| text.to_lowercase();
    services.is_empty()
        || incident.services.iter().any(|affected| services.iter().any(|own| lower(own) == lower(&affected.value)))
}

/// The times in which changes may explain one of the incidents.
#[must_use]
pub fn periods<'i>(incidents: impl Iterator<Item = &'i Incident>) -> Periods {
    Periods::new(incidents.filter_map(period).collect())
}

/// From a day before the start to the resolution; an incident that goes on has no end yet. `None` without a start.
fn period(incident: &Incident) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let start = incident.began()?.with_timezone(&Utc);
    let from = start.checked_sub_signed(BEFORE)?;
    let resolved = incident.times.resolved.as_ref().map(|at| at.value.with_timezone(&Utc));
    let goes_on = incident.status.as_ref().is_some_and(|status| Gate::of(Some(status.value)) == Gate::Ongoing);
    let to = match resolved {
        Some(resolved) => resolved,
        None if goes_on => DateTime::<Utc>::MAX_UTC,
        None => start.checked_add_signed(UNSAID)?,
    };
    (from <= to).then_some((from, to))
}

/// The changes around an incident in order of time, and what a reader must know about them.
pub fn events(incident: &Incident, around: &[ServiceHistory], notices: &mut Vec<String>) -> Vec<Event> {
    let (Some((from, to)), Some(start)) = (period(incident), incident.began()) else { return Vec::new() };
    let mut found: Vec<(&ServiceHistory, &MainlineChange)> = Vec::new();
    for repository in around.iter().filter(|repository| concerns(&repository.services, incident)) {
        let name = &repository.name;
        match &repository.mainline {
            Err(reason) => notices.push(format!("What changed in {name} is not known here: {reason}.")),
            Ok(mainline) => {
                let utc = |change: &MainlineChange| change.at.with_timezone(&Utc);
                let changes = &mainline.changes;
                let (first, end) =
                    (changes.partition_point(|c| utc(c) < from), changes.partition_point(|c| utc(c) <= to));
                found.extend(changes.get(first..end).unwrap_or_default().iter().map(|change| (repository, change)));
                if mainline.cut_off && first == 0 {
                    notices.push(format!("The clone of {name} is shallow: earlier changes are not known here."));
                }
            }
        }
    }
    // Stable: what reached two lines at once stays in the order of the configuration.
    found.sort_by_key(|(_, change)| change.at);
    let before = found.partition_point(|(_, change)| change.at < start);
    let (first, end) = (before.saturating_sub(SHOWN), found.len().min(before + SHOWN));
    if let Some(notice) = left_out(first, found.len() - end) {
        notices.push(notice);
    }
    let shown = found.iter().enumerate().take(end).skip(first);
    shown.map(|(n, (repository, change))| event(repository, change, n + 1 == before)).collect()
}

fn event(repository: &ServiceHistory, change: &MainlineChange, last_before_start: bool) -> Event {
    let url = repository.forge.as_ref().map(|forge| forge.commit(&change.commit.to_string()));
    Event {
        when: When::Occurred(EntryTime::Exact(Moment::from(change.at))),
        kind: EventKind::Change { what: change.kind, last_before_start },
        text: change.text.clone(),
        actor: Some(change.author.clone()),
        provenance: Provenance::Changed { repository: repository.name.clone(), commit: change.commit, url },
    }
}

/// How many changes are not shown.
fn left_out(earlier: usize, later: usize) -> Option<String> {
    let told: Vec<String> = [(earlier, "earlier"), (later, "later")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, which)| format!("{count} {which}"))
        .collect();
    let one = earlier + later == 1;
    let (noun, verb) = if one { ("change", "is") } else { ("changes", "are") };
    (!told.is_empty()).then(|| format!("Of what changed around it, {} {noun} {verb} not shown.", told.join(" and ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{CommitId, MainlineKind};
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    fn at(text: &str) -> Moment {
        Moment::parse_from_rfc3339(text).expect("a time")
    }

    fn incident(text: &str) -> Incident {
        let text = format!("---\nid: INC-1\n{text}\n---\n");
        read(SourceText::new("incidents/a.md", text), &Reading::default())
    }

    const WHOLE: &str = "status: reviewed\nservices: [API]\nstarted_at: 2026-03-04T09:12:00Z\n\
                         resolved_at: 2026-03-04T11:00:00Z";

    fn change(when: &str, text: &str) -> MainlineChange {
        MainlineChange {
            kind: MainlineKind::Commit,
            commit: CommitId::null(gix_hash::Kind::Sha1),
            at: at(when),
            text: text.to_owned(),
            author: "Sam".to_owned(),
        }
    }

    fn repository(name: &str, services: &[&str], changes: Vec<MainlineChange>) -> ServiceHistory {
        ServiceHistory {
            name: name.to_owned(),
            services: services.iter().map(|&service| service.to_owned()).collect(),
            forge: None,
            mainline: Ok(Mainline { changes, cut_off: false }),
        }
    }

    fn told(incident: &Incident, around: &[ServiceHistory]) -> (Vec<String>, Vec<String>) {
        let mut notices = Vec::new();
        let events = events(incident, around, &mut notices);
        let mark = |event: &Event| matches!(event.kind, EventKind::Change { last_before_start: true, .. });
        (events.iter().map(|event| format!("{}{}", event.text, if mark(event) { "!" } else { "" })).collect(), notices)
    }

    #[test]
    fn changes_of_its_services_from_a_day_before_to_the_resolution_count_and_the_last_before_is_marked() {
        let api = vec![
            change("2026-03-03T09:11:59Z", "too early"),
            change("2026-03-03T09:12:00Z", "a day before"),
            change("2026-03-04T10:00:00+01:00", "nine"),
            change("2026-03-04T11:00:00Z", "the end"),
            change("2026-03-04T11:00:01Z", "too late"),
        ];
        let all = vec![change("2026-03-04T09:11:00Z", "just before"), change("2026-03-04T09:12:00Z", "at the start")];
        let other = vec![change("2026-03-04T09:11:30Z", "of another service")];
        let around =
            [repository("api", &["api"], api), repository("all", &[], all), repository("x", &["search"], other)];
        let (events, notices) = told(&incident(WHOLE), &around);
        assert_eq!(events, ["a day before", "nine", "just before!", "at the start", "the end"]);
        assert_eq!(notices, [""; 0]);
    }

    #[test]
    fn an_incident_that_goes_on_has_no_end_and_one_without_a_start_no_changes() {
        let around = [repository("api", &[], vec![change("2026-05-01T00:00:00Z", "months later")])];
        let ongoing = "status: investigating\nstarted_at: 2026-03-04T09:12:00Z";
        assert_eq!(told(&incident(ongoing), &around).0, ["months later"]);
        assert_eq!(told(&incident("status: resolved\nstarted_at: 2026-03-04T09:12:00Z"), &around).0, [""; 0]);
        assert_eq!(told(&incident("status: investigating"), &around).0, [""; 0]);
    }

    #[test]
    fn of_many_the_nearest_to_the_start_are_shown_and_the_others_counted() {
        let minute = |n: i64| {
            let at = at("2026-03-04T08:00:00Z") + TimeDelta::minutes(n);
            change(&at.to_rfc3339(), &n.to_string())
        };
        let (events, notices) = told(&incident(WHOLE), &[repository("api", &[], (0..150).map(minute).collect())]);
        assert_eq!(events.len(), 40);
        assert_eq!((events[0].as_str(), events[19].as_str(), events[39].as_str()), ("52", "71!", "91"));
        assert_eq!(notices, ["Of what changed around it, 52 earlier and 58 later changes are not shown."]);
    }

    #[test]
    fn what_is_not_known_is_said() {
        let mut cut = repository("queue", &[], vec![change("2026-03-04T09:00:00Z", "a")]);
        cut.mainline.as_mut().expect("it is known").cut_off = true;
        let gone = ServiceHistory {
            mainline: Err("there is no folder `../api`".to_owned()),
            ..repository("api", &[], vec![])
        };
        assert_eq!(
            told(&incident(WHOLE), &[cut, gone]).1,
            [
                "The clone of queue is shallow: earlier changes are not known here.",
                "What changed in api is not known here: there is no folder `../api`."
            ]
        );
    }
}
