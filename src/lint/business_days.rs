//! When the review of a resolved incident is late and when it is due, by the calendar of the configuration.
//! The gate of the rules, the rules about reviews and the site count here, so that they never disagree.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use crate::config::{Config, ReviewSettings};
use crate::incident::{Incident, Moment};

/// When an unreviewed incident gets attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewDeadline {
    /// From here on the review is late: a warning. UTC.
    pub warn_from: DateTime<Utc>,
    /// The last business day granted, in the archive's zone.
    pub last_day: NaiveDate,
    /// From here on it is overdue: the end of the last business day granted, in the archive's zone. UTC.
    pub due: DateTime<Utc>,
}

impl ReviewDeadline {
    /// The deadline of an incident that says when it was resolved.
    #[must_use]
    pub fn of(incident: &Incident, config: &Config) -> Option<Self> {
        incident.times.resolved.as_ref().map(|resolved| Self::after(resolved.value, config))
    }

    /// The deadline of an incident resolved at `resolved`. The day of the resolution, in the archive's
    /// zone (UTC where none is set), does not count; the last business day counts until midnight.
    #[must_use]
    pub fn after(resolved: Moment, config: &Config) -> Self {
        let zone = config.archive.timezone.unwrap_or(Tz::UTC);
        let resolved = resolved.with_timezone(&Utc);
        let day = resolved.with_timezone(&zone).date_naive();
        let last = add_business_days(day, config.review.due_after_business_days, &config.review);
        let late = TimeDelta::hours(i64::from(config.review.warn_after_hours));
        Self {
            warn_from: resolved.checked_add_signed(late).unwrap_or(DateTime::<Utc>::MAX_UTC),
            last_day: last,
            due: end_of(last, zone),
        }
    }

    /// True when the review is late enough for a warning.
    #[must_use]
    pub fn is_late(&self, as_of: DateTime<Utc>) -> bool {
        as_of >= self.warn_from
    }

    /// True when the last business day is over.
    #[must_use]
    pub fn is_overdue(&self, as_of: DateTime<Utc>) -> bool {
        as_of >= self.due
    }
}

/// The `count`-th business day after `day`; `day` itself does not count.
#[must_use]
pub fn add_business_days(day: NaiveDate, count: u32, calendar: &ReviewSettings) -> NaiveDate {
    // A calendar on which nobody ever works would never end: past this many days every day counts.
    const LONGEST_BREAK: u32 = 366;
    let mut day = day;
    let mut left = count;
    let mut idle = 0;
    while left > 0 {
        let Some(next) = day.checked_add_days(Days::new(1)) else { return day };
        day = next;
        if is_business_day(day, calendar) || idle >= LONGEST_BREAK {
            left -= 1;
            idle = 0;
        } else {
            idle += 1;
        }
    }
    day
}

/// True when people work on `day`.
#[must_use]
pub fn is_business_day(day: NaiveDate, calendar: &ReviewSettings) -> bool {
    !calendar.weekend.contains(&day.weekday()) && !calendar.holidays.contains(&day)
}

/// The instant at which `day` is over in `zone`.
fn end_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let Some(next) = day.checked_add_days(Days::new(1)) else { return DateTime::<Utc>::MAX_UTC };
    let midnight = next.and_time(NaiveTime::MIN);
    // Where clocks jump over midnight the day ends with the jump, which is an hour later at most.
    let local = zone.from_local_datetime(&midnight).earliest();
    let local = local.or_else(|| zone.from_local_datetime(&(midnight + TimeDelta::hours(1))).earliest());
    local.map_or_else(|| midnight.and_utc(), |local| local.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn deadline(resolved: &str, config: &Config) -> (String, String) {
        let deadline = ReviewDeadline::after(DateTime::parse_from_rfc3339(resolved).unwrap(), config);
        (deadline.warn_from.to_rfc3339(), deadline.due.to_rfc3339())
    }

    #[test]
    fn a_weekend_does_not_count() {
        let calendar = ReviewSettings::default();
        assert_eq!(add_business_days(day("2026-03-04"), 2, &calendar), day("2026-03-06"));
        assert_eq!(add_business_days(day("2026-03-06"), 2, &calendar), day("2026-03-10"));
        assert_eq!(add_business_days(day("2026-03-07"), 1, &calendar), day("2026-03-09"));
        assert_eq!(add_business_days(day("2026-03-07"), 0, &calendar), day("2026-03-07"));
    }

    #[test]
    fn another_weekend_and_a_holiday_are_honoured() {
        let calendar = ReviewSettings {
            weekend: vec![Weekday::Fri, Weekday::Sat],
            holidays: vec![day("2026-03-08")],
            ..ReviewSettings::default()
        };
        assert_eq!(add_business_days(day("2026-03-05"), 1, &calendar), day("2026-03-09"));
    }

    #[test]
    fn a_calendar_without_a_single_business_day_still_ends() {
        let calendar = ReviewSettings {
            weekend: (0..7).filter_map(|n| Weekday::try_from(n).ok()).collect(),
            ..ReviewSettings::default()
        };
        assert!(add_business_days(day("2026-03-05"), 2, &calendar) > day("2026-03-05"));
        assert_eq!(add_business_days(NaiveDate::MAX, 3, &calendar), NaiveDate::MAX);
    }

    #[test]
    fn a_review_is_due_at_the_end_of_the_second_business_day() {
        let config = Config::default();
        let expected = ("2026-03-05T11:02:00+00:00".into(), "2026-03-07T00:00:00+00:00".into());
        assert_eq!(deadline("2026-03-04T11:02:00Z", &config), expected);
    }

    #[test]
    fn days_are_counted_in_the_archives_zone() {
        let mut config = Config::default();
        config.archive.timezone = Some(Tz::America__New_York);
        // 02:00 in UTC is still the day before in New York; its midnight is 05:00 in UTC.
        assert_eq!(deadline("2026-03-04T02:00:00Z", &config).1, "2026-03-06T05:00:00+00:00");
    }

    #[test]
    fn a_day_whose_midnight_the_clocks_skip_ends_all_the_same() {
        // In Cairo, 2026-04-24 begins at 01:00.
        assert_eq!(end_of(day("2026-04-23"), Tz::Africa__Cairo).to_rfc3339(), "2026-04-23T22:00:00+00:00");
    }

    #[test]
    fn being_late_and_overdue_begin_at_their_instants() {
        let resolved = DateTime::parse_from_rfc3339("2026-03-04T11:02:00Z").unwrap();
        let deadline = ReviewDeadline::after(resolved, &Config::default());
        assert!(!deadline.is_late(deadline.warn_from - TimeDelta::seconds(1)) && deadline.is_late(deadline.warn_from));
        assert!(!deadline.is_overdue(deadline.due - TimeDelta::seconds(1)) && deadline.is_overdue(deadline.due));
    }
}
