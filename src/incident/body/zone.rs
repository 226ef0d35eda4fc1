//! Time zones as people write them after a time: `Z`, `UTC`, `CET`, `+01:00`, `(PST)`.

use chrono::{FixedOffset, LocalResult, NaiveDateTime, TimeZone};
use chrono_tz::Tz;

use super::scan::Cursor;
use crate::incident::model::Moment;

/// A zone that a stamp or a line states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// An offset from UTC.
    Fixed(FixedOffset),
    /// A place whose clocks change.
    Named(Tz),
}

/// Abbreviations that mean one offset in reviews, in minutes east of UTC.
const ABBREVIATIONS: &[(&str, i32)] = &[
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("BRT", -180),
    ("HST", -600),
    ("AKST", -540),
    ("AKDT", -480),
    ("SAST", 120),
    ("HKT", 480),
    ("AWST", 480),
    ("WET", 0),
    ("WEST", 60),
    ("BST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("IST", 330),
    ("SGT", 480),
    ("JST", 540),
    ("KST", 540),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
];

/// Abbreviations of places whose clocks change.
const PLACES: &[(&str, Tz)] = &[
    ("ET", Tz::America__New_York),
    ("CT", Tz::America__Chicago),
    ("MT", Tz::America__Denver),
    ("PT", Tz::America__Los_Angeles),
];

impl Zone {
    /// An abbreviation in upper case; the common ones, and `z`, in lower case too.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        if word.len() > 5 || word.is_empty() {
            return None;
        }
        let word = match word {
            "z" => "Z",
            "utc" | "Utc" => "UTC",
            "gmt" => "GMT",
            "cet" => "CET",
            "cest" => "CEST",
            "pst" => "PST",
            "pdt" => "PDT",
            "edt" => "EDT",
            word if word.bytes().all(|byte| byte.is_ascii_uppercase()) => word,
            _ => return None,
        };
        let fixed = ABBREVIATIONS
            .iter()
            .find(|(name, _)| *name == word)
            .and_then(|(_, minutes)| FixedOffset::east_opt(minutes * 60).map(Self::Fixed));
        fixed.or_else(|| PLACES.iter().find(|(name, _)| *name == word).map(|(_, place)| Self::Named(*place)))
    }

    /// An offset as `+01:00`, `+0100`, `+1`; the text may go on after it. The bytes it takes.
    #[must_use]
    pub fn offset(text: &str) -> Option<(Self, usize)> {
        let bytes = text.as_bytes();
        let sign = match bytes.first()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let digits = bytes[1..].iter().take_while(|b| b.is_ascii_digit()).count();
        let number = |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse::<i32>().ok());
        let (hours, minutes, length) = match digits {
            1 | 2 => {
                let colon = bytes.get(1 + digits) == Some(&b':');
                let after = number(digits + 2..digits + 4).filter(|_| colon);
                (number(1..digits + 1)?, after.unwrap_or(0), if after.is_some() { digits + 4 } else { 1 + digits })
            }
            4 => (number(1..3)?, number(3..5)?, 5),
            _ => return None,
        };
        let seconds = (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))?;
        FixedOffset::east_opt(seconds).map(|offset| (Self::Fixed(offset), length))
    }

    /// Reads the zone behind a time: `Z`, ` UTC`, ` (PST)`, `UTC+2`, `+01:00`. `stated_half`: "am" or "pm" came
    /// before it, so that two letters cannot be somebody's initials.
    pub fn read(cursor: &mut Cursor<'_>, stated_half: bool, signed: bool) -> Option<Self> {
        cursor.attempt(|cursor| {
            let start = cursor.at;
            while matches!(cursor.peek(), Some(b' ' | b'\t' | b'*' | b'_' | b'`')) {
                cursor.at += 1;
            }
            let attached = cursor.at == start;
            let bracket = cursor.eat(b'(') || cursor.eat(b'[');
            let zone = match cursor.peek()? {
                b'+' => Self::eat_offset(cursor)?,
                // `09:10-09:25` is a range; only after seconds or inside brackets is `-08:00` an offset.
                b'-' if (attached && (signed || Self::is_compact_offset(cursor))) || bracket => {
                    Self::eat_offset(cursor)?
                }
                _ => Self::eat_word(cursor, stated_half || bracket)?,
            };
            if bracket {
                while !matches!(cursor.peek(), Some(b')' | b']')) {
                    cursor.at += cursor.rest().chars().next().filter(|c| c.is_alphabetic() || *c == ' ')?.len_utf8();
                }
                cursor.at += 1;
            }
            Some(zone)
        })
    }

    /// `-0800`: four digits of whole quarters of an hour, behind a time with a colon.
    fn is_compact_offset(cursor: &Cursor<'_>) -> bool {
        let digits = cursor.rest().get(1..5).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        digits.is_some_and(|digits| digits <= "1200" && ["00", "30", "45"].iter().any(|end| digits.ends_with(end)))
    }

    fn eat_offset(cursor: &mut Cursor<'_>) -> Option<Self> {
        let (zone, length) = Self::offset(cursor.rest())?;
        cursor.at += length;
        cursor.at_boundary().then_some(zone)
    }

    fn eat_word(cursor: &mut Cursor<'_>, surely_zone: bool) -> Option<Self> {
        let word = cursor.word();
        let zone = Self::named(word).or_else(|| Self::spelt(word))?;
        cursor.at += word.len();
        if word.eq_ignore_ascii_case("utc") || word.eq_ignore_ascii_case("gmt") {
            if let Some((offset, length)) = Self::offset(cursor.rest()) {
                cursor.at += length;
                return Some(offset);
            }
        } else if word.len() > 4 {
            let rest = cursor.rest();
            let time = [" Standard Time", " Daylight Time", " Time", " time"].iter().find(|t| rest.starts_with(**t))?;
            cursor.at += time.len();
        } else if word.len() == 2 && !surely_zone {
            let mut after = *cursor;
            after.blanks();
            return after.at_boundary().then_some(zone);
        }
        cursor.at_boundary().then_some(zone)
    }

    /// A zone by the word that begins its spelt-out name: "Pacific Time".
    fn spelt(word: &str) -> Option<Self> {
        match word {
            "Pacific" => Some(Self::Named(Tz::America__Los_Angeles)),
            "Eastern" => Some(Self::Named(Tz::America__New_York)),
            _ => None,
        }
    }

    /// The instant of a local time; of an hour that the clocks repeat the first, `None` where they skip it.
    #[must_use]
    pub fn at(self, local: NaiveDateTime) -> Option<Moment> {
        let found = match self {
            Self::Fixed(offset) => offset.from_local_datetime(&local),
            Self::Named(place) => place.from_local_datetime(&local).map(|at| at.fixed_offset()),
        };
        match found {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at),
            LocalResult::None => None,
        }
    }

    /// The zone that a line declares for those below it: "All times in UTC", "Timeline (CET)". A line
    /// with no word of time in it declares nothing.
    #[must_use]
    pub fn declared(line: &str) -> Option<Self> {
        const MAX_LINE: usize = 160;
        if line.len() > MAX_LINE {
            return None;
        }
        let lower = line.to_lowercase();
        if !["time", "zone", "utc", "clock"].iter().any(|word| lower.contains(word)) {
            return None;
        }
        let words = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '+' && c != '-' && c != ':');
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let place = line.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | '`' | '*'));
        let place = place.filter(|word| word.contains('/')).find_map(|word| word.trim_end_matches('.').parse().ok());
        if let Some(place) = place {
            return Some(Self::Named(place));
        }
        words.iter().find_map(|word| {
            let offset = word.strip_prefix("UTC").or_else(|| word.strip_prefix("GMT")).filter(|rest| !rest.is_empty());
            offset
                .and_then(|rest| Self::offset(rest).map(|(zone, _)| zone))
                .or_else(|| Self::named(word).or_else(|| Self::spelt(word)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn east(minutes: i32) -> Option<Zone> {
        FixedOffset::east_opt(minutes * 60).map(Zone::Fixed)
    }

    #[test]
    fn zones_are_read_as_people_write_them() {
        assert_eq!(Zone::named("CEST"), east(120));
        assert_eq!(Zone::offset("+05:30 x").map(|z| z.0), east(330));
        assert_eq!(Zone::offset("-0800").map(|z| z.0), east(-480));
        assert_eq!(Zone::offset("+2").map(|z| z.1), Some(2));
        assert_eq!(Zone::offset("+99:00"), None);
    }

    #[test]
    fn a_line_can_declare_the_zone_of_those_below() {
        assert_eq!(Zone::declared("All times in UTC"), east(0));
        assert_eq!(Zone::declared("All times are in UTC+2"), east(120));
        assert_eq!(Zone::declared("Timeline (CET)"), east(60));
        assert_eq!(Zone::declared("All times in Europe/Copenhagen."), Some(Zone::Named(Tz::Europe__Copenhagen)));
        assert_eq!(Zone::declared("Times are in Pacific time"), Some(Zone::Named(Tz::America__Los_Angeles)));
        assert_eq!(Zone::declared("MSK deployed the fix"), None);
    }
}
