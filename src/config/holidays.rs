//! Holidays from an iCalendar file (RFC 5545): the all-day events, and nothing else. What would need a calendar
//! program to be understood (recurrence, times of day) is refused with its line, never guessed.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

/// Most days of one file: a century of holidays.
const MAX_DAYS: usize = 10_000;
/// Most days of one event: a year without a working day is a mistake.
const MAX_LENGTH: i64 = 366;

/// Why a file is not a list of holidays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct NotHolidays {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what is read instead.
    pub message: String,
}

/// The days of all events of an iCalendar text, sorted. Cancelled events do not count.
pub fn days(text: &str) -> Result<Vec<NaiveDate>, NotHolidays> {
    let mut found = BTreeSet::new();
    // The components that are open: properties count only directly in an event.
    let mut open: Vec<String> = Vec::new();
    let mut event = Event::default();
    for (line, content) in unfolded(text) {
        let refuse = |message: String| NotHolidays { line, message };
        let Some((name, value)) = property(&content) else {
            return Err(refuse(format!("`{}` is not a line of an iCalendar file", shortened(&content))));
        };
        match name.as_str() {
            "BEGIN" => {
                open.push(value.to_ascii_uppercase());
                if value.eq_ignore_ascii_case("VEVENT") {
                    event = Event { line, ..Event::default() };
                }
            }
            "END" => {
                if open.pop().is_none_or(|begun| !begun.eq_ignore_ascii_case(value)) {
                    return Err(refuse(format!("`END:{value}` ends what did not begin")));
                }
                if value.eq_ignore_ascii_case("VEVENT") {
                    event.add_to(&mut found)?;
                }
            }
            name if open.last().is_some_and(|component| component == "VEVENT") => {
                event.take(name, value).map_err(refuse)?;
            }
            _ if open.is_empty() => return Err(refuse("an iCalendar file begins with `BEGIN:VCALENDAR`".to_owned())),
            _ => {}
        }
        if found.len() > MAX_DAYS {
            return Err(refuse(format!("the file has more than {MAX_DAYS} days")));
        }
    }
    match open.last() {
        Some(component) => {
            let message = format!("the file ends before `END:{component}`");
            Err(NotHolidays { line: text.lines().count().max(1), message })
        }
        None => Ok(found.into_iter().collect()),
    }
}

/// An event as far as it has been read.
#[derive(Default)]
struct Event {
    line: usize,
    first: Option<NaiveDate>,
    /// The day after the last.
    end: Option<NaiveDate>,
    length: Option<u64>,
    is_cancelled: bool,
}

impl Event {
    fn take(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "DTSTART" => self.first = Some(day(name, value)?),
            "DTEND" => self.end = Some(day(name, value)?),
            "DURATION" => {
                let days = value.strip_prefix('P').and_then(|rest| rest.strip_suffix('D')).and_then(|n| n.parse().ok());
                let message = || format!("`DURATION:{value}` is not a number of whole days, such as `P1D`");
                self.length = Some(days.filter(|days| *days > 0).ok_or_else(message)?);
            }
            "RRULE" | "RDATE" | "EXRULE" => {
                return Err(format!(
                    "`{name}`: recurring events are not read; export the calendar with every day as an event of its own"
                ));
            }
            "STATUS" => self.is_cancelled = value.eq_ignore_ascii_case("CANCELLED"),
            _ => {}
        }
        Ok(())
    }

    fn add_to(&self, found: &mut BTreeSet<NaiveDate>) -> Result<(), NotHolidays> {
        if self.is_cancelled {
            return Ok(());
        }
        let refuse = |message: &str| NotHolidays { line: self.line, message: message.to_owned() };
        let first = self.first.ok_or_else(|| refuse("the event has no `DTSTART`"))?;
        let next = |days| first.checked_add_days(Days::new(days));
        let end = self.end.or_else(|| next(self.length.unwrap_or(1)));
        let end = end.ok_or_else(|| refuse("the event ends beyond all calendars"))?;
        // Some programs write the first day as the end of a single day.
        let length = (end - first).num_days().max(i64::from(end == first));
        if length < 1 {
            return Err(refuse("the event ends before it begins"));
        }
        if length > MAX_LENGTH {
            return Err(refuse("the event is longer than a year"));
        }
        found.extend(first.iter_days().take(usize::try_from(length).unwrap_or(0)));
        Ok(())
    }
}

/// A day as `20261225`.
fn day(name: &str, value: &str) -> Result<NaiveDate, String> {
    let digits = value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit());
    let day = if digits { NaiveDate::parse_from_str(value, "%Y%m%d").ok() } else { None };
    day.ok_or_else(|| {
        format!("`{}` of `{name}` is not a whole day; a holiday is `{name};VALUE=DATE:20261225`", shortened(value))
    })
}

/// The property's name in upper case, without its parameters, and its value.
fn property(line: &str) -> Option<(String, &str)> {
    let mut quoted = false;
    let colon = line.find(|c| {
        quoted ^= c == '"';
        c == ':' && !quoted
    })?;
    let (name, value) = line.split_at(colon);
    let name = name.split(';').next().unwrap_or(name);
    let known = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    known.then(|| (name.to_ascii_uppercase(), value.get(1..).unwrap_or("").trim()))
}

/// The lines with what was folded into several joined again, each with the number of its first.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in (1..).zip(text.lines()) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => lines.push((number, line.to_owned())),
        }
    }
    lines
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(event: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    }

    fn read(event: &str) -> String {
        match days(&calendar(event)) {
            Ok(days) => days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn whole_days_are_read_the_end_not_included() {
        assert_eq!(read("DTSTART;VALUE=DATE:20261225"), "2026-12-25");
        assert_eq!(read("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227"), "2026-12-25 2026-12-26");
        assert_eq!(read("DTSTART;VALUE=DATE:20261231\r\nDURATION:P2D"), "2026-12-31 2027-01-01");
        assert_eq!(read("DTSTART:20261225\r\nDTEND:20261225"), "2026-12-25");
        assert_eq!(read("dtstart;X-A=\"a:b;c\";value=date:20261225"), "2026-12-25");
    }

    #[test]
    fn folded_lines_are_one_line() {
        assert_eq!(read("DTSTART;VALUE=DA\r\n TE:2026\r\n\t1225\r\nSUMMARY:Christ\r\n mas:1"), "2026-12-25");
    }

    #[test]
    fn what_is_not_a_whole_day_is_refused_with_its_line() {
        insta::assert_snapshot!(
            [
                "DTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY",
                "DTSTART:20261225T090000Z",
                "DTSTART;VALUE=DATE:20261325",
                "DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261224",
                "DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20301224",
                "DTSTART;VALUE=DATE:20261225\r\nDURATION:PT1H",
                "SUMMARY:Nothing",
                "nonsense",
            ]
            .map(read)
            .join("\n"),
            @"
            line 5: `RRULE`: recurring events are not read; export the calendar with every day as an event of its own
            line 4: `20261225T090000Z` of `DTSTART` is not a whole day; a holiday is `DTSTART;VALUE=DATE:20261225`
            line 4: `20261325` of `DTSTART` is not a whole day; a holiday is `DTSTART;VALUE=DATE:20261225`
            line 3: the event ends before it begins
            line 3: the event is longer than a year
            line 5: `DURATION:PT1H` is not a number of whole days, such as `P1D`
            line 3: the event has no `DTSTART`
            line 4: `nonsense` is not a line of an iCalendar file
            "
        );
    }

    #[test]
    fn components_in_and_around_events_do_not_count() {
        let text = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19701025T030000\nRRULE:FREQ=YEARLY\n\
                    END:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nBEGIN:VALARM\n\
                    DURATION:PT5M\nEND:VALARM\nEND:VEVENT\nBEGIN:VEVENT\nSTATUS:CANCELLED\n\
                    DTSTART;VALUE=DATE:20270101\nEND:VEVENT\nEND:VCALENDAR\n";
        assert_eq!(days(text).map(|days| days.len()), Ok(1));
    }

    #[test]
    fn a_file_that_is_cut_or_no_calendar_is_said_to_be_so() {
        let said = |text: &str| days(text).map_err(|error| error.to_string());
        assert_eq!(said(""), Ok(Vec::new()));
        assert!(said("BEGIN:VCALENDAR\nBEGIN:VEVENT\n").unwrap_err().contains("line 2: the file ends before"));
        assert!(said("END:VEVENT\n").unwrap_err().contains("ends what did not begin"));
        assert!(said("<!DOCTYPE html>\n").unwrap_err().contains("not a line of an iCalendar file"));
        assert!(said("title: x\n").unwrap_err().contains("BEGIN:VCALENDAR"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String, event in "[A-Z:;0-9\r\n \t=\"é]*") {
            let _ = days(&text);
            let _ = days(&calendar(&event));
        }
    }
}
