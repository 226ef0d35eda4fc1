//! A time with its offset in three numbers, for `#[serde(with = "…")]`: its text would be read again each time.

use chrono::{DateTime, FixedOffset};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Seconds and nanoseconds since 1970, and seconds east of UTC.
pub fn serialize<S: Serializer>(at: &DateTime<FixedOffset>, serializer: S) -> Result<S::Ok, S::Error> {
    (at.timestamp(), at.timestamp_subsec_nanos(), at.offset().local_minus_utc()).serialize(serializer)
}

/// Reads what [`serialize`] wrote.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<FixedOffset>, D::Error> {
    let (seconds, nanos, east) = <(i64, u32, i32)>::deserialize(deserializer)?;
    let at = DateTime::from_timestamp(seconds, nanos).zip(FixedOffset::east_opt(east));
    at.map(|(at, offset)| at.with_timezone(&offset)).ok_or_else(|| D::Error::custom("no time"))
}
