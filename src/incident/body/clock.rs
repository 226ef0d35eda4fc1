//! Times of day as people write them, and what a template leaves where one should stand.

use chrono::{NaiveTime, Timelike};

use super::scan::Cursor;

/// A time of day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrittenTime {
    /// The time.
    pub time: NaiveTime,
    /// "am" or "pm" stood behind it.
    pub half_stated: bool,
}

impl WrittenTime {
    /// This time in the afternoon where it stated no half and the end of its range is an afternoon: `9:10-9:25pm`.
    pub(super) fn half_of(self, until: Self) -> Self {
        let later = self.time.with_hour(self.time.hour() + 12).filter(|later| *later <= until.time);
        match later {
            Some(time) if until.half_stated && !self.half_stated => Self { time, half_stated: true },
            _ => self,
        }
    }
}

/// Words after a decimal that make it a quantity and no time.
const UNITS: [&str; 20] = [
    "s", "sec", "secs", "seconds", "ms", "min", "mins", "minutes", "hours", "days", "percent", "million", "k", "x",
    "kb", "mb", "gb", "tb", "times", "cores",
];

/// Reads `9:17`, `09.57`, `09:17:30.5`, `9 am`, `9:17 PM` (and the mistaken `13:14 PM`), `09h17`, `0917Z`.
pub(super) fn time(cursor: &mut Cursor<'_>) -> Option<WrittenTime> {
    cursor.attempt(compact).or_else(|| cursor.attempt(separated)).or_else(|| cursor.attempt(bare_hour))
}

fn of(hour: u32, minute: u32, second: u32, half: Option<bool>) -> Option<WrittenTime> {
    let hour = match half {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    // A leap second is shown as the second before it.
    let time = NaiveTime::from_hms_opt(hour, minute, if second == 60 { 59 } else { second })?;
    Some(WrittenTime { time, half_stated: half.is_some() })
}

fn separated(cursor: &mut Cursor<'_>) -> Option<WrittenTime> {
    let hour = cursor.digits(1, 2)?;
    let separator = cursor.peek().filter(|byte| matches!(byte, b':' | b'.' | b'h'))?;
    cursor.at += 1;
    let minute = cursor.digits(2, 2)?;
    let continues = cursor.peek() == Some(separator) && cursor.peek_at(1).is_some_and(|byte| byte.is_ascii_digit());
    let mut second = 0;
    if continues {
        if separator == b'.' && cursor.peek_at(2).is_none_or(|byte| !byte.is_ascii_digit()) {
            return None; // a version
        }
        cursor.at += 1;
        second = cursor.digits(2, 2)?;
        if matches!(cursor.peek(), Some(b'.' | b',')) && cursor.peek_at(1).is_some_and(|byte| byte.is_ascii_digit()) {
            cursor.at += 1;
            cursor.digits(1, 9)?;
        }
        if separator == b'.' && cursor.peek() == Some(b'.') {
            return None;
        }
    }
    let half = half(cursor);
    if separator == b'.' && half.is_none() {
        let mut after = *cursor;
        after.blanks();
        if after.peek() == Some(b'%') || UNITS.iter().any(|unit| after.word().eq_ignore_ascii_case(unit)) {
            return None;
        }
    }
    hours_unit(cursor);
    of(hour, minute, second, half)
}

/// `0917Z`, `0917 UTC`, `0917h`, `0917 - `: four digits that cannot be a year.
fn compact(cursor: &mut Cursor<'_>) -> Option<WrittenTime> {
    let digits = cursor.digits(4, 4)?;
    let mut after = *cursor;
    let unit = hours_unit(&mut after);
    after.blanks();
    let zoned = ["Z", "UTC", "GMT", "CET", "CEST", "PST", "PDT", "EST", "EDT"].contains(&after.word());
    let year_like = (1900..=2100).contains(&digits);
    let separated = !year_like
        && (after.rest().is_empty() || after.rest().starts_with([':', '-', '–', '—', '|', '*', '`', ']', ')']));
    if !(unit || zoned || separated) {
        return None;
    }
    hours_unit(cursor);
    of(digits / 100, digits % 100, 0, None)
}

/// `9 am`, `12PM`.
fn bare_hour(cursor: &mut Cursor<'_>) -> Option<WrittenTime> {
    let hour = cursor.digits(1, 2).filter(|hour| (1..=12).contains(hour))?;
    let half = half(cursor)?;
    of(hour, 0, 0, Some(half))
}

/// Reads `am` or `pm`; true for the afternoon.
fn half(cursor: &mut Cursor<'_>) -> Option<bool> {
    cursor.attempt(|cursor| {
        cursor.blanks();
        let afternoon = match cursor.peek()? {
            b'a' | b'A' => false,
            b'p' | b'P' => true,
            _ => return None,
        };
        cursor.at += 1;
        let dotted = cursor.eat(b'.');
        if !cursor.eat(b'm') && !cursor.eat(b'M') {
            return None;
        }
        if dotted {
            let _ = cursor.eat(b'.');
        }
        cursor.at_boundary().then_some(afternoon)
    })
}

/// Reads `h`, `hrs`, `hours` after a time.
fn hours_unit(cursor: &mut Cursor<'_>) -> bool {
    let start = cursor.at;
    cursor.blanks();
    let word = cursor.word();
    let near = cursor.at == start || word.len() > 1;
    if near && ["h", "hrs", "hr", "hours"].iter().any(|unit| word.eq_ignore_ascii_case(unit)) {
        cursor.at += word.len();
        return true;
    }
    cursor.at = start;
    false
}

/// Reads what a template leaves in place of a time or date: `HH:mm`, `23:XX`, `--:--`, `12:??`, `YYYY-MM-DD`.
pub(super) fn leftover(cursor: &mut Cursor<'_>) -> bool {
    // Most lines are told apart by the places of their separators.
    let separator = |at: usize| cursor.peek_at(at).is_some_and(|byte| matches!(byte, b':' | b'-' | b'/' | b'.'));
    if !(separator(1) || separator(2) || separator(4)) {
        return false;
    }
    let clock: [&[u8]; 2] = [b"0123456789HhXxTt?-_", b"0123456789MmXx?-_"];
    let date: [&[u8]; 3] = [b"0123456789YyXx?", b"0123456789MmXx?", b"0123456789DdXx?"];
    let slashed: [&[u8]; 3] = [b"0123456789DdMmXx?", b"0123456789DdMmXx?", b"0123456789YyXx?"];
    cursor.attempt(|cursor| figures(cursor, &clock, &[2, 2], b":")).is_some()
        || cursor.attempt(|cursor| figures(cursor, &date, &[4, 2, 2], b"-/")).is_some()
        || cursor.attempt(|cursor| figures(cursor, &slashed, &[2, 2, 4], b"-/.")).is_some()
}

/// Groups of `widths` characters out of `sets` between `separators`, at least one of them no digit.
fn figures(cursor: &mut Cursor<'_>, sets: &[&[u8]], widths: &[usize], separators: &[u8]) -> Option<()> {
    let start = cursor.at;
    for (i, (set, width)) in sets.iter().zip(widths).enumerate() {
        if i > 0 {
            let separator = cursor.peek()?;
            if !separators.contains(&separator) {
                return None;
            }
            cursor.at += 1;
        }
        let run = cursor.rest().bytes().take(*width).take_while(|byte| set.contains(byte)).count();
        // `9:XX` has one figure before the colon.
        if run != *width && !(i == 0 && run == 1 && *width == 2) {
            return None;
        }
        cursor.at += run;
    }
    let mut consumed = *cursor;
    consumed.at = start;
    let read = consumed.rest().get(..cursor.at - start)?;
    let digits_alone = read.bytes().all(|byte| byte.is_ascii_digit() || separators.contains(&byte));
    (!digits_alone && cursor.at_boundary()).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        time(&mut Cursor::new(text)).map(|written| written.time.format("%H:%M:%S").to_string())
    }

    #[test]
    fn times_are_read_in_every_shape_people_write() {
        for (text, expected) in [
            ("9:17", "09:17:00"),
            ("09.57", "09:57:00"),
            ("09.57.30", "09:57:30"),
            ("09:17:30.125", "09:17:30"),
            ("9 am", "09:00:00"),
            ("12AM", "00:00:00"),
            ("9:17 p.m.", "21:17:00"),
            ("13:14 PM", "13:14:00"),
            ("17:30pm", "17:30:00"),
            ("09h17", "09:17:00"),
            ("0917Z", "09:17:00"),
            ("0917 - x", "09:17:00"),
            ("1530 hrs", "15:30:00"),
            ("23:59:60", "23:59:59"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn figures_that_are_no_times_are_left_alone() {
        for text in
            ["12", "2018", "2018: a year", "1.18.3", "25:10", "9:5", "0.25 cores", "1.50%", "9 apples", "3.14 GB"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn leftovers_of_templates_are_known() {
        for text in ["HH:mm", "hh:MM text", "23:XX", "2X:XX (unsure)", "--:--", "12:??", "YYYY-MM-DD", "20XX-XX-XX"] {
            assert!(leftover(&mut Cursor::new(text)), "{text}");
        }
        for text in ["09:17", "2018-02-22", "Mm", "---", "XX nodes", "é", "TTL:MX"] {
            assert!(!leftover(&mut Cursor::new(text)), "{text}");
        }
    }
}
