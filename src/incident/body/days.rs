//! From stamps as written to times: which day a bare time belongs to, which zone, and when midnight passed.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use super::stamp::Written;
use super::zone::Zone;
use crate::incident::model::{Dated, EntryTime, Precision, Stamp};

/// A time that goes back further than this under one date has passed midnight; less is disorder.
const ROLLOVER_HOURS: i64 = 6;

/// The days and zones that the lines above a stamp have stated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    /// The day that a bare time belongs to.
    day: Option<NaiveDate>,
    /// A day near which a date without a year lies.
    near: Option<NaiveDate>,
    /// The last time under `day`.
    previous: Option<NaiveTime>,
    /// The zone that a line or heading declared.
    pub declared: Option<Zone>,
    /// The archive's zone.
    archive: Option<Zone>,
}

/// A stamp understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Understood {
    pub stamp: Stamp,
    /// Midnight passed between the entry above and this one.
    pub rolled_over: bool,
}

impl Days {
    /// Nothing read yet but the document's date and the archive's zone.
    pub(super) fn new(dated: Option<Dated>, archive: Option<Tz>) -> Self {
        let near = dated.map(|dated| match dated.precision {
            Precision::Day => dated.day,
            Precision::Month => dated.day.with_day(15).unwrap_or(dated.day),
            Precision::Year => NaiveDate::from_ymd_opt(dated.day.year(), 7, 1).unwrap_or(dated.day),
        });
        let day = dated.filter(|dated| dated.precision == Precision::Day).map(|dated| dated.day);
        Self { day, near, previous: None, declared: None, archive: archive.map(Zone::Named) }
    }

    /// A day near which dates without a year lie.
    pub(super) fn near(&self) -> Option<NaiveDate> {
        self.near
    }

    /// What follows happened on `day`.
    pub(super) fn set(&mut self, day: NaiveDate) {
        if self.day != Some(day) {
            self.previous = None;
        }
        self.day = Some(day);
        self.near = Some(day);
    }

    /// The day a stamp states, in full or by its weekday; `None` where it states none that can be known.
    pub(super) fn stated(&self, written: &Written) -> Option<NaiveDate> {
        if let Some(day) = written.day {
            return day.resolve(self.near);
        }
        let (weekday, today) = (written.weekday?, self.day?);
        let ahead = (7 + weekday.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7;
        today.checked_add_days(chrono::Days::new(u64::from(ahead)))
    }

    /// The time of a stamp with a day, a time or both; `None` where neither can be known.
    pub(super) fn understand(&mut self, written: &Written) -> Option<Understood> {
        let stated = self.stated(written);
        if written.day.is_some() && stated.is_none() && written.time.is_none() {
            return None;
        }
        if let Some(day) = stated {
            self.set(day);
        }
        let mut rolled_over = false;
        let at = match (written.time, self.day) {
            (None, Some(day)) => EntryTime::Day(day),
            (None, None) => return None,
            // A date that cannot be is not replaced by another.
            (Some(time), _) if written.day.is_some() && stated.is_none() => EntryTime::Clock(time),
            (Some(time), None) => EntryTime::Clock(time),
            (Some(time), Some(mut day)) => {
                let back = self.previous.map_or(0, |previous| (previous - time).num_hours());
                if stated.is_none()
                    && back >= ROLLOVER_HOURS
                    && let Some(next) = day.checked_add_days(chrono::Days::new(1))
                {
                    day = next;
                    self.set(next);
                    rolled_over = true;
                }
                self.previous = Some(time);
                self.zoned(written, day.and_time(time))
            }
        };
        let stamp = Stamp {
            at,
            until: self.until(written, at),
            approximate: written.approximate,
            date_carried: written.day.is_none(),
        };
        Some(Understood { stamp, rolled_over })
    }

    fn zoned(&self, written: &Written, local: NaiveDateTime) -> EntryTime {
        let zone = written.zone.or(self.declared).or(self.archive);
        zone.and_then(|zone| zone.at(local)).map_or(EntryTime::Unzoned(local), EntryTime::Exact)
    }

    /// The end of a range; one that is earlier than its start is of the next day.
    fn until(&self, written: &Written, at: EntryTime) -> Option<EntryTime> {
        let stated = written.until_day.and_then(|day| day.resolve(self.near));
        let Some(time) = written.until else { return stated.map(EntryTime::Day) };
        let start = match at {
            EntryTime::Exact(at) => at.naive_local(),
            EntryTime::Unzoned(at) => at,
            EntryTime::Clock(_) => return Some(EntryTime::Clock(time)),
            EntryTime::Day(_) => return None,
        };
        let day = match stated {
            Some(day) => day,
            None if time < start.time() => start.date().checked_add_days(chrono::Days::new(1))?,
            None => start.date(),
        };
        Some(self.zoned(written, day.and_time(time)))
    }
}
