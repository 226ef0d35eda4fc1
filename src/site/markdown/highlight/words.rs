//! How words of a language and numbers are told.

use std::cmp::Ordering;

/// True if `word` is one of the sorted `words`, which are in lower case where `any_case`.
pub fn contains(words: &[&str], word: &[u8], any_case: bool) -> bool {
    let found = if any_case {
        words.binary_search_by(|known| by_lower_case(known, word))
    } else {
        words.binary_search_by(|known| known.as_bytes().cmp(word))
    };
    found.is_ok()
}

fn by_lower_case(known: &str, word: &[u8]) -> Ordering {
    known.bytes().cmp(word.iter().map(u8::to_ascii_lowercase))
}

/// True for a number with or without a short unit: `1_000`, `0x1f`, `2.5e-3`, `512Mi`, `10.0.0.1`; with `dates` for
/// `2026-01-02T03:04:05Z` too. A hash that happens to begin with a digit is none.
pub fn is_number(text: &[u8], dates: bool) -> bool {
    /// `Mi`, `ms`, `u64`, `usize`, `th`.
    const LONGEST_UNIT: usize = 5;
    if let [b'0', b'x' | b'X' | b'b' | b'B' | b'o' | b'O', digits @ ..] = text {
        return !digits.is_empty() && digits.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'_');
    }
    if dates && text.get(4) == Some(&b'-') {
        return text.iter().all(|byte| byte.is_ascii_digit() || b"-:.+TZtz".contains(byte));
    }
    let is_digit = |byte: &u8| byte.is_ascii_digit() || b"_.:%".contains(byte);
    let digits = text.iter().take_while(|byte| is_digit(byte)).count();
    let unit = &text[digits..];
    let letters = unit.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let after = &unit[letters..];
    digits > 0
        && unit.len() <= LONGEST_UNIT
        && (letters > 0 || unit.is_empty())
        && after.iter().all(u8::is_ascii_digit)
        && (after.is_empty() || matches!(unit, [b'e' | b'E' | b'i' | b'u' | b'f', ..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_hashes_and_names() {
        for number in ["0", "1_000", "0x1f", "2.5", "1e9", "512Mi", "30s", "10.0.0.1", "1u64", "0.5f32", "5432"] {
            assert!(is_number(number.as_bytes(), false), "{number}");
        }
        for other in ["7d9f8b6c5d", "3b18e51", "0xzz", "", "1password", "2to3"] {
            assert!(!is_number(other.as_bytes(), false), "{other}");
        }
        assert!(is_number(b"2026-01-02T03:04:05.6Z", true) && !is_number(b"2026-01-02", false));
    }

    #[test]
    fn case_counts_only_where_it_does() {
        assert!(contains(&["from", "select"], b"SELECT", true) && !contains(&["from", "select"], b"SELECT", false));
        assert!(contains(&["from", "select"], b"from", false) && !contains(&[], b"from", true));
    }
}
