//! Reviews that are due: resolved incidents without one, and the day by which it should be held.

use chrono::NaiveDate;
use serde::Serialize;

use super::Site;
use super::action_rows::IncidentLink;
use crate::incident::{Incident, Status};
use crate::lint::business_days::ReviewDeadline;
use crate::site::address;
use crate::site::moments::{self, ShownTime};

/// A review that is to be held.
#[derive(Debug, Clone, Serialize)]
pub struct DueReview {
    pub incident: IncidentLink,
    pub due: ShownTime,
    pub overdue: bool,
}

/// Reviews that are to be held, the most overdue first.
#[must_use]
pub fn reviews(site: &Site<'_>) -> Vec<DueReview> {
    let mut due: Vec<(NaiveDate, IncidentLink)> = site
        .published
        .entries
        .iter()
        .filter_map(|entry| {
            let link = IncidentLink {
                href: address::encoded(&entry.page),
                id: entry.incident.id.as_ref().map(|id| id.value.clone()),
                title: entry.incident.title.text.clone(),
            };
            Some((due_on(site, entry.incident)?, link))
        })
        .collect();
    due.sort_by_key(|(day, _)| *day);
    due.into_iter()
        .map(|(day, incident)| DueReview { incident, due: moments::day(day), overdue: day < site.today })
        .collect()
}

/// The day by which a resolved, unreviewed incident is to be reviewed.
#[must_use]
pub fn due_on(site: &Site<'_>, incident: &Incident) -> Option<NaiveDate> {
    let waiting = incident.status.as_ref().is_some_and(|status| status.value == Status::Resolved)
        && incident.review.as_ref().is_none_or(|review| review.held_at.is_none());
    let deadline = waiting.then(|| ReviewDeadline::of(incident, site.config))?;
    deadline.map(|deadline| deadline.last_day)
}
