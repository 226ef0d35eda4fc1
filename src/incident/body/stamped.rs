//! Stamps outside of a file: at the start of a note, and at the start of the lines of a pasted chat.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::days::Days;
use super::stamp::{self, Written};
use super::zone::Zone;
use crate::incident::model::{Dated, Moment, Origin, Precision, Stamp};

/// What a text that begins with a time says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamped<'a> {
    /// The time.
    pub at: Moment,
    /// The end of a range.
    pub until: Option<Moment>,
    /// `~22:08`.
    pub approximate: bool,
    /// What follows.
    pub text: &'a str,
}

/// A time at the start of `text`, and the text behind it: what a note says of when it happened. A zone that it does
/// not state is that of `written_at`; without a day it is the one that is nearest to when the note was written, for
/// who writes after midnight still speaks of the evening.
#[must_use]
pub fn stamped(text: &str, written_at: Moment) -> Option<Stamped<'_>> {
    let written = stamp::read(text)?;
    let zone = written.zone.unwrap_or(Zone::Fixed(*written_at.offset()));
    let here = match zone {
        Zone::Fixed(offset) => written_at.with_timezone(&offset).date_naive(),
        Zone::Named(place) => written_at.with_timezone(&place).date_naive(),
    };
    let time = written.time?;
    let at = match written.day {
        Some(day) => zone.at(day.resolve(Some(here))?.and_time(time))?,
        None => [Some(here), here.pred_opt(), here.succ_opt()]
            .into_iter()
            .flatten()
            .filter_map(|day| zone.at(day.and_time(time)))
            .min_by_key(|at| (*at - written_at).abs())?,
    };
    let rest = text.get(written.text..).filter(|rest| !rest.is_empty())?;
    Some(Stamped { at, until: until(&written, zone, at), approximate: written.approximate, text: rest })
}

/// The end of a range that begins at `at`; one that would be earlier is of the next day.
fn until(written: &Written, zone: Zone, at: Moment) -> Option<Moment> {
    let day = match written.until_day {
        Some(day) => day.resolve(Some(at.date_naive()))?,
        None => at.date_naive(),
    };
    let end = zone.at(day.and_time(written.until?))?;
    if end >= at { Some(end) } else { end.checked_add_signed(TimeDelta::days(1)).filter(|end| *end >= at) }
}

/// True where a line would be read as the beginning of a timeline entry.
#[must_use]
pub fn is_stamped(line: &str) -> bool {
    stamp::read(line).is_some()
}

/// Reads the stamps of lines that follow each other, as in a timeline: a day holds for what comes below it, and a
/// time that goes back by hours has passed midnight.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    days: Days,
}

impl Clock {
    /// Nothing read yet. `day` is that of the first line where it states none; `zone` of stamps that state none.
    #[must_use]
    pub fn new(day: Option<NaiveDate>, zone: Option<Tz>) -> Self {
        let dated = day.map(|day| Dated { day, precision: Precision::Day, origin: Origin::Labelled });
        Self { days: Days::new(dated, zone) }
    }

    /// The stamp at the start of `line` and what follows it, separators left out. A day without a time is none.
    pub fn read<'a>(&mut self, line: &'a str) -> Option<(Stamp, &'a str)> {
        let written = stamp::read(line).filter(|written| written.time.is_some())?;
        let understood = self.days.understand(&written)?;
        Some((understood.stamp, line.get(written.text..).unwrap_or("")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::model::EntryTime;

    fn read(text: &str, written_at: &str) -> Option<String> {
        let written_at = Moment::parse_from_rfc3339(written_at).expect("a time");
        stamped(text, written_at).map(|it| {
            let until = it.until.map(|until| format!("–{}", until.to_rfc3339())).unwrap_or_default();
            format!("{}{}{until} {}", if it.approximate { "~" } else { "" }, it.at.to_rfc3339(), it.text)
        })
    }

    #[test]
    fn a_time_without_a_day_is_of_the_day_nearest_to_when_it_was_written() {
        let read = |text, at| read(text, at).expect("a stamp");
        assert_eq!(read("22:08 - page", "2026-03-14T22:11:31Z"), "2026-03-14T22:08:00+00:00 page");
        assert_eq!(read("23:50 page", "2026-03-15T00:10:00Z"), "2026-03-14T23:50:00+00:00 page");
        assert_eq!(read("00:05 page", "2026-03-14T23:55:00Z"), "2026-03-15T00:05:00+00:00 page");
        assert_eq!(read("23:50 CET page", "2026-03-14T23:10:00Z"), "2026-03-14T23:50:00+01:00 page");
        assert_eq!(read("March 2 09:00 page", "2026-03-14T23:10:00Z"), "2026-03-02T09:00:00+00:00 page");
    }

    #[test]
    fn ranges_and_estimates_are_told() {
        let read = |text| read(text, "2026-03-14T22:11:31Z").expect("a stamp");
        assert_eq!(read("~21:41 x"), "~2026-03-14T21:41:00+00:00 x");
        assert_eq!(read("21:41-22:13 x"), "2026-03-14T21:41:00+00:00–2026-03-14T22:13:00+00:00 x");
        assert_eq!(read("23:41-00:13 x"), "2026-03-14T23:41:00+00:00–2026-03-15T00:13:00+00:00 x");
    }

    #[test]
    fn lines_that_follow_each_other_pass_midnight() {
        let mut clock = Clock::new(NaiveDate::from_ymd_opt(2026, 3, 14), Some(Tz::Europe__Berlin));
        let mut read = |line: &'static str| match clock.read(line) {
            Some((Stamp { at: EntryTime::Exact(at), .. }, rest)) => format!("{} {rest}", at.to_rfc3339()),
            other => format!("{other:?}"),
        };
        assert_eq!(read("[23:50] ana: x"), "2026-03-14T23:50:00+01:00 ana: x");
        assert_eq!(read("[00:10] ana: y"), "2026-03-15T00:10:00+01:00 ana: y");
        assert_eq!(read("no time"), "None");
    }
}
