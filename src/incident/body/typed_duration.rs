//! A duration as people type it: `84 minutes`, `4 hours 42 minutes`, `~1h20m`, `11 Days`, `2.5 h`.

use chrono::TimeDelta;

/// Units by how their names begin, with their length in seconds; the names that only look alike are told by [`unit`].
const UNITS: [(&[&str], i64); 5] = [
    (&["s", "sec", "secs", "second", "seconds"], 1),
    (&["m", "min", "mins", "minute", "minutes"], 60),
    (&["h", "hr", "hrs", "hour", "hours"], 3600),
    (&["d", "day", "days"], 86_400),
    (&["w", "wk", "week", "weeks"], 604_800),
];
/// Words that may stand before one.
const LEADS: [&str; 9] = ["about", "around", "approximately", "approx", "ca", "circa", "roughly", "almost", "just"];
/// Longer than any incident, in days: beyond it the figure is something else.
const MAX_DAYS: i64 = 3660;

/// A duration at the start of `text`: how long, the smallest unit written, and where it ends. What follows it must be
/// the end, a mark, or a remark in brackets.
pub(super) fn read(text: &str) -> Option<(TimeDelta, TimeDelta, usize)> {
    let mut at = skip_lead(text);
    let (mut seconds, mut smallest, mut end) = (0_i64, i64::MAX, 0);
    loop {
        let rest = text.get(at..)?;
        let digits = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.' || *b == b',').count();
        let number = rest.get(..digits)?.trim_end_matches([',', '.']);
        let Some(number) = number.bytes().any(|b| b.is_ascii_digit()).then(|| tenths(number)).flatten() else { break };
        let behind = at + digits + blanks(rest.get(digits..)?);
        let Some((length, name)) = unit(text.get(behind..)?) else { break };
        // Units go from the largest to the smallest: "3 minutes 2 hours" is no duration.
        if length >= smallest {
            return None;
        }
        seconds = seconds.checked_add(number.checked_mul(length)? / 10)?;
        smallest = length;
        end = behind + name;
        at = skip_join(text, end);
    }
    let follows = text.get(end..)?.trim_start();
    let ends = end > 0 && !follows.starts_with(char::is_alphanumeric);
    let length = TimeDelta::try_seconds(seconds)?;
    (ends && length.num_days() <= MAX_DAYS).then_some((length, TimeDelta::try_seconds(smallest)?, end))
}

/// Ten times a number with at most one decimal mark: `2.5` is 25. More decimals are cut off.
fn tenths(number: &str) -> Option<i64> {
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, ""));
    if whole.len() > 7 || part.contains(['.', ',']) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let tenth = part.bytes().next().map_or(0, |digit| i64::from(digit - b'0'));
    Some(whole * 10 + tenth)
}

/// The unit that `text` begins with: its length in seconds, and the length of its name in bytes.
fn unit(text: &str) -> Option<(i64, usize)> {
    let name = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text.get(..name)?.to_ascii_lowercase();
    UNITS.iter().find(|(names, _)| names.contains(&word.as_str())).map(|(_, seconds)| (*seconds, name))
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\u{a0}', '-']).len()
}

fn skip_lead(text: &str) -> usize {
    let mut rest =
        text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '~' | '≈' | '*' | '_' | '`' | '>' | '<'));
    if let Some(word) = rest.split(|c: char| !c.is_alphabetic()).next()
        && LEADS.iter().any(|lead| word.eq_ignore_ascii_case(lead))
    {
        rest = rest[word.len()..].trim_start_matches(|c: char| c.is_whitespace() || c == '.');
    }
    text.len() - rest.len()
}

/// Past what may stand between two parts: blanks, a comma, "and".
fn skip_join(text: &str, at: usize) -> usize {
    let Some(rest) = text.get(at..) else { return at };
    let joined = rest.trim_start_matches([' ', '\t', '\u{a0}', ',', '&']);
    let joined = joined.strip_prefix("and ").map_or(joined, str::trim_start);
    text.len() - joined.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(text: &str) -> Option<i64> {
        read(text).map(|(length, ..)| length.num_minutes())
    }

    #[test]
    fn durations_are_read_as_people_type_them() {
        let written = [
            ("84 minutes", 84),
            (" 20 hours 20 minutes.", 1220),
            ("279 minutes [^3]", 279),
            ("11 Days", 15_840),
            ("~1h20m", 80),
            ("1 hour, and 5 min (approx.)", 65),
            ("approx. 2.5 hours", 150),
            ("about 30 mins", 30),
            ("**45 min**", 45),
            ("0 minutes", 0),
            ("2-hours", 120),
        ];
        for (text, expected) in written {
            assert_eq!(minutes(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_left_alone() {
        for text in [
            "?",
            "N/A",
            "",
            "84",
            "minutes",
            "5 errors",
            "3 minutes 2 hours",
            "10 minutes after the deploy",
            "99999999999 days",
        ] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }

    #[test]
    fn the_smallest_unit_says_how_exact_it_is() {
        assert_eq!(read("22 hours").map(|(_, unit, _)| unit.num_minutes()), Some(60));
        assert_eq!(read("1 h 5 min").map(|(_, unit, _)| unit.num_minutes()), Some(1));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "\\PC{0,60}") {
            if let Some((_, _, end)) = read(&text) {
                assert!(text.is_char_boundary(end));
            }
        }
    }
}
