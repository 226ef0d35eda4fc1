//! A date and time at the start of a line, in the forms that real reviews use. Reads, resolves nothing:
//! which day a bare time belongs to is decided where the lines around it are known.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::zone::Zone;

/// A stamp is at the start of its line; what stands beyond this is text.
const MAX_STAMP: usize = 120;

/// What a line's stamp says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// The day; without a year where none is written.
    pub day: Option<WrittenDay>,
    /// The time of day.
    pub time: Option<NaiveTime>,
    /// End of a range.
    pub until: Option<NaiveTime>,
    /// The zone after the time.
    pub zone: Option<Zone>,
    /// `~`, "approx.", "around".
    pub approximate: bool,
    /// Bytes of the line that the stamp takes, with the separator after it.
    pub length: usize,
    /// Bytes from the start of the line to the end of the stamp itself.
    pub end: usize,
}

/// A day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenDay {
    /// With its year.
    Whole(NaiveDate),
    /// Month and day, from 1.
    Yearless(u32, u32),
}

impl WrittenDay {
    /// The day, the year taken from `year` where none is written.
    #[must_use]
    pub fn in_year(self, year: Option<i32>) -> Option<NaiveDate> {
        match self {
            Self::Whole(day) => Some(day),
            Self::Yearless(month, day) => NaiveDate::from_ymd_opt(year?, month, day),
        }
    }
}

/// Reads the stamp at the start of `line`; `None` where there is neither a day nor a time.
#[must_use]
pub fn stamp(line: &str) -> Option<Written> {
    let mut scan = Scan { text: line, at: 0 };
    let mut written = Written::default();
    scan.skip_dress(&mut written.approximate);
    scan.skip_weekday();
    written.day = scan.day();
    if written.day.is_some() {
        scan.skip_between(&mut written.approximate);
    }
    scan.time_and_zone(&mut written);
    if written.day.is_none() && written.time.is_some() {
        let before = scan.at;
        scan.skip_between(&mut written.approximate);
        scan.skip_weekday();
        written.day = scan.day();
        if written.day.is_none() {
            scan.at = before;
        }
    }
    if written.day.is_none() && written.time.is_none() || scan.at > MAX_STAMP || scan.in_a_word() {
        return None;
    }
    scan.at = scan.at.min(line.len());
    written.end = line[..scan.at].trim_end().len();
    scan.skip_separator();
    written.length = scan.at;
    Some(written)
}

/// True for the leftovers of a template: `HH:mm`, `23:XX`, `--:--`, `YYYY-MM-DD`.
#[must_use]
pub fn is_leftover(line: &str) -> bool {
    let head: String = line.chars().take(40).collect::<String>().to_uppercase();
    let head = head.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '-');
    ["HH:MM", "XX:XX", "--:--", "YYYY-MM-DD", "HH.MM", "TT:MM"].iter().any(|leftover| head.starts_with(leftover))
        || head.contains("--:--")
        || head.len() > 4 && head.as_bytes()[..2].iter().all(u8::is_ascii_digit) && head.get(2..5) == Some(":XX")
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const ABOUT: [&str; 8] = ["approximately", "approx.", "approx", "around", "about", "circa", "ca.", "at"];

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<u8> {
        self.rest().as_bytes().first().copied()
    }

    /// Skips markup and brackets before a stamp, and words such as "around".
    fn skip_dress(&mut self, approximate: &mut bool) {
        loop {
            let rest = self.rest();
            if rest.starts_with(['*', '_', '`', '[', '(', '<', '"', ' ', '\t', '\u{a0}']) {
                self.at += rest.chars().next().map_or(1, char::len_utf8);
            } else if rest.starts_with('~') {
                *approximate = true;
                self.at += 1;
            } else if let Some(word) = ABOUT.iter().find(|word| self.word_is(word)) {
                *approximate |= *word != "at";
                self.at += word.len();
            } else {
                return;
            }
        }
    }

    /// Skips what may stand between a day and a time.
    fn skip_between(&mut self, approximate: &mut bool) {
        let start = self.at;
        let between = |c: char| matches!(c, ',' | 'T' | 't' | '-' | '–' | '—' | '/' | '|' | ';' | ':' | ']' | ')');
        loop {
            self.skip_dress(approximate);
            let rest = self.rest();
            match rest.chars().next() {
                Some(c) if between(c) && self.at - start < 12 => self.at += c.len_utf8(),
                _ => break,
            }
        }
        // Nothing that follows is a time: the separator belongs to the text.
        if !self.rest().starts_with(|c: char| c.is_ascii_digit() || c.is_alphabetic()) {
            self.at = start;
        }
    }

    /// The next word is `word`, in any case, and ends there.
    fn word_is(&self, word: &str) -> bool {
        let rest = self.rest();
        let head = rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        head && !rest[word.len()..].starts_with(|c: char| c.is_alphanumeric())
    }

    /// A name of `names`, whole or as its first three letters (four for "sept"), with a full stop or not.
    fn name(&mut self, names: &[&str]) -> Option<usize> {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = rest.get(..length)?.to_ascii_lowercase();
        let index = names.iter().position(|name| word.len() >= 3 && name.starts_with(&word))?;
        let short = word.len() == 3 || word.len() == 4 || word.len() == names[index].len();
        if !short {
            return None;
        }
        self.at += length;
        if self.peek() == Some(b'.') {
            self.at += 1;
        }
        Some(index)
    }

    fn skip_weekday(&mut self) {
        let start = self.at;
        if self.name(&WEEKDAYS).is_some() {
            let blank = |c: char| matches!(c, ' ' | ',' | '\t' | ':' | '-' | '(');
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start_matches(blank).len();
            if !self.rest().starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_alphabetic()) {
                self.at = start;
            }
        }
    }

    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits < least || digits > most {
            return None;
        }
        let number = self.rest().get(..digits)?.parse().ok()?;
        self.at += digits;
        Some(number)
    }

    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let byte = self.peek().filter(|byte| bytes.contains(byte))?;
        self.at += 1;
        Some(byte)
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    }

    /// Tries `read`; goes back where it gives nothing.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn day(&mut self) -> Option<WrittenDay> {
        self.attempt(Self::iso_day)
            .or_else(|| self.attempt(Self::compact_day))
            .or_else(|| self.attempt(Self::numeric_day))
            .or_else(|| self.attempt(Self::month_first))
            .or_else(|| self.attempt(Self::day_first))
    }

    /// `2026-03-04`, `2026/3/4`, `2026.03.04`.
    fn iso_day(&mut self) -> Option<WrittenDay> {
        let year = self.number(4, 4)?;
        let separator = self.one_of(b"-/.")?;
        let month = self.number(1, 2)?;
        self.one_of(&[separator])?;
        let day = self.number(1, 2)?;
        whole(year, month, day)
    }

    /// `20260304`.
    fn compact_day(&mut self) -> Option<WrittenDay> {
        let digits = self.number(8, 8)?;
        whole(digits / 10_000, digits / 100 % 100, digits % 100).filter(|day| plausible(*day))
    }

    /// `03/04/2026` (month first, unless that cannot be), `04.03.2026` and `04-03-2026` (day first).
    fn numeric_day(&mut self) -> Option<WrittenDay> {
        let first = self.number(1, 2)?;
        let separator = self.one_of(b"/.-")?;
        let second = self.number(1, 2)?;
        self.one_of(&[separator])?;
        let year = self.number(4, 4)?;
        let (month, day) = if separator == b'/' && first <= 12 { (first, second) } else { (second, first) };
        whole(year, month, day).or_else(|| whole(year, day, month))
    }

    /// `March 4th, 2026`, `Mar 4`.
    fn month_first(&mut self) -> Option<WrittenDay> {
        let month = u32::try_from(self.name(&MONTHS)?).ok()? + 1;
        self.skip_blanks();
        self.one_of(b"-");
        let day = self.number(1, 2)?;
        self.ordinal();
        if self.peek() == Some(b':') {
            return None; // "Mar 14:05" is no day
        }
        self.year_after(month, day)
    }

    /// `4 March 2026`, `4th of March`, `04-Mar-2026`.
    fn day_first(&mut self) -> Option<WrittenDay> {
        let day = self.number(1, 2)?;
        self.ordinal();
        self.one_of(b"-.");
        self.skip_blanks();
        if self.word_is("of") {
            self.at += 2;
            self.skip_blanks();
        }
        let month = u32::try_from(self.name(&MONTHS)?).ok()? + 1;
        self.year_after(month, day)
    }

    fn ordinal(&mut self) {
        if ["st", "nd", "rd", "th"].iter().any(|ordinal| self.word_is(ordinal)) {
            self.at += 2;
        }
    }

    fn year_after(&mut self, month: u32, day: u32) -> Option<WrittenDay> {
        let year = self.attempt(|scan| {
            scan.one_of(b"-");
            scan.one_of(b",");
            scan.skip_blanks();
            let year = scan.number(4, 4)?;
            // "March 4 0930" is a time, "March 4, 2026" a year.
            (1990..2100).contains(&year).then_some(year)
        });
        match year {
            Some(year) => whole(year, month, day),
            // A leap year, so that 29 February is a day of some year.
            None => NaiveDate::from_ymd_opt(2024, month, day).map(|_| WrittenDay::Yearless(month, day)),
        }
    }

    fn time_and_zone(&mut self, written: &mut Written) {
        let Some(time) = self.attempt(Self::time) else { return };
        written.time = Some(time);
        written.zone = self.zone();
        written.until = self.attempt(|scan| {
            scan.skip_blanks();
            scan.skip_closing();
            scan.skip_blanks();
            let dash =
                ["->", "→", "-", "–", "—", "to ", "until ", "till "].iter().find(|d| scan.rest().starts_with(**d))?;
            scan.at += dash.len();
            scan.skip_dress(&mut false);
            scan.time()
        });
        if written.until.is_some() {
            written.zone = self.zone().or(written.zone);
        }
    }

    /// `9:17`, `09.17`, `09:17:30.5`, `9 am`, `9:17 PM`, `0917Z`, `09h17`.
    fn time(&mut self) -> Option<NaiveTime> {
        let compact = self.attempt(|scan| {
            let digits = scan.number(4, 4)?;
            let after = scan.at;
            let zoned = scan.attempt(Self::zone_word).is_some();
            scan.at = after;
            zoned.then_some((digits / 100, digits % 100))
        });
        if let Some((hour, minute)) = compact {
            return NaiveTime::from_hms_opt(hour, minute, 0);
        }
        let mut hour = self.number(1, 2)?;
        let separator = self.one_of(b":.h");
        let minute = match separator {
            Some(_) => self.number(2, 2)?,
            None => 0,
        };
        let goes_on = self.rest().as_bytes();
        if separator == Some(b'.') && goes_on.first() == Some(&b'.') && goes_on.get(1).is_some_and(u8::is_ascii_digit) {
            return None; // a version number
        }
        let second = self.attempt(|scan| {
            scan.one_of(b":")?;
            let second = scan.number(2, 2)?;
            if scan.one_of(b".,").is_some() {
                scan.number(1, 9)?;
            }
            Some(second)
        });
        let half = self.attempt(|scan| {
            scan.skip_blanks();
            ["am", "pm", "a.m.", "p.m."].iter().position(|half| scan.word_is(half)).map(|half| {
                scan.at += if half < 2 { 2 } else { 4 };
                half % 2
            })
        });
        if separator.is_none() && half.is_none() {
            return None; // a bare number is no time
        }
        match half {
            // "13:14 PM" is a mistake whose meaning is plain.
            Some(1) if hour < 12 => hour += 12,
            Some(0) if hour == 12 => hour = 0,
            _ => {}
        }
        if hour == 24 && minute == 0 {
            hour = 0;
        }
        NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0).min(59))
    }

    /// A zone after a time, in parentheses or not.
    fn zone(&mut self) -> Option<Zone> {
        self.attempt(|scan| {
            scan.skip_blanks();
            scan.skip_markup();
            scan.skip_blanks();
            let bracket = scan.one_of(b"([");
            let zone = scan.zone_word().or_else(|| {
                let (zone, length) = Zone::offset(scan.rest())?;
                // "13:30-13:45" and "12:26-12:??" are ranges; only a whole hour or half is an offset to the west.
                let written = scan.rest().get(..length)?;
                let ranged = written.starts_with('-') && !(written.ends_with("00") || written.ends_with("30"))
                    || written.starts_with('-') && (length < 5 || scan.rest()[length..].starts_with(['?', 'X', 'x']))
                    || written.starts_with('-') && Self::hour_of(written) > 12;
                scan.at += length;
                (!ranged).then_some(zone)
            })?;
            if bracket.is_some() {
                scan.one_of(b")]")?;
            }
            Some(zone)
        })
    }

    /// The hours of an offset.
    fn hour_of(offset: &str) -> u32 {
        offset.get(1..3).and_then(|hours| hours.parse().ok()).unwrap_or(0)
    }

    fn zone_word(&mut self) -> Option<Zone> {
        let length = self.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = self.rest().get(..length)?;
        let zone = Zone::named(word)?;
        self.at += length;
        // "UTC+2" states an offset from UTC.
        if matches!(word, "UTC" | "GMT")
            && let Some((offset, length)) = Zone::offset(self.rest())
        {
            self.at += length;
            return Some(offset);
        }
        Some(zone)
    }

    fn skip_markup(&mut self) {
        while self.one_of(b"*_`").is_some() {}
    }

    fn skip_closing(&mut self) {
        while self.one_of(b"*_`])>\"").is_some() {}
    }

    /// The stamp broke off inside a word or number: it was none.
    fn in_a_word(&self) -> bool {
        let before = self.text.get(..self.at).and_then(|text| text.chars().next_back());
        let after = self.rest().chars().next();
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(|c| c.is_alphanumeric() || c == '%')
    }

    /// Skips markup that closes and the separator before the text.
    fn skip_separator(&mut self) {
        let dress = |c: char| {
            matches!(
                c,
                '*' | '_'
                    | '`'
                    | ']'
                    | ')'
                    | '>'
                    | '"'
                    | ' '
                    | '\t'
                    | '\u{a0}'
                    | '-'
                    | '–'
                    | '—'
                    | ':'
                    | '|'
                    | ','
                    | '.'
                    | ';'
                    | '→'
            )
        };
        let mut rest = self.rest();
        let hrs = ["hrs", "hours", "hr", "h"]
            .iter()
            .find(|unit| rest.starts_with(**unit) && !rest[unit.len()..].starts_with(char::is_alphanumeric));
        if let Some(unit) = hrs {
            rest = &rest[unit.len()..];
        }
        let text = rest.trim_start_matches(dress);
        // What opens the text's own markup is not the stamp's: `**bold** text` after `09:17 - `.
        let skipped = &rest[..rest.len() - text.len()];
        let opening = skipped.len() - skipped.trim_end_matches(['*', '_', '`']).len();
        let keeps = opening > 0 && skipped[..skipped.len() - opening].ends_with([' ', '\t']);
        self.at = self.text.len() - text.len() - if keeps { opening } else { 0 };
    }
}

fn whole(year: u32, month: u32, day: u32) -> Option<WrittenDay> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).map(WrittenDay::Whole)
}

fn plausible(day: WrittenDay) -> bool {
    matches!(day, WrittenDay::Whole(day) if (1990..2100).contains(&day.year()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The stamp as `day time[–until] [zone] [~] | text`.
    fn read(line: &str) -> String {
        let Some(it) = stamp(line) else { return "-".to_owned() };
        let mut shown = match it.day {
            Some(WrittenDay::Whole(day)) => day.to_string(),
            Some(WrittenDay::Yearless(month, day)) => format!("?-{month:02}-{day:02}"),
            None => "-".to_owned(),
        };
        if let Some(time) = it.time {
            shown += &time.format(" %H:%M:%S").to_string();
        }
        if let Some(until) = it.until {
            shown += &until.format("–%H:%M").to_string();
        }
        match it.zone {
            Some(Zone::Fixed(offset)) => shown += &format!(" {offset}"),
            Some(Zone::Named(place)) => shown += &format!(" {place}"),
            None => {}
        }
        if it.approximate {
            shown += " ~";
        }
        format!("{shown} | {}", &line[it.length..])
    }

    #[test]
    fn stamps_are_read_in_the_forms_that_real_reviews_use() {
        let lines = [
            "09:17Z detection: page",
            "2026-03-04T09:17:00Z detection: page",
            "2026-03-04T09:17:00+01:00 x",
            "**18:53** rollback",
            "**18:53**: rollback",
            "`18:53` rollback",
            "[18:53] rollback",
            "9.57 - alarm",
            "09:10 - 09:25 outage",
            "09:10–09:25 (UTC) outage",
            "13:30-13:45 outage",
            "12:26-12:?? outage",
            "09:10-0800 outage",
            "~09:10 outage",
            "approx. 09:10 outage",
            "2:05 PM ET deploy",
            "13:14 PM deploy",
            "9am deploy",
            "March 4th, 2026 10:15 x",
            "Mar 4 10:15 x",
            "4 March 2026, 10:15 CET - x",
            "Wed, 04 Mar 2026 10:15 x",
            "03/04/2026 10:15 x",
            "04.03.2026 10:15 x",
            "2026-03-04",
            "10:15 2026-03-04 x",
            "0917Z x",
            "10:15 UTC+2 - x",
            "10:15 **bold** text",
            "12 nodes were down",
            "1.10.2 released",
            "500s from the API",
            "May be late",
            "text",
        ];
        let shown: Vec<String> = lines.iter().map(|line| format!("{line}\n    {}", read(line))).collect();
        insta::assert_snapshot!(shown.join("\n"), @"
        09:17Z detection: page
            - 09:17:00 +00:00 | detection: page
        2026-03-04T09:17:00Z detection: page
            2026-03-04 09:17:00 +00:00 | detection: page
        2026-03-04T09:17:00+01:00 x
            2026-03-04 09:17:00 +01:00 | x
        **18:53** rollback
            - 18:53:00 | rollback
        **18:53**: rollback
            - 18:53:00 | rollback
        `18:53` rollback
            - 18:53:00 | rollback
        [18:53] rollback
            - 18:53:00 | rollback
        9.57 - alarm
            - 09:57:00 | alarm
        09:10 - 09:25 outage
            - 09:10:00–09:25 | outage
        09:10–09:25 (UTC) outage
            - 09:10:00–09:25 +00:00 | outage
        13:30-13:45 outage
            - 13:30:00–13:45 | outage
        12:26-12:?? outage
            - 12:26:00 | 12:?? outage
        09:10-0800 outage
            - 09:10:00 -08:00 | outage
        ~09:10 outage
            - 09:10:00 ~ | outage
        approx. 09:10 outage
            - 09:10:00 ~ | outage
        2:05 PM ET deploy
            - 14:05:00 America/New_York | deploy
        13:14 PM deploy
            - 13:14:00 | deploy
        9am deploy
            - 09:00:00 | deploy
        March 4th, 2026 10:15 x
            2026-03-04 10:15:00 | x
        Mar 4 10:15 x
            ?-03-04 10:15:00 | x
        4 March 2026, 10:15 CET - x
            2026-03-04 10:15:00 +01:00 | x
        Wed, 04 Mar 2026 10:15 x
            2026-03-04 10:15:00 | x
        03/04/2026 10:15 x
            2026-03-04 10:15:00 | x
        04.03.2026 10:15 x
            2026-03-04 10:15:00 | x
        2026-03-04
            2026-03-04 | 
        10:15 2026-03-04 x
            2026-03-04 10:15:00 | x
        0917Z x
            - 09:17:00 +00:00 | x
        10:15 UTC+2 - x
            - 10:15:00 +02:00 | x
        10:15 **bold** text
            - 10:15:00 | **bold** text
        12 nodes were down
            -
        1.10.2 released
            -
        500s from the API
            -
        May be late
            -
        text
            -
        ");
    }

    #[test]
    fn leftovers_of_a_template_are_known() {
        assert!(is_leftover("HH:mm something"));
        assert!(is_leftover("**23:XX** something"));
        assert!(is_leftover("2019-12-03 --:--"));
        assert!(!is_leftover("23:15 something"));
        assert!(!is_leftover("é"));
    }

    proptest! {
        #[test]
        fn any_line_is_read_without_a_panic_and_the_stamp_stays_inside(line in "\\PC{0,80}") {
            if let Some(it) = stamp(&line) {
                prop_assert!(line.is_char_boundary(it.length) && it.end <= it.length);
            }
        }

        #[test]
        fn any_clutter_of_stamp_characters_is_read(line in "[0-9:./ TZ~*`\\-–maprch]{0,40}") {
            if let Some(it) = stamp(&line) {
                prop_assert!(line.is_char_boundary(it.length));
            }
            let _ = is_leftover(&line);
        }
    }
}
