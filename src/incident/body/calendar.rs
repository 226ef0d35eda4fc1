//! Dates as people write them in timelines and labels: ISO, month names in either order, US and European figures.

use chrono::{Datelike, NaiveDate, Weekday};

use super::scan::Cursor;

/// A date as written; what it leaves out comes from a day nearby.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenDate {
    /// Year, month and day.
    Full(NaiveDate),
    /// Month and day by name: the year comes from a day nearby.
    Yearless { month: u32, day: u32 },
    /// `03/04/2018`: month first, unless only day first is a date or comes nearer to a day nearby.
    Slashed { first: u32, second: u32, year: Option<i32> },
    /// Shaped like a date, but there is no such day.
    Impossible,
}

impl WrittenDate {
    /// The day meant, seen from a day nearby; `None` where that is needed and missing, or the date impossible.
    pub(super) fn resolve(self, near: Option<NaiveDate>) -> Option<NaiveDate> {
        match self {
            Self::Full(day) => Some(day),
            Self::Yearless { month, day } => nearest_year(month, day, near?),
            Self::Slashed { first, second, year: Some(year) } => {
                let month_first = NaiveDate::from_ymd_opt(year, first, second);
                let day_first = NaiveDate::from_ymd_opt(year, second, first);
                nearer(month_first, day_first, near)
            }
            Self::Slashed { first, second, year: None } => {
                let near = near?;
                nearer(nearest_year(first, second, near), nearest_year(second, first, near), Some(near))
            }
            Self::Impossible => None,
        }
    }

    /// True where the date states its year.
    pub(super) fn has_year(self) -> bool {
        matches!(self, Self::Full(_) | Self::Slashed { year: Some(_), .. })
    }
}

/// `usual` unless it is no date, or `other` lies within two months of `near` and `usual` does not.
fn nearer(usual: Option<NaiveDate>, other: Option<NaiveDate>, near: Option<NaiveDate>) -> Option<NaiveDate> {
    let (Some(first), Some(second)) = (usual, other) else { return usual.or(other) };
    let is_near = |day: NaiveDate| near.is_some_and(|near| (day - near).num_days().abs() <= 60);
    Some(if is_near(second) && !is_near(first) { second } else { first })
}

fn nearest_year(month: u32, day: u32, near: NaiveDate) -> Option<NaiveDate> {
    [near.year(), near.year() - 1, near.year() + 1]
        .into_iter()
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .min_by_key(|date| (*date - near).num_days().abs())
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

/// Place of the name `word` abbreviates to three letters or more.
fn named(names: &[&str], word: &str) -> Option<usize> {
    if word.len() < 3 {
        return None;
    }
    names.iter().position(|name| name.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))
}

/// Reads the name of a weekday with what follows it (`Mon,`, `Friday`).
pub(super) fn weekday(cursor: &mut Cursor<'_>) -> Option<Weekday> {
    let word = cursor.word();
    let place = named(&WEEKDAYS, word).or_else(|| word.eq_ignore_ascii_case("weds").then_some(2))?;
    cursor.at += word.len();
    let _ = cursor.eat(b'.');
    let _ = cursor.eat(b',');
    u8::try_from(place).ok().and_then(|place| Weekday::try_from(place).ok())
}

/// Reads a date.
pub(super) fn date(cursor: &mut Cursor<'_>) -> Option<WrittenDate> {
    match cursor.peek()? {
        b'0'..=b'9' => cursor
            .attempt(iso)
            .or_else(|| cursor.attempt(compact))
            .or_else(|| cursor.attempt(day_then_month))
            .or_else(|| cursor.attempt(figures)),
        byte if byte.is_ascii_alphabetic() => cursor.attempt(month_then_day),
        _ => None,
    }
}

fn full(year: u32, month: u32, day: u32) -> WrittenDate {
    i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .map_or(WrittenDate::Impossible, WrittenDate::Full)
}

/// `2018-02-22`, `2018/02/22`, `2018.2.22`.
fn iso(cursor: &mut Cursor<'_>) -> Option<WrittenDate> {
    let year = cursor.digits(4, 4)?;
    let separator = cursor.peek().filter(|byte| matches!(byte, b'-' | b'/' | b'.'))?;
    cursor.at += 1;
    let month = cursor.digits(1, 2)?;
    if !cursor.eat(separator) {
        return None;
    }
    let day = cursor.digits(1, 2)?;
    (1000..=2999).contains(&year).then(|| full(year, month, day))
}

/// `20180222`.
fn compact(cursor: &mut Cursor<'_>) -> Option<WrittenDate> {
    let digits = cursor.digits(8, 8)?;
    let (year, month, day) = (digits / 10_000, digits / 100 % 100, digits % 100);
    let date = full(year, month, day);
    ((1990..=2099).contains(&year) && date != WrittenDate::Impossible && cursor.at_boundary()).then_some(date)
}

/// `02/22/2018`, `22.02.2018`, `22-02-2018`, `2/22`.
fn figures(cursor: &mut Cursor<'_>) -> Option<WrittenDate> {
    let first = cursor.digits(1, 2)?;
    let separator = cursor.peek().filter(|byte| matches!(byte, b'-' | b'/' | b'.'))?;
    cursor.at += 1;
    let second = cursor.digits(1, 2)?;
    let before_year = cursor.at;
    let year = if cursor.eat(separator) {
        cursor.digits(4, 4).or_else(|| (separator == b'/').then(|| cursor.digits(2, 2).map(|y| 2000 + y)).flatten())
    } else {
        None
    };
    let Some(year) = year else {
        cursor.at = before_year;
        let possible = (1..=31).contains(&first) && (1..=31).contains(&second) && (first <= 12 || second <= 12);
        let ends = cursor.at_boundary() && !matches!(cursor.peek(), Some(b'/' | b'%'));
        return (separator == b'/' && possible && ends).then_some(WrittenDate::Slashed { first, second, year: None });
    };
    if !cursor.at_boundary() || cursor.peek() == Some(separator) {
        return None;
    }
    if separator != b'/' {
        return Some(full(year, second, first));
    }
    let year = i32::try_from(year).ok()?;
    let written = WrittenDate::Slashed { first, second, year: Some(year) };
    Some(if written.resolve(None).is_some() { written } else { WrittenDate::Impossible })
}

/// `Sep 27 2017`, `September 27th, 2017`, `Sept. 27`.
fn month_then_day(cursor: &mut Cursor<'_>) -> Option<WrittenDate> {
    let word = cursor.word();
    let month = month_number(word)?;
    cursor.at += word.len();
    let _ = cursor.eat(b'.');
    if !cursor.eat(b'-') {
        cursor.blanks();
    }
    let day = cursor.digits(1, 2)?;
    // `May 9:30` is no ninth of May.
    if matches!(cursor.peek(), Some(b':')) && cursor.peek_at(1).is_some_and(|byte| byte.is_ascii_digit()) {
        return None;
    }
    ordinal(cursor)?;
    Some(with_year(cursor, month, day))
}

/// `27 Sep 2017`, `27th of September`, `19. April`, `27-Sep-2017`.
fn day_then_month(cursor: &mut Cursor<'_>) -> Option<WrittenDate> {
    let day = cursor.digits(1, 2)?;
    ordinal(cursor)?;
    let _ = cursor.eat(b'.');
    if !cursor.eat(b'-') && !cursor.eat(b'/') {
        cursor.blanks();
    }
    if cursor.word().eq_ignore_ascii_case("of") {
        cursor.at += 2;
        cursor.blanks();
    }
    let word = cursor.word();
    let month = month_number(word)?;
    cursor.at += word.len();
    if !cursor.at_boundary() {
        return None;
    }
    let _ = cursor.eat(b'.');
    Some(with_year(cursor, month, day))
}

fn month_number(word: &str) -> Option<u32> {
    named(&MONTHS, word).and_then(|at| u32::try_from(at + 1).ok())
}

/// Reads `st`, `nd`, `rd`, `th`; `None` where other letters follow the figure.
fn ordinal(cursor: &mut Cursor<'_>) -> Option<()> {
    let word = cursor.word();
    if ["st", "nd", "rd", "th"].iter().any(|end| word.eq_ignore_ascii_case(end)) {
        cursor.at += 2;
    } else if !word.is_empty() {
        return None;
    }
    Some(())
}

fn with_year(cursor: &mut Cursor<'_>, month: u32, day: u32) -> WrittenDate {
    let year = cursor.attempt(|cursor| {
        let _ = cursor.eat(b',');
        if !cursor.eat(b'-') && !cursor.eat(b'/') {
            cursor.blanks();
        }
        let year = cursor.digits(4, 4)?;
        let is_time = cursor.peek() == Some(b':');
        ((1900..=2999).contains(&year) && cursor.at_boundary() && !is_time).then_some(year)
    });
    match year {
        Some(year) => full(year, month, day),
        // A leap year has every day a year can have.
        None if NaiveDate::from_ymd_opt(2024, month, day).is_some() => WrittenDate::Yearless { month, day },
        None => WrittenDate::Impossible,
    }
}

/// The first date of `text` that states its year (or any, with `any`), and its byte range.
pub(super) fn find(text: &str, any: bool) -> Option<(WrittenDate, std::ops::Range<usize>)> {
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() && !previous.is_alphanumeric() {
            let mut cursor = Cursor::new(text);
            cursor.at = at;
            if let Some(found) = date(&mut cursor)
                && found != WrittenDate::Impossible
                && (found.has_year() || (any && matches!(found, WrittenDate::Yearless { .. })))
            {
                return Some((found, at..cursor.at));
            }
        }
        previous = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, near: &str) -> Option<String> {
        let mut cursor = Cursor::new(text);
        let found = date(&mut cursor)?;
        Some(found.resolve(near.parse().ok()).map_or("impossible".to_owned(), |day| day.to_string()))
    }

    #[test]
    fn dates_are_read_in_every_shape_people_write() {
        for (text, expected) in [
            ("2018-02-22", "2018-02-22"),
            ("2018/2/22", "2018-02-22"),
            ("20180222", "2018-02-22"),
            ("Feb 22 2018", "2018-02-22"),
            ("February 22nd, 2018", "2018-02-22"),
            ("Feb. 22", "2018-02-22"),
            ("22 Feb 2018", "2018-02-22"),
            ("22nd of February", "2018-02-22"),
            ("22. February", "2018-02-22"),
            ("22-Feb-2018", "2018-02-22"),
            ("02/22/2018", "2018-02-22"),
            ("22/02/2018", "2018-02-22"),
            ("2/22/18", "2018-02-22"),
            ("22.02.2018", "2018-02-22"),
            ("2/22", "2018-02-22"),
            ("Sept 1", "2017-09-01"),
            ("2018-02-30", "impossible"),
            ("Feb 31", "impossible"),
        ] {
            assert_eq!(read(text, "2018-02-20").as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_missing_year_is_the_nearest_one() {
        assert_eq!(read("Dec 31", "2019-01-02").as_deref(), Some("2018-12-31"));
        assert_eq!(read("Jan 1", "2018-12-30").as_deref(), Some("2019-01-01"));
    }

    #[test]
    fn slashed_dates_are_american_unless_only_the_other_reading_is_near() {
        assert_eq!(read("03/04/2018", "").as_deref(), Some("2018-03-04"));
        assert_eq!(read("03/04/2018", "2018-04-02").as_deref(), Some("2018-03-04"));
        assert_eq!(read("01/09/2018", "2018-09-02").as_deref(), Some("2018-09-01"));
    }

    #[test]
    fn figures_that_are_no_dates_are_left_alone() {
        for text in ["1.18.3", "10/12/14/16", "3 nodes", "2018", "May 9:30", "99/99", "50%", "12-34"] {
            assert_eq!(read(text, "2018-02-20"), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_found_inside_a_heading() {
        let (date, range) = find("Incident report: 2018-02-22, nginx 1.2.3", false).unwrap();
        assert_eq!((date.resolve(None).unwrap().to_string().as_str(), range), ("2018-02-22", 17..27));
        assert_eq!(find("PM2022-001 - no date 12.5", true), None);
    }
}
