//! Timestamps and days of the front matter: RFC 3339 with an offset, or nearly.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;

use crate::incident::model::Moment;

/// How a timestamp was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Timestamp {
    /// RFC 3339 with an offset.
    Exact(Moment),
    /// Understood, but not written as RFC 3339; how it should be written.
    Loose(Moment, String),
    /// Right but for its offset.
    NoOffset(NaiveDateTime),
    /// A day without a time.
    DayOnly(NaiveDate),
    /// Not a time.
    Unreadable,
}

const LOOSE: [&str; 4] = ["%Y-%m-%dT%H:%M%:z", "%Y-%m-%d %H:%M%:z", "%Y-%m-%d %H:%M:%S%:z", "%Y-%m-%d %H:%M:%S %:z"];
const NAIVE: [&str; 5] =
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H"];

/// Reads a timestamp.
#[must_use]
pub fn timestamp(text: &str) -> Timestamp {
    let text = text.trim();
    if text.as_bytes().get(10) == Some(&b'T')
        && let Ok(moment) = DateTime::parse_from_rfc3339(text)
    {
        return Timestamp::Exact(moment);
    }
    let offset_spelled = match text.strip_suffix(['Z', 'z']).or_else(|| text.strip_suffix("UTC")) {
        Some(rest) => format!("{}+00:00", rest.trim_end()),
        None => text.to_owned(),
    };
    for format in LOOSE {
        if let Ok(moment) = DateTime::parse_from_str(&offset_spelled, format) {
            return Timestamp::Loose(moment, rfc3339(&moment));
        }
    }
    for format in NAIVE {
        if let Ok(naive) = NaiveDateTime::parse_from_str(text, format) {
            return Timestamp::NoOffset(naive);
        }
    }
    day(text).map_or(Timestamp::Unreadable, Timestamp::DayOnly)
}

/// A day as `YYYY-MM-DD`.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()
}

/// A time without an offset in the archive's zone; `None` where the clocks skip it. Of an hour that
/// the clocks repeat, the first counts.
#[must_use]
pub fn in_zone(naive: NaiveDateTime, zone: Tz) -> Option<Moment> {
    match zone.from_local_datetime(&naive) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.fixed_offset()),
        LocalResult::None => None,
    }
}

/// RFC 3339 to the second, `Z` for UTC.
#[must_use]
pub fn rfc3339(moment: &Moment) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_3339_with_an_offset_is_exact() {
        assert!(matches!(timestamp("2026-03-04T09:12:00Z"), Timestamp::Exact(_)));
        assert!(matches!(timestamp("2026-03-04T09:12:00.5+01:00"), Timestamp::Exact(_)));
    }

    #[test]
    fn a_loose_form_is_understood_and_the_right_one_shown() {
        let Timestamp::Loose(_, right) = timestamp("2026-03-04 09:12 UTC") else { panic!("loose") };
        assert_eq!(right, "2026-03-04T09:12:00Z");
        assert!(matches!(timestamp("2026-03-04T09:12+02:00"), Timestamp::Loose(..)));
    }

    #[test]
    fn a_missing_offset_is_told_from_nonsense() {
        assert!(matches!(timestamp("2026-03-04T09:12:00"), Timestamp::NoOffset(_)));
        assert!(matches!(timestamp("2026-03-04"), Timestamp::DayOnly(_)));
        assert_eq!(timestamp("2202-13-40"), Timestamp::Unreadable);
        assert_eq!(timestamp("soon"), Timestamp::Unreadable);
        assert_eq!(timestamp("ééééééééééé"), Timestamp::Unreadable);
    }
}
