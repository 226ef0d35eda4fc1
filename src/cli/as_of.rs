//! The instant a command is asked about: `--as-of`.

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// Reads `--as-of`. A day is taken at its last second, in the archive's zone (UTC where none is set).
pub fn instant(text: &str, zone: Option<Tz>) -> Result<DateTime<Utc>, String> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(at.with_timezone(&Utc));
    }
    let next = text.parse::<NaiveDate>().ok().and_then(|day| day.checked_add_days(Days::new(1)));
    let midnight = next.map(|day| zone.unwrap_or(Tz::UTC).from_local_datetime(&day.and_time(NaiveTime::MIN)));
    midnight
        .and_then(LocalResult::earliest)
        // Its midnight would be the next day already, and what is due on the day overdue.
        .map(|at| at.with_timezone(&Utc) - TimeDelta::seconds(1))
        .ok_or_else(|| format!("`{text}` is neither RFC 3339 (`2026-03-20T12:00:00Z`) nor a day (`2026-03-20`)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_taken_at_its_end_in_the_archives_zone() {
        let said = |text, zone| instant(text, zone).map(|at| at.to_rfc3339());
        assert_eq!(said("2026-03-20", None).unwrap(), "2026-03-20T23:59:59+00:00");
        assert_eq!(said("2026-03-20", Some(Tz::Europe__Berlin)).unwrap(), "2026-03-20T22:59:59+00:00");
        assert_eq!(said("2026-03-20T12:00:00+02:00", None).unwrap(), "2026-03-20T10:00:00+00:00");
        assert!(said("tomorrow", None).unwrap_err().contains("`tomorrow`"));
    }
}
