//! Whether reviews were held within the deadline of the configuration.

use chrono::{DateTime, Utc};

use super::chart::{Chart, Tally, are, bars, counted, table};
use super::durations::is_ongoing;
use crate::config::Config;
use crate::csv::Csv;
use crate::incident::{Incident, Status};
use crate::lint::business_days::ReviewDeadline;
use crate::site::pages::Site;

/// Id of the chart and name of its file.
pub const ID: &str = "reviews";

/// How a review stands to its deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    WithinHours,
    WithinDays,
    Later,
    /// Not held, and the deadline is over.
    Overdue,
    /// Not held, and there is time left.
    Waiting,
    /// When it was held, or when the incident was resolved, is not known.
    Unknown,
}

/// The reviews of the archive.
#[derive(Debug, PartialEq, Eq)]
pub struct Reviews {
    tallies: Vec<Tally>,
    /// Incidents that are not over.
    ongoing: usize,
}

/// Counts the published incidents.
#[must_use]
pub fn data(site: &Site<'_>) -> Reviews {
    let incidents: Vec<&Incident> = site.published.entries.iter().map(|entry| entry.incident).collect();
    count(&incidents, site.config, site.as_of)
}

fn count(incidents: &[&Incident], config: &Config, as_of: DateTime<Utc>) -> Reviews {
    let over: Vec<Held> = incidents
        .iter()
        .filter(|incident| !is_ongoing(incident))
        .map(|incident| held(incident, config, as_of))
        .collect();
    let hours = config.review.warn_after_hours;
    let days = config.review.due_after_business_days;
    let of = |wanted: Held| over.iter().filter(|held| **held == wanted).count();
    let plural = |count: u32| if count == 1 { "" } else { "s" };
    Reviews {
        tallies: vec![
            Tally::new(format!("held within {hours} hour{}", plural(hours)), of(Held::WithinHours)),
            Tally::new(format!("held within {days} business day{}", plural(days)), of(Held::WithinDays)),
            Tally::new("held later", of(Held::Later)),
            Tally::new("not held, deadline over", of(Held::Overdue)),
            Tally::new("not held, still time", of(Held::Waiting)),
            Tally::unknown("not recorded", of(Held::Unknown)),
        ],
        ongoing: incidents.len() - over.len(),
    }
}

fn held(incident: &Incident, config: &Config, as_of: DateTime<Utc>) -> Held {
    let Some(deadline) = ReviewDeadline::of(incident, config) else { return Held::Unknown };
    let at = incident.review.as_ref().and_then(|review| review.held_at.as_ref()).map(|at| at.value.to_utc());
    let status = incident.status.as_ref().map(|status| status.value);
    match at {
        Some(at) if deadline.is_overdue(at) => Held::Later,
        Some(at) if deadline.is_late(at) => Held::WithinDays,
        Some(_) => Held::WithinHours,
        None if status != Some(Status::Resolved) => Held::Unknown,
        None if deadline.is_overdue(as_of) => Held::Overdue,
        None => Held::Waiting,
    }
}

/// The chart, its notes and its table.
#[must_use]
pub fn chart(data: &Reviews) -> Chart {
    let heading = "Reviews within the deadline";
    let n: usize = data.tallies.iter().map(|tally| tally.count).sum();
    let mut notes =
        vec!["Not recorded: the incident does not say when it was resolved, or when its review was held.".to_owned()];
    if data.ongoing > 0 {
        notes.push(format!("Not counted: {} still going on.", are(data.ongoing)));
    }
    Chart {
        id: ID,
        heading,
        lead: format!("n = {} that {} over.", counted(n, "incident"), if n == 1 { "is" } else { "are" }),
        definition: "review",
        svg: bars(ID, heading, &data.tallies),
        notes,
        table: Some(table(["Review", "Incidents"], &data.tallies)),
    }
}

/// The tallies.
#[must_use]
pub fn csv(data: &Reviews) -> Csv {
    let mut csv = Csv::new(&["review", "incidents"]);
    for tally in &data.tallies {
        csv.row([tally.name.clone(), tally.count.to_string()]);
    }
    csv
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{read_bytes, reading};

    fn judged(front_matter: &str, as_of: &str) -> Held {
        let config = Config::default();
        let text = format!("---\n{front_matter}\n---\n\n# A\n");
        let incident = read_bytes("a.md", text.into_bytes(), &reading(&config));
        held(&incident, &config, as_of.parse().unwrap())
    }

    #[test]
    fn a_review_is_judged_by_the_configured_deadline() {
        // Resolved on a Wednesday.
        let after = |held_at: &str| {
            let front =
                format!("status: reviewed\nresolved_at: 2026-03-04T11:02:00Z\nreview: {{ held_at: {held_at} }}");
            judged(&front, "2026-04-01T00:00:00Z")
        };
        assert_eq!(after("2026-03-05T11:00:00Z"), Held::WithinHours);
        assert_eq!(after("2026-03-06T23:00:00Z"), Held::WithinDays);
        assert_eq!(after("2026-03-07T00:00:00Z"), Held::Later);
    }

    #[test]
    fn one_that_was_not_held_may_still_have_time() {
        let waiting = "status: resolved\nresolved_at: 2026-03-04T11:02:00Z";
        assert_eq!(judged(waiting, "2026-03-06T12:00:00Z"), Held::Waiting);
        assert_eq!(judged(waiting, "2026-03-07T00:00:00Z"), Held::Overdue);
    }

    #[test]
    fn what_does_not_say_when_is_not_recorded() {
        assert_eq!(
            judged("status: reviewed\nresolved_at: 2026-03-04T11:02:00Z", "2026-04-01T00:00:00Z"),
            Held::Unknown
        );
        assert_eq!(judged("status: resolved", "2026-04-01T00:00:00Z"), Held::Unknown);
    }

    #[test]
    fn the_deadline_is_named_as_it_is_configured_and_ongoing_incidents_are_said() {
        let config = Config::default();
        let ongoing = read_bytes("a.md", b"---\nstatus: monitoring\n---\n\n# A\n".to_vec(), &reading(&config));
        let data = count(&[&ongoing], &config, DateTime::UNIX_EPOCH);
        assert_eq!(data.tallies[0].name, "held within 24 hours");
        assert_eq!(data.tallies[1].name, "held within 2 business days");
        assert_eq!(chart(&data).notes[1], "Not counted: 1 incident is still going on.");
        assert_eq!(chart(&data).lead, "n = 0 incidents that are over.");
    }
}
