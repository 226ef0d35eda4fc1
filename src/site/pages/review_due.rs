//! Reviews that are due: resolved incidents without one, and the day by which it should be held.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::Site;
use super::action_rows::IncidentLink;
use crate::config::ReviewSettings;
use crate::incident::{Incident, Status};
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
    let resolved = incident.times.resolved.as_ref().filter(|_| waiting)?.value;
    let day = match site.config.archive.timezone {
        Some(zone) => resolved.with_timezone(&zone).date_naive(),
        None => resolved.with_timezone(&chrono::Utc).date_naive(),
    };
    Some(after_business_days(day, &site.config.review))
}

/// The day the configured number of business days after `day`; at most a year ahead, should nobody ever work.
fn after_business_days(day: NaiveDate, calendar: &ReviewSettings) -> NaiveDate {
    let mut left = calendar.due_after_business_days;
    let mut at = day;
    for next in day.iter_days().skip(1).take(366) {
        if left == 0 {
            break;
        }
        at = next;
        if !calendar.weekend.contains(&next.weekday()) && !calendar.holidays.contains(&next) {
            left -= 1;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_and_holidays_do_not_count() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let calendar = ReviewSettings { holidays: vec![day("2026-03-09")], ..ReviewSettings::default() };
        assert_eq!(after_business_days(day("2026-03-04"), &calendar), day("2026-03-06"));
        assert_eq!(after_business_days(day("2026-03-05"), &calendar), day("2026-03-10"));
    }
}
