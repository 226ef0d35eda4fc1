//! How a page shows moments and spans of time. Times are shown in UTC with the zone named; the reader's own time is
//! added in the browser. A time without a zone is shown as written, and said to be so.

use chrono::{DateTime, NaiveDate, NaiveDateTime, SecondsFormat, TimeDelta, Timelike, Utc};
use serde::Serialize;

use crate::incident::{Dated, EntryTime, Moment};
use crate::text::Spanned;

/// A time for a `<time>` element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownTime {
    /// For the `datetime` attribute.
    pub datetime: String,
    /// For reading.
    pub text: String,
    /// The instant is known, so that it can be shown in another zone.
    pub zoned: bool,
}

/// `2026-03-04 09:12 UTC`; seconds only where there are any.
#[must_use]
pub fn moment(at: Moment) -> ShownTime {
    let at = at.with_timezone(&Utc);
    ShownTime { datetime: iso(at), text: format!("{} {} UTC", at.date_naive(), clock(at.naive_utc())), zoned: true }
}

/// `2026-03-04`.
#[must_use]
pub fn day(day: NaiveDate) -> ShownTime {
    ShownTime { datetime: day.to_string(), text: day.to_string(), zoned: false }
}

/// A date as far as it is known: `2026-03-04`, `2026-03`, `2026`.
#[must_use]
pub fn date(date: Dated) -> ShownTime {
    ShownTime { datetime: date.written(), text: date.written(), zoned: false }
}

/// The time of a timeline entry, as exactly as it is known. With `on`, the day is left out where it is that one.
#[must_use]
pub fn entry(time: EntryTime, on: Option<NaiveDate>) -> ShownTime {
    match time {
        EntryTime::Exact(at) => {
            let utc = at.with_timezone(&Utc);
            let text = format!("{}{} UTC", prefix(utc.date_naive(), on), clock(utc.naive_utc()));
            ShownTime { datetime: iso(utc), text, zoned: true }
        }
        EntryTime::Unzoned(at) => ShownTime {
            datetime: at.format("%Y-%m-%dT%H:%M:%S").to_string(),
            text: format!("{}{}, zone not stated", prefix(at.date(), on), clock(at)),
            zoned: false,
        },
        EntryTime::Day(at) => day(at),
        EntryTime::Clock(at) => {
            let text = format!("{}, day and zone not stated", at.format("%H:%M"));
            ShownTime { datetime: at.format("%H:%M").to_string(), text, zoned: false }
        }
    }
}

/// RFC 3339 in UTC, to the second.
#[must_use]
pub fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// From one moment to a later one; `None` where either is unknown or they are the wrong way round.
#[must_use]
pub fn between(from: Option<&Spanned<Moment>>, to: Option<&Spanned<Moment>>) -> Option<TimeDelta> {
    let delta = to?.value.signed_duration_since(from?.value);
    (delta >= TimeDelta::zero()).then_some(delta)
}

fn clock(at: NaiveDateTime) -> String {
    // Not by a pattern, which is read anew for each of the hundred thousand times of an archive.
    match at.second() + at.nanosecond() / 1_000_000_000 {
        0 => format!("{:02}:{:02}", at.hour(), at.minute()),
        second => format!("{:02}:{:02}:{second:02}", at.hour(), at.minute()),
    }
}

fn prefix(day: NaiveDate, on: Option<NaiveDate>) -> String {
    if on == Some(day) { String::new() } else { format!("{day} ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn a_moment_is_shown_in_utc_with_seconds_only_where_there_are_any() {
        assert_eq!(moment(at("2026-03-04T10:12:00+01:00")).text, "2026-03-04 09:12 UTC");
        assert_eq!(moment(at("2026-03-04T09:12:07Z")).text, "2026-03-04 09:12:07 UTC");
        assert_eq!(moment(at("2026-03-04T10:12:00+01:00")).datetime, "2026-03-04T09:12:00Z");
    }

    #[test]
    fn a_time_without_zone_says_so() {
        let local = at("2026-03-04T09:12:00Z").naive_utc();
        let shown = entry(EntryTime::Unzoned(local), Some(local.date()));
        assert_eq!((shown.text.as_str(), shown.zoned), ("09:12, zone not stated", false));
        assert_eq!(entry(EntryTime::Unzoned(local), None).text, "2026-03-04 09:12, zone not stated");
    }
}
