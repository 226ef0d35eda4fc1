//! "Did you mean": the accepted word that a mistyped one was probably meant to be.

/// The word of `words` nearest to `text`, when one is near. Case, `-`, `_` and blanks do not count.
#[must_use]
pub fn nearest<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    // Beyond this no word of ours is near, and comparing costs the product of the lengths.
    if text.len() > 80 {
        return None;
    }
    let text = folded(text);
    let best = words.iter().map(|&word| (word, strsim::damerau_levenshtein(&text, &folded(word)))).min_by_key(|w| w.1);
    match best {
        Some((word, distance)) if distance <= 1.max(text.len() / 3) => Some(word),
        _ => words.iter().copied().find(|word| text.len() >= 4 && folded(word).starts_with(&text)),
    }
}

/// "one of `a`, `b`, `c`".
#[must_use]
pub fn one_of(words: &[&str]) -> String {
    format!("one of {}", quoted(words))
}

/// "`a`, `b`, `c`".
#[must_use]
pub fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

fn folded(word: &str) -> String {
    word.to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("comander", &["commanders", "channel"]), Some("commanders"));
        assert_eq!(nearest("started-at", &["started_at", "status"]), Some("started_at"));
        assert_eq!(nearest("start", &["started_at", "status"]), Some("started_at"));
        assert_eq!(nearest("weather", &["started_at", "status"]), None);
        assert_eq!(nearest(&"x".repeat(100_000), &["status"]), None);
    }
}
