//! The stamp at the start of a line: a date, a time, or both, in whatever dress. Reads, resolves nothing:
//! which day a bare time belongs to is decided where the lines around it are known.

use super::calendar::{self, WrittenDate};
use super::clock::{self, WrittenTime};
use super::scan::{Cursor, prefix};
use super::zone::Zone;
use chrono::{NaiveTime, Weekday};

/// A stamp stands at the start of its line: beyond this many bytes is text.
const MAX_STAMP: usize = 160;
/// Bytes of markup and words such as "around" that may stand before it.
const MAX_DRESS: usize = 48;

/// What a line's stamp says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Written {
    pub weekday: Option<Weekday>,
    pub day: Option<WrittenDate>,
    pub time: Option<NaiveTime>,
    /// End of a range, with its day where one is written.
    pub until: Option<NaiveTime>,
    pub until_day: Option<WrittenDate>,
    pub zone: Option<Zone>,
    /// `~`, "approx.", "around".
    pub approximate: bool,
    /// A template's `HH:mm` stands where the time or day should.
    pub leftover: bool,
    /// Where the stamp begins, past the dress.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Where the text begins, past closing marks and separators.
    pub text: usize,
    /// The mark that the stamp opens and the text closes (`**09:17 Started** …`).
    pub unclosed: Option<&'static str>,
}

impl Written {
    /// True where there is a time, or a date that a range or a text may follow.
    pub(super) fn has_time(&self) -> bool {
        self.time.is_some() || self.leftover
    }

    /// True where nothing but closing marks follows the stamp.
    pub(super) fn is_all_of(&self, line: &str) -> bool {
        !line.get(self.text..).unwrap_or("").contains(char::is_alphanumeric)
    }
}

/// Reads the stamp at the start of `line`; `None` where there is neither a day nor a time nor a leftover.
pub(super) fn read(line: &str) -> Option<Written> {
    let text = prefix(line, MAX_STAMP);
    let mut cursor = Cursor::new(text);
    let mut written = Written::default();
    dress(&mut cursor, &mut written);
    written.start = cursor.at;
    written.weekday = weekday(&mut cursor);
    written.day = calendar::date(&mut cursor);
    let time = match written.day {
        Some(_) => after_day(&mut cursor, &mut written),
        None => time_or_leftover(&mut cursor, &mut written),
    };
    if let Some(time) = time {
        range(&mut cursor, &mut written, time);
        if written.day.is_none() {
            written.day = day_after_time(&mut cursor);
        }
    } else if written.day.is_some() && !written.leftover {
        written.until_day = cursor.attempt(|cursor| {
            dash(cursor)?;
            let _ = weekday(cursor);
            calendar::date(cursor).filter(|day| *day != WrittenDate::Impossible)
        });
    }
    finish(cursor, line, written)
}

/// Checks that the stamp ends where a word ends, and finds where the text begins.
fn finish(cursor: Cursor<'_>, line: &str, mut written: Written) -> Option<Written> {
    let stamped = written.day.is_some() || written.time.is_some() || written.leftover;
    if !stamped && written.weekday.is_none() {
        return None;
    }
    if !cursor.at_boundary() || cursor.peek() == Some(b'%') {
        return None;
    }
    written.end = line.get(..cursor.at)?.trim_end().len();
    written.text = text_start(line, written.end);
    let alone = written.is_all_of(line);
    // `2/22` before a text may be a fraction, a weekday before one is prose.
    let slashed = matches!(written.day, Some(WrittenDate::Slashed { year: None, .. }));
    if !written.has_time() && (slashed || !stamped) && !alone {
        return None;
    }
    written.unclosed = unclosed(line.get(..written.text).unwrap_or(""));
    Some(written)
}

/// Skips markup, list marks, emoji, and words such as "around" before a stamp.
fn dress(cursor: &mut Cursor<'_>, written: &mut Written) {
    while cursor.at < MAX_DRESS {
        let mut ahead = *cursor;
        if clock::leftover(&mut ahead) {
            return;
        }
        let Some(c) = cursor.rest().chars().next() else { return };
        match c {
            '~' | '≈' => {
                written.approximate |= cursor.peek_at(1) != Some(b'~');
                cursor.at += if cursor.rest().starts_with("~~") { 2 } else { c.len_utf8() };
            }
            '<' => {
                let tag = cursor.rest().get(..40.min(cursor.rest().len())).and_then(|rest| rest.find('>'));
                cursor.at += tag.map_or(1, |close| close + 1);
            }
            ':' if cursor.rest()[1..].contains(':') => {
                // `:fire:`
                let name = cursor.rest()[1..].bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count();
                if name == 0 || cursor.peek_at(name + 1) != Some(b':') {
                    return;
                }
                cursor.at += name + 2;
            }
            c if c.is_ascii_alphabetic() => {
                if !lead_word(cursor, written) {
                    return;
                }
            }
            c if c.is_alphanumeric() || c == '|' => return,
            c => cursor.at += c.len_utf8(),
        }
    }
}

/// Reads a word that may stand before a stamp: "at", "around", "ca.", "Time:".
fn lead_word(cursor: &mut Cursor<'_>, written: &mut Written) -> bool {
    const EXACT: [&str; 8] = ["at", "on", "from", "by", "between", "since", "time", "date"];
    const ABOUT: [&str; 9] =
        ["approximately", "approx", "around", "about", "circa", "ca", "roughly", "estimated", "approximate"];
    let word = cursor.word();
    let about = ABOUT.iter().any(|known| word.eq_ignore_ascii_case(known));
    if !about && !EXACT.iter().any(|known| word.eq_ignore_ascii_case(known)) {
        return false;
    }
    cursor.at += word.len();
    if !cursor.at_boundary() {
        return false;
    }
    written.approximate |= about;
    let _ = cursor.eat(b'.') || cursor.eat(b':');
    true
}

/// Reads a weekday's name and the blanks, comma or bracket behind it.
fn weekday(cursor: &mut Cursor<'_>) -> Option<Weekday> {
    cursor.attempt(|cursor| {
        let _ = cursor.eat(b'(');
        let weekday = calendar::weekday(cursor)?;
        let _ = cursor.eat(b')');
        if !cursor.at_boundary() {
            return None;
        }
        let end = cursor.at;
        while matches!(cursor.peek(), Some(b' ' | b'\t' | b',' | b'-' | b'*' | b'_')) {
            cursor.at += 1;
        }
        // "Monday the 5th", "Tuesday at 9:10"
        for word in ["the", "at", "around"] {
            if cursor.word().eq_ignore_ascii_case(word) {
                cursor.at += word.len();
                cursor.blanks();
            }
        }
        if !cursor.rest().starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_alphabetic() || c == '~') {
            cursor.at = end;
        }
        let _ = cursor.eat(b'~');
        Some(weekday)
    })
}

fn time_or_leftover(cursor: &mut Cursor<'_>, written: &mut Written) -> Option<WrittenTime> {
    let time = clock::time(cursor);
    if time.is_none() && clock::leftover(cursor) {
        written.leftover = true;
        // The day may be a leftover too: `YYYY-MM-DD HH:mm`.
        let _ = cursor.attempt(|cursor| {
            cursor.blanks();
            clock::leftover(cursor).then_some(())
        });
        written.zone = Zone::read(cursor, true, false);
    }
    time
}

/// Reads the time that follows a day, over what people put between the two.
fn after_day(cursor: &mut Cursor<'_>, written: &mut Written) -> Option<WrittenTime> {
    let before = *cursor;
    let mut between = Written::default();
    let limit = cursor.at + 24;
    while cursor.at < limit {
        let mut ahead = *cursor;
        if clock::leftover(&mut ahead) {
            break;
        }
        match cursor.rest().chars().next() {
            Some('T' | 't') if cursor.peek_at(1).is_some_and(|byte| byte.is_ascii_digit()) => cursor.at += 1,
            Some('~' | '≈') => {
                between.approximate = true;
                cursor.at += cursor.rest().chars().next().map_or(1, char::len_utf8);
            }
            Some(c) if c.is_ascii_alphabetic() => {
                if weekday(cursor).is_none() && !lead_word(cursor, &mut between) {
                    break;
                }
            }
            Some(c) if c.is_alphanumeric() => break,
            Some(c) => cursor.at += c.len_utf8(),
            None => break,
        }
    }
    let time = time_or_leftover(cursor, written);
    if time.is_none() && !written.leftover {
        *cursor = before;
        return None;
    }
    written.approximate |= between.approximate;
    time
}

/// Reads the zone behind a time, the end of a range, and the same time in another zone.
fn range(cursor: &mut Cursor<'_>, written: &mut Written, time: WrittenTime) {
    let clock = cursor.at;
    // Only a time with seconds is followed by `-08:00` directly.
    let signed = {
        let mut back = Cursor::new(cursor.before(clock));
        back.at = written.start;
        back.rest().matches(':').count() >= 2
    };
    written.time = Some(time.time);
    written.zone = Zone::read(cursor, time.half_stated, signed);
    let until = cursor.attempt(|cursor| {
        dash(cursor)?;
        let _ = weekday(cursor);
        let day = cursor.attempt(|cursor| {
            let day = calendar::date(cursor).filter(|day| day.has_year())?;
            cursor.blanks();
            let _ = cursor.eat(b'T');
            Some(day)
        });
        match clock::time(cursor) {
            Some(until) => cursor.at_boundary_or_zone().then_some((day, Some(until))),
            None => clock::leftover(cursor).then_some((day, None)),
        }
    });
    if let Some((day, until)) = until {
        if let Some(until) = until {
            written.time = Some(time.half_of(until).time);
            written.zone = Zone::read(cursor, until.half_stated, false).or(written.zone);
        }
        written.until = until.map(|until| until.time);
        written.until_day = day;
    }
    let _ = cursor.attempt(|cursor| {
        cursor.blanks();
        let bracket = cursor.eat(b'(');
        if !bracket && !cursor.eat(b'/') {
            return None;
        }
        cursor.blanks();
        let other = clock::time(cursor)?;
        Zone::read(cursor, other.half_stated, false)?;
        (!bracket || cursor.eat(b')')).then_some(())
    });
}

/// Reads the dash or word between the ends of a range, with marks and blanks around it.
fn dash(cursor: &mut Cursor<'_>) -> Option<()> {
    skip_any(cursor, &[' ', '\t', '*', '_', '`', ']', ')', '\u{a0}']);
    let dashes = ["->", "→", "--", "-", "–", "—", "to ", "until ", "till ", "and ", "~"];
    if !cursor.rest().starts_with(['-', '→', '–', '—', 't', 'u', 'a', '~']) {
        return None;
    }
    let dash = dashes.iter().find(|dash| cursor.rest().starts_with(**dash))?;
    cursor.at += dash.len();
    skip_any(cursor, &[' ', '\t', '*', '_', '`', '[', '(', '~', '\u{a0}']);
    Some(())
}

fn skip_any(cursor: &mut Cursor<'_>, marks: &[char]) {
    while let Some(c) = cursor.rest().chars().next().filter(|c| marks.contains(c)) {
        cursor.at += c.len_utf8();
    }
}

/// Reads a day behind a time: `09:17 2018-02-22`, `09:17, Feb 22`, `09:17 (Feb 22 2018)`.
fn day_after_time(cursor: &mut Cursor<'_>) -> Option<WrittenDate> {
    cursor.attempt(|cursor| {
        skip_any(cursor, &[' ', '\t', ',', '*', '_', '`', '(', '/', '|', '\u{a0}']);
        if cursor.word().eq_ignore_ascii_case("on") {
            cursor.at += 2;
            cursor.blanks();
        }
        let dashed = cursor.eat_str("- ");
        let _ = weekday(cursor);
        let day = calendar::date(cursor)?;
        let named = day.has_year() || (!dashed && matches!(day, WrittenDate::Yearless { .. }));
        (named && cursor.at_boundary()).then_some(day)
    })
}

/// Where the text begins: past the marks that close what the stamp opened, and past separators.
fn text_start(line: &str, end: usize) -> usize {
    let mut at = end;
    while let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = line.get(at..).unwrap_or("");
        let consumed = line.get(..at).unwrap_or("");
        let next = match c {
            '*' | '_' | '`' | '~' => {
                let run = rest.len() - rest.trim_start_matches(c).len();
                (unclosed(consumed).is_some_and(|mark| mark.starts_with(c))).then_some(run.min(3))
            }
            ']' if rest.starts_with("](") => Some(rest.find(')').map_or(1, |close| close + 1)),
            '<' if rest.starts_with("</") => Some(rest.find('>').map_or(2, |close| close + 1)),
            '.' => (rest.len() == 1 || rest[1..].starts_with(char::is_whitespace)).then_some(1),
            ')' | ']' | '"' | '-' | ':' | '|' | ',' | ';' | '=' | '>' => Some(1),
            '–' | '—' | '→' | '»' | '…' => Some(c.len_utf8()),
            c if c.is_whitespace() => Some(c.len_utf8()),
            _ => None,
        };
        match next {
            Some(length) => at += length,
            None => break,
        }
    }
    at
}

/// The mark that `text` opens and does not close.
fn unclosed(text: &str) -> Option<&'static str> {
    const MARKS: [(u8, &str, &str); 4] = [(b'`', "`", "`"), (b'*', "*", "**"), (b'_', "_", "__"), (b'~', "", "~~")];
    // Runs of one and of two of each mark, then round and square brackets.
    let (mut ones, mut twos, mut brackets) = ([0_usize; 4], [0_usize; 4], [0_isize; 2]);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let mut width = 1;
        match byte {
            b'(' => brackets[0] += 1,
            b')' => brackets[0] -= 1,
            b'[' => brackets[1] += 1,
            b']' => brackets[1] -= 1,
            b'`' => ones[0] += 1,
            b'*' | b'_' | b'~' => {
                let mark = MARKS.iter().position(|(known, ..)| *known == byte).unwrap_or(0);
                if bytes.get(at + 1) == Some(&byte) {
                    twos[mark] += 1;
                    width = 2;
                } else {
                    ones[mark] += 1;
                }
            }
            _ => {}
        }
        at += width;
    }
    let open = MARKS.iter().zip(ones).zip(twos).find_map(|(((_, one, two), ones), twos)| {
        if twos % 2 == 1 { Some(*two) } else { (ones % 2 == 1 && !one.is_empty()).then_some(*one) }
    });
    open.or_else(|| (brackets[0] > 0).then_some(")")).or_else(|| (brackets[1] > 0).then_some("]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stamp as `day time[–until] [zone] [~] | text`.
    fn shown(line: &str) -> String {
        let Some(it) = read(line) else { return "-".to_owned() };
        let mut shown = match it.day {
            Some(WrittenDate::Full(day)) => day.to_string(),
            Some(WrittenDate::Yearless { month, day }) => format!("?-{month:02}-{day:02}"),
            Some(other) => format!("{other:?}"),
            None => it.weekday.map_or("-".to_owned(), |weekday| weekday.to_string()),
        };
        if let Some(time) = it.time {
            shown += &time.format(" %H:%M:%S").to_string();
        }
        if let Some(day) = it.until_day {
            shown += &format!("–{}", day.resolve(None).map(|day| day.to_string()).unwrap_or_default());
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
        if it.leftover {
            shown += " leftover";
        }
        if let Some(mark) = it.unclosed {
            shown += &format!(" unclosed {mark}");
        }
        format!("{shown} [{}] {}", &line[it.start..it.end], &line[it.text..]).trim_end().to_owned()
    }

    fn table(lines: &[&str]) -> String {
        let shown: Vec<String> = lines.iter().map(|line| format!("{line}\n    {}", shown(line))).collect();
        shown.join("\n")
    }

    #[test]
    fn stamps_are_read_in_the_forms_that_real_reviews_use() {
        insta::assert_snapshot!(table(&[
            "09:17Z detection: page",
            "2026-03-04T09:17:00Z detection: page",
            "2026-03-04T09:17:00+01:00 x",
            "2026-03-04T09:17:00-08:00 x",
            "2026-03-04 09:17:00.123 x",
            "**18:53** rollback",
            "**18:53**: rollback",
            "**18:53:** rollback",
            "**18:53 UTC** - rollback",
            "**18:53 Rollback** of all",
            "**2018-02-22** 18:53 rollback",
            "`18:53` rollback",
            "[18:53] rollback",
            "[18:53](https://example.com/a) rollback",
            "(18:53) rollback",
            "• 18:53 rollback",
            "🔥 18:53 rollback",
            ":fire: 18:53 rollback",
            "<b>18:53</b> rollback",
            "At 18:53 UTC, rollback",
            "9.57 - alarm",
            "09.57 alarm",
            "09:10 - 09:25 outage",
            "09:10-09:25 outage",
            "09:10–09:25 (UTC) outage",
            "09:10 UTC - 09:25 UTC: outage",
            "9:10-9:25pm outage",
            "From 09:10 to 09:25 outage",
            "09:10-0800 outage",
            "2022-08-03 12:26-12:?? fix",
            "2018-01-01 23:00 - 2018-01-02 01:00 outage",
            "2018-01-01 - 2018-01-03 outage",
            "~09:10 outage",
            "~13:30-13:45",
            "approx. 09:10 outage",
            "2018-07-30 ca. 11:20",
            "2:05 PM ET deploy",
            "2:05 ET deploy",
            "2:05 ET: deploy",
            "13:14 PM deploy",
            "2018-01-17 17:30pm",
            "2019-03-25 7:01am",
            "9am deploy",
            "12PM PST: deploy",
            "March 4th, 2026 10:15 x",
            "Mar 4 10:15 x",
            "Sep 27 2017 13:06",
            "4 March 2026, 10:15 CET - x",
            "19. April, 11:00",
            "Wed, 04 Mar 2026 10:15 x",
            "Monday 10:15 x",
            "Monday, Jan 15",
            "**Monday**",
            "03/04/2026 10:15 x",
            "3/4 10:15 x",
            "04.03.2026 10:15 x",
            "2026-03-04",
            "2026-03-04: x",
            "10:15 2026-03-04 x",
            "10:15, Feb 22 - x",
            "10:15 (Feb 22 2018) x",
            "0917Z x",
            "10:15 UTC+2 - x",
            "10:15 UTC (02:15 PST) x",
            "10:15 **bold** text",
            "10:15 - **bold** text",
            "10:15 - 10 nodes were down",
            "22:52 (maybe earlier?)",
            "2018-02-30 10:15 x",
        ]), @"
        09:17Z detection: page
            - 09:17:00 +00:00 [09:17Z] detection: page
        2026-03-04T09:17:00Z detection: page
            2026-03-04 09:17:00 +00:00 [2026-03-04T09:17:00Z] detection: page
        2026-03-04T09:17:00+01:00 x
            2026-03-04 09:17:00 +01:00 [2026-03-04T09:17:00+01:00] x
        2026-03-04T09:17:00-08:00 x
            2026-03-04 09:17:00 -08:00 [2026-03-04T09:17:00-08:00] x
        2026-03-04 09:17:00.123 x
            2026-03-04 09:17:00 [2026-03-04 09:17:00.123] x
        **18:53** rollback
            - 18:53:00 [18:53] rollback
        **18:53**: rollback
            - 18:53:00 [18:53] rollback
        **18:53:** rollback
            - 18:53:00 [18:53] rollback
        **18:53 UTC** - rollback
            - 18:53:00 +00:00 [18:53 UTC] rollback
        **18:53 Rollback** of all
            - 18:53:00 unclosed ** [18:53] Rollback** of all
        **2018-02-22** 18:53 rollback
            2018-02-22 18:53:00 [2018-02-22** 18:53] rollback
        `18:53` rollback
            - 18:53:00 [18:53] rollback
        [18:53] rollback
            - 18:53:00 [18:53] rollback
        [18:53](https://example.com/a) rollback
            - 18:53:00 [18:53] rollback
        (18:53) rollback
            - 18:53:00 [18:53] rollback
        • 18:53 rollback
            - 18:53:00 [18:53] rollback
        🔥 18:53 rollback
            - 18:53:00 [18:53] rollback
        :fire: 18:53 rollback
            - 18:53:00 [18:53] rollback
        <b>18:53</b> rollback
            - 18:53:00 [18:53] rollback
        At 18:53 UTC, rollback
            - 18:53:00 +00:00 [18:53 UTC] rollback
        9.57 - alarm
            - 09:57:00 [9.57] alarm
        09.57 alarm
            - 09:57:00 [09.57] alarm
        09:10 - 09:25 outage
            - 09:10:00–09:25 [09:10 - 09:25] outage
        09:10-09:25 outage
            - 09:10:00–09:25 [09:10-09:25] outage
        09:10–09:25 (UTC) outage
            - 09:10:00–09:25 +00:00 [09:10–09:25 (UTC)] outage
        09:10 UTC - 09:25 UTC: outage
            - 09:10:00–09:25 +00:00 [09:10 UTC - 09:25 UTC] outage
        9:10-9:25pm outage
            - 21:10:00–21:25 [9:10-9:25pm] outage
        From 09:10 to 09:25 outage
            - 09:10:00–09:25 [09:10 to 09:25] outage
        09:10-0800 outage
            - 09:10:00 -08:00 [09:10-0800] outage
        2022-08-03 12:26-12:?? fix
            2022-08-03 12:26:00 [2022-08-03 12:26-12:??] fix
        2018-01-01 23:00 - 2018-01-02 01:00 outage
            2018-01-01 23:00:00–2018-01-02–01:00 [2018-01-01 23:00 - 2018-01-02 01:00] outage
        2018-01-01 - 2018-01-03 outage
            2018-01-01–2018-01-03 [2018-01-01 - 2018-01-03] outage
        ~09:10 outage
            - 09:10:00 ~ [09:10] outage
        ~13:30-13:45
            - 13:30:00–13:45 ~ [13:30-13:45]
        approx. 09:10 outage
            - 09:10:00 ~ [09:10] outage
        2018-07-30 ca. 11:20
            2018-07-30 11:20:00 ~ [2018-07-30 ca. 11:20]
        2:05 PM ET deploy
            - 14:05:00 America/New_York [2:05 PM ET] deploy
        2:05 ET deploy
            - 02:05:00 [2:05] ET deploy
        2:05 ET: deploy
            - 02:05:00 America/New_York [2:05 ET] deploy
        13:14 PM deploy
            - 13:14:00 [13:14 PM] deploy
        2018-01-17 17:30pm
            2018-01-17 17:30:00 [2018-01-17 17:30pm]
        2019-03-25 7:01am
            2019-03-25 07:01:00 [2019-03-25 7:01am]
        9am deploy
            - 09:00:00 [9am] deploy
        12PM PST: deploy
            - 12:00:00 -08:00 [12PM PST] deploy
        March 4th, 2026 10:15 x
            2026-03-04 10:15:00 [March 4th, 2026 10:15] x
        Mar 4 10:15 x
            ?-03-04 10:15:00 [Mar 4 10:15] x
        Sep 27 2017 13:06
            2017-09-27 13:06:00 [Sep 27 2017 13:06]
        4 March 2026, 10:15 CET - x
            2026-03-04 10:15:00 +01:00 [4 March 2026, 10:15 CET] x
        19. April, 11:00
            ?-04-19 11:00:00 [19. April, 11:00]
        Wed, 04 Mar 2026 10:15 x
            2026-03-04 10:15:00 [Wed, 04 Mar 2026 10:15] x
        Monday 10:15 x
            Mon 10:15:00 [Monday 10:15] x
        Monday, Jan 15
            ?-01-15 [Monday, Jan 15]
        **Monday**
            Mon [Monday]
        03/04/2026 10:15 x
            Slashed { first: 3, second: 4, year: Some(2026) } 10:15:00 [03/04/2026 10:15] x
        3/4 10:15 x
            Slashed { first: 3, second: 4, year: None } 10:15:00 [3/4 10:15] x
        04.03.2026 10:15 x
            2026-03-04 10:15:00 [04.03.2026 10:15] x
        2026-03-04
            2026-03-04 [2026-03-04]
        2026-03-04: x
            2026-03-04 [2026-03-04] x
        10:15 2026-03-04 x
            2026-03-04 10:15:00 [10:15 2026-03-04] x
        10:15, Feb 22 - x
            ?-02-22 10:15:00 [10:15, Feb 22] x
        10:15 (Feb 22 2018) x
            2018-02-22 10:15:00 [10:15 (Feb 22 2018] x
        0917Z x
            - 09:17:00 +00:00 [0917Z] x
        10:15 UTC+2 - x
            - 10:15:00 +02:00 [10:15 UTC+2] x
        10:15 UTC (02:15 PST) x
            - 10:15:00 +00:00 [10:15 UTC (02:15 PST)] x
        10:15 **bold** text
            - 10:15:00 [10:15] **bold** text
        10:15 - **bold** text
            - 10:15:00 [10:15] **bold** text
        10:15 - 10 nodes were down
            - 10:15:00 [10:15] 10 nodes were down
        22:52 (maybe earlier?)
            - 22:52:00 [22:52] (maybe earlier?)
        2018-02-30 10:15 x
            Impossible 10:15:00 [2018-02-30 10:15] x
        ");
    }

    #[test]
    fn what_a_template_leaves_is_a_stamp_that_says_so() {
        insta::assert_snapshot!(table(&[
            "HH:mm something",
            "**23:XX** something",
            "2019-12-03 --:--",
            "2022-06-10 HH:mm |",
            "2X:XX (not sure exact time)",
            "YYYY-MM-DD HH:mm UTC - text",
        ]), @"
        HH:mm something
            - leftover [HH:mm] something
        **23:XX** something
            - leftover [23:XX] something
        2019-12-03 --:--
            2019-12-03 leftover [2019-12-03 --:--]
        2022-06-10 HH:mm |
            2022-06-10 leftover [2022-06-10 HH:mm]
        2X:XX (not sure exact time)
            - leftover [2X:XX] (not sure exact time)
        YYYY-MM-DD HH:mm UTC - text
            - +00:00 leftover [YYYY-MM-DD HH:mm UTC] text
        ");
    }

    #[test]
    fn prose_has_no_stamp() {
        for line in [
            "12 nodes were down",
            "1.10.2 released",
            "500s from the API",
            "May be late",
            "text",
            "",
            "Monday was quiet",
            "2/3 of the nodes",
            "50% of users",
            "10.100.16.12 answered",
            "At first nothing",
            "9:5",
            "`code` first",
            "v1.15 was released",
            "3 of 5 nodes",
            "24/7 support",
        ] {
            assert_eq!(shown(line), "-", "{line}");
        }
    }
}
