//! Who and when, as a commit object writes it: `Name <mail> seconds offset`.

use chrono::{DateTime, FixedOffset, Utc};

use crate::incident::Moment;

/// A signature line taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Signature<'a> {
    /// Before the `<`, trimmed.
    pub name: &'a [u8],
    /// Between `<` and `>`.
    pub email: &'a [u8],
    /// The time with the offset the author wrote; what cannot be read is the epoch, in UTC.
    pub at: Moment,
}

/// Takes a signature line apart. Never fails: real repositories hold every kind of broken line.
pub fn parse(line: &[u8]) -> Signature<'_> {
    let open = line.iter().position(|&b| b == b'<').unwrap_or(line.len());
    let close = line.iter().rposition(|&b| b == b'>').filter(|&close| close > open);
    let name = line[..open].trim_ascii();
    let email = close.map_or(&b""[..], |close| line[open + 1..close].trim_ascii());
    let stamp = close.map_or(&b""[..], |close| &line[close + 1..]);
    Signature { name, email, at: moment(stamp) }
}

fn moment(stamp: &[u8]) -> Moment {
    let stamp = std::str::from_utf8(stamp).unwrap_or("");
    let mut words = stamp.split_ascii_whitespace();
    let instant = words.next().and_then(|seconds| seconds.parse().ok()).and_then(instant).unwrap_or_default();
    let offset = words.next().and_then(offset).unwrap_or_else(|| FixedOffset::east_opt(0).expect("zero is in range"));
    instant.with_timezone(&offset)
}

/// An instant from Unix seconds, of the years 1 to 9999: no calendar arithmetic overflows there.
fn instant(seconds: i64) -> Option<DateTime<Utc>> {
    const YEAR_1: i64 = -62_135_510_400; // a day in, so that an offset cannot leave the range
    const YEAR_9999: i64 = 253_402_214_400;
    DateTime::from_timestamp(seconds.clamp(YEAR_1, YEAR_9999), 0)
}

/// `+0530`: hours and minutes. Offsets nobody lives in (a day or more, 75 minutes) are refused.
fn offset(text: &str) -> Option<FixedOffset> {
    let (sign, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (-1, digits),
        [b'+', digits @ ..] => (1, digits),
        _ => return None,
    };
    if !(3..=4).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = digits.iter().fold(0, |number, digit| number * 10 + i32::from(digit - b'0'));
    let (hours, minutes) = (number / 100, number % 100);
    (minutes < 60).then(|| FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: &str) -> String {
        parse(line.as_bytes()).at.to_rfc3339()
    }

    #[test]
    fn a_signature_is_taken_apart() {
        let read = parse(b"Ana Ruiz <ana@example.com> 1772615520 +0530");
        assert_eq!((read.name, read.email), (&b"Ana Ruiz"[..], &b"ana@example.com"[..]));
        assert_eq!(read.at.to_rfc3339(), "2026-03-04T14:42:00+05:30");
    }

    #[test]
    fn negative_offsets_and_far_years_are_kept() {
        assert_eq!(at("A <a> 0 -0330"), "1969-12-31T20:30:00-03:30");
        assert_eq!(at("A <a> 4294967295 +1400"), "2106-02-07T20:28:15+14:00");
        assert_eq!(at("A <a> 99999999999999 +0000"), "9999-12-31T00:00:00+00:00");
    }

    #[test]
    fn broken_lines_fall_back_to_the_epoch_and_utc() {
        assert_eq!(at("A <a> 1772615520 +9999"), "2026-03-04T09:12:00+00:00");
        assert_eq!(at("A <a> 1772615520 +051800"), "2026-03-04T09:12:00+00:00");
        assert_eq!(at("A <a> 1772615520"), "2026-03-04T09:12:00+00:00");
        assert_eq!(at("A <a> soon +0100"), "1970-01-01T01:00:00+01:00");
        assert_eq!(at(""), "1970-01-01T00:00:00+00:00");
        let odd = parse(b"A > <b <c>> 1 +0000");
        assert_eq!((odd.name, odd.email), (&b"A >"[..], &b"b <c>"[..]));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, seconds: i64, offset in "[+-][0-9]{0,8}") {
            let _ = parse(&bytes).at.to_rfc3339();
            let _ = parse(format!("A <a> {seconds} {offset}").as_bytes()).at.to_rfc3339();
        }
    }
}
