//! How findings say lists and lengths of time, so that all rules say them alike.

use chrono::TimeDelta;

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "1 error", "2 errors".
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A length of time in its two largest units: "45 s", "5 min", "2 h 10 min", "3 d 4 h". The sign is dropped.
#[must_use]
pub fn length(delta: TimeDelta) -> String {
    let seconds = delta.num_seconds().unsigned_abs();
    let units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let Some(first) = units.iter().position(|(size, _)| seconds >= *size) else { return "0 s".to_owned() };
    let (size, unit) = units[first];
    let whole = format!("{} {unit}", seconds / size);
    let rest = units.get(first + 1).map(|(next, unit)| (seconds % size / next, unit)).filter(|(count, _)| *count > 0);
    // Nobody plans by seconds once minutes have passed.
    match rest {
        Some((count, unit)) if *unit != "s" => format!("{whole} {count} {unit}"),
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_two_units_at_most() {
        let said = |seconds| length(TimeDelta::seconds(seconds));
        assert_eq!([said(0), said(45), said(90), said(-300)], ["0 s", "45 s", "1 min", "5 min"]);
        assert_eq!([said(7_800), said(86_400), said(273_600)], ["2 h 10 min", "1 d", "3 d 4 h"]);
    }

    #[test]
    fn lists_end_with_and() {
        let words: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(
            [and(&words[..0]), and(&words[..1]), and(&words[..2]), and(&words)],
            ["", "a", "a and b", "a, b and c"]
        );
    }
}
